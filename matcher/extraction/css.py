"""What a browser would show of an HTML page, as far as its own style sheets decide (CSS 2.2, Selectors 4).

Only the properties that hide text are computed. The page is taken to be shown on a screen of 1280 by 800 pixels,
without scripts and without files from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from matcher.extraction.colours import BLACK, SMALLEST_POINTS, WHITE, Colour, is_lost

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["FOR_SCREEN_READERS", "Look", "Stylesheet"]

_CLIPPED_AWAY: Final = "clipped away"
_NO_SIZE: Final = "in a box without size"
FOR_SCREEN_READERS: Final = frozenset({_CLIPPED_AWAY, _NO_SIZE})
"""Reasons that are the usual way to give words to those who listen to a page."""

_SCREEN: Final = 1280.0
_OFF: Final = 900.0
"""Pixels to the left of or above its place from which text counts as moved off the screen: pages hide text by -999 or
-9999; an honest overlap moves by some tens."""

_RELEVANT: Final = frozenset(
    {
        "animation", "animation-name", "background", "background-clip", "background-color", "background-image", "clip",
        "clip-path", "color", "content-visibility", "display", "filter", "font", "font-size", "height", "left",
        "margin-left", "margin-top", "max-height", "max-width", "opacity", "overflow", "overflow-x", "overflow-y",
        "position", "right", "text-indent", "top", "transform", "visibility", "width", "-webkit-background-clip",
        "-webkit-text-fill-color",
    }
)  # fmt: skip
_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|pt|em|rem|in|cm|mm|vw|vh|%|)\Z")
_PIXELS: Final = {
    "px": 1.0, "": 1.0, "pt": 4 / 3, "rem": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "vw": 12.8, "vh": 8.0,
}  # fmt: skip
_SIZES: Final = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0,
}  # fmt: skip
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_WIDTH = re.compile(r"(min|max)-width\s*:\s*([\d.]+)(px|em|rem)")
_NOWHERE = re.compile(r"(?:scale(?:3d|x|y)?\(\s*0?\.?0*\s*[,)])|translate\w*\(\s*-\s*\d{4,}")
_CLIPPED = re.compile(r"rect\(\s*(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?\s*\)")
_CLIP_PATH = re.compile(
    r"inset\(\s*(?:50|100)%|circle\(\s*0|polygon\(\s*0(?:px|%)?\s+0(?:px|%)?\s*(?:,\s*0\S*\s+0\S*\s*)*\)"
)


@dataclass(frozen=True, slots=True)
class Look:
    """How the text of an element looks."""

    hidden: str = ""
    """Why nothing in the element can be seen."""
    veiled: bool = False
    """``visibility``: descendants may show themselves again."""
    colour: Colour | None = BLACK
    ground: Colour | None = WHITE
    pixels: float = 16.0

    @property
    def reason(self) -> str:
        """Why the element's own text cannot be seen; empty when it can."""
        if self.hidden:
            return self.hidden
        if self.veiled:
            return "styled as not visible"
        if self.pixels * 0.75 < SMALLEST_POINTS or self.pixels <= 2:
            return "smaller than two points"
        return "of the colour of its background" if is_lost(self.colour, self.ground) else ""


@dataclass
class Stylesheet:
    """The rules of a page, matched to its elements."""

    variables: dict[str, str] = field(default_factory=dict)
    painted: bool = False
    """Whether some element has a ground of its own: what is moved about may stand on it."""
    _rules: dict[_Element, list[tuple[tuple[Any, ...], dict[str, str]]]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: _Element) -> Stylesheet:
        """Read the ``<style>`` sheets of a page and find whom their rules concern.

        Args:
            root: the page, without comments.
        """
        sheet = cls()
        texts = [style.text or "" for style in root.iter("style") if _is_for_screen(style.get("media") or "")]
        inline = " ".join(element.get("style") or "" for element in root.iter())
        sheet.painted = "background" in inline or any("background" in text for text in texts)
        sheet.painted = sheet.painted or any(e.get("bgcolor") or e.get("background") for e in root.iter())
        if not any(text.strip() for text in texts):
            return sheet
        import cssselect2
        import tinycss2

        matcher = cssselect2.Matcher()
        for text in texts:
            sheet._add(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), matcher)
        if matcher.rules if hasattr(matcher, "rules") else True:
            for wrapper in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
                found = [
                    (spec, order, payload) for spec, order, pseudo, payload in matcher.match(wrapper) if not pseudo
                ]
                if found:
                    sheet._rules[wrapper.etree_element] = [
                        ((bool(important), spec, order), declarations)
                        for spec, order, (important, declarations) in found
                    ]
        return sheet

    def _add(self, rules: Iterable[Any], matcher: Any, depth: int = 0) -> None:
        import cssselect2
        import tinycss2

        for rule in rules:
            if rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports", "layer"} and rule.content:
                condition = tinycss2.serialize(rule.prelude)
                if depth < 8 and (rule.lower_at_keyword != "media" or _is_for_screen(condition)):
                    inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                    self._add(inner, matcher, depth + 1)
            elif rule.type == "qualified-rule":
                plain, important = self._declarations(rule.content)
                if not plain and not important:
                    continue
                try:
                    selectors = cssselect2.compile_selector_list(rule.prelude)
                except cssselect2.SelectorError:
                    continue
                for selector in selectors:
                    if plain:
                        matcher.add_selector(selector, (False, plain))
                    if important:
                        matcher.add_selector(selector, (True, important))

    def _declarations(self, content: Any) -> tuple[dict[str, str], dict[str, str]]:
        import tinycss2

        plain: dict[str, str] = {}
        important: dict[str, str] = {}
        for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
            if item.type != "declaration":
                continue
            if item.name.startswith("--"):
                self.variables[item.name] = tinycss2.serialize(item.value).strip()
            elif item.lower_name in _RELEVANT:
                (important if item.important else plain)[item.lower_name] = tinycss2.serialize(item.value).strip()
        return plain, important

    def look(self, element: _Element, around: Look) -> Look:
        """How an element looks inside another.

        Args:
            element: the element.
            around: the look of its parent.
        """
        style = self._computed(element)
        if element.get("hidden") is not None and style.get("display", "none") in {"none", ""}:
            return replace(around, hidden=around.hidden or "marked as hidden")
        if not style:
            return around
        found = self._colours(style, around)
        pixels = _font_size(style, around.pixels)
        found = replace(found, pixels=pixels)
        if visibility := style.get("visibility"):
            found = replace(found, veiled=visibility in {"hidden", "collapse"})
        if reason := _hiding(style, pixels):
            found = replace(found, hidden=around.hidden or reason)
        return found

    def _computed(self, element: _Element) -> dict[str, str]:
        """The relevant declarations that win for an element, values in lower case."""
        rules = sorted(self._rules.get(element, ()), key=lambda rule: rule[0])
        inline = element.get("style")
        plain: dict[str, str] = {}
        important: dict[str, str] = {}
        if inline:
            plain, important = self._declarations(inline)
        if not rules and not plain and not important:
            return _attributes(element)
        style = _attributes(element)
        for (is_important, *_), declarations in rules:
            if not is_important:
                style.update(declarations)
        style.update(plain)
        for (is_important, *_), declarations in rules:
            if is_important:
                style.update(declarations)
        style.update(important)
        return {name: self._resolve(value).lower() for name, value in style.items()}

    def _resolve(self, value: str) -> str:
        for _ in range(8):
            if "var(" not in value or len(value) > 1000:
                break
            value = _VARIABLE.sub(lambda m: self.variables.get(m[1], m[2] or "unknown"), value)
        return value

    def _colours(self, style: dict[str, str], around: Look) -> Look:
        found = around
        text = style.get("-webkit-text-fill-color") or style.get("color")
        if text and text != "inherit":
            colour, alpha = _colour(text)
            found = replace(found, colour=colour)
            if alpha < 0.05:
                found = replace(found, hidden=found.hidden or "transparent")
        shorthand = style.get("background", "")
        image = style.get("background-image", "")
        if style.get("position") in {"absolute", "fixed", "sticky"} and self.painted:
            found = replace(found, ground=None)
        if "url(" in shorthand + image or "gradient(" in shorthand + image:
            found = replace(found, ground=None)
        else:
            ground = style.get("background-color") or shorthand
            if ground and ground not in {"none", "transparent", "inherit", "initial", "unset"}:
                colour, alpha = _ground(ground)
                if alpha >= 0.95 or colour is None:
                    found = replace(found, ground=colour)
                elif alpha > 0.05:
                    found = replace(found, ground=None)
        clip = style.get("background-clip") or style.get("-webkit-background-clip") or ""
        if "text" in f"{clip} {shorthand}".split():  # the ground shows through the letters
            found = replace(found, colour=None, hidden=around.hidden)
        return found


def _attributes(element: _Element) -> dict[str, str]:
    """Presentational attributes as declarations."""
    style = {}
    if ground := element.get("bgcolor"):
        style["background-color"] = ground
    if element.get("background"):
        style["background-image"] = "url()"
    if element.tag == "font" and (colour := element.get("color")):
        style["color"] = colour
    return style


def _is_for_screen(condition: str) -> bool:
    """Whether a media query holds on a desktop's screen."""
    if not condition.strip():
        return True
    for query in condition.lower().split(","):
        if re.search(r"\bprint\b|\bspeech\b|prefers-|orientation\s*:\s*portrait|hover\s*:\s*none|forced-colors", query):
            if not query.strip().startswith("not"):
                continue
            return True
        widths = [(kind, float(n) * (1 if unit == "px" else 16)) for kind, n, unit in _WIDTH.findall(query)
                  if n.count(".") < 2 and n != "."]  # fmt: skip
        if all(width <= _SCREEN if kind == "min" else width >= _SCREEN for kind, width in widths):
            return True
    return False


def _colour(text: str) -> tuple[Colour | None, float]:
    """A colour and its opacity; None when it is not known."""
    from tinycss2.color4 import parse_color

    parsed: Any = parse_color(text)
    if parsed is None or isinstance(parsed, str):
        return None, 1.0
    try:
        red, green, blue = (round(255 * min(1.0, max(0.0, part))) for part in parsed.to("srgb").coordinates)
    except (ValueError, TypeError, NotImplementedError):
        return None, 1.0
    return (red, green, blue), float(parsed.alpha)


def _ground(text: str) -> tuple[Colour | None, float]:
    """The colour in a ``background`` shorthand."""
    import tinycss2

    for part in tinycss2.parse_component_value_list(text):
        if part.type in {"ident", "hash", "function"}:
            colour, alpha = _colour(part.serialize())
            if colour is not None:
                return colour, alpha
    return (None, 1.0) if "unknown" in text else (None, 0.0) if text else (None, 1.0)


def _pixels(text: str, font: float) -> float | None:
    match = _LENGTH.match(text.strip())
    if match is None:
        return None
    number = float(match[1])
    if match[2] == "%":
        return None
    return number * (font if match[2] == "em" else _PIXELS[match[2]])


def _font_size(style: dict[str, str], parent: float) -> float:
    text = style.get("font-size", "")
    if not text and (match := re.search(r"(?:^|\s)([\d.]+(?:px|pt|em|rem|%))(?:/\S+)?\s", style.get("font", ""))):
        text = match[1]
    if not text:
        return parent
    if text in _SIZES:
        return _SIZES[text]
    if text.endswith("%") and (match := _LENGTH.match(text)):
        return parent * float(match[1]) / 100
    size = _pixels(text, parent)
    return parent if size is None else size


def _hiding(style: dict[str, str], font: float) -> str:
    """Why an element with this style cannot be seen, with all that is in it."""
    if style.get("display") == "none" or style.get("content-visibility") == "hidden":
        return "styled as not displayed"
    animated = (style.get("animation-name") or style.get("animation") or "none") != "none"
    if not animated and (
        _is_nothing(style.get("opacity", "1")) or re.search(r"opacity\(\s*0%?\s*\)", style.get("filter", ""))
    ):
        return "transparent"
    if _NOWHERE.search(style.get("transform", "")) and not animated:
        return "scaled or moved away"
    if _CLIPPED.search(style.get("clip", "")) or _CLIP_PATH.search(style.get("clip-path", "")):
        return _CLIPPED_AWAY
    if style.get("position") in {"absolute", "fixed", "relative"}:
        for side in ("left", "top", "right"):
            place = _pixels(style.get(side, ""), font)
            if place is not None and (place <= -_OFF or place >= 10 * _SCREEN):
                return "off the screen"
    for side in ("margin-left", "margin-top", "text-indent"):
        place = _pixels(style.get(side, ""), font)
        if place is not None and place <= -_OFF:
            return "off the screen"
    overflow = " ".join(style.get(name, "") for name in ("overflow", "overflow-x", "overflow-y"))
    if "hidden" in overflow or "clip" in overflow:
        for side in ("width", "height", "max-width", "max-height"):
            size = _pixels(style.get(side, ""), font)
            if size is not None and size <= 2:
                return _NO_SIZE
    return ""


def _is_nothing(opacity: str) -> bool:
    try:
        return float(opacity.rstrip("%")) / (100 if opacity.endswith("%") else 1) < 0.05
    except ValueError:
        return False
