/* Questions and answers beside a text are written without leaving it. */

document.addEventListener("submit", async (event) => {
  const section = event.target.closest("[data-comments]");
  if (!section) return;
  event.preventDefault();
  const form = event.target;
  const said = await send(form, new FormData(form, event.submitter));
  const trouble = section.querySelector("[data-comments-trouble]");
  trouble.textContent = said.error ?? "";
  if (said.html === undefined) return;
  section.querySelector("[data-comments-list]").innerHTML = said.html;
  form.reset();
});

/* The answer of the server; without one, the form goes its plain way and nothing typed is lost. */
async function send(form, body) {
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    return await answer.json();
  } catch {
    form.submit();
    return {};
  }
}
