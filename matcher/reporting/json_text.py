"""Write plain data as indented JSON, quickly and in pieces: reports of a million files are not held in memory.

``json.dumps(..., indent=1)`` leaves the fast path of the standard library. Here flat values are encoded on it, with the
line ends in its separators, and only nested ones are put together in Python. The text is the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from matcher.core.blank_characters import BLANKS, is_blank

__all__ = ["json_bytes", "json_pieces"]

ESCAPED: Final = re.compile(f"[\x7f-\x9f\u2028\u2029\ud800-\udfff{BLANKS}]")
"""Characters that JSON need not escape, but that confuse terminals, editors, encoders or readers."""

NESTING: Final = frozenset({dict, list, tuple})

ENTRIES: Final = 256
"""Small entries that are encoded together: one call each would take most of the time of a hundred thousand."""

PIECE: Final = 1 << 16
"""Least characters of a piece: writing many small pieces takes longer than making them."""


def json_bytes(value: Any) -> bytes:
    r"""Return plain data as indented JSON in UTF-8, the same bytes every time.

    Nothing is lost: control characters and lone surrogates, which a résumé or a file name can hold, are escaped.

    >>> json_bytes({"name": "r\u00e9sum\u00e9 \udcff", "pages": []}).decode()
    '{\n "name": "résumé \\udcff",\n "pages": []\n}\n'
    """
    return (_text(value, 0) + "\n").encode()


def json_pieces(value: Mapping[str, Any]) -> Iterator[bytes]:
    r"""Yield the bytes of :func:`json_bytes` in pieces.

    Args:
        value: plain data; its values may be iterators and sequences, which are written like lists, one item at a time.

    >>> b"".join(json_pieces({"ranks": iter([1, 2])})).decode()
    '{\n "ranks": [\n  1,\n  2\n ]\n}\n'
    """
    parts: list[str] = []
    size = 0
    for piece in _pieces(value):
        parts.append(piece)
        size += len(piece)
        if size >= PIECE:
            yield "".join(parts).encode()
            parts.clear()
            size = 0
    yield "".join(parts).encode()


def _pieces(value: Mapping[str, Any]) -> Iterator[str]:
    lead = "{\n "
    for key, item in value.items():
        yield lead + _key(key)
        lead = ",\n "
        if not isinstance(item, Iterator | Sequence) or isinstance(item, str | bytes):
            yield _text(item, 1)
            continue
        before = "[\n  "
        for some in _together(item):
            yield before + _text(some, 1)[len("[\n  ") : -len("\n ]")]
            before = ",\n  "
        yield "[]" if before.startswith("[") else "\n ]"
    yield "{}\n" if lead.startswith("{") else "\n}\n"


def _together(entries: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield the entries in lists: many small ones together, large ones by themselves."""
    some: list[Any] = []
    for entry in entries:
        if type(entry) is dict and entry and _is_flat(entry.values()):
            some.append(entry)
            if len(some) < ENTRIES:
                continue
        else:
            if some:
                yield some
            some = [entry]
        yield some
        some = []
    if some:
        yield some


@cache
def _encoder(depth: int) -> Callable[[Any], str]:
    separators = (",\n" + " " * depth, ": ")
    return json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=separators).encode


@cache
def _key(key: str) -> str:
    """Return a key with its colon; memoised, because the same hundred keys occur in every candidate."""
    return f"{_flat(key, 0)}: "


def _flat(value: Any, depth: int) -> str:
    """Encode a flat value, with line ends only between the members at this depth."""
    text = _encoder(depth)(value)
    if text.isascii() and "\x7f" not in text:
        return text
    return ESCAPED.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1] if is_blank(match) else match[0]


def _is_flat(values: Iterable[Any]) -> bool:
    return NESTING.isdisjoint(map(type, values))


def _text(value: Any, depth: int) -> str:
    """Encode a value at a depth, its first line without indentation."""
    if type(value) not in NESTING or not value:
        return _flat(value, depth)
    inner, outer = "\n" + " " * (depth + 1), "\n" + " " * depth
    if isinstance(value, dict):
        if _is_flat(value.values()):
            return f"{{{inner}{_flat(value, depth + 1)[1:-1]}{outer}}}"
        members = [_key(key) + _text(item, depth + 1) for key, item in value.items()]
        return f"{{{inner}{f',{inner}'.join(members)}{outer}}}"
    if _is_flat(value):
        return f"[{inner}{_flat(value, depth + 1)[1:-1]}{outer}]"
    if all(type(item) is dict and item and _is_flat(item.values()) for item in value):
        # One call for all of them. No text contains a line end, so this only occurs between two of them.
        innermost = inner + " "
        members_text = _flat(value, depth + 2)[2:-2].replace(f"}},{innermost}{{", f"{inner}}},{inner}{{{innermost}")
        return f"[{inner}{{{innermost}{members_text}{inner}}}{outer}]"
    return f"[{inner}{f',{inner}'.join([_text(item, depth + 1) for item in value])}{outer}]"
