"""Find misspelled names such as "Elasticserch": one typing error away from a long name, in a list of technologies.

The list makes the correction safe: an item between two technologies is itself one, and only one has a similar spelling.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from matcher.core.memo import Memo
from matcher.skills.ambiguity.context import CandidateMention
from matcher.skills.tokenization import Token

__all__ = ["TypoFinder"]

LONG: Final = 7
"""Fewest letters of a name that is matched with a typo. Shorter names are one letter away from ordinary words (React
and reach, Redis and radio). Chosen by reading what each length finds in 8,000 résumés."""

FALSE_FRIENDS: Final = frozenset(
    "activity algorithm beanstalk coaching container containers control controls database datagrid direct firebox "
    "fluent helion informatics mathematics network networks quickview redline rocket smartgit wireshare".split()
)
"""Words and other names that occur in lists of technologies and are one letter away from a name (DataEase, NetworkX):
all that 8,000 résumés contained."""

SEPARATORS: Final = frozenset(", / | ; • · ▪ ● ( ) & and or * ?".split())
BORDERS: Final = frozenset(". : • ▪ ● * ? ( ) [ ]".split())
"""Tokens at which a list may begin or end."""


class TypoFinder:
    """Find misspelled names of a taxonomy's skills.

    Args:
        names: surface form to skill id; only single words of at least :data:`LONG` letters are used.

    >>> typos = TypoFinder({"PostgreSQL": "postgresql", "Go": "go"})
    >>> [typos.skill_of(word) for word in ("PosgreSQL", "Postrgesql", "postgresql", "Goo")]
    ['postgresql', 'postgresql', None, None]
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names: dict[str, str] = {}
        for form, skill in names.items():
            name = form.casefold()
            if len(name) >= LONG and name.isascii() and name.isalpha():
                self._names[name] = skill
        self._deletions = Memo(self._deletions_of_names)
        """First letter to (name without one letter) to (index of that letter, name)."""
        self._skills = Memo(self._look_up)

    def skill_of(self, word: str) -> str | None:
        """Return the id of the skill that ``word`` misspells by one letter omitted, added, changed or swapped."""
        return self._skills[word.casefold()]

    def _deletions_of_names(self, first: str) -> dict[str, list[tuple[int, str]]]:
        deletions: dict[str, list[tuple[int, str]]] = {}
        for name in self._names:
            if name[0] == first:
                for i in range(1, len(name)):  # the first letter is seldom wrong, and separates many words
                    deletions.setdefault(name[:i] + name[i + 1 :], []).append((i, name))
        return deletions

    def _look_up(self, word: str) -> str | None:
        if word in self._names or word in FALSE_FRIENDS or word.removesuffix("s") in self._names:
            return None
        deletions = self._deletions[word[:1]]
        names = {name for _, name in deletions.get(word, ())}
        for i in range(1, len(word)):
            without = word[:i] + word[i + 1 :]
            swapped = word[:i] + word[i + 1 : i + 2] + word[i] + word[i + 2 :]
            names |= {without, swapped} & self._names.keys()
            names.update(name for index, name in deletions.get(without, ()) if index == i)
        # "prototypes" is not PrototypeJS
        skills = {self._names[name] for name in names if word.endswith("js") or not name.endswith("js")}
        return skills.pop() if len(skills) == 1 else None

    def find(self, tokens: Sequence[Token], owner: Sequence[CandidateMention | None]) -> list[CandidateMention]:
        """Return the misspelled names that are items of a list.

        Args:
            tokens: the text's tokens.
            owner: for each token the accepted candidate that it belongs to, or None.
        """
        typos = []
        for i, token in enumerate(tokens):
            word = token.text
            if len(word) < LONG - 1 or owner[i] is not None or not (word.isalpha() and word.isascii()):
                continue
            if self._in_prose(tokens, owner, i):
                continue
            left = self._side(tokens, owner, i, -1)
            if not left or left + self._side(tokens, owner, i, 1) < 3:
                continue
            skill = self.skill_of(word)
            if skill is not None:
                typos.append(CandidateMention(skill, i, i + 1, doubtful=True))
        return typos

    def _in_prose(self, tokens: Sequence[Token], owner: Sequence[CandidateMention | None], i: int) -> bool:
        """Return whether the neighbouring token is an ordinary word: rejects nearly all words quickly."""
        if i + 1 < len(tokens):
            after = tokens[i + 1]
            if after.text.isalpha() and not after.line_start and owner[i + 1] is None and after.text not in SEPARATORS:
                return True
        before = tokens[i - 1].text if i and not tokens[i].line_start else ""
        return before.isalpha() and owner[i - 1] is None and before not in SEPARATORS

    def _side(self, tokens: Sequence[Token], owner: Sequence[CandidateMention | None], index: int, step: int) -> int:
        """Rate the neighbour on one side: 2 a technology behind a separator, 1 the list's border, 0 anything else."""
        separated = False
        for i in range(index + step, index + 5 * step, step):
            if not 0 <= i < len(tokens):
                return 1
            crossing = tokens[i] if step > 0 else tokens[i + 1]
            if crossing.line_start or crossing.wide:
                if crossing.paragraph_start:
                    return 1
                separated = True
            if owner[i] is not None:
                return 2 if separated else 0
            text = tokens[i].text
            if text in SEPARATORS:
                separated = True
            elif text in BORDERS:
                return 1
            elif not re.fullmatch(r"[vV]?\d[\d.]*x?", text):
                return 0
        return 0
