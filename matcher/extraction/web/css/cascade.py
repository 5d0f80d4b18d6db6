"""Resolve which declarations win for an element, and which may win: the cascade with *maybe*."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from matcher.extraction.web.css.nodes import Budget, Node
from matcher.extraction.web.css.properties import JUDGED, SHORTHANDS
from matcher.extraction.web.css.sheets import Declaration, Rule, Sheets, declarations
from matcher.extraction.web.css.truth import MAYBE, NO, YES, Truth
from matcher.extraction.web.css.values import INHERITED, INITIAL, expand, is_harmless_alone, is_understood

__all__ = ["Matched", "Matcher", "Winners", "Winning"]

Variables = Mapping[str, str | None]
"""Custom properties of an element; None for a value that is not known."""

_LONGEST: Final = 2000
"""Characters of a value after its variables are replaced; longer ones are not judged."""
_CUSTOM = re.compile(r"--[\w-]+\Z")


@dataclass(slots=True)
class Matched:
    """A rule that matches an element, and whether it surely does."""

    rule: Rule
    truth: Truth


class Matcher:
    """Find the rules that match each element."""

    def __init__(self, sheets: Sheets, budget: Budget) -> None:
        self._budget = budget
        self._index: dict[tuple[str, str], list[Rule]] = {}
        for rule in sheets.rules:
            kind = "" if rule.selector.pseudo in {"", "first-line", "first-letter", "?"} else rule.selector.pseudo
            if kind != "inert":
                self._index.setdefault((kind, self._folded(rule.selector.key)), []).append(rule)
        self.has_boxes = any(kind for kind, _ in self._index)
        """Whether a rule adds boxes before or after elements."""

    def _folded(self, key: str) -> str:
        return key.casefold() if self._budget.quirks else key

    def match(self, node: Node, kind: str = "") -> list[Matched]:
        """Return the rules for an element, or for the box before or after its content."""
        found = []
        identifier = node.get("id")
        keys = ["", node.tag, *(f".{name}" for name in sorted(node.classes))]
        if identifier:
            keys.append(f"#{identifier}")
        for key in dict.fromkeys(map(self._folded, keys)):
            for rule in self._index.get((kind, key), ()):
                truth = rule.selector.matches(node, self._budget)
                if truth != NO:
                    if rule.selector.pseudo in {"first-line", "first-letter", "?"}:
                        truth = MAYBE  # a part of the element's text, or nobody knows what
                    found.append(Matched(rule, truth))
        return found


@dataclass(slots=True)
class Winning:
    """What an element's style is known to be."""

    values: dict[str, str] = field(default_factory=dict)
    doubts: set[str] = field(default_factory=set)
    """Properties that may have other values, or whose values are not known here."""
    variables: Variables = field(default_factory=dict)


class Winners:
    """Compute the winning declarations of elements on one screen."""

    def __init__(self, sheets: Sheets, screen: int, *, with_styles: bool = True) -> None:
        self._sheets = sheets
        self._screen = screen
        self._inline: dict[str, list[Declaration]] = {}
        self._with_styles = with_styles

    def inline(self, text: str) -> list[Declaration]:
        """Return the declarations of a ``style`` attribute."""
        if text not in self._inline:
            import tinycss2

            contents = tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)
            self._inline[text] = declarations(contents)
        return self._inline[text]

    def resolve(
        self,
        matched: Sequence[Matched],
        inline: Sequence[Declaration],
        hints: Mapping[str, str],
        variables: Variables,
        animated: Sequence[Declaration] = (),
    ) -> Winning:
        """Return the winning values.

        Args:
            matched: the rules that match the element.
            inline: its ``style`` attribute.
            hints: what its other attributes say, as declarations.
            variables: of its parent.
            animated: what its animations end with.
        """
        ordered = self._ordered(matched, inline, hints, animated)
        self._sheets.budget.spend(len(ordered))
        winning = Winning(variables=self._variables(ordered, variables))
        for declaration, certain in ordered:
            if not declaration.name.startswith("--"):
                self._apply(winning, declaration, certain)
        return winning

    def _ordered(
        self,
        matched: Sequence[Matched],
        inline: Sequence[Declaration],
        hints: Mapping[str, str],
        animated: Sequence[Declaration],
    ) -> list[tuple[Declaration, bool]]:
        """Return the declarations from the weakest to the strongest, each with whether it surely applies."""
        rules = []
        for one in matched if self._with_styles else ():
            truth = min(one.truth, one.rule.applies[self._screen])
            if truth != NO:
                rules.append((one.rule, truth == YES))
        rules.sort(key=lambda pair: (pair[0].layer, pair[0].selector.specificity, pair[0].order))
        found = [(Declaration(name, value.lower()), True) for name, value in hints.items()]
        important = []
        for rule, certain in rules:
            for declaration in rule.declared:
                if declaration.important:
                    important.append((rule, declaration, certain))
                else:
                    found.append((declaration, certain))
        if self._with_styles:
            found += [(declaration, True) for declaration in inline if not declaration.important]
            found += [(declaration, True) for declaration in animated]
        important.sort(key=lambda t: (tuple(-n for n in t[0].layer), t[0].selector.specificity, t[0].order))
        found += [(declaration, certain) for _, declaration, certain in important]
        if self._with_styles:
            found += [(declaration, True) for declaration in inline if declaration.important]
        return found

    def _variables(self, ordered: Sequence[tuple[Declaration, bool]], inherited: Variables) -> Variables:
        own = [(d, certain) for d, certain in ordered if d.name.startswith("--")]
        if not own:
            return inherited
        found = dict(inherited)
        for declaration, certain in own:
            if certain:
                value: str | None = declaration.value
                if value in {"inherit", "unset", "revert", "revert-layer"}:
                    value = inherited.get(declaration.name)
                elif value == "initial":
                    found.pop(declaration.name, None)
                    continue
                found[declaration.name] = value
            elif found.get(declaration.name, self._sheets.registered.get(declaration.name)) != declaration.value:
                found[declaration.name] = None
        for name in [declaration.name for declaration, _ in own]:
            if "var(" in (found.get(name) or ""):
                found[name] = self._substituted(found[name] or "", {**found, name: None})
        return found

    def _substituted(self, text: str, variables: Variables) -> str | None:
        """Return a value with its variables replaced; None when it is not known.

        An unknown variable without a fallback makes the declaration void: the word ``unset`` is returned.
        """
        for _ in range(30):
            start = text.find("var(")
            if start < 0:
                return text
            if len(text) > _LONGEST:
                return None
            end = _closing(text, start + 3)
            name, comma, fallback = text[start + 4 : end].partition(",")
            name = name.strip()
            if not _CUSTOM.match(name):
                return None
            if name in variables:
                value = variables[name]
            elif name in self._sheets.registered:
                value = self._sheets.registered[name]
            else:
                value = fallback.strip() if comma else "unset"
                if not comma:
                    return "unset"
            if value is None:
                return None
            text = f"{text[:start]}{value}{text[end + 1 :]}"
        return None

    def _apply(self, winning: Winning, declaration: Declaration, certain: bool) -> None:
        text = declaration.value
        if "var(" in text.lower():
            resolved = self._substituted(text.replace("VAR(", "var("), winning.variables)
            if resolved is None:
                winning.doubts.update(_sides(declaration.name))
                return
            text = resolved.lower().strip() or "unset"
        elif "--" in text:
            text = text.lower()
        for name, value in expand(declaration.name, text):
            self._set(winning, name, value, certain)

    def _set(self, winning: Winning, name: str, value: str, certain: bool) -> None:
        inherits = name in INHERITED
        if name not in JUDGED:
            winning.doubts.add(name)
            return
        if value in {"inherit", "unset", "revert", "initial"} and certain:
            if value == "inherit" and name == "display":  # of an element that is not displayed nothing is
                winning.values[name] = value
                winning.doubts.discard(name)
                return
            if value == "inherit" and not inherits and name in {"opacity", "position", "transform", "content"}:
                winning.doubts.add(name)
                return
            winning.values.pop(name, None)
            winning.doubts.discard(name)
            if value == "initial" and inherits:
                winning.values[name] = INITIAL.get(name, "normal")
            return
        if not is_understood(name, value):
            winning.doubts.add(name)
        elif certain:
            winning.values[name] = value
            winning.doubts.discard(name)
        elif winning.values.get(name) != value and not is_harmless_alone(name, value):
            winning.doubts.add(name)


def _sides(name: str) -> tuple[str, ...]:
    return SHORTHANDS.get(name) or tuple(dict.fromkeys(longhand for longhand, _ in expand(name, "unset")))


def _closing(text: str, start: int) -> int:
    """Return the place of the bracket that closes the one at ``start``."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0:
            return place
    return len(text)
