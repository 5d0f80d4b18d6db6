"""Split RTF into tokens, and decode its characters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from typing import Final

__all__ = ["CHARACTERS", "CHARSETS", "encoding", "join_surrogates", "tokens", "unicode"]

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?"  # a control word
    rb"|\\'([0-9a-fA-F]{2})"  # a byte of the code page
    rb"|\\([^a-zA-Z'])"  # a control symbol
    rb"|([{}])"
    rb"|[\r\n]+"
    rb"|([^\\{}\r\n]+)",
    re.S,
)
CHARACTERS: Final = {
    "tab": "\t", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "endash": "–", "emdash": "—", "enspace": " ", "emspace": " ", "qmspace": " ", "cell": "\t", "nestcell": "\t",
}  # fmt: skip
CHARSETS: Final = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb2312", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip


def encoding(page: int) -> str:
    """Return Python's name of a Windows code page."""
    name = {65001: "utf-8", 10000: "mac_roman", 936: "gb18030"}.get(page, f"cp{page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def join_surrogates(text: str) -> str:
    """Join surrogate pairs: characters beyond the first plane are written as two."""
    if not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def tokens(data: bytes, store: Callable[[bytes], None]) -> Iterator[re.Match[bytes]]:
    r"""Yield tokens; skip the bytes that ``\bin`` announces, since they may look like tokens."""
    position = 0
    while match := _TOKEN.match(data, position):
        position = match.end()
        if match[1] == b"bin" and match[2]:
            position += max(0, int(match[2]))
            store(data[match.end() : position])
        yield match


def unicode(number: int) -> str:
    """Return the character of a signed number of 16 bits."""
    code = number + 65536 if number < 0 else number
    return chr(code) if 0 <= code <= 0x10FFFF else ""
