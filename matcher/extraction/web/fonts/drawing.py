"""Draw the letters of a font."""

from __future__ import annotations

import ctypes
import io
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["Drawn", "Pen"]

_LARGEST: Final = 4.0
"""Size of a drawn letter, in units of the font size, from which it is not drawn."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn letter; sizes and places in units of the font size."""

    pixels: NDArray[np.uint8]
    left: float
    top: float
    """Height of the upper edge above the line."""
    advance: float
    size: float
    """Pixels of the font size."""

    @property
    def width(self) -> float:
        """The width of the ink."""
        return float(self.pixels.shape[1]) / self.size

    @property
    def height(self) -> float:
        """The height of the ink."""
        return float(self.pixels.shape[0]) / self.size


class Pen:
    """Draws the glyphs of a font by FreeType.

    Args:
        program: an OpenType font.

    Raises:
        ValueError: FreeType does not read it.
    """

    def __init__(self, program: bytes) -> None:
        import freetype

        self._freetype: Any = freetype
        try:
            self._face = freetype.Face(io.BytesIO(program))
        except freetype.FT_Exception as error:
            raise ValueError("a font that FreeType does not read") from error
        self._size = 0.0

    def vary(self, place: tuple[float, ...]) -> None:
        """Choose a variation, by coordinates from -1 to 1."""
        self._face.set_var_blend_coords(place)

    def draw(self, glyph: int, size: float, *, hinted: bool = False) -> Drawn | None:
        """Return a glyph in pixels of a font size, shaped for the screen if asked; None if it cannot be drawn."""
        ft = self._freetype
        try:
            if size != self._size:
                self._face.set_char_size(round(64 * size))
                self._size = size
            self._face.load_glyph(glyph, ft.FT_LOAD_NO_BITMAP | (0 if hinted else ft.FT_LOAD_NO_HINTING))
            slot = self._face.glyph
            box = slot.outline.get_bbox() if slot.outline.n_points else None
            if box is not None and max(map(abs, (box.xMin, box.xMax, box.yMin, box.yMax))) > 64 * _LARGEST * size:
                return None
            slot.render(ft.FT_RENDER_MODE_NORMAL)
        except (ft.FT_Exception, ValueError):
            return None
        bitmap = slot.bitmap
        if bitmap.rows and bitmap.width:
            inked = ctypes.string_at(bitmap._FT_Bitmap.buffer, bitmap.rows * bitmap.pitch)
            pixels = np.frombuffer(inked, np.uint8).reshape(bitmap.rows, bitmap.pitch)[:, : bitmap.width]
        else:
            pixels = np.zeros((0, 0), np.uint8)
        advance = slot.advance.x / 64 / size
        return Drawn(pixels, slot.bitmap_left / size, slot.bitmap_top / size, advance, size)
