"""How far a run agrees with what people, or others, think of the same résumés."""

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
"""The grade from which a résumé is one to be invited: "good" on a scale from 0 to 4."""
DRAWS: Final = 1000
"""Resamples behind an interval; with more, its ends move in the third decimal only."""
SEED: Final = 20261123
"""Fixed, so that the same run and labels give the same intervals. Any number would do."""
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
    """How far skills of one kind (or "all") agree with the labels."""

    mode: str
    """"lenient": the skill; "strict": the skill under the right kind."""
    kind: str
    found: int
    missed: int
    extra: int
    precision: Measure
    recall: Measure
    f1: Measure


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A run held against labels.

    ``order`` holds Spearman, Kendall, nDCG at each cutoff, AP and the share of ``pairs`` in the right order, where
    there are grades; the share of ``choices`` that the ranking would make, too, where there are choices.
    """

    documents: int
    """Documents, or choices, that were judged."""
    skills: tuple[SkillAgreement, ...]
    order: Mapping[str, Measure]
    errors: tuple[SkillError, ...]
    """Every disagreement on a skill."""
    not_scored: tuple[str, ...]
    """Labelled and given to the run, but not scored: their skills count as missed, and they stand last."""
    not_in_run: tuple[str, ...]
    """Labelled, but never given to the run: left out."""

    def summary(self) -> dict[str, Any]:
        """Plain data, for JSON: measures have ``value``, ``low``, ``high``, None where nothing can be measured."""
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
    """Hold a run against labels.

    Args:
        run: a report folder, its ``ranking.json``, or what :func:`matcher.rank` returned.
        labels: a file of labels (:mod:`matcher.evaluation.labels` tells the form), or labels.
        at: ranks at which nDCG is cut off.
        relevant: the grade from which a résumé is one that average precision wants first.
        draws: resamples behind the intervals; whole résumés are drawn, since what is said of one hangs together.
        seed: of the draws.

    Returns:
        The measures, each with a 95 % interval.

    Raises:
        UsageError: a file is not there, or nothing that is labelled is in the run.
        LabelsError: the labels have problems.
        MissingExtraError: ir-measures is not installed.

    >>> evaluation = evaluate("report", "data/labels.json")  # doctest: +SKIP
    >>> print(evaluation.order["Spearman"])  # doctest: +SKIP
    0.914 [0.794, 0.960]
    """
    from matcher.evaluation.order import choices_right, order_measures, resamples

    finished = read_run(run)
    given = labels if isinstance(labels, Labels) else read_labels(labels)
    pairs, not_in_run = labelled(finished, given)
    scores = {document: c["score"] for document, c in finished.candidates.items()}
    order: dict[str, Measure] = {}
    graded = [(scores.get(document, -1.0), label.grade) for document, label in pairs if label.grade is not None]
    judged = [(label, finished.candidates.get(document)) for document, label in pairs if label.skills is not None]
    if graded:
        import numpy as np

        ours, theirs = (np.array(column, dtype=float) for column in zip(*graded, strict=True))
        every = np.arange(len(graded))[None, :]
        whole = order_measures(ours, theirs, every, at=at, relevant=relevant)
        drawn = order_measures(ours, theirs, resamples(len(graded), draws, seed), at=at, relevant=relevant)
        order |= {name: interval(whole[name][0], drawn[name]) for name in whole}
    choices = _choices(finished, given, not_in_run)
    if choices:
        right = choices_right({**dict.fromkeys((d for c in choices for d in c), -1.0), **scores}, choices)
        order["choices"] = interval(right.mean(), right[resamples(len(right), draws, seed)].mean(axis=1))
    if not graded and not judged and not choices:
        raise UsageError(
            f"none of the documents labelled in {given.file} is in {finished.source}: are they labels of other files?"
        )
    skills, errors = _skills(judged, draws, seed) if judged else ((), ())
    documents = [document for document, _ in pairs] or [document for choice in choices for document in choice]
    return Evaluation(
        len(pairs) or len(choices), skills, order, errors,
        tuple(sorted({d for d in documents if d not in scores})), tuple(sorted(set(not_in_run))),
    )  # fmt: skip


def labelled(run: FinishedRun, labels: Labels) -> tuple[list[tuple[str, Label]], list[str]]:
    """Labels with the documents that they mean, in the documents' order.

    Args:
        run: the run.
        labels: labels of documents; choices are not looked at.

    Returns:
        (document, label) pairs, and the names of labelled documents that the run never saw.

    Raises:
        UsageError: a name could mean several documents.
        LabelsError: two labels mean the same document.
    """
    meant = run.find(label.names for label in labels.documents)
    found: dict[str, Label] = {}
    problems = []
    for document, label in zip(meant, labels.documents, strict=True):
        if document is None:
            continue
        if document in found:
            both = f"{found[document].names[-1]!r} and {label.names[-1]!r}"
            problems.append(ConfigurationProblem(labels.file, 0, f"{both} both mean {document}: keep one"))
        found[document] = label
    if problems:
        raise LabelsError(tuple(problems))
    absent = [label.names[0] for document, label in zip(meant, labels.documents, strict=True) if document is None]
    return sorted(found.items()), absent


def _choices(run: FinishedRun, labels: Labels, not_in_run: list[str]) -> list[tuple[str, str]]:
    """Choices by documents of the run; names that it never saw go onto ``not_in_run``."""
    meant = run.find([name] for choice in labels.choices for name in (choice.better, choice.worse))
    names = [name for choice in labels.choices for name in (choice.better, choice.worse)]
    not_in_run += [name for name, document in zip(names, meant, strict=True) if document is None]
    both = zip(meant[::2], meant[1::2], strict=True)
    return [(better, worse) for better, worse in both if better and worse and better != worse]


def interval(value: float, drawn: NDArray[np.float64]) -> Measure:
    """A measure with the 95 % interval of its resamples; those that left nothing to measure are left out.

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
