"""Split a job advert into sentences, each with the part of the advert that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from matcher.authoring.drafting.line_breaks import restore_line_breaks
from matcher.authoring.drafting.word_patterns import any_of, has_cjk, ordinary_width
from matcher.authoring.drafting.wording import Part, Wording
from matcher.languages.word_lists import words
from matcher.parsing.sentences import split_sentences

__all__ = ["Advert", "AdvertSentence", "is_term_of_work", "read_advert"]

LONGEST_HEADING: Final = 80
"""Characters from which a line is no heading."""

LONGEST_TITLE: Final = 90
"""Most characters of a first line that is taken as the advert's title: longer ones are sentences."""

_BRACKETS: Final = re.compile(r"[【〔［\[《≪〈<「『(](?P<inside>[^】〕］\]》≫〉>」』)\n]{2,24})[】〕］\]》≫〉>」』)]")
"""A heading in brackets, as Japanese and Chinese adverts have them."""

_NUMBERED: Final = re.compile(
    r"(?:(?<=[;:。；：\n])|\A)[ \t]*"
    r"(?:\d{1,2}[ \t]?(?:[、)]|\.(?!\d))|[(]\d{1,2}[)]|[①-⑳]|[一二三四五六七八九十]{1,2}、)[ \t]*"
)
"""The number of an item in a Chinese or Japanese advert, which may follow the previous item on the same line."""

_TERMS: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】|《[^》]*》|\$[\d,.]+")
_ROLE_END: Final = re.compile(r"\s[-–—|@]\s|,|:|\bin\b(?=\s[A-Z])|–|、")


@cache
def _seniority() -> re.Pattern[str]:
    return any_of(words("documents", "advert_seniority"))


def is_term_of_work(name: str) -> bool:
    """Whether a name is a word of titles that is no part of the role, such as a kind of contract.

    >>> is_term_of_work("CDI"), is_term_of_work("Java")
    (True, False)
    """
    return _seniority().fullmatch(name) is not None


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
    is_about_company: bool = False
    """Whether the sentence is about the advertiser ("we", "our") and not about the person sought."""


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
        plain = _ROLE_END.split(_TERMS.sub(" ", self.title))[0]
        return " ".join(_seniority().sub(" ", plain).split()).strip(" -–/.・") or self.title


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
    text = ordinary_width(text)
    title = " ".join(ordinary_width(title).split()) or _title(text, wording)
    if has_cjk(text):
        text = _separate_cjk(text, wording)
    text = restore_line_breaks(text, known, named, "de" not in wording.languages)
    # A heading with a colon inside running text gets a line of its own.
    text = wording.heading_start.sub(lambda m: _on_own_line(m[0], wording), text)
    text = re.sub(r"\n\s*\n+", "\n\n", text)
    part: Part = "opening"
    heading = ""
    sentences: list[AdvertSentence] = []
    for start, end in split_sentences(text):
        printed = text[start:end]
        plain = printed.lstrip("•*#-–—・ \t").rstrip()
        if not sentences and not heading and title in plain and wording.sought.match(plain):
            continue  # "Wir suchen: ..."
        new_part: Part | None = None
        if not plain.endswith((".", "!", "。")):
            new_part = wording.part_of(plain) if len(plain) < LONGEST_HEADING else None
            if new_part is None and printed == plain and not any(map(named, plain.split())):
                new_part = wording.introduced_part(plain)
        if new_part:
            part, heading = new_part, plain.rstrip(" :")
            continue
        inline = _inline_heading(plain, wording)
        # "Stack: Java" among the requirements begins no new part; in English it always has.
        if inline and (wording.is_english or inline[0] != "should" or part in ("opening", "company")):
            part, heading, plain = inline
        if plain.casefold() == title.casefold():
            continue
        offset = start + printed.index(plain) if plain in printed else start
        folded = " ".join(plain.split())
        sentences.append(
            AdvertSentence(
                folded,
                offset,
                part,
                heading,
                bool(wording.boilerplate.search(folded)),
                # Elsewhere "our" says little: duties are often about "our" systems.
                part in ("opening", "nice") and bool(wording.ours.search(folded)) and not wording.yours.search(folded),
            )
        )
    return Advert(title, text, tuple(sentences))


def _separate_cjk(text: str, wording: Wording) -> str:
    """Put the headings in brackets and the numbered items of a Chinese or Japanese advert on lines of their own."""
    text = _BRACKETS.sub(lambda m: f"\n{m['inside']}\n" if wording.part_of(m["inside"]) else m[0], text)
    text = re.sub(r"(?<=\S)·(?=\S)", "・", text)  # joins names here; elsewhere it is a bullet
    return _NUMBERED.sub("\n• ", text)


def _on_own_line(heading: str, wording: Wording) -> str:
    if heading[0].islower():
        return heading
    if not wording.is_english:
        part = wording.part_of(heading)
        if part is None or (part == "should" and not has_cjk(heading)):
            return heading
    return f"\n{heading}\n"


def _inline_heading(plain: str, wording: Wording) -> tuple[Part, str, str] | None:
    """Split a heading off the beginning of a line, if text with a capital or a digit follows it.

    Returns:
        (part, heading, following text), or None.
    """
    tokens = list(re.finditer(r"\S+", plain))
    for count in range(min(5, len(tokens) - 1), 0, -1):
        following = plain[tokens[count].start() :]
        label = plain[: tokens[count - 1].end()]
        marked = label.endswith((":", "–", "-"))
        if not (label[0].isupper() and (following[0].isupper() or following[0].isdigit() or marked)):
            continue
        # "Requirements Analysis: ..." is a label of its own.
        if not marked and re.match(r"(?:\S+\s+){0,2}\S+:", following):
            continue
        part = wording.part_of(label)
        if part and (marked or count > 1 or label.isupper() or (label.istitle() and wording.is_english)):
            return part, label.rstrip(" :–-"), following
    return None


def _title(text: str, wording: Wording) -> str:
    first = next((line.strip(" \t#*•:■●◆") for line in text.splitlines() if line.strip()), "")
    first = wording.title_label.sub("", first, count=1) if wording.title_label.match(first) else first
    if not wording.is_english and (role := _sought_role(first, wording)):
        return role
    if first and len(first) <= LONGEST_TITLE and not first.endswith((".", "。")) and wording.part_of(first) is None:
        return first
    sought = wording.sought.search(text)
    return _role_of(sought) if sought else "Untitled role"


def _sought_role(line: str, wording: Wording) -> str:
    """Return the role of a first line such as "Wir suchen einen Java-Entwickler"; empty if it is no such line."""
    sought = wording.sought.search(line)
    if sought is None or wording.ours.sub("", line[: sought.start()]).strip():
        return ""
    return _role_of(sought)


def _role_of(sought: re.Match[str]) -> str:
    return next(role for role in sought.groups() if role).strip(" .")
