"""What a reader's process calls: from a file to the bytes of a document. It loads nothing but the readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

from matcher.core.document import Document
from matcher.core.encoding import content_digest, encode
from matcher.core.errors import UnreadableFileError
from matcher.core.limits import MAXIMUM_CHARACTERS
from matcher.extraction.reading import read_file

__all__ = ["Read", "ReadDocument", "Reader", "get_ready", "prepare_reader", "within_limits"]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What a reader's process sends.

    >>> ReadDocument("text/plain", bytes(16), b"...").media_type
    'text/plain'
    """

    media_type: str
    content: bytes
    data: bytes
    """The encoded document, without the file's name and digest: other files may say the same."""
    sha: bytes = b""
    """The SHA-256 of the bytes that were read: the file may have changed since it was listed."""


Read = Callable[[Path, str], ReadDocument]
"""Reads a file, given its place and its name."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a file, makes bytes of what it says, and sees to it that no more comes back than the limits allow.

    >>> from matcher.extraction.reading import read_file
    >>> Reader(read_file)(Path("README.md"), "x").content != b""
    True
    """

    read: Callable[[Path, str], Document]

    def __call__(self, path: Path, name: str) -> ReadDocument:
        """Read one file.

        Raises:
            UnreadableFileError: it cannot be read, or says too much.
        """
        found = within_limits(self.read(path, name))
        document = replace(found, name="", sha256="")
        return ReadDocument(
            document.media_type, content_digest(document), encode(document), bytes.fromhex(found.sha256)
        )


def within_limits(document: Document) -> Document:
    """The document, if it says no more than is to come back from the process that read it.

    Raises:
        UnreadableFileError: it says too much.
    """
    if len(document.text) > MAXIMUM_CHARACTERS:
        raise UnreadableFileError("too-large", f"it holds more than {MAXIMUM_CHARACTERS:,} characters, the limit")
    return document


_EARLY: Final = {
    ".docx": ("office.docx",), ".htm": ("web.html",), ".html": ("web.html",), ".odt": ("office.odt",), ".pdf": ("pdf.reader",), ".rtf": ("office.rtf",),
    ".txt": ("plain_text",),
}  # fmt: skip
"""Suffix to the readers that are loaded before the file is looked at, which may yet turn out to be another."""


def get_ready(*suffixes: str) -> None:
    """Load what reading such files needs, before it is known how they are to be read.

    Args:
        suffixes: of the files' names.
    """
    for name in ("detect", *(reader for suffix in suffixes for reader in _EARLY.get(suffix, ()))):
        import_module(f"matcher.extraction.{name}")


def prepare_reader(languages: str) -> Reader:
    """Make a reader: once a process.

    Args:
        languages: as for :func:`matcher.extraction.reading.read_bytes`.
    """
    return Reader(partial(read_file, languages=languages))
