"""Judge transforms, and find what animations end with."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from matcher.extraction.web.css.lengths import angle, measure, number, parts
from matcher.extraction.web.css.sheets import Declaration, Keyframe
from matcher.extraction.web.css.values import expand, is_harmless_alone

if TYPE_CHECKING:
    from matcher.extraction.web.styles.style import Style

__all__ = ["AWAY", "Moved", "animate", "transform"]

AWAY: Final = "scaled or moved away"

_FAR: Final = 600.0
"""Pixels from which a movement takes text off the screen; honest ones centre a box, or move it by some tens."""
_VANISHING: Final = 0.02
_SMALLEST: Final = 0.4
_LARGEST: Final = 4.0
_LONGEST_SECONDS: Final = 20.0
"""Seconds after which a reader has seen the end of an animation; those of honest pages take up to five."""


@dataclass(slots=True)
class Moved:
    """What transforms do to a box."""

    reason: str = ""
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0
    distance: float = 0.0


def transform(values: Mapping[str, str], font: float, style: Style) -> Moved:
    """Return what the transforms of an element do, or why they are not judged."""
    moved = Moved()
    text = values.get("transform", "none")
    if text != "none":
        tokens = parts(text)
        if not tokens:
            moved.reason = "transform"
        for token in tokens:
            if token.type != "function" or moved.reason:
                moved.reason = moved.reason or "transform"
                break
            _apply(moved, token.lower_name, _arguments(token), font, style)
    text = values.get("translate", "none")
    if text != "none":
        _apply(moved, "translate", [[token] for token in parts(text)] or [[]], font, style)
    text = values.get("scale", "none")
    if text != "none":
        _apply(moved, "scale", [[token] for token in parts(text)] or [[]], font, style)
    text = values.get("rotate", "none")
    if text != "none":
        _apply(moved, "rotate", [list(parts(text))], font, style)
    text = values.get("zoom", "normal")
    if text not in {"normal", "reset"}:
        _scale(moved, [number(text)])
    if moved.distance or moved.scale != 1.0:
        for word in parts(values.get("transform-origin", "")):
            place = measure(word.serialize(), font, 100.0, style.screen)
            if word.type != "ident" and (place is None or not -50 <= place <= 300):
                moved.reason = moved.reason or "transform-origin"
    return moved


def _arguments(token: Any) -> list[list[Any]]:
    found: list[list[Any]] = [[]]
    for part in token.arguments:
        if part == ",":
            found.append([])
        elif part.type not in {"whitespace", "comment"}:
            found[-1].append(part)
    return found


def _apply(moved: Moved, name: str, arguments: Sequence[Sequence[Any]], font: float, style: Style) -> None:
    """Add one transform function to what is known."""
    texts = ["".join(token.serialize() for token in argument) for argument in arguments]
    name = name.lower()
    if name in {"translate", "translate3d"}:
        if name == "translate3d" or len(texts) == 3:
            if len(texts) != 3 or measure(texts[2], font) != 0:
                moved.reason = "transform"
            texts = texts[:2]
        _shift(moved, texts, font, style)
    elif name == "translatex" and len(texts) == 1:
        _shift(moved, texts, font, style)
    elif name == "translatey" and len(texts) == 1:
        _shift(moved, ["0px", texts[0]], font, style)
    elif name == "translatez" and len(texts) == 1 and measure(texts[0], font) == 0:
        return
    elif name in {"scale", "scalex", "scaley", "scale3d"}:
        _scale(moved, [number(text) for text in texts][:2])
    elif name in {"rotate", "rotatez"} and len(arguments) == 1 and len(arguments[0]) == 1:
        turned = angle(arguments[0][0])
        if turned is None:
            moved.reason = "rotate"
        elif abs(turned) > 1:
            moved.distance += 10
    elif name in {"rotatex", "rotatey"} and len(arguments[0]) == 1:
        turned = angle(arguments[0][0])
        if turned is None or abs(math.cos(math.radians(turned))) > 0.05:
            moved.reason = moved.reason or ("" if turned == 0 else "transform")
        else:
            moved.reason = AWAY
    elif name in {"skew", "skewx", "skewy"}:
        turns = [angle(argument[0]) if len(argument) == 1 else None for argument in arguments]
        if any(turn is None or abs(turn) > 45 for turn in turns):
            moved.reason = "transform"
        moved.distance += 10
    elif name == "matrix" and len(texts) == 6:
        numbers = [number(text) for text in texts]
        if None in numbers:
            moved.reason = "transform"
            return
        a, b, c, d, x, y = (n or 0.0 for n in numbers)
        if b or c or a <= 0 or d <= 0:
            moved.reason = AWAY if abs(a * d - b * c) < _VANISHING**2 else "transform"
            return
        _scale(moved, [a, d])
        _shift(moved, [f"{x}px", f"{y}px"], font, style)
    else:
        moved.reason = AWAY if name == "matrix3d" and set(texts[:11]) == {"0"} else "transform"


def _shift(moved: Moved, texts: Sequence[str], font: float, style: Style) -> None:
    for axis, text in enumerate(texts[:2]):
        if "%" in text:
            share = measure(text, 0.0, 100.0, style.screen)
            if share is None or not -50 <= share <= 50:
                far = share is not None and abs(share) > 500
                moved.reason = moved.reason or (AWAY if far else "transform")
            else:
                moved.distance += abs(share)
            continue
        distance = measure(text, font, None, style.screen)
        if distance is None:
            moved.reason = moved.reason or "transform"
            continue
        moved.distance += abs(distance)
        if axis == 0:
            moved.x += distance
        else:
            moved.y += distance
    if abs(moved.x) >= _FAR or abs(moved.y) >= _FAR:
        moved.reason = AWAY


def _scale(moved: Moved, factors: Sequence[float | None]) -> None:
    for factor in factors:
        if factor is None or factor < 0:
            moved.reason = moved.reason or "scale"
        elif factor < _VANISHING:
            moved.reason = AWAY
        elif not _SMALLEST <= factor <= _LARGEST:
            moved.reason = moved.reason or "scale"
    if not moved.reason and factors:
        moved.scale *= min(factor for factor in factors if factor is not None)
        if abs(moved.scale - 1) > 0.1:
            moved.distance += 10


def animate(values: Mapping[str, str], keyframes: Mapping[str, Sequence[Keyframe]]) -> tuple[list[Declaration], bool]:
    """Return what the animations of an element leave it with, and whether more than that is possible.

    >>> frames = {"fade": [Keyframe(1.0, (Declaration("opacity", "1"),))], "off": [Keyframe(0.5, (Declaration("opacity", "0"),))]}
    >>> animate({"animation": "fade 1s forwards"}, frames)
    ([Declaration(name='opacity', value='1', important=False)], False)
    >>> animate({"animation": "off 1s infinite"}, frames), animate({"animation": "none-such 1s"}, frames)
    (([], True), ([], False))
    """  # noqa: E501
    ends: list[Declaration] = []
    doubtful = False
    for one in _animations(values):
        frames = keyframes.get(one["name"])
        if frames is None:
            continue
        changes = [d for frame in frames for d in frame.declared]
        unsafe = any(frame.place < 0 for frame in frames) or not all(
            is_harmless_alone(name, value) for d in changes for name, value in expand(d.name, d.value)
        )
        count = math.inf if one["count"] == "infinite" else number(one["count"]) or 0.0
        duration, delay = _seconds(one["duration"]), _seconds(one["delay"])
        if (
            duration is None
            or delay is None
            or delay + duration * count > _LONGEST_SECONDS
            or one["state"] != "running"
        ):
            doubtful = doubtful or unsafe
            continue
        if one["fill"] in {"forwards", "both"}:
            backwards = one["direction"] == "reverse"
            if one["direction"].startswith("alternate"):
                backwards = (count % 2 == 0) != (one["direction"] == "alternate-reverse")
            last = [frame for frame in frames if frame.place == (0.0 if backwards else 1.0)]
            ends += [declaration for frame in last for declaration in frame.declared]
            doubtful = doubtful or any(frame.place < 0 for frame in frames) or count != round(count)
    return ends, doubtful


def _seconds(text: str) -> float | None:
    match = re.fullmatch(r"([+-]?\d*\.?\d+)(ms|s)", text)
    return None if match is None else float(match[1]) * (0.001 if match[2] == "ms" else 1.0)


_WORDS: Final = {
    "fill": {"forwards", "backwards", "both"}, "state": {"running", "paused"},
    "direction": {"normal", "reverse", "alternate", "alternate-reverse"},
}  # fmt: skip
_LONGHANDS: Final = {
    "name": "animation-name", "duration": "animation-duration", "delay": "animation-delay",
    "count": "animation-iteration-count", "fill": "animation-fill-mode", "state": "animation-play-state",
    "direction": "animation-direction",
}  # fmt: skip
_EASINGS: Final = {"ease", "ease-in", "ease-out", "ease-in-out", "linear", "step-start", "step-end", "none"}


def _animations(values: Mapping[str, str]) -> list[dict[str, str]]:
    found = []
    for part in re.split(r",(?![^(]*\))", values.get("animation", "")) if "animation" in values else [""]:
        one = {"name": "none", "duration": "0s", "delay": "0s", "count": "1", "fill": "none", "state": "running",
               "direction": "normal"}  # fmt: skip
        times = 0
        for word in re.sub(r"\([^)]*\)", "", part).split():
            kind = next((kind for kind, words in _WORDS.items() if word in words), "")
            if kind:
                one[kind] = word
            elif _seconds(word) is not None:
                one["delay" if times else "duration"] = word
                times += 1
            elif word == "infinite" or number(word) is not None:
                one["count"] = word
            elif word not in _EASINGS and word not in {"cubic-bezier", "steps"}:
                one["name"] = word.strip("\"'")
        found.append(one)
    for kind, name in _LONGHANDS.items():
        texts = [text.strip().strip("\"'") for text in values[name].split(",")] if name in values else []
        if kind == "name" and texts:
            found = [dict(found[min(n, len(found) - 1)]) for n in range(len(texts))]
        for number_of, one in enumerate(found):
            if texts:
                one[kind] = texts[number_of % len(texts)]
    return found
