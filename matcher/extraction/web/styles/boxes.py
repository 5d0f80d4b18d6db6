"""Find text that a box of fixed height cuts off, by how much room it needs at least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from matcher.extraction.web.css.lengths import SCREEN_HEIGHT
from matcher.extraction.web.css.nodes import Node
from matcher.extraction.web.styles.style import Style, unknown

__all__ = ["cut_off", "least_heights"]

_LETTER: Final = 0.45
"""Width of a letter in units of the font size: narrow fonts have .4, wide ones .6.

Rerun `python -m benchmarks pages` and `gaming` after touching it.
"""

_SLACK: Final = 1.3
"""How much more room than the estimate says a box may lack: the estimate takes the narrowest letters already."""

_LOWEST_SCROLLER: Final = 150.0
"""Height in pixels of a box with a scroll bar from which a person reads what is in it."""

_EMPTY_PIXELS: Final = 8000.0
"""Pixels without text after which nobody scrolls on: ten screens."""

_INLINE: Final = frozenset({"inline", "contents", "ruby", "ruby-text", "ruby-base"})
_BREAKS: Final = frozenset({"br", "hr"})


def least_heights(nodes: Sequence[Node], styles: Mapping[Node, Style]) -> dict[Node, float]:
    """Return the pixels that each element's content needs at least, its padding included.

    Children side by side need as much as the highest, others their sum. Boxes out of the flow need nothing.

    Args:
        nodes: the elements in document order.
        styles: their styles.
    """
    heights: dict[Node, float] = {}
    for node in reversed(nodes):
        style = styles[node]
        box = style.box
        if style.hidden == "styled as not displayed":
            heights[node] = 0.0
            continue
        font = style.pixels or 0.0
        line = max(0.0, min(style.line, 3.0)) * font
        width = max(style.width, font, 1.0)
        flow = 0.0
        highest = 0.0
        letters = float(node.own) * _LETTER * font
        for child in node.children:
            inner = styles[child]
            if child.tag in _BREAKS:
                flow += line
            elif inner.box.position in {"absolute", "fixed"}:
                continue
            elif inner.box.display in _INLINE:
                letters += child.letters * _LETTER * (inner.pixels or 0.0)
                flow += heights[child] if child.children else 0.0
            elif box.columns or inner.box.display.startswith("inline"):
                highest = max(highest, heights[child])
            else:
                flow += heights[child]
        if box.display in _INLINE:
            heights[node] = flow
            continue
        text = line * (letters / width) if letters else 0.0
        content = max(highest, flow + (max(text, line) if letters else 0.0))
        padded = content + box.padding[0] + box.padding[2]
        outer = box.inner[0] + box.inner[2] - box.padding[0] - box.padding[2]
        if box.height is not None:
            inner_height = box.height + box.padding[0] + box.padding[2]
            padded = inner_height if box.clips or box.scrolls else max(padded, inner_height)
        elif box.scrolls:
            padded = min(padded, _LOWEST_SCROLLER)
        heights[node] = padded + outer
        box.needs = content
        box.total = heights[node]
    return heights


def cut_off(nodes: Sequence[Node], styles: Mapping[Node, Style]) -> None:
    """Mark what boxes of fixed height cut off, and what flows out of them over what follows."""
    least_heights(nodes, styles)
    ends: float | None = None
    clips: dict[Node, Node | None] = {}
    for node in nodes:
        style = styles[node]
        box = style.box
        around = node.parent
        clips[node] = None
        if around is not None:
            cutting = styles[around].box.clips and around.tag not in {"html", "body"}
            clips[node] = around if cutting else clips[around]
        if box.moved and node.letters and _is_out(style, clips[node], styles):
            style.hidden = style.hidden or unknown("overflow")
        if ends is not None and node.order > ends:
            style.own = style.own or "far below the rest"
        elif not style.hidden and max(box.height or 0.0, *box.inner) > _EMPTY_PIXELS:
            ends = node.last if node.letters < 4 else node.order - 1
            around = node.parent
            while around is not None:  # whose own text may follow
                styles[around].own = styles[around].own or "far below the rest"
                around = around.parent
        if not node.letters or style.hidden:
            continue
        if node.tag in {"html", "body"} and (box.clips or _viewport(node, styles)) and box.height is None:
            if box.needs > _SLACK * SCREEN_HEIGHT:
                style.hidden = unknown("overflow")
        elif box.height is not None:
            lacks = box.needs > _SLACK * box.height + 10
            if lacks and (box.clips or (box.scrolls and box.height < _LOWEST_SCROLLER)):
                style.hidden = unknown("overflow")
            elif lacks and any(styles[child].box.clips for child in node.children):
                style.hidden = unknown("height")
            elif lacks and not box.scrolls:
                box.moved = True
                box.down = float("inf")
        if box.width is not None and style.nowrap and not box.clips_sideways and box.display not in _INLINE:
            if _LETTER * (style.pixels or 0.0) * node.letters > box.width + 8:  # it runs over what stands beside it
                box.moved = True
                box.up = box.down = float("inf")
        if box.display in {"flex", "inline-flex"}:
            _squeezed(node, styles)


def _is_out(style: Style, frame: Node | None, styles: Mapping[Node, Style]) -> bool:
    """Return whether a moved box may lie outside the box that cuts off what is in it."""
    if frame is None:
        return False
    box = style.box
    outer = styles[frame].box
    font = style.pixels or 16.0
    height = outer.height if outer.height is not None else outer.needs
    if box.position in {"absolute", "fixed"}:
        top, right, bottom, left = (box.sides.get(side) or 0.0 for side in ("top", "right", "bottom", "left"))
        width = styles[frame].width
        return (
            (top > 0 and top > height - 0.7 * font) or (left > 0 and left > width - 2 * font)
            or min(top, bottom) < -font or (bottom > 0 and bottom > height - 0.7 * font and outer.height is not None)
            or right < -2 * font or left < -2 * font
        )  # fmt: skip
    shift = max(box.up, box.down)
    return shift > 10 and shift > 0.3 * height


def _viewport(node: Node, styles: Mapping[Node, Style]) -> bool:
    return node.tag == "html" and any(styles[child].box.clips for child in node.children if child.tag == "body")


def _squeezed(node: Node, styles: Mapping[Node, Style]) -> None:
    """Mark items that can shrink to nothing between items that cannot."""
    fixed = [max(styles[child].box.width or 0.0, 0.0) + sum(styles[child].box.inner[1::2]) for child in node.children]
    room = styles[node].width - sum(fixed)
    for child, own in zip(node.children, fixed, strict=True):
        style = styles[child]
        if (
            child.letters > 3 and style.box.clips_sideways and not style.hidden
            and room + own < 4 * (style.pixels or 16.0) and not (style.box.width or 0.0) > 60
        ):  # fmt: skip
            style.hidden = unknown("flex")
