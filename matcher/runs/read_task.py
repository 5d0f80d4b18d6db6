"""Read one file in a worker process, from its path to the bytes of a document; loads nothing but the readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from matcher.core.document import Document
from matcher.core.encoding import content_digest, encode
from matcher.core.errors import UnreadableFileError
from matcher.core.limits import MAXIMUM_CHARACTERS
from matcher.extraction.formats import READABLE, load
from matcher.extraction.reading import read_file
from matcher.runs.task_results import ReadResult

__all__ = ["Reader", "preload", "prepare_reader"]


@dataclass(frozen=True, slots=True)
class Reader:
    """Read files, encode their documents, and check that no more comes back than the limits allow.

    >>> from matcher.extraction.reading import read_file
    >>> Reader(read_file)(Path("README.md"), "x").content != b""
    True
    """

    read: Callable[[Path, str], Document]

    def __call__(self, path: Path, name: str) -> ReadResult:
        """Read one file.

        Raises:
            UnreadableFileError: it cannot be read, or holds too much text.
        """
        document = self.read(path, name)
        if len(document.text) > MAXIMUM_CHARACTERS:
            raise UnreadableFileError("too-large", f"it holds more than {MAXIMUM_CHARACTERS:,} characters, the limit")
        stored = replace(document, name="", sha256="")
        return ReadResult(stored.media_type, content_digest(stored), encode(stored), bytes.fromhex(document.sha256))


def preload(*suffixes: str) -> None:
    """Import the readers that files probably need, before the files are known.

    Args:
        suffixes: of the files' names; a file may turn out to have another format.
    """
    for entry in READABLE.values():
        if not set(suffixes).isdisjoint(entry.suffixes):
            for name in filter(None, (entry.reader, entry.family.view, entry.test[0])):
                load(name)


def prepare_reader(languages: str) -> Reader:
    """Make a reader, once per process.

    Args:
        languages: as for :func:`matcher.extraction.reading.read_bytes`.
    """
    return Reader(partial(read_file, languages=languages))
