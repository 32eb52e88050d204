/** Which act a key stands for. While a syllable is being composed, none. */

const COMPOSING = 229; // what browsers report for keys that an input method has taken
const FIELDS = 'input, textarea, select, [contenteditable="true"]';

export function keysOf(event, root) {
  if (event.isComposing || event.keyCode === COMPOSING) return null;
  if (document.querySelector("dialog[open]") || event.target.closest?.('[data-part="aside"] form')) return null;
  const name = withModifiers(event) ?? (root.contains(event.target) || event.target === document.body ? alone(event) : null);
  return typeof name === "string" ? { name } : name;
}

// Letters are asked for by their place too: in Hangul mode a key says ㅋ, not z.
const letter = (event, key) => event.key.toLowerCase() === key || (!/^[a-z]$/i.test(event.key) && event.code === `Key${key.toUpperCase()}`);

function withModifiers(event) {
  const command = event.ctrlKey || event.metaKey;
  const { altKey: alt, shiftKey: shift } = event;
  if (event.key === "Enter") {
    if (command && !alt) return shift ? "validate" : "save";
    return alt && shift && !command ? "back" : null;
  }
  if (command) return withCommand(event, alt, shift);
  return alt ? withAlt(event, shift) : null;
}

function withCommand(event, alt, shift) {
  if (event.key === "/") return "keys";
  const inField = event.target.closest?.(".entry");
  if (letter(event, "z") && alt) return "undo-save";
  if (!inField || alt) return null;
  if (letter(event, "z")) return shift ? "redo" : "undo";
  return letter(event, "y") ? "redo" : null;
}

function withAlt(event, shift) {
  if (shift) {
    const acts = { KeyS: "search", KeyF: "filter", KeyP: "preview" };
    return acts[event.code] ?? null;
  }
  const moves = { ArrowDown: "next-row", ArrowUp: "previous-row", PageDown: "next", PageUp: "previous-to-do" };
  const digit = event.code.match(/^Digit(\d)$/);
  if (digit) return digit[1] === "0" ? "copy" : { name: "insert", number: Number(digit[1]) };
  return moves[event.key] ?? null;
}

/** Keys without others: only outside of fields, where they write nothing. */
function alone(event) {
  if (event.key === "Escape" && event.target.closest(".entry")) return "leave";
  if (event.target.matches(FIELDS) || event.ctrlKey || event.metaKey || event.altKey) return null;
  return event.key === "?" ? "keys" : null;
}
