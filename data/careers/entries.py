"""Print one entry: its header by a template, its duties below."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from data.careers import native_dates, native_layouts
from data.careers.date_styles import DateStyle, choose_style, date_entry, duration, placeholder_style
from data.careers.document import Block, Line, Piece, Row, blank, plain
from data.careers.model import Fact
from data.careers.templates import set_header
from data.careers.words import Words, table

_BULLETS = ("•", "•", "•", "-", "-", "*", "·", "▪", "○", "–", "➢", "o", "", "❖", "?", "✓", "→", "§")
_BOLD = (("title",), ("employer",), ("title", "employer"), ("title", "dates"), ())
_LETTERS = re.compile(r"\{\w+\}|\W|_")
_OWN_LINE = r"(?:^|\n)\{%s\}(?=\n|$)|>>\{%s\}(?=\n|$)"
_SHARE_LEFT_OUT = {"dates": 0.02, "employer": 0.02, "title": 0.01}
"""Shares of the jobs that lack a field, where the field has a line of its own."""


@cache
def grammars() -> dict[str, dict[str, Any]]:
    """Return the grammars by name, completed with the defaults."""
    rows = tomllib.loads((Path(__file__).resolve().parent / "grammars.toml").read_text("utf-8"))
    defaults = rows.pop("defaults")
    return {name: {**defaults, **row} for name, row in rows.items()}


@dataclass
class Setting:
    """The choices that one résumé makes from its grammar, and the entries that it has printed so far."""

    rng: random.Random
    words: Words
    grammar: dict[str, Any]
    facts: list[Fact] = field(default_factory=list)

    def __post_init__(self) -> None:
        rng, grammar = self.rng, self.grammar
        self.style: DateStyle | native_dates.NativeStyle
        self.school_style: DateStyle | native_dates.NativeStyle
        self.rules = set(grammar.get("rules", ()))
        self.separator = rng.choice(self._separators())
        self.work = rng.choice(self._templates("work"))
        if rng.random() < 0.05 and "duration" not in self.work and "||" not in self.work:
            self.work = self.work.replace("{dates}", rng.choice(_WITH_DURATION), 1)
        self.running = rng.choice(self._templates("running")) if "running" in grammar else self.work
        self.templates = {kind: self._template(kind) for kind in _PLURALS}
        self.templates["work"] = self.work
        self.bullet = rng.choice(_BULLETS)
        self.duty_style = rng.choice(grammar["duties"])
        self.gap = rng.choice(grammar["gaps"])
        self.header_gap = rng.choice(grammar["header_gaps"])
        self.bold = rng.choice(_BOLD)
        self.unit = rng.choice((0, 0, 1, 1, 2, 3))
        self.labels = self.words.phrase("lines", "responsibilities"), self.words.phrase("lines", "stacks")
        self.stacked = rng.random() < 0.3
        if "placeholder" in self.rules:
            self.style = placeholder_style(rng)
        elif self.words.foreign:
            self.style = native_dates.choose_style(
                rng, self.words.foreign["dates"], sentence=self.work if "prose" in self.rules else ""
            )
        else:
            self.style = choose_style(rng, *(list(grammar.get(key, ())) for key in _DATE_KEYS))
        if "running" in grammar and isinstance(self.style, DateStyle):
            joint = " and " if self.work.startswith("Between") else rng.choice((" until ", " to ", " till "))
            self.style = DateStyle(self.style.point, joint, "now", "Since")
        self.school_style = self.style
        if isinstance(self.style, native_dates.NativeStyle):
            self.school_style = native_dates.choose_style(rng, self.words.foreign["dates"], school=True)
        elif rng.random() < 0.4:
            self.school_style = DateStyle("year", self.style.joint, self.style.now)
        if isinstance(self.style, DateStyle) and self.style.placeholder:
            self.school_style = self.style

    def _separators(self) -> list[str]:
        separators = list(self.grammar["separators"])
        return native_layouts.separators(separators, self.words.foreign) if self.words.foreign else separators

    def _templates(self, key: str) -> list[str]:
        """Return the templates of the grammar, as they are written in the language of the résumé."""
        templates = list(self.grammar[key])
        if not self.words.foreign:
            return templates
        return native_layouts.templates(
            templates, self.words.foreign, self.rng, "prose" in self.rules and key in ("work", "running")
        )

    def _template(self, kind: str) -> str:
        """Return how to print entries of another kind than work: half of the time, like work."""
        own = self._templates(_PLURALS[kind])
        alike = _is_neutral(self.work) and kind in ("education", "volunteer") and self.rng.random() < 0.5
        return self.work if alike else str(self.rng.choice(own))

    def register(self, fact: Fact) -> int:
        """Print the dates of a fact, and return the number of its entry."""
        style = self.style if fact.kind in ("work", "volunteer") else self.school_style
        if isinstance(style, native_dates.NativeStyle):
            native_dates.date_entry(fact, style, self.rng)
        else:
            date_entry(fact, style, self.rng)
        self.facts.append(fact)
        return len(self.facts) - 1

    def entry(self, fact: Fact, template: str = "", number: int = 1) -> list[Block]:
        """Return the blocks of an entry with its duties."""
        template = template or (self.running if fact.current and fact.kind == "work" else self.templates[fact.kind])
        if fact.kind == "work":
            self._leave_out(fact, template)
        index = self.register(fact)
        header = self.header(fact, index, template, number)
        return [*header, *self.below(fact, index)]

    def header(self, fact: Fact, index: int, template: str, number: int = 1) -> list[Block]:
        """Return the blocks of the header of an entry."""
        context = {"number": str(number), "duration": self.length(fact), "activity": " ".join(fact.duties[:1])}

        def fill(slot: str) -> str:
            return self.words.fill(slot, context)

        if "label-rows" in self.rules and "||" in template:
            rows: list[Block] = []
            for row in template.split("\n"):
                cells = set_header(row, fact, index, self.separator, fill, ())
                if isinstance(cells[0], Row) and all(cell for cell in cells[0].cells):
                    rows.append(cells[0])
            return rows
        return list(set_header(template, fact, index, self.separator, fill, self.bold))

    def length(self, fact: Fact) -> str:
        """Return how long a job lasted, in words."""
        if fact.first is None or fact.last is None:
            return ""
        if self.words.foreign:
            return native_dates.duration(fact.last - fact.first + 1, self.words.foreign["units"])
        return duration(fact.last - fact.first + 1, self.unit)

    def below(self, fact: Fact, index: int) -> list[Block]:
        """Return the duties of an entry."""
        style, duties = self.duty_style, fact.duties
        if "prose" in self.rules:
            return [plain(self.words.joined(duties, " "), "text", index)] if duties else []
        if not duties or style == "none":
            return []
        blocks: list[Block] = [blank() for _ in range(self.header_gap)]
        if style == "paragraph":
            blocks.append(plain(self.words.joined([duty.rstrip(".") + "." for duty in duties], " "), "text", index))
        elif style == "lines":
            blocks += [plain(duty, "text", index) for duty in duties]
        else:
            if style == "labelled":
                blocks.append(plain(self.labels[0], "text", index))
            mark = f"{self.bullet} " if self.bullet else ""
            tail = "\xa0" if "job-site" in self.rules else ""
            blocks += [Line([Piece(f"{mark}{duty}{tail}")], "bullet", index) for duty in duties]
        if self.stacked and fact.kind == "work" and self.words.technical:
            stack = ", ".join(self.rng.sample(table("skills")["technologies"], self.rng.randint(3, 9)))
            blocks.append(plain(f"{self.labels[1]}{stack}", "text", index))
        return blocks

    def _leave_out(self, fact: Fact, template: str) -> None:
        """Let a job lack a field now and then, as real ones do."""
        if "job-site" in self.rules and self.rng.random() < 0.04:
            fact.employer = fact.place = ""
            return
        for name, share in _SHARE_LEFT_OUT.items():
            if self.rng.random() < share and re.search(_OWN_LINE % (name, name), template):
                if name == "dates":
                    fact.first = fact.last = None
                    fact.current = False
                else:
                    setattr(fact, name, "")
                return


_WITH_DURATION = ("{dates} ({duration})", "{dates}, {duration}", "{dates} | {duration}", "{dates} · {duration}")
_DATE_KEYS = ("points", "joints", "now")
_PLURALS = {
    "education": "education",
    "project": "projects",
    "certificate": "certificates",
    "volunteer": "volunteer",
}


def _is_neutral(template: str) -> bool:
    """Return whether a template has no words of its own, such as "Client:"."""
    return not _LETTERS.sub("", template)
