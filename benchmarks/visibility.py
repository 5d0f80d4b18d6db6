"""Count warnings about honest documents: hidden text, instructions, stuffing, and readers that disagree."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

CODES = (
    "invisible-text",
    "instructions",
    "stuffing",
    "readers-disagree",
    "second-reader",
    "ocr-layer",
    "page-count-mismatch",
)


def main(folders: list[Path]) -> None:
    """Assess every file below the folders, print the warnings, and count the files with each of them."""
    import datetime

    from matcher.core.errors import UnreadableFileError
    from matcher.extraction.reading import read_file
    from matcher.profiles.loading import load_profile
    from matcher.scoring.pipeline import Pipeline
    from matcher.scoring.tfidf_model import load_model
    from matcher.skills.taxonomy import load_taxonomy

    for folder in folders:
        if not folder.exists():
            sys.exit(f"{folder} does not exist; give folders of documents that are known to be honest")
    taxonomy = load_taxonomy()
    pipeline = Pipeline(
        load_profile("backend-developer", taxonomy), taxonomy, load_model(), datetime.date(2026, 11, 23)
    )
    counts: Counter[str] = Counter()
    files: Counter[str] = Counter()
    for path in sorted(p for folder in folders for p in folder.rglob("*") if p.is_file()):
        try:
            document = read_file(path, path.name)
        except UnreadableFileError:
            counts["(unreadable)"] += 1
            continue
        files[document.media_type] += 1
        warnings = {w.code: w.message for w in pipeline.assess(document).warnings if w.code in CODES}
        counts.update(warnings.keys())
        for code, message in warnings.items():
            print(f"{path}\n    {code}: {message}")
    total = files.total()
    print(f"{total} documents read: {', '.join(f'{n} {kind}' for kind, n in files.most_common())}")
    for code, number in counts.most_common():
        print(f"{code:20} {number:4} {number / max(total, 1):7.2%}")
