// What lights up on the picture: places, ways, and the order of a proof.
const openLight = (frame, views) => {
  const { moves, starts } = report.map;
  let lit = { places: new Set(), moves: new Set(), order: [] };

  const number = (drawing, place, said) => {
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
    text.textContent = said;
    group.append(disc, text);
    box.append(group);
  };
  const paint = () => {
    const drawing = frame.svg();
    const any = lit.places.size > 0 || lit.moves.size > 0;
    drawing.classList.toggle("lighting", any);
    for (const box of drawing.querySelectorAll(".box")) {
      const view = box.dataset.group && views.find((each) => each.id === box.dataset.group);
      const on = view ? view.boxes.some((each) => lit.places.has(each.place)) : lit.places.has(+box.dataset.place);
      box.classList.toggle("lit", any && on);
    }
    for (const line of drawing.querySelectorAll(".line, .line-tag")) {
      line.classList.toggle("lit", line.dataset.moves.split(" ").some((n) => lit.moves.has(+n)));
    }
    drawing.querySelectorAll(".step-number").forEach((each) => each.remove());
    lit.order.forEach((place, n) => number(drawing, place, n + 1));
  };
  const light = (chosen, ways, order = []) => {
    lit = { places: new Set(chosen), moves: new Set(ways), order };
    paint();
  };
  // The ways of a contact reason: those of now, or of before where that is shown.
  const walk = (intent) => {
    const closed = frame.isPast() ? "new" : "gone";
    const seen = new Set(starts[intent] || []);
    const taken = [];
    const leaving = new Map();
    moves.forEach((move, n) => leaving.set(move.from, (leaving.get(move.from) || []).concat(n)));
    for (const place of seen) {
      for (const n of leaving.get(place) || []) {
        if (moves[n].state === closed) continue;
        if (moves[n].intents && !moves[n].intents.includes(intent)) continue;
        taken.push(n);
        seen.add(moves[n].to);
      }
    }
    return { places: [...seen], moves: taken };
  };
  return { paint, light, walk, has: (place) => lit.places.has(place) };
};
