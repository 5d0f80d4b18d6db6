"""Train the model of ambiguous names: weights of what stands around "go", "spring", "access" in résumés.

    python models/train_ambiguity.py COLLECTION --output models/ambiguity [--cases FILE] [--exclude FILE]

COLLECTION is a folder of résumés in any format that matcher reads, or a ``.jsonl`` or ``.jsonl.gz`` file with one
``{"id": ..., "text": ...}`` a line; ``--exclude`` names a file of ids (or file names), one a line, that are kept for
measuring. Cases are hand-written sentences with their answers (``data/ambiguity/training.tsv``). Written are
``weights.tsv`` and ``meta.json``: weights of single features, and nothing else, leave the collection. The same
collection, cases, taxonomy and library versions give the same bytes.

Nobody has labelled the collection; each form is labelled by evidence that the model does not see:

1. *named*: the résumé names the same technology elsewhere in a way that leaves no doubt (Golang, Spring Framework),
   so this "Go" or "Spring", written as the technology is, is taken for it.
2. *foreign*: the résumé names hardly any language, framework or database at all, or none of the technology's kin (no
   Java and nothing that is written in it, for Spring): taken for another thing of that name.
3. *phrase*: a rule rejects it (Spring semester, an initial's dot).
4. *certain*: the rules accept it on strong evidence, such as its place in a list; a tenth of these is enough.

Forms that none of these reaches are left out. The model is then asked about just such forms, and sees only the words,
signs and technologies near by, so what it knows of them it learned from those whose answer was known otherwise.

A feature is kept only if it occurs in at least ``--minimum-documents`` résumés, and a word in it only if the TF-IDF
reference or a list of function words holds it; the former leaves names of people, places and employers out.
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
"""A feature in fewer résumés is dropped, as in ``train_tfidf.py`` and for the same reason."""

REGULARISATION: Final = 0.3
"""scikit-learn's C. With 0.1 and 0.3 the same forms of the kept part are decided within 1 %; 0.03 knows less."""

CASE_WEIGHT: Final = 5.0
"""A hand-written case counts as so many forms of the collection: there are few of them, and they are right."""

SHARES: Final = {"named": 1.0, "foreign": 1.0, "phrase": 0.2, "certain": 0.1}
"""Which share of the forms with each label is used; the plentiful ones teach little after the first thousands."""

FEW: Final = 1
"""With so many languages, frameworks and databases or fewer beyond doubt, a résumé is of another trade."""

PRECISION: Final = 0.92
"""The threshold is the lowest at which so many of the accepted open forms of the part kept back were labelled right.

Below what rules reach (0.97), since the labels themselves err; a form that is accepted here is one more mention, most
often of a technology that the résumé names anyway.
"""

LOSS: Final = 0.02
"""The veto is the highest at which so many of the rightly accepted weak forms of the part kept back would be lost."""

KEPT_BACK: Final = 5
"""One résumé in so many is kept back to choose threshold and veto; the shipped weights then come from all."""

GRID: Final = tuple(round(0.05 * i, 2) for i in range(1, 20))

FUNCTION_WORDS: Final = frozenset(
    "und oder der die das dem den ein eine einer im in am auf aus bei für mit nach von vor zu zum zur als sowie "
    "et ou le la les l un une des du de d en sur avec pour par dans sous au aux chez".split()
)
"""German and French ones, for résumés in which only the names are English."""

WORD_FEATURE: Final = re.compile(r"(?:[^|=]*\|)?(?:left2?|right2?|near|label)=(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """One form with a label."""

    document: int
    """Which résumé it stands in; -1 for a hand-written case."""
    label: bool
    source: str
    open: bool
    """Whether the rules leave it open."""
    weak: bool
    """Whether the rules accept it on evidence that the model may overrule."""
    features: tuple[str, ...]


def known_words() -> frozenset[str]:
    """The words that a feature may hold."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    from matcher.scoring.tfidf_match import load_model

    return frozenset(load_model().index) | ENGLISH_STOP_WORDS | FUNCTION_WORDS


def allowed(feature: str, words: frozenset[str]) -> bool:
    """Whether the feature holds no word, or one that may leave the collection.

    >>> [allowed(f, frozenset({"using"})) for f in ("left=using", "go|near=springfield", "right=,", "case=usual")]
    [True, False, True, True]
    """
    match = WORD_FEATURE.fullmatch(feature)
    return match is None or match[1] in words or match[1] == "<technology>" or not re.search(r"\w", match[1])


def resume_of(name: str, text: str, is_technology: Any) -> Resume:
    """A text as the pipeline sees it, without its positions, which nothing here needs."""
    document = Document(name, text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    return Resume(document, find_sections(text), (), (), find_name(text, is_technology))


def label(context: Context, verdict: Verdict, certain: set[str]) -> tuple[str, bool] | None:
    """The source of a form's label and the label, or None.

    Args:
        context: its text.
        verdict: the rules' own.
        certain: the technologies that the text names beyond doubt.
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
    judged = sum(context.skills[s].kind in ("language", "framework", "database") for s in certain)
    if not verdict.accepted and judged <= FEW:
        return "foreign", False
    return ("certain", True) if strong else None


@cache
def _rules() -> Recognizer:
    return Recognizer(load_taxonomy(), rules_only=True)


def examples(documents: Iterable[tuple[str, str]], words: frozenset[str]) -> Iterator[Example]:
    """The labelled forms of a collection."""
    taxonomy = load_taxonomy()
    recognizer = _rules()
    for number, (name, text) in enumerate(documents):
        resume = resume_of(name, text, lambda word: taxonomy.find(word) is not None)
        context, verdicts = recognizer.judge_ambiguous(resume)
        certain = {o.skill for o in context.owner if o is not None and not o.doubtful}
        for verdict in verdicts:
            c = verdict.candidate
            found = label(context, verdict, certain)
            if found is None or taxonomy[c.skill].sense == "common":
                continue
            source, answer = found
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
    """Answer, place, text and offset of the form of each hand-written case."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            before, _, rest = row["text"].partition("«")
            yield row["verdict"] == "yes", row["place"], before + rest.replace("»", "", 1), len(before)


def case_resume(place: str, text: str) -> Resume:
    """A case as a résumé of its own: a list stands in a section of skills, all else in one of experience."""
    document = Document("case.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    return Resume(document, (Section("skills" if place == "list" else "experience", 0, len(text)),), ())


def case_examples(path: Path, words: frozenset[str]) -> Iterator[Example]:
    """The forms of the hand-written cases; those that a longer name covers are none."""
    recognizer = _rules()
    for answer, place, text, start in read_cases(path):
        context, verdicts = recognizer.judge_ambiguous(case_resume(place, text))
        for verdict in verdicts:
            if context.tokens[verdict.candidate.first].start == start:
                yield _example(-1, answer, "case", context, verdict, words)


def matrix(rows: Sequence[Sequence[str]], index: dict[str, int]) -> csr_matrix:
    """Rows of features as zeros and ones."""
    import numpy as np
    from scipy.sparse import csr_matrix

    columns: list[int] = []
    ends = [0]
    for row in rows:
        columns += sorted(index[f] for f in row if f in index)
        ends.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(index)))


def fit(chosen: Sequence[Example], index: dict[str, int]) -> Any:
    """A logistic regression on these examples."""
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    weights = [CASE_WEIGHT if e.document < 0 else 1.0 for e in chosen]
    with threadpool_limits(1):  # sums in one order, so the same bytes on any number of cores
        model = LogisticRegression(C=REGULARISATION, max_iter=500)
        return model.fit(matrix([e.features for e in chosen], index), [e.label for e in chosen], sample_weight=weights)


def choose_limits(model: Any, kept: Sequence[Example], index: dict[str, int]) -> tuple[float, float, dict[str, int]]:
    """Threshold and veto by the examples kept back, and from how many forms they were chosen."""
    threshold, veto = 0.7, 0.1
    undecided = [e for e in kept if e.open]
    weak = [e for e in kept if e.weak and e.label]
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
    """Weights and counts of résumés (the intercept under the empty name), and what the meta file tells of them.

    Raises:
        UsageError: there is nothing to learn from.
    """
    seen: dict[str, set[int]] = defaultdict(set)
    for e in data:
        for f in e.features:
            if e.document >= 0:
                seen[f].add(e.document)
    index = {f: i for i, f in enumerate(sorted(f for f, documents in seen.items() if len(documents) >= minimum))}
    first = [e for e in data if e.document < 0 or e.document % KEPT_BACK]
    if not index or len({e.label for e in first}) < 2:
        raise UsageError(f"too few résumés: no feature of both senses occurs in {minimum} of them")
    kept = [e for e in data if e.document >= 0 and e.document % KEPT_BACK == 0]
    threshold, veto, chosen_from = choose_limits(fit(first, index), kept, index)
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
    parser.add_argument("--exclude", type=Path, help="ids of résumés to leave out, one a line")
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
        weights, told = train(data, options.minimum_documents)
    except MatcherError as error:
        print(f"train_ambiguity: {error}", file=sys.stderr)
        return 1
    _write(options, weights, told, {"documents": read, "collection_sha256": digest.hexdigest()})
    return 0


def _write(
    options: argparse.Namespace, weights: dict[str, tuple[float, int]], told: dict[str, Any], read: dict[str, Any]
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
        **told,
        **read,
    }
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / PAYLOAD).write_bytes(payload.encode())
    (options.output / META).write_text(json.dumps(meta, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
