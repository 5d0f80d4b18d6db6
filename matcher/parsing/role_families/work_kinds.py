"""Combine a position's title with its duties: how its work is distributed over the role families.

The title says it where it is specific ("Front-end developer"); the duties say it where the title leaves it open
("Software engineer", "Consultant", none), and weaken a title that they contradict.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from matcher.core.errors import ModelError
from matcher.core.memo import Memo
from matcher.core.resume import Position
from matcher.core.role_family import FAMILIES, Basis
from matcher.core.shipped_files import RESOURCES
from matcher.languages.detection import language_spans
from matcher.languages.foreign import foreign_languages
from matcher.parsing.role_families.duties_model import (
    META,
    DutiesModel,
    duty_words,
    load_duties_model,
    shipped_folder,
    without_spans,
)
from matcher.parsing.role_families.foreign_duties import load_foreign_duties
from matcher.parsing.role_families.gazetteer import GAZETTEER, OCCUPATIONS, UNKNOWN, TitleGazetteer, load_gazetteer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["MOST_TITLES", "WorkKinds", "WorkShares", "shipped_families_version"]

DUTIES_WEIGHT: Final = 0.8
"""How much the duties count beside the title: the exponent of their likelihood ratio. Words of one job depend on one
another, so 1 would trust them too much. From 0.5 to 1 the order of the graded résumés is the same within .001 of
Spearman's rho, and so are the families of 170 labelled jobs within 2; the title alone (0) is .005 and 12 jobs worse
(benchmarks/RESULTS.md, "The kind of work of each job")."""

ENOUGH_WORDS: Final = 25
"""Known words from which on duties count in full; fewer count in proportion. The order of the graded
résumés is the same from 8 to 40; the more it takes, the less a few unrelated words in a short text can move."""

UNLISTED_WORDS: Final = 1.7
"""Words of duties that stand, in other languages than English, beside each one that is listed: the model knows 4,000
English words, the language files the few hundred that tell most. The same jobs of ``data/parallel`` hold 14.1 known
words on average in English and 5.2 in the eleven other languages (2.7 times), with as much evidence. After changes of
``[duties]`` count again, and run ``python -m benchmarks parallel``."""

MOST_CHARACTERS: Final = 2_000
"""Characters of a position that are read: more words say no more of the kind of work, and a tenth of the positions are
longer than 2,400."""

_BASES: Final[Mapping[tuple[bool, bool], Basis]] = {
    (False, False): "", (True, False): "title", (False, True): "duties", (True, True): "title and duties",
}  # fmt: skip
"""By whether the title names anything, and whether a word of the duties is known."""

MOST_TITLES: Final = 10_000
"""Job titles whose families are kept at once; the same few occur in most résumés."""


class WorkShares(NamedTuple):
    """How the work of one position is distributed over the role families.

    >>> WorkShares((1.0,) + (0.0,) * (len(FAMILIES) - 1), "title").basis
    'title'
    """

    shares: Sequence[float]
    """Probability of each of :data:`matcher.core.role_family.FAMILIES`, in this order."""
    basis: Basis


class WorkKinds:
    """Finds out what kind of work positions were.

    Args:
        gazetteer: of job titles; the shipped ones, by the languages of a text, if not given.
        model: of duties; the shipped one if not given.

    >>> from matcher.core.resume import Month
    >>> text = "Tester. Wrote test cases and test plans, executed regression tests, tracked defects and reported bugs."
    >>> job = Position(0, len(text), Month(2020, 1), Month(2021, 1), title="Tester")
    >>> shares, basis = WorkKinds().shares(text, [job], [])[0]
    >>> FAMILIES[max(range(len(FAMILIES)), key=shares.__getitem__)], basis
    ('qa', 'title and duties')
    """

    def __init__(self, gazetteer: TitleGazetteer | None = None, model: DutiesModel | None = None) -> None:
        self._gazetteer = gazetteer
        self._model = load_duties_model() if model is None else model
        self._title: Memo[tuple[str, tuple[str, ...]], tuple[bool, NDArray[np.float64]]] = Memo(
            lambda key: self._of_title(*key), MOST_TITLES
        )

    def shares(self, text: str, positions: Sequence[Position], mentions: Sequence[tuple[int, int]]) -> list[WorkShares]:
        """Return how the work of each position is distributed.

        Args:
            text: of the résumé.
            positions: in it.
            mentions: spans of the technologies in it, which are left out of the duties.
        """
        import numpy as np

        if not positions:
            return []
        codes = foreign_languages(text)
        ends = [min(p.end, p.start + MOST_CHARACTERS) for p in positions]
        text = without_spans(text, mentions)
        # English words in text of other languages ("web", "Management") say little.
        english = without_spans(text, _foreign_spans(text)) if codes else text
        words = [duty_words(english[p.start : end], p.title) for p, end in zip(positions, ends, strict=True)]
        unlisted = np.zeros(len(words))
        if codes:
            foreign = load_foreign_duties(tuple(sorted(codes)))
            for number, (found, position, end) in enumerate(zip(words, positions, ends, strict=True)):
                equivalents = foreign.english(text[position.start : end], position.title) - found
                unlisted[number] = len(equivalents) * UNLISTED_WORDS
                found |= equivalents
        evidence, known = self._model.evidence(words)
        weight = DUTIES_WEIGHT * np.minimum(1.0, (known + unlisted) / ENOUGH_WORDS)
        named = [self._title[position.title, codes] for position in positions]
        shares = np.array([title for _, title in named]) * np.exp(evidence * weight[:, None])
        shares /= shares.sum(axis=1, keepdims=True)
        bases = [_BASES[by_title, count > 0] for (by_title, _), count in zip(named, known.tolist(), strict=True)]
        return list(map(WorkShares, shares.tolist(), bases))

    def _of_title(self, title: str, codes: tuple[str, ...]) -> tuple[bool, NDArray[np.float64]]:
        """Return whether a title names anything, and how work under it is distributed."""
        import numpy as np

        gazetteer = load_gazetteer(tuple(sorted(codes))) if self._gazetteer is None else self._gazetteer
        families = gazetteer.families(title)
        named = np.array([families.shares.get(family, 0.0) for family in FAMILIES])
        return families.rank != UNKNOWN, named + max(0.0, 1.0 - float(named.sum())) * self._model.prior


def _foreign_spans(text: str) -> list[tuple[int, int]]:
    """Return the parts of a text that are not in English."""
    return [(span.start, span.end) for span in language_spans(text) if span.code != "en"]


def shipped_families_version() -> str:
    """Return the version of the shipped gazetteer and model, without reading the weights.

    Raises:
        ModelError: the model is missing.

    >>> len(shipped_families_version())
    12
    """
    try:
        sources = [(RESOURCES / name).read_bytes() for name in (GAZETTEER, OCCUPATIONS)]
        sources.append((shipped_folder() / META).read_bytes())
    except OSError as error:
        raise ModelError(f"{shipped_folder()}: no model of role families ({error}); reinstall matcher") from error
    return hashlib.sha256(b"".join(b"%d %b" % (len(source), source) for source in sources)).hexdigest()[:12]
