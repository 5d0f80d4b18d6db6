"""Hold the computed style of an element: what decides whether its text is shown, and what is known of its box."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from matcher.extraction.colours import BLACK, SMALLEST_POINTS, WHITE
from matcher.extraction.web.css.cascade import Variables
from matcher.extraction.web.css.paint import Backdrop, Paint, is_readable

__all__ = [
    "CLIPPED_AWAY",
    "EDGE",
    "FAR",
    "INLINE",
    "NO_SIZE",
    "OFF_SCREEN",
    "OTHER_LETTERS",
    "Box",
    "Style",
    "first_style",
    "unknown",
]

CLIPPED_AWAY: Final = "clipped away"
NO_SIZE: Final = "in a box without size"
OFF_SCREEN: Final = "off the screen"
OTHER_LETTERS: Final = "in a font that may show other letters"

FAR: Final = 900.0
"""Pixels from which text counts as moved off the screen: pages hide text by -999 or -9999."""

EDGE: Final = 30.0
"""Pixels by which text may reach over an edge of the page: bullets and hanging indents do by up to 20."""

_SMALLEST_PIXELS: Final = SMALLEST_POINTS / 0.75 * 1.2
_LETTER_OVER_LETTER: Final = -0.4
"""Space between letters, in units of the font size, below which each letter covers the one before."""
_CLOSEST_LETTERS: Final = -0.2
_WIDEST_LETTERS: Final = 4.0
"""Space between letters or words, in units of the font size, from which text is no longer read as such."""

INLINE: Final = frozenset({"inline", "contents", "ruby", "ruby-text", "ruby-base"})
"""Values of ``display`` of boxes that stand in lines."""


def unknown(what: str) -> str:
    """Return the reason for text that is not known to be shown."""
    return f"not known to be shown (style “{what}”)"


@dataclass(slots=True)
class Box:
    """What is known of an element's box, for the text that may lie under it or be cut off by it."""

    display: str = "inline"
    position: str = "static"
    level: int | None = None
    """``z-index``; None for ``auto``."""
    raised: bool = False
    """Whether it is painted above the text around it."""
    is_context: bool = False
    """Whether what is in it is painted as a whole."""
    moved: bool = False
    """Whether it may lie over, or under, other content."""
    painted: bool = False
    """Whether it covers what lies under it."""
    reaches_out: bool = False
    """Whether it paints beyond its own edges."""
    up: float = 0.0
    """Pixels above its place that it may reach, if it stands in the flow."""
    down: float = 0.0
    """Pixels below its place that it may reach, if it stands in the flow."""
    sides: dict[str, float | None] = field(default_factory=dict)
    """Pixels of ``top``, ``right``, ``bottom``, ``left``; None for a side that is not known."""
    width: float | None = None
    height: float | None = None
    """The height in pixels that the style sets; None when it depends on the content."""
    inner: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """Margin and padding at top, right, bottom and left, each at least 0."""
    padding: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    clips: bool = False
    scrolls: bool = False
    clips_sideways: bool = False
    total: float = 0.0
    """Pixels of height that it takes at least, margins included."""
    needs: float = 0.0
    """Pixels of height that the content needs at least."""
    stacks: bool = False
    """Whether it is flexible and its children stand one below the other."""
    columns: bool = False
    """Whether children stand side by side."""
    floats: str = ""
    """The side to which it floats."""
    flat: bool = False
    """Whether it may stand in a row without height, and so over what follows."""
    place: tuple[str, str] = ("", "")
    """Row and column in a grid."""
    tracks: dict[str, str] = field(default_factory=dict)
    """What the style says of the rows and columns of a grid."""
    has_container: bool = False
    """Whether positions of what is in it are measured from it."""


@dataclass(slots=True)
class Style:
    """The computed style of an element."""

    hidden: str = ""
    """Why nothing in the element is shown, or known to be; empty when it is."""
    own: str = ""
    """Why text is not known to be shown unless an inner element says otherwise; by the property concerned."""
    invisible: bool = False
    paint: Paint | None = (BLACK, 1.0)
    backdrop: Backdrop | None = (WHITE,)
    opacity: float = 1.0
    pixels: float | None = 16.0
    scale: float = 1.0
    line: float = 1.2
    letters: float = 0.0
    words: float = 0.0
    indent: float = 0.0
    nowrap: bool = False
    stroke: float = 0.0
    left: float = 0.0
    """Least distance of the content from the left edge of the page, in pixels."""
    width: float = 1280.0
    container: tuple[float, float] = (0.0, 1280.0)
    """Left edge and width of the box from which absolute positions are measured."""
    screen: float = 1280.0
    family: bool = False
    """Whether the letters may look different from what they say."""
    fonts: tuple[str, ...] = ()
    """Its families of which the page holds fonts."""
    fixed_columns: bool = False
    """Whether the columns of the table around have their widths whatever stands in them."""
    to_left: bool = True
    """Whether lines begin at the left edge."""
    exact: bool = True
    """Whether ``width`` is not only the most that it may be."""
    variables: Variables = field(default_factory=dict)
    box: Box = field(default_factory=Box)

    @property
    def reason(self) -> str:
        """Why the element's own text is not shown, or not known to be; empty when it is."""
        if self.hidden:
            return self.hidden
        if self.invisible:
            return "styled as not visible"
        if self.own:
            return unknown(self.own)
        if self.pixels is None:
            return unknown("font-size")
        size = self.pixels * self.scale
        if size < _SMALLEST_PIXELS:
            return "smaller than two points"
        if self.letters <= _LETTER_OVER_LETTER * self.pixels:
            return "written letter over letter"
        if not _CLOSEST_LETTERS <= self.letters / self.pixels <= _WIDEST_LETTERS:
            return unknown("letter-spacing")
        if not -1.0 <= (self.words + self.letters) / self.pixels <= 2 * _WIDEST_LETTERS:
            return unknown("word-spacing")
        if self.stroke > 0.1 * self.pixels:
            return unknown("text-stroke")
        if self.family:
            return OTHER_LETTERS
        if self.paint is None:
            return unknown("color")
        if self.paint[1] * self.opacity < 0.05:
            return "transparent"
        if self.backdrop is None:
            return unknown("background")
        return "" if is_readable(self.paint, self.backdrop, self.opacity) else "of the colour of its background"


def first_style(screen: float) -> Style:
    """Return the style around a page's first element."""
    return Style(width=screen, container=(0.0, screen), screen=screen)
