"""Define the document: the text of one file, its blocks with their pages, and its warnings.

Types are frozen and use only the standard library. Offsets are character offsets into ``Document.text``, half-open like
Python slices; pages count from 1.
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
    """A warning about a document: a stable code and a message for a person.

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
    """A contiguous piece of a document's text: a paragraph, a table cell, a text box, a group of lines in a PDF.

    >>> "Built APIs in Go."[Block(0, 5, page=1).start : Block(0, 5, page=1).end]
    'Built'
    """

    start: int
    end: int
    page: int
    box: Box | None = None
    """Where it is printed; None for formats without fixed pages."""
    visible: bool = True
    reason: str = ""
    """Why a person cannot see it; empty when ``visible``."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file, with the position of every part of it.

    Blocks are in reading order, do not overlap, and cover every character except white space.

    >>> d = Document("cv.txt", "Python", (Block(0, 6, 1),), "text/plain", "0" * 64, pages=1)
    >>> d.page_at(3)
    1
    """

    name: str
    """Path relative to the input folder, with forward slashes."""
    text: str
    blocks: tuple[Block, ...]
    media_type: str
    sha256: str
    """SHA-256 of the file's bytes, in hexadecimal."""
    pages: int
    warnings: tuple[DocumentWarning, ...] = ()

    def page_at(self, offset: int) -> int:
        """Return the page of the character at ``offset``; between two blocks, the page of the earlier one."""
        low, high = 0, len(self.blocks)
        while low < high:
            middle = (low + high) // 2
            if self.blocks[middle].start <= offset:
                low = middle + 1
            else:
                high = middle
        return self.blocks[low - 1].page if low else 1
