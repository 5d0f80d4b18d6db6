"""Measure the gain of tuning weights to labels: cross-validated, on other résumés, and by the number of labels."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

AS_OF = "2026-11-23"
PROFILE = "backend-developer"
MEASURES = ("pairs", "Spearman", "Kendall", "nDCG@10", "nDCG@20", "AP(grade>=3)")
SIZES = (20, 30, 40, 60)
CHOICES = (30, 60, 100, 200)
NOISE = 6.0
"""Standard deviation, in points, of a simulated team's judgements; the scores under the hand-set weights deviate from
the grades by about as much."""


def main(corpus: Path, labels: Path | None, files: Path | None, trials: int) -> None:
    """Tune to ``dev-labels.json``, from the hand-set weights and from equal ones, and test the result on other résumés.

    Args:
        corpus: folder with dev/files and dev-labels.json.
        labels: labels of other résumés, in the same format.
        files: the files of those résumés.
        trials: trials for each number of labels; 0 for none.
    """
    dev_files, dev_labels = corpus / "dev" / "files", corpus / "dev-labels.json"
    for needed in (dev_files, dev_labels):
        if not needed.exists():
            sys.exit(
                f"{needed} does not exist: the corpus is not part of this project; give the folder that contains one"
            )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        equal = folder / "equal.toml"
        equal.write_text(_equal_weights(), "utf-8")
        for title, profile in (("weights set by hand", PROFILE), ("equal weights", str(equal))):
            _tune(title, profile, (dev_files, dev_labels), (files, labels) if files and labels else None, folder)
        if trials:
            _trials(json.loads((folder / "0" / "ranking.json").read_text("utf-8")), dev_labels, trials)


def _equal_weights() -> str:
    import tomlkit

    from matcher.profiles.loading import profile_source

    document = tomlkit.parse(profile_source(PROFILE))
    requirements: Any = document["requirement"]
    for requirement in requirements:
        requirement["weight"] = 10
    return tomlkit.dumps(document)


def _rank(files: Path, profile: str, output: Path) -> Path:
    command = ["rank", files, "-p", profile, "-o", output, "--as-of", AS_OF, "--format", "json", "--quiet"]
    subprocess.run([sys.executable, "-m", "matcher", *map(str, command)], check=False)
    return output


def _tune(title: str, profile: str, dev: tuple[Path, Path], other: tuple[Path, Path] | None, folder: Path) -> None:
    import matcher

    number = sum(p.is_dir() for p in folder.iterdir())
    tuning = matcher.tune(profile, dev[1], _rank(dev[0], profile, folder / str(number)))
    print(f"From {title}: {tuning.documents} résumés, {tuning.pairs} pairs, strength {tuning.strength:g}")
    print(f"  {tuning.advice}")
    print("  " + ", ".join(f"{c.requirement} {c.before:g}→{c.after:g}" for c in tuning.changes))
    rows = [("before", tuning.before), ("held out", tuning.held_out), ("in sample", tuning.in_sample)]
    if other:
        tuned = folder / "tuned.toml"
        tuned.write_text(tuning.toml, "utf-8")
        for row, used in (("others before", profile), ("others tuned", str(tuned) if tuning.toml else profile)):
            ranked = _rank(other[0], used, folder / f"{number}-{row.replace(' ', '-')}")
            order = matcher.evaluate(ranked, other[1], draws=2).order
            rows.append((row, {name: measure.value for name, measure in order.items() if name != "pairs"}))
    print(f"  {'':14} " + " ".join(f"{name:>12}" for name in MEASURES))
    for row, values in rows:
        print(
            f"  {row:14} " + " ".join(f"{values[name]:12.3f}" if name in values else f"{'':>12}" for name in MEASURES)
        )


def _trials(run: dict[str, Any], labels: Path, trials: int) -> None:
    """Test tuned weights on the résumés whose labels were not drawn, by the number of labels."""
    import numpy as np
    from scipy.stats import kendalltau

    from matcher.evaluation.evaluate import labelled
    from matcher.evaluation.finished_run import read_run
    from matcher.evaluation.labels import read_labels
    from matcher.evaluation.tuning.fitting import Problem, fit_points
    from matcher.evaluation.tuning.validation import choose_strength, folds

    finished = read_run(run)
    pairs, _ = labelled(finished, read_labels(labels))
    ledgers = [finished.candidates[document]["contributions"] for document, _ in pairs]
    keyword = [[line for line in ledger if line["component"] == "keyword"] for ledger in ledgers]
    shares = np.array([[line["points"] / line["possible"] for line in ledger] for ledger in keyword])
    rest = np.array([sum(x["points"] for x in ledger if x["component"] != "keyword") for ledger in ledgers])
    hand = np.array([line["possible"] for line in keyword[0]])
    graded = np.array([label.grade for _, label in pairs])
    print(f"\n{trials} trials per row; gain in Kendall's tau on the résumés that were not drawn")
    for team in ("weights right", "weights wrong", "weights equal"):
        for count, choices in [(n, 0) for n in SIZES] + [(60, n) for n in CHOICES]:
            gains = []
            for trial in range(trials):
                rng = np.random.default_rng((count, choices, trial))
                start, grades = hand, graded
                if team == "weights equal":
                    start = np.full(len(hand), hand.mean())
                elif team == "weights wrong":
                    team_weights = hand * np.exp(rng.normal(0, 0.7, len(hand)))
                    liked = (
                        shares @ (team_weights * hand.sum() / team_weights.sum())
                        + rest
                        + rng.normal(0, NOISE, len(rest))
                    )
                    grades = np.round(np.clip(liked / 25, 0, 4) * 2) / 2
                order = rng.permutation(len(grades))
                drawn, others = order[:count], order[count:]
                better, worse = np.nonzero(grades[drawn][:, None] > grades[drawn][None, :])
                if choices:
                    kept = rng.choice(len(better), choices, replace=False)
                    better, worse = better[kept], worse[kept]
                problem = Problem(shares[drawn], rest[drawn], start, better, worse)
                strength = choose_strength(problem, folds(count, None if choices else grades[drawn], rng))
                fitted = fit_points(problem, strength)
                before, after = (
                    kendalltau(shares[others] @ points + rest[others], grades[others]).statistic
                    for points in (start, fitted)
                )
                gains.append(after - before)
            what = f"{choices} choices" if choices else f"{count} grades"
            better_than, worse_than = (np.mean(np.array(gains) * sign > 0.002) for sign in (1, -1))
            print(
                f"{team:14} {what:12} mean {np.mean(gains):+.4f}  better {better_than:4.0%}  worse {worse_than:4.0%}"
                f"  worst {min(gains):+.3f}"
            )
