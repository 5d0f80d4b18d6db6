"""Work out the formatting of a DOCX by the whole cascade of its styles (ECMA-376 part 1, 17.7.2).

Document defaults, table style with its conditional formats, numbering, paragraph style, character style and the
properties of the run itself: each replaces single properties of the ones before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from matcher.extraction.office.word.formats import (
    NOT_UNDERSTOOD,
    Changes,
    ParagraphFormat,
    RunFormat,
    paragraph_changes,
    run_changes,
)
from matcher.extraction.office.word.names import child, name_of, value

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["DocxStyles", "TableFormats"]


@dataclass(frozen=True, slots=True)
class TableFormats:
    """Hold what a table style, or one of its conditional formats, changes."""

    run: Changes = field(default_factory=dict)
    paragraph: Changes = field(default_factory=dict)
    table: tuple[_Element, ...] = ()
    """Table properties, those of the style's ancestors first."""
    row: tuple[_Element, ...] = ()
    cell: tuple[_Element, ...] = ()

    @classmethod
    def of(cls, element: _Element) -> TableFormats:
        """Read a style, or a part of one (``w:tblStylePr``)."""
        found = {name_of(part): part for part in element}
        table, row, cell = (
            (found[name],) if name in found else () for name in ("w:tblPr", "w:trPr", "w:tcPr")
        )  # fmt: skip
        run, paragraph = run_changes(found.get("w:rPr")), paragraph_changes(found.get("w:pPr"))
        return cls(run, paragraph, table, row, cell)

    def after(self, other: TableFormats) -> TableFormats:
        """Return these formats with those of ``other`` on top."""
        joined: dict[str, Any] = {"run": {**self.run, **other.run}, "paragraph": {**self.paragraph, **other.paragraph}}
        for name in ("table", "row", "cell"):
            joined[name] = (*getattr(self, name), *getattr(other, name))[-_KEPT:]
        return TableFormats(**joined)


_KEPT: Final = 20
"""Elements of one kind that a chain of table styles passes on: the chains of honest files have three links."""
_LEVELS: Final = frozenset("012345678")
_PARTS: Final = frozenset(
    {"wholeTable", "firstRow", "lastRow", "firstCol", "lastCol", "band1Vert", "band2Vert", "band1Horz", "band2Horz",
     "neCell", "nwCell", "seCell", "swCell"}
)  # fmt: skip
"""Conditional formats of tables (17.18.89)."""


@dataclass(frozen=True, slots=True)
class _Style:
    """A style with everything that it inherits."""

    run: Changes = field(default_factory=dict)
    paragraph: Changes = field(default_factory=dict)
    is_listed: bool = False
    is_heading: bool = False
    table: TableFormats | None = None
    parts: dict[str, TableFormats] = field(default_factory=dict)


class DocxStyles:
    """Hold the styles of a document by their ids, each with what it inherits.

    Args:
        root: ``styles.xml``; None when there is none.
        numbering: ``numbering.xml``.
        resolve: replaces references to the theme in a style; styles that nothing uses are not resolved, since they are
            most of the XML of many documents.
    """

    def __init__(self, root: _Element | None, numbering: _Element | None, resolve: Callable[[_Element], None]) -> None:
        self._resolve = resolve
        self._elements: dict[str, _Element] = {}
        self._resolved: dict[str, _Style] = {}
        self._repeated: set[str] = set()
        self._runs: dict[tuple[str, RunFormat], RunFormat] = {}
        self._bases: dict[tuple[str, int], tuple[Any, RunFormat]] = {}
        self._normal = self._normal_table = ""
        defaults = child(root, "w:docDefaults")
        if defaults is not None:
            resolve(defaults)
        self.default = RunFormat().after(run_changes(child(defaults, "w:rPrDefault", "w:rPr")))
        self.default_paragraph = ParagraphFormat().after_changes(
            paragraph_changes(child(defaults, "w:pPrDefault", "w:pPr"))
        )
        for style in root if root is not None else ():
            if name_of(style) == "w:style":
                key = value(style, "styleId")
                if key in self._elements:
                    self._repeated.add(key)
                self._elements.setdefault(key, style)
                if value(style, "default") in {"1", "true", "on"}:
                    if value(style, "type") == "paragraph":
                        self._normal = self._normal or key
                    elif value(style, "type") == "table":
                        self._normal_table = self._normal_table or key
        self._levels = _levels(numbering)

    def _style(self, key: str) -> _Style:
        line: list[str] = []
        seen: set[str] = set()
        while key in self._elements and key not in self._resolved and key not in seen:
            seen.add(key)
            line.append(key)
            # A style inherits nothing from one of another type.
            key = self._of_type(value(child(self._elements[key], "w:basedOn")), _type_of(self._elements[key]))
        style = self._resolved.get(key, _Style())
        for key in reversed(line):
            self._resolve(self._elements[key])
            style = _inherit(style, self._elements[key])
            if key in self._repeated:  # programs differ in which one they apply
                style = replace(style, run={**style.run, "unknown": NOT_UNDERSTOOD})
            self._resolved[key] = style
        return style

    def _of_type(self, key: str, kind: str) -> str:
        """Return the key of a style if it is of that type; text whose style is of another type has none."""
        return key if key in self._elements and _type_of(self._elements[key]) == kind else ""

    def is_listed(self, key: str) -> bool:
        """Return whether a paragraph style makes list items."""
        return self._style(key).is_listed

    def is_heading(self, key: str) -> bool:
        """Return whether a paragraph style makes headings."""
        return self._style(key).is_heading

    def paragraph(self, key: str, table: TableFormats | None, direct: Changes) -> ParagraphFormat:
        """Return the format of a paragraph.

        Args:
            key: its style; empty for the default one.
            table: what the table around it changes.
            direct: what its own properties change.
        """
        style = self._style(self._of_type(key, "paragraph") or self._normal).paragraph
        base = self.default_paragraph.after_changes(table.paragraph if table is not None else {})
        listed = self._levels.get((style.get("number", ""), style.get("level", "0")), {})
        base = base.after_changes({**listed, **style})
        if "number" in direct:
            base = base.after_changes(self._levels.get((direct["number"], direct.get("level", "0")), {}))
        return base.after_changes(direct)

    def run_base(self, key: str, table: TableFormats | None) -> RunFormat:
        """Return the format of text in a paragraph of that style (of the default style when empty)."""
        known = self._bases.get((key, id(table)))
        if known is None:
            base = self.default.after(table.run) if table is not None else self.default
            # The table is kept with the result, so that its id is not used again.
            known = self._bases[key, id(table)] = (
                table,
                self._after_style(self._of_type(key, "paragraph") or self._normal, base),
            )
        return known[1]

    def character(self, key: str, base: RunFormat) -> RunFormat:
        """Return the format after a style of characters, on top of another."""
        return self._after_style(self._of_type(key, "character"), base)

    def _after_style(self, key: str, base: RunFormat) -> RunFormat:
        known = self._runs.get((key, base))
        if known is None:
            changes = self._style(key).run
            # A switch that styles of two types set is off again (17.7.3), but not one that is always on.
            if changes.get("vanish") and base.vanish and not self.default.vanish:
                changes = {**changes, "vanish": False}
            elif "vanish" in changes and base.vanish:
                changes = {**changes, "vanish": True}
            known = self._runs[key, base] = base.after(changes)
        return known

    def table(self, key: str) -> tuple[TableFormats, dict[str, TableFormats]]:
        """Return what a table style changes, and what its conditional formats do by their names."""
        style = self._style(self._of_type(key, "table") or self._normal_table)
        return style.table or TableFormats(), style.parts


def _type_of(style: _Element) -> str:
    return value(style, "type") or "paragraph"


def _inherit(base: _Style, element: _Element) -> _Style:
    name, numbered = value(child(element, "w:name")).lower(), child(element, "w:pPr", "w:numPr", "w:numId")
    heading = name.startswith(("heading", "title")) or child(element, "w:pPr", "w:outlineLvl") is not None
    listed = not heading and numbered is not None and value(numbered) != "0"
    table, parts = base.table, base.parts
    if value(element, "type") == "table":
        own = TableFormats.of(element)
        table = own if table is None else table.after(own)
        for part in element:
            if name_of(part) == "w:tblStylePr":
                kind, formats = value(part, "type"), TableFormats.of(part)
                if kind not in _PARTS:
                    continue
                parts = {**parts, kind: parts[kind].after(formats) if kind in parts else formats}
    return _Style(
        {**base.run, **run_changes(child(element, "w:rPr"))},
        {**base.paragraph, **paragraph_changes(child(element, "w:pPr"))},
        base.is_listed or listed, base.is_heading or heading, table, parts,
    )  # fmt: skip


def _levels(root: _Element | None) -> dict[tuple[str, str], Changes]:
    """Return what numbering definitions change, by their number and level."""
    abstract: dict[str, dict[str, Changes]] = {}
    levels: dict[tuple[str, str], Changes] = {}
    linked: dict[str, dict[str, Changes]] = {}
    links: dict[str, str] = {}
    for element in root if root is not None else ():
        if name_of(element) == "w:abstractNum":
            key = value(element, "abstractNumId")
            abstract[key] = _levels_in(element)
            if style := value(child(element, "w:styleLink")):
                linked[style] = abstract[key]
            if style := value(child(element, "w:numStyleLink")):
                links[key] = style
    for key, style in links.items():  # a definition that refers to another one by the name of a style
        abstract[key] = {**linked.get(style, {}), **abstract[key]}
    for element in root if root is not None else ():
        if name_of(element) == "w:num":
            key = value(element, "numId")
            own = {**abstract.get(value(child(element, "w:abstractNumId")), {})}
            for override in element:
                own.update(_levels_in(override))
            levels.update({(key, level): changes for level, changes in own.items()})
    return levels


def _levels_in(element: _Element) -> dict[str, Changes]:
    found: dict[str, Changes] = {}
    for part in element:
        if name_of(part) == "w:lvl":
            changes = paragraph_changes(child(part, "w:pPr"))
            if (level := value(part, "ilvl")) in _LEVELS:
                found[level] = {key: changes[key] for key in ("left", "right", "first") if key in changes}
    return found
