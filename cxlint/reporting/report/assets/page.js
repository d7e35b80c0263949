"use strict";
const report = JSON.parse(document.getElementById("data").textContent);
const language = document.documentElement.lang;
const texts = new Map(Object.entries(report.translations?.[language] || {}));
for (const each of [...report.causes, ...report.excused]) {
  for (const [key, text] of Object.entries(each.translations?.[language] || {})) texts.set(each[key], text);
}
const said = (text) => (texts.has(text) ? texts.get(text) : text);

(() => {
  const button = document.getElementById("theme");
  button.hidden = false;
  button.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = root.dataset.theme || (dark ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
  });

  const open = (id) => {
    const target = id && document.getElementById(id);
    if (target && target.matches("details.finding")) {
      target.hidden = false;
      target.open = true;
      target.querySelector("summary").focus({ preventScroll: true });
    }
  };
  addEventListener("hashchange", () => open(decodeURIComponent(location.hash.slice(1))));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-finding]");
    if (link) open(link.dataset.finding);
  });
  open(decodeURIComponent(location.hash.slice(1)));

  const opened = [];
  addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll("details.finding.error:not([open])")) {
      each.open = true;
      opened.push(each);
    }
  });
  addEventListener("afterprint", () => {
    for (const each of opened.splice(0)) each.open = false;
  });
})();
