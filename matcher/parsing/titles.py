"""The titles and employers that stand near an entry's dates: words that name a job, and what commas and dashes part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from matcher.parsing.dates import DateRange

__all__ = ["BULLET", "JOB", "title_and_employer"]

BULLET: Final = re.compile(r"\s*(?:[•●▪■◆►➢✓*·\uf0b7\uf0a7\uf0d8?o]\s|[-–—]\s|\d{1,2}[.)]\s)")

"""What begins a bullet point."""

JOB: Final = re.compile(
    r"(?i:\b(?:developer|engineer|programmer|administrator|admin|architect|analyst|consultant|manager|director|lead|leader|intern|"
    r"internship|specialist|technician|supervisor|assistant|associate|coordinator|scientist|designer|tester|officer|"
    r"teacher|instructor|professor|researcher|fellow|tutor|trainer|clerk|representative|agent|operator|owner|founder|"
    r"president|head|chief|cto|ceo|cio|cfo|vp|dba|sme|master|expert|advisor|adviser|accountant|nurse|driver|cashier|server|"
    r"sergeant|contractor|freelancer|freelance|volunteer|partner|executive|strategist|planner|auditor|buyer|editor|writer|"
    r"entwickler|entwicklerin|ingenieur|leiter|berater|développeur|ingénieur|desarrollador|ingeniero)\b)"
)
"""Words that name a job."""

_MODIFIERS: Final = re.compile(
    r"(?:executive|assistant|associate|lead|freelance|intern|chief|head|master|server|expert|contractor|vp|admin|agent)$",
    re.IGNORECASE,
)


_COMPANY: Final = re.compile(
    r"\b(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|AG|Corp|Corporation|Co|Company|PLC|Plc|LLP|Pvt|Group|Holdings?|Bank|University|College|School|"
    r"Institute|Hospital|Agency|Technologies|Labs|Partners|Studios?|Consulting|Associates|Foundation|Ministry|S\.A|SARL|SAS|S\.L|N\.V|B\.V)\b"
)
"""Words of company names: a part that has one is the employer, whatever stands before it."""

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)\.?"
)
_DATE_REST: Final = re.compile(
    rf"^(?:{_MONTH}|(?:19|20)\d\d)\s+(?=[A-Z])|\s+(?:{_MONTH}\s)?(?:19|20)\d\d$", re.IGNORECASE
)
"""What is left of a column of dates beside a name: "November Acme Bank"."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the names in a heading, and what its place says of it."""

    text: str
    aside: bool = False
    """In brackets: what a title means, or where the job was."""
    place: bool = False
    """A city, since a state follows it, or the state."""


_SEPARATOR: Final = re.compile(r"\n|\t|\s[-–—|@]\s|\s{3,}|\bat\b|,\s(?!Inc|LLC|Ltd)|\s,|\(|\)|$")
_STATE: Final = re.compile(r",?\s?[A-Z]{2}\b(?!\w|\s?[&/])")


def _parts(piece: str) -> list[_Part]:
    """The names in part of a heading: what dashes, bars, brackets, wide gaps and commas set apart."""
    found: list[_Part] = []
    begin, aside = 0, False
    for separator in _SEPARATOR.finditer(piece):
        part = piece[begin : separator.start()]
        plain = part.strip(" \t\xa0-–—|,.:;()[]/•●▪*·\uf0b7")
        if re.match(r"[\W_]*\.net\b", part, re.IGNORECASE):
            plain = f".{plain}"
        plain = _DATE_REST.sub("", " ".join(plain.split()))
        if 1 < len(plain) <= 90 and any(c.isalpha() for c in plain):
            follows_comma = separator[0].strip() == "," and _STATE.match(piece, separator.end())
            state = len(plain) == 2 and plain.isupper() and bool(found) and found[-1].place
            found.append(_Part(plain, aside, bool(follows_comma) or state))
        begin = separator.end()
        aside = separator[0] == "(" or (aside and separator[0] != ")")
    return found


def title_and_employer(text: str, start: int, dates: DateRange, end: int) -> tuple[str, str]:
    r"""Title and employer as printed near an entry's dates, each empty when it cannot be told.

    Args:
        text: the whole text.
        start: where the entry begins.
        dates: its dates.
        end: where the entry ends.

    >>> from matcher.core.resume import Month
    >>> text = "Web Developer (Python), Acme Ltd - Austin, TX\tMay 2013 - June 2015"
    >>> title_and_employer(text, 0, DateRange(46, 66, Month(2013, 5), Month(2015, 6)), 66)
    ('Web Developer', 'Acme Ltd')
    """
    same, _, rest = text[dates.end : min(end, dates.end + 200)].partition("\n")
    running = len(same) > 120
    before = _parts(text[start : dates.start])
    below = rest.partition("\n")[0].strip()
    if len(below.split()) > (7 if before else 14) or below.endswith((".", ":", ",")) or BULLET.match(below):
        below = ""
    after = [] if running else _parts(same) or _parts(below)
    parts = (before + after) or _parts(same[:80])
    title = next((p.text for p in parts if JOB.search(p.text)), "")
    if not title and (len(before) >= 2 or (before and after and not same.strip().startswith("("))):
        title = before[0].text
    if not title:
        return "", _employer(parts, "")
    employer = _employer(parts, title)
    title, rest = _cut(title, alone=not employer)
    return title, employer if employer and (not rest or JOB.search(rest)) else rest


def _employer(parts: Sequence[_Part], title: str) -> str:
    """The part that is the employer's name; what stands in brackets only where there is nothing else."""
    names = [p for p in parts if p.text != title and not p.place]
    for likely in ([p for p in names if _COMPANY.search(p.text)], [p for p in names if not p.aside], names):
        if likely:
            return likely[0].text
    return ""


def _cut(title: str, *, alone: bool) -> tuple[str, str]:
    """A title without what follows its last word for a job, and that rest: the employer, where no sign parts the two.

    ``alone`` says that no other part could be the employer.
    """
    found = list(JOB.finditer(title))
    if not found:
        return title, ""
    last = found[0]
    for following in found[1:]:
        gap = title[last.end() : following.start()]
        joined = gap.lstrip().startswith(("/", "&"))
        if len(gap) > 2 and not joined:
            if not (_MODIFIERS.match(last[0]) and len(gap.split()) <= 2 and "," not in gap):
                break
        last = following
    tail = re.match(r"\s(?:I{1,3}|IV|V|\d)\b", title[last.end() :])
    cut = last.end() + (tail.end() if tail else 0)
    rest = title[cut:].strip(" -–—/,.")
    if _MODIFIERS.match(last[0]) and last is found[0] and len(title.split()) <= 5 and not (alone and last.start()):
        return title, ""  # "Head Baker": the trade is not among the words that are known
    goes_on = title[cut:].lstrip().startswith(("/", "&", "'s ", "’s ", "of ", "and ", "for ", "to ", "in "))
    return (title[:cut].strip(), rest) if len(rest) > 2 and not goes_on else (title, "")
