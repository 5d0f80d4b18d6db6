r"""Set an entry by a template of ``grammars.toml``.

A template is the header of an entry as it is printed: ``{title}, {employer}[, {place}]>>{dates}``. A stretch in
brackets is left out if a field in it is empty; ``>>`` moves the rest to the right edge; ``||`` begins the next cell of
a table row, ``\n`` the next line; ``~`` is the separator that the résumé uses. ``[[`` and ``]]`` are brackets. Other
slots than the fields (``{duration}``, ``{person}``) are filled from the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from data.careers.document import EDGE, Line, Piece, Row, blank
from data.careers.model import Fact

FIELDS = ("title", "employer", "place", "dates")
_TOKEN = re.compile(r"\[\[|\]\]|\[|\]|>>|\|\||\n|~|\{\w+\}|(?:(?!>>|\|\||\[|\]|\n|~|\{\w+\}).)+", re.DOTALL)


@dataclass(frozen=True)
class _Group:
    parts: tuple[str | _Group, ...]


@cache
def _parse(template: str) -> tuple[str | _Group, ...]:
    stack: list[list[str | _Group]] = [[]]
    for part in _TOKEN.findall(template):
        if part == "[":
            stack.append([])
        elif part == "]":
            group = _Group(tuple(stack.pop()))
            stack[-1].append(group)
        else:
            stack[-1].append({"[[": "[", "]]": "]"}.get(part, part))
    return tuple(stack[0])


def set_header(
    template: str, fact: Fact, entry: int, separator: str, fill: Callable[[str], str], bold: tuple[str, ...]
) -> list[Line | Row]:
    r"""Return the lines, or the table row, of the header of an entry.

    Args:
        template: how to set it.
        fact: its fields; its dates are printed already.
        entry: number of the entry, for the labels.
        separator: what ``~`` means.
        fill: gives the text of other slots.
        bold: fields in bold type.

    >>> lines = set_header("{title}[ ({place})]~{employer}", Fact("work", "Cook", "Kite Inn"), 0, " | ", str, ())
    >>> lines[0].text
    'Cook | Kite Inn'
    """
    values = {"title": fact.title, "employer": fact.employer, "place": fact.place, "dates": fact.dates}

    def absent(parts: tuple[str | _Group, ...]) -> bool:
        return any(isinstance(part, str) and part[:1] == "{" and not values.get(part[1:-1], "x") for part in parts)

    cells: list[list[Line]] = [[Line([], "header", entry)]]

    def add(parts: tuple[str | _Group, ...]) -> None:
        for part in parts:
            line = cells[-1][-1]
            if isinstance(part, _Group):
                if not absent(part.parts):
                    add(part.parts)
            elif part == "\n":
                cells[-1].append(Line([], "header", entry))
            elif part == "||":
                cells.append([Line([], "header", entry)])
            elif part == ">>":
                line.pieces.append(Piece(EDGE))
            elif part == "~":
                line.pieces.append(Piece(separator))
            elif part[:1] == "{":
                name = part[1:-1]
                if name in values:
                    line.pieces.append(Piece(values[name], name, entry, name in bold))
                else:
                    line.pieces.append(Piece(fill(part)))
            else:
                line.pieces.append(Piece(part))

    add(_parse(template))
    for cell in cells:
        cell[:] = _tidied(cell)
    if len(cells) > 1:
        return [Row(cells, entry)]
    return list(cells[0])


def _tidied(lines: list[Line]) -> list[Line]:
    """Drop lines that an empty field left empty, and separators at their ends; keep blank lines of the template."""
    out = []
    for line in lines:
        if not line.pieces:
            out.append(blank())
            continue
        pieces = [piece for piece in line.pieces if piece.text]
        while pieces and not pieces[0].field and _separates(pieces[0].text):
            pieces.pop(0)
        while pieces and not pieces[-1].field and _separates(pieces[-1].text):
            pieces.pop()
        if pieces:
            out.append(Line(pieces, line.kind, line.entry))
    while out and out[-1].kind == "blank":
        out.pop()
    return out


def _separates(text: str) -> bool:
    return text == EDGE or (text != "." and not any(c.isalnum() or c in "()[]•*#（）【】" for c in text))
