"""Competencies: requirements that no single word names, shown by phrases and by sentences that mean the same.

Either way the evidence is words on the page: the phrase, or the whole sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Protocol

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
"""Words before a phrase, in its sentence, that turn it into a denial or a wish."""

LEAST_SIMILARITY: Final = 0.30
"""Cosine similarity of TF-IDF vectors at which a sentence begins to count for a requirement, and
:data:`FULL_SIMILARITY` at which it counts most. Chosen by reading the sentences that they let in on the development
résumés: below 0.3 most share one frequent word only. Rerun ``python -m benchmarks quality`` after touching."""
FULL_SIMILARITY: Final = 0.60

SIMILAR_AT_MOST: Final = 0.7
"""What a sentence that is merely similar can count, against 1 for a phrase: similarity is the weaker sign."""

SHORTEST: Final = 5
"""Words that a sentence needs to be compared: shorter ones are headings and list items, whose similarity is luck."""

MOST_EVIDENCE: Final = 12
"""Pieces of evidence kept per requirement, the strongest: at the discount that scoring applies (0.55) the thirteenth
counts less than a thousandth of the first, and all further ones together less than two."""


class SentenceComparison(Protocol):
    """Compares sentences with the requirements' meanings (see :mod:`matcher.scoring.tfidf_match`)."""

    def similarities(self, sentences: Sequence[str]) -> NDArray[np.float64]:
        """A row per sentence, a column per requirement that has a meaning, each 0 to 1."""
        ...


class CompetencyFinder:
    """Finds evidence for the competencies of a profile.

    Args:
        requirements: all requirements of the profile; those without phrases and meaning are passed over.
        comparison: made from the meanings of the requirements that have one, in order; None to use phrases only.

    >>> from matcher.core.document import Block, Document
    >>> from matcher.core.profile import Requirement
    >>> from matcher.core.resume import Resume, Section
    >>> text = "Tuned slow queries until pages loaded twice as fast."
    >>> document = Document("cv.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    >>> resume = Resume(document, (Section("experience", 0, len(text)),), ())
    >>> finder = CompetencyFinder([Requirement("fast", "Fast", 5, "should", phrases=("tun* ... quer*",))])
    >>> [e.surface_form for e in finder.find(resume, strength=lambda start: (1.0, "shown"))["fast"]]
    ['Tuned slow queries']
    """

    def __init__(self, requirements: Sequence[Requirement], comparison: SentenceComparison | None = None) -> None:
        self._phrased = [r.id for r in requirements if r.phrases]
        self._phrases = PhraseLists([r.phrases for r in requirements if r.phrases])
        self._compared = [r.id for r in requirements if r.meaning] if comparison else []
        self._comparison = comparison

    def find(self, resume: Resume, strength: Callable[[int], tuple[float, str]]) -> dict[str, tuple[Evidence, ...]]:
        """Evidence by requirement id, strongest first.

        Args:
            resume: the résumé.
            strength: gives, for a character offset, how much evidence standing there is worth (0 to 1) and why.
        """
        document = resume.document
        hidden = [(b.start, b.end) for b in document.blocks if not b.visible]
        seen: set[str] = set()
        sentences: list[tuple[int, int]] = []
        for start, end in split_sentences(document.text):
            words = " ".join(document.text[start:end].casefold().split())
            # A sentence said twice is one piece of evidence.
            if words not in seen and not any(s < end and start < e for s, e in hidden):
                seen.add(words)
                sentences.append((start, end))
        found: dict[str, list[Evidence]] = {}
        by_phrase: set[tuple[str, int]] = set()

        def add(requirement: str, start: int, end: int, worth: float, note: str) -> None:
            place, where = strength(start)
            found.setdefault(requirement, []).append(
                Evidence(
                    document.text[start:end], start, end, document.page_at(start), resume.section_at(start).kind,
                    quote(document.text, start, end), strength=round(worth * place, 4), note=f"{note}, {where}",
                )
            )  # fmt: skip

        matches: dict[str, list[tuple[float, int, int, str]]] = {requirement: [] for requirement in self._phrased}
        for which, number, match in self._phrases.find(document.text, sentences):
            requirement, (start, end) = self._phrased[which], sentences[number]
            if DENIED.search(document.text[start:end][: match.start]):
                continue
            by_phrase.add((requirement, start))
            place = start + match.start
            matches[requirement].append((-strength(place)[0], match.start - match.end, place, match.phrase))
        for requirement, matched in matches.items():
            # Each phrase once, where it is shown best; each word once, for the longest phrase that it belongs to.
            once: set[str] = set()
            taken: list[tuple[int, int]] = []
            for _, length, place, phrase in sorted(matched):
                if phrase not in once and not any(s < place - length and place < e for s, e in taken):
                    once.add(phrase)
                    taken.append((place, place - length))
                    add(requirement, place, place - length, 1.0, "phrase")
        if self._comparison is not None and self._compared:
            long = [(s, e) for s, e in sentences if len(document.text[s:e].split()) >= SHORTEST]
            rows = self._comparison.similarities([document.text[s:e] for s, e in long])
            for (start, end), row in zip(long, rows, strict=True):
                for requirement, similarity in zip(self._compared, map(float, row), strict=True):
                    if similarity < LEAST_SIMILARITY or (requirement, start) in by_phrase:
                        continue
                    if DENIED.search(document.text[start:end]):
                        continue
                    share = min(1.0, (similarity - LEAST_SIMILARITY) / (FULL_SIMILARITY - LEAST_SIMILARITY))
                    worth = SIMILAR_AT_MOST * (0.3 + 0.7 * share)
                    add(requirement, start, end, worth, f"sentence like the requirement ({similarity:.2f})")
        return {
            requirement: tuple(sorted(evidence, key=lambda e: (-e.strength, e.start, e.end))[:MOST_EVIDENCE])
            for requirement, evidence in found.items()
        }
