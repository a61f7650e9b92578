// Shows passkeys only where the browser knows them, and says it in words when one does not work.
// @ts-check

for (const part of document.querySelectorAll("[data-passkey]")) {
  if (part instanceof HTMLElement) part.hidden = !("PublicKeyCredential" in window);
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const line of document.querySelectorAll("[data-passkey-fault]")) {
    if (line instanceof HTMLElement) line.hidden = false;
  }
});
