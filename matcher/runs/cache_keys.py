"""Compute the cache keys of a run: everything that results depend on besides the files."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b

from matcher.core.encoding import content_digest
from matcher.core.fingerprint import fingerprint
from matcher.core.profile import RequirementProfile
from matcher.extraction.reader_version import reader_version
from matcher.languages.word_lists import CODES
from matcher.parsing.role_families.work_kinds import shipped_families_version
from matcher.profiles.equivalents import WORDING_FILES
from matcher.scoring.candidate_record import KEY
from matcher.scoring.components.registry import line_key_parts
from matcher.scoring.misspellings import REAL_WORDS

__all__ = ["ANALYSIS_SOURCES", "NOT_A_RESUME", "SCORE_SOURCES", "SET_APART", "TIMED_OUT", "CacheKeys", "cache_keys_for"]

_LANGUAGES = tuple(f"resources/languages/{code}.toml" for code in CODES)

ANALYSIS_SOURCES = (
    "skills.analyzer", "parsing.text_signature", "resources/places.txt", *_LANGUAGES,
)  # fmt: skip
"""Modules and files that an analysis depends on, with all that these import."""

SCORE_SOURCES = (
    "scoring.pipeline", "runs.score_task", "resources/places.txt", *_LANGUAGES,
    *WORDING_FILES, REAL_WORDS,
)  # fmt: skip
"""Modules and files that evidence, points and assessments depend on, with all that these import."""

_WITHOUT = ("core.errors",)
"""Modules left out of both: a message of an error is in no stored result."""


NOT_A_RESUME = "not-a-resume"
"""Reason code of a file that was read but is no résumé, and what stands in the cache for the media type of all files
that were read and set apart."""

TIMED_OUT = "timed-out"
"""What stands there for files that took too long to read or to assess."""

SET_APART = frozenset({NOT_A_RESUME, "language-unsupported"})
"""Reason codes of files that were read, but are not assessed."""


@dataclass(frozen=True, slots=True)
class CacheKeys:
    """Everything that results depend on besides the files.

    >>> CacheKeys(lambda media_type: "1", b"a", (b"line",), b"p").analysis_key(b"content") != b""
    True
    """

    reader: Callable[[str], str]
    """Returns the version of a media type's reader; of "" that of all readers together; of :data:`NOT_A_RESUME` that of
    everything that decides whether a file is a résumé in a language that matcher reads; of :data:`TIMED_OUT` that of
    everything that takes time."""
    analysis: bytes
    """Everything that analyses depend on: code, taxonomy, models, month."""
    lines: tuple[bytes, ...]
    """A key per ledger line: everything that its evidence depends on, besides the analysis."""
    assessment: bytes
    """Everything that an assessment depends on, besides the analysis."""
    evidence: bytes = b""
    """Everything that stored evidence depends on, besides the analysis; no requirement is part of it."""

    def analysis_key(self, content: bytes) -> bytes:
        """Return the key of a document's analysis."""
        return content_digest([content, self.analysis])

    def assessment_key(self, analysis: bytes) -> bytes:
        """Return the key of the assessment of an analysis."""
        return content_digest([analysis, self.assessment])

    def evidence_key(self, analysis: bytes) -> bytes:
        """Return the key of the stored evidence of an analysis."""
        return content_digest([analysis, self.evidence])


def cache_keys_for(
    profile: RequirementProfile, taxonomy: str, models: Sequence[str], as_of: datetime.date, languages: str
) -> CacheKeys:
    """Compute the cache keys of a run.

    Args:
        profile: the role's requirements.
        taxonomy: its version, with the user's own skills.
        models: the versions of the models.
        as_of: only its month matters.
        languages: the languages of text in pictures.

    >>> from dataclasses import replace
    >>> from matcher.core.profile import Requirement
    >>> profile = RequirementProfile("x", "X", "", (Requirement("a", "A", 1.0, "must"),))
    >>> day = datetime.date(2026, 11, 23)
    >>> one, other = (cache_keys_for(replace(profile, version=v), "t", ("m",), day, "eng") for v in "12")
    >>> one.analysis == other.analysis, one.lines == other.lines, one.assessment == other.assessment
    (True, True, False)
    """
    month = f"{as_of:%Y-%m}"
    shared = [taxonomy, *models, shipped_families_version(), month]
    analysis = content_digest([fingerprint(*ANALYSIS_SOURCES, without=_WITHOUT), *shared])
    scoring = [fingerprint(*SCORE_SOURCES, without=_WITHOUT), *shared]
    relevance = [[(title.phrases, title.worth) for title in profile.titles], profile.worth_of_work]
    lines = [_line_key([scoring, *parts]) for parts in line_key_parts(profile)]
    return CacheKeys(
        partial(_reader_version, languages=languages, analysis=analysis.hex()), analysis, tuple(lines),
        content_digest([scoring, profile]), content_digest([scoring, relevance]),
    )  # fmt: skip


_SETTING_APART = ("parsing.document_kind", "languages.unsupported")


def _reader_version(media_type: str, languages: str, analysis: str) -> str:
    if media_type not in (NOT_A_RESUME, TIMED_OUT):
        return reader_version(media_type, languages)
    sources = _SETTING_APART if media_type == NOT_A_RESUME else SCORE_SOURCES
    return " ".join([reader_version("", languages), analysis, fingerprint(*sources)])


def _line_key(parts: Sequence[object]) -> bytes:
    return blake2b(content_digest(list(parts)), digest_size=KEY).digest()
