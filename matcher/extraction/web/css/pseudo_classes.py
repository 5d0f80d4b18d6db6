"""Answer pseudo-classes for a page that was just opened: nothing is hovered, focused, visited or played."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from matcher.extraction.web.css.nodes import Budget, Node
from matcher.extraction.web.css.truth import MAYBE, NO, YES, Truth

__all__ = ["COUNTING", "counting", "functional", "named"]

Test = Callable[[Node, Budget], Truth]

COUNTING: Final = frozenset({"nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"})

_FORM: Final = frozenset({"button", "fieldset", "input", "optgroup", "option", "select", "textarea"})
_NEVER: Final = frozenset(
    "active active-view-transition autofill -webkit-autofill buffering current fullscreen -webkit-full-screen future "
    "host hover modal muted past paused picture-in-picture playing popover-open seeking stalled target target-within "
    "visited volume-locked".split()
)
"""States that no element has on a page just opened, without scripts."""
_FORM_STATES: Final = frozenset(
    "checked default disabled enabled in-range indeterminate invalid open optional out-of-range placeholder-shown "
    "read-write required user-invalid user-valid valid".split()
)
"""States that only form elements have, and ``details``."""
_FOCUS: Final = frozenset({"focus", "focus-visible", "focus-within"})


def named(name: str) -> Test | None:
    """Return the test of a pseudo-class without arguments; None when it is not known."""
    if name in _NEVER or name.startswith(("-moz-", "-ms-", "-o-", "-khtml-")):
        return lambda _, __: NO
    if name in _FORM_STATES:
        return lambda node, _: MAYBE if node.tag in _FORM or node.tag in {"details", "dialog"} else NO
    if name in _FOCUS:
        return _focus
    if name in {"link", "any-link", "-webkit-any-link"}:
        return lambda node, _: YES if node.tag in {"a", "area"} and node.get("href") is not None else NO
    return _NAMED.get(name)


def _focus(_: Node, budget: Budget) -> Truth:
    """Return whether an element may have the focus, or hold what has it: on opening, only what asks for it."""
    return MAYBE if budget.has_autofocus else NO


def _first(node: Node, _: Budget) -> Truth:
    return YES if node.index == 0 else NO


def _last(node: Node, _: Budget) -> Truth:
    return YES if node.parent is None or node.index == len(node.parent.children) - 1 else NO


def _first_of_type(node: Node, _: Budget) -> Truth:
    return YES if node.position_of_type[0] == 0 else NO


def _last_of_type(node: Node, _: Budget) -> Truth:
    rank, count = node.position_of_type
    return YES if rank == count - 1 else NO


def _empty(node: Node, _: Budget) -> Truth:
    if node.children or node.pseudo:
        return NO
    text = node.element.text
    return YES if not text else MAYBE if not text.strip() else NO


_NAMED: Final[dict[str, Test]] = {
    "root": lambda node, _: YES if node.parent is None else NO,
    "scope": lambda node, _: YES if node.parent is None else MAYBE,
    "defined": lambda node, _: YES if "-" not in node.tag else MAYBE,
    "read-only": lambda node, _: MAYBE if node.tag in _FORM or node.get("contenteditable") is not None else YES,
    "first-child": _first,
    "last-child": _last,
    "only-child": lambda node, budget: min(_first(node, budget), _last(node, budget)),
    "first-of-type": _first_of_type,
    "last-of-type": _last_of_type,
    "only-of-type": lambda node, budget: min(_first_of_type(node, budget), _last_of_type(node, budget)),
    "empty": _empty,
}


def counting(name: str, terms: tuple[int, int], among: Test | None) -> Test:
    """Return the test of ``:nth-child()`` and the like.

    Args:
        name: of the pseudo-class.
        terms: the step and the start.
        among: what the counted elements match; None for any.
    """
    step, start = terms
    from_end = "last" in name

    def is_in(place: int) -> bool:
        rest = place - start
        return rest == 0 if step == 0 else rest % step == 0 and rest // step >= 0

    def test(node: Node, budget: Budget) -> Truth:
        if node.parent is None:
            return YES if is_in(1) else NO
        if among is not None:
            if among(node, budget) == NO:
                return NO
            siblings = node.parent.children
            nearer = siblings[node.index + 1 :] if from_end else siblings[: node.index]
            answers = [among(sibling, budget) for sibling in nearer]
            if MAYBE in answers or among(node, budget) == MAYBE:
                return MAYBE
            return YES if is_in(1 + answers.count(YES)) else NO
        if name.endswith("of-type"):
            rank, count = node.position_of_type
        else:
            rank, count = node.index, len(node.parent.children)
        return YES if is_in(count - rank if from_end else rank + 1) else NO

    return test


def functional(name: str, arguments: Sequence[Any]) -> Test | None:
    """Return the test of a pseudo-class with arguments; None when it is not known."""
    words = [token.lower_value for token in arguments if token.type == "ident"]
    if name == "dir" and len(words) == 1:
        return _direction(words[0])
    if name in {"host", "host-context", "state", "active-view-transition-type", "nth-col", "nth-last-col"}:
        return lambda node, _: NO if name != "state" or "-" not in node.tag else MAYBE
    if name == "lang":
        return lambda _, __: MAYBE
    return None


def _direction(wanted: str) -> Test:
    def test(node: Node, budget: Budget) -> Truth:
        current: Node | None = node
        while current is not None:
            budget.spend()
            declared = (current.get("dir") or "").lower()
            if declared in {"ltr", "rtl"}:
                return YES if declared == wanted else NO
            if declared or current.tag == "bdi":
                return MAYBE
            current = current.parent
        return YES if wanted == "ltr" else NO

    return test
