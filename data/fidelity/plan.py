"""Plan a page: bands from top to bottom, columns side by side, blocks within a column.

A producer renders the plan; :meth:`Plan.truth` returns the same plan as the words in reading order. Rules: bands from
top to bottom; a column from its top to its end; a table row by row, cell by cell; dates or labels next to an entry at
their position on its first line (before it if on the left, after it if on the right); a side bar is one block, before
or after the main column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from producers.source import Entry, Part, Person


@dataclass(frozen=True)
class Block:
    """A piece of a column.

    ``kind`` is one of name, title, contact, heading, text, bullet, head (title, dates), where, row (cells of a table),
    tags, timed (dates next to ``children``), labelled (heading next to ``children``), note.
    """

    kind: str
    cells: tuple[str, ...] = ()
    children: tuple[Block, ...] = ()

    def texts(self) -> Iterator[str]:
        """Yield the texts in reading order."""
        yield from (cell for cell in self.cells if cell)
        for child in self.children:
            yield from child.texts()

    def plain(self) -> dict[str, Any]:
        """Return plain data, for producers that take JSON."""
        return {"kind": self.kind, "cells": list(self.cells), "children": [child.plain() for child in self.children]}


@dataclass(frozen=True)
class Band:
    """Columns side by side; ``orders`` are the acceptable reading orders of the columns."""

    columns: tuple[tuple[Block, ...], ...]
    name: str = "main"
    orders: tuple[tuple[int, ...], ...] = ()

    def truth(self) -> dict[str, Any]:
        """Return the texts of each column, and the acceptable orders."""
        columns = [[text for block in column for text in block.texts()] for column in self.columns]
        orders = self.orders or (tuple(range(len(columns))),)
        return {"columns": columns, "orders": [list(order) for order in orders]}


@dataclass(frozen=True)
class Plan:
    """A résumé: its pages (one that flows over several counts as one), each a sequence of bands."""

    pages: tuple[tuple[Band, ...], ...]
    language: str = "en"

    def truth(self) -> list[dict[str, Any]]:
        """Return the bands of all pages in order, as plain data."""
        return [band.truth() for page in self.pages for band in page]


@dataclass(frozen=True)
class Style:
    """The effects of a layout on the order of words, and on the amount of text."""

    dates: str = "right"
    """right (of the headline), below (it), or timed (next to the entry)."""
    groups: str = "row"
    """row, stacked (label above), or tags."""
    labelled: bool = False
    bullets: int = 99
    entries: int = 99


def entry_blocks(entry: Entry, style: Style) -> list[Block]:
    """Return the blocks of a job, project or course."""
    place = ", ".join(filter(None, (entry.where, entry.place)))
    rest = [Block("where", (place,))] if place else []
    rest += [Block("bullet", (bullet,)) for bullet in entry.bullets[: style.bullets]]
    rest += [Block("text", (f"Environment: {entry.environment}",))] if entry.environment else []
    if style.dates == "timed":
        return [Block("timed", (entry.dates,), (Block("head", (entry.title,)), *rest))]
    if style.dates == "below":
        dates = [Block("dates", (entry.dates,))] if entry.dates else []
        return [Block("head", (entry.title,)), *rest[: bool(place)], *dates, *rest[bool(place) :]]
    return [Block("head", tuple(filter(None, (entry.title, entry.dates)))), *rest]


def part_blocks(part: Part, style: Style) -> list[Block]:
    """Return the blocks of a section with its heading."""
    inner = [Block("text", (" ".join(text.split()),)) for text in part.paragraphs]
    for label, items in part.groups:
        if style.groups == "tags":
            inner += [Block("label", (label,))] if label else []
            inner += [Block("tags", tuple(item.strip() for item in items.split(",")))]
        elif style.groups == "stacked" or not label:
            inner += [Block("label", (label,))] if label else []
            inner += [Block("text", (items,))]
        else:
            inner += [Block("row", (label, items))]
    inner += [Block("bullet", (item,)) for item in part.items]
    for entry in part.entries[: style.entries]:
        inner += entry_blocks(entry, style)
    if style.labelled:
        return [Block("labelled", (part.heading,), tuple(inner))]
    return [Block("heading", (part.heading,)), *inner]


def section_blocks(parts: Sequence[Part], style: Style) -> tuple[Block, ...]:
    """Return the blocks of several sections in order."""
    return tuple(block for part in parts for block in part_blocks(part, style))


LISTS = {"skills", "certificates", "other"}
EITHER = ((0, 1), (1, 0))


@dataclass(frozen=True)
class Specimen:
    """One file of the set: its person, producer and layout.

    ``arrangement`` is the skeleton (see :func:`plan_of`); ``options`` are the producer's (classes of the style sheet,
    fonts, paper); ``pages`` is the number of pages that the skeleton fixes, 0 if text may flow on.
    """

    name: str
    source: str
    producer: str
    arrangement: str = "plain"
    style: Style = field(default_factory=Style)
    options: dict[str, Any] = field(default_factory=dict)
    pages: int = 0

    @property
    def columns(self) -> bool:
        """Whether the text is in columns or next to a side bar."""
        return self.arrangement in {"sidebar-left", "sidebar-right", "split", "flow", "strip", "cards", "feet"}


def plan_of(specimen: Specimen, person: Person, style: Style) -> Plan:
    """Lay out a person's words.

    Arrangements: plain (header, sections), flow (header, sections in newspaper columns), split (header, main column
    and a second one), sidebar-left and -right (the same without a header: the name is in the side bar or above the
    main column), strip (header, three short columns, sections), cards (header, entries in a grid of two, the rest),
    feet (sections, then three columns at the foot), furniture (a page for the first half and one for the second,
    with a line at the top and the foot of each), table (a table of three columns).
    """
    kind, parts = specimen.arrangement, person.parts
    name, title = Block("name", (person.name,)), Block("title", (person.title,))
    contact = Block("contact", person.contact)
    header = Band(((name, title, contact),), "header")
    aside = tuple(p for p in parts if p.side) or tuple(p for p in parts if p.kind in LISTS)
    main = tuple(p for p in parts if p not in aside)
    narrow = Style(dates="below", groups="tags" if style.groups == "tags" else "stacked", bullets=style.bullets)
    if kind == "plain":
        pages = ((header, Band((section_blocks(parts, style),))),)
    elif kind == "flow":
        pages = ((header, Band((section_blocks(parts, style),), "flow")),)
    elif kind == "split":
        pages = ((header, Band((section_blocks(main, style), section_blocks(aside, narrow)), "split", EITHER)),)
    elif kind == "sidebar-left":
        side = (name, title, contact, *section_blocks(aside, narrow))
        pages = ((Band((side, section_blocks(main, style)), "sidebar", EITHER),),)
    elif kind == "sidebar-right":
        side = (contact, *section_blocks(aside, narrow))
        pages = ((Band(((name, title, *section_blocks(main, style)), side), "sidebar", EITHER),),)
    elif kind == "strip":
        short = [p for p in parts if not p.entries][:3]
        rest = tuple(p for p in parts if p not in short)
        columns = tuple(section_blocks((p,), narrow) for p in short)
        pages = ((header, Band(columns, "strip"), Band((section_blocks(rest, style),))),)
    elif kind == "feet":
        short = [p for p in parts if not p.entries][-3:]
        rest = tuple(p for p in parts if p not in short)
        feet = tuple(section_blocks((p,), narrow) for p in short)
        pages = ((header, Band((section_blocks(rest, style),)), Band(feet, "feet")),)
    elif kind == "cards":
        entries = [entry for p in parts for entry in p.entries][:4]
        cards = tuple(tuple(entry_blocks(entry, style)) for entry in entries)
        orders = ((0, 1, 2, 3), (0, 2, 1, 3)) if len(cards) == 4 else (tuple(range(len(cards))),)
        rest = tuple(p for p in parts if not p.entries)
        pages = ((header, Band(cards, "cards", orders), Band((section_blocks(rest, style),))),)
    elif kind == "table":
        rows = [
            Block("row3", (e.dates, f"{e.title}, {e.where}", " ".join(e.bullets[: min(style.bullets, 3)])))
            for p in parts
            for e in p.entries
        ]
        rest = tuple(p for p in parts if not p.entries)
        heading = Block("heading", (next(p for p in parts if p.entries).heading,))
        pages = ((header, Band(((heading, *rows),)), Band((section_blocks(rest, style),))),)
    elif kind == "furniture":
        half = (len(parts) + 1) // 2
        halves = (section_blocks(parts[:half], style), section_blocks(parts[half:], style))

        def around(number: int, *bands: Band) -> tuple[Band, ...]:
            top = Band(((Block("note", (f"{person.name}, curriculum vitae",)),),), "top")
            foot = Band(((Block("note", ("References on request", f"Page {number} of 2")),),), "foot")
            return (top, *bands, foot)

        pages = (around(1, header, Band((halves[0],))), around(2, Band((halves[1],))))
    else:
        raise ValueError(f"{specimen.name}: no such arrangement: {kind}")
    return Plan(pages, person.language)
