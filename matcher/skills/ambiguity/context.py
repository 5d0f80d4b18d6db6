"""Collect the words around a surface form: the features that the rules and the model use.

Facts only: neighbours in a list, capitals, separators, technologies nearby. :mod:`matcher.skills.ambiguity.rules`
interprets them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from matcher.core.resume import Section
from matcher.core.skills import Skill
from matcher.skills.ambiguity.wording import Wording, wording_of
from matcher.skills.tokenization import Token

__all__ = ["CandidateMention", "Context"]

BRACKETS: Final = frozenset("( ) [ ] : - – — . `".split())
APOSTROPHES: Final = frozenset("'’-‐‑")
"""Signs between a name and the ending of its case: "Python'da", "MySQL-en"."""

FULL_STOP: Final = "。"
"""Ends a Chinese or Japanese sentence, without a blank behind it."""

NEIGHBOURHOOD: Final = 14
"""Tokens on either side in which technologies make a context technical (sense "name"). Chosen on half of the labelled
development résumés; rerun `python -m benchmarks quality` after touching it."""


@dataclass(frozen=True, slots=True)
class CandidateMention:
    """A surface form found in the text, before it is judged.

    >>> CandidateMention("go", 0, 1, doubtful=True).doubtful
    True
    """

    skill: str
    first: int
    """Index of its first token."""
    last: int
    """Index after its last token."""
    doubtful: bool = False


class Context:
    """The tokens of one text and the technologies accepted in it so far.

    Args:
        text: the résumé's text.
        tokens: its tokens.
        skills: id to taxonomy entry.
        section_at: returns the section of a character offset.
        wording: the words beside names in the text's languages; found out if not given.
    """

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        skills: Mapping[str, Skill],
        section_at: Callable[[int], Section],
        wording: Wording | None = None,
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.skills = skills
        self.section_at = section_at
        self.owner: list[CandidateMention | None] = [None] * len(tokens)
        """The accepted candidate that each token belongs to."""
        self.technologies: set[str] = set()
        """All skills accepted so far, anywhere in the text."""
        self.pending: dict[int, CandidateMention] = {}
        """Token index to an undecided candidate written in its usual case."""
        self.wording = wording_of(text) if wording is None else wording
        self.endings = _endings(tokens, self.wording.endings) if self.wording.endings else frozenset[int]()
        """Indices of the tokens that belong to the name before them: the apostrophe and the ending of "Python'da"."""
        self._roots: dict[str, frozenset[str]] = {}
        """Results of :meth:`roots`; a ``Memo`` of a method would be a reference cycle and outlive its résumé."""

    def accept(self, candidate: CandidateMention) -> None:
        """Accept a candidate, so that it counts as context for its neighbours."""
        self.technologies.add(candidate.skill)
        for i in range(candidate.first, candidate.last):
            self.owner[i] = candidate
            self.pending.pop(i, None)

    def withdraw(self, candidate: CandidateMention) -> None:
        """Revoke an acceptance."""
        for i in range(candidate.first, candidate.last):
            self.owner[i] = None

    def surface(self, c: CandidateMention) -> str:
        """Return the candidate's surface form."""
        return self.text[self.tokens[c.first].start : self.tokens[c.last - 1].end]

    def roots(self, skill_id: str) -> frozenset[str]:
        """Return the skill and all that it implies, directly and through others."""
        roots = self._roots.get(skill_id)
        if roots is None:
            queue = [skill_id]
            for current in queue:
                queue += [i for i in self.skills[current].implies if i not in queue]
            roots = self._roots[skill_id] = frozenset(queue)
        return roots

    def usual_case(self, c: CandidateMention) -> bool:
        """Return whether a candidate is written as the technology usually is, or entirely in capitals."""
        surface = self.surface(c)
        skill = self.skills[c.skill]
        forms = skill.ambiguous
        if surface in forms or (self.wording.codes and surface in (skill.label, *skill.aliases)):
            return True
        if len(surface) > 1 and surface.isupper():
            return True
        forms = tuple(
            f for f in forms if f[:1].isupper() and surface[:1].isupper() and surface.casefold() == f.casefold()
        )
        if forms and all(len(form) > 2 and form.isupper() for form in forms):
            # Hana, Ada, Sas: a person's name, except as an item of a list
            return surface[1:].islower() and self.in_list(c)
        return bool(forms)

    def is_ordinary(self, c: CandidateMention) -> bool:
        """Return whether a candidate is spelt, and looks, like an ordinary word or a name of the text's language."""
        folded = self.surface(c).casefold()
        if folded in self.wording.proper:
            return True
        if folded not in self.wording.ordinary:
            return False
        surface, skill = self.surface(c), self.skills[c.skill]
        capitalised = surface != surface.lower() and surface in (skill.label, *skill.aliases, *skill.ambiguous)
        return not capitalised or (self.starts_sentence(c) and not self.in_list(c))

    def neighbour(self, index: int, step: int, c: CandidateMention) -> tuple[float, bool]:
        """Return the support of the next item in one direction, and whether a list separator precedes it.

        An accepted technology counts 1; a pending one counts 0.5.
        """
        separator = False
        skipped = 0
        tokens = self.tokens
        separators, years, endings = self.wording.separators, self.wording.years, self.endings
        while 0 <= index < len(tokens) and skipped <= 5:
            if index in endings:
                index += step
                continue
            owner = self.owner[index]
            if owner is not None and owner.skill != c.skill:
                # "Basic jQuery": without a comma between them, one neighbour proves nothing about a word.
                full = separator or self.skills[c.skill].sense != "word"
                return (1.0 if full else 0.5), separator
            pending = self.pending.get(index)
            if pending is not None and pending.skill != c.skill and pending is not c:
                return (0.5 if separator else 0.0), separator
            token = tokens[index]
            word = token.text.casefold()
            crossing = token if step > 0 else tokens[index + 1]
            if crossing.paragraph_start:
                return 0.0, separator
            if crossing.line_start or crossing.wide:
                separator = True
            if word in separators:
                separator = True
            elif word == FULL_STOP:
                return 0.0, separator
            elif word == "." and tokens[min(index + 1, len(tokens) - 1)].spaced and not token.spaced:
                return 0.0, separator
            elif word in years:
                skipped -= 1
            elif word not in BRACKETS and not re.fullmatch(r"[vV]?\d[\d.]*(?:\.?x|[a-z])?\+?|versions?|etc", word):
                return 0.0, separator
            skipped += 1
            index += step
        return 0.0, separator

    def edge(self, index: int, step: int) -> bool:
        """Return whether the text, a section, a line, a bullet or a bracket ends here."""
        tokens = self.tokens
        if not 0 <= index < len(tokens):
            return True
        token = tokens[index]
        crossing = token if step > 0 else tokens[index + 1]
        if crossing.line_start or crossing.wide:
            return True
        if token.text in self.wording.hard_separators or token.text in BRACKETS or token.text == FULL_STOP:
            return True
        if token.text.casefold() in self.wording.and_so_on:
            return True
        # "jQuery, Node Links": a heading in a text that lost its lines
        return self.section_at(crossing.start).start == crossing.start

    def in_list(self, c: CandidateMention) -> bool:
        """Return whether a candidate is alone between separators, brackets or ends."""
        return self.edge(c.first - 1, -1) and self.edge(self.behind(c), 1)

    def behind(self, c: CandidateMention) -> int:
        """Return the index of the first token behind a candidate and the ending of its case."""
        index = c.last
        while index in self.endings:
            index += 1
        return index

    def versioned(self, c: CandidateMention) -> bool:
        """Return whether a version follows directly: "Spring 4.3", "Oracle 11g", but not a bare number."""
        if c.last >= len(self.tokens):
            return False
        return bool(re.fullmatch(r"[vV]\d+|\d{1,2}(?:\.(?:\d+|x))+|\d{1,2}[cgi]", self.tokens[c.last].text))

    def starts_sentence(self, c: CandidateMention) -> bool:
        """Return whether a candidate begins a sentence, a line or an item, where its capital is no evidence."""
        if not c.first:
            return True
        return self.tokens[c.first].line_start or self.tokens[c.first - 1].text in {
            ".",
            "•",
            "!",
            "?",
            "*",
            "-",
            "–",
            ":",
            FULL_STOP,
        }

    def density(self, c: CandidateMention) -> int:
        """Return the number of different technologies in the neighbourhood."""
        return len(self.near(c) - {c.skill})

    def near(self, c: CandidateMention) -> set[str]:
        """Return the technologies in the neighbourhood, its own included."""
        low, high = max(0, c.first - NEIGHBOURHOOD), min(len(self.tokens), c.last + NEIGHBOURHOOD)
        return {o.skill for o in self.owner[low:high] if o is not None}

    def kind_at(self, c: CandidateMention) -> str:
        """Return the kind of section that contains a candidate."""
        return self.section_at(self.tokens[c.first].start).kind


def _endings(tokens: Sequence[Token], endings: Sequence[str]) -> frozenset[int]:
    """Return the indices of endings behind capitalised words or abbreviations, with their signs."""
    known = frozenset(endings)
    found: set[int] = set()
    for i in range(1, len(tokens)):
        token, before = tokens[i], tokens[i - 1]
        if token.spaced or token.text not in known:
            continue
        if before.text in APOSTROPHES:
            if i > 1 and not before.spaced and tokens[i - 2].text[:1].isalpha():
                found |= {i - 1, i}
        elif before.text.isalpha() and before.end == token.start:
            found.add(i)
    return frozenset(found)
