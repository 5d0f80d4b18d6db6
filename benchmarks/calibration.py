"""Choose cut points between bands of fit on graded résumés, and measure how often they are wrong."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

BANDS = ("strong", "good", "partial", "slight", "none")
"""Bands for grades 4, 3, 2, 1 and 0, rounded: 3.5 and more is strong, 2.5 and more good, and so on."""

GATED = 2
"""Number of best bands that need some evidence of every must-have."""

FOLDS = 10


def main(corpus: Path, labels: Path | None = None, files: Path | None = None) -> None:
    """Rank ``corpus/dev/files``, choose cut points by its grades, and print the errors of these and of the profile's.

    With other labels and files, the profile's cut points are compared with those, too.
    """
    from matcher.profiles.loading import load_profile
    from matcher.skills.taxonomy import load_taxonomy

    for needed in (corpus / "dev" / "files", corpus / "dev-labels.json"):
        if not needed.exists():
            sys.exit(
                f"{needed} does not exist: the corpus is not part of this project; give the folder that contains one"
            )
    rows = graded(corpus / "dev" / "files", corpus / "dev-labels.json")
    best = cut_points(rows)
    print("cut points chosen on all grades: " + ", ".join(f"{b} {c:g}" for b, c in zip(BANDS, best, strict=False)))
    held_out = []
    order = list(rows)
    random.Random(0).shuffle(order)  # noqa: S311
    for fold in range(FOLDS):
        chosen = cut_points([row for n, row in enumerate(order) if n % FOLDS != fold])
        held_out += errors(order[fold::FOLDS], chosen)
    print(f"{'':50}  same band  within one  too high  too low")
    _print(f"chosen on nine tenths, tested on the rest ({FOLDS}-fold)", held_out)
    profile = load_profile("backend-developer", load_taxonomy())
    shipped = [band.least for band in profile.bands[:-1]]
    _print("the profile's cut points, same résumés", errors(rows, shipped))
    if labels is not None and files is not None:
        _print("the profile's cut points, other résumés", errors(graded(files, labels), shipped))


Row = tuple[float, bool, float]


def graded(files: Path, labels: Path) -> list[Row]:
    """Return score, whether every must-have was found, and grade of each labelled file."""
    gold = json.loads(labels.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as output:
        command = [
            sys.executable, "-m", "matcher", "rank", str(files), "-o", output, "--as-of", "2026-11-23", "-q",
            "--format", "json",
        ]  # fmt: skip
        subprocess.run(command, check=False)
        run = json.loads(Path(output, "ranking.json").read_text("utf-8"))
    scores = {Path(c["document"]).stem: (c["score"], c["musts_met"] == c["musts"]) for c in run["candidates"]}
    return [(*scores[stem], label["grade"]) for stem, label in sorted(gold.items()) if stem in scores]


def band_by_grade(grade: float) -> int:
    """Return the index of a grade in :data:`BANDS`.

    >>> [band_by_grade(g) for g in (4.0, 3.5, 3.25, 2.5, 0.4)]
    [0, 0, 1, 1, 4]
    """
    return next((n for n, least in enumerate((3.5, 2.5, 1.5, 0.5)) if grade >= least), 4)


def band_of(score: float, every_must: bool, cuts: Sequence[float]) -> int:
    """Return the index of a score in :data:`BANDS` by four cut points, the highest first.

    The two best bands need every must-have.

    >>> [band_of(score, True, (70, 50, 30, 10)) for score in (70.0, 69.99, 3.0)]
    [0, 1, 4]
    >>> band_of(70.0, False, (70, 50, 30, 10))
    2
    """
    return next((n for n, least in enumerate(cuts) if score >= least and (every_must or n >= GATED)), 4)


def errors(rows: Sequence[Row], cuts: Sequence[float]) -> list[int]:
    """Return the number of bands by which each résumé is too low (above 0) or too high (below 0)."""
    return [band_of(score, every_must, cuts) - band_by_grade(grade) for score, every_must, grade in rows]


def cut_points(rows: Sequence[Row]) -> list[float]:
    """Choose for each border between bands the score, in whole points, with the fewest résumés on the wrong side.

    Each border is chosen independently. Of equally good scores, the middle one is used.
    """
    cuts = []
    for n, border in enumerate((3.5, 2.5, 1.5, 0.5)):
        wrong = {
            cut: sum(
                (score >= cut and (every_must or n >= GATED)) != (grade >= border) for score, every_must, grade in rows
            )
            for cut in range(1, 100)
        }
        fewest = [cut for cut, count in wrong.items() if count == min(wrong.values())]
        cuts.append(float(fewest[len(fewest) // 2]))
    return cuts


def _print(name: str, bands_off: Sequence[int]) -> None:
    shares = [
        sum(map(test, bands_off)) / len(bands_off)
        for test in (lambda e: e == 0, lambda e: abs(e) <= 1, lambda e: e < 0, lambda e: e > 0)
    ]
    figures = f"{shares[0]:9.0%}  {shares[1]:10.0%}  {shares[2]:8.0%} {shares[3]:8.0%}"
    print(f"{name:50}  {figures}   ({len(bands_off)} résumés)")
