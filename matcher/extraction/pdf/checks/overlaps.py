"""Find the pixels that belong to the boxes of several texts, where ink does not tell whose it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["PixelBoxes", "shared_pixels", "stick_out"]

PixelBoxes = NDArray[np.int64]
"""Rows left, top, right and bottom in pixels; right and bottom are outside."""


def shared_pixels(boxes: PixelBoxes, size: tuple[int, int]) -> NDArray[np.bool_] | None:
    """Flag the pixels inside two or more boxes; None if there are none.

    It takes time in proportion to the picture and the number of boxes, however many of them overlap.

    Args:
        boxes: inside the picture.
        size: rows and columns of pixels.

    >>> shared_pixels(np.array([[0, 2], [0, 1], [3, 4], [2, 2]]), (2, 4)).astype(int).tolist()
    [[0, 0, 0, 0], [0, 0, 1, 0]]
    >>> shared_pixels(np.array([[0, 2], [0, 0], [2, 4], [2, 2]]), (2, 4)) is None
    True
    """
    rows, columns = size
    left, top, right, bottom = boxes
    # The number of boxes over a pixel only changes in the rows where boxes begin or end.
    is_edge = np.zeros(rows + 1, bool)
    is_edge[top] = is_edge[bottom] = True
    band = np.cumsum(is_edge) - 1
    changes = np.zeros((int(band[-1]) + 1, columns + 1), np.int32)
    for row, column, step in ((top, left, 1), (bottom, right, 1), (top, right, -1), (bottom, left, -1)):
        np.add.at(changes, (band[row], column), step)
    np.cumsum(changes, axis=0, out=changes)
    np.cumsum(changes, axis=1, out=changes)
    is_shared = changes[:, :columns] > 1
    if not is_shared.any():
        return None
    shared: NDArray[np.bool_] = is_shared[np.maximum(band[:rows], 0)]
    shared[: int(np.argmax(is_edge))] = False
    return shared


def stick_out(shapes: NDArray[np.float64], boxes: NDArray[np.intp], margins: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Flag the shapes that are larger than their boxes by more than a margin, or unknown."""
    with np.errstate(invalid="ignore"):
        inside = (shapes[:2] >= boxes[:2] - margins).all(axis=0) & (shapes[2:] <= boxes[2:] + margins).all(axis=0)
    is_empty = (shapes[0] >= shapes[2]) | (shapes[1] >= shapes[3])
    flags: NDArray[np.bool_] = ~(inside | is_empty)
    return flags
