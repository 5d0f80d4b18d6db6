"""Answer media queries (Media Queries 4) and ``@supports`` for the screens on which a résumé may be read.

A condition is answered for each of :data:`SCREENS`; what differs between readers' machines, and what is not known here,
is *maybe*.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from matcher.extraction.web.css.lengths import measure
from matcher.extraction.web.css.selectors import split
from matcher.extraction.web.css.truth import MAYBE, NO, YES, Truth, negate

__all__ = ["SCREENS", "media", "supports"]

SCREENS: Final = (1280.0, 1920.0)
"""Widths of the screens in pixels on which text must be shown to count: a notebook's and a desktop's."""

_HEIGHTS: Final = (600.0, 3000.0)
"""Heights between which a window's may be: a small notebook's, and a picture of a whole page."""

_KEYWORDS: Final[dict[str, dict[str, Truth]]] = {
    "hover": {"hover": YES, "none": NO},
    "any-hover": {"hover": YES, "none": NO},
    "pointer": {"fine": YES, "coarse": NO, "none": NO},
    "any-pointer": {"fine": YES, "coarse": MAYBE, "none": NO},
    "prefers-color-scheme": {"light": YES, "dark": NO, "no-preference": NO},
    "prefers-reduced-motion": {"no-preference": YES, "reduce": NO},
    "prefers-reduced-transparency": {"no-preference": YES, "reduce": NO},
    "prefers-reduced-data": {"no-preference": YES, "reduce": NO},
    "prefers-contrast": {"no-preference": YES, "more": NO, "less": NO, "custom": NO},
    "forced-colors": {"none": YES, "active": NO},
    "inverted-colors": {"none": YES, "inverted": NO},
    "scripting": {"enabled": YES, "none": NO, "initial-only": NO},
    "update": {"fast": YES, "slow": NO, "none": NO},
    "overflow-block": {"scroll": YES, "none": NO, "paged": NO},
    "color-gamut": {"srgb": YES, "p3": MAYBE, "rec2020": MAYBE},
    "dynamic-range": {"standard": YES, "high": MAYBE},
    "display-mode": {"browser": YES, "fullscreen": NO, "standalone": NO, "minimal-ui": NO},
    "scan": {"progressive": YES, "interlace": NO},
    "-ms-high-contrast": {"none": NO, "active": NO},
}
_PRESENT: Final[dict[str, Truth]] = {
    "color": YES, "width": YES, "height": YES, "hover": YES, "any-hover": YES, "pointer": YES, "any-pointer": YES,
    "resolution": YES, "aspect-ratio": YES, "monochrome": NO, "color-index": NO, "grid": NO, "scripting": YES,
    "update": YES, "prefers-reduced-motion": NO, "prefers-contrast": NO, "prefers-reduced-transparency": NO,
    "forced-colors": NO, "inverted-colors": NO, "-webkit-transform-3d": YES, "-ms-high-contrast": NO,
    "prefers-color-scheme": YES, "prefers-reduced-data": NO,
}  # fmt: skip
"""Answers to features without a value."""
_NUMBERS: Final = {"color": (8.0, 8.0), "monochrome": (0.0, 0.0), "color-index": (0.0, 0.0), "grid": (0.0, 0.0)}
_RATIO: Final = ("device-pixel-ratio", "resolution")


def media(tokens: Sequence[Any], screen: float) -> Truth:
    """Return whether a list of media queries holds on a screen of that width in pixels.

    >>> import tinycss2
    >>> queries = "screen and (min-width: 600px)", "print", "(width < 40em)", "(min-height: 900px)", "(foo)"
    >>> [media(tinycss2.parse_component_value_list(query), 1280.0) for query in queries]
    [2, 0, 0, 1, 1]
    """
    parts = [[token for token in part if token.type != "whitespace"] for part in split(tokens)]
    if parts == [[]]:
        return YES
    return max(_query(part, screen) for part in parts)


def _query(part: list[Any], screen: float) -> Truth:
    words = [token.lower_value if token.type == "ident" else "" for token in part]
    negated = bool(words) and words[0] == "not" and len(words) > 1 and words[1] not in {"", "not"}
    if words and words[0] in {"not", "only"} and (negated or words[0] == "only"):
        part, words = part[1:], words[1:]
    if words and words[0] and words[0] not in {"not", "and", "or"}:
        truth = YES if words[0] in {"screen", "all"} else NO
        if len(part) > 1:
            truth = min(truth, _logic(part[2:], lambda t: _feature(t, screen)) if words[1] == "and" else MAYBE)
        return negate(truth) if negated else truth
    return _logic(part, lambda token: _feature(token, screen))


def _logic(tokens: list[Any], answer: Callable[[Any], Truth], depth: int = 0) -> Truth:
    """Evaluate ``not``, ``and`` and ``or`` between blocks."""
    tokens = [token for token in tokens if token.type not in {"whitespace", "comment"}]
    if not tokens or depth > 20:
        return MAYBE
    truth: Truth | None = None
    word, negated = "", False
    for token in tokens:
        if token.type == "ident" and token.lower_value in {"and", "or", "not"}:
            if token.lower_value == "not":
                negated = not negated
            else:
                word = token.lower_value
            continue
        if token.type == "() block" and _is_logic(token.content):
            found = _logic(token.content, answer, depth + 1)
        else:
            found = answer(token)
        found = negate(found) if negated else found
        negated = False
        truth = found if truth is None else min(truth, found) if word == "and" else max(truth, found)
        if word == "" and truth is not found:
            return MAYBE
    return MAYBE if truth is None else truth


def _is_logic(content: list[Any]) -> bool:
    parts = [token for token in content if token.type not in {"whitespace", "comment"}]
    return bool(parts) and (
        parts[0].type in {"() block", "function"} or (parts[0].type == "ident" and parts[0].lower_value == "not")
    )


def _feature(token: Any, screen: float) -> Truth:
    if token.type != "() block":
        return MAYBE
    parts = [part for part in token.content if part.type not in {"whitespace", "comment"}]
    if len(parts) == 1 and parts[0].type == "ident":
        name = parts[0].lower_value
        return _PRESENT.get(name, MAYBE)
    if len(parts) >= 3 and parts[0].type == "ident" and parts[1] == ":":
        name, value = parts[0].lower_value, parts[2:]
        if len(value) == 1 and value[0].type == "ident":
            return _KEYWORDS.get(name, {}).get(value[0].lower_value, MAYBE)
        if name.startswith(("min-", "-webkit-min-")):
            return _compare(name.replace("min-", "", 1), ">=", value, screen)
        if name.startswith(("max-", "-webkit-max-")):
            return _compare(name.replace("max-", "", 1), "<=", value, screen)
        return _compare(name, "=", value, screen)
    return _range(parts, screen)


def _range(parts: list[Any], screen: float) -> Truth:
    """Answer ``(400px <= width < 90em)``."""
    sides: list[list[Any]] = [[]]
    signs: list[str] = []
    for part in parts:
        if part.type == "literal" and part.value in {"<", ">", "<=", ">=", "="}:
            if part.value == "=" and signs and not sides[-1]:
                signs[-1] += "="
                continue
            signs.append(part.value)
            sides.append([])
        else:
            sides[-1].append(part)
    place = next((n for n, side in enumerate(sides) if len(side) == 1 and side[0].type == "ident"), None)
    if place is None or not signs or any(not side for side in sides):
        return MAYBE
    name = sides[place][0].lower_value
    turned = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "="}
    truth = YES
    if place < len(signs):
        truth = min(truth, _compare(name, signs[place], sides[place + 1], screen))
    if place > 0:
        truth = min(truth, _compare(name, turned[signs[place - 1]], sides[place - 1], screen))
    return truth


def _compare(name: str, sign: str, value: list[Any], screen: float) -> Truth:
    import tinycss2

    text = tinycss2.serialize(value).strip().lower()
    wanted = measure(text, 16.0, None, screen)
    lowest: float
    highest: float
    if name in {"width", "device-width"}:
        lowest = highest = screen
    elif name in {"height", "device-height"}:
        lowest, highest = _HEIGHTS
    elif name in _NUMBERS:
        lowest, highest = _NUMBERS[name]
        wanted = value[0].value if len(value) == 1 and value[0].type == "number" else None
    elif name.endswith(_RATIO):
        lowest, highest = 1.0, 2.0
        scales = {"dppx": 1.0, "x": 1.0, "dpi": 1 / 96, "dpcm": 2.54 / 96}
        first = value[0]
        scale = 1.0 if first.type == "number" else scales.get(getattr(first, "lower_unit", ""))
        wanted = first.value * scale if scale is not None and first.type in {"number", "dimension"} else None
    else:
        return MAYBE
    if wanted is None:
        return MAYBE
    answers = {_holds(lowest, sign, wanted), _holds(highest, sign, wanted)}
    return MAYBE if len(answers) == 2 or (sign == "=" and lowest < wanted < highest) else YES if True in answers else NO


def _holds(actual: float, sign: str, wanted: float) -> bool:
    return {
        ">=": actual >= wanted, "<=": actual <= wanted, ">": actual > wanted, "<": actual < wanted,
        "=": actual == wanted,
    }[sign]  # fmt: skip


_SUPPORTED: Final = frozenset(
    {
        "aspect-ratio:1", "backdrop-filter:blur(1px)", "-webkit-backdrop-filter:blur(1px)", "gap:1px", "gap:1rem",
        "display:grid", "display:flex", "object-fit:cover", "position:sticky", "inset:0", "scroll-behavior:smooth",
        "-webkit-appearance:none", "font-variation-settings:normal", "text-wrap:balance", "text-wrap:pretty",
        "accent-color:auto", "scrollbar-width:thin", "scrollbar-gutter:stable", "print-color-adjust:exact",
        "grid-template-rows:subgrid", "grid-template-columns:subgrid", "color:color-mix(in lab,red,red)",
        "color:color-mix(in srgb,red,red)", "color:color-mix(in srgb,red 50%,transparent)", "color:oklch(0% 0 0)",
    }
)  # fmt: skip
"""Declarations for which pages ask, and that every browser since 2024 knows."""


def supports(tokens: Sequence[Any]) -> Truth:
    """Return whether a condition of ``@supports`` holds in browsers of today.

    >>> import tinycss2
    >>> conditions = "(display: grid)", "not (display: grid)", "(--x: 0)", "(foo: bar)"
    >>> [supports(tinycss2.parse_component_value_list(condition)) for condition in conditions]
    [2, 0, 2, 1]
    """
    return _logic(list(tokens), _supported)


def _supported(token: Any) -> Truth:
    import tinycss2

    if token.type != "() block":
        return MAYBE
    name, _, value = tinycss2.serialize(token.content).strip().lower().partition(":")
    text = f"{name.strip()}:{value.strip().replace(', ', ',')}"
    if name.strip().startswith("--") and value.strip():
        return YES
    return YES if text in _SUPPORTED else MAYBE
