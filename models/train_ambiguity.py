"""Train the model of ambiguous names: weights of the words around "go", "spring", "access" in résumés.

    python models/train_ambiguity.py COLLECTION --output models/ambiguity [--cases FILE] [--exclude FILE]

COLLECTION is a folder of résumés in any format that matcher reads, or a ``.jsonl`` or ``.jsonl.gz`` file with one
``{"id": ..., "text": ...}`` per line; ``--exclude`` names a file of ids (or file names), one per line, that are
reserved for evaluation. Cases are hand-written sentences with their answers (``data/ambiguity/training.tsv``). The
script writes ``weights.tsv`` and ``meta.json``: only weights of single features leave the collection. The same
collection, cases, taxonomy and library versions give the same bytes.

The collection has no manual labels; each form is labelled by evidence that the model does not see:

1. *named*: the résumé names the same technology elsewhere unambiguously (Golang, Spring Framework), so this "Go" or
   "Spring", in its usual spelling, is labelled as the technology.
2. *foreign*: the résumé names hardly any language, framework or database at all, or no related technology (no Java and
   nothing that is written in it, for Spring): labelled as another thing of that name.
3. *phrase*: a rule rejects it (Spring semester, an initial's dot).
4. *certain*: the rules accept it on strong evidence, such as a neighbour in a list; a tenth of these is enough.

Other forms are left out. At run time the model judges exactly such forms, by the words, signs and technologies nearby;
it learned their weights from the forms with labels from other evidence.

A feature is kept only if it occurs in at least ``--minimum-documents`` résumés, and a word in it only if the TF-IDF
reference or a list of function words contains it; the reference excludes names of people, places and employers.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from train_tfidf import read_documents

from matcher.core.document import Block, Document
from matcher.core.errors import MatcherError, UsageError
from matcher.core.resume import Resume, Section
from matcher.parsing.person_name import find_name
from matcher.parsing.sections import find_sections
from matcher.skills.ambiguity.context import Context
from matcher.skills.ambiguity.rules import WEAK, Verdict
from matcher.skills.ambiguity.sense_model import FORMAT, KIND, META, PAYLOAD, features
from matcher.skills.recognizer import Recognizer
from matcher.skills.taxonomy import load_taxonomy

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MINIMUM_DOCUMENTS: Final = 25
"""Fewest résumés with a kept feature, as in ``train_tfidf.py`` and for the same reason."""

REGULARISATION: Final = 0.3
"""scikit-learn's C. With 0.1 and 0.3 the validation forms are decided alike within 1 %; 0.03 fits less well."""

CASE_WEIGHT: Final = 5.0
"""Weight of a hand-written case, in forms of the collection: there are few cases, and their labels are right."""

SHARES: Final = {"named": 1.0, "foreign": 1.0, "phrase": 0.2, "certain": 0.1}
"""Share of the forms used from each source of labels; the frequent ones teach little after the first thousands."""

FEW: Final = 1
"""Most unambiguous languages, frameworks and databases in a résumé from another trade."""

PRECISION: Final = 0.92
"""The threshold is the lowest at which this share of the accepted open forms in the validation part is labelled right.

It is below the precision of the rules (0.97), because the labels themselves contain errors; an accepted form is one
more mention, usually of a technology that the résumé names anyway.
"""

LOSS: Final = 0.02
"""The veto is the highest that loses at most this share of the rightly accepted weak forms in the validation part."""

VALIDATION_FOLD: Final = 5
"""One résumé in so many is held out to choose threshold and veto; the shipped weights then come from all résumés."""

GRID: Final = tuple(round(0.05 * i, 2) for i in range(1, 20))

FUNCTION_WORDS: Final = frozenset(
    "und oder der die das dem den ein eine einer im in am auf aus bei für mit nach von vor zu zum zur als sowie "
    "et ou le la les l un une des du de d en sur avec pour par dans sous au aux chez".split()
)
"""German and French function words, for résumés in which only the names are English."""

WORD_FEATURE: Final = re.compile(r"(?:[^|=]*\|)?(?:left2?|right2?|near|label)=(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """One form with a label."""

    document: int
    """Number of its résumé; -1 for a hand-written case."""
    label: bool
    source: str
    open: bool
    """Whether the rules leave it undecided."""
    weak: bool
    """Whether the rules accept it on evidence that the model may overrule."""
    features: tuple[str, ...]


def known_words() -> frozenset[str]:
    """Return the words that a feature may contain."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    from matcher.scoring.tfidf_model import load_model

    return frozenset(load_model().index) | ENGLISH_STOP_WORDS | FUNCTION_WORDS


def allowed(feature: str, words: frozenset[str]) -> bool:
    """Return whether a feature contains no word, or only one that may leave the collection.

    >>> [allowed(f, frozenset({"using"})) for f in ("left=using", "go|near=springfield", "right=,", "case=usual")]
    [True, False, True, True]
    """
    match = WORD_FEATURE.fullmatch(feature)
    return match is None or match[1] in words or match[1] == "<technology>" or not re.search(r"\w", match[1])


def resume_of(name: str, text: str, is_technology: Any) -> Resume:
    """Build the résumé of a text as the pipeline does, without positions, which training does not need."""
    document = Document(name, text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    return Resume(document, find_sections(text), (), (), find_name(text, is_technology))


def label(context: Context, verdict: Verdict, certain: set[str]) -> tuple[str, bool] | None:
    """Return the source of a form's label and the label, or None.

    Args:
        context: the context of its text.
        verdict: the verdict of the rules.
        certain: the technologies that the text names unambiguously.
    """
    c = verdict.candidate
    skill = context.skills[c.skill]
    if verdict.reason.startswith(("a phrase", "its position", "the text says")):
        return "phrase", False
    if not context.usual_case(c):
        return None
    strong = verdict.accepted and verdict.reason not in WEAK
    if any(c.skill in context.roots(s) for s in certain):
        return ("certain" if strong else "named"), True
    roots = context.roots(c.skill)
    if skill.implies and not any(roots & context.roots(s) for s in certain):
        return "foreign", False
    technologies = sum(context.skills[s].kind in ("language", "framework", "database") for s in certain)
    if not verdict.accepted and technologies <= FEW:
        return "foreign", False
    return ("certain", True) if strong else None


@cache
def _rules() -> Recognizer:
    return Recognizer(load_taxonomy(), rules_only=True)


def examples(documents: Iterable[tuple[str, str]], words: frozenset[str]) -> Iterator[Example]:
    """Yield the labelled forms of a collection."""
    taxonomy = load_taxonomy()
    recognizer = _rules()
    for number, (name, text) in enumerate(documents):
        resume = resume_of(name, text, lambda word: taxonomy.find(word) is not None)
        context, verdicts = recognizer.judge_ambiguous(resume)
        certain = {o.skill for o in context.owner if o is not None and not o.doubtful}
        for verdict in verdicts:
            c = verdict.candidate
            labelled = label(context, verdict, certain)
            if labelled is None or taxonomy[c.skill].sense == "common":
                continue
            source, answer = labelled
            if zlib.crc32(f"{number} {c.first}".encode()) % 100 >= 100 * SHARES[source]:
                continue
            yield _example(number, answer, source, context, verdict, words)


def _example(
    number: int, answer: bool, source: str, context: Context, verdict: Verdict, words: frozenset[str]
) -> Example:
    kept = tuple(f for f in features(context, verdict.candidate) if allowed(f, words))
    undecided = verdict.reason.startswith("no evidence") and context.usual_case(verdict.candidate)
    return Example(number, answer, source, undecided, verdict.accepted and verdict.reason in WEAK, kept)


def read_cases(path: Path) -> Iterator[tuple[bool, str, str, int]]:
    """Yield answer, place, text and the form's offset of each hand-written case."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            before, _, rest = row["text"].partition("«")
            yield row["verdict"] == "yes", row["place"], before + rest.replace("»", "", 1), len(before)


def case_resume(place: str, text: str) -> Resume:
    """Build a résumé from a case: a list in a skills section, anything else in an experience section."""
    document = Document("case.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    return Resume(document, (Section("skills" if place == "list" else "experience", 0, len(text)),), ())


def case_examples(path: Path, words: frozenset[str]) -> Iterator[Example]:
    """Yield the forms of the hand-written cases, except those covered by a longer name."""
    recognizer = _rules()
    for answer, place, text, start in read_cases(path):
        context, verdicts = recognizer.judge_ambiguous(case_resume(place, text))
        for verdict in verdicts:
            if context.tokens[verdict.candidate.first].start == start:
                yield _example(-1, answer, "case", context, verdict, words)


def matrix(rows: Sequence[Sequence[str]], index: dict[str, int]) -> csr_matrix:
    """Return rows of features as a matrix of zeros and ones."""
    import numpy as np
    from scipy.sparse import csr_matrix

    columns: list[int] = []
    ends = [0]
    for row in rows:
        columns += sorted(index[f] for f in row if f in index)
        ends.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(index)))


def fit(chosen: Sequence[Example], index: dict[str, int]) -> Any:
    """Fit a logistic regression to these examples."""
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    weights = [CASE_WEIGHT if e.document < 0 else 1.0 for e in chosen]
    with threadpool_limits(1):  # a fixed order of summation: the same bytes on any number of cores
        model = LogisticRegression(C=REGULARISATION, max_iter=500)
        return model.fit(matrix([e.features for e in chosen], index), [e.label for e in chosen], sample_weight=weights)


def choose_limits(
    model: Any, validation: Sequence[Example], index: dict[str, int]
) -> tuple[float, float, dict[str, int]]:
    """Return threshold and veto chosen on the validation examples, and the number of forms used for each."""
    threshold, veto = 0.7, 0.1
    undecided = [e for e in validation if e.open]
    weak = [e for e in validation if e.weak and e.label]
    if undecided:
        chances = model.predict_proba(matrix([e.features for e in undecided], index))[:, 1]
        labels = [e.label for e in undecided]
        threshold = next((t for t in GRID if t >= 0.5 and _precision(labels, chances, t) >= PRECISION), GRID[-1])
    if weak:
        chances = model.predict_proba(matrix([e.features for e in weak], index))[:, 1]
        veto = max((t for t in GRID if t < 0.5 and sum(p < t for p in chances) <= LOSS * len(weak)), default=0.0)
    return threshold, veto, {"open": len(undecided), "weak": len(weak)}


def _precision(labels: Sequence[bool], chances: Iterable[float], threshold: float) -> float:
    accepted = [answer for answer, p in zip(labels, chances, strict=True) if p >= threshold]
    return sum(accepted) / len(accepted) if accepted else 0.0


def train(data: Sequence[Example], minimum: int) -> tuple[dict[str, tuple[float, int]], dict[str, Any]]:
    """Return the weights with their counts of résumés (the intercept under the empty name), and the metadata.

    Raises:
        UsageError: there are too few examples to learn from.
    """
    seen: dict[str, set[int]] = defaultdict(set)
    for e in data:
        for f in e.features:
            if e.document >= 0:
                seen[f].add(e.document)
    index = {f: i for i, f in enumerate(sorted(f for f, documents in seen.items() if len(documents) >= minimum))}
    training = [e for e in data if e.document < 0 or e.document % VALIDATION_FOLD]
    if not index or len({e.label for e in training}) < 2:
        raise UsageError(f"too few résumés: no feature of both senses occurs in {minimum} of them")
    validation = [e for e in data if e.document >= 0 and e.document % VALIDATION_FOLD == 0]
    threshold, veto, chosen_from = choose_limits(fit(training, index), validation, index)
    model = fit(data, index)
    resumes = len({e.document for e in data if e.document >= 0})
    weights = {"": (round(float(model.intercept_[0]), 3), resumes)}
    for name, i in index.items():
        weight = round(float(model.coef_[0][i]), 3)
        if weight:
            weights[name] = weight, len(seen[name])
    counts = {s: sum(e.source == s for e in data) for s in (*SHARES, "case")}
    return weights, {"threshold": threshold, "veto": veto, "chosen_from": chosen_from, "examples": counts}


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line."""
    default = Path(__file__).parents[1] / "data" / "ambiguity" / "training.tsv"
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("collection", type=Path, help="a folder of résumés, or a .jsonl(.gz) of {id, text}")
    parser.add_argument("--output", type=Path, required=True, help="the folder to write the model to")
    parser.add_argument("--cases", type=Path, default=default, help="hand-written cases (%(default)s)")
    parser.add_argument("--exclude", type=Path, help="ids of résumés to leave out, one per line")
    parser.add_argument("--minimum-documents", type=int, default=MINIMUM_DOCUMENTS, metavar="N")
    options = parser.parse_args(arguments)
    excluded = frozenset(options.exclude.read_text("utf-8").split()) if options.exclude else frozenset()
    digest = hashlib.sha256()
    words = known_words()
    read = 0

    def documents() -> Iterator[tuple[str, str]]:
        nonlocal read
        for name, text in read_documents(options.collection, digest):
            if name not in excluded:
                read += 1
                yield name, text

    try:
        data = [*examples(documents(), words), *case_examples(options.cases, words)]
        weights, metadata = train(data, options.minimum_documents)
    except MatcherError as error:
        print(f"train_ambiguity: {error}", file=sys.stderr)
        return 1
    _write(options, weights, metadata, {"documents": read, "collection_sha256": digest.hexdigest()})
    return 0


def _write(
    options: argparse.Namespace, weights: dict[str, tuple[float, int]], metadata: dict[str, Any], read: dict[str, Any]
) -> None:
    import numpy as np
    import scipy
    import sklearn

    rows = [f"{name}\t{weight:g}\t{documents}\n" for name, (weight, documents) in sorted(weights.items())]
    payload = "feature\tweight\tdocuments\n" + "".join(rows)
    meta = {
        "kind": KIND,
        "format": FORMAT,
        "collection": options.collection.name,
        "cases": options.cases.name,
        "cases_sha256": hashlib.sha256(options.cases.read_bytes()).hexdigest(),
        "features": len(weights) - 1,
        "minimum_documents": options.minimum_documents,
        "payload": PAYLOAD,
        "payload_sha256": hashlib.sha256(payload.encode()).hexdigest(),
        "taxonomy": load_taxonomy().version,
        "trained_with": {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__},
        **metadata,
        **read,
    }
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / PAYLOAD).write_bytes(payload.encode())
    (options.output / META).write_text(json.dumps(meta, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
