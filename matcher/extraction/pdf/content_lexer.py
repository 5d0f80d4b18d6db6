r"""Match the operations of a PDF content stream, several tokens at a time.

pdfminer.six reads these streams token by token through a state machine, which takes most of the time of reading a PDF.
Here one regular expression matches a whole operation in the forms that programs write (``9 0 Td <0005> Tj``). It is
narrow on purpose: anything it does not match (strings with odd escapes, numbers like ``1.2.3``, inline images, an
operation that continues in the next stream, junk) is left to pdfminer's own parser, which takes over at that byte
(:class:`ResumedParser`) and hands back after the operation. So every file means what it means to pdfminer.
"""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from pdfminer.pdfinterp import PDFContentParser

__all__ = [
    "HORIZONTAL", "MOVE", "NAMED", "NUMERIC", "OPERATION", "PATH", "SHOW", "SHOW_ARRAY", "STRING", "ResumedParser",
    "elements_of", "string_of",
]  # fmt: skip

# A number with more digits may be too large for a float; pdfminer drops those.
_NUMBER: Final = rb"[-+]?(?:\d{1,15}+(?:\.\d*+)?+|\.\d++)"
_END: Final = rb"(?=[\s/\[(<])"
_NAME: Final = rb"/([!-\"$&'*-.0-;=?-Z\\^-z|~]++)"
_NAME_APART: Final = _NAME.replace(b"(", b"(?:")
# pdfminer fails on octal numbers above 255, drops other escapes, and continues after an escaped line end.
_ESCAPE: Final = rb"\\(?:[nrtbf()\\]|[0-3][0-7]{0,2}+|[4-7][0-7]?+(?![0-7]))"
STRING: Final = rb"<[0-9A-Fa-f]*+>(?!>)|\((?:[^()\\]++|" + _ESCAPE + rb")*+\)"
"""A string in one of the forms that :func:`string_of` decodes."""
_VALUE: Final = rb"\s++" + _NUMBER + rb"(?=[\s/>])|\s*+\([^()\\]*+\)|\s*+" + _NAME_APART

_MARK: Final = (
    _NAME_APART + rb"\s*+(?:<<(?:\s*+" + _NAME_APART + rb"(?:" + _VALUE + rb"))*+\s*+>>|" + _NAME_APART + rb")\s*+BDC"
    + rb"|\[(?:\s*+" + _NUMBER + rb"(?=[\s\]]))*+\s*+\]\s*+" + _NUMBER + rb"\s++d"
)  # fmt: skip
"""A content mark, or a dash pattern."""

OPERATION: Final = re.compile(
    rb"\s*+(?:"
    # 1, 2, 3: a move, and the string shown there
    rb"(" + _NUMBER + rb")\s++(" + _NUMBER + rb")\s++Td(?:\s*+(" + STRING + rb")\s*+Tj)?" + _END
    # 4: a string to show
    + rb"|(" + STRING + rb")\s*+Tj" + _END
    # 5: operations without effect on text or covers: line styles, clips, content marks, ends of text
    + rb"|((?:\s*+(?:" + _NUMBER + rb"\s++[wJjMi]|(?:ET|EMC|W\*?|BX|EX|F)|" + _NAME_APART + rb"\s++(?:gs|ri|sh|MP|BMC)"
    + rb"|" + _MARK + rb")" + _END + rb")++)"
    # 6, 7: numbers and an operator
    + rb"|((?:" + _NUMBER + rb"\s++)*+)([A-Za-z]{1,3}\*?)" + _END
    # 8: strings with spacing between them
    + rb"|\[((?:\s*+(?:" + _NUMBER + rb"(?=[\s<(\]])|" + STRING + rb"))*+)\s*+\]\s*+TJ" + _END
    # 9, 10, 11: a name, perhaps a number, and an operator
    + rb"|" + _NAME + rb"\s++(?:(" + _NUMBER + rb")\s++)?+([A-Za-z]{2,3})" + _END
    + rb")"
)  # fmt: skip
"""Its last matched group is the kind of operation (:data:`MOVE` to :data:`NAMED`)."""
MOVE: Final = 2
SHOW: Final = 4
NUMERIC: Final = 7
SHOW_ARRAY: Final = 8
NAMED: Final = 11

_TWO: Final = rb"(?:" + _NUMBER + rb"\s++){2}"
PATH: Final = re.compile(
    rb"(?:\s*+(?:" + _TWO + rb"(?:[ml]|" + _TWO + rb"(?:re|[vy]|" + _TWO + rb"c))|h)" + _END + rb")++"
)
"""Path construction operations, each with as many numbers as it takes."""

HORIZONTAL: Final = re.compile(rb"(?:\s" + _NUMBER + rb" 0 Td <[0-9A-Fa-f]++> Tj(?=\s))++")
"""Letters each after a move along the line: how Skia (Chromium, Google Docs, Figma) writes text.

Split at white space, each letter has five parts.
"""

_ELEMENT: Final = re.compile(rb"(<[^>]*+>|\((?:[^()\\]++|\\.)*+\))|([-+.0-9]++)", re.DOTALL)
_ESCAPED: Final = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
_LETTERS: Final = {
    b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"(": b"(", b")": b")", b"\\": b"\\"
}  # fmt: skip


def string_of(token: bytes) -> bytes:
    r"""Return the bytes of a string that :data:`OPERATION` matched with its brackets.

    >>> string_of(b"<0041>"), string_of(rb"(C\053\053 \(14\))"), string_of(b"<414>")
    (b'\x00A', b'C++ (14)', b'A\x04')
    """
    inner = token[1:-1]
    if token[:1] == b"<":
        # pdfminer reads the last of an odd number of digits as a byte of its own.
        return unhexlify(inner) if not len(inner) % 2 else unhexlify(inner[:-1]) + bytes([int(inner[-1:], 16)])
    return _ESCAPED.sub(_unescaped, inner) if b"\\" in inner else inner


def _unescaped(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 8)]) if match[1] else _LETTERS[match[2]]


def elements_of(array: bytes) -> list[tuple[bytes, bytes]]:
    """Return the elements of a ``TJ`` array: each is a string (with its brackets) or a number.

    >>> elements_of(b"(Dj)-3<616E>")
    [(b'(Dj)', b''), (b'', b'-3'), (b'<616E>', b'')]
    """
    return _ELEMENT.findall(array)


class ResumedParser(PDFContentParser):
    """pdfminer's own parser, started between two operations.

    Args:
        streams: the content streams; everything before the position given was read.
        stream: index of the stream to continue in.
        data: its bytes.
        offset: where to continue, in bytes.
        origin: start of one of pdfminer's buffers in it. Buffer boundaries decide what some damaged strings mean.
    """

    def __init__(self, streams: Sequence[object], stream: int, data: bytes, offset: int, origin: int) -> None:
        # The parent's constructor is not called: it would open the first stream.
        self.streams = streams
        self.istream = stream + 1
        self.fp = BytesIO(data)
        self.eof = False
        self.bufpos = origin + (offset - origin) // self.BUFSIZ * self.BUFSIZ
        self.fp.seek(self.bufpos)
        self.buf = self.fp.read(self.BUFSIZ)
        self.charpos = offset - self.bufpos
        self._parse1 = self._parse_main
        self._curtoken = b"" if stream == 0 and offset == 0 else b"Q"  # as if an operator had been read before
        self._curtokenpos = 0
        self._tokens: list[Any] = []
        self.reset()

    def position(self) -> tuple[int, int, int] | None:
        """Return the stream's index, the byte offset in it and the buffer's start; None within an operation."""
        if self._tokens or self.results or self.context or self.curstack or self.eof or self.fp is None:
            return None
        return self.istream - 1, self.bufpos + self.charpos, self.bufpos
