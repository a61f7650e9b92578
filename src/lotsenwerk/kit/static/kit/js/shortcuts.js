// Keys for the desk. A page declares them: data-key="a" on a link, button, field or radio button,
// data-key-label="..." for the help, data-list on a list whose [data-list-item] one walks with j and k,
// data-search on the search field, data-submit-key on the form that Ctrl+Enter sends.
// Single keys can be switched off (WCAG 2.1.4): the server then writes data-shortcuts="off" on <html>.
// @ts-check

const help = /** @type {HTMLDialogElement | null} */ (document.getElementById("shortcut-help"));
const helpButton = document.querySelector("[data-shortcut-help]");
if (helpButton instanceof HTMLElement) helpButton.hidden = false;

/** @returns {boolean} whether the person wants single keys */
function wanted() {
  return document.documentElement.dataset.shortcuts !== "off";
}

/** @param {EventTarget | null} target @returns {boolean} whether keys are text here */
function isWriting(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type);
}

/** @param {Element} element @returns {boolean} */
function isVisible(element) {
  return element.getClientRects().length > 0;
}

/**
 * The nearest thing that answers to a key: first around the focus, then on the page.
 * @param {string} key @returns {HTMLElement | null}
 */
function answering(key) {
  const selector = `[data-key="${CSS.escape(key)}"]`;
  for (let scope = document.activeElement; scope; scope = scope.parentElement) {
    const found = scope.querySelector(selector);
    if (found instanceof HTMLElement && isVisible(found)) return found;
  }
  return null;
}

/** @param {HTMLElement} element */
function use(element) {
  if (element.matches("input:not([type=radio], [type=checkbox], [type=submit]), select, textarea")) element.focus();
  else {
    element.focus();
    element.click();
  }
}

/** @param {number} step 1 for the next, -1 for the previous */
function walk(step) {
  const here = document.activeElement;
  const list = here?.closest("[data-list]") ?? document.querySelector("[data-list]");
  if (!list) return;
  const items = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[data-list-item]")].filter(isVisible));
  const at = items.findIndex((item) => item === here || item.contains(here));
  const next = items[at === -1 ? 0 : Math.min(Math.max(at + step, 0), items.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** @param {Element} element @returns {string} what is written on it, without key caps and numbers */
function wordsOf(element) {
  const copy = /** @type {Element} */ ((element.closest("label") ?? element).cloneNode(true));
  for (const extra of copy.querySelectorAll("kbd, .count, .for-readers")) extra.remove();
  return copy.textContent ?? "";
}

function showHelp() {
  const list = help?.querySelector("[data-shortcut-list]");
  if (!help || !list) return;
  for (const old of list.querySelectorAll("[data-found]")) old.remove();
  const seen = new Set();
  for (const element of document.querySelectorAll("[data-key]")) {
    const key = element.getAttribute("data-key") ?? "";
    const words = element.getAttribute("data-key-label") ?? element.getAttribute("aria-label") ?? wordsOf(element);
    if (seen.has(key) || !isVisible(element)) continue;
    seen.add(key);
    const term = document.createElement("dt");
    const meaning = document.createElement("dd");
    const cap = document.createElement("kbd");
    cap.textContent = key;
    term.append(cap);
    meaning.textContent = words.replace(/\s+/g, " ").trim();
    term.dataset.found = meaning.dataset.found = "";
    list.append(term, meaning);
  }
  help.showModal();
}

helpButton?.addEventListener("click", showHelp);

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = document.activeElement?.closest("form[data-submit-key]") ?? document.querySelector("form[data-submit-key]");
    if (form instanceof HTMLFormElement) {
      event.preventDefault();
      form.requestSubmit();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || help?.open) return;
  // Function keys are no characters: they work in fields and need no switch.
  const isCharacter = event.key.length === 1;
  if (isCharacter && (!wanted() || isWriting(event.target))) return;
  if (!isCharacter && !/^F\d+$/.test(event.key)) {
    if (event.key === "Escape" && !isWriting(event.target)) {
      const close = document.querySelector("[data-close-panel]");
      if (close instanceof HTMLElement && isVisible(close)) close.click();
    }
    return;
  }
  const target = answering(event.key);
  if (target) {
    event.preventDefault();
    use(target);
  } else if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    walk(event.key === "j" ? 1 : -1);
  } else if (event.key === "/") {
    const search = document.querySelector("[data-search]");
    if (search instanceof HTMLElement) {
      event.preventDefault();
      search.focus();
    }
  } else if (event.key === "?") {
    event.preventDefault();
    showHelp();
  }
});
