"""Python's search for reference cycles, made rarer while a file is read.

A page is tens of thousands of small tuples that live together and die together. Python looks through all of them again
and again as they are made, for cycles that are not there, which takes a fifth of the time of reading a PDF. To leave
the search out altogether would not do: pictures and streams hang in cycles, a gigabyte of them in one document of six
pages.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["SEARCH_EVERY", "rarely_collected"]

SEARCH_EVERY: Final = 20_000
"""Objects that are made, beyond those that are gone again, before Python searches; it is 700 by itself. Of 22 real PDFs
one took 45 ms at 700, 38.5 at 5,000, 37.9 at 20,000, 37.5 at 50,000 and 37.2 without a search; the document of many
pictures 78, 81, 88, 103 and 1,059 MiB. After changing it, run ``python -m benchmarks hostile``; look at the memory."""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Search for cycles once in :data:`SEARCH_EVERY` objects only.

    >>> with rarely_collected():
    ...     gc.get_threshold()[0] == SEARCH_EVERY
    True
    """
    before = gc.get_threshold()
    gc.set_threshold(SEARCH_EVERY, 10, 10)
    try:
        yield
    finally:
        gc.set_threshold(*before)
