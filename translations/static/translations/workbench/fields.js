/**
 * The field of one text: plain, a textarea that is there already, or rich, where the source has
 * links or emphasis. Both say what they hold as `value`, keep what can be undone, and never touch
 * anything while a syllable is being composed.
 */

const PAUSE = 700; // milliseconds of typing that are undone at once
const ALLOWED = new Set(["A", "ABBR", "ACRONYM", "B", "CODE", "EM", "I", "STRONG"]);

const escaped = (text) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** What somebody sees as a sentence with marks, as the server keeps it. */
export function sentenceOf(node) {
  return [...node.childNodes]
    .map((child) => {
      if (child.nodeType === Node.TEXT_NODE) return escaped(child.data);
      if (child.nodeType !== Node.ELEMENT_NODE) return "";
      if (child.tagName === "BR") return "<br/>";
      const inside = sentenceOf(child);
      const link = child.tagName === "A" ? child.dataset.link : "";
      if (!ALLOWED.has(child.tagName) || (child.tagName === "A" && !link)) return inside;
      const name = child.tagName.toLowerCase();
      return inside && `<${name}${link ? ` id="${link}"` : ""}>${inside}</${name}>`;
    })
    .join("");
}

/** A sentence as elements to look at and write in; what is not allowed becomes plain text. */
export const elementsIn = (sentence) => elementsOf(new DOMParser().parseFromString(sentence, "text/html").body);

/** The same of what has been parsed, terms of the glossary included. */
export function elementsOf(parsed) {
  const made = document.createDocumentFragment();
  const walk = (from, to) => {
    for (const child of from.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) to.append(child.data);
      else if (child.tagName === "BR") to.append(document.createElement("br"));
      else if (ALLOWED.has(child.tagName) || child.tagName === "MARK") {
        const element = document.createElement(child.tagName);
        if (child.tagName === "MARK") Object.assign(element.dataset, { term: child.dataset.target });
        if (child.title) element.title = child.title;
        if (child.tagName === "A") element.dataset.link = child.id || child.dataset.link || "";
        walk(child, element);
        to.append(element);
      } else walk(child, to);
    }
  };
  walk(parsed, made);
  return made;
}

const plainOf = (node) =>
  [...node.childNodes]
    .map((child) => (child.tagName === "BR" ? "\n" : child.nodeType === Node.TEXT_NODE ? child.data : plainOf(child)))
    .join("");

/** What both kinds share: composing, undo and redo. */
class Field extends EventTarget {
  constructor(element) {
    super();
    this.element = element;
    this.composing = false;
    this.past = [];
    this.future = [];
    this.last = 0;
    element.addEventListener("beforeinput", (event) => this.before(event));
    element.addEventListener("input", () => this.composing || this.changed());
    element.addEventListener("compositionstart", () => {
      this.remember();
      this.composing = true;
    });
    element.addEventListener("compositionend", () => {
      this.composing = false;
      this.last = 0;
      this.changed();
    });
  }

  changed() {
    this.dispatchEvent(new Event("change"));
  }

  before(event) {
    if (event.inputType === "historyUndo" || event.inputType === "historyRedo") {
      event.preventDefault();
      event.inputType === "historyUndo" ? this.undo() : this.redo();
    } else if (!this.composing && !event.isComposing) {
      const now = performance.now();
      if (now - this.last > PAUSE || event.inputType !== "insertText") this.remember();
      this.last = now;
    }
  }

  remember() {
    const { value } = this;
    if (this.past.at(-1)?.value !== value) this.past.push({ value, caret: this.caret });
    this.future.length = 0;
  }

  undo() {
    this.step(this.past, this.future);
  }

  redo() {
    this.step(this.future, this.past);
  }

  step(from, to) {
    if (this.composing) return;
    let state = from.pop();
    if (state?.value === this.value) state = from.pop();
    if (!state) return;
    to.push({ value: this.value, caret: this.caret });
    this.show(state.value, state.caret);
    this.last = 0;
    this.changed();
  }

  /** Put `value` in the place of all there is, so that it can be undone. */
  replace(value) {
    if (this.composing || value === this.value) return;
    this.remember();
    this.show(value);
    this.changed();
  }

  focus() {
    this.element.focus({ preventScroll: true });
  }
}

export class PlainField extends Field {
  constructor(textarea) {
    super(textarea);
    this.grow();
    this.addEventListener("change", () => this.grow());
  }

  get value() {
    return this.element.value;
  }

  get length() {
    return [...this.value].length;
  }

  get caret() {
    return this.element.selectionStart;
  }

  show(value, caret = value.length) {
    this.element.value = value;
    if (document.activeElement === this.element) this.element.setSelectionRange(caret, caret);
  }

  insert(text) {
    if (this.composing) return;
    this.remember();
    this.element.setRangeText(text, this.element.selectionStart, this.element.selectionEnd, "end");
    this.changed();
  }

  /** Browsers that cannot let a field grow by themselves. */
  grow() {
    if (CSS.supports("field-sizing", "content") || document.activeElement !== this.element) return;
    this.element.style.height = "auto";
    this.element.style.height = `${this.element.scrollHeight + 2}px`;
  }
}

export class RichField extends Field {
  constructor(textarea) {
    const element = document.createElement("div");
    element.className = "rich";
    element.contentEditable = "true";
    element.lang = textarea.lang;
    element.setAttribute("role", "textbox");
    element.setAttribute("aria-multiline", "true");
    element.setAttribute("aria-labelledby", textarea.getAttribute("aria-labelledby"));
    element.append(elementsIn(textarea.value));
    textarea.after(element);
    textarea.hidden = true;
    super(element);
    this.textarea = textarea;
    this.addEventListener("change", () => {
      textarea.value = this.value;
    });
    element.addEventListener("paste", (event) => {
      event.preventDefault();
      this.insert(event.clipboardData.getData("text/plain"));
    });
    element.addEventListener("drop", (event) => event.preventDefault());
  }

  before(event) {
    if (event.inputType.startsWith("format")) event.preventDefault();
    else if (event.inputType === "insertParagraph" || event.inputType === "insertLineBreak") {
      event.preventDefault();
      this.insert("\n");
    } else super.before(event);
  }

  get value() {
    return sentenceOf(this.element).replace(/\u200b/g, "").replace(/(<br\/>)+$/, "");
  }

  get length() {
    return [...plainOf(this.element)].length;
  }

  get range() {
    const selection = getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    if (range && this.element.contains(range.commonAncestorContainer)) return range;
    const end = document.createRange();
    end.selectNodeContents(this.element);
    end.collapse(false);
    return end;
  }

  get caret() {
    const before = document.createRange();
    const { range } = this;
    before.setStart(this.element, 0);
    before.setEnd(range.startContainer, range.startOffset);
    return plainOf(before.cloneContents()).length;
  }

  show(value, caret = Infinity) {
    this.element.replaceChildren(elementsIn(value));
    if (document.activeElement === this.element) this.place(caret);
  }

  place(caret) {
    const walker = document.createTreeWalker(this.element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    const range = document.createRange();
    range.selectNodeContents(this.element);
    range.collapse(false);
    let left = caret;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const size = node.nodeType === Node.TEXT_NODE ? node.data.length : Number(node.tagName === "BR");
      if (node.nodeType === Node.TEXT_NODE && left <= size) {
        range.setStart(node, left);
        range.collapse(true);
        break;
      }
      left -= size;
    }
    select(range);
  }

  insert(text) {
    if (this.composing) return;
    this.remember();
    const { range } = this;
    range.deleteContents();
    const made = document.createDocumentFragment();
    text.split("\n").forEach((line, index) => {
      if (index) made.append(document.createElement("br"));
      if (line) made.append(line);
    });
    // A line break at the very end shows only with something after it.
    if (made.lastChild?.tagName === "BR") made.append("\u200b");
    const last = made.lastChild;
    range.insertNode(made);
    if (last) range.setStartAfter(last);
    range.collapse(true);
    select(range);
    this.changed();
  }

  /** Mark the selected words as `mark` is, a copy of an element of the source; or unmark them. */
  toggle(mark) {
    if (this.composing) return;
    this.remember();
    const { range } = this;
    const same = (element) => element.tagName === mark.tagName && element.dataset.link === mark.dataset.link;
    let holder = range.commonAncestorContainer;
    while (holder !== this.element && !(holder.nodeType === Node.ELEMENT_NODE && same(holder))) holder = holder.parentNode;
    if (holder !== this.element) {
      holder.replaceWith(...holder.childNodes);
    } else {
      const element = mark.cloneNode();
      if (range.collapsed) element.append(mark.textContent);
      else element.append(range.extractContents());
      range.insertNode(element);
      range.selectNodeContents(element);
      select(range);
    }
    this.element.normalize();
    this.changed();
  }
}

function select(range) {
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}
