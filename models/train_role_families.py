"""Train the model of role families: weights of the words in a job's duties.

    python models/train_role_families.py COLLECTION --output models/role-families [--exclude FILE]

COLLECTION is a folder of résumés in any format that matcher reads, or a ``.jsonl`` or ``.jsonl.gz`` file with one
``{"id": ..., "text": ...}`` per line; ``--exclude`` names a file of ids (or file names), one per line, that are
reserved for evaluation. The script writes ``weights.tsv`` and ``meta.json``: only weights of single words leave the
collection. The same collection, gazetteer, taxonomy and library versions give the same bytes.

The collection has no labels for single jobs. A job is labelled by its title, where the gazetteer of titles
(``matcher/resources/role_families.toml``) names one family with at least ``LEAST_SHARE``; the words of the title are
left out of the features, and so are all mentions of technologies. Jobs under other titles are not used.

A word is a feature only if it occurs in the labelled jobs of at least ``--minimum-documents`` résumés and in the TF-IDF
reference, which excludes names of people, places and employers.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from train_tfidf import read_documents

from matcher.core.document import Block, Document
from matcher.core.errors import MatcherError, UsageError
from matcher.core.role_family import FAMILIES, RoleFamily
from matcher.core.shipped_files import RESOURCES
from matcher.parsing.role_families.duties_model import FORMAT, KIND, META, PAYLOAD, duty_words, without_spans
from matcher.parsing.role_families.gazetteer import GAZETTEER, OPEN, load_gazetteer
from matcher.scoring.tfidf_model import load_model
from matcher.skills.analyzer import SkillAnalyzer
from matcher.skills.taxonomy import load_taxonomy

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MINIMUM_DOCUMENTS: Final = 100
"""Fewest résumés with a kept word. It protects persons, and costs little: of the held-out jobs 65.2 % get the family of
their title with 20 (5,326 words) and 64.3 % with 100 (2,153 words)."""

REGULARISATION: Final = 1.0
"""scikit-learn's C. The log loss of held-out jobs is lowest at 1 (of 0.3, 1, 3)."""

LEAST_SHARE: Final = 0.7
"""Least share of a family in the title of a job that is labelled with it."""

LEAST_WORDS: Final = 15
"""Fewest words of a job that is used."""

BALANCE: Final = 0.5
"""Exponent of the families' weights: rare families count more, by the root of how much rarer they are."""

HELD_OUT: Final = 5
"""One résumé in so many is held out to measure; the shipped weights then come from all résumés."""

FILLERS: Final = frozenset(
    "ability able additional also based basic become became began current currently daily different etc excellent "
    "existing experience experienced experiences expert expertise familiar familiarity full good great help "
    "helped helping include included includes including job jobs knowledge large like main many month months "
    "multiple need needed needs new one part position present proficient related role roles several skill skilled "
    "skills strong summary things time times use used user-level uses using various variety well week weekly work "
    "worked working works year years".split()
)
"""Words that go with any claim ("used X daily", "two years of experience with X") and say nothing of the kind of work:
a technology claimed with them must not move its job to another family."""

AS_OF: Final = datetime.date(2026, 11, 23)
"""What "present" means; no feature depends on it."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job labelled by its title."""

    document: int
    """Number of its résumé."""
    family: RoleFamily
    words: frozenset[str]


def jobs(documents: Iterable[tuple[str, str]]) -> Iterator[Job]:
    """Yield the labelled jobs of a collection."""
    analyzer, gazetteer = SkillAnalyzer(load_taxonomy(), AS_OF), load_gazetteer()
    for number, (name, text) in enumerate(documents):
        document = Document(name, text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
        resume, mentions = analyzer.analyze(document)
        blanked = without_spans(resume.document.text, [(m.start, m.end) for m in mentions])
        for position in resume.positions:
            rank, shares = gazetteer.families(position.title)
            if position.kind != "work" or rank >= OPEN:
                continue
            family = max(shares, key=lambda family: (shares[family], family))
            words = duty_words(blanked[position.start : position.end], position.title)
            if shares[family] >= LEAST_SHARE and len(words) >= LEAST_WORDS:
                yield Job(number, family, frozenset(words))


def choose_words(data: Sequence[Job], minimum: int, allowed: frozenset[str]) -> dict[str, int]:
    """Return the words that become features, in order, with the number of résumés that have each."""
    seen: dict[str, set[int]] = defaultdict(set)
    for job in data:
        for word in job.words & allowed - FILLERS:
            seen[word].add(job.document)
    return {word: len(documents) for word, documents in sorted(seen.items()) if len(documents) >= minimum}


def matrix(data: Sequence[Job], index: dict[str, int]) -> csr_matrix:
    """Return the jobs as rows of words, each row divided by the root of its number of words."""
    import numpy as np
    from scipy.sparse import csr_matrix

    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for job in data:
        row = sorted(index[word] for word in job.words if word in index)
        columns += row
        values += [max(1, len(row)) ** -0.5] * len(row)
        ends.append(len(columns))
    return csr_matrix((np.array(values), columns, ends), shape=(len(data), len(index)))


def family_weights(data: Sequence[Job]) -> dict[str, float]:
    """Return how much one job of each family counts."""
    counts = Counter(job.family for job in data)
    return {family: (max(counts.values()) / count) ** BALANCE for family, count in counts.items()}


def fit(data: Sequence[Job], index: dict[str, int]) -> Any:
    """Fit a multinomial logistic regression to these jobs."""
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    weights = family_weights(data)
    with threadpool_limits(1):  # a fixed order of summation: the same bytes on any number of cores
        model = LogisticRegression(C=REGULARISATION, max_iter=500)
        labels = [FAMILIES.index(job.family) for job in data]
        return model.fit(matrix(data, index), labels, sample_weight=[weights[job.family] for job in data])


def measure(data: Sequence[Job], index: dict[str, int]) -> dict[str, Any]:
    """Return how a model of four fifths of the résumés does on the jobs of the others."""
    import numpy as np

    held = [zlib.crc32(str(job.document).encode()) % HELD_OUT == 0 for job in data]
    model = fit([job for job, out in zip(data, held, strict=True) if not out], index)
    jobs = [job for job, out in zip(data, held, strict=True) if out]
    chances = model.predict_proba(matrix(jobs, index))
    found = model.classes_[chances.argmax(axis=1)]
    labels = np.array([FAMILIES.index(job.family) for job in jobs])
    by_family = {
        family: {
            "jobs": int((labels == number).sum()),
            "recall": round(float((found[labels == number] == number).mean()), 3),
            "precision": round(float((labels[found == number] == number).mean()), 3)
            if (found == number).any()
            else 0.0,
        }
        for number, family in enumerate(FAMILIES)
        if (labels == number).any()
    }
    sure = chances.max(axis=1) >= 0.8
    return {
        "jobs": len(jobs),
        "accuracy": round(float((found == labels).mean()), 4),
        "share_sure": round(float(sure.mean()), 4),
        "accuracy_of_sure": round(float((found == labels)[sure].mean()), 4) if sure.any() else 0.0,
        "families": by_family,
    }


def train(data: Sequence[Job], words: dict[str, int]) -> tuple[list[list[int]], list[int], dict[str, float]]:
    """Return the weights of each word and the intercepts, in hundredths, and the families' shares.

    Raises:
        UsageError: a family has no job to learn from.
    """
    missing = set(FAMILIES) - {job.family for job in data}
    if missing or not words:
        raise UsageError(f"too few résumés: no job of {', '.join(sorted(missing)) or 'enough words'}")
    model = fit(data, {word: n for n, word in enumerate(words)})
    weights = family_weights(data)
    totals = {family: weights[family] * sum(job.family == family for job in data) for family in FAMILIES}
    hundredths = [[round(100 * float(w)) for w in row] for row in model.coef_.T]
    intercepts = [round(100 * float(w)) for w in model.intercept_]
    return hundredths, intercepts, {f: round(t / sum(totals.values()), 4) for f, t in totals.items()}


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("collection", type=Path, help="a folder of résumés, or a .jsonl(.gz) of {id, text}")
    parser.add_argument("--output", type=Path, required=True, help="the folder to write the model to")
    parser.add_argument("--exclude", type=Path, help="ids of résumés to leave out, one per line")
    parser.add_argument("--minimum-documents", type=int, default=MINIMUM_DOCUMENTS, metavar="N")
    options = parser.parse_args(arguments)
    excluded = frozenset(options.exclude.read_text("utf-8").split()) if options.exclude else frozenset()
    digest = hashlib.sha256()
    read = 0

    def documents() -> Iterator[tuple[str, str]]:
        nonlocal read
        for name, text in read_documents(options.collection, digest):
            if name not in excluded:
                read += 1
                yield name, text

    try:
        data = list(jobs(documents()))
        words = choose_words(data, options.minimum_documents, frozenset(load_model().index))
        weights, intercepts, prior = train(data, words)
        held_out = measure(data, {word: n for n, word in enumerate(words)})
    except MatcherError as error:
        print(f"train_role_families: {error}", file=sys.stderr)
        return 1
    rows = ["\t".join(["word", "documents", *FAMILIES]), "\t".join(["", str(read), *map(str, intercepts)])]
    for (word, count), row in zip(words.items(), weights, strict=True):
        rows.append("\t".join([word, str(count), *map(str, row)]))
    metadata = {
        "documents": read,
        "collection": options.collection.name,
        "collection_sha256": digest.hexdigest(),
        "words": len(words),
        "minimum_documents": options.minimum_documents,
        "jobs": dict(sorted(Counter(job.family for job in data).items())),
        "prior": prior,
        "held_out": held_out,
    }
    _write(options.output, "\n".join(rows) + "\n", metadata)
    return 0


def _write(output: Path, payload: str, metadata: dict[str, Any]) -> None:
    import numpy as np
    import scipy
    import sklearn

    meta = {
        "kind": KIND,
        "format": FORMAT,
        "payload": PAYLOAD,
        "payload_sha256": hashlib.sha256(payload.encode()).hexdigest(),
        "gazetteer_sha256": hashlib.sha256((RESOURCES / GAZETTEER).read_bytes()).hexdigest(),
        "taxonomy": load_taxonomy().version,
        "trained_with": {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__},
        **metadata,
    }
    output.mkdir(parents=True, exist_ok=True)
    (output / PAYLOAD).write_bytes(payload.encode())
    (output / META).write_text(json.dumps(meta, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
