"""Read the annotations of a page in PDFium: form fields, texts, notes, and whether anything of them is painted."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2.raw as raw

__all__ = ["WidgetText", "comment", "each_annotation", "is_painted", "widget_text"]


@dataclass(frozen=True, slots=True)
class WidgetText:
    """Text of a form field or an annotation, in the page's own space."""

    text: str
    box: tuple[float, float, float, float]
    hidden_reason: str
    """Why it is not visible on the page; empty if it is."""
    is_drawn: bool = False
    """Whether the file defines its appearance, so that it is visible only if the painted page shows something there."""


def each_annotation(page: Any) -> Iterator[Any]:
    """Yield a page's annotations, each only until the next."""
    for i in range(min(raw.FPDFPage_GetAnnotCount(page), 2000)):
        annotation = raw.FPDFPage_GetAnnot(page, i)
        if annotation:
            try:
                yield annotation
            finally:
                raw.FPDFPage_CloseAnnot(annotation)


_FREE_TEXT: Final = raw.FPDF_ANNOT_FREETEXT
_WIDGET: Final = raw.FPDF_ANNOT_WIDGET
_NOTES: Final = frozenset(
    {raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE, raw.FPDF_ANNOT_SQUIGGLY,
     raw.FPDF_ANNOT_STRIKEOUT, raw.FPDF_ANNOT_CARET, raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_INK,
     raw.FPDF_ANNOT_STAMP}
)  # fmt: skip
_INVISIBLE: Final = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW


def is_painted(annotation: Any) -> bool:
    """Return whether an annotation is painted; links are only if they define an appearance."""
    return raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_LINK or _has_appearance(annotation)


def _has_appearance(annotation: Any) -> bool:
    size: int = raw.FPDFAnnot_GetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0)
    return size > 2


def comment(annotation: Any) -> str:
    """Return the note of an annotation that opens on a click; empty if it is another kind."""
    return _string(annotation, b"Contents").strip() if raw.FPDFAnnot_GetSubtype(annotation) in _NOTES else ""


def widget_text(annotation: Any) -> WidgetText | None:
    """Return the text of a form field or of an annotation that is text on the page; None if it is another kind."""
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind == _FREE_TEXT:
        text = _string(annotation, b"Contents")
    elif kind == _WIDGET:
        text = _string(annotation, b"V")
    else:
        return None
    if not text.strip():
        return None
    rectangle = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, rectangle)
    box = rectangle.left, rectangle.bottom, rectangle.right, rectangle.top
    hidden_reason = ""
    if raw.FPDFAnnot_GetFlags(annotation) & _INVISIBLE:
        hidden_reason = "in a hidden field"
    elif abs(box[2] - box[0]) < 2 or abs(box[3] - box[1]) < 2:
        hidden_reason = "in a field without size"
    elif raw.FPDFAnnot_HasKey(annotation, b"OC"):
        hidden_reason = "in a field of a layer"  # which PDFium paints even if the layer is hidden
    upright = min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])
    return WidgetText(text, upright, hidden_reason, _has_appearance(annotation))


def _string(annotation: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size < 200_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
