"""Agreement of a run with the labels of a corpus, beside what two simple methods reach on the same files."""

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
"""Random halves of the résumés; with more, no figure moves by more than .001."""
TOP = 10
"""Places within which nDCG is measured; two of twice as many are exchanged."""


def main(corpus: Path, other_labels: Path | None = None, other_files: Path | None = None) -> None:
    """Rank ``corpus/dev/files`` as a user would, hold it against ``dev-labels.json``, and print all tables.

    With other labels and files, tell how sure the figures of these are, too.
    """
    labels = corpus / "dev-labels.json"
    files = corpus / "dev" / "files"
    evaluate = corpus / "evaluate.py"
    for needed in (labels, files, evaluate):
        if not needed.exists():
            sys.exit(f"{needed} is not there: the corpus is not part of this project; give the folder that holds one")
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
    found = {Path(c["document"]).stem: c["score"] for c in run["candidates"]}
    _sureness("dev", [(found.get(stem, -1.0), label["grade"]) for stem, label in sorted(gold.items())])
    if other_labels is not None and other_files is not None:
        rows = graded(other_files, other_labels)
        _sureness(other_files.name, [(score, grade) for score, _, grade in rows])


def _baselines(run: dict, files: Path, gold: dict, evaluate: ModuleType) -> None:
    """Spearman and nDCG@10 of TF-IDF cosine against the profile's text, and of counting the ten named technologies."""
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
    _print("ten named technologies counted", named, grades, evaluate.ranking)
    _print("TF-IDF cosine against the profile's text", cosine, grades, evaluate.ranking)


def _print(
    name: str, scores: Sequence[float], grades: Sequence[float], measure: Callable[..., dict[str, float]]
) -> None:
    found = measure(list(scores), list(grades))
    print(f"{name:42} Spearman {found['spearman']:.3f}  nDCG@10 {found['nDCG@10']:.3f}  pairs {found['pairs']:.3f}")


def _sureness(name: str, rows: Sequence[tuple[float, float]]) -> None:
    """How far the measures would move with other résumés, with half of them, and with two of the first exchanged."""
    import numpy as np

    from matcher.evaluation.evaluate import DRAWS, RELEVANT, SEED
    from matcher.evaluation.order import order_measures, resamples

    scores, grades = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    count = len(rows)

    def measure(draws: Any, by: Any = scores) -> dict[str, Any]:
        return order_measures(by, grades, np.asarray(draws), at=(TOP, 2 * TOP), relevant=RELEVANT)

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
        exchanged, places = order.copy(), np.empty(count)
        exchanged[[one, other]] = exchanged[[other, one]]
        places[exchanged] = np.arange(count, 0, -1)
        moved[one, other] = float(measure(everything, places)[f"nDCG@{TOP}"][0] - whole[f"nDCG@{TOP}"][0])
    beside = [change for (one, other), change in moved.items() if other == one + 1]
    print(
        f"exchanging two of the first {2 * TOP} moves nDCG@{TOP} by {min(moved.values()):+.3f} to "
        f"{max(moved.values()):+.3f}, two neighbours by {min(beside):+.3f} to {max(beside):+.3f}"
    )
