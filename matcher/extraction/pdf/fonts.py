"""Cache the text and width of a PDF font's glyphs, each looked up once."""

from __future__ import annotations

import re
from typing import Any, Final

from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined

from matcher.extraction.pdf.content_lexer import string_of

__all__ = ["CachedFont", "GlyphInfo", "SingleGlyph", "SizedFont"]

_MOST_CACHED: Final = 20_000
"""Most strings of one font cached with their glyphs, and as many at all its sizes together."""
_MOST_SIZES: Final = 500
"""Most sizes cached per font."""

_ICON_FONT = re.compile(
    r"awesome|icomoon|fontello|ionicons|material-?icons|glyphicons|academicons|entypo", re.IGNORECASE
)
_DINGBATS_FONT = re.compile(r"wingdings|webdings|dingbats", re.IGNORECASE)

GlyphInfo = tuple[int, str, float, bool, bool]
"""A glyph's code, its text (empty if it shows nothing), its width, whether PDFium is sure to draw it, and whether the
font gives no meaning for it.
"""

SingleGlyph = tuple[str, float, bool, float]
"""A glyph at a size: its text, its width on the page in points, whether PDFium is sure to draw it, and the advance to
the next one in text space.
"""


class CachedFont:
    """A font with a cache of its glyphs."""

    def __init__(self, pdf_font: PDFFont) -> None:
        self.pdf_font = pdf_font
        self.is_embedded = any(f"FontFile{n}" in pdf_font.descriptor for n in ("", "2", "3"))
        self.is_type3 = isinstance(pdf_font, PDFType3Font)
        self.is_vertical = pdf_font.is_vertical()
        self.has_unicode_map = getattr(pdf_font, "unicode_map", None) is not None
        """Whether it has a table from codes to Unicode; without one the meaning is guessed from encodings."""
        self.is_multibyte = pdf_font.is_multibyte()
        self.descent = pdf_font.get_descent()
        self.strings: dict[bytes, list[GlyphInfo]] = {}
        """Glyphs by string as written in the content stream."""
        self.cached_count = 0
        """Strings cached at all sizes together."""
        self._meaning = _meaning(pdf_font.fontname)
        self._glyphs: dict[int, GlyphInfo] = {}
        self._sizes: dict[tuple[float, float, float], SizedFont] = {}
        self.second_codes: set[int] = set()
        """Codes of letters that another code of the font stands for already, so that their shapes may be others."""
        self._letters: set[str] = set()

    def at_size(self, size: float, scaling: float, a: float) -> SizedFont:
        """Return the font at a size.

        Args:
            size: in text space.
            scaling: horizontal scale of the text (1 is normal).
            a: points on the page per unit along the line.
        """
        key = size, scaling, a
        sized = self._sizes.get(key)
        if sized is None:
            sized = SizedFont(self, size, scaling, a)
            if len(self._sizes) < _MOST_SIZES:
                self._sizes[key] = sized
        return sized

    def string_glyphs(self, text: bytes) -> list[GlyphInfo]:
        """Return the glyphs that a string draws."""
        known = self._glyphs
        return [known[code] if code in known else self.glyph(code) for code in self.pdf_font.decode(text)]

    def token_glyphs(self, token: bytes) -> list[GlyphInfo]:
        """Return the glyphs of a string as written in the content stream."""
        glyphs = self.strings.get(token)
        if glyphs is None:
            glyphs = self.string_glyphs(string_of(token))
            if len(token) < 40 and len(self.strings) < _MOST_CACHED:
                self.strings[token] = glyphs
        return glyphs

    def glyph(self, code: int) -> GlyphInfo:
        """Return the properties of a glyph."""
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
        certain = self.is_embedded or text.isascii()
        if text.isascii() and text.isalnum():
            if text in self._letters:
                self.second_codes.add(code)
            self._letters.add(text)
        self._glyphs[code] = code, text, self.pdf_font.char_width(code), certain, is_unknown
        return self._glyphs[code]


def _meaning(font_name: Any) -> str | None:
    """Return the text of every glyph of an icon or symbol font; None for other fonts."""
    if _ICON_FONT.search(font_name):
        return " "
    return "•" if _DINGBATS_FONT.search(font_name) else None


class SizedFont:
    """A font at a size.

    Args:
        font: the font.
        size: in text space.
        scaling: horizontal scale of the text.
        a: points on the page per unit along the line.
    """

    __slots__ = ("_a", "_font", "_scaling", "_singles", "_size")

    def __init__(self, font: CachedFont, size: float, scaling: float, a: float) -> None:
        self._font, self._size, self._scaling, self._a = font, size, scaling, a
        self._singles: dict[bytes, SingleGlyph] = {}

    def singles(self, tokens: list[bytes]) -> list[SingleGlyph | None]:
        """Return the glyph that each string draws; None if it is not cached yet or is not one plain glyph."""
        singles = list(map(self._singles.get, tokens))
        if None in singles:
            for token in {token for token, single in zip(tokens, singles, strict=True) if single is None}:
                self._cache(token)
            singles = list(map(self._singles.get, tokens))
        return singles

    def _cache(self, token: bytes) -> None:
        glyphs, font = self._font.strings.get(token, ()), self._font
        if len(glyphs) == 1 and font.cached_count < _MOST_CACHED:
            ((code, text, width, certain, is_unknown),) = glyphs
            advance = width * self._size * self._scaling
            if text and not is_unknown and self._a * advance >= 0 and code not in font.second_codes:
                font.cached_count += 1
                self._singles[token] = text, self._a * advance, certain, advance
