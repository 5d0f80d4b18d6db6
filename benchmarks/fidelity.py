"""Compare five PDF readers: are the words of a résumé read, and in the order in which a person reads them?"""

from __future__ import annotations

import importlib.util
import io
import json
import shutil
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import fmean
from typing import Any

SET = Path(__file__).resolve().parent.parent / "data" / "fidelity"
OURS = "matcher"
_GLYPHLESS = dict.fromkeys([0x00AD, 0x200B, 0xFEFF, *range(0xE000, 0xF900)])


@dataclass(frozen=True)
class Fidelity:
    """How faithfully one file was read; all values from 0 to 1."""

    recall: float
    precision: float
    order: float
    """Twice the longest common subsequence of tokens, divided by the tokens of both texts: 1 only if they are equal."""

    @property
    def f1(self) -> float:
        """Harmonic mean of recall and precision."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


def tokens(text: str) -> list[str]:
    """Split a text at white space, fold case, and leave out tokens without a letter or digit.

    >>> tokens("• Built e\ufb03cient C++ services,  2019 – now")
    ['built', 'efficient', 'c++', 'services,', '2019', 'now']
    """
    plain = unicodedata.normalize("NFKC", text).translate(_GLYPHLESS).casefold().replace("’", "'")
    return [bare for piece in plain.split() if any(c.isalnum() for c in piece) and (bare := piece.strip("•·●▪"))]


def common_subsequence(first: Sequence[str], second: Sequence[str]) -> int:
    """Return the length of the longest common subsequence (Hyyrö's bit-parallel algorithm, 2004).

    >>> common_subsequence("a b c d".split(), "a c b d".split())
    3
    """
    positions: dict[str, int] = {}
    for index, token in enumerate(first):
        positions[token] = positions.get(token, 0) | 1 << index
    full = (1 << len(first)) - 1
    row = full
    for token in second:
        matches = row & positions.get(token, 0)
        row = (row + matches | row - matches) & full
    return len(first) - row.bit_count()


def truths(bands: Sequence[dict[str, Any]]) -> Iterator[list[str]]:
    """Yield the tokens in each order in which a person may read the bands."""
    for orders in product(*(band["orders"] for band in bands)):
        yield [
            token
            for band, order in zip(bands, orders, strict=True)
            for column in order
            for text in band["columns"][column]
            for token in tokens(text)
        ]


def compare(bands: Sequence[dict[str, Any]], text: str) -> Fidelity:
    """Compare a text with the truth, in the admissible order that gives the better result.

    >>> bands = [{"columns": [["Ana"]], "orders": [[0]]}]
    >>> bands.append({"columns": [["Go SQL"], ["2019"]], "orders": [[0, 1], [1, 0]]})
    >>> compare(bands, "Ana 2019 Go SQL")
    Fidelity(recall=1.0, precision=1.0, order=1.0)
    """
    read = tokens(text)
    orders = list(truths(bands))
    true = orders[0]
    shared = (Counter(read) & Counter(true)).total()
    order = max(2 * common_subsequence(order, read) / max(1, len(order) + len(read)) for order in orders)
    return Fidelity(shared / max(1, len(true)), shared / max(1, len(read)), order)


def read_ours(data: bytes) -> str:
    """Read with this package."""
    from matcher.extraction.reading import read_bytes

    return read_bytes(data, "resume.pdf").text


def read_pdfminer(data: bytes) -> str:
    """Read with pdfminer.six and its own layout analysis."""
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(data))


def read_pdfium(data: bytes) -> str:
    """Read with pypdfium2."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def read_pdfplumber(data: bytes) -> str:
    """Read with pdfplumber."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def read_poppler(data: bytes) -> str:
    """Read with poppler's ``pdftotext``."""
    return subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()


READERS: dict[str, Callable[[bytes], str]] = {
    OURS: read_ours,
    "pdfminer": read_pdfminer,
    "pypdfium2": read_pdfium,
    "pdfplumber": read_pdfplumber,
    "poppler": read_poppler,
}


def available() -> dict[str, Callable[[bytes], str]]:
    """Return the installed readers (extra ``bench``; ``pdftotext`` comes with poppler-utils)."""
    missing = {name for name in ("pdfplumber",) if importlib.util.find_spec(name) is None}
    if not shutil.which("pdftotext"):
        missing.add("poppler")
    if missing:
        print(f"not installed, left out: {', '.join(sorted(missing))}", file=sys.stderr)
    return {name: reader for name, reader in READERS.items() if name not in missing}


def scattered_page(words: int = 1000) -> bytes:
    """Make a PDF page with scattered words, which layout analysis by pairs of boxes takes long to order."""
    content = bytearray()
    state = 1
    for number in range(words):
        state = state * 48271 % 2147483647  # the minimal standard generator: the same page every time
        x, y = 20 + state % 540, 20 + state // 540 % 800
        content += b"BT /F1 %d Tf %d %d Td (word%d) Tj ET\n" % (5 + number % 4, x, y, number)
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents 5 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % table)


def main() -> None:
    """Read every file of ``data/fidelity`` with every reader; print one row per file, then means and seconds."""
    truth = json.loads((SET / "truth.json").read_text("utf-8"))
    readers = available()
    scores: dict[str, dict[str, Fidelity]] = {name: {} for name in readers}
    seconds = dict.fromkeys(readers, 0.0)
    print(f"{'file':26}{'matcher: recall precision F1 order':>40}   order of " + " ".join(f"{n:>10}" for n in readers))
    for stem, entry in truth.items():
        data = (SET / "files" / f"{stem}.pdf").read_bytes()
        for name, reader in readers.items():
            start = time.perf_counter()
            text = reader(data)
            seconds[name] += time.perf_counter() - start
            scores[name][stem] = compare(entry["bands"], text)
        ours = scores[OURS][stem]
        figures = f"{ours.recall:8.3f} {ours.precision:9.3f} {ours.f1:6.3f} {ours.order:6.3f}"
        print(f"{stem:26}{figures:>40}            " + " ".join(f"{scores[name][stem].order:10.3f}" for name in readers))
    groups = {
        "all": list(truth),
        "columns": [stem for stem in truth if truth[stem]["columns"]],
        "plain": [stem for stem in truth if not truth[stem]["columns"]],
        "drawn in reading order": [stem for stem in truth if not truth[stem]["shuffled"]],
        "drawn in another order": [stem for stem in truth if truth[stem]["shuffled"]],
    }
    for group, stems in groups.items():
        print(f"\n{group} ({len(stems)} files)   recall precision     F1  order  lowest order")
        for name in readers:
            group_scores = [scores[name][stem] for stem in stems]
            means = [
                fmean(getattr(s, figure) for s in group_scores) for figure in ("recall", "precision", "f1", "order")
            ]
            print(f"  {name:18}{means[0]:8.4f} {means[1]:8.4f} {means[2]:8.4f} {means[3]:6.4f}"
                  f" {min(s.order for s in group_scores):8.3f}")  # fmt: skip
    print("\nms per file: " + ", ".join(f"{name} {1000 * spent / len(truth):.0f}" for name, spent in seconds.items()))
    pages = {words: scattered_page(words) for words in (1000, 2000, 3000)}
    for name, reader in readers.items():
        marks = []
        for words, data in pages.items():
            if name == "pdfminer" and words > 1000:
                continue  # takes quadratic time or worse
            start = time.perf_counter()
            reader(data)
            marks.append(f"{words}: {time.perf_counter() - start:.2f} s")
        print(f"scattered words on a page, {name}: " + ", ".join(marks))
