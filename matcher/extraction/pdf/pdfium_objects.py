"""Switch the texts of a page in PDFium on and off, and locate everything that it draws, by PDFium's object handles."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any, Final, NamedTuple

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

__all__ = ["PageObjects", "non_text_boxes", "string_boxes"]

_DEEPEST: Final = 60
"""Most levels of forms inside forms, more than PDFium draws of a form that draws itself."""

MOST_OBJECTS: Final = 50_000
"""Most objects of a page that is painted. The fullest of 111 collected files has 9,000 on a page."""

_MOST_NON_TEXT: Final = 400
"""A page with more images and drawings is painted without its text, instead of asking for their positions."""

_EDGE: Final = 3
"""Pixels around a drawing's bounds that its soft edge, or a hairline painted a pixel wide, may touch."""

_FINE: Final = 256
"""Steps per pixel in which PDFium is asked where a page's corners are painted; it answers in whole numbers."""

_TEXT: Final = raw.FPDF_PAGEOBJ_TEXT
_FORM: Final = raw.FPDF_PAGEOBJ_FORM
_BOUNDED: Final = frozenset({raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE})

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Final[_Matrix] = (1, 0, 0, 1, 0, 0)


def _with_plain_handles(function: Any, result: Any, *arguments: Any) -> Any:
    """Return the same PDFium function, called with handles as plain integers.

    On a page of thousands of letters, most of the time goes into wrapping every handle in an object.
    """
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_Handle = ctypes.c_void_p
_get_object = _with_plain_handles(raw.FPDFPage_GetObject, _Handle, _Handle, ctypes.c_int)
_get_type = _with_plain_handles(raw.FPDFPageObj_GetType, ctypes.c_int, _Handle)
_get_bounds = _with_plain_handles(
    raw.FPDFPageObj_GetBounds, ctypes.c_int, _Handle, *[ctypes.POINTER(ctypes.c_float)] * 4
)
_set_active = _with_plain_handles(raw.FPDFPageObj_SetIsActive, ctypes.c_int, _Handle, ctypes.c_int)
_get_font = _with_plain_handles(raw.FPDFTextObj_GetFont, _Handle, _Handle)
_count_inner = _with_plain_handles(raw.FPDFFormObj_CountObjects, ctypes.c_int, _Handle)
_get_inner = _with_plain_handles(raw.FPDFFormObj_GetObject, _Handle, _Handle, ctypes.c_ulong)


class PageObjects(NamedTuple):
    """PDFium handles of the objects that a page draws; they are invalid once the page is closed."""

    strings: list[int]
    """Handle of each text, one for each operation that draws a string, in drawing order."""
    matrices: list[_Matrix]
    """Of the forms, from their own space to the page's."""
    form_of: NDArray[np.intp]
    """Index into ``matrices`` for each text."""
    non_text: list[tuple[int, int]]
    """Handle and kind of each object that is not text."""

    @classmethod
    def of(cls, page: Any) -> PageObjects | None:
        """Return the objects of a page and its forms; None if there are too many, or forms nested too deep."""
        count = raw.FPDFPage_CountObjects(page)
        if count > MOST_OBJECTS:
            return None
        handle = ctypes.cast(page.raw, _Handle).value
        handles = list(map(_get_object, repeat(handle), range(count)))
        kinds = np.fromiter(map(_get_type, handles), np.int64, count)
        others = np.flatnonzero(kinds != _TEXT).tolist()
        non_text = [(handles[number], int(kinds[number])) for number in others]
        if not any(kind == _FORM for _, kind in non_text):
            strings = [handles[number] for number in np.flatnonzero(kinds == _TEXT).tolist()]
            return cls(strings, [_IDENTITY], np.zeros(len(strings), np.intp), non_text)
        found = cls([], [_IDENTITY], np.empty(0, np.intp), [])
        forms: list[int] = []
        if not found._add(handles, 0, _DEEPEST, forms):
            return None
        return found._replace(form_of=np.array(forms, np.intp))

    def _add(self, handles: Iterable[int], form: int, levels: int, forms: list[int]) -> bool:
        """Add objects in drawing order; return False if there are too many."""
        for handle in handles:
            kind = _get_type(handle)
            if kind == _TEXT:
                self.strings.append(handle)
                forms.append(form)
            else:
                self.non_text.append((handle, kind))
            if len(self.strings) + len(self.non_text) > MOST_OBJECTS:
                return False
            if kind == _FORM:
                if not levels:
                    return False
                self.matrices.append(_multiply(_matrix(handle), self.matrices[form]))
                inner = (_get_inner(handle, i) for i in range(_count_inner(handle)))
                if not self._add(inner, len(self.matrices) - 1, levels - 1, forms):
                    return False
        return True

    def show(self, is_shown: bool, numbers: Iterable[int] | None = None) -> None:
        """Switch texts on or off, in memory.

        Args:
            is_shown: whether they are painted.
            numbers: of the texts; None for all.
        """
        for handle in self.strings if numbers is None else [self.strings[number] for number in numbers]:
            _set_active(handle, is_shown)

    def fonts(self) -> NDArray[np.int64]:
        """Return a number for each text that identifies its font."""
        return np.fromiter((_get_font(handle) or 0 for handle in self.strings), np.int64, len(self.strings))

    @staticmethod
    def font_of(text: Any) -> int:
        """Return the number that identifies the font of a text."""
        return _get_font(ctypes.cast(text, _Handle).value) or 0


def _matrix(form: int) -> _Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(ctypes.cast(form, raw.FPDF_PAGEOBJECT), matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _multiply(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _to_pixels(page: Any, rows: int, columns: int) -> NDArray[np.float64]:
    """Return the transformation from the page's own space to pixels: a column each for x, y and the origin."""
    x, y = ctypes.c_int(), ctypes.c_int()
    points = []
    for corner in ((0, 0), (1000, 0), (0, 1000)):
        if not raw.FPDF_PageToDevice(page, 0, 0, columns * _FINE, rows * _FINE, 0, *corner, x, y):
            return np.full((2, 3), math.nan)
        points.append((x.value / _FINE, y.value / _FINE))
    (x0, y0), (x1, y1), (x2, y2) = points
    return np.array([[(x1 - x0) / 1000, (x2 - x0) / 1000, x0], [(y1 - y0) / 1000, (y2 - y0) / 1000, y0]])


def _bounds(handles: Sequence[int]) -> NDArray[np.float64]:
    """Return left, bottom, right and top of objects in the space that they are drawn in, a column each."""
    bounds = (ctypes.c_float * 4)()
    pointers = [ctypes.cast(ctypes.byref(bounds, 4 * i), ctypes.POINTER(ctypes.c_float)) for i in range(4)]
    found = np.full((len(handles), 4), math.nan)
    for box, handle in zip(found, handles, strict=True):
        if _get_bounds(handle, *pointers):
            box[:] = bounds
    return found.T


def _corners(bounds: NDArray[np.float64], matrices: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return left, top, right and bottom around transformed boxes; matrices have the shape 2 × 3 × boxes."""
    x0, y0, x1, y1 = bounds
    xs, ys = np.array([x0, x0, x1, x1]), np.array([y0, y1, y0, y1])
    (a, c, e), (b, d, f) = matrices
    x, y = a * xs + c * ys + e, b * xs + d * ys + f
    return np.array([x.min(axis=0), y.min(axis=0), x.max(axis=0), y.max(axis=0)])


def string_boxes(page: Any, objects: PageObjects, numbers: Sequence[int], size: tuple[int, int]) -> NDArray[np.float64]:
    """Return the pixel boxes around the letters' shapes of some texts: left, top, right and bottom, a column each.

    The shapes in a Type 3 font may be larger than it says; the box of a text without shapes has no finite numbers.

    Args:
        page: of pypdfium2.
        objects: of the page.
        numbers: of the texts.
        size: rows and columns of pixels of the painted page.
    """
    to_pixels = np.vstack([_to_pixels(page, *size), [0, 0, 1]])
    matrices = np.array([[(a, c, e), (b, d, f), (0, 0, 1)] for a, b, c, d, e, f in objects.matrices])
    places = np.matmul(to_pixels, matrices)[objects.form_of[list(numbers)], :2]
    return _corners(_bounds([objects.strings[number] for number in numbers]), np.moveaxis(places, 0, -1))


def non_text_boxes(page: Any, objects: PageObjects, rows: int, columns: int) -> NDArray[np.int64] | None:
    """Return the pixel bounds of everything on a page that is not text; None if they cannot be determined.

    They cannot on a page with forms, which are not searched, or shadings, which may paint outside their bounds.

    Args:
        page: of pypdfium2.
        objects: of the page.
        rows: rows of pixels of the painted page.
        columns: likewise.

    Returns:
        Left, top, right and bottom of each object.
    """
    if len(objects.non_text) > _MOST_NON_TEXT or not all(kind in _BOUNDED for _, kind in objects.non_text):
        return None
    if not objects.non_text:
        return np.empty((0, 4), np.int64)
    bounds = _bounds([handle for handle, _ in objects.non_text])
    boxes = _corners(bounds, _to_pixels(page, rows, columns)[:, :, None])
    if not np.isfinite(boxes).all():
        return None
    return np.concatenate([np.floor(boxes[:2]) - _EDGE, np.ceil(boxes[2:]) + _EDGE]).T.astype(np.int64)
