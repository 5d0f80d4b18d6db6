"""Compute the digest by which a later run sees that its reports would be the same."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from matcher.core.encoding import content_digest
from matcher.core.fingerprint import fingerprint
from matcher.ranking.ranking import Ranking
from matcher.reporting.page.script import SCRIPTS

__all__ = ["made_from"]

_WRITERS = "reporting.reports", "reporting.page.html", "reporting.tables.workbook", "reporting.markdown"
_TEMPLATES = (
    "reporting/page/report.css",
    "reporting/page/report.html.j2",
    "reporting/page/story.html.j2",
    *(f"reporting/page/scripts/{name}.js" for name in SCRIPTS),
)


def made_from(ranking: Ranking, formats: Collection[str], options: Mapping[str, Any]) -> str:
    """Return a digest of everything that reports are made from, their code included, in hexadecimal.

    Args:
        ranking: the run.
        formats: those to write.
        options: the run's options, as the manifest lists them.

    >>> from matcher.core.profile import RequirementProfile
    >>> role = RequirementProfile("x", "X", "", ())
    >>> one, other = (made_from(Ranking(role, day, ()), ["csv"], {}) for day in ("2026-11-23", "2026-11-24"))
    >>> one == other, len(one)
    (False, 32)
    """
    tail = "" if ranking.tail is None else ranking.tail.digest()
    parts = [
        fingerprint(*_WRITERS, *_TEMPLATES),
        ranking.profile, ranking.as_of, [content_digest(c) for c in ranking.candidates], ranking.needs_review,
        ranking.duplicates, ranking.failures, dict(sorted(ranking.versions.items())), tail, sorted(formats),
        json.dumps(dict(options)),
    ]  # fmt: skip
    return content_digest(parts).hex()
