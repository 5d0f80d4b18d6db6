"""Find phrases in a sequence of tokens with a trie of words, walked once from every token.

Other rules need the tokens anyway, so the text is tokenised in any case; the walk then costs one dictionary lookup for
nearly every token. An automaton over characters would need the token boundaries as well. spaCy's ``PhraseMatcher``
finds the same matches (``tests/skills/test_phrase_trie.py``) but needs a ``Doc`` for every text, which takes far longer
to build than the matching takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from matcher.core.memo import Memo
from matcher.skills.tokenization import Token

__all__ = ["PhraseTrie", "PhrasesByFirstWord", "group_by_first_word"]

Key = TypeVar("Key")


class _Node(Generic[Key]):
    """A node of the trie: the words that may follow, and the keys of the phrases that end here."""

    __slots__ = ("following", "keys")

    def __init__(self) -> None:
        self.following: dict[str, _Node[Key]] = {}
        self.keys: tuple[Key, ...] = ()


PhrasesByFirstWord = dict[str, list[tuple[Key, str]]]
"""First word to phrases: each a key and the phrase's words in lower case, separated by single spaces."""


def group_by_first_word(phrases: Iterable[tuple[Key, Sequence[str]]]) -> PhrasesByFirstWord[Key]:
    """Group phrases by their first word, for :class:`PhraseTrie`.

    Args:
        phrases: pairs of a key and the texts of the phrase's tokens.

    >>> group_by_first_word([(1, ["Ruby", "on", "Rails"]), (2, ["Ruby"])])
    {'ruby': [(1, 'ruby on rails'), (2, 'ruby')]}
    """
    groups: PhrasesByFirstWord[Key] = {}
    for key, words in phrases:
        if words:
            groups.setdefault(words[0].lower(), []).append((key, " ".join(words).lower()))
    return groups


def _subtrie(phrases: Iterable[tuple[Key, str]]) -> _Node[Key]:
    """Build the subtrie of phrases that share their first word."""
    root: _Node[Key] = _Node()
    for key, words in phrases:
        node = root
        for word in words.split(" ")[1:]:
            node = node.following.setdefault(word, _Node())
        if key not in node.keys:
            node.keys += (key,)
    return root


class PhraseTrie(Generic[Key]):
    """Find phrases in sequences of tokens, ignoring case.

    Args:
        phrases: as :func:`group_by_first_word` returns them.

    >>> from matcher.skills.tokenization import Tokenizer
    >>> tokenize = Tokenizer()
    >>> trie = PhraseTrie(group_by_first_word([("rails", ["Ruby", "on", "Rails"]), ("ruby", ["Ruby"])]))
    >>> list(trie.find(tokenize("RUBY ON RAILS")))
    [('ruby', 0, 1), ('rails', 0, 3)]
    """

    def __init__(self, phrases: PhrasesByFirstWord[Key]) -> None:
        self._phrases = phrases
        self._nodes: dict[str, _Node[Key]] = {}
        self._roots = Memo(self._root)
        """Word as written to the root node of its phrases, or None."""

    def _root(self, word: str) -> _Node[Key] | None:
        """Return the subtrie of a first word, built on first use: most names of a large taxonomy occur in no text."""
        first = word.lower()
        node = self._nodes.get(first)
        if node is None and first in self._phrases:
            node = self._nodes[first] = _subtrie(self._phrases[first])
        return node

    def find(self, tokens: Sequence[Token]) -> list[tuple[Key, int, int]]:
        """Return (key, first token, index after the last token) for every phrase, in order of the first token.

        A phrase never spans a blank line.
        """
        matches: list[tuple[Key, int, int]] = []
        roots = self._roots
        for start, token in enumerate(tokens):
            node = roots[token.text]
            if node is None:
                continue
            end = start + 1
            while True:
                matches += [(key, start, end) for key in node.keys]
                if not node.following or end == len(tokens) or tokens[end].paragraph_start:
                    break
                node = node.following.get(tokens[end].text.lower())
                if node is None:
                    break
                end += 1
        return matches
