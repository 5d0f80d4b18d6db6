"""Hide the text of a page in PDFium and locate everything else that it draws, by PDFium's object handles."""

from __future__ import annotations

import ctypes
import math
from itertools import repeat
from typing import Any, Final, NamedTuple

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

__all__ = ["PageObjects", "non_text_boxes"]

_DEEPEST: Final = 12
"""Forms nested deeper than this keep their text."""

_MOST_OBJECTS: Final = 50_000

_MOST_NON_TEXT: Final = 400
"""A page with more images and drawings is painted without its text, instead of asking for their positions."""

_EDGE: Final = 3
"""Pixels around a drawing's bounds that its soft edge, or a hairline painted a pixel wide, may touch."""

_TEXT: Final = raw.FPDF_PAGEOBJ_TEXT
_FORM: Final = raw.FPDF_PAGEOBJ_FORM
_BOUNDED: Final = frozenset({raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE})
_INVISIBLE_MODE: Final = raw.FPDF_TEXTRENDERMODE_INVISIBLE


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
_set_mode = _with_plain_handles(raw.FPDFTextObj_SetTextRenderMode, ctypes.c_int, _Handle, ctypes.c_int)
_count_inner = _with_plain_handles(raw.FPDFFormObj_CountObjects, ctypes.c_int, _Handle)
_get_inner = _with_plain_handles(raw.FPDFFormObj_GetObject, _Handle, _Handle, ctypes.c_ulong)


class PageObjects(NamedTuple):
    """PDFium handles of the objects that a page draws; they are invalid once the page is closed."""

    handles: list[int]
    non_text: list[tuple[int, int]]
    """Handle and kind of each object that is not text."""
    is_truncated: bool
    """Whether the page has more objects."""

    @classmethod
    def of(cls, page: Any) -> PageObjects | None:
        """Return the objects of a page and its forms; None if there are too many."""
        count = raw.FPDFPage_CountObjects(page)
        handle = ctypes.cast(page.raw, _Handle).value
        handles = list(map(_get_object, repeat(handle), range(min(count, _MOST_OBJECTS))))
        non_text = level = _select_non_text(handles)
        for _ in range(_DEEPEST):
            inner: list[int] = []
            for form in [handle for handle, kind in level if kind == _FORM]:
                inner += [_get_inner(form, i) for i in range(_count_inner(form))]
                if len(handles) + len(inner) > _MOST_OBJECTS:
                    return None
            level = _select_non_text(inner)
            handles += inner
            non_text = non_text + level
        return cls(handles, non_text, count > _MOST_OBJECTS)

    def hide_text(self) -> None:
        """Make all text invisible, in memory."""
        for handle in self.handles:
            _set_mode(handle, _INVISIBLE_MODE)  # PDFium refuses this for other objects


def _select_non_text(handles: list[int]) -> list[tuple[int, int]]:
    kinds = np.fromiter(map(_get_type, handles), np.int64, len(handles))
    return [(handles[number], int(kinds[number])) for number in np.flatnonzero(kinds != _TEXT).tolist()]


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
    if (
        objects.is_truncated
        or len(objects.non_text) > _MOST_NON_TEXT
        or not all(kind in _BOUNDED for _, kind in objects.non_text)
    ):
        return None
    boxes = np.empty((len(objects.non_text), 4), np.int64)
    bounds = [ctypes.c_float() for _ in range(4)]
    x, y = ctypes.c_int(), ctypes.c_int()
    for box, (handle, _) in zip(boxes, objects.non_text, strict=True):
        is_known = _get_bounds(handle, *map(ctypes.byref, bounds))
        if not is_known or not all(math.isfinite(bound.value) for bound in bounds):
            return None
        corners = []
        for i in (0, 2):
            if not raw.FPDF_PageToDevice(page, 0, 0, columns, rows, 0, bounds[i].value, bounds[i + 1].value, x, y):
                return None
            corners.append((x.value, y.value))
        (x0, y0), (x1, y1) = corners
        box[:] = min(x0, x1) - _EDGE, min(y0, y1) - _EDGE, max(x0, x1) + _EDGE, max(y0, y1) + _EDGE
    return boxes
