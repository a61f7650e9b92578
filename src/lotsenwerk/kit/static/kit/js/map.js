// Maps: closer and farther away, from mark to mark with the arrow keys, a mark opens what its row opens.
// Without script a map stands still, framed to what is on it, and its marks are links.
// @ts-check

/** @typedef {{x: number, y: number, w: number, h: number}} View */
/** @type {View | null} */
let view = null;
let moved = false;
/** @type {Map<number, PointerEvent>} */
const fingers = new Map();
const LENGTHS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000];

/** @returns {SVGSVGElement | null} */
const theMap = () => document.querySelector("svg[data-map]");

/** @param {SVGSVGElement} map @returns {View} the sheet itself */
function sheet(map) {
  map.dataset.sheet ??= map.getAttribute("viewBox") ?? "0 0 1 1";
  const [x, y, w, h] = map.dataset.sheet.split(" ").map(Number);
  return { x, y, w, h };
}

/** Draw the map as it was left: also after the page has brought a new one. */
function draw() {
  const map = theMap();
  if (!map) return;
  const whole = sheet(map);
  const seen = view ?? whole;
  map.setAttribute("viewBox", `${seen.x} ${seen.y} ${seen.w} ${seen.h}`);
  const unit = seen.w / Math.max(map.clientWidth, 1);
  map.style.setProperty("--map-unit", String(unit));
  map.classList.toggle("is-closer", seen.w < whole.w * 0.99);
  const scale = map.querySelector("[data-map-scale]");
  const metres = Number(map.dataset.metres);
  const length = LENGTHS.findLast((one) => one / metres <= seen.w / 3) ?? LENGTHS[0];
  scale?.setAttribute("transform", `translate(${seen.x + 14 * unit} ${seen.y + seen.h - 14 * unit})`);
  scale?.querySelector("path")?.setAttribute("d", `M0 0h${length / metres}`);
  const text = scale?.querySelector("text");
  const frame = document.querySelector("[data-map-frame]");
  if (frame instanceof SVGRectElement) {
    frame.dataset.whole ??= ["x", "y", "width", "height"].map((edge) => frame.getAttribute(edge)).join(" ");
    const [x, y, w] = frame.dataset.whole.split(" ").map(Number);
    const by = w / whole.w;
    const now = { x: x + seen.x * by, y: y + seen.y * by, width: seen.w * by, height: seen.h * by };
    for (const [edge, length] of Object.entries(now)) frame.setAttribute(edge, String(length));
  }
  for (const tools of document.querySelectorAll("[data-map-tools]")) if (tools instanceof HTMLElement) tools.hidden = false;
  if (text) text.textContent = length < 1000 ? `${length} m` : `${length / 1000} km`;
}

/** @param {SVGSVGElement} map @param {{clientX: number, clientY: number}} at @returns {{x: number, y: number}} */
function onSheet(map, at) {
  const frame = map.getBoundingClientRect();
  const seen = view ?? sheet(map);
  return {
    x: seen.x + ((at.clientX - frame.left) / frame.width) * seen.w,
    y: seen.y + ((at.clientY - frame.top) / frame.height) * seen.h,
  };
}

/** @param {SVGSVGElement} map @param {number} times @param {{x: number, y: number}} [about] */
function zoom(map, times, about) {
  const whole = sheet(map);
  const seen = view ?? whole;
  const middle = about ?? { x: seen.x + seen.w / 2, y: seen.y + seen.h / 2 };
  const w = Math.min(Math.max(seen.w * times, whole.w / 12), whole.w * 2.5);
  const by = w / seen.w;
  view = { x: middle.x - (middle.x - seen.x) * by, y: middle.y - (middle.y - seen.y) * by, w, h: seen.h * by };
  move(map, 0, 0);
}

/** @param {SVGSVGElement} map @param {number} x @param {number} y in units; the middle stays on the sheet */
function move(map, x, y) {
  const whole = sheet(map);
  const seen = view ?? whole;
  view = {
    ...seen,
    x: Math.min(Math.max(seen.x + x, -seen.w / 2), whole.w - seen.w / 2),
    y: Math.min(Math.max(seen.y + y, -seen.h / 2), whole.h - seen.h / 2),
  };
  draw();
}

/** The next mark in the direction of an arrow key. @param {Element} here @param {string} key */
function neighbour(here, key) {
  const from = here.getBoundingClientRect();
  const marks = [...(theMap()?.querySelectorAll(".map__mark, .map__cell") ?? [])];
  const sideways = key === "ArrowLeft" || key === "ArrowRight";
  const sign = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
  let best = null;
  let least = Infinity;
  for (const mark of marks) {
    const to = mark.getBoundingClientRect();
    const x = to.x + to.width / 2 - from.x - from.width / 2;
    const y = to.y + to.height / 2 - from.y - from.height / 2;
    const along = sign * (sideways ? x : y);
    const far = along + 2.5 * Math.abs(sideways ? y : x);
    if (mark !== here && along > 1 && far < least) [best, least] = [mark, far];
  }
  return /** @type {SVGElement | null} */ (best);
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const map = theMap();
  if (!map || !target) return;
  const button = target.closest("[data-map-zoom]");
  if (button instanceof HTMLElement) {
    const times = Number(button.dataset.mapZoom);
    if (times) zoom(map, times);
    else {
      view = null;
      draw();
    }
    return;
  }
  if (!map.contains(target)) return;
  if (moved) {
    event.preventDefault();
    moved = false;
    return;
  }
  const mark = target.closest(".map__mark");
  const row = mark && document.getElementById(mark.id.replace("dot-", "row-"));
  if (row && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    row.click();
  } else if (map.closest("[data-map-choose]")) choose(map, event, target);
});

/** @param {SVGSVGElement} map @param {MouseEvent} event @param {Element} target */
function choose(map, event, target) {
  const lat = document.querySelector("input[name=lat]");
  const lon = document.querySelector("input[name=lon]");
  // A key presses a field, which becomes the sheet; only a click says a place.
  if (event.detail === 0 || !(lat instanceof HTMLInputElement) || !(lon instanceof HTMLInputElement)) return;
  event.preventDefault();
  const whole = sheet(map);
  const at = onSheet(map, event);
  const [south, west, north, east] = (map.dataset.edges ?? "").split(" ").map(Number);
  lat.value = (north - (at.y / whole.h) * (north - south)).toFixed(5);
  lon.value = (west + (at.x / whole.w) * (east - west)).toFixed(5);
  let pin = map.querySelector("[data-map-pin]");
  if (!pin) {
    pin = document.createElementNS("http://www.w3.org/2000/svg", "g");
    pin.setAttribute("class", "map__pin");
    pin.setAttribute("data-map-pin", "");
    pin.innerHTML = '<g class="map__steady"><path d="M0 0C-4-8-10-13-10-20a10 10 0 0 1 20 0c0 7-6 12-10 20z"/><circle cy="-20" r="4"/></g>';
    map.append(pin);
  }
  pin.setAttribute("transform", `translate(${at.x} ${at.y})`);
}

document.addEventListener("keydown", (event) => {
  const map = theMap();
  const here = document.activeElement;
  if (!map || !here || !map.contains(here) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.startsWith("Arrow")) {
    event.preventDefault();
    neighbour(here, event.key)?.focus();
  } else if (event.key === "+" || event.key === "-") {
    event.preventDefault();
    zoom(map, event.key === "+" ? 0.6 : 1.7);
  }
});

document.addEventListener(
  "wheel",
  (event) => {
    const map = theMap();
    if (!map || !(event.target instanceof Node) || !map.contains(event.target)) return;
    // The wheel turns the page unless one means the map: with Ctrl (so do two fingers), or after it was clicked.
    if (!event.ctrlKey && !map.contains(document.activeElement) && !map.classList.contains("is-closer")) return;
    event.preventDefault();
    zoom(map, event.deltaY > 0 ? 1.2 : 1 / 1.2, onSheet(map, event));
  },
  { passive: false },
);

document.addEventListener("pointerdown", (event) => {
  const map = theMap();
  if (!map || !(event.target instanceof Node) || !map.contains(event.target)) return;
  moved = false;
  fingers.set(event.pointerId, event);
});

document.addEventListener("pointermove", (event) => {
  const map = theMap();
  const before = fingers.get(event.pointerId);
  if (!map || !before) return;
  const frame = map.clientWidth || 1;
  const unit = (view ?? sheet(map)).w / frame;
  const other = [...fingers.values()].find((one) => one.pointerId !== event.pointerId);
  const x = event.clientX - before.clientX;
  const y = event.clientY - before.clientY;
  if (!other && !moved && Math.hypot(x, y) < 5) return;
  if (other) {
    const was = Math.hypot(before.clientX - other.clientX, before.clientY - other.clientY);
    const is = Math.hypot(event.clientX - other.clientX, event.clientY - other.clientY);
    if (was > 0 && is > 0) zoom(map, was / is, onSheet(map, other));
  } else if (event.pointerType === "mouse" || map.classList.contains("is-closer")) move(map, -x * unit, -y * unit);
  moved = true;
  fingers.set(event.pointerId, event);
});

for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, (event) => fingers.delete(/** @type {PointerEvent} */ (event).pointerId));
}

// A drag of the map is not a drag of a link.
document.addEventListener("dragstart", (event) => {
  if (event.target instanceof Node && theMap()?.contains(event.target)) event.preventDefault();
});

/** A mark and its row light up together. @param {Event} event */
function pair(event) {
  for (const lit of document.querySelectorAll(".is-meant")) lit.classList.remove("is-meant");
  if (event.type !== "pointerover" && event.type !== "focusin") return;
  const here = event.target instanceof Element ? event.target.closest("[id^='dot-'], [id^='row-']") : null;
  if (!here || !theMap()) return;
  const other = here.id.startsWith("dot-") ? here.id.replace("dot-", "row-") : here.id.replace("row-", "dot-");
  document.getElementById(other)?.classList.add("is-meant");
}
for (const name of ["pointerover", "pointerout", "focusin", "focusout"]) document.addEventListener(name, pair);

document.addEventListener("htmx:afterSwap", draw);
new ResizeObserver(draw).observe(document.documentElement);
if (document.querySelector("[data-map-choose]")) {
  theMap()?.classList.add("is-free");
  for (const plain of document.querySelectorAll("[data-map-plain]")) if (plain instanceof HTMLElement) plain.hidden = true;
  for (const word of document.querySelectorAll("[data-map-scripted]")) if (word instanceof HTMLElement) word.hidden = false;
}
draw();
