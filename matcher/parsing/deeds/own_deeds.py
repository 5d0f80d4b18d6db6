"""Tell whether the text of an entry says that the person made, changed or ran something of software.

Under a developer's title terse lists are honest; under a title that says nothing of the kind ("Dreamer", "Associate")
they are only names until a sentence has a deed with a technology, or with something made of software. The person is
the doer of an English verb that opens its sentence ("Built", "I also wrote", "Responsible for the development"); behind
another subject ("the vendor built") or a condition ("you will build") it is nobody's deed, or somebody else's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from matcher.languages.phrase_patterns import alternatives
from matcher.languages.word_lists import words_by_language
from matcher.parsing.deeds.frames import OWN_VERBS
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
    r"modif|fix|replac|updat|troubleshoot|customi[sz]|execut|construct|added\b|adding\b|back(?:ed|ing)? up\b|run\b|la(?:y|id) out\b|imag(?:ed|ing)\b|perform|conduct|contribut|extract|process|generat|prepar|provid|responsible|work|assist|perform|reduc|handl|lead|led|"
    r"research|particip|convert|connect|extend|solv|resolv|calculat|made\b|making\b|train|teach|taught|experience|deploy)\w*|"
    r"development|developing|program(?:ming|s)?)\b(?! (?:teams?|departments?|units?|groups?|staff|company|firm|of others))",
    re.IGNORECASE,
)
_THING: Final = re.compile(
    r"\b(?:software|applications?|apps?|platforms?|modules?|portals?|virtual machines?|web ?sites?|web ?pages?|databases?|servers?|micro-?services?|web[- ]?services?|"
    r"code(?:base)?|apis?|end-?points?|scripts?|data pipelines?|back-?ends?|front-?ends?|web portals?|user interfaces?|"
    r"queries|(?:computer|web|software|information|operating|legacy|distributed|embedded|online) (?:systems?|tools?|platforms?|programs?))\b",
    re.IGNORECASE,
)


_FILLERS: Final = frozenset(
    "i we he she have has had was were am been be a an the all both and or & of in for with on also then later once "
    "currently now always often sometimes again since help helped helping involved involves in charge responsible "
    "responsibility responsibilities duty duties task tasks role roles project projects my key main major core daily "
    "primary other achievement achievements accomplishment accomplishments contribution contributions activities "
    "highlights description summary results included including part hands extensive strong good solid deep wide full "
    "years year over more than able new web software backend back end front frontend stack complete custom various "
    "several multiple many some own internal technical functional initial database api application system team member "
    "lead senior junior as well such like did do etc first second next day week cid active consultant engineer developer analyst "
    "specialist programmer architect administrator manager designer intern".split()
)
"""Words that may come before a verb of which the person is the doer."""

_LEADING: Final = re.compile(
    r"(?:in|during|at|as|for|while|since|from|after|before|on|using|with|within|under|through|by|together)\s[^,;:\n]{1,90},\s",
    re.IGNORECASE,
)
"""A phrase that says when or how, before the verb."""

_JOINED: Final = re.compile(r"[^\W\d]{3,20}(?:ed|ing)\s?(?:[,&/]|and\b)", re.IGNORECASE)
"""A verb before the verb: "analysed, designed and built"."""

_STARTS: Final = re.compile(
    r"\b(?:(?:19\d|20[0-2])\d|[Pp]resent|[Cc]urrent|[Nn]ow|[Dd]ate)\b|\s[*?}]\s+(?=[A-Z])|[^\S\n]{2,}(?=[A-Z])|(?<=\w) by (?=\w+ing\b)|"
    r"\b(?:[Tt]his|[Tt]he|[Mm]y) (?:\w+ )?(?:position|role|job|project|work|assignment|task) (?:was|involved|included|consisted of)(?: to)?\b|\bI\s(?=\w)|"
    r"\b[Tt]his (?:\w+ )?position (?:is|(?:also )?includes)\b"
)
"""What a sentence begins after, in text without lines: a header's dates, the sign of a bullet, a gap."""

_OF_ANOTHER: Final = re.compile(
    r"\W*(?:the|an?|our|my|some|another) (?:\w+ )?(?:role|consultant|engineer|developer|analyst|specialist|programmer|architect|"
    r"administrator|manager|designer|intern|member|team)\b",
    re.IGNORECASE,
)
_ABLE_TO: Final = re.compile(
    r"\b(?:able|helped|responsible|assigned|hired|contracted|engaged|asked|appointed|was|were) to\b", re.IGNORECASE
)

_WORDS: Final = re.compile(r"[^\W\d]+|&")
_AHEAD: Final = 20
"""Characters of a verb that tell whether something begins with it."""
_FARTHEST: Final = 300
"""Characters before a verb that are read; sentences without a full stop are longer."""

_ROLE: Final = re.compile(
    r"\brole(?:\(s\)|s)?\s?[:\s]\s?(?:[\w.]{2,15}\s){0,3}(?:developer|programmer|software engineer|architect|dba)\b",
    re.IGNORECASE,
)
"""A role in a job's text, as some templates have it below the client's name."""

_ABOUT: Final = re.compile(
    r"(?:\b(?:about|of|for|as|like|called|named|words?|than)|(?<!work)(?<!worked)(?<!working)(?<!focused)(?<!based) on)\s+(?:(?:the|our|an?|some) )?$",
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
        self._left_out = sorted(left_out)
        self._left_out_starts = [start for start, _ in self._left_out]
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
        text = self._text
        if _ROLE.search(text, begin, end):
            return True
        verb = next(
            (m for m in _VERB.finditer(text, begin, end) if self._is_own(max(begin, m.start() - _FARTHEST), m.start())),
            None,
        )
        verb = verb or next(
            (m for m in self._verbs.finditer(text, begin, end) if not self._is_left_out(m.start())), None
        )
        if verb is None:
            return False
        named = self._mentions[bisect_left(self._mentions, begin) : bisect_left(self._mentions, end)]
        named = [start for start in named if not self._is_left_out(start)]
        return (named and _ABOUT.search(text, begin, named[0]) is None) or any(
            not self._is_left_out(thing.start())
            for pattern in (_THING, self._things)
            for thing in pattern.finditer(text, begin, end)
        )

    def _is_own(self, begin: int, verb: int) -> bool:
        """Return whether the person is the doer of a verb: only words that name no other come before it."""
        if self._is_left_out(verb):
            return False
        starts = [m.end() for m in _STARTS.finditer(self._text, begin, verb + _AHEAD) if m.end() <= verb]
        before = self._text[starts[-1] if starts else begin : verb]
        before = _JOINED.sub(" ", _ABLE_TO.sub(" ", _LEADING.sub(" ", before)))
        words = _WORDS.findall(before.casefold())
        return all(word in _FILLERS or word.endswith("ly") for word in words) and not _OF_ANOTHER.match(before)

    def _is_left_out(self, offset: int) -> bool:
        index = bisect_right(self._left_out_starts, offset) - 1
        return any(start <= offset < end for start, end in self._left_out[max(0, index - _NESTED) : index + 1])


_NESTED: Final = 5
"""Parts that are left out and may lie in one another."""


@cache
def _words(languages: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the verbs of deeds and the words for what is made, of languages other than English."""
    return _pattern(languages, _VERB_KEYS), _pattern(languages, _THING_KEYS)


def _pattern(languages: tuple[str, ...], keys: Sequence[str]) -> re.Pattern[str]:
    listed = [words_by_language("vocabulary", key) for key in keys]
    phrases = {phrase for by_language in listed for code in languages for phrase in by_language.get(code, ())}
    return re.compile(alternatives(phrases, r"\s"), re.IGNORECASE)
