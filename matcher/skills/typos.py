"""Misspelled names: "Elasticserch", one slip of the keys away from a long name and standing in a list of names.

A list is what makes it safe: between two technologies stands a third, and only one is spelled nearly so.
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
"""Letters that a name needs for a slip in it to be taken for it. Shorter ones have ordinary words all around them
(React and reach, Redis and radio). Chosen by reading what each length finds in 8,000 résumés."""

FALSE_FRIENDS: Final = frozenset(
    "activity algorithm beanstalk coaching container containers control controls database datagrid direct firebox "
    "fluent helion informatics mathematics network networks quickview redline rocket smartgit wireshare".split()
)
"""Words and other names that stand in lists of technologies and are one letter from a name (DataEase, NetworkX): all
that were found so in 8,000 résumés."""

SEPARATORS: Final = frozenset(", / | ; • · ▪ ● ( ) & and or * ?".split())
BORDERS: Final = frozenset(". : • ▪ ● * ? ( ) [ ]".split())
"""What may stand where a list begins or ends."""


class TypoFinder:
    """Finds slips in the names of a taxonomy.

    Args:
        names: surface form to skill id; only single words of :data:`LONG` letters and more are looked at.

    >>> slips = TypoFinder({"PostgreSQL": "postgresql", "Go": "go"})
    >>> [slips.skill_of(word) for word in ("PosgreSQL", "Postrgesql", "postgresql", "Goo")]
    ['postgresql', 'postgresql', None, None]
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names: dict[str, str] = {}
        for form, skill in names.items():
            name = form.casefold()
            if len(name) >= LONG and name.isascii() and name.isalpha():
                self._names[name] = skill
        self._gaps_after: dict[str, dict[str, list[tuple[int, str]]]] = {}
        """To a first letter, when a word with it is first met: name without a letter to (which, name)."""
        self._remembered = Memo(self._look_up)

    def skill_of(self, word: str) -> str | None:
        """The skill of whose name ``word`` is a misspelling by one letter left out, added, changed or swapped."""
        return self._remembered[word.casefold()]

    def _gaps(self, first: str) -> dict[str, list[tuple[int, str]]]:
        gaps = self._gaps_after.get(first)
        if gaps is None:
            gaps = self._gaps_after[first] = {}
            for name in self._names:
                if name[0] == first:
                    for i in range(1, len(name)):  # the first letter is seldom wrong, and tells many words apart
                        gaps.setdefault(name[:i] + name[i + 1 :], []).append((i, name))
        return gaps

    def _look_up(self, word: str) -> str | None:
        if word in self._names or word in FALSE_FRIENDS or word.removesuffix("s") in self._names:
            return None
        gaps = self._gaps(word[:1])
        found = {name for _, name in gaps.get(word, ())}
        for i in range(1, len(word)):
            without = word[:i] + word[i + 1 :]
            swapped = word[:i] + word[i + 1 : i + 2] + word[i] + word[i + 2 :]
            found |= {without, swapped} & self._names.keys()
            found.update(name for at, name in gaps.get(without, ()) if at == i)
        # "prototypes" is not PrototypeJS
        skills = {self._names[name] for name in found if word.endswith("js") or not name.endswith("js")}
        return skills.pop() if len(skills) == 1 else None

    def find(self, tokens: Sequence[Token], owner: Sequence[CandidateMention | None]) -> list[CandidateMention]:
        """The misspelled names that stand in a list.

        Args:
            tokens: the text's tokens.
            owner: to each token the candidate accepted there, or None.
        """
        found = []
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
                found.append(CandidateMention(skill, i, i + 1, doubtful=True))
        return found

    def _in_prose(self, tokens: Sequence[Token], owner: Sequence[CandidateMention | None], i: int) -> bool:
        """Whether a word stands right beside it: a quick way past nearly all words."""
        if i + 1 < len(tokens):
            after = tokens[i + 1]
            if after.text.isalpha() and not after.line_start and owner[i + 1] is None and after.text not in SEPARATORS:
                return True
        before = tokens[i - 1].text if i and not tokens[i].line_start else ""
        return before.isalpha() and owner[i - 1] is None and before not in SEPARATORS

    def _side(self, tokens: Sequence[Token], owner: Sequence[CandidateMention | None], index: int, step: int) -> int:
        """What stands on one side: 2 a technology behind a separator, 1 the list's border, 0 anything else."""
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
