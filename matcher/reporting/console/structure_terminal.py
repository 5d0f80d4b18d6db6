"""Print the structure of a résumé in a terminal: its text, with what each part of it was taken for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from matcher.parsing.structure import Mark, MarkKind, Structure
from matcher.reporting.printable import printable
from matcher.reporting.structure_view import Row, describe_entries, label_of, rows_of

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

__all__ = ["render_structure"]

_STYLES: Final[Mapping[MarkKind, str]] = {
    "heading": "bold underline",
    "title": "bold cyan",
    "employer": "green",
    "place": "blue",
    "dates": "magenta",
    "dates, no entry": "yellow",
    "instructions, left out": "red",
}
_LEAST: Final = 20
"""Characters of a row that the text has at least, however wide the margin is."""


def render_structure(structure: Structure, console: Console) -> None:
    """Print every line of a résumé, with its section and entry in the margin, and the fields of entries in brackets.

    Escape codes in the résumé are printed as text: they cannot control the terminal.

    Args:
        structure: of :func:`matcher.parsing.structure.find_structure`.
        console: where to print.
    """
    from rich.text import Text

    console.print(Text(printable(structure.document), style="bold"))
    for warning in structure.warnings:
        message = printable(warning.message)
        console.print(Text.assemble(("! ", "bold yellow"), (warning.code, "yellow"), f"  {message}"))
    console.print()
    notes = describe_entries(structure)
    names = [entry.name for entry in structure.entries]
    section_width = max((len(section.kind) for section in structure.sections), default=0)
    entry_width = max(map(len, names), default=0)
    margin = Text(" " * (section_width + 1 + entry_width + 2))
    for row in rows_of(structure):
        name = "" if row.entry is None else names[row.entry]
        first = Text(f"{row.section:<{section_width}} {name:<{entry_width}}  ", style="dim")
        line = _marked(structure, row)
        _print_wrapped(line, first if line else Text(), margin, console)
        if row.opens and row.entry is not None:
            note = Text(f"= {printable(notes[row.entry])}", style="italic dim")
            _print_wrapped(note, margin, margin, console)
    for part in structure.left_out:
        console.print()
        console.print(Text(f"Left out, {printable(part.reason)}:", style="bold"))
        for words in part.text.splitlines():
            console.print(Text(printable(words), style="red"))


def _marked(structure: Structure, row: Row) -> Text:
    """Return the text of a row with its marks in brackets."""
    from rich.text import Text

    text = printable(structure.text[row.start : row.end])
    line = Text()
    reached = 0
    for mark in row.marks:
        start, end = mark.start - row.start, mark.end - row.start
        line.append(text[reached:start])
        _append_mark(line, mark, f"[{label_of(mark, row, structure.entries)}: ", text[start:end])
        reached = end
    line.append(text[reached:].rstrip())
    return line


def _append_mark(line: Text, mark: Mark, label: str, words: str) -> None:
    line.append(label, style="dim")
    line.append(words, style=_STYLES[mark.kind])
    line.append("]", style="dim")


def _print_wrapped(text: Text, first: Text, following: Text, console: Console) -> None:
    """Print a text in lines that fit, the first after one margin and the others after another."""
    width = max(_LEAST, console.width - len(first))
    for number, line in enumerate(text.wrap(console, width) or [text]):
        line.rstrip()
        console.print((following if number else first) + line, soft_wrap=True)
