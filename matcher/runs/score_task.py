"""What a worker process calls: from the bytes of a document to those of what was found in it and what that earns."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from importlib import import_module
from typing import Final

from matcher.core.document import Block, Document
from matcher.core.encoding import decode, encode
from matcher.core.profile import RequirementProfile
from matcher.core.regex_literals import store_literals
from matcher.core.skills import Analysis, SkillsFile
from matcher.parsing.text_signature import signature_of
from matcher.parsing.timeline import total_months
from matcher.runs.scheduler import Assessed
from matcher.scoring.candidate_record import StandingNumbers, encode_standing, has_lines, signature_in
from matcher.scoring.pipeline import Pipeline
from matcher.skills.analyzer import visible_document

__all__ = ["Assessor", "get_ready", "prepare_assessor"]


@dataclass(frozen=True, slots=True)
class Assessor:
    """Looks through documents and scores them, as :data:`matcher.runs.scheduler.Assess` says.

    Args:
        pipeline: finds and scores.
        lines: the lines' keys, of :func:`matcher.runs.cache_keys.versions_of`.
    """

    pipeline: Pipeline
    lines: Sequence[bytes]

    def __call__(self, document: bytes, finding: bytes, before: bytes, wanted: bool) -> Assessed:
        """See :data:`matcher.runs.scheduler.Assess`."""
        whole = decode(document, Document)
        if whole is None:
            return Assessed(b"", b"", b"")
        found = decode(finding, Analysis) if finding else None
        if found is None:
            resume, mentions = self.pipeline.analyzer.analyze(whole)
            found = Analysis(resume.sections, resume.positions, resume.warnings, resume.name_spans, mentions)
            finding = encode(found)
        else:
            resume, finding = found.resume(visible_document(whole)), b""
        is_new = not has_lines(before, self.lines)
        assessment, totals, shown = self.pipeline.assess_and_show(
            whole, resume, found.mentions, worded=wanted, showing=is_new
        )
        seen = resume.document
        signature = signature_in(before) if before else signature_of(seen.text)
        numbers = StandingNumbers(total_months(resume.positions), seen.pages, len(seen.text.split()), signature)
        lines = dict(zip(self.lines, zip(*totals, strict=True), strict=True))
        words = b"" if assessment is None else encode(assessment)
        return Assessed(finding, encode_standing(numbers, lines, before), words, shown)


_EXAMPLE: Final = """Ada Example

Experience
Backend developer, Example Ltd, 2019 - present
Built REST APIs in Python and Go with PostgreSQL; no experience with Java.

Skills
Python (expert), Docker, Git
"""
"""A text with something for every stage, none of it anybody's."""


def get_ready() -> None:
    """Load what assessing needs whatever the profile, before that is known."""
    from matcher.scoring.tfidf_match import load_model
    from matcher.skills.recognizer import recognizer_for
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    recognizer_for(taxonomy)
    as_of = datetime.date(2000, 1, 1)
    assessor = Assessor(Pipeline(RequirementProfile("", "", "", ()), taxonomy, load_model(), as_of), ())
    # What is made or imported when it is first asked for is so now (by np.unique this, of all things).
    import_module("numpy.ma")
    assessor(encode(Document("", _EXAMPLE, (Block(0, len(_EXAMPLE), 1),), "text/plain", "", 1)), b"", b"", True)
    store_literals()


def prepare_assessor(
    profile: RequirementProfile, additions: tuple[SkillsFile, ...], as_of: datetime.date, lines: tuple[bytes, ...]
) -> Assessor:
    """Load what assessing needs: once a worker process.

    Args:
        profile: what the role asks for.
        additions: the user's own skills.
        as_of: the day on which "present" ends.
        lines: the lines' keys.
    """
    from matcher.scoring.tfidf_match import load_model
    from matcher.skills.additions import extend
    from matcher.skills.taxonomy import load_taxonomy

    pipeline = Pipeline(profile, reduce(extend, additions, load_taxonomy()), load_model(), as_of)
    store_literals()
    return Assessor(pipeline, lines)
