"""Collect entries whose header is known, as offsets of a text, from the sources that the labeller is trained on."""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from matcher.core.errors import UnreadableFileError
from matcher.core.resume import EntryKind
from matcher.extraction.reading import read_file
from matcher.parsing.career.dates import DateRange
from matcher.parsing.career.headers.words import folded_word

if TYPE_CHECKING:
    from data.careers.model import GeneratedResume

Span = tuple[int, int]

FIELDS: Final = ("title", "employer", "place")
_AROUND: Final = 260
"""Characters before dates in which a labelled field is looked for; after them it is three fifths of that."""


@dataclass(frozen=True)
class KnownEntry:
    """An entry whose fields are known, as offsets."""

    kind: EntryKind | None
    """None for an employer with dates of its own above the roles there."""
    dates: Span
    fields: dict[str, Span]


@dataclass(frozen=True)
class KnownDocument:
    """A text with its dated entries."""

    name: str
    text: str
    entries: list[KnownEntry]
    source: str
    complete: bool = True
    """Whether all entries of the text are known, so that other dates belong to none."""
    ignored: list[Span] = field(default_factory=list)
    """Dates of which it is not known whether they belong to an entry."""


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, words.split())))


def locate(text: str, dates: Span, low: int, high: int, title: str, employer: str) -> dict[str, Span] | None:
    """Find a title and an employer near dates; next to each other if that is possible.

    Args:
        text: the whole text.
        dates: offsets of the dates.
        low: where the search begins, at the earliest.
        high: where it ends, at the latest.
        title: as printed; may be empty.
        employer: as printed; may be empty.

    Returns:
        The spans; None if one is not there.
    """
    low, high = max(low, dates[0] - _AROUND), min(high, dates[1] + _AROUND * 3 // 5)

    def occurrences(words: str) -> list[Span]:
        if not words.strip():
            return []
        found = [m.span() for m in _pattern(words).finditer(text, low, high)]
        return [s for s in found if s[1] <= dates[0] or s[0] >= dates[1]]

    titles, employers = occurrences(title), occurrences(employer)
    if (title.strip() and not titles) or (employer.strip() and not employers):
        return None

    def away(span: Span) -> int:
        return dates[0] - span[1] if span[1] <= dates[0] else (span[0] - dates[1]) + 20

    best, least = None, 10**9
    for t in titles or [None]:
        for e in employers or [None]:
            if t and e and t[0] < e[1] and e[0] < t[1]:
                continue
            apart = 0
            if t and e:
                apart = e[0] - t[1] if t[1] <= e[0] else t[0] - e[1]
            cost = apart * 2 + sum(away(s) for s in (t, e) if s)
            if cost < least:
                best, least = {k: s for k, s in (("title", t), ("employer", e)) if s}, cost
    return best


def annotated(path: Path, texts: dict[str, str], source: str) -> Iterator[KnownDocument]:
    """Yield the texts whose entries were annotated.

    Args:
        path: a table with a line per entry: the text's id, the entry's kind, and the offsets of its dates, title,
            employer and place ("606-625"; empty for a field that is not there). The kind "unclear" marks dates that are
            left out, "none" a text without entries.
        texts: the texts by id; annotations of others are passed over.
        source: name of the collection.
    """
    by_id: dict[str, list[list[str]]] = {}
    for line in path.read_text("utf-8").splitlines()[1:]:
        name, *cells = line.split("\t")
        by_id.setdefault(name, []).append(cells)
    for name, rows in by_id.items():
        if name not in texts:
            continue
        entries: list[KnownEntry] = []
        unclear: list[Span] = []
        for kind, *cells in rows:
            spans = [_span(cell) for cell in cells]
            if kind == "unclear":
                unclear += [span for span in spans if span]
            elif spans and spans[0]:
                fields = {f: span for f, span in zip(FIELDS, spans[1:], strict=True) if span}
                entries.append(KnownEntry(kind, spans[0], fields))  # type: ignore[arg-type]
        yield KnownDocument(name, texts[name], entries, source, ignored=unclear)


def _span(cell: str) -> Span | None:
    start, _, end = cell.partition("-")
    return (int(start), int(end)) if end else None


def reference_texts(path: Path) -> dict[str, str]:
    """Return the texts of a collection by id."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {row["id"]: row["text"] for row in map(json.loads, lines)}


def labelled(
    labels: dict[str, Any], texts: dict[str, str], ranges_of: Callable[[str], Sequence[DateRange]], source: str
) -> Iterator[KnownDocument]:
    """Yield the documents of structure labels (titles, employers and normalised dates, without offsets)."""
    for name, label in sorted(labels.items()):
        text = texts.get(name)
        if text is None:
            continue
        ranges = [r for r in ranges_of(text) if not r.problem]
        free = list(ranges)
        known: list[KnownEntry] = []
        entries = [e for e in label["entries"] if any(s or t for s, t in e["dates"])]
        for entry in entries:
            best, least, chosen = None, 10**9, None
            for r in free:
                if not any(_same_dates(r, start, end) for start, end in entry["dates"]):
                    continue
                for title in dict.fromkeys(entry["titles"]):
                    for org in dict.fromkeys(entry["orgs"]):
                        fields = locate(text, (r.start, r.end), 0, len(text), title, org)
                        if fields is None:
                            continue
                        cost = sum(min(abs(r.start - s[1]), abs(s[0] - r.end)) for s in fields.values())
                        if cost < least:
                            best, least, chosen = fields, cost, r
            if best is not None and chosen is not None:
                known.append(KnownEntry(entry["kind"], (chosen.start, chosen.end), best))
                free.remove(chosen)
        unmatched = [
            (r.start, r.end)
            for r in free
            if any(_same_dates(r, s, t) for e in [*label["entries"], *label["contested"]] for s, t in e["dates"])
        ]
        known.sort(key=lambda e: e.dates)
        yield KnownDocument(name, text, known, source, ignored=unmatched)


def _same_dates(r: DateRange, start: str, end: str) -> bool:
    first, last = str(r.first), str(r.last)
    begins = first[: len(start)] == start if start else (not end or last[: len(end)] == end)
    if end == "present":
        return begins and bool(r.current)
    if end:
        return begins and not r.current and last[: len(end)] == end
    return begins and bool(r.current or r.single) if start else False


_LATEST: Final = re.compile(r"(?P<title>\S.{3,70}?) (?P=title) ", re.DOTALL)


def latest_titles(
    texts: dict[str, str], ranges_of: Callable[[str], Sequence[DateRange]], exclude: set[str]
) -> Iterator[KnownDocument]:
    """Yield résumés of a job site that prints the latest title twice at the top, and often the employer after it.

    Only the entry that begins with exactly this title is known.
    """
    for name, text in texts.items():
        if name in exclude:
            continue
        plain = text.replace("&amp;", "&")
        top = _LATEST.match(plain)
        if not top:
            continue
        title = top["title"].strip()
        employer = ""
        after = re.compile(
            re.escape(title) + r" - (?P<employer>[^,.]{2,60}?) (?=[A-Z][a-zA-Z.]+(?: [A-Z][a-z]+)?, [A-Z]{2}\b)"
        )
        named = after.match(plain, top.end() - 1 - 0) or after.search(plain, 0, top.end() + 120)
        if named:
            employer = named["employer"].strip()
        heading = re.search(r"Work Experience ", text)
        if not heading or not text.startswith(title, heading.end()):
            continue
        ranges = [r for r in ranges_of(text) if not r.problem and r.start > heading.end()]
        if not ranges or ranges[0].start - heading.end() > 160:
            continue
        start = heading.end()
        fields: dict[str, Span] = {"title": (start, start + len(title))}
        between = text[start + len(title) : ranges[0].start]
        printed = re.match(r"\s+(?P<employer>\S.{1,70}?)(?:\s+-\s+(?P<place>[A-Z][^-]{2,40}?))?\s*$", between)
        if employer and printed and printed["employer"].split() == employer.split():
            fields["employer"] = tuple(start + len(title) + i for i in printed.span("employer"))  # type: ignore[assignment]
        elif printed and printed["place"] and not re.search(r"\b[a-z]{4,}", printed["employer"]):
            fields["employer"] = tuple(start + len(title) + i for i in printed.span("employer"))  # type: ignore[assignment]
        else:
            continue
        if printed["place"]:
            fields["place"] = tuple(start + len(title) + i for i in printed.span("place"))  # type: ignore[assignment]
        yield KnownDocument(
            name, text, [KnownEntry("work", (ranges[0].start, ranges[0].end), fields)], "latest", complete=False
        )


def generated(seeds: Sequence[int], wanted: Callable[[str], bool]) -> Iterator[KnownDocument]:
    """Yield generated careers of the grammars that are wanted."""
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from data.careers.generate import GRAMMARS, generate

    for seed in seeds:
        for grammar in GRAMMARS:
            if not wanted(grammar):
                continue
            yield _known(f"{grammar}-{seed}", generate(seed, grammar))


def _known(name: str, made: GeneratedResume) -> KnownDocument:
    dated = [(e, e.spans["dates"]) for e in made.entries if "dates" in e.spans]
    entries = [
        KnownEntry(
            None if e.umbrella else cast("EntryKind", e.kind), dates, {f: e.spans[f] for f in FIELDS if f in e.spans}
        )
        for e, dates in dated
    ]
    return KnownDocument(name, made.text, entries, "generated")


FOREIGN_GRAMMARS: Final = (
    "title-comma-employer", "employer-comma-title", "title-dash-employer", "employer-dash-title", "title-pipe-employer",
    "employer-pipe-title", "title-at-employer", "tabbed-title-first", "blanks-title-first", "dates-title-employer",
    "dates-employer-title", "two-lines-title-first", "two-lines-employer-first", "three-lines-title-first",
    "three-lines-employer-first", "four-lines", "dates-line-first", "dates-between", "dates-in-brackets",
    "place-in-brackets", "table-dates-left", "table-of-jobs", "table-labels-left", "labelled-lines",
    "employer-banner-roles", "employer-total-roles", "bulleted-roles", "prose",
)  # fmt: skip
"""The grammars of careers in other languages than English: those that are not of an English site or program."""


def foreign(first_seed: int, per_language: int) -> Iterator[KnownDocument]:
    """Yield generated careers of each language that the generator has besides English, over the grammars in turn.

    Args:
        first_seed: seed of the first career of each language.
        per_language: careers of each language.
    """
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from data.careers.generate import generate
    from data.careers.words import FOREIGN_LANGUAGES

    for language in FOREIGN_LANGUAGES:
        for number in range(per_language):
            grammar, seed = FOREIGN_GRAMMARS[number % len(FOREIGN_GRAMMARS)], first_seed + number
            yield _known(f"{language}-{grammar}-{seed}", generate(seed, grammar, language))


def written(names: Callable[[str], bool] = lambda _name: True) -> Iterator[KnownDocument]:
    """Yield the written résumés of irregular layout whose names are wanted."""
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from data.careers.marked import read_marked_folder

    for name, resume in read_marked_folder().items():
        if names(name):
            entries = [
                KnownEntry(e.kind, e.spans["dates"], {f: e.spans[f] for f in FIELDS if f in e.spans})  # type: ignore[arg-type]
                for e in resume.entries
            ]
            yield KnownDocument(name, resume.text, entries, "written")


@dataclass(frozen=True)
class Sources:
    """All that the models are trained on."""

    annotated: list[KnownDocument]
    layouts: list[KnownDocument]
    labelled: list[KnownDocument]
    latest: list[KnownDocument]
    generated: list[KnownDocument]
    written: list[KnownDocument]
    """Résumés of irregular layout, written for this."""
    one_line: list[KnownDocument]
    """Generated careers without line breaks."""
    foreign: list[KnownDocument]
    """Generated careers in other languages than English."""
    reference: dict[str, str]
    """The texts of the collection that are not annotated, by id."""
    common_words: frozenset[str]


_SEED: Final = 13
_FIRST_GENERATED: Final = 1000
"""Seed of the first generated career; the benchmark and the tests use others."""


def read_sources(
    options: argparse.Namespace,
    ranges_of: Callable[[str], Sequence[DateRange]],
    *,
    generated_per_grammar: int,
    one_line: Collection[str],
    one_line_per_grammar: int,
    foreign_per_language: int,
    latest: int,
    without: Collection[str],
    minimum: int,
) -> Sources:
    """Read everything that the models are trained on.

    Args:
        options: ``reference``, ``layouts``, ``files``, ``labels`` and ``output`` as paths.
        ranges_of: finds the dates of a text.
        generated_per_grammar: generated careers per grammar.
        one_line: grammars of running text.
        one_line_per_grammar: generated careers of each of these.
        foreign_per_language: generated careers of each language besides English.
        latest: résumés of which only the latest job is known.
        without: grammars to leave out.
        minimum: fewest résumés with a word that is common.
    """
    texts = reference_texts(options.reference)
    annotations = Path(__file__).parent / "entry-headers"
    known = list(annotated(annotations / "annotations-reference.tsv", texts, "annotated"))
    used = {document.name for document in known}
    newest = list(latest_titles(texts, ranges_of, used))
    random.Random(_SEED).shuffle(newest)  # noqa: S311 - a sample, no secret
    structure = json.loads(options.labels.read_text("utf-8"))
    files = read_texts(options.files, stems=True)
    return Sources(
        known,
        list(annotated(annotations / "annotations-layouts.tsv", read_texts(options.layouts), "layouts")),
        list(labelled(structure, files, ranges_of, "labelled")),
        newest[:latest],
        list(
            generated(
                range(_FIRST_GENERATED, _FIRST_GENERATED + generated_per_grammar),
                lambda grammar: grammar not in one_line and grammar not in without,
            )
        ),
        list(written()),
        list(
            generated(
                range(_FIRST_GENERATED, _FIRST_GENERATED + one_line_per_grammar),
                lambda grammar: grammar in one_line and grammar not in without,
            )
        ),
        list(foreign(_FIRST_GENERATED, foreign_per_language)),
        {name: text for name, text in texts.items() if name not in used},
        common_words(texts.values(), minimum),
    )


def read_texts(folder: Path, *, stems: bool = False) -> dict[str, str]:
    """Return the text of each readable file of a folder, by its path below it or by its stem."""
    texts = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            try:
                text = read_file(path, path.name).text
            except UnreadableFileError:
                continue
            texts[path.stem if stems else path.relative_to(folder).as_posix()] = text
    return texts


def common_words(texts: Iterable[str], minimum: int) -> frozenset[str]:
    """Return the words in at least so many texts or in the vocabulary of the generated careers, in lower case."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({folded_word(word) for word in text.split()})
    vocabulary = Path(__file__).parent.parent / "data" / "careers" / "vocabulary"
    for path in sorted(path for path in vocabulary.rglob("*") if path.is_file()):
        counts.update({folded_word(word): minimum for word in path.read_text("utf-8").split()})
    return frozenset(word for word, count in counts.items() if count >= minimum)
