// Print what was chosen, and nothing else of the page.

const ROWS_ON_PAGE = 40;

const printSummary = () => {
  const pages = [];
  for (let at = 0; at < view.places.length; at += ROWS_ON_PAGE) {
    pages.push(make("section", { class: "sheet wide" },
      make("h2", {}, `${model.role}: ${at + 1} to ${Math.min(at + ROWS_ON_PAGE, view.places.length)} of ${plural(view.places.length, "candidate")}, as of ${model.as_of}`),
      make("table", { class: "print-summary" },
        make("thead", {}, make("tr", {}, ["Rank", "Candidate", "Score", "Fit", ...model.lines.map((line) => line.label), "Experience", "Decision"].map((t) => make("th", { scope: "col" }, t)))),
        make("tbody", {}, view.places.slice(at, at + ROWS_ON_PAGE).map((place) => make("tr", {},
          make("td", {}, rankText(place)), make("th", { scope: "row" }, nameOf(place)), make("td", {}, points(view.current.scores[place])),
          make("td", {}, view.current.fits[place]),
          model.lines.map((_, n) => make("td", {}, String(Math.round(view.current.points[place][n] / 100)))),
          make("td", {}, yearsText(column("months")[place])), make("td", {}, decisionOf(place).decision)))))));
  }
  return pages;
};

const printStory = async (place, short) => {
  const { html } = await storyOf(place);
  const story = parseStory(html);
  if (short) story.querySelectorAll(".more, .skills, .terms").forEach((element) => element.remove());
  else story.querySelectorAll("details").forEach((element) => { element.open = true; });
  story.querySelectorAll("button").forEach((element) => element.remove());
  const note = decisionOf(place).note;
  const sheet = make("section", { class: short ? "sheet short" : "sheet" },
    make("h2", {}, nameOf(place)),
    make("p", {}, `${points(view.current.scores[place])} points${view.current.fits[place] ? `, ${view.current.fits[place]}` : ""} · rank ${rankText(place)} of ${model.count} · ${column("title")[place]} · ${column("document")[place]}`),
    note ? make("p", { class: "note" }, `Note: ${note}`) : null);
  sheet.append(story);
  return sheet;
};

const printOut = async (what) => {
  const room = byId("printout");
  byId("print").close();
  if (what === "summary") room.replaceChildren(...printSummary());
  else {
    const places = what === "shortlist" ? view.current.order.filter((place) => decisionOf(place).decision === "shortlist") : view.places;
    if (!places.length) { room.replaceChildren(make("p", {}, "Nobody is shortlisted.")); }
    else {
      const sheets = [];
      for (const place of places) sheets.push(await printStory(place, what === "shortlist"));
      room.replaceChildren(...sheets);
    }
  }
  document.body.classList.add("printing");
  window.print();
};

const startPrint = () => {
  byId("open-print").addEventListener("click", () => byId("print").showModal());
  byId("print").addEventListener("click", (event) => {
    const button = event.target.closest("[data-print]");
    if (button) printOut(button.dataset.print);
  });
  // Printing from the browser's own menu prints the summary of the list.
  addEventListener("beforeprint", () => {
    if (!document.body.classList.contains("printing")) byId("printout").replaceChildren(...printSummary());
  });
  addEventListener("afterprint", () => {
    document.body.classList.remove("printing");
    byId("printout").replaceChildren();
  });
};
