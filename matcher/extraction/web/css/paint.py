"""Compute the colours of text and of what is behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from matcher.extraction.colours import Colour, is_lost
from matcher.extraction.web.css.lengths import parts

__all__ = ["Backdrop", "Paint", "background", "colour", "is_readable", "laid_over"]

Paint = tuple[Colour, float]
"""A colour and its opacity, 0 to 1."""

Backdrop = tuple[Colour, ...]
"""The colours that may be behind a text: it must be readable on each."""

_MOST_COLOURS: Final = 12
"""Colours behind one text; the gradients of honest pages have up to five."""
_MOST_STOPS: Final = 60
_FAINTEST: Final = 0.05
"""Opacity below which a background is not seen."""


@lru_cache(maxsize=2048)
def colour(text: str) -> Paint | None:
    """Return a colour and its opacity; None for one that is not known (of the system, relative, mixed otherwise).

    >>> colour("hsl(0 0% 100% / 50%)"), colour("oklch(1 0 0)"), colour("canvas"), colour("light-dark(#fff, #000)")
    (((255, 255, 255), 0.5), ((255, 255, 255), 1.0), None, None)
    """
    from tinycss2.color4 import parse_color

    if len(text) > 200:
        return None
    if text.startswith("color-mix("):
        return _mixed(text)
    parsed: Any = parse_color(text)
    if parsed is None or isinstance(parsed, str):
        return None
    try:
        return _rgb(parsed), float(parsed.alpha)
    except (ValueError, TypeError, NotImplementedError, OverflowError):
        return None


def _rgb(parsed: Any) -> Colour:
    space = parsed.space
    if space in {"srgb", "hsl", "hwb"}:
        return _rounded(parsed.to("srgb").coordinates)
    if space in {"lab", "lch"}:
        x, y, z = parsed.to("xyz-d50").coordinates
        return _rounded(map(_gamma, _product(_FROM_D50, (x, y, z))))
    if space in {"oklab", "oklch", "xyz-d65", "xyz"}:
        x, y, z = parsed.to("xyz-d65").coordinates
        return _rounded(map(_gamma, _product(_FROM_D65, (x, y, z))))
    if space == "xyz-d50":
        return _rounded(map(_gamma, _product(_FROM_D50, parsed.coordinates)))
    if space == "srgb-linear":
        return _rounded(map(_gamma, parsed.coordinates))
    raise NotImplementedError


_FROM_D65: Final = (
    (3.2409699, -1.5373832, -0.4986108), (-0.9692436, 1.8759675, 0.0415551), (0.0556301, -0.2039770, 1.0569715),
)  # fmt: skip
_FROM_D50: Final = (
    (3.1341359, -1.6173863, -0.4906619), (-0.9787955, 1.9162544, 0.0334427), (0.0719555, -0.2289768, 1.4053860),
)  # fmt: skip


def _product(matrix: Sequence[Sequence[float]], vector: Sequence[float | None]) -> list[float]:
    return [sum(a * (b or 0.0) for a, b in zip(row, vector, strict=True)) for row in matrix]


def _gamma(linear: float | None) -> float:
    linear = min(1.0, max(0.0, linear or 0.0))
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * float(linear ** (1 / 2.4)) - 0.055


def _rounded(channels: Any) -> Colour:
    red, green, blue = (round(255 * min(1.0, max(0.0, channel or 0.0))) for channel in channels)
    return red, green, blue


def _mixed(text: str) -> Paint | None:
    """Return the mixture of two colours: half of each, unless percentages are given."""
    match = re.match(r"color-mix\(\s*in ([\w-]+)[^,]*,\s*(.+?)(\s[\d.]+%)?\s*,\s*(.+?)(\s[\d.]+%)?\s*\)\Z", text)
    if match is None:
        return None
    first, second = colour(match[2]), colour(match[4])
    if first is None or second is None:
        return None
    shares = [float(match[n].strip(" %")) / 100 if match[n] else None for n in (3, 5)]
    share = shares[0] if shares[0] is not None else 1 - shares[1] if shares[1] is not None else 0.5
    if not 0 <= share <= 1 or (shares[0] is not None and shares[1] is not None and abs(sum(shares) - 1) > 0.01):  # type: ignore[arg-type]
        return None
    alpha = share * first[1] + (1 - share) * second[1]
    if "transparent" in (match[2], match[4]):
        return (second[0] if match[2] == "transparent" else first[0]), alpha
    if match[1] not in {"srgb", "srgb-linear", "lab", "oklab"} or (match[1] != "srgb" and first[0] != second[0]):
        return None if not is_lost(first[0], second[0]) else (first[0], alpha)
    return laid_over((first[0], share), second[0]), alpha


def laid_over(paint: Paint, below: Colour) -> Colour:
    """Return the colour that is seen where a paint covers another colour.

    >>> laid_over(((0, 0, 0), 0.5), (255, 255, 255))
    (128, 128, 128)
    """
    (red, green, blue), alpha = paint
    return (
        round(alpha * red + (1 - alpha) * below[0]),
        round(alpha * green + (1 - alpha) * below[1]),
        round(alpha * blue + (1 - alpha) * below[2]),
    )


def is_readable(paint: Paint | None, backdrop: Backdrop | None, opacity: float) -> bool:
    """Return whether text is distinguished from everything that may be behind it.

    >>> is_readable(((0, 0, 0), 1.0), ((255, 255, 255),), 1.0), is_readable(((0, 0, 0), 1.0), ((255, 255, 255),), 0.05)
    (True, False)
    >>> is_readable(((255, 255, 255), 1.0), ((255, 255, 255), (0, 0, 0)), 1.0)
    False
    """
    if paint is None or backdrop is None:
        return False
    shade, alpha = paint
    return not any(is_lost(laid_over((shade, alpha * opacity), below), below) for below in backdrop)


@lru_cache(maxsize=4096)
def background(image: str, shade: Paint, below: Backdrop | None, *, partial: bool) -> tuple[Backdrop | None, bool]:
    """Return what is behind the text of an element, and whether anything opaque was painted.

    A picture in another file counts as missing, since only what a file holds is known to be shown; of a picture in the
    page nothing is known.

    Args:
        image: ``background-image`` in lower case.
        shade: ``background-color``.
        below: what is behind the element.
        partial: whether the image may leave some of the element uncovered.

    >>> background("linear-gradient(white, #000)", ((0, 0, 0), 0.0), ((9, 9, 9),), partial=False)
    (((255, 255, 255), (0, 0, 0)), True)
    """
    behind = below
    if shade[1] >= _FAINTEST:
        behind = (shade[0],) if shade[1] >= 0.99 else _over([shade], below)
    painted = shade[1] > 0.3
    if image in {"", "none"}:
        return behind, painted
    layers = _layers(image)
    for layer in reversed(layers):
        if layer == "none":
            continue
        if layer.startswith(("url(", '"')) and "data:" not in layer:
            continue
        stops = list(_stops(layer))
        if not stops or None in stops or len(stops) > _MOST_STOPS:
            return None, True
        known = [stop for stop in stops if stop is not None]
        covered = _over(known, behind)
        behind = covered if not partial or covered is None or behind is None else _limited([*covered, *behind])
        painted = painted or max(alpha for _, alpha in known) > 0.3
    return behind, painted


def _layers(image: str) -> list[str]:
    import tinycss2

    tokens = parts(image)
    if not tokens:
        return ["unknown"]
    layers: list[list[Any]] = [[]]
    for token in tokens:
        if token == ",":  # noqa: S105
            layers.append([])
        else:
            layers[-1].append(token)
    return [tinycss2.serialize(layer).strip() for layer in layers]


def _stops(layer: str) -> Iterator[Paint | None]:
    """Yield the colours of a gradient; None for what is not known."""
    tokens = parts(layer)
    if len(tokens) != 1 or tokens[0].type != "function" or not tokens[0].lower_name.endswith("-gradient"):
        yield None
        return
    for token in tokens[0].arguments:
        if token.type in {"hash", "function"}:
            text = token.serialize().lower()
            if token.type == "function" and token.lower_name in {"calc", "min", "max", "clamp", "from", "to"}:
                continue
            yield colour(text)
        elif token.type == "ident":
            found = colour(token.lower_value)
            if found is not None:
                yield found
            elif token.lower_value not in _GRADIENT_WORDS:
                yield None


_GRADIENT_WORDS: Final = frozenset(
    "to top bottom left right center circle ellipse closest-side farthest-side closest-corner farthest-corner at from "
    "in srgb oklab oklch lab shorter longer hue".split()
)


def _over(paints: Sequence[Paint], below: Backdrop | None) -> Backdrop | None:
    if below is None:
        return tuple(dict.fromkeys(shade for shade, _ in paints)) if all(a >= 0.99 for _, a in paints) else None
    return _limited([laid_over(paint, other) for paint in paints for other in below])


def _limited(colours: Sequence[Colour]) -> Backdrop | None:
    found = tuple(dict.fromkeys(colours))
    return found if len(found) <= _MOST_COLOURS else None
