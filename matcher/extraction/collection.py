"""Python's search for reference cycles, put off while a file is read.

A page is tens of thousands of small tuples that live together and die together. Python looks through all of them again
and again as they are made, for cycles that are not there, which takes a fifth of the time of reading a PDF. So it looks
once, behind the file; the cycles of the file itself (a document and its objects) are found by then or soon after.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["uncollected"]


@contextmanager
def uncollected() -> Iterator[None]:
    """Put the search off until the end; what is not in a cycle is given back at once, as always.

    >>> with uncollected():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
