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

__all__ = ["LETTERS", "Shape", "Shapes", "resemble", "resembles", "shape_of", "shapes_of"]

LETTERS: Final = string.ascii_letters + string.digits
"""The letters and digits that are compared."""

Shape = NDArray[np.float32]
"""A letter in a grid of one size, and its proportions, as a vector of length 1."""
Shapes = NDArray[np.float32]
"""A shape in each row."""

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
_FAINT: Final = 16
"""Smallest difference of a letter's ink from the paper."""
_LOW: Final = 3
"""Fewest rows of pixels of a letter."""
_ALIKE: Final = {"0": "o", "1": "l", "i": "l", "j": "l", "5": "s", "2": "z"}


def resembles(letter: str, shapes: Sequence[Shape]) -> bool:
    """Return whether one of some shapes looks like a letter.

    Args:
        letter: one of ``LETTERS``.
        shapes: what is drawn for it, in one or more places.
    """
    return resemble([letter], np.array(shapes), [0])[0]


def resemble(letters: Sequence[str], shapes: Shapes, firsts: Sequence[int]) -> list[bool]:
    """Return for each of several letters whether one of its shapes looks like it.

    Args:
        letters: of ``LETTERS``.
        shapes: of all of them.
        firsts: index of the first shape of each.
    """
    names, references = _references()
    # The likeness to each typeface's letters, in the best of its places.
    likeness = np.maximum.reduceat(shapes @ references.T, firsts, axis=0)
    nearest = np.argsort(-likeness, axis=1)[:, : 5 * _NEAREST].tolist()
    return [
        best > _LIKE and _folded(letter) in list(dict.fromkeys([names[index] for index in found]))[:_NEAREST]
        for letter, found, best in zip(letters, nearest, likeness.max(axis=1).tolist(), strict=True)
    ]


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
    rows, columns = grey.shape
    if not rows or not columns:
        return np.zeros(_GRID * _GRID + 1, np.float32)
    shape: Shape = shapes_of(np.array([[0], [0], [columns], [rows]]), np.zeros(1, np.intp), grey, max(rows, columns))[0]
    return shape


def shapes_of(boxes: NDArray[np.intp], leans: NDArray[np.intp], grey: NDArray[np.uint8], most: int) -> Shapes:
    """Return the shapes of letters in a picture; zeros for those without ink.

    Args:
        boxes: left, top, right and bottom of the letters, a row each.
        leans: pixels by which the upper end of each is to the right of the lower end.
        grey: the picture.
        most: pixels of a letter's side; of larger letters every second pixel is looked at, every third ...
    """
    left, top, right, bottom = boxes
    steps = -(-np.maximum(np.maximum(bottom - top, right - left), 1) // most)
    heights, widths = (bottom - top) // steps, (right - left - leans) // steps
    y, x = np.arange(max(int(heights.max()), 1)), np.arange(max(int(widths.max()), 1))
    rows = top[:, None] + steps[:, None] * y
    starts = np.rint(leans[:, None] * (heights[:, None] - 0.5 - y) / np.maximum(heights, 1)[:, None]).astype(np.intp)
    columns = (left[:, None] + starts)[:, :, None] + steps[:, None, None] * x
    last_row, last_column = grey.shape[0] - 1, grey.shape[1] - 1
    letters = grey[np.minimum(rows, last_row)[:, :, None], np.clip(columns, 0, last_column)].astype(np.float32)
    is_column, is_row = x < widths[:, None], y < heights[:, None]
    edges = np.concatenate([letters[:, 0], letters[np.arange(len(left)), np.maximum(heights - 1, 0)]], axis=1)
    edges[~np.concatenate([is_column, is_column], axis=1)] = np.inf
    edges.sort(axis=1)
    # The paper's grey is the median of the first and the last row.
    middle = np.take_along_axis(edges, np.maximum([widths - 1, widths], 0).T, axis=1).mean(axis=1, keepdims=True)
    ink = np.abs(letters - np.where(np.isfinite(middle), middle, 0)[:, :, None])
    ink *= is_column[:, None, :] & is_row[:, :, None]
    darkest = ink.max(axis=(1, 2))
    spans = [_span(ink.max(axis=axis) > 0.3 * darkest[:, None]) for axis in (2, 1)]
    grids = np.matmul(np.matmul(_means(*spans[0], y), ink), _means(*spans[1], x).swapaxes(1, 2))
    flat = grids.reshape(len(left), -1)
    flat -= flat.mean(axis=1, keepdims=True)
    flat /= np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-9)
    (y0, y1), (x0, x1) = spans
    # Narrow letters (i, l) would otherwise look like full squares.
    proportions = 0.7 * np.log((x1 - x0) / (y1 - y0))[:, None]
    shapes: Shapes = np.concatenate([flat, proportions], axis=1)
    shapes /= np.maximum(np.linalg.norm(shapes, axis=1, keepdims=True), 1e-9)
    shapes[(darkest < _FAINT) | (y1 - y0 < _LOW) | (heights < _LOW) | (widths < 1)] = 0
    return shapes


def _span(flags: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the first flag of each row, and the place after the last; all of a row without flags."""
    return flags.argmax(axis=1), flags.shape[1] - flags[:, ::-1].argmax(axis=1)


def _means(starts: NDArray[np.intp], ends: NDArray[np.intp], places: NDArray[np.intp]) -> NDArray[np.float32]:
    """Return for each letter the matrix that turns its lines into the means of equal parts of them."""
    lengths = (ends - starts)[:, None] / _GRID
    edges = (starts[:, None] + lengths * np.arange(_GRID + 1))[:, :, None]
    overlaps = np.minimum(edges[:, 1:], places + 1) - np.maximum(edges[:, :-1], places)
    return np.asarray(np.maximum(overlaps, 0) / lengths[:, :, None], np.float32)


@cache
def _references() -> tuple[list[str], Shapes]:
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
