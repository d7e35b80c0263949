(() => {
  const canvas = document.getElementById("map-canvas");
  if (!canvas) return;
  const { places, moves, views } = report.map;
  const causes = new Map(report.causes.concat(report.excused).map((each) => [each.id, each]));
  const choice = document.getElementById("map-journey");
  const search = document.getElementById("map-search");
  const back = document.getElementById("map-back");
  const era = document.getElementById("map-era");
  const homes = new Map();
  for (const view of views) {
    for (const box of view.boxes) if ("place" in box && !homes.has(box.place)) homes.set(box.place, view.id);
  }

  const frame = openFrame(canvas, document.getElementById("map-panel"), views);
  const light = openLight(frame, views);
  const panel = openPanel(document.getElementById("map-panel"), () => {
    clear();
    rove(frame.svg().querySelector('[tabindex="0"]'));
  });

  // One box at a time can be reached with Tab.
  const rove = (box, focus = true) => {
    for (const each of frame.svg().querySelectorAll(".box")) each.setAttribute("tabindex", each === box ? "0" : "-1");
    if (!box || !focus) return;
    box.focus({ preventScroll: true });
    frame.follow(box);
  };
  const beside = (box, key) => {
    const [x, y] = [+box.dataset.x, +box.dataset.y];
    const ahead = {
      ArrowRight: (dx) => dx, ArrowLeft: (dx) => -dx, ArrowDown: (_, dy) => dy, ArrowUp: (_, dy) => -dy,
    }[key];
    const across = key === "ArrowRight" || key === "ArrowLeft" ? (_, dy) => Math.abs(dy) : (dx) => Math.abs(dx);
    let best = null;
    for (const each of frame.boxes()) {
      const [dx, dy] = [+each.dataset.x - x, +each.dataset.y - y];
      const on = ahead(dx, dy);
      if (on < 8) continue;
      const cost = on + 2.5 * across(dx, dy);
      if (!best || cost < best.cost) best = { each, cost };
    }
    return best && best.each;
  };
  const show = (id) => {
    frame.show(id);
    back.hidden = id === views[0].id;
    rove(frame.boxes()[0], false);
    light.paint();
  };
  const clear = () => {
    choice.value = "";
    light.light([], []);
    panel.hide();
  };
  const showLit = () => frame.near(frame.boxes().filter((box) => light.has(+box.dataset.place)));
  const showHome = (numbers) => {
    const home = numbers.map((n) => homes.get(n)).find(Boolean);
    if (home && !frame.isSeen(home)) show(home);
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
    light.light([number, ...around], ways);
    panel.tellPlace(number);
    rove(box);
  };
  const pickJourney = (intent) => {
    if (!intent) return clear();
    const way = light.walk(intent);
    light.light(way.places, way.moves);
    panel.tellJourney(intent);
    showLit();
  };
  const pickFinding = (cause) => {
    choice.value = "";
    showHome(cause.places);
    const order = [...new Set(cause.witness.filter((stop) => "place" in stop).map((stop) => stop.place))];
    light.light(cause.places, cause.moves, order.length > 1 ? order : []);
    panel.tellFinding(cause);
    showLit();
  };
  const pickChange = (number) => {
    const change = report.changes.list[number];
    choice.value = "";
    const touches = (move) => move.state && [move.from, move.to].some((n) => change.places.includes(n));
    const ways = change.moves || moves.flatMap((move, n) => (touches(move) ? [n] : []));
    showHome(change.places);
    light.light([...change.places, ...ways.flatMap((n) => [moves[n].from, moves[n].to])], ways);
    panel.tellChange(number, ways);
    showLit();
  };
  // A sign on a line leads to the change that it is about, or to where the line begins.
  const pickMoves = (numbers) => {
    const list = report.changes ? report.changes.list : [];
    const change = list.findIndex((each) => (each.moves || []).some((n) => numbers.includes(n)));
    if (change >= 0) return pickChange(change);
    choice.value = "";
    light.light(numbers.flatMap((n) => [moves[n].from, moves[n].to]), numbers);
    panel.tellPlace(moves[numbers[0]].from);
  };

  const buttons = {
    light: (id) => pickFinding(causes.get(id)),
    change: (number) => pickChange(+number),
    journey: (intent) => {
      show(views[0].id);
      choice.value = intent;
      pickJourney(intent);
    },
  };
  for (const [name, act] of Object.entries(buttons)) {
    for (const button of document.querySelectorAll(`button[data-${name}]`)) {
      button.hidden = false;
      button.addEventListener("click", () => {
        act(button.dataset[name]);
        document.getElementById("map").scrollIntoView();
      });
    }
  }
  choice.addEventListener("change", () => pickJourney(choice.value));
  if (era) {
    era.addEventListener("change", () => {
      frame.showEra(era.value);
      rove(frame.boxes()[0], false);
      if (choice.value) pickJourney(choice.value);
    });
  }
  search.addEventListener("input", () => {
    const asked = search.value.trim().toLowerCase();
    canvas.querySelectorAll(".found").forEach((each) => each.classList.remove("found"));
    if (!asked) return;
    const fits = (p) => p.name.toLowerCase().includes(asked) || p.id.toLowerCase().includes(asked);
    const found = places.flatMap((place, n) => (fits(place) ? [n] : []));
    if (!found.length) return;
    if (!found.some((n) => frame.isSeen(homes.get(n)))) show(homes.get(found[0]));
    const chosen = frame.boxes().filter((box) => found.includes(+box.dataset.place));
    chosen.forEach((box) => box.classList.add("found"));
    frame.near(chosen);
  });
  search.addEventListener("keydown", (event) => {
    const first = event.key === "Enter" && frame.svg().querySelector(".found");
    if (first) pick(first);
  });
  back.addEventListener("click", () => show(views[0].id));
  document.getElementById("map-clear").addEventListener("click", () => { clear(); frame.fit(); });
  const zooms = { in: () => frame.zoom(0.75), out: () => frame.zoom(1.33), fit: frame.fit };
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => zooms[button.dataset.zoom]());
  }

  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && !canvas.contains(document.activeElement)) return;
    event.preventDefault();
    frame.zoom(event.deltaY > 0 ? 1.12 : 0.89, frame.point(event));
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
    moved += Math.abs(here.x - before.x) + Math.abs(here.y - before.y);
    if (moved > 4 && !canvas.hasPointerCapture(event.pointerId)) canvas.setPointerCapture(event.pointerId);
    if (fingers.size === 1) frame.pan(here.x - before.x, here.y - before.y);
    else {
      const other = [...fingers].find(([id]) => id !== event.pointerId)[1];
      const apart = (p) => Math.hypot(p.x - other.x, p.y - other.y) || 1;
      const middle = frame.point({ clientX: (here.x + other.x) / 2, clientY: (here.y + other.y) / 2 });
      frame.zoom(apart(before) / apart(here), middle);
    }
    fingers.set(event.pointerId, here);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(name, (event) => fingers.delete(event.pointerId));
  }
  canvas.addEventListener("click", (event) => {
    if (moved > 4) return;
    const [box, tag] = [".box", ".line-tag"].map((name) => event.target.closest(name));
    if (box) pick(box);
    else if (tag) pickMoves(tag.dataset.moves.split(" ").map(Number));
  });
  canvas.addEventListener("keydown", (event) => {
    const box = event.target.closest(".box");
    const leave = () => {
      clear();
      if (!back.hidden) show(views[0].id);
    };
    const keys = { "+": zooms.in, "=": zooms.in, "-": zooms.out, 0: zooms.fit, Escape: leave };
    if (box && event.key.startsWith("Arrow")) rove(beside(box, event.key) || box);
    else if (box && (event.key === "Enter" || event.key === " ")) pick(box);
    else if (keys[event.key]) keys[event.key]();
    else return;
    event.preventDefault();
  });
  rove(frame.boxes()[0], false);
})();
