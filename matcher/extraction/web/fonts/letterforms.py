"""Compare the letters of one font with what they stand for."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from matcher.extraction.likeness import LETTERS, resembles, shape_of
from matcher.extraction.web.fonts.drawing import Drawn, Pen
from matcher.extraction.web.fonts.programs import open_font
from matcher.extraction.web.fonts.substitutions import Substitutions, moves_letters, read_substitutions

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

__all__ = ["Letterforms", "open_letterforms"]

Ligature = tuple[tuple[str, ...], str]
"""Glyphs that are replaced together, and the one in their place."""

_COMPARED: Final = frozenset(LETTERS)
_SIZE: Final = 48.0
"""Pixels of the font size at which letters are compared, as large as the plain typefaces are painted."""

_AGREEING: Final = 0.5
"""Share of the letters of each word that must look like what they stand for.

Of 28 published fonts all but four letters do, those of handwriting aside. After changing it, run
``python -m benchmarks pages FOLDER`` on pages with fonts in them.
"""

_LOWEST: Final = 0.2
"""Height of a letter, in units of the font size, below which it is no letter."""
_HIGHEST: Final = 1.6
_FARTHEST: Final = 0.7
"""Distance by which the ink of a letter may reach out of its place, in units of the font size."""
_WIDEST: Final = 2.5
"""Most space that a letter may take: the dash “—” takes 1, a ligature for a word more."""

_ALIKE: Final = 0.6
"""Least likeness (cosine) of a ligature with its letters one after the other."""

_HINTED: Final = 0.3
"""Least likeness of a letter with itself fitted to pixels; of letters of 11 to 32 pixels one in a thousand has less."""

_MOST_LIGATURES: Final = 1000
_MOST_PLACES: Final = 12
"""Variations of a font that are looked at; fonts with three axes have up to eight."""

_OVER: Final = frozenset({"Mn", "Mc", "Me", "Sk", "Lm", "Cf", "Cc"})
"""Categories of signs that stand over or beside letters, which fonts move."""

_CHOOSERS: Final = re.compile("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef\u200c\u200d]")
"""Signs that ask for another shape of the letter before or around them."""
_NO_NAME: Final = re.compile(r"\W*(?:[aA]|[\d\W]+)\W*\Z")
"""Words that name nothing, and may look as they like."""
_WORD: Final = re.compile(r"\S+")


def open_letterforms(data: bytes, *, on_request: bool) -> Letterforms | None:
    """Return a font's letters; None if the font is not understood.

    Args:
        data: of the font.
        on_request: whether style sheets may ask for alternative letters.
    """
    opened = open_font(data)
    if opened is None:
        return None
    try:  # fontTools raises whatever its code meets in a damaged font
        return Letterforms(*opened, on_request=on_request)
    except Exception:
        return None


class Letterforms:
    """The letters of a font; each is looked at once.

    Args:
        font: its tables.
        program: the font as OpenType.
        on_request: whether style sheets may ask for alternative letters.

    Raises:
        ValueError: the font moves letters, or replaces them in ways that are not understood.
    """

    def __init__(self, font: TTFont, program: bytes, *, on_request: bool) -> None:
        self._cmap: dict[int, str] = font.getBestCmap() or {}
        self._number = font.getReverseGlyphMap()
        self._pen = Pen(program)
        substitutions = read_substitutions(font, on_request=on_request)
        if substitutions is None or len(substitutions.ligatures) > _MOST_LIGATURES:
            raise ValueError("substitutions that are not understood")
        self._substitutions: Substitutions = substitutions
        self._by_first: dict[str, list[Ligature]] = {}
        for parts, whole in substitutions.ligatures:
            self._by_first.setdefault(parts[0], []).append((parts, whole))
        letters = {self._cmap[ord(letter)] for letter in LETTERS if ord(letter) in self._cmap}
        others = {glyph for code, glyph in self._cmap.items() if unicodedata.category(chr(code)) not in _OVER}
        if moves_letters(font, substitutions.closure(letters), others, on_request=on_request) or not _is_level(font):
            raise ValueError("letters that are moved")
        self._glyphs: Any = font.get("glyf")
        self._has_functions = "fpgm" in font
        self._places = _variations(font)
        self._answers: dict[tuple[str, float], bool | None] = {}
        self._seen: dict[tuple[str, str], bool | None] = {}
        self._begun: dict[str, list[Ligature]] = {}
        self._true_ligatures: dict[Ligature, bool] = {}

    def shows(self, text: str, size: float) -> bool:
        """Return whether a text is shown as it is written.

        Args:
            text: in this font; characters that it lacks are shown in another.
            size: pixels of the font size.
        """
        if _CHOOSERS.search(text):
            return False
        agrees = {char: self._agrees(char, size) for char in set(text)}
        if None in agrees.values():
            return False
        for word in _WORD.findall(text):
            letters = [bool(agrees[char]) for char in word if char.isalnum()]
            if sum(letters) < _AGREEING * len(letters) and not _NO_NAME.match(word):
                return False
        return all(self._is_true_ligature(one) for one in self._ligatures(text))

    def _agrees(self, char: str, size: float) -> bool | None:
        """Return whether a character looks like what it is; None if it may not be seen, or not in its place."""
        if (char, size) not in self._answers:
            self._answers[char, size] = self._look(char, size)
        return self._answers[char, size]

    def _look(self, char: str, size: float) -> bool | None:
        glyph = self._cmap.get(ord(char))
        if glyph is None or char in "\n\r\t":
            return True
        plain = unicodedata.normalize("NFKC", char)
        answer = True
        # Fonts for programmers join signs such as "->" by leaving one out; letters are never left out.
        for other in self._substitutions.closure([glyph]) if char.isalnum() else [glyph]:
            if other in self._substitutions.lost or other not in self._number:
                return None
            if (plain, other) not in self._seen:
                self._seen[plain, other] = self._judge(plain, other)
            found = self._seen[plain, other]
            if found is None:
                return None
            answer = answer and found
            if unicodedata.category(char)[0] not in "ZC" and self._has_program(other):
                for place in self._places:
                    likeness = self._likeness_hinted(self._number[other], size, place)
                    if likeness is None:
                        return None
                    answer = answer and likeness >= _HINTED
        return answer

    def _judge(self, char: str, glyph: str) -> bool | None:
        answer = True
        for place in self._places:
            if place is not None:
                self._pen.vary(place)
            drawn = self._pen.draw(self._number[glyph], _SIZE)
            if drawn is None or not _is_in_place(char, drawn):
                return None
            if char in _COMPARED and not resembles(char, [shape_of(_framed(drawn))]):
                answer = False
        return answer

    def _has_program(self, glyph: str) -> bool:
        """Return whether a letter has a program that fits it to pixels, and may do anything with it."""
        if self._glyphs is None:
            return False
        if self._has_functions:
            return True
        stack = [glyph]
        for _ in range(20):
            one = self._glyphs[stack.pop()]
            if getattr(one, "program", None) is not None and one.program.getBytecode():
                return True
            stack += [part.glyphName for part in one.components] if one.isComposite() else []
            if not stack:
                return False
        return True

    def _likeness_hinted(self, number: int, size: float, place: tuple[float, ...] | None) -> float | None:
        """Return how like a letter is to itself when its own program has fitted it to pixels; None if it is lost."""
        if place is not None:
            self._pen.vary(place)
        plain, hinted = self._pen.draw(number, size), self._pen.draw(number, size, hinted=True)
        if plain is None or hinted is None or not hinted.pixels.any():
            return None
        small = 1.5 / size
        if (
            hinted.height < 0.6 * plain.height - small or hinted.width < 0.6 * plain.width - small
            or hinted.height > 1.5 * plain.height + 2 * small or hinted.width > 1.5 * plain.width + 2 * small
            or abs(hinted.top - plain.top) > 0.2 + small or abs(hinted.left - plain.left) > 0.2 + small
            or abs(hinted.advance - plain.advance) > 0.2 + small or hinted.pixels.sum() < 0.5 * plain.pixels.sum()
        ):  # fmt: skip
            return None
        if min(plain.pixels.shape) < 5:
            return 1.0
        return float(shape_of(_framed(hinted)) @ shape_of(_framed(plain)))

    def _ligatures(self, text: str) -> list[Ligature]:
        """Return the ligatures that may replace letters of a text."""
        if not self._by_first:
            return []
        found: dict[Ligature, None] = {}
        for place, char in enumerate(text):
            for one in self._begun[char] if char in self._begun else self._begin(char):
                row = text[place : place + len(one[0])]
                if len(row) == len(one[0]) and all(
                    wanted in self._may_be(there) for wanted, there in zip(one[0], row, strict=True)
                ):
                    found[one] = None
        return list(found)

    def _begin(self, char: str) -> list[Ligature]:
        """Return the ligatures that may begin with a character."""
        self._begun[char] = [one for glyph in self._may_be(char) for one in self._by_first.get(glyph, ())]
        return self._begun[char]

    def _may_be(self, char: str) -> set[str]:
        glyph = self._cmap.get(ord(char))
        return self._substitutions.closure([glyph]) if glyph is not None else set()

    def _is_true_ligature(self, one: Ligature) -> bool:
        if one not in self._true_ligatures:
            parts, whole = one
            self._true_ligatures[one] = all(self._looks_like(parts, whole, place) for place in self._places)
        return self._true_ligatures[one]

    def _looks_like(self, parts: tuple[str, ...], whole: str, place: tuple[float, ...] | None) -> bool:
        """Return whether a ligature looks like its letters one after the other."""
        if place is not None:
            self._pen.vary(place)
        drawn = [self._pen.draw(self._number[name], _SIZE) for name in (*parts, whole)]
        if None in drawn:
            return False
        *letters, one = [each for each in drawn if each is not None]
        canvas = np.zeros((int(4 * _SIZE), int((_WIDEST * len(letters) + 2) * _SIZE)), np.uint8)
        start = 1.0
        for letter in letters:
            top = int((2 - letter.top) * _SIZE)
            left = int((start + letter.left) * _SIZE)
            rows, columns = letter.pixels.shape
            part = canvas[top : top + rows, left : left + columns]
            if top < 0 or left < 0 or part.shape != letter.pixels.shape:
                return False
            np.maximum(part, letter.pixels, out=part)
            start += letter.advance
        if not one.pixels.any() or abs(one.advance - (start - 1.0)) > 0.35 * (start - 1.0):
            return False
        return float(shape_of(canvas) @ shape_of(_framed(one))) >= _ALIKE


def _framed(drawn: Drawn) -> Any:
    """Return a drawn letter with empty rows around it, from which its ground is known."""
    return np.pad(drawn.pixels, 1)


def _is_in_place(char: str, drawn: Drawn) -> bool:
    """Return whether a drawn character has ink where its kind has it, and takes the space of one."""
    kind = unicodedata.category(char[:1])
    if not -0.01 <= drawn.advance <= _WIDEST:
        return False
    if kind[0] in "ZC":
        return not drawn.pixels.any()
    if not drawn.pixels.any():
        return False
    right = drawn.left + drawn.width
    if drawn.left < -_FARTHEST or right > drawn.advance + _FARTHEST or drawn.top > _HIGHEST:
        return False
    if drawn.top - drawn.height < -_FARTHEST - 0.4:
        return False
    if kind[0] not in "LN":
        return True
    return (
        _LOWEST <= drawn.height <= _HIGHEST and drawn.top >= 0.1 and drawn.advance >= 0.4 * drawn.width
    )  # fmt: skip


def _is_level(font: TTFont) -> bool:
    """Return whether lines of a font are as high as lines are."""
    tables: Any = font
    unit = tables["head"].unitsPerEm
    heights = [(tables["hhea"].ascent, -tables["hhea"].descent, tables["hhea"].lineGap)]
    if "OS/2" in font:
        other = tables["OS/2"]
        heights.append((other.sTypoAscender, -other.sTypoDescender, other.sTypoLineGap))
        heights.append((other.usWinAscent, other.usWinDescent, 0))
    # Some fonts leave one of the sets empty; browsers then take another.
    return all(
        (up == down == 0) or (0.4 <= up / unit <= 2.5 and -0.1 <= down / unit <= 1.5 and -0.1 <= gap / unit <= 1.5)
        for up, down, gap in heights
    )


def _variations(font: TTFont) -> list[tuple[float, ...] | None]:
    """Return the variations of a font's letters between which the others lie: the first is the font as it is.

    Raises:
        ValueError: there are too many.
    """
    if "fvar" not in font:
        return [None]
    tables: Any = font
    axes = [axis.axisTag for axis in tables["fvar"].axes]
    places: dict[tuple[float, ...], None] = {(0.0,) * len(axes): None}
    cmap = font.getBestCmap() or {}
    for letter in LETTERS:
        for variation in tables["gvar"].variations.get(cmap.get(ord(letter), ""), []) if "gvar" in font else []:
            places[tuple(variation.axes.get(axis, (0, 0, 0))[1] for axis in axes)] = None
    for name in ("HVAR", "MVAR"):
        regions = tables[name].table.VarStore.VarRegionList.Region if name in font else ()
        for region in regions:
            places[tuple(axis.PeakCoord for axis in region.VarRegionAxis)] = None
    if "MVAR" in font and _largest_change(tables["MVAR"].table.VarStore) > 0.3 * tables["head"].unitsPerEm:
        raise ValueError("lines that are moved")
    if len(places) > _MOST_PLACES:
        raise ValueError("more variations than are looked at")
    return list(places)


def _largest_change(store: Any) -> float:
    return max((abs(change) for data in store.VarData for item in data.Item for change in item), default=0.0)
