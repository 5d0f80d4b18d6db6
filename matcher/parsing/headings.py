"""The table of headings: which words open which section.

The phrases come from ``resources/headings.toml``. They are folded (case, accents, "&") so that spellings meet, and
looked up whole, without qualifiers ("relevant work experience"), by their parts and, for headings of neighbouring
columns, side by side. Whether a phrase is a heading where it stands is for :mod:`matcher.parsing.sections` to say.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from matcher.core.resume import SectionKind
from matcher.core.shipped_files import RESOURCES

__all__ = ["HeadingTable", "fold_heading", "load_headings"]

_KINDS: Final[tuple[SectionKind, ...]] = (
    "summary",
    "experience",
    "skills",
    "projects",
    "education",
    "certificates",
    "other",
)


@dataclass(frozen=True, slots=True)
class HeadingTable:
    """The headings file, folded for lookup.

    >>> load_headings().kind_of("IT Skills & Tools"), load_headings().kind_of("Acme Ltd")
    ('skills', None)
    """

    kinds: dict[str, SectionKind]
    """By folded phrase, with blanks for slashes."""
    squashed: dict[str, SectionKind]
    """The same without blanks, for letter-spaced headings."""
    before: frozenset[str]
    """Qualifiers that may stand before a phrase ("relevant")."""
    after: dict[str, tuple[str, ...]]
    """Qualifiers that may stand after a phrase, by their last words."""
    inline: frozenset[str]
    """Single words that open a section also with its content on the same line."""
    languages: frozenset[str]
    """Headings that may mean spoken or programming languages; what follows decides."""
    human: re.Pattern[str]
    """Names and levels of spoken languages."""
    strong: re.Pattern[str]
    """Phrases that no sentence goes on after: in running text a plausible beginning after them is enough."""
    weak: re.Pattern[str]
    """Everyday words: in running text what follows must look like what such a section holds."""
    bound_by: frozenset[str]
    """Words that make one phrase with a heading after them ("communication skills")."""

    def kind_of(self, phrase: str) -> SectionKind | None:
        """The kind that a heading opens, or None when it is none.

        A phrase is looked up whole, then without qualifiers, then by its parts ("education and certifications").

        Args:
            phrase: a heading as printed, without decoration around it.

        Returns:
            The kind; for several parts that of the first. None when any part is unknown or there are over nine words.

        >>> load_headings().kind_of("Education and Certifications")
        'education'
        """
        folded = fold_heading(phrase)
        if not folded or len(folded.split()) > 9:
            return None
        whole = self._plain(folded)
        if whole:
            return whole
        parts = [p.strip() for p in re.split(r"\band\b|[/|,]", folded)]
        kinds = [self._plain(p) for p in parts if p]
        return kinds[0] if len(kinds) > 1 and all(kinds) else None

    def kind_of_columns(self, phrase: str) -> SectionKind | None:
        """The kind for headings of neighbouring columns that a conversion put on one line ("EXPERIENCE SKILLS").

        Their texts are mixed from there on; jobs matter most, so one on experience decides.

        Args:
            phrase: a whole line, without decoration around it.

        Returns:
            The kind; None unless the line holds headings of two kinds or more and nothing else.

        >>> load_headings().kind_of_columns("EDUCATION EXPERIENCE"), load_headings().kind_of_columns("EDUCATION")
        ('experience', None)
        """
        words = fold_heading(phrase).split()
        if len(words) > 7:
            return None
        kinds: list[SectionKind] = []
        begin = 0
        while begin < len(words):
            for end in range(min(len(words), begin + 4), begin, -1):
                kind = self._plain(" ".join(words[begin:end]))
                if kind:
                    kinds.append(kind)
                    begin = end
                    break
            else:
                return None
        if len(set(kinds)) < 2:
            return None
        return "experience" if "experience" in kinds else kinds[0]

    def _plain(self, folded: str) -> SectionKind | None:
        """The kind of one phrase with qualifiers around it."""
        phrase = " ".join(folded.replace("/", " ").replace(",", " ").replace("|", " ").split())
        last = phrase.rpartition(" ")[2]
        for suffix in ("", *self.after.get(last, ())):
            if suffix and not phrase.endswith(" " + suffix):
                continue
            words = phrase.removesuffix(suffix).split()
            for skip in range(min(4, len(words))):
                if skip and words[skip - 1] not in self.before:
                    break
                kind = self.kinds.get(" ".join(words[skip:]))
                if kind:
                    return kind
        return None


def fold_heading(phrase: str) -> str:
    """Fold a heading so that its spellings meet: lower case, no accents, "and" for its signs and translations.

    Args:
        phrase: a heading as printed.

    Returns:
        Its words with single blanks between; slashes, bars and commas stay, since they set parts apart.

    >>> fold_heading("Compétences & Outils:")
    'competences and outils'
    """
    plain = phrase.casefold() if phrase.isascii() else _without_accents(phrase)
    plain = re.sub(r"&amp;|[&+]|\b(?:und|et|y)\b", " and ", plain)
    return " ".join(re.sub(r"[^\w/|,]+", " ", plain).split())


def _without_accents(phrase: str) -> str:
    # Twice, since mathematical letters become capitals only when they are taken apart.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", phrase).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _any_of(phrases: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """A pattern for any of the phrases as whole words, the longest first."""
    longest_first = sorted(phrases, key=lambda p: (-len(p), p))
    return re.compile(r"(?<![\w/&-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w/&-])", flags)


@cache
def load_headings() -> HeadingTable:
    """Read ``resources/headings.toml``; once a process.

    Returns:
        The table, folded for lookup.
    """
    raw = tomllib.loads((RESOURCES / "headings.toml").read_text("utf-8"))
    kinds = {fold_heading(h).replace("/", " "): kind for kind in _KINDS for h in raw[kind]["headings"]}
    running = raw["running"]
    suffixes = [fold_heading(s) for s in raw["qualifiers"]["after"]]

    return HeadingTable(
        kinds=kinds,
        squashed={h.replace(" ", ""): kind for h, kind in kinds.items() if len(h) > 4},
        before=frozenset(map(fold_heading, raw["qualifiers"]["before"])),
        after={word: tuple(s for s in suffixes if s.split()[-1] == word) for word in {s.split()[-1] for s in suffixes}},
        inline=frozenset(map(fold_heading, raw["inline"]["words"])),
        languages=frozenset(map(fold_heading, raw["languages"]["headings"])),
        human=_any_of(raw["languages"]["human"], re.IGNORECASE),
        strong=_any_of(running["strong"]),
        weak=_any_of(running["weak"]),
        bound_by=frozenset(running["bound_by"]),
    )
