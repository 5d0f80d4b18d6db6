"""What results depend on beside the files: the keys under which they are remembered."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b

from matcher.core.encoding import content_digest
from matcher.core.fingerprint import fingerprint
from matcher.core.profile import Requirement, RequirementProfile
from matcher.extraction.reader_version import reader_version
from matcher.scoring.candidate_record import KEY

__all__ = ["Versions", "versions_of"]


@dataclass(frozen=True, slots=True)
class Versions:
    """What the results depend on beside the files.

    >>> Versions(lambda media_type: "1", b"f", (b"line",), b"p").finding_key(b"content") != b""
    True
    """

    reader: Callable[[str], str]
    """The version of a media type's reader; of "" that of all readers together."""
    analyzer: bytes
    """All that findings depend on: code, taxonomy, model, month."""
    lines: tuple[bytes, ...]
    """A key a line of the ledger: all that its evidence depends on beside the findings."""
    profile: bytes
    """All that an assessment depends on beside the findings."""
    showing: bytes = b""
    """All that what is shown of every skill depends on beside the findings: nothing of the requirements."""

    def finding_key(self, content: bytes) -> bytes:
        """The key of what is found in a document."""
        return content_digest([content, self.analyzer])

    def assessment_key(self, finding: bytes) -> bytes:
        """The key of the assessment of a finding."""
        return content_digest([finding, self.profile])

    def showing_key(self, finding: bytes) -> bytes:
        """The key of what a finding shows of every skill."""
        return content_digest([finding, self.showing])


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

    >>> from dataclasses import replace
    >>> profile = RequirementProfile("x", "X", "", (Requirement("a", "A", 1.0, "must"),))
    >>> day = datetime.date(2026, 11, 23)
    >>> one, other = (versions_of(replace(profile, version=v), "t", ("m",), day, "eng") for v in "12")
    >>> one.analyzer == other.analyzer, one.lines == other.lines, one.profile == other.profile
    (True, True, False)
    """
    month = f"{as_of:%Y-%m}"
    analyzer = content_digest(
        [fingerprint("skills.analyzer", "parsing.text_signature", "resources/headings.toml"), taxonomy, *models, month]
    )
    scoring = [fingerprint("scoring.pipeline", "runs.score_task", "resources/headings.toml"), taxonomy, *models, month]
    by_id = {requirement.id: requirement for requirement in profile.requirements}
    titles = [(title.phrases, title.worth) for title in profile.titles]
    lines = [
        _line_key([scoring, titles, _evidence_of(r), [_evidence_of(by_id[other]) for other in r.together]])
        for r in profile.requirements
    ]
    if profile.tfidf_weight:
        lines.append(_line_key([scoring, profile.text]))
    return Versions(
        partial(reader_version, languages=languages), analyzer, tuple(lines), content_digest([scoring, profile]),
        content_digest([scoring, titles]),
    )  # fmt: skip


def _evidence_of(requirement: Requirement) -> list[object]:
    """All of a requirement that its evidence depends on: nothing of its weight, nor of its names."""
    satisfiers = [(satisfier.skill, satisfier.worth) for satisfier in requirement.any_of]
    return [satisfiers, requirement.phrases, requirement.meaning, requirement.together]


def _line_key(parts: Sequence[object]) -> bytes:
    return blake2b(content_digest(list(parts)), digest_size=KEY).digest()
