/** One text: its field, its state, what is not saved yet, and what stands in its way. */

import { PlainField, RichField, sentenceOf } from "./fields.js";

const AUTOSAVE = 1500; // milliseconds after the last key
export const UNDONE = ["to_translate", "to_adapt", "proposal"];

export class Row {
  constructor(element, bench) {
    this.element = element;
    this.bench = bench;
    this.key = element.id;
    this.version = Number(element.dataset.version);
    this.words = Number(element.dataset.words);
    this.rich = "rich" in element.dataset;
    this.optional = "optional" in element.dataset;
    this.textarea = element.querySelector("textarea");
    this.readOnly = this.textarea.readOnly;
    this.room = Number(this.textarea.dataset.room || 0);
    this.sent = this.textarea.value; // what the field showed when it was last as the server has it
    this.prefilled = "prefilled" in element.dataset; // with what it is to be made from, not saved
    this.busy = false;
    this.explicit = null;
  }

  get state() {
    return this.element.dataset.state;
  }

  get undone() {
    return !this.optional && !this.readOnly && UNDONE.includes(this.state);
  }

  /** The field; made when it is first needed, as there may be hundreds. */
  get field() {
    if (!this.made) {
      this.made = this.rich && !this.readOnly ? new RichField(this.textarea) : new PlainField(this.textarea);
      // What the browser makes of a sentence may differ from what was sent; that is no change.
      this.sent = this.made.value;
      this.made.addEventListener("change", () => this.typed());
    }
    return this.made;
  }

  get value() {
    return this.made ? this.made.value : this.textarea.value;
  }

  get dirty() {
    return this.value !== this.sent;
  }

  get source() {
    const source = document.getElementById(`${this.key}-s`);
    if (source.querySelector(".entry__blank")) return "";
    return this.rich ? sentenceOf(source) : source.innerText.trim();
  }

  /** Elements of the source that may be used in the translation, each once. */
  get marks() {
    const found = new Map();
    for (const mark of document.getElementById(`${this.key}-s`).querySelectorAll("a[data-link], b, i, em, strong, code, abbr, acronym")) {
      const name = mark.dataset.link || mark.tagName;
      if (!found.has(name)) found.set(name, mark);
    }
    return [...found.values()];
  }

  typed() {
    this.element.classList.toggle("entry--unsaved", this.dirty);
    if (this.dirty) {
      this.bench.drafts.keep(this.key, { text: this.value, version: this.version });
      this.later();
    } else {
      clearTimeout(this.timer);
      if (!this.busy) this.bench.drafts.drop(this.key);
    }
    this.bench.changed(this);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), AUTOSAVE);
  }

  /** Save what is not saved, but never half a syllable, nor over a text somebody must choose. */
  save() {
    clearTimeout(this.timer);
    if (!this.dirty || this.clash || this.refused === this.value) return;
    if (this.made?.composing) this.later();
    else this.bench.saver.add(this, "save");
  }

  /** What a person decides: to save these words, to validate them (`then` what), to send them back. */
  decide(act, then) {
    clearTimeout(this.timer);
    if (this.made?.composing || this.clash || this.readOnly) return false;
    this.then = then;
    if (act === "save" && !this.dirty && !this.undone) return true;
    if (act === "save" && !this.value.trim() && !this.dirty) return true;
    this.bench.saver.add(this, act);
    return true;
  }

  /** What is sent now; null when there is nothing to send any more. */
  entry(act) {
    if (this.clash) return null;
    this.busy = true;
    const entry = { row: this.key, act, seen: this.version, text: this.value.normalize("NFC"), rich: Number(this.rich) };
    this.sending = this.value;
    if (this.dismissed) entry.dismissed = JSON.stringify(this.dismissed);
    if (act === "back") entry.note = this.bench.remark();
    return entry;
  }

  answered(entry, answer) {
    this.busy = false;
    // An answer that got lost on its way: what stands there is ours.
    const ours = answer.status === 409 && answer.text === this.sending;
    if (ours && entry.act !== "save") this.bench.saver.add(this, entry.act);
    if (ours) this.confirm(answer);
    else if (answer.status === 409) this.meet(answer);
    else if (answer.status !== 200) this.refuse(answer);
    else this.confirm(answer);
    this.bench.changed(this);
  }

  confirm(answer) {
    const before = this.prefilled ? "" : this.sent;
    this.prefilled = false;
    delete this.element.dataset.prefilled;
    this.refused = undefined;
    this.version = answer.version;
    this.sent = this.sending;
    this.show(answer.state);
    this.say(answer.told);
    this.problems(answer.problems ?? []);
    if (this.dirty) this.typed();
    else {
      this.element.classList.remove("entry--unsaved");
      if (!answer.gone) this.bench.drafts.drop(this.key);
    }
    this.bench.saved(this, before);
    const { then } = this;
    this.then = null;
    if (answer.state === "validated") then?.();
    else if (then) this.element.querySelector(".problem input")?.focus();
  }

  show(state) {
    this.element.dataset.state = state;
    this.textarea.name = `${this.key}.${this.version}`;
    if (!this.optional) this.element.querySelector(".entry__state").textContent = this.bench.states[state];
  }

  say(sentence) {
    this.element.querySelector(".entry__note")?.remove();
    if (!sentence) return;
    const note = document.createElement("p");
    note.className = "entry__note";
    note.setAttribute("role", "alert");
    note.textContent = sentence;
    note.toggleAttribute("data-refused", this.refused !== undefined);
    this.element.querySelector(".entry__target").prepend(note);
  }

  /** It cannot be kept as it is: say so, and do not try the same again. */
  refuse(answer) {
    this.refused = this.value;
    this.say(answer.error);
  }

  problems(found) {
    this.element.querySelector(".problems")?.remove();
    if (found.length) this.element.querySelector(".entry__target").append(this.bench.problemList(this, found));
  }

  /** Somebody was faster: both texts, and a choice. */
  meet(answer) {
    this.clash = answer;
    const box = document.getElementById("bench-clash").content.firstElementChild.cloneNode(true);
    box.querySelector(".clash__who").textContent = answer.error;
    box.querySelector(".clash__mine").textContent = this.value;
    box.querySelector(".clash__theirs").textContent = answer.text || "—";
    box.addEventListener("click", ({ target }) => {
      const act = target.closest("button")?.dataset.act;
      if (act) this.choose(act === "take-theirs", box);
    });
    this.element.querySelector(".entry__target").append(box);
    if (this.element.contains(document.activeElement)) box.querySelector("button").focus();
  }

  choose(theirs, box) {
    const { text, version, state } = this.clash;
    this.clash = null;
    this.version = version;
    this.show(state);
    box.remove();
    if (theirs) {
      this.sent = text;
      this.field.replace(text);
      this.sent = this.value;
      this.typed();
    } else {
      this.sent = text;
      if (this.dirty) this.bench.saver.add(this, "save");
      else this.typed();
    }
    this.field.focus();
  }
}
