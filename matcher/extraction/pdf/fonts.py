"""Fonts of a PDF with what was looked up in them: what their glyphs say and how wide they are, each asked once."""

from __future__ import annotations

import re
from typing import Any, Final

from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined

from matcher.extraction.pdf.content_lexer import string_of

__all__ = ["CachedFont", "GlyphInfo", "SingleGlyph", "SizedFont"]

_MOST_KEPT: Final = 20_000
"""Different strings of one font that are cached_count with their glyphs, and as many at all its sizes together."""
_MOST_SIZES: Final = 500
"""Sizes of one font that are cached_count."""

_ICON_FONT = re.compile(
    r"awesome|icomoon|fontello|ionicons|material-?icons|glyphicons|academicons|entypo", re.IGNORECASE
)
_DINGBATS_FONT = re.compile(r"wingdings|webdings|dingbats", re.IGNORECASE)

GlyphInfo = tuple[int, str, float, bool, bool]
"""Of a glyph: its code, what it says (empty when nothing is shown), its width, whether a painter is sure to have it,
and whether the font does not tell what it says."""

SingleGlyph = tuple[str, float, bool, float]
"""Of a glyph at a size: what it says, its width on the page in points, whether a painter is sure to have it, and how
far the next one begins, in the text's own space."""


class CachedFont:
    """A font with what was looked up in it."""

    def __init__(self, pdf_font: PDFFont) -> None:
        self.pdf_font = pdf_font
        self.is_embedded = any(f"FontFile{n}" in pdf_font.descriptor for n in ("", "2", "3"))
        self.is_type3 = isinstance(pdf_font, PDFType3Font)
        self.is_vertical = pdf_font.is_vertical()
        self.has_unicode_map = getattr(pdf_font, "unicode_map", None) is not None
        """Whether it has a table of what its codes mean, made for readers; else that is guessed from encodings."""
        self.is_multibyte = pdf_font.is_multibyte()
        self.descent = pdf_font.get_descent()
        self.strings: dict[bytes, list[GlyphInfo]] = {}
        """By the string as it is written in the content stream."""
        self.cached_count = 0
        """Strings that are cached_count at the sizes, all together."""
        self._meaning = _meaning(pdf_font.fontname)
        self._glyphs: dict[int, GlyphInfo] = {}
        self._sizes: dict[tuple[float, float, float], SizedFont] = {}

    def at_size(self, size: float, scaling: float, a: float) -> SizedFont:
        """The font at a size and a horizontal scale of the text (1 is the usual) and of its space on the page."""
        key = size, scaling, a
        found = self._sizes.get(key)
        if found is None:
            found = SizedFont(self, size, scaling, a)
            if len(self._sizes) < _MOST_SIZES:
                self._sizes[key] = found
        return found

    def string_glyphs(self, text: bytes) -> list[GlyphInfo]:
        """The glyphs that a string draws."""
        known = self._glyphs
        return [known[code] if code in known else self.glyph(code) for code in self.pdf_font.decode(text)]

    def token_glyphs(self, token: bytes) -> list[GlyphInfo]:
        """The glyphs of a string as it is written in the content stream."""
        glyphs = self.strings.get(token)
        if glyphs is None:
            glyphs = self.string_glyphs(string_of(token))
            if len(token) < 40 and len(self.strings) < _MOST_KEPT:
                self.strings[token] = glyphs
        return glyphs

    def glyph(self, code: int) -> GlyphInfo:
        """What is known of a glyph."""
        if code in self._glyphs:
            return self._glyphs[code]
        is_unknown = False
        try:
            text = self.pdf_font.to_unichr(code)
            if not isinstance(text, str):
                raise AssertionError(type(text))  # as pdfminer does
        except PDFUnicodeNotDefined:
            text, is_unknown = "", True
        text = text.replace("\0", "") if self._meaning is None else self._meaning
        self._glyphs[code] = code, text, self.pdf_font.char_width(code), self.is_embedded or text.isascii(), is_unknown
        return self._glyphs[code]


def _meaning(font: Any) -> str | None:
    """What all glyphs of a font say, whatever the font tells: icons and signs say no words."""
    if _ICON_FONT.search(font):
        return " "
    return "•" if _DINGBATS_FONT.search(font) else None


class SizedFont:
    """A font at a size.

    Args:
        font: the font.
        size: in the text's own space.
        scaling: of the text along its line.
        a: points on the page for each unit along the line.
    """

    __slots__ = ("_a", "_font", "_scaling", "_singles", "_size")

    def __init__(self, font: CachedFont, size: float, scaling: float, a: float) -> None:
        self._font, self._size, self._scaling, self._a = font, size, scaling, a
        self._singles: dict[bytes, SingleGlyph] = {}

    def singles(self, tokens: list[bytes]) -> list[SingleGlyph | None]:
        """Of strings the glyph that each draws; None if it is not known yet, or is not one plain glyph."""
        found = list(map(self._singles.get, tokens))
        if None in found:
            for token in {token for token, single in zip(tokens, found, strict=True) if single is None}:
                self._note(token)
            found = list(map(self._singles.get, tokens))
        return found

    def _note(self, token: bytes) -> None:
        glyphs, font = self._font.strings.get(token, ()), self._font
        if len(glyphs) == 1 and font.cached_count < _MOST_KEPT:
            ((_, text, width, certain, is_unknown),) = glyphs
            advance = width * self._size * self._scaling
            if text and not is_unknown and self._a * advance >= 0:
                font.cached_count += 1
                self._singles[token] = text, self._a * advance, certain, advance
