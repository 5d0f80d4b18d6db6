"""Train the labeller of entry headers: which words around dates are a title, an employer or a place.

    python models/train_entry_headers.py --reference FILE --layouts FOLDER --files FOLDER --labels FILE [--folds 3]

``--reference`` is a ``.jsonl.gz`` file with one ``{"id": ..., "text": ...}`` per line, to which the offsets of
``models/entry-headers/annotations-reference.tsv`` refer; ``--layouts`` is a folder of résumé files, for
``annotations-layouts.tsv``; ``--files`` and ``--labels`` are labelled résumés (title, employer and dates of each
entry). The generated careers of ``data/careers`` need nothing else. The script writes ``models/entry-headers``. With
``--folds`` it writes none; it labels each fold of the labelled résumés with models trained on the rest, and prints
the positions as JSON in the form of ``ranking.json``, so that the labels' own evaluation can judge them.

Needs `pip install ".[training]"`: python-crfsuite estimates the weights (L-BFGS, with an L1 and an L2 penalty); at run
time matcher uses numpy only. Four models are trained:

1. ``running-text.tsv``, on annotated résumés that have no line breaks, and on the latest job of others of a site that
   prints its title twice;
2. ``lines.tsv``, on generated careers and on annotated files of many layouts;
3. ``kinds.tsv``, a logistic regression: what an entry is, or whether dates belong to none;
4. before these, ``word-uses.tsv``: how often words stand in titles, employers or elsewhere in the headers that a first
   model of running text finds in the whole collection.

Protection of persons: the annotations are offsets. A word has a weight of its own only if it occurs in at least
``MINIMUM_DOCUMENTS`` résumés of the collection or in the vocabulary of ``data/careers``.
"""

from __future__ import annotations

import argparse
import datetime
import json
import math
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pycrfsuite
from entry_header_data import KnownDocument, KnownEntry, Sources, read_sources

from matcher.core.resume import SectionKind
from matcher.parsing.career import entry_kinds
from matcher.parsing.career.dated_entries import candidate_windows
from matcher.parsing.career.dates import DateRange, find_date_ranges
from matcher.parsing.career.entry_kinds import KINDS, kind_features
from matcher.parsing.career.headers import model_files, word_uses
from matcher.parsing.career.headers.fields import find_headers
from matcher.parsing.career.headers.model import HEADING, LABELS, HeaderModel
from matcher.parsing.career.headers.windows import LONGEST_WINDOW, SLOTS, Window, Words, describe
from matcher.parsing.career.headers.word_table import NEIGHBOURS, WordTable
from matcher.parsing.career.stacked_dates import join_stacked
from matcher.parsing.sections import find_sections

AS_OF: Final = datetime.date(2026, 11, 23)
MINIMUM_DOCUMENTS: Final = 10
"""Fewest résumés of the collection with a word that has a weight of its own."""

C1: Final = 0.1
C2: Final = 0.3
"""Penalties on the weights of the labellers. Of 0.02 to 0.3 and 0.02 to 0.3 these gave the best fields on résumés that
were not used for training (whole entries .86 instead of .84)."""
ITERATIONS: Final = 120
MINIMUM_COUNT: Final = 4
"""Fewest occurrences of a feature."""
KIND_STRENGTH: Final = 0.3
MOVED: Final = 0.15
"""Share of entries that are shown a second time under a heading of another kind, as in résumés whose columns or
headings were misread: a job under "Education" is a job still."""
_ANY_SECTION: Final[tuple[SectionKind, ...]] = ("summary", "experience", "skills", "projects", "education", "other")
GENERATED: Final = 36
"""Generated careers per grammar. From 12 to 36 the fields of unseen lines improve; with 80 those of generated careers
do (whole F1 .89 instead of .88), but not those of 16 PDFs."""
ONE_LINE: Final = ("one-line", "scraped-line")
GENERATED_ONE_LINE: Final = 20
"""Grammars of running text, and generated careers of each: few, since real résumés of this form are annotated."""
FOREIGN: Final = 110
"""Generated careers of each language besides English, over the grammars of ``FOREIGN_GRAMMARS`` in turn: about four per
language and grammar. Not tuned: training takes 15 minutes with them, and grows with their number. Rerun this script and
``python -m benchmarks parallel`` to judge another number."""
HELD_OUT: Final = "sentence-stops,few-signs"
"""Grammars that the shipped models have not seen, to measure what they make of unknown layouts."""
LATEST: Final = 1500
LABELLED_TWICE: Final = 2
"""How often the labelled résumés count: there are few of them, and they are what is read."""
_FIELD_LABELS: Final = {"title": 1, "employer": 3, "place": 5}

Rows = dict[str, list[int]]
Labellers = tuple[Rows, Rows]
"""The weights for running text and for lines."""
Examples = Sequence[tuple[list[list[str]], list[str]]]


@dataclass(frozen=True)
class Trained:
    """The weights of all models."""

    running: Rows
    lines: Rows
    kinds: Rows


# ------------------------------------------------------------------------------------------------- examples


def dates_in(text: str) -> list[DateRange]:
    """Return the date ranges of a text as entries are dated by them."""
    return join_stacked(text, find_date_ranges(text, AS_OF))[0]


def windows_in(text: str) -> tuple[list[Window], list[str]]:
    """Return the windows of all dates of a text that may belong to entries, and the headings of their sections."""
    windows, sections = candidate_windows(text, find_sections(text), dates_in(text))
    return windows, [section.heading for section in sections]


def entry_of(document: KnownDocument, dates: DateRange) -> KnownEntry | None:
    """Return the known entry that a date range belongs to."""
    for entry in document.entries:
        if entry.dates[0] < dates.end and dates.start < entry.dates[1]:
            return entry
    return None


def known_windows(document: KnownDocument, windows: Sequence[Window]) -> Iterator[tuple[int, KnownEntry | None]]:
    """Yield the index of each window of which it is known what its dates belong to, and its entry; None for none."""
    used: set[int] = set()
    for index, window in enumerate(windows):
        entry = entry_of(document, window.dates)
        if entry is None:
            unclear = any(a < window.dates.end and window.dates.start < b for a, b in document.ignored)
            if document.complete and not unclear:
                yield index, None
        elif id(entry) not in used:  # else a second range inside the same printed dates
            used.add(id(entry))
            yield index, entry


def examples(
    document: KnownDocument, table: WordTable, running: bool, allowed: frozenset[str]
) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Yield the features and labels of the words of each window whose labels are known."""
    windows, _ = windows_in(document.text)
    known = [(windows[i], entry) for i, entry in known_windows(document, windows) if windows[i].running == running]
    for begin in range(0, len(known), 100):
        part = known[begin : begin + 100]
        table.prepare(LONGEST_WINDOW * len(part))
        words = describe(document.text, [window for window, _ in part], table)
        for number, (_, entry) in enumerate(part):
            first, count = int(words.firsts[number]), int(words.counts[number])
            indices = range(first, first + count)
            yield (
                list(features(words, indices, table, allowed)),
                labels_of(words, indices, int(words.dated[number]), entry),
            )


def features(words: Words, indices: Iterable[int], table: WordTable, allowed: frozenset[str]) -> Iterator[list[str]]:
    """Yield the names of the features of words, without words that are too rare."""
    slots = list(SLOTS)
    for i in indices:
        names = [f"{slot}={value}" for slot, value in zip(slots, words.slots[i].tolist(), strict=True)]
        for offset in NEIGHBOURS:
            names += [
                f"{offset} {name}"
                for name in table.names(int(words.rows[i + offset]))
                if name[:2] not in ("w=", "v=") or name[2:] in allowed
            ]
        before, own, after = (int(words.rows[i + k]) for k in (-1, 0, 1))
        if pair := table.pair(before, own):
            names.append(f"second {pair}")
        if pair := table.pair(own, after):
            names.append(f"first {pair}")
        yield names


def labels_of(words: Words, indices: Iterable[int], dated: int, entry: KnownEntry | None) -> list[str]:
    """Return the labels of words, given the entry that the window's dates belong to."""
    labels = []
    previous = ""
    for i in indices:
        start, end = int(words.starts[i]), int(words.ends[i])
        name = next((f for f, (a, b) in (entry.fields if entry else {}).items() if start < b and a < end), "")
        if i == dated:
            labels.append("dates")
            name = ""
        elif not name:
            labels.append("other")
        else:
            labels.append(LABELS[_FIELD_LABELS[name] + (previous == name)])
        previous = name
    return labels


def kind_examples(
    document: KnownDocument, models: Callable[[bool], HeaderModel], allowed: frozenset[str]
) -> Iterator[tuple[list[str], str]]:
    """Yield the features and the kind of each date range whose kind is known."""
    windows, headings = windows_in(document.text)
    if not windows or not document.complete:
        return
    headers = find_headers(document.text, windows, models)
    named = list(kind_features(document.text, windows, headers, headings))
    chance = random.Random(document.name)  # noqa: S311 - a sample, no secret
    moved = [replace(window, section=chance.choice(_ANY_SECTION)) for window in windows]
    elsewhere = list(kind_features(document.text, moved, headers, [""] * len(windows)))
    for index, entry in known_windows(document, windows):
        kind = (entry.kind if entry else None) or "none"
        yield [n for n in named[index] if not _names_rare_word(n, allowed)], kind
        if chance.random() < MOVED:
            yield [n for n in elsewhere[index] if not _names_rare_word(n, allowed)], kind


def _names_rare_word(feature: str, allowed: frozenset[str]) -> bool:
    name, _, value = feature.partition("=")
    return name in ("title", "employer", "last title", "last employer", "heading") and value not in allowed


# ------------------------------------------------------------------------------------------------- training


def train_labeller(data: Examples) -> Rows:
    """Estimate the weights, in thousandths by feature and label."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for names, labels in data:
        trainer.append(names, labels)
    trainer.set_params({"c1": C1, "c2": C2, "max_iterations": ITERATIONS, "feature.minfreq": MINIMUM_COUNT})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    rows: Rows = {}
    for (name, label), weight in info.state_features.items():
        rows.setdefault(name, [0] * len(LABELS))[LABELS.index(label)] = round(1000 * weight)
    for (before, label), weight in info.transitions.items():
        rows.setdefault(f"after {before}", [0] * len(LABELS))[LABELS.index(label)] = round(1000 * weight)
    return {name: weights for name, weights in sorted(rows.items()) if any(weights)}


def train_kinds(data: Sequence[tuple[list[str], str]]) -> Rows:
    """Estimate the weights of the kinds by logistic regression, in thousandths by feature and kind."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts = Counter(name for names, _ in data for name in set(names))
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([{n: 1.0 for n in names if counts[n] >= MINIMUM_COUNT} for names, _ in data])
    regression = LogisticRegression(C=KIND_STRENGTH, max_iter=3000)
    regression.fit(matrix, [kind for _, kind in data])
    names = [kind or "none" for kind in KINDS]
    rows: Rows = {}
    for column, feature in enumerate(vectorizer.feature_names_):
        row = [0] * len(KINDS)
        for index, kind in enumerate(regression.classes_):
            row[names.index(kind)] = round(1000 * regression.coef_[index, column])
        if any(row):
            rows[feature] = row
    always = rows.setdefault("always", [0] * len(KINDS))
    for index, kind in enumerate(regression.classes_):
        always[names.index(kind)] += round(1000 * regression.intercept_[index])
    return dict(sorted(rows.items()))


def train(sources: Sources, labelled: Sequence[KnownDocument], labellers: Labellers | None = None) -> Trained:
    """Train the labellers, unless they are given, and the kinds, on all sources and on some of the labelled résumés."""
    running = [*sources.annotated, *sources.latest, *sources.one_line, *list(labelled) * LABELLED_TWICE]
    lines = [
        *sources.layouts, *sources.generated, *sources.foreign, *sources.written, *list(labelled) * LABELLED_TWICE,
    ]  # fmt: skip
    rows: dict[bool, Rows] = {}
    for is_running, documents in ((True, running), (False, lines)):
        if labellers:
            rows[is_running] = labellers[not is_running]
            continue
        table = HeaderModel({}).table
        data = [e for d in documents for e in examples(d, table, is_running, sources.common_words)]
        print(f"{'running text' if is_running else 'lines'}: {len(data)} windows", file=sys.stderr, flush=True)
        rows[is_running] = train_labeller(data)
    models = {is_running: HeaderModel(weights) for is_running, weights in rows.items()}
    everything = {id(d): d for d in (*running, *lines)}.values()
    kinds = [k for d in everything for k in kind_examples(d, models.__getitem__, sources.common_words)]
    print(f"kinds: {len(kinds)} date ranges", file=sys.stderr, flush=True)
    return Trained(rows[True], rows[False], train_kinds(kinds))


# ------------------------------------------------------------------------------------------------ word uses


def count_uses(model: HeaderModel, texts: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Count how the words and pairs of words of a collection are used in the headers that a model finds.

    Returns:
        Of each word or pair in at least ``MINIMUM_DOCUMENTS`` résumés the binary logarithms, rounded and bounded, of
        how often it is in a title rather than in an employer, and outside of headers rather than in one.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    documents: Counter[str] = Counter()
    pairs: set[str] = set()
    for text in texts.values():
        windows = [w for w in windows_in(text)[0] if w.running and w.section == "experience"]
        seen: set[str] = set()
        for begin in range(0, len(windows), 100):
            model.table.prepare(LONGEST_WINDOW * 100)
            words = describe(text, windows[begin : begin + 100], model.table)
            labels = model.label(words, model.scores(words)).tolist()
            rows = words.rows.tolist()
            for first, count in zip(words.firsts.tolist(), words.counts.tolist(), strict=True):
                own = labels[first : first + count]
                if 1 not in own or 3 not in own:
                    continue
                for i in range(first, first + count):
                    field = (labels[i] + 1) // 2
                    word = model.table.word(rows[i])
                    if not word or field == 4:
                        continue
                    counts[word][field] += 1
                    seen.add(word)
                    pair = model.table.words_of_pair(rows[i - 1], rows[i]) if i > first else ""
                    if pair:
                        counts[pair][field if (labels[i - 1] + 1) // 2 == field else 0] += 1
                        pairs.add(pair)
                        seen.add(pair)
        documents.update(seen)
    uses = {}
    for name, (outside, title, employer, place) in sorted(counts.items()):
        if documents[name] >= MINIMUM_DOCUMENTS and (name not in pairs or title + employer):
            bounds = (3, 2) if name in pairs else (5, 4)
            ratios = ((title + 0.5) / (employer + 0.5), (outside + 0.5) / (title + employer + place + 0.5))
            first, second = (max(-b, min(b, round(math.log2(r)))) for r, b in zip(ratios, bounds, strict=True))
            uses[name] = first, second
    return uses


# --------------------------------------------------------------------------------------------------- output


def write(folder: Path, name: str, heading: Sequence[str], rows: Mapping[str, Iterable[int]]) -> None:
    """Write a table of whole numbers; zeros are left empty."""
    lines = ["\t".join(heading)]
    lines += [name + "\t" + "\t".join(str(w) if w else "" for w in weights) for name, weights in rows.items()]
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def write_models(folder: Path, trained: Trained) -> None:
    """Write the weights of all models."""
    write(folder, model_files.RUNNING_TEXT, HEADING, trained.running)
    write(folder, model_files.LINES, HEADING, trained.lines)
    write(folder, model_files.KINDS, entry_kinds.HEADING, trained.kinds)


def write_uses(folder: Path, uses: Mapping[str, tuple[int, int]]) -> None:
    """Write how words are used, and let the features of words know."""
    rows = [
        "\t".join(word_uses.HEADING),
        *(f"{name}\t{title}\t{outside}" for name, (title, outside) in sorted(uses.items())),
    ]
    (folder / model_files.WORD_USES).write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")
    word_uses.forget()


def positions_of(text: str, trained: Trained) -> list[dict[str, Any]]:
    """Return the positions of a text as ``ranking.json`` holds them, found with these models."""
    from matcher.parsing.career import timeline

    models = {True: HeaderModel(trained.running), False: HeaderModel(trained.lines)}
    kinds = {name: tuple(weights) for name, weights in trained.kinds.items()}
    found, _ = timeline.find_positions(text, find_sections(text), AS_OF, models=models.__getitem__, kinds=kinds)
    return [
        {
            "kind": p.kind, "title": p.title, "employer": p.employer, "place": p.place, "first": str(p.first),
            "last": str(p.last), "current": p.current, "section": p.section,
        }
        for p in found
    ]  # fmt: skip


def cross_validate(sources: Sources, folds: int) -> None:
    """Print the positions of each fold of the labelled résumés, found by models trained on the others."""
    candidates = []
    for fold in range(folds):
        trained = train(sources, [d for i, d in enumerate(sources.labelled) if i % folds != fold])
        candidates += [
            {"document": document.name, "positions": positions_of(document.text, trained)}
            for document in sources.labelled[fold::folds]
        ]
    json.dump({"candidates": candidates}, sys.stdout, indent=1)


def main() -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", type=Path, required=True)
    parser.add_argument("--layouts", type=Path, required=True)
    parser.add_argument("--files", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "entry-headers")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate instead of writing the models")
    parser.add_argument("--uses", action="store_true", help="count the uses of words anew, before all else")
    parser.add_argument("--kinds-only", action="store_true", help="keep the labellers as they are")
    parser.add_argument("--generated", type=int, default=GENERATED, help="generated careers per layout (%(default)s)")
    parser.add_argument("--foreign", type=int, default=FOREIGN, help="generated careers per language (%(default)s)")
    parser.add_argument(
        "--held-out", default=HELD_OUT, help="grammars of careers to leave out, with commas (%(default)s)"
    )
    options = parser.parse_args()
    sources = read_sources(
        options,
        dates_in,
        generated_per_grammar=options.generated,
        one_line=ONE_LINE,
        one_line_per_grammar=GENERATED_ONE_LINE,
        foreign_per_language=options.foreign,
        latest=LATEST,
        without=options.held_out.split(","),
        minimum=MINIMUM_DOCUMENTS,
    )
    if options.uses:
        write_uses(options.output, {})
        table = HeaderModel({}).table
        documents = [*sources.annotated, *sources.latest]
        first = train_labeller([e for d in documents for e in examples(d, table, True, sources.common_words)])
        write_uses(options.output, count_uses(HeaderModel(first), sources.reference))
    if options.folds:
        cross_validate(sources, options.folds)
    else:
        labellers = None
        if options.kinds_only:
            tables = (options.output / model_files.RUNNING_TEXT, options.output / model_files.LINES)
            labellers = (model_files.read_weights(tables[0], HEADING), model_files.read_weights(tables[1], HEADING))
        write_models(options.output, train(sources, sources.labelled, labellers))
    return 0


if __name__ == "__main__":
    sys.exit(main())
