"""Find keyword stuffing: endless lists of technologies, repeated words, copied role descriptions and job adverts.

Nothing here changes a score. The warnings name the passage; what stuffed words may earn is limited in the ledger.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from matcher.core.document import Document, DocumentWarning
from matcher.core.regex_prefilter import PrefixPattern, WholeWords
from matcher.core.skills import Mention
from matcher.languages.word_lists import words
from matcher.languages.writing_systems import CJK
from matcher.parsing.sentences import excerpt

__all__ = ["stuffing_warnings"]

LONG_LIST: Final = 100
"""Different technologies in one list (no more than a few words between them) from which it counts as stuffing.

The longest such list in 240 honest résumés names 65 that the taxonomy knows. After changing it, or the taxonomy much,
run ``python -m benchmarks visibility FOLDER`` over honest résumés.
"""

_LIST_GAP: Final = 25
"""Characters between two names of one list: a separator, a version, a name that the taxonomy does not know."""

WINDOW: Final = 60
FEWEST_DIFFERENT: Final = 10
"""Fewer different words than this among any 60 in a row are one text repeated over and over. Of 240 honest résumés
(forms, tables, templates) none has fewer than 12 among 50. After changing it, run ``python -m benchmarks visibility
FOLDER``.
"""

OFTEN: Final = 25
OFTEN_SHARE: Final = 0.08
"""Times, and share of all words, from which one technology is named too often. The honest résumés among 240 that name
one 25 times or more (up to 59 times) do so in at most 0.035 of their words."""

SHINGLE: Final = 5
COPIED_SHINGLES: Final = 12
"""Shared runs of five words from which a text was copied from the role's description. Two authors who write about one
subject share one or two."""

_MAXIMUM_GAP: Final = 400
"""Characters between two phrases of adverts that belong to one advert."""

_Phrase = tuple[int, int, str]
"""A phrase of an advert: where it starts and ends, and its text in lower case."""

_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")

_ADVERT_PHRASE: Final = PrefixPattern(
    re.compile(
        r"\b(?:we(?: are|'re|’re)? (?:currently )?(?:looking for|seeking|hiring)|we seek|"
        r"(?:the|our) (?:ideal|successful|right) candidate|"
        r"you(?: will|'ll|’ll) (?:be |have |need |work|join|design|build|develop|write)|"
        r"(?:is|are) (?:expected|required|a plus|desirable)(?=[.;\n])|"
        r"what we offer|we offer|(?:join|joining) our team|apply (?:now|today|online)|about the role|about the job|"
        r"who you are|what you(?: will|'ll|’ll)? (?:do|bring)|equal opportunity employer)\b"
        r"|(?<=[.!?]\s)you (?:design|package|build|write|develop|own|work|bring|have|know|maintain|lead|are)\b",
        re.IGNORECASE,
    )
)
ADVERT_PHRASES: Final = 3
"""Different phrases of adverts close together that make a pasted advert."""

_CHARACTERS_OF_WORD: Final = 2
"""Chinese and Japanese characters that count as a word, since most words have two."""

_CJK_RUN: Final = re.compile(f"[{CJK}]+")


@cache
def _advert_words() -> WholeWords:
    """Return what finds the phrases of adverts in other languages than English."""
    return WholeWords(words("documents", "pasted_advert"), CJK)


def stuffing_warnings(document: Document, mentions: Sequence[Mention], role: str) -> tuple[DocumentWarning, ...]:
    """Return a warning for each kind of keyword stuffing in a document.

    Args:
        document: the visible document.
        mentions: the technologies found in it, in any order.
        role: the role's description, which some paste into their résumé.

    >>> from matcher.core.document import Block
    >>> text = "Python Django Kafka " * 40
    >>> document = Document("cv", text, (Block(0, len(text) - 1, 1),), "text/plain", "0" * 64, 1)
    >>> [w.message for w in stuffing_warnings(document, (), "")]
    ['a few words are repeated over and over: “Python Django Kafka Python Django Kafka Python Django Kafka …”']
    """
    text = document.text
    messages = [
        *_long_list(document, mentions),
        *(_repeated_words(text) or _repeated_technology(text, mentions)),
        *_copied_text(text, role),
    ]
    return tuple(DocumentWarning("stuffing", message) for message in messages)


def _long_list(document: Document, mentions: Sequence[Mention]) -> Iterator[str]:
    """Describe the longest list of technologies, if it is too long."""
    visible = sorted((m for m in mentions if m.visible), key=lambda m: m.start)
    begin, longest = 0, (0, 0)
    for index, mention in enumerate(visible):
        if index and mention.start - visible[index - 1].end > _LIST_GAP:
            begin = index
        longest = max(longest, (begin, index + 1), key=lambda pair: pair[1] - pair[0])
    listed = visible[slice(*longest)]
    count = len({mention.skill for mention in listed})
    if count >= LONG_LIST:
        passage = excerpt(document.text[listed[0].start : listed[-1].end])
        yield f"{count} technologies are named in one list, without a sentence: {passage}"


def _repeated_technology(text: str, mentions: Sequence[Mention]) -> list[str]:
    """Describe the technology that is named most often, if it is named too often."""
    counts = Counter(mention.skill for mention in mentions if mention.visible)
    skill, times = counts.most_common(1)[0] if counts else ("", 0)
    if times < OFTEN or times <= OFTEN_SHARE * _count_words(text):
        return []
    form = next(mention.surface_form for mention in mentions if mention.skill == skill)
    return [f"“{form}” is named {times} times"]


def _count_words(text: str) -> int:
    """Count the words of a text; those of Chinese and Japanese, which have no blanks between, by their characters."""
    count = len(text.split())
    if not text.isascii():
        count += sum(len(run) for run in _CJK_RUN.findall(text)) // _CHARACTERS_OF_WORD
    return count


def _repeated_words(text: str) -> list[str]:
    """Describe the first window that holds too few different words."""
    words = _folded_words(text)
    end = WINDOW
    while end <= len(words):
        different = set(words[end - WINDOW : end])
        if len(different) >= FEWEST_DIFFERENT:
            # A step forward adds one word and drops one.
            end += len(different) - FEWEST_DIFFERENT + 1
        elif any(map(str.isalpha, "".join(different))):
            spans = [match.span() for match in _WORD.finditer(text)]
            passage = excerpt(text[spans[end - WINDOW][0] : spans[end - 1][1]], 60)
            return [f"a few words are repeated over and over: {passage}"]
        else:
            end += 1
    return []


@lru_cache(maxsize=2)  # needed twice for each text
def _folded_words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _shingles(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[n:] for n in range(SHINGLE)), strict=False)


@lru_cache(maxsize=2)  # a run has one role
def _shingles_of_role(role: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_shingles(_folded_words(role)))


def _copied_text(text: str, role: str) -> Iterator[str]:
    """Describe what was copied from the role's description, or else from some job advert."""
    shingles, folded = _shingles_of_role(role), _folded_words(text)
    if len(shingles.intersection(_shingles(folded))) >= COPIED_SHINGLES:
        shared = [i for i, shingle in enumerate(_shingles(folded)) if shingle in shingles]
        words = list(_WORD.finditer(text))
        start, end = words[shared[0]].start(), words[shared[-1] + SHINGLE - 1].end()
        yield f"the role's own description was copied: {excerpt(text[start:end])}"
        return
    phrases = [(match.start(), match.end(), match[0].casefold()) for match in _ADVERT_PHRASE.finditer(text)]
    phrases += [(start, start + len(word), word) for start, word in _advert_words().find(text.casefold())]
    for group in _close_groups(sorted(phrases)):
        if len({phrase for _, _, phrase in group}) >= ADVERT_PHRASES:
            yield f"a job advert was pasted in: {excerpt(text[group[0][0] : group[-1][1]])}"
            return


def _close_groups(phrases: Iterable[_Phrase]) -> Iterator[list[_Phrase]]:
    group: list[_Phrase] = []
    for phrase in phrases:
        if group and phrase[0] - group[-1][1] > _MAXIMUM_GAP:
            yield group
            group = []
        group.append(phrase)
    if group:
        yield group
