"""What reading a file depends on beside its bytes: the reader's code, libraries, options and programs."""

from __future__ import annotations

import shutil
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from matcher.core.fingerprint import fingerprint
from matcher.extraction.formats import READERS

__all__ = ["reader_version"]

_PROGRAMS: Final = {
    "application/pdf": ("tesseract",),
    "application/msword": ("soffice", "libreoffice", "antiword"),
    "image": ("tesseract",),
}
"""What readers call, by media type or its first part."""


@cache
def reader_version(media_type: str, languages: str = "eng") -> str:
    """The version of the reader of a media type, with its options; another one may read the same bytes otherwise.

    Args:
        media_type: as documents tell it; "" for what all readers together depend on.
        languages: as for :func:`matcher.extraction.reading.read_bytes`; only what recognises pictures depends on them.

    Returns:
        32 hexadecimal digits; of a media type that no reader has, those of all readers.

    >>> reader_version("text/plain", "eng") == reader_version("text/plain", "deu")
    True
    >>> len({reader_version(kind) for kind in ("text/plain", "application/pdf", "application/rtf", "")})
    4
    """
    readers = [READERS[media_type]] if media_type in READERS else sorted(set(READERS.values()))
    modules = sorted({f"extraction.{reader.rpartition('.')[0]}" for reader in readers})
    # A mail or an archive may hold any other format.
    if {"extraction.email", "extraction.archives"} & set(modules):
        modules = sorted({f"extraction.{reader.rpartition('.')[0]}" for reader in READERS.values()})
    programs = [
        program
        for kind, names in _PROGRAMS.items()
        if media_type in (kind, "") or media_type.startswith(f"{kind}/") or len(modules) > 1
        for program in names
    ]
    parts = [
        fingerprint("extraction.formats", "extraction.reading", "extraction.detect", *modules),
        *(_program(p) for p in programs),
    ]
    if "tesseract" in programs:
        parts.append(languages)
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


@cache
def _program(name: str) -> str:
    """Which program of that name would be called: another one, or a newer one, may answer otherwise."""
    path = shutil.which(name)
    if path is None:
        return f"{name} is missing"
    found = Path(path).resolve()
    status = found.stat()
    return f"{name} {found} {status.st_size} {status.st_mtime_ns}"
