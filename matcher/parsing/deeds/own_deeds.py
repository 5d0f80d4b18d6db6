"""Tell whether the text of an entry says that the person made, changed or ran something of software.

Under a developer's title terse lists are honest; under a title that says nothing of the kind ("Dreamer", "Associate")
they are only names until a sentence has a deed with a technology, or with something made of software.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from matcher.languages.phrase_patterns import alternatives
from matcher.languages.word_lists import words_by_language
from matcher.parsing.deeds.doers import OWN_VERBS
from matcher.parsing.sentences import split_sentences

__all__ = ["OwnDeeds"]

Span = tuple[int, int]

_VERB_KEYS: Final = (
    "built", "build", "developed", "designed", "implemented", "integrated", "integrate", "automated", "automate",
    "configured", "configure", "optimized", "optimize", "deployed", "write", "migration", "use", "tested", "scaled",
    "tuned", "run", "transform", "administer", "monitor", "integration", "deployment", "work", "worked",
)  # fmt: skip
_THING_KEYS: Final = (
    "application", "software", "server", "database", "code", "script", "microservices", "api",
)  # fmt: skip
"""English terms under which the files of other languages list their verbs of deeds, and words for what is made."""

_VERB: Final = re.compile(
    rf"\b(?:{OWN_VERBS}|(?:support|test|monitor|manag|coordinat|improv|enhanc|produc|deliver|launch|analy[sz]|publish|"
    r"perform|conduct|contribut|extract|process|generat|prepar|provid|responsib|work|assist|perform|reduc|handl|lead|led|"
    r"research|particip|convert|connect|extend|solv|resolv|calculat|train|teach|taught|project|experience|deploy)\w*|"
    r"develop(?:ment|s)?|program(?:ming|s)?)\b",
    re.IGNORECASE,
)
_THING: Final = re.compile(
    r"\b(?:software|applications?|apps?|web ?sites?|web ?pages?|databases?|servers?|micro-?services?|web[- ]?services?|"
    r"code(?:base)?|apis?|end-?points?|scripts?|data pipelines?|back-?ends?|front-?ends?|web portals?|user interfaces?|"
    r"queries|(?:computer|web|software|information|operating|legacy|distributed|embedded|online) (?:systems?|tools?|platforms?|programs?))\b",
    re.IGNORECASE,
)


_ABOUT: Final = re.compile(
    r"(?:\b(?:about|of|for|as|like|called|named|words?|than)|(?<!work)(?<!worked)(?<!working)(?<!focused)(?<!based) on)\s+$",
    re.IGNORECASE,
)
"""Before a name: what somebody says, sells or thinks about it, more likely than what is made with it."""


class OwnDeeds:
    """Finds the deeds in one text.

    Args:
        text: the text.
        languages: codes of the languages that it is in; English is always one of them.
        mentions: offsets at which technologies are named, in order.
        left_out: parts that are no work of the person.

    >>> text = "Dreamer. Python, Go. Dreamt. / Helper. Built a page in Python."
    >>> deeds = OwnDeeds(text, (), [9, 17, 55])
    >>> deeds.any_in(0, 29), deeds.any_in(31, len(text))
    (False, True)
    """

    def __init__(
        self, text: str, languages: Sequence[str], mentions: Sequence[int], left_out: Sequence[Span] = ()
    ) -> None:
        self._text = text
        self._verbs, self._things = _words(tuple(sorted({*languages} - {"en"})))
        self._mentions = mentions
        self._left_out = left_out
        self._sentences = split_sentences(text)
        self._starts = [start for start, _ in self._sentences]

    def any_in(self, start: int, end: int) -> bool:
        """Return whether a sentence of a part of the text tells such a deed."""
        return any(self._is_deed(*sentence) for sentence in self._sentences_in(start, end))

    def without_deed(self, start: int, end: int) -> Iterator[Span]:
        """Yield the sentences of a part of the text that name a technology and tell no deed."""
        for begin, stop in self._sentences_in(start, end):
            mention = bisect_left(self._mentions, begin)
            if mention < len(self._mentions) and self._mentions[mention] < stop and not self._is_deed(begin, stop):
                yield begin, stop

    def _sentences_in(self, start: int, end: int) -> Iterator[Span]:
        first = max(0, bisect_left(self._starts, start + 1) - 1)
        for begin, stop in self._sentences[first : bisect_left(self._starts, end)]:
            if begin < end and start < stop:
                yield max(start, begin), min(end, stop)

    def _is_deed(self, begin: int, end: int) -> bool:
        verb = next(
            (
                match
                for pattern in (_VERB, self._verbs)
                for match in pattern.finditer(self._text, begin, end)
                if not any(a <= match.start() < b for a, b in self._left_out)
            ),
            None,
        )
        if verb is None:
            return False
        mention = bisect_left(self._mentions, begin)
        return (
            (
                mention < len(self._mentions)
                and self._mentions[mention] < end
                and _ABOUT.search(self._text, begin, self._mentions[mention]) is None
            )
            or _THING.search(self._text, begin, end) is not None
            or self._things.search(self._text, begin, end) is not None
        )


@cache
def _words(languages: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the verbs of deeds and the words for what is made, of languages other than English."""
    return _pattern(languages, _VERB_KEYS), _pattern(languages, _THING_KEYS)


def _pattern(languages: tuple[str, ...], keys: Sequence[str]) -> re.Pattern[str]:
    listed = [words_by_language("vocabulary", key) for key in keys]
    phrases = {phrase for by_language in listed for code in languages for phrase in by_language.get(code, ())}
    return re.compile(alternatives(phrases, r"\s"), re.IGNORECASE)
