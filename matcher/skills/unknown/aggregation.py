"""Count the unknown names of a batch by the number of résumés that list each among known technologies."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from matcher.skills.spelling import fold_spelling
from matcher.skills.taxonomy import Taxonomy
from matcher.skills.unknown.names import Looks, UnknownNames

__all__ = ["UnknownTechnology", "aggregate_unknown"]

SIMILAR: Final = 0.8
"""Lowest similarity (difflib's ratio, 0 to 1) at which a known spelling is suggested for an unknown one: two letters
swapped in a word of five ("Juint", JUnit). It is a hint for a person and decides nothing."""


@dataclass(frozen=True, slots=True)
class UnknownTechnology:
    """One name that the taxonomy does not contain, with its counts in a batch.

    >>> UnknownTechnology("Foobase", ("Foobase",), "capitalised", 7, 6, "", "cv.txt", "Java, Foobase, Redis").listed
    6
    """

    name: str
    """Its most frequent spelling."""
    spellings: tuple[str, ...]
    """All its spellings, most frequent first."""
    looks: Looks
    resumes: int
    """Résumés that contain it."""
    listed: int
    """Résumés that list it among known technologies."""
    like: str
    """The most similar known spelling, or "": the name may be a typo."""
    document: str
    """An example: a résumé that contains it ..."""
    context: str
    """... and the words around it there."""


def aggregate_unknown(
    documents: Iterable[UnknownNames], taxonomy: Taxonomy, min_resumes: int = 2
) -> tuple[UnknownTechnology, ...]:
    """Add up the unknown names of many résumés.

    Args:
        documents: the unknown names of each résumé.
        taxonomy: the known skills.
        min_resumes: names in fewer résumés are left out: most of them belong to one person.

    Returns:
        The names, those first that most résumés list among known technologies; the batch's employers are left out.

    >>> from matcher.skills.taxonomy import load_taxonomy
    >>> one = UnknownNames("a.txt", {"foobase": Counter(["FooBase"])},
    ...                     {"foobase": (True, "mixed case", "Java, FooBase")}, frozenset())
    >>> [(t.name, t.listed) for t in aggregate_unknown([one, one], load_taxonomy())]
    [('FooBase', 2)]
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    resumes: Counter[str] = Counter()
    listed: Counter[str] = Counter()
    examples: dict[str, tuple[bool, Looks, str, str]] = {}
    employers: set[str] = set()
    for names in sorted(documents, key=lambda d: d.document):
        employers |= names.employers
        for key, (in_list, looks, context) in names.examples.items():
            resumes[key] += 1
            listed[key] += in_list
            spellings[key].update(names.spellings[key].keys())
            if key not in examples or (in_list and not examples[key][0]):
                examples[key] = (in_list, looks, names.document, context)
    kept = [key for key, count in resumes.items() if count >= min_resumes and key not in employers]
    known = _KnownSpellings(taxonomy)
    technologies = []
    for key in sorted(kept, key=lambda k: (-listed[k], -resumes[k], k)):
        ordered = sorted(spellings[key], key=lambda s: (-spellings[key][s], s))
        _, looks, document, context = examples[key]
        similar = known.most_similar(ordered[0])
        technologies.append(
            UnknownTechnology(ordered[0], tuple(ordered), looks, resumes[key], listed[key], similar, document, context)
        )
    return tuple(technologies)


class _KnownSpellings:
    """Known spellings by first letter, so that each name is compared with some hundred instead of all."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.forms: dict[str, list[str]] = defaultdict(list)
        for skill in taxonomy:
            for form in (*skill.aliases, *skill.ambiguous):
                if len(form) > 3:
                    self.forms[form[0].casefold()].append(form)

    def most_similar(self, name: str) -> str:
        folded = fold_spelling(name)
        if len(folded) < 4:
            return ""
        spellings = {fold_spelling(f): f for f in self.forms[folded[0]] if abs(len(f) - len(folded)) <= 2}
        matches = difflib.get_close_matches(folded, sorted(spellings), n=1, cutoff=SIMILAR)
        return spellings[matches[0]] if matches else ""
