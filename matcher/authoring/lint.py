"""Check a valid profile for entries that count twice, never count, or hardly count, and give advice.

``matcher.profiles.loading`` finds problems that make a profile unusable. Entries found here may be intended: a person
decides. A comment ``# considered 1, 3: why`` in a requirement (or before the first one, for the profile's head and
titles) marks them as intended; that advice is then not given again.

===  ==================================================================================
No.  advice
===  ==================================================================================
1    one technology satisfies two requirements
2    a technology counts less than it would by implying another one of the same requirement
3    a phrase is contained in another one of the same requirement
4    a phrase of one requirement is contained in a phrase of another requirement
5    a phrase is the name of a technology that a requirement asks for
6    no résumé can earn a requirement in full: ``enough`` is out of reach
7    a requirement has no weight, or a must-have too little weight to matter
8    a ``[[title]]`` phrase is never reached, since an earlier entry matches its titles
9    a ``meaning`` is too short to be compared with sentences
10   TF-IDF has too few words to compare with, or too many points
===  ==================================================================================

Advice that needs a run (20 to 24) is in :mod:`matcher.authoring.ablation`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from matcher.core.profile import Requirement, RequirementProfile
from matcher.core.resume import Month, Position
from matcher.profiles.phrases import PhrasePatterns
from matcher.scoring.components.registry import requirement_points
from matcher.scoring.evidence_strength import IMPLIED, location_strength
from matcher.scoring.evidence_totals import evidence_total
from matcher.skills.taxonomy import Taxonomy

__all__ = ["LEAST_WORDS", "Advice", "ProfileLines", "contained_phrases", "lint_profile"]

LEAST_MUST: Final = 3.0
"""Points (of 100) below which a must-have does not matter, since such differences do not separate candidates: changing
the weights by a fifth changes the scores of the development résumés by about 3."""

LEAST_WORDS: Final = 25
"""Different words of ``text`` that the TF-IDF reference should know: with fewer, single words decide (0.8 of the text
earns all points, so one word of 25 weighs a twentieth). Any number from 20 to 40 would do."""

MOST_TFIDF: Final = 30.0
"""Points above which TF-IDF, which no described work supports, decides more than between near-equals (from 0 to 30, the
order of the development résumés is the same within 0.003 of Spearman's rho)."""

MOST_EXAMPLES: Final = 4
"""Most examples in one piece of advice."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice, with its number and its line.

    >>> print(Advice("mine.toml", 12, 6, "enough is out of reach"))
    mine.toml:12: advice 6: enough is out of reach
    """

    file: str
    line: int
    """1-based."""
    number: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: advice {self.number}: {self.message}"


class ProfileLines:
    r"""Find the lines of names in a profile's TOML, and the advice that its author has considered.

    Args:
        text: the TOML of a valid profile.

    >>> lines = ProfileLines('id = "x"\n[[requirement]]\nid = "a"  # considered 1: meant\n')
    >>> lines.line(0, "a"), lines.considered(0)
    (3, frozenset({1}))
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._names = [list(entry.get("any_of", {})) for entry in tomllib.loads(text).get("requirement", [])]
        starts = [m.start() for m in re.finditer(r"(?m)^[ \t]*\[\[[ \t]*requirement[ \t]*\]\]", text)]
        self._blocks = list(zip(starts, [*starts[1:], len(text)], strict=True))
        self._head = (0, starts[0] if starts else len(text))

    def _span(self, block: int | None) -> tuple[int, int]:
        return self._head if block is None else self._blocks[block]

    def line(self, block: int | None, word: str = "") -> int:
        """Return the line (from 1) where a word first occurs as a key or value, or else the block's first line.

        Args:
            block: the requirement's number, from 0; None for the lines before the first requirement.
            word: a name, phrase or key.
        """
        start, end = self._span(block)
        pattern = rf"(?<![\w-])[\"']?{re.escape(word)}[\"']?(?![\w-])"
        match = re.compile(pattern).search(self._text, start, end) if word else None
        return self._text.count("\n", 0, match.start() if match else start) + 1

    def spelled(self, block: int | None, skill: str, taxonomy: Taxonomy) -> str:
        """Return the name that a requirement's ``any_of`` uses for a skill (an id), or the id itself."""
        names = [] if block is None else self._names[block]
        return next((n for n in names if (match := taxonomy.find(n)) is not None and match.id == skill), skill)

    def considered(self, block: int | None) -> frozenset[int]:
        """Return the numbers of the advice that a comment in this block marks as considered."""
        start, end = self._span(block)
        notes = re.findall(r"#[ \t]*considered[ \t]+([\d, ]+):[ \t]*\S", self._text[start:end])
        return frozenset(int(n) for note in notes for n in re.findall(r"\d+", note))


@dataclass(frozen=True, slots=True)
class _Finding:
    number: int
    blocks: tuple[int | None, ...]
    """The requirements concerned; the advice is given at the last of them."""
    word: str
    """The word to find there: a key, a phrase or the id of a technology."""
    message: str


def lint_profile(
    profile: RequirementProfile, file: str, text: str, taxonomy: Taxonomy, known: Callable[[str], Sequence[str]]
) -> list[Advice]:
    """Give advice on a profile that needs no run, in the order of lines.

    Args:
        profile: a valid profile.
        file: its file name, for messages.
        text: the TOML that it was loaded from.
        taxonomy: gives the skills that a skill implies.
        known: returns the words of a text that the TF-IDF reference knows (``TfidfModel.terms_of``).

    >>> from matcher.profiles.loading import parse_profile
    >>> from matcher.skills.taxonomy import load_taxonomy
    >>> toml = '''id = "x"
    ... label = "X"
    ... text = "words"
    ... [[requirement]]
    ... id = "db"
    ... label = "Database"
    ... weight = 1
    ... reason = "It stores."
    ... enough = 2
    ... any_of = { MySQL = 1.0 }
    ... '''
    >>> profile = parse_profile(toml, "x.toml", load_taxonomy())
    >>> for advice in lint_profile(profile, "x.toml", toml, load_taxonomy(), str.split):
    ...     print(advice)
    x.toml:9: advice 6: enough is 2, but the greatest possible evidence is 1; no résumé can earn the full share
    """
    lines = ProfileLines(text)
    phrases = _Phrases(profile.requirements)
    findings = [
        *_double_counting(profile.requirements, taxonomy),
        *_implied(profile.requirements, taxonomy),
        *phrases.within(),
        *phrases.across(),
        *_names_as_phrases(profile.requirements, taxonomy),
        *_out_of_reach(profile.requirements),
        *_weightless(profile),
        *_titles(profile),
        *_texts(profile, known),
    ]
    advice = [
        Advice(
            file,
            lines.line(f.blocks[-1], f.word if f.number > 2 else lines.spelled(f.blocks[-1], f.word, taxonomy)),
            f.number,
            f.message,
        )
        for f in findings
        if not any(f.number in lines.considered(block) for block in f.blocks)
    ]
    return sorted(advice, key=lambda a: (a.line, a.number, a.message))


def _listed(items: Sequence[str]) -> str:
    return ", ".join(items[:MOST_EXAMPLES]) + _more(items)


def _more(items: Sequence[str]) -> str:
    return f" and {len(items) - MOST_EXAMPLES} more" if len(items) > MOST_EXAMPLES else ""


def _double_counting(requirements: Sequence[Requirement], taxonomy: Taxonomy) -> Iterator[_Finding]:
    for (m, one), (n, other) in combinations(enumerate(requirements), 2):
        first = {s.skill: s.worth for s in one.any_of}
        both = [s.skill for s in other.any_of if s.skill in first]
        if not both:
            continue
        labels = [taxonomy[skill].label for skill in both]
        verb = "earns" if len(both) == 1 else "earn"
        message = f"{_listed(labels)} {verb} in {one.label!r} and in {other.label!r}: one word counts twice"
        only_skills = not (other.phrases or other.meaning)
        if only_skills and all(s.worth <= first.get(s.skill, 0.0) for s in other.any_of):
            message += f"; every résumé that meets {other.label!r} meets {one.label!r}, so one of them is redundant"
        yield _Finding(1, (m, n), both[0], message)


def _implied(requirements: Sequence[Requirement], taxonomy: Taxonomy) -> Iterator[_Finding]:
    for n, requirement in enumerate(requirements):
        worth = {s.skill: s.worth for s in requirement.any_of}
        pairs, first = [], ""
        for skill, own in worth.items():
            implied = [other for other in taxonomy.implied(skill) if other.id in worth]
            best = max(implied, key=lambda other: (worth[other.id], other.id), default=None)
            # A skill that satisfies a requirement itself adds nothing by implication (matcher.scoring.pipeline).
            if best is not None and own < round(worth[best.id] * IMPLIED, 4):
                first = first or skill
                implied_worth = f"{worth[best.id] * IMPLIED:.3g} by implying {best.label}"
                pairs.append(f"{taxonomy[skill].label} counts {own:g}, but would count {implied_worth} if left out")
        if pairs:
            yield _Finding(2, (n,), first, "; ".join(pairs[:MOST_EXAMPLES]) + _more(pairs))


def _sample_texts(phrase: str) -> tuple[str, str]:
    """Return two texts that a phrase matches: the shortest, and one with letters and words at every wildcard.

    >>> _sample_texts("encrypt* ... data")
    ('encrypt data', 'encryptqx qqx data')
    """
    words = phrase.split()
    short = " ".join(w.replace("*", "") for w in words if w != "...")
    return short, " ".join("qqx" if w == "..." else w.replace("*", "qx") for w in words)


def contained_phrases(phrases: Sequence[str], used: Sequence[str] = ()) -> list[str]:
    """Remove phrases that would count twice: those that contain another phrase or overlap with one used before.

    Args:
        phrases: the phrases of one requirement.
        used: the phrases of the requirements before it.

    Returns:
        The phrases that are left.

    >>> contained_phrases(["data encryption", "encrypt*", "web api*", "tls"], used=["api*"])
    ['encrypt*', 'tls']
    """
    kept = list(dict.fromkeys(phrases))
    for phrase in list(kept):
        first, second = ({m.phrase for m in PhrasePatterns([*kept, *used]).find(t)} for t in _sample_texts(phrase))
        contains_used = any(any(PhrasePatterns([phrase]).find(_sample_texts(u)[1])) for u in used)
        if (first & second) - {phrase} or phrase in used or contains_used:
            kept.remove(phrase)
    return kept


class _Phrases:
    """Find phrases that match inside every text that another phrase matches."""

    def __init__(self, requirements: Sequence[Requirement]) -> None:
        self._requirements = requirements
        self._patterns = [PhrasePatterns(r.phrases) for r in requirements]
        self._sample_texts = [[(p, _sample_texts(p)) for p in r.phrases] for r in requirements]

    def _inside(self, n: int, texts: tuple[str, str]) -> list[str]:
        """Return the phrases of the n-th requirement that match in both texts."""
        first, second = ({m.phrase for m in self._patterns[n].find(text)} for text in texts)
        return [p for p in self._requirements[n].phrases if p in first & second]

    def within(self) -> Iterator[_Finding]:
        for n, spoken in enumerate(self._sample_texts):
            pairs = []
            repeated: set[str] = set()
            for phrase, texts in spoken:
                inner = [p for p in self._inside(n, texts) if p != phrase]
                if inner and phrase not in repeated:
                    pairs.append((phrase, inner[0]))
                repeated.add(phrase)
            twice = [p for p in repeated if self._requirements[n].phrases.count(p) > 1]
            pairs += [(p, p) for p in sorted(twice)]
            if pairs:
                examples = [f"{inner!r} matches wherever {phrase!r} does" for phrase, inner in pairs]
                yield _Finding(3, (n,), pairs[0][0], f"{_listed(examples)}; the longer one only counts a second time")

    def across(self) -> Iterator[_Finding]:
        for m, n in combinations(range(len(self._sample_texts)), 2):
            pairs = [(p, inner) for p, texts in self._sample_texts[n] for inner in self._inside(m, texts)]
            pairs += [(inner, p) for p, texts in self._sample_texts[m] for inner in self._inside(n, texts)]
            if pairs:
                one, other = self._requirements[m].label, self._requirements[n].label
                examples = list(dict.fromkeys(repr(a) if a == b else f"{a!r} and {b!r}" for a, b in pairs))
                verb = "earns" if len(examples) == 1 and " and " not in examples[0] else "earn"
                message = f"{_listed(examples)} {verb} in {one!r} and in {other!r}: the same words count twice"
                yield _Finding(4, (m, n), next(p for pair in pairs for p in pair if p in self._of(n)), message)

    def _of(self, n: int) -> tuple[str, ...]:
        return self._requirements[n].phrases


def _names_as_phrases(requirements: Sequence[Requirement], taxonomy: Taxonomy) -> Iterator[_Finding]:
    asked_by = {s.skill: m for m, r in reversed(list(enumerate(requirements))) for s in r.any_of}
    for n, requirement in enumerate(requirements):
        named: dict[int, list[tuple[str, str]]] = {}
        for phrase in requirement.phrases:
            skill = taxonomy.find(phrase.replace("*", ""))
            if skill is not None and skill.id in asked_by:
                # If this requirement asks for the skill itself, the message names this one.
                m = n if any(s.skill == skill.id for s in requirement.any_of) else asked_by[skill.id]
                named.setdefault(m, []).append((phrase, skill.label))
        for m, pairs in named.items():
            examples = _listed([f"{phrase!r} ({label})" for phrase, label in pairs])
            message = (
                f"phrases that name technologies of its own any_of: {examples}"
                if m == n
                else f"phrases that name technologies of {requirements[m].label!r}: {examples}"
            )
            yield _Finding(5, (m, n), pairs[0][0], message)


def _out_of_reach(requirements: Sequence[Requirement]) -> Iterator[_Finding]:
    work = Position(0, 1, Month(2000, 1), Month(2026, 1))
    strength, _ = location_strength("experience", work)
    for n, requirement in enumerate(requirements):
        if requirement.meaning or requirement.together:
            continue  # any number of sentences may be similar; other requirements may support it
        ideal = [s.worth for s in requirement.any_of] + [strength] * len(requirement.phrases)
        # The scoring itself adds up the evidence of the best possible résumé.
        most = evidence_total(requirement, [(strength, False) for strength in ideal]).total
        if most < requirement.enough * (1 - 5e-7):
            message = (
                f"enough is {requirement.enough:g}, but the greatest possible evidence is {most:.3g}; "
                "no résumé can earn the full share"
            )
            yield _Finding(6, (n,), "enough", message)


def _weightless(profile: RequirementProfile) -> Iterator[_Finding]:
    possible = requirement_points(profile)
    nice = max((possible[r.id] for r in profile.requirements if r.necessity == "nice"), default=0.0)
    for n, requirement in enumerate(profile.requirements):
        points = possible[requirement.id]
        if requirement.weight == 0:
            yield _Finding(7, (n,), "weight", f"{requirement.label!r} has no weight: meeting it earns no points")
        elif requirement.necessity == "must" and points < max(LEAST_MUST, nice):
            than = f"less than a nice-to-have ({nice:g})" if points < nice else "too few to matter"
            message = f"{requirement.label!r} is a must-have worth {points:g} of 100 points, {than}"
            yield _Finding(7, (n,), "weight", message)


def _titles(profile: RequirementProfile) -> Iterator[_Finding]:
    earlier: list[str] = []
    for entry in profile.titles:
        patterns = PhrasePatterns(earlier)
        for phrase in entry.phrases:
            first, second = ({m.phrase for m in patterns.find(text)} for text in _sample_texts(phrase))
            taken = [p for p in earlier if p in first & second]
            if taken:
                message = f"the title phrase {phrase!r} is never reached: {taken[0]!r} is in an earlier entry"
                yield _Finding(8, (None,), phrase, message)
        earlier += entry.phrases


def _texts(profile: RequirementProfile, known: Callable[[str], Sequence[str]]) -> Iterator[_Finding]:
    for n, requirement in enumerate(profile.requirements):
        if requirement.meaning and len(known(requirement.meaning)) < 3:
            message = (
                f"the meaning of {requirement.label!r} has fewer than 3 known words: no sentence can be similar to it"
            )
            yield _Finding(9, (n,), "meaning", message)
    if profile.tfidf_weight <= 0:
        return
    words = len(set(known(profile.text)))
    if words < LEAST_WORDS:
        message = (
            f"TF-IDF knows {words} different words of text; with fewer than {LEAST_WORDS}, single words decide. "
            "Write more"
        )
        yield _Finding(10, (None,), "text", message)
    if profile.tfidf_weight > MOST_TFIDF:
        message = (
            f"tfidf_weight is {profile.tfidf_weight:g}: words without supporting work decide more than near-equals"
        )
        yield _Finding(10, (None,), "tfidf_weight", message)
