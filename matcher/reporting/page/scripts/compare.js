// Two to five candidates side by side: requirement by requirement, the decisive differences first in sight.

const MOST_COMPARED = 5;

const pick = (place, chosen) => {
  state.compare = state.compare.filter((other) => other !== place);
  if (chosen) state.compare.push(place);
  if (state.compare.length > MOST_COMPARED) state.compare.shift();
  writeState();
  drawCompareButton();
  drawRows();
};

const drawCompareButton = () => {
  const count = state.compare.length;
  byId("open-compare").disabled = count < 2;
  byId("open-compare").textContent = count ? `Compare ${count}` : "Compare";
};

const openCompare = async () => {
  const places = [...state.compare].sort((a, b) => view.current.ranks[a] - view.current.ranks[b] || a - b);
  const stories = await Promise.all(places.map(storyOf));
  const best = stories.map(({ html }) => {
    const content = parseStory(html);
    return Object.fromEntries([...content.querySelectorAll(".line")].map((line) => [line.dataset.line, line.querySelector(".quotes li")]));
  });
  const current = view.current;
  const spread = model.lines.map((_, n) => {
    const earned = places.map((place) => current.points[place][n]);
    return Math.max(...earned) - Math.min(...earned);
  });
  const order = model.lines.map((_, n) => n).sort((a, b) => spread[b] - spread[a] || a - b);
  const most = spread[order[0]];
  const cell = (place, n, quote) => {
    const [earned, possible] = [current.points[place][n], current.possible[n]];
    const top = earned === Math.max(...places.map((other) => current.points[other][n]));
    const proof = quote ? quote.cloneNode(true) : null;
    return make("td", {}, make("p", { class: "earned" }, top && spread[n] > 0 ? make("b", {}, points(earned)) : points(earned), make("small", {}, ` of ${points(possible)}`)),
      makeBar([{ x: 0, width: possible ? (100 * earned) / possible : 0, colour: `q${model.lines[n].colour}` }], "bar mini"),
      proof ? make("ul", { class: "quotes" }, proof) : earned > 0 ? null : make("p", { class: "nothing" }, "nothing found"));
  };
  byId("compare-body").replaceChildren(
    make("p", {}, most > 0
      ? ["What decides: ", make("b", {}, model.lines[order[0]].label), ` (${points(most)} points between the best and the last here). The requirements are ordered by this difference.`]
      : "These candidates earn the same for every requirement."),
    make("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Comparison" }, make("table", { class: "compare" },
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Requirement"), places.map((place) =>
        make("th", { scope: "col" }, make("b", {}, nameOf(place)), make("small", {}, column("title")[place]),
          make("small", {}, `${points(current.scores[place])} points${current.fits[place] ? `, ${current.fits[place]}` : ""} · rank ${rankText(place)}`))))),
      make("tbody", {}, order.map((n) => make("tr", {},
        make("th", { scope: "row" }, model.lines[n].label, make("small", {}, spread[n] ? `difference ${points(spread[n])}` : "no difference")),
        places.map((place, m) => cell(place, n, best[m][model.lines[n].key]))))),
      make("tfoot", {}, make("tr", {}, make("th", { scope: "row" }, "Experience"), places.map((place) => make("td", {}, yearsText(column("months")[place]))))))));
  byId("compare").showModal();
};
