"""Hold a page as a person sees it, painted with and without its text, or without single texts."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Painter", "Picture", "Pixels", "Strings"]

Pixels = NDArray[np.uint8]
Painter = Callable[[], Pixels | None]


@dataclass(frozen=True, slots=True)
class Strings:
    """The texts of a page, one for each operation that draws a string, in drawing order."""

    count: int
    boxes: Callable[[Sequence[int]], NDArray[np.float64]]
    """Returns the pixel boxes around the shapes of the texts with these numbers: left, top, right and bottom."""
    paint_without: Callable[[Sequence[int]], Pixels | None]
    """Paints the page without the texts with these numbers."""
    fonts: Callable[[], NDArray[np.int64]]
    """Returns a number for each text that identifies its font; -1 if the page lacks the font that it names."""


class Picture:
    """A page as a person sees it, with and without its text.

    Pictures are arrays of height × width × 3 or 4 bytes, first row at the top: blue, green and red, as PDFium paints
    them; the fourth byte is unused. A painter function is called when its picture is first needed, and returns None on
    failure.

    Args:
        with_text: the page, or its painter.
        without_text: the page without its text, or its painter.
        scale: pixels per point.
        width: of the page as displayed (rotated, cropped), in points.
        height: likewise.
        non_text_boxes: left, top, right and bottom in pixels of everything drawn that is not text, soft edges included.
            None if it may be anywhere.
        grey: painter of the page in grey (height × width bytes), which takes half the time; None if colours are blended
            by rules that may make them equal where their greys differ.
        strings: the page's texts, one by one; None if they are not known.
    """

    def __init__(
        self,
        with_text: Pixels | Painter,
        without_text: Pixels | Painter,
        scale: float,
        width: float,
        height: float,
        non_text_boxes: NDArray[np.int64] | None = None,
        grey: Painter | None = None,
        strings: Strings | None = None,
    ) -> None:
        self.scale = scale
        self.width = width
        self.height = height
        self.non_text_boxes = non_text_boxes
        self._grey: Pixels | Painter | None = grey
        self.strings = strings
        self._with_text: Pixels | Painter | None = with_text
        self._without_text: Pixels | Painter | None = without_text

    @property
    def size(self) -> tuple[int, int]:
        """Return the rows and columns of pixels."""
        return math.ceil(self.height * self.scale), math.ceil(self.width * self.scale)

    @property
    def grey(self) -> Pixels | None:
        """Return the page in grey; None if that is not possible, or if its colours may be equal where greys differ."""
        if callable(self._grey):
            self._grey = self._grey()
        return self._grey

    @property
    def painted(self) -> Pixels | None:
        """Return brightnesses of the page as painted already: in grey, or the greens; None if it is not painted."""
        if isinstance(self._grey, np.ndarray):
            return self._grey
        return self._with_text[:, :, 1] if isinstance(self._with_text, np.ndarray) else None

    @property
    def with_text(self) -> Pixels | None:
        """Return the page; None if it cannot be painted."""
        if callable(self._with_text):
            self._with_text = self._with_text()
        return self._with_text

    @property
    def without_text(self) -> Pixels | None:
        """Return the page without its text; None if it cannot be painted."""
        if callable(self._without_text):
            self._without_text = self._without_text()
        return self._without_text
