"""Recognise a format by the bytes of a file: tests that the table of formats names."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

__all__ = ["anything", "has_stream", "is_pdf", "matches"]

_HEAD: Final = 1024
"""Bytes in which a signature is looked for. Readers of PDF accept junk before the header, up to 1 KiB (PDF 1.7,
implementation note 13)."""

_FAR_HEADER: Final = 65_536
"""Bytes in which the header of a PDF may come when the file ends like a PDF."""

_compiled = cache(re.compile)


def anything(view: object) -> bool:  # noqa: ARG001
    """Return True: for the last test of a family."""
    return True


def matches(data: bytes, pattern: bytes) -> bool:
    r"""Return whether a file begins with a pattern.

    >>> matches(b"GIF89a...", rb"GIF8[79]a"), matches(b"GIF8 fan", rb"GIF8[79]a")
    (True, False)
    """
    return _compiled(pattern, re.DOTALL).match(data[:_HEAD]) is not None


def has_stream(data: bytes, name: str) -> bool:
    """Return whether an OLE compound file has a stream of that name.

    Names of streams are UTF-16 in the file's directory. The directory itself is not parsed.
    """
    return name.encode("utf-16-le") in data


def is_pdf(data: bytes) -> bool:
    """Return whether a file is a PDF.

    The header may come after junk. A file without a header is a PDF when it begins with an object and ends with the
    position of its table of objects. After more junk (what a server or a mail program put before the file) the header
    counts only when that end is there.
    """
    if b"%PDF-" in data[:_HEAD]:
        return True
    if b"startxref" not in data[-2048:]:
        return False
    begins_with_object = _compiled(rb"^\d+ \d+ obj\b", re.MULTILINE).search(data[:_HEAD]) is not None
    return begins_with_object or b"%PDF-" in data[:_FAR_HEADER]
