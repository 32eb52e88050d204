// By pointer: mouse, pen and finger.

import { showDay } from "./board.js";
import { giveBack, hold, pickUp } from "./hold.js";
import { drop } from "./moves.js";
import { closes, columns, field, list, opens, root, scroller, step, tabs } from "./page.js";
import { clamp, later, longer } from "./places.js";
import { state, tileAt } from "./state.js";

const DRAG_FROM = 4; // pixels; less is a click
const SCROLL_EDGE = 40; // pixels from the edge where the board begins to scroll
const SCROLL_STEP = 12;

export function onPointerDown(event) {
  if (state.held && !state.held.pointer) giveBack(); // it was picked up by keyboard
  const tile = tileAt(event.target);
  const resize = Boolean(event.target.closest(".tile__end"));
  const grip = resize || event.target.closest(".tile__grip");
  const byHand = event.pointerType === "touch";
  if (!tile || state.held || event.button !== 0 || event.target.closest(".tile__edit") || (byHand && !grip)) return;
  state.drag = { tile, resize, id: event.pointerId, x: event.clientX, y: event.clientY, grabbed: null };
}

export function onPointerMove(event) {
  if (event.pointerId !== state.drag?.id) return;
  if (!state.held && Math.hypot(event.clientX - state.drag.x, event.clientY - state.drag.y) < DRAG_FROM) return;
  if (!state.held) startDrag();
  state.drag.event = event;
  state.drag.frame ??= requestAnimationFrame(followPointer);
}

function startDrag() {
  root.setPointerCapture(state.drag.id);
  pickUp(state.drag.tile, state.drag.id);
  const { place } = state.held;
  const minute = minuteAt(state.drag.y, field.getBoundingClientRect());
  state.drag.grabbed = place ? minute - (state.drag.resize ? place.end : place.start) : 0;
}

function followPointer() {
  if (!state.drag?.event || !state.held) return;
  state.drag.frame = null;
  const { clientX: x, clientY: y } = state.drag.event;
  scrollAtEdge(x, y);
  const tab = tabs.find((candidate) => isInside(candidate, x, y));
  if (tab && state.held.place) hold({ ...state.held.place, day: tab.dataset.day });
  else if (tab) showDay(tab.dataset.day);
  else if (isInside(list.parentElement, x, y) && !state.drag.resize) hold(null);
  else if (isInside(scroller, x, y)) hold(placeAt(x, y));
}

const minuteAt = (y, box) => opens + ((y - box.top) / box.height) * (closes - opens);

function placeAt(x, y) {
  const box = field.getBoundingClientRect();
  const minute = Math.round((minuteAt(y, box) - state.drag.grabbed) / step()) * step();
  if (state.drag.resize) return longer({ ...state.held.place, end: minute }, 0);
  const column = Math.floor(((x - box.left) / box.width) * columns.length);
  const room = columns[clamp(column, 0, columns.length - 1)];
  return later({ day: state.day, start: minute, end: minute + state.drag.tile.minutes, room }, 0);
}

function isInside(element, x, y) {
  const box = element.getBoundingClientRect();
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

function scrollAtEdge(x, y) {
  const box = scroller.getBoundingClientRect();
  const toward = (at, low, high) => {
    if (at < low || at > high) return 0;
    return at < low + SCROLL_EDGE ? -SCROLL_STEP : Number(at > high - SCROLL_EDGE) * SCROLL_STEP;
  };
  const [dx, dy] = [toward(x, box.left, box.right), toward(y, box.top, box.bottom)];
  if (!dx && !dy) return;
  scroller.scrollBy(dx, dy);
  state.drag.frame = requestAnimationFrame(followPointer); // as long as the pointer stays there
}

export function onPointerUp(event) {
  if (event.pointerId !== state.drag?.id) return;
  if (state.drag.frame) followPointer();
  const dropped = state.held?.pointer === state.drag.id;
  state.drag = null;
  if (!dropped) return;
  const { tile } = state.held;
  drop();
  tile.handle.focus({ preventScroll: true });
}

export function onPointerLost(event) {
  if (event.pointerId !== state.drag?.id) return;
  state.drag = null;
  if (state.held?.pointer === event.pointerId) giveBack();
}
