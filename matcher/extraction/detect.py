"""Detect the format of a file by its content; its name is not used."""

from __future__ import annotations

from typing import Any

from matcher.extraction.formats import FORMATS, Family, Format, Unreadable, load

__all__ = ["detect_format"]


def detect_format(data: bytes) -> Format:
    """Return the first format whose test accepts a file.

    Args:
        data: the whole file.

    Raises:
        UnreadableFileError: ``unsupported``, naming what it is; ``encrypted``; or ``corrupt``.

    >>> [detect_format(data).label for data in (b"%PDF-1.7 ...", b"<!DOCTYPE html><p>Hello", b"Hello")]
    ['PDF', 'HTML', 'plain text']
    """
    views: dict[Family, Any] = {}
    for entry in FORMATS:
        family = entry.family
        if family.starts and not data.startswith(family.starts):
            continue
        if family not in views:
            views[family] = load(family.view)(data) if family.view else data
        test, *arguments = entry.test
        if load(test)(views[family], *arguments):
            if isinstance(entry, Unreadable):
                raise entry.error(data)
            return entry
    raise AssertionError("the last format accepts every file")
