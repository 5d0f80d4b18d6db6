"""What a page draws, by PDFium's handles: to hide its text, and to tell where anything else is drawn."""

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
"""Forms nested deeper than this are painted as they are."""

_MOST_OBJECTS: Final = 50_000

_MOST_PLACES: Final = 400
"""A page with more pictures and drawings is painted without its text, rather than asked where they are."""

_EDGE: Final = 3
"""Pixels around the bounds of a drawing that its soft edge, or a hairline drawn a pixel wide, may touch."""

_TEXT: Final = raw.FPDF_PAGEOBJ_TEXT
_FORM: Final = raw.FPDF_PAGEOBJ_FORM
_BOUNDED: Final = frozenset({raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE})
_INVISIBLE_MODE: Final = raw.FPDF_TEXTRENDERMODE_INVISIBLE


def _quick(function: Any, result: Any, *arguments: Any) -> Any:
    """The same function of PDFium, called with handles as plain numbers.

    For a page of thousands of letters, most of the time goes into making an object of every handle.
    """
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_Handle = ctypes.c_void_p
_get_object = _quick(raw.FPDFPage_GetObject, _Handle, _Handle, ctypes.c_int)
_get_type = _quick(raw.FPDFPageObj_GetType, ctypes.c_int, _Handle)
_get_bounds = _quick(raw.FPDFPageObj_GetBounds, ctypes.c_int, _Handle, *[ctypes.POINTER(ctypes.c_float)] * 4)
_set_mode = _quick(raw.FPDFTextObj_SetTextRenderMode, ctypes.c_int, _Handle, ctypes.c_int)
_count_inner = _quick(raw.FPDFFormObj_CountObjects, ctypes.c_int, _Handle)
_get_inner = _quick(raw.FPDFFormObj_GetObject, _Handle, _Handle, ctypes.c_ulong)


class PageObjects(NamedTuple):
    """What a page draws, by PDFium's handles, which end when the page is closed."""

    handles: list[int]
    non_text: list[tuple[int, int]]
    """What is no text: its handle and its kind."""
    is_truncated: bool
    """Whether there are more."""

    @classmethod
    def of(cls, page: Any) -> PageObjects | None:
        """What a page and the forms on it draw; None when there is too much."""
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
        """Make every text invisible, in memory."""
        for handle in self.handles:
            _set_mode(handle, _INVISIBLE_MODE)  # it is refused for what is no text


def _select_non_text(handles: list[int]) -> list[tuple[int, int]]:
    kinds = np.fromiter(map(_get_type, handles), np.int64, len(handles))
    return [(handles[number], int(kinds[number])) for number in np.flatnonzero(kinds != _TEXT).tolist()]


def non_text_boxes(page: Any, objects: PageObjects, rows: int, columns: int) -> NDArray[np.int64] | None:
    """Where anything but text is painted: left, top, right and bottom in pixels; None when that cannot be told.

    Forms are not looked into; a shading paints whatever its bounds are.

    Args:
        page: pypdfium2's.
        objects: of the page.
        rows: of pixels of the painted page.
        columns: the same.
    """
    if (
        objects.is_truncated
        or len(objects.non_text) > _MOST_PLACES
        or not all(kind in _BOUNDED for _, kind in objects.non_text)
    ):
        return None
    places = np.empty((len(objects.non_text), 4), np.int64)
    bounds = [ctypes.c_float() for _ in range(4)]
    x, y = ctypes.c_int(), ctypes.c_int()
    for place, (handle, _) in zip(places, objects.non_text, strict=True):
        known = _get_bounds(handle, *map(ctypes.byref, bounds))
        if not known or not all(math.isfinite(bound.value) for bound in bounds):
            return None
        corners = []
        for i in (0, 2):
            if not raw.FPDF_PageToDevice(page, 0, 0, columns, rows, 0, bounds[i].value, bounds[i + 1].value, x, y):
                return None
            corners.append((x.value, y.value))
        (x0, y0), (x1, y1) = corners
        place[:] = min(x0, x1) - _EDGE, min(y0, y1) - _EDGE, max(x0, x1) + _EDGE, max(y0, y1) + _EDGE
    return places
