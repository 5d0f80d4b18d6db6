"""Find the values that Word shows in controls bound to stored XML, in the place of the text that the controls hold."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.office.package import Package
from matcher.extraction.office.word.names import child, text_below, value
from matcher.extraction.xml_parsing import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Bindings"]


class Bindings:
    """Find the values that Word shows in controls in the place of their content (17.5.2.6).

    Args:
        package: the document's.
        relations: those of its main part.
        document: without any bound control nothing is read.
    """

    def __init__(self, package: Package, relations: list[tuple[str, str, str]], document: _Element) -> None:
        self._stores: dict[str, _Element] = {}
        if next(document.iter("{*}dataBinding"), None) is None:
            return
        parts = [part for kind, part, _ in relations if kind == "customXml"][:_MOST_STORES]
        for part in parts:
            with contextlib.suppress(UnreadableFileError):
                key = ""
                for kind, properties, _ in package.relations(part):
                    if kind == "customXmlProps":
                        root = package.parse(properties)
                        key = next((str(text) for name, text in root.items() if str(name).endswith("}itemID")), "")
                self._stores[key.upper() or part] = package.parse(part)
        for kind, part in package.related():
            if kind in _BUILT_IN:
                with contextlib.suppress(UnreadableFileError):
                    self._stores[_BUILT_IN[kind]] = package.parse(part)

    def replacement(self, properties: _Element | None, content: _Element) -> str | None:
        """Return the value that is shown in the place of a control's content; None when the content itself is.

        Args:
            properties: the control's (``w:sdtPr``).
            content: its ``w:sdtContent``.
        """
        binding = child(properties, "w:dataBinding")
        binding = child(properties, "w15:dataBinding") if binding is None else binding
        if binding is None or not self._stores:
            return None
        path = value(binding, "xpath") or binding.get("xpath", "")
        key = (value(binding, "storeItemID") or binding.get("storeItemID", "")).upper()
        stores = [self._stores[key]] if key in self._stores else [*self._stores.values()] if not key else []
        if not stores:
            return None
        found = next((text for store in stores if (text := _value_at(store, path)) is not None), None)
        if found is None or not found.strip():  # nothing is stored there: the content or a placeholder stays
            return None if _STEPS.fullmatch(path) else ""
        shown = text_below(content)
        words = set(_WORDS.findall(shown.casefold()))
        # Dates, lists and rich text are stored in another form than they are shown in.
        is_formatted = any(child(properties, f"w:{kind}") is not None for kind in ("date", "dropDownList", "comboBox"))
        if words <= set(_WORDS.findall(found.casefold())) or (is_formatted and len(words) <= _FEW):
            return None
        return found


_MOST_STORES: Final = 50
_FEW: Final = 5
"""Words of a date, or of an entry of a list."""
_BUILT_IN: Final = {
    "core-properties": "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}",
    "extended-properties": "{6668398D-A668-4E3E-A5EB-62B293D839F1}",
}
_STEPS = re.compile(
    r"(?:/(?:[\w.-]{1,100}:)?[\w.-]{1,100}(?:\[\d{1,4}\])?){1,50}(?:/@(?:[\w.-]{1,100}:)?[\w.-]{1,100})?"
)
_STEP = re.compile(r"/(@?)(?:[\w.-]+:)?([\w.-]+)(?:\[(\d+)\])?")
_WORDS = re.compile(r"\w+")


def _value_at(store: _Element, path: str) -> str | None:
    """Return the text at a path of plain steps (``/ns0:root[1]/ns0:name[1]``)."""
    if not _STEPS.fullmatch(path):
        return None
    element: _Element | None = None
    for match in _STEP.finditer(path):
        is_attribute, name, place = match.groups()
        if is_attribute:
            pairs = element.items() if element is not None else []
            return next((str(text) for key, text in pairs if str(key).rpartition("}")[2] == name), None)
        inner = [store] if element is None else element.iterchildren(f"{{*}}{name}")
        found = [part for part in inner if local_name(part) == name][int(place or 1) - 1 :][:1]
        if not found:
            return None
        element = found[0]
    return "".join(map(str, element.itertext())) if element is not None else None
