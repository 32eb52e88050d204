// Shows how far work in the background is, without a reload of the page; without this
// script the link "Look again" does it.
const EVERY = 1500;
const MARK = "progress-of-work";

async function refresh() {
  const shown = document.getElementById(MARK);
  if (!shown || !("underWay" in shown.dataset)) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById(MARK);
    if (!now) return location.reload(); // logged out, or the edition is gone
    const hadFocus = shown.contains(document.activeElement);
    shown.replaceWith(now);
    if (hadFocus) now.querySelector("a, button")?.focus();
  } catch {
    // The server is away for a moment: ask again.
  }
  setTimeout(refresh, EVERY);
}

setTimeout(refresh, EVERY);
