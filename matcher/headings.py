"""The phrases that open sections of a résumé, as ``resources/headings.toml`` lists them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from matcher.types import SectionKind

__all__ = ["HeadingTable", "fold", "heading_table"]

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

    >>> heading_table().kind_of("IT Skills & Tools"), heading_table().kind_of("Acme Ltd")
    ('skills', None)
    """


    kinds: dict[str, SectionKind]
    squashed: dict[str, SectionKind]
    """Without blanks, for letter-spaced headings."""
    before: frozenset[str]
    after: dict[str, tuple[str, ...]]
    """By their last words."""
    inline: frozenset[str]
    languages: frozenset[str]
    human: re.Pattern[str]
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    bound_by: frozenset[str]

    def kind_of(self, phrase: str) -> SectionKind | None:
        """The kind that a heading opens, or None when it is none.

        A phrase is looked up whole, then without qualifiers, then by its parts ("education and certifications").
        """
        folded = fold(phrase)
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
        """
        words = fold(phrase).split()
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


def fold(phrase: str) -> str:
    """Lower case, no accents, "and" for its signs and translations, single blanks.

    >>> fold("Compétences & Outils:")
    'competences and outils'
    """
    plain = unicodedata.normalize("NFKD", phrase.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"&amp;|[&+]|\b(?:und|et|y)\b", " and ", plain)
    return " ".join(re.sub(r"[^\w/|,]+", " ", plain).split())


def _any_of(phrases: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """A pattern for any of the phrases as whole words, the longest first."""
    longest_first = sorted(phrases, key=lambda p: (-len(p), p))
    return re.compile(r"(?<![\w/&-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w/&-])", flags)


@cache
def heading_table() -> HeadingTable:
    """Read ``resources/headings.toml``."""
    raw = tomllib.loads(resources.files("matcher").joinpath("resources/headings.toml").read_text(encoding="utf-8"))
    kinds = {fold(h).replace("/", " "): kind for kind in _KINDS for h in raw[kind]["headings"]}
    running = raw["running"]
    suffixes = [fold(s) for s in raw["qualifiers"]["after"]]

    return HeadingTable(
        kinds=kinds,
        squashed={h.replace(" ", ""): kind for h, kind in kinds.items() if len(h) > 4},
        before=frozenset(map(fold, raw["qualifiers"]["before"])),
        after={word: tuple(s for s in suffixes if s.split()[-1] == word) for word in {s.split()[-1] for s in suffixes}},
        inline=frozenset(map(fold, raw["inline"]["words"])),
        languages=frozenset(map(fold, raw["languages"]["headings"])),
        human=_any_of(raw["languages"]["human"], re.IGNORECASE),
        strong=_any_of(running["strong"]),
        weak=_any_of(running["weak"]),
        bound_by=frozenset(running["bound_by"]),
    )
