// The filters beside the table: in each, any of the chosen values fits; all filters must fit.

const YEARS = [["under 2 years", 0, 24], ["2 to 5 years", 24, 60], ["5 to 10 years", 60, 120], ["10 years and more", 120, 1e6]];
const DECISIONS = ["shortlist", "maybe", "reject", "open"];

// Each filter: its name in the address, its heading, its values in order, and the values of a candidate.
const makeFacets = () => {
  const facets = [];
  if (model.bands.length) {
    facets.push({ name: "fit", label: "Fit", values: model.bands.map((b) => b.label), of: (place) => [view.current.fits[place]] });
  }
  facets.push({ name: "decision", label: "Decision", values: DECISIONS, of: (place) => [decisionOf(place).decision || "open"] });
  model.lines.forEach((line, n) => {
    if (line.necessity !== "must") return;
    facets.push({
      name: `must-${line.key}`, label: line.label, values: ["shown", "weak", "missing"],
      of: (place) => [standingOf(view.current.points[place][n], view.current.possible[n])],
    });
  });
  facets.push({
    name: "years", label: "Experience", values: YEARS.map(([label]) => label),
    of: (place) => [YEARS.find(([, low, high]) => column("months")[place] >= low && column("months")[place] < high)[0]],
  });
  const codes = [...new Set(column("warnings").flat())].sort();
  if (codes.length) {
    facets.push({ name: "warning", label: "Warnings", values: ["none", ...codes],
      of: (place) => (column("warnings")[place].length ? column("warnings")[place] : ["none"]) });
  }
  return facets;
};

const fitsFacet = (facet, place) => {
  const chosen = state.facets[facet.name];
  return !chosen || facet.of(place).some((value) => chosen.includes(value));
};

const drawFacets = () => {
  const box = byId("facets");
  if (box.hidden) return;
  const focused = document.activeElement && document.activeElement.dataset && document.activeElement.dataset.value;
  box.replaceChildren(...model.facets.map((facet) => {
    // Counted among the candidates that all the other filters let through.
    const others = model.facets.filter((other) => other !== facet && state.facets[other.name]);
    const counts = new Map();
    for (let place = 0; place < model.count; place += 1) {
      if (!view.fits(place) || !others.every((other) => fitsFacet(other, place))) continue;
      for (const value of facet.of(place)) counts.set(value, (counts.get(value) || 0) + 1);
    }
    const chosen = state.facets[facet.name] || [];
    const values = facet.values.filter((value) => counts.has(value) || chosen.includes(value));
    return make("fieldset", {}, make("legend", {}, facet.label), values.map((value) =>
      make("label", {},
        make("input", {
          type: "checkbox", checked: chosen.includes(value), "data-value": `${facet.name} ${value}`,
          onchange: (event) => {
            const now = new Set(state.facets[facet.name] || []);
            if (event.target.checked) now.add(value);
            else now.delete(value);
            if (now.size) state.facets[facet.name] = [...now];
            else delete state.facets[facet.name];
            refresh();
          },
        }),
        make("span", {}, value), make("span", { class: "count" }, String(counts.get(value) || 0)))));
  }), make("button", { type: "button", onclick: reset }, "Show all candidates"));
  if (focused) [...box.querySelectorAll("input")].find((input) => input.dataset.value === focused)?.focus();
};

// The search terms as chips: a skill with its level and recency, to be changed or removed.
const drawChips = () => {
  const list = tokens(state.query);
  const found = [];
  const walk = (node, not) => {
    if (node.kind === "not") walk(node.node, !not);
    else if (node.nodes) node.nodes.forEach((child) => walk(child, not));
    else found.push({ ...node, not });
  };
  walk(parseQuery(state.query, model.index), false);
  // A query with OR or brackets is changed in the box itself; a plain one also by its chips.
  const plain = list.every((token) => token.kind === "word");
  const write = (chips) => {
    state.query = chips.map((chip) => {
      const quoted = (words) => (/[\s:]/.test(words) ? `"${words}"` : words);
      const sign = chip.not ? "-" : "";
      if (chip.kind === "text") return sign + (chip.field ? `${chip.field}:` : "") + quoted(chip.words);
      const level = Object.keys(LEVELS).find((name) => LEVELS[name] === chip.level);
      const last = (level ? `:${level}` : "") + (chip.years ? `:${chip.years}y` : "");
      return sign + (/[\s]/.test(chip.text) && !last && !sign ? chip.text : chip.text.replace(/\s+/g, " ")) + last;
    }).join(" ");
    byId("query").value = state.query;
    refresh();
  };
  byId("chips").replaceChildren(...found.map((chip, n) => {
    const change = (values) => write(found.map((other, m) => (m === n ? { ...other, ...values } : other)));
    const name = chip.kind === "skill" ? chip.numbers.map((number) => model.skills[number][0]).join(" or ") : chip.words;
    const parts = [make("b", {}, (chip.not ? "not " : "") + (chip.field ? `${chip.field}: ` : "") + name)];
    if (chip.kind === "skill" && plain) {
      const options = (pairs, chosen) => pairs.map(([value, label]) => make("option", { value, selected: value === chosen }, label));
      parts.push(
        make("select", { "aria-label": `Evidence for ${name}`, onchange: (e) => change({ level: Number(e.target.value) }) },
          options([[0, "anywhere"], [2, "in a project or job"], [3, "in a job"]], chip.level === 1 ? 0 : chip.level)),
        make("select", { "aria-label": `How recently ${name}`, onchange: (e) => change({ years: Number(e.target.value) }) },
          options([[0, "at any time"], ...[...new Set([1, 2, 3, 5, 10, chip.years || 1])].sort((a, b) => a - b)
            .map((y) => [y, `in the last ${y === 1 ? "year" : `${y} years`}`])], chip.years)));
    }
    if (plain) {
      parts.push(make("button", { type: "button", "aria-label": `Remove ${name}`,
        onclick: () => write(found.filter((_, m) => m !== n)) }, "×"));
    }
    return make("li", { class: chip.kind }, parts);
  }));
};
