// Picking a tile up, holding it somewhere, giving it back.

import { refresh, reveal, showDay } from "./board.js";
import { showConflicts } from "./conflicts.js";
import { sentences } from "./page.js";
import { same } from "./places.js";
import { askAbout, forgetQuestion } from "./question.js";
import { state } from "./state.js";
import { fill, say, sayHeld } from "./words.js";

export function pickUp(tile, pointer = null) {
  forgetQuestion();
  state.held = { tile, before: tile.place, place: tile.place, pointer };
  tile.element.classList.add("tile--held");
  tile.handle.setAttribute("aria-pressed", "true");
}

export function letGo() {
  const { tile } = state.held;
  forgetQuestion();
  state.held = state.drag = null;
  tile.element.classList.remove("tile--held");
  tile.handle.removeAttribute("aria-pressed");
  return tile;
}

export function hold(place) {
  if (same(place, state.held.place)) return;
  state.held.place = place;
  if (place && place.day !== state.day) showDay(place.day);
  refresh(state.held.tile);
  sayHeld();
  askAbout(state.held);
}

export function giveBack() {
  const tile = letGo();
  refresh(tile);
  showConflicts(state.known);
  reveal(tile);
  say(fill(sentences.given_back, { session: tile.name }));
}
