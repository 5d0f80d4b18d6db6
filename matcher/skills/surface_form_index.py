"""Index a taxonomy's surface forms: tokenise them once, before any text is read."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.core.build_cache import load_or_build
from matcher.core.fingerprint import fingerprint
from matcher.skills.phrase_trie import group_by_first_word
from matcher.skills.taxonomy import Taxonomy, load_taxonomy
from matcher.skills.tokenization import FormVocabulary, Tokenizer

__all__ = ["SurfaceFormIndex", "index_surface_forms"]


@dataclass(frozen=True, slots=True)
class SurfaceFormIndex:
    """A taxonomy's surface forms as the recogniser needs them.

    >>> (("kubernetes", False), "kubernetes") in index_surface_forms(load_taxonomy()).phrases["kubernetes"]
    True
    """

    vocabulary: FormVocabulary
    """The forms as the tokenizer needs them."""
    phrases: dict[str, list[tuple[tuple[str, bool], str]]]
    """As :func:`matcher.skills.phrase_trie.group_by_first_word` returns them; the key is the skill's id and whether the
    form is ambiguous."""


def index_surface_forms(taxonomy: Taxonomy) -> SurfaceFormIndex:
    """Return the index of a taxonomy; that of the shipped one is cached on disk between processes.

    Args:
        taxonomy: the skills.
    """
    if taxonomy is not load_taxonomy():
        return _tokenize(taxonomy)
    inputs = f"{taxonomy.version} {fingerprint('skills.surface_form_index')}".encode()
    return load_or_build("surface-forms", inputs, SurfaceFormIndex, lambda: _tokenize(taxonomy))


def _tokenize(taxonomy: Taxonomy) -> SurfaceFormIndex:
    vocabulary = FormVocabulary.from_forms([*taxonomy.forms, *taxonomy.ambiguous])
    tokenizer = Tokenizer(vocabulary)
    phrases = group_by_first_word(
        ((skill, ambiguous), tokenizer.words_of(form))
        for forms, ambiguous in ((taxonomy.forms, False), (taxonomy.ambiguous, True))
        for form, skill in forms.items()
    )
    return SurfaceFormIndex(vocabulary, phrases)
