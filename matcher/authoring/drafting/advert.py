"""Split a job advert into sentences, each with the part of the advert that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from matcher.authoring.drafting.line_breaks import restore_line_breaks
from matcher.authoring.drafting.wording import Part, Wording
from matcher.parsing.sentences import split_sentences

__all__ = ["Advert", "AdvertSentence", "read_advert"]

LONGEST_TITLE: Final = 90
"""Most characters of a first line that is taken as the advert's title: longer ones are sentences."""

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
class AdvertSentence:
    """One sentence or bullet point of an advert.

    >>> AdvertSentence("Five years of Java.", 120, "must", "Requirements").part
    'must'
    """

    text: str
    start: int
    """Offset in :attr:`Advert.text`."""
    part: Part
    heading: str = ""
    """The heading of the part, as printed."""
    boilerplate: bool = False
    """Whether the sentence is about pay, law, travel or how to apply."""

    @property
    def is_about_company(self) -> bool:
        """Whether the sentence is about the advertiser ("we", "our") and not about the person sought."""
        # Elsewhere "our" says little: duties are often about "our" systems.
        return self.part in ("opening", "nice") and bool(_OURS.search(self.text)) and not _YOURS.search(self.text)


@dataclass(frozen=True, slots=True)
class Advert:
    """A job advert.

    >>> Advert("Senior Java Engineer (Remote)", "", ()).role
    'Java Engineer'
    """

    title: str
    text: str
    """The text with its lost line breaks restored."""
    sentences: tuple[AdvertSentence, ...]

    @property
    def role(self) -> str:
        """The title without seniority, location and terms."""
        plain = re.sub(r"\([^)]*\)|\[[^\]]*\]|\$[\d,.]+", " ", self.title)
        plain = re.split(r"\s[-–|@]\s|,|:|\bin\b(?=\s[A-Z])|–", plain)[0]
        return " ".join(_SENIORITY.sub(" ", plain).split()).strip(" -–/.") or self.title


def read_advert(
    text: str, wording: Wording, known: Callable[[str], bool], named: Callable[[str], bool], title: str = ""
) -> Advert:
    r"""Split an advert into sentences.

    Args:
        text: the advert.
        wording: the vocabulary of adverts.
        known: tells whether a string is a word or the name of a technology.
        named: tells whether a string is the name of a technology.
        title: the advert's title; empty to use its first line, or the role that the text says it looks for.

    >>> from matcher.authoring.drafting.wording import load_wording
    >>> text = "Go Dev\nRequirements:\nSome Go.\nBenefits\nLunch."
    >>> advert = read_advert(text, load_wording(), str.isalpha, str.isupper)
    >>> advert.title, [(s.text, s.part) for s in advert.sentences]
    ('Go Dev', [('Some Go.', 'must'), ('Lunch.', 'company')])
    """
    title = " ".join(title.split()) or _title(text, wording)
    text = restore_line_breaks(text, known, named)
    # A heading with a colon inside running text gets a line of its own.
    text = wording.heading_start.sub(lambda m: f"\n{m[0]}\n" if m[0][0].isupper() else m[0], text)
    text = re.sub(r"\n\s*\n+", "\n\n", text)
    part: Part = "opening"
    heading = ""
    sentences: list[AdvertSentence] = []
    for start, end in split_sentences(text):
        printed = text[start:end]
        plain = printed.lstrip("•*#- \t").rstrip()
        new_part = wording.part_of(plain) if len(plain) < 80 and not plain.endswith((".", "!")) else None
        if new_part:
            part, heading = new_part, plain.rstrip(" :")
            continue
        if inline := _inline_heading(plain, wording):
            part, heading, plain = inline
        if plain.casefold() == title.casefold():
            continue
        offset = start + printed.index(plain) if plain in printed else start
        folded = " ".join(plain.split())
        sentences.append(AdvertSentence(folded, offset, part, heading, bool(wording.boilerplate.search(folded))))
    return Advert(title, text, tuple(sentences))


def _inline_heading(plain: str, wording: Wording) -> tuple[Part, str, str] | None:
    """Split a heading off the beginning of a line, if text with a capital or a digit follows it.

    Returns:
        (part, heading, following text), or None.
    """
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
        part = wording.part_of(label)
        if part and (marked or label.istitle() or label.isupper() or count > 1):
            return part, label.rstrip(" :–-"), following
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
