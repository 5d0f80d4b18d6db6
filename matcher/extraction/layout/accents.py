"""Merge accents that are drawn as separate glyphs, as TeX's older fonts do: ``´`` over ``a`` is ``á``."""

from __future__ import annotations

import unicodedata
from typing import Final

from matcher.extraction.layout.glyphs import Glyph, GlyphColumns

__all__ = ["merge_accents"]

_ACCENTS: Final = {
    "`": "\u0300", "´": "\u0301", "ˊ": "\u0301", "ˋ": "\u0300", "ˆ": "\u0302", "^": "\u0302",
    "˜": "\u0303", "~": "\u0303", "¯": "\u0304", "ˉ": "\u0304", "˘": "\u0306", "˙": "\u0307",
    "¨": "\u0308", "˚": "\u030a", "°": "\u030a", "˝": "\u030b", "ˇ": "\u030c", "¸": "\u0327",
    "˛": "\u0328",
}  # fmt: skip
"""Spacing accents and the combining marks that they correspond to."""
_DOTLESS: Final = {"ı": "i", "ȷ": "j"}


def merge_accents(columns: GlyphColumns) -> GlyphColumns:
    """Merge each accent with the letter that it is drawn over.

    >>> merge_accents(GlyphColumns.of([Glyph("´", 1, 4, 700, 10), Glyph("e", 0, 5, 700, 10)])).texts
    ('é',)
    >>> merge_accents(GlyphColumns.of([Glyph("~", 0, 5, 700, 10), Glyph("e", 5, 10, 700, 10)])).texts
    ('~', 'e')
    """
    if _ACCENTS.keys().isdisjoint(columns.distinct_texts):
        return columns
    out: list[Glyph] = []
    accent: Glyph | None = None
    for glyph in columns.glyphs:
        if accent is not None:
            middle = (accent.x0 + accent.x1) / 2
            letter = _DOTLESS.get(glyph.text, glyph.text)
            combined = unicodedata.normalize("NFC", letter + _ACCENTS[accent.text])
            is_over = glyph.x0 <= middle <= glyph.x1 and abs(accent.y - glyph.y) <= 0.6 * glyph.size
            if is_over and letter.isalpha() and len(combined) == 1:
                accent, glyph = None, glyph._replace(text=combined)
            else:
                out.append(accent)
                accent = None
        if glyph.text in _ACCENTS:
            accent = glyph
        else:
            out.append(glyph)
    if accent is not None:
        out.append(accent)
    return columns if len(out) == len(columns.glyphs) else GlyphColumns.of(out)
