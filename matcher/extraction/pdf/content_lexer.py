r"""Operations of a PDF's content stream, several tokens at a time.

pdfminer.six reads such streams token by token through a state machine, which takes most of the time of reading a PDF.
Here one regular expression matches a whole operation in the forms that programs write (``9 0 Td <0005> Tj``). It is
narrow on purpose: whatever it does not match (strings with odd escapes, numbers like ``1.2.3``, pictures within the
stream, an operation that goes on in the next stream, junk) is left to pdfminer's own parser, which takes over at that
very byte (:class:`ResumedParser`) and gives back behind the operation. So every file means what it means to pdfminer.
"""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from pdfminer.pdfinterp import PDFContentParser

__all__ = [
    "HORIZONTAL",
    "MOVE",
    "NAMED",
    "NUMERIC",
    "OPERATION",
    "PATH",
    "SHOW",
    "SHOW_ARRAY",
    "STRING",
    "ResumedParser",
    "elements_of",
    "string_of",
]  # fmt: skip

# A number of more digits may be too large for a float, which pdfminer drops.
_NUMBER: Final = rb"[-+]?(?:\d{1,15}+(?:\.\d*+)?+|\.\d++)"
_END: Final = rb"(?=[\s/\[(<])"
_NAME: Final = rb"/([!-\"$&'*-.0-;=?-Z\\^-z|~]++)"
_NAME_APART: Final = _NAME.replace(b"(", b"(?:")
# pdfminer stops at octal numbers above 255, drops what other letters escape, and reads on where a line is escaped.
_ESCAPE: Final = rb"\\(?:[nrtbf()\\]|[0-3][0-7]{0,2}+|[4-7][0-7]?+(?![0-7]))"
STRING: Final = rb"<[0-9A-Fa-f]*+>(?!>)|\((?:[^()\\]++|" + _ESCAPE + rb")*+\)"
"""A string in one of the forms that :func:`string_of` reads."""
_VALUE: Final = rb"\s++" + _NUMBER + rb"(?=[\s/>])|\s*+\([^()\\]*+\)|\s*+" + _NAME_APART

_MARK: Final = (
    _NAME_APART + rb"\s*+(?:<<(?:\s*+" + _NAME_APART + rb"(?:" + _VALUE + rb"))*+\s*+>>|" + _NAME_APART + rb")\s*+BDC"
    + rb"|\[(?:\s*+" + _NUMBER + rb"(?=[\s\]]))*+\s*+\]\s*+" + _NUMBER + rb"\s++d"
)  # fmt: skip
"""A mark on content, or the pattern of dashes."""

OPERATION: Final = re.compile(
    rb"\s*+(?:"
    # 1, 2, 3: a move, and what is shown there
    rb"(" + _NUMBER + rb")\s++(" + _NUMBER + rb")\s++Td(?:\s*+(" + STRING + rb")\s*+Tj)?" + _END
    # 4: what is shown
    + rb"|(" + STRING + rb")\s*+Tj" + _END
    # 5: what changes nothing that is looked at: lines' looks, clips, marks on content, ends of text
    + rb"|((?:\s*+(?:" + _NUMBER + rb"\s++[wJjMi]|(?:ET|EMC|W\*?|BX|EX|F)|" + _NAME_APART + rb"\s++(?:gs|ri|sh|MP|BMC)"
    + rb"|" + _MARK + rb")" + _END + rb")++)"
    # 6, 7: numbers and an operator
    + rb"|((?:" + _NUMBER + rb"\s++)*+)([A-Za-z]{1,3}\*?)" + _END
    # 8: strings and the room between them
    + rb"|\[((?:\s*+(?:" + _NUMBER + rb"(?=[\s<(\]])|" + STRING + rb"))*+)\s*+\]\s*+TJ" + _END
    # 9, 10, 11: a name, perhaps a number, and an operator
    + rb"|" + _NAME + rb"\s++(?:(" + _NUMBER + rb")\s++)?+([A-Za-z]{2,3})" + _END
    + rb")"
)  # fmt: skip
"""The last group tells which of them it is (:data:`MOVE` to :data:`NAMED`)."""
MOVE: Final = 2
SHOW: Final = 4
NUMERIC: Final = 7
SHOW_ARRAY: Final = 8
NAMED: Final = 11

_TWO: Final = rb"(?:" + _NUMBER + rb"\s++){2}"
PATH: Final = re.compile(
    rb"(?:\s*+(?:" + _TWO + rb"(?:[ml]|" + _TWO + rb"(?:re|[vy]|" + _TWO + rb"c))|h)" + _END + rb")++"
)
"""Operations that add to a path, with as many numbers as each takes."""

HORIZONTAL: Final = re.compile(rb"(?:\s" + _NUMBER + rb" 0 Td <[0-9A-Fa-f]++> Tj(?=\s))++")
"""Letter after letter, each behind a move along the line: how Skia (Chromium, Google Docs, Figma) writes text.

Split at white space, each has five parts.
"""

_ELEMENT: Final = re.compile(rb"(<[^>]*+>|\((?:[^()\\]++|\\.)*+\))|([-+.0-9]++)", re.DOTALL)
_ESCAPED: Final = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
_LETTERS: Final = {
    b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"(": b"(", b")": b")", b"\\": b"\\"
}  # fmt: skip


def string_of(token: bytes) -> bytes:
    r"""The bytes of a string that :data:`OPERATION` matched, with its brackets.

    >>> string_of(b"<0041>"), string_of(rb"(C\053\053 \(14\))"), string_of(b"<414>")
    (b'\x00A', b'C++ (14)', b'A\x04')
    """
    inner = token[1:-1]
    if token[:1] == b"<":
        # The last digit of an odd number of them counts for itself with pdfminer.
        return unhexlify(inner) if not len(inner) % 2 else unhexlify(inner[:-1]) + bytes([int(inner[-1:], 16)])
    return _ESCAPED.sub(_unescaped, inner) if b"\\" in inner else inner


def _unescaped(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 8)]) if match[1] else _LETTERS[match[2]]


def elements_of(array: bytes) -> list[tuple[bytes, bytes]]:
    """What stands in the array of a ``TJ``: each a string (with its brackets) or a number.

    >>> elements_of(b"(Dj)-3<616E>")
    [(b'(Dj)', b''), (b'', b'-3'), (b'<616E>', b'')]
    """
    return _ELEMENT.findall(array)


class ResumedParser(PDFContentParser):
    """pdfminer's own parser, set down between two operations.

    Args:
        streams: the content streams, of which all that came before were read.
        stream: number of the one to read on in.
        data: its bytes.
        at: where, in bytes.
        origin: the start of a buffer of pdfminer's in it. Where its buffers end decides what some damaged strings mean.
    """

    def __init__(self, streams: Sequence[object], stream: int, data: bytes, at: int, origin: int) -> None:
        # Not called: the constructor of the class above, which opens the first stream.
        self.streams = streams
        self.istream = stream + 1
        self.fp = BytesIO(data)
        self.eof = False
        self.bufpos = origin + (at - origin) // self.BUFSIZ * self.BUFSIZ
        self.fp.seek(self.bufpos)
        self.buf = self.fp.read(self.BUFSIZ)
        self.charpos = at - self.bufpos
        self._parse1 = self._parse_main
        self._curtoken = b"" if stream == 0 and at == 0 else b"Q"  # an operator was read before
        self._curtokenpos = 0
        self._tokens: list[Any] = []
        self.reset()

    def position(self) -> tuple[int, int, int] | None:
        """Number of the stream, byte in it, and start of the buffer, where it stands; None within an operation."""
        if self._tokens or self.results or self.context or self.curstack or self.eof or self.fp is None:
            return None
        return self.istream - 1, self.bufpos + self.charpos, self.bufpos
