"""Fit a profile's weights to grades, or to choices between two résumés."""

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
GRADED_PER_WEIGHT: Final = 3
"""Graded résumés that tuning needs: GRADED_PER_WEIGHT for each weight that can change, and at least LEAST_GRADED. In
trials (30 per size) that drew labels from the development set, weights that were far off gained 0.003 of Kendall's tau
on the other résumés with 20 labels and 0.009 with 30; weights that were right lost 0.002 with both, at worst 0.026 with
20. Rerun `python -m benchmarks tuning CORPUS --trials 30` after touching one of the four."""

LEAST_CHOICES: Final = 60
CHOICES_PER_WEIGHT: Final = 10
"""The same for choices. A choice says less than a grade, which is compared with every other grade. For the ten weights
of the shipped profile: with 60 choices, weights that were right lost more (0.003) than those far off gained (0.001);
with 100, they lost less (0.001) than those far off gained (0.003), and with 200 those gained 0.010."""

LEAST_DIFFERENT: Final = 8
"""Résumés that must have another grade than the most common one: two or three invited among forty say much about those
two or three, and little about what distinguishes them."""

MOST_PAIRS: Final = 20_000
"""Most pairs to fit to, drawn from all with a fixed seed: far fewer determine ten weights to the last digit."""

HELD_OUT_CUTOFFS: Final = (10, 20)

Verdict = Literal["better", "no different", "worse", "kept"]


@dataclass(frozen=True, slots=True)
class WeightChange:
    """One weight before and after tuning.

    >>> WeightChange("databases", "Database", 18.0, 20.5).after
    20.5
    """

    requirement: str
    label: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Tuning:
    """A profile tuned to labels, and the gain in agreement."""

    documents: int
    """Number of labelled résumés in the run."""
    pairs: int
    """Number of pairs of which one résumé is better by the labels."""
    strength: float
    """How strongly the weights set by hand were kept; infinite if the labels gave no reason to change them."""
    changes: tuple[WeightChange, ...]
    """Every requirement's weight, in the profile's order, whether it changed or not."""
    before: Mapping[str, float]
    """Agreement under the weights set by hand."""
    held_out: Mapping[str, float]
    """Agreement of scores under weights that were fitted without the résumé (mean of the repetitions)."""
    in_sample: Mapping[str, float]
    """Agreement of the tuned weights with the labels that they were fitted to: too good, given for comparison."""
    gain: Measure
    """Held out minus before: difference in the share of pairs in the right order, with its 95 % interval."""
    verdict: Verdict
    toml: str
    """The tuned profile's TOML; empty if no weight changed."""

    @property
    def advice(self) -> str:
        """The verdict in a sentence."""
        comparison = (
            f"on held-out résumés, {self.held_out['pairs']:.1%} of the pairs are in the right order "
            f"instead of {self.before['pairs']:.1%} (95 % interval of the difference: {100 * self.gain.low:+.1f} to "
            f"{100 * self.gain.high:+.1f} points)"
        )
        return {
            "better": f"Tuning helps: {comparison}.",
            "no different": f"Tuning makes no difference beyond noise: {comparison}. Keep the old weights unless you "
            "have other reasons for the new ones.",
            "worse": f"Tuning harms: {comparison}. Keep the old weights.",
            "kept": "The labels give no reason to change the weights.",
        }[self.verdict]

    def summary(self) -> dict[str, Any]:
        """Return plain data for JSON, without the profile's TOML."""
        data = {name: value for name, value in asdict(self).items() if name != "toml"}
        finite = None if math.isinf(self.strength) else self.strength
        return {**data, "strength": finite, "before": dict(self.before), "advice": self.advice}


def tune(
    profile: str | Path,
    labels: str | Path | Labels,
    run: str | Path | Mapping[str, Any] | Summarized,
    *,
    skills: str | Path | None = None,
    seed: int = SEED,
) -> Tuning:
    """Fit a profile's weights to grades or choices.

    No résumé is read again: the ledgers of a finished run give the share of its points that each requirement earns, and
    only the points change. Weights stay non-negative, so more evidence still never lowers a score. Their sum and the
    rest of the profile stay the same.

    Args:
        profile: a shipped profile's name, or a profile's file.
        labels: a file of labels (for its format see :mod:`matcher.evaluation.labels`), or labels.
        run: a run with this profile: a report folder, its ``ranking.json``, or the result of :func:`matcher.rank`.
        skills: the file with your own additions to the taxonomy, if the run was made with one.
        seed: the seed of folds and resamples; fixed, so that the same labels give the same weights.

    Returns:
        The changed weights, the agreement before and after, and the new profile.

    Raises:
        TooFewLabelsError: the labels are too few or too similar; the message says how many are needed.
        UsageError: a file does not exist, or the run was made with another profile.
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
    loaded_labels = labels if isinstance(labels, Labels) else read_labels(labels)
    problem, grades = _problem(loaded, finished, loaded_labels)
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
    return replace(
        tuning, toml=with_weights(profile_source(profile), moved, _heading(tuning, loaded, loaded_labels, finished))
    )


def _check_profile(profile: RequirementProfile, run: FinishedRun) -> None:
    used = run.data["profile"]
    if used["sha256"] != profile.sha256:
        raise UsageError(
            f"{run.source} was made with profile {used['id']!r}, version {used['version']}, and not with this text "
            f"of {profile.id!r}: rank again with the profile that you want to tune"
        )


def _problem(
    profile: RequirementProfile, run: FinishedRun, labels: Labels
) -> tuple[Problem, NDArray[np.float64] | None]:
    """Return résumés and pairs as numbers, and the résumés' grades; None if there are only choices."""
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
    row_of = {document: row for row, document in enumerate(documents)}
    grades = np.array([graded[d] for d in documents]) if graded else None
    if grades is not None:
        better, worse = np.nonzero(grades[:, None] > grades[None, :])
    else:
        better, worse = np.array([[row_of[b], row_of[w]] for b, w in chosen if b and w]).T
    if len(better) > MOST_PAIRS:
        kept = np.sort(np.random.default_rng(SEED).choice(len(better), MOST_PAIRS, replace=False))
        better, worse = better[kept], worse[kept]
    return Problem(shares, rest, points, better, worse), grades


def _names(labels: Labels) -> list[tuple[str]]:
    return [(name,) for choice in labels.choices for name in (choice.better, choice.worse)]


def _check_labels(problem: Problem, grades: NDArray[np.float64] | None) -> None:
    """Refuse labels that are too few, or too similar, to fit weights to."""
    import numpy as np

    weights = int(((problem.points > 0) & (np.ptp(problem.shares, axis=0) > 0)).sum())
    if grades is None:
        count, what = len(problem.better), "choices"
        needed = max(LEAST_CHOICES, CHOICES_PER_WEIGHT * weights)
        rule = f"{CHOICES_PER_WEIGHT} for each of the {weights} weights that they can change, at least {LEAST_CHOICES}"
    else:
        count, what = len(grades), "graded résumés"
        needed = max(LEAST_GRADED, GRADED_PER_WEIGHT * weights)
        rule = f"{GRADED_PER_WEIGHT} for each of the {weights} weights that they can change, at least {LEAST_GRADED}"
    if count < needed:
        raise TooFewLabelsError(
            f"too few {what} for tuning: {count}, and {needed} are needed ({rule}). With fewer, weights follow "
            "chance: in trials, they ranked other résumés worse than before nearly as often as better."
        )
    if grades is None:
        return
    different = count - int(np.unique(grades, return_counts=True)[1].max())
    if different < LEAST_DIFFERENT:
        raise TooFewLabelsError(
            f"the grades are too similar for tuning: only {different} of {count} résumés have another grade than the "
            f"most common one, and {LEAST_DIFFERENT} are needed to learn what distinguishes them. Grade "
            "more that are better or worse."
        )


def _agreement(problem: Problem, grades: NDArray[np.float64] | None, scores: NDArray[np.float64]) -> dict[str, float]:
    """Compute measures of agreement, as means over the rows of ``scores``; ``pairs`` covers all pairs."""
    import numpy as np

    from matcher.evaluation.order import order_measures
    from matcher.evaluation.tuning.fitting import share_right

    measures = {"pairs": float(np.mean([share_right(problem, row) for row in scores]))}
    if grades is not None:
        all_once = np.arange(len(grades))[None, :]
        rows = [order_measures(row, grades, all_once, at=HELD_OUT_CUTOFFS, relevant=RELEVANT) for row in scores]
        measures |= {n: float(np.mean([row[n][0] for row in rows])) for n in rows[0] if n != "pairs"}
    return measures


def _gain(
    problem: Problem, grades: NDArray[np.float64] | None, held_out: NDArray[np.float64], rng: np.random.Generator
) -> Measure:
    """Compute the gain of held-out scores in the share of pairs; résumés are resampled or, without grades, choices."""
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
