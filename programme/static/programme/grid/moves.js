// Moves: each is shown at once, sent in its turn, and can be undone and redone.

import { refresh, reveal, sortIn } from "./board.js";
import { showConflicts } from "./conflicts.js";
import { giveBack, letGo } from "./hold.js";
import { days, part, sentences } from "./page.js";
import { same } from "./places.js";
import { post } from "./server.js";
import { state } from "./state.js";
import { fill, say, sayWhere } from "./words.js";

let queue = Promise.resolve(); // moves leave one after the other
const past = [];
const future = [];

export function drop() {
  const { before, place } = state.held;
  if (same(before, place)) return giveBack();
  const tile = letGo();
  const made = { tile, before, after: place };
  past.push(made);
  future.length = 0;
  send(tile, place, () => forget(made));
}

function forget(made) {
  for (const steps of [past, future]) {
    if (steps.includes(made)) steps.splice(steps.indexOf(made), 1);
  }
  enableHistory();
}

/** Shows a tile at `place` at once and sends it there; `undone` is called if that is refused. */
function send(tile, place, undone) {
  const { refusals } = tile;
  settle(tile, place);
  enableHistory();
  tile.element.classList.add("tile--saving");
  queue = queue.then(async () => {
    const answer = tile.refusals === refusals ? await post(tile, place) : null;
    if (answer?.done) {
      confirm(tile, place, answer);
    } else {
      undone();
      if (answer) refuse(tile, answer);
    }
  });
}

function confirm(tile, place, answer) {
  take(tile, answer);
  if (tile.place !== place) return; // moved on meanwhile: the next answer will tell
  tile.element.classList.remove("tile--saving");
  if (state.held) return;
  showConflicts(state.known);
  sayWhere(tile, sentences.placed, sentences.taken_out);
}

/** Shows the true place of a tile that was not moved, and why. */
function refuse(tile, answer) {
  tile.refusals += 1;
  if (state.held?.tile === tile) letGo();
  if (answer.seen) take(tile, answer);
  tile.element.classList.remove("tile--saving");
  settle(tile, tile.saved);
  showConflicts(state.known);
  reveal(tile);
  const sentence = answer.error ? sentences.refused : sentences.failed;
  say(fill(sentence, { session: tile.name, error: answer.error }), { bad: true });
}

/** Takes over what the server says is true. */
function take(tile, { place, seen, conflicts }) {
  tile.seen = seen;
  tile.saved = place && days.includes(place.day) ? { ...place, room: String(place.room ?? "") } : null;
  state.known = conflicts;
}

function settle(tile, place) {
  tile.place = place;
  if (place) tile.minutes = place.end - place.start;
  refresh(tile);
  sortIn(tile);
}

function enableHistory() {
  part("undo").disabled = !past.length;
  part("redo").disabled = !future.length;
}

function travel(from, to, wanted) {
  if (state.held || !from.length) return;
  const made = from.pop();
  to.push(made);
  send(made.tile, made[wanted], () => forget(made));
  reveal(made.tile);
}

export const undo = () => travel(past, future, "before");
export const redo = () => travel(future, past, "after");
