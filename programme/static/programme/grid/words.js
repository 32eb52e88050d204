// What is said: hours on both shores, places in words, and the line that screen readers hear.

import { days, opens, part, root, roomNames, sentences, tabs } from "./page.js";
import { clamp } from "./places.js";
import { shownPlace, state } from "./state.js";

export const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_all, name) => values[name] ?? "");
export const twoDigits = (number) => String(number).padStart(2, "0");
export const clock = (minute) => `${twoDigits(Math.floor(minute / 60) % 24)}:${twoDigits(minute % 60)}`;

/** What the clocks of the other shore show: `["16:05", "+1 day"]`. */
function otherClock(dayShown, minute) {
  const hours = root.querySelector(`[data-hours="${dayShown}"]`).children;
  const row = hours[clamp(Math.floor(minute / 60) - opens / 60, 0, hours.length - 1)];
  return [`${row.dataset.there.slice(0, 2)}:${twoDigits(minute % 60)}`, row.dataset.shift];
}

export function timesThere({ day: dayShown, start, end }) {
  const [[from, fromShift], [until, untilShift]] = [start, end].map((m) => otherClock(dayShown, m));
  const behind = (shift) => (shift ? ` (${shift})` : "");
  return fromShift === untilShift
    ? `${from}–${until} ${root.dataset.other}${behind(fromShift)}`
    : `${from}${behind(fromShift)}–${until}${behind(untilShift)} ${root.dataset.other}`;
}

function inWords(place) {
  return fill(sentences.place, {
    day: tabs[days.indexOf(place.day)].textContent,
    start: clock(place.start),
    end: clock(place.end),
    there: timesThere(place),
    room: roomNames.get(place.room),
  });
}

export function say(text, { bad = false } = {}) {
  part("said").textContent = text;
  part("said").classList.toggle("grid__said--bad", bad);
}

/** Says where a tile is: `sentence` with the place in it, or `without` for the list. */
export function sayWhere(tile, sentence, without, more = "") {
  const place = shownPlace(tile);
  const text = place
    ? fill(sentence, { session: tile.name, code: tile.code, place: inWords(place) })
    : fill(without, { session: tile.name, code: tile.code });
  say(more ? `${text} ${more}` : text);
}

/** Says where the tile is that is held. */
export const sayHeld = (more) => sayWhere(state.held.tile, sentences.at, sentences.in_list, more);
