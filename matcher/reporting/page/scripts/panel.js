// One candidate beside the table (on a phone, instead of it): sentences, ledger, positions, skills, text, decision.

const loaded = new Map(); // blocks by number

const storyOf = async (place) => {
  const number = Math.floor(place / model.inBlock);
  if (!loaded.has(number)) {
    loaded.set(number, unpack(`block${number}`));
    if (loaded.size > 40) loaded.delete(loaded.keys().next().value);
  }
  return (await loaded.get(number))[place % model.inBlock];
};

// The template escapes every text, and the page's policy lets no other script run.
const parseStory = (html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content;
};

const drawText = ({ text, marks }) => {
  const box = make("div", { class: "text" });
  let at = 0;
  for (let n = 0; n < marks.length; n += 3) {
    const start = at + marks[n], end = start + marks[n + 1], line = marks[n + 2];
    const of = line >= 0 ? model.lines[line] : null;
    box.append(text.slice(at, start), make("mark", {
      class: of ? `m${of.colour}` : "plain", "data-start": start, "data-line": of ? of.key : null,
      title: of ? `Evidence for ${of.label}` : "A skill",
      tabindex: of ? 0 : null, role: of ? "button" : null,
    }, text.slice(start, end)));
    at = end;
  }
  box.append(text.slice(at));
  return box;
};

const flash = (element) => {
  if (!element) return;
  // Not scrollIntoView: that would scroll the page around the panel, too.
  const panel = byId("panel");
  panel.scrollTop += element.getBoundingClientRect().top - panel.getBoundingClientRect().top - panel.clientHeight / 3;
  element.classList.add("flash");
  setTimeout(() => element.classList.remove("flash"), 1600);
};

const linkEvidence = (panel) => {
  const showText = (yes) => {
    panel.querySelector(".story").hidden = yes;
    panel.querySelector(".text").hidden = !yes;
    panel.querySelectorAll("[data-tab]").forEach((tab) => tab.setAttribute("aria-pressed", String((tab.dataset.tab === "text") === yes)));
  };
  panel.querySelectorAll("[data-tab]").forEach((tab) => tab.addEventListener("click", () => showText(tab.dataset.tab === "text")));
  panel.addEventListener("click", (event) => {
    const button = event.target.closest(".to-text");
    const mark = event.target.closest("mark[data-line]");
    if (button) {
      showText(true);
      // Overlapping marks are shown once: the last one that begins here or before.
      const all = [...panel.querySelectorAll(".text mark")].filter((m) => Number(m.dataset.start) <= Number(button.dataset.start));
      flash(all[all.length - 1]);
    } else if (mark && mark.closest(".text")) {
      showText(false);
      flash(panel.querySelector(`.line[data-line="${CSS.escape(mark.dataset.line)}"]`));
    }
  });
  panel.querySelectorAll(".text mark[data-line]").forEach((mark) => mark.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); mark.click(); }
  }));
};

const drawDecision = (place) => {
  const now = decisionOf(place);
  const group = make("fieldset", { class: "decide" }, make("legend", { class: "hidden" }, "Decision"),
    DECISIONS.map((value) => make("label", {}, make("input", {
      type: "radio", name: "decision", value, checked: (now.decision || "open") === value,
      onchange: () => { decide(place, { decision: value === "open" ? "" : value }); refresh(); },
    }), make("span", {}, value))));
  const note = make("textarea", { rows: 2, placeholder: "Note", "aria-label": "Note",
    oninput: (event) => decide(place, { note: event.target.value }) });
  note.value = now.note;
  return make("div", { class: "decision" }, group, note);
};

const closePanel = () => {
  const before = state.open;
  state.open = -1;
  byId("panel").hidden = true;
  document.body.classList.remove("with-panel");
  writeState();
  drawRows();
  byId("table").querySelector(`tr[data-place="${before}"] a`)?.focus({ preventScroll: true });
};

const openPanel = async (place, focus = true) => {
  if (place < 0 || place >= model.count) return;
  const panel = byId("panel");
  state.open = place;
  writeState();
  const story = await storyOf(place);
  if (state.open !== place) return; // another one was opened meanwhile
  const current = view.current;
  const [best, worst] = [column("best")[place], column("worst")[place]];
  const fitted = current.fits[place];
  const body = make("div", { class: "story" });
  body.append(parseStory(story.html));
  const text = drawText(story);
  text.hidden = true;
  const step = (by) => make("button", { type: "button", class: "step-to", onclick: () => stepPanel(by),
    "aria-label": by > 0 ? "Next candidate (J)" : "Previous candidate (K)" }, by > 0 ? "↓" : "↑");
  panel.replaceChildren(
    make("header", {},
      make("div", { class: "buttons" }, step(-1), step(1),
        make("button", { type: "button", "aria-pressed": "true", "data-tab": "story" }, "Assessment"),
        make("button", { type: "button", "aria-pressed": "false", "data-tab": "text" }, "Résumé"),
        make("button", { type: "button", class: "close", "aria-label": "Back to the list (Esc)", onclick: closePanel }, "×")),
      make("h2", { id: "panel-name" }, nameOf(place)),
      make("p", { class: "who" }, column("title")[place]),
      make("p", { class: "standing" }, make("b", {}, points(current.scores[place])), ` points${fitted ? `, ${fitted}` : ""} · rank ${rankText(place)}`,
        !current.changed && best !== worst ? `, stable within ${best}–${worst}` : "", current.changed ? " with other weights" : "",
        ` of ${model.count} · ${column("document")[place]}`)),
    drawDecision(place), body, text);
  if (current.changed) {
    body.prepend(make("p", { class: "note" }, "The points below are those of the profile's own weights."));
  }
  for (const quote of body.querySelectorAll("li[data-start]")) {
    quote.lastElementChild.append(" ", make("button", { type: "button", class: "to-text", "data-start": quote.dataset.start }, "in the text"));
  }
  linkEvidence(panel);
  panel.hidden = false;
  document.body.classList.add("with-panel");
  panel.scrollTop = 0;
  drawRows();
  scrollToPlace(place);
  if (focus) panel.focus({ preventScroll: true });
};

const stepPanel = (by) => {
  const n = view.places.indexOf(state.open);
  const next = view.places[n < 0 ? 0 : n + by];
  if (next !== undefined) openPanel(next);
};
