"""Find mentions in jobs that no work stands behind: names in headers, and undated text without a title or a deed.

A job's title and its employer's name say what it was called. A plain title ("Python developer") is believed; a row of
names in front of one, or in the name of an employer, is a list wherever it stands. Text under a heading of work that
has no dates counts as work if it has a title of information technology, or tells a deed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from matcher.core.resume import Resume
from matcher.core.skills import Mention
from matcher.languages.detection import languages_of
from matcher.languages.foreign import foreign_languages
from matcher.parsing.deeds.own_deeds import OwnDeeds
from matcher.parsing.role_families.duties_model import without_spans
from matcher.parsing.role_families.gazetteer import UNKNOWN, load_gazetteer

__all__ = ["with_merely_named"]

Span = tuple[int, int]

MOST_IN_A_TITLE: Final = 3
"""Technologies that a plain header names: of 2,000 titles of honest résumés with any, all but a few have up to three
("Java/J2EE/Spring developer"). Rerun ``python -m benchmarks quality`` after touching it."""

MOST_IN_A_HEADER: Final = 5
"""The same of all of it, from the title to the employer: a column beside it may run into it."""

_HEADER: Final = 250
"""Characters from the start of an entry in which its header stands."""
_BEFORE: Final = 120
"""Characters of a line before the title that may belong to the header."""
_SENTENCE: Final = re.compile(r"[.!?;•▪●\d]")
_MOST_WORDS: Final = 9
"""Words of a line that may be a title."""
_WORD: Final = re.compile(r"[^\W_]+(?:[+#]+)?")
_FEWEST: Final = 2
_LIST: Final = re.compile(r"[,/|;+]|\band\b")
_TRADE: Final = re.compile(
    r"engineer|develop|program|coder|tech|architect|consult|lead|admin|intern|analyst", re.IGNORECASE
)
_PART: Final = re.compile(r"[^,;|(\n]+")
_FORM: Final = re.compile(
    r"\b(?:Ltd|Limited|Inc|LLC|LLP|Corp(?:oration)?|GmbH|AG|KG|SARL|SAS|Pvt|PLC|Pty|B\.?V|N\.?V|S\.?r\.?l|S\.?p\.?A|Company|"
    r"Holdings?|Group)\b\.?$",
    re.IGNORECASE,
)


def with_merely_named(resume: Resume, mentions: tuple[Mention, ...]) -> tuple[Resume, tuple[Mention, ...]]:
    """Return a résumé that knows what its headers and undated parts merely name, and its mentions placed accordingly.

    Args:
        resume: with its sections and positions.
        mentions: of technologies in it.

    >>> from matcher.core.document import Block, Document
    >>> from matcher.core.resume import Month, Position, Section
    >>> text = "Dev, Java Kafka Go Ltd, 2020. Wrote Go."
    >>> document = Document("cv.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    >>> job = Position(0, len(text), Month(2020, 1), Month(2020, 9), title="Dev", employer="Java Kafka Go Ltd")
    >>> resume = Resume(document, (Section("experience", 0, len(text)),), (job,))
    >>> mentions = tuple(Mention("x", "x", start, start + 2, position=0) for start in (5, 10, 16, 36))
    >>> [m.position for m in with_merely_named(resume, mentions)[1]]
    [None, None, None, 0]
    """
    spans = [*_in_headers(resume, mentions), *_in_undated_parts(resume, mentions)]
    if not spans and not resume.merely_named:
        return resume, mentions
    resume = replace(resume, merely_named=tuple(sorted((*resume.merely_named, *spans))))
    return resume, tuple(_placed(resume, mention) if mention.visible else mention for mention in mentions)


def _placed(resume: Resume, mention: Mention) -> Mention:
    section, position, setting = resume.context_at(mention.start)
    if (section, position) == (mention.section, mention.position):
        return mention
    return replace(mention, section=section, position=position, setting=setting)


def _in_headers(resume: Resume, mentions: Sequence[Mention]) -> Iterator[Span]:
    """Yield the names in the headers of jobs that are no plain title."""
    text = resume.document.text
    mentions = sorted((m for m in mentions if m.visible), key=lambda m: m.start)
    starts = [m.start for m in mentions]
    for position in resume.positions:
        if position.kind != "work":
            continue
        begin = _header_start(text, position.start)
        first, last = bisect_left(starts, begin), bisect_left(starts, position.start + _HEADER)
        if first == last:
            continue
        fields = {
            field: span
            for field in (position.title, position.employer)
            if (span := _find(text, field, begin, position.start + _HEADER)) is not None
        }
        stop = max((end for _, end in fields.values()), default=position.start)
        header = [m for m in mentions[first:last] if m.start < stop]
        spans = [(begin, position.start), *fields.values()]
        inside = [m for m in header if any(start <= m.start < end for start, end in spans)]
        if len({m.skill for m in inside}) > MOST_IN_A_TITLE or len({m.skill for m in header}) > MOST_IN_A_HEADER:
            yield from ((m.start, m.end) for m in header)
            continue
        for field, (start, end) in fields.items():
            named = [m for m in inside if start <= m.start < end]
            if len(named) >= _FEWEST and _is_company(field, named, of_employer=field == position.employer):
                yield from ((m.start, m.end) for m in named)
            elif len(named) >= _FEWEST:
                yield from _companies_in(text, (start, end), named)


def _is_company(field: str, named: Sequence[Mention], *, of_employer: bool) -> bool:
    """Return whether a row of names is a company's: with a company's form, or in an employer's field with another word.

    Names alone are the subject of the job ("Developer, Java, Spring").
    """
    covered = sum(len(_WORD.findall(m.surface_form)) for m in named)
    if _FORM.search(field) is not None:
        return True
    return of_employer and (len(_WORD.findall(field)) > covered or _LIST.search(field) is None)


def _companies_in(text: str, title: Span, named: Sequence[Mention]) -> Iterator[Span]:
    """Yield the names in parts of a title that are a company's: two of them, with a word of no trade.

    "Django Python House, back-end developer" is a developer there; "Developer, Python Django" is one of Django.
    """
    parts = [part.span() for part in _PART.finditer(text, *title)]
    if len(parts) < _FEWEST:
        return
    gazetteer = load_gazetteer()
    known = [gazetteer.families(text[start:end]).rank != UNKNOWN for start, end in parts]
    for index, (start, end) in enumerate(parts):
        inside = [(m.start, m.end) for m in named if start <= m.start < end]
        if len(inside) >= _FEWEST and any(known[:index] + known[index + 1 :]):
            rest = without_spans(text[start:end], [(a - start, b - start) for a, b in inside])
            if _WORD.search(rest) and not _TRADE.search(rest) and gazetteer.families(rest).rank == UNKNOWN:
                yield from inside


def _header_start(text: str, start: int) -> int:
    """Return where the line of a header begins, if no sentence and no other part of the text is before it there."""
    line = text.rfind("\n", max(0, start - _BEFORE), start) + 1
    return line if line and not _SENTENCE.search(text, line, start) else start


def _find(text: str, field: str, start: int, end: int) -> Span | None:
    """Return where the words of a field stand in a text."""
    found = text.find(field, start, end) if field else -1
    if found >= 0:
        return found, found + len(field)
    words = field.split()
    match = re.compile(r"\s+".join(map(re.escape, words))).search(text, start, end) if words else None
    return None if match is None else match.span()


def _in_undated_parts(resume: Resume, mentions: Sequence[Mention]) -> Iterator[Span]:
    """Yield the parts under headings of work, outside all positions, that have neither a title nor a deed."""
    text = resume.document.text
    starts = sorted(m.start for m in mentions if m.visible)
    if not starts:
        return
    parts = [part for part in _undated_parts(resume) if any(part[0] <= start < part[1] for start in starts)]
    if not parts:
        return
    gazetteer = load_gazetteer(tuple(sorted(foreign_languages(text))))
    deeds = OwnDeeds(text, languages_of(text), starts, (*resume.not_own, *resume.merely_named))
    unnamed = without_spans(text, [(m.start, m.end) for m in mentions if m.visible])
    for start, end, title in parts:
        shares = [gazetteer.families(line) for line in ([title] if title else _short_lines(unnamed[start:end]))]
        known = [found for found in shares if found.rank != UNKNOWN]
        others = [found for found in known if found.shares.get("other", 0.0) > _OTHER_TRADE]
        if known and len(others) < len(known):
            continue
        if others or not deeds.any_in(start, end):
            yield start, end


_OTHER_TRADE: Final = 0.5


def _short_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if 0 < len(line.split()) <= _MOST_WORDS]


def _undated_parts(resume: Resume) -> Iterator[tuple[int, int, str]]:
    """Yield the parts of sections on work outside all positions, split where an undated entry begins, and its title."""
    for section in resume.sections:
        if section.kind != "experience":
            continue
        taken = sorted((p.start, p.end) for p in resume.positions if p.start < section.end and section.start < p.end)
        titles = {e.start: e.title for e in resume.undated if section.start <= e.start < section.end}
        begin = section.start
        for first, last in [*taken, (section.end, section.end)]:
            cuts = [begin, *sorted(start for start in titles if begin < start < first), first]
            for start, end in pairwise(cuts):
                if start < end:
                    yield start, end, titles.get(start, "")
            begin = max(begin, last)
