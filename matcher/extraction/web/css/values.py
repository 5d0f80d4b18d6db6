"""Tell which values of the judged properties are understood, and split shorthands into what is judged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from matcher.extraction.web.css.lengths import measure, number, parts
from matcher.extraction.web.css.paint import colour
from matcher.extraction.web.css.properties import JUDGED, SHORTHANDS

__all__ = ["INHERITED", "INITIAL", "SHOWN", "expand", "is_harmless_alone", "is_understood"]

INHERITED: Final = frozenset(
    {
        "color", "color-scheme", "direction", "fill", "fill-opacity", "font-family", "font-size", "font-size-adjust",
        "letter-spacing", "line-height", "stroke", "stroke-opacity", "stroke-width", "tab-size", "text-align",
        "text-fill-color", "text-indent", "text-security", "text-shadow", "text-stroke-width", "text-wrap-mode",
        "visibility", "white-space", "word-spacing", "writing-mode",
    }
)  # fmt: skip
"""Properties that elements take from their parents."""

INITIAL: Final = {
    "color": "#000", "visibility": "visible", "font-size": "16px", "text-indent": "0px", "font-family": "serif",
    "text-security": "none", "text-stroke-width": "0px", "writing-mode": "horizontal-tb", "fill": "#000",
    "fill-opacity": "1", "stroke": "none", "stroke-opacity": "1", "stroke-width": "1px", "font-size-adjust": "none",
    "tab-size": "8", "text-fill-color": "currentcolor", "text-wrap-mode": "wrap", "text-shadow": "none",
}  # fmt: skip

SHOWN: Final = frozenset(
    "block inline inline-block flex inline-flex grid inline-grid table inline-table table-row table-cell "
    "table-row-group table-header-group table-footer-group table-caption list-item flow-root contents -webkit-box "
    "-webkit-inline-box -webkit-flex -webkit-inline-flex ruby ruby-text ruby-base".split()
)
"""Values of ``display`` that show the text."""

_OVERFLOW: Final = "visible hidden clip scroll auto overlay"
_KEYWORDS: Final[dict[str, frozenset[str]]] = {
    name: frozenset(words.split())
    for name, words in {
        "background-blend-mode": "normal",
        "background-clip": "border-box padding-box content-box text",
        "color-scheme": "normal light dark",
        "content-visibility": "visible auto hidden",
        "contain": "none layout style paint content strict size inline-size",
        "flex-direction": "row row-reverse column column-reverse",
        "font-size-adjust": "none",
        "mix-blend-mode": "normal",
        "overflow-x": _OVERFLOW,
        "overflow-y": _OVERFLOW,
        "position": "static relative absolute fixed sticky -webkit-sticky",
        "text-security": "none",
        "text-wrap-mode": "wrap nowrap",
        "unicode-bidi": "normal embed isolate plaintext -webkit-isolate",
        "visibility": "visible hidden collapse",
        "white-space": "normal nowrap pre pre-wrap pre-line break-spaces",
        "writing-mode": "horizontal-tb",
        "animation-play-state": "running paused",
        "animation-fill-mode": "none forwards backwards both",
        "animation-direction": "normal reverse alternate alternate-reverse",
    }.items()
}
_SIZES: Final = "auto none fit-content max-content min-content -webkit-fit-content -webkit-fill-available stretch"
_LENGTHS: Final[dict[str, frozenset[str]]] = {
    name: frozenset(words.split())
    for names, words in (
        ("top right bottom left", "auto"),
        ("margin-top margin-right margin-bottom margin-left", "auto"),
        ("padding-top padding-right padding-bottom padding-left", ""),
        ("width height min-width min-height max-width max-height flex-basis", f"{_SIZES} content"),
        ("letter-spacing word-spacing", "normal"),
        ("text-indent text-stroke-width", ""),
        ("font-size", "xx-small x-small small medium large x-large xx-large xxx-large smaller larger"),
        ("text-decoration-thickness", "auto from-font"),
        ("outline-width", "thin medium thick"),
        ("outline-offset", ""),
        ("vertical-align", "baseline sub super text-top text-bottom middle top bottom"),
    )
    for name in names.split()
}
_COLOURS: Final = frozenset({"color", "background-color", "text-fill-color", "fill"})
_NUMBERS: Final = frozenset({"opacity", "fill-opacity", "flex-grow", "flex-shrink", "tab-size"})
_ZOOM: Final = frozenset({"normal", "reset"})


@lru_cache(maxsize=16384)
def is_understood(name: str, value: str) -> bool:
    """Return whether a value is one that browsers and this package read the same.

    >>> is_understood("display", "block"), is_understood("display", "new"), is_understood("font-size", "16")
    (True, False, False)
    """
    if not value or name not in JUDGED:
        return False
    if name == "display":
        return value in SHOWN or value == "none"
    if name in _KEYWORDS:
        known = _KEYWORDS[name]
        return value in known or (name in {"contain", "color-scheme"} and set(value.split()) <= {*known, "only"})
    if name in _LENGTHS:
        return value in _LENGTHS[name] or measure(value, 16.0, 100.0) is not None
    if name in _COLOURS:
        return value in {"currentcolor", "none", "transparent"} or colour(value) is not None
    if name in _NUMBERS:
        return number(value) is not None
    if name == "z-index":
        return value == "auto" or bool(re.fullmatch(r"[+-]?\d{1,10}", value))
    if name == "line-height":
        return value == "normal" or number(value) is not None or measure(value, 16.0, 16.0) is not None
    if name == "zoom":
        return value in _ZOOM or number(value) is not None
    return True


def is_harmless_alone(name: str, value: str) -> bool:
    """Return whether a value shows the text whatever the other declarations are."""
    if name == "display":
        return value in SHOWN and value != "contents"
    if name in {"visibility", "overflow-x", "overflow-y"}:
        return value == "visible"
    if name == "opacity":
        return (number(value) or 0.0) >= 0.5
    if name == "position":
        return value in {"static", "relative"}
    if name in {"width", "height", "max-width", "max-height", "min-width", "min-height", "flex-basis"}:
        size = measure(value, 16.0, 1000.0)
        return value in {"auto", "none", "fit-content", "max-content"} or (size is not None and 300 <= size <= 1300)
    if name.startswith(("margin", "padding")):
        size = measure(value, 16.0, 1000.0)
        return value == "auto" or (size is not None and 0 <= size <= 200)
    if name == "font-size":
        size = measure(value, 16.0)
        return size is not None and 9 <= size <= 64
    if name == "line-height":
        factor = number(value) if value != "normal" else 1.2
        factor = factor if factor is not None else (measure(value, 1.0, 1.0) or 0.0)
        return 0.9 <= factor <= 4 or 14 <= factor <= 60
    if name in {"letter-spacing", "word-spacing"}:
        return value == "normal" or -0.05 <= (measure(value, 1.0) or -1.0) <= 10
    if name in {"z-index", "flex-basis", "text-indent", "outline-width"}:
        return value in {"auto", "0", "0px"}
    if name.startswith(("grid", "flex", "border", "outline")) or name in {"text-align", "float", "direction"}:
        return (
            name.startswith("border")
            and "px" in value
            and measure(value.split("px")[0].split()[-1] + "px", 16.0) in {0.0, 1.0, 2.0}
        )
    return value in {"none", "normal", "visible"} and name != "display"


def expand(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield what a declaration says of each judged property.

    >>> list(expand("margin", "0 auto")), list(expand("font", "italic 9pt/1.4 serif"))[:2]
    ([('margin-top', '0'), ('margin-right', 'auto'), ('margin-bottom', '0'), ('margin-left', 'auto')], [('font-size', '9pt'), ('line-height', '1.4')])
    """  # noqa: E501
    if name in SHORTHANDS:
        names = SHORTHANDS[name]
        sides = _words(value)
        if not 1 <= len(sides) <= len(names):
            sides = ["?"]
        yield from zip(names, (sides[n] if n < len(sides) else sides[n - 2 if n >= 2 and n - 2 < len(sides) else 0]
                               for n in range(len(names))), strict=True)  # fmt: skip
    elif name in _EXPANDED:
        yield from _EXPANDED[name](value)
    else:
        yield name, value


def _words(value: str) -> list[str]:
    import tinycss2

    return [tinycss2.serialize([token]) for token in parts(value)]


_FONT_WORDS: Final = frozenset(
    "normal italic oblique small-caps bold bolder lighter condensed expanded semi-condensed semi-expanded "
    "extra-condensed extra-expanded ultra-condensed ultra-expanded".split()
)
_SYSTEM_FONTS: Final = frozenset("caption icon menu message-box small-caption status-bar".split())


def _font(value: str) -> Iterator[tuple[str, str]]:
    if value in {"inherit", "unset", "revert", "initial"}:
        yield from (("font-size", value), ("line-height", value), ("font-family", value))
        return
    if value in _SYSTEM_FONTS:
        yield from (("font-size", "13px"), ("line-height", "normal"), ("font-family", "sans-serif"))
        return
    words = _words(value)
    place = 0
    while place < len(words) and (words[place] in _FONT_WORDS or re.fullmatch(r"[1-9]\d{0,3}", words[place])):
        place += 1
    size = words[place] if place < len(words) else "?"
    rest = words[place + 1 :]
    height = "normal"
    if len(rest) > 1 and rest[0] == "/":
        height, rest = rest[1], rest[2:]
    if not rest:
        size = "?"
    yield from (("font-size", size), ("line-height", height), ("font-family", " ".join(rest) or "?"))


def _background(value: str) -> Iterator[tuple[str, str]]:
    shade = "transparent"
    images, rest, clip = [], [], "border-box"
    words = _words(value)
    if value in {"inherit", "unset", "revert", "initial"}:
        words = []
    for word in words:
        if word.startswith(("url(", "linear-gradient(", "radial-gradient(", "conic-gradient(", "repeating-")) or (
            word.endswith(")") and "gradient(" in word[:40]
        ):
            images.append(word)
        elif colour(word) is not None or word == "currentcolor":
            shade = word
        elif word == "text":
            clip = word
        elif word in _BACKGROUND_WORDS or word in {",", "/"} or measure(word, 16.0, 100.0) is not None:
            rest.append(word)
        elif word != "none":
            images.append("unknown")
    yield "background-color", shade
    yield "background-image", ", ".join(images) or "none"
    yield "background-clip", clip
    size = " ".join(rest[rest.index("/") + 1 :][:1]) if "/" in rest else "auto"
    yield "background-size", size if size in {"auto", "cover"} else "as written"
    single = {"no-repeat", "repeat-x", "repeat-y", "space", "round"} & set(rest)
    shifted = any(
        not word.endswith("%") and (measure(word, 16.0) or 0.0) for word in rest if word[-1:].isalpha() or "(" in word
    )
    yield "background-repeat", "no-repeat" if single else "repeat"
    yield "background-position", "as written" if shifted else "0% 0%"


_BACKGROUND_WORDS: Final = frozenset(
    "repeat repeat-x repeat-y no-repeat space round scroll fixed local border-box padding-box content-box top bottom "
    "left right center cover contain auto".split()
)


def _flex(value: str) -> Iterator[tuple[str, str]]:
    if value == "none":
        yield from (("flex-grow", "0"), ("flex-shrink", "0"), ("flex-basis", "auto"))
        return
    words = [] if value in {"auto", "initial", "unset", "inherit", "revert"} else _words(value)
    numbers = [word for word in words if re.fullmatch(r"[+-]?\d*\.?\d+", word)]
    others = [word for word in words if word not in numbers]
    if value == "auto":
        numbers, others = ["1"], ["auto"]
    if len(numbers) == 3 and not others:
        numbers, others = numbers[:2], [f"{numbers[2]}px"]
    yield "flex-grow", numbers[0] if numbers else ("1" if others and words else "0")
    yield "flex-shrink", numbers[1] if len(numbers) > 1 else "1"
    yield "flex-basis", others[0] if others else ("0%" if numbers else "auto")


def _decoration(value: str) -> Iterator[tuple[str, str]]:
    lengths = [word for word in _words(value) if measure(word, 16.0, 16.0) is not None]
    yield "text-decoration-thickness", lengths[0] if lengths else "auto"


def _outline(value: str) -> Iterator[tuple[str, str]]:
    words = _words(value)
    lengths = [word for word in words if word in {"thin", "medium", "thick"} or measure(word, 16.0) is not None]
    is_drawn = not ({"none", "hidden"} & set(words)) and len(words) > 0
    yield "outline-width", (lengths[0] if lengths else "medium") if is_drawn else "0"


def _stroke(value: str) -> Iterator[tuple[str, str]]:
    lengths = [word for word in _words(value) if measure(word, 16.0) is not None]
    yield "text-stroke-width", lengths[0] if lengths else "0"


def _wrap(value: str) -> Iterator[tuple[str, str]]:
    words = set(_words(value))
    if words <= {"wrap", "nowrap", "balance", "pretty", "stable", "auto"}:
        yield "text-wrap-mode", "nowrap" if "nowrap" in words else "wrap"
    else:
        yield "text-wrap-mode", value


def _flow(value: str) -> Iterator[tuple[str, str]]:
    yield "flex-direction", next((word for word in _words(value) if word.startswith(("row", "column"))), "row")


_EXPANDED: Final[dict[str, Callable[[str], Iterator[tuple[str, str]]]]] = {
    "font": _font, "background": _background, "flex": _flex, "text-decoration": _decoration, "outline": _outline,
    "text-stroke": _stroke, "text-wrap": _wrap, "flex-flow": _flow,
    "mask": lambda value: iter([("mask-image", value)]),
    "mask-border": lambda value: iter([("mask-image", "none" if value == "none" else "border")]),
}  # fmt: skip
