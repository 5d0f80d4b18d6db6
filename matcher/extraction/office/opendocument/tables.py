"""Find the rows, cells and columns of tables in OpenDocument text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from matcher.extraction.office.opendocument.formatting import OdtStyles
from matcher.extraction.office.opendocument.names import get, name_of
from matcher.extraction.office.opendocument.properties import in_points

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Column", "columns_of", "count_of", "has_paragraphs", "rows_of"]

_MOST_COLUMNS: Final = 1_000
_GROUPS: Final = frozenset(
    {"table:table-header-rows", "table:table-rows", "table:table-row-group", "table:table-columns",
     "table:table-header-columns", "table:table-column-group"}
)  # fmt: skip


class Column(NamedTuple):
    """A column of a table."""

    width: float | None
    """In points; None when it is unknown."""
    is_hidden: bool
    style: str
    """The style of cells without one."""


def columns_of(table: _Element, styles: OdtStyles) -> list[Column]:
    """Return the columns of a table."""
    columns: list[Column] = []
    for part in _parts(table, "table:table-column"):
        style = styles.element("table-column", get(part, "table:style-name"))
        width = None
        for properties in style if style is not None else ():
            width = in_points(get(properties, "style:column-width"))
        hidden = get(part, "table:visibility") in {"collapse", "filter"}
        column = Column(width, hidden, get(part, "table:default-cell-style-name"))
        columns += [column] * count_of(get(part, "table:number-columns-repeated"))
        if len(columns) > _MOST_COLUMNS:
            break
    return columns


def count_of(text: str) -> int:
    """Return a number of repetitions, within limits.

    >>> count_of("3"), count_of(""), count_of("99999999")
    (3, 1, 1)
    """
    return min(100, int(text)) if text.isdecimal() and len(text) < 6 and int(text) else 1


def rows_of(table: _Element, hidden: str = "") -> Iterator[tuple[_Element, str]]:
    """Yield the rows of a table, and why each is hidden."""
    for part in table:
        if name_of(part) == "table:table-row":
            yield part, hidden
        elif name_of(part) in _GROUPS:
            folded = name_of(part) == "table:table-row-group" and get(part, "table:display") == "false"
            yield from rows_of(part, hidden or ("in a hidden table row" if folded else ""))


def has_paragraphs(cell: _Element) -> bool:
    """Return whether a cell has several paragraphs."""
    count = 0
    for part in cell.iter():
        count += name_of(part) in {"text:p", "text:h"}
        if count > 1:
            return True
    return False


def _parts(table: _Element, wanted: str) -> Iterator[_Element]:
    for part in table:
        if name_of(part) == wanted:
            yield part
        elif name_of(part) in _GROUPS:
            yield from _parts(part, wanted)
