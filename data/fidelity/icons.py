"""Build a font of three pictograms in the private use area, like an icon font."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

OUTLINES = (
    ((100, 200), (100, 700), (900, 700), (900, 200)),
    ((300, 0), (300, 900), (700, 900), (700, 0)),
    ((500, 0), (100, 800), (900, 800)),
)


@cache
def icon_font() -> bytes:
    """Return a TrueType font with glyphs at U+E900 to U+E902, always the same bytes."""
    names = [".notdef", *(f"icon{i}" for i in range(len(OUTLINES)))]
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    for name, outline in zip(names[1:], OUTLINES, strict=True):
        pen = TTGlyphPen(None)
        pen.moveTo(outline[0])
        for point in outline[1:]:
            pen.lineTo(point)
        pen.closePath()
        glyphs[name] = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0xE900 + i: name for i, name in enumerate(names[1:])})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    builder.setupHorizontalHeader(ascent=900, descent=-100)
    builder.setupNameTable({"familyName": "Pictograms", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=900, usWinAscent=900, usWinDescent=100)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    out = BytesIO()
    builder.font.save(out)
    return out.getvalue()
