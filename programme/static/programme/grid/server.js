// What is said to the server: a move, and a question about a place.

import { root } from "./page.js";
import { clock } from "./words.js";

/** A place as the row of the list sends it. */
function fields(tile, place) {
  const typed = { day: place.day, start: clock(place.start), end: clock(place.end), room: place.room };
  return Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [`s${tile.session}-${name}`, value]),
  );
}

export async function post(tile, place) {
  const body = new URLSearchParams(place ? fields(tile, place) : { out: "1" });
  body.set(`s${tile.session}-seen`, tile.seen);
  const headers = {
    "X-CSRFToken": root.querySelector("[name=csrfmiddlewaretoken]").value,
    "X-Requested-With": "XMLHttpRequest",
  };
  try {
    const response = await fetch(tile.url, { method: "POST", body, headers, keepalive: true });
    return { done: response.ok, ...(await response.json()) };
  } catch {
    return { done: false };
  }
}

/** What would stand against the draft with a tile at `place`; null where the server cannot say. */
export async function conflictsWith(tile, place, signal) {
  const query = new URLSearchParams({ session: tile.session, ...fields(tile, place) });
  const response = await fetch(`${root.dataset.conflicts}?${query}`, { signal });
  return response.ok ? (await response.json()).conflicts : null;
}
