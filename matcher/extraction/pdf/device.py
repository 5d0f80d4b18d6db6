"""Collect a page's glyphs in drawing order, and the shapes that may cover them.

The glyphs are placed as pdfminer.six places them (``LTChar``), with the same arithmetic, so that boxes are identical to
the last bit. Upright text is placed here directly, with each glyph's properties looked up once per font; rotated and
vertical text, which is rare, is placed by pdfminer itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import accumulate, repeat
from operator import add
from typing import Any, Final, NamedTuple

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import apply_matrix_pt, translate_matrix

from matcher.extraction.layout.glyphs import Glyph, OrientedGlyph
from matcher.extraction.pdf.checks.work import MOST_LETTERS, MOST_PAGE_LETTERS, too_much_work
from matcher.extraction.pdf.content_lexer import string_of
from matcher.extraction.pdf.fonts import CachedFont, SingleGlyph, SizedFont
from matcher.extraction.pdf.visibility import Cover, DrawnGlyph

__all__ = ["MOST_SEGMENTS", "GlyphDevice", "TextStyle"]

MOST_SEGMENTS: Final = 10
"""Most segments of a rectangle; longer paths are ignored."""

_MOST_COVERS: Final = 5000
_FARTHEST: Final = 1e6
_Columns = tuple[Sequence[str], list[float], list[float], Sequence[bool]]
"""Columns of glyphs: texts, starts and ends along the line, and whether PDFium is sure to draw them."""


class TextStyle(NamedTuple):
    """Properties shared by strings that are drawn one after the other with only moves between them."""

    font: CachedFont
    graphics: Any
    linear: tuple[float, float, float, float]
    """Linear part of the transformation from text space to the page."""
    ctm: tuple[float, float, float, float, float, float]
    is_upright: bool
    is_horizontal: bool
    """Whether a move along the line is parallel to the page's lower edge and no word spacing applies."""
    size: float
    scaling: float
    rise: float
    spaces: tuple[float, float]
    """Extra width after each letter, and after each space."""
    unit: float
    """Width of a thousandth in an array of strings."""
    sized: SizedFont
    low: float
    """Distance from the baseline to the glyphs' lower edge, in points."""
    high: float
    mode: int
    colour: tuple[int, int, int] | None


class GlyphDevice(PDFLayoutAnalyzer):
    """Collects glyphs with the properties that decide whether they are visible; counts glyphs of unknown meaning."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources, laparams=None)
        self.unknown_glyphs = 0
        self.has_unicode_maps = True
        """Whether all fonts of the current page map their codes to Unicode."""
        self.glyphs: list[OrientedGlyph] = []
        """The glyphs of the current page."""
        self.drawn: list[DrawnGlyph] = []
        """The same glyphs as the file draws them."""
        self.covers: list[Cover] = []
        self.string_orders: list[int] = []
        """Order of each operation that draws a string, whatever it shows."""
        self.string_keys: list[object] = []
        """For each of them an object that it shares with those that draw the same glyph of the same font."""
        self.string_fonts: list[int] = []
        """For each of them a number that identifies its font in the file."""
        self._order = self._letters = 0
        self._fonts: dict[int, CachedFont] = {}
        self._colours: dict[Any, tuple[int, int, int] | None] = {}
        self._ltchar_style: tuple[int, tuple[int, int, int] | None, CachedFont] | None = None

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        """Forget the previous page."""
        self.has_unicode_maps = True
        self._letters += len(self.drawn)
        self.glyphs, self.drawn, self.covers = [], [], []
        self.string_orders, self.string_keys, self.string_fonts = [], [], []
        # A page that failed may have left graphics states behind.
        self._stack.clear()
        super().begin_page(page, ctm)

    def count_type3(self) -> int:
        """Return the number of the page's glyphs in fonts that draw each letter by operations."""
        has_type3 = any(font.is_type3 for font in self._fonts.values())
        return sum(glyph.is_type3 for glyph in self.drawn) if has_type3 else 0

    def style(self, state: Any, graphics: Any) -> TextStyle:
        """Return the style of text until an operation changes it."""
        pdf_font = state.font
        font = self._fonts.get(id(pdf_font))
        if font is None:
            font = self._fonts[id(pdf_font)] = CachedFont(pdf_font)
        self.has_unicode_maps = self.has_unicode_maps and font.has_unicode_map
        colour = graphics.ncolor
        key = (getattr(graphics.ncs, "name", ""), tuple(colour) if isinstance(colour, list) else colour)
        if key not in self._colours:
            self._colours[key] = _rgb(*key)
        a1, b1, c1, d1, _, _ = state.matrix
        a0, b0, c0, d0, e0, f0 = self.ctm
        a, b, c, d = a0 * a1 + c0 * b1, b0 * a1 + d0 * b1, a0 * c1 + c0 * d1, b0 * c1 + d0 * d1
        size, rise = state.fontsize, state.rise
        scaling = state.scaling * 0.01
        spaces = state.charspace * scaling, 0 if font.is_multibyte else state.wordspace * scaling
        low = font.descent * size + rise
        is_upright = b == c == 0 and a > 0 and d != 0
        is_horizontal = (
            is_upright and b0 == c0 == b1 == c1 == 0 and max(abs(a0), abs(a1), abs(e0)) <= _FARTHEST and not spaces[1]
        )
        style = (
            font, graphics, (a, b, c, d), (a0, b0, c0, d0, e0, f0), is_upright, is_horizontal,
            size, scaling, rise, spaces, 0.001 * size * scaling, font.at_size(size, scaling, a),
            d * low, d * (low + size), state.render, self._colours[key],
        )  # fmt: skip
        return tuple.__new__(TextStyle, style)

    def show_token(self, style: TextStyle, state: Any, token: bytes) -> None:
        """Draw a string as written in the content stream."""
        font = style.font
        if font.is_vertical:
            self.render_string(state, [string_of(token)], style.graphics.ncs, style.graphics)
        else:
            self._show(style, state, [font.strings.get(token) or font.token_glyphs(token)])

    def show_array(self, style: TextStyle, state: Any, elements: list[tuple[bytes, bytes]]) -> None:
        """Draw strings with spacing between them."""
        font = style.font
        if font.is_vertical:
            sequence = [float(spacing) if spacing else string_of(token) for token, spacing in elements]
            self.render_string(state, sequence, style.graphics.ncs, style.graphics)
        else:
            strings = font.strings
            pieces = [
                float(spacing) if spacing else strings.get(token) or font.token_glyphs(token)
                for token, spacing in elements
            ]
            self._show(style, state, pieces)

    def show_single_glyphs(self, style: TextStyle, state: Any, moves: list[float], singles: list[SingleGlyph]) -> bool:
        """Draw glyphs, each after a move along the line; draw nothing and return False if they need the general method.

        Args:
            style: of all of them.
            state: text state; it is moved to the last glyph.
            moves: in text space.
            singles: at least one.
        """
        if not style.is_horizontal or self._has_too_many():
            return False
        texts, widths, certain, advances = zip(*singles, strict=True)
        a1, b1, c1, d1, e1, f1 = state.matrix
        a0, _, _, d0, e0, f0 = style.ctm
        _, *positions = accumulate([x * a1 for x in moves], initial=e1)
        x0s = [a0 * e + e0 + 0.0 for e in positions]
        orders = range(self._order + 1, self._order + 1 + len(texts))
        if not self._add(style, d0 * f1 + f0, (texts, x0s, list(map(add, widths, x0s)), certain), orders):
            return False
        self._order += len(texts)
        self.string_orders += orders
        self.string_keys += singles
        self.string_fonts += [id(style.font)] * len(singles)
        state.matrix = a1, b1, c1, d1, positions[-1], f1
        state.linematrix = advances[-1], 0
        return True

    def _add(self, style: TextStyle, baseline: float, columns: _Columns, orders: Iterable[int]) -> bool:
        """Add upright glyphs on one baseline; add none and return False if any has an unusable box."""
        texts, x0s, x1s, certain = columns
        y0, y1 = style.low + baseline, style.high + baseline
        if y1 < y0:
            y0, y1 = y1, y0
        height = y1 - y0
        if not (height > 0 and y0 >= -_FARTHEST and y1 <= _FARTHEST):
            return False
        if not (min(x0s) >= -_FARTHEST and max(x1s) <= _FARTHEST):
            return False
        new = tuple.__new__
        glyphs = map(new, repeat(Glyph), zip(texts, x0s, x1s, repeat(baseline), repeat(height)))
        self.glyphs += map(new, repeat(OrientedGlyph), zip(glyphs, repeat(0)))
        boxes = zip(x0s, repeat(y0), x1s, repeat(y1))
        self.drawn += map(
            new, repeat(DrawnGlyph),
            zip(texts, boxes, repeat(height), orders, repeat(style.mode), repeat(style.colour), certain,
                repeat(style.font.is_type3), repeat(0)),
        )  # fmt: skip
        return True

    def _has_too_many(self) -> bool:
        return len(self.drawn) > MOST_PAGE_LETTERS or self._letters + len(self.drawn) > MOST_LETTERS

    def _add_string(self, font: CachedFont, has_string: bool, pieces: Iterable[Any] = ()) -> None:
        """Begin an operation that draws a string; PDFium knows no object for an array without any."""
        self._order += 1
        if self._has_too_many():
            raise too_much_work()
        if has_string:
            self.string_orders.append(self._order)
            self.string_keys.append(object())
            second = font.second_codes
            # A second shape of a letter belongs to another font, as it were: numbers of objects are even.
            has_second = bool(second) and any(
                glyph[0] in second for piece in pieces if piece.__class__ is list for glyph in piece
            )
            self.string_fonts.append(id(font) + has_second)

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Draw strings that pdfminer's interpreter read."""
        style = self.style(textstate, graphicstate)
        font = style.font
        if font.is_vertical:
            self._add_string(font, any(not isinstance(item, (int, float)) for item in seq))
            self._ltchar_style = style.mode, style.colour, font
            super().render_string(textstate, seq, ncs, graphicstate)
            return
        pieces: list[Any] = []
        for item in seq:
            if isinstance(item, (int, float)):
                pieces.append(item)
            elif isinstance(item, bytes):
                pieces.append(font.string_glyphs(item))
        self._show(style, textstate, pieces)

    def _show(self, style: TextStyle, state: Any, pieces: list[Any]) -> None:
        """Draw strings, given as lists of their glyphs, with numbers for the spacing between them."""
        (
            font, graphics, (a, b, c, d), (a0, b0, c0, d0, e0, f0), is_upright, _, size, scaling, rise,
            (space, word_space), unit, _, low, high, mode, colour,
        ) = style  # fmt: skip
        self._add_string(font, any(piece.__class__ is list for piece in pieces), pieces)
        _, _, _, _, e1, f1 = state.matrix
        e, f = a0 * e1 + c0 * f1 + e0, b0 * e1 + d0 * f1 + f0
        x, y = state.linematrix
        if not is_upright:
            self._ltchar_style = mode, colour, font
        up = y * d
        y0, y1 = low + (up + f), high + (up + f)
        if y1 < y0:
            y0, y1 = y1, y0
        height = y1 - y0
        fits = y0 >= -_FARTHEST and y1 <= _FARTHEST
        new, order, oriented, drawn, is_type3 = tuple.__new__, self._order, self.glyphs, self.drawn, font.is_type3
        is_spaced = False
        for piece in pieces:
            if piece.__class__ is not list:
                x -= piece * unit
                is_spaced = True
                continue
            for code, text, width, certain, is_unknown in piece:
                if is_spaced:
                    x += space
                if is_unknown:
                    self.unknown_glyphs += 1
                advance = width * size * scaling
                if is_upright:
                    x0 = x * a + y * c + e + 0.0
                    x1 = a * advance + x0
                    baseline = up + f
                    if x1 < x0:
                        x0, x1 = x1, x0
                    if text and fits and x0 >= -_FARTHEST and x1 <= _FARTHEST and (points := height or x1 - x0) > 0:
                        oriented.append(new(OrientedGlyph, (new(Glyph, (text, x0, x1, baseline, points)), 0)))
                        drawn.append(
                            new(DrawnGlyph, (text, (x0, y0, x1, y1), points, order, mode, colour, certain, is_type3, 0))
                        )
                else:
                    matrix = translate_matrix((a, b, c, d, e, f), (x, y))
                    self._place(
                        LTChar(matrix, font.pdf_font, size, scaling, rise, text, width, 0, graphics.ncs, graphics), text
                    )
                x += advance
                if code == 32 and word_space:
                    x += word_space
                is_spaced = True
        state.linematrix = (x, y)

    def render_char(self, matrix: Any, pdf_font: Any, *arguments: Any) -> float:
        """Draw a glyph of vertical text."""
        size, scaling, rise, code, spaces, graphics = arguments
        font = self._fonts[id(pdf_font)]
        _, text, width, _, is_unknown = font.glyph(code)
        self.unknown_glyphs += is_unknown
        char = LTChar(matrix, pdf_font, size, scaling, rise, text, width, pdf_font.char_disp(code), spaces, graphics)
        self._place(char, text)
        return char.adv

    def _place(self, char: LTChar, text: str) -> None:
        """Add a glyph that pdfminer placed."""
        glyph = _orient(char, text)
        if glyph is not None and self._ltchar_style is not None:
            mode, colour, font = self._ltchar_style
            self.glyphs.append(glyph)
            certain = font.is_embedded or text.isascii()
            self.drawn.append(
                DrawnGlyph(
                    text, char.bbox, glyph.glyph.size, self._order, mode, colour, certain, font.is_type3, glyph.angle
                )
            )

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:  # noqa: ARG002
        """Record a filled rectangle, which may hide text under it."""
        if not fill or not 4 <= len(path) <= MOST_SEGMENTS:
            return
        points = [apply_matrix_pt(self.ctm, step[i : i + 2]) for step in path for i in range(1, len(step) - 1, 2)]
        self._cover(points, is_picture=False)

    def render_image(self, name: str, stream: Any) -> None:  # noqa: ARG002
        """Record an image, which may hide text under it."""
        x0, y0, x1, y1 = self.cur_item.bbox
        self._cover([(x0, y0), (x1, y1)], is_picture=True)

    def _cover(self, points: list[tuple[float, float]], *, is_picture: bool) -> None:
        if not points or len(self.covers) >= _MOST_COVERS:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if max(xs) - min(xs) >= 4 and max(ys) - min(ys) >= 4:
            self._order += 1
            self.covers.append(Cover((min(xs), min(ys), max(xs), max(ys)), self._order, is_picture))


_COMPONENTS: Final = {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3, "DeviceCMYK": 4, "ICCBased": 0}


def _rgb(space: str, colour: Any) -> tuple[int, int, int] | None:
    """Return red, green and blue, 0 to 255; None for spot colours, patterns and other spaces without plain numbers."""
    count = _COMPONENTS.get(space)
    parts = colour if isinstance(colour, (tuple, list)) else (colour,)
    if count is None or (count and len(parts) != count) or not all(isinstance(p, (int, float)) for p in parts):
        return None
    values = [min(max(float(part), 0.0), 1.0) for part in parts]
    if len(values) == 1:
        values *= 3
    elif len(values) == 4:
        values = [(1 - ink) * (1 - values[3]) for ink in values[:3]]
    return (round(255 * values[0]), round(255 * values[1]), round(255 * values[2])) if len(values) == 3 else None


def _orient(char: LTChar, text: str) -> OrientedGlyph | None:
    """Return the glyph in coordinates in which its line runs from left to right."""
    a, b, _, _, x, y = char.matrix
    if not text or not all(map(math.isfinite, (a, b, *char.bbox))) or max(map(abs, char.bbox)) > _FARTHEST:
        return None
    angle = round(math.degrees(math.atan2(b, a)) / 5) * 5 % 360 if a or b else 0
    if angle == 0:
        size = char.size or char.width
        return OrientedGlyph(Glyph(text, char.x0, char.x1, y, size), 0) if size > 0 else None
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    start = x * cosine + y * sine
    length = abs(char.adv) * math.hypot(a, b)
    size = (char.width if angle in {90, 270} else char.height) or length
    return OrientedGlyph(Glyph(text, start, start + length, y * cosine - x * sine, size), angle) if size > 0 else None
