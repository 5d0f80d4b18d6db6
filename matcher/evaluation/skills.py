"""Compare found skills with labelled skills: count the found, the missed and the extra ones.

A found skill and a labelled one are the same if the taxonomy maps their names or surface forms to the same skill, or if
a surface form is the same apart from case, edge punctuation and a version number. Only claimed mentions count: a skill
that the résumé negates, wishes for or only implies is not found. A labelled skill that several found ones match counts
once. *lenient* compares the skill, *strict* also its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from matcher.evaluation.labels import Label
from matcher.reporting.schema import CandidateSummary, SkillSummary
from matcher.skills.taxonomy import Taxonomy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["MODES", "SkillCounts", "SkillError", "count_skills", "precision_recall_f1"]

MODES: Final = ("lenient", "strict")

_VERSION: Final = re.compile(r"[\s/-]+v?\d+[a-z]?(\.(\d+|x))*\+?$")


@dataclass(frozen=True, slots=True)
class SkillError:
    """One disagreement on a skill.

    >>> SkillError("missed", "ana.pdf", "PostgreSQL", "database").type
    'missed'
    """

    type: Literal["missed", "extra", "kind"]
    document: str
    skill: str
    kind: str
    """The labelled kind; for an extra skill the found kind; if the kinds differ, both."""


@dataclass(frozen=True, slots=True)
class SkillCounts:
    """Counts of found, missed and extra skills."""

    kinds: tuple[str, ...]
    counts: NDArray[np.int64]
    """Axes: document, mode (:data:`MODES`), kind, and (found, missed, extra)."""
    errors: tuple[SkillError, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    kind: str
    keys: frozenset[str]


def count_skills(pairs: Sequence[tuple[Label, CandidateSummary | None]], taxonomy: Taxonomy) -> SkillCounts:
    """Count found, missed and extra skills for each document.

    Args:
        pairs: labels with skills, each with its document's entry in the run; None if the document was not scored, so
            all its skills are missed.
        taxonomy: maps different names to one skill.

    Returns:
        Counts for the kinds that occur in the labels; found skills of other kinds are ignored.
    """
    import numpy as np

    kinds = _kinds(label for label, _ in pairs)
    column = {kind: n for n, kind in enumerate(kinds)}
    counts = np.zeros((len(pairs), len(MODES), len(kinds), 3), dtype=np.int64)
    errors: list[SkillError] = []
    for row, (label, candidate) in enumerate(pairs):
        document = candidate["document"] if candidate else label.names[0]
        found = [_found(s) for s in candidate["skills"] if _claimed(s)] if candidate else []
        contested = _keys(label.contested, taxonomy)
        labelled = [(s, _keys((s.name, *s.surfaces), taxonomy)) for s in label.skills or ()]
        for skill, keys in labelled:
            hits = [f for f in found if f.keys & keys]
            right = any(f.kind in skill.kinds for f in hits)
            kind = column[min(skill.kinds)]
            counts[row, 0, kind, 0 if hits else 1] += 1
            counts[row, 1, kind, 0 if right else 1] += 1
            expected = "/".join(sorted(skill.kinds))
            if not hits:
                errors.append(SkillError("missed", document, skill.name, expected))
            elif not right:
                errors.append(SkillError("kind", document, skill.name, f"{hits[0].kind}, not {expected}"))
        for f in found:
            if f.kind in column and not f.keys & contested and not any(f.keys & keys for _, keys in labelled):
                counts[row, :, column[f.kind], 2] += 1
                errors.append(SkillError("extra", document, f.name, f.kind))
    return SkillCounts(kinds, counts, tuple(errors))


def precision_recall_f1(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Compute precision, recall and F1 from counts of found, missed and extra (the last axis).

    A measure that would divide by zero, because nothing was found or labelled, is NaN.

    >>> import numpy as np
    >>> precision_recall_f1(np.array([8, 2, 0])).round(3).tolist()
    [1.0, 0.8, 0.889]
    """
    import numpy as np

    found, missed, extra = (counts[..., n].astype(float) for n in range(3))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.stack(
            (found / (found + extra), found / (found + missed), 2 * found / (2 * found + missed + extra)), axis=-1
        )


def _kinds(labels: Iterable[Label]) -> tuple[str, ...]:
    """Return the kinds that occur in labels: the taxonomy's kinds in its order, then any others."""
    from matcher.skills.taxonomy import KINDS

    used = {kind for label in labels for skill in label.skills or () for kind in skill.kinds}
    return tuple(k for k in KINDS if k in used) + tuple(sorted(used.difference(KINDS)))


def _claimed(skill: SkillSummary) -> bool:
    return any(m["assertion"] == "claimed" for m in skill["mentions"])


def _found(skill: SkillSummary) -> _Found:
    surfaces = [m["surface_form"] for m in skill["mentions"] if m["assertion"] == "claimed"]
    # The id covers all spellings of the skill. Its surface forms are not looked up: they may mean other skills, too.
    keys = frozenset({f"id:{skill['id']}", *map(_plain, (skill["name"], *surfaces))})
    return _Found(skill["name"], skill["kind"], keys)


def _keys(names: Iterable[str], taxonomy: Taxonomy) -> frozenset[str]:
    spellings = list(names)
    skills = [taxonomy.find(name) or taxonomy.find(_plain(name)) for name in spellings]
    return frozenset({*map(_plain, spellings), *(f"id:{s.id}" for s in skills if s)})


def _plain(name: str) -> str:
    """Normalise a name: fold case and blanks, remove edge punctuation and a trailing version."""
    text = " ".join(name.casefold().split()).strip("()[],;: ").rstrip(".")
    return _VERSION.sub("", text)
