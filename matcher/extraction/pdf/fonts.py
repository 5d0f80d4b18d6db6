"""Fonts of a PDF with what was looked up in them: what their glyphs say and how wide they are, each asked once."""

from __future__ import annotations

import re
from typing import Any, Final

from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined

from matcher.extraction.pdf.lexer import string_of

__all__ = ["Face", "Known", "Single", "SizedFace"]

_MOST_KEPT: Final = 20_000
"""Different strings of one font that are kept with their glyphs, and as many at all its sizes together."""
_MOST_SIZES: Final = 500
"""Sizes of one font that are kept."""

_ICON_FONT = re.compile(
    r"awesome|icomoon|fontello|ionicons|material-?icons|glyphicons|academicons|entypo", re.IGNORECASE
)
_DINGBATS_FONT = re.compile(r"wingdings|webdings|dingbats", re.IGNORECASE)

Known = tuple[int, str, float, bool, bool]
"""Of a glyph: its code, what it says (empty when nothing is shown), its width, whether a painter is sure to have it,
and whether the font does not tell what it says."""

Single = tuple[str, float, bool, float]
"""Of a glyph at a size: what it says, its width on the page in points, whether a painter is sure to have it, and how
far the next one begins, in the text's own space."""


class Face:
    """A font with what was looked up in it."""

    def __init__(self, font: PDFFont) -> None:
        self.font = font
        self.is_embedded = any(f"FontFile{n}" in font.descriptor for n in ("", "2", "3"))
        self.is_drawing = isinstance(font, PDFType3Font)
        self.is_vertical = font.is_vertical()
        self.is_told = getattr(font, "unicode_map", None) is not None
        """Whether it has a table of what its codes mean, made for readers; else that is guessed from encodings."""
        self.is_multibyte = font.is_multibyte()
        self.descent = font.get_descent()
        self.strings: dict[bytes, list[Known]] = {}
        """By the string as it is written in the content stream."""
        self.kept = 0
        """Strings that are kept at the sizes, all together."""
        self._meaning = _meaning(font.fontname)
        self._glyphs: dict[int, Known] = {}
        self._sizes: dict[tuple[float, float, float], SizedFace] = {}

    def at(self, size: float, scaling: float, a: float) -> SizedFace:
        """The font at a size and a horizontal scale of the text (1 is the usual) and of its space on the page."""
        key = size, scaling, a
        found = self._sizes.get(key)
        if found is None:
            found = SizedFace(self, size, scaling, a)
            if len(self._sizes) < _MOST_SIZES:
                self._sizes[key] = found
        return found

    def glyphs_of(self, text: bytes) -> list[Known]:
        """The glyphs that a string draws."""
        known = self._glyphs
        return [known[code] if code in known else self.glyph(code) for code in self.font.decode(text)]

    def read(self, token: bytes) -> list[Known]:
        """The glyphs of a string as it is written in the content stream."""
        glyphs = self.strings.get(token)
        if glyphs is None:
            glyphs = self.glyphs_of(string_of(token))
            if len(token) < 40 and len(self.strings) < _MOST_KEPT:
                self.strings[token] = glyphs
        return glyphs

    def glyph(self, code: int) -> Known:
        """What is known of a glyph."""
        if code in self._glyphs:
            return self._glyphs[code]
        is_unknown = False
        try:
            text = self.font.to_unichr(code)
            if not isinstance(text, str):
                raise AssertionError(type(text))  # as pdfminer does
        except PDFUnicodeNotDefined:
            text, is_unknown = "", True
        text = text.replace("\0", "") if self._meaning is None else self._meaning
        self._glyphs[code] = code, text, self.font.char_width(code), self.is_embedded or text.isascii(), is_unknown
        return self._glyphs[code]


def _meaning(font: Any) -> str | None:
    """What all glyphs of a font say, whatever the font tells: icons and signs say no words."""
    if _ICON_FONT.search(font):
        return " "
    return "•" if _DINGBATS_FONT.search(font) else None


class SizedFace:
    """A font at a size.

    Args:
        face: the font.
        size: in the text's own space.
        scaling: of the text along its line.
        a: points on the page for each unit along the line.
    """

    __slots__ = ("_a", "_face", "_scaling", "_singles", "_size")

    def __init__(self, face: Face, size: float, scaling: float, a: float) -> None:
        self._face, self._size, self._scaling, self._a = face, size, scaling, a
        self._singles: dict[bytes, Single] = {}

    def singles(self, tokens: list[bytes]) -> list[Single | None]:
        """Of strings the glyph that each draws; None if it is not known yet, or is not one plain glyph."""
        found = list(map(self._singles.get, tokens))
        if None in found:
            for token in {token for token, single in zip(tokens, found, strict=True) if single is None}:
                self._note(token)
            found = list(map(self._singles.get, tokens))
        return found

    def _note(self, token: bytes) -> None:
        glyphs, face = self._face.strings.get(token, ()), self._face
        if len(glyphs) == 1 and face.kept < _MOST_KEPT:
            ((_, text, width, certain, is_unknown),) = glyphs
            advance = width * self._size * self._scaling
            if text and not is_unknown and self._a * advance >= 0:
                face.kept += 1
                self._singles[token] = text, self._a * advance, certain, advance
