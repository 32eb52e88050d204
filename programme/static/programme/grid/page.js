// The page as the server built it: its parts, its days, its rooms, its sentences.

export const root = document.getElementById("grid");
export const part = (name, inside = root) => inside.querySelector(`[data-part="${name}"]`);
export const json = (id) => JSON.parse(document.getElementById(id).textContent);

export const sentences = json("grid-sentences");
export const [field, list, scroller] = ["field", "list", "scroller"].map((name) => part(name));
export const tabs = [...root.querySelectorAll(".grid__day")];
export const days = tabs.map((tab) => tab.dataset.day);
export const opens = Number(root.dataset.opens) * 60;
export const closes = Number(root.dataset.closes) * 60;

const heads = [...root.querySelectorAll(".board__room")];
/** Rooms by column; the first one is for what has none. */
export const columns = heads.map((head) => head.dataset.room);
export const roomNames = new Map(
  heads.map((head, column) => [columns[column], column ? part("name", head).textContent : sentences.no_room]),
);

/** Minutes by which a session moves, as the editor chose. */
export const step = () => Number(part("step").value);
