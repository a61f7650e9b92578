"use strict";
// Buttons that put a field's text on the clipboard. Without script they stay hidden, and the text can be marked.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  const word = button.querySelector("span");
  const says = word.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    word.textContent = button.dataset.copied;
    button.classList.add("is-copied");
    setTimeout(() => {
      word.textContent = says;
    }, 4000);
  });
}
