"""Evaluate values in style sheets: lengths with their arithmetic, colours, transforms and clips.

Only what decides whether text is visible on a desktop's screen of 1280 × 800 pixels.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from matcher.extraction.colours import Colour, is_lost

__all__ = [
    "SCREEN",
    "background_of",
    "font_size",
    "is_clipped_away",
    "is_for_screen",
    "is_nowhere",
    "length",
    "lengths",
    "parse_colour",
    "split_selectors",
]

SCREEN: Final = 1280.0
"""Width in pixels of the screen on which pages are assumed to be viewed."""

FAR: Final = 900.0
"""Pixels from which text counts as moved off the screen: pages hide text by -999 or -9999; an honest overlap moves by
some tens."""

_PIXELS: Final = {
    "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "q": 0.945, "rem": 16.0, "rlh": 19.0,
    "vw": 12.8, "vi": 12.8, "vmax": 12.8, "vh": 8.0, "vb": 8.0, "vmin": 8.0,
}  # fmt: skip
_FONT_UNITS: Final = {"em": 1.0, "ex": 0.5, "ch": 0.5, "ic": 1.0, "cap": 0.7, "lh": 1.2}
_SIZES: Final = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0,
    "xxx-large": 48.0,
}  # fmt: skip
_RELATIVE: Final = {"smaller": 1 / 1.2, "larger": 1.2}
_ANGLES: Final = {"deg": 1.0, "grad": 0.9, "rad": 180 / math.pi, "turn": 360.0}
_DEEPEST: Final = 20
_WIDTH = re.compile(r"(min|max)-width\s*:\s*([\d.]+)(px|em|rem)")
_RANGE = re.compile(r"width\s*([<>])=?\s*([\d.]+)(px|em|rem)")
_CLIPPED = re.compile(r"rect\(\s*(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?\s*\)")


def length(text: str, font: float, base: float | None = None) -> float | None:
    """Return a length in pixels; None when it is no length or cannot be computed.

    Args:
        text: as written, in lower case: ``-9999px``, ``calc(1em - 16px)``.
        font: font size in pixels.
        base: pixels of which percentages are a share.

    >>> length("12pt", 16), length("calc(2em - 32px)", 16), length("min(0px, 1em)", 16), length("auto", 16)
    (16.0, 0.0, 0.0, None)
    """
    return next(iter(lengths(text, font, base)), None)


def lengths(text: str, font: float, base: float | None = None) -> list[float | None]:
    """Return the lengths of a shorthand (``margin: 0 0 0 -9999px``), in order."""
    import tinycss2

    if not text or len(text) > 500:
        return []
    parts = tinycss2.parse_component_value_list(text, skip_comments=True)
    return [_value(part, font, base, 0) for part in parts if part.type not in {"whitespace", "literal"}]


def _value(token: Any, font: float, base: float | None, depth: int) -> float | None:
    if token.type == "number":
        return float(token.value)
    if token.type == "percentage":
        return None if base is None else base * token.value / 100
    if token.type == "dimension":
        unit = re.sub(r"\A[sld](?=v)", "", token.lower_unit)
        if unit in _FONT_UNITS:
            return float(token.value) * font * _FONT_UNITS[unit]
        return float(token.value) * _PIXELS[unit] if unit in _PIXELS else None
    if depth > _DEEPEST or token.type not in {"function", "() block"}:
        return None
    name = token.lower_name if token.type == "function" else "calc"
    arguments = [_sum(part, font, base, depth + 1) for part in _split(token)]
    known = [argument for argument in arguments if argument is not None]
    if not known or len(known) < len(arguments):
        return None
    if name in {"min", "max"}:
        return min(known) if name == "min" else max(known)
    if name == "clamp" and len(known) == 3:
        return max(known[0], min(known[1:]))
    return known[0] if name == "calc" else None


def _split(block: Any) -> list[list[Any]]:
    """Return the arguments of a function: the tokens between commas, without white space."""
    tokens = block.arguments if block.type == "function" else block.content
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if token == ",":  # noqa: S105
            parts.append([])
        elif token.type not in {"whitespace", "comment"}:
            parts[-1].append(token)
    return parts


def _sum(tokens: Sequence[Any], font: float, base: float | None, depth: int) -> float | None:
    """Evaluate a calculation: products first, then sums."""
    terms: list[float] = []
    sign, pending = 1.0, ""
    for token in tokens:
        if token.type == "literal" and token.value in {"+", "-", "*", "/"}:
            if token.value in {"+", "-"}:
                sign = 1.0 if token.value == "+" else -1.0
            pending = token.value
            continue
        value = _value(token, font, base, depth)
        if value is None:
            return None
        if pending in {"*", "/"} and terms:
            if pending == "/" and not value:
                return None
            terms[-1] = terms[-1] * value if pending == "*" else terms[-1] / value
        else:
            terms.append(sign * value)
        sign, pending = 1.0, ""
    return sum(terms) if terms else None


def font_size(style: dict[str, str], parent: float) -> float:
    """Return the font size of an element in pixels.

    Args:
        style: its declarations, in lower case.
        parent: font size of its parent in pixels.

    >>> font_size({"font-size": "50%"}, 16), font_size({"font": "italic 0/0 a"}, 16), font_size({}, 16)
    (8.0, 0.0, 16)
    """
    text = style.get("font-size", "")
    if not text and (shorthand := style.get("font", "")):
        before = re.split(r"[,\"']", shorthand.partition("/")[0])[0].split()
        text = next(
            (word for word in before if (word[:1] in "0123456789." and not word.isdecimal()) or word == "0"), ""
        )
        if "(" in shorthand and not text and (match := re.search(r"\b(?:calc|min|max|clamp)\([^/]*\)", shorthand)):
            text = match[0]
    if text in _SIZES:
        return _SIZES[text]
    if text in _RELATIVE:
        return parent * _RELATIVE[text]
    size = length(text, parent, parent)
    return parent if size is None else size


def parse_colour(text: str) -> tuple[Colour | None, float]:
    """Return a colour and its opacity, 0 to 1; None for an unknown colour.

    >>> parse_colour("hsl(0 0% 100% / 50%)"), parse_colour("lab(100% 0 0)"), parse_colour("color-mix(in lab, x)")
    (((255, 255, 255), 0.5), ((255, 255, 255), 1.0), (None, 1.0))
    """
    from tinycss2.color4 import parse_color

    if text.startswith("color-mix("):
        return _mixed(text), 1.0
    parsed: Any = parse_color(text)
    if parsed is None or isinstance(parsed, str):
        return None, 1.0
    alpha = float(parsed.alpha)
    try:
        if parsed.space in {"lab", "lch"}:
            return _grey(_luminance_of_lab(parsed.coordinates[0])), alpha
        if parsed.space in {"oklab", "oklch"}:
            return _grey(parsed.coordinates[0] ** 3), alpha
        parts = parsed.coordinates if parsed.space == "display-p3" else parsed.to("srgb").coordinates
        red, green, blue = (round(255 * min(1.0, max(0.0, part))) for part in parts)
    except (ValueError, TypeError, NotImplementedError):
        return None, alpha
    return (red, green, blue), alpha


def _luminance_of_lab(lightness: float) -> float:
    return ((lightness + 16) / 116) ** 3 if lightness > 8 else lightness / 903.3


def _grey(luminance: float) -> Colour:
    """Return the grey of that luminance, which is enough to compute a contrast."""
    linear = min(1.0, max(0.0, luminance))
    level = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return (round(255 * level),) * 3


def _mixed(text: str) -> Colour | None:
    """Return the mixture of two colours: half of each, unless percentages are given."""
    match = re.match(r"color-mix\(\s*in [^,]+,\s*(.+?)(\s[\d.]+%)?\s*,\s*(.+?)(\s[\d.]+%)?\s*\)\Z", text)
    if match is None:
        return None
    first, second = parse_colour(match[1])[0], parse_colour(match[3])[0]
    if first is None or second is None:
        return None
    share = (
        float(match[2].strip(" %")) / 100 if match[2] else 1 - float(match[4].strip(" %")) / 100 if match[4] else 0.5
    )
    red, green, blue = (round(share * a + (1 - share) * b) for a, b in zip(first, second, strict=True))
    return red, green, blue


def _colours_in(tokens: Sequence[Any], depth: int = 0) -> Iterator[tuple[Colour | None, float]]:
    for token in tokens:
        if token.type == "function" and token.lower_name.endswith("-gradient") and depth < _DEEPEST:
            yield from _colours_in(token.arguments, depth + 1)
        elif token.type in {"ident", "hash", "function"}:
            colour, alpha = parse_colour(token.serialize())
            if colour is not None or token.type == "function":
                yield colour, alpha


def background_of(text: str) -> tuple[Colour | None, float] | None:
    """Return the colour of a ``background`` (or ``mask-image``) and its opacity; None when it has none.

    A gradient between colours that look the same is one of them; the colour of any other gradient is unknown.

    >>> background_of("#123 url(a.png)"), background_of("linear-gradient(white, #fefefe)"), background_of("none")
    ((None, 1.0), ((255, 255, 255), 1.0), None)
    """
    import tinycss2

    if "url(" in text or "unknown" in text:
        return None, 1.0
    parts = tinycss2.parse_component_value_list(text[:2000], skip_comments=True)
    shades = list(_colours_in(parts))
    if "gradient(" in text:
        colours = [colour for colour, _ in shades]
        if not colours or None in colours:
            return None, 1.0
        alike = all(is_lost(colour, colours[0]) for colour in colours)
        strongest = max(alpha for _, alpha in shades)
        return (colours[0] if alike else None), strongest
    if shades:
        return shades[0]
    return None if all(part.type in {"ident", "whitespace"} for part in parts) else (None, 0.0)


def is_nowhere(style: dict[str, str], font: float) -> bool:
    """Return whether transforms shrink an element to nothing, turn its edge to the reader, or move it off the screen.

    >>> is_nowhere({"transform": "rotate(3deg) translateX(-200vw)"}, 16), is_nowhere({"scale": "0.9"}, 16)
    (True, False)
    """
    import tinycss2

    text = style.get("transform", "")
    for token in tinycss2.parse_component_value_list(text[:1000], skip_comments=True):
        if token.type == "function" and _is_vanishing(token, font):
            return True
    for factor in lengths(style.get("scale", ""), font, 1.0)[:2]:
        if factor is not None and abs(factor) < 0.02:
            return True
    zoom = length(style.get("zoom", ""), font, 1.0)
    if zoom is not None and 0 < zoom < 0.1:
        return True
    return any(moved is not None and moved <= -FAR for moved in lengths(style.get("translate", ""), font, SCREEN)[:2])


def _is_vanishing(token: Any, font: float) -> bool:
    name = token.lower_name
    values = [_sum(part, font, SCREEN, 0) for part in _split(token)]
    if name.startswith("scale") and name != "scalez":
        values = [_sum(part, font, 1.0, 0) for part in _split(token)][:2]
        return any(value is not None and abs(value) < 0.02 for value in values)
    if name.startswith("translate") and name != "translatez":
        return any(value is not None and value <= -FAR for value in values[:2])
    if name == "matrix" and len(values) == 6 and None not in values:
        a, b, c, d, e, f = (value or 0.0 for value in values)
        return abs(a * d - b * c) < 1e-3 or min(e, f) <= -FAR
    if name in {"rotatex", "rotatey"}:
        angles = [t for t in token.arguments if t.type == "dimension" and t.lower_unit in _ANGLES]
        return any(abs(math.cos(math.radians(t.value * _ANGLES[t.lower_unit]))) < 0.02 for t in angles)
    return False


def is_clipped_away(style: dict[str, str], font: float) -> bool:
    """Return whether ``clip`` or ``clip-path`` leaves nothing of an element.

    >>> is_clipped_away({"clip-path": "inset(0 100% 0 0)"}, 16), is_clipped_away({"clip-path": "inset(1px)"}, 16)
    (True, False)
    """
    import tinycss2

    if _CLIPPED.search(style.get("clip", "")):
        return True
    text = style.get("clip-path", "")
    for token in tinycss2.parse_component_value_list(text[:1000], skip_comments=True):
        if token.type != "function":
            continue
        parts = [t for part in _split(token) for t in part]
        values = [_value(t, font, 100.0, 0) for t in parts if t.type in {"number", "percentage", "dimension"}]
        if token.lower_name == "inset" and values and (share := [v for v in values[:4] if v is not None]):
            top, right, bottom, left = (share * 4)[:4] if len(share) == 1 else (*share, *share[:2], *share[1:2])[:4]
            if any(t.type == "percentage" for t in parts) and max(top + bottom, left + right) >= 100:
                return True
        if token.lower_name in {"circle", "ellipse"} and values and values[0] == 0:
            return True
        if (
            token.lower_name == "polygon"
            and len(values) >= 4
            and len({(*values[i : i + 2],) for i in range(0, len(values), 2)}) < 3
        ):
            return True
    return False


def is_for_screen(condition: str) -> bool:
    """Return whether a media query holds on a desktop's screen.

    >>> is_for_screen("screen and (min-width: 600px)"), is_for_screen("print"), is_for_screen("(width < 40em)")
    (True, False, False)
    """
    if not condition.strip():
        return True
    for query in condition.lower().split(","):
        if re.search(r"\bprint\b|\bspeech\b|prefers-|orientation\s*:\s*portrait|hover\s*:\s*none|forced-colors", query):
            if not query.strip().startswith("not"):
                continue
            return True
        widths = [(kind, float(n) * (1 if unit == "px" else 16)) for kind, n, unit in _WIDTH.findall(query)
                  if n.count(".") < 2 and n != "."]  # fmt: skip
        widths += [("max" if sign[0] == "<" else "min", float(n) * (1 if unit == "px" else 16))
                   for sign, n, unit in _RANGE.findall(query) if n.count(".") < 2 and n != "."]  # fmt: skip
        if all(width <= SCREEN if kind == "min" else width >= SCREEN for kind, width in widths):
            return True
    return False


def split_selectors(prelude: Iterable[Any]) -> Iterable[str]:
    """Yield the selectors of a list from its parsed tokens."""
    import tinycss2

    part: list[Any] = []
    for token in prelude:
        if token == ",":  # noqa: S105
            yield tinycss2.serialize(part)
            part = []
        else:
            part.append(token)
    yield tinycss2.serialize(part)
