"""Tell where boxes may be, and in which order they are painted (CSS 2.2, appendix E)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from matcher.extraction.web.css.nodes import Node
from matcher.extraction.web.styles.style import Style

__all__ = ["Path", "container_of", "insets_of", "is_within", "moved_root", "neighbours", "path_of", "shifted"]

Path = tuple[tuple[int, int, float], ...]
"""When something is painted: for each stacking context around it its level, whether it is raised, and its order."""


def path_of(node: Node, styles: Mapping[Node, Style], *, text: bool = False) -> Path:
    """Return when an element's background, or its text, is painted."""
    steps: list[tuple[int, int, float]] = []
    current: Node | None = node
    chain = []
    while current is not None:
        chain.append(current)
        current = current.parent
    last: tuple[int, int, float] | None = None
    for one in reversed(chain):
        box = styles[one].box
        above = one is node and box.reaches_out and not text  # outlines are painted last
        if box.is_context or box.raised or above:
            lifted = 2 if box.position != "static" or box.is_context or above else 1
            step = (box.level or 0, lifted, one.order)
            if last is not None and not (lifted == 2 and box.position != "static"):
                steps.append(last)  # painted as a part of what it stands in
            last = step
            if box.is_context:
                steps.append(step)
                last = None
    if last is not None:
        steps.append(last)
    if text:
        steps.append((0, 1, node.order))
    return tuple(steps)


def insets_of(node: Node, container: Node | None, styles: Mapping[Node, Style]) -> tuple[float, ...]:
    """Return the least distances of a box from the edges of a container: top, right, bottom and left."""
    insets: tuple[float, ...] = (0.0,) * 4
    current: Node | None = node
    while current is not None:
        box = styles[current].box
        inner = box.padding if current is container else box.inner
        insets = tuple(map(sum, zip(insets, inner, strict=True)))
        if current is container:
            break
        insets = shifted(insets, current, styles)
        current = current.parent
    return insets


def shifted(insets: tuple[float, ...], node: Node, styles: Mapping[Node, Style]) -> tuple[float, ...]:
    """Return the distances with what a position or a float adds to them."""
    style = styles[node]
    box = style.box
    top, right, bottom, left = insets
    if box.position in {"absolute", "relative"}:
        left += max(0.0, box.sides.get("left") or 0.0)
        right += max(0.0, box.sides.get("right") or 0.0) if box.position == "absolute" else 0.0
        top += max(0.0, box.sides.get("top") or 0.0) if box.position == "absolute" else 0.0
    if box.floats and box.width is not None and node.parent is not None:
        room = styles[node.parent].width - box.width - 1
        if box.floats == "right":
            left += max(0.0, room)
        else:
            before = [styles[child].box for child in node.parent.children[: node.index]]
            if all(other.floats == "left" and other.width is not None for other in before):
                taken = sum((other.width or 0.0) + other.inner[1] + other.inner[3] for other in before)
                if taken <= room:
                    left += taken
    return top, right, bottom, left


def neighbours(root: Node, styles: Mapping[Node, Style]) -> Iterator[Node]:
    """Yield the boxes over which one may lie that reaches some pixels up and down from its place in the flow.

    Of the elements around, whose own text may be there, no children are meant.
    """
    for reach, step in ((styles[root].box.up, -1), (styles[root].box.down, 1)):
        current = root
        left = reach
        while left > 2 and current.parent is not None:
            siblings = [child for child in current.parent.children if not child.pseudo or child is current]
            place = siblings.index(current)
            beside = siblings[place + 1 :] if step > 0 else siblings[:place][::-1]
            yield current.parent
            row = styles[current.parent].box.columns
            for sibling in beside:
                if left <= 2:
                    return
                yield sibling
                if not row and styles[sibling].box.position not in {"absolute", "fixed"}:
                    left -= max(0.0, styles[sibling].box.total)
            current = current.parent


def is_within(node: Node, other: Node) -> bool:
    """Return whether an element is another, or in it."""
    current: Node | None = node
    while current is not None:
        if current is other:
            return True
        current = current.parent
    return False


def moved_root(node: Node, styles: Mapping[Node, Style]) -> Node | None:
    """Return the nearest element, itself or around it, that was moved; None when it lies in its place."""
    current: Node | None = node
    while current is not None:
        if styles[current].box.moved:
            return current
        current = current.parent
    return None


def container_of(root: Node, styles: Mapping[Node, Style]) -> Node | None:
    """Return the element in which a moved one stays, as far as is known."""
    box = styles[root].box
    if box.position == "fixed":
        return None
    current = root.parent
    if box.position == "absolute" and box.sides:
        while current is not None and not styles[current].box.has_container:
            current = current.parent
        inside = all(offset is not None and offset >= -60 for offset in box.sides.values())
        return current if inside else current.parent if current is not None else None
    return current
