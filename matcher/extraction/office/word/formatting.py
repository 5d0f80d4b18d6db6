"""Evaluate what surrounds text in a DOCX: its page, table, cell and paragraph (ECMA-376 part 1, 17.3, 17.4, 17.6)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from matcher.extraction.colours import WHITE, Colour
from matcher.extraction.office.legibility import LEAST_SHARE, MARGIN, illegible, is_cut, is_faint, lines_of, misplaced
from matcher.extraction.office.word.formats import ParagraphFormat, RunFormat
from matcher.extraction.office.word.names import child, name_of, number, value
from matcher.extraction.office.word.styles import TableFormats

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Page", "Room", "Surroundings", "is_cut_off", "is_lost_on", "points_in", "reason_of"]

_HIGHEST: Final = 1_584.0
"""Width and height in points that no page of Word's exceeds (22 inches)."""
_NARROWEST: Final = 36.0
"""Least width and height in points of the part of a page that holds text."""
_GRIDS: Final = frozenset({"linesAndChars", "snapToChars"})
_CLOSEST: Final = 3.0
"""Points by which a grid may move letters closer to each other."""
_RAISED: Final = 1 / 3
"""Share of the page's height by which letters may be above or below their line."""


@dataclass(frozen=True, slots=True)
class Page:
    """Hold the size and the margins of a section's pages, in points."""

    width: float = 612.0
    height: float = 792.0
    left: float = 72.0
    right: float = 72.0
    top: float = 72.0
    bottom: float = 72.0
    header: float = 36.0
    footer: float = 36.0
    column: float | None = 468.0
    """Width of the widest column of text; None when it is unknown."""
    pitch: float = 0.0
    """Points that a grid of letters adds to the width of each."""

    @classmethod
    def of(cls, section: _Element | None) -> Page:
        """Read a section's properties (``w:sectPr``)."""
        size, margins, columns = (child(section, name) for name in ("w:pgSz", "w:pgMar", "w:cols"))
        width, height = (points_in(size, name) for name in ("w", "h"))
        page = cls(width=min(width or 612.0, _HIGHEST), height=min(height or 792.0, _HIGHEST))
        found = {name: points_in(margins, name) for name in ("left", "right", "top", "bottom", "header", "footer")}
        page = replace(page, **{name: points for name, points in found.items() if points is not None})
        gutter = points_in(margins, "gutter") or 0.0
        room = page.width - page.left - page.right - gutter
        widths = (
            [points_in(part, "w") or 0.0 for part in columns if name_of(part) == "w:col"] if columns is not None else []
        )
        count = number(value(columns, "num")) or 1.0
        if widths and value(columns, "equalWidth") in {"0", "false", "off"}:
            room = min(room, max(widths))
        elif count > 1:
            room = (room - (count - 1) * (points_in(columns, "space") or 0.0)) / count
        grid = child(section, "w:docGrid")
        pitch = (number(value(grid, "charSpace")) or 0.0) / 4096 if value(grid, "type") in _GRIDS else 0.0
        turned = value(child(section, "w:textDirection")) not in {"", "lrTb", "lr"}
        return replace(page, left=page.left + gutter, column=None if turned else room, pitch=pitch)

    @property
    def reason(self) -> str:
        """Why no text has room on it; empty when there is room."""
        column = self.column if self.column is not None else self.width - self.left - self.right
        # A negative margin is a fixed one.
        height = self.height - abs(self.top) - abs(self.bottom)
        if self.pitch < -_CLOSEST:
            return "written letter over letter"
        return "on a page without room for it" if min(column, height) < _NARROWEST else ""


def points_in(element: _Element | None, name: str) -> float | None:
    """Return the length in an attribute in points; None when there is none."""
    twips = number(value(element, name))
    return None if twips is None else twips / 20


@dataclass
class Room:
    """Hold the height in points that is left in a box of fixed height."""

    left: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Represent what surrounds a run: the page, a table's cell, a text box, a paragraph."""

    page: Page = field(default_factory=Page)
    background: Colour | None = WHITE
    """None: unknown."""
    hidden: str = ""
    """Why nothing in here is visible; empty when it is."""
    is_page: bool = True
    """Whether the background is the page's own, on which shapes and pictures may lie behind the text."""
    left: float = 72.0
    """Left edge of the column of text, in points from the page's."""
    width: float | None = 468.0
    """Its width; None when it is unknown."""
    guess: tuple[float, float] | None = None
    """Where its left edge may be, and how wide it may be, when its width is unknown."""
    room: Room | None = None
    height: float | None = None
    """Height of the row or frame around, if it is fixed."""
    formats: TableFormats | None = None
    """What the tables around change in runs and paragraphs."""
    colour: Colour | None = None
    """The colour of text that a shape gives to runs without one."""
    share: float = 1.0
    """Share of its size at which text is drawn."""
    fitted: float | None = None
    """Width into which text is pressed."""
    paragraph_format: ParagraphFormat = field(default_factory=ParagraphFormat)

    @classmethod
    def on_page(cls, page: Page, background: Colour | None = WHITE) -> Surroundings:
        """Return the surroundings of text on a page."""
        return cls(page, background, hidden=page.reason, left=page.left, width=page.column)

    def hide(self, reason: str) -> Surroundings:
        """Return the same, hidden for that reason unless it is hidden for another one."""
        return replace(self, hidden=self.hidden or reason) if reason else self

    def on(self, background: Colour | None) -> Surroundings:
        """Return the same with another background, if one is given."""
        return self if background is None else replace(self, background=background, is_page=False)

    def paragraph(self, formats: ParagraphFormat) -> Surroundings:
        """Return the surroundings in a paragraph."""
        inside = replace(self.on(formats.shade), paragraph_format=formats).hide(formats.unknown)
        frame = formats.frame
        return inside if frame is None else inside._in_frame(frame)

    def _in_frame(self, frame: _Element) -> Surroundings:
        x, y, width, height = (points_in(frame, name) for name in ("x", "y", "w", "h"))
        inside = self
        if height is not None and value(frame, "hRule") == "exact":
            inside = replace(inside, height=height)
        if width is not None:
            inside = replace(inside, width=width)
        if x is not None and not value(frame, "xAlign"):
            left = x if value(frame, "hAnchor") == "page" else x + self.page.left
            inside = replace(inside, left=left)
            if left > self.page.width or left + (self.page.width if width is None else width) < 0:
                return inside.hide("off the page")
        if y is not None and not value(frame, "yAlign"):
            base = {"page": 0.0, "margin": self.page.top}.get(value(frame, "vAnchor"))
            top = 0.0 if base is None else base + y
            if (
                abs(y) > self.page.height
                or top > self.page.height - MARGIN
                or top + (self.page.height if height is None else height) < 0
            ):
                return inside.hide("off the page")
        return inside


def reason_of(run: RunFormat, around: Surroundings, text: str) -> str:
    """Return why the text of a run is not visible, whatever its colour; empty when it is."""
    if around.hidden or run.unknown:
        return around.hidden or run.unknown
    if run.vanish or run.always_hidden:
        return "formatted as hidden text"
    if run.transparent and run.outline is None:
        return "transparent"
    formats = around.paragraph_format
    points = run.size * run.share * around.share
    if points > around.page.height:
        return "larger than the page"
    scale = run.scale
    for width in (run.fitted, around.fitted):
        if width is not None:
            scale = min(scale, 100 * width / (0.5 * run.points * max(1, len(text))))
    exact = formats.line if formats.rule == "exact" else None
    lines = formats.line / 12 if formats.rule in {"auto", ""} else None
    reason = illegible(points, scale=scale, spacing=run.spacing, line=exact, lines=lines)
    if reason:
        return reason
    if abs(run.raised) > (around.page.height * _RAISED if exact is None else exact):
        return "off the page"
    if around.height is not None and is_cut(around.height, points):
        return "in a row or frame without height"
    if around.width is None:
        return ""
    left = around.left + formats.left + min(0.0, formats.first)
    right = around.left + around.width - formats.right
    if formats.first > 0 and around.left + formats.left + formats.first > around.page.width:
        return "off the page"
    if is_cut(right - left, points):
        return "in a column without width"
    return misplaced(left, right, around.page.width, points, formats.align)


def is_lost_on(colour: Colour | None, background: Colour | None) -> bool:
    """Return whether text is invisible against what is behind it; on an unknown ground it must stand out from paper."""
    return is_faint(colour, WHITE if background is None else background)


_OVERFLOW: Final = 1.5
"""Times the room left in a box of fixed height that a paragraph needs at least, from which it counts as cut off."""


def is_cut_off(text: str, points: float, around: Surroundings) -> bool:
    """Take the height of a paragraph from the room in its box; return whether its text is beyond the box's edge."""
    room, formats = around.room, around.paragraph_format
    if room is None:
        return False
    line = formats.line if formats.rule == "exact" else points
    width = None if around.width is None else around.width - formats.left - formats.right
    height = line * lines_of(text, points, width)
    had, room.left = room.left, room.left - height
    return bool(text.strip()) and (had < LEAST_SHARE * line or height > _OVERFLOW * had + line)
