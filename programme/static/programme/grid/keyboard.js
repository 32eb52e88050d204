// By keyboard.

import { refresh, reveal } from "./board.js";
import { giveBack, hold, pickUp } from "./hold.js";
import { drop, redo, undo } from "./moves.js";
import { sentences, step } from "./page.js";
import { daysOn, firstFree, later, longer, sideways } from "./places.js";
import { askAbout } from "./question.js";
import { shownPlace, state, tileAt, tiles } from "./state.js";
import { sayWhere } from "./words.js";

const KEYS = {
  ArrowUp: (place, shift) => (shift ? longer : later)(place, -step()),
  ArrowDown: (place, shift) => (shift ? longer : later)(place, step()),
  ArrowLeft: (place) => sideways(place, -1),
  ArrowRight: (place) => sideways(place, 1),
  PageUp: (place) => daysOn(place, -1),
  PageDown: (place) => daysOn(place, 1),
};

function pickUpByKeyboard(tile) {
  pickUp(tile);
  const taken = [...tiles.values()].map((other) => other.place);
  state.held.place = tile.place ?? firstFree(state.day, tile.minutes, taken);
  refresh(tile);
  tile.handle.focus({ preventScroll: true });
  reveal(tile);
  sayWhere(tile, sentences.picked, sentences.in_list);
  askAbout(state.held);
}

/** Enter, the space bar and what assistive technology sends in their place. */
export function onClick(event) {
  const tile = tileAt(event.target.closest(".tile__handle"));
  if (!tile || event.detail > 0) return; // a pointer's own click
  if (!state.held) pickUpByKeyboard(tile);
  else if (state.held.tile === tile) drop();
}

export function onKey(event) {
  if (onShortcut(event)) return event.preventDefault();
  const tile = state.held?.tile ?? tileAt(event.target.closest(".tile__handle"));
  if (!tile || !onTileKey(event, tile)) return undefined;
  return event.preventDefault();
}

function onShortcut({ key, ctrlKey, metaKey, shiftKey, target }) {
  if (!(ctrlKey || metaKey) || target.matches("input, textarea, select")) return false;
  const pressed = key.toLowerCase();
  if (pressed !== "z" && pressed !== "y") return false;
  if (pressed === "y" || shiftKey) redo();
  else undo();
  return true;
}

/** What a key does to a tile that is held or in focus; false when it is none of ours. */
function onTileKey({ key, shiftKey, repeat }, tile) {
  if ((key === "Enter" || key === " ") && repeat) return true;
  if (key === "Delete" || key === "Backspace") return backToList(tile);
  if (!state.held) return false;
  if (key === "Escape") giveBack();
  else if (key === "Tab") return giveBack(), false;
  else if (KEYS[key] && !state.held.pointer) moveHeld(KEYS[key](state.held.place, shiftKey));
  else return false;
  return true;
}

function moveHeld(place) {
  hold(place);
  reveal(state.held.tile);
}

function backToList(tile) {
  if (!shownPlace(tile) || state.held?.pointer) return false;
  if (!state.held) pickUp(tile);
  hold(null);
  drop();
  return true;
}
