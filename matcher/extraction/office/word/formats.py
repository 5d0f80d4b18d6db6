"""Read the properties of runs and paragraphs of a DOCX that decide whether text is visible (ECMA-376 part 1, 17.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from matcher.extraction.colours import BLACK, WHITE, Colour, from_hex, mixed
from matcher.extraction.office.legibility import has_symbols
from matcher.extraction.office.word.names import (
    ALL_PROPERTIES,
    UNKNOWN,
    child,
    drawing_value,
    is_on,
    name_of,
    number,
    value,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "NOT_UNDERSTOOD",
    "Changes",
    "ParagraphFormat",
    "RunFormat",
    "drawing_colour",
    "paragraph_changes",
    "run_changes",
    "shading",
]

Changes = dict[str, Any]
"""Values of properties by the names of the fields that they replace."""

_HIGHLIGHTS: Final = {
    "black": (0, 0, 0), "blue": (0, 0, 255), "cyan": (0, 255, 255), "green": (0, 255, 0), "magenta": (255, 0, 255),
    "red": (255, 0, 0), "yellow": (255, 255, 0), "white": WHITE, "darkBlue": (0, 0, 128), "darkCyan": (0, 128, 128),
    "darkGreen": (0, 128, 0), "darkMagenta": (128, 0, 128), "darkRed": (128, 0, 0), "darkYellow": (128, 128, 0),
    "darkGray": (128, 128, 128), "lightGray": (192, 192, 192),
}  # fmt: skip
NOT_UNDERSTOOD: Final = "formatted in a way that is not known"
_CLEAR: Final = 0.85
"""Transparency from which letters are too pale; a text of black at 0.85 is #D9D9D9."""


@dataclass(frozen=True, slots=True)
class RunFormat:
    """Hold the formatting that decides whether the letters of a run are visible."""

    vanish: bool = False
    always_hidden: bool = False
    colour: Colour | None = None
    """None: the program picks one that contrasts."""
    is_coloured: bool = False
    """Whether any style names a colour; a shape's own colour of text applies otherwise."""
    shade: Colour | None = None
    """Shading behind the letters; None: transparent."""
    highlight: Colour | None = None
    """What a marker painted over the shading; None: nothing."""
    points: float = 10.0
    scale: float = 100.0
    """Width of the letters in per cent."""
    spacing: float = 0.0
    """Points added to the width of each letter."""
    transparent: bool = False
    fill: Colour | None = None
    """Colour of the letters' surface by DrawingML, which replaces ``colour``."""
    outline: Colour | None = None
    """Colour of the letters' edges; None: they have no outline."""
    raised: float = 0.0
    """Points above the line, below it when negative."""
    symbols: bool = False
    """Whether the font draws symbols for Latin letters."""
    complex_symbols: bool = False
    """Whether the font of complex scripts does."""
    font: str = ""
    complex_font: str = ""
    fitted: float | None = None
    """Width in points into which the whole run is pressed."""
    complex_points: float = 10.0
    """Size of complex scripts, which ``is_complex`` applies to Latin letters, too."""
    is_complex: bool = False
    share: float = 1.0
    """Share of the font size at which letters are drawn, as indexes are."""
    unknown: str = ""

    @property
    def background(self) -> Colour | None:
        """The colour behind the letters; None: transparent."""
        return self.highlight or self.shade

    @property
    def typeface(self) -> str:
        """The name of the font of Latin letters."""
        return self.complex_font if self.is_complex else self.font

    @property
    def draws_symbols(self) -> bool:
        """Whether Latin letters are drawn as symbols."""
        return self.complex_symbols if self.is_complex else self.symbols

    @property
    def size(self) -> float:
        """Size of the letters in points."""
        return min(self.points, self.complex_points) if self.is_complex else self.points

    def after(self, changes: Changes) -> RunFormat:
        """Return the format after some changes."""
        return replace(self, **changes) if changes else self


def run_changes(properties: _Element | None) -> Changes:
    """Return what run properties (``w:rPr``) change."""
    changes: Changes = {}
    for element in properties if properties is not None else ():
        name = name_of(element)
        reader = _RUN.get(name)
        if reader is not None:
            reader(element, changes)
        elif not (name in ALL_PROPERTIES or name[:4] == "w14:" or name in {"", UNKNOWN}):
            changes["unknown"] = NOT_UNDERSTOOD
    return changes


def _set_switch(field_name: str) -> Callable[[_Element, Changes], None]:
    def read(element: _Element, changes: Changes) -> None:
        changes[field_name] = is_on(element)

    return read


def _set_number(field_name: str, divisor: float) -> Callable[[_Element, Changes], None]:
    def read(element: _Element, changes: Changes) -> None:
        if (twips := number(value(element))) is not None:
            is_measure = value(element).strip()[-1:].isalpha()
            changes[field_name] = twips / (20.0 if is_measure else divisor)

    return read


def _set_colour(element: _Element, changes: Changes) -> None:
    changes["colour"] = from_hex(value(element))
    changes["is_coloured"] = True
    changes["fill"] = None


def _set_background(element: _Element, changes: Changes) -> None:
    if (colour := shading(element)) is not None:
        changes["shade"] = colour


def _set_highlight(element: _Element, changes: Changes) -> None:
    changes["highlight"] = _HIGHLIGHTS.get(value(element))


def _set_font(element: _Element, changes: Changes) -> None:
    names = [value(element, name) for name in ("ascii", "hAnsi")]
    if any(names):
        changes["font"] = names[0] or names[1]
        changes["symbols"] = any(map(has_symbols, names))
    elif value(element, "asciiTheme") or value(element, "hAnsiTheme"):
        changes["symbols"] = False
    if name := value(element, "cs"):
        changes["complex_font"] = name
        changes["complex_symbols"] = has_symbols(name)
    elif value(element, "cstheme"):
        changes["complex_symbols"] = False


def _set_fill(element: _Element, changes: Changes) -> None:
    colours, clear = _paint(element)
    if child(element, "w14:noFill") is not None or clear >= _CLEAR:
        changes["transparent"] = True
    elif colours:
        changes.update(transparent=False, fill=_average(colours))
    else:
        changes["unknown"] = NOT_UNDERSTOOD


def _set_outline(element: _Element, changes: Changes) -> None:
    colours, clear = _paint(element)
    hidden = child(element, "w14:noFill") is not None or clear >= _CLEAR or not colours
    changes["outline"] = None if hidden else _average(colours)


def _set_place(element: _Element, changes: Changes) -> None:
    changes["share"] = 0.65 if value(element) in {"superscript", "subscript"} else 1.0


def _set_layout(element: _Element, changes: Changes) -> None:
    if value(element, "combine") not in {"", "0", "false", "off"}:
        changes["share"] = 0.5


_RUN: Final[dict[str, Callable[[_Element, Changes], None]]] = {
    "w:vanish": _set_switch("vanish"), "w:specVanish": _set_switch("always_hidden"), "w:color": _set_colour,
    "w:sz": _set_number("points", 2), "w:szCs": _set_number("complex_points", 2), "w:cs": _set_switch("is_complex"),
    "w:rtl": _set_switch("is_complex"), "w:w": _set_number("scale", 1), "w:spacing": _set_number("spacing", 20),
    "w:shd": _set_background, "w:highlight": _set_highlight, "w:position": _set_number("raised", 2),
    "w:rFonts": _set_font, "w:fitText": _set_number("fitted", 20), "w:vertAlign": _set_place,
    "w:eastAsianLayout": _set_layout, "w14:textFill": _set_fill, "w14:textOutline": _set_outline,
}  # fmt: skip


def _paint(element: _Element) -> tuple[list[Colour], float]:
    """Return the colours of a fill by Word 2010, and the least transparency among them."""
    colours: list[Colour] = []
    clear: list[float] = []
    for part in element.iter():
        if name_of(part) in {"w14:srgbClr", "w14:sysClr", "a:srgbClr", "a:sysClr"}:
            colour = from_hex(drawing_value(part, "val")) or from_hex(drawing_value(part, "lastClr"))
            alpha = next((a for a in part if name_of(a) in {"w14:alpha", "a:alpha"}), None)
            share = (number(drawing_value(alpha, "val")) or 0.0) / 100_000 if alpha is not None else 0.0
            # Word writes how transparent a colour is, DrawingML how opaque.
            clear.append(share if alpha is None or name_of(alpha) == "w14:alpha" else 1 - share)
            if colour is not None:
                colours.append(colour)
    return colours, min(clear, default=0.0)


def _average(colours: list[Colour]) -> Colour:
    count = len(colours)
    red, green, blue = (round(sum(colour[i] for colour in colours) / count) for i in range(3))
    return red, green, blue


def shading(element: _Element | None) -> Colour | None:
    """Return the colour of a shading (17.18.78): of its background, of its pattern, or a mixture of both."""
    if element is None:
        return None
    pattern = value(element)
    background, ink = from_hex(value(element, "fill")), from_hex(value(element, "color"))
    if pattern in {"clear", "nil", ""}:
        return background
    share = 1.0 if pattern == "solid" else 0.25 if pattern.startswith("thin") else 0.5
    if pattern.startswith("pct") and pattern[3:].isdecimal():
        share = min(100, int(pattern[3:])) / 100
    return mixed(ink or BLACK, background or WHITE, share)


def drawing_colour(filling: _Element, paper: Colour | None = WHITE) -> Colour | None:
    """Return the colour of a fill by DrawingML; None when it is unknown.

    Args:
        filling: the element around the colours; of several, as in a gradient, the average is returned.
        paper: what is behind a fill that is not opaque.
    """
    colours: list[Colour] = []
    for element in filling.iter():
        if name_of(element) not in {"a:srgbClr", "a:sysClr"}:
            continue
        colour = from_hex(drawing_value(element, "val")) or from_hex(drawing_value(element, "lastClr"))
        alpha = next((a for a in element if name_of(a) == "a:alpha"), None)
        if colour is None or (alpha is not None and paper is None):
            return None
        share = (number(drawing_value(alpha, "val")) or 0.0) / 100_000 if alpha is not None else 1.0
        colours.append(mixed(colour, paper or WHITE, min(1.0, max(0.0, share))))
    return _average(colours) if colours else None


def paragraph_changes(properties: _Element | None) -> Changes:
    """Return what paragraph properties (``w:pPr``) change: see :class:`ParagraphFormat` for the names."""
    changes: Changes = {}
    for element in properties if properties is not None else ():
        name = name_of(element)
        if name == "w:spacing":
            for key, twips in (("line", number(value(element, "line"))), ("before", number(value(element, "before"))),
                               ("after", number(value(element, "after")))):  # fmt: skip
                if twips is not None:
                    changes[key] = twips / 20
            if rule := value(element, "lineRule"):
                changes["rule"] = rule
        elif name == "w:ind":
            changes.update(_indents(element))
        elif name == "w:shd":
            changes["shade"] = shading(element)
        elif name == "w:jc":
            changes["align"] = {"center": "center", "right": "right", "end": "right"}.get(value(element), "left")
        elif name == "w:framePr":
            changes["frame"] = element
        elif name == "w:tabs":
            stops = (number(value(stop, "pos")) for stop in element if value(stop) not in {"clear", "bar"})
            changes["tabs"] = tuple(twips / 20 for twips in stops if twips is not None)
        elif name == "w:numPr":
            for key, part in (("number", "w:numId"), ("level", "w:ilvl")):
                if (found := child(element, part)) is not None:
                    changes[key] = value(found)
        elif name == "w:outlineLvl":
            changes["outline"] = value(element)
        elif name == "w15:collapsed":
            changes["collapsed"] = is_on(element)
        elif not (name in ALL_PROPERTIES or name[:2] in {"w1", ""} or name == UNKNOWN):
            changes["unknown"] = NOT_UNDERSTOOD
    return changes


_SIDES: Final = {"left": "left", "start": "left", "right": "right", "end": "right"}
_LETTERS: Final = 2.1
"""Twips in a hundredth of a letter, the unit of ``leftChars``: of a font of 10.5 points."""


def _indents(element: _Element) -> Changes:
    changes: Changes = {}
    for side, key in _SIDES.items():
        if (twips := number(value(element, side))) is not None:
            changes[key] = twips / 20
        if letters := number(value(element, f"{side}Chars")):
            changes[key] = letters * _LETTERS / 20
    for side, sign in (("firstLine", 1), ("hanging", -1)):
        if (twips := number(value(element, side))) is not None:
            changes["first"] = sign * twips / 20
        if letters := number(value(element, f"{side}Chars")):
            changes["first"] = sign * letters * _LETTERS / 20
    return changes


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """Hold the formatting of a paragraph, in points."""

    line: float = 12.0
    rule: str = "auto"
    before: float = 0.0
    after: float = 0.0
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    align: str = "left"
    shade: Colour | None = None
    frame: Any = None
    tabs: tuple[float, ...] = ()
    """Stops of its own, from the edge of the column."""
    number: str = ""
    level: str = "0"
    outline: str = ""
    collapsed: bool = False
    unknown: str = ""

    def after_changes(self, changes: Changes) -> ParagraphFormat:
        """Return the format after some changes."""
        return replace(self, **changes) if changes else self
