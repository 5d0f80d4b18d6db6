"""Phrases found among tokens: a tree of words, walked once from every token.

What stands around a name is judged by the tokens, so the text is cut into them in any case; then a walk costs one look
into a dictionary for nearly every token. An automaton over the characters would have to be told where the tokens begin
and end; spaCy's ``PhraseMatcher``, whose matches these are (``tests/skills/test_phrase_trie.py``), needs a ``Doc``
built for every text, which takes far longer than the matching.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from matcher.core.memo import Memo
from matcher.skills.tokenization import Token

__all__ = ["PhraseTrie", "PhrasesByFirstWord", "group_by_first_word"]

Key = TypeVar("Key")


class _Node(Generic[Key]):
    """What has been read of some phrases: the words that go on from here, and the phrases that end here."""

    __slots__ = ("following", "keys")

    def __init__(self) -> None:
        self.following: dict[str, _Node[Key]] = {}
        self.keys: tuple[Key, ...] = ()


PhrasesByFirstWord = dict[str, list[tuple[Key, str]]]
"""Phrases by their first words: each with its key, and with its words in lower case, between blanks."""


def group_by_first_word(phrases: Iterable[tuple[Key, Sequence[str]]]) -> PhrasesByFirstWord[Key]:
    """Put phrases in order for a :class:`PhraseTrie`.

    Args:
        phrases: each with its key, and the texts of its tokens.

    >>> group_by_first_word([(1, ["Ruby", "on", "Rails"]), (2, ["Ruby"])])
    {'ruby': [(1, 'ruby on rails'), (2, 'ruby')]}
    """
    found: PhrasesByFirstWord[Key] = {}
    for key, words in phrases:
        if words:
            found.setdefault(words[0].lower(), []).append((key, " ".join(words).lower()))
    return found


def _grow(phrases: Iterable[tuple[Key, str]]) -> _Node[Key]:
    """The tree of phrases that all begin with the same word."""
    root: _Node[Key] = _Node()
    for key, words in phrases:
        node = root
        for word in words.split(" ")[1:]:
            node = node.following.setdefault(word, _Node())
        if key not in node.keys:
            node.keys += (key,)
    return root


class PhraseTrie(Generic[Key]):
    """Finds phrases, whatever their case, in sequences of tokens.

    Args:
        phrases: of :func:`group_by_first_word`.

    >>> from matcher.skills.tokenization import Tokenizer
    >>> cut = Tokenizer()
    >>> trie = PhraseTrie(group_by_first_word([("rails", ["Ruby", "on", "Rails"]), ("ruby", ["Ruby"])]))
    >>> list(trie.find(cut("RUBY ON RAILS")))
    [('ruby', 0, 1), ('rails', 0, 3)]
    """

    def __init__(self, phrases: PhrasesByFirstWord[Key]) -> None:
        self._phrases = phrases
        self._nodes: dict[str, _Node[Key]] = {}
        self._roots = Memo(self._root)
        """The node that each word as it is written leads to."""

    def _root(self, word: str) -> _Node[Key] | None:
        """The tree below a word, made when the word is first met: most names of a large list stand in no text."""
        first = word.lower()
        node = self._nodes.get(first)
        if node is None and first in self._phrases:
            node = self._nodes[first] = _grow(self._phrases[first])
        return node

    def find(self, tokens: Sequence[Token]) -> list[tuple[Key, int, int]]:
        """Every phrase with the indices of its first token and after its last, by the first; none over a blank line."""
        found: list[tuple[Key, int, int]] = []
        roots = self._roots
        for start, token in enumerate(tokens):
            node = roots[token.text]
            if node is None:
                continue
            at = start + 1
            while True:
                found += [(key, start, at) for key in node.keys]
                if not node.following or at == len(tokens) or tokens[at].paragraph_start:
                    break
                node = node.following.get(tokens[at].text.lower())
                if node is None:
                    break
                at += 1
        return found
