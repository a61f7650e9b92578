// Sends forms over a bad connection: what was tapped is kept and sent again until it arrives. It acts once, because
// every try carries the same action id. Without script the form is posted plainly.
// @ts-check

const FILES = "multipart/form-data";
const PATIENCE_MS = 15_000;
const PATIENCE_WITH_FILES_MS = 90_000;
const PAUSES_MS = [2_000, 4_000, 8_000, 15_000, 30_000];
const MOST_FAULTS = 3;
const PARTS = ["main", "#toasts", ".bottom-nav"];

/** @param {HTMLFormElement} form @param {"going" | "waiting" | "sent" | ""} state */
function show(form, state) {
  const line = /** @type {HTMLElement | null} */ (form.querySelector("[data-sending]"));
  for (const button of form.querySelectorAll("button")) button.toggleAttribute("disabled", state !== "");
  form.toggleAttribute("data-busy", state !== "");
  if (!line) return;
  line.hidden = state === "";
  line.textContent = state === "" ? "" : (line.dataset[state] ?? "");
}

/** @param {number} milliseconds */
function pauseOrConnection(milliseconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve(undefined);
    }
    addEventListener("online", done);
  });
}

/** @param {Response} response */
async function turnPage(response) {
  if (response.redirected && !new URL(response.url).pathname.startsWith("/mine/")) return location.assign(response.url);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  document.title = page.title;
  for (const part of PARTS) {
    const before = document.querySelector(part);
    const after = page.querySelector(part);
    if (before && after) before.replaceWith(document.adoptNode(after));
  }
  if (response.redirected) history.pushState(null, "", response.url);
  scrollTo(0, 0);
  const main = document.querySelector("main");
  if (main instanceof HTMLElement) main.focus();
  document.dispatchEvent(new CustomEvent("htmx:afterSettle"));
}

/** A request that gives up in time; `AbortSignal.timeout` is younger than many a phone.
 * @param {HTMLFormElement} form @param {FormData} data */
async function post(form, data) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), form.enctype === FILES ? PATIENCE_WITH_FILES_MS : PATIENCE_MS);
  const body = form.enctype === FILES ? data : new URLSearchParams(/** @type {any} */ (data));
  try {
    return await fetch(form.action, { method: "POST", body, signal: patience.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** @param {HTMLFormElement} form @param {FormData} data */
async function send(form, data) {
  for (let tries = 0; ; tries += 1) {
    show(form, tries ? "waiting" : "going");
    try {
      const response = await post(form, data);
      if (response.status < 500) {
        show(form, "sent");
        return await turnPage(response);
      }
      if (tries >= MOST_FAULTS) return form.submit();
    } catch {
      // No answer: nobody knows whether it arrived, and the action id makes the next try safe.
    }
    show(form, "waiting");
    await pauseOrConnection(PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)]);
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-steady]")) return;
  event.preventDefault();
  if (form.hasAttribute("data-busy")) return;
  const data = new FormData(form);
  // Older phones leave the pressed button out of the form's data.
  const pressed = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
  if (pressed?.name) data.append(pressed.name, pressed.value);
  send(form, data);
});

// A page that was put together here is loaded anew when one goes back to it.
addEventListener("popstate", () => location.reload());
