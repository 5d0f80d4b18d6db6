"""Compute the version of a reader: what the text of a file depends on besides its bytes.

It covers the reader's code and libraries, the tests by which the format is recognised, the limits, the options, and
the programs that the reader calls. A changed reader changes the version of its own format only; a changed test changes
the versions of the formats that are tested after it, since a file may now be taken for another format.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from matcher.core.fingerprint import fingerprint
from matcher.core.limits import MAXIMUM_BYTES, MAXIMUM_CHARACTERS, MAXIMUM_PAGES, OCR_SECONDS
from matcher.extraction.formats import FORMATS, READABLE, Format, Unreadable

__all__ = ["modules_of", "reader_version"]

_EVERY_READER: Final = ("extraction.reading", "extraction.detect")
"""Modules that every reader's result depends on."""

_WITHOUT: Final = ("core.errors", "core.limits")
"""Modules that every reader imports and of which little changes a result; the limits are added by value."""

_TABLE: Final = "extraction.formats"
"""Module that every reader imports, and of which it depends on the tests alone; they are added by value."""


@cache
def reader_version(media_type: str, languages: str = "eng") -> str:
    """Return the version of the reader of a media type, with its options; another version may read a file differently.

    Args:
        media_type: of a document; "" for all readers together.
        languages: as for :func:`matcher.extraction.reading.read_bytes`; only readers that recognise text in pictures
            depend on them.

    Returns:
        32 hexadecimal digits; for a media type without a reader, those of all readers.

    >>> reader_version("text/plain", "eng") == reader_version("text/plain", "deu")
    True
    >>> len({reader_version(kind) for kind in ("text/plain", "application/pdf", "application/rtf", "")})
    4
    """
    entry = READABLE.get(media_type)
    is_single = entry is not None and not entry.holds_files
    tested = _tested_up_to(entry) if entry is not None and is_single else FORMATS
    readers = [entry] if entry is not None and is_single else list(READABLE.values())
    parts = [
        fingerprint(*modules_of(media_type), without=(*_WITHOUT, _TABLE) if is_single else _WITHOUT),
        repr((MAXIMUM_BYTES, MAXIMUM_CHARACTERS, MAXIMUM_PAGES, OCR_SECONDS)),
        repr([(test.family, test.test) for test in tested]),
        *(_program(program) for reader in readers for program in reader.programs),
    ]
    if any(reader.reads_pictures for reader in readers):
        parts.append(languages)
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def modules_of(media_type: str) -> tuple[str, ...]:
    """Return the modules that reading a media type calls; imports of theirs come on top.

    Args:
        media_type: as for :func:`reader_version`.

    >>> [name for name in modules_of("text/plain") if "pdf" in name or "office" in name]
    []
    """
    entry = READABLE.get(media_type)
    if entry is None or entry.holds_files:
        names = [name for other in FORMATS for name in _functions_of(other)]
        return tuple(sorted({*_EVERY_READER, *map(_module, names)}))
    names = [other.test[0] for other in _tested_up_to(entry)]
    return tuple(sorted({*_EVERY_READER, *map(_module, [*names, *_functions_of(entry)])}))


def _tested_up_to(entry: Format) -> Sequence[Format | Unreadable]:
    """Return the entries whose tests a file of that format passes through, itself the last."""
    before = FORMATS[: FORMATS.index(entry) + 1]
    return [other for other in before if not other.family.starts or other.family == entry.family]


def _functions_of(entry: Format | Unreadable) -> list[str]:
    names = [entry.reader, entry.if_no_text] if isinstance(entry, Format) else [entry.explanation]
    return [name for name in (entry.family.view, entry.test[0], *names) if name]


def _module(function: str) -> str:
    return f"extraction.{function.rpartition('.')[0]}"


@cache
def _program(name: str) -> str:
    """Return which program of that name would be called: another one, or a newer one, may give another text."""
    path = shutil.which(name)
    if path is None:
        return f"{name} is missing"
    program = Path(path).resolve()
    status = program.stat()
    return f"{name} {program} {status.st_size} {status.st_mtime_ns}"
