"""Requirements from the deeds that an advert speaks of: known competencies, and phrases of its own sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from matcher.authoring.drafting.advert import Statement
from matcher.authoring.drafting.technologies import necessity_of
from matcher.authoring.drafting.wording import Wording
from matcher.core.profile import Necessity, Requirement, RequirementProfile
from matcher.profiles.phrases import PhrasePatterns, phrase_problems
from matcher.scoring.tfidf_model import TfidfModel

__all__ = ["Deed", "deeds_of", "key_phrases"]

MOST_OWN: Final = 6
"""Most requirements made of an advert's own sentences, the most telling first: adverts list ten to twenty duties, and
the last ones ("attends meetings") tell nobody apart."""

MOST_PHRASES: Final = 4
"""Phrases kept of one sentence, the rarest: with more, what the sentence has in common with all others creeps in."""

SPREAD: Final = 0.20
"""By how much the share of résumés that use a word must be larger in some group of like résumés than in all, for the
word to tell a trade: "firewall" 0.69, "stakeholder" 0.45, "usability" 0.21; "abreast" 0, "trends" 0.14.
After changing it, rerun ``python -m benchmarks drafting``."""

RARE: Final = 0.05
"""For adverts of trades that the reference résumés do not hold (nurses, buyers): share of them above which a word is
taken for anybody's."""

COMMON: Final = 0.40
"""Share of the reference résumés above which a word is no phrase by itself, whatever it tells: "project", "system"."""

COMMON_IN_TITLE: Final = 0.55
"""The same for words of the advert's title, which are meant: "network", "security", "manager"."""

SHORTEST_WORD: Final = 4
"""Letters of a word that may be a phrase by itself."""

LEAST_KNOWN: Final = 2
LEAST_FOREIGN: Final = 4
"""How many words' worth of phrases (1 for a word, 2 for several) make a sentence one of a known competency: a single
word ("alert", "designer") is too little, and more is asked where the profile is of another role."""

LEAST_TERMS: Final = 3
"""Known words of a sentence below which no other can be like it."""

_TOKEN: Final = re.compile(r"[^\W\d_][\w+#]*(?:['’][a-z]+)?")


@dataclass(frozen=True, slots=True)
class Deed:
    """A competency that the advert asks for.

    >>> Deed("Router work", "should", (), phrases=("router*",)).phrases
    ('router*',)
    """

    label: str
    necessity: Necessity
    statements: tuple[Statement, ...]
    phrases: tuple[str, ...] = ()
    theme: str = ""
    """Of which shipped profile's requirement the phrases are; empty for phrases of the advert's own sentences."""
    key: str = ""
    """The id of that requirement."""


def _spread(model: TfidfModel, word: str) -> tuple[float, float]:
    """By how much more the group of résumés that uses a word most does so than all do, and how many of all do."""
    index = model.find(word)
    if index is None:
        return 0.0, 0.0
    overall = float(model.document_frequency[index]) / model.documents
    return float((model.group_frequency[index] / model.group_documents).max()) - overall, overall


def _telling(model: TfidfModel, word: str, common: float, foreign: bool) -> float:
    """How much a word by itself tells of a trade; 0 for too little."""
    spread, overall = _spread(model, word)
    if foreign:
        return max(0.0, 1.0 - overall / RARE) if model.find(word) is not None else 0.0
    return spread if spread >= SPREAD and overall <= common else 0.0


def key_phrases(
    text: str,
    model: TfidfModel,
    wording: Wording,
    taken: Collection[str] = (),
    *,
    common: float = COMMON,
    foreign: bool = False,
) -> list[tuple[str, float]]:
    """The phrases by which résumés would show what a sentence speaks of, the most telling first.

    Args:
        text: a sentence.
        model: tells which words tell a trade.
        wording: words that every advert uses are no phrase by themselves.
        taken: folded words that are asked for elsewhere (names of technologies).
        common: share of all résumés above which a word is no phrase by itself.
        foreign: whether the trade is none of the reference's: rare words then stand for telling ones.

    Returns:
        (phrase in the language of profiles, how telling it is); at most :data:`MOST_PHRASES`.

    >>> from matcher.authoring.drafting.wording import load_wording
    >>> from matcher.scoring.tfidf_model import load_model
    >>> sentence = "Configure routers and firewalls, and help the team with problems."
    >>> [phrase for phrase, _ in key_phrases(sentence, load_model(), load_wording())]
    ['router*', 'firewall*']
    """
    words = [(m.start(), m.end(), m[0].casefold()) for m in _TOKEN.finditer(text)]
    found: dict[str, float] = {}
    covered: set[int] = set()

    def plain(i: int) -> bool:
        return words[i][2] not in wording.generic and words[i][2] not in taken and len(words[i][2]) > 2

    for i in range(len(words) - 1):
        adjacent = re.fullmatch(r"[ -]", text[words[i][1] : words[i + 1][0]])
        if not adjacent or not (plain(i) and plain(i + 1)) or i in covered:
            continue
        one, other = _spread(model, words[i][2])[0], _spread(model, words[i + 1][2])[0]
        if min(one, other) >= SPREAD / 2 and max(one, other) >= SPREAD and not _is_verb(words[i][2]):
            phrase = f"{words[i][2]} {_stem(words[i + 1][2])}"
            found.setdefault(phrase, one + other)
            covered |= {i, i + 1}
    for i, (_, _, word) in enumerate(words):
        if i not in covered and plain(i) and len(word) >= SHORTEST_WORD and not _is_verb(word):
            worth = _telling(model, word, common, foreign)
            if worth > 0:
                found.setdefault(_stem(word), worth)
    good = [(p, w) for p, w in found.items() if not phrase_problems(p)]
    return sorted(good, key=lambda pair: (-pair[1], pair[0]))[:MOST_PHRASES]


def _stem(word: str) -> str:
    """A pattern for a noun in singular and plural; a short or doubtful one stays as it is."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}*"
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return f"{word[:-1]}*"
    return f"{word}*" if len(word) > 4 and word[-1].isalpha() and not word.endswith(("ing", "ed", "ly")) else word


def _is_verb(word: str) -> bool:
    """Whether a word is probably what is done rather than what it is done to."""
    return word.endswith(("ing", "ly")) or word in _VERBS


_VERBS: Final = frozenset(
    "maintain manage monitor design create implement analyze analyse perform prepare review assist coordinate deliver "
    "execute evaluate recommend report resolve respond troubleshoot configure install deploy define document establish "
    "facilitate guide handle integrate investigate oversee plan present produce propose optimize optimise test train "
    "translate update upgrade utilize validate verify conduct contribute enhance follow gather interact operate serve "
    "demonstrated proven bring leverage enable develops maintains creates designs ensures provides works".split()
)


def deeds_of(
    role: str,
    statements: Sequence[Statement],
    named: Mapping[int, bool],
    library: Sequence[tuple[RequirementProfile, bool]],
    model: TfidfModel,
    wording: Wording,
    taken: Collection[str],
) -> list[Deed]:
    """The competencies that an advert asks for.

    Args:
        role: the advert's title: its own words are the first competency.
        statements: of the advert.
        named: by the statement's ``start``, whether it names a technology; a requirement that does is told already.
        library: profiles whose competencies are known, each with whether its role is the advert's; of equals the first.
        model: tells how common words are in résumés.
        wording: the words of adverts.
        taken: folded words that are asked for elsewhere.

    Returns:
        The title's own trade first, then known competencies, then the advert's own sentences, in its order.
    """
    spoken = [s for s in statements if s.part != "company" and not s.boilerplate and _speaks(s, named, wording)]
    themes: dict[str, tuple[RequirementProfile, Requirement, list[Statement]]] = {}
    rest: list[Statement] = []
    competencies = [
        (profile, requirement, PhrasePatterns(requirement.phrases), LEAST_KNOWN if alike else LEAST_FOREIGN)
        for profile, alike in library
        for requirement in profile.requirements
        if requirement.phrases and requirement.meaning
    ]
    for statement in spoken:
        best: tuple[int, int] | None = None
        for n, (_, _, patterns, least) in enumerate(competencies):
            strength = sum(1 + (" " in m.phrase) for m in patterns.find(statement.text))
            if strength >= least and (best is None or strength > best[0]):
                best = (strength, n)
        if best is None:
            rest.append(statement)
            continue
        profile, requirement, _, _ = competencies[best[1]]
        themes.setdefault(requirement.id, (profile, requirement, []))[2].append(statement)
    found = [
        Deed(r.label, _wanted(about, wording), tuple(about), r.phrases, p.id, r.id) for p, r, about in themes.values()
    ]
    own = _own(rest, model, wording, taken)
    if not own and not found and not any(named.values()):
        own = _own(rest, model, wording, taken, foreign=True)
    trade = key_phrases(role, model, wording, taken, common=COMMON_IN_TITLE) or key_phrases(
        role, model, wording, taken, foreign=True
    )
    if trade:
        found.insert(0, Deed(f"{role}: the trade itself", "should", (), tuple(p for p, _ in trade), key="trade"))
    return found + own


def _speaks(statement: Statement, named: Mapping[int, bool], wording: Wording) -> bool:
    """Whether a statement may be one of deeds: duties, and what is asked for without a technology's name."""
    words = len(statement.text.split())
    if words < 3 or words > 60 or statement.of_company:
        return False
    if statement.part == "opening" and not re.search(r"\b(?:will|responsib\w+|must|require\w*)\b", statement.text):
        return False
    if statement.part == "duties":
        return True
    return not wording.soft.search(statement.text) and not named.get(statement.start, False)


def _wanted(statements: Sequence[Statement], wording: Wording) -> Necessity:
    """The most that any of the statements wants; a duty is no must-have by itself."""
    wants = {necessity_of(s, 0, 0, wording)[0] for s in statements}
    return "should" if wants & {"must", "should"} else "nice"


def _own(
    statements: Sequence[Statement],
    model: TfidfModel,
    wording: Wording,
    taken: Collection[str],
    *,
    foreign: bool = False,
) -> list[Deed]:
    scored: list[tuple[float, int, Statement, list[str]]] = []
    seen: set[str] = set()
    for order, statement in enumerate(statements):
        phrases = key_phrases(statement.text, model, wording, taken, foreign=foreign)
        if phrases and len(model.terms_of(statement.text)) >= LEAST_TERMS:
            scored.append((sum(w for _, w in phrases), order, statement, [p for p, _ in phrases]))
    kept: list[tuple[int, Deed]] = []
    for _, order, statement, words in sorted(scored, key=lambda s: (-s[0], s[1])):
        new = [p for p in words if p not in seen]
        if not new or len(kept) == MOST_OWN:
            continue
        seen |= set(new)
        necessity = _wanted([statement], wording)
        kept.append((order, Deed(_label(statement.text), necessity, (statement,), tuple(new))))
    return [deed for _, deed in sorted(kept, key=lambda pair: pair[0])]


def _label(sentence: str) -> str:
    words = sentence.rstrip(".;: ").split()
    short = " ".join(words[:8])
    return f"{short} …" if len(words) > 8 else short
