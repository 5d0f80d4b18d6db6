"""Judge ambiguous forms by rules about the surrounding words: is "Go" the language here?

Evidence is local and can be named: the technology's usual capitals, technologies next to it in a list, a word that
proves it ("goroutine"), a version ("Spring 5"), a heading. A phrase listed under ``reject`` overrules all of it. Where
the rules find no evidence, or only weak evidence, a model decides (:mod:`matcher.skills.ambiguity.sense_model`).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from matcher.core.skills import Skill
from matcher.skills.ambiguity.adjacent_words import AdjacentWords
from matcher.skills.ambiguity.context import CandidateMention, Context
from matcher.skills.ambiguity.sense_model import SenseModel, features

__all__ = ["Judge", "Verdict"]

NEIGHBOUR: Final = "next to another technology"
ADJOINING: Final = "next to a technology, though not in a list"
PROVED: Final = "the adjacent words leave no doubt"
NEARBY: Final = "technologies nearby"
CUE: Final = "an adjacent word says what it is"
LISTED: Final = "in a list of skills"
WEAK: Final = frozenset({ADJOINING, NEARBY, CUE, LISTED})
"""Evidence that the model may overrule: a name that merely occurs among technologies, or before "system" or
"application", is sometimes an employer's or a product's. On 7,910 résumés three of these support 8,500 of 123,600
acceptances; a neighbour in a list, a confirming word or a version is never overruled."""

APPOSITION: Final = re.compile(
    r"\s*(?:[-–—,:(]|is|which is)\s*(?:a|an|the)\s+(?:[\w+#./-]+,?\s+){0,5}?"
    r"(?:framework|library|language|database|dbms|rdbms|orm)\b"
)
"""An apposition that says what a name is: "Bootstrap - a responsive, open-source framework"."""

GLOSS: Final = re.compile(r"\(\s*([A-Z][A-Za-z]{1,5})\s*\)")
"""An abbreviation in brackets: it stands for the words before it if those begin with its letters."""

EXPLAINED_KINDS: Final = frozenset({"language", "framework", "database"})
"""Kinds with abbreviations that a gloss can rule out. Abbreviations of other kinds (API, LAN, CMS) are nearly always
glossed with their own meaning, in more wordings than a taxonomy can list."""

SAME_MEANING: Final = 0.75
"""Lowest similarity (0 to 1) at which a gloss is a spelling of the technology's own name ("Relational Database
Services"). Chosen by reading the glosses of ambiguous forms in 8,000 résumés: spellings reach 0.8 and more, other
meanings stay below 0.6 except for two ("Interface Definition Language", 0.74; "Hive Query Language" for HQL, 0.84,
wrongly accepted)."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision on one ambiguous candidate.

    >>> Verdict(CandidateMention("go", 0, 1, doubtful=True), True, "rule", "next to another technology").by
    'rule'
    """

    candidate: CandidateMention
    accepted: bool
    by: Literal["rule", "model"]
    reason: str
    """The evidence in a few words."""
    probability: float | None = None
    """The model's probability, if the model decided."""


class Judge:
    """Decide which ambiguous candidates of one text are the technology.

    Rules with evidence decide first; the model, if there is one, decides the rest.

    Args:
        context: the tokens of the text and its unambiguous technologies.
        model: decides where no rule has evidence; without a model, None, such a candidate is an ordinary word.
    """

    def __init__(self, context: Context, model: SenseModel | None = None) -> None:
        self.context = context
        self.model = model
        self.text = context.text
        self._glosses = _glosses(context.text)
        self.tokens = context.tokens
        self.skills = context.skills
        self.owner = context.owner
        self.wording = context.wording
        self._adjacent = AdjacentWords(context)

    def judge(self, doubtful: Sequence[CandidateMention]) -> list[Verdict]:
        """Return a verdict for every candidate, in no particular order.

        The rules decide in rounds until nothing changes, because each accepted name is evidence for its neighbours. The
        model then decides once, on undecided candidates and on those with weak evidence. Finally the rules decide
        again, on strong evidence only, about the neighbours of the names that the model accepted.
        """
        verdicts: list[Verdict] = []
        undecided: list[CandidateMention] = []
        for c in doubtful:
            objection = self._objection(c)
            if objection:
                verdicts.append(Verdict(c, False, "rule", objection))
            else:
                undecided.append(c)
        self.context.pending = {i: c for c in undecided if self.context.usual_case(c) for i in range(c.first, c.last)}
        accepted, undecided = self._rounds(undecided)
        verdicts += accepted
        rejected: dict[CandidateMention, Verdict] = {}
        if self.model is not None:
            decided, overruled = self._decide(self.model, undecided), self._overrule(self.model, accepted)
            for v in overruled:
                self.context.withdraw(v.candidate)
            withdrawn = {v.candidate for v in overruled}
            by_model = [v for v in decided if v.accepted]
            for v in by_model:
                self.context.accept(v.candidate)
            rejected = {v.candidate: v for v in decided if not v.accepted}
            verdicts = [*(v for v in verdicts if v.candidate not in withdrawn), *overruled, *by_model]
            done = {v.candidate for v in by_model}
            accepted, undecided = self._rounds([c for c in undecided if c not in done], strong=True)
            verdicts += accepted
        return verdicts + [rejected.get(c) or Verdict(c, False, "rule", "no evidence for it") for c in undecided]

    def _rounds(
        self, undecided: list[CandidateMention], *, strong: bool = False
    ) -> tuple[list[Verdict], list[CandidateMention]]:
        """Accept candidates by rule until nothing changes; return the acceptances and the undecided candidates."""
        accepted: list[Verdict] = []
        while True:
            left = []
            fresh = []
            for c in undecided:
                reason = self._evidence(c)
                if reason and not (strong and reason in WEAK):
                    fresh.append(Verdict(c, True, "rule", reason))
                else:
                    left.append(c)
            if not fresh:
                return accepted, left
            for verdict in fresh:
                self.context.accept(verdict.candidate)
            accepted += fresh
            undecided = left

    def _decide(self, model: SenseModel, undecided: Sequence[CandidateMention]) -> list[Verdict]:
        """Let the model judge the candidates that the rules leave open."""
        decided = []
        for c in undecided:
            if not self._settled(c):
                opinion = model.opinion(features(self.context, c))
                accepted = opinion.probability >= model.threshold
                decided.append(Verdict(c, accepted, "model", opinion.reason, opinion.probability))
        return decided

    def _overrule(self, model: SenseModel, accepted: Sequence[Verdict]) -> list[Verdict]:
        """Reject candidates accepted on weak evidence that the model considers improbable."""
        overruled = []
        for v in accepted:
            if v.reason in WEAK:
                opinion = model.opinion(features(self.context, v.candidate))
                if opinion.probability < model.veto:
                    overruled.append(Verdict(v.candidate, False, "model", opinion.reason, opinion.probability))
        return overruled

    # Objections

    def _objection(self, c: CandidateMention) -> str:
        """Return the rule that rules the technology out, or ""."""
        if self.rejected(c):
            return "a phrase that means something else"
        if self._misplaced(c):
            return "its position rules it out"
        if self.explained_otherwise(c):
            return "the text says that it stands for something else"
        return ""

    def rejected(self, c: CandidateMention) -> bool:
        """Return whether a candidate is in a phrase that its taxonomy entry rejects ("Oracle Corporation")."""
        phrases = _folded(self.skills[c.skill].reject)
        if not phrases:
            return False
        tokens = self.tokens
        start, end = tokens[c.first].start, tokens[c.last - 1].end
        window_start = max(0, start - 60)
        window = " ".join(self.text[window_start : end + 60].casefold().split())
        contained = [phrase for phrase in phrases if phrase in window]
        if not contained:
            return False
        before = " ".join(self.text[window_start:start].casefold().split())
        form = " ".join(self.text[start:end].casefold().split())
        return any(_phrase_covers(window, phrase, form, before) for phrase in contained)

    def explained_otherwise(self, c: CandidateMention) -> bool:
        """Return whether the text glosses an abbreviation differently: "Service Activation System (SAS)"."""
        meaning = self._glosses.get(self.text[self.tokens[c.first].start : self.tokens[c.last - 1].end])
        skill = self.skills[c.skill]
        if meaning is None or skill.kind not in EXPLAINED_KINDS:
            return False
        names = (skill.label, *skill.aliases)
        return all(difflib.SequenceMatcher(None, meaning, n.casefold()).ratio() < SAME_MEANING for n in names)

    def _misplaced(self, c: CandidateMention) -> bool:
        """Return whether the adjacent tokens rule it out: a season's year, a hyphen to a word, an initial's dot."""
        skill = self.skills[c.skill]
        tokens = self.tokens
        if c.last in self.context.endings:
            return False  # a noun with the ending of its case: "Go'da", "R-en"
        following = tokens[c.last] if c.last < len(tokens) else None
        previous = tokens[c.first - 1] if c.first else None
        if following and re.fullmatch(r"['’]?(?:19|20)\d\d|['’]\d\d", following.text) and skill.sense == "word":
            return True  # Spring 2018: a season, an issue, a year; versions have no four digits here
        if following and following.text == "-" and not following.spaced and c.last + 1 < len(tokens):
            after = tokens[c.last + 1]
            word = after.text.casefold()
            ordinary = word.isalpha() and word not in self.wording.after and word != "based"
            if not after.spaced and ordinary and self.owner[c.last + 1] is None:
                return True  # go-getter, C-level, express-delivery
        if previous and previous.text == "-" and not tokens[c.first].spaced and not previous.spaced:
            if c.first > 1 and tokens[c.first - 2].text.isalpha() and self.owner[c.first - 2] is None:
                return True  # check-access, hands-on-go
        if skill.sense == "letter":
            if following and following.text in ("'", "’") and not following.spaced:
                return True
            if following and following.text == "." and not following.spaced and c.last + 1 < len(tokens):
                after = tokens[c.last + 1]
                if (
                    after.text[:1].isupper()
                    and self.owner[c.last + 1] is None
                    and c.last + 1 not in self.context.pending
                ):
                    return True  # an initial: "R. Smith", "B.C.", "C. Level"
            if previous and previous.text == "." and not tokens[c.first].spaced:
                return True  # "D.C", "B.C"
        return False

    # Evidence

    def _evidence(self, c: CandidateMention) -> str:
        """Return the rule's evidence that it is the technology, or ""."""
        context = self.context
        skill = self.skills[c.skill]
        usual = context.usual_case(c)
        left, left_separator = context.neighbour(c.first - 1, -1, c)
        behind = context.behind(c)
        right, right_separator = context.neighbour(behind, 1, c)
        support = left + right
        in_list = (left_separator or context.edge(c.first - 1, -1)) and (right_separator or context.edge(behind, 1))
        confirmed = self._confirmed(skill, c)
        if self.wording.codes and context.is_ordinary(c):
            before = self._adjacent.beside(c)[0]
            if support >= 1 and (in_list or (before in self.wording.own_before and before != "in")):
                return NEIGHBOUR
            if confirmed and usual:
                return f"“{confirmed}” nearby"
            return PROVED if usual and self._explained(c) else ""
        if skill.sense == "common":
            return f"“{confirmed}” nearby" if usual and confirmed else ""
        if skill.sense == "letter":
            if usual and support >= 1:
                return NEIGHBOUR
            if usual and (self._adjacent.cue(c, letter=True) or (self.wording.codes and self._adjacent.is_written(c))):
                return PROVED
            return f"“{confirmed}” nearby" if usual and confirmed and support > 0 else ""
        if usual and self._explained(c):
            return PROVED
        if not usual:
            # "python, go, rust": all in lower case, in a list, and with a second sign
            listed = left_separator or right_separator
            second = confirmed or self._framework_follows(c)
            # An ordinary word in lower case needs technologies on both sides: not "memory, access, Excel".
            skill_list = skill.sense == "name" and context.kind_at(c) == "skills"
            sure = second or (in_list and (support >= 2 or skill_list))
            return NEIGHBOUR if listed and support >= 1 and sure else ""
        if self.wording.codes and self._adjacent.told(c, support):
            return PROVED
        if support >= 1:
            # "Card/Cash Processing • Windows": part of an item, not an item.
            return NEIGHBOUR if in_list or support >= 2 or skill.sense == "name" else ADJOINING
        if confirmed:
            return f"“{confirmed}” nearby"
        if context.versioned(c):
            return "a version follows"
        if self._adjacent.cue(c, letter=False) and (
            skill.sense == "name" or not context.starts_sentence(c) or context.density(c) >= 2
        ):
            return CUE
        if skill.sense == "name" and context.density(c) >= 1:
            return NEARBY
        listed_skill = context.kind_at(c) == "skills" and in_list
        if listed_skill and (skill.sense == "name" or (skill.sense == "word" and context.density(c) >= 1)):
            return LISTED
        return ""

    def _settled(self, c: CandidateMention) -> bool:
        """Return whether lack of evidence decides: common words, and spellings never used for the technology."""
        ordinary = self.wording.codes and self.context.is_ordinary(c)
        return self.skills[c.skill].sense == "common" or not self.context.usual_case(c) or bool(ordinary)

    def _confirmed(self, skill: Skill, c: CandidateMention) -> str:
        """Return the nearby ``confirm`` word, or ""."""
        if not skill.confirm:
            return ""
        start = max(0, self.tokens[c.first].start - 80)
        end = self.tokens[c.last - 1].end
        window = f"{self.text[start : self.tokens[c.first].start]} \n {self.text[end : end + 80]}".casefold()
        return next((word for word in skill.confirm if _contains_word(window, word.casefold())), "")

    def _explained(self, c: CandidateMention) -> bool:
        """Return whether the adjacent words are proof: "written in Go", "Bootstrap, an open-source framework"."""
        if self._adjacent.is_written(c):
            return True
        tokens = self.tokens
        end = tokens[c.last - 1].end
        return bool(APPOSITION.match(self.text[end : end + 90].casefold()))

    def _framework_follows(self, c: CandidateMention) -> bool:
        return c.last < len(self.tokens) and self.tokens[c.last].text.casefold() in {"framework", "library"}


@lru_cache(maxsize=4096)  # at most one entry per skill in a taxonomy
def _folded(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(phrase.casefold() for phrase in phrases)


def _contains_word(window: str, word: str) -> bool:
    """Return whether a text contains a word without an adjacent letter or digit."""
    return word in window and re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", window) is not None


def _glosses(text: str) -> dict[str, str]:
    """Map each abbreviation in brackets to the words before it that it stands for, in lower case."""
    glosses: dict[str, str] = {}
    for match in GLOSS.finditer(text):
        short = match[1]
        words = re.findall(r"[^\W\d_]+", text[max(0, match.start() - 80) : match.start()])[-len(short) :]
        if "".join(word[0] for word in words).casefold() == short.casefold() and all(w[0].isupper() for w in words):
            glosses[short] = " ".join(words).casefold()
    return glosses


def _phrase_covers(window: str, phrase: str, form: str, before: str) -> bool:
    """Return whether ``phrase`` occurs in ``window`` across, or next to, the ``form`` that follows ``before``."""
    form_start = len(before) + (1 if before and window[len(before) : len(before) + 1] == " " else 0)
    start = window.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        bounded = (start == 0 or not window[start - 1].isalnum()) and (end >= len(window) or not window[end].isalnum())
        if bounded and start <= form_start + len(form) + 1 and end >= form_start - 1:
            return True
        start = window.find(phrase, start + 1)
    return False
