"""Interpret pages like pdfminer, with a fast path for the operations that pages consist of.

Operations are matched as a whole (:mod:`~matcher.extraction.pdf.content_lexer`), their numbers are parsed only if
needed, and operations that neither draw nor cover text (dashes, stroke colours, content marks, unfilled paths) are
skipped. Everything else is done by pdfminer's own methods in its own order, so the result is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psparser import LIT, PSEOF, PSKeyword, keyword_name

from matcher.extraction.pdf.content_lexer import (
    HORIZONTAL,
    MOVE,
    NAMED,
    NUMERIC,
    OPERATION,
    PATH,
    SHOW,
    SHOW_ARRAY,
    ResumedParser,
    elements_of,
)
from matcher.extraction.pdf.device import TextStyle
from matcher.extraction.pdf.operators import METHODS, Operations, UnusualSyntax

__all__ = ["Interpreter"]

_PATH: Final = frozenset({b"m", b"l", b"c", b"v", b"y", b"h", b"re"})


class Interpreter(Operations):
    """Interprets pages for a :class:`~matcher.extraction.pdf.device.GlyphDevice`."""

    def pop(self, n: int) -> list[Any]:
        """Return the last operands; unlike pdfminer's own method, do not copy the remaining ones."""
        if n == 0:
            return []
        operands = self.argstack[-n:]
        del self.argstack[-n:]
        return operands

    def execute(self, streams: Sequence[object]) -> None:
        """Execute content streams."""
        valid: list[PDFStream] = []
        self.stream_ids.clear()
        for item in streams:
            stream = stream_value(item)
            # A stream that is being executed already would recurse for ever.
            if stream.objid is not None and stream.objid not in self.parent_stream_ids:
                valid.append(stream)
                self.stream_ids.add(stream.objid)
        if not valid:
            return
        index = offset = origin = 0
        data = valid[0].get_data()
        while True:
            offset = self._run(data, offset)
            parser = ResumedParser(valid, index, data, offset, origin)
            position = self._step(parser)
            while position is not None and position[0] < 0:
                position = self._step(parser)
            if position is None:
                return
            if position[0] != index:
                index = position[0]
                data = valid[index].get_data()
            _, offset, origin = position

    def _step(self, parser: ResumedParser) -> tuple[int, int, int] | None:
        """Execute one operation with pdfminer.

        Returns:
            The position after it, or (-1, 0, 0) while pdfminer is inside an operation; None at the end of all streams.
        """
        while True:
            try:
                _, item = parser.nextobject()
            except PSEOF:
                return None
            if isinstance(item, PSKeyword):
                break
            self.argstack.append(item)
        self.parse_pending_path()
        name = keyword_name(item)
        method = getattr(self, "do_" + name.replace("*", "_a").replace('"', "_w").replace("'", "_q"), None)
        if method is not None:
            count = method.__code__.co_argcount - 1
            operands = self.pop(count)
            if len(operands) == count:
                method(*operands)
        return parser.position() or (-1, 0, 0)

    def _run(self, data: bytes, offset: int) -> int:
        """Execute all operations that match, and return the offset of the first one that does not."""
        match, methods = OPERATION.match, METHODS
        device = self.device
        style: TextStyle | None = None  # shared by all strings until an operation changes it
        while True:
            matched = match(data, offset)
            if matched is None:
                return offset
            kind = matched.lastindex or 0
            try:
                if kind <= SHOW:
                    state = self.textstate
                    if kind != SHOW:
                        x, y = float(matched[1]), float(matched[2])
                        a, b, c, d, e, f = state.matrix
                        state.matrix = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
                        state.linematrix = (0, 0)
                    token = matched[kind]
                    if kind != MOVE and state.font is not None:
                        if style is None:
                            style = device.style(state, self.graphicstate)
                        if kind != SHOW and (letters := HORIZONTAL.match(data, matched.end())) is not None:
                            self._show_horizontal(style, token, letters[0].split())
                            offset = letters.end()
                            continue
                        device.show_token(style, state, token)
                elif kind == NUMERIC:
                    operator = matched[NUMERIC]
                    method = methods.get(operator)
                    if method is not None:
                        if method(self, matched[NUMERIC - 1]):
                            style = None
                    elif operator in _PATH and (path := PATH.match(data, matched.start())) is not None:
                        self.pending_path.append(path[0])
                        offset = path.end()
                        continue
                    else:
                        return offset
                elif kind == SHOW_ARRAY:
                    if self.textstate.font is not None:
                        if style is None:
                            style = device.style(self.textstate, self.graphicstate)
                        device.show_array(style, self.textstate, elements_of(matched[SHOW_ARRAY]))
                elif kind == NAMED:
                    self._do_named(matched[11], matched[9], matched[10])
                    style = None
            except UnusualSyntax:
                return offset
            offset = matched.end()

    def _show_horizontal(self, style: TextStyle, first: bytes, parts: list[bytes]) -> None:
        """Draw a letter, and more letters each after a move along the line."""
        moves, tokens = [0.0, *map(float, parts[::5])], [first, *parts[3::5]]
        singles: list[Any] = style.sized.singles(tokens)
        unknown = [index for index, single in enumerate(singles) if single is None] if None in singles else []
        start = 0
        for end in [*unknown, len(tokens)]:
            known = slice(start, end)
            if start < end and not self.device.show_single_glyphs(style, self.textstate, moves[known], singles[known]):
                self._show_moved(style, moves[known], tokens[known])
            self._show_moved(style, moves[end : end + 1], tokens[end : end + 1])
            start = end + 1

    def _show_moved(self, style: TextStyle, moves: list[float], tokens: list[bytes]) -> None:
        for move, token in zip(moves, tokens, strict=True):
            self.do_Td(move, 0.0)
            self.device.show_token(style, self.textstate, token)

    def _do_named(self, operator: bytes, name: bytes, number: bytes | None) -> None:
        if (operator == b"Tf") != (number is not None):
            raise UnusualSyntax
        if operator == b"Tf":
            font = self.fontmap.get(name.decode("ascii"))
            if font is None or number is None:
                raise UnusualSyntax
            self.textstate.font = font
            self.textstate.fontsize = float(number)
        elif operator in {b"cs", b"CS"}:
            space = self.csmap.get(name.decode("ascii"))
            if space is not None and operator == b"cs":
                self.graphicstate.ncs = space
            elif space is not None:
                self.graphicstate.scs = space
        elif operator == b"Do":
            if self.pending_path:
                raise UnusualSyntax
            self.do_Do(LIT(name.decode("ascii")))
        else:
            raise UnusualSyntax
