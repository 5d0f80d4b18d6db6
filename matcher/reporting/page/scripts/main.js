// Start: unpack the data, draw the page, and answer keys and changes of the address.

const SEARCH_DELAY = 60; // milliseconds of quiet before a search

const refresh = () => {
  const query = parseQuery(state.query, model.index);
  view.fits = compileQuery(query, model.search);
  const facets = model.facets.filter((facet) => state.facets[facet.name]);
  const places = [];
  for (let place = 0; place < model.count; place += 1) {
    if (view.fits(place) && facets.every((facet) => fitsFacet(facet, place))) places.push(place);
  }
  view.places = sortPlaces(places);
  drawTable();
  drawFacets();
  drawChips();
  drawCompareButton();
  byId("order").value = (state.down ? "-" : "") + state.sort;
  writeState();
};

const reset = () => {
  state.query = "";
  state.facets = {};
  byId("query").value = "";
  byId("list").scrollTop = 0;
  refresh();
};

const folded = (text) => ` ${fold(text)} `;

const startModel = (data) => {
  Object.assign(model, {
    role: data.role, profile: data.profile, as_of: data.as_of, inBlock: data.in_block, weak: data.weak, cap: data.cap,
    fixed: data.fixed, lines: data.lines, bands: data.bands, skills: data.skills, columns: data.columns,
    count: data.columns.rank.length,
  });
  model.digest = `${model.count} ${data.columns.sha256[0]} ${data.columns.sha256[model.count - 1]}`;
  model.fixedLine = data.lines.findIndex((line) => !line.necessity);
  model.index = skillIndex(data.skills);
  const byName = data.columns.document.map((_, place) => place).sort((a, b) => compareNames(data.columns.document[a], data.columns.document[b]));
  model.nameOrder = new Array(model.count);
  byName.forEach((place, n) => { model.nameOrder[place] = n; });
  const fields = {
    name: (place) => data.columns.name[place],
    title: (place) => [data.columns.title[place], ...data.columns.titles[place]].join(" | "),
    employer: (place) => data.columns.employers[place].join(" | "),
    place: (place) => data.columns.place[place],
    file: (place) => data.columns.document[place],
  };
  const kept = new Map();
  const texts = (field, place) => {
    if (!kept.has(field)) kept.set(field, []);
    const row = kept.get(field);
    if (row[place] === undefined) {
      row[place] = field ? folded(fields[field](place)) : FIELDS.map((name) => texts(name, place)).join("\n");
    }
    return row[place];
  };
  const [year, month] = data.as_of.split("-").map(Number);
  model.search = { texts, skills: (place) => data.columns.skills[place], now: year * 12 + month - 1 };
  model.facets = makeFacets();
  model.sorts = makeSorts();
};

// Order names as matcher does: by their UTF-8 bytes, which is by code point.
const compareNames = (a, b) => {
  const [x, y] = [Array.from(a), Array.from(b)];
  for (let n = 0; n < Math.min(x.length, y.length); n += 1) {
    if (x[n] !== y[n]) return x[n].codePointAt(0) - y[n].codePointAt(0);
  }
  return x.length - y.length;
};

const toggle = (id, draw) => {
  const box = byId(id), button = byId(`open-${id}`);
  box.hidden = !box.hidden;
  button.setAttribute("aria-expanded", String(!box.hidden));
  draw();
};

const startControls = () => {
  const order = byId("order");
  order.replaceChildren(...model.sorts.flatMap(({ name, label, first }) => {
    const usual = name === "rank" ? "" : first === "down" ? "-" : "";
    return [make("option", { value: usual + name }, label), make("option", { value: (usual ? "" : "-") + name }, `${label}, reversed`)];
  }));
  order.addEventListener("change", () => sortBy(order.value.replace(/^-/, ""), order.value.startsWith("-")));
  byId("known").replaceChildren(...model.skills.map(([name]) => name).sort().map((name) => make("option", { value: name })));
  let waiting = 0;
  byId("query").addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { state.query = event.target.value.trim(); byId("list").scrollTop = 0; refresh(); }, SEARCH_DELAY);
  });
  byId("controls").addEventListener("submit", (event) => event.preventDefault());
  byId("reset").addEventListener("click", reset);
  byId("open-facets").addEventListener("click", () => toggle("facets", drawFacets));
  byId("open-whatif").addEventListener("click", () => toggle("whatif", drawWhatif));
  byId("open-compare").addEventListener("click", openCompare);
  let frame = 0;
  byId("list").addEventListener("scroll", () => { cancelAnimationFrame(frame); frame = requestAnimationFrame(scrolled); });
  addEventListener("resize", drawRows);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox" && event.target.type !== "radio";
    if (event.key === "Escape" && state.open >= 0) { closePanel(); event.preventDefault(); }
    if (typing) return;
    if (event.key === "/") { byId("query").focus(); event.preventDefault(); }
    if (event.key === "j" || event.key === "J") stepPanel(1);
    if (event.key === "k" || event.key === "K") stepPanel(-1);
  });
  addEventListener("hashchange", recall);
};

const recall = () => {
  if (/^#(ranking|review|duplicates|failed|tail)$/.test(location.hash)) return;
  readState();
  byId("query").value = state.query;
  view.current = compute(state.weights);
  refresh();
  drawWhatif();
  if (state.open >= 0) openPanel(state.open, false);
};

const start = async () => {
  byId("open-how").addEventListener("click", () => byId("how").showModal());
  if (!byId("data")) return;
  startModel(await unpack("data"));
  recallDecisions();
  startControls();
  startDecisions();
  startPrint();
  byId("controls").hidden = false;
  document.querySelector(".tools").hidden = false;
  document.body.classList.add("live");
  recall();
};

start();
