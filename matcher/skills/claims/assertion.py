"""Classify a mention as claimed, negated, aspired or attributed to others, by listed rules about the surrounding words.

Each cue governs the mentions after it (or before it) up to the end of its clause: "no Java, but five years of Python"
denies Java only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Final

from matcher.core.memo import Memo
from matcher.core.regex_literals import required_literals
from matcher.core.regex_prefilter import LiteralLocator, PatternPrefilter, any_between
from matcher.core.skills import Assertion
from matcher.languages.detection import active_languages
from matcher.languages.word_lists import CODES, words_by_language
from matcher.skills.claims.phrase_cues import REACH, LanguageCues, cues_of
from matcher.skills.claims.remarks import unused_recently
from matcher.skills.tokenization import Token

__all__ = ["AssertionClassifier", "classify_assertion"]

CLAUSE_ENDS: Final = frozenset(". ; • ! ? 。 ； ！ ？ ｡".split())
"""Tokens that end a cue's scope, besides the conjunctions of the text's languages."""

SENTENCE_ENDS: Final = frozenset(". ! ? • ▪ ● 。 ！ ？".split())

NEGATED_BEFORE: Final = (
    r"(?:no|any|without|zero|little to no) (?:\w+ ){0,3}?(?:experience|knowledge|exposure|background|skills?|familiarity) (?:with|in|of|on|using|to|at)",
    r"(?:lacks?|lacking|lack of) (?:\w+ ){0,3}?(?:experience|knowledge|exposure|skills?|background|expertise|familiarity)(?: (?:with|in|of|on|using))?",
    r"(?:not|\w+n['’]t|never) (?:\w+ )?(?:familiar|experienced|proficient|skilled|comfortable|fluent|worked|used|touched|learn(?:ed|t)|know|versed)(?: (?:with|in|on|at))?",
    r"(?:do|does|did)(?: not|n['’]?t) (?:\w+ )?(?:have|possess) (?:\w+ ){0,3}?(?:experience|knowledge|exposure|background|skills?) (?:with|in|of|on|using)",
    r"(?:(?:do|does|did)(?: not|n['’]?t)|never) (?:\w+ )?(?:use|know|write|speak|program in|code in|work with)",
    r"(?:no|not|never) (?:\w+ ){0,2}?(?:idea|clue) (?:of|about)",
    r"(?:have|has) yet to (?:use|try|touch|work with|work in|program in|code in)",
    r"unfamiliar with",
    r"unable to (?:use|write|program in)",
    r"(?<!none )(?<!nothing )(?<!nobody )other than",
    r"(?:everything|anything|all|every \w+|any \w+|all \w+|languages?|databases?|frameworks?) (?:except|apart from|besides|but)(?: for)?",
)
NEGATED_ADJACENT: Final = (
    r"no",
    r"zero",
    r"not",
    r"non",
    r"without",
    r"neither",
    r"nor",
    r"never used",
)
"""Cues that deny only the next words: "no Java", but not "no downtime in a Java shop"."""

DOUBLE_NEGATION: Final = re.compile(
    r"\b(?:cannot|can not|never|not|hardly|\w+n['’]t|no) (?:\w+ ){0,5}?without $|"
    r"\bwith(?: and | or |/)without $",
    re.IGNORECASE,
)
"""Whoever cannot live without SQL knows it, and so does whoever works with and without it."""

OF_OTHERS: Final = re.compile(
    r"\b(?:who|whom|users?|people|those|members?|clients?|customers?|staff|students?|colleagues|newcomers)(?: \w+n['’]t| \w+){0,2} $",
    re.IGNORECASE,
)
"""Before a denial: other people lack the skill ("helped members who were not familiar with Git")."""

NEGATED_AFTER: Final = (
    r"(?:[:(–—-] ?)?(?:no|none|zero|without|not any) (?:\w+ )?(?:experience|knowledge|exposure)(?! (?:with|of|using) (?!it\b))",
    r"(?:(?:experience|knowledge|skills) ?)?[:(–—-] ?(?:none|not yet|never|no|0 ?%|0/5|0/10)(?![\w/]| \w)",
    r"(?:is|are|was) not (?:among|one of|something|part of|my (?:strength|strong|forte|thing)|in my)",
)

ASPIRED_BEFORE: Final = (
    r"(?:eager|keen|want|wants|wanting|hope|hoping|plan|plans|planning|willing|aim|aiming|looking|seeking|ready|wish|excited|like|love|intend|motivated|interested|opportunity|ambition|goal is|looking forward) (?:\w+ )?(?:to|in) (?:\w+ ){0,2}?(?:learn|learning|study|studying|master|explore|exploring|pick up|get into|dive into|gain experience (?:in|with)|grow (?:in|into)|move into|work with|working with|deepen|acquire|understand)",
    r"(?:interest|interested) in (?:learning|exploring|studying|picking up|moving into|getting into)",
    r"(?:would|i['’]d) (?:\w+ )?(?:like|love) to (?:learn|try|work with|explore|study|use)",
    r"(?:yet|still have) to learn",
    r"(?:to learn|learn) next ?:?",
    r"(?:want(?:ed)? to learn|to learn|to be learn(?:ed|t)|learning goals?|wish ?list|next on (?:my|the) list|up next) ?:",
    r"goals?(?: is| are)? ?:? ?(?:to )?(?:learn|master|study)(?:ing)?",
    r"(?:plan|plans|planning|intend|hope|hoping|aim|aiming|want|preparing|studying) to (?:get|become|be|obtain|pursue|earn|gain) (?:\w+ ){0,2}?(?:certified|certification|certificate) (?:in|for|on)",
)
ASPIRED_ADJACENT: Final = r"(?:interested in|curious about|an interest in)(?: the)?"
"""Cues that wish only for the next words: "interested in Rust", but not "interested in a career in Python development"."""

ASPIRED_AFTER: Final = (
    r"[(:–—-] ?(?:want|wish|hope|plan|planning|eager|keen|would like) to learn",
    r"[(:–—-] ?(?:learning goal|to learn|on my list|next)\b",
    r" ?\(planned\b",
)

ATTRIBUTED: Final = re.compile(
    r"^(?!.{0,60}\b(?:led|lead|managed?|managing|supervis\w+|mentor\w*|coach\w*|developed|developing|built|programm?ed|coded|wrote)\b)"
    r"\W*(?:i |successfully |have |also )?(?:re-?)?(?:hir|recruit|sourc|plac|screen|headhunt|head-hunt|fill|staff|onboard|interview)(?:ed|es|ing|s|e)?\b.*"
    r"\b(?:developers|engineers|programmers|candidates|applicants|professionals|specialists|consultants|posts|vacancies|openings|roles|positions|dbas)\b",
    re.IGNORECASE | re.DOTALL,
)
"""A sentence about hiring people: it begins with a recruiter's verb and names the people hired."""


def _compile(cues: Sequence[str], before: bool) -> re.Pattern[str]:
    body = "|".join(cues)
    return re.compile(
        rf"(?:^|(?<=[\s])|(?<=[(,:]))(?:{body})(?=\s|$|[:,])" if before else rf"^\s?(?:{body})", re.IGNORECASE
    )


_NEGATED_BEFORE = _compile(NEGATED_BEFORE, True)
_ASPIRED_BEFORE = _compile(ASPIRED_BEFORE, True)
_NEGATED_PREFILTER, _ASPIRED_PREFILTER = (
    PatternPrefilter([required_literals(cue, re.IGNORECASE) for cue in cues])
    for cues in (NEGATED_BEFORE, ASPIRED_BEFORE)
)
_NEGATED_ADJACENT = re.compile(
    rf"(?:^|\s)(?:{'|'.join(NEGATED_ADJACENT)})\s(?:(?:any|prior|real|formal|the) )?$", re.IGNORECASE
)
_IN_PORTUGUESE = re.compile(r"(?:^|\s)no\s$", re.IGNORECASE)
"""In Portuguese “no Java” is "in Java"."""
_ASPIRED_ADJACENT = re.compile(rf"(?:^|[\s(,:])(?:{ASPIRED_ADJACENT})\s$", re.IGNORECASE)
_NEGATED_AFTER = _compile(NEGATED_AFTER, False)
_ASPIRED_AFTER = _compile(ASPIRED_AFTER, False)


_ADJACENT: Final = 6
_WITHIN: Final = REACH + 8
_BEHIND: Final = 8
_SENTENCE: Final = 40
"""Tokens searched for cues: directly before a mention, before it, after it, and on either side for its sentence."""

_CUES: Final = LiteralLocator(
    {
        "no before": NEGATED_BEFORE,
        "no adjacent": [rf"{cue}\s" for cue in NEGATED_ADJACENT],
        "no after": NEGATED_AFTER,
        "wish before": [*ASPIRED_BEFORE, ASPIRED_ADJACENT],
        "wish after": ASPIRED_AFTER,
        "people": [ATTRIBUTED.pattern],
    }
)
_ALL: Final = frozenset(("no before", "no adjacent", "no after", "wish before", "wish after", "people"))


@cache
def _clause_ends(codes: tuple[str, ...]) -> Memo[str, bool]:
    """Return whether a clause ends at a token with a text, in some languages."""
    words = words_by_language("claims", "clause_ends")
    ends = CLAUSE_ENDS.union(*(words.get(code, ()) for code in codes))
    return Memo(lambda text: text.casefold() in ends)


class AssertionClassifier:
    """Classify the mentions of one text. Most are far from any cue and need no further check.

    Args:
        text: the text.
        tokens: its tokens, or the visible or hidden ones among them.
        complete: whether ``tokens`` are all of its tokens.

    >>> from matcher.skills.tokenization import Tokenizer
    >>> text = "No experience with Java, but five years of Python."
    >>> classifier = AssertionClassifier(text, Tokenizer()(text))
    >>> classifier.classify(3, 4), classifier.classify(9, 10)
    ('negated', 'claimed')
    """

    def __init__(self, text: str, tokens: Sequence[Token], *, complete: bool = True) -> None:
        self._tokens = tokens
        self.languages = active_languages(text)
        """Codes of the languages whose cues are looked for, main language first."""
        cues = [cues_of(code) for code in self.languages if code != "en"]
        self._further = [(one, one.offsets(text) if complete else None) for one in cues]
        # If tokens are left out, tokens are adjacent that are not adjacent in the text.
        self._cues = _CUES.offsets(text) if complete else None
        self._clauses: list[int] = []
        """For each token the index of its clause's first token."""
        begin = 0
        ended = False
        add, ends = self._clauses.append, _clause_ends(self.languages)
        for i, (text, _, _, _, paragraph_start, _, _) in enumerate(tokens):
            if ended or paragraph_start:
                begin = i
            add(begin)
            ended = ends[text]

    def classify(self, first: int, last: int) -> Assertion:
        """Classify the mention that spans ``tokens[first:last]``, as :func:`classify_assertion` does."""
        tokens = self._tokens
        begin = max(self._clauses[first], first - _WITHIN)
        near = self._near(begin, first, last)
        further = self._further_near(begin, last) if self._further else ()
        if not near and not further:
            return "claimed"
        return _asserted(tokens, begin, first, last, near, further, self.languages)

    def _further_near(self, begin: int, last: int) -> list[LanguageCues]:
        """Return the languages other than English with a cue in the clause that begins at token ``begin``."""
        start, end = self._tokens[begin].start, self._tokens[min(len(self._tokens), last + _WITHIN) - 1].end
        return [one for one, offsets in self._further if offsets is None or any_between(offsets, start, end)]

    def _near(self, begin: int, first: int, last: int) -> frozenset[str]:
        """Return the cues that may govern a mention in the clause that begins at token ``begin``."""
        cues = self._cues
        if cues is None:
            return _ALL
        tokens = self._tokens
        most = len(tokens) - 1
        start, middle = tokens[begin].start, tokens[last - 1].end
        near = [name for name in ("no before", "wish before") if cues[name] and any_between(cues[name], start, middle)]
        if cues["no adjacent"]:
            adjacent = tokens[max(begin, first - _ADJACENT)].start
            near += ["no adjacent"] * any_between(cues["no adjacent"], adjacent, middle)
        end = tokens[min(most, last + _BEHIND)].end
        near += [name for name in ("no after", "wish after") if cues[name] and any_between(cues[name], middle, end)]
        if cues["people"]:
            low, high = tokens[max(0, first - _SENTENCE)].start, tokens[min(most, first + _SENTENCE)].end
            near += ["people"] * any_between(cues["people"], low, high)
        return frozenset(near)


def classify_assertion(tokens: Sequence[Token], first: int, last: int, languages: tuple[str, ...] = CODES) -> Assertion:
    """Classify the mention that spans ``tokens[first:last]``.

    Args:
        tokens: all tokens of the text.
        first: index of the mention's first token.
        last: index after its last token.
        languages: codes of the languages that the text is in, main language first. English is always one of them.

    Returns:
        "negated", "aspired", "attributed" or, without any cue, "claimed".

    >>> from matcher.skills.tokenization import Tokenizer
    >>> tokens = Tokenizer()("No experience with Java, but five years of Python.")
    >>> [classify_assertion(tokens, i, i + 1) for i in (3, 9)]
    ['negated', 'claimed']
    """
    begin, ends = first, _clause_ends(languages)
    while begin > 0 and first - begin < _WITHIN:
        token = tokens[begin]
        if token.paragraph_start or ends[tokens[begin - 1].text]:
            break
        begin -= 1
    further = [cues_of(code) for code in languages if code != "en"]
    return _asserted(tokens, begin, first, last, _ALL, further, languages)


def _stop(tokens: Sequence[Token], last: int, most: int, ends: Memo[str, bool]) -> int:
    """Return the index at which the clause after a mention ends."""
    stop = last
    while stop < len(tokens) and stop - last < most:
        token = tokens[stop]
        if token.paragraph_start or ends[token.text]:
            break
        stop += 1
    return stop


def _asserted(
    tokens: Sequence[Token],
    begin: int,
    first: int,
    last: int,
    near: frozenset[str],
    further: Collection[LanguageCues],
    languages: tuple[str, ...],
) -> Assertion:
    """Classify a mention by its clause, which begins at token ``begin``.

    ``near`` names the English cues that may be near it, ``further`` has the cues of other languages that may be.
    """
    ends = _clause_ends(languages)
    before, after = _joined(tokens, begin, first), _joined(tokens, last, _stop(tokens, last, _BEHIND, ends))
    if languages[0] == "pt" and _IN_PORTUGUESE.search(before):
        near -= {"no adjacent"}
    if near and _denied(before, after, near):
        return "negated"
    if near and _wished(before, after, near):
        return "aspired"
    if further:
        after = _joined(tokens, last, _stop(tokens, last, _WITHIN, ends))
        for one in further:
            if found := one.assertion(before, after):
                return found
    if "people" in near and ATTRIBUTED.match(_sentence(tokens, first)):
        return "attributed"
    return "claimed"


def _denied(before: str, after: str, near: Collection[str]) -> bool:
    """Return whether the clause before and after a mention denies it."""
    if "no after" in near and _NEGATED_AFTER.match(after):
        return True
    if "no adjacent" in near and _NEGATED_ADJACENT.search(before):
        return DOUBLE_NEGATION.search(before) is None
    return (
        "no before" in near
        and _governs(_NEGATED_BEFORE, _NEGATED_PREFILTER, before, OF_OTHERS)
        and not unused_recently(before, after)
    )


def _wished(before: str, after: str, near: Collection[str]) -> bool:
    if "wish after" in near and _ASPIRED_AFTER.match(after):
        return True
    return "wish before" in near and (
        _ASPIRED_ADJACENT.search(before) is not None or _governs(_ASPIRED_BEFORE, _ASPIRED_PREFILTER, before)
    )


def _sentence(tokens: Sequence[Token], index: int) -> str:
    """Return the sentence or bullet point around a token, at most forty tokens on either side."""
    begin = index
    while begin > 0 and index - begin < _SENTENCE and tokens[begin - 1].text not in SENTENCE_ENDS:
        if tokens[begin].paragraph_start or (tokens[begin].line_start and tokens[begin].text[:1].isupper()):
            break
        begin -= 1
    end = index
    while end < len(tokens) and end - index < _SENTENCE and tokens[end].text not in SENTENCE_ENDS:
        if end > index and tokens[end].paragraph_start:
            break
        end += 1
    return _joined(tokens, begin, end)


def _joined(tokens: Sequence[Token], first: int, last: int) -> str:
    return "".join(f"{' ' if t.spaced else ''}{t.text}" for t in tokens[first:last]) + (
        " " if last < len(tokens) and tokens[last].spaced and last > first else ""
    )


def _governs(
    pattern: re.Pattern[str], prefilter: PatternPrefilter, before: str, unless: re.Pattern[str] | None = None
) -> bool:
    """Return whether ``before`` ends with a cue in reach, without a new claim between the cue and the end."""
    for match in pattern.finditer(before) if prefilter.candidates(before) else ():
        if unless and unless.search(before[: match.start()]):
            continue
        between = before[match.end() :]
        if len(between.split()) <= REACH and not re.search(
            r"\b(?:experience|experienced|years|proficient|strong|skilled|using|built|developed|used)\b",
            between,
            re.I,
        ):
            return True
    return False
