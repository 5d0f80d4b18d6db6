"""A job advert cut into sentences, each with the part that it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from matcher.authoring.drafting.line_breaks import unglue
from matcher.authoring.drafting.wording import Part, Wording
from matcher.parsing.sentences import split_sentences

__all__ = ["Advert", "Statement", "read_advert"]

LONGEST_TITLE: Final = 90
"""Characters of a first line that may be the advert's title: longer ones are sentences."""

_SENIORITY: Final = re.compile(
    r"\b(?:senior|sr\.?|junior|jr\.?|lead|principal|staff|founding|graduate|intern|entry[ -]level|mid[ -]level|"
    r"I{1,3}|IV|remote|contract|full[ -]?time|part[ -]?time|hybrid|m/w/d|w/m/d|h/f|f/h|urgent|immediate|onsite)\b",
    re.IGNORECASE,
)


_OURS: Final = re.compile(
    r"\b(?:we|we're|us|our|ours|join|since \d{4}|wir|uns|unser\w*|nous|notre|nos|nosotros|nuestr[oa]s?)\b",
    re.IGNORECASE,
)
_YOURS: Final = re.compile(
    r"\b(?:you|you'll|your|will|responsib\w+|candidate|experience|require\w*|sie|du|dein\w*|ihre?|vous|votre|tu|serás)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or bullet point of an advert.

    >>> Statement("Five years of Java.", 120, "must", "Requirements").part
    'must'
    """

    text: str
    start: int
    """Where it begins in :attr:`Advert.text`."""
    part: Part
    heading: str = ""
    """Of the part, as printed."""
    boilerplate: bool = False
    """Whether it speaks of pay, law, travel or how to apply."""

    @property
    def of_company(self) -> bool:
        """Whether it speaks of those who advertise ("we", "our") and not of whom they look for."""
        talk = self.part in ("opening", "nice")  # after a heading of duties, "our" is what they are for
        return talk and bool(_OURS.search(self.text)) and not _YOURS.search(self.text)


@dataclass(frozen=True, slots=True)
class Advert:
    """A job advert.

    >>> Advert("Senior Java Engineer (Remote)", "", ()).role
    'Java Engineer'
    """

    title: str
    text: str
    """As read, with the lost line breaks given back."""
    statements: tuple[Statement, ...]

    @property
    def role(self) -> str:
        """The title without seniority, place and terms."""
        plain = re.sub(r"\([^)]*\)|\[[^\]]*\]|\$[\d,.]+", " ", self.title)
        plain = re.split(r"\s[-–|@]\s|,|:|\bin\b(?=\s[A-Z])|–", plain)[0]
        return " ".join(_SENIORITY.sub(" ", plain).split()).strip(" -–/.") or self.title


def read_advert(
    text: str, wording: Wording, known: Callable[[str], bool], named: Callable[[str], bool], title: str = ""
) -> Advert:
    r"""Cut an advert into statements.

    Args:
        text: the advert.
        wording: the words of adverts.
        known: whether something is a word or the name of a technology.
        named: whether it is the name of a technology.
        title: the advert's title; empty to take its first line or the role that it says it looks for.

    >>> from matcher.authoring.drafting.wording import load_wording
    >>> text = "Go Dev\nRequirements:\nSome Go.\nBenefits\nLunch."
    >>> advert = read_advert(text, load_wording(), str.isalpha, str.isupper)
    >>> advert.title, [(s.text, s.part) for s in advert.statements]
    ('Go Dev', [('Some Go.', 'must'), ('Lunch.', 'company')])
    """
    title = " ".join(title.split()) or _title(text, wording)
    text = unglue(text, known, named)
    # A heading with its colon in running text begins a line, and what it heads begins another.
    text = wording.heading_start.sub(lambda m: f"\n{m[0]}\n" if m[0][0].isupper() else m[0], text)
    text = re.sub(r"\n\s*\n+", "\n\n", text)
    part: Part = "opening"
    heading = ""
    statements: list[Statement] = []
    for start, end in split_sentences(text):
        shown = text[start:end]
        plain = shown.lstrip("•*#- \t").rstrip()
        found = wording.part_of(plain) if len(plain) < 80 and not plain.endswith((".", "!")) else None
        if found:
            part, heading = found, plain.rstrip(" :")
            continue
        begun = _begun(plain, wording)
        if begun:
            part, heading, plain = begun
        if plain.casefold() == title.casefold():
            continue
        at = start + shown.index(plain) if plain in shown else start
        folded = " ".join(plain.split())
        statements.append(Statement(folded, at, part, heading, bool(wording.boilerplate.search(folded))))
    return Advert(title, text, tuple(statements))


def _begun(plain: str, wording: Wording) -> tuple[Part, str, str] | None:
    """A heading at the beginning of a line, followed by something that begins with a capital."""
    words = list(re.finditer(r"\S+", plain))
    for count in range(min(5, len(words) - 1), 0, -1):
        following = plain[words[count].start() :]
        label = plain[: words[count - 1].end()]
        marked = label.endswith((":", "–", "-"))
        if not (label[0].isupper() and (following[0].isupper() or following[0].isdigit() or marked)):
            continue
        # "Requirements Analysis: ..." is a label of its own.
        if not marked and re.match(r"(?:\S+\s+){0,2}\S+:", following):
            continue
        found = wording.part_of(label)
        if found and (marked or label.istitle() or label.isupper() or count > 1):
            return found, label.rstrip(" :–-"), following
    return None


_SOUGHT: Final = re.compile(
    r"(?:seeking|hiring|looking for|looking to hire|search(?:ing)? for|suchen|recherch\w+|buscamos)\s+"
    r"(?:an?|einen?|une?|un|una)?\s*"
    r"(?P<role>(?:[A-Z][\w.#+/-]*[ ]?){1,5})"
)


def _title(text: str, wording: Wording) -> str:
    first = next((line.strip(" \t#*•:") for line in text.splitlines() if line.strip()), "")
    if first and len(first) <= LONGEST_TITLE and not first.endswith(".") and wording.part_of(first) is None:
        return first
    sought = _SOUGHT.search(text)
    return sought["role"].strip() if sought else "Untitled role"
