"""Compare the same careers in twelve languages and in English styles: scores, order, skills, positions."""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from benchmarks.careers import Score, score
from data.careers.model import GeneratedResume, TrueEntry, TruePerson
from data.parallel import ENGLISH, LANGUAGES, STYLES, VARIANTS, ParallelCareer, read_careers
from data.parallel.files import WITHOUT_PDF, render
from matcher.core.ledger import Assessment
from matcher.core.profile import RequirementProfile
from matcher.extraction.reading import read_bytes
from matcher.profiles.loading import load_profile
from matcher.scoring.pipeline import Pipeline
from matcher.scoring.tfidf_model import load_model
from matcher.skills.taxonomy import Taxonomy, load_taxonomy

AS_OF = datetime.date(2026, 6, 30)
"""The day on which "present" ends."""
PLAIN = (ENGLISH, "txt")
"""Variant and extension of the text that all others are compared with."""
FAR = 4.0
"""Points from plain English beyond which a single text is counted as far off."""


@dataclass(frozen=True)
class Result:
    """What a text of a career was assessed as."""

    career: ParallelCareer
    variant: str
    extension: str
    assessment: Assessment
    missing: tuple[str, ...]
    """Technologies of the facts that were not found, or not as claimed."""
    extra: tuple[str, ...]
    """Technologies that were found and are not in the facts, nor in the plain English text."""
    positions: Score
    mistakes: tuple[str, ...]

    @property
    def plain(self) -> bool:
        """Whether it is of the text that all others are compared with."""
        return (self.variant, self.extension) == PLAIN


def assess_all(
    careers: Sequence[ParallelCareer], profile: str = "backend-developer", extension: str = "txt"
) -> Iterator[Result]:
    """Assess every text of every career.

    Args:
        careers: the careers.
        profile: name of a shipped profile.
        extension: of the files that are read, ``txt``, ``docx`` or ``pdf``; plain English is a plain text, too.

    Yields:
        A result per text, by career and in the order of the variants: plain English as a plain text first.
    """
    taxonomy = load_taxonomy()
    loaded: RequirementProfile = load_profile(profile, taxonomy)
    pipeline = Pipeline(loaded, taxonomy, load_model(), AS_OF)
    for career in careers:
        known: frozenset[str] = frozenset()
        for variant, form in dict.fromkeys((PLAIN, *((variant, extension) for variant in VARIANTS))):
            if form == "pdf" and variant in WITHOUT_PDF:
                continue
            document = read_bytes(render(career, variant, form), f"{career.name}.{form}")
            assessment = pipeline.assess(document)
            claimed = {skill.skill for skill in assessment.skills if skill.claimed}
            if (variant, form) == PLAIN:
                known = frozenset(claimed)
            mistakes: list[str] = []
            yield Result(
                career,
                variant,
                form,
                assessment,
                tuple(_missing(career, claimed, taxonomy)),
                tuple(sorted(taxonomy[skill].label for skill in claimed - known - _named(career, taxonomy))),
                score(assessment.positions, _truth(career, variant), mistakes),
                tuple(mistakes),
            )


def _named(career: ParallelCareer, taxonomy: Taxonomy) -> set[str]:
    return {skill.id for name in career.skills if (skill := taxonomy.find(name))}


def _missing(career: ParallelCareer, claimed: set[str], taxonomy: Taxonomy) -> Iterator[str]:
    for name in career.skills:
        skill = taxonomy.find(name)
        if skill and skill.id not in claimed:
            yield name


def _truth(career: ParallelCareer, variant: str) -> GeneratedResume:
    """Return the truth of a text in the form that the benchmark of generated careers compares."""
    jobs = career.jobs(variant)
    entries = [TrueEntry("work", j.title, j.employer, "", j.first, j.last, "", {}, 0, 0) for j in jobs]
    for key, kind, field in (("education", "education", "school"), ("projects", "project", "name")):
        entries += [
            TrueEntry(kind, "", fact.get(field, ""), "", str(fact.get("start", "")), str(fact["end"]), "", {}, 0, 0)
            for fact in career.facts.get(key, ())
            if fact.get("end")
        ]
    entries += [
        TrueEntry("certificate", fact["name"], "", "", "", str(fact["year"]), "", {}, 0, 0)
        for fact in career.facts.get("certificates", ())
    ]
    return GeneratedResume("", tuple(entries), variant, TruePerson("", (), ()))


def wrong_pairs(results: Sequence[Result]) -> list[tuple[Result, Result]]:
    """Return the pairs of texts of two people, in any two variants, whose scores are not in the order of plain English.

    People whose plain English texts are within a point of each other are not compared.

    Args:
        results: of all texts.
    """
    plain = {result.career.name: result.assessment.score for result in results if result.plain}
    wrong = []
    for one, other in combinations(results, 2):
        gap = plain[one.career.name] - plain[other.career.name]
        if abs(gap) > 1 and gap * (one.assessment.score - other.assessment.score) <= 0:
            wrong.append((one, other))
    return wrong


def main(profile: str, details: bool, extension: str = "txt") -> None:
    """Print a row per variant, the pairs in the wrong order and, on request, what differs in each text.

    Args:
        profile: name of a shipped profile.
        details: whether to list lines of the ledger that differ, missing and extra skills, and wrong positions.
        extension: of the files that are read, ``txt``, ``docx`` or ``pdf``.
    """
    careers = read_careers()
    results = list(assess_all(careers, profile, extension))
    plain = {result.career.name: result.assessment for result in results if result.plain}
    print("plain English: " + ", ".join(f"{name[:2]} {a.score:.1f}" for name, a in plain.items()))
    print(f"{'variant':12} mean diff  worst  missing  extra   jobs  dates  title  employer  whole  school  kind")
    for variant in VARIANTS:
        if own := [r for r in results if (r.variant, r.extension) == (variant, extension)]:
            _print_variant(variant, own, plain)
    for name, group in (("languages", LANGUAGES), ("styles", STYLES)):
        gaps = [_gap(r, plain) for r in results if r.variant in group]
        far = sum(gap > FAR for gap in gaps)
        print(
            f"{name}: mean difference {statistics.fmean(gaps):.2f} points, worst {max(gaps):.2f}, above {FAR:g}: {far}"
        )
    wrong = wrong_pairs(results)
    print(f"pairs of different people in the wrong order: {len(wrong)} of {_pairs(results)}")
    if details:
        for one, other in wrong[:20]:
            print("  " + " / ".join(f"{r.career.name} {r.variant} {r.assessment.score:.1f}" for r in (one, other)))
        for result in results:
            _print_details(result, plain[result.career.name])


def _gap(result: Result, plain: dict[str, Assessment]) -> float:
    return abs(result.assessment.score - plain[result.career.name].score)


def _pairs(results: Sequence[Result]) -> int:
    return sum(one.career is not other.career for one, other in combinations(results, 2))


def _print_variant(variant: str, results: Sequence[Result], plain: dict[str, Assessment]) -> None:
    gaps = [_gap(result, plain) for result in results]
    positions = Score()
    for result in results:
        positions.add(result.positions)
    missing, extra = (sum(len(getattr(result, name)) for result in results) for name in ("missing", "extra"))
    print(f"{variant:12} {statistics.fmean(gaps):9.2f} {max(gaps):6.2f} {missing:8} {extra:6} {positions.row()}")


def _print_details(result: Result, plain: Assessment) -> None:
    lines = {line.requirement: line.points for line in plain.contributions}
    moved = [
        f"{line.requirement} {line.points - lines[line.requirement]:+.2f}"
        for line in result.assessment.contributions
        if abs(line.points - lines[line.requirement]) >= 0.3
    ]
    print(f"{result.career.name} {result.variant}: {result.assessment.score:.2f} (plain {plain.score:.2f})")
    for name, found in (("lines", moved), ("missing", result.missing), ("extra", result.extra)):
        if found:
            print(f"    {name}: {', '.join(found)}")
    for line in result.mistakes:
        print(f"    {line}")
