// Changes light and dark without loading the page again. Without script the same form asks the server.
// @ts-check

const YEAR = 365 * 24 * 3600;

/** @param {string} theme "light", "dark" or "device" */
function wear(theme) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  if (theme === "device") {
    delete document.documentElement.dataset.theme;
    document.cookie = `lotsenwerk_theme=; Path=/; Max-Age=0; SameSite=Lax${secure}`;
  } else {
    document.documentElement.dataset.theme = theme;
    document.cookie = `lotsenwerk_theme=${theme}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-theme-form]")) return;
  if (!(button instanceof HTMLButtonElement)) return;
  event.preventDefault();
  wear(button.value);
  for (const other of form.querySelectorAll("button[name=theme]")) {
    other.setAttribute("aria-pressed", String(other === button));
  }
});
