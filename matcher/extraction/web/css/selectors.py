"""Parse selectors and match them to elements (Selectors 4), with *maybe* for what is not known.

A selector that holds a name which is not known here makes its whole list *maybe*: a browser that does not know the name
either drops the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from matcher.extraction.web.css import pseudo_classes
from matcher.extraction.web.css.nodes import Budget, Node
from matcher.extraction.web.css.selector_tests import (
    Test,
    all_of,
    any_of,
    attribute,
    has,
    has_class,
    maybe,
    none_of,
    tag,
)
from matcher.extraction.web.css.truth import MAYBE, NO, YES, Truth

__all__ = ["Selector", "anything", "parse", "split"]

_INERT: Final = frozenset(
    {
        "backdrop", "cue", "file-selector-button", "grammar-error", "highlight", "marker", "part", "placeholder",
        "selection", "slotted", "spelling-error", "target-text",
    }
)  # fmt: skip
"""Pseudo-elements that hold none of a page's text."""
_BOXES: Final = frozenset({"before", "after"})
_PARTS: Final = frozenset({"first-line", "first-letter"})
_CASELESS: Final = frozenset(
    "align axis bgcolor charset checked clear color dir disabled enctype face frame hreflang http-equiv lang language "
    "link media method multiple nohref noresize noshade nowrap readonly rel rev rules scope scrolling selected shape "
    "target text type valign valuetype vlink".split()
)
"""Attributes whose values HTML compares without case."""
_DEEPEST: Final = 20


class _UnknownError(ValueError):
    """What follows cannot be parsed here."""


@dataclass(slots=True)
class Selector:
    """Represent one selector: compounds from right to left, and the combinator left of each but the last."""

    tests: list[Test] = field(default_factory=list)
    combinators: list[str] = field(default_factory=list)
    specificity: tuple[int, int, int] = (0, 0, 0)
    key: str = ""
    """``#id``, ``.class`` or ``tag`` that every matching element has; empty when there is none."""
    pseudo: str = ""
    """``before``, ``after``, ``first-line`` or ``first-letter``; ``inert`` for one without text; ``?`` if unknown."""
    doubtful: bool = False

    def matches(self, node: Node, budget: Budget) -> Truth:
        """Return whether the selector matches an element."""
        truth = self._from(0, node, budget)
        return min(truth, MAYBE) if self.doubtful else truth

    def _from(self, number: int, node: Node, budget: Budget) -> Truth:
        budget.spend()
        truth = self.tests[number](node, budget)
        if truth == NO or number == len(self.combinators):
            return truth
        combinator = self.combinators[number]
        best = NO
        for other in _related(node, combinator):
            found = self._from(number + 1, other, budget)
            best = max(best, found)
            if best == YES:
                break
        return min(truth, best)


def _related(node: Node, combinator: str) -> Iterable[Node]:
    """Yield the elements that may stand on the left of a combinator."""
    parent = node.parent
    if combinator in {" ", ">"}:
        while parent is not None:
            yield parent
            if combinator == ">":
                return
            parent = parent.parent
    elif parent is not None:
        for index in range(node.index - 1, -1, -1):
            yield parent.children[index]
            if combinator == "+":
                return


def split(tokens: Iterable[Any]) -> list[list[Any]]:
    """Split tokens at commas, without comments."""
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if token == ",":  # noqa: S105
            parts.append([])
        elif token.type != "comment":
            parts[-1].append(token)
    return parts


def parse(tokens: Iterable[Any], within: Sequence[Selector] | None = None, depth: int = 0) -> list[Selector]:
    """Return the selectors of a rule's prelude.

    Args:
        tokens: the prelude, parsed by tinycss2.
        within: the selectors of the rule around it, for ``&``.
        depth: depth of nesting in other selectors.
    """
    selectors = []
    doubtful = False
    for part in split(tokens):
        try:
            selector = _Parser(part, within, depth).selector()
        except _UnknownError:
            selector = _about(part, within, depth)
            doubtful = True
        doubtful = doubtful or selector.doubtful or selector.pseudo == "?"
        selectors.append(selector)
    if doubtful:
        for selector in selectors:
            selector.doubtful = True
    return selectors


def _about(part: list[Any], within: Sequence[Selector] | None, depth: int) -> Selector:
    """Return a selector that may match whatever one that cannot be parsed matches: by its last compound."""
    last = next((n for n in range(len(part) - 1, -1, -1) if part[n].type == "whitespace" and n < len(part) - 1), -1)
    if last >= 0:
        try:
            selector = _Parser(part[last + 1 :], within, depth).selector()
        except _UnknownError:
            pass
        else:
            selector.doubtful = True
            return selector
    return anything()


def anything() -> Selector:
    """Return a selector that may match every element."""
    return Selector([maybe], doubtful=True, specificity=(9, 9, 9))


class _Parser:
    """Parse one selector."""

    def __init__(self, tokens: list[Any], within: Sequence[Selector] | None, depth: int, *, relative: bool = False):
        start, end = 0, len(tokens)
        while start < end and tokens[start].type == "whitespace":
            start += 1
        while end > start and tokens[end - 1].type == "whitespace":
            end -= 1
        self.tokens = tokens[start:end]
        self.place = 0
        self.within = within
        self.depth = depth
        self.result = Selector()
        self.relative = relative
        if depth > _DEEPEST:
            raise _UnknownError

    def selector(self) -> Selector:
        parts: list[list[Test]] = []
        combinators: list[str] = []
        keys: list[str] = []
        leading = ""
        if self.place < len(self.tokens) and self.tokens[0] in (">", "+", "~") and (self.within or self.relative):
            leading = self.tokens[0].value
            self.place = 1
            self._skip()
        nested = False
        while True:
            tests, key, has_nest = self._compound()
            nested = nested or has_nest
            parts.append(tests)
            keys.append(key)
            if self.place >= len(self.tokens):
                break
            combinators.append(self._combinator())
        result = self.result
        if self.within is not None and not nested:
            parts.insert(0, [any_of(self.within)])
            combinators.insert(0, leading or " ")
            self._add_specificity(max((s.specificity for s in self.within), default=(0, 0, 0)))
        elif self.relative:
            result.key = leading or " "  # read by :has
        result.tests = [all_of(tests) for tests in reversed(parts)]
        result.combinators = combinators[::-1]
        if not self.relative:
            result.key = keys[-1]
        return result

    def _skip(self) -> bool:
        start = self.place
        while self.place < len(self.tokens) and self.tokens[self.place].type == "whitespace":
            self.place += 1
        return self.place > start

    def _combinator(self) -> str:
        spaced = self._skip()
        token = self.tokens[self.place]
        if token in (">", "+", "~"):
            self.place += 1
            self._skip()
            return str(token.value)
        if not spaced:
            raise _UnknownError
        return " "

    def _add_specificity(self, more: tuple[int, int, int]) -> None:
        a, b, c = self.result.specificity
        self.result.specificity = (a + more[0], b + more[1], c + more[2])

    def _compound(self) -> tuple[list[Test], str, bool]:
        tests: list[Test] = []
        key = ""
        nested = False
        start = self.place
        while self.place < len(self.tokens):
            token = self.tokens[self.place]
            if token.type == "whitespace" or token in (">", "+", "~"):
                break
            if self.result.pseudo and self.result.pseudo != "inert":
                raise _UnknownError  # a state of a pseudo-element
            self.place += 1
            if self.place < len(self.tokens) and self.tokens[self.place] == "|":  # a namespace
                self.place += 1
                start = self.place
                self.result.doubtful = True
                continue
            if token.type == "ident" and self.place == start + 1:
                key = key or token.lower_value
                tests.append(tag(token.lower_value))
                self._add_specificity((0, 0, 1))
            elif token == "*" and self.place == start + 1:  # noqa: S105
                pass
            elif token == "&" and self.within is not None:  # noqa: S105
                nested = True
                tests.append(any_of(self.within))
                self._add_specificity(max((s.specificity for s in self.within), default=(0, 0, 0)))
            elif token.type == "hash" and token.is_identifier:
                key = f"#{token.value}"
                tests.append(attribute("id", "=", token.value, caseless=False))
                self._add_specificity((1, 0, 0))
            elif token == ".":  # noqa: S105
                name = self._next("ident").value
                key = key if key.startswith("#") else f".{name}"
                tests.append(has_class(name))
                self._add_specificity((0, 1, 0))
            elif token.type == "[] block":
                tests.append(self._attribute_test(token))
                self._add_specificity((0, 1, 0))
            elif token == ":":  # noqa: S105
                self._pseudo(tests)
            else:
                raise _UnknownError
        if self.place == start:
            raise _UnknownError
        return tests, key, nested

    def _next(self, kind: str) -> Any:
        if self.place >= len(self.tokens) or self.tokens[self.place].type != kind:
            raise _UnknownError
        self.place += 1
        return self.tokens[self.place - 1]

    def _attribute_test(self, block: Any) -> Test:
        parts = [token for token in block.content if token.type not in {"whitespace", "comment"}]
        if not parts or parts[0].type != "ident":
            raise _UnknownError
        name = parts[0].lower_value
        if len(parts) == 1:
            return lambda node, _: YES if node.get(name) is not None else NO
        operator = str(getattr(parts[1], "value", ""))
        if len(parts) not in {3, 4} or parts[2].type not in {"ident", "string"}:
            raise _UnknownError
        flag = parts[3].lower_value if len(parts) == 4 and parts[3].type == "ident" else ""
        if operator not in {"=", "~=", "|=", "^=", "$=", "*="} or flag not in {"", "i", "s"}:
            raise _UnknownError
        caseless = flag == "i" or (not flag and name in _CASELESS)
        return attribute(name, operator, parts[2].value, caseless=caseless)

    def _pseudo(self, tests: list[Test]) -> None:
        if self.place >= len(self.tokens):
            raise _UnknownError
        token = self.tokens[self.place]
        self.place += 1
        if token == ":":  # noqa: S105
            if self.place >= len(self.tokens) or self.tokens[self.place].type not in {"ident", "function"}:
                raise _UnknownError
            token = self.tokens[self.place]
            self.place += 1
            self._element(token.lower_value if token.type == "ident" else token.lower_name)
        elif token.type == "ident":
            if token.lower_value in _BOXES | _PARTS:
                self._element(token.lower_value)
                return
            test = pseudo_classes.named(token.lower_value)
            self.result.doubtful = self.result.doubtful or test is None
            tests.append(test or maybe)
            self._add_specificity((0, 1, 0))
        elif token.type == "function":
            tests.append(self._functional(token))
        else:
            raise _UnknownError

    def _element(self, name: str) -> None:
        self._add_specificity((0, 0, 1))
        if name in _BOXES | _PARTS:
            self.result.pseudo = name
        elif name.startswith(("-moz-", "-ms-", "-o-")):  # the rule is dropped by other browsers than that one
            self.result.pseudo, self.result.doubtful = "inert", True
        else:
            self.result.pseudo = "inert" if name in _INERT or name.startswith("-webkit-") else "?"

    def _functional(self, token: Any) -> Test:
        name = token.lower_name
        if name in {"is", "where", "not", "matches", "-webkit-any"}:
            inner = parse(token.arguments, self.within, self.depth + 1) if self.within is None else self._inside(token)
            if name != "where":
                self._add_specificity(max((s.specificity for s in inner), default=(0, 0, 0)))
            return none_of(inner) if name == "not" else any_of(inner)
        if name == "has":
            parts = [_Parser(part, None, self.depth + 1, relative=True).selector() for part in split(token.arguments)]
            self._add_specificity(max((s.specificity for s in parts), default=(0, 0, 0)))
            return has(parts)
        self._add_specificity((0, 1, 0))
        if name in pseudo_classes.COUNTING:
            return self._counting(name, token.arguments)
        test = pseudo_classes.functional(name, token.arguments)
        self.result.doubtful = self.result.doubtful or test is None
        return test or maybe

    def _inside(self, token: Any) -> list[Selector]:
        """Return the selectors in ``:is()`` within a nested rule, where ``&`` may stand."""
        selectors = []
        for part in split(token.arguments):
            if any(inner == "&" for inner in part):
                selectors += parse(part, self.within, self.depth + 1)
            else:
                selectors += parse(part, None, self.depth + 1)
        return selectors

    def _counting(self, name: str, arguments: list[Any]) -> Test:
        from tinycss2.nth import parse_nth

        place = next((n for n, t in enumerate(arguments) if t.type == "ident" and t.lower_value == "of"), None)
        among = None
        if place is not None:
            among = parse(arguments[place + 1 :], None, self.depth + 1)
            arguments = arguments[:place]
        terms = parse_nth(arguments)
        if terms is None:
            raise _UnknownError
        return pseudo_classes.counting(name, terms, any_of(among) if among is not None else None)
