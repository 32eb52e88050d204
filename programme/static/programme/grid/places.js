// Places: `{day, start, end, room}` in minutes since midnight of that day at the venue.

import { closes, columns, days, opens, step } from "./page.js";

const SHORTEST = 5;
const MINUTES_OF_A_DAY = 24 * 60;
export const USUAL_START = 9 * 60;

export const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
export const overlap = (a, b) => a.start < b.end && b.start < a.end;

export function later(place, minutes) {
  const length = place.end - place.start;
  const start = clamp(place.start + minutes, opens, Math.min(MINUTES_OF_A_DAY - SHORTEST, closes - length));
  return { ...place, start, end: start + length };
}

export function longer(place, minutes) {
  const longest = Math.min(closes, place.start + MINUTES_OF_A_DAY - SHORTEST);
  return { ...place, end: clamp(place.end + minutes, place.start + SHORTEST, longest) };
}

const beside = (all, one, offset) => all[clamp(all.indexOf(one) + offset, 0, all.length - 1)];

/** The place that many columns to the right, or days on. */
export const sideways = (place, offset) => ({ ...place, room: beside(columns, place.room, offset) });
export const daysOn = (place, offset) => ({ ...place, day: beside(days, place.day, offset) });

/** The first free place of a day in the first room, for so many minutes, among those `taken`. */
export function firstFree(day, minutes, taken) {
  const room = columns[1];
  const others = taken.filter((place) => place?.day === day && place.room === room);
  for (let start = USUAL_START; start < MINUTES_OF_A_DAY; start += step()) {
    const place = { day, start, end: start + minutes, room };
    if (place.end <= closes && !others.some((other) => overlap(other, place))) return place;
  }
  return { day, start: USUAL_START, end: USUAL_START + minutes, room };
}
