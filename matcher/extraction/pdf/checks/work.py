"""Estimate from a file's structure what its pages cost to read and paint, before anything is read or painted.

A few kilobytes can name a drawing inside a drawing so often, or an image, a pattern or a group of such a size, that
PDFium is busy for hours, and nothing can interrupt it. The cost of every stream is computed once, and what draws it
adds it as often as it is drawn.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from typing import Any, Final

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1

from matcher.core.errors import UnreadableFileError

__all__ = ["MOST_LETTERS", "MOST_PAGE_LETTERS", "MOST_WORK", "TOO_MUCH", "WorkEstimate", "too_much_work"]

TOO_MUCH: Final = "its pages need far more work than a résumé's; print it to PDF and send that"

MOST_WORK: Final = 15_000_000
"""Most work of a file; a unit is a byte of drawing operations, which takes about a third of a microsecond.

The costliest of 338 files (samples, development corpus, collected PDFs) needs 4.5 million. After changing it, or a cost
below, read the hostile PDFs and count the time.
"""

MOST_LETTERS: Final = 120_000
"""Most glyphs of a file: ten times those of the longest of 133 résumés, which has 12,000 on 5 pages."""

MOST_PAGE_LETTERS: Final = 25_000
"""Most glyphs of a page: twice those of the longest résumé, should it be printed on a single page."""

MOST_SECONDS: Final = 4.0
"""Processor time after which no further page is begun. No résumé of 227 PDFs takes more than 1; a report of 101 pages
takes 6 and is refused.
"""

_NAMED: Final = re.compile(rb"/([^\s/\[\]()<>{}%]+)\s*(Do|scn|SCN|sh|gs)(?![A-Za-z])")
_DEEPEST: Final = 40
"""Most levels of drawings inside drawings."""

_PIXELS: Final = 60
"""Pixels of an image that cost one unit."""
_GROUP_PIXELS: Final = 20
"""Pixels of a group, a mask or a shading that cost one unit."""
_INLINE: Final = 1000
"""Cost of an image inside the drawing operations."""
_MOST_PAGE_PIXELS: Final = 4_000_000
_KINDS: Final = {b"Do": "XObject", b"scn": "Pattern", b"SCN": "Pattern", b"sh": "Shading", b"gs": "ExtGState"}


def too_much_work() -> UnreadableFileError:
    """Return the error for a file whose pages cost too much."""
    return UnreadableFileError("too-large", TOO_MUCH, review=True)


class WorkEstimate:
    """Adds up the cost of a file's pages, and refuses the file when it is too much."""

    def __init__(self) -> None:
        self.spent = 0
        self._started = time.process_time()
        self._known: dict[int, int] = {}
        self._area = 0.0

    def add_page(self, page: PDFPage) -> None:
        """Add a page's drawing operations with all that they draw, and its annotations.

        Args:
            page: before it is read.

        Raises:
            UnreadableFileError: the file costs too much.
        """
        if time.process_time() - self._started > MOST_SECONDS:
            raise too_much_work()
        x0, y0, x1, y1 = page.mediabox
        self._area = min(abs((x1 - x0) * (y1 - y0)), _MOST_PAGE_PIXELS)
        self._spend(int(self._area) // _PIXELS)
        resources = _dictionary(page.resources)
        for content in page.contents:
            self._spend(self._content(content, resources, 0))
        for annotation in _list(page.annots):
            appearance = resolve1(_dictionary(_dictionary(annotation).get("AP")).get("N"))
            states = appearance.values() if isinstance(appearance, dict) else [appearance]
            for state in states:
                self._spend(self._cost(state, "XObject", 0))

    def add_type3(self, page: PDFPage, glyphs: int) -> None:
        """Add the letters of a page in fonts that draw each letter by operations.

        Args:
            page: that was read.
            glyphs: number of such letters.

        Raises:
            UnreadableFileError: the file costs too much.
        """
        fonts = (_dictionary(font) for font in _dictionary(_dictionary(page.resources).get("Font")).values())
        letters = [
            self._content(letter, _dictionary(font.get("Resources")), 0)
            for font in fonts
            for letter in _dictionary(font.get("CharProcs")).values()
        ]
        self._spend(glyphs * max(letters, default=0))

    def _spend(self, work: int) -> None:
        self.spent += work
        if self.spent > MOST_WORK:
            raise too_much_work()

    def _content(self, reference: Any, resources: dict[str, Any], depth: int) -> int:
        """Return the cost of drawing operations."""
        key = getattr(reference, "objid", None)
        if key is not None and key in self._known:
            return self._known[key]
        stream = resolve1(reference)
        if not isinstance(stream, PDFStream):
            return 0
        if key is not None:
            self._known[key] = 0  # a drawing inside itself is not drawn
        if depth > _DEEPEST:
            raise too_much_work()
        data = _data(stream)
        work = len(data) + _INLINE * data.count(b"ID")
        tables = {kind: _dictionary(resources.get(kind)) for kind in set(_KINDS.values())}
        if any(tables.values()):
            for (name, operator), times in Counter(_NAMED.findall(data)).items():
                kind = _KINDS[operator]
                drawn = tables[kind].get(name.decode("latin-1"))
                if drawn is not None:
                    work += times * self._cost(drawn, kind, depth + 1)
        if key is not None:
            self._known[key] = work
        return work

    def _cost(self, reference: Any, kind: str, depth: int) -> int:
        """Return the cost of what a name stands for."""
        value = resolve1(reference)
        attributes = value.attrs if isinstance(value, PDFStream) else _dictionary(value)
        if kind == "XObject":
            if str(attributes.get("Subtype")) == "/'Image'":
                mask = _dictionary(attributes.get("SMask"))
                return _image(attributes) + _image(mask)
            group = int(self._area) // _GROUP_PIXELS if "Group" in attributes and depth > 1 else 0
            return group + self._content(reference, _dictionary(attributes.get("Resources")), depth)
        if kind == "ExtGState":
            mask = _dictionary(attributes.get("SMask"))
            return int(self._area) // _GROUP_PIXELS + self._cost(mask["G"], "XObject", depth) if "G" in mask else 0
        if kind == "Pattern" and resolve1(attributes.get("PatternType")) == 1:
            return self._tiles(attributes) + self._content(reference, _dictionary(attributes.get("Resources")), depth)
        shading = _dictionary(attributes.get("Shading")) if kind == "Pattern" else attributes
        functions = [resolve1(function) for function in _list(shading.get("Function"))] or [shading.get("Function")]
        length = sum(len(_data(f)) for f in map(resolve1, functions) if isinstance(f, PDFStream))
        own = len(_data(value)) if isinstance(value, PDFStream) else 0
        return int(self._area * (1 + length / 20)) // _GROUP_PIXELS + own

    def _tiles(self, attributes: dict[str, Any]) -> int:
        """Return how many tiles of a pattern fill the page."""
        a, b, c, d = [*map(_number, _list(attributes.get("Matrix"))[:4]), 1.0, 0.0, 0.0, 1.0][:4]
        steps = _number(attributes.get("XStep")) * _number(attributes.get("YStep")) * (a * d - b * c)
        return int(min(self._area / max(abs(steps), 1e-9), 1e12))


def _image(attributes: dict[str, Any]) -> int:
    return int(min(abs(_number(attributes.get("Width")) * _number(attributes.get("Height"))), 1e12)) // _PIXELS


def _data(stream: PDFStream) -> bytes:
    try:
        data: bytes = stream.get_data()
    except UnreadableFileError:
        raise
    except Exception:  # the readers find out what is wrong with it
        return b""
    return data


def _number(value: Any) -> float:
    value = resolve1(value)
    return float(value) if isinstance(value, (int, float)) else 0.0


def _dictionary(value: Any) -> dict[str, Any]:
    value = resolve1(value)
    if isinstance(value, PDFStream):
        value = value.attrs
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    value = resolve1(value) if isinstance(value, PDFObjRef) else value
    return value if isinstance(value, list) else []
