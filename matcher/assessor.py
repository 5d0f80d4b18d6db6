"""What a worker process calls: from the bytes of a document to those of what was found in it and what that earns."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial, reduce
from hashlib import blake2b

from matcher.encoding import content_of, decode, encode
from matcher.extraction.versions import reader_version
from matcher.finder import what_is_seen
from matcher.fingerprint import fingerprint
from matcher.pipeline import Pipeline
from matcher.stages import Assessed, Versions
from matcher.standing import KEY, StandingNumbers, encode_standing
from matcher.types import Document, Finding, Requirement, RequirementProfile, SkillsFile

__all__ = ["Assessor", "prepare_assessor", "versions_of"]


@dataclass(frozen=True, slots=True)
class Assessor:
    """Looks through documents and scores them, as :data:`matcher.stages.Assess` says.

    Args:
        pipeline: finds and scores.
        lines: the lines' keys, of :func:`versions_of`.
    """

    pipeline: Pipeline
    lines: Sequence[bytes]

    def __call__(self, document: bytes, finding: bytes, before: bytes, wanted: bool) -> Assessed:
        """See :data:`matcher.stages.Assess`."""
        whole = decode(document, Document)
        if whole is None:
            return Assessed(b"", b"", b"")
        found = decode(finding, Finding) if finding else None
        if found is None:
            resume, mentions = self.pipeline.finder.find(whole)
            found = Finding(resume.sections, resume.positions, resume.warnings, resume.names, mentions)
            finding = encode(found)
        else:
            resume, finding = found.resume(what_is_seen(whole)), b""
        assessment, totals = self.pipeline.assess_found(whole, resume, found.mentions)
        numbers = StandingNumbers(assessment.months, assessment.pages, assessment.words)
        lines = dict(zip(self.lines, zip(*totals, strict=True), strict=True))
        return Assessed(finding, encode_standing(numbers, lines, before), encode(assessment) if wanted else b"")


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
    from matcher.similarity import load_model
    from matcher.skills.additions import extend
    from matcher.skills.taxonomy import load_taxonomy

    return Assessor(Pipeline(profile, reduce(extend, additions, load_taxonomy()), load_model(), as_of), lines)


def versions_of(
    profile: RequirementProfile, taxonomy: str, models: Sequence[str], as_of: datetime.date, languages: str
) -> Versions:
    """What results depend on beside the files: the keys under which they are remembered.

    Args:
        profile: what the role asks for.
        taxonomy: its version, with the user's own skills.
        models: the versions of the models.
        as_of: of it the month alone matters.
        languages: what pictures are written in.

    >>> profile = RequirementProfile("x", "X", "", (Requirement("a", "A", 1.0, "must"),))
    >>> day = datetime.date(2026, 11, 23)
    >>> one, other = (versions_of(replace(profile, version=v), "t", ("m",), day, "eng") for v in "12")
    >>> one.finder == other.finder, one.lines == other.lines, one.profile == other.profile
    (True, True, False)
    """
    month = f"{as_of:%Y-%m}"
    finder = content_of([fingerprint("finder", "resources/headings.toml"), taxonomy, *models, month])
    scoring = [fingerprint("pipeline", "assessor", "resources/headings.toml"), taxonomy, *models, month]
    by_id = {requirement.id: requirement for requirement in profile.requirements}
    titles = [(title.phrases, title.worth) for title in profile.titles]
    lines = [
        _line_key([scoring, titles, _evidence_of(r), [_evidence_of(by_id[other]) for other in r.together]])
        for r in profile.requirements
    ]
    if profile.tfidf_weight:
        lines.append(_line_key([scoring, profile.text]))
    return Versions(partial(reader_version, languages=languages), finder, tuple(lines), content_of([scoring, profile]))


def _evidence_of(requirement: Requirement) -> list[object]:
    """All of a requirement that its evidence depends on: nothing of its weight, nor of its names."""
    satisfiers = [(satisfier.skill, satisfier.weight) for satisfier in requirement.satisfied_by]
    return [satisfiers, requirement.phrases, requirement.description, requirement.together]


def _line_key(parts: Sequence[object]) -> bytes:
    return blake2b(content_of(list(parts)), digest_size=KEY).digest()
