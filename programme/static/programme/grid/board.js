// Where tiles stand: on the board by day, hour and room, or in the list beside it.

import { columns, field, list, opens, part, root, tabs } from "./page.js";
import { overlap } from "./places.js";
import { shownPlace, state, tiles } from "./state.js";
import { clock, timesThere, twoDigits } from "./words.js";

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

/** Every tile of the day at its place. What has no room spans them all, unless one is in use. */
function layOut() {
  const items = [...tiles.values()]
    .map((tile) => ({ tile, place: shownPlace(tile) }))
    .filter(({ place }) => place?.day === state.day);
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
export function show(tile) {
  const place = shownPlace(tile);
  const home = place ? field : list;
  if (tile.element.parentElement !== home) home.append(tile.element);
  tile.element.querySelector(".tile__when").textContent = place
    ? `${clock(place.start)}–${clock(place.end)}`
    : "";
  tile.element.querySelector(".tile__there").textContent = place ? timesThere(place) : "";
  tile.element.hidden = place ? place.day !== state.day : !isFound(tile);
}

/** Puts a tile between its neighbours, so that the tab key follows the clock. */
export function sortIn(tile) {
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

export function refresh(tile) {
  const focused = document.activeElement === tile.handle;
  show(tile);
  if (focused) tile.handle.focus({ preventScroll: true });
  layOut();
  countList();
}

export function showDay(wanted) {
  state.day = wanted;
  tabs.forEach((tab) => {
    if (tab.dataset.day === state.day) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  });
  root.querySelectorAll("[data-hours]").forEach((hours) => (hours.hidden = hours.dataset.hours !== state.day));
  tiles.forEach((tile) => {
    const place = shownPlace(tile);
    if (place) tile.element.hidden = place.day !== state.day;
  });
  layOut();
  history.replaceState(null, "", `?day=${state.day}`);
}

export function reveal(tile) {
  const place = shownPlace(tile);
  if (place && place.day !== state.day) showDay(place.day);
  tile.element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
}

const isFound = (tile) => tile.words.includes(part("search").value.trim().toLowerCase());

export function countList() {
  part("count").textContent = list.children.length;
}

export function search() {
  for (const element of list.children) {
    element.hidden = !isFound(tiles.get(Number(element.dataset.session)));
  }
}
