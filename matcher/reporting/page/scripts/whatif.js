// Other weights: points, ranks and fits of all candidates, computed here as `matcher rerank` computes them.

const baseWeights = () => model.lines.map((line) => (line.necessity ? line.weight : model.fixed / 100));

const compute = (weights) => {
  const possible = weights ? possibleHundredths(model.lines, weights, Math.round(weights[model.fixedLine] * 100) || 0)
    : model.lines.map((line) => line.possible);
  const enough = model.lines.map((line) => line.enough);
  const earned = weights ? column("totals").map((totals) => linePoints(totals, possible, enough, model.cap)) : column("points");
  const scores = earned.map((row) => row.reduce((a, b) => a + b, 0));
  const { order, ranks } = rankScores(scores, model.nameOrder);
  const counts = new Map();
  ranks.forEach((rank) => counts.set(rank, (counts.get(rank) || 0) + 1));
  const musts = model.lines.map((line, n) => (line.necessity === "must" ? n : -1)).filter((n) => n >= 0);
  const fits = scores.map((score, place) => fitOf(model.bands, score, musts.every((n) => earned[place][n] > 0)));
  return { possible, points: earned, scores, order, ranks, counts, fits, changed: !!weights };
};

const setWeights = (weights) => {
  const base = baseWeights();
  state.weights = weights && weights.some((w, n) => w !== base[n]) ? weights : null;
  view.current = compute(state.weights);
  refresh();
  drawMoves();
};

const drawMoves = () => {
  const list = byId("moves");
  if (!list) return;
  if (!state.weights) { list.replaceChildren(make("li", {}, "These are the profile's own weights.")); return; }
  const moved = column("rank").map((before, place) => ({ place, before, now: view.current.ranks[place] })).filter((m) => m.before !== m.now);
  const entered = moved.filter((m) => m.now <= 10 && m.before > 10).sort((a, b) => a.now - b.now);
  const left = moved.filter((m) => m.now > 10 && m.before <= 10).sort((a, b) => a.before - b.before);
  const words = (m) => make("li", {}, `${nameOf(m.place)}: ${m.before} → ${m.now}`);
  list.replaceChildren(
    make("li", {}, moved.length ? `${plural(moved.length, "candidate")} change their rank.` : "Nobody changes their rank."),
    entered.length ? make("li", {}, "New among the first ten:", make("ul", {}, entered.map(words))) : null,
    left.length ? make("li", {}, "No longer among the first ten:", make("ul", {}, left.map(words))) : null);
};

const profileText = () => {
  const quoted = (text) => JSON.stringify(text);
  const weights = state.weights || baseWeights();
  return [
    `# Other weights, chosen in a report of ${model.profile.id}, version ${model.profile.version}.`,
    "# Use it: matcher rerank REPORT --profile weights.toml",
    "# If the role is not one of matcher's own, put the name of its file here, and this file beside it.",
    `based_on = ${quoted(model.profile.id)}`,
    ...(model.fixedLine >= 0 ? [`tfidf_weight = ${weights[model.fixedLine]}`] : []),
    "", "[weights]",
    ...model.lines.map((line, n) => (line.necessity ? `${quoted(line.requirement)} = ${weights[n]}` : "")).filter(Boolean), "",
  ].join("\n");
};

const drawWhatif = () => {
  const box = byId("whatif");
  if (box.hidden) return;
  const weights = state.weights || baseWeights();
  const most = Math.max(40, ...baseWeights().map((w) => 2 * w));
  box.replaceChildren(
    make("p", {}, "Move a weight: all candidates are ranked anew, as matcher would with such a profile."),
    ...model.lines.map((line, n) => {
      const output = make("output", {}, String(weights[n]));
      const input = make("input", { type: "range", min: 0, max: line.necessity ? most : 40, step: 1, value: weights[n],
        "aria-label": `Weight of ${line.label}`,
        oninput: (event) => {
          const now = [...(state.weights || baseWeights())];
          now[n] = Number(event.target.value);
          if (!now.some((w, m) => w > 0 && model.lines[m].necessity)) { event.target.value = output.textContent; return; }
          output.textContent = String(now[n]);
          setWeights(now);
        } });
      input.value = weights[n];
      return make("label", { class: "weight" }, make("span", {}, line.label), input, output);
    }),
    make("p", {}, make("button", { type: "button", onclick: () => { setWeights(null); drawWhatif(); } }, "The profile's weights"), " ",
      make("button", { type: "button", onclick: () => saveFile("weights.toml", profileText(), "application/toml") }, "Save as TOML")),
    make("ul", { id: "moves", "aria-live": "polite" }));
  drawMoves();
};
