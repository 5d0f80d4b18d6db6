"""Compare this skill recogniser with simpler ones on the same texts: precision, recall and F1."""

from __future__ import annotations

import csv
import importlib.util
import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

KINDS = ("language", "framework", "database")

LONGEST_CHUNK = 3
"""Words of the longest noun chunk to try; the open parser's documentation mentions bi- and trigrams."""

HALVES = 20
"""Random halves of the labels, to show how much a figure depends on the choice of résumés."""


@dataclass(frozen=True)
class Found:
    """A technology found by an extractor, with its spellings in the text."""

    name: str
    kind: str
    surfaces: tuple[str, ...]


Extractor = Callable[[str], Sequence[Found]]


def main(corpus: Path, labels: Path | None = None, files: Path | None = None) -> None:
    """Print a table: precision, recall and F1 of each extractor by kind, on ``corpus/dev`` or on other labels."""
    labels, files = labels or corpus / "dev-labels.json", files or corpus / "dev" / "files"
    evaluate = corpus / "evaluate.py"
    for needed in (labels, files, evaluate):
        if not needed.exists():
            sys.exit(
                f"{needed} does not exist: the corpus is not part of this project; give the folder that contains one"
            )
    measure = load_script(evaluate).skills
    gold = json.loads(labels.read_text("utf-8"))
    texts = read_texts(files, gold)
    print(f"{len(texts)} résumés; P precision, R recall, F harmonic mean; strict: the kind must be right too")
    print(f"{'':34}" + "".join(f"{k:>23}" for k in (*KINDS, "all")) + f"{'all, strict':>13}")
    for name, extractor in extractors():
        run = {stem: _as_candidate(extractor(text)) for stem, text in texts.items()}
        print(f"{name:34}" + _row(measure(run, gold)[0]), flush=True)
        if name == "matcher":
            own = run
    print(f"\nmatcher on {HALVES} random halves of the résumés, F1 of all, lenient: {_spread(measure, own, gold)}")


def _spread(measure: Callable[..., Any], run: Mapping[str, Any], gold: Mapping[str, Any]) -> str:
    scores = []
    for seed in range(HALVES):
        half = random.Random(seed).sample(sorted(gold), len(gold) // 2)  # noqa: S311
        count, _ = measure(run, {document: gold[document] for document in half})
        scores.append(_prf(count["lenient"].values())[2])
    return f"from {min(scores):.3f} to {max(scores):.3f}"


def _row(count: Mapping[str, Mapping[str, Sequence[int]]]) -> str:
    lenient = [*([c] for c in count["lenient"].values()), list(count["lenient"].values())]
    cells = ["P{:.3f} R{:.3f} F{:.3f}".format(*_prf(group)) for group in lenient]
    return "".join(f"{c:>23}" for c in cells) + f"{_prf(count['strict'].values())[2]:13.3f}"


def _prf(counts: Iterator[Sequence[int]] | Sequence[Sequence[int]] | Any) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the sum of (found, missed, extra) counts."""
    found, missed, extra = (sum(column) for column in zip(*counts, strict=True))
    precision, recall = found / (found + extra or 1), found / (found + missed or 1)
    return precision, recall, 2 * precision * recall / (precision + recall or 1)


def _as_candidate(found: Sequence[Found]) -> dict[str, Any]:
    return {
        "skills": [
            {"name": f.name, "kind": f.kind, "mentions": [{"surface_form": s} for s in f.surfaces or (f.name,)]}
            for f in found
        ]
    }


def extractors() -> Iterator[tuple[str, Extractor]]:
    """Yield this recogniser and the others that are installed."""
    yield "matcher", recognizer()
    yield "dictionary of the same names", dictionary()
    if (listed := _data_file("pyresparser", "skills.csv")) is not None:
        yield "pyresparser's rule and list", token_list(listed)
    else:
        print("pyresparser's list is left out: pip install --no-deps pyresparser", file=sys.stderr)
    yield "the same rule, our names", token_list(None)
    if importlib.util.find_spec("pyresume") is not None:
        yield "leverparser", leverparser()
    else:
        print("leverparser is left out: pip install '.[bench]'", file=sys.stderr)


def recognizer() -> Extractor:
    """Return this recogniser with all steps from text to mentions, as in a run."""
    import datetime

    from matcher.core.document import Block, Document
    from matcher.profiles.loading import load_profile
    from matcher.scoring.pipeline import Pipeline
    from matcher.scoring.tfidf_model import load_model
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    day = datetime.date(2026, 11, 23)
    pipeline = Pipeline(load_profile("backend-developer", taxonomy), taxonomy, load_model(), day)

    def extract(text: str) -> list[Found]:
        document = Document("resume.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
        surfaces: dict[str, list[str]] = {}
        for mention in pipeline.recognizer.recognize(pipeline.structure(document)):
            if mention.assertion == "claimed":
                surfaces.setdefault(mention.skill, []).append(mention.surface_form)
        return [Found(taxonomy[s].label, taxonomy[s].kind, tuple(found)) for s, found in surfaces.items()]

    return extract


def dictionary() -> Extractor:
    """Return an extractor of all names of the taxonomy between word boundaries, ignoring case and context."""
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    forms = {**taxonomy.ambiguous, **taxonomy.forms}
    ordered = sorted(forms, key=lambda f: (-len(f), f))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE)

    def extract(text: str) -> list[Found]:
        surfaces: dict[str, set[str]] = {}
        for match in pattern.finditer(text):
            if (skill := forms.get(match[0].casefold())) is not None:
                surfaces.setdefault(skill, set()).add(match[0])
        return [Found(taxonomy[s].label, taxonomy[s].kind, tuple(sorted(f))) for s, f in surfaces.items()]

    return extract


def token_list(listed: Path | None) -> Extractor:
    """Return a popular open parser's rule: look up spaCy tokens that are no stop words, and noun chunks, in a list.

    Its model for noun chunks cannot be installed from the package index. Every sequence of up to three tokens replaces
    them, which finds at least as much. A name in the taxonomy gets its kind there; other names do not count.

    Args:
        listed: the parser's own list; None for the taxonomy's names.
    """
    import spacy

    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    if listed is None:
        names = {*taxonomy.forms, *taxonomy.ambiguous}
    else:
        with listed.open(encoding="utf-8", newline="") as file:
            names = set(next(csv.reader(file)))
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000

    def extract(text: str) -> list[Found]:
        doc = nlp(text)
        surfaces = {token.text for token in doc if not token.is_stop and token.lower_ in names}
        for size in range(2, LONGEST_CHUNK + 1):
            surfaces |= {
                span for i in range(len(doc) - size + 1) if (span := doc[i : i + size].text).lower().strip() in names
            }
        return _kinds(surfaces)

    return extract


def leverparser() -> Extractor:
    """Return leverparser, with kinds as for :func:`token_list`."""
    import logging

    from pyresume import ResumeParser

    logging.disable(logging.CRITICAL)
    parser = ResumeParser()
    return lambda text: _kinds({skill.name for skill in parser.parse_text(text).skills})


def _kinds(surfaces: set[str]) -> list[Found]:
    """Return one entry per technology, with its kind in the taxonomy."""
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    found: dict[str, Found] = {}
    for surface in sorted(surfaces):
        skill = taxonomy.find(surface)
        label, kind = (skill.label, skill.kind) if skill else (surface, "other")
        known = found.get(label)
        found[label] = Found(label, kind, (*(known.surfaces if known else ()), surface))
    return list(found.values())


def read_texts(files: Path, gold: Mapping[str, Any]) -> dict[str, str]:
    """Read the texts of the labelled files with this package, by stem."""
    from matcher.extraction.reading import read_file

    return {p.stem: read_file(p, p.name).text for p in sorted(files.iterdir()) if p.stem in gold}


def load_script(path: Path) -> ModuleType:
    """Load a script of the corpus as a module."""
    spec = importlib.util.spec_from_file_location("corpus_evaluate", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _data_file(package: str, name: str) -> Path | None:
    """Find a file of an installed package without importing the package."""
    spec = importlib.util.find_spec(package)
    paths = (Path(folder, name) for folder in (spec.submodule_search_locations or ()) if spec) if spec else ()
    return next((path for path in paths if path.is_file()), None)
