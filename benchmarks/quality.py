"""Compare a run with the labels of a corpus, and with two simple methods on the same files."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.calibration import graded
from benchmarks.extractors import load_script, read_texts

NAMED = (
    "python", "ruby", "java", "php", "ruby-on-rails", "django", "laravel", "mysql", "postgresql", "mongodb",
)  # fmt: skip

HALVES = 200
"""Random halves of the résumés; with more, no figure changes by more than .001."""
TOP = 10
"""Ranks within which nDCG is measured; the exchanges of two candidates are among twice as many."""


def main(corpus: Path, other_labels: Path | None = None, other_files: Path | None = None) -> None:
    """Rank ``corpus/dev/files`` as a user would, compare it with ``dev-labels.json``, and print all tables.

    With other labels and files, print the uncertainty of their figures, too.
    """
    labels = corpus / "dev-labels.json"
    files = corpus / "dev" / "files"
    evaluate = corpus / "evaluate.py"
    for needed in (labels, files, evaluate):
        if not needed.exists():
            sys.exit(
                f"{needed} does not exist: the corpus is not part of this project; give the folder that contains one"
            )
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "matcher",
            "rank",
            str(files),
            "-o",
            folder,
            "--as-of",
            "2026-11-23",
            "--quiet",
        ]
        subprocess.run(command, check=False)
        output = Path(folder) / "ranking.json"
        subprocess.run([sys.executable, str(evaluate), str(output), str(labels)], check=True)
        run = json.loads(output.read_text("utf-8"))
    gold = json.loads(labels.read_text("utf-8"))
    _baselines(run, files, gold, load_script(evaluate))
    scores = {Path(c["document"]).stem: c["score"] for c in run["candidates"]}
    _uncertainty("dev", [(scores.get(stem, -1.0), label["grade"]) for stem, label in sorted(gold.items())])
    if other_labels is not None and other_files is not None:
        rows = graded(other_files, other_labels)
        _uncertainty(other_files.name, [(score, grade) for score, _, grade in rows])


def _baselines(run: dict, files: Path, gold: dict, evaluate: ModuleType) -> None:
    """Print the agreement of the TF-IDF cosine with the profile's text, and of counting the ten named technologies."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    from matcher.profiles.loading import load_profile
    from matcher.skills.taxonomy import load_taxonomy

    texts = read_texts(files, gold)
    ids = sorted(texts)
    grades = [gold[i]["grade"] for i in ids]
    profile = load_profile("backend-developer", load_taxonomy())
    vectors = TfidfVectorizer().fit_transform([profile.text, *(texts[i] for i in ids)])
    cosine = (vectors[1:] @ vectors[0].T).toarray().ravel().tolist()
    labels = {load_taxonomy()[s].label for s in NAMED}
    candidates = {Path(c["document"]).stem: c for c in run["candidates"]}
    named = [
        len(labels & {s["name"] for s in candidates[i]["skills"] if s["mentions"]}) if i in candidates else 0
        for i in ids
    ]
    scores = [candidates[i]["score"] if i in candidates else -1.0 for i in ids]
    _print("matcher", scores, grades, evaluate.ranking)
    _print("count of ten named technologies", named, grades, evaluate.ranking)
    _print("TF-IDF cosine with the profile's text", cosine, grades, evaluate.ranking)


def _print(
    name: str, scores: Sequence[float], grades: Sequence[float], measure: Callable[..., dict[str, float]]
) -> None:
    values = measure(list(scores), list(grades))
    print(f"{name:42} Spearman {values['spearman']:.3f}  nDCG@10 {values['nDCG@10']:.3f}  pairs {values['pairs']:.3f}")


def _uncertainty(name: str, rows: Sequence[tuple[float, float]]) -> None:
    """Print how much the measures change with other résumés, with half of them, and with two candidates exchanged."""
    import numpy as np

    from matcher.evaluation.evaluate import DRAWS, RELEVANT, SEED
    from matcher.evaluation.order import order_measures, resamples

    scores, grades = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    count = len(rows)

    def measure(draws: Any, scores: Any = scores) -> dict[str, Any]:
        return order_measures(scores, grades, np.asarray(draws), at=(TOP, 2 * TOP), relevant=RELEVANT)

    everything = np.arange(count)[None, :]
    whole = measure(everything)
    drawn = measure(resamples(count, DRAWS, SEED))
    generator = np.random.default_rng(SEED)
    halves = measure([generator.permutation(count)[: count // 2] for _ in range(HALVES)])
    print(f"\n{name}, {count} résumés: 95 % bootstrap interval; mean and middle 90 % of {HALVES} random halves")
    for key, value in whole.items():
        low, high = np.nanpercentile(drawn[key], (2.5, 97.5))
        few, many = np.nanpercentile(halves[key], (5, 95))
        print(
            f"{key:14} {value[0]:.3f}  [{low:.3f}, {high:.3f}]  {np.nanmean(halves[key]):.3f}  [{few:.3f}, {many:.3f}]"
        )
    order = np.argsort(-scores, kind="stable")
    moved = {}
    for one, other in combinations(range(2 * TOP), 2):
        exchanged, new_scores = order.copy(), np.empty(count)
        exchanged[[one, other]] = exchanged[[other, one]]
        new_scores[exchanged] = np.arange(count, 0, -1)
        moved[one, other] = float(measure(everything, new_scores)[f"nDCG@{TOP}"][0] - whole[f"nDCG@{TOP}"][0])
    neighbours = [change for (one, other), change in moved.items() if other == one + 1]
    print(
        f"exchanging two of the first {2 * TOP} changes nDCG@{TOP} by {min(moved.values()):+.3f} to "
        f"{max(moved.values()):+.3f}, two neighbours by {min(neighbours):+.3f} to {max(neighbours):+.3f}"
    )
