"""Measure characters per second: the recogniser alone and in the pipeline, spaCy's tokenizer, an automaton."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROUNDS = 5
"""Rounds; each row is its fastest. Rows alternate, so a busy moment does not harm one row alone."""


def main(corpus: Path) -> None:
    """Time every row on the texts of ``corpus/dev/files``, in one process, after loading."""
    import spacy

    from benchmarks.extractors import read_texts
    from matcher.core.document import Block, Document
    from matcher.profiles.loading import load_profile
    from matcher.scoring.pipeline import Pipeline
    from matcher.scoring.tfidf_model import load_model
    from matcher.skills.taxonomy import load_taxonomy

    files = corpus / "dev" / "files"
    if not files.is_dir():
        sys.exit(f"{files} does not exist: the corpus is not part of this project; give the folder that contains one")
    texts = list(read_texts(files, {p.stem: None for p in files.iterdir()}).values())
    documents = [Document("a.txt", t, (Block(0, len(t), 1),), "text/plain", "0" * 64, pages=1) for t in texts]
    taxonomy = load_taxonomy()
    day = datetime.date(2026, 11, 23)
    pipeline = Pipeline(load_profile("backend-developer", taxonomy), taxonomy, load_model(), day)
    resumes = [pipeline.structure(d) for d in documents]
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    rows: dict[str, Callable[[], object]] = {
        "spaCy's tokenizer alone": lambda: [nlp.make_doc(t) for t in texts],
        "our tokenizer alone": lambda: [pipeline.recognizer.tokenizer(t) for t in texts],
        "recogniser alone": lambda: [pipeline.recognizer.recognize(r) for r in resumes],
        "recogniser in the pipeline (sections to ledger)": lambda: [pipeline.assess(d) for d in documents],
    }
    rows["Aho-Corasick over the same aliases"] = _automaton([*taxonomy.forms, *taxonomy.ambiguous], texts)
    best = dict.fromkeys(rows, float("inf"))
    for _ in range(ROUNDS):
        for name, row in rows.items():
            start = time.process_time()
            row()
            best[name] = min(best[name], time.process_time() - start)
    size = sum(map(len, texts))
    base = best["spaCy's tokenizer alone"]
    print(f"{len(texts)} résumés, {size:,} characters, the fastest of {ROUNDS} rounds")
    for name, seconds in best.items():
        print(f"{name:48} {size / seconds / 1e6:8.2f} M characters/s  {seconds / base:6.2f} x spaCy's tokenizer's time")


def _automaton(aliases: Sequence[str], texts: Sequence[str]) -> Callable[[], object]:
    """Find the longest names in folded text without judging them."""
    import ahocorasick_rs

    machine = ahocorasick_rs.AhoCorasick(list(aliases), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return lambda: [machine.find_matches_as_indexes(text.casefold()) for text in texts]
