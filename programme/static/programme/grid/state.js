// What is true on this page at the moment: the tiles, the day in sight, what is held.

import { days, json, root, tabs } from "./page.js";

export const tiles = new Map(); // by the number of the session

export const state = {
  day: tabs.find((tab) => tab.hasAttribute("aria-current")).dataset.day,
  known: json("grid-known-conflicts"), // of the draft, as the server last said
  held: null, // {tile, before, place, pointer}
  drag: null, // {tile, id, x, y, resize, grabbed, frame, event}, from the press of a pointer on
};

export const shownPlace = (tile) => (state.held?.tile === tile ? state.held.place : tile.place);
export const tileAt = (element) => tiles.get(Number(element?.closest(".tile")?.dataset.session));

export function readTiles() {
  root.querySelectorAll(".tile").forEach((element) => {
    const tile = tileOf(element);
    tiles.set(tile.session, tile);
  });
}

function tileOf(element) {
  const { session, code, seen, minutes, url, words, start, end, room } = element.dataset;
  const placed = element.dataset.day !== undefined && days.includes(element.dataset.day);
  const tile = {
    element,
    url,
    seen,
    session: Number(session),
    handle: element.querySelector(".tile__handle"),
    code,
    name: `${code} · ${element.querySelector(".tile__title").textContent.trim()}`,
    words: `${code.toLowerCase()} ${words}`,
    minutes: Number(minutes),
    place: placed ? { day: element.dataset.day, start: Number(start), end: Number(end), room } : null,
    refusals: 0, // a move that was made before the last of them is not sent any more
  };
  tile.saved = tile.place;
  return tile;
}
