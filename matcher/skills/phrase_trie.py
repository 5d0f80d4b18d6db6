"""Phrases found among tokens: a tree of words, walked once from every token.

What stands around a name is judged by the tokens, so the text is cut into them in any case; then a walk costs one look
into a dictionary for nearly every token. An automaton over the characters would have to be told where the tokens begin
and end; spaCy's ``PhraseMatcher``, whose matches these are (``tests/skills/test_phrase_trie.py``), needs a ``Doc``
built for every text, which takes far longer than the matching.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from matcher.skills.tokenization import REMEMBERED, Token

__all__ = ["PhraseTrie"]

Key = TypeVar("Key")


class _Node(Generic[Key]):
    """What has been read of some phrases: the words that go on from here, and the phrases that end here."""

    __slots__ = ("following", "keys")

    def __init__(self) -> None:
        self.following: dict[str, _Node[Key]] = {}
        self.keys: tuple[Key, ...] = ()


class _Roots(dict[str, "_Node[Key] | None"]):
    """The node that each word as it is written leads to, remembered until there are too many."""

    def __init__(self, nodes: dict[str, _Node[Key]]) -> None:
        super().__init__()
        self._nodes = nodes

    def __missing__(self, word: str) -> _Node[Key] | None:
        if len(self) >= REMEMBERED:
            self.clear()
        self[word] = node = self._nodes.get(word.lower())
        return node


class PhraseTrie(Generic[Key]):
    """Finds phrases, whatever their case, in sequences of tokens.

    >>> from matcher.skills.tokenization import Tokenizer
    >>> cut = Tokenizer()
    >>> trie = PhraseTrie([("rails", cut("Ruby on Rails")), ("ruby", cut("Ruby"))])
    >>> list(trie.find(cut("RUBY ON RAILS")))
    [('ruby', 0, 1), ('rails', 0, 3)]
    """

    def __init__(self, phrases: Iterable[tuple[Key, Sequence[Token]]]) -> None:
        roots: dict[str, _Node[Key]] = {}
        for key, tokens in phrases:
            following, node = roots, None
            for token in tokens:
                node = following.setdefault(token.text.lower(), _Node())
                following = node.following
            if node is not None and key not in node.keys:
                node.keys += (key,)
        self._roots = _Roots(roots)

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
