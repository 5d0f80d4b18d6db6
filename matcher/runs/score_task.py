"""Analyse and score one document in a worker process, from its bytes to those of an analysis and an assessment."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from importlib import import_module
from typing import Final

from matcher.core.document import Block, Document
from matcher.core.encoding import decode, encode
from matcher.core.errors import UnreadableFileError
from matcher.core.profile import Requirement, RequirementProfile
from matcher.core.regex_literals import store_literals
from matcher.core.skills import Analysis, SkillsFile
from matcher.languages.unsupported import find_unsupported_language
from matcher.parsing.document_kind import find_other_kind
from matcher.parsing.text_signature import signature_of
from matcher.runs.task_results import ScoreResult
from matcher.scoring.candidate_facts import facts_of
from matcher.scoring.candidate_record import has_lines, pack_record, signature_in
from matcher.scoring.pipeline import Pipeline
from matcher.skills.analyzer import visible_document

__all__ = ["Scorer", "preload", "prepare_scorer"]


@dataclass(frozen=True, slots=True)
class Scorer:
    """Analyse and score documents, as :data:`matcher.runs.task_results.ScoreDocument` describes.

    Args:
        pipeline: analyses and scores.
        lines: the keys of the ledger's lines, of :func:`matcher.runs.cache_keys.cache_keys_for`.
    """

    pipeline: Pipeline
    lines: Sequence[bytes]

    def __call__(self, document: bytes, analysis: bytes, record: bytes, wants_assessment: bool) -> ScoreResult:
        """See :data:`matcher.runs.task_results.ScoreDocument`."""
        decoded = decode(document, Document)
        if decoded is None:
            return ScoreResult()
        known = decode(analysis, Analysis) if analysis else None
        if known is None:
            resume, mentions = self.pipeline.analyzer.analyze(decoded)
            known = Analysis.of(resume, mentions)
            analysis = encode(known)
        else:
            resume, analysis = known.resume(visible_document(decoded)), b""
        language = find_unsupported_language(resume.document.text)
        if language is not None:
            raise UnreadableFileError("language-unsupported", language.reason, review=True)
        other = find_other_kind(resume)
        if other is not None:
            raise UnreadableFileError("not-a-resume", other.reason, review=True)
        needs_evidence = not has_lines(record, self.lines)
        assessment, totals, evidence = self.pipeline.score(
            decoded, resume, known.mentions, with_assessment=wants_assessment, with_columns=needs_evidence
        )
        signature = signature_in(record) or signature_of(resume.document.text)
        lines = dict(zip(self.lines, zip(*totals, strict=True), strict=True))
        encoded = b"" if assessment is None else encode(assessment)
        return ScoreResult(analysis, pack_record(facts_of(resume), signature, lines, record), encoded, evidence)


_EXAMPLE: Final = """Ada Example
ada@example.org | +44 20 7946 0018 | Leeds

Experience
Backend developer, Example Ltd, 2019 - present
Built REST APIs in Python and Go with PostgreSQL; no experience with Java.

Skills
Python (expert), Docker, Git
"""
"""An invented text with something for every stage."""


_ANY_PROFILE: Final = RequirementProfile("", "", "", (Requirement("any", "Any", 1.0, "must"),))
"""A profile that loads the scorer of requirements, which every real profile needs."""


def preload() -> None:
    """Load what scoring needs for any profile, before the profile is known."""
    from matcher.scoring.tfidf_model import load_model
    from matcher.skills.recognizer import recognizer_for
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    recognizer_for(taxonomy)
    as_of = datetime.date(2000, 1, 1)
    scorer = Scorer(Pipeline(_ANY_PROFILE, taxonomy, load_model(), as_of), ())
    # Imported by NumPy on first use, by np.unique of all things.
    import_module("numpy.ma")
    # Everything else that is built or imported on first use is so now.
    scorer(encode(Document("", _EXAMPLE, (Block(0, len(_EXAMPLE), 1),), "text/plain", "", 1)), b"", b"", True)
    store_literals()


def prepare_scorer(
    profile: RequirementProfile, additions: tuple[SkillsFile, ...], as_of: datetime.date, lines: tuple[bytes, ...]
) -> Scorer:
    """Load what scoring needs, once per process.

    Args:
        profile: the role's requirements.
        additions: the user's own skills.
        as_of: the day on which "present" ends.
        lines: the keys of the ledger's lines.
    """
    from matcher.scoring.tfidf_model import load_model
    from matcher.skills.additions import extend
    from matcher.skills.taxonomy import load_taxonomy

    pipeline = Pipeline(profile, reduce(extend, additions, load_taxonomy()), load_model(), as_of)
    store_literals()
    return Scorer(pipeline, lines)
