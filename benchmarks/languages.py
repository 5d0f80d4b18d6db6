"""Measure which texts are set apart because of their language, and whether the main language of the others is right."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

from matcher.core.errors import UnreadableFileError
from matcher.extraction.reading import read_file
from matcher.languages.detection import languages_of
from matcher.languages.unsupported import find_unsupported_language
from matcher.languages.word_lists import CODES
from matcher.skills.analyzer import visible_document

DATA = Path(__file__).parent.parent / "data"


def main(corpus: Path, parallel: Path | None) -> None:
    """Print, of each collection, how many texts are set apart and how many have the right main language.

    Args:
        corpus: a folder with ``dev/files``, ``layouts`` and ``reference_resumes.jsonl.gz``.
        parallel: a folder with a folder of texts for each language or style, such as ``de`` and ``en-terse``.
    """
    seen: Counter[str] = Counter()
    apart: Counter[str] = Counter()
    right: Counter[str] = Counter()

    def count(collection: str, name: str, text: str, *, main: str = "", unsupported: str = "") -> None:
        found = find_unsupported_language(text)
        seen[collection] += 1
        apart[collection] += found is not None
        if unsupported:
            is_right = found is not None and found.code == unsupported
        else:
            is_right = found is None and (not main or languages_of(text)[:1] == (main,))
        right[collection] += is_right
        if not is_right:
            print(f"{collection}: {name}: {found.name if found else ', '.join(languages_of(text)) or 'none'}")

    for path in sorted((DATA / "languages" / "unsupported").glob("*.txt")):
        count("other languages", path.name, path.read_text("utf-8"), unsupported={"nb": "no"}.get(path.stem, path.stem))
    for folder in sorted(parallel.iterdir()) if parallel else []:
        if folder.name[:2] in CODES:
            for path in sorted(folder.glob("*.txt")):
                count(f"parallel, {folder.name}", path.name, path.read_text("utf-8"), main=folder.name[:2])
    for collection, root, main_language in (
        ("dev", corpus / "dev" / "files", "en"), ("layouts", corpus / "layouts", ""), ("samples", DATA / "samples", ""),
    ):  # fmt: skip
        for path in sorted(root.rglob("*")):
            if not path.is_file() or path.suffix in (".png", ".jpg", ".csv"):
                continue
            try:
                text = visible_document(read_file(path, path.name)).text
            except UnreadableFileError:
                continue
            count(collection, path.name, text, main=main_language)
    with gzip.open(corpus / "reference_resumes.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            resume = json.loads(line)
            count("reference résumés", resume["id"], resume["text"], main="en")
    print(f"{'collection':<26}{'texts':>7}{'set apart':>11}{'language right':>16}")
    for collection, texts in seen.items():
        print(f"{collection:<26}{texts:>7}{apart[collection]:>11}{right[collection]:>16}")
