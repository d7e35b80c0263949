// What is told beside the picture of a place, a way, a finding or a change.
const openPanel = (panel, clear) => {
  const { places, moves } = report.map;
  const root = report.made.folder;
  const short = ({ path, line }) => `${path.startsWith(root) ? path.slice(root.length) : path}:${line}`;
  const make = (name, text, parent) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (parent) parent.append(element);
    return element;
  };
  const state = (thing, parent) => {
    if (thing.state) make("b", panel.dataset[thing.state], parent).className = `state ${thing.state}`;
  };
  // What cxlint says: in the language of the page where it is there, else English.
  const tell = (name, text, parent) => {
    const element = make(name, said(text), parent);
    if (!texts.has(text)) element.lang = "en";
    return element;
  };
  const link = (href, text, parent) => {
    const made = tell("a", text, parent);
    made.href = href;
    return made;
  };

  const hide = () => {
    panel.replaceChildren();
    panel.hidden = true;
  };
  const begin = (title) => {
    panel.replaceChildren();
    panel.hidden = false;
    const close = make("button", "×", panel);
    close.type = "button";
    close.className = "close";
    close.setAttribute("aria-label", panel.dataset.close);
    close.addEventListener("click", clear);
    return make("h3", title, panel);
  };
  const tellFindings = (list) => {
    if (!list.length) return;
    const ul = make("ul", undefined, panel);
    for (const cause of list) {
      link(`#${cause.id}`, cause.message, make("li", undefined, ul)).dataset.finding = cause.id;
    }
  };
  const tellChanges = (numbers) => {
    const list = make("ul", undefined, panel);
    list.className = "changed";
    for (const number of numbers) {
      link(`#change-${number}`, report.changes.list[number].sentence, make("li", undefined, list));
    }
  };
  const tellMove = (move, text, list) => {
    const item = make("li", text, list);
    state(move, item);
    make("code", short(move), item);
  };
  const tellPlace = (number) => {
    const place = places[number];
    state(place, begin(`${place.name} `));
    make("p", undefined, panel).append(make("code", short(place)));
    const list = make("ul", undefined, panel);
    for (const move of moves) {
      if (move.from === number) {
        tellMove(move, `→ ${places[move.to].name}${move.when ? ` (${move.when})` : ""} `, list);
      }
    }
    if (place.changes) tellChanges(place.changes);
    tellFindings(report.causes.filter((cause) => cause.places.includes(number)));
  };
  const tellFinding = (cause) => {
    link(`#${cause.id}`, cause.message, begin()).dataset.finding = cause.id;
    const list = make("ol", undefined, panel);
    const here = { label: cause.entity, path: cause.path, line: cause.line, text: cause.text };
    for (const stop of cause.witness.length ? cause.witness : [here]) {
      const item = make("li", undefined, list);
      tell("span", stop.label, item);
      item.append(" ");
      make("code", `${short(stop)} ${stop.text || ""}`, item);
    }
  };
  const tellJourney = (intent) => {
    begin(intent);
    tellFindings(report.causes.filter((cause) => cause.intents.includes(intent)));
  };
  const tellChange = (number, ways) => {
    const change = report.changes.list[number];
    link(`#change-${number}`, change.sentence, begin());
    const list = make("ul", undefined, panel);
    for (const n of ways) {
      const move = moves[n];
      tellMove(move, `${places[move.from].name} → ${places[move.to].name} `, list);
    }
  };
  return { hide, tellPlace, tellFinding, tellJourney, tellChange };
};
