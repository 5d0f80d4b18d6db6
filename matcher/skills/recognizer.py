"""Analysis skills in text: the taxonomy's names among the tokens, then judgement of what is doubtful."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from operator import attrgetter
from typing import Final

from matcher.core.regex_prefilter import TokenPattern
from matcher.core.resume import Resume
from matcher.core.skills import Mention
from matcher.skills.ambiguity.companies import is_company, is_employer
from matcher.skills.ambiguity.context import CandidateMention, Context
from matcher.skills.ambiguity.rules import Judge, Verdict
from matcher.skills.ambiguity.sense_model import SenseModel, load_sense_model
from matcher.skills.claims.assertion import AssertionClassifier
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
        # Lengths are those of the standards (RFC 5321: 64 before the @; RFC 1035: 63 a label); the borders on the left
        # keep the search linear in text without blanks.
        r"(?:https?://|ftp://|www\.)[^\s<>()|,;]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
        rf"|(?<![\w.-])(?:[\w-]{{1,63}}\.){{1,8}}(?:{'|'.join(_ENDS)})(?:/[^\s<>()|,;]*)?(?![\w.])",
        re.IGNORECASE,
    ),
    ("http", "ftp://", "www.", "@", *(f".{end}" for end in _ENDS)),
)
"""Web and mail addresses: what stands in them is nobody's skill."""

VERSION: Final = re.compile(r"[vV]?\d{1,4}(?:\.(?:\d+|x))*[a-z]?\+?")


def recognizer_for(taxonomy: Taxonomy) -> Recognizer:
    """A recogniser of a taxonomy's skills; that of the shipped one is made once a process."""
    return _shipped() if taxonomy is load_taxonomy() else Recognizer(taxonomy)


@cache
def _shipped() -> Recognizer:
    return Recognizer(load_taxonomy())


class Recognizer:
    """Finds the mentions of a taxonomy's skills in résumés.

    Building one takes a moment (some thousand names are cut into tokens); one serves any number of résumés.

    Args:
        taxonomy: the skills to find.
        rules_only: whether ambiguous names are judged by rules alone, without the trained model.

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
        names = index_surface_forms(taxonomy)
        self.tokenizer = Tokenizer(names.vocabulary)
        self._slips = TypoFinder({form: skill.id for skill in taxonomy for form in skill.aliases})
        self._names = PhraseTrie(names.phrases)

    def recognize(self, resume: Resume) -> tuple[Mention, ...]:
        """All mentions in a résumé, in order, none overlapping another.

        Args:
            resume: the document with its sections and positions.

        Returns:
            Mentions with page, section, position, setting, assertion, version, and the level and years that are told;
            ``text[m.start:m.end] == m.surface_form``.
        """
        seen, unseen = self._tokens(resume)
        # Apart, so that hidden words are no evidence for the doubtful ones that a person can see.
        mentions = self._mentions(seen, resume, visible=True)
        if unseen:
            mentions += self._mentions(unseen, resume, visible=False)
        text = resume.document.text
        claims = [m for m in mentions if not is_company(text, m) and not is_employer(resume, m, self._kind(m))]
        return rate(text, sorted(claims, key=lambda m: m.start))

    def _kind(self, mention: Mention) -> str:
        return self.taxonomy[mention.skill].kind

    def is_stop_word(self, word: str) -> bool:
        """Whether a word is one of English grammar ("the", "also"), as spaCy lists them.

        >>> from matcher.skills.taxonomy import load_taxonomy
        >>> [Recognizer(load_taxonomy()).is_stop_word(word) for word in ("also", "kafka")]
        [True, False]
        """
        return word.lower() in _stop_words()

    def _mentions(self, tokens: list[Token], resume: Resume, *, visible: bool) -> list[Mention]:
        text = resume.document.text
        mentions = []
        assertions = AssertionClassifier(text, tokens, whole=all(block.visible for block in resume.document.blocks))
        for candidate in self._resolve(text, tokens, resume)[0]:
            start, end = tokens[candidate.first].start, tokens[candidate.last - 1].end
            section, position, setting = resume.context_at(start)
            mentions.append(
                Mention(
                    candidate.skill,
                    text[start:end],
                    start,
                    end,
                    page=resume.document.page_at(start),
                    section=section,
                    position=position,
                    assertion=assertions.classify(candidate.first, candidate.last) if visible else "hidden",
                    version=_version(tokens, candidate.last),
                    visible=visible,
                    setting=setting,
                )
            )
        return mentions

    def _candidates(self, tokens: list[Token]) -> list[CandidateMention]:
        """Every form of the taxonomy in the tokens, longest first, overlaps and all."""
        found = [
            CandidateMention(skill, first, last, unsure) for (skill, unsure), first, last in self._names.find(tokens)
        ]
        return sorted(found, key=lambda c: (c.first - c.last, c.first, c.skill))

    def judge_ambiguous(self, resume: Resume) -> tuple[Context, tuple[Verdict, ...]]:
        """How each ambiguous form that a person can see in a résumé was decided, and on which evidence.

        Returns:
            The text with its technologies, and a verdict for each form, in order.

        >>> from matcher.skills.taxonomy import load_taxonomy
        >>> from matcher.core.document import Block, Document
        >>> text = "Skills: Java, Go. Ready to go."
        >>> document = Document("cv.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
        >>> context, verdicts = Recognizer(load_taxonomy()).judge_ambiguous(Resume(document, (), ()))
        >>> [(context.surface(v.candidate), v.accepted, v.by, v.reason) for v in verdicts]
        [('Go', True, 'rule', 'beside another technology'), ('go', False, 'rule', 'a phrase that means something else')]
        """
        tokens, _ = self._tokens(resume)
        _, verdicts, context = self._resolve(resume.document.text, tokens, resume)
        return context, tuple(sorted(verdicts, key=lambda v: v.candidate.first))

    def _tokens(self, resume: Resume) -> tuple[list[Token], list[Token]]:
        """The tokens that a person can see, and the others."""
        hidden = [(b.start, b.end) for b in resume.document.blocks if not b.visible]
        if not hidden:
            return self.tokenizer(resume.document.text), []
        seen: list[Token] = []
        unseen: list[Token] = []
        for token in self.tokenizer(resume.document.text):
            (unseen if any(s < token.end and token.start < e for s, e in hidden) else seen).append(token)
        return seen, unseen

    def _resolve(
        self, text: str, tokens: list[Token], resume: Resume
    ) -> tuple[list[CandidateMention], list[Verdict], Context]:
        """The candidates that stand: longest first, the doubtful on evidence, none over another."""
        # Some names look like addresses: Salesforce.com
        nobody = list(resume.name_spans)
        nobody += [m.span() for m in ADDRESS.finditer(text) if fold_spelling(m[0]) not in self.taxonomy.forms]
        context = Context(text, tokens, self.taxonomy.skills, resume.section_at)
        judge = Judge(context, self._model)
        taken = [False] * len(tokens)
        for start, end in nobody:
            for i in range(bisect_left(tokens, start, key=_start), bisect_left(tokens, end, key=_start)):
                taken[i] = True
        accepted: list[CandidateMention] = []
        doubtful: list[CandidateMention] = []
        candidates = self._candidates(tokens)
        for c in candidates:
            if c.doubtful or any(taken[c.first : c.last]):
                continue
            if not judge.rejected(c) and not judge.explained_otherwise(c):
                accepted.append(c)
                context.accept(c)
                taken[c.first : c.last] = [True] * (c.last - c.first)
        hoped = list(taken)
        for c in candidates:
            if c.doubtful and not any(hoped[c.first : c.last]):
                doubtful.append(c)
                hoped[c.first : c.last] = [True] * (c.last - c.first)
        verdicts = judge.judge(doubtful)
        accepted += [v.candidate for v in verdicts if v.accepted]
        accepted += [c for c in self._slips.find(tokens, context.owner) if not taken[c.first]]
        return sorted(accepted, key=lambda c: c.first), verdicts, context


_start = attrgetter("start")


@cache
def _stop_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS)


def _version(tokens: list[Token], last: int) -> str:
    """The version that stands right behind a mention, on its line, or ""."""
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
