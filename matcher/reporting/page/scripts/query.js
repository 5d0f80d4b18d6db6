// Read what is typed into the search box, and find the candidates that it fits.
//
//   query   = terms joined by OR, each a row of factors that must all fit
//   factor  = [-] ( skill[:level][:Ny] | field:words | words | "words" | ( query ) )
//
// A word that is a skill, by its name or by a spelling of it in this run, is that skill and nothing else. The longest
// row of words that is a skill counts, so that "spring boot" is Spring Boot.

const LEVELS = { listed: 1, project: 2, job: 3 };
const FIELDS = ["name", "title", "employer", "place", "file"];

// Fold case and accents, and everything but letters, digits and the signs in names of skills into single spaces.
const fold = (text) =>
  text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[^\p{L}\p{N}+#.]+/gu, " ").trim();

const skillIndex = (skills) => {
  const found = new Map();
  const put = (text, number) => {
    const key = fold(text);
    if (!key) return;
    if (!found.has(key)) found.set(key, []);
    if (!found.get(key).includes(number)) found.get(key).push(number);
  };
  skills.forEach(([name], number) => put(name, number));
  // A name comes before a spelling: "spring" is the skill of that name, if there is one.
  const names = new Set(found.keys());
  skills.forEach(([, , spellings], number) => spellings.forEach((text) => names.has(fold(text)) || put(text, number)));
  return found;
};

const tokens = (text) => {
  const pattern = /\s+|([()])|(-)?((?:[^\s()"“”:]+:)?)["“]([^"”]*)["”]?|(-)?([^\s()"“”]+)/gu;
  return [...text.matchAll(pattern)].flatMap((m) => {
    if (m[1]) return [{ kind: m[1] }];
    if (m[4] !== undefined) return [{ kind: "word", not: !!m[2], text: m[3] + m[4], quoted: true }];
    if (m[6] === undefined) return [];
    if (m[6] === "OR" || m[6] === "|") return [{ kind: "or" }];
    if (m[6] === "AND" || m[6] === "&") return [];
    if (m[6] === "NOT") return [{ kind: "not" }];
    return [{ kind: "word", not: !!m[5], text: m[6], quoted: false }];
  });
};

const MOST_WORDS = 5; // of a skill's name

const parseQuery = (text, index) => {
  const list = tokens(text);
  let at = 0;

  const qualified = (text) => {
    let [rest, level, years] = [text, 0, 0];
    for (;;) {
      const found = /^(.+):(listed|project|job|(\d{1,2})y)$/i.exec(rest);
      if (!found) return { rest, level, years };
      if (found[3]) years = Number(found[3]);
      else level = LEVELS[found[2].toLowerCase()];
      rest = found[1];
    }
  };

  const skillAt = () => {
    // The longest row of plain words from here that is a skill; only its last word may have a level.
    for (let count = Math.min(MOST_WORDS, list.length - at); count > 0; count -= 1) {
      const row = list.slice(at, at + count);
      if (row.some((t, n) => t.kind !== "word" || (n && (t.not || t.quoted)) || (t.quoted && count > 1))) continue;
      const { rest, level, years } = qualified(row.map((t) => t.text).join(" "));
      const numbers = index.get(fold(rest));
      if (numbers) return { count, node: { kind: "skill", numbers, level, years, text: rest } };
    }
    return null;
  };

  const factor = () => {
    const token = list[at];
    if (token.kind === "not") {
      at += 1;
      const node = at < list.length ? factor() : null;
      return node && { kind: "not", node };
    }
    if (token.kind === "(") {
      at += 1;
      const node = disjunction();
      if (at < list.length && list[at].kind === ")") at += 1;
      return node;
    }
    if (token.kind !== "word") {
      at += 1;
      return null;
    }
    const start = at;
    let node = null;
    const field = /^([a-z]+):(.*)$/i.exec(token.text);
    if (field && FIELDS.includes(field[1].toLowerCase())) {
      at += 1;
      node = { kind: "text", field: field[1].toLowerCase(), words: fold(field[2]) };
    } else {
      const skill = skillAt();
      if (skill) {
        at += skill.count;
        node = skill.node;
      } else {
        at += 1;
        node = { kind: "text", field: "", words: fold(token.text) };
      }
    }
    if (node.kind === "text" && !node.words) return null;
    node.tokens = [start, at];
    return token.not ? { kind: "not", node } : node;
  };

  const conjunction = () => {
    const nodes = [];
    while (at < list.length && list[at].kind !== "or" && list[at].kind !== ")") {
      const node = factor();
      if (node) nodes.push(node);
    }
    return nodes.length === 1 ? nodes[0] : { kind: "and", nodes };
  };

  const disjunction = () => {
    const nodes = [conjunction()];
    while (at < list.length && list[at].kind === "or") {
      at += 1;
      nodes.push(conjunction());
    }
    const full = nodes.filter((node) => node.kind !== "and" || node.nodes.length);
    return full.length === 1 ? full[0] : full.length ? { kind: "or", nodes: full } : { kind: "and", nodes: [] };
  };

  const nodes = [];
  while (at < list.length) {
    nodes.push(disjunction());
    if (at < list.length) at += 1; // a closing bracket without an opening one
  }
  return nodes.length === 1 ? nodes[0] : { kind: "and", nodes };
};

// Return a function of a candidate's place. `texts(field, place)` gives folded words with a space at both ends;
// `skills(place)` a flat row of number, level, month of last use and months; `now` is the month of the as-of date.
const compileQuery = (node, { texts, skills, now }) => {
  if (node.kind === "and") {
    const parts = node.nodes.map((n) => compileQuery(n, { texts, skills, now }));
    return (place) => parts.every((fits) => fits(place));
  }
  if (node.kind === "or") {
    const parts = node.nodes.map((n) => compileQuery(n, { texts, skills, now }));
    return (place) => parts.some((fits) => fits(place));
  }
  if (node.kind === "not") {
    const fits = compileQuery(node.node, { texts, skills, now });
    return (place) => !fits(place);
  }
  if (node.kind === "skill") {
    const since = node.years ? now - 12 * node.years : 0;
    return (place) => {
      const row = skills(place);
      for (let n = 0; n < row.length; n += 4) {
        if (node.numbers.includes(row[n]) && row[n + 1] >= node.level && row[n + 2] >= since) return true;
      }
      return false;
    };
  }
  // Whole words; the last one may be the beginning of a word of three letters or more, as it is being typed.
  const whole = ` ${node.words}${node.words.length < 3 ? " " : ""}`;
  return (place) => texts(node.field, place).includes(whole);
};
