"""Derive matcher/resources/real_words.txt: English words that look like misspelt words of the TF-IDF model.

Run ``python models/build_real_words.py FOLDER`` after ``pip download --no-deps pyspellchecker`` (0.9.1, MIT) and
unpacking the wheel into FOLDER, and again after training the TF-IDF model. The package itself is no dependency: of its
160,000 words matcher needs the few thousand that are one or two letters away from a word of the model.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

from matcher.scoring.misspellings import DOUBLED, Misspellings
from matcher.scoring.tfidf_model import load_model

TARGET = Path(__file__).parent.parent / "matcher" / "resources" / "real_words.txt"
HEAD = """\
# English words that résumés seldom use and that look like misspelt ones of the TF-IDF model: no typing errors.
# See models/build_real_words.py. Selected with pyspellchecker (https://github.com/barrust/pyspellchecker), licence MIT.
"""
SELDOM = 50
"""Frequency from which the package's words are reliable; below it most are rare names."""


def main(folder: Path) -> None:
    """Write the file."""
    frequency = json.loads(gzip.decompress((folder / "spellchecker" / "resources" / "en.json.gz").read_bytes()))
    model = load_model()
    misspellings = Misspellings(list(model.index))
    words = [
        word
        for word, count in sorted(frequency.items())
        if count >= SELDOM and len(word) >= DOUBLED and word.isascii() and word.isalpha()
        and model.find(word) is None and misspellings.near(word)
    ]  # fmt: skip
    TARGET.write_text(HEAD + "\n".join(words) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
