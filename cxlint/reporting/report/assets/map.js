(() => {
  const canvas = document.getElementById("map-canvas");
  if (!canvas) return;
  const { places, moves, starts, views } = report.map;
  const causes = new Map(report.causes.concat(report.excused).map((each) => [each.id, each]));
  const drawings = new Map([...canvas.querySelectorAll("svg.map")].map((svg) => [svg.dataset.view, svg]));
  const panel = document.getElementById("map-panel");
  const choice = document.getElementById("map-journey");
  const search = document.getElementById("map-search");
  const back = document.getElementById("map-back");
  const homes = new Map();
  for (const view of views) {
    for (const box of view.boxes) if ("place" in box && !homes.has(box.place)) homes.set(box.place, view.id);
  }
  const frames = new Map();
  let current = views[0].id;
  let lit = { places: new Set(), moves: new Set(), order: [] };

  const root = report.made.folder;
  const short = ({ path, line }) => `${path.startsWith(root) ? path.slice(root.length) : path}:${line}`;
  const svg = () => drawings.get(current);
  const boxes = () => [...svg().querySelectorAll(".box")];
  const make = (name, text, parent) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (parent) parent.append(element);
    return element;
  };
  // What cxlint says: in the language of the page where it is there, else English.
  const tell = (name, text, parent) => {
    const element = make(name, said(text), parent);
    if (!texts.has(text)) element.lang = "en";
    return element;
  };

  // The part of the picture that is seen.
  const whole = () => ({ x: 0, y: 0, width: +svg().dataset.width, height: +svg().dataset.height });
  const frame = () => frames.get(current) || whole();
  const look = (part) => {
    const most = whole();
    const broadest = Math.max(most.width, (most.height * canvas.clientWidth) / canvas.clientHeight);
    const width = Math.min(Math.max(part.width, 160), broadest * 1.3);
    const scale = width / part.width;
    const seen = {
      x: part.x + (part.width - width) / 2,
      y: part.y + (part.height * (1 - scale)) / 2,
      width,
      height: part.height * scale,
    };
    frames.set(current, seen);
    svg().setAttribute("viewBox", [seen.x, seen.y, seen.width, seen.height].map((n) => Math.round(n * 10) / 10).join(" "));
  };
  const zoom = (factor, middle) => {
    const now = frame();
    const at = middle || { x: now.x + now.width / 2, y: now.y + now.height / 2 };
    look({
      x: at.x - (at.x - now.x) * factor,
      y: at.y - (at.y - now.y) * factor,
      width: now.width * factor,
      height: now.height * factor,
    });
  };
  const fit = () => look(whole());
  const point = (event) => {
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg().getScreenCTM().inverse());
    return { x: place.x, y: place.y };
  };
  const near = (chosen) => {
    if (!chosen.length) return;
    const xs = chosen.map((box) => +box.dataset.x);
    const ys = chosen.map((box) => +box.dataset.y);
    const pad = 140;
    const [left, top] = [Math.min(...xs) - pad, Math.min(...ys) - pad];
    const beside = getComputedStyle(panel).position === "absolute" && !panel.hidden;
    const free = beside ? 1 - (panel.offsetWidth + 20) / canvas.clientWidth : 1;
    const width = Math.max(Math.max(...xs) + pad - left, 620) / free;
    const height = Math.max(Math.max(...ys) + pad - top, 360);
    // A picture as broad as the canvas is seen whole beside its edge, not half of it beyond.
    const broad = Math.max(width, (height * canvas.clientWidth) / canvas.clientHeight);
    const high = Math.max(height, (broad * canvas.clientHeight) / canvas.clientWidth);
    const most = whole();
    const y = Math.max(Math.min(top - (high - height) / 2, most.height - high + 20), -20);
    look({ x: left, y, width: broad, height: high });
  };

  // A picture that could not be read as a whole is seen from its beginning.
  const start = () => {
    const { width: broad, height: high } = whole();
    const scale = Math.min(canvas.clientWidth / broad, canvas.clientHeight / high);
    if (scale >= 0.3) return;
    const width = canvas.clientWidth / 0.7;
    const height = canvas.clientHeight / 0.7;
    look({ x: Math.min(0, (broad - width) / 2), y: Math.min(0, (high - height) / 2), width, height });
  };

  // Which drawing is seen: everything, or a group.
  const show = (id) => {
    current = id;
    for (const [name, drawing] of drawings) drawing.hidden = name !== id;
    for (const [name, drawing] of drawings) drawing.toggleAttribute("hidden", name !== id);
    back.hidden = id === views[0].id;
    if (!frames.has(id)) start();
    rove(boxes()[0], false);
    paint();
  };

  // One box at a time can be reached with Tab.
  const rove = (box, focus = true) => {
    for (const each of boxes()) each.setAttribute("tabindex", each === box ? "0" : "-1");
    if (box && focus) {
      box.focus({ preventScroll: true });
      const seen = frame();
      const [x, y] = [+box.dataset.x, +box.dataset.y];
      if (x < seen.x || y < seen.y || x > seen.x + seen.width || y > seen.y + seen.height) {
        look({ ...seen, x: x - seen.width / 2, y: y - seen.height / 2 });
      }
    }
  };
  const beside = (box, key) => {
    const [x, y] = [+box.dataset.x, +box.dataset.y];
    const ahead = {
      ArrowRight: (dx) => dx, ArrowLeft: (dx) => -dx, ArrowDown: (_, dy) => dy, ArrowUp: (_, dy) => -dy,
    }[key];
    const across = key === "ArrowRight" || key === "ArrowLeft" ? (_, dy) => Math.abs(dy) : (dx) => Math.abs(dx);
    let best = null;
    for (const each of boxes()) {
      const [dx, dy] = [+each.dataset.x - x, +each.dataset.y - y];
      const on = ahead(dx, dy);
      if (on < 8) continue;
      const cost = on + 2.5 * across(dx, dy);
      if (!best || cost < best.cost) best = { each, cost };
    }
    return best && best.each;
  };

  // What lights up.
  const paint = () => {
    const drawing = svg();
    const any = lit.places.size > 0 || lit.moves.size > 0;
    drawing.classList.toggle("lighting", any);
    for (const box of drawing.querySelectorAll(".box")) {
      const view = box.dataset.group && views.find((each) => each.id === box.dataset.group);
      const on = view ? view.boxes.some((each) => lit.places.has(each.place)) : lit.places.has(+box.dataset.place);
      box.classList.toggle("lit", any && on);
    }
    for (const line of drawing.querySelectorAll(".line")) {
      line.classList.toggle("lit", line.dataset.moves.split(" ").some((n) => lit.moves.has(+n)));
    }
    drawing.querySelectorAll(".step-number").forEach((each) => each.remove());
    lit.order.forEach((place, number) => {
      const box = drawing.querySelector(`[data-place="${place}"]`);
      if (!box) return;
      const shape = box.querySelector(".shape").getBBox();
      const group = document.createElementNS(drawing.namespaceURI, "g");
      const disc = document.createElementNS(drawing.namespaceURI, "circle");
      const text = document.createElementNS(drawing.namespaceURI, "text");
      group.setAttribute("class", "step-number");
      disc.setAttribute("class", "order-disc");
      text.setAttribute("class", "order");
      for (const [name, value] of [["cx", shape.x], ["cy", shape.y], ["r", 9]]) disc.setAttribute(name, value);
      text.setAttribute("x", shape.x);
      text.setAttribute("y", shape.y + 4);
      text.textContent = number + 1;
      group.append(disc, text);
      box.append(group);
    });
  };
  const light = (chosen, ways, order = []) => {
    lit = { places: new Set(chosen), moves: new Set(ways), order };
    paint();
  };
  const clear = () => {
    choice.value = "";
    light([], []);
    panel.replaceChildren();
    panel.hidden = true;
  };
  const walk = (intent) => {
    const seen = new Set(starts[intent] || []);
    const taken = [];
    const leaving = new Map();
    moves.forEach((move, n) => leaving.set(move.from, (leaving.get(move.from) || []).concat(n)));
    for (const place of seen) {
      for (const n of leaving.get(place) || []) {
        if (moves[n].intents && !moves[n].intents.includes(intent)) continue;
        taken.push(n);
        seen.add(moves[n].to);
      }
    }
    return { places: [...seen], moves: taken };
  };

  // What the panel tells.
  const begin = (title) => {
    panel.replaceChildren();
    panel.hidden = false;
    const close = make("button", "×", panel);
    close.type = "button";
    close.className = "close";
    close.setAttribute("aria-label", panel.dataset.close);
    close.addEventListener("click", () => { clear(); rove(svg().querySelector('[tabindex="0"]')); });
    return make("h3", title, panel);
  };
  const findings = (list) => {
    if (!list.length) return;
    const ul = make("ul", undefined, panel);
    for (const cause of list) {
      const link = tell("a", cause.message, make("li", undefined, ul));
      link.href = `#${cause.id}`;
      link.dataset.finding = cause.id;
    }
  };
  const tellPlace = (number) => {
    const place = places[number];
    begin(place.name);
    make("p", undefined, panel).append(make("code", short(place)));
    const list = make("ul", undefined, panel);
    moves.forEach((move) => {
      if (move.from !== number) return;
      const item = make("li", `→ ${places[move.to].name}${move.when ? ` (${move.when})` : ""} `, list);
      make("code", short(move), item);
    });
    if (place.changes) tellChanges(place.changes);
    findings(report.causes.filter((cause) => cause.places.includes(number)));
  };
  const tellChanges = (numbers) => {
    const list = make("ul", undefined, panel);
    list.className = "changed";
    for (const number of numbers) {
      const link = make("a", report.changes.list[number].sentence, make("li", undefined, list));
      link.href = `#change-${number}`;
      link.lang = "en";
    }
  };
  const tellFinding = (cause) => {
    const link = tell("a", cause.message, begin());
    link.href = `#${cause.id}`;
    link.dataset.finding = cause.id;
    const list = make("ol", undefined, panel);
    const stops = cause.witness.length ? cause.witness : [{ label: cause.entity, path: cause.path, line: cause.line, text: cause.text }];
    for (const stop of stops) {
      const item = make("li", undefined, list);
      tell("span", stop.label, item);
      item.append(" ");
      make("code", `${short(stop)} ${stop.text || ""}`, item);
    }
  };

  const pick = (box) => {
    if (box.dataset.group) {
      show(box.dataset.group);
      return;
    }
    const number = +box.dataset.place;
    const ways = moves.flatMap((move, n) => (move.from === number || move.to === number ? [n] : []));
    const around = ways.flatMap((n) => [moves[n].from, moves[n].to]);
    choice.value = "";
    light([number, ...around], ways);
    tellPlace(number);
    rove(box);
  };
  const pickJourney = (intent) => {
    if (!intent) return clear();
    const way = walk(intent);
    light(way.places, way.moves);
    begin(intent);
    findings(report.causes.filter((cause) => cause.intents.includes(intent)));
    near(boxes().filter((box) => lit.places.has(+box.dataset.place)));
  };
  const pickFinding = (cause) => {
    choice.value = "";
    const home = cause.places.map((n) => homes.get(n)).find(Boolean);
    if (home && home !== current) show(home);
    const order = [...new Set(cause.witness.filter((stop) => "place" in stop).map((stop) => stop.place))];
    light(cause.places, cause.moves, order.length > 1 ? order : []);
    tellFinding(cause);
    near(boxes().filter((box) => lit.places.has(+box.dataset.place)));
  };
  const toMap = () => document.getElementById("map").scrollIntoView();

  for (const button of document.querySelectorAll("[data-light], [data-journey]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      if (button.dataset.light) pickFinding(causes.get(button.dataset.light));
      else {
        show(views[0].id);
        choice.value = button.dataset.journey;
        pickJourney(button.dataset.journey);
      }
      toMap();
    });
  }
  choice.addEventListener("change", () => pickJourney(choice.value));
  search.addEventListener("input", () => {
    const asked = search.value.trim().toLowerCase();
    canvas.querySelectorAll(".found").forEach((each) => each.classList.remove("found"));
    if (!asked) return;
    const fits = (p) => p.name.toLowerCase().includes(asked) || p.id.toLowerCase().includes(asked);
    const found = places.flatMap((place, n) => (fits(place) ? [n] : []));
    if (!found.length) return;
    if (!found.some((n) => homes.get(n) === current)) show(homes.get(found[0]));
    const chosen = boxes().filter((box) => found.includes(+box.dataset.place));
    chosen.forEach((box) => box.classList.add("found"));
    near(chosen);
  });
  search.addEventListener("keydown", (event) => {
    const first = event.key === "Enter" && svg().querySelector(".found");
    if (first) pick(first);
  });
  back.addEventListener("click", () => show(views[0].id));
  document.getElementById("map-clear").addEventListener("click", () => { clear(); fit(); });
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => ({ in: () => zoom(0.75), out: () => zoom(1.33), fit })[button.dataset.zoom]());
  }

  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && !canvas.contains(document.activeElement)) return;
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.12 : 0.89, point(event));
  }, { passive: false });
  const fingers = new Map();
  let moved = 0;
  canvas.addEventListener("pointerdown", (event) => {
    if (!fingers.size) moved = 0;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const here = { x: event.clientX, y: event.clientY };
    const scale = 1 / svg().getScreenCTM().a;
    moved += Math.abs(here.x - before.x) + Math.abs(here.y - before.y);
    if (moved > 4 && !canvas.hasPointerCapture(event.pointerId)) canvas.setPointerCapture(event.pointerId);
    if (fingers.size === 1) {
      const now = frame();
      look({ ...now, x: now.x - (here.x - before.x) * scale, y: now.y - (here.y - before.y) * scale });
    } else {
      const other = [...fingers].find(([id]) => id !== event.pointerId)[1];
      const apart = (p) => Math.hypot(p.x - other.x, p.y - other.y) || 1;
      zoom(apart(before) / apart(here), point({ clientX: (here.x + other.x) / 2, clientY: (here.y + other.y) / 2 }));
    }
    fingers.set(event.pointerId, here);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(name, (event) => fingers.delete(event.pointerId));
  }
  canvas.addEventListener("click", (event) => {
    if (moved > 4) return;
    const box = event.target.closest(".box");
    if (box) pick(box);
  });
  canvas.addEventListener("keydown", (event) => {
    const box = event.target.closest(".box");
    const keys = { "+": () => zoom(0.75), "=": () => zoom(0.75), "-": () => zoom(1.33), 0: fit, Escape: () => { clear(); if (!back.hidden) show(views[0].id); } };
    if (box && event.key.startsWith("Arrow")) rove(beside(box, event.key) || box);
    else if (box && (event.key === "Enter" || event.key === " ")) pick(box);
    else if (keys[event.key]) keys[event.key]();
    else return;
    event.preventDefault();
  });
  // As high as the picture needs where it is as wide as the page, within what a screen shows.
  const grow = () => {
    const { width, height } = whole();
    const high = (canvas.clientWidth * height) / width;
    canvas.style.height = `${Math.round(Math.min(Math.max(high, 360), innerHeight * 0.82))}px`;
  };
  addEventListener("resize", grow);
  grow();
  start();
  rove(boxes()[0], false);
})();
