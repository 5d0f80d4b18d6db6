"""Whether the reports of a folder are the very ones that would be written now: then they need not be."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from matcher.core.encoding import content_digest
from matcher.core.fingerprint import fingerprint
from matcher.ranking.ranking import Ranking

__all__ = ["made_from"]

_TEMPLATES = tuple(f"reporting/templates/{name}" for name in ("report.css", "report.html.j2", "report.js"))


def made_from(ranking: Ranking, formats: Collection[str], options: Mapping[str, Any]) -> str:
    """A digest of all that reports are made from, the code that makes them included, in hexadecimal.

    Args:
        ranking: the run.
        formats: those to write.
        options: what the manifest tells of the run's options.

    >>> from matcher.core.profile import RequirementProfile
    >>> role = RequirementProfile("x", "X", "", ())
    >>> one, other = (made_from(Ranking(role, day, ()), ["csv"], {}) for day in ("2026-11-23", "2026-11-24"))
    >>> one == other, len(one)
    (False, 32)
    """
    tail = "" if ranking.tail is None else ranking.tail.digest()
    parts = [
        fingerprint("reporting.reports", "reporting.html", "reporting.tables.workbook", "reporting.markdown", *_TEMPLATES),
        ranking.profile, ranking.as_of, ranking.candidates, ranking.needs_review, ranking.duplicates,
        ranking.failures, dict(sorted(ranking.versions.items())), tail, sorted(formats), json.dumps(dict(options)),
    ]  # fmt: skip
    return content_digest(parts).hex()
