"""A taxonomy's names, cut into words and put in order before any text is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.core.build_cache import built
from matcher.core.fingerprint import fingerprint
from matcher.skills.phrase_trie import by_first_word
from matcher.skills.taxonomy import Taxonomy, load_taxonomy
from matcher.skills.tokenization import FormParts, Tokenizer

__all__ = ["Names", "names_of"]


@dataclass(frozen=True, slots=True)
class Names:
    """What a recogniser needs of a taxonomy's names.

    >>> (("kubernetes", False), "kubernetes") in names_of(load_taxonomy()).phrases["kubernetes"]
    True
    """

    parts: FormParts
    """What the tokenizer needs."""
    phrases: dict[str, list[tuple[tuple[str, bool], str]]]
    """Of :func:`matcher.skills.phrase_trie.by_first_word`; the key is the skill, and whether the name is doubtful."""


def names_of(taxonomy: Taxonomy) -> Names:
    """Those of a taxonomy; of the shipped one they are kept from one process to the next.

    Args:
        taxonomy: the skills.
    """
    if taxonomy is not load_taxonomy():
        return _cut(taxonomy)
    made_of = f"{taxonomy.version} {fingerprint('skills.names')}".encode()
    return built("names", made_of, Names, lambda: _cut(taxonomy))


def _cut(taxonomy: Taxonomy) -> Names:
    parts = FormParts.of([*taxonomy.forms, *taxonomy.ambiguous])
    tokenizer = Tokenizer(parts)
    phrases = by_first_word(
        ((skill, doubtful), tokenizer.words_of(form))
        for forms, doubtful in ((taxonomy.forms, False), (taxonomy.ambiguous, True))
        for form, skill in forms.items()
    )
    return Names(parts, phrases)
