"""Read the bytes of a file into a :class:`~matcher.core.document.Document`, by the reader of its format.

The content alone decides the format, never the file's extension. A reader, and the library behind it, is imported
when the first such file comes.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from matcher.core.document import Document
from matcher.core.errors import MatcherError, UnreadableFileError
from matcher.core.limits import MAXIMUM_BYTES
from matcher.extraction.detect import detect_format
from matcher.extraction.formats import load

if TYPE_CHECKING:
    from matcher.extraction.assembly import DocumentBuilder

__all__ = ["FEW_WORDS", "MAXIMUM_BYTES", "read_bytes", "read_file", "read_into"]

FEW_WORDS: Final = 50
"""Below this many words a document gets the warning ``few-words``.

Of 122 real résumés the shortest has 78 words, the next 145. A file with fewer than 50 is a cover sheet, a picture with
a caption, or a file of which most could not be read. The warning changes no score.
"""


def read_file(path: Path, name: str, *, languages: str = "eng") -> Document:
    """Read one file.

    Args:
        path: path of the file.
        name: name of the document in reports: the path relative to the given folder, with forward slashes.
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
        data: the file's content, which alone decides which reader is used.
        name: name of the document in reports.
        languages: languages of scans and pictures: Tesseract's codes, joined by ``+`` ("eng+deu").

    Returns:
        The text, its blocks in reading order, and warnings (``few-words``, ``page-unreadable``, ``cid-glyphs``,
        ``encoding-guessed`` ...). The text has at least one word.

    Raises:
        UnreadableFileError: it cannot be read. No other error is raised, whatever the bytes are.

    >>> document = read_bytes("Ana Müller\n\nPython, Go".encode(), "cv.txt")
    >>> document.media_type, [document.text[b.start : b.end] for b in document.blocks]
    ('text/plain', ['Ana Müller', 'Python, Go'])
    >>> read_bytes(b"", "cv.pdf")
    Traceback (most recent call last):
    ...
    matcher.core.errors.UnreadableFileError: it holds no bytes; ask for the file again
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
        # Libraries fail on damaged files with errors that they do not document (IndexError, RecursionError ...).
        # Whatever it is, only this file fails.
        raise UnreadableFileError(
            "corrupt", f"it is damaged ({type(error).__name__} while reading); ask for the file again"
        ) from error
    words = builder.count_words()
    if not words:
        has_hidden = builder.build(name="", media_type="", sha256="").blocks
        words_missing = "no visible words" if has_hidden else "no words"
        raise UnreadableFileError("empty", f"it holds {words_missing}; ask for the file again")
    if words < FEW_WORDS:
        message = f"only {words} {'word was' if words == 1 else 'words were'} read; check that nothing is missing"
        builder.warn("few-words", message)
    return builder.build(name=name, media_type=media_type, sha256=sha256(data).hexdigest())


def read_into(data: bytes) -> DocumentBuilder:
    """Read the bytes of a file in a file: an attachment, the only file of an archive.

    Raises:
        UnreadableFileError: as :func:`read_bytes`; errors of libraries on damaged files are raised, too.
    """
    return _read(data)[1]


def _read(data: bytes, languages: str = "eng") -> tuple[str, DocumentBuilder]:
    entry = detect_format(data)
    options = (languages,) if entry.reads_pictures else ()
    try:
        return entry.media_type, load(entry.reader)(data, *options)
    except UnreadableFileError as error:
        if error.code != "no-text" or not entry.if_no_text:
            raise
    return entry.media_type, load(entry.if_no_text)(data, *options)
