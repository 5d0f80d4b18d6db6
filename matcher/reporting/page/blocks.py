"""Pack plain data into a page: JSON, compressed, in base64, as a browser unpacks it by itself."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

__all__ = ["CANDIDATES_IN_BLOCK", "blocks_of", "pack_block"]

CANDIDATES_IN_BLOCK: Final = 16
"""Candidates that are unpacked together when one of them is opened. More compress hardly better (1 % with 32), fewer
worse (1.5 % with 8)."""


def pack_block(value: Any) -> str:
    """Return plain data as the text of a data block.

    The same data gives the same text: the time in the header of the compressed data is zero.

    >>> import base64, gzip
    >>> gzip.decompress(base64.b64decode(pack_block({"name": "résumé"}))).decode()
    '{"name":"résumé"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode("utf-8", "replace"), mtime=0)).decode()


def blocks_of(values: Iterable[Any], size: int = CANDIDATES_IN_BLOCK) -> Iterator[str]:
    """Yield the texts of data blocks that hold ``size`` values each, the last one fewer.

    >>> len(list(blocks_of(iter("abcde"), 2)))
    3
    """
    held: list[Any] = []
    for value in values:
        held.append(value)
        if len(held) == size:
            yield pack_block(held)
            held = []
    if held:
        yield pack_block(held)
