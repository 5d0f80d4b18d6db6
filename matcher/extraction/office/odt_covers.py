"""Find the paragraphs of an OpenDocument text that a filled shape in front of them covers.

Heights are estimated, which is exact enough near the paragraph that holds the shape.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Final

from matcher.extraction.office.odt_formatting import Appearance, OdtStyles, in_points
from matcher.extraction.office.odt_names import SHAPES, get, name_of

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["covered_paragraphs"]

_LETTER: Final = 0.5
"""Average width of a letter, as a share of the font size."""
_LINE: Final = 1.17
"""Height of a line, as a share of the font size."""
_HELD: Final = 0.8
"""Share of a paragraph's height and width that a shape must reach over to cover it."""
_MOST: Final = 100
"""Shapes that are looked at, and paragraphs around each."""
_TEXT: Final = frozenset({"text:p", "text:h"})


def covered_paragraphs(container: _Element, around: Appearance, styles: OdtStyles) -> set[_Element]:
    """Return the paragraphs in a container that shapes of its paragraphs cover.

    Args:
        container: a body, cell or section.
        around: how text in it looks.
        styles: the document's.
    """
    shapes = [(part, shape) for part in container if name_of(part) in _TEXT and len(part)
              for shape in part if name_of(shape) in SHAPES][:_MOST]  # fmt: skip
    covered: set[_Element] = set()
    for anchor, shape in shapes:
        box = _box(shape, styles)
        if box is None:
            continue
        left, top, width, height = box
        for paragraph, high, low, end in _near(anchor, around, styles):
            down = min(low, top + height) - max(high, top)
            if down >= _HELD * (low - high) and min(end, left + width) - max(0.0, left) >= _HELD * end:
                covered.add(paragraph)
    return covered


def _box(shape: _Element, styles: OdtStyles) -> tuple[float, float, float, float] | None:
    """Return the box of a filled shape in front of the text, from its paragraph's corner."""
    name, changes = name_of(shape), styles.changes("graphic", get(shape, "draw:style-name"))
    sizes = [in_points(get(shape, f"svg:{key}")) for key in ("width", "height")]
    width, height = (0.0 if size is None else size for size in sizes)
    is_behind = changes.get("run_through") == "background" or get(shape, "text:anchor-type") in {"as-char", "page"}
    # Shapes are filled unless their style says otherwise, frames are not.
    filled = changes.get("filled", name != "draw:frame")
    over = changes.get("wrap", "run-through" if name != "draw:frame" else "none") == "run-through"
    if is_behind or not filled or not over or name in {"draw:g", "draw:a", "draw:line", "draw:text-box"}:
        return None
    x, y = (in_points(get(shape, f"svg:{axis}")) or 0.0 for axis in "xy")
    return x, y, width, height


def _near(anchor: _Element, around: Appearance, styles: OdtStyles) -> Iterator[tuple[_Element, float, float, float]]:
    """Yield the paragraphs around one: their upper and lower edge, and where their longest line ends."""
    for forward in (False, True):
        y = 0.0
        parts = chain((anchor,), anchor.itersiblings()) if forward else anchor.itersiblings(preceding=True)
        for _, part in zip(range(_MOST), parts, strict=False):
            if name_of(part) not in _TEXT:
                break
            look = styles.apply(around, "paragraph", get(part, "text:style-name"))
            text = "".join(piece for piece in part.itertext() if isinstance(piece, str))
            width = max(look.points, (look.width or 400.0) - look.indent - look.outdent)
            length = len(text) * look.points * _LETTER
            height = look.points * _LINE * max(1, math.ceil(length / width))
            yield part, (y if forward else y - height), (y + height if forward else y), min(width, length)
            y += height if forward else -height
