"""Plain data as indented JSON, quickly and in pieces: reports of a million files are not held in memory.

``json.dumps(..., indent=1)`` leaves the fast path of the standard library; here what is flat is encoded on it, with the
line ends in its separators, and only what holds it is put together in Python. The text is the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

__all__ = ["json_bytes", "json_pieces"]

ESCAPED: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""What JSON need not escape and a terminal, an editor or an encoder would stumble over."""

NESTING: Final = frozenset({dict, list, tuple})

ENTRIES: Final = 256
"""Small entries that are made text together: a call for each is most of what a hundred thousand take."""

GATHERED: Final = 1 << 16
"""Characters of a piece, at least: writing many small ones takes longer than making them."""


def json_bytes(value: Any) -> bytes:
    r"""Plain data as indented JSON in UTF-8, the same bytes every time.

    Nothing is lost: control characters and lone surrogates, which a résumé or a file name can hold, are escaped.

    >>> json_bytes({"name": "r\u00e9sum\u00e9 \udcff", "pages": []}).decode()
    '{\n "name": "résumé \\udcff",\n "pages": []\n}\n'
    """
    return (_text(value, 0) + "\n").encode()


def json_pieces(value: Mapping[str, Any]) -> Iterator[bytes]:
    r"""The bytes of :func:`json_bytes` in pieces.

    Args:
        value: plain data; what the keys hold may be iterators, which are written like lists, one item at a time.

    >>> b"".join(json_pieces({"ranks": iter([1, 2])})).decode()
    '{\n "ranks": [\n  1,\n  2\n ]\n}\n'
    """
    gathered: list[str] = []
    size = 0
    for piece in _pieces(value):
        gathered.append(piece)
        size += len(piece)
        if size >= GATHERED:
            yield "".join(gathered).encode()
            gathered.clear()
            size = 0
    yield "".join(gathered).encode()


def _pieces(value: Mapping[str, Any]) -> Iterator[str]:
    lead = "{\n "
    for key, item in value.items():
        yield lead + _key(key)
        lead = ",\n "
        if not isinstance(item, Iterator | list | tuple):
            yield _text(item, 1)
            continue
        before = "[\n  "
        for some in _together(item):
            yield before + _text(some, 1)[len("[\n  ") : -len("\n ]")]
            before = ",\n  "
        yield "[]" if before.startswith("[") else "\n ]"
    yield "{}\n" if lead.startswith("{") else "\n}\n"


def _together(entries: Iterable[Any]) -> Iterator[list[Any]]:
    """The entries, many small ones at a time and large ones by themselves."""
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
    """A key with its colon: there are some hundred of them, and each stands in every candidate."""
    return f"{_flat(key, 0)}: "


def _flat(value: Any, depth: int) -> str:
    """A value whose only line ends are those between the members of what stands at this depth."""
    text = _encoder(depth)(value)
    if text.isascii() and "\x7f" not in text:
        return text
    return ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _is_flat(values: Iterable[Any]) -> bool:
    return NESTING.isdisjoint(map(type, values))


def _text(value: Any, depth: int) -> str:
    """What stands at a depth, its first line without the indentation."""
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
        # One call for all of them. A text holds no line end, so this can only stand between two of them.
        innermost = inner + " "
        members_text = _flat(value, depth + 2)[2:-2].replace(f"}},{innermost}{{", f"{inner}}},{inner}{{{innermost}")
        return f"[{inner}{{{innermost}{members_text}{inner}}}{outer}]"
    return f"[{inner}{f',{inner}'.join([_text(item, depth + 1) for item in value])}{outer}]"
