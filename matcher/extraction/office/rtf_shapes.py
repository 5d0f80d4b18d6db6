"""Hold the shapes of an RTF file: where they are, and what they hide."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from matcher.extraction.colours import WHITE, Colour, mixed
from matcher.extraction.office.coverage import Box
from matcher.extraction.office.rtf_formatting import Paper

__all__ = ["Shape"]

_EMU: Final = 635
"""English metric units in a twip."""
_OPAQUE: Final = 65_536
_LEAST_TWIPS: Final = 80
"""Height and width below which no text has room (four points)."""
_MARGIN: Final = 1440
"""An inch, in twips: positions may be measured from a margin."""
_SIDES: Final = {"shpleft": "left", "shptop": "top", "shpright": "right", "shpbottom": "bottom", "dpx": "left",
                 "dpy": "top"}  # fmt: skip
_HOLLOW_WORDS: Final = frozenset({"dpline", "dparc", "dppolyline"})
_SHAPE_WORDS: Final = _HOLLOW_WORDS | {
    "shpbxpage", "shpbxmargin", "shpbxcolumn", "shpbypage", "shpbymargin", "shpbypara", "shpz", "shpwr", "shpfblwtxt",
    "dobxpage", "dobxmargin", "dobxcolumn", "dobypage", "dobymargin", "dobypara", "dodhgt", "dpfillpat",
}  # fmt: skip
_BELOW: Final = 1_000_000_000
_FILLS: Final = frozenset({"0", "1", "2", "3", "4", "5", "6", "7"})
_GRADIENTS: Final = frozenset({"4", "5", "6", "7"})
_ALL_SIDES: Final = 4
_HOLLOW: Final = frozenset({0, 19, 20, *range(32, 41), 75, 85, 86, 87, 88, 95, 99, *range(136, 176), 184, 185, 186})
"""Freeforms, lines, brackets, pictures, ornamental writing and other shapes of which much is not filled."""


@dataclass
class Shape:
    """Hold a drawn shape: its box in twips, and the properties that decide whether its text is visible."""

    sides: dict[str, int] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    first: int = 0
    """Number of the first paragraph of its text boxes."""
    outer: Shape | None = None
    """The group of shapes around it."""
    words: dict[str, int] = field(default_factory=dict)
    """Control words about its place and depth."""
    has_picture: bool = False

    def reason(self, paper: Paper) -> str:
        """Return why its text is not visible; empty when it is."""
        if self.properties.get("fHidden") == "1":
            return "in a hidden text box"
        if self.outer is not None and (reason := self.outer.reason(paper)):
            return reason
        left, top, right, bottom = (self.sides.get(side) for side in ("left", "top", "right", "bottom"))
        x = 0 if "shpbxpage" in self.words or "dobxpage" in self.words else paper.margl
        y = 0 if self.is_near or "shpbypage" in self.words or "dobypage" in self.words else paper.margt
        for low, high, base, end in ((left, right, x, paper.paperw), (top, bottom, y, paper.paperh)):
            if low is None or high is None:
                continue
            if high - low < _LEAST_TWIPS:
                return "in a text box without size"
            if high < -_MARGIN or base + low > end - _LEAST_TWIPS:
                return "off the page"
        insets = [self._number(f"dxText{side}", 91_440) / _EMU for side in ("Left", "Right")]
        if left is not None and right is not None and right - left - sum(insets) < _LEAST_TWIPS:
            return "in a text box without size"
        return ""

    def control(self, word: str, value: int) -> bool:
        """Apply a control word; return False if it does not describe shapes."""
        if word in {"dpxsize", "dpysize"}:
            side, other = ("left", "right") if word == "dpxsize" else ("top", "bottom")
            self.sides.setdefault(side, 0)
            self.sides[other] = self.sides[side] + value
        elif word in _SIDES:
            self.sides[_SIDES[word]] = value
        elif word in _SHAPE_WORDS:
            self.words[word] = value
        else:
            return False
        return True

    def box(self, paper: Paper) -> Box | None:
        """Return where it is in points, from the left side of the page; None when that is unknown."""
        left, top, right, bottom = (self.sides.get(side, 0) / 20 for side in ("left", "top", "right", "bottom"))
        if len(self.sides) < 4:
            return None
        on_page = "shpbxpage" in self.words or "dobxpage" in self.words
        x = 0.0 if on_page else paper.margl / 20
        y = paper.margt / 20 if "shpbymargin" in self.words or "dobymargin" in self.words else 0.0
        return Box(left, top, right, bottom).moved(x, y)

    @property
    def is_near(self) -> bool:
        """Whether its place counts from the paragraph, not from the page."""
        return not any(f"{kind}by{base}" in self.words for kind in ("shp", "do") for base in ("page", "margin"))

    @property
    def depth(self) -> int:
        """Its layer; negative behind the text."""
        depth = self.words.get("shpz", self.words.get("dodhgt", 0)) + 1
        is_below = self.words.get("shpfblwtxt") or self.properties.get("fBehindDocument") == "1"
        return depth - _BELOW if is_below else depth

    def pushes(self, has_text: bool) -> bool:
        """Return whether the text runs around it; shapes that do not say so cover, unless they are text boxes."""
        return "do" not in self.words and self.words.get("shpwr", 2 if has_text else 3) in {1, 2, 4}

    @property
    def is_opaque(self) -> bool:
        """Whether it hides what is behind it."""
        if self.properties.get("fHidden") == "1":
            return False
        if "do" in self.words:
            return self.words.get("dpfillpat", 0) > 0 and not _HOLLOW_WORDS & set(self.words)
        if self.has_picture:
            return True
        filled = self.properties.get("fFilled", "1") != "0" and self.properties.get("fillType", "0") in _FILLS
        kind = self._number("shapeType", 1)
        return filled and kind not in _HOLLOW and self._number("fillOpacity", _OPAQUE) > 0.85 * _OPAQUE

    def _number(self, name: str, usual: int) -> int:
        text = self.properties.get(name, "")
        return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 else usual

    @property
    def background(self) -> Colour | None:
        """The colour of its fill, white by default; None for a fill that is not one colour."""
        if self.properties.get("fFilled") == "0" or self._number("fillOpacity", _OPAQUE) < _OPAQUE / 2:
            return WHITE
        kind = self.properties.get("fillType", "0")
        colour = _colour(self._number("fillColor", 0xFFFFFF))
        if kind in _GRADIENTS:
            return mixed(colour, _colour(self._number("fillBackColor", 0xFFFFFF)), 0.5)
        return colour if kind == "0" else None

    @property
    def height(self) -> int:
        """Its height in twips, if it is fixed; 0 otherwise."""
        is_fixed = self.properties.get("fFitShapeToText", "0") == "0" and len(self.sides) == _ALL_SIDES
        return max(0, self.sides["bottom"] - self.sides["top"]) if is_fixed else 0


def _colour(value: int) -> Colour:
    value = max(0, value)
    return value & 255, value >> 8 & 255, value >> 16 & 255
