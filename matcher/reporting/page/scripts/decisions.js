// Decisions and notes: kept in this browser for this run, and handed over as a file.

const decisions = new Map(); // by SHA-256 of the file

const storageKey = () => `matcher ${model.profile.sha256.slice(0, 16)} ${model.as_of} ${model.digest}`;

const decisionOf = (place) => decisions.get(column("sha256")[place]) || { decision: "", note: "" };

const plainDecisions = () =>
  [...decisions].map(([sha256, { decision, note }]) => {
    const place = column("sha256").indexOf(sha256);
    return { sha256, document: place < 0 ? "" : column("document")[place], decision, note };
  });

const keepDecisions = () => {
  try { localStorage.setItem(storageKey(), JSON.stringify(plainDecisions())); } catch { /* some browsers keep nothing for local files */ }
};

// Take decisions from a file or from the browser. They are a stranger's: every value is checked, unknown files are counted.
const takeDecisions = (list) => {
  if (!Array.isArray(list)) throw new Error("it holds no list of decisions");
  let taken = 0, unknown = 0;
  for (const entry of list) {
    if (!entry || typeof entry.sha256 !== "string" || !column("sha256").includes(entry.sha256)) { unknown += 1; continue; }
    const decision = DECISIONS.includes(entry.decision) && entry.decision !== "open" ? entry.decision : "";
    const note = typeof entry.note === "string" ? entry.note.slice(0, 5000) : "";
    if (decision || note) decisions.set(entry.sha256, { decision, note });
    taken += 1;
  }
  return { taken, unknown };
};

const recallDecisions = () => {
  try { takeDecisions(JSON.parse(localStorage.getItem(storageKey()) || "[]")); } catch { decisions.clear(); }
};

const decide = (place, values) => {
  const now = { ...decisionOf(place), ...values };
  if (now.decision || now.note) decisions.set(column("sha256")[place], now);
  else decisions.delete(column("sha256")[place]);
  keepDecisions();
};

const saveFile = (name, text, type) => {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = make("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
};

const openDecisions = () => {
  const counts = DECISIONS.slice(0, 3).map((d) => [d, [...decisions.values()].filter((x) => x.decision === d).length]);
  const notes = [...decisions.values()].filter((x) => x.note).length;
  byId("decisions-count").textContent = `${counts.map(([d, n]) => `${d} ${n}`).join(", ")}; ${plural(notes, "note")}.`;
  byId("decisions").showModal();
};

const startDecisions = () => {
  byId("open-decisions").addEventListener("click", openDecisions);
  byId("save-decisions").addEventListener("click", () => {
    const value = { matcher: "decisions", profile: model.profile.sha256, as_of: model.as_of, decisions: plainDecisions() };
    saveFile("decisions.json", `${JSON.stringify(value, null, 1)}\n`, "application/json");
  });
  byId("load-decisions").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    const say = (text) => { byId("decisions-message").textContent = text; };
    try {
      const { taken, unknown } = takeDecisions(JSON.parse(await file.text()).decisions);
      say(`Loaded ${plural(taken, "decision")}${unknown ? `; ${unknown} are of files that are not in this run` : ""}.`);
      keepDecisions();
      refresh();
      openPanel(state.open, false);
    } catch (error) {
      say(`This file cannot be loaded: ${error instanceof SyntaxError ? "it is no JSON" : error.message}.`);
    }
    event.target.value = "";
  });
  byId("clear-decisions").addEventListener("click", () => {
    decisions.clear();
    keepDecisions();
    byId("decisions-message").textContent = "All decisions and notes are forgotten.";
    refresh();
    openPanel(state.open, false);
  });
};
