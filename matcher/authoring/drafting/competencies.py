"""Find the competencies that an advert asks for: those of shipped profiles, and others from its own sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from matcher.authoring.drafting.advert import AdvertSentence
from matcher.authoring.drafting.technologies import necessity_of
from matcher.authoring.drafting.word_patterns import count_words, has_cjk
from matcher.authoring.drafting.wording import Wording
from matcher.core.profile import Necessity, Requirement, RequirementProfile
from matcher.profiles.equivalents import wordings
from matcher.profiles.phrases import PhrasePatterns, phrase_problems
from matcher.scoring.tfidf_model import TfidfModel

__all__ = ["Competency", "find_competencies", "key_phrases"]

MOST_SENTENCES: Final = 6
"""Most requirements made from an advert's own sentences, the most distinctive first: adverts list ten to twenty duties,
and the last ones ("attends meetings") distinguish no candidates."""

MOST_PHRASES: Final = 4
"""Most phrases from one sentence, the rarest: more would include words that all sentences have in common."""

LEAST_SPREAD: Final = 0.20
"""By how much the share of résumés that use a word must be larger in some group of similar résumés than in all, for the
word to be distinctive of a trade: "firewall" 0.69, "stakeholder" 0.45, "usability" 0.21; "abreast" 0, "trends" 0.14.
After changing it, rerun ``python -m benchmarks drafting``."""

RARE: Final = 0.05
"""For adverts of trades that the reference résumés do not cover (nurses, buyers): share of the résumés above which a
word counts as common to all trades."""

COMMON: Final = 0.40
"""Share of the reference résumés above which a word is no phrase by itself, however distinctive: "project",
"system"."""

COMMON_IN_TITLE: Final = 0.55
"""The same for words of the advert's title, which are chosen with care: "network", "security", "manager"."""

SHORTEST_WORD: Final = 4
"""Fewest letters of a word that may be a phrase by itself."""

LEAST_SAME_ROLE: Final = 2
LEAST_OTHER_ROLE: Final = 4
"""Phrases (a single word counts 1, several words 2) that a sentence needs to belong to a known competency, for a
profile of the same role and of another role. A single word ("alert", "designer") is too little."""

_CJK_WORDS: Final = 4
"""Characters of a Chinese or Japanese phrase of several words: 接口设计, 性能优化."""

LEAST_TERMS: Final = 3
"""Fewest known words of a sentence: with fewer, no other sentence can be similar to it."""

_TOKEN: Final = re.compile(r"[^\W\d_][\w+#]*(?:['’][a-z]+)?")


@dataclass(frozen=True, slots=True)
class Competency:
    """A competency that the advert asks for.

    >>> Competency("Router work", "should", (), phrases=("router*",)).phrases
    ('router*',)
    """

    label: str
    necessity: Necessity
    sentences: tuple[AdvertSentence, ...]
    phrases: tuple[str, ...] = ()
    theme: str = ""
    """The shipped profile that the phrases come from; empty if they come from the advert's own sentences."""
    key: str = ""
    """The id of the requirement in that profile."""
    meaning: str = ""
    """The sentences of the advert; where the TF-IDF reference knows too few of their words, the meaning there."""


def _spread(model: TfidfModel, word: str) -> tuple[float, float]:
    """Return the share of résumés with a word, in the group that uses it most minus in all, and in all."""
    index = model.find(word)
    if index is None:
        return 0.0, 0.0
    overall = float(model.document_frequency[index]) / model.documents
    return float((model.group_frequency[index] / model.group_documents).max()) - overall, overall


def _distinctiveness(model: TfidfModel, word: str, common: float, unknown_trade: bool) -> float:
    """Return how distinctive of a trade a word is by itself; 0 if not enough."""
    spread, overall = _spread(model, word)
    if unknown_trade:
        return max(0.0, 1.0 - overall / RARE) if model.find(word) is not None else 0.0
    return spread if spread >= LEAST_SPREAD and overall <= common else 0.0


def key_phrases(
    text: str,
    model: TfidfModel,
    wording: Wording,
    used_words: Collection[str] = (),
    *,
    common: float = COMMON,
    unknown_trade: bool = False,
) -> list[tuple[str, float]]:
    """Find the phrases that would show the work of a sentence in a résumé, the most distinctive first.

    Args:
        text: a sentence.
        model: gives the frequencies of words in the reference résumés.
        wording: the vocabulary of adverts; words that every advert uses are no phrase by themselves.
        used_words: folded words that other requirements ask for (names of technologies).
        common: share of all résumés above which a word is no phrase by itself.
        unknown_trade: whether the reference résumés do not cover the trade; rare words then count as distinctive.

    Returns:
        (phrase in the syntax of profiles, how distinctive it is); at most :data:`MOST_PHRASES`.

    >>> from matcher.authoring.drafting.wording import load_wording
    >>> from matcher.scoring.tfidf_model import load_model
    >>> sentence = "Configure routers and firewalls, and help the team with problems."
    >>> [phrase for phrase, _ in key_phrases(sentence, load_model(), load_wording())]
    ['router*', 'firewall*']
    """
    words = [(m.start(), m.end(), m[0].casefold()) for m in _TOKEN.finditer(text)]
    weights: dict[str, float] = {}
    covered: set[int] = set()

    def is_usable(i: int) -> bool:
        return words[i][2] not in wording.generic and words[i][2] not in used_words and len(words[i][2]) > 2

    for i in range(len(words) - 1):
        adjacent = re.fullmatch(r"[ -]", text[words[i][1] : words[i + 1][0]])
        if not adjacent or not (is_usable(i) and is_usable(i + 1)) or i in covered:
            continue
        one, other = _spread(model, words[i][2])[0], _spread(model, words[i + 1][2])[0]
        if min(one, other) >= LEAST_SPREAD / 2 and max(one, other) >= LEAST_SPREAD and not _is_verb(words[i][2]):
            phrase = f"{words[i][2]} {_stem(words[i + 1][2])}"
            weights.setdefault(phrase, one + other)
            covered |= {i, i + 1}
    for i, (_, _, word) in enumerate(words):
        if i not in covered and is_usable(i) and len(word) >= SHORTEST_WORD and not _is_verb(word):
            weight = _distinctiveness(model, word, common, unknown_trade)
            if weight > 0:
                weights.setdefault(_stem(word), weight)
    valid = [(p, w) for p, w in weights.items() if not phrase_problems(p)]
    return sorted(valid, key=lambda pair: (-pair[1], pair[0]))[:MOST_PHRASES]


def _stem(word: str) -> str:
    """Return a pattern for the singular and plural of a noun; a short or doubtful word stays as it is."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}*"
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return f"{word[:-1]}*"
    return f"{word}*" if len(word) > 4 and word[-1].isalpha() and not word.endswith(("ing", "ed", "ly")) else word


def _is_verb(word: str) -> bool:
    """Whether a word is probably a verb and not its object."""
    return word.endswith(("ing", "ly")) or word in _VERBS


_VERBS: Final = frozenset(
    "maintain manage monitor design create implement analyze analyse perform prepare review assist coordinate deliver "
    "execute evaluate recommend report resolve respond troubleshoot configure install deploy define document establish "
    "facilitate guide handle integrate investigate oversee plan present produce propose optimize optimise test train "
    "translate update upgrade utilize validate verify conduct contribute enhance follow gather interact operate serve "
    "demonstrated proven bring leverage enable develops maintains creates designs ensures provides works".split()
)


def find_competencies(
    role: str,
    sentences: Sequence[AdvertSentence],
    named: Mapping[int, bool],
    library: Sequence[tuple[RequirementProfile, bool]],
    model: TfidfModel,
    wording: Wording,
    used_words: Collection[str],
) -> list[Competency]:
    """Find the competencies that an advert asks for.

    Args:
        role: the advert's title; its own words are the first competency.
        sentences: the sentences of the advert.
        named: for each sentence's ``start``, whether it names a technology; such a sentence is already covered, unless
            it is a duty.
        library: profiles with known competencies, each with whether it is for the advert's role; on a tie the first
            wins.
        model: gives the frequencies of words in the reference résumés.
        wording: the vocabulary of adverts.
        used_words: folded words that other requirements ask for.

    Returns:
        The trade of the title first, then known competencies, then those from the advert's sentences, in its order.
    """
    work = [s for s in sentences if s.part != "company" and not s.boilerplate and _may_describe_work(s, named, wording)]
    themes: dict[str, tuple[RequirementProfile, Requirement, list[AdvertSentence]]] = {}
    rest: list[AdvertSentence] = []
    known = [
        (
            profile,
            requirement,
            PhrasePatterns(_in_languages(requirement.phrases, wording)),
            LEAST_SAME_ROLE if same_role else LEAST_OTHER_ROLE,
        )
        for profile, same_role in library
        for requirement in profile.requirements
        if requirement.phrases and requirement.meaning
    ]
    for sentence in work:
        best: tuple[int, int] | None = None
        for n, (_, _, patterns, least) in enumerate(known):
            strength = sum(1 + _has_several_words(m.phrase) for m in patterns.find(sentence.text))
            if strength >= least and (best is None or strength > best[0]):
                best = (strength, n)
        if best is None:
            rest.append(sentence)
            continue
        profile, requirement, _, _ = known[best[1]]
        themes.setdefault(requirement.id, (profile, requirement, []))[2].append(sentence)
    competencies: list[Competency] = []
    for profile, r, about in themes.values():
        meaning = " ".join(dict.fromkeys(s.text for s in about))
        if len(set(model.terms_of(meaning))) < LEAST_TERMS:
            meaning = r.meaning
        necessity = _necessity(about, wording)
        competencies.append(Competency(r.label, necessity, tuple(about), r.phrases, profile.id, r.id, meaning))
    own = _from_sentences(rest, model, wording, used_words)
    if not own and not competencies and not any(named.values()):
        own = _from_sentences(rest, model, wording, used_words, unknown_trade=True)
    trade = key_phrases(role, model, wording, used_words, common=COMMON_IN_TITLE) or key_phrases(
        role, model, wording, used_words, unknown_trade=True
    )
    if trade:
        competencies.insert(
            0, Competency(f"{role}: the trade itself", "should", (), tuple(p for p, _ in trade), key="trade")
        )
    return competencies + own


def _in_languages(phrases: Sequence[str], wording: Wording) -> list[str]:
    """Add how people say the same in the advert's languages; in English the phrases are enough."""
    codes = sorted(wording.languages - {"en"})
    return [*phrases, *(w for code in codes for listed in wordings(code, phrases).values() for w in listed)]


def _has_several_words(phrase: str) -> bool:
    return " " in phrase or (has_cjk(phrase) and len(phrase) >= _CJK_WORDS)


def _may_describe_work(sentence: AdvertSentence, named: Mapping[int, bool], wording: Wording) -> bool:
    """Whether a sentence may describe work: a duty, or a demand without the name of a technology."""
    words = count_words(sentence.text)
    if words < 3 or words > 60 or sentence.is_about_company:
        return False
    if sentence.part == "opening" and not wording.duty.search(sentence.text):
        return False
    if sentence.part == "duties":
        return True
    return not wording.soft.search(sentence.text) and not named.get(sentence.start, False)


def _necessity(sentences: Sequence[AdvertSentence], wording: Wording) -> Necessity:
    """Return the highest necessity of the sentences, at most "should": a competency by itself is no must-have."""
    necessities = {necessity_of(s, 0, 0, wording)[0] for s in sentences}
    return "should" if necessities & {"must", "should"} else "nice"


def _from_sentences(
    sentences: Sequence[AdvertSentence],
    model: TfidfModel,
    wording: Wording,
    used_words: Collection[str],
    *,
    unknown_trade: bool = False,
) -> list[Competency]:
    scored: list[tuple[float, int, AdvertSentence, list[str]]] = []
    seen: set[str] = set()
    for order, sentence in enumerate(sentences):
        phrases = key_phrases(sentence.text, model, wording, used_words, unknown_trade=unknown_trade)
        if phrases and len(model.terms_of(sentence.text)) >= LEAST_TERMS:
            scored.append((sum(w for _, w in phrases), order, sentence, [p for p, _ in phrases]))
    kept: list[tuple[int, Competency]] = []
    for _, order, sentence, words in sorted(scored, key=lambda s: (-s[0], s[1])):
        new = [p for p in words if p not in seen]
        if not new or len(kept) == MOST_SENTENCES:
            continue
        seen |= set(new)
        necessity, label = _necessity([sentence], wording), _label(sentence.text)
        kept.append((order, Competency(label, necessity, (sentence,), tuple(new), meaning=sentence.text)))
    return [competency for _, competency in sorted(kept, key=lambda pair: pair[0])]


def _label(sentence: str) -> str:
    words = sentence.rstrip(".;: ").split()
    short = " ".join(words[:8])
    return f"{short} …" if len(words) > 8 else short
