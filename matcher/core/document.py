"""Define the text of one file: its blocks, their pages and its warnings.

Frozen values, standard library only. Offsets are character offsets into ``Document.text``, half-open like Python slices;
pages count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "Block",
    "Box",
    "Document",
    "DocumentWarning",
]


@dataclass(frozen=True, slots=True)
class DocumentWarning:
    """Something a person should know about a document, with a stable code.

    >>> DocumentWarning("few-words", "only 12 words were read").code
    'few-words'
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points (1/72 inch), origin at the page's lower left corner.

    >>> Box(10.0, 20.0, 110.0, 32.0).width
    100.0
    """

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document's text that stands together: a paragraph, a table cell, a text box, a PDF line group.

    >>> "Built APIs in Go."[Block(0, 5, page=1).start : Block(0, 5, page=1).end]
    'Built'
    """

    start: int
    end: int
    page: int
    box: Box | None = None
    """None for formats that have no fixed pages."""
    visible: bool = True
    reason: str = ""
    """Why a person cannot see it, when ``visible`` is False."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file and where it stood.

    Blocks are in reading order, do not overlap, and cover every character that is not white space.

    >>> d = Document("cv.txt", "Python", (Block(0, 6, 1),), "text/plain", "0" * 64, pages=1)
    >>> d.page_at(3)
    1
    """

    name: str
    """The path relative to the folder that was given, with forward slashes."""
    text: str
    blocks: tuple[Block, ...]
    media_type: str
    sha256: str
    """Of the file's bytes, in hexadecimal."""
    pages: int
    warnings: tuple[DocumentWarning, ...] = ()

    def page_at(self, offset: int) -> int:
        """The page (from 1) on which the character at ``offset`` stands; the last page begun for what lies between."""
        low, high = 0, len(self.blocks)
        while low < high:
            middle = (low + high) // 2
            if self.blocks[middle].start <= offset:
                low = middle + 1
            else:
                high = middle
        return self.blocks[low - 1].page if low else 1
