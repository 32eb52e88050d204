// While a tile is held: what would stand against the draft if it were dropped here.

import { showConflicts } from "./conflicts.js";
import { conflictsWith } from "./server.js";
import { state } from "./state.js";
import { sayHeld } from "./words.js";

const ASK_AFTER = 150; // milliseconds that a place is held still before the server is asked

let asking = null; // the question under way, or about to be asked

export function forgetQuestion() {
  clearTimeout(asking?.timer);
  asking?.abort.abort();
  asking = null;
}

/** Asks the server what would stand against the place that is held, once it is held still. */
export function askAbout({ tile, place }) {
  forgetQuestion();
  if (!place) {
    // In the list a session stands against nothing.
    showConflicts(state.known.filter((conflict) => !conflict.sessions.includes(tile.session)));
    return;
  }
  const abort = new AbortController();
  const ask = async () => {
    const conflicts = await conflictsWith(tile, place, abort.signal);
    if (!conflicts || state.held?.tile !== tile || state.held.place !== place) return;
    showConflicts(conflicts);
    const mine = conflicts.filter((conflict) => conflict.sessions.includes(tile.session));
    if (mine.length) sayHeld(mine.map(({ label, sentence }) => `${label}: ${sentence}`).join(" "));
  };
  asking = { abort, timer: setTimeout(() => ask().catch(() => {}), ASK_AFTER) };
}
