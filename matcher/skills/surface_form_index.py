"""A taxonomy's names, cut into words and put in order before any text is looked at."""

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
    """What a recogniser needs of a taxonomy's names.

    >>> (("kubernetes", False), "kubernetes") in index_surface_forms(load_taxonomy()).phrases["kubernetes"]
    True
    """

    vocabulary: FormVocabulary
    """What the tokenizer needs."""
    phrases: dict[str, list[tuple[tuple[str, bool], str]]]
    """Of :func:`matcher.skills.phrase_trie.group_by_first_word`; the key is the skill, and whether the name is doubtful."""


def index_surface_forms(taxonomy: Taxonomy) -> SurfaceFormIndex:
    """Those of a taxonomy; of the shipped one they are kept from one process to the next.

    Args:
        taxonomy: the skills.
    """
    if taxonomy is not load_taxonomy():
        return _tokenize(taxonomy)
    made_of = f"{taxonomy.version} {fingerprint('skills.surface_form_index')}".encode()
    return load_or_build("surface-forms", made_of, SurfaceFormIndex, lambda: _tokenize(taxonomy))


def _tokenize(taxonomy: Taxonomy) -> SurfaceFormIndex:
    vocabulary = FormVocabulary.from_forms([*taxonomy.forms, *taxonomy.ambiguous])
    tokenizer = Tokenizer(vocabulary)
    phrases = group_by_first_word(
        ((skill, doubtful), tokenizer.words_of(form))
        for forms, doubtful in ((taxonomy.forms, False), (taxonomy.ambiguous, True))
        for form, skill in forms.items()
    )
    return SurfaceFormIndex(vocabulary, phrases)
