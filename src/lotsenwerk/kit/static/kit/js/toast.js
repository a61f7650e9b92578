// Lets a toast go after ten seconds. While somebody points at it or has the focus in it, the time stands still.
// @ts-check

const SECONDS = 10;

/** @param {Element} toast */
function count(toast) {
  let left = SECONDS * 1000;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    if (!toast.matches(":hover, :focus-within")) left -= now - last;
    last = now;
    if (!toast.isConnected) clearInterval(timer);
    else if (left <= 0) {
      clearInterval(timer);
      toast.remove();
    }
  }, 200);
}

/** @param {ParentNode} part */
function countAll(part) {
  for (const toast of part.querySelectorAll("[data-toast]:not([data-counting])")) {
    toast.setAttribute("data-counting", "");
    count(toast);
  }
}

countAll(document);
document.addEventListener("htmx:afterSettle", () => countAll(document));

function sayNoAnswer() {
  const model = document.getElementById("toast-no-answer");
  const place = document.getElementById("toasts");
  if (!(model instanceof HTMLTemplateElement) || !place) return;
  place.replaceChildren(model.content.cloneNode(true));
  countAll(place);
}

document.addEventListener("htmx:sendError", sayNoAnswer);
document.addEventListener("htmx:timeout", sayNoAnswer);
document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = /** @type {CustomEvent} */ (event).detail;
  if (xhr.status >= 500) sayNoAnswer();
});

// After a refused form the reader stands where the reasons are.
const summary = document.querySelector("[data-error-summary]");
if (summary instanceof HTMLElement) summary.focus();
