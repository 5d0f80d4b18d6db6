"""Implement the content operators that take only numbers, and their effect on the graphics state.

Each does what pdfminer's method of the same operator does, as far as text and its covers depend on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import Any, Final

from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFTextState
from pdfminer.psparser import literal_name

from matcher.extraction.pdf.device import MOST_SEGMENTS, GlyphDevice

__all__ = ["METHODS", "Operations", "UnusualSyntax"]


class UnusualSyntax(Exception):  # noqa: N818 (not an error: pdfminer's parser takes over)
    """An operation is written in an unusual way; nothing of it is done yet."""


class Operations(PDFPageInterpreter):
    """The graphics state of a page, and the operators that change it.

    Each method takes its numbers as written, raises :class:`UnusualSyntax` if their count differs from the operator's,
    and returns whether the style of the following strings may change.
    """

    device: GlyphDevice
    textstate: PDFTextState
    graphicstate: PDFGraphicState

    def init_state(self, ctm: Any) -> None:
        """Begin a page or a form."""
        super().init_state(ctm)
        self.pending_path: list[bytes] = []
        """Unparsed operations of the current path."""

    def get_current_state(self) -> Any:
        """Return a copy of the state."""
        return self.ctm, _copy(self.textstate), _copy(self.graphicstate)

    def do_Tf(self, fontid: Any, fontsize: Any) -> None:  # noqa: N802 (pdfminer's name)
        """Set the font; forget it if the page lacks the named one, instead of keeping the last."""
        if literal_name(fontid) not in self.fontmap:
            self.textstate.font = None
        super().do_Tf(fontid, fontsize)

    def parse_pending_path(self) -> None:
        """Parse the current path."""
        if self.pending_path:
            self.curpath += _segments(self.pending_path)
            self.pending_path = []

    def save(self, text: bytes) -> bool:
        """``q``."""
        _none(text)
        self.gstack.append(self.get_current_state())
        return False

    def restore(self, text: bytes) -> bool:
        """``Q``."""
        _none(text)
        self.do_Q()
        return True

    def begin_text(self, text: bytes) -> bool:
        """``BT``."""
        _none(text)
        self.textstate.matrix = (1, 0, 0, 1, 0, 0)
        self.textstate.linematrix = (0, 0)
        return True

    def next_line(self, text: bytes) -> bool:
        """``T*``."""
        _none(text)
        self.do_T_a()
        return False

    def move(self, text: bytes) -> bool:
        """``TD``."""
        self.do_TD(*_numbers(text, 2))
        return False

    def set_matrix(self, text: bytes) -> bool:
        """``Tm``."""
        self.textstate.matrix = tuple(_numbers(text, 6))  # type: ignore[assignment]
        self.textstate.linematrix = (0, 0)
        return True

    def concatenate(self, text: bytes) -> bool:
        """``cm``."""
        self.do_cm(*_numbers(text, 6))
        return True

    def set_leading(self, text: bytes) -> bool:
        """``TL``."""
        self.textstate.leading = -_numbers(text, 1)[0]
        return False

    def set_mode(self, text: bytes) -> bool:
        """``Tr``."""
        (mode,) = _numbers(text, 1)
        self.textstate.render = int(mode)
        return True

    def set_colour(self, text: bytes) -> bool:
        """``sc`` and ``scn``."""
        space = self.graphicstate.ncs
        values = _numbers(text, space.ncomponents)
        if space.name == "Pattern":
            raise UnusualSyntax
        if len(values) == 1:
            self.graphicstate.ncolor = values[0]
        elif len(values) in {3, 4}:
            self.graphicstate.ncolor = tuple(values)  # type: ignore[assignment]
        return True

    def set_stroke_colour(self, text: bytes) -> bool:
        """``SC`` and ``SCN``."""
        space = self.graphicstate.scs
        if len(text.split()) != space.ncomponents or space.name == "Pattern":
            raise UnusualSyntax
        return False

    def drop_path(self, text: bytes) -> bool:
        """``n``, and ``S`` and ``s``, whose strokes hide nothing."""
        _none(text)
        self.pending_path = []
        self.curpath = []
        return False

    def fill(self, text: bytes) -> bool:
        """``f`` and ``B``."""
        _none(text)
        path = self.curpath + _segments(self.pending_path, MOST_SEGMENTS)
        self.pending_path, self.curpath = [], []
        self.device.paint_path(self.graphicstate, False, True, False, path)
        return False

    def close_and_fill(self, text: bytes) -> bool:
        """``b``."""
        _none(text)
        self.pending_path.append(b"h")
        return self.fill(text)


Method = Callable[[Operations, bytes], bool]


def _text_setter(name: str) -> Method:
    def set_value(self: Operations, text: bytes) -> bool:
        (value,) = _numbers(text, 1)
        setattr(self.textstate, name, value)
        return True

    return set_value


def _colour_setter(space: str, count: int) -> Method:
    def set_value(self: Operations, text: bytes) -> bool:
        values = _numbers(text, count)
        self.graphicstate.ncolor = values[0] if count == 1 else tuple(values)  # type: ignore[assignment]
        self.graphicstate.ncs = self.csmap[space]
        return True

    return set_value


def _stroke_setter(space: str, count: int) -> Method:
    def set_value(self: Operations, text: bytes) -> bool:
        if len(text.split()) != count:
            raise UnusualSyntax
        self.graphicstate.scs = self.csmap[space]
        return False

    return set_value


METHODS: Final[dict[bytes, Method]] = {
    b"q": Operations.save, b"Q": Operations.restore, b"BT": Operations.begin_text, b"T*": Operations.next_line,
    b"TD": Operations.move, b"Tm": Operations.set_matrix, b"cm": Operations.concatenate,
    b"TL": Operations.set_leading, b"Tr": Operations.set_mode,
    b"Tc": _text_setter("charspace"), b"Tw": _text_setter("wordspace"), b"Tz": _text_setter("scaling"),
    b"Ts": _text_setter("rise"),
    b"g": _colour_setter("DeviceGray", 1), b"rg": _colour_setter("DeviceRGB", 3), b"k": _colour_setter("DeviceCMYK", 4),
    b"G": _stroke_setter("DeviceGray", 1), b"RG": _stroke_setter("DeviceRGB", 3), b"K": _stroke_setter("DeviceCMYK", 4),
    b"sc": Operations.set_colour, b"scn": Operations.set_colour,
    b"SC": Operations.set_stroke_colour, b"SCN": Operations.set_stroke_colour,
    b"n": Operations.drop_path, b"S": Operations.drop_path, b"s": Operations.drop_path,
    b"f": Operations.fill, b"f*": Operations.fill, b"B": Operations.fill, b"B*": Operations.fill,
    b"b": Operations.close_and_fill, b"b*": Operations.close_and_fill,
}  # fmt: skip
"""Methods by operator."""


def _none(text: bytes) -> None:
    if text:
        raise UnusualSyntax


def _numbers(text: bytes, count: Any) -> list[float]:
    values = list(map(float, text.split()))
    if len(values) != count:
        raise UnusualSyntax
    return values


def _copy(state: Any) -> Any:
    copied = object.__new__(state.__class__)
    copied.__dict__.update(state.__dict__)
    return copied


def _segments(runs: Sequence[bytes], most: float = inf) -> list[Any]:
    """Return the segments of a path as pdfminer keeps them; stop once there are more than ``most``."""
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
