"""Resolve the theme colours that text and shapes of a DOCX refer to (ECMA-376 part 1, 20.1.6.2, 17.3.2.6).

Word follows the name of the colour, and ignores the digits that it saved next to the name. In a file written by hand
the two may disagree.
"""

from __future__ import annotations

import colorsys
from typing import TYPE_CHECKING, Final

from matcher.core.memo import Memo
from matcher.extraction.colours import BLACK, WHITE, Colour, from_hex
from matcher.extraction.office.legibility import has_symbols
from matcher.extraction.office.word.names import child, value
from matcher.extraction.xml_parsing import attribute, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["map_colours", "read_theme", "resolve", "theme_fonts"]

_ALIASES: Final = {
    "text1": "dk1", "tx1": "dk1", "dark1": "dk1", "background1": "lt1", "bg1": "lt1", "light1": "lt1",
    "text2": "dk2", "tx2": "dk2", "dark2": "dk2", "background2": "lt2", "bg2": "lt2", "light2": "lt2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_USUAL: Final[dict[str, Colour]] = {
    "dk1": BLACK, "lt1": WHITE, "dk2": (31, 73, 125), "lt2": (238, 236, 225), "hlink": (0, 0, 255),
    "folHlink": (128, 0, 128),
}  # fmt: skip
"""Colours of Office, for a document without a theme."""
_NAMESPACES: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.microsoft.com/office/word/2010/wordml",
    }
)
_TARGETS: Final = {"shd": "color"}
"""Attribute whose digits a theme colour replaces, if it is not ``val``."""
_FILL: Final = ("themeFill", "themeFill", "fill")
_MODIFIERS: Final = frozenset({"lumMod", "lumOff", "tint", "shade"})
_KEEPING: Final = frozenset({"satMod", "satOff", "sat", "hueMod", "hueOff", "hue"})
"""Modifiers that change a colour's brightness little; matcher leaves them out."""


def read_theme(root: _Element | None) -> dict[str, Colour]:
    """Return the colours of ``theme1.xml`` by their short names: ``dk1``, ``lt1``, ``accent1`` ..."""
    theme = dict(_USUAL)
    scheme = next(root.iter("{*}clrScheme"), None) if root is not None else None
    for entry in scheme if scheme is not None else ():
        colour = next(
            (digits for child in entry if (digits := from_hex(attribute(child, "lastClr") or attribute(child, "val")))),
            None,
        )
        if colour is not None:
            theme[local_name(entry)] = colour
    return theme


def theme_fonts(theme: _Element | None, are_plain: bool) -> dict[str, str]:
    """Return the fonts of ``theme1.xml`` by ``major`` and ``minor``; nothing if their names are of no interest.

    Args:
        theme: the part.
        are_plain: whether the document's table of fonts has none that needs a look.
    """
    fonts: dict[str, str] = {}
    for scheme in theme.iter("{*}majorFont", "{*}minorFont") if theme is not None else ():
        latin = next((font for font in scheme if local_name(font) == "latin"), None)
        fonts[local_name(scheme)[:5]] = "" if latin is None else latin.get("typeface", "")
    return fonts if not are_plain or any(map(has_symbols, fonts.values())) else {}


def resolve(root: _Element, theme: dict[str, Colour], fonts: dict[str, str]) -> None:
    """Replace references to a theme in a part by what they refer to.

    Args:
        root: a document, a style, a header: changed in place.
        theme: by :func:`map_colours`.
        fonts: by :func:`theme_fonts`.
    """
    _resolve_colours(root, theme)
    if not fonts:
        return
    for element in root.iter("{*}rFonts"):
        named = _named(element)
        for name in ("ascii", "hAnsi"):
            font = fonts.get(_value(element, named, f"{name}Theme")[:5])
            if font is not None:
                _set(element, name, font, named)


def map_colours(theme: dict[str, Colour], settings: _Element | None) -> dict[str, Colour]:
    """Return the theme as documents refer to it: their settings may exchange its dark and light colours (17.15.1.20).

    Args:
        theme: by :func:`read_theme`.
        settings: the document's settings.
    """
    mapping = child(settings, "w:clrSchemeMapping")
    found = {**theme, **{alias: theme[key] for alias, key in _ALIASES.items() if key in theme}}
    for attribute_name, aliases in _MAPPED.items():
        key = value(mapping, attribute_name)
        colour = theme.get(_ALIASES.get(key, key))
        if colour is not None:
            found.update(dict.fromkeys(aliases, colour))
    return found


_MAPPED: Final = {
    "bg1": ("background1", "bg1"), "t1": ("text1", "tx1"), "bg2": ("background2", "bg2"), "t2": ("text2", "tx2"),
    "hyperlink": ("hyperlink",), "followedHyperlink": ("followedHyperlink",),
}  # fmt: skip


def _resolve_colours(root: _Element, theme: dict[str, Colour]) -> None:
    known: dict[tuple[str, str, str], str | None] = {}
    for element in root.iter("{*}color", "{*}shd", "{*}background"):
        named = _named(element)
        for kind, name, target in (("theme", "themeColor", _TARGETS.get(local_name(element), "val")), _FILL):
            if name not in named:
                continue
            reference = (
                _value(element, named, name),
                _value(element, named, f"{kind}Tint"),
                _value(element, named, f"{kind}Shade"),
            )
            if reference not in known:  # styles refer to thousands, of a few shades
                colour = theme.get(reference[0])
                known[reference] = None if colour is None else _hex(_shaded(colour, *reference[1:]))
            digits = known[reference]
            if digits is not None:
                key = "color" if local_name(element) == "background" else target
                _set(element, key, digits, named)
    for element in root.iter("{*}schemeClr", "{*}srgbClr"):
        if local_name(element) == "schemeClr":
            name = attribute(element, "val")
            colour = theme.get(name)
        else:
            colour = from_hex(attribute(element, "val"))
        if colour is not None and all(local_name(part) in {*_MODIFIERS, *_KEEPING, "alpha"} for part in element):
            for part in list(element):
                if local_name(part) in _MODIFIERS:
                    colour = _modified(colour, local_name(part), attribute(part, "val"))
                if local_name(part) != "alpha":
                    element.remove(part)
            _set(element, "val", _hex(colour), _named(element))
            element.tag = str(element.tag).replace("schemeClr", "srgbClr")


def _modified(colour: Colour, name: str, value: str) -> Colour:
    """Return a colour made brighter or darker by DrawingML (20.1.2.3); values are thousandths of a per cent."""
    try:
        share = min(2.0, max(0.0, float(value) / 100_000))
    except ValueError:
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    light = {
        "lumMod": light * share, "lumOff": light + share, "tint": 1 - (1 - light) * share, "shade": light * share,
    }[name]  # fmt: skip
    return _of_hls(hue, min(1.0, light), saturation)


def _shaded(colour: Colour, tint: str, shade: str) -> Colour:
    """Return a colour brighter by ``themeTint`` or darker by ``themeShade``: shares of 255 in hexadecimal digits."""
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    try:
        if shade:
            light *= int(shade[:2], 16) / 255
        if tint:
            share = int(tint[:2], 16) / 255
            light = light * share + (1 - share)
    except ValueError:
        return colour
    return _of_hls(hue, light, saturation)


def _of_hls(hue: float, light: float, saturation: float) -> Colour:
    red, green, blue = (round(255 * part) for part in colorsys.hls_to_rgb(hue, light, saturation))
    return red, green, blue


def _hex(colour: Colour) -> str:
    return "".join(f"{part:02X}" for part in colour)


def _named(element: _Element) -> dict[str, str]:
    """Return the full names of an element's attributes by their names without a namespace."""
    names: dict[str, str] = {}
    for key in element.keys():  # noqa: SIM118 - an element iterates over others
        if local := _LOCAL[str(key)]:
            names.setdefault(local, str(key))
    return names


def _value(element: _Element, named: dict[str, str], name: str) -> str:
    return element.get(named[name], "") if name in named else ""


def _set(element: _Element, name: str, value: str, named: dict[str, str]) -> None:
    """Set the attribute of that name, in the namespace of the element's other attributes."""
    key = named.get(name)
    if key is None:
        namespace = next((key.rpartition("}")[0] for key in named.values() if key.startswith("{")), "")
        key = f"{namespace}}}{name}" if namespace else name
    element.set(key, value)


def _local(key: str) -> str:
    """Return a name without its namespace; empty for one that is not Word's."""
    namespace, _, name = key.rpartition("}")
    return name if not namespace or namespace[1:] in _NAMESPACES else ""


_LOCAL: Final = Memo(_local, max_size=1000)
"""Names without their namespace; there are some dozens."""
