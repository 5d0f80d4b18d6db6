"""A job advert cut into sentences, each with the part that it stands in.

Adverts on the web have often lost their line breaks ("... of our team.You will ...", "ResponsibilitiesBuild ..."); they
are given back first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from matcher.drafting.wording import Part, Wording
from matcher.sentences import split_sentences

__all__ = ["Advert", "Statement", "read_advert", "unglue"]

LONGEST_TITLE: Final = 90
"""Characters of a first line that may be the advert's title: longer ones are sentences."""

_RUN: Final = re.compile(r"[^\W_]{2,40}")
_STOP: Final = re.compile(r"(?<=[^\W_)%+’'\"])(?P<stop>[.!?:;])(?=(?P<next>[A-Z•*][^\W_]*))")
_BULLET: Final = re.compile(r"[ \t\xa0]*(?:[•·▪●◦‣⁃∙■□➢➤►✓✔❖\uf0b7]|(?<=\s)[*](?=\s?\S)|(?<=\s)[-–](?=\s))[ \t\xa0]*")
_WIDE: Final = re.compile(r"[ \t\xa0]{3,}")
_SENIORITY: Final = re.compile(
    r"\b(?:senior|sr\.?|junior|jr\.?|lead|principal|staff|founding|graduate|intern|entry[ -]level|mid[ -]level|"
    r"I{1,3}|IV|remote|contract|full[ -]?time|part[ -]?time|hybrid|m/w/d|w/m/d|h/f|f/h|urgent|immediate|onsite)\b",
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


def _is_start(known: Callable[[str], bool], word: str) -> bool:
    return len(word) == 1 or word in ("A", "I") or known(word)


def unglue(text: str, known: Callable[[str], bool]) -> str:
    r"""Give back the line breaks that an advert has lost.

    Args:
        text: as read.
        known: whether something is a word or the name of a technology; what is neither is not parted.

    >>> known = {"the", "team", "you", "will", "build", "responsibilities", "javascript", "experience"}
    >>> unglue("Join the team.You will: ResponsibilitiesBuild JavaScriptExperience", lambda w: w.lower() in known)
    'Join the team.\nYou will: Responsibilities\nBuild JavaScript\nExperience'
    """

    def part_stop(match: re.Match[str]) -> str:
        before = re.search(r"[\w#+.]*$", text[max(0, match.start() - 30) : match.start()])
        around = f"{before[0] if before else ''}{match['stop']}{match['next']}"
        whole = known(around) or (match["stop"] == "." and len((before[0] if before else "").split(".")[-1]) < 2)
        return match["stop"] if whole else f"{match['stop']}\n"

    def part_run(match: re.Match[str]) -> str:
        run = match[0]
        for i in range(2, len(run) - 1):
            first, second = run[:i], run[i:]
            capital = second[0].isupper() and (first[-1].islower() or second[1].islower())
            count = second[0].isdigit() and first[-1].islower() and len(first) > 3
            if capital and not known(run) and known(first):
                word = re.match(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+", second)
                if word and _is_start(known, word[0]):
                    return f"{first}\n{part_run_text(second)}"
            if count and known(first) and re.match(r"\d{1,2}$", second):
                after = text[match.end() : match.end() + 12]
                if re.match(r"\+?\s*(?:-\s*\d+\s*)?(?:plus\s+)?(?:y(?:ea)?rs?)", after):
                    return f"{first}\n{second}"
        return run

    def part_run_text(run: str) -> str:
        again = _RUN.match(run)
        return part_run(again) if again and again.end() == len(run) else run

    text = text.replace("\r", "")
    text = _BULLET.sub("\n• ", text)
    text = _WIDE.sub("\n", text)
    text = _STOP.sub(part_stop, text)
    text = re.sub(r"\)(?=[A-Z][a-z]+\s)", ")\n", text)
    return _RUN.sub(part_run, text)


def read_advert(text: str, wording: Wording, known: Callable[[str], bool], title: str = "") -> Advert:
    r"""Cut an advert into statements.

    Args:
        text: the advert.
        wording: the words of adverts.
        known: whether something is a word or the name of a technology.
        title: the advert's title; empty to take its first line or the role that it says it looks for.

    >>> from matcher.drafting.wording import load_wording
    >>> advert = read_advert("Go Dev\nRequirements:\nSome Go.\nBenefits\nLunch.", load_wording(), str.isalpha)
    >>> advert.title, [(s.text, s.part) for s in advert.statements]
    ('Go Dev', [('Some Go.', 'must'), ('Lunch.', 'company')])
    """
    text = unglue(text, known)
    # A heading with its colon in running text begins a line, and what it heads begins another.
    text = wording.heading_start.sub(lambda m: f"\n{m[0]}\n" if m[0][0].isupper() else m[0], text)
    text = re.sub(r"\n\s*\n+", "\n\n", text)
    title = " ".join(title.split()) or _title(text, wording)
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
