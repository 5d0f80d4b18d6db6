"""Evaluate the formatting of RTF that decides whether text is visible (Rich Text Format 1.9.1)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from matcher.extraction.colours import SMALLEST_POINTS, WHITE, Colour

__all__ = ["DELETED", "Paragraph", "Row", "Shape", "State"]

DELETED: Final = "deleted, and the deletion recorded"
_LEAST_TWIPS: Final = 40
"""Height and width below which text is not visible (two points)."""
_MARGIN: Final = 1440
"""An inch, in twips: positions may be measured from a margin."""


@dataclass(frozen=True, slots=True)
class State:
    """Hold the formatting that a group inherits and that ends with it."""

    skipped: bool = False
    destination: str = ""
    box: str | None = None
    """In a text box: why nothing in it is visible, empty when it is. None outside text boxes."""
    hidden: bool = False
    deleted: bool = False
    colour: int = 0
    background: int = 0
    half_points: int = 24
    spacing: int = 0
    scale: int = 100
    raised: int = 0
    font: int = 0
    unicode_skip: int = 1

    def formatted(self, word: str, number: int | None) -> State:
        """Return the state after a control word; the same state unless it formats letters."""
        value = number or 0
        if word == "plain":
            return State(self.skipped, self.destination, self.box, font=self.font, unicode_skip=self.unicode_skip)
        if word == "v":
            return replace(self, hidden=number != 0)
        if word in {"deleted", "mvf"}:
            return replace(self, deleted=number != 0)
        if word == "fs":
            return replace(self, half_points=24 if number is None else value)
        if word in {"up", "dn"}:
            return replace(self, raised=6 if number is None else value)
        if word == "charscalex":
            return replace(self, scale=100 if number is None else value)
        if word == "uc":
            return replace(self, unicode_skip=min(100, max(0, 1 if number is None else value)))
        if word in {"cb", "chcbpat", "highlight"}:
            return replace(self, background=value)
        if word in {"cf", "f"}:
            return replace(self, colour=value) if word == "cf" else replace(self, font=value)
        return replace(self, spacing=value) if word == "expndtw" else self

    @property
    def reason(self) -> str:
        """Why letters are not visible, whatever their colours; empty when they are."""
        if self.deleted:
            return DELETED
        if self.hidden:
            return "formatted as hidden text"
        if self.half_points / 2 < SMALLEST_POINTS:
            return "smaller than two points"
        if self.spacing / 20 <= -0.2 * self.half_points:
            return "written letter over letter"
        if self.scale < 10:
            return "narrowed to nothing"
        return ""


@dataclass
class Paragraph:
    r"""Hold the formatting of paragraphs, which lasts until ``\pard``."""

    background: int = 0
    shaded: bool = False
    """With a pattern, whose colour is unknown."""
    listed: bool = False
    line: int = 0
    positions: dict[str, int] = field(default_factory=dict)

    def control(self, word: str, value: int) -> bool:
        """Apply a control word; return False if it does not format paragraphs."""
        if word == "cbpat":
            self.background = value
        elif word == "shading":
            self.shaded = value > 0
        elif word in {"ls", "pnlvlblt"}:
            self.listed = True
        elif word == "sl":
            self.line = value
        elif word in {"li", "lin", "ri", "rin", "fi", "posx", "posy", "posnegx", "posnegy", "absw", "absh"}:
            self.positions[word] = value
        else:
            return False
        return True

    def reason(self, page: int) -> str:
        """Return why nothing in it is visible, on a page of so many twips; empty when it is."""
        if -_LEAST_TWIPS < self.line < 0:
            return "in lines without height"
        if -_LEAST_TWIPS < self.positions.get("absh", 0) < 0:
            return "in a frame without height"
        moved = {word: value for word, value in self.positions.items() if not word.startswith("abs")}
        return "off the page" if any(abs(value) > page for value in moved.values()) else ""


@dataclass
class Row:
    r"""Hold the height of a table's row and the backgrounds of its cells, which follow ``\trowd``."""

    height: int = 0
    left: int = 0
    cell: int = 0
    """Number of the current cell."""
    backgrounds: list[int] = field(default_factory=list)
    pending: int = 0

    def control(self, word: str, value: int) -> bool:
        """Apply a control word; return False if it does not format rows."""
        if word == "trrh":
            self.height = value
        elif word == "trleft":
            self.left = value
        elif word == "clcbpat":
            self.pending = value
        elif word == "clshdng":
            self.pending = -1 if value else self.pending
        elif word == "cellx":
            self.backgrounds.append(self.pending)
            self.pending = 0
        elif word in {"cell", "nestcell"}:
            self.cell += 1
        else:
            return False
        return True

    def reason(self, page: int) -> str:
        """Return why nothing in it is visible; empty when it is."""
        if -_LEAST_TWIPS < self.height < 0:
            return "in a table row without height"
        return "off the page" if abs(self.left) > page else ""

    @property
    def background(self) -> int:
        """The colour number of the current cell; 0 for none, -1 when it is unknown."""
        if self.cell < len(self.backgrounds):
            return self.backgrounds[self.cell]
        return -1 if self.pending or any(self.backgrounds) else 0


@dataclass
class Shape:
    """Hold a drawn shape: its box in twips, and the properties that decide whether its text is visible."""

    sides: dict[str, int] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)

    def reason(self, page: int) -> str:
        """Return why its text is not visible; empty when it is."""
        if self.properties.get("fHidden") == "1":
            return "in a hidden text box"
        left, top, right, bottom = (self.sides.get(side) for side in ("left", "top", "right", "bottom"))
        for low, high in ((left, right), (top, bottom)):
            if low is None or high is None:
                continue
            if high - low < _LEAST_TWIPS:
                return "in a text box without size"
            if high < -_MARGIN or low > page:
                return "off the page"
        return ""

    @property
    def background(self) -> Colour | None:
        """The colour of its fill, white by default; None for a fill that is not one colour."""
        if self.properties.get("fFilled") == "0":
            return WHITE
        if self.properties.get("fillType", "0") != "0":
            return None
        number = self.properties.get("fillColor", "16777215")
        value = int(number) if number.isdecimal() and len(number) < 10 else 0xFFFFFF
        return value & 255, value >> 8 & 255, value >> 16 & 255
