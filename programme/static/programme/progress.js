// Shows how far work in the background is, without a reload of the page; without this
// script the link "Look again" does it. Only a change of state is read out.
const EVERY = 1500;
const STATE = "state-of-work";
const PROGRESS = "progress-of-work";

async function refresh() {
  const shown = document.getElementById(PROGRESS);
  if (!shown || !("underWay" in shown.dataset)) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById(PROGRESS);
    if (!now) return location.reload(); // logged out, or the edition is gone
    const held = document.getElementById(STATE);
    const state = page.getElementById(STATE).textContent;
    if (held.textContent !== state) held.textContent = state;
    const hadFocus = shown.contains(document.activeElement);
    shown.replaceWith(now);
    if (hadFocus) now.querySelector("a, button")?.focus();
  } catch {
    // The server is away for a moment: ask again.
  }
  setTimeout(refresh, EVERY);
}

setTimeout(refresh, EVERY);
