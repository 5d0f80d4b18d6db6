"""Agreement of a run with the labels of a corpus, beside what two simple methods reach on the same files."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

from benchmarks.extractors import load_script, read_texts

NAMED = (
    "python", "ruby", "java", "php", "ruby-on-rails", "django", "laravel", "mysql", "postgresql", "mongodb",
)  # fmt: skip


def main(corpus: Path) -> None:
    """Rank ``corpus/dev/files`` as a user would, hold it against ``dev-labels.json``, and print both tables."""
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
    _baselines(run, files, json.loads(labels.read_text("utf-8")), load_script(evaluate))


def _baselines(run: dict, files: Path, gold: dict, evaluate: ModuleType) -> None:
    """Spearman and nDCG@10 of TF-IDF cosine against the profile's text, and of counting the ten named technologies."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    from matcher.profile import load_profile
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
