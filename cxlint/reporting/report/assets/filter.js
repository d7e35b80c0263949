(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const shown = document.getElementById("shown");
  const cards = new Map(
    [...document.querySelectorAll("details[data-cause]")].map((each) => [each.id, each]),
  );
  const places = report.map.places;
  const facts = report.causes.map((cause) => ({
    card: cards.get(cause.id),
    cause,
    teams: new Set(cause.places.map((n) => places[n]).filter((p) => p.kind === "team").map((p) => p.id)),
    text: [cause.message, cause.rule, cause.entity, cause.path, cause.remedy, said(cause.message), said(cause.remedy), ...(cause.alike || []).map((a) => a.label)]
      .join(" ")
      .toLowerCase(),
  }));

  const apply = () => {
    const asked = new FormData(form);
    const severities = new Set(asked.getAll("severity"));
    const [journey, team, owner] = ["journey", "team", "owner"].map((name) => asked.get(name) || "");
    const words = (asked.get("text") || "").toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { card, cause, teams, text } of facts) {
      const fits =
        severities.has(cause.severity) &&
        (!journey || cause.intents.includes(journey)) &&
        (!team || teams.has(team)) &&
        (!owner || (cause.owner || "-") === owner) &&
        words.every((word) => text.includes(word));
      card.hidden = !fits;
      count += fits ? 1 : 0;
    }
    shown.value = shown.dataset.message.replace("{shown}", count).replace("{all}", facts.length);
  };

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  apply();
})();
