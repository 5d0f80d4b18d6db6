"""Recognise skills in text: match the taxonomy's surface forms among the tokens, then judge the ambiguous ones."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import cache
from operator import attrgetter
from typing import Final, Literal

from matcher.core.errors import UnreadableFileError
from matcher.core.limits import ALONE, MAXIMUM_NAMES
from matcher.core.regex_prefilter import TokenPattern
from matcher.core.resume import Resume
from matcher.core.skills import Assertion, Mention
from matcher.languages.detection import languages_of
from matcher.languages.word_lists import words_by_language
from matcher.languages.writing_systems import CJK, fold_width
from matcher.skills.ambiguity.companies import is_company, is_employer
from matcher.skills.ambiguity.context import CandidateMention, Context
from matcher.skills.ambiguity.rules import Judge, Verdict
from matcher.skills.ambiguity.sense_model import SenseModel, load_sense_model
from matcher.skills.ambiguity.wording import wording_of
from matcher.skills.claims.assertion import AssertionClassifier
from matcher.skills.claims.denied_lists import DeniedLists
from matcher.skills.claims.proficiency import rate
from matcher.skills.phrase_trie import PhraseTrie
from matcher.skills.spelling import fold_spelling
from matcher.skills.surface_form_index import index_surface_forms
from matcher.skills.taxonomy import Taxonomy, load_taxonomy
from matcher.skills.tokenization import Token, Tokenizer
from matcher.skills.typos import TypoFinder

__all__ = ["Recognizer", "recognizer_for"]

_ENDS: Final = "com org edu gov info co me dev in uk de fr".split()

ADDRESS: Final = TokenPattern(
    re.compile(
        # Lengths follow the standards (RFC 5321: 64 before the @; RFC 1035: 63 per label); the lookbehinds keep the
        # search linear in text without spaces.
        rf"(?:https?://|ftp://|www\.)[^\s<>()|,;。{CJK}]+"
        r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
        rf"|(?<![\w.-])(?:[\w-]{{1,63}}\.){{1,8}}(?:{'|'.join(_ENDS)})(?:/[^\s<>()|,;]*)?(?![\w.])",
        re.IGNORECASE,
    ),
    ("http", "ftp://", "www.", "@", *(f".{end}" for end in _ENDS)),
)
"""Web and mail addresses: names inside them are not skills."""

VERSION: Final = re.compile(r"[vV]?\d{1,4}(?:\.(?:\d+|x))*[a-z]?\+?")


def recognizer_for(taxonomy: Taxonomy) -> Recognizer:
    """Return a recogniser of a taxonomy's skills; that of the shipped taxonomy is built once per process."""
    return _shipped() if taxonomy is load_taxonomy() else Recognizer(taxonomy)


@cache
def _shipped() -> Recognizer:
    return Recognizer(load_taxonomy())


class Recognizer:
    """Find the mentions of a taxonomy's skills in résumés.

    Building one takes a moment (some thousand names are tokenised); one serves any number of résumés.

    Args:
        taxonomy: the skills to find.
        rules_only: whether ambiguous forms are judged by rules alone, without the trained model.

    >>> from matcher.skills.taxonomy import load_taxonomy
    >>> from matcher.core.document import Block, Document
    >>> text = "Skills: Java 8, Go, PostgreSQL. Ready to go."
    >>> document = Document("cv.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    >>> [(m.skill, m.surface_form, m.version) for m in Recognizer(load_taxonomy()).recognize(Resume(document, (), ()))]
    [('java', 'Java', '8'), ('go', 'Go', ''), ('postgresql', 'PostgreSQL', '')]
    """

    def __init__(self, taxonomy: Taxonomy, *, rules_only: bool = False) -> None:
        self.taxonomy = taxonomy
        self._model: SenseModel | None = None if rules_only else load_sense_model()
        index = index_surface_forms(taxonomy)
        self.tokenizer = Tokenizer(index.vocabulary)
        self._typos = TypoFinder({form: skill.id for skill in taxonomy for form in skill.aliases})
        self._surface_forms = PhraseTrie(index.phrases)

    def recognize(self, resume: Resume) -> tuple[Mention, ...]:
        """Find all mentions in a résumé, in order and without overlaps.

        Args:
            resume: the document with its sections and positions.

        Returns:
            Mentions with page, section, position, setting, assertion, version, and the level and years that the text
            states; ``text[m.start:m.end] == m.surface_form``.

        Raises:
            UnreadableFileError: more than :data:`~matcher.core.limits.MAXIMUM_NAMES` words may name a technology.
        """
        visible, hidden = self._tokens(resume)
        # Separately, so that hidden words are no evidence for the ambiguous ones that a person can see.
        mentions = self._mentions(visible, resume, visible=True)
        if hidden:
            mentions += self._mentions(hidden, resume, visible=False)
        text = fold_width(resume.document.text)
        claims = [m for m in mentions if not is_company(text, m) and not is_employer(resume, m, self._kind(m))]
        return rate(text, sorted(claims, key=lambda m: m.start))

    def _kind(self, mention: Mention) -> str:
        return self.taxonomy[mention.skill].kind

    def is_stop_word(self, word: str) -> bool:
        """Return whether a word is a stop word ("the", "also") or frequent in a language that matcher reads ("und").

        >>> from matcher.skills.taxonomy import load_taxonomy
        >>> [Recognizer(load_taxonomy()).is_stop_word(word) for word in ("also", "kafka")]
        [True, False]
        """
        return word.lower() in _stop_words()

    def _mentions(self, tokens: list[Token], resume: Resume, *, visible: bool) -> list[Mention]:
        written = resume.document.text
        text = fold_width(written)
        mentions = []
        lists = DeniedLists(text, languages_of(written))
        assertions = AssertionClassifier(text, tokens, complete=all(block.visible for block in resume.document.blocks))
        for candidate in self._resolve(text, tokens, resume)[0]:
            start, end = tokens[candidate.first].start, tokens[candidate.last - 1].end
            section, position, setting = resume.context_at(start)
            mentions.append(
                Mention(
                    candidate.skill,
                    written[start:end],
                    start,
                    end,
                    page=resume.document.page_at(start),
                    section=section,
                    position=position,
                    assertion=_of_whom(
                        resume, start, assertions.classify(candidate.first, candidate.last), lists.assertion(start, end)
                    )
                    if visible
                    else "hidden",
                    version=_version(tokens, candidate.last),
                    visible=visible,
                    setting=setting,
                )
            )
        return mentions

    def _candidates(self, tokens: list[Token]) -> list[CandidateMention]:
        """Return every surface form of the taxonomy in the tokens, longest first, overlapping ones included."""
        candidates = [
            CandidateMention(skill, first, last, ambiguous)
            for (skill, ambiguous), first, last in self._surface_forms.find(tokens)
        ]
        if len(candidates) > MAXIMUM_NAMES:
            message = f"it has more than {MAXIMUM_NAMES:,} names of technologies, the limit; {ALONE}"
            raise UnreadableFileError("too-large", message)
        return sorted(candidates, key=lambda c: (c.first - c.last, c.first, c.skill))

    def judge_ambiguous(self, resume: Resume) -> tuple[Context, tuple[Verdict, ...]]:
        """Judge each visible ambiguous form of a résumé, and return the evidence for each decision.

        Returns:
            The context with the accepted technologies, and a verdict for each form, in order.

        >>> from matcher.skills.taxonomy import load_taxonomy
        >>> from matcher.core.document import Block, Document
        >>> text = "Skills: Java, Go. Ready to go."
        >>> document = Document("cv.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
        >>> context, verdicts = Recognizer(load_taxonomy()).judge_ambiguous(Resume(document, (), ()))
        >>> [(context.surface(v.candidate), v.accepted, v.reason) for v in verdicts]
        [('Go', True, 'next to another technology'), ('go', False, 'a phrase that means something else')]
        """
        tokens, _ = self._tokens(resume)
        _, verdicts, context = self._resolve(fold_width(resume.document.text), tokens, resume)
        return context, tuple(sorted(verdicts, key=lambda v: v.candidate.first))

    def _tokens(self, resume: Resume) -> tuple[list[Token], list[Token]]:
        """Return the visible tokens and the hidden ones."""
        text = resume.document.text
        all_tokens = self.tokenizer(text, wording_of(text).endings)
        spans = [(b.start, b.end) for b in resume.document.blocks if not b.visible]
        if not spans:
            return all_tokens, []
        visible: list[Token] = []
        hidden: list[Token] = []
        nearest = 0  # spans and tokens are in order
        for token in all_tokens:
            while nearest < len(spans) and spans[nearest][1] <= token.start:
                nearest += 1
            (hidden if nearest < len(spans) and spans[nearest][0] < token.end else visible).append(token)
        return visible, hidden

    def _resolve(
        self, text: str, tokens: list[Token], resume: Resume
    ) -> tuple[list[CandidateMention], list[Verdict], Context]:
        """Choose the accepted candidates: longest first, ambiguous ones on evidence, without overlaps."""
        # Some names look like addresses: Salesforce.com
        excluded = list(resume.name_spans)
        excluded += [m.span() for m in ADDRESS.finditer(text) if fold_spelling(m[0]) not in self.taxonomy.forms]
        context = Context(text, tokens, self.taxonomy.skills, resume.section_at, wording_of(resume.document.text))
        judge = Judge(context, self._model)
        taken = [False] * len(tokens)
        for start, end in excluded:
            for i in range(bisect_left(tokens, start, key=_start), bisect_left(tokens, end, key=_start)):
                taken[i] = True
        accepted: list[CandidateMention] = []
        doubtful: list[CandidateMention] = []
        candidates = self._candidates(tokens)
        if context.wording.codes:
            candidates = [replace(c, doubtful=True) if context.is_ordinary(c) else c for c in candidates]
        for c in candidates:
            if c.doubtful or any(taken[c.first : c.last]):
                continue
            if not judge.rejected(c) and not judge.explained_otherwise(c):
                accepted.append(c)
                context.accept(c)
                taken[c.first : c.last] = [True] * (c.last - c.first)
        reserved = list(taken)
        for c in candidates:
            if c.doubtful and not any(reserved[c.first : c.last]):
                doubtful.append(c)
                reserved[c.first : c.last] = [True] * (c.last - c.first)
        verdicts = judge.judge(doubtful)
        accepted += [v.candidate for v in verdicts if v.accepted]
        accepted += [c for c in self._typos.find(tokens, context.owner) if not taken[c.first]]
        return sorted(accepted, key=lambda c: c.first), verdicts, context


_start = attrgetter("start")


_OTHERS: Final = ("de", "fr", "es", "pt", "it", "nl", "pl", "tr")
"""Languages with stop words besides English, whose frequent words in résumés are more than those."""


@cache
def _stop_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS).union(*(words_by_language("detection", "frequent")[code] for code in _OTHERS))


def _of_whom(resume: Resume, start: int, of_clause: Assertion, of_list: Literal["negated", "aspired", ""]) -> Assertion:
    """Return the assertion of a mention; a claim in text about somebody or something else is none of the person.

    Args:
        resume: the document.
        start: offset of the mention.
        of_clause: what the clause says of it.
        of_list: what the list around it says of it; empty if nothing.
    """
    if of_clause != "claimed":
        return of_clause
    if of_list:
        return of_list
    return "attributed" if any(first <= start < last for first, last in resume.not_own) else "claimed"


def _version(tokens: list[Token], last: int) -> str:
    """Return the version directly after a mention, on the same line, or ""."""
    if last >= len(tokens) or tokens[last].line_start:
        return ""
    token = tokens[last]
    plausible = VERSION.fullmatch(token.text) and not re.fullmatch(r"(?:19|20)\d\d", token.text)
    if not plausible:
        return ""
    # "Java 8 years": a count, not a version
    following = tokens[last + 1].text.casefold() if last + 1 < len(tokens) else ""
    if following in {"year", "years", "yrs", "yr", "months", "+"} or following.startswith("year"):
        return ""
    return token.text
