"""Find evidence of competencies, which no single word names, by phrases and by sentences that mean the same.

Either way the evidence is words on the page: the phrase, or the whole sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from matcher.core.document import Document
from matcher.core.ledger import Evidence
from matcher.core.profile import Requirement
from matcher.core.resume import Resume
from matcher.parsing.sentences import quote, split_sentences
from matcher.profiles.phrases import PhraseLists

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["CompetencyFinder", "SentenceComparison"]

DENIED: Final = re.compile(
    r"\b(?:no|not|without|lack(?:s|ing)?|never|eager to|want(?:s|ing)? to|hop(?:e|ing) to|willing to|keen to|"
    r"keine?[nrsm]?|ohne|nicht|sans|aucune?|pas|jamais|sin|ninguna?|nunca)\b"
    r"[^.;•]{0,60}$",
    re.IGNORECASE,
)
"""Words before a phrase, in its sentence, that make it a denial or a wish."""

LEAST_SIMILARITY: Final = 0.30
"""Cosine similarity of TF-IDF vectors at which a sentence begins to count for a requirement, and
:data:`FULL_SIMILARITY` at which it counts most. Chosen by reading the sentences that they let in on the development
résumés: below 0.3 most share one frequent word only. Rerun ``python -m benchmarks quality`` after touching them."""
FULL_SIMILARITY: Final = 0.60

SIMILAR_AT_MOST: Final = 0.7
"""What a sentence that is merely similar can count, compared with 1 for a phrase: similarity is the weaker sign."""

SHORTEST: Final = 5
"""Words that a sentence needs to be compared: shorter ones are headings and list items, similar by chance only."""

MOST_EVIDENCE: Final = 12
"""Pieces of evidence kept per requirement, the strongest. At the discount that scoring applies
(:data:`matcher.scoring.evidence_totals.DISCOUNT_COMPETENCY`, 0.6) the thirteenth counts at most 0.0022 of the first,
and all further ones together at most 0.0055. Of 122 development résumés one has more for a requirement of three shipped
profiles, and no score changes by keeping all."""


Span = tuple[int, int]
"""Character offsets, half-open."""

StrengthByOffset = Callable[[int], tuple[float, str]]
"""Returns what evidence at a character offset is worth, 0 to 1, and its location in words."""


class SentenceComparison(Protocol):
    """Compares sentences with the requirements' meanings (see :mod:`matcher.scoring.tfidf_match`)."""

    def similarities(self, sentences: Sequence[str]) -> NDArray[np.float64]:
        """Return a row per sentence, a column per requirement that has a meaning, each value 0 to 1."""
        ...


class CompetencyFinder:
    """Finds evidence for the competencies of a profile.

    Args:
        requirements: all requirements of the profile; those without phrases and meaning are skipped.
        comparison: made from the meanings of the requirements that have one, in order; None to use phrases only.

    >>> from matcher.core.document import Block, Document
    >>> from matcher.core.profile import Requirement
    >>> from matcher.core.resume import Resume, Section
    >>> text = "Tuned slow queries until pages loaded twice as fast."
    >>> document = Document("cv.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    >>> resume = Resume(document, (Section("experience", 0, len(text)),), ())
    >>> finder = CompetencyFinder([Requirement("fast", "Fast", 5, "should", phrases=("tun* ... quer*",))])
    >>> [e.surface_form for e in finder.find(resume, strength=lambda start: (1.0, "listed"))["fast"]]
    ['Tuned slow queries']
    """

    def __init__(self, requirements: Sequence[Requirement], comparison: SentenceComparison | None = None) -> None:
        self._phrased = [r.id for r in requirements if r.phrases]
        self._phrases = PhraseLists([r.phrases for r in requirements if r.phrases])
        self._compared = [r.id for r in requirements if r.meaning] if comparison else []
        self._comparison = comparison

    def find(self, resume: Resume, strength: StrengthByOffset) -> dict[str, tuple[Evidence, ...]]:
        """Find evidence by requirement id, strongest first.

        Args:
            resume: the résumé.
            strength: returns what evidence at a character offset is worth, and its location in words.
        """
        sentences = _sentences(resume.document)
        evidence: dict[str, list[Evidence]] = {}
        # Requirement and start of each sentence in which one of its phrases occurs.
        with_phrase: set[tuple[str, int]] = set()

        def add(requirement: str, span: Span, worth: float, note: str) -> None:
            by_location, location = strength(span[0])
            evidence.setdefault(requirement, []).append(
                _evidence(resume, span, round(worth * by_location, 4), f"{note}, {location}")
            )

        for requirement, span in self._matching_phrases(resume.document.text, sentences, strength, with_phrase):
            add(requirement, span, 1.0, "phrase")
        for requirement, span, similarity in self._similar_sentences(resume.document.text, sentences, with_phrase):
            share = min(1.0, (similarity - LEAST_SIMILARITY) / (FULL_SIMILARITY - LEAST_SIMILARITY))
            worth = SIMILAR_AT_MOST * (0.3 + 0.7 * share)
            add(requirement, span, worth, f"sentence like the requirement ({similarity:.2f})")
        return {
            requirement: tuple(sorted(pieces, key=lambda e: (-e.strength, e.start, e.end))[:MOST_EVIDENCE])
            for requirement, pieces in evidence.items()
        }

    def _matching_phrases(
        self, text: str, sentences: Sequence[Span], strength: StrengthByOffset, with_phrase: set[tuple[str, int]]
    ) -> Iterator[tuple[str, Span]]:
        """Yield each requirement's phrases; note in ``with_phrase`` the sentences in which they occur."""
        matches: dict[str, list[tuple[float, int, int, str]]] = {requirement: [] for requirement in self._phrased}
        for index, number, match in self._phrases.find(text, sentences):
            requirement, (start, end) = self._phrased[index], sentences[number]
            if DENIED.search(text[start:end][: match.start]):
                continue
            with_phrase.add((requirement, start))
            offset = start + match.start
            matches[requirement].append((-strength(offset)[0], match.start - match.end, offset, match.phrase))
        for requirement, candidates in matches.items():
            # Each phrase once, where it counts most; each word once, for the longest phrase that it belongs to.
            phrases: set[str] = set()
            spans: list[Span] = []
            for _, negative_length, start, phrase in sorted(candidates):
                end = start - negative_length
                if phrase not in phrases and not _overlaps(start, end, spans):
                    phrases.add(phrase)
                    spans.append((start, end))
                    yield requirement, (start, end)

    def _similar_sentences(
        self, text: str, sentences: Sequence[Span], with_phrase: Collection[tuple[str, int]]
    ) -> Iterator[tuple[str, Span, float]]:
        """Yield each sentence that is like a requirement's meaning, with the similarity, except those with a phrase."""
        if self._comparison is None or not self._compared:
            return
        long = [(start, end) for start, end in sentences if len(text[start:end].split()) >= SHORTEST]
        rows = self._comparison.similarities([text[start:end] for start, end in long])
        for (start, end), row in zip(long, rows, strict=True):
            for requirement, similarity in zip(self._compared, map(float, row), strict=True):
                if similarity < LEAST_SIMILARITY or (requirement, start) in with_phrase:
                    continue
                if not DENIED.search(text[start:end]):
                    yield requirement, (start, end), similarity


def _sentences(document: Document) -> list[Span]:
    """Return the visible sentences; a sentence that occurs twice counts once."""
    hidden = [(block.start, block.end) for block in document.blocks if not block.visible]
    seen: set[str] = set()
    sentences: list[Span] = []
    for start, end in split_sentences(document.text):
        words = " ".join(document.text[start:end].casefold().split())
        if words not in seen and not _overlaps(start, end, hidden):
            seen.add(words)
            sentences.append((start, end))
    return sentences


def _overlaps(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(s < end and start < e for s, e in spans)


def _evidence(resume: Resume, span: Span, strength: float, note: str) -> Evidence:
    document, (start, end) = resume.document, span
    return Evidence(
        document.text[start:end], start, end, document.page_at(start), resume.section_at(start).kind,
        quote(document.text, start, end), strength=strength, note=note,
    )  # fmt: skip
