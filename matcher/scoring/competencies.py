"""Find evidence of competencies, which no single word names, by phrases and by sentences that mean the same.

Either way the evidence is words on the page: the phrase, or the whole sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from matcher.core.document import Document
from matcher.core.ledger import Evidence
from matcher.core.profile import Requirement
from matcher.core.resume import Resume
from matcher.languages.detection import language_spans, languages_of
from matcher.languages.word_lists import CODES
from matcher.parsing.sentences import quote, split_sentences
from matcher.profiles.equivalents import wordings
from matcher.profiles.phrases import PhraseLists, PhraseMatch, fold
from matcher.scoring.misspellings import CorrectedText, Misspellings, with_short_names
from matcher.scoring.no_evidence import ConsentClauses, DenialWords

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["CompetencyFinder", "SentenceComparison"]

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
        misspellings: what misspelt words of English texts count as; None to take words as they are.

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

    def __init__(
        self,
        requirements: Sequence[Requirement],
        comparison: SentenceComparison | None = None,
        misspellings: Misspellings | None = None,
    ) -> None:
        self._misspellings = misspellings
        self._phrased = [r for r in requirements if r.phrases]
        self._wordings: dict[str, _Wordings] = {}
        self._consent = ConsentClauses()
        self._compared = [r.id for r in requirements if r.meaning] if comparison else []
        self._comparison = comparison

    def find(self, resume: Resume, strength: StrengthByOffset) -> dict[str, tuple[Evidence, ...]]:
        """Find evidence by requirement id, strongest first.

        Args:
            resume: the résumé.
            strength: returns what evidence at a character offset is worth, and its location in words.
        """
        text = resume.document.text
        sentences = _sentences(resume.document)
        consent = self._consent.find(text, sentences)
        sentences = [span for n, span in enumerate(sentences) if n not in consent]
        languages = languages_of(text)
        denial = DenialWords(languages or CODES)
        if self._misspellings and languages[:1] == ("en",):
            corrected = self._misspellings.correct(text)
        else:
            corrected = with_short_names(text)
        evidence: dict[str, list[Evidence]] = {}
        # Requirement and start of each sentence in which one of its phrases occurs.
        with_phrase: set[tuple[str, int]] = set()

        def add(requirement: str, span: Span, worth: float, note: str) -> None:
            if any(first <= span[0] < last for first, last in resume.not_own):
                return
            by_location, location = strength(span[0])
            evidence.setdefault(requirement, []).append(
                _evidence(resume, span, round(worth * by_location, 4), f"{note}, {location}")
            )

        for requirement, span in self._matching_phrases(text, corrected, sentences, denial, strength, with_phrase):
            add(requirement, span, 1.0, "phrase")
        for requirement, span, similarity in self._similar_sentences(text, corrected, sentences, denial, with_phrase):
            share = min(1.0, (similarity - LEAST_SIMILARITY) / (FULL_SIMILARITY - LEAST_SIMILARITY))
            worth = SIMILAR_AT_MOST * (0.3 + 0.7 * share)
            add(requirement, span, worth, f"sentence like the requirement ({similarity:.2f})")
        return {
            requirement: tuple(sorted(pieces, key=lambda e: (-e.strength, e.start, e.end))[:MOST_EVIDENCE])
            for requirement, pieces in evidence.items()
        }

    def _matching_phrases(
        self,
        text: str,
        corrected: CorrectedText,
        sentences: Sequence[Span],
        denial: DenialWords,
        strength: StrengthByOffset,
        with_phrase: set[tuple[str, int]],
    ) -> Iterator[tuple[str, Span]]:
        """Yield each requirement's phrases; note in ``with_phrase`` the sentences in which they occur."""
        matches: dict[str, list[tuple[float, int, int, str]]] = {r.id: [] for r in self._phrased}
        folded = fold(text)
        on_corrected = [(corrected.offset(start), corrected.offset(end)) for start, end in sentences]
        for requirement, number, phrase, match in self._find(text, corrected, on_corrected):
            sentence_start, sentence_end = sentences[number]
            shift = on_corrected[number][0]
            start, end = corrected.on_page(shift + match.start, shift + match.end)
            if denial.deny(folded, sentence_start, start, end, sentence_end):
                continue
            with_phrase.add((requirement, sentence_start))
            matches[requirement].append((-strength(start)[0], start - end, start, phrase))
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

    def _find(
        self, text: str, corrected: CorrectedText, sentences: Sequence[Span]
    ) -> Iterator[tuple[str, int, str, PhraseMatch]]:
        """Yield matches of the profile's phrases, which are English, and of wordings in the languages of the text.

        Args:
            text: the text on the page.
            corrected: the text in which to look.
            sentences: offsets of its sentences.

        Yields:
            The requirement's id, the index of the sentence, the phrase as the profile lists it, the match.
        """
        for code in dict.fromkeys(("en", *languages_of(text))):
            if code not in self._wordings:
                self._wordings[code] = _Wordings(code, self._phrased)
            yield from self._wordings[code].find(corrected.text, sentences)

    def _similar_sentences(
        self,
        text: str,
        corrected: CorrectedText,
        sentences: Sequence[Span],
        denial: DenialWords,
        with_phrase: Collection[tuple[str, int]],
    ) -> Iterator[tuple[str, Span, float]]:
        """Yield each sentence that is like a requirement's meaning, with the similarity, except those with a phrase."""
        if self._comparison is None or not self._compared:
            return
        long = [(start, end) for start, end in _english(text, sentences) if len(text[start:end].split()) >= SHORTEST]
        rows = self._comparison.similarities(
            [corrected.text[corrected.offset(start) : corrected.offset(end)] for start, end in long]
        )
        for (start, end), row in zip(long, rows, strict=True):
            for requirement, similarity in zip(self._compared, map(float, row), strict=True):
                if similarity < LEAST_SIMILARITY or (requirement, start) in with_phrase:
                    continue
                if not denial.anywhere(fold(text[start:end]), 0, end - start):
                    yield requirement, (start, end), similarity


class _Wordings:
    """The wordings of a profile's phrases in one language; of English, the phrases themselves come first."""

    def __init__(self, code: str, requirements: Sequence[Requirement]) -> None:
        known: list[tuple[str, str, Sequence[str]]] = []
        if code == "en":
            known += [(r.id, phrase, [phrase]) for r in requirements for phrase in r.phrases]
        known += [(r.id, *item) for r in requirements for item in wordings(code, r.phrases).items()]
        self._phrases = [(requirement, phrase) for requirement, phrase, _ in known]
        self._lists = PhraseLists([listed for _, _, listed in known])

    def find(self, text: str, sentences: Sequence[Span]) -> Iterator[tuple[str, int, str, PhraseMatch]]:
        """Yield matches as :meth:`CompetencyFinder._find` does."""
        for index, number, match in self._lists.find(text, sentences):
            requirement, phrase = self._phrases[index]
            yield requirement, number, phrase, match


def _english(text: str, sentences: Sequence[Span]) -> Sequence[Span]:
    """Return the sentences that may be English; the meanings are.

    Of sentences in other languages only words that English has too would be compared, and one of them makes a short
    sentence similar: "late" in a Dutch sentence on night shifts. Of 150 parallel résumés in eleven languages and four
    English styles one, in English, has a sentence that counts by its meaning alone.
    """
    languages = languages_of(text)
    if not languages or languages == ("en",):
        return sentences
    parts = [span for span in language_spans(text) if span.code == "en"]
    starts = [span.start for span in parts]
    return [(start, end) for start, end in sentences if (n := bisect_right(starts, start)) and end <= parts[n - 1].end]


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
