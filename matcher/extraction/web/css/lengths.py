"""Evaluate lengths in style sheets with their arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

__all__ = ["angle", "measure", "measures", "number", "parts"]

_PIXELS: Final = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6}
_FONT: Final = {"em": 1.0, "ex": 0.5, "ch": 0.5, "ic": 1.0, "cap": 0.7, "lh": 1.2}
_ROOT: Final = {"rem": 16.0, "rlh": 19.0, "rex": 8.0, "rch": 8.0, "ric": 16.0, "rcap": 11.2}
_WIDE: Final = frozenset({"vw", "vi", "vmax"})
_HIGH: Final = frozenset({"vh", "vb", "vmin"})
SCREEN_HEIGHT: Final = 800.0
"""Height in pixels of the windows in which pages are read, for lengths in its hundredths."""

_ANGLES: Final = {"deg": 1.0, "grad": 0.9, "rad": 57.29577951308232, "turn": 360.0}
_DEEPEST: Final = 20
_LONGEST: Final = 500


@lru_cache(maxsize=4096)
def parts(text: str) -> tuple[Any, ...]:
    """Return the component values of a declaration's value without white space; empty when it is too long to judge."""
    import tinycss2

    if len(text) > _LONGEST:
        return ()
    parsed = tinycss2.parse_component_value_list(text, skip_comments=True)
    return tuple(token for token in parsed if token.type != "whitespace")


@lru_cache(maxsize=8192)
def measure(text: str, font: float, base: float | None = None, screen: float = 1280.0) -> float | None:
    """Return a length in pixels; None when it is no length or cannot be computed.

    Args:
        text: as written, in lower case: ``-9999px``, ``calc(1em - 16px)``.
        font: font size in pixels.
        base: pixels of which percentages are a share; None where there are none.
        screen: width of the screen in pixels.

    >>> measure("12pt", 16), measure("calc(2em - 32px)", 16), measure("min(0px, 1em)", 16), measure("16", 16)
    (16.0, 0.0, 0.0, None)
    """
    tokens = parts(text)
    if len(tokens) != 1:
        return None
    token = tokens[0]
    if token.type == "number":
        return 0.0 if token.value == 0 else None
    return _value(token, (font, base, screen), 0)


def measures(text: str, font: float, base: float | None = None, screen: float = 1280.0) -> list[float | None]:
    """Return the lengths of a shorthand (``margin: 0 0 0 -9999px``), in order; None for each that is none."""
    import tinycss2

    return [measure(tinycss2.serialize([token]).lower(), font, base, screen) for token in parts(text)]


def number(text: str) -> float | None:
    """Return a number or percentage; None when it is none.

    >>> number("50%"), number("calc(1 - 0.5)"), number("env(x)")
    (0.5, 0.5, None)
    """
    tokens = parts(text)
    if len(tokens) != 1 or tokens[0].type == "dimension":
        return None
    return _value(tokens[0], (0.0, 1.0, 0.0), 0)


def angle(token: Any) -> float | None:
    """Return an angle in degrees; None when a component value is none."""
    if token.type == "number":
        return 0.0 if token.value == 0 else None
    if token.type == "dimension" and token.lower_unit in _ANGLES:
        return float(token.value) * _ANGLES[token.lower_unit]
    return None


def _value(token: Any, context: tuple[float, float | None, float], depth: int) -> float | None:
    font, base, screen = context
    if token.type == "number":
        return float(token.value)
    if token.type == "percentage":
        return None if base is None else base * float(token.value) / 100
    if token.type == "dimension":
        unit = token.lower_unit
        scale = _PIXELS.get(unit) or _ROOT.get(unit)
        if scale is None and unit in _FONT:
            scale = font * _FONT[unit]
        if scale is None:
            plain = unit[1:] if unit[:1] in "sld" and unit[1:2] == "v" else unit
            scale = screen / 100 if plain in _WIDE else SCREEN_HEIGHT / 100 if plain in _HIGH else None
        return None if scale is None else float(token.value) * scale
    if depth > _DEEPEST or token.type not in {"function", "() block"}:
        return None
    name = token.lower_name if token.type == "function" else "calc"
    if name not in {"calc", "-webkit-calc", "min", "max", "clamp"}:
        return None
    arguments = [_sum(part, context, depth + 1) for part in _split(token)]
    known = [argument for argument in arguments if argument is not None]
    if not known or len(known) < len(arguments):
        return None
    if name in {"min", "max"}:
        return min(known) if name == "min" else max(known)
    if name == "clamp":
        return max(known[0], min(known[1:])) if len(known) == 3 else None
    return known[0] if len(known) == 1 else None


def _split(block: Any) -> list[list[Any]]:
    """Return the arguments of a function: the tokens between commas, without white space."""
    tokens = block.arguments if block.type == "function" else block.content
    found: list[list[Any]] = [[]]
    for token in tokens:
        if token == ",":  # noqa: S105
            found.append([])
        elif token.type not in {"whitespace", "comment"}:
            found[-1].append(token)
    return found


def _sum(tokens: Sequence[Any], context: tuple[float, float | None, float], depth: int) -> float | None:
    """Evaluate a calculation: products first, then sums; None when any part of it is not known."""
    terms: list[float] = []
    pending = "+"
    for token in tokens:
        if token.type == "literal" and token.value in {"+", "-", "*", "/"} and not pending:
            pending = token.value
            continue
        value = _value(token, context, depth)
        if value is None:
            return None
        if not pending:  # "1px -2px": the sign belongs to the number, and the calculation is invalid
            return None
        if pending in {"*", "/"}:
            if pending == "/" and not value:
                return None
            terms[-1] = terms[-1] * value if pending == "*" else terms[-1] / value
        else:
            terms.append(-value if pending == "-" else value)
        pending = ""
    return sum(terms) if terms and not pending else None
