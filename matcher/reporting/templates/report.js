(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const table = byId("table");

  // A link into a folded candidate opens it, also where the browser does not do so by itself.
  const reveal = () => {
    let target = null;
    try { target = byId(decodeURIComponent(location.hash.slice(1))); } catch { return; }
    const folded = target && target.closest("details.candidate");
    if (folded) { folded.open = true; folded.hidden = false; target.focus({ preventScroll: true }); folded.scrollIntoView(); }
  };

  let wereClosed = [];
  addEventListener("beforeprint", () => {
    wereClosed = [...document.querySelectorAll("details:not([open])")];
    wereClosed.forEach((d) => { d.open = true; });
  });
  addEventListener("afterprint", () => { wereClosed.forEach((d) => { d.open = false; }); wereClosed = []; });

  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => ({
    row,
    story: byId(row.dataset.id),
    text: (row.textContent + " " + row.dataset.skills).toLowerCase(),
    points: row.dataset.points.split(" ").map(Number),
  }));
  const filter = byId("filter"), order = byId("order"), musts = byId("musts"), shown = byId("shown");
  const heads = [...table.tHead.rows[0].cells].filter((th) => th.dataset.key);
  const startsDown = (k) => !heads.some((th) => th.dataset.key === k && th.dataset.first === "up");
  const numeric = (text) => (text !== "" && !Number.isNaN(Number(text)) ? Number(text) : text);
  let key = "rank", down = false;

  const value = ({ row, points }, k) =>
    /^p\d+$/.test(k) ? points[Number(k.slice(1))] : k === "rank" ? Number(row.dataset.place) : numeric(row.dataset[k]);

  const apply = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { row, story, text } of rows) {
      const fits = words.every((w) => text.includes(w)) && (!musts.checked || row.dataset.musts_met === row.dataset.musts);
      row.hidden = !fits;
      story.hidden = !fits;
      count += fits;
    }
    shown.textContent = count === rows.length ? `${count} candidates` : `${count} of ${rows.length} candidates`;
  };

  const sort = (k, downwards) => {
    key = k; down = downwards;
    const sign = down ? -1 : 1;
    rows.sort((a, b) => {
      const x = value(a, k), y = value(b, k);
      return (x < y ? -sign : x > y ? sign : 0) || a.row.dataset.place - b.row.dataset.place;
    });
    body.append(...rows.map((r) => r.row));
    for (const th of heads) {
      if (th.dataset.key === key) th.setAttribute("aria-sort", down ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    }
    order.value = [...order.options].some((o) => o.value === key) ? key : "";
  };

  // The state is kept after the "#", so that a filtered view can be bookmarked: #q=django&by=months
  const remember = () => {
    const state = new URLSearchParams();
    if (filter.value) state.set("q", filter.value);
    if (musts.checked) state.set("musts", "1");
    if (key !== "rank") state.set("by", (down ? "-" : "") + key);
    try { history.replaceState(null, "", "#" + state); } catch { /* some browsers forbid it for local files */ }
  };

  const recall = () => {
    if (!/^#(q|musts|by)=/.test(location.hash)) { reveal(); return; }
    const state = new URLSearchParams(location.hash.slice(1));
    filter.value = state.get("q") || "";
    musts.checked = state.get("musts") === "1";
    const by = state.get("by") || "rank";
    const name = by.replace(/^-/, "");
    if (/^p\d+$/.test(name) || heads.some((th) => th.dataset.key === name)) sort(name, by.startsWith("-"));
    apply();
  };

  for (const th of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = th.textContent;
    button.addEventListener("click", () => {
      const k = th.dataset.key;
      sort(k, k === key ? !down : startsDown(k));
      remember();
    });
    th.replaceChildren(button);
  }
  filter.addEventListener("input", () => { apply(); remember(); });
  musts.addEventListener("change", () => { apply(); remember(); });
  order.addEventListener("change", () => { sort(order.value, startsDown(order.value)); remember(); });
  byId("controls").addEventListener("submit", (event) => event.preventDefault());
  const setAll = (open) => rows.forEach(({ story }) => { if (!story.hidden) story.open = open; });
  byId("open").addEventListener("click", () => setAll(true));
  byId("close").addEventListener("click", () => setAll(false));
  byId("controls").hidden = false;
  byId("tools").hidden = false;
  addEventListener("hashchange", recall);
  apply();
  recall();
})();
