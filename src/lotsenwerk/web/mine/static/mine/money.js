// Three numbers that must meet: said while they are typed, in words, colour and shape. Without script the server says it.
// @ts-check

const MOST_CENTS = 1_000_000;

/** @param {string} typed @returns {number | null} cents, null where it is no amount */
function cents(typed) {
  const arabic = typed.replace(/[٠-٩]/g, (sign) => String(sign.charCodeAt(0) - 0x660)).replace(/٫/g, ",");
  const plain = arabic.replace(/[\s€\u200e\u200f\u202a-\u202e]/g, "");
  const whole = /^(\d{1,6})(?:ct|cents?)$/i.exec(plain);
  if (whole) return Number(whole[1]);
  const found = /^(\d{1,5})(?:[.,](\d{1,2}))?$/.exec(plain);
  return found ? Number(found[1]) * 100 + Number((found[2] || "0").padEnd(2, "0")) : null;
}

/** @param {number} amount */
function typed(amount) {
  return `${Math.floor(amount / 100)},${String(amount % 100).padStart(2, "0")}`;
}

/** @param {number} amount */
function shown(amount) {
  return `${typed(Math.abs(amount))}\u00a0€`;
}

/** @param {Element} form @param {string} name @returns {HTMLInputElement | null} */
function field(form, name) {
  return form.querySelector(`[data-amount="${name}"] input`);
}

/** @param {Element | null} one @param {boolean} visible */
function reveal(one, visible) {
  if (one instanceof HTMLElement) one.hidden = !visible;
}

/** @param {HTMLElement} line @param {string} tone @param {string} words */
function say(line, tone, words) {
  if (line.textContent === words && line.dataset.tone === tone) return;
  line.hidden = words === "";
  line.dataset.tone = tone;
  line.textContent = words;
}

/** @param {Element} form */
function count(form) {
  const line = /** @type {HTMLElement | null} */ (form.querySelector("[data-meets]"));
  if (!line) return;
  const [received, spent, deposit, returned] = ["received", "spent", "deposit", "returned"].map((name) => {
    const value = (field(form, name)?.value || "").trim();
    return value === "" ? null : cents(value);
  });
  const take = form.querySelector("[data-take]");
  const isTyped = received !== null && spent !== null;
  const left = (received || 0) + (deposit || 0) - (spent || 0) - (returned || 0);
  const owes = form.hasAttribute("data-lays-out") && left < 0;
  const waits = isTyped && returned === null && left > 0;
  const unequal = isTyped && !waits && left !== 0 && !owes;
  reveal(take, waits);
  const words = take?.querySelector("[data-words]");
  if (waits && words instanceof HTMLElement) words.textContent = (words.dataset.words || "").replace("{money}", shown(left));
  for (const one of form.querySelectorAll("[data-any]")) reveal(one, unequal);
  reveal(form.querySelector("[data-much-only]"), unequal && left < 0);
  const { ok = "", give = "", missing = "", much = "", owed = "" } = line.dataset;
  if (!isTyped) say(line, "", "");
  else if (waits) say(line, "give", give.replace("{money}", shown(left)));
  else if (owes) say(line, "give", owed.replace("{money}", shown(left)));
  else if (unequal) say(line, "no", (left > 0 ? missing : much).replace("{money}", shown(left)));
  else say(line, "yes", ok);
}

function showAll() {
  for (const form of document.querySelectorAll("[data-money]")) {
    for (const button of form.querySelectorAll("[data-cents], [data-set-cents]")) reveal(button, true);
    count(form);
  }
}

document.addEventListener("input", (event) => {
  const form = event.target instanceof Element ? event.target.closest("[data-money]") : null;
  if (form) count(form);
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-money] button[type=button]") : null;
  const form = button?.closest("[data-money]");
  if (!(button instanceof HTMLElement) || !form) return;
  const place = button.closest("[data-amount]")?.querySelector("input");
  if (button.hasAttribute("data-take")) {
    const returned = field(form, "returned");
    const sum = ["received", "deposit"].reduce((held, name) => held + (cents(field(form, name)?.value || "0") || 0), 0);
    if (returned) returned.value = typed(Math.max(sum - (cents(field(form, "spent")?.value || "0") || 0), 0));
  } else if (place && button.dataset.setCents) {
    place.value = typed(Number(button.dataset.setCents));
  } else if (place) {
    const before = cents(place.value || "0") || 0;
    place.value = typed(Math.min(Math.max(before + Number(button.dataset.cents), 0), MOST_CENTS));
  }
  count(form);
});

document.addEventListener("htmx:afterSettle", showAll);
showAll();
