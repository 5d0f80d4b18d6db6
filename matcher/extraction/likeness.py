"""Compare drawn letters with those of five plain typefaces that PDFium brings along.

The answer is the same on every machine and needs no text recognition.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["LETTERS", "Shape", "resembles", "shape_of"]

LETTERS: Final = string.ascii_letters + string.digits
"""The letters and digits that are compared."""

Shape = NDArray[np.float64]
"""A letter in a grid of one size, and its proportions, as a vector of length 1."""

_NEAREST: Final = 6
"""A letter resembles what it stands for if that is among so many of the nearest letters and digits.

After changing it, run ``python -m benchmarks visibility FOLDER``.
"""

_LIKE: Final = 0.5
"""Least likeness (cosine) to any letter."""

_CLOSE: Final = 4.0
"""Pixels per point in which the typefaces are painted."""
_MOST_PIXELS: Final = 10_000_000
_GRID: Final = 12
_ALIKE: Final = {"0": "o", "1": "l", "i": "l", "j": "l", "5": "s", "2": "z"}


def resembles(letter: str, shapes: Sequence[Shape]) -> bool:
    """Return whether one of some shapes looks like a letter.

    Args:
        letter: one of ``LETTERS``.
        shapes: what is drawn for it, in one or more places.
    """
    names, references = _references()
    # The likeness to each typeface's letters, in the best of its places.
    likeness = (np.array(shapes) @ references.T).max(axis=0)
    nearest = dict.fromkeys(names[index] for index in np.argsort(-likeness)[: 5 * _NEAREST])
    return bool(likeness.max() > _LIKE) and _folded(letter) in list(nearest)[:_NEAREST]


def _folded(letter: str) -> str:
    letter = letter.lower()
    return _ALIKE.get(letter, letter)


def shape_of(grey: NDArray[np.uint8]) -> Shape:
    """Return the shape of a letter; zeros if there is no ink.

    Args:
        grey: its pixels, on a ground of one colour.

    >>> int(shape_of(np.zeros((9, 9), np.uint8)).any())
    0
    """
    shape = np.zeros(_GRID * _GRID + 1)
    if grey.shape[0] < 3 or grey.shape[1] < 1:
        return shape
    ink = np.abs(grey - float(np.median(np.concatenate([grey[0], grey[-1]]))))
    marked = ink > 0.3 * ink.max()
    rows, columns = np.flatnonzero(marked.any(axis=1)), np.flatnonzero(marked.any(axis=0))
    if ink.max() < 16 or len(rows) < 3:
        return shape
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    grid = _means(_means(cut, _GRID).T, _GRID)
    shape[:-1] = (grid - grid.mean()).ravel()
    shape[:-1] /= max(float(np.linalg.norm(shape[:-1])), 1e-9)
    # Narrow letters (i, l) would otherwise look like full squares.
    shape[-1] = 0.7 * np.log(cut.shape[1] / cut.shape[0])
    return np.asarray(shape / np.linalg.norm(shape))


def _means(values: NDArray[np.float64], parts: int) -> NDArray[np.float64]:
    """Return the means of equal parts of the rows."""
    edges = np.linspace(0, len(values), parts + 1)
    below = edges.astype(int)
    sums = np.vstack([np.zeros(values.shape[1]), np.cumsum(values, axis=0)])
    at_edges = sums[below] + (edges - below)[:, None] * values[np.minimum(below, len(values) - 1)]
    return np.asarray(np.diff(at_edges, axis=0) * parts / len(values))


@cache
def _references() -> tuple[list[str], NDArray[np.float64]]:
    """Return letters and their shapes in each typeface."""
    from matcher.extraction.pdf.pdfium_reader import PdfiumReader

    names: list[str] = []
    shapes: list[Any] = []
    cell = 20
    for font in (b"Helvetica", b"Times-Roman", b"Courier", b"Helvetica-Oblique", b"Times-Italic"):
        content = b"".join(
            b"BT /F 12 Tf %d 6 Td (%c) Tj ET " % (4 + cell * number, ord(letter))
            for number, letter in enumerate(LETTERS)
        )
        reader = PdfiumReader(_one_page(font, content, cell * len(LETTERS), cell))
        grey = reader.render_grey(1, _CLOSE, _MOST_PIXELS)
        reader.close()
        for number, letter in enumerate(LETTERS if grey is not None else ""):
            left = int(cell * number * _CLOSE)
            names.append(_folded(letter))
            shapes.append(shape_of(grey[:, left : left + int(cell * _CLOSE)]))  # type: ignore[index]
    return names, np.array(shapes)


def _one_page(font: bytes, content: bytes, width: int, height: int) -> bytes:
    media = b"/MediaBox[0 0 %d %d]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R" % (width, height)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R%s>>" % media,
        b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>" % font,
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    file = b"%PDF-1.4\n"
    for number, body in enumerate(objects, 1):
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return file + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF"
