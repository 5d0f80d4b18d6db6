"""Decide what a date range belongs to: work, a project, education, a certificate, volunteer work, or no entry at all.

A linear model with readable weights (``models/entry-headers/kinds.tsv``) adds up what speaks for each kind: the
section, the words of title and employer, where the dates stand. The weights are whole thousandths, so that sums do not
depend on the machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from matcher.core.resume import EntryKind
from matcher.parsing.career.headers.fields import Header
from matcher.parsing.career.headers.model_files import KINDS as KINDS_FILE
from matcher.parsing.career.headers.model_files import read_weights, shipped
from matcher.parsing.career.headers.windows import Window
from matcher.parsing.career.headers.word_classes import classes_of
from matcher.parsing.career.titles import BULLET

__all__ = ["HEADING", "KINDS", "certain_kind", "kind_features", "kind_of", "strongest_features"]

KINDS: Final[tuple[EntryKind | None, ...]] = (None, "work", "project", "education", "certificate", "volunteer")
"""The kinds in the order of the weights; None for dates that belong to no entry."""

HEADING: Final = ("matcher entry kinds 1", *(kind or "none" for kind in KINDS))
"""First line of the file of weights."""
_BIAS: Final = "always"
"""Feature of every window: how frequent the kinds are."""
_WORD: Final = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*[+#]*")
_CLASSES: Final = ("school", "degree", "trade", "organisation", "form", "engagement")
_LEARNT: Final = frozenset(("school", "degree"))
_MONTHS: Final = (3, 12, 36, 60)
_NEAR: Final = 120
"""Characters after a header in which a school or a degree may be named."""
_LONGEST_LINE: Final = 160
_WORDS_OF_SENTENCE: Final = 2
"""Lower-case words before dates in their line from which it is a sentence."""
_LONGEST_ITEM: Final = 9
"""Words of an item of a list of certificates."""


def kind_features(
    text: str, windows: Sequence[Window], headers: Sequence[Header], headings: Sequence[str]
) -> Iterator[list[str]]:
    """Yield the names of the features of each window.

    Args:
        text: the whole text.
        windows: the windows of a document, in order of offset.
        headers: the header found in each.
        headings: the heading of each window's section.
    """
    dated_work = sum(w.section == "experience" and not w.dates.single for w in windows)
    heading_names: dict[str, list[str]] = {}
    for index, (window, header) in enumerate(zip(windows, headers, strict=True)):
        dates = window.dates
        mode = "running" if window.running else "lines"
        form = "single" if dates.single else "current" if dates.current else "range"
        section = window.section
        fields = "".join(
            letter if span[0] < span[1] else "-"
            for letter, span in (("T", header.title), ("E", header.employer), ("P", header.place))
        )
        names = [
            _BIAS,
            f"section={section}",
            f"fields={fields}",
            f"section={section} fields={fields}",
            f"form={form} {mode}",
            f"section={section} form={form}",
            f"form={form} {'some' if dated_work >= 2 else 'little'} dated work",
            f"section={section} {'some' if dated_work else 'no'} dated work",
            f"months={sum(dates.months > m for m in _MONTHS)} {form}",
        ]
        if headings[index] not in heading_names:
            heading_names[headings[index]] = [f"heading={word}" for word in _words(headings[index])]
        names += heading_names[headings[index]]
        for letter, span in (("title", header.title), ("employer", header.employer)):
            words = _words(text[slice(*span)])
            names += [f"{letter}={word}" for word in dict.fromkeys(words)]
            if words:
                names.append(f"last {letter}={words[-1]}")
            classes = _classes(words)
            names += [f"{letter} in {name}" for name in _CLASSES if name in classes]
        before = text[max(0, dates.start - 60) : dates.start].rpartition("\n")[2]
        after = text[dates.end : dates.end + 60].partition("\n")[0]
        lower = sum(word.islower() for word in before.split())
        if window.running:
            between = text[header.end : dates.start].split() if header.end < dates.start else []
            apart = sum(word.islower() for word in between)
            names.append(f"lower={min(lower, 4)} apart={min(apart, 3)} fields={fields[:2]}")
        else:
            bullet = "bullet" if BULLET.match(before) else "plain"
            names.append(f"{bullet} before={_size(before)} after={_size(after)} {form}")
            names.append(f"{bullet} lower={min(lower, 4)} {'text' if after.strip() else '-'}")
        names.append(f"before={_neighbour(before, -1)} {mode}")
        names.append(f"after={_neighbour(after, 0)} {mode}")
        if mode == "lines":
            names.append(f"line={'text' if before.strip() else '-'} dates {'text' if after.strip() else '-'} {form}")
        near = text[header.start : min(header.end + _NEAR, window.high)]
        nearby = _classes(_words(near))
        names += [f"near {name}" for name in ("school", "degree") if name in nearby]
        if header.start < dates.start:
            gap = len(text[max(header.title[1], header.employer[1], header.place[1]) : dates.start].split())
            names.append(f"gap={min(gap, 4) if header.title[1] <= dates.start else 'after'} {mode}")
        yield names


def _size(part: str) -> int:
    """Return a class of the number of words: 0, 1 to 2, 3 to 5, 6 to 9, more."""
    return sum(len(part.split()) > n for n in (0, 2, 5, 9))


def _words(words: str) -> list[str]:
    return _WORD.findall(words.casefold())


def _classes(words: Sequence[str]) -> set[str]:
    """Return the short lists that any of some words is in."""
    found = {name for word in words for name in classes_of(word)}
    return found | {"trade"} if "ends in trade" in found else found


def _neighbour(part: str, which: int) -> str:
    """Return the class of the word next to the dates: itself if it is a short word in lower case."""
    words = part.split()
    if not words:
        return "-"
    word = words[which]
    if word.islower() and len(word) <= 8:
        return word
    edge = word[which]
    return edge if not edge.isalnum() else "9" if edge.isdigit() else "A" if word[0].isupper() else "a"


def kind_of(features: Sequence[str], weights: Mapping[str, Sequence[int]] | None = None) -> EntryKind | None:
    """Return the kind with the highest sum of weights; the first of equals.

    Args:
        features: those of :func:`kind_features`.
        weights: of each feature the weights of the kinds; the shipped ones if not given.

    >>> kind_of(["section=experience", "fields=TE-", "title=developer"])
    'work'
    """
    rows = [row for row in map((weights or _weights()).get, features) if row is not None]
    sums = [sum(column) for column in zip(*rows, strict=True)] or [0]
    return KINDS[sums.index(max(sums))]


def strongest_features(
    features: Sequence[str], weights: Mapping[str, Sequence[int]] | None = None, most: int = 3
) -> list[str]:
    """Return the features that decided for a kind: those that set it apart most from the kind with the next lower sum.

    Args:
        features: those of :func:`kind_features`.
        weights: as for :func:`kind_of`.
        most: number of features at most; features that speak for the other kind are none of them.

    Returns:
        The features, the strongest first; equals in the order of ``features``.

    >>> weights = {"section=experience": (0, 90, 80, 0, 0, 0), "title=cook": (0, 70, 0, 0, 0, 0)}
    >>> strongest_features(["title=of", "section=experience", "title=cook"], weights)
    ['title=cook', 'section=experience']
    """
    weights = weights or _weights()
    rows = {name: row for name in features if (row := weights.get(name)) is not None}
    if not rows:
        return []
    sums = [sum(column) for column in zip(*(rows[name] for name in features if name in rows), strict=True)]
    kind, second = sorted(range(len(sums)), key=lambda number: -sums[number])[:2]
    margins = {name: row[kind] - row[second] for name, row in rows.items() if name != _BIAS}
    return sorted((name for name, margin in margins.items() if margin > 0), key=lambda name: -margins[name])[:most]


def certain_kind(text: str, window: Window, header: Header, kind: EntryKind | None) -> EntryKind | None:
    r"""Return the kind of an entry where a rule is surer than the weights; else the one given.

    A job under "Education" that names a school or a degree is none. Where no header was found, dates after the words of
    a sentence date no entry, a range on a line of its own among jobs dates a job, and a year at an edge of a line among
    certificates a certificate.

    Args:
        text: the whole text.
        window: the window around the dates.
        header: what was found in it.
        kind: what the weights say.

    >>> from matcher.core.resume import Month
    >>> from matcher.parsing.career.dates import DateRange
    >>> text = "EDUCATION\nTutor course, Northfield University, 2019 - 2020"
    >>> window = Window(10, len(text), DateRange(46, 57, Month(2019, 7), Month(2020, 6)), "education", 0, 0)
    >>> certain_kind(text, window, Header((10, 22), (24, 45), (0, 0), 10, 57), "work")
    'education'
    """
    dates = window.dates
    if kind == "work" and window.section == "education":
        words = _words(text[header.start : min(header.end + _NEAR, window.high)])
        return kind if _LEARNT.isdisjoint(_classes(words)) else "education"
    if kind == "certificate" and _ACADEMIC.match(text, *header.title):
        return "education"
    if window.running or header.title[0] < header.title[1] or header.employer[0] < header.employer[1]:
        return kind
    before = text[max(window.low, dates.start - _LONGEST_LINE) : dates.start].rpartition("\n")[2].split()
    after = text[dates.end : min(window.high, dates.end + _LONGEST_LINE)].partition("\n")[0].split()
    if sum(word.islower() for word in before) >= _WORDS_OF_SENTENCE:
        return None
    if window.section == "experience" and not dates.single and not before and not after:
        return kind or "work"
    if window.section == "certificates" and bool(before) != bool(after) and len(before) + len(after) <= _LONGEST_ITEM:
        return kind or "certificate"
    return kind


_ACADEMIC: Final = re.compile(r"(?:B\.?Sc|M\.?Sc|B\.?Eng|M\.?Eng|B\.?A|M\.?A|MBA|Ph\.?D|Bachelor|Master)\b(?!\s?[-+#])")
"""Degrees of universities; a certificate of a vendor may be called "Master" behind its name only."""


@cache
def _weights() -> dict[str, list[int]]:
    return read_weights(shipped(KINDS_FILE), HEADING)
