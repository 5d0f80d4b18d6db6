"""The trie finds the same phrases as spaCy's PhraseMatcher over the same tokens."""

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from matcher.skills.phrase_trie import PhraseTrie, group_by_first_word
from matcher.skills.recognizer import Recognizer
from matcher.skills.taxonomy import load_taxonomy
from matcher.skills.tokenization import Token, Tokenizer

TAXONOMY = load_taxonomy()
NAMES = [(skill, form) for forms in (TAXONOMY.forms, TAXONOMY.ambiguous) for form, skill in forms.items()]
WRITTEN = [form for skill in TAXONOMY for form in (*skill.aliases, *skill.ambiguous)]


@cache
def recognizer() -> Recognizer:
    return Recognizer(TAXONOMY)


@cache
def reference() -> PhraseMatcher:
    vocab = English().vocab
    matcher = PhraseMatcher(vocab, attr="LOWER")
    for number, (_, form) in enumerate(NAMES):
        matcher.add(str(number), [as_doc(recognizer().tokenizer(form), vocab)])
    return matcher


def as_doc(tokens: Sequence[Token], vocab: object) -> Doc:
    return Doc(vocab, words=[token.text for token in tokens])


def spacy_finds(text: str) -> set[tuple[str, int, int]]:
    """Return (skill, first token, index after the last token) of every name that spans no blank line."""
    matcher, tokens = reference(), recognizer().tokenizer(text)
    return {
        (NAMES[int(matcher.vocab.strings[key])][0], first, last)
        for key, first, last in matcher(as_doc(tokens, matcher.vocab))
        if not any(token.paragraph_start for token in tokens[first + 1 : last])
    }


SEPARATORS = " |, |/|; |\n|\n\n|\t|  | • |-|.|. |: | (|) |&||\xa0|\r\n".split("|")
PROSE = "built used with in of and for the 5 years 2019 v8 11g Inc. developer server REST is Go-getter ſ İ ß".split()
CASES = st.sampled_from([str, str.upper, str.lower, str.title, str.swapcase])


@st.composite
def texts(draw: st.DrawFn) -> str:
    parts = []
    for _ in range(draw(st.integers(0, 14))):
        word = draw(st.sampled_from(WRITTEN) if draw(st.booleans()) else st.sampled_from(PROSE))
        parts += [draw(CASES)(word), draw(st.sampled_from(SEPARATORS))]
    return "".join(parts)


@settings(deadline=None)  # the first example builds the matchers
@given(texts())
def test_the_trie_finds_the_same_names_as_spacy(text: str) -> None:
    candidates = recognizer()._candidates(recognizer().tokenizer(text))
    assert {(c.skill, c.first, c.last) for c in candidates} == spacy_finds(text)


@settings(deadline=None)  # the first example builds the matchers
@given(
    st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=4)), st.text(st.sampled_from("aAbc \n"), max_size=30)
)
def test_phrases_of_short_words(phrases: list[list[str]], text: str) -> None:
    vocab = reference().vocab
    matcher = PhraseMatcher(vocab, attr="LOWER")
    tokenize = Tokenizer()
    spaced = " ".join(text).replace("\n \n", "\n\n")
    tokens = tokenize(spaced)
    for words in phrases:
        matcher.add(" ".join(words), [Doc(vocab, words=words)])
    trie = PhraseTrie(group_by_first_word((" ".join(words), words) for words in phrases))
    expected = {
        (vocab.strings[key], first, last)
        for key, first, last in matcher(as_doc(tokens, vocab))
        if not any(token.paragraph_start for token in tokens[first + 1 : last])
    }
    matches = trie.find(tokens)
    assert set(matches) == expected
    assert len(matches) == len(set(matches))


@pytest.mark.parametrize("name", ["Ruby on Rails", "PL/SQL", "C++", "Node.js", "ASP.NET MVC"])
def test_well_known_names(name: str) -> None:
    assert (TAXONOMY.find(name).id, 2, 2 + len(recognizer().tokenizer(name))) in spacy_finds(f"Built with {name}.")
