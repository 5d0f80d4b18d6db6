"""Measure processor seconds of each stage on the résumés of a corpus, in one process, after loading."""

from __future__ import annotations

import datetime
import sys
import time
from collections import defaultdict
from pathlib import Path


def main(corpus: Path) -> None:
    """Read, structure, recognise and assess ``corpus/dev/files`` and print the time of each stage by file type."""
    from matcher.extraction.reading import read_file
    from matcher.profiles.loading import load_profile
    from matcher.scoring.pipeline import Pipeline
    from matcher.scoring.tfidf_model import load_model
    from matcher.skills.taxonomy import load_taxonomy

    files = corpus / "dev" / "files"
    if not files.is_dir():
        sys.exit(f"{files} does not exist: the corpus is not part of this project; give the folder that contains one")
    start = time.process_time()
    taxonomy = load_taxonomy()
    pipeline = Pipeline(
        load_profile("backend-developer", taxonomy), taxonomy, load_model(), datetime.date(2026, 11, 23)
    )
    print(f"loading            {time.process_time() - start:6.2f} s")
    spent: dict[tuple[str, str], float] = defaultdict(float)
    count: dict[str, int] = defaultdict(int)
    for path in sorted(files.iterdir()):
        kind = path.suffix
        count[kind] += 1
        marks = [time.process_time()]
        document = read_file(path, path.name)
        marks.append(time.process_time())
        resume = pipeline.structure(document)
        marks.append(time.process_time())
        pipeline.recognizer.recognize(resume)
        marks.append(time.process_time())
        pipeline.assess(document)
        marks.append(time.process_time())
        for stage, a, b in zip(("read", "structure", "recognise", "all but read"), marks, marks[1:], strict=False):
            spent[kind, stage] += b - a
    for (kind, stage), seconds in sorted(spent.items()):
        print(f"{kind:6} {stage:13} {1000 * seconds / count[kind]:8.1f} ms per file  ({count[kind]} files)")
