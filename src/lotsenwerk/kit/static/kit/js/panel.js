// The side panel: htmx fills it, this takes the focus there and back. Without script its links are whole pages.
// @ts-check

const panel = document.getElementById("side-panel");
/** @type {HTMLElement | null} */
let opener = null;

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, target } = /** @type {CustomEvent} */ (event).detail;
  if (target === panel && elt instanceof HTMLElement && !panel?.contains(elt)) opener = elt;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (/** @type {CustomEvent} */ (event).detail.target !== panel) return;
  const heading = panel?.querySelector("h2");
  if (heading instanceof HTMLElement && !panel?.contains(document.activeElement)) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
});

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("[data-close-panel]") : null;
  if (!link || !panel?.contains(link)) return;
  event.preventDefault();
  panel.replaceChildren();
  if (opener?.isConnected) opener.focus();
  opener = null;
});
