"""The titles and employers that stand near an entry's dates: words that name a job, and what commas and dashes part."""

from __future__ import annotations

import re
from typing import Final

from matcher.dates import DateRange

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


def _parts(piece: str) -> list[str]:
    """The names in part of a heading: what dashes, bars, brackets, wide gaps and commas set apart."""
    found = []
    for part in re.split(r"\n|\t|\s[-–—|@]\s|\s{3,}|\bat\b|,\s(?!Inc|LLC|Ltd)|\s,|\(|\)", piece):
        plain = part.strip(" \t\xa0-–—|,.:;()[]•●▪*·\uf0b7")
        if re.match(r"[\W_]*\.net\b", part, re.IGNORECASE):
            plain = f".{plain}"
        if 1 < len(plain) <= 90 and any(c.isalpha() for c in plain):
            found.append(" ".join(plain.split()))
    return found


def title_and_employer(text: str, start: int, dates: DateRange, end: int) -> tuple[str, str]:
    r"""Title and employer as printed near an entry's dates, each empty when it cannot be told.

    Args:
        text: the whole text.
        start: where the entry begins.
        dates: its dates.
        end: where the entry ends.

    >>> from matcher.types import Month
    >>> text = "Web Developer, Acme Ltd\tMay 2013 - June 2015"
    >>> title_and_employer(text, 0, DateRange(24, 44, Month(2013, 5), Month(2015, 6)), 44)
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
    title = next((p for p in parts if JOB.search(p)), "")
    if not title and len(before) >= 2:
        title = before[0]
    elif not title and before and after and not same.strip().startswith("("):
        title = before[0]
    employer = next((p for p in parts if p != title), "") if title else (parts[0] if parts else "")
    found = list(JOB.finditer(title))
    if found and len(parts) >= 1:
        last = found[0]
        for following in found[1:]:
            gap = title[last.end() : following.start()]
            if len(gap) > 2 and not (_MODIFIERS.match(last[0]) and len(gap.split()) <= 2 and "," not in gap):
                break
            last = following
        tail = re.match(r"\s(?:I{1,3}|IV|V|\d)\b", title[last.end() :])
        cut = last.end() + (tail.end() if tail else 0)
        rest = title[cut:].strip(" -–—/,")
        if _MODIFIERS.match(last[0]) and last is found[0] and len(title.split()) <= 5:
            rest = ""  # "Head Baker": the trade is not among the words that are known
        if len(rest) > 2 and not title[cut:].lstrip().startswith(("/", "&", "of ", "and ", "for ", "to ", "in ")):
            title, employer = title[:cut].strip(), rest
    return title, employer
