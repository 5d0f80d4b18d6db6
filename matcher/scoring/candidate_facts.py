"""Define the facts of a candidate: what is known of every candidate, the tail included.

A fact is defined here once. Workers compute it, the cache packs it, candidate tables carry it and every report shows
it. To add one, add a line to :data:`FACTS`, and a field of the same name to :class:`matcher.core.ledger.Assessment` and
to ``FactsSummary`` in :mod:`matcher.reporting.schema`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from matcher.core.resume import Resume
from matcher.core.row_codec import Field, RowLayout

__all__ = ["CANDIDATE", "FACTS", "CandidateFact", "facts_of"]


@dataclass(frozen=True, slots=True)
class CandidateFact:
    """A whole number about a candidate, or something that is kept as one.

    >>> FACTS[0].name, FACTS[0].label
    ('months', 'Months of dated experience')
    """

    name: str
    dtype: str
    label: str
    """Heading of its column."""
    noun: str
    """What it counts, in the singular; "month" is shown as years and months. Empty if only tables show the fact."""
    source: Callable[[Resume], Any]
    qualifier: str = ""
    """What follows the number and the noun in a sentence."""
    packed: Callable[[Any], int] = int
    """Returns the whole number that the cache and the tables keep for a value."""
    unpacked: Callable[[int], Any] = int
    """Returns the value for that number."""


def _months(resume: Resume) -> int:
    # Imported where a résumé is analysed: a run whose files are all unchanged needs no parser.
    from matcher.parsing.career.timeline import total_months

    return total_months(resume.positions)


def _languages(resume: Resume) -> tuple[str, ...]:
    from matcher.languages.detection import languages_of

    return languages_of(resume.document.text)


_MOST_LANGUAGES: Final = 8
"""Languages that fit into a number of 32 bits."""


def _pack_languages(codes: Sequence[str]) -> int:
    """Return a number for codes of languages: a digit for each, the main language last.

    >>> _pack_languages(["de", "en"]), _unpack_languages(_pack_languages(["de", "en"]))
    (15, ('de', 'en'))
    """
    from matcher.languages.word_lists import CODES

    return sum((CODES.index(code) + 1) * (len(CODES) + 1) ** i for i, code in enumerate(codes[:_MOST_LANGUAGES]))


@lru_cache(maxsize=1000)
def _unpack_languages(number: int) -> tuple[str, ...]:
    from matcher.languages.word_lists import CODES

    codes = []
    while number:
        number, digit = divmod(number, len(CODES) + 1)
        codes.append(CODES[digit - 1])
    return tuple(codes)


FACTS: Final = (
    CandidateFact(
        "months", "<i4", "Months of dated experience", "month",
        _months, "of dated experience",
    ),
    CandidateFact("pages", "<i4", "Pages", "page", lambda resume: resume.document.pages),
    CandidateFact("words", "<i4", "Words", "word", lambda resume: len(resume.document.text.split())),
    CandidateFact("characters", "<i4", "Characters", "", lambda resume: len(resume.document.text)),
    CandidateFact(
        "languages", "<i4", "Languages of the text", "",
        _languages, packed=_pack_languages, unpacked=_unpack_languages,
    ),
)  # fmt: skip
"""All facts, in the order of their columns."""

CANDIDATE: Final = RowLayout(
    Field("sha256", "V32"), Field("content", "V16"), *(Field(fact.name, fact.dtype) for fact in FACTS)
)
"""The row of a candidate table: the SHA-256 of the file, the digest of the document, and the facts."""


def facts_of(resume: Resume) -> dict[str, Any]:
    """Compute all facts of a résumé, by name.

    >>> from matcher.core.document import Document
    >>> facts_of(Resume(Document("cv.txt", "Python and Go", (), "text/plain", "", 1), (), ()))["words"]
    3
    """
    return {fact.name: fact.source(resume) for fact in FACTS}
