"""Define the kinds of work that a job can have been: role families, and how sure a job's family is.

Frozen values, standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

__all__ = [
    "FAMILIES",
    "FAMILY_LABELS",
    "NOT_WORK",
    "SOFTWARE_FAMILIES",
    "WORK_FAMILIES",
    "Basis",
    "RoleFamily",
    "WorkFamily",
    "WorkKind",
]

RoleFamily = Literal[
    "back-end", "full-stack", "front-end", "mobile", "embedded", "data", "database-administration", "qa", "devops",
    "systems", "network", "security", "support", "business-software", "management", "design", "other",
]  # fmt: skip
"""Kind of work; "embedded" includes desktop software and games, "management" business analysis, and "other" is any
trade outside of information technology."""

WorkFamily = RoleFamily | Literal["software", "unsure"]
"""What is said of a job: its family; "software" for software development of which the side is not known; "unsure"."""

Basis = Literal["", "title", "duties", "title and duties"]
"""What told the family."""

FAMILIES: Final[tuple[RoleFamily, ...]] = get_args(RoleFamily)
"""All families, in the order of their shares."""

WORK_FAMILIES: Final[tuple[WorkFamily, ...]] = (*FAMILIES, "software", "unsure")
"""All that can be said of a job."""

SOFTWARE_FAMILIES: Final[frozenset[RoleFamily]] = frozenset(
    {"back-end", "full-stack", "front-end", "mobile", "embedded"}
)
"""Families that a software developer of unknown side may belong to."""


FAMILY_LABELS: Final[Mapping[WorkFamily, str]] = {
    "back-end": "back-end development",
    "full-stack": "full-stack development",
    "front-end": "front-end development",
    "mobile": "mobile applications",
    "embedded": "desktop, embedded and game software",
    "data": "data engineering, analysis and science",
    "database-administration": "database administration",
    "qa": "testing and quality assurance",
    "devops": "DevOps and cloud operations",
    "systems": "system administration",
    "network": "networks and telecommunications",
    "security": "security",
    "support": "user and technical support",
    "business-software": "configuration of business software",
    "management": "management and business analysis",
    "design": "design",
    "other": "another trade",
    "software": "software development",
    "unsure": "unsure",
}
"""How the families are called in reports."""


@dataclass(frozen=True, slots=True)
class WorkKind:
    """The kind of work of one dated entry, and how much the entry's evidence counts for a role.

    >>> WorkKind("front-end", 0.93, "title", counts=0.25).family
    'front-end'
    """

    family: WorkFamily
    confidence: float
    """Probability of the family, 0 to 1, in hundredths; of "unsure" that of the likeliest one."""
    basis: Basis = ""
    """Empty where neither title nor duties say anything."""
    counts: float = 1.0
    """How much evidence from the entry counts for the profile's role, 0 (like a mere list) to 1."""


NOT_WORK: Final = WorkKind("unsure", 0.0)
"""Of education and certificates."""
