/**
 * The workbench: rows of texts, one of them chosen. The server renders every row and says every
 * sentence; this module saves, moves, filters and shows what helps.
 */

import { Drafts } from "./drafts.js";
import { elementsOf } from "./fields.js";
import { keysOf } from "./keys.js";
import { Preview } from "./preview.js";
import { Row } from "./row.js";
import { Saver, token } from "./saver.js";

const ASIDE_AFTER = 200; // milliseconds that a text is chosen before its help is asked for
const NARROW = matchMedia("(max-width: 79.99rem)");
const root = document.getElementById("bench");
const part = (name, inside = root) => inside.querySelector(`[data-part="${name}"]`);
const json = (id) => JSON.parse(document.getElementById(id).textContent);
const sentences = json("bench-sentences");
const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_all, name) => values[name] ?? "");
const { name, user, save, presence, aside, beat } = root.dataset;

const tools = document.getElementById("bench-tools").content.firstElementChild.cloneNode(true);
const done = []; // saves that can be undone

let chosen = null;
let ending = false; // the next text was asked for, and there was none

const bench = {
  states: json("bench-states"),
  drafts: new Drafts(user, name),
  saver: new Saver(save, tell),
  changed,
  saved,
  problemList,
  remark,
};
const rows = [...root.querySelectorAll(".entry")].map((element) => new Row(element, bench));
const byKey = new Map(rows.map((row) => [row.key, row]));
const preview = new Preview(root, part("side"), sentences);

// What is said

function say(text, tone = "") {
  part("said").textContent = text;
  part("said").dataset.tone = tone;
}

function tell(state) {
  const bad = state === "offline" || state === "refused";
  part("trouble").hidden = !bad;
  if (bad) part("trouble-text").textContent = sentences[state];
  if (bad) say(sentences.unsaved, "bad");
  else if (state === "saved" && waiting()) say(sentences.unsaved, "busy");
  else say(sentences[state], state);
}

const waiting = () => !bench.saver.idle || rows.some((row) => row.dirty);

// What follows from a change

function changed(row) {
  if (row.dirty && bench.saver.idle) say(sentences.unsaved, "busy");
  if (row === chosen) showRoom();
}

function saved(row, before) {
  if (before !== row.sent && !row.undoing) done.push({ row, before });
  row.undoing = false;
  countWords();
  end();
  preview.refresh();
  // A remark that is being written stays, unless it has just gone along with the text.
  if (row === chosen && (row.state === "to_adapt" || !remark())) askAside();
}

/** What stands in the box for remarks on the chosen text. */
function remark() {
  return part("aside").querySelector("#comment-text")?.value.trim() ?? "";
}

function countWords() {
  const counts = { to_translate: 0, to_adapt: 0, proposal: 0, translated: 0, validated: 0 };
  for (const row of rows) if (!row.optional) counts[row.state] += row.words;
  const total = Object.values(counts).reduce((sum, words) => sum + words, 0) || 1;
  const shown = { to_do: counts.to_translate, to_adapt: counts.to_adapt, to_validate: counts.proposal + counts.translated };
  for (const [count, words] of Object.entries(shown)) root.querySelector(`[data-count="${count}"]`).textContent = words;
  const percent = Math.floor((100 * counts.validated) / total);
  part("percent").textContent = fill(sentences.percent, { percent });
  part("meter").setAttribute("aria-label", fill(sentences.done, { percent }));
  for (const state of ["validated", "translated"])
    root.querySelector(`[data-meter="${state}"]`).style.inlineSize = `${(100 * counts[state]) / total}%`;
  part("done").hidden = counts.to_translate + counts.to_adapt + counts.proposal > 0;
}

// The chosen text

function choose(row) {
  if (row === chosen || !row) return;
  chosen?.element.classList.remove("entry--chosen");
  chosen?.save();
  chosen = row;
  ending = false;
  row.element.classList.add("entry--chosen");
  if (!row.readOnly) {
    row.element.append(tools);
    for (const act of ["validate", "back"]) tools.querySelector(`[data-act="${act}"]`).hidden = row.optional;
    tools.querySelector('[data-act="copy"]').hidden = !row.source;
    showMarks(row);
    showRoom();
  } else tools.remove();
  askAside();
  preview.follow(row.value);
}

function showMarks(row) {
  const buttons = row.rich
    ? row.marks.map((mark) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button button-small button-secondary";
        const shown = document.createElement(mark.tagName === "A" ? "span" : mark.tagName.toLowerCase());
        shown.textContent = mark.tagName === "A" ? fill(sentences.link, { number: mark.dataset.link.replace(/\D/g, "") }) : mark.textContent.slice(0, 20);
        button.append(shown);
        button.title = mark.textContent;
        // The selection must stay where it is.
        button.addEventListener("pointerdown", (event) => event.preventDefault());
        button.addEventListener("click", () => row.field.toggle(mark));
        return button;
      })
    : [];
  part("marks", tools).replaceChildren(...buttons);
}

function showRoom() {
  const room = part("room", tools);
  room.hidden = !chosen?.room;
  if (room.hidden) return;
  const length = chosen.made ? chosen.made.length : [...chosen.value].length;
  room.textContent = `${length} / ${chosen.room}`;
  room.toggleAttribute("data-over", length > chosen.room);
}

function enter(row) {
  choose(row);
  row.element.scrollIntoView({ block: "nearest" });
  row.readOnly ? row.element.focus({ preventScroll: true }) : row.field.focus();
}

// Help with it

let asking = null;
let asideTimer = 0;

function askAside() {
  clearTimeout(asideTimer);
  asideTimer = setTimeout(showAside, ASIDE_AFTER);
}

async function showAside() {
  asking?.abort();
  asking = new AbortController();
  const row = chosen;
  try {
    const response = await fetch(aside.replace("ROW", row.key), { signal: asking.signal, redirect: "manual" });
    if (!response.ok) return;
    const parsed = new DOMParser().parseFromString(await response.text(), "text/html").body;
    showTerms(row, parsed.querySelector("[data-marked]"));
    if (NARROW.matches) fold(parsed.querySelector("[data-comments]"));
    part("aside").replaceChildren(...parsed.childNodes);
    placeAside();
  } catch {
    // It only helps; the next text asks again.
  }
}

/** A box without remarks is opened when it is wanted: on a phone the next text is nearer then. */
function fold(box) {
  if (box) box.open = box.querySelector("[data-comments-list]").childElementCount > 0;
}

/** The source with its terms marked, once they are known. */
function showTerms(row, marked) {
  if (!marked) return;
  marked.remove();
  document.getElementById(`${row.key}-s`).replaceChildren(elementsOf(marked));
}

/** Beside the list where there is room for it, else below the text it is about. */
function placeAside() {
  const box = part("aside");
  const home = NARROW.matches && chosen ? chosen.element : part("side");
  if (box.parentElement !== home) home === part("side") ? home.prepend(box) : home.append(box);
}
NARROW.addEventListener("change", placeAside);

// Acts

const visible = () => rows.filter((row) => !row.element.hidden);

/** The next of the rows that `fits`, from the chosen one on and round once. */
function following(fits, direction = 1) {
  const list = visible();
  const from = list.indexOf(chosen);
  for (let step = 1; step <= list.length; step += 1) {
    const place = from < 0 && direction < 0 ? -step : from + direction * step;
    const row = list[(place + 2 * list.length) % list.length];
    if (row !== chosen && fits(row)) return row;
  }
  return null;
}

function go(fits, direction) {
  const row = following(fits, direction);
  if (row) return enter(row);
  say(sentences.none_left);
  ending = true;
  return end();
}

/** After the last text, what comes next is shown as soon as all is saved. */
function end() {
  if (!ending || part("done").hidden || waiting()) return;
  ending = false;
  part("done").focus();
}

function neighbour(direction) {
  const list = visible();
  const row = list[list.indexOf(chosen) + direction];
  if (row) enter(row);
}

const toDo = (row) => row.undone;
const toValidate = (row) => row.undone || (!row.optional && !row.readOnly && row.state === "translated");

const acts = {
  save: () => chosen?.decide("save") && go(toDo),
  // What stands in the way is to be seen, so that one stays until the answer is there.
  validate: () => (chosen?.optional ? acts.save() : chosen?.decide("validate", () => go(toValidate))),
  back: () => chosen && !chosen.optional && chosen.decide("back"),
  copy: () => {
    if (!chosen?.source || chosen.readOnly) return;
    chosen.field.replace(chosen.source);
    chosen.field.focus();
    say(sentences.copied);
  },
  insert: (number) => {
    const match = part("aside").querySelector(`[data-match="${number}"]`);
    if (!match || !chosen || chosen.readOnly) return say(sentences.no_match);
    chosen.field.replace(match.dataset.text);
    return chosen.field.focus();
  },
  next: () => go(toDo),
  "previous-to-do": () => go(toDo, -1),
  "next-row": () => neighbour(1),
  "previous-row": () => neighbour(-1),
  undo: () => chosen?.field.undo(),
  redo: () => chosen?.field.redo(),
  "undo-save": () => {
    const last = done.pop();
    if (!last) return say(sentences.nothing_to_undo);
    enter(last.row);
    last.row.field.replace(last.before);
    last.row.undoing = true;
    last.row.decide("save");
    return say(sentences.undone);
  },
  leave: () => chosen?.element.focus(),
  search: () => part("search").focus(),
  filter: () => part("state").focus(),
  // Where there is no room beside the list, the preview has a tab of its own.
  preview: () => (NARROW.matches ? preview.openTab() : preview.toggle(chosen?.value)),
  keys: () => document.getElementById("bench-keys").showModal(),
  retry: () => bench.saver.retry(),
};

root.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  const term = event.target.closest("[data-term]");
  const match = event.target.closest("[data-match]");
  if (button && acts[button.dataset.act]) {
    event.preventDefault();
    acts[button.dataset.act]();
  } else if (match) acts.insert(match.dataset.match);
  else if (term && chosen && !chosen.readOnly) {
    chosen.field.focus();
    chosen.field.insert(term.dataset.term);
  }
});
root.addEventListener("focusin", ({ target }) => {
  const row = byKey.get(target.closest(".entry")?.id);
  if (!row) return;
  choose(row);
  if (target === row.textarea && row.field.element !== target) row.field.focus();
});
root.addEventListener("focusout", ({ target }) => byKey.get(target.closest?.(".entry")?.id)?.save());
addEventListener("keydown", (event) => {
  const act = keysOf(event, root);
  if (!act) return;
  event.preventDefault();
  acts[act.name](act.number);
});
document.getElementById("texts").addEventListener("submit", (event) => event.preventDefault());

// Problems of a text, and reasons why they are none

function problemList(row, found) {
  const list = document.createElement("ul");
  list.className = "problems";
  for (const problem of found) list.append(problemItem(row, problem));
  return list;
}

function problemItem(row, problem) {
  const item = document.createElement("li");
  item.className = "problem";
  item.dataset.severity = problem.severity;
  item.setAttribute("role", "alert");
  item.append(`${problem.label}: ${problem.message}`);
  const offered = document.createElement("div");
  offered.className = "problem__acts";
  if (problem.suggestion) offered.append(actButton(sentences.mend, () => row.field.replace(problem.suggestion)));
  if (problem.severity === "warning") {
    const reason = document.createElement("input");
    reason.type = "text";
    reason.placeholder = sentences.reason;
    reason.setAttribute("aria-label", sentences.reason);
    reason.maxLength = 200;
    const dismiss = () => {
      row.dismissed = { ...row.dismissed, [problem.key]: reason.value || sentences.looked_at };
      item.remove();
      const next = row.element.querySelector(".problem input");
      next ? next.focus() : row.field.focus();
      if (!row.element.querySelector(".problem")) acts.validate();
    };
    reason.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      dismiss();
    });
    offered.append(reason, actButton(sentences.dismiss, dismiss));
  }
  if (offered.childElementCount) item.append(offered);
  return item;
}

function actButton(text, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small button-secondary";
  button.textContent = text;
  button.addEventListener("click", act);
  return button;
}

// Search and filter

function filter() {
  const words = part("search").value.trim().toLocaleLowerCase().normalize("NFC");
  const state = part("state").value;
  for (const row of rows) {
    const text = words && `${row.element.querySelector(".entry__from").textContent} ${row.value}`.toLocaleLowerCase();
    row.element.hidden = Boolean((state && row.state !== state) || (words && !text.normalize("NFC").includes(words)));
  }
  for (const group of root.querySelectorAll('[data-part="group"]')) group.hidden = !group.querySelector(".entry:not([hidden])");
  const count = visible().length;
  part("none").hidden = count > 0 || rows.length === 0;
  part("shown").textContent = words || state ? fill(sentences.shown, { count, total: rows.length }) : "";
}
part("search").addEventListener("input", (event) => event.isComposing || filter());
part("search").addEventListener("compositionend", filter);
part("state").addEventListener("change", filter);
part("filter").addEventListener("submit", (event) => {
  event.preventDefault();
  filter();
  const [first] = visible();
  if (first) enter(first);
});

// Who else is here

async function beatOnce() {
  if (document.hidden) return;
  try {
    const response = await fetch(presence, { method: "POST", headers: { "X-CSRFToken": token() }, redirect: "manual" });
    const { others } = await response.json();
    part("others").hidden = others.length === 0;
    part("others").textContent = others.length ? fill(sentences.others, { names: others.join(", ") }) : "";
  } catch {
    // Saving says when the connection is gone.
  }
}

// Words that were not saved the last time

function restore() {
  let count = 0;
  for (const [key, draft] of bench.drafts.all()) {
    const row = byKey.get(key);
    if (!row || row.readOnly) continue;
    if (draft.text === row.field.value) {
      bench.drafts.drop(key);
      continue;
    }
    count += 1;
    // What somebody saved since is met as a clash, not written over.
    row.version = Math.min(draft.version, row.version);
    row.field.replace(draft.text);
  }
  part("restored").hidden = count === 0;
  part("restored").textContent = fill(sentences.restored, { count });
}

addEventListener("beforeunload", (event) => {
  for (const row of rows) row.save();
  if (waiting()) event.preventDefault();
});
addEventListener("visibilitychange", () => document.hidden && rows.forEach((row) => row.save()));

root.classList.add("bench--live");
for (const element of root.querySelectorAll("[data-live]")) element.hidden = false;
for (const row of rows) if (row.rich && !row.readOnly) row.field;
tell("saved");
restore();
filter();
countWords();
beatOnce();
setInterval(beatOnce, beat * 1000);
const asked = byKey.get(decodeURIComponent(location.hash.slice(1)));
if (asked) enter(asked);
