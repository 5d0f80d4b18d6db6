"""Is "Go" the language here? Rules about the words around a name that also means something else.

Evidence is local and can be named: the technology's usual capitals, technologies beside it in a list, a word that
proves it ("goroutine"), a version ("Spring 5"), a heading. A phrase listed under ``reject`` overrules all of it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from matcher.skills.tokenization import Token
from matcher.types import Section, Skill

__all__ = ["Candidate", "Judge"]

LIST_SEPARATORS: Final = frozenset(", / | ; • · ▪ ● ◦ * + & \\ and or und et y".split())
HARD_SEPARATORS: Final = LIST_SEPARATORS - frozenset("and or und et y & + *".split())
BRACKETS: Final = frozenset("( ) [ ] : - – — . `".split())

YEARS: Final = frozenset("less than year years yrs yr + month months".split())
"""What stands between the names of a list that tells the years of each: "ASP (Less than 1 year), SQL (4 years)"."""

CUES_BEFORE: Final = frozenset(
    "using in with via on language languages framework frameworks database databases db dbms rdbms tools technologies "
    "technology stack lang programming scripting backend frontend server orm".split()
)
CUES_AFTER: Final = frozenset(
    "programming language lang framework frameworks developer developers programmer engineer development code coding "
    "script scripts scripting database databases db dba rdbms server library libraries api apis app apps application "
    "applications microservice microservices service services backend frontend module modules components component "
    "query queries sdk template templates orm cluster clusters job jobs pipeline pipelines plugin compiler routines "
    "procedures".split()
)
WRITTEN_IN: Final = frozenset("written rewritten coded programmed".split())
"""With "in" they can only be followed by what code is written in, even where no other technology is near."""

APPOSITION: Final = re.compile(
    r"\s*(?:[-–—,:(]|is|which is)\s*(?:a|an|the)\s+(?:[\w+#./-]+,?\s+){0,5}?"
    r"(?:framework|library|language|database|dbms|rdbms|orm)\b"
)
"""What follows a name and says what it is: "Bootstrap - a responsive, open-source framework"."""

GLOSS: Final = re.compile(r"\(\s*([A-Z][A-Za-z]{1,5})\s*\)")
"""A short form in brackets: it stands for the words before it, if those begin with its letters."""

EXPLAINED_KINDS: Final = frozenset({"language", "framework", "database"})
"""Kinds whose short forms a gloss can take away. Those of the others (API, LAN, CMS) are nearly always glossed as what
they are, in more ways than a taxonomy can list."""

SAME_MEANING: Final = 0.75
"""Similarity (0 to 1) from which a gloss is a spelling of the technology's own name ("Relational Database Services").
Chosen by reading the glosses of ambiguous forms in 8,000 résumés: spellings reach 0.8 and more, other meanings stay
below 0.6 but for two ("Interface Definition Language", 0.74; "Hive Query Language" for HQL, 0.84, taken wrongly)."""

NEIGHBOURHOOD: Final = 14
"""Tokens on either side in which technologies make a context technical (sense "name"). Chosen on a half of the labelled
development résumés; rerun `python -m benchmarks quality` after touching it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A surface form found in the text, before it is judged.

    >>> Candidate("go", 0, 1, doubtful=True).doubtful
    True
    """

    skill: str
    first: int
    """Index of its first token."""
    last: int
    """Index after its last token."""
    doubtful: bool = False


class Judge:
    """Decides which doubtful candidates of one text are the technology.

    Args:
        tokens: the text's tokens.
        skills: id to taxonomy entry.
        section_at: gives the section in which a character offset stands.
    """

    def __init__(
        self, text: str, tokens: Sequence[Token], skills: Mapping[str, Skill], section_at: Callable[[int], Section]
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.skills = skills
        self.section_at = section_at
        self.owner: list[Candidate | None] = [None] * len(tokens)
        self.hopeful: dict[int, Candidate] = {}

    def accept(self, candidate: Candidate) -> None:
        """Let a candidate stand, so that it counts as context for its neighbours."""
        for i in range(candidate.first, candidate.last):
            self.owner[i] = candidate

    def judge(self, doubtful: Sequence[Candidate]) -> list[Candidate]:
        """The candidates that are the technology.

        Decided in rounds until nothing changes, since each accepted name is evidence for its neighbours.
        """
        glosses = _glosses(self.text)
        waiting = [
            c
            for c in doubtful
            if not self.rejected(c) and not self._misplaced(c) and not self._explained_otherwise(c, glosses)
        ]
        self.hopeful = {i: c for c in waiting if self._usual_case(c) for i in range(c.first, c.last)}
        accepted: list[Candidate] = []
        while True:
            fresh = [c for c in waiting if self._accepted(c)]
            if not fresh:
                return accepted
            for candidate in fresh:
                self.accept(candidate)
                for i in range(candidate.first, candidate.last):
                    self.hopeful.pop(i, None)
            accepted += fresh
            waiting = [c for c in waiting if c not in fresh]

    # What speaks against it

    def rejected(self, c: Candidate) -> bool:
        """Whether it stands in a phrase that its taxonomy entry rejects ("Oracle Corporation")."""
        skill = self.skills[c.skill]
        if not skill.reject:
            return False
        tokens = self.tokens
        start, end = tokens[c.first].start, tokens[c.last - 1].end
        window_start = max(0, start - 60)
        window = " ".join(self.text[window_start : end + 60].casefold().split())
        before = " ".join(self.text[window_start:start].casefold().split())
        form = " ".join(self.text[start:end].casefold().split())
        return any(_phrase_covers(window, phrase.casefold(), form, before) for phrase in skill.reject)

    def _explained_otherwise(self, c: Candidate, glosses: Mapping[str, str]) -> bool:
        """Whether the text says that its short form stands for something else: "Service Activation System (SAS)"."""
        meaning = glosses.get(self.text[self.tokens[c.first].start : self.tokens[c.last - 1].end])
        skill = self.skills[c.skill]
        if meaning is None or skill.kind not in EXPLAINED_KINDS:
            return False
        names = (skill.label, *skill.aliases)
        return all(difflib.SequenceMatcher(None, meaning, n.casefold()).ratio() < SAME_MEANING for n in names)

    def _misplaced(self, c: Candidate) -> bool:
        """Whether its place rules it out: a season's year behind it, a hyphen to an ordinary word, an initial's dot."""
        skill = self.skills[c.skill]
        tokens = self.tokens
        following = tokens[c.last] if c.last < len(tokens) else None
        previous = tokens[c.first - 1] if c.first else None
        if following and re.fullmatch(r"['’]?(?:19|20)\d\d|['’]\d\d", following.text) and skill.sense == "word":
            return True  # Spring 2018: a season, an issue, a year; versions have no four digits here
        if following and following.text == "-" and not following.spaced and c.last + 1 < len(tokens):
            after = tokens[c.last + 1]
            ordinary = after.text.isalpha() and after.text.casefold() not in CUES_AFTER | {"based"}
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
                if after.text[:1].isupper() and self.owner[c.last + 1] is None and c.last + 1 not in self.hopeful:
                    return True  # an initial: "R. Smith", "B.C.", "C. Level"
            if previous and previous.text == "." and not tokens[c.first].spaced:
                return True  # "D.C", "B.C"
        return False

    # What speaks for it

    def _accepted(self, c: Candidate) -> bool:
        skill = self.skills[c.skill]
        usual = self._usual_case(c)
        left, left_separator = self._neighbour(c.first - 1, -1, c)
        right, right_separator = self._neighbour(c.last, 1, c)
        support = left + right
        in_list = (left_separator or self._edge(c.first - 1, -1)) and (right_separator or self._edge(c.last, 1))
        confirmed = self._confirmed(skill, c)
        if skill.sense == "common":
            return usual and confirmed
        if skill.sense == "letter":
            if not usual:
                return False
            cue = self._cue(c, letter=True)
            return support >= 1 or cue or (confirmed and support > 0)
        if usual and self._explained(c):
            return True
        if not usual:
            # "python, go, rust": lower case throughout, in a list, and a second sign
            listed = left_separator or right_separator
            second = confirmed or self._framework_follows(c)
            return listed and support >= 1 and (second or (in_list and (support >= 2 or self._kind_at(c) == "skills")))
        if support >= 1 or confirmed or self._versioned(c):
            return True
        if self._cue(c, letter=False):
            return skill.sense == "name" or not self._starts_sentence(c) or self._density(c) >= 2
        if skill.sense == "name":
            return self._density(c) >= 1 or (self._kind_at(c) == "skills" and in_list)
        return self._kind_at(c) == "skills" and in_list and self._density(c) >= 1

    def _usual_case(self, c: Candidate) -> bool:
        """Whether it is written as the technology usually is (or wholly in capitals)."""
        surface = self.text[self.tokens[c.first].start : self.tokens[c.last - 1].end]
        forms = self.skills[c.skill].ambiguous
        if surface in forms:
            return True
        if len(surface) > 1 and surface.isupper():
            return True
        forms = tuple(
            f for f in forms if f[:1].isupper() and surface[:1].isupper() and surface.casefold() == f.casefold()
        )
        if forms and all(len(form) > 2 and form.isupper() for form in forms):
            # Hana, Ada, Sas: somebody's name, until a list says otherwise
            return surface[1:].islower() and self._in_list(c)
        return bool(forms)

    def _neighbour(self, index: int, step: int, c: Candidate) -> tuple[float, bool]:
        """Support by the next item in one direction, and whether a list separator stands before it.

        An accepted technology counts 1, one that is still doubtful but usually written 0.5.
        """
        separator = False
        skipped = 0
        tokens = self.tokens
        while 0 <= index < len(tokens) and skipped <= 5:
            owner = self.owner[index]
            if owner is not None and owner.skill != c.skill:
                # "Basic jQuery": without a comma between them, one neighbour alone proves nothing of a word.
                beside = separator or self.skills[c.skill].sense != "word"
                return (1.0 if beside else 0.5), separator
            hope = self.hopeful.get(index)
            if hope is not None and hope.skill != c.skill and hope is not c:
                return (0.5 if separator else 0.0), separator
            token = tokens[index]
            word = token.text.casefold()
            crossing = token if step > 0 else tokens[index + 1]
            if crossing.paragraph_start:
                return 0.0, separator
            if crossing.line_start or crossing.wide:
                separator = True
            if word in LIST_SEPARATORS:
                separator = True
            elif word == "." and tokens[min(index + 1, len(tokens) - 1)].spaced and not token.spaced:
                return 0.0, separator
            elif word in YEARS:
                skipped -= 1
            elif word not in BRACKETS and not re.fullmatch(r"[vV]?\d[\d.]*(?:\.?x|[a-z])?\+?|versions?|etc", word):
                return 0.0, separator
            skipped += 1
            index += step
        return 0.0, separator

    def _edge(self, index: int, step: int) -> bool:
        """Whether the text, a section, a line, a bullet or a bracket ends here."""
        tokens = self.tokens
        if not 0 <= index < len(tokens):
            return True
        token = tokens[index]
        crossing = token if step > 0 else tokens[index + 1]
        if crossing.line_start or crossing.wide or token.text in HARD_SEPARATORS or token.text in BRACKETS:
            return True
        # "jQuery, Node Links": a heading in a text that lost its lines
        return self.section_at(crossing.start).start == crossing.start

    def _in_list(self, c: Candidate) -> bool:
        return self._edge(c.first - 1, -1) and self._edge(c.last, 1)

    def _cue(self, c: Candidate, *, letter: bool) -> bool:
        """A word right beside it that names what it is: "Go developer", "written in Go", "C programming"."""
        tokens = self.tokens
        after = tokens[c.last].text.casefold() if c.last < len(tokens) and not tokens[c.last].line_start else ""
        before = tokens[c.first - 1].text.casefold() if c.first and not tokens[c.first].line_start else ""
        if letter:
            return after in {"programming", "language", "lang", "programmer", "code", "compiler", "coding"} or (
                before in {"language", "languages", "lang"}
            )
        if after in CUES_AFTER:
            return True
        return before in CUES_BEFORE and self._density(c) >= 1

    def _confirmed(self, skill: Skill, c: Candidate) -> bool:
        if not skill.confirm:
            return False
        start = max(0, self.tokens[c.first].start - 80)
        end = self.tokens[c.last - 1].end
        window = f"{self.text[start : self.tokens[c.first].start]} \n {self.text[end : end + 80]}".casefold()
        return any(re.search(rf"(?<![^\W_]){re.escape(w.casefold())}(?![^\W_])", window) for w in skill.confirm)

    def _explained(self, c: Candidate) -> bool:
        """Whether the words right beside it leave no doubt: "written in Go", "Bootstrap, an open-source framework"."""
        tokens = self.tokens
        before = [t.text.casefold() for t in tokens[max(0, c.first - 2) : c.first]]
        if before[-1:] == ["in"] and before[0] in WRITTEN_IN:
            return True
        end = tokens[c.last - 1].end
        return bool(APPOSITION.match(self.text[end : end + 90].casefold()))

    def _framework_follows(self, c: Candidate) -> bool:
        return c.last < len(self.tokens) and self.tokens[c.last].text.casefold() in {"framework", "library"}

    def _versioned(self, c: Candidate) -> bool:
        """A version right behind it: "Spring 4.3", "Oracle 11g"; a bare number is none."""
        if c.last >= len(self.tokens):
            return False
        return bool(re.fullmatch(r"[vV]\d+|\d{1,2}(?:\.(?:\d+|x))+|\d{1,2}[cgi]", self.tokens[c.last].text))

    def _starts_sentence(self, c: Candidate) -> bool:
        if not c.first:
            return True
        return self.tokens[c.first].line_start or self.tokens[c.first - 1].text in {
            ".",
            "•",
            "!",
            "?",
            "*",
            "-",
            "–",
            ":",
        }

    def _density(self, c: Candidate) -> int:
        """How many different technologies stand in the neighbourhood."""
        low, high = max(0, c.first - NEIGHBOURHOOD), min(len(self.tokens), c.last + NEIGHBOURHOOD)
        found = {o.skill for o in self.owner[low:high] if o is not None}
        return len(found - {c.skill})

    def _kind_at(self, c: Candidate) -> str:
        return self.section_at(self.tokens[c.first].start).kind


def _glosses(text: str) -> dict[str, str]:
    """Short forms in brackets to the words before them that they stand for, in lower case."""
    found: dict[str, str] = {}
    for match in GLOSS.finditer(text):
        short = match[1]
        words = re.findall(r"[^\W\d_]+", text[max(0, match.start() - 80) : match.start()])[-len(short) :]
        if "".join(word[0] for word in words).casefold() == short.casefold() and all(w[0].isupper() for w in words):
            found[short] = " ".join(words).casefold()
    return found


def _phrase_covers(window: str, phrase: str, form: str, before: str) -> bool:
    """Whether ``phrase`` stands in ``window`` over, or right beside, the ``form`` that follows ``before``."""
    at = len(before) + (1 if before and window[len(before) : len(before) + 1] == " " else 0)
    found = window.find(phrase)
    while found >= 0:
        end = found + len(phrase)
        bounded = (found == 0 or not window[found - 1].isalnum()) and (end >= len(window) or not window[end].isalnum())
        if bounded and found <= at + len(form) + 1 and end >= at - 1:
            return True
        found = window.find(phrase, found + 1)
    return False
