"""Compare a run with labels: grades, choices and skills given to the same résumés by people or another system."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from matcher.core.errors import ConfigurationProblem, LabelsError, UsageError
from matcher.evaluation.finished_run import FinishedRun, Summarized, read_run
from matcher.evaluation.labels import Label, Labels, read_labels
from matcher.evaluation.skills import MODES, SkillError
from matcher.reporting.schema import CandidateSummary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "CUTOFFS",
    "DRAWS",
    "RELEVANT",
    "SEED",
    "Evaluation",
    "Measure",
    "SkillAgreement",
    "evaluate",
    "interval",
    "labelled",
]

CUTOFFS: Final = (10, 20, 50)
"""Ranks at which nDCG is cut off: a first page, a shortlist, an afternoon's reading."""
RELEVANT: Final = 3.0
"""The lowest grade of a résumé worth an invitation: "good" on a scale from 0 to 4."""
DRAWS: Final = 1000
"""Resamples for an interval; with more, its ends move only in the third decimal."""
SEED: Final = 20261123
"""Fixed, so that the same run and labels give the same intervals; the number itself is arbitrary."""
INTERVAL: Final = (2.5, 97.5)
"""Percentiles of the resamples: a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with its 95 % bootstrap interval.

    >>> str(Measure(0.9412, 0.902, 0.965))
    '0.941 [0.902, 0.965]'
    """

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        if math.isnan(self.value):
            return "-"
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True, slots=True)
class SkillAgreement:
    """How well the skills of one kind (or "all") agree with the labels."""

    mode: str
    """"lenient" compares the skill; "strict" compares the skill and its kind."""
    kind: str
    found: int
    missed: int
    extra: int
    precision: Measure
    recall: Measure
    f1: Measure


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The agreement of a run with labels.

    ``order`` holds Spearman, Kendall, nDCG at each cutoff, AP and the share of ``pairs`` in the right order, if there
    are grades, and the share of ``choices`` that the ranking agrees with, if there are choices.
    """

    documents: int
    """Number of labelled documents in the run, or of choices."""
    skills: tuple[SkillAgreement, ...]
    order: Mapping[str, Measure]
    errors: tuple[SkillError, ...]
    """Every disagreement on a skill."""
    not_scored: tuple[str, ...]
    """Labelled documents that the run read but did not score: their skills count as missed, and they rank last."""
    not_in_run: tuple[str, ...]
    """Labelled documents that the run did not see: left out."""

    def summary(self) -> dict[str, Any]:
        """Return plain data for JSON: measures have ``value``, ``low`` and ``high``, None where there is no value."""
        return {
            "documents": self.documents,
            "not_scored": list(self.not_scored),
            "not_in_run": list(self.not_in_run),
            "skills": [_plain(asdict(s)) for s in self.skills],
            "order": {name: _plain(asdict(measure)) for name, measure in self.order.items()},
            "errors": [asdict(e) for e in self.errors],
        }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 6)
    return value


def evaluate(
    run: str | Path | Mapping[str, Any] | Summarized,
    labels: str | Path | Labels,
    *,
    at: Sequence[int] = CUTOFFS,
    relevant: float = RELEVANT,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Evaluation:
    """Compare a run with labels.

    Args:
        run: a report folder, its ``ranking.json``, or the result of :func:`matcher.rank`.
        labels: a file of labels (for its format see :mod:`matcher.evaluation.labels`), or labels.
        at: ranks at which nDCG is cut off.
        relevant: the lowest grade that counts as relevant for average precision.
        draws: number of resamples for the intervals. Whole résumés are drawn, since labels of one résumé depend on
            each other.
        seed: the seed of the draws.

    Returns:
        The measures, each with a 95 % interval.

    Raises:
        UsageError: a file does not exist, or no labelled document is in the run.
        LabelsError: the labels have problems.
        MissingExtraError: ir-measures is not installed.

    >>> evaluation = evaluate("report", "data/labels.json")  # doctest: +SKIP
    >>> print(evaluation.order["Spearman"])  # doctest: +SKIP
    0.914 [0.794, 0.960]
    """
    from matcher.evaluation.order import choices_right, order_measures, resamples

    finished = read_run(run)
    loaded = labels if isinstance(labels, Labels) else read_labels(labels)
    pairs, not_in_run = labelled(finished, loaded)
    scores = {document: c["score"] for document, c in finished.candidates.items()}
    order: dict[str, Measure] = {}
    graded = [(scores.get(document, -1.0), label.grade) for document, label in pairs if label.grade is not None]
    judged = [(label, finished.candidates.get(document)) for document, label in pairs if label.skills is not None]
    if graded:
        import numpy as np

        graded_scores, grades = (np.array(column, dtype=float) for column in zip(*graded, strict=True))
        all_once = np.arange(len(graded))[None, :]
        values = order_measures(graded_scores, grades, all_once, at=at, relevant=relevant)
        drawn = order_measures(graded_scores, grades, resamples(len(graded), draws, seed), at=at, relevant=relevant)
        order |= {name: interval(values[name][0], drawn[name]) for name in values}
    choices = _choices(finished, loaded, not_in_run)
    if choices:
        right = choices_right({**dict.fromkeys((d for c in choices for d in c), -1.0), **scores}, choices)
        order["choices"] = interval(right.mean(), right[resamples(len(right), draws, seed)].mean(axis=1))
    if not graded and not judged and not choices:
        raise UsageError(
            f"none of the documents labelled in {loaded.file} is in {finished.source}: are they labels of other files?"
        )
    skills, errors = _skills(judged, draws, seed) if judged else ((), ())
    documents = [document for document, _ in pairs] or [document for choice in choices for document in choice]
    return Evaluation(
        len(pairs) or len(choices), skills, order, errors,
        tuple(sorted({d for d in documents if d not in scores})), tuple(sorted(set(not_in_run))),
    )  # fmt: skip


def labelled(run: FinishedRun, labels: Labels) -> tuple[list[tuple[str, Label]], list[str]]:
    """Find the document of each label.

    Args:
        run: the run.
        labels: labels of documents; choices are ignored.

    Returns:
        (document, label) pairs in the documents' order, and the names of labelled documents that the run did not see.

    Raises:
        UsageError: a name matches several documents.
        LabelsError: two labels are of the same document.
    """
    documents = run.find(label.names for label in labels.documents)
    by_document: dict[str, Label] = {}
    problems = []
    for document, label in zip(documents, labels.documents, strict=True):
        if document is None:
            continue
        if document in by_document:
            both = f"{by_document[document].names[-1]!r} and {label.names[-1]!r}"
            problems.append(ConfigurationProblem(labels.file, 0, f"{both} both mean {document}: keep one"))
        by_document[document] = label
    if problems:
        raise LabelsError(tuple(problems))
    absent = [label.names[0] for document, label in zip(documents, labels.documents, strict=True) if document is None]
    return sorted(by_document.items()), absent


def _choices(run: FinishedRun, labels: Labels, not_in_run: list[str]) -> list[tuple[str, str]]:
    """Return choices as (better, worse) documents of the run; append names that it did not see to ``not_in_run``."""
    names = [name for choice in labels.choices for name in (choice.better, choice.worse)]
    documents = run.find([name] for name in names)
    not_in_run += [name for name, document in zip(names, documents, strict=True) if document is None]
    pairs = zip(documents[::2], documents[1::2], strict=True)
    return [(better, worse) for better, worse in pairs if better and worse and better != worse]


def interval(value: float, drawn: NDArray[np.float64]) -> Measure:
    """Return a measure with the 95 % interval of its resamples; NaN resamples are left out.

    >>> import numpy as np
    >>> print(interval(0.5, np.array([0.4, 0.5, 0.6, np.nan])))
    0.500 [0.405, 0.595]
    """
    import numpy as np

    kept = drawn[~np.isnan(drawn)]
    low, high = np.percentile(kept, INTERVAL) if kept.size else (math.nan, math.nan)
    return Measure(float(value), float(low), float(high))


def _skills(
    judged: list[tuple[Label, CandidateSummary | None]], draws: int, seed: int
) -> tuple[tuple[SkillAgreement, ...], tuple[SkillError, ...]]:
    import numpy as np

    from matcher.evaluation.order import resamples
    from matcher.evaluation.skills import count_skills, precision_recall_f1
    from matcher.skills.taxonomy import load_taxonomy

    counted = count_skills(judged, load_taxonomy())
    counts = np.concatenate((counted.counts, counted.counts.sum(axis=2, keepdims=True)), axis=2)
    total = counts.sum(axis=0)
    value = precision_recall_f1(total)
    drawn = precision_recall_f1(np.stack([counts[draw].sum(axis=0) for draw in resamples(len(judged), draws, seed)]))
    return tuple(
        SkillAgreement(
            mode, kind, int(total[m, k, 0]), int(total[m, k, 1]), int(total[m, k, 2]),
            interval(value[m, k, 0], drawn[:, m, k, 0]), interval(value[m, k, 1], drawn[:, m, k, 1]),
            interval(value[m, k, 2], drawn[:, m, k, 2]),
        )
        for m, mode in enumerate(MODES)
        for k, kind in enumerate((*counted.kinds, "all"))
    ), counted.errors  # fmt: skip
