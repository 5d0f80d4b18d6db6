"""Skills found against skills labelled: what was found, missed, and found besides.

A found skill and a labelled one are the same where the taxonomy takes their names or surface forms for the same skill,
or where a surface form is the same but for case, edge punctuation and a version number. Counted is what the résumé
claims: what it denies, wishes for or only implies is no find. Of a labelled skill that several found ones match, one
suffices; *lenient* asks for the skill, *strict* for its kind, too.
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

    >>> SkillError("missed", "ana.pdf", "PostgreSQL", "database").sort
    'missed'
    """

    sort: Literal["missed", "extra", "kind"]
    document: str
    skill: str
    kind: str
    """The kind labelled; of an extra skill the kind found; where kinds differ, both."""


@dataclass(frozen=True, slots=True)
class SkillCounts:
    """How often skills were found, missed, and found besides."""

    kinds: tuple[str, ...]
    counts: NDArray[np.int64]
    """By document, mode (:data:`MODES`), kind, and found, missed, extra."""
    errors: tuple[SkillError, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    kind: str
    keys: frozenset[str]


def count_skills(pairs: Sequence[tuple[Label, CandidateSummary | None]], taxonomy: Taxonomy) -> SkillCounts:
    """Count agreement, document by document.

    Args:
        pairs: labels that name skills, each with its document's entry of the run; None where it was not scored, so that
            all its skills are missed.
        taxonomy: what knows that two names are one skill.

    Returns:
        The counts, of the kinds that occur in the labels; skills found of other kinds are not judged.
    """
    import numpy as np

    kinds = _kinds(label for label, _ in pairs)
    column = {kind: n for n, kind in enumerate(kinds)}
    counts = np.zeros((len(pairs), len(MODES), len(kinds), 3), dtype=np.int64)
    errors: list[SkillError] = []
    for row, (label, candidate) in enumerate(pairs):
        document = candidate["document"] if candidate else label.names[0]
        found = [_found(s) for s in candidate["skills"] if _claimed(s)] if candidate else []
        spared = _keys(label.contested, taxonomy)
        labelled = [(s, _keys((s.name, *s.surfaces), taxonomy)) for s in label.skills or ()]
        for skill, keys in labelled:
            hits = [f for f in found if f.keys & keys]
            right = any(f.kind in skill.kinds for f in hits)
            place = column[min(skill.kinds)]
            counts[row, 0, place, 0 if hits else 1] += 1
            counts[row, 1, place, 0 if right else 1] += 1
            meant = "/".join(sorted(skill.kinds))
            if not hits:
                errors.append(SkillError("missed", document, skill.name, meant))
            elif not right:
                errors.append(SkillError("kind", document, skill.name, f"{hits[0].kind}, not {meant}"))
        for f in found:
            if f.kind in column and not f.keys & spared and not any(f.keys & keys for _, keys in labelled):
                counts[row, :, column[f.kind], 2] += 1
                errors.append(SkillError("extra", document, f.name, f.kind))
    return SkillCounts(kinds, counts, tuple(errors))


def precision_recall_f1(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Precision, recall and F1 from counts of found, missed and extra (the last axis).

    Where nothing was found, or nothing was there to find, the measure that would divide by zero is not a number.

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
    """Kinds that occur in labels, in the taxonomy's order, further ones after it."""
    from matcher.skills.taxonomy import KINDS

    used = {kind for label in labels for skill in label.skills or () for kind in skill.kinds}
    return tuple(k for k in KINDS if k in used) + tuple(sorted(used.difference(KINDS)))


def _claimed(skill: SkillSummary) -> bool:
    return any(m["assertion"] == "claimed" for m in skill["mentions"])


def _found(skill: SkillSummary) -> _Found:
    surfaces = [m["surface_form"] for m in skill["mentions"] if m["assertion"] == "claimed"]
    # The skill's id stands for all its spellings; what else its surface forms could mean is none of its business.
    keys = frozenset({f"id:{skill['id']}", *map(_plain, (skill["name"], *surfaces))})
    return _Found(skill["name"], skill["kind"], keys)


def _keys(names: Iterable[str], taxonomy: Taxonomy) -> frozenset[str]:
    given = list(names)
    skills = [taxonomy.find(name) or taxonomy.find(_plain(name)) for name in given]
    return frozenset({*map(_plain, given), *(f"id:{s.id}" for s in skills if s)})


def _plain(name: str) -> str:
    """A name without case, folded blanks, edge punctuation and trailing version."""
    text = " ".join(name.casefold().split()).strip("()[],;: ").rstrip(".")
    return _VERSION.sub("", text)
