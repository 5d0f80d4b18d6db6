"""Bytes to :class:`~matcher.types.Document`: one module a format, chosen by content and never by the file's extension.

======================  ===========================================================
``detect``              what kind of file is this?
``pdf``                 PDF (the only module that knows pdfminer.six)
``pdf_areas``           glyphs of a page to areas, areas to blocks
``pdf_visibility``      which words of a page can be seen
``pdf_words``           glyphs of a page in columns, and the words that they make
``pdf_ink``             where the text of a painted page leaves ink
``pdf_layers``          whether the text layer of a scan says what its picture shows
``pdf_forms``           form fields; ``pdf_scans``: scanned pages; ``pdf_stored``: properties and attached files
``second_reader``       PDFium: paints pages, and reads what pdfminer.six cannot
``pdfium_objects``      what a page draws beside its text, and where
``lines``, ``columns``  characters of a page to lines, lines in the order in which people read them
``hyphenation``         joins words that the end of a line parted
``docx``, ``package``   Word's DOCX and the ZIP package around it
``docx_*``              its formatting, theme and shapes, what stands beside its body
``odt``, ``rtf``        OpenDocument text, Rich Text Format; ``*_format…``: what can be seen of them
``legacy_doc``          Word 97 to 2003, through LibreOffice or antiword
``html``                HTML
``css``, ``css_values`` what its style sheets hide
``markdown``            Markdown
``json_resume``         JSON Resume and objects like it
``europass``            Europass XML
``eml``                 e-mail with what is attached to it
``images``, ``ocr``     pictures and scanned pages, by Tesseract
``archives``            ZIP archives of résumés
``text``                plain text, and how its bytes are encoded
``colours``             colours, and whether text stands out from its ground
``characters``          characters that are not seen, or seen as others
``assembly``            puts pieces of text together, with offsets, for all of them
======================  ===========================================================

The package is cheap to import: a format's reader, and the library behind it, is imported when
the first such file comes.
"""

from __future__ import annotations

from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from matcher.errors import MatcherError, UnreadableFileError
from matcher.limits import MAXIMUM_BYTES
from matcher.types import Document

if TYPE_CHECKING:
    from matcher.extraction.assembly import DocumentBuilder

__all__ = ["FEW_WORDS", "MAXIMUM_BYTES", "READERS", "read_bytes", "read_file", "read_into"]

FEW_WORDS: Final = 50
"""Below this many words a document gets the warning ``few-words``.

Of 122 real résumés the shortest has 78 words, the next 145; what has fewer than 50 is a cover sheet, a picture with
a caption, or a file of which most could not be read. The warning changes no score.
"""

READERS: Final = {
    "application/pdf": "pdf.read",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx.read",
    "application/msword": "legacy_doc.read",
    "application/vnd.oasis.opendocument.text": "odt.read",
    "application/vnd.oasis.opendocument.text-flat-xml": "odt.read_flat",
    "application/rtf": "rtf.read",
    "text/html": "html.read",
    "text/markdown": "markdown.read",
    "application/json": "json_resume.read",
    "application/xml": "europass.read",
    "message/rfc822": "eml.read",
    "application/vnd.ms-outlook": "eml.read_msg",
    "application/zip": "archives.read",
    "image/bmp": "images.read",
    "image/gif": "images.read",
    "image/jpeg": "images.read",
    "image/png": "images.read",
    "image/tiff": "images.read",
    "image/webp": "images.read",
    "text/plain": "text.read",
}
"""Media type to the reader's module and function."""


def read_file(path: Path, name: str, *, languages: str = "eng") -> Document:
    """Read one file.

    Args:
        path: where it is.
        name: what the document is to be called in reports: the path relative to the folder that was given,
            with forward slashes.
        languages: as for :func:`read_bytes`.

    Returns:
        The text, its blocks, and warnings.

    Raises:
        UnreadableFileError: it cannot be opened, is too large, or cannot be read (see :func:`read_bytes`).
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFileError("not-readable", f"it cannot be opened ({reason}); check its permissions") from error
    return read_bytes(data, name, languages=languages)


def read_bytes(data: bytes, name: str, *, languages: str = "eng") -> Document:
    r"""Read the bytes of one file.

    Args:
        data: the file's content; it alone decides which reader is used.
        name: what the document is to be called in reports.
        languages: what scans and pictures are written in: Tesseract's codes, joined by ``+`` ("eng+deu").

    Returns:
        The text, its blocks in reading order, and warnings (``few-words``, ``page-unreadable``, ``cid-glyphs``,
        ``encoding-guessed`` ...). There is at least one word in it.

    Raises:
        UnreadableFileError: with the reason; nothing else, whatever the bytes are.

    >>> document = read_bytes("Ana Müller\n\nPython, Go".encode(), "cv.txt")
    >>> document.media_type, [document.text[b.start : b.end] for b in document.blocks]
    ('text/plain', ['Ana Müller', 'Python, Go'])
    >>> read_bytes(b"", "cv.pdf")
    Traceback (most recent call last):
    ...
    matcher.errors.UnreadableFileError: it holds no bytes; ask for the file again
    """
    if not data:
        raise UnreadableFileError("empty", "it holds no bytes; ask for the file again")
    if len(data) > MAXIMUM_BYTES:
        raise UnreadableFileError(
            "too-large",
            f"it is larger than {MAXIMUM_BYTES // 1024**2} MiB, the limit; save it without large pictures",
        )
    try:
        media_type, builder = _read(data, languages)
    except MatcherError:
        raise
    except MemoryError as error:
        raise UnreadableFileError("memory", "reading it needs more memory than allowed; save it as PDF") from error
    except Exception as error:
        # Libraries fail on damaged files in ways that they do not name (IndexError, RecursionError ...).
        # Whatever it was, it costs this file and no other.
        raise UnreadableFileError(
            "corrupt", f"it is damaged ({type(error).__name__} while reading); ask for the file again"
        ) from error
    words = builder.count_words()
    if not words:
        seen = "that can be seen" if builder.build(name="", media_type="", sha256="").blocks else ""
        raise UnreadableFileError("empty", f"it holds no words {seen}".rstrip() + "; ask for the file again")
    if words < FEW_WORDS:
        message = f"only {words} {'word was' if words == 1 else 'words were'} read; check that nothing is missing"
        builder.warn("few-words", message)
    return builder.build(name=name, media_type=media_type, sha256=sha256(data).hexdigest())


def read_into(data: bytes) -> DocumentBuilder:
    """Read the bytes of a file within a file: an attachment, the one member of an archive.

    Raises:
        UnreadableFileError: as :func:`read_bytes`; what a library raises on damage is let through.
    """
    return _read(data)[1]


def _read(data: bytes, languages: str = "eng") -> tuple[str, DocumentBuilder]:
    from matcher.extraction.detect import detect_media_type

    media_type = detect_media_type(data)
    module, function = READERS[media_type].split(".")
    reader = getattr(import_module(f"matcher.extraction.{module}"), function)
    pictured = media_type == "application/pdf" or media_type.startswith("image/")
    try:
        return media_type, reader(data, languages) if pictured else reader(data)
    except UnreadableFileError as error:
        if media_type != "application/pdf" or error.code != "no-text":
            raise
        from matcher.extraction.ocr import read_pdf

        return media_type, read_pdf(data, languages)
