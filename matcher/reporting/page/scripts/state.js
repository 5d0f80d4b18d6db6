// What is shown: filled by main.js once the data is unpacked. `view` holds what is computed from data and state.

const model = {};
const state = { query: "", facets: {}, sort: "rank", down: false, open: -1, compare: [], weights: null };
const view = { fits: () => true, places: [] };

const column = (name) => model.columns[name];
const nameOf = (place) => column("name")[place] || column("document")[place];

// Whether a requirement is shown, weak or missing. Weak: less than a set share of its points.
const standingOf = (earned, possible) => (earned <= 0 ? "missing" : earned < model.weak * possible ? "weak" : "shown");

// The state is kept after the "#", so that a view can be bookmarked and sent: #q=django&fit=strong&sort=-months
const writeState = () => {
  const words = new URLSearchParams();
  if (state.query) words.set("q", state.query);
  for (const [name, values] of Object.entries(state.facets)) if (values.length) words.set(name, values.join("|"));
  if (state.sort !== "rank" || state.down) words.set("sort", (state.down ? "-" : "") + state.sort);
  if (state.compare.length) words.set("compare", state.compare.map((place) => column("sha256")[place]).join("|"));
  if (state.weights) words.set("weights", state.weights.join("|"));
  if (state.open >= 0) words.set("open", column("sha256")[state.open]);
  const text = words.toString();
  try { history.replaceState(null, "", text ? `#${text}` : "#"); } catch { /* some browsers forbid it for local files */ }
};

const readState = () => {
  const words = new URLSearchParams(location.hash.slice(1));
  state.query = words.get("q") || "";
  state.facets = {};
  for (const { name } of model.facets) {
    const values = (words.get(name) || "").split("|").filter(Boolean);
    if (values.length) state.facets[name] = values;
  }
  const sort = words.get("sort") || "rank";
  state.down = sort.startsWith("-");
  state.sort = sort.replace(/^-/, "");
  if (!model.sorts.some(({ name }) => name === state.sort)) [state.sort, state.down] = ["rank", false];
  const placeOf = (sha) => column("sha256").indexOf(sha);
  state.compare = (words.get("compare") || "").split("|").map(placeOf).filter((place) => place >= 0).slice(0, MOST_COMPARED);
  const weights = (words.get("weights") || "").split("|").map(Number);
  const usable = weights.length === model.lines.length && weights.every((w) => w >= 0 && Number.isFinite(w));
  state.weights = usable && weights.some((w, n) => w > 0 && model.lines[n].necessity) ? weights : null;
  state.open = words.has("open") ? placeOf(words.get("open")) : -1;
};
