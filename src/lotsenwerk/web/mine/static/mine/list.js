// The shopping list: ticks outlive a change of the page, and the German half is read aloud. Without script it is a list
// with plain boxes. What stays on the phone are marks that say nothing, and only until the visit is over.
// @ts-check

const PREFIX = "list:";
const KEPT_MS = 3 * 24 * 60 * 60 * 1000;
const SLOWLY = 0.8;

/** @param {string} ref @returns {Set<string>} */
function ticked(ref) {
  try {
    return new Set(JSON.parse(localStorage.getItem(PREFIX + ref) ?? "{}").ticked ?? []);
  } catch {
    return new Set();
  }
}

/** @param {string} ref @param {Iterable<string>} marks */
function keep(ref, marks) {
  try {
    localStorage.setItem(PREFIX + ref, JSON.stringify({ at: Date.now(), ticked: [...marks] }));
  } catch {
    // A phone that keeps nothing shows the boxes all the same.
  }
}

function forgetOld() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(PREFIX)) continue;
      const { at } = JSON.parse(localStorage.getItem(key) ?? "{}");
      if (!(Date.now() - at < KEPT_MS)) localStorage.removeItem(key);
    }
    for (const over of document.querySelectorAll("[data-list-over]")) {
      localStorage.removeItem(PREFIX + over.getAttribute("data-list-over"));
    }
  } catch {
    // Nothing kept, nothing to forget.
  }
}

/** Only a voice of the phone itself: a foreign server has no business with the list. */
function germanVoice() {
  return globalThis.speechSynthesis?.getVoices().find((one) => /^de\b/i.test(one.lang.replace("_", "-")) && one.localService);
}

/** @param {Element} list */
function offerVoice(list) {
  const pattern = /** @type {HTMLTemplateElement | null} */ (list.querySelector("[data-speaker]"));
  if (!pattern || !germanVoice()) return;
  for (const item of list.querySelectorAll("li")) {
    const words = item.querySelector(".goods__german")?.textContent ?? "";
    if (!words || item.querySelector("button")) continue;
    item.append(pattern.content.cloneNode(true));
    const button = item.querySelector("button");
    button?.setAttribute("aria-label", `${button.getAttribute("aria-label")}: ${words}`);
  }
}

function showAll() {
  forgetOld();
  for (const list of document.querySelectorAll("[data-list]")) {
    const marks = ticked(list.getAttribute("data-list") ?? "");
    for (const box of list.querySelectorAll("input")) box.checked = marks.has(box.value);
    offerVoice(list);
  }
}

document.addEventListener("change", (event) => {
  const list = event.target instanceof Element ? event.target.closest("[data-list]") : null;
  if (!list) return;
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (list.querySelectorAll("input:checked"));
  keep(list.getAttribute("data-list") ?? "", [...boxes].map((box) => box.value));
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-list] button") : null;
  const words = button?.closest("li")?.querySelector(".goods__german")?.textContent;
  const voice = germanVoice();
  if (!words || !voice) return;
  const said = new SpeechSynthesisUtterance(words.replaceAll("×", "mal"));
  said.lang = "de-DE";
  said.rate = SLOWLY;
  said.voice = voice;
  speechSynthesis.cancel();
  speechSynthesis.speak(said);
});

// Voices come late: many phones name them only some moments after the page.
globalThis.speechSynthesis?.addEventListener?.("voiceschanged", () => {
  for (const list of document.querySelectorAll("[data-list]")) offerVoice(list);
});
document.addEventListener("htmx:afterSettle", showAll);
showAll();
