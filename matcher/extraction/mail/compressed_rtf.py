"""Decompress the RTF of Outlook's messages (MS-OXRTFCP)."""

from __future__ import annotations

from typing import Final

from matcher.core.errors import UnreadableFileError
from matcher.core.limits import MAXIMUM_BYTES

__all__ = ["decompress"]

_DICTIONARY: Final = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0"
    b"\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What the dictionary holds at the beginning, by the specification."""

_SIZE: Final = 4096
_HEADER: Final = 16


def decompress(data: bytes) -> bytes:
    r"""Return the RTF; its checksum is not compared.

    Raises:
        UnreadableFileError: it is damaged or too large.

    >>> decompress(bytes.fromhex("2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232"
    ...                          "0af32068656c090020627705b06c647d0a800fa0"))
    b'{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n'
    """
    kind = data[8:12]
    if kind == b"MELA":
        return data[_HEADER:]
    if kind != b"LZFu":
        raise UnreadableFileError("corrupt", "the text of the Outlook message is damaged; ask for it again")
    window = bytearray(_DICTIONARY.ljust(_SIZE, b"\0"))
    write = len(_DICTIONARY)
    out = bytearray()
    position = _HEADER
    while position < len(data):
        control = data[position]
        position += 1
        for bit in range(8):
            if control >> bit & 1:
                token = int.from_bytes(data[position : position + 2], "big")
                start, length = token >> 4, (token & 15) + 2
                if start == write % _SIZE or position + 2 > len(data):
                    return bytes(out)
                position += 2
            else:
                start, length = -1, 1
                if position >= len(data):
                    return bytes(out)
            for step in range(length):
                byte = data[position] if start < 0 else window[(start + step) % _SIZE]
                window[write % _SIZE] = byte
                write += 1
                out.append(byte)
            position += start < 0
        if len(out) > MAXIMUM_BYTES:
            raise UnreadableFileError(
                "too-large", "the text of the Outlook message is too large; save the résumé alone"
            )
    return bytes(out)
