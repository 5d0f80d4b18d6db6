"""Represent the elements of a page with what selectors and styles ask of them, and bound the work done on them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from matcher.core.errors import UnreadableFileError

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["DRAWING", "Budget", "Node", "build"]

MOST_STEPS: Final = 500_000
"""Comparisons of selectors with elements, declarations applied and boxes compared, per page.

Of 26 published themes of résumés, made with Bootstrap and Tailwind among others, the most takes 73,000; 500,000 take
one to two seconds. Rerun `python -m benchmarks growth` after touching it.
"""


DRAWING = re.compile("[\u2580-\u259f\u25a0-\u25ff\u2b1b\u2b1c\u2b24\u3013]{3}")
"""Signs that cover the ground."""


class Budget:
    """Count the work on one page, and refuse it when it is too much.

    >>> Budget(2).spend(1)
    """

    def __init__(self, steps: int = MOST_STEPS) -> None:
        self._left = steps
        self.has_autofocus = False
        """Whether an element of the page asks for the focus."""
        self.quirks = False
        """Whether browsers compare classes and identifiers without case, as in old pages."""

    def spend(self, steps: int = 1) -> None:
        """Take steps.

        Raises:
            UnreadableFileError: none are left.
        """
        self._left -= steps
        if self._left < 0:
            raise UnreadableFileError(
                "too-large", "its style sheets need more work than a résumé's; save it as PDF or without styles"
            )


@dataclass(slots=True, eq=False)
class Node:
    """Represent an element, or a box that a style sheet adds before or after its content."""

    element: _Element
    tag: str
    parent: Node | None
    children: list[Node]
    classes: frozenset[str]
    index: int
    """Position among the elements of its parent, from 0."""
    order: float
    """Position among the elements of the page, from 0; boxes that a style sheet adds stand between."""
    last: float = 0
    """Position of the last element in it."""
    own: int = 0
    """Characters of its own text."""
    letters: int = 0
    """Characters of the text in it."""
    before: int = 0
    """Characters of text before it on the page."""
    is_drawing: bool = False
    """Whether its own text is made of signs that cover the ground, such as “█”."""
    pseudo: str = ""
    """``before`` or ``after`` for a box that a style sheet adds."""
    ranks: Any = None
    """Positions of the children by tag, made when asked for."""

    def get(self, name: str) -> str | None:
        """Return an attribute's value, or None."""
        return None if self.pseudo else self.element.get(name)

    @property
    def position_of_type(self) -> tuple[int, int]:
        """The position among its siblings of the same tag, from 0, and their number."""
        if self.parent is None:
            return 0, 1
        if self.parent.ranks is None:
            counts: dict[str, int] = {}
            ranks = []
            for child in self.parent.children:
                rank = counts.get(child.tag, 0)
                counts[child.tag] = rank + 1
                ranks.append(rank)
            self.parent.ranks = (ranks, counts)
        ranks, counts = self.parent.ranks
        return ranks[self.index], counts[self.tag]


def build(root: _Element) -> list[Node]:
    """Return the elements of a page in document order, the root first.

    >>> from lxml import html
    >>> [(node.tag, node.letters, node.before) for node in build(html.fromstring("<p>Go<b>SQL</b> C</p>"))]
    [('p', 6, 0), ('b', 3, 2)]
    """
    nodes: list[Node] = []
    seen = 0
    stack: list[tuple[_Element, Node | None]] = [(root, None)]
    # Children follow their parent in document order, so the text before each is known when it is reached.
    while stack:
        element, parent = stack.pop()
        if parent is None and nodes:
            seen += len((element.tail or "").strip())
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag:
            continue
        text = len((element.text or "").strip())
        index = len(parent.children) if parent is not None else 0
        classes = element.get("class")
        node = Node(
            element, tag.lower() if tag.isascii() else tag, parent, [],
            frozenset(classes.split()) if classes else frozenset(), index, len(nodes), len(nodes), text, before=seen,
        )  # fmt: skip
        if element.text and not element.text.isascii():
            node.is_drawing = DRAWING.search(element.text) is not None
        if parent is not None:
            parent.children.append(node)
            parent.own += len((element.tail or "").strip())
        nodes.append(node)
        seen += text
        for child in reversed(element):
            stack.append((child, None))
            stack.append((child, node))
    for node in reversed(nodes):
        node.letters += node.own
        if node.parent is not None:
            node.parent.letters += node.letters
            node.parent.last = max(node.parent.last, node.last)
    return nodes
