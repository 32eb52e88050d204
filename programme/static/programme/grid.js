/**
 * The schedule grid: tiles (sessions) that are moved by pointer or by keyboard.
 *
 * The server builds every tile and says every sentence; this module only moves elements. A place is
 * `{day, start, end, room}` in minutes since midnight of that day at the venue; `null` is the list
 * of sessions without a place. Every move goes to the server with the mark of the place that was
 * seen here (`seen`), and the answer is the true place.
 */

const MINUTES_OF_A_DAY = 24 * 60;
const SHORTEST = 5;
const USUAL_START = 9 * 60;
const DRAG_FROM = 4; // pixels; less is a click
const SCROLL_EDGE = 40; // pixels from the edge where the board begins to scroll
const SCROLL_STEP = 12;
const ASK_AFTER = 150; // milliseconds that a place is held still before the server is asked
const STEP_KEPT = "programme.grid.step";

const root = document.getElementById("grid");
const part = (name, inside = root) => inside.querySelector(`[data-part="${name}"]`);
const json = (id) => JSON.parse(document.getElementById(id).textContent);

const sentences = json("grid-sentences");
const [field, list, scroller] = ["field", "list", "scroller"].map((name) => part(name));
const tabs = [...root.querySelectorAll(".grid__day")];
const days = tabs.map((tab) => tab.dataset.day);
const columns = [...root.querySelectorAll(".board__room")].map((head) => head.dataset.room);
const roomNames = new Map(
  columns.map((room, index) => [room, index ? part("name", head(index)).textContent : sentences.no_room]),
);
const opens = Number(root.dataset.opens) * 60;
const closes = Number(root.dataset.closes) * 60;
const tiles = new Map();

let day = tabs.find((tab) => tab.hasAttribute("aria-current")).dataset.day;
let known = json("grid-known-conflicts"); // of the draft, as the server last said
let held = null; // {tile, before, place, pointer}
let drag = null; // {tile, id, x, y, resize, grabbed, frame, event}, from the press of a pointer on
let queue = Promise.resolve(); // moves leave one after the other
const past = [];
const future = [];

function head(index) {
  return root.querySelectorAll(".board__room")[index];
}

// Tiles

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

const shownPlace = (tile) => (held?.tile === tile ? held.place : tile.place);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
const step = () => Number(part("step").value);
const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_all, name) => values[name] ?? "");

// Words

const twoDigits = (number) => String(number).padStart(2, "0");
const clock = (minute) => `${twoDigits(Math.floor(minute / 60) % 24)}:${twoDigits(minute % 60)}`;

/** What the clocks of the other shore show: `["16:05", "+1 day"]`. */
function otherClock(dayShown, minute) {
  const hours = root.querySelector(`[data-hours="${dayShown}"]`).children;
  const row = hours[clamp(Math.floor(minute / 60) - opens / 60, 0, hours.length - 1)];
  return [`${row.dataset.there.slice(0, 2)}:${twoDigits(minute % 60)}`, row.dataset.shift];
}

function timesThere({ day: dayShown, start, end }) {
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

function say(text, { bad = false } = {}) {
  part("said").textContent = text;
  part("said").classList.toggle("grid__said--bad", bad);
}

/** Says where a tile is: `sentence` with the place in it, or `without` for the list. */
function sayWhere(tile, sentence, without, more = "") {
  const place = shownPlace(tile);
  const text = place
    ? fill(sentence, { session: tile.name, code: tile.code, place: inWords(place) })
    : fill(without, { session: tile.name, code: tile.code });
  say(more ? `${text} ${more}` : text);
}

// Layout

/** Puts items that overlap into lanes side by side; returns a group per cluster. */
function clusters(items) {
  const found = [];
  for (const item of items.sort((a, b) => a.place.start - b.place.start)) {
    let cluster = found.at(-1);
    if (!cluster || item.place.start >= cluster.end) {
      cluster = { items: [], lanes: [], start: item.place.start, end: 0 };
      found.push(cluster);
    }
    const free = cluster.lanes.findIndex((end) => end <= item.place.start);
    item.lane = free < 0 ? cluster.lanes.length : free;
    cluster.lanes[item.lane] = item.place.end;
    cluster.end = Math.max(cluster.end, item.place.end);
    cluster.items.push(item);
  }
  return found;
}

const overlap = (a, b) => a.start < b.end && b.start < a.end;

/** Every tile of the day at its place. What has no room spans them all, unless one is in use. */
function layOut() {
  const items = [...tiles.values()]
    .map((tile) => ({ tile, place: shownPlace(tile) }))
    .filter(({ place }) => place?.day === day);
  const inRooms = items.filter(({ place }) => place.room);
  columns.forEach((room, column) => {
    for (const cluster of clusters(items.filter(({ place }) => place.room === room))) {
      const spans = !room && !inRooms.some(({ place }) => overlap(place, cluster));
      const width = (spans ? 1 : 1 / columns.length) / cluster.lanes.length;
      const left = spans ? 0 : column / columns.length;
      for (const item of cluster.items) put(item, left + item.lane * width, width);
    }
  });
}

function put({ tile, place }, left, width) {
  const { style } = tile.element;
  style.setProperty("--from", place.start - opens);
  style.setProperty("--minutes", place.end - place.start);
  style.setProperty("--left", left);
  style.setProperty("--width", width);
}

/** A tile's words and its element's home: the board or the list. */
function show(tile) {
  const place = shownPlace(tile);
  const home = place ? field : list;
  if (tile.element.parentElement !== home) home.append(tile.element);
  tile.element.querySelector(".tile__when").textContent = place
    ? `${clock(place.start)}–${clock(place.end)}`
    : "";
  tile.element.querySelector(".tile__there").textContent = place ? timesThere(place) : "";
  tile.element.hidden = place ? place.day !== day : !isFound(tile);
}

/** Puts a tile between its neighbours, so that the tab key follows the clock. */
function sortIn(tile) {
  const focused = document.activeElement === tile.handle;
  const home = tile.element.parentElement;
  const rank = (other) =>
    other.place
      ? [other.place.day, String(other.place.start).padStart(5, "0"), twoDigits(columns.indexOf(other.place.room))]
      : [other.name];
  const mine = rank(tile).join();
  const after = [...home.children].find((element) => {
    const other = tiles.get(Number(element.dataset.session));
    return other !== tile && rank(other).join() > mine;
  });
  home.insertBefore(tile.element, after ?? null);
  if (focused) tile.handle.focus({ preventScroll: true });
}

function refresh(tile) {
  const focused = document.activeElement === tile.handle;
  show(tile);
  if (focused) tile.handle.focus({ preventScroll: true });
  layOut();
  countList();
}

function showDay(wanted) {
  day = wanted;
  tabs.forEach((tab) => {
    if (tab.dataset.day === day) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  });
  root.querySelectorAll("[data-hours]").forEach((hours) => (hours.hidden = hours.dataset.hours !== day));
  tiles.forEach((tile) => {
    const place = shownPlace(tile);
    if (place) tile.element.hidden = place.day !== day;
  });
  layOut();
  history.replaceState(null, "", `?day=${day}`);
}

function reveal(tile) {
  const place = shownPlace(tile);
  if (place && place.day !== day) showDay(place.day);
  tile.element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
}

// The list

const isFound = (tile) => tile.words.includes(part("search").value.trim().toLowerCase());

function countList() {
  part("count").textContent = list.children.length;
}

function search() {
  for (const element of list.children) {
    element.hidden = !isFound(tiles.get(Number(element.dataset.session)));
  }
}

// Conflicts

function showConflicts(conflicts) {
  part("conflicts").replaceChildren(...conflicts.map(conflictLine));
  part("conflict-count").textContent = conflicts.length;
  part("no-conflict").hidden = conflicts.length > 0;
  tiles.forEach((tile) => {
    const mine = conflicts.filter((conflict) => conflict.sessions.includes(tile.session));
    tile.element.dataset.severity = mine[0]?.severity ?? "";
    tile.element.querySelector(".tile__conflict").textContent = mine[0]?.label ?? "";
  });
}

function conflictLine(conflict) {
  const line = part("conflict").content.cloneNode(true);
  const item = line.firstElementChild;
  item.dataset.severity = conflict.severity;
  part("severity", item).textContent = conflict.label;
  part("sentence", item).textContent = conflict.sentence;
  const first = tiles.get(conflict.sessions[0]);
  if (first) part("show", item).addEventListener("click", () => (reveal(first), first.handle.focus()));
  else part("show", item).remove();
  if (conflict.link) part("link", item).href = conflict.link;
  else part("link", item).remove();
  return line;
}

let asking = null; // the question under way, or about to be asked

function forgetQuestion() {
  clearTimeout(asking?.timer);
  asking?.abort.abort();
  asking = null;
}

/** Asks the server what would stand against the place that is held, once it is held still. */
function askAbout({ tile, place }) {
  forgetQuestion();
  if (!place) return;
  const abort = new AbortController();
  const ask = async () => {
    const query = new URLSearchParams({ session: tile.session, ...fields(tile, place) });
    const response = await fetch(`${root.dataset.conflicts}?${query}`, { signal: abort.signal });
    if (!response.ok) return;
    const { conflicts } = await response.json();
    if (held?.tile !== tile || held.place !== place) return;
    showConflicts(conflicts);
    const mine = conflicts.filter((conflict) => conflict.sessions.includes(tile.session));
    if (mine.length) sayHeld(mine.map(({ label, sentence }) => `${label}: ${sentence}`).join(" "));
  };
  asking = { abort, timer: setTimeout(() => ask().catch(() => {}), ASK_AFTER) };
}

// Picking up, holding, dropping

function pickUp(tile, pointer = null) {
  forgetQuestion();
  held = { tile, before: tile.place, place: tile.place, pointer };
  tile.element.classList.add("tile--held");
  tile.handle.setAttribute("aria-pressed", "true");
}

function letGo() {
  const { tile } = held;
  forgetQuestion();
  held = drag = null;
  tile.element.classList.remove("tile--held");
  tile.handle.removeAttribute("aria-pressed");
  return tile;
}

function hold(place) {
  if (same(place, held.place)) return;
  held.place = place;
  if (place && place.day !== day) showDay(place.day);
  refresh(held.tile);
  sayHeld();
  askAbout(held);
}

const sayHeld = (more) => sayWhere(held.tile, sentences.at, sentences.in_list, more);

function giveBack() {
  const tile = letGo();
  refresh(tile);
  showConflicts(known);
  reveal(tile);
  say(fill(sentences.given_back, { session: tile.name }));
}

function drop() {
  const { before, place } = held;
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

// The server

/** A place as the row of the list sends it. */
function fields(tile, place) {
  const typed = { day: place.day, start: clock(place.start), end: clock(place.end), room: place.room };
  return Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [`s${tile.session}-${name}`, value]),
  );
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

async function post(tile, place) {
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

function confirm(tile, place, answer) {
  take(tile, answer);
  if (tile.place !== place) return; // moved on meanwhile: the next answer will tell
  tile.element.classList.remove("tile--saving");
  if (held) return;
  showConflicts(known);
  sayWhere(tile, sentences.placed, sentences.taken_out);
}

/** Shows the true place of a tile that was not moved, and why. */
function refuse(tile, answer) {
  tile.refusals += 1;
  if (held?.tile === tile) letGo();
  if (answer.seen) take(tile, answer);
  tile.element.classList.remove("tile--saving");
  settle(tile, tile.saved);
  showConflicts(known);
  reveal(tile);
  const sentence = answer.error ? sentences.refused : sentences.failed;
  say(fill(sentence, { session: tile.name, error: answer.error }), { bad: true });
}

/** Takes over what the server says is true. */
function take(tile, { place, seen, conflicts }) {
  tile.seen = seen;
  tile.saved = place && days.includes(place.day) ? { ...place, room: String(place.room ?? "") } : null;
  known = conflicts;
}

function settle(tile, place) {
  tile.place = place;
  if (place) tile.minutes = place.end - place.start;
  refresh(tile);
  sortIn(tile);
}

// Undo and redo

function enableHistory() {
  part("undo").disabled = !past.length;
  part("redo").disabled = !future.length;
}

function travel(from, to, wanted) {
  if (held || !from.length) return;
  const made = from.pop();
  to.push(made);
  send(made.tile, made[wanted], () => forget(made));
  reveal(made.tile);
}

const undo = () => travel(past, future, "before");
const redo = () => travel(future, past, "after");

// By keyboard

/** The first free place of the day for what comes out of the list. */
function firstFree(tile) {
  const room = columns[1];
  const taken = [...tiles.values()].map(({ place }) => place).filter((p) => p?.day === day && p.room === room);
  for (let start = USUAL_START; start < MINUTES_OF_A_DAY; start += step()) {
    const place = { day, start, end: start + tile.minutes, room };
    if (place.end <= closes && !taken.some((other) => overlap(other, place))) return place;
  }
  return { day, start: USUAL_START, end: USUAL_START + tile.minutes, room };
}

function later(place, minutes) {
  const length = place.end - place.start;
  const start = clamp(place.start + minutes, opens, Math.min(MINUTES_OF_A_DAY - SHORTEST, closes - length));
  return { ...place, start, end: start + length };
}

function longer(place, minutes) {
  const longest = Math.min(closes, place.start + MINUTES_OF_A_DAY - SHORTEST);
  return { ...place, end: clamp(place.end + minutes, place.start + SHORTEST, longest) };
}

const beside = (all, one, offset) => all[clamp(all.indexOf(one) + offset, 0, all.length - 1)];

const KEYS = {
  ArrowUp: (place, shift) => (shift ? longer : later)(place, -step()),
  ArrowDown: (place, shift) => (shift ? longer : later)(place, step()),
  ArrowLeft: (place) => ({ ...place, room: beside(columns, place.room, -1) }),
  ArrowRight: (place) => ({ ...place, room: beside(columns, place.room, 1) }),
  PageUp: (place) => ({ ...place, day: beside(days, place.day, -1) }),
  PageDown: (place) => ({ ...place, day: beside(days, place.day, 1) }),
};

function pickUpByKeyboard(tile) {
  pickUp(tile);
  held.place = tile.place ?? firstFree(tile);
  refresh(tile);
  tile.handle.focus({ preventScroll: true });
  reveal(tile);
  sayWhere(tile, sentences.picked, sentences.in_list);
  askAbout(held);
}

/** Enter, the space bar and what assistive technology sends in their place. */
function onClick(event) {
  const tile = tileAt(event.target.closest(".tile__handle"));
  if (!tile || event.detail > 0) return; // a pointer's own click
  if (!held) pickUpByKeyboard(tile);
  else if (held.tile === tile) drop();
}

function onKey(event) {
  if (onShortcut(event)) return event.preventDefault();
  const tile = held?.tile ?? tileAt(event.target.closest(".tile__handle"));
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
  if (!held) return false;
  if (key === "Escape") giveBack();
  else if (key === "Tab") return giveBack(), false;
  else if (KEYS[key] && !held.pointer) moveHeld(KEYS[key](held.place, shiftKey));
  else return false;
  return true;
}

function moveHeld(place) {
  hold(place);
  reveal(held.tile);
}

function backToList(tile) {
  if (!shownPlace(tile) || held?.pointer) return false;
  if (!held) pickUp(tile);
  hold(null);
  drop();
  return true;
}

// By pointer

const tileAt = (element) => tiles.get(Number(element?.closest(".tile")?.dataset.session));

function onPointerDown(event) {
  if (held && !held.pointer) giveBack(); // it was picked up by keyboard
  const tile = tileAt(event.target);
  const resize = Boolean(event.target.closest(".tile__end"));
  const grip = resize || event.target.closest(".tile__grip");
  const byHand = event.pointerType === "touch";
  if (!tile || held || event.button !== 0 || event.target.closest(".tile__edit") || (byHand && !grip)) return;
  drag = { tile, resize, id: event.pointerId, x: event.clientX, y: event.clientY, grabbed: null };
}

function onPointerMove(event) {
  if (event.pointerId !== drag?.id) return;
  if (!held && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < DRAG_FROM) return;
  if (!held) startDrag();
  drag.event = event;
  drag.frame ??= requestAnimationFrame(followPointer);
}

function startDrag() {
  root.setPointerCapture(drag.id);
  pickUp(drag.tile, drag.id);
  const { place } = held;
  const minute = minuteAt(drag.y, field.getBoundingClientRect());
  drag.grabbed = place ? minute - (drag.resize ? place.end : place.start) : 0;
}

function followPointer() {
  if (!drag?.event || !held) return;
  drag.frame = null;
  const { clientX: x, clientY: y } = drag.event;
  scrollAtEdge(x, y);
  const tab = tabs.find((candidate) => isInside(candidate, x, y));
  if (tab && held.place) hold({ ...held.place, day: tab.dataset.day });
  else if (tab) showDay(tab.dataset.day);
  else if (isInside(list.parentElement, x, y) && !drag.resize) hold(null);
  else if (isInside(scroller, x, y)) hold(placeAt(x, y));
}

const minuteAt = (y, box) => opens + ((y - box.top) / box.height) * (closes - opens);

function placeAt(x, y) {
  const box = field.getBoundingClientRect();
  const minute = Math.round((minuteAt(y, box) - drag.grabbed) / step()) * step();
  if (drag.resize) return longer({ ...held.place, end: minute }, 0);
  const column = Math.floor(((x - box.left) / box.width) * columns.length);
  const room = columns[clamp(column, 0, columns.length - 1)];
  return later({ day, start: minute, end: minute + drag.tile.minutes, room }, 0);
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
  drag.frame = requestAnimationFrame(followPointer); // as long as the pointer stays there
}

function onPointerUp(event) {
  if (event.pointerId !== drag?.id) return;
  if (drag.frame) followPointer();
  const dropped = held?.pointer === drag.id;
  drag = null;
  if (!dropped) return;
  const { tile } = held;
  drop();
  tile.handle.focus({ preventScroll: true });
}

function onPointerLost(event) {
  if (event.pointerId !== drag?.id) return;
  drag = null;
  if (held?.pointer === event.pointerId) giveBack();
}

// At the start

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
  root.querySelectorAll(".tile").forEach((element) => {
    const tile = tileOf(element);
    tiles.set(tile.session, tile);
    if (tile.place) show(tile);
  });
  root.style.setProperty("--columns", columns.length);
  root.style.setProperty("--hours", (closes - opens) / 60);
  const kept = localStorage.getItem(STEP_KEPT);
  if ([...part("step").options].some(({ value }) => value === kept)) part("step").value = kept;
  root.hidden = false;
  showDay(day);
  showConflicts(known);
  countList();
  listen();
  const first = Math.min(USUAL_START, ...[...tiles.values()].filter(({ place }) => place?.day === day).map(({ place }) => place.start));
  scroller.scrollTop = ((first - opens) / (closes - opens)) * field.clientHeight;
}

start();
