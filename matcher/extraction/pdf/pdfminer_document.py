"""Open a PDF with pdfminer.six, also a damaged one, and find its pages."""

from __future__ import annotations

import contextlib
import logging
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from pdfminer import pdftypes
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

from matcher.extraction.pdf.checks.work import too_much_work
from matcher.extraction.pdf.object_parser import FastDocument, FileParser
from matcher.extraction.pdf.pdfium_reader import PdfiumReader

__all__ = ["count_displayed_pages", "iterate_pages", "open_document", "with_trailer"]

# pdfminer logs every oddity of every file, some as errors; the reader's warnings report those that matter.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL + 1)

_MOST_DECOMPRESSED: Final = 64 * 1024 * 1024
"""Most bytes of a decompressed stream that pdfminer.six needs: drawing operations, fonts, tables of objects."""

_CATALOGUE = re.compile(rb"(\d{1,10})\s+(\d{1,5})\s+obj\s*<<(?:(?!endobj)[\x00-\xff]){0,300}?/Type\s*/Catalog\b")


def _decompress_damaged(data: bytes, bufsize: int = 4096) -> bytes:
    """Decompress as much as possible of a damaged stream.

    pdfminer.six's own function goes byte by byte and copies the whole output for each byte.

    >>> import zlib
    >>> _decompress_damaged(zlib.compress(b"Go " * 5000)[:-4]) == b"Go " * 5000
    True
    """
    stream = zlib.decompressobj()
    parts: list[bytes] = []
    for start in range(0, len(data), bufsize):
        piece, before = data[start : start + bufsize], stream.copy()
        try:
            parts.append(stream.decompress(piece))
        except zlib.error:
            with contextlib.suppress(zlib.error):
                parts.extend(before.decompress(piece[i : i + 1]) for i in range(len(piece)))
            break
    return b"".join(parts)


class _BoundedZlib:
    """Stands for the module ``zlib`` in pdfminer.six, which decompresses without any limit."""

    error = zlib.error

    @staticmethod
    def decompress(data: bytes) -> bytes:
        """Decompress a stream.

        Raises:
            UnreadableFileError: there is too much of it.
        """
        stream = zlib.decompressobj()
        decompressed = stream.decompress(data, _MOST_DECOMPRESSED)
        if stream.unconsumed_tail:
            raise too_much_work()
        if not stream.eof:
            raise zlib.error("incomplete or truncated stream")
        return decompressed


pdftypes.decompress_corrupted = _decompress_damaged
setattr(pdftypes, "zlib", _BoundedZlib)  # noqa: B010 (it is no public name)


def open_document(data: bytes) -> PDFDocument:
    """Open a PDF; if its end was cut off, find the catalogue by searching for it.

    Raises:
        PDFPasswordIncorrect: it needs a password.
        PDFEncryptionError: it is encrypted in an unsupported way.
        PDFException: it is damaged.
    """
    try:
        return FastDocument(FileParser(BytesIO(data)))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise
    except PDFException:
        catalogues = _CATALOGUE.findall(data)
        if not catalogues:
            raise
        trailer = b"\ntrailer\n<</Root %s %s R>>\nstartxref\n0\n%%%%EOF" % catalogues[-1]
        # Turn the unusable trailers into comments.
        return FastDocument(FileParser(BytesIO(data.replace(b"trailer", b"%railer") + trailer)))


def iterate_pages(document: PDFDocument) -> Iterator[PDFPage]:
    """Yield the pages.

    If the page tree is deeper than Python's recursion limit, the pages are found by scanning all objects.
    """
    number = 0
    try:
        for number, page in enumerate(PDFPage.create_pages(document), 1):  # noqa: B007
            yield page
        return
    except RecursionError:
        if number:
            raise
    for key in sorted({key for xref in document.xrefs for key in xref.get_objids()}):
        with contextlib.suppress(Exception):
            entry = resolve1(document.getobj(key))
            if isinstance(entry, dict) and str(entry.get("Type")) == "/'Page'":
                yield PDFPage(document, key, entry, None)


def count_displayed_pages(document: PDFDocument, pdfium: PdfiumReader | None) -> int:
    """Return the declared number of pages if viewers stop there; 0 if they display all."""
    try:
        declared = int(resolve1(resolve1(document.catalog["Pages"])["Count"]))
    except Exception:
        return 0
    return declared if pdfium is not None and declared == pdfium.pages > 0 else 0


def with_trailer(data: bytes) -> bytes:
    """Return a file that lost its end with one from which PDFium finds the pages.

    Args:
        data: the file.

    >>> with_trailer(b"%PDF-1.4 7 0 obj<</Type/Catalog>>endobj")[-39:]
    b'trailer<</Root 7 0 R>>startxref 0 %%EOF'
    """
    numbers = _CATALOGUE.findall(data)
    return data + b"\ntrailer<</Root %s %s R>>startxref 0 %%%%EOF" % numbers[-1] if numbers else data
