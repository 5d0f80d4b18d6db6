"""Compute a signature of a text, a few bytes with which copies are found among a million texts.

A signature holds a hash of the text, its dates, and a MinHash (Broder 1997) of its shingles, which are its runs of
three words; one byte of each hash is kept (Li and König 2010). The share of equal hashes in two signatures estimates
the share of shingles that the texts have in common (Jaccard similarity). :mod:`matcher.ranking.near_duplicates`
compares them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final
from zlib import crc32

from matcher.languages.writing_systems import CJK

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "BANDS",
    "DATES",
    "DIGEST",
    "HASHES",
    "LATEST_YEAR",
    "LEAST_WORDS",
    "MINHASH",
    "MONTHS_WRITTEN",
    "ROWS",
    "SIGNATURE_BYTES",
    "SIGNATURE_VERSION",
    "WORD_COUNT",
    "signature_of",
]

SIGNATURE_VERSION: Final = 2
"""Incremented when the signature of a text changes, so that stored signatures are recomputed."""

SHINGLE: Final = 3
"""Words in a shingle: a trade has its words and pairs of words in common, a writer has runs of three."""

BANDS: Final = 32
ROWS: Final = 4
"""Texts that share 0.7 of their shingles agree in one of 32 bands of 4 hashes almost surely, those that share 0.5 with
probability 0.87, those that share 0.1 with probability 0.003. A million signatures, one in ten a copy and all with a
twelfth in common, take 11 seconds of processor time and 60 MiB besides the signatures. (datasketch, the library for
this, takes 0.4 s to import, with SciPy, and 0.16 ms to index one signature in Python dictionaries: 160 s per million,
and gigabytes.)"""

HASHES: Final = BANDS * ROWS
"""Hashes in a signature, each with its own hash function."""

LEAST_WORDS: Final = 50
"""Words below which texts are only compared for equality: they have too few shingles to recognise copies."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_YEAR_WRITTEN: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH_BEFORE: Final = re.compile(
    rf"(?:([^\W\d_{CJK}]{{3}})[^\W\d_{CJK}]*[.,]{{0,2}}\s{{0,3}}|(?<!\d)0?(\d{{1,2}})[./-])\Z"
)
_MONTH_BEHIND: Final = re.compile(r"(?:-|年\s?)0?(\d{1,2})(?!\d)")
REACH: Final = 14
"""Characters before a year in which to look for its month: "September, " and more."""

DIGEST: Final = slice(0, 16)
WORD_COUNT: Final = slice(16, 20)
LATEST_YEAR: Final = slice(20, 24)
DATES: Final = slice(24, 56)
MONTHS_WRITTEN: Final = slice(32, 56)
MINHASH: Final = slice(56, 56 + HASHES)
"""Parts of a signature, as slices of its bytes; the months are the second part of the dates."""

SIGNATURE_BYTES: Final = 56 + HASHES


def signature_of(text: str) -> bytes:
    """Compute the signature of a text.

    Args:
        text: the document's text. Case, digits, punctuation and white space do not affect the similarity of texts.

    Returns:
        :data:`SIGNATURE_BYTES` bytes, the same on every machine.

    >>> len(signature_of("Back-end developer, May 2019 to 2023")) == SIGNATURE_BYTES
    True
    """
    import numpy as np

    words = _WORD.findall(text.casefold())
    digest = hashlib.blake2b(" ".join(text.split()).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    dates, latest = bytearray(32), 0
    for month, year in _dates(text):
        # Years alone use the first 64 bits, years with a month the others.
        bit = 64 + crc32(f"{month}{year}".encode()) % 192 if month else year % 64
        dates[bit >> 3] |= 1 << (bit & 7)
        latest = max(latest, year)
    hashes = _minhash(np.array([crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint64))
    return digest + len(words).to_bytes(4, "little") + latest.to_bytes(4, "little") + bytes(dates) + hashes.tobytes()


def _dates(text: str) -> Iterator[tuple[str, int]]:
    """Yield the years in a text, each with the month next to it: its first three letters or its number.

    >>> list(_dates("May 2019 - 06/2020, Sept. 2021, 2022-03, 2023, 2024年5月"))
    [('may', 2019), ('6', 2020), ('sep', 2021), ('3', 2022), ('', 2023), ('5', 2024)]
    """
    for match in _YEAR_WRITTEN.finditer(text):
        before = _MONTH_BEFORE.search(text, max(0, match.start() - REACH), match.start())
        behind = None if before else _MONTH_BEHIND.match(text, match.end())
        month = (before[1] or before[2]) if before else behind[1] if behind else ""
        yield month.casefold(), int(match[0])


def _minhash(words: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """Return a byte of the smallest hash of the shingles under each hash function."""
    import numpy as np

    if len(words) < LEAST_WORDS:
        return np.zeros(HASHES, dtype=np.uint8)
    factors, terms = _functions()
    count = len(words) - SHINGLE + 1
    shingles = np.zeros(count, dtype=np.uint64)
    for offset in range(SHINGLE):
        shingles = _mixed(shingles + words[offset : offset + count])
    shingles = np.unique(shingles)
    least = np.full(HASHES, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(shingles), 1024):
        np.minimum(least, (shingles[start : start + 1024, None] * factors + terms).min(axis=0), out=least)
    return (_mixed(least) >> np.uint64(56)).astype(np.uint8)


@cache
def _functions() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return an odd factor and a term for each hash function."""
    import numpy as np

    numbers = np.arange(2 * HASHES, dtype=np.uint64)
    return _mixed(numbers[:HASHES]) | np.uint64(1), _mixed(numbers[HASHES:])


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Mix the bits of each value (SplitMix64)."""
    import numpy as np

    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
