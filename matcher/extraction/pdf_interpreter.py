"""pdfminer's interpreter of pages, with a short way for the operations that pages are made of.

Operations are matched whole (:mod:`~matcher.extraction.pdf_lexer`), their numbers are parsed only where they are
needed, and what draws no text and covers none (dashes, colours of strokes, marks on content, paths that are not filled)
is passed over. All else is done by pdfminer's own methods, in its own order, so that the outcome is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any, Final

from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFTextState
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psparser import LIT, PSEOF, PSKeyword, keyword_name

from matcher.extraction.pdf_device import MOST_SEGMENTS, GlyphDevice, Style
from matcher.extraction.pdf_lexer import (
    ARRAY,
    LEVEL,
    MOVED,
    NAMED,
    OPERATION,
    PATH,
    PLAIN,
    SHOWN,
    Resumed,
    elements_of,
)

__all__ = ["Interpreter"]

_PATH: Final = frozenset({b"m", b"l", b"c", b"v", b"y", b"h", b"re"})
_NO_MATTER: Final = {
    b"ET": 0, b"EMC": 0, b"W": 0, b"W*": 0, b"BX": 0, b"EX": 0, b"F": 0,
    b"w": 1, b"J": 1, b"j": 1, b"M": 1, b"i": 1,
}  # fmt: skip
"""Operators that change nothing that is looked at, with the numbers they take."""
_NO_MATTER_NAMED: Final = frozenset({b"gs", b"ri", b"sh", b"MP", b"BMC"})
_STATE: Final = {b"Tc": "charspace", b"Tw": "wordspace", b"Tz": "scaling", b"Ts": "rise"}
_SPACES: Final = {b"G": "DeviceGray", b"RG": "DeviceRGB", b"K": "DeviceCMYK"}
_GREY_RGB_CMYK: Final = {b"g": ("DeviceGray", 1), b"rg": ("DeviceRGB", 3), b"k": ("DeviceCMYK", 4)}


class _Unusual(Exception):  # noqa: N818 (not an error: pdfminer takes over)
    pass


class Interpreter(PDFPageInterpreter):
    """Interprets pages for a :class:`~matcher.extraction.pdf_device.GlyphDevice`."""

    device: GlyphDevice
    textstate: PDFTextState
    graphicstate: PDFGraphicState

    def init_state(self, ctm: Any) -> None:
        """Begin a page or a form."""
        super().init_state(ctm)
        self._runs: list[bytes] = []  # of the path at hand, not parsed yet

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
            parser = Resumed(valid, number, data, at, origin)
            place = self._step(parser)
            while place is not None and place[0] < 0:
                place = self._step(parser)
            if place is None:
                return
            if place[0] != number:
                number = place[0]
                data = valid[number].get_data()
            _, at, origin = place

    def _step(self, parser: Resumed) -> tuple[int, int, int] | None:
        """One operation by pdfminer: where it ends, -1 if nobody knows; None at the end of all streams."""
        while True:
            try:
                _, item = parser.nextobject()
            except PSEOF:
                return None
            if isinstance(item, PSKeyword):
                break
            self.argstack.append(item)
        if self._runs:
            self.curpath += _segments(self._runs)
            self._runs = []
        name = keyword_name(item)
        method = getattr(self, "do_" + name.replace("*", "_a").replace('"', "_w").replace("'", "_q"), None)
        if method is not None:
            count = method.__code__.co_argcount - 1
            operands = self.pop(count)
            if len(operands) == count:
                method(*operands)
        return parser.rest() or (-1, 0, 0)

    def _run(self, data: bytes, at: int) -> int:
        """Do all operations that are matched; where the first stands that is not."""
        match = OPERATION.match
        device = self.device
        style: Style | None = None  # what all strings have in common until an operation changes it
        while True:
            found = match(data, at)
            if found is None:
                return at
            kind = found.lastindex or 0
            try:
                if kind <= SHOWN:
                    state = self.textstate
                    if kind != SHOWN:
                        x, y = float(found[1]), float(found[2])
                        a, b, c, d, e, f = state.matrix
                        state.matrix = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
                        state.linematrix = (0, 0)
                    token = found[kind]
                    if kind != MOVED and state.font is not None:
                        if style is None:
                            style = device.style(state, self.graphicstate)
                        device.show_token(style, state, token)
                        if kind != SHOWN and (level := LEVEL.match(data, found.end())) is not None:
                            self._show_level(style, level[0].split())
                            at = level.end()
                            continue
                elif kind == PLAIN:
                    operator, numbers = found[6], found[5]
                    if operator in _PATH:
                        path = PATH.match(data, found.start())
                        if path is None:
                            return at
                        self._runs.append(path[0])
                        at = path.end()
                        continue
                    if self._do_plain(operator, numbers):
                        style = None
                elif kind == ARRAY:
                    if self.textstate.font is not None:
                        if style is None:
                            style = device.style(self.textstate, self.graphicstate)
                        device.show_array(style, self.textstate, elements_of(found[7]))
                elif kind == NAMED:
                    self._do_named(found[10], found[8], found[9])
                    style = None
            except _Unusual:
                return at
            at = found.end()

    def _show_level(self, style: Style, parts: list[bytes]) -> None:
        """Draw letters, each behind a move along the line."""
        moves, tokens = list(map(float, parts[::5])), parts[3::5]
        singles: list[Any] = style.sized.singles(tokens)
        unknown = [place for place, single in enumerate(singles) if single is None] if None in singles else []
        at = 0
        for place in [*unknown, len(tokens)]:
            known = slice(at, place)
            if at < place and not self.device.show_singles(style, self.textstate, moves[known], singles[known]):
                self._show_moved(style, moves[known], tokens[known])
            self._show_moved(style, moves[place : place + 1], tokens[place : place + 1])
            at = place + 1

    def _show_moved(self, style: Style, moves: list[float], tokens: list[bytes]) -> None:
        for move, token in zip(moves, tokens, strict=True):
            self.do_Td(move, 0.0)
            self.device.show_token(style, self.textstate, token)

    def _do_plain(self, operator: bytes, text: bytes) -> bool:
        """Operators with numbers; whether one changes how text is drawn."""
        if (count := _NO_MATTER.get(operator)) is not None:
            if len(text.split()) != count:
                raise _Unusual
            return False
        if (name := _STATE.get(operator)) is not None:
            (value,) = _numbers(text, 1)
            setattr(self.textstate, name, value)
            return True
        if operator in _GREY_RGB_CMYK:
            space, count = _GREY_RGB_CMYK[operator]
            values = _numbers(text, count)
            self.graphicstate.ncolor = values[0] if count == 1 else tuple(values)  # type: ignore[assignment]
            self.graphicstate.ncs = self.csmap[space]
            return True
        if operator in _SPACES:
            _numbers(text, {b"G": 1, b"RG": 3, b"K": 4}[operator])
            self.graphicstate.scs = self.csmap[_SPACES[operator]]
            return False
        method = _PLAIN.get(operator)
        if method is None:
            raise _Unusual
        return method(self, text)

    def _do_named(self, operator: bytes, name: bytes, number: bytes | None) -> None:
        if (operator == b"Tf") != (number is not None):
            raise _Unusual
        if operator == b"Tf":
            font = self.fontmap.get(name.decode("ascii"))
            if font is None or number is None:
                raise _Unusual
            self.textstate.font = font
            self.textstate.fontsize = float(number)
        elif operator in {b"cs", b"CS"}:
            space = self.csmap.get(name.decode("ascii"))
            if space is not None and operator == b"cs":
                self.graphicstate.ncs = space
            elif space is not None:
                self.graphicstate.scs = space
        elif operator == b"Do":
            if self._runs:
                raise _Unusual
            self.do_Do(LIT(name.decode("ascii")))
        elif operator not in _NO_MATTER_NAMED:
            raise _Unusual

    def _none(self, text: bytes) -> None:
        if text:
            raise _Unusual

    def _save(self, text: bytes) -> bool:
        self._none(text)
        self.do_q()
        return False

    def _restore(self, text: bytes) -> bool:
        self._none(text)
        self.do_Q()
        return True

    def _begin_text(self, text: bytes) -> bool:
        self._none(text)
        self.textstate.matrix = (1, 0, 0, 1, 0, 0)
        self.textstate.linematrix = (0, 0)
        return True

    def _next_line(self, text: bytes) -> bool:
        self._none(text)
        self.do_T_a()
        return False

    def _move(self, text: bytes) -> bool:
        self.do_TD(*_numbers(text, 2))
        return False

    def _matrix(self, text: bytes) -> bool:
        self.textstate.matrix = tuple(_numbers(text, 6))  # type: ignore[assignment]
        self.textstate.linematrix = (0, 0)
        return True

    def _concatenate(self, text: bytes) -> bool:
        self.do_cm(*_numbers(text, 6))
        return True

    def _leading(self, text: bytes) -> bool:
        self.textstate.leading = -_numbers(text, 1)[0]
        return False

    def _mode(self, text: bytes) -> bool:
        (mode,) = _numbers(text, 1)
        self.textstate.render = int(mode)
        return True

    def _colour(self, text: bytes) -> bool:
        space = self.graphicstate.ncs
        values = _numbers(text, space.ncomponents)
        if space.name == "Pattern":
            raise _Unusual
        if len(values) == 1:
            self.graphicstate.ncolor = values[0]
        elif len(values) in {3, 4}:
            self.graphicstate.ncolor = tuple(values)  # type: ignore[assignment]
        return True

    def _stroke_colour(self, text: bytes) -> bool:
        _numbers(text, self.graphicstate.scs.ncomponents)
        if self.graphicstate.scs.name == "Pattern":
            raise _Unusual
        return False

    def _drop_path(self, text: bytes) -> bool:
        self._none(text)
        self._runs = []
        self.curpath = []
        return False

    def _fill(self, text: bytes) -> bool:
        self._none(text)
        path = self.curpath + _segments(self._runs, MOST_SEGMENTS)
        self._runs, self.curpath = [], []
        self.device.paint_path(self.graphicstate, False, True, False, path)
        return False

    def _close_and_fill(self, text: bytes) -> bool:
        self._none(text)
        self._runs.append(b"h")
        return self._fill(text)


_PLAIN: Final = {
    b"q": Interpreter._save, b"Q": Interpreter._restore, b"BT": Interpreter._begin_text, b"T*": Interpreter._next_line,
    b"TD": Interpreter._move, b"Tm": Interpreter._matrix, b"cm": Interpreter._concatenate, b"TL": Interpreter._leading,
    b"Tr": Interpreter._mode, b"sc": Interpreter._colour, b"scn": Interpreter._colour,
    b"SC": Interpreter._stroke_colour, b"SCN": Interpreter._stroke_colour,
    b"n": Interpreter._drop_path, b"S": Interpreter._drop_path, b"s": Interpreter._drop_path,
    b"f": Interpreter._fill, b"f*": Interpreter._fill, b"B": Interpreter._fill, b"B*": Interpreter._fill,
    b"b": Interpreter._close_and_fill, b"b*": Interpreter._close_and_fill,
}  # fmt: skip


def _numbers(text: bytes, count: Any) -> list[float]:
    values = [float(token) for token in text.split()]
    if len(values) != count:
        raise _Unusual
    return values


def _segments(runs: Sequence[bytes], most: float = inf) -> list[Any]:
    """The parts of a path as pdfminer keeps them; of more than ``most`` of them the first."""
    path: list[Any] = []
    numbers: list[float] = []
    for run in runs:
        for token in run.split():
            if len(path) > most:
                return path
            if not token[-1:].isalpha():
                numbers.append(float(token))
                continue
            if token == b"re":
                x, y, width, height = numbers
                path += [
                    ("m", x, y), ("l", x + width, y), ("l", x + width, y + height), ("l", x, y + height), ("h",)
                ]  # fmt: skip
            else:
                path.append((token.decode("ascii"), *numbers))
            numbers = []
    return path
