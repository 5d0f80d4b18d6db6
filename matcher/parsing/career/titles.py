"""Find the title and the employer near an entry's dates, by the words of job titles and by separators."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from matcher.parsing.career.dates import DateRange

__all__ = ["BULLET", "JOB", "title_and_employer"]

BULLET: Final = re.compile(r"\s*(?:[•●▪■◆►➢✓*·\uf0b7\uf0a7\uf0d8?o]\s|[-–—]\s|\d{1,2}[.)]\s)")
"""The beginning of a bullet point."""

JOB: Final = re.compile(
    r"(?i:\b(?:developer|engineer|programmer|administrator|admin|architect|analyst|consultant|manager|director|lead|leader|"
    r"intern|internship|specialist|technician|supervisor|assistant|associate|coordinator|scientist|designer|tester|officer|"
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
"""Words of company names: a part that has one is the employer, whatever comes before it."""

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)\.?"
)
_DATE_REST: Final = re.compile(
    rf"^(?:{_MONTH}|(?:19|20)\d\d)\s+(?=[A-Z])|\s+(?:{_MONTH}\s)?(?:19|20)\d\d$", re.IGNORECASE
)
"""A leftover of a column of dates next to a name: "November Acme Bank"."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a heading: the title, the employer or a place."""

    text: str
    aside: bool = False
    """Whether it is in brackets: an explanation of the title, or where the job was."""
    place: bool = False
    """Whether it is a city that is followed by a state, or the state."""


_SEPARATOR: Final = re.compile(r"\n|\t|\s[-–—|@]\s|\s{3,}|\bat\b|,\s(?!Inc|LLC|Ltd)|\s,|\(|\)|$")
_STATE: Final = re.compile(r",?\s?[A-Z]{2}\b(?!\w|\s?[&/])")


def _parts(heading: str) -> list[_Part]:
    """Split a heading into its parts at dashes, bars, brackets, wide gaps and commas."""
    parts: list[_Part] = []
    begin, aside = 0, False
    for separator in _SEPARATOR.finditer(heading):
        part = heading[begin : separator.start()]
        plain = part.strip(" \t\xa0-–—|,.:;()[]/•●▪*·\uf0b7")
        if re.match(r"[\W_]*\.net\b", part, re.IGNORECASE):
            plain = f".{plain}"
        plain = _DATE_REST.sub("", " ".join(plain.split()))
        if 1 < len(plain) <= 90 and any(c.isalpha() for c in plain):
            follows_comma = separator[0].strip() == "," and _STATE.match(heading, separator.end())
            state = len(plain) == 2 and plain.isupper() and bool(parts) and parts[-1].place
            parts.append(_Part(plain, aside, bool(follows_comma) or state))
        begin = separator.end()
        aside = separator[0] == "(" or (aside and separator[0] != ")")
    return parts


def title_and_employer(text: str, start: int, dates: DateRange, end: int) -> tuple[str, str]:
    r"""Return title and employer as printed near an entry's dates, each empty if it is not recognised.

    Args:
        text: the whole text.
        start: start of the entry.
        dates: its dates.
        end: end of the entry.

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
    """Return the part that is the employer's name; one in brackets only if there is no other."""
    names = [p for p in parts if p.text != title and not p.place]
    for candidates in ([p for p in names if _COMPANY.search(p.text)], [p for p in names if not p.aside], names):
        if candidates:
            return candidates[0].text
    return ""


def _cut(title: str, *, alone: bool) -> tuple[str, str]:
    """Split a title after its last job word; the rest is the employer, if no separator is between the two.

    ``alone`` says that no other part could be the employer.
    """
    job_words = list(JOB.finditer(title))
    if not job_words:
        return title, ""
    last = job_words[0]
    for following in job_words[1:]:
        gap = title[last.end() : following.start()]
        joined = gap.lstrip().startswith(("/", "&"))
        if len(gap) > 2 and not joined:
            if not (_MODIFIERS.match(last[0]) and len(gap.split()) <= 2 and "," not in gap):
                break
        last = following
    tail = re.match(r"\s(?:I{1,3}|IV|V|\d)\b", title[last.end() :])
    cut = last.end() + (tail.end() if tail else 0)
    rest = title[cut:].strip(" -–—/,.")
    if _MODIFIERS.match(last[0]) and last is job_words[0] and len(title.split()) <= 5 and not (alone and last.start()):
        return title, ""  # "Head Baker": the trade is not a known job word
    continues = title[cut:].lstrip().startswith(("/", "&", "'s ", "’s ", "of ", "and ", "for ", "to ", "in "))
    return (title[:cut].strip(), rest) if len(rest) > 2 and not continues else (title, "")
