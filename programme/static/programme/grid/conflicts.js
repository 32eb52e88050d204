// What stands against the draft: beside the board, and on the tiles.

import { reveal } from "./board.js";
import { part } from "./page.js";
import { tiles } from "./state.js";

export function showConflicts(conflicts) {
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
