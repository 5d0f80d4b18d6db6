"""pdfminer's interpreter of pages, with a short way for the operations that pages are made of.

Operations are matched whole (:mod:`~matcher.extraction.pdf.content_lexer`), their numbers are parsed only where they are
needed, and what draws no text and covers none (dashes, colours of strokes, marks on content, paths that are not filled)
is passed over. All else is done by pdfminer's own methods, in its own order, so that the outcome is the same.
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
        """The last operands; other than pdfminer's own it does not copy those that stay."""
        if n == 0:
            return []
        operands = self.argstack[-n:]
        del self.argstack[-n:]
        return operands

    def execute(self, streams: Sequence[object]) -> None:
        """Do what content streams say."""
        valid: list[PDFStream] = []
        self.stream_ids.clear()
        for item in streams:
            stream = stream_value(item)
            # Streams that are being executed already would go on for ever.
            if stream.objid is not None and stream.objid not in self.parent_stream_ids:
                valid.append(stream)
                self.stream_ids.add(stream.objid)
        if not valid:
            return
        number = at = origin = 0
        data = valid[0].get_data()
        while True:
            at = self._run(data, at)
            parser = ResumedParser(valid, number, data, at, origin)
            place = self._step(parser)
            while place is not None and place[0] < 0:
                place = self._step(parser)
            if place is None:
                return
            if place[0] != number:
                number = place[0]
                data = valid[number].get_data()
            _, at, origin = place

    def _step(self, parser: ResumedParser) -> tuple[int, int, int] | None:
        """One operation by pdfminer: where it ends, -1 if nobody knows; None at the end of all streams."""
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

    def _run(self, data: bytes, at: int) -> int:
        """Do all operations that are matched; where the first stands that is not."""
        match, methods = OPERATION.match, METHODS
        device = self.device
        style: TextStyle | None = None  # what all strings have in common until an operation changes it
        while True:
            found = match(data, at)
            if found is None:
                return at
            kind = found.lastindex or 0
            try:
                if kind <= SHOW:
                    state = self.textstate
                    if kind != SHOW:
                        x, y = float(found[1]), float(found[2])
                        a, b, c, d, e, f = state.matrix
                        state.matrix = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
                        state.linematrix = (0, 0)
                    token = found[kind]
                    if kind != MOVE and state.font is not None:
                        if style is None:
                            style = device.style(state, self.graphicstate)
                        if kind != SHOW and (level := HORIZONTAL.match(data, found.end())) is not None:
                            self._show_horizontal(style, token, level[0].split())
                            at = level.end()
                            continue
                        device.show_token(style, state, token)
                elif kind == NUMERIC:
                    operator = found[NUMERIC]
                    method = methods.get(operator)
                    if method is not None:
                        if method(self, found[NUMERIC - 1]):
                            style = None
                    elif operator in _PATH and (path := PATH.match(data, found.start())) is not None:
                        self.pending_path.append(path[0])
                        at = path.end()
                        continue
                    else:
                        return at
                elif kind == SHOW_ARRAY:
                    if self.textstate.font is not None:
                        if style is None:
                            style = device.style(self.textstate, self.graphicstate)
                        device.show_array(style, self.textstate, elements_of(found[SHOW_ARRAY]))
                elif kind == NAMED:
                    self._do_named(found[11], found[9], found[10])
                    style = None
            except UnusualSyntax:
                return at
            at = found.end()

    def _show_horizontal(self, style: TextStyle, first: bytes, parts: list[bytes]) -> None:
        """Draw a letter, and others, each behind a move along the line."""
        moves, tokens = [0.0, *map(float, parts[::5])], [first, *parts[3::5]]
        singles: list[Any] = style.sized.singles(tokens)
        unknown = [place for place, single in enumerate(singles) if single is None] if None in singles else []
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
