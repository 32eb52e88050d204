/**
 * The schedule grid: tiles (sessions) that are moved by pointer or by keyboard.
 *
 * The server builds every tile and says every sentence; these modules only move elements. A place
 * of `null` is the list of sessions without one. Every move goes to the server with the mark of the
 * place that was seen here (`seen`), and the answer is the true place.
 */

import { countList, search, show, showDay } from "./board.js";
import { showConflicts } from "./conflicts.js";
import { onClick, onKey } from "./keyboard.js";
import { redo, undo } from "./moves.js";
import { closes, columns, field, opens, part, root, scroller, tabs } from "./page.js";
import { USUAL_START } from "./places.js";
import { onPointerDown, onPointerLost, onPointerMove, onPointerUp } from "./pointer.js";
import { readTiles, state, tiles } from "./state.js";

const STEP_KEPT = "programme.grid.step";

function listen() {
  root.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  root.addEventListener("pointerdown", onPointerDown);
  root.addEventListener("pointermove", onPointerMove);
  root.addEventListener("pointerup", onPointerUp);
  root.addEventListener("pointercancel", onPointerLost);
  root.addEventListener("dragstart", (event) => event.preventDefault());
  part("search").addEventListener("input", search);
  part("undo").addEventListener("click", undo);
  part("redo").addEventListener("click", redo);
  part("step").addEventListener("change", () => localStorage.setItem(STEP_KEPT, part("step").value));
  tabs.forEach((tab) => tab.addEventListener("click", (event) => (event.preventDefault(), showDay(tab.dataset.day))));
}

function start() {
  readTiles();
  tiles.forEach((tile) => tile.place && show(tile));
  root.style.setProperty("--columns", columns.length);
  root.style.setProperty("--hours", (closes - opens) / 60);
  const kept = localStorage.getItem(STEP_KEPT);
  if ([...part("step").options].some(({ value }) => value === kept)) part("step").value = kept;
  root.hidden = false;
  showDay(state.day);
  showConflicts(state.known);
  countList();
  listen();
  const today = [...tiles.values()].filter(({ place }) => place?.day === state.day);
  const first = Math.min(USUAL_START, ...today.map(({ place }) => place.start));
  scroller.scrollTop = ((first - opens) / (closes - opens)) * field.clientHeight;
}

start();
