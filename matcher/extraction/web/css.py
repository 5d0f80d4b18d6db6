"""Compute which text of an HTML page its own style sheets hide (CSS 2.2, Selectors 4).

Only the properties that can hide text are computed, for a screen of 1280 by 800 pixels, without scripts and without
files from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from matcher.extraction.colours import BLACK, SMALLEST_POINTS, WHITE, Colour, is_lost
from matcher.extraction.web.css_values import (
    FAR,
    SCREEN,
    background_of,
    font_size,
    is_clipped_away,
    is_for_screen,
    is_nowhere,
    length,
    lengths,
    parse_colour,
    split_selectors,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["FOR_SCREEN_READERS", "ComputedStyle", "Stylesheet"]

_CLIPPED_AWAY: Final = "clipped away"
_NO_SIZE: Final = "in a box without size"
FOR_SCREEN_READERS: Final = frozenset({_CLIPPED_AWAY, _NO_SIZE})
"""Reasons that pages also use to give text to screen readers alone."""

_RELEVANT: Final = frozenset(
    {
        "animation", "animation-name", "background", "background-clip", "background-color", "background-image",
        "block-size", "bottom", "clip", "clip-path", "color", "content-visibility", "display", "fill", "filter", "font",
        "font-size", "height", "inline-size", "inset", "inset-block-start", "inset-inline-start", "left",
        "letter-spacing", "margin", "margin-block-start", "margin-inline-start", "margin-left", "margin-top", "mask",
        "mask-image", "max-block-size", "max-height", "max-inline-size", "max-width", "opacity", "overflow",
        "overflow-x", "overflow-y", "position", "right", "scale", "text-indent", "top", "transform", "translate",
        "visibility", "white-space", "width", "zoom", "-webkit-background-clip", "-webkit-mask", "-webkit-mask-image",
        "-webkit-text-fill-color",
    }
)  # fmt: skip
_SVG_TEXT: Final = frozenset({"svg", "g", "text", "tspan", "textpath"})
_SHAPES: Final = frozenset({"circle", "ellipse", "image", "path", "polygon", "rect", "use"})
_SVG_ATTRIBUTES: Final = ("fill", "font-size", "opacity", "display", "visibility", "width", "height", "transform")
_DEEPEST: Final = 8
_LONGEST_SELECTOR: Final = 5000
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_LETTER_OVER_LETTER: Final = -0.4
"""Space between letters, in units of the font size, below which each letter covers the one before."""
_MOST_SEARCHED: Final = 2000
"""Elements that are searched for a background on which floating text would be visible."""


@dataclass(frozen=True, slots=True)
class ComputedStyle:
    """Represent the computed style of an element: the properties that decide whether its text is visible."""

    hidden: str = ""
    """Why nothing in the element is visible; empty when it is."""
    invisible: bool = False
    """``visibility: hidden``, which descendants may undo."""
    colour: Colour | None = BLACK
    background: Colour | None = WHITE
    pixels: float = 16.0
    spacing: float = 0.0
    """Pixels between letters."""
    frame: _Element | None = None
    """The element from whose edges positions are measured; None for the page."""
    floating: _Element | None = None
    """The element over which the text is positioned, so that any background in it may be behind the text."""

    @property
    def reason(self) -> str:
        """Why the element's own text is not visible; empty when it is."""
        if self.hidden:
            return self.hidden
        if self.invisible:
            return "styled as not visible"
        if self.pixels * 0.75 < SMALLEST_POINTS or self.pixels <= 2:
            return "smaller than two points"
        if self.spacing <= _LETTER_OVER_LETTER * self.pixels:
            return "written letter over letter"
        return "of the colour of its background" if is_lost(self.colour, self.background) else ""


@dataclass
class Stylesheet:
    """Match the rules of a page to its elements."""

    variables: dict[str, str] = field(default_factory=dict)
    _rules: dict[_Element, list[tuple[tuple[Any, ...], dict[str, str]]]] = field(default_factory=dict)
    _keyframes: set[str] = field(default_factory=set)
    """Names of ``@keyframes``."""

    @classmethod
    def of(cls, root: _Element) -> Stylesheet:
        """Read the ``<style>`` sheets of a page and match their rules to its elements.

        Args:
            root: the page, without comments.
        """
        sheet = cls()
        texts = [style.text or "" for style in root.iter("style") if is_for_screen(style.get("media") or "")]
        if not any(text.strip() for text in texts):
            return sheet
        import cssselect2
        import tinycss2

        matcher = cssselect2.Matcher()
        for text in texts:
            sheet._add(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), matcher)
        for wrapper in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
            matches = [(spec, order, payload) for spec, order, pseudo, payload in matcher.match(wrapper) if not pseudo]
            if matches:
                sheet._rules[wrapper.etree_element] = [
                    ((bool(important), spec, order), declarations) for spec, order, (important, declarations) in matches
                ]
        return sheet

    def _add(self, rules: Iterable[Any], matcher: Any, within: str = "", depth: int = 0) -> None:
        """Add rules and the rules nested in them.

        Args:
            rules: parsed rules; declarations among them belong to ``within``.
            matcher: what the selectors are added to.
            within: the selector of the enclosing rule.
            depth: depth of nesting.
        """
        import tinycss2

        if depth > _DEEPEST:
            return
        rules = list(rules)
        if within:
            self._select(within, rules, matcher)
        for rule in rules:
            if rule.type == "at-rule" and rule.content:
                condition = tinycss2.serialize(rule.prelude)
                name = rule.lower_at_keyword
                if name.endswith("keyframes"):
                    self._keyframes.add(condition.strip().lower())
                elif name in {"supports", "layer", "container", "scope"} or (
                    name == "media" and is_for_screen(condition)
                ):
                    inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
                    self._add(inner, matcher, within, depth + 1)
            elif rule.type == "qualified-rule":
                selector = tinycss2.serialize(rule.prelude).strip()
                if within:
                    own = ", ".join(
                        part.replace("&", f":is({within})") if "&" in part else f":is({within}) {part.strip()}"
                        for part in split_selectors(rule.prelude)
                    )
                    selector = own if len(own) < _LONGEST_SELECTOR else ""
                inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
                if selector:
                    self._add(inner, matcher, selector, depth + 1)

    def _select(self, selector: str, contents: Iterable[Any], matcher: Any) -> None:
        import cssselect2

        plain, important = self._sorted(contents)
        if not plain and not important:
            return
        try:
            selectors = cssselect2.compile_selector_list(selector)
        except (cssselect2.SelectorError, NotImplementedError):
            return
        for compiled in selectors:
            if plain:
                matcher.add_selector(compiled, (False, plain))
            if important:
                matcher.add_selector(compiled, (True, important))

    def _sorted(self, contents: Iterable[Any]) -> tuple[dict[str, str], dict[str, str]]:
        """Return the relevant declarations, plain ones and ``!important`` ones apart."""
        import tinycss2

        plain: dict[str, str] = {}
        important: dict[str, str] = {}
        for item in contents:
            if item.type != "declaration":
                continue
            if item.name.startswith("--"):
                self.variables[item.name] = tinycss2.serialize(item.value).strip()
            elif item.lower_name in _RELEVANT:
                (important if item.important else plain)[item.lower_name] = tinycss2.serialize(item.value).strip()
        return plain, important

    def compute(self, element: _Element, parent: ComputedStyle) -> ComputedStyle:
        """Compute the style of an element inside another.

        Args:
            element: the element.
            parent: the computed style of its parent.
        """
        style = self._declarations(element)
        display = style.get("display", "")
        if element.get("hidden") is not None and display in {"none", ""}:
            return replace(parent, hidden=parent.hidden or "marked as hidden")
        if element.tag == "dialog" and element.get("open") is None and display in {"none", ""}:
            return replace(parent, hidden=parent.hidden or "in a dialogue that is not open")
        if not style:
            return parent
        computed = self._colours(element, style, parent)
        pixels = font_size(style, parent.pixels)
        computed = replace(computed, pixels=pixels)
        if visibility := style.get("visibility"):
            computed = replace(computed, invisible=visibility in {"hidden", "collapse"})
        if (spacing := style.get("letter-spacing")) and spacing != "inherit":
            computed = replace(computed, spacing=length(spacing, pixels) or 0.0)
        animation = style.get("animation-name") or style.get("animation") or ""
        if reason := _hiding(style, pixels, animated=bool(self._keyframes & set(re.split(r"[\s,]+", animation)))):
            computed = replace(computed, hidden=parent.hidden or reason)
        position = style.get("position")
        if position in {"absolute", "fixed", "sticky"}:
            over = parent.frame if position == "absolute" else None
            computed = replace(computed, floating=over if over is not None else element.getroottree().getroot())
        if position in {"absolute", "fixed", "sticky", "relative"}:
            computed = replace(computed, frame=element)
        if (
            computed.floating is not None
            and is_lost(computed.colour, computed.background)
            and self._may_be_visible(computed, element)
        ):
            computed = replace(computed, background=None)
        return computed

    def _may_be_visible(self, computed: ComputedStyle, element: _Element) -> bool:
        """Return whether the text would be visible on any element below it, its own ancestors excepted."""
        assert computed.floating is not None  # noqa: S101
        own = {element, *element.iterancestors()}
        for number, other in enumerate(computed.floating.iter()):
            if number > _MOST_SEARCHED or other.tag in {"img", "picture", "video", "canvas", "svg"}:
                return True
            if isinstance(other.tag, str) and other not in own:
                style = self._declarations(other)
                if (
                    style
                    and (background := _background(style))
                    and background[1] > 0.05
                    and not is_lost(computed.colour, background[0])
                ):
                    return True
        return False

    def _declarations(self, element: _Element) -> dict[str, str]:
        """Return the relevant declarations that win for an element, values in lower case."""
        rules = sorted(self._rules.get(element, ()), key=lambda rule: rule[0])
        inline = element.get("style")
        plain: dict[str, str] = {}
        important: dict[str, str] = {}
        if inline:
            import tinycss2

            contents = tinycss2.parse_blocks_contents(inline, skip_comments=True, skip_whitespace=True)
            plain, important = self._sorted(contents)
        style = _attributes(element)
        if not rules and not plain and not important:
            return {name: value.lower() for name, value in style.items()}
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

    def _colours(self, element: _Element, style: dict[str, str], parent: ComputedStyle) -> ComputedStyle:
        computed = parent
        text = style.get("-webkit-text-fill-color") or style.get("color")
        if element.tag in _SVG_TEXT:
            text = style.get("fill", "").replace("none", "transparent")
            if element.tag == "svg" and any(e.tag in _SHAPES for e in element.iter()):
                computed = replace(computed, background=None)
        if text and text not in {"inherit", "currentcolor"}:
            colour, alpha = parse_colour(text)
            computed = replace(computed, colour=colour)
            if alpha < 0.05:
                computed = replace(computed, hidden=computed.hidden or "transparent")
        if (background := _background(style)) is not None:
            colour, alpha = background
            if alpha >= 0.95:
                computed = replace(computed, background=colour)
            elif alpha > 0.05:
                computed = replace(computed, background=None)
        clip = style.get("background-clip") or style.get("-webkit-background-clip") or ""
        if "text" in f"{clip} {style.get('background', '')}".split():  # the background shows through the letters
            return replace(
                computed,
                colour=background[0] if background else None,
                background=parent.background,
                hidden=parent.hidden,
            )
        return computed


def _attributes(element: _Element) -> dict[str, str]:
    """Return presentational attributes as declarations."""
    style = {}
    if background := element.get("bgcolor"):
        style["background-color"] = background
    if element.get("background"):
        style["background-image"] = "url()"
    if element.tag == "font" and (colour := element.get("color")):
        style["color"] = colour
    if element.tag == "body" and (colour := element.get("text")):
        style["color"] = colour
    if element.tag in _SVG_TEXT:
        style |= {name: value for name in _SVG_ATTRIBUTES if (value := element.get(name))}
        if element.tag == "svg":
            style["overflow"] = "hidden"
    return style


def _background(style: dict[str, str]) -> tuple[Colour | None, float] | None:
    """Return the colour that a style puts behind its element, and its opacity; None when it puts none."""
    for name in ("background-image", "background-color", "background"):
        text = style.get(name, "")
        if text and text not in {"none", "transparent", "inherit", "initial", "unset"}:
            background = background_of(text)
            if background is not None and background[1] > 0.05:
                return background
    return None


def _hiding(style: dict[str, str], font: float, *, animated: bool) -> str:
    """Return why an element with this style is invisible with everything in it; empty when it is not."""
    if style.get("display") == "none" or style.get("content-visibility") == "hidden":
        return "styled as not displayed"
    if not animated and (
        _is_nothing(style.get("opacity", "1")) or re.search(r"opacity\(\s*0?\.?0*%?\s*\)", style.get("filter", ""))
    ):
        return "transparent"
    for name in ("mask", "mask-image", "-webkit-mask", "-webkit-mask-image"):
        mask = background_of(style.get(name, ""))
        if mask is not None and mask[1] < 0.05 and "gradient" in style[name]:
            return "transparent"
    if not animated and is_nowhere(style, font):
        return "scaled or moved away"
    if is_clipped_away(style, font):
        return _CLIPPED_AWAY
    if style.get("position") in {"absolute", "fixed", "relative"} and _is_off(style, font):
        return "off the screen"
    margins = lengths(style.get("margin", ""), font, SCREEN)
    sides = [margins[0], margins[3] if len(margins) == 4 else margins[min(1, len(margins) - 1)]] if margins else []
    starts = ("margin-left", "margin-top", "margin-inline-start", "margin-block-start", "text-indent")
    sides += [length(style.get(name, ""), font, SCREEN) for name in starts]
    if any(place is not None and place <= -FAR for place in sides):
        return "off the screen"
    overflow = " ".join(style.get(name, "") for name in ("overflow", "overflow-x", "overflow-y"))
    if "hidden" in overflow or "clip" in overflow:
        for side in ("width", "height", "inline-size", "block-size"):
            for name in (side, f"max-{side}"):
                size = length(style.get(name, ""), font)
                if size is not None and size <= 2:
                    return _NO_SIZE
        indent = style.get("text-indent", "")
        if "nowrap" in style.get("white-space", "") and (length(indent, font, SCREEN) or 0.0) >= FAR:
            return "off the screen"
    return ""


def _is_off(style: dict[str, str], font: float) -> bool:
    """Return whether an element is positioned off the screen; on the right, where one can scroll, only if very far."""
    inset = lengths(style.get("inset", ""), font, SCREEN)
    if inset:
        top, right, bottom, left = (inset * 4)[:4] if len(inset) < 3 else (*inset, *inset[1:2])[:4]
    else:
        top, right, bottom, left = (length(style.get(s, ""), font, SCREEN) for s in ("top", "right", "bottom", "left"))
    start = [length(style.get(f"inset-{side}-start", ""), font, SCREEN) for side in ("inline", "block")]
    if any(place is not None and place <= -FAR for place in (top, right, left, bottom, *start)):
        return True
    return any(place is not None and place >= 3 * SCREEN for place in (left, right, start[0]))


def _is_nothing(opacity: str) -> bool:
    share = length(opacity, 16.0, 1.0)
    return share is not None and share < 0.05
