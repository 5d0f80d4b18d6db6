"""Find the pixels in which a page differs with and without its text."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.extraction.pdf.checks.picture import Pixels

__all__ = ["INK", "WHITE", "differs"]

INK: Final = 16
"""Smallest difference (of 255, in the strongest of red, green and blue) between a pixel with and without the text.

Text in #F0F0F0 on white, which is unreadable at a contrast ratio of 1.14, is below; the lightest grey text of the
honest files (#B0B0B0 and darker) is far above even in hairlines, which get a third of their colour. After changing it,
run ``python -m benchmarks visibility``.
"""

WHITE: Final = 255
_COLOURS: Final = np.frombuffer(b"\1\1\1\0", np.uint32)[0]
"""Flags of blue, green and red side by side, as one number."""

_ROWS: Final = 32
"""Rows of a picture compared at once: few enough to fit in the processor's cache."""


def differs(with_text: Pixels, without_text: Pixels | None) -> NDArray[np.bool_]:
    """Flag the pixels in which two pictures of a page differ; without the second, those that are not white paper."""
    pixels = np.empty(with_text.shape[:2], bool)
    for row in range(0, len(pixels), _ROWS):
        part = with_text[row : row + _ROWS]
        if without_text is None:
            flags: NDArray[np.bool_] = part <= WHITE - INK
        else:
            other = without_text[row : row + _ROWS]
            flags = np.maximum(part, other) - np.minimum(part, other) >= INK
        if flags.shape[2] == _COLOURS.itemsize:
            np.not_equal(flags.view(_COLOURS.dtype)[:, :, 0] & _COLOURS, 0, out=pixels[row : row + _ROWS])
        else:
            np.any(flags, axis=2, out=pixels[row : row + _ROWS])
    return pixels
