/* Draws a list of Lotsenwerk where this script stands. No frame, no cookie, no foreign host but the one it comes from:
   <script src="https://.../de/embed/projects.js" data-query="where=68642&radius=20" data-most="5" async></script> */
(async () => {
  const script = document.currentScript ?? document.querySelector('script[src*="/embed/"]:not([data-drawn])');
  if (!script) return;
  script.dataset.drawn = "";
  const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });
  const query = script.dataset.query ? `?${script.dataset.query.replace(/^\?/, "")}` : "";
  const answer = await fetch("{{ address }}" + query, { credentials: "omit" });
  if (!answer.ok) return;
  const told = await answer.json();
  const list = element("ul", "", { className: "lotsenwerk-list" });
  for (const entry of told.entries.slice(0, Number(script.dataset.most) || 20)) {
    const row = element("li", "");
    row.append(element("a", entry.title, { href: entry.url, lang: entry.language, dir: "auto" }));
    const below = [entry.town, entry.by, entry.status].filter(Boolean).join(" · ");
    if (below) row.append(element("div", below, { dir: "auto" }));
    if (entry.summary) row.append(element("div", entry.summary, { lang: entry.language, dir: "auto" }));
    list.append(row);
  }
  const whole = element("p", "");
  whole.append(element("a", `${told.title} (${told.count})`, { href: told.url }));
  script.after(list, whole);
})();
