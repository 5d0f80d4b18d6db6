"""Open the fonts of pages: OpenType, WOFF and WOFF2, within bounds."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

__all__ = ["MOST_BYTES", "open_font"]

MOST_BYTES: Final = 4_000_000
"""Bytes of one font, packed; a Chinese font has up to 10 million, a Latin one 20,000 to 400,000."""

_MOST_UNPACKED: Final = 12_000_000
_MOST_GLYPHS: Final = 20_000
_PLAIN: Final = frozenset({b"\0\1\0\0", b"OTTO", b"true"})

_KNOWN: Final = frozenset(
    {
        "GlyphOrder", "head", "hhea", "hmtx", "maxp", "cmap", "name", "post", "OS/2", "glyf", "loca", "CFF ", "cvt ",
        "fpgm", "prep", "gasp", "GDEF", "GPOS", "GSUB", "BASE", "kern", "DSIG", "LTSH", "VDMX", "hdmx", "FFTM", "meta",
        "STAT", "fvar", "gvar", "avar", "HVAR", "MVAR", "vhea", "vmtx", "VORG", "PCLT", "TTFA", "webf", "GPKG", "MATH",
        "cvar",
    }
)  # fmt: skip
"""Tables that are understood, or that change no letter; not those of coloured letters and of other systems."""


def open_font(data: bytes) -> tuple[TTFont, bytes] | None:
    """Return a font, and its program as OpenType; None if it is not understood.

    >>> open_font(b"wOFF") is None
    True
    """
    from fontTools.ttLib import TTFont

    if not 12 <= len(data) <= MOST_BYTES or not _is_bounded(data):
        return None
    # fontTools raises whatever its code meets in a damaged font: struct.error, KeyError, AssertionError and others.
    try:
        font: Any = TTFont(io.BytesIO(data), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
        if not _KNOWN.issuperset(font.keys()) or font["maxp"].numGlyphs > _MOST_GLYPHS:
            return None
        if font.flavor is None:
            return font, data
        font.flavor = None
        plain = io.BytesIO()
        font.save(plain, reorderTables=None)
        return TTFont(io.BytesIO(plain.getvalue()), lazy=True), plain.getvalue()
    except Exception:
        return None


def _is_bounded(data: bytes) -> bool:
    """Return whether a font is no larger than allowed when it is unpacked."""
    if data[:4] in _PLAIN:
        return True
    try:
        if data[:4] == b"wOFF":
            return _is_woff_bounded(data)
        return data[:4] == b"wOF2" and _is_woff2_bounded(data)
    except (struct.error, zlib.error, ValueError):
        return False


def _is_woff_bounded(data: bytes) -> bool:
    (tables,) = struct.unpack(">H", data[12:14])
    left = _MOST_UNPACKED
    for number in range(tables):
        place = 44 + 20 * number
        offset, packed, size = struct.unpack(">LLL", data[place + 4 : place + 16])
        left -= size
        if left < 0:
            return False
        if packed < size and len(zlib.decompressobj().decompress(data[offset : offset + packed], size + 1)) > size:
            return False
    return True


def _is_woff2_bounded(data: bytes) -> bool:
    import brotli

    if struct.unpack(">L", data[16:20])[0] > _MOST_UNPACKED:
        return False
    # The packed data stands after the directory; its size is in the header, and it is the last but for metadata.
    (packed,) = struct.unpack(">L", data[20:24])
    place = _end_of_directory(data)
    unpacker = brotli.Decompressor()
    size = 0
    try:
        size += len(unpacker.process(data[place : place + packed], output_buffer_limit=65_536))
        while not unpacker.is_finished() and size <= _MOST_UNPACKED:
            piece = unpacker.process(b"", output_buffer_limit=1_048_576)
            if not piece:
                return False
            size += len(piece)
    except brotli.error:
        return False
    return size <= _MOST_UNPACKED


def _end_of_directory(data: bytes) -> int:
    """Return where the packed tables of a WOFF2 font begin."""
    (tables,) = struct.unpack(">H", data[12:14])
    place = 48
    for _ in range(tables):
        flags = data[place]
        place += 1
        tag = b""
        if flags & 63 == 63:
            tag = data[place : place + 4]
            place += 4
        place = _after_number(data, place)
        is_transformed = (flags >> 6 == 0) if flags & 63 in {10, 11} or tag in {b"glyf", b"loca"} else flags >> 6 != 0
        if is_transformed:
            place = _after_number(data, place)
    return place


def _after_number(data: bytes, place: int) -> int:
    """Return the place behind a number of one to five bytes."""
    for length in range(1, 6):
        if place + length > len(data):
            raise ValueError("the directory of a font ends early")
        if not data[place + length - 1] & 128:
            return place + length
    raise ValueError("a number of a font is too long")
