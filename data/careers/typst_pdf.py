"""Write a generated résumé as a PDF with Typst, by ``data/templates/career.typ``."""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from data.careers.document import EDGE, Columns, Document, Line
from data.careers.look import Look, Table, choose_look, grouped, without_bullet

_TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "career.typ"


def pdf(document: Document, rng: random.Random) -> bytes:
    """Return a document as a PDF; the same arguments and version of Typst give the same bytes."""
    look = choose_look(rng)
    content = {
        "look": asdict(look),
        "blocks": [_block(block, look) for block in grouped(document)],
        "footer": document.footer.split("{page}") if document.footer else [],
        "split": rng.choice((38, 50, 62)),
    }
    return bytes(typst.compile(str(_TEMPLATE), format="pdf", sys_inputs={"resume": json.dumps(content)}))


def _block(block: Line | Table | Columns, look: Look) -> dict[str, Any]:
    if isinstance(block, Line):
        return _line(block, look)
    if isinstance(block, Table):
        count = max(len(row.cells) for row in block.rows)
        rows = [[[_line(line, look) for line in cell] for cell in row.cells] for row in block.rows]
        return {"kind": "table", "columns": count, "cells": [[*row, *[[]] * (count - len(row))] for row in rows]}
    sides = ([_line(line, look) for line in side] for side in (block.left, block.right))
    return {"kind": "columns", "sides": list(sides)}


def _line(line: Line, look: Look) -> dict[str, Any]:
    listed = without_bullet(line) if look.bullets else None
    pieces: list[dict[str, Any]] = []
    for piece in (listed or line).pieces:
        if piece.text == EDGE:
            pieces.append({"space": "edge"})
            continue
        for number, part in enumerate(piece.text.split("\t")):
            if number:
                pieces.append({"space": "tab" if pieces else "indent"})
            if part:
                pieces.append({"text": part, "bold": piece.bold, "dates": piece.field == "dates"})
    return {"kind": "item" if listed else line.kind, "pieces": pieces}
