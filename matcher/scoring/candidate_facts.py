"""Define the facts of a candidate: numbers known of every candidate, the tail included.

A fact is defined here once. Workers compute it, the cache packs it, candidate tables carry it and every report shows
it. To add one, add a line to :data:`FACTS`, and a field of the same name to :class:`matcher.core.ledger.Assessment` and
to ``FactsSummary`` in :mod:`matcher.reporting.schema`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from matcher.core.resume import Resume
from matcher.core.row_codec import Field, RowLayout

__all__ = ["CANDIDATE", "FACTS", "CandidateFact", "facts_of"]


@dataclass(frozen=True, slots=True)
class CandidateFact:
    """A whole number about a candidate.

    >>> FACTS[0].name, FACTS[0].label
    ('months', 'Months of dated experience')
    """

    name: str
    dtype: str
    label: str
    """Heading of its column."""
    noun: str
    """What it counts, in the singular; "month" is shown as years and months. Empty if only tables show the fact."""
    source: Callable[[Resume], int]
    qualifier: str = ""
    """What follows the number and the noun in a sentence."""


def _months(resume: Resume) -> int:
    # Imported where a résumé is analysed: a run whose files are all unchanged needs no parser.
    from matcher.parsing.career.timeline import total_months

    return total_months(resume.positions)


FACTS: Final = (
    CandidateFact(
        "months", "<i4", "Months of dated experience", "month",
        _months, "of dated experience",
    ),
    CandidateFact("pages", "<i4", "Pages", "page", lambda resume: resume.document.pages),
    CandidateFact("words", "<i4", "Words", "word", lambda resume: len(resume.document.text.split())),
    CandidateFact("characters", "<i4", "Characters", "", lambda resume: len(resume.document.text)),
)  # fmt: skip
"""All facts, in the order of their columns."""

CANDIDATE: Final = RowLayout(
    Field("sha256", "V32"), Field("content", "V16"), *(Field(fact.name, fact.dtype) for fact in FACTS)
)
"""The row of a candidate table: the SHA-256 of the file, the digest of the document, and the facts."""


def facts_of(resume: Resume) -> dict[str, int]:
    """Compute all facts of a résumé, by name.

    >>> from matcher.core.document import Document
    >>> facts_of(Resume(Document("cv.txt", "Python and Go", (), "text/plain", "", 1), (), ()))["words"]
    3
    """
    return {fact.name: fact.source(resume) for fact in FACTS}
