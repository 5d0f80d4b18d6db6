"""Learn a profile's weights from grades, or from choices between two résumés."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from matcher.core.errors import TooFewLabelsError, UsageError
from matcher.core.profile import RequirementProfile
from matcher.evaluation.evaluate import (
    DRAWS,
    RELEVANT,
    SEED,
    Measure,
    interval,
    labelled,
)
from matcher.evaluation.finished_run import FinishedRun, Summarized, read_run
from matcher.evaluation.labels import Labels, read_labels
from matcher.scoring.components.registry import is_requirement, shared_points

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from matcher.evaluation.tuning.fitting import Problem

__all__ = ["Tuning", "WeightChange", "tune"]

LEAST_GRADED: Final = 30
GRADED_A_WEIGHT: Final = 3
"""Graded résumés that tuning needs: so many for each weight that can move, and never fewer than LEAST_GRADED. In trials
(30 a size) that drew labels from the development set, weights that were far off gained 0.003 of Kendall's tau on the
other résumés with 20 labels and 0.009 with 30; weights that were right lost 0.002 with both, at worst 0.026 with 20.
Rerun `python -m benchmarks tuning CORPUS --trials 30` after touching one of the four."""

LEAST_CHOICES: Final = 60
CHOICES_A_WEIGHT: Final = 10
"""The same for choices, each of which says less than a grade, which is held against every other. For the ten weights of
the shipped profile: with 60 choices weights that were right lost more (0.003) than those far off gained (0.001); with
100 less (0.001) than those gained (0.003), and with 200 those gained 0.010."""

LEAST_UNLIKE: Final = 8
"""Résumés that must have another grade than the commonest one: two or three invited among forty say much of those two
or three, and little of what sets them apart."""

MOST_PAIRS: Final = 20_000
"""Pairs that are fitted at most, drawn from all (seeded): ten weights are known to the last digit long before."""

HELD_OUT_CUTOFFS: Final = (10, 20)

Verdict = Literal["better", "no different", "worse", "kept"]


@dataclass(frozen=True, slots=True)
class WeightChange:
    """What tuning did to one weight.

    >>> WeightChange("databases", "Database", 18.0, 20.5).after
    20.5
    """

    requirement: str
    label: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Tuning:
    """A profile tuned to labels, and what that is worth."""

    documents: int
    """Résumés of the run that the labels are of."""
    pairs: int
    """Pairs of which one résumé is better by the labels."""
    strength: float
    """How strongly the weights set by hand were held on to; infinite where the labels gave no reason to move them."""
    changes: tuple[WeightChange, ...]
    """Every requirement's weight, in the profile's order, whether it moved or not."""
    before: Mapping[str, float]
    """Agreement under the weights set by hand."""
    held_out: Mapping[str, float]
    """Agreement of scores whose weights were fitted without the résumé (the mean of the repetitions)."""
    in_sample: Mapping[str, float]
    """Agreement of the tuned weights with the very labels that they were fitted to: flattering, told for comparison."""
    gain: Measure
    """Held out minus before, in the share of all pairs in the right order, with its 95 % interval."""
    verdict: Verdict
    toml: str
    """The tuned profile; empty where no weight changed."""

    @property
    def advice(self) -> str:
        """The verdict in a sentence."""
        told = (
            f"on résumés that it had not seen, {self.held_out['pairs']:.1%} of the pairs stand in the right order "
            f"instead of {self.before['pairs']:.1%} (95 % interval of the difference: {100 * self.gain.low:+.1f} to "
            f"{100 * self.gain.high:+.1f} points)"
        )
        return {
            "better": f"Tuning helps: {told}.",
            "no different": f"Tuning makes no difference beyond noise: {told}. Keep the old weights unless there are "
            "reasons for the new ones besides these labels.",
            "worse": f"Tuning harms: {told}. Keep the old weights.",
            "kept": "The labels give no reason to change the weights.",
        }[self.verdict]

    def summary(self) -> dict[str, Any]:
        """Plain data, for JSON; without the profile itself."""
        found = {name: value for name, value in asdict(self).items() if name != "toml"}
        finite = None if math.isinf(self.strength) else self.strength
        return {**found, "strength": finite, "before": dict(self.before), "advice": self.advice}


def tune(
    profile: str | Path,
    labels: str | Path | Labels,
    run: str | Path | Mapping[str, Any] | Summarized,
    *,
    skills: str | Path | None = None,
    seed: int = SEED,
) -> Tuning:
    """Fit a profile's weights to grades or choices.

    Nothing is read again: the ledgers of a finished run tell what each requirement's evidence earns of its points, and
    only the points are moved. Weights stay non-negative, so that more evidence still never lowers a score; their sum,
    and what else the profile holds, stays.

    Args:
        profile: a shipped profile's name, or a profile's file.
        labels: a file of labels (:mod:`matcher.evaluation.labels` tells the form), or labels.
        run: a run with that very profile: a report folder, its ``ranking.json``, or what :func:`matcher.rank` returned.
        skills: a file of your own additions to the taxonomy, if the run was made with one.
        seed: of folds and resamples; fixed, so that the same labels give the same weights.

    Returns:
        What changed, the agreement before and after, and the new profile.

    Raises:
        TooFewLabelsError: the labels are too few or too alike; the message tells how many are needed.
        UsageError: a file is not there, or the run was made with another profile.
        ProfileError: the profile has problems.
        LabelsError: the labels have problems.
        TaxonomyError: the skills file has problems.
        MissingExtraError: ir-measures or tomlkit is not installed.

    >>> tuning = tune("backend-developer", "choices.csv", "report")  # doctest: +SKIP
    >>> tuning.verdict, tuning.advice  # doctest: +SKIP
    """
    import numpy as np

    from matcher.evaluation.tuning.fitting import fit_points
    from matcher.evaluation.tuning.profile_file import round_weights, with_weights
    from matcher.evaluation.tuning.validation import choose_strength, folds, held_out_scores
    from matcher.profiles.loading import load_profile, profile_source
    from matcher.skills.additions import extend, read_skills_file
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    if skills is not None:
        taxonomy = extend(taxonomy, read_skills_file(skills))
    loaded = load_profile(profile, taxonomy)
    finished = read_run(run)
    _check_profile(loaded, finished)
    given = labels if isinstance(labels, Labels) else read_labels(labels)
    problem, grades = _problem(loaded, finished, given)
    _check_labels(problem, grades)

    rng = np.random.default_rng(seed)
    held_out = held_out_scores(problem, grades, rng)
    strength = choose_strength(problem, folds(len(problem.rest), grades, rng))
    points = fit_points(problem, strength)
    old = [r.weight for r in loaded.requirements]
    exact = (points * (loaded.weight / problem.points.sum())).tolist()
    new = round_weights(exact, loaded.weight) if math.isfinite(strength) else old
    gain = _gain(problem, grades, held_out, rng)
    before = _agreement(problem, grades, problem.scores(problem.points)[None, :])
    tuned = problem.scores(np.array(new) * (problem.points.sum() / loaded.weight))
    verdict: Verdict = (
        "kept" if new == old else "better" if gain.low > 0 else "worse" if gain.high < 0 else "no different"
    )
    changes = tuple(
        WeightChange(r.id, r.label, r.weight, weight) for r, weight in zip(loaded.requirements, new, strict=True)
    )
    tuning = Tuning(
        len(problem.rest), len(problem.better), strength, changes, before,
        _agreement(problem, grades, held_out), _agreement(problem, grades, tuned[None, :]), gain, verdict, "",
    )  # fmt: skip
    if verdict == "kept":
        return tuning
    moved = {c.requirement: c.after for c in changes if c.after != c.before}
    return replace(tuning, toml=with_weights(profile_source(profile), moved, _heading(tuning, loaded, given, finished)))


def _check_profile(profile: RequirementProfile, run: FinishedRun) -> None:
    theirs = run.data["profile"]
    if theirs["sha256"] != profile.sha256:
        raise UsageError(
            f"{run.source} was made with profile {theirs['id']!r}, version {theirs['version']}, and not with this text "
            f"of {profile.id!r}: rank again with the profile that is to be tuned"
        )


def _problem(
    profile: RequirementProfile, run: FinishedRun, labels: Labels
) -> tuple[Problem, NDArray[np.float64] | None]:
    """Résumés and pairs as numbers; grades of the résumés, None where there are only choices."""
    import numpy as np

    from matcher.evaluation.tuning.fitting import Problem

    scored = run.candidates
    chosen = [
        (better, worse)
        for better, worse in zip(*[iter(run.find(_names(labels)))] * 2, strict=True)
        if better in scored and worse in scored and better != worse
    ]
    graded = {d: lab.grade for d, lab in labelled(run, labels)[0] if lab.grade is not None and d in scored}
    documents = sorted(graded) if graded else sorted({d for pair in chosen for d in pair if d})
    if not documents:
        raise UsageError(
            f"none of the documents labelled in {labels.file} is scored in {run.source}: are they labels of "
            "other files?"
        )
    ids = [r.id for r in profile.requirements]
    shares, rest = np.zeros((len(documents), len(ids))), np.zeros(len(documents))
    for row, document in enumerate(documents):
        for line in scored[document]["contributions"]:
            if is_requirement(line["component"]) and line["requirement"] in ids:
                earned = line["points"] / line["possible"] if line["possible"] else 0.0
                shares[row, ids.index(line["requirement"])] = earned
            else:
                rest[row] += line["points"]
    weights = np.array([r.weight for r in profile.requirements])
    points = weights * (shared_points(profile) / weights.sum())
    place = {document: n for n, document in enumerate(documents)}
    grades = np.array([graded[d] for d in documents]) if graded else None
    if grades is not None:
        better, worse = np.nonzero(grades[:, None] > grades[None, :])
    else:
        better, worse = np.array([[place[b], place[w]] for b, w in chosen if b and w]).T
    if len(better) > MOST_PAIRS:
        kept = np.sort(np.random.default_rng(SEED).choice(len(better), MOST_PAIRS, replace=False))
        better, worse = better[kept], worse[kept]
    return Problem(shares, rest, points, better, worse), grades


def _names(labels: Labels) -> list[tuple[str]]:
    return [(name,) for choice in labels.choices for name in (choice.better, choice.worse)]


def _check_labels(problem: Problem, grades: NDArray[np.float64] | None) -> None:
    """Refuse labels that are too few, or too alike, to learn from."""
    import numpy as np

    weights = int(((problem.points > 0) & (np.ptp(problem.shares, axis=0) > 0)).sum())
    if grades is None:
        count, what = len(problem.better), "choices"
        needed = max(LEAST_CHOICES, CHOICES_A_WEIGHT * weights)
        rule = f"{CHOICES_A_WEIGHT} for each of the {weights} weights that they can move, and at least {LEAST_CHOICES}"
    else:
        count, what = len(grades), "graded résumés"
        needed = max(LEAST_GRADED, GRADED_A_WEIGHT * weights)
        rule = f"{GRADED_A_WEIGHT} for each of the {weights} weights that they can move, and at least {LEAST_GRADED}"
    if count < needed:
        raise TooFewLabelsError(
            f"too few {what} to tune by: {count}, and it takes {needed} ({rule}). With fewer, weights follow chance: "
            "in trials they ranked other résumés worse than before nearly as often as better."
        )
    if grades is not None and (unlike := count - int(np.unique(grades, return_counts=True)[1].max())) < LEAST_UNLIKE:
        raise TooFewLabelsError(
            f"the grades are too alike to tune by: only {unlike} of {count} résumés have another grade than the "
            f"commonest one, and it takes {LEAST_UNLIKE} to tell what sets them apart. Grade more that are better "
            "or worse."
        )


def _agreement(problem: Problem, grades: NDArray[np.float64] | None, scores: NDArray[np.float64]) -> dict[str, float]:
    """Measures of agreement, the mean over the rows of ``scores``; ``pairs`` are all that the labels tell apart."""
    import numpy as np

    from matcher.evaluation.order import order_measures
    from matcher.evaluation.tuning.fitting import share_right

    found = {"pairs": float(np.mean([share_right(problem, row) for row in scores]))}
    if grades is not None:
        every = np.arange(len(grades))[None, :]
        rows = [order_measures(row, grades, every, at=HELD_OUT_CUTOFFS, relevant=RELEVANT) for row in scores]
        found |= {n: float(np.mean([row[n][0] for row in rows])) for n in rows[0] if n != "pairs"}
    return found


def _gain(
    problem: Problem, grades: NDArray[np.float64] | None, held_out: NDArray[np.float64], rng: np.random.Generator
) -> Measure:
    """What held-out scores gain in the share of pairs; resampled are résumés or, without grades, choices."""
    import numpy as np

    def right(scores: NDArray[np.float64]) -> NDArray[np.float64]:
        return 0.5 + 0.5 * np.sign(scores[problem.better] - scores[problem.worse])

    each = np.mean([right(row) for row in held_out], axis=0) - right(problem.scores(problem.points))
    drawn = np.full(DRAWS, np.nan)
    count = len(each) if grades is None else len(grades)
    for n in range(DRAWS):
        times = np.bincount(rng.integers(0, count, count), minlength=count)
        counts = times if grades is None else times[problem.better] * times[problem.worse]
        if counts.any():
            drawn[n] = np.average(each, weights=counts)
    return interval(float(each.mean()), drawn)


def _heading(tuning: Tuning, profile: RequirementProfile, labels: Labels, run: FinishedRun) -> list[str]:
    from textwrap import wrap

    from matcher.core.version import __version__

    what = f"{tuning.documents} graded résumés" if labels.documents else f"{tuning.pairs} choices"
    moved = [f"{c.requirement} {c.before:g} -> {c.after:g}" for c in tuning.changes if c.before != c.after]
    paragraphs = [
        f"Weights tuned by `matcher tune` (matcher {__version__}) to {what} in {labels.file}, by a run as of "
        f"{run.data['as_of']} with version {profile.version} of this profile. Nothing but weights and version changed.",
        f"Changed: {', '.join(moved)}.",
        tuning.advice,
    ]
    return [line for paragraph in paragraphs for line in wrap(paragraph, 118)]
