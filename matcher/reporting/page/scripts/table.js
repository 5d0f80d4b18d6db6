// The table: only the rows in sight are elements, so that ten thousand candidates scroll like ten.

const OVERSCAN = 12; // rows above and below those in sight, for quick scrolling

const makeSorts = () => [
  { name: "rank", label: "Rank", of: (place) => view.current.ranks[place], first: "up" },
  { name: "name", label: "Candidate", of: (place) => fold(nameOf(place)), first: "up" },
  { name: "score", label: "Score", of: (place) => view.current.scores[place], first: "down" },
  ...model.lines.map((line, n) => ({ name: line.key, label: line.label, of: (place) => view.current.points[place][n], first: "down", line: n })),
  { name: "months", label: "Experience", of: (place) => column("months")[place], first: "down" },
  { name: "decision", label: "Decision", of: (place) => DECISIONS.indexOf(decisionOf(place).decision || "open"), first: "up" },
];

const sortBy = (name, down) => {
  const sort = model.sorts.find((s) => s.name === name);
  state.sort = name;
  state.down = down === undefined ? (name === "rank" ? false : sort.first === "down") : down;
  refresh();
};

const sortPlaces = (places) => {
  if (state.sort === "rank" && !state.down) {
    const chosen = new Set(places);
    return view.current.order.filter((place) => chosen.has(place));
  }
  const sort = model.sorts.find((s) => s.name === state.sort);
  const sign = state.down ? -1 : 1;
  const keys = new Map(places.map((place) => [place, sort.of(place)]));
  const after = view.current.order;
  const position = new Array(model.count);
  after.forEach((place, n) => { position[place] = n; });
  return places.sort((a, b) => {
    const x = keys.get(a), y = keys.get(b);
    return (x < y ? -sign : x > y ? sign : 0) || position[a] - position[b];
  });
};

const drawHead = () => {
  const head = byId("table").tHead.rows[0];
  const shown = model.sorts.filter((s) => s.name !== "months" && s.name !== "decision");
  const cell = (sort) => {
    const chosen = sort.name === state.sort;
    return make("th", {
      scope: "col", class: sort.line === undefined ? `c-${sort.name}` : "c-line",
      "aria-sort": chosen ? (state.down ? "descending" : "ascending") : null,
    }, make("button", { type: "button", title: sort.label,
      onclick: () => sortBy(sort.name, chosen ? !state.down : undefined) }, make("span", {}, sort.label)));
  };
  head.replaceChildren(
    make("th", { scope: "col", class: "c-pick" }, make("span", { class: "hidden" }, "Compare")),
    ...shown.slice(0, 3).map(cell), ...shown.slice(3).map(cell),
    make("th", { scope: "col", class: "c-top" }, "Top skills"),
    cell(model.sorts.find((s) => s.name === "months")), cell(model.sorts.find((s) => s.name === "decision")));
};

const rankText = (place) => {
  const { ranks, counts } = view.current;
  const rank = ranks[place];
  const tied = counts.get(rank) > 1;
  const close = !view.current.changed && column("group")[place] > 0 && column("group")[place] < rank;
  return `${rank}${tied ? "=" : close ? "≈" : ""}`;
};

const yearsText = (months) => (months ? `${(months / 12).toFixed(1)} y` : "–");

const drawRow = (place, number) => {
  const current = view.current;
  const [best, worst] = [column("best")[place], column("worst")[place]];
  const moved = current.changed ? column("rank")[place] - current.ranks[place] : 0;
  const decision = decisionOf(place);
  const warnings = column("warnings")[place];
  const row = make("tr", { "data-place": place, "aria-rowindex": number + 2, class: place === state.open ? "open" : null },
    make("td", { class: "c-pick" }, make("input", {
      type: "checkbox", "aria-label": `Compare ${nameOf(place)}`, checked: state.compare.includes(place),
      onchange: (event) => pick(place, event.target.checked),
    })),
    make("td", { class: "c-rank" }, make("b", {}, rankText(place)),
      current.changed
        ? make("small", { class: moved > 0 ? "up" : moved < 0 ? "down" : null }, moved ? `${moved > 0 ? "▲" : "▼"}${Math.abs(moved)}` : "=")
        : best !== worst && make("small", { title: "The rank stays within this range when weights and the date move a little" }, `${best}–${worst}`)),
    make("th", { scope: "row", class: "c-name" },
      make("a", { href: `#open=${column("sha256")[place]}`, onclick: (event) => { event.preventDefault(); openPanel(place); } }, nameOf(place)),
      warnings.length ? make("abbr", { class: "warn", title: warnings.join(", ") }, ` ⚠${warnings.length}`) : null,
      make("small", {}, column("title")[place] || (column("name")[place] ? column("document")[place] : ""))),
    make("td", { class: "c-score", title: `${points(current.scores[place])} points` },
      make("b", {}, String(Math.round(current.scores[place] / 100))), make("small", {}, current.fits[place])),
    model.lines.map((line, n) => {
      const [earned, possible] = [current.points[place][n], current.possible[n]];
      const heat = possible ? Math.round((5 * earned) / possible) : 0;
      return make("td", { class: `c-line h${heat}`, title: `${line.label}: ${points(earned)} of ${points(possible)}` },
        `${Math.round(earned / 100)}/${Math.round(possible / 100)}`);
    }),
    make("td", { class: "c-top" }, column("top")[place].join(", ")),
    make("td", { class: "c-months" }, yearsText(column("months")[place])),
    make("td", { class: "c-decision" }, make("span", { class: `d-${decision.decision || "open"}` }, decision.decision || "")));
  return row;
};

const rowHeight = () => (matchMedia("(max-width: 46rem)").matches ? 62 : 37);

const drawRows = () => {
  const list = byId("list"), body = byId("table").tBodies[0];
  const height = rowHeight();
  const first = Math.max(0, Math.floor(list.scrollTop / height) - OVERSCAN);
  const last = Math.min(view.places.length, Math.ceil((list.scrollTop + list.clientHeight) / height) + OVERSCAN);
  const space = (rows) => make("tr", { class: "space", "aria-hidden": "true" }, make("td"));
  const above = space(), below = space();
  above.firstChild.style.height = `${first * height}px`;
  below.firstChild.style.height = `${(view.places.length - last) * height}px`;
  const focused = document.activeElement?.closest?.("#table tbody tr[data-place]");
  const at = focused && [Number(focused.dataset.place), document.activeElement.tagName];
  body.replaceChildren(above, ...view.places.slice(first, last).map((place, n) => drawRow(place, first + n)), below);
  if (at) body.querySelector(`tr[data-place="${at[0]}"] ${at[1].toLowerCase()}`)?.focus({ preventScroll: true });
  view.drawn = `${first} ${last}`;
};

const scrolled = () => {
  const list = byId("list"), height = rowHeight();
  const first = Math.max(0, Math.floor(list.scrollTop / height) - OVERSCAN);
  const last = Math.min(view.places.length, Math.ceil((list.scrollTop + list.clientHeight) / height) + OVERSCAN);
  if (view.drawn !== `${first} ${last}`) drawRows();
};

const drawTable = () => {
  drawHead();
  const table = byId("table");
  table.setAttribute("aria-rowcount", view.places.length + 1);
  const sort = model.sorts.find((s) => s.name === state.sort);
  byId("sorted").textContent = `Candidates in order of ${sort.label}, ${state.down ? "descending" : "ascending"}`;
  byId("empty").hidden = view.places.length > 0;
  byId("shown").textContent = view.places.length === model.count
    ? plural(model.count, "candidate") : `${view.places.length.toLocaleString("en")} of ${plural(model.count, "candidate")}`;
  drawRows();
};

const scrollToPlace = (place) => {
  const n = view.places.indexOf(place);
  if (n < 0) return;
  const list = byId("list"), height = rowHeight(), head = byId("table").tHead.offsetHeight;
  const [top, room] = [n * height, list.clientHeight - head];
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + height > list.scrollTop + room) list.scrollTop = top + height - room;
};
