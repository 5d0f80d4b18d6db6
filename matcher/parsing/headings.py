"""Look up headings: which phrase opens which kind of section.

The phrases come from ``resources/headings.toml``. They are folded (case, accents, "&") so that spellings agree, and
looked up whole, without qualifiers ("relevant work experience"), by their parts and, for headings of adjacent columns,
one after the other. :mod:`matcher.parsing.sections` decides whether a phrase is a heading where it occurs.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from matcher.core.regex_prefilter import PrefixPattern
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
    """Folded phrase, with blanks for slashes, to kind of section."""
    squashed: dict[str, SectionKind]
    """The same with all blanks removed, for letter-spaced headings."""
    before: frozenset[str]
    """Qualifiers before a phrase ("relevant")."""
    after: dict[str, tuple[str, ...]]
    """Qualifiers after a phrase, by their last words."""
    inline: frozenset[str]
    """Single words that also open a section whose content follows on the same line."""
    languages: frozenset[str]
    """Headings that mean spoken or programming languages; the text after them decides."""
    human: re.Pattern[str]
    """Names and levels of spoken languages."""
    strong: re.Pattern[str]
    """Phrases that occur in no sentence: in running text they need only a plausible beginning after them."""
    weak: re.Pattern[str]
    """Everyday words: in running text the words after them must look like the content of such a section."""
    bound_by: frozenset[str]
    """Words that form a phrase with a heading after them ("communication skills")."""
    stack_label: PrefixPattern
    """Label of the list of technologies of one job ("Environment:", "Technologies used -")."""

    def kind_of(self, phrase: str) -> SectionKind | None:
        """Return the kind of section that a phrase opens, or None if it is no heading.

        A phrase is looked up whole, then without qualifiers, then by its parts ("education and certifications").

        Args:
            phrase: the phrase as printed, without decoration around it.

        Returns:
            The kind; of several parts the first one's. None if any part is unknown or there are more than nine words.

        >>> load_headings().kind_of("Education and Certifications")
        'education'
        """
        folded = fold_heading(phrase)
        if not folded or len(folded.split()) > 9:
            return None
        kind = self._plain(folded)
        if kind:
            return kind
        parts = [p.strip() for p in re.split(r"\band\b|[/|,]", folded)]
        kinds = [self._plain(p) for p in parts if p]
        if len(kinds) < 2 or not all(kinds):
            return None
        # "Languages and technologies" are programming languages.
        return "skills" if parts[0] in self.languages and "skills" in kinds else kinds[0]

    def kind_of_columns(self, phrase: str) -> SectionKind | None:
        """Return the kind for headings of adjacent columns that a converter put on one line ("EXPERIENCE SKILLS").

        The texts of the columns are mixed after such a line. Jobs matter most, so a heading of experience decides.

        Args:
            phrase: a whole line, without decoration around it.

        Returns:
            The kind; None unless the line consists of headings of at least two kinds.

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
        """Return the kind of a single phrase with qualifiers around it."""
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
    """Fold a heading so that its spellings agree: lower case, no accents, "and" for its signs and translations.

    Args:
        phrase: a heading as printed.

    Returns:
        Its words with single blanks between; slashes, bars and commas stay, since they separate parts.

    >>> fold_heading("Compétences & Outils:")
    'competences and outils'
    """
    plain = phrase.casefold() if phrase.isascii() else _without_accents(phrase)
    plain = re.sub(r"&amp;|[&+]|\b(?:und|et|y)\b", " and ", plain)
    return " ".join(re.sub(r"[^\w/|,]+", " ", plain).split())


def _without_accents(phrase: str) -> str:
    # Twice, since mathematical letters become capitals only when they are decomposed.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", phrase).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _any_of(phrases: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """Return a pattern for any of the phrases as whole words, the longest first."""
    longest_first = sorted(phrases, key=lambda p: (-len(p), p))
    return re.compile(r"(?<![\w/&-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w/&-])", flags)


@cache
def load_headings() -> HeadingTable:
    """Read ``resources/headings.toml``, once per process.

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
        stack_label=PrefixPattern(
            re.compile(
                rf"(?<!\w)(?:{'|'.join(map(re.escape, raw['stack']['labels']))})(?:\s(?:and|&|und|et|y)\s\w{{1,20}})?"
                rf"(?:\s(?:{'|'.join(map(re.escape, raw['stack']['after']))}))?(?:\s?:|\s[-–—]|[–—])",
                re.IGNORECASE,
            )
        ),
    )
