"""Make Python's search for reference cycles rarer while a file is read.

A page is tens of thousands of small tuples that are created and freed together. Python searches all of them again and
again for cycles that do not exist, which takes a fifth of the time of reading a PDF. Disabling the search is no option:
pictures and streams are kept alive by cycles, a gigabyte of them in one document of six pages.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["SEARCH_EVERY", "rarely_collected"]

SEARCH_EVERY: Final = 20_000
"""Net new objects between two searches; Python's default is 700.

Of 22 real PDFs one took 45 ms at 700, 38.5 at 5,000, 37.9 at 20,000, 37.5 at 50,000 and 37.2 without a search; the
document of many pictures 78, 81, 88, 103 and 1,059 MiB. After changing it, run ``python -m benchmarks hostile`` and
look at the memory.
"""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Search for cycles only once in :data:`SEARCH_EVERY` objects.

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
