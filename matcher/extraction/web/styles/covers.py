"""Find text that other boxes may cover: positions, negative margins, grid cells and shadows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from matcher.extraction.web.css.lengths import SCREEN_HEIGHT
from matcher.extraction.web.css.nodes import DRAWING, Budget, Node
from matcher.extraction.web.styles.effects import is_thin
from matcher.extraction.web.styles.placing import (
    Path,
    container_of,
    insets_of,
    is_within,
    moved_root,
    neighbours,
    path_of,
    shifted,
)
from matcher.extraction.web.styles.style import OFF_SCREEN, Box, Style, unknown

__all__ = ["cover", "is_drawing"]


_MOST_THIN: Final = 3
"""Lines, dots and icons in one container that count as too small to cover a text; more of them may be tiles."""

_FAINT: Final = 0.6
"""Opacity from which what lies over a text leaves it unreadable."""


_WIDEST_LETTER: Final = 0.58
"""Width of a letter in units of the font size, at most; on average."""
_IN_FLOW: Final = frozenset({"static", "relative"})
_FARTHEST: Final = 2000.0
"""Pixels from which a box counts as lying anywhere in its container."""
_HALF_LINE: Final = 12.0
"""Pixels of a text's height that may be covered without hiding it."""
_LABEL: Final = 25
"""Letters up to which a box placed where it stands in the text is a label of one line."""


@dataclass(slots=True)
class _Cover:
    """A box that may lie over text."""

    node: Node
    path: Path
    container: Node | None
    """The element that it stays in; None for the page."""
    span: tuple[float, float] | None
    """Pixels from the left edge of the container between which it lies; None when not known."""
    left: float | None
    """Pixels from the right edge of the container that it reaches; None when not known."""
    bottom: float | None
    """Pixels from the top that it reaches."""
    top: float | None
    """Pixels from the bottom that it reaches."""
    root: Node | None = None
    """The moved box in which it lies."""
    near: Node | None = None
    """The box that reaches no farther than its style says up and down; None when that is not known."""
    is_label: bool = False
    """Whether it is as high as a line, and covers only what comes after it in the text."""


def is_drawing(content: str) -> bool:
    """Return whether the content of an added box covers the ground: a picture, or signs such as “█”."""
    return (
        any(word in content for word in ("url(", "image", "gradient", "attr(")) or DRAWING.search(content) is not None
    )


def cover(nodes: Sequence[Node], styles: Mapping[Node, Style], budget: Budget) -> None:
    """Mark the texts over which an opaque box may lie.

    Args:
        nodes: the elements and added boxes; an added box stands among the children of its element.
        styles: their styles, changed in place.
        budget: the work that is left.
    """
    _share_cells(nodes, styles)
    opaque = [node for node in nodes if _is_opaque(node, styles[node])]
    for node in nodes:
        level = styles[node].box.level
        if level is not None and level < 0 and node.letters and _has_ground(node, styles):
            styles[node].hidden = styles[node].hidden or unknown("z-index")
    if not opaque:
        return
    roots = [node for node in nodes if styles[node].box.moved and not styles[node].hidden]
    thin: dict[Node | None, int] = {}
    for node in opaque:
        box = styles[node].box
        root = moved_root(node, styles)
        if root is None and not box.reaches_out:
            continue
        container = None if box.reaches_out else container_of(root or node, styles)
        one = _described(node, root, container, styles)
        if one.near is not None and max(styles[one.near].box.up, styles[one.near].box.down) <= _HALF_LINE:
            continue
        if is_thin(box) and not box.reaches_out:
            thin[container] = thin.get(container, 0) + 1
            around = container.letters if container is not None else nodes[0].letters
            few = thin[container] <= _MOST_THIN + (len(container.children) if container is not None else 0)
            if few and (around > 60 or min(box.width or 9.0, box.height or 9.0) <= 8):
                continue
        _cover_texts(one, nodes[0], styles, budget)
    _sink(roots, opaque, styles, budget)


_TRULY_HIDDEN: Final = frozenset({"styled as not displayed", "marked as hidden", "transparent", "no box"})


def _is_opaque(node: Node, style: Style) -> bool:
    """Return whether a box covers what lies under it; one that is not known to be shown may do so as well."""
    if style.hidden in _TRULY_HIDDEN or (style.hidden == OFF_SCREEN and style.box.position in {"absolute", "fixed"}):
        return False
    return (style.box.painted or node.is_drawing) and not style.invisible and style.opacity >= _FAINT


def _described(node: Node, root: Node | None, container: Node | None, styles: Mapping[Node, Style]) -> _Cover:
    """Return where a cover may lie, as far as is known; what lies in a moved box is as large as that at most."""
    box = styles[node].box
    path = path_of(node, styles)
    if root is None or box.reaches_out:
        near = node if root in {None, node} and box.position in _IN_FLOW and max(box.up, box.down) < _FARTHEST else None
        return _Cover(node, path, container, None, None, None, None, root, near)
    outer = styles[root].box
    if outer.position in _IN_FLOW and max(outer.up, outer.down) < _FARTHEST:
        return _Cover(node, path, container, None, None, None, None, root, root)
    sides = outer.sides
    width = None if outer.width is None else outer.width + outer.padding[1] + outer.padding[3]
    height = None if outer.height is None else outer.height + outer.padding[0] + outer.padding[2]
    placed = outer.position in {"absolute", "fixed"}
    if width is None and placed and not {"left", "right"} <= set(sides):
        width = _most_width(root, styles)
    span = None
    left = None
    if placed and width is not None:
        whole = styles[container] if container is not None else None
        if sides.get("left") is not None:
            span = (sides["left"] or 0.0, (sides["left"] or 0.0) + width)
        elif sides.get("right") is not None:
            left = (sides["right"] or 0.0) + width
            if whole is not None and whole.exact:
                full = whole.width + whole.box.padding[1] + whole.box.padding[3]
                span = (full - left, full - (sides["right"] or 0.0))
        elif outer.position == "fixed" and root.index == 0 and outer.width is not None:
            start = styles[root].left - outer.padding[3]
            span = (start, start + width)
    bottom = _plus(sides.get("top"), height) if placed else None
    top = _plus(sides.get("bottom"), height) if placed else None
    is_label = (
        outer.position == "absolute" and not sides and 0 < root.letters <= _LABEL and outer.height is None
        and outer.width is None and outer.inner[0] < 20 and max(outer.padding) <= 20 and not outer.is_context
    )  # fmt: skip
    return _Cover(node, path, container, span, left, bottom, top, root, None, is_label)


def _most_width(node: Node, styles: Mapping[Node, Style]) -> float:
    """Return the most pixels that a box needs for its text on one line."""
    style = styles[node]
    widest = max((styles[child].pixels or 16.0 for child in node.children), default=0.0)
    font = max(style.pixels or 16.0, widest)
    return node.letters * _WIDEST_LETTER * font + style.box.inner[1] + style.box.inner[3] + 8


def _plus(side: float | None, size: float | None) -> float | None:
    return None if side is None or size is None else side + size


def _cover_texts(one: _Cover, page: Node, styles: Mapping[Node, Style], budget: Budget) -> None:
    """Mark the texts in a cover's reach that are painted before it and that are not known to stand beside it."""
    start = one.container or page
    zero = (0.0,) * 4
    near = None if one.near is None else [*neighbours(one.near, styles)]
    stack: list[tuple[Node, tuple[float, ...], Node, bool]] = [(start, zero, start, True)]
    if near is not None:
        stack = [(node, zero, node, False) for node in near]
        budget.spend(len(near))
    fixed = styles[one.node].box.position == "fixed"
    while stack:
        node, insets, block, plain = stack.pop()
        budget.spend(3 + len(one.path))
        style = styles[node]
        box = style.box
        if (node is one.node and not node.pseudo) or style.hidden or (one.root is node and one.root is not one.node):
            continue  # what lies in one moved box moves together
        if near is not None:
            if node.own and path_of(node, styles, text=True) < one.path:
                style.own = style.own or "something may lie over it"
            if one.near is not None and not is_within(one.near, node):
                stack.extend((child, zero, block, False) for child in node.children)
            continue
        insets = tuple(map(sum, zip(insets, box.padding if node is start else box.inner, strict=True)))
        if node is not start:
            insets = shifted(insets, node, styles)
            plain = plain and _is_plain(node, box)
        if box.display not in {"inline", "contents"} or box.position in {"absolute", "fixed"}:
            block = node
        if _is_beside(one, insets):
            continue
        if one.is_label and node.last < one.node.order:
            continue
        if node.own and not (fixed and _scrolls_out(one, node, styles, page)):
            reach = insets[3] + block.letters * _WIDEST_LETTER * (style.pixels or 16.0) + 8
            clear = one.span is not None and plain and style.to_left and reach <= one.span[0]
            if not clear and path_of(node, styles, text=True) < one.path and not _is_before(one, node, block):
                style.own = style.own or "something may lie over it"
        if node.letters:
            stack.extend((child, insets, block, plain) for child in node.children)


def _is_beside(one: _Cover, insets: tuple[float, ...]) -> bool:
    """Return whether a box stands right of, left of, below or above a cover."""
    top, right, bottom, left = insets
    return (
        (one.span is not None and left >= one.span[1] - 2)
        or (one.left is not None and right >= one.left - 2)
        or (one.bottom is not None and top >= one.bottom - 2)
        or (one.top is not None and bottom >= one.top - 2)
    )


def _is_before(one: _Cover, node: Node, block: Node) -> bool:
    """Return whether a label stands behind the text in whose line it is placed."""
    return one.is_label and block is not None and (node.order < one.node.order and node.children[-1:] == [one.node])


def _is_plain(node: Node, box: Box) -> bool:
    """Return whether a box begins at the left edge of what it stands in."""
    if box.floats or box.columns or box.display not in {"block", "list-item", "inline", "flow-root"}:
        return False
    if box.position == "absolute":
        return "right" not in box.sides and (node.index == 0 or "left" in box.sides)
    return box.position in {"static", "relative"} and "right" not in box.sides and node.tag not in {"td", "th"}


def _scrolls_out(one: _Cover, node: Node, styles: Mapping[Node, Style], page: Node) -> bool:
    """Return whether a person can scroll a text out from under a box that stays where it is on the screen."""
    box = styles[one.node].box
    height = box.height if box.height is not None else box.needs + box.padding[0] + box.padding[2]
    if box.height is None and {"top", "bottom"} <= set(box.sides):
        return False
    if height > 0.3 * SCREEN_HEIGHT:
        return False
    line = 0.45 * 16.0 * 19.0 / max(styles[page].width, 1.0)
    if "bottom" in box.sides:
        after = page.letters - node.before - node.letters
        return after * line > height
    return node.before * line > height


def _share_cells(nodes: Sequence[Node], styles: Mapping[Node, Style]) -> None:
    """Mark items of a grid that are placed in the same cells as moved."""
    for node in nodes:
        if styles[node].box.display not in {"grid", "inline-grid"}:
            continue
        if any(styles[child].box.flat and styles[child].box.painted for child in node.children[1:]):
            for child in node.children:
                _move(styles[child].box)
        places = [(child, styles[child].box.place) for child in node.children if any(styles[child].box.place)]
        for number, (child, place) in enumerate(places[:200]):
            for other, also in places[:number]:
                if all(_overlap(a, b) for a, b in zip(place, also, strict=True)):
                    _move(styles[child].box)
                    _move(styles[other].box)


def _move(box: Box) -> None:
    box.moved = True
    box.up = box.down = float("inf")


def _overlap(one: str, other: str) -> bool:
    """Return whether two placements of ``grid-row`` or ``grid-column`` may share a line of cells."""
    if not one or not other:
        return False
    if one == other:
        return True
    spans = [[part for part in text.split("/") if part] for text in (one, other)]
    if not all(part.isdecimal() for span in spans for part in span):
        return any("/" in text or "-" in text for text in (one, other)) and any(
            part.lstrip("-").isdecimal() for span in spans for part in span
        )
    (a, b), (c, d) = ((int(s[0]), int(s[1]) if len(s) > 1 else int(s[0]) + 1) for s in spans)
    return max(a, c) < max(min(b, d), max(a, c) if b > a and d > c else 0)


def _sink(roots: Sequence[Node], opaque: Sequence[Node], styles: Mapping[Node, Style], budget: Budget) -> None:
    """Mark moved texts that may lie under a box that is painted later, or behind the page."""
    raised = [node for node in opaque if styles[node].box.raised and not _is_small(node, styles[node].box)]
    paths = {node: path_of(node, styles) for node in raised}
    for root in roots:
        box = styles[root].box
        if not root.letters or (box.position in _IN_FLOW and max(box.up, box.down) <= _HALF_LINE and not box.level):
            continue
        own = path_of(root, styles, text=True)
        if any(step[0] < 0 for step in own) and _has_ground(root, styles):
            styles[root].hidden = unknown("z-index")
            continue
        container = container_of(root, styles)
        budget.spend(len(raised))
        one = _described(root, root, container, styles)
        near: set[Node] | None = None
        if styles[root].box.position in _IN_FLOW:
            near = {node for node in neighbours(root, styles) if not is_within(root, node)}
        for node in raised:
            if (
                paths[node] > own and not is_within(node, root) and not is_within(root, node)
                and (_is_near(node, near) if near is not None else container is None or is_within(node, container))
                and not _is_beside(one, insets_of(node, container, styles))
                and not _begins_after(node, root, container, styles)
            ):  # fmt: skip
                styles[root].hidden = unknown("something may lie over it")
                break


def _begins_after(node: Node, root: Node, container: Node | None, styles: Mapping[Node, Style]) -> bool:
    """Return whether a moved box begins right of where the text of another ends."""
    mover = moved_root(node, styles)
    if mover is not node or not _is_plain(root, styles[root].box) or not styles[root].to_left:
        return False
    span = _described(node, mover, container, styles).span
    end = insets_of(root, container, styles)[3] + _most_width(root, styles)
    return span is not None and end <= span[0]


def _is_near(node: Node, near: set[Node]) -> bool:
    """Return whether a box is one of those, or in one."""
    current: Node | None = node
    while current is not None:
        if current in near:
            return True
        current = current.parent
    return False


def _is_small(node: Node, box: Box) -> bool:
    return is_thin(box) or (
        box.height is None and node.letters < 20 and node.tag not in {"img", "svg", "div", "section"}
    )


def _has_ground(root: Node, styles: Mapping[Node, Style]) -> bool:
    """Return whether an element around has a background that hides what is painted behind it."""
    current = root.parent
    while current is not None and current.tag != "html":
        if styles[current].box.painted and (current.tag != "body" or _is_painted_page(current, styles)):
            return True
        if styles[current].box.is_context:
            return False
        current = current.parent
    return False


def _is_painted_page(body: Node, styles: Mapping[Node, Style]) -> bool:
    """Return whether the page has a background of its own, so that its body's does not lie below everything."""
    return body.parent is not None and styles[body.parent].box.painted
