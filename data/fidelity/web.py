"""Write plans as HTML and print them with Chromium. ``style.css`` defines the layouts; a specimen names its classes."""

from __future__ import annotations

import base64
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from producers.web import CHROMIUM, undated

from .icons import icon_font
from .plan import Block, Plan

STYLE = Path(__file__).resolve().parent / "style.css"
SHAPES = ("M1 3h14v10H1zM1 3l7 6 7-6", "M3 1l3 0 1 4-2 1c1 2 3 4 5 5l1-2 4 1v3c-6 2-14-6-12-12z", "M8 15L3 6h10z")


def soften(text: str) -> str:
    """Insert soft hyphens into long words, where a browser may hyphenate them.

    >>> soften("monitoring databases").replace("\u00ad", "-")
    'monitoring databases'
    >>> soften("internationally").replace("\u00ad", "-")
    'inter-nationally'
    """
    shy = "\u00ad"
    return re.sub(r"(?<=[a-z]{4})(?<=[lnrst])(?=[b-df-hj-np-tv-z][aeiou][a-z]{2,})", shy, text)


class _Page:
    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.number = 0

    def text(self, words: str) -> str:
        return escape(soften(words) if self.options.get("soft") else words)

    def cells(self, cells: Sequence[str], tag: str = "span") -> str:
        return " ".join(f'<{tag} class="c{i}">{self.text(cell)}</{tag}>' for i, cell in enumerate(cells))

    def icon(self, number: int) -> str:
        if self.options.get("icons") == "font":
            return f'<i class="glyph">{chr(0xE900 + number % 3)}</i>'
        if self.options.get("icons") == "svg":
            shape = f'<path d="{SHAPES[number % 3]}"/>'
            return f'<svg class="icon" viewBox="0 0 16 16" fill="none" stroke="currentColor">{shape}</svg>'
        return ""

    def blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        if not self.options.get("shuffled"):
            yield from self.pieces(blocks)
            return
        # Painted in another order than they are read, like text boxes that design programs paint in creation order.
        for piece in self.pieces(blocks):
            self.number += 1
            yield f'<div style="position: relative; z-index: {self.number * 7 % 11}">{piece}</div>'

    def pieces(self, blocks: Sequence[Block]) -> Iterator[str]:
        for kind, group in groupby(blocks, key=lambda block: block.kind):
            if kind == "bullet":
                yield "<ul>" + "".join(f"<li>{self.cells(b.cells)}</li>" for b in group) + "</ul>"
            elif kind in {"row", "row3"}:
                rows = "".join(f"<tr>{self.cells(b.cells, 'td')}</tr>" for b in group)
                yield f'<table class="{kind}s">{rows}</table>'
            else:
                for block in group:
                    yield self.block(block)

    def block(self, block: Block) -> str:
        if block.kind in {"timed", "labelled"}:
            inner = "\n".join(self.blocks(block.children))
            return f'<div class="{block.kind}"><div class="c0">{self.cells(block.cells)}</div><div>{inner}</div></div>'
        if block.kind == "contact":
            pieces = (f"<span>{self.icon(i)}{escape(cell)}</span>" for i, cell in enumerate(block.cells))
            return f'<p class="contact">{" ".join(pieces)}</p>'
        tag = {"name": "h1", "heading": "h2"}.get(block.kind, "div")
        return f'<{tag} class="{block.kind}">{self.cells(block.cells)}</{tag}>'


def html(plan: Plan, options: dict[str, Any]) -> str:
    """Return the plan as HTML; ``options``: ``classes`` of ``style.css``, ``icons`` (font or svg), ``soft`` hyphens."""
    page = _Page(options)
    font = base64.b64encode(icon_font()).decode() if options.get("icons") == "font" else ""
    face = f"@font-face {{ font-family: Pictograms; src: url(data:font/ttf;base64,{font}); }}" if font else ""
    sheets = []
    for bands in plan.pages:
        rendered = []
        for band in bands:
            columns = "\n".join(
                f'<div class="col k{i}">{"".join(page.blocks(c))}</div>' for i, c in enumerate(band.columns)
            )
            rendered.append(f'<div class="band {band.name}">{columns}</div>')
        sheets.append(f'<div class="page">{"".join(rendered)}</div>')
    paper = f"@page {{ size: {options.get('paper', 'A4')}; margin: {options.get('margin', '16mm 18mm')}; }}"
    return (
        f'<!doctype html><html lang="{plan.language}"><head><meta charset="utf-8"><title>Résumé</title>'
        f"<style>{face}{paper}{STYLE.read_text('utf-8')}</style></head>"
        f'<body class="{options.get("classes", "")}">{"".join(sheets)}</body></html>'
    )


def pdf(plan: Plan, options: dict[str, Any]) -> bytes:
    """Return the page as a PDF printed by Chromium, without the time of printing."""
    with tempfile.TemporaryDirectory() as folder:
        page, out = Path(folder) / "resume.html", Path(folder) / "resume.pdf"
        page.write_text(html(plan, options), "utf-8")
        command = [*CHROMIUM, f"--user-data-dir={folder}/profile", f"--print-to-pdf={out}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
        return undated(out.read_bytes())
