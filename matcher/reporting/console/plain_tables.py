"""Print plain rows as a table in a terminal, or return them as comma-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from matcher.reporting.printable import neutralise_formula, printable

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["render_fields", "render_rows", "rows_csv"]


def rows_csv(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> bytes:
    r"""Return rows as comma-separated values in UTF-8, with a header.

    Texts are made printable, and those that a spreadsheet would take for a formula begin with an apostrophe.

    Args:
        columns: the columns, which are keys of each row.
        rows: texts, numbers and lists of texts; lists are separated by semicolons.

    >>> rows_csv(["name", "count"], [{"name": "=1+1", "count": 2}])
    b"name,count\n'=1+1,2\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([printable(neutralise_formula(_text(row[column], "; "))) for column in columns])
    return out.getvalue().encode()


def render_rows(columns: Mapping[str, str], rows: Sequence[Mapping[str, object]], console: Console) -> None:
    """Print rows as a table; escape codes in them are printed as text.

    Args:
        columns: heading of each column, and its key in the rows.
        rows: texts, numbers and lists of texts; numbers are right-aligned.
        console: where to print.
    """
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading, key in columns.items():
        numbers = bool(rows) and all(isinstance(row[key], int) for row in rows)
        table.add_column(heading, justify="right" if numbers else "left", overflow="fold", no_wrap=numbers)
    for row in rows:
        table.add_row(*(Text(printable(_text(row[key], ", "))) for key in columns.values()))
    console.print(table)


def render_fields(title: str, note: str, fields: Mapping[str, object], console: Console) -> None:
    """Print one item: a title with a note, and a line for each field that is not empty.

    Args:
        title: its name.
        note: printed after the title.
        fields: heading to text or list of texts.
        console: where to print.
    """
    from rich.table import Table
    from rich.text import Text

    console.print(Text.assemble((printable(title), "bold"), (f"  {printable(note)}" if note else "", "dim")))
    table = Table.grid(padding=(0, 2))
    for heading, value in fields.items():
        if value:
            table.add_row(Text(f"  {heading}", style="cyan"), Text(printable(_text(value, ", "))))
    console.print(table)


def _text(value: object, separator: str) -> str:
    return separator.join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
