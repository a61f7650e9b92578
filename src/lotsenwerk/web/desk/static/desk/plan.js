// The plan: arrow keys lead from visit to visit, p holds the person and t the time of the one that has the focus; a
// visit can be drawn to somebody else. Everything here is a button of the panel as well, and a form without script.
// @ts-check

const AIM = "is-aim";
/** @type {{visit: HTMLElement, x: number, y: number, ghost: HTMLElement | null} | null} */
let drag = null;
let dropped = false;

/** @returns {HTMLElement | null} */
const timeline = () => document.querySelector("[data-timeline]");

/** @param {EventTarget | null} target @returns {HTMLElement | null} the visit or the card of the tray around it */
function visitAt(target) {
  return target instanceof Element ? target.closest("[data-need]") : null;
}

/** @returns {boolean} whether single keys are wanted */
const wanted = () => document.documentElement.dataset.shortcuts !== "off";

/** @param {HTMLElement} element @returns {{x: number, y: number}} */
function middle(element) {
  const box = element.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}

/** The next one in the direction of an arrow key: along its own row, or in the nearest row above or below.
 * @param {HTMLElement} here @param {string} key */
function neighbour(here, key) {
  const from = middle(here);
  const sideways = key === "ArrowLeft" || key === "ArrowRight";
  const sign = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
  let best = null;
  let least = Infinity;
  for (const other of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".visit[data-need], .job[data-need]"))) {
    const to = middle(other);
    const along = sign * (sideways ? to.x - from.x : to.y - from.y);
    const aside = Math.abs(sideways ? to.y - from.y : to.x - from.x);
    if (other === here || along < 8 || (sideways && aside > 24)) continue;
    const far = sideways ? along : along * 4 + aside;
    if (far < least) [best, least] = [other, far];
  }
  return best;
}

/** Send what is to be held: the same form that the panel's buttons send.
 * @param {HTMLElement} visit @param {string} hold @param {string} who */
function holdIt(visit, hold, who) {
  const form = document.getElementById("plan-hold");
  if (!(form instanceof HTMLFormElement) || !(visit instanceof HTMLAnchorElement)) return;
  form.action = `${new URL(visit.href).pathname}hold/`;
  for (const [name, value] of Object.entries({ hold, who })) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
  form.requestSubmit();
}

/** @param {HTMLElement} visit @returns {string} the helper in whose row it stands */
function helperOf(visit) {
  const row = visit.closest("[data-helper]");
  return row instanceof HTMLElement ? (row.dataset.helper ?? "") : "";
}

document.addEventListener(
  "keydown",
  (event) => {
    const here = visitAt(event.target);
    if (!here || !timeline() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow")) {
      const next = neighbour(here, event.key);
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else if ((event.key === "p" || event.key === "t") && wanted() && here.matches(".visit")) {
      event.preventDefault();
      event.stopPropagation();
      const kind = event.key === "p" ? "person" : "time";
      const held = here.dataset.held?.split(" ").includes(kind);
      holdIt(here, held ? "nothing" : kind, helperOf(here));
    }
  },
  true,
);

// What a visit says by its place and its frame, for those who point at it.
document.addEventListener("pointerover", (event) => {
  const visit = visitAt(event.target);
  if (visit?.matches(".visit") && !visit.title) visit.title = visit.getAttribute("aria-label") ?? "";
});

/** @param {number} x @param {number} y @returns {HTMLElement | null} the row under the pointer */
function rowAt(x, y) {
  for (const one of document.elementsFromPoint(x, y)) {
    const row = one.closest("[data-helper]");
    if (row instanceof HTMLElement) return row;
  }
  return null;
}

/** @param {HTMLElement | null} row */
function aimAt(row) {
  for (const old of document.querySelectorAll(`.${AIM}`)) old.classList.remove(AIM);
  row?.classList.add(AIM);
}

document.addEventListener("pointerdown", (event) => {
  const visit = visitAt(event.target);
  dropped = false;
  if (!visit || !timeline() || event.button !== 0 || event.pointerType === "touch") return;
  drag = { visit, x: event.clientX, y: event.clientY, ghost: null };
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  if (!drag.ghost && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 6) return;
  drag.ghost ??= drag.visit;
  drag.visit.classList.add("is-dragged");
  const row = rowAt(event.clientX, event.clientY);
  aimAt(row?.dataset.helper === helperOf(drag.visit) ? null : row);
});

for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, (event) => {
    if (!drag) return;
    const { visit, ghost } = drag;
    drag = null;
    visit.classList.remove("is-dragged");
    aimAt(null);
    if (!ghost) return;
    dropped = true;
    const { clientX, clientY, type } = /** @type {PointerEvent} */ (event);
    const row = type === "pointerup" ? rowAt(clientX, clientY) : null;
    const helper = row?.dataset.helper ?? "";
    if (helper && helper !== helperOf(visit)) holdIt(visit, "person", helper);
  });
}

// The browser's own drag of a link, and the click at the end of ours, would open what was only moved.
document.addEventListener("dragstart", (event) => {
  if (visitAt(event.target) && timeline()) event.preventDefault();
});
document.addEventListener(
  "click",
  (event) => {
    if (!dropped || !visitAt(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    dropped = false;
  },
  true,
);

// Which visit stands in the panel.
document.addEventListener("htmx:afterSwap", (event) => {
  const { target, requestConfig } = /** @type {CustomEvent} */ (event).detail;
  if (target?.id !== "side-panel") return;
  for (const old of document.querySelectorAll(".visit[aria-current]")) old.removeAttribute("aria-current");
  visitAt(requestConfig?.elt)?.setAttribute("aria-current", "true");
});

// Back from a form: the visit that was meant has the focus again.
const meant = location.hash.startsWith("#row-") ? document.getElementById(location.hash.slice(1)) : null;
meant?.focus();
for (const keys of document.querySelectorAll("[data-timeline-keys]")) if (keys instanceof HTMLElement) keys.hidden = false;
