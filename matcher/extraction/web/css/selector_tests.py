"""Test elements for the parts of selectors: classes, attributes, relations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from matcher.extraction.web.css.nodes import Budget, Node
from matcher.extraction.web.css.truth import MAYBE, NO, YES, Truth, negate

if TYPE_CHECKING:
    from matcher.extraction.web.css.selectors import Selector

__all__ = ["Test", "all_of", "any_of", "attribute", "has", "has_class", "maybe", "none_of", "tag"]

Test = Callable[[Node, Budget], Truth]


def maybe(_: Node, __: Budget) -> Truth:
    """Return that nobody knows."""
    return MAYBE


def all_of(tests: list[Test]) -> Test:
    """Return the test that all of these pass."""
    if len(tests) == 1:
        return tests[0]

    def test(node: Node, budget: Budget) -> Truth:
        truth = YES
        for one in tests:
            truth = min(truth, one(node, budget))
            if truth == NO:
                break
        return truth

    return test


def tag(name: str) -> Test:
    """Return the test for an element's name."""
    return lambda node, _: YES if node.tag == name else NO


def has_class(name: str) -> Test:
    """Return the test for a class."""
    folded = name.casefold()

    def test(node: Node, budget: Budget) -> Truth:
        if name in node.classes:
            return YES
        return MAYBE if budget.quirks and any(one.casefold() == folded for one in node.classes) else NO

    return test


def attribute(name: str, operator: str, value: str, *, caseless: bool) -> Test:
    """Return the test for an attribute.

    Args:
        name: of the attribute.
        operator: ``=``, ``~=``, ``|=``, ``^=``, ``$=`` or ``*=``.
        value: to compare with.
        caseless: whether case does not matter.
    """
    wanted = value.lower() if caseless else value

    def test(node: Node, budget: Budget) -> Truth:
        found = node.get(name)
        if found is None:
            return NO
        budget.spend(1 + len(found) // 100)
        found = found.lower() if caseless else found
        if name == "id" and budget.quirks and found != wanted and found.casefold() == wanted.casefold():
            return MAYBE
        if operator == "=":
            return YES if found == wanted else NO
        if operator == "|=":
            return YES if found == wanted or found.startswith(f"{wanted}-") else NO
        if not wanted:
            return NO
        if operator == "~=":
            return YES if wanted in found.split() else NO
        does = {"^=": found.startswith, "$=": found.endswith, "*=": found.__contains__}[operator]
        return YES if does(wanted) else NO

    return test


def any_of(selectors: Sequence[Selector]) -> Test:
    """Return the test that an element matches one of these."""
    return lambda node, budget: max((s.matches(node, budget) for s in selectors if not s.pseudo), default=NO)


def none_of(selectors: Sequence[Selector]) -> Test:
    """Return the test that an element matches none of these."""
    inner = any_of(selectors)
    return lambda node, budget: negate(inner(node, budget))


def has(selectors: Sequence[Selector]) -> Test:
    """Return the test that something in an element, or beside it, matches."""

    def test(node: Node, budget: Budget) -> Truth:
        best = NO
        for selector in selectors:
            for other in _reachable(node, selector):
                budget.spend(8)
                # What stands left of the relative selector is not checked to be below the element: it may match more.
                found = selector.matches(other, budget)
                best = max(best, min(found, MAYBE) if selector.combinators and found else found)
                if best == YES:
                    return YES
        return best

    return test


def _reachable(node: Node, selector: Selector) -> Iterable[Node]:
    """Yield the elements that the last compound of a relative selector may mean."""
    deep = bool(selector.combinators) or selector.key == " "
    if selector.key in {"+", "~"}:
        siblings = node.parent.children[node.index + 1 :] if node.parent is not None else []
        stack = siblings[:1] if selector.key == "+" and not deep else siblings[::-1]
    else:
        stack = node.children[::-1]
    while stack:
        other = stack.pop()
        yield other
        if deep:
            stack.extend(reversed(other.children))
