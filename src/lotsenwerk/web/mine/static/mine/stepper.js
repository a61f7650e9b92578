// Minutes by tapping. Without script the field takes a number.
// @ts-check

const LEAST = 15;
const MOST = 1440;

/** @param {Element} stepper */
function show(stepper) {
  const field = stepper.querySelector("input");
  for (const choice of stepper.querySelectorAll("button")) {
    choice.hidden = false;
    if (choice.dataset.set) choice.setAttribute("aria-pressed", String(choice.dataset.set === field?.value));
  }
}

function showAll() {
  for (const stepper of document.querySelectorAll("[data-stepper]")) show(stepper);
}

document.addEventListener("click", (event) => {
  const choice = event.target instanceof Element ? event.target.closest("[data-stepper] button") : null;
  const stepper = choice?.closest("[data-stepper]");
  const field = stepper?.querySelector("input");
  if (!(choice instanceof HTMLButtonElement) || !stepper || !field) return;
  const next = choice.dataset.set ? Number(choice.dataset.set) : (Number(field.value) || 0) + Number(choice.dataset.add);
  field.value = String(Math.min(Math.max(next, LEAST), MOST));
  show(stepper);
});

document.addEventListener("input", (event) => {
  const stepper = event.target instanceof Element ? event.target.closest("[data-stepper]") : null;
  if (stepper) show(stepper);
});

document.addEventListener("htmx:afterSettle", showAll);
showAll();
