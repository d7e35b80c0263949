// The part of the picture that is seen: which drawing, how near, and which of before and now.
const openFrame = (canvas, panel, views) => {
  const drawings = new Map([...canvas.querySelectorAll("svg.map")].map((svg) => [svg.dataset.view, svg]));
  const frames = new Map();
  const unseen = { now: "gone", before: "new" };
  let current = views[0].id;
  let era = "";

  const svg = () => drawings.get(current);
  const boxes = () => [...svg().querySelectorAll(".box")].filter((box) => !box.classList.contains(unseen[era]));
  const whole = () => ({ x: 0, y: 0, width: +svg().dataset.width, height: +svg().dataset.height });
  const seen = () => frames.get(current) || whole();
  const look = (part) => {
    const most = whole();
    const broadest = Math.max(most.width, (most.height * canvas.clientWidth) / canvas.clientHeight);
    const width = Math.min(Math.max(part.width, 160), broadest * 1.3);
    const scale = width / part.width;
    const found = {
      x: part.x + (part.width - width) / 2,
      y: part.y + (part.height * (1 - scale)) / 2,
      width,
      height: part.height * scale,
    };
    frames.set(current, found);
    const numbers = [found.x, found.y, found.width, found.height].map((n) => Math.round(n * 10) / 10);
    svg().setAttribute("viewBox", numbers.join(" "));
  };
  const zoom = (factor, middle) => {
    const now = seen();
    const at = middle || { x: now.x + now.width / 2, y: now.y + now.height / 2 };
    look({
      x: at.x - (at.x - now.x) * factor,
      y: at.y - (at.y - now.y) * factor,
      width: now.width * factor,
      height: now.height * factor,
    });
  };
  const fit = () => look(whole());
  const pan = (dx, dy) => {
    const now = seen();
    const scale = 1 / svg().getScreenCTM().a;
    look({ ...now, x: now.x - dx * scale, y: now.y - dy * scale });
  };
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
  const follow = (box) => {
    const part = seen();
    const [x, y] = [+box.dataset.x, +box.dataset.y];
    if (x >= part.x && y >= part.y && x <= part.x + part.width && y <= part.y + part.height) return;
    look({ ...part, x: x - part.width / 2, y: y - part.height / 2 });
  };

  // A picture that could not be read as a whole is seen from its beginning.
  const start = () => {
    const { width: broad, height: high } = whole();
    const scale = Math.min(canvas.clientWidth / broad, canvas.clientHeight / high);
    if (scale >= 0.55) return;
    const width = canvas.clientWidth / 0.7;
    const height = canvas.clientHeight / 0.7;
    look({ x: Math.min(0, (broad - width) / 2), y: Math.min(0, (high - height) / 2), width, height });
  };
  const show = (id) => {
    current = id;
    for (const [name, drawing] of drawings) drawing.toggleAttribute("hidden", name !== id);
    if (!frames.has(id)) start();
  };
  const showEra = (name) => {
    era = name;
    canvas.dataset.era = name;
  };
  // As high as the picture needs where it is as wide as the page, within what a screen shows.
  const grow = () => {
    const { width, height } = whole();
    const high = (canvas.clientWidth * height) / width;
    canvas.style.height = `${Math.round(Math.min(Math.max(high, 360), innerHeight * 0.82))}px`;
  };

  // On paper it is whole, wherever it was looked at.
  addEventListener("beforeprint", () => {
    const { width, height } = whole();
    svg().setAttribute("viewBox", `0 0 ${width} ${height}`);
  });
  addEventListener("afterprint", () => look(seen()));

  addEventListener("resize", grow);
  grow();
  start();
  return {
    svg, boxes, look, zoom, fit, pan, point, near, follow, show, showEra,
    isSeen: (id) => id === current,
    isPast: () => era === "before",
  };
};
