"""Say how much the evidence of each dated entry counts for a role: by the kind of work that it was.

The profile says what work of each family is worth to the role (``worth_of_work``). A family that is known for sure
counts as that; one that is not counts like software of an unknown side or like any work (``software``, ``unsure``).
What a job names whose title says nothing counts like a list, unless a sentence of the job tells a deed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from matcher.core.memo import Memo
from matcher.core.profile import RequirementProfile
from matcher.core.resume import MONTHS_OF_USE, Position, Resume
from matcher.core.role_family import FAMILIES, NOT_WORK, SOFTWARE_FAMILIES, WorkFamily, WorkKind
from matcher.core.skills import Mention
from matcher.languages.detection import languages_of
from matcher.languages.foreign import foreign_languages
from matcher.parsing.deeds.own_deeds import OwnDeeds
from matcher.parsing.role_families.duties_model import without_spans
from matcher.parsing.role_families.gazetteer import UNKNOWN, TitleGazetteer, is_held, load_gazetteer
from matcher.parsing.role_families.work_kinds import MOST_TITLES, WorkKinds, WorkShares
from matcher.profiles.phrases import PhrasePatterns

__all__ = ["WorkRelevance", "unsupported_work"]

UNSURE: Final = 0.5
"""Probability of the likeliest family up to which a job's family is called unsure, and counts as such."""

SURE: Final = 0.8
"""Probability from which on a family counts in full; between the two, what a job counts changes evenly. Of held-out
jobs of which the duties alone make a family that likely, 91 % are labelled with it (models/role-families). UNSURE from
0.4 to 0.6 with SURE from 0.7 to 0.9 gives the same order of the graded résumés within .002 of Spearman's rho. Rerun
``python -m benchmarks quality`` after touching one of them."""

_HEADER_LINE: Final = 150
"""Characters of a header's line behind its title; in a longer one the duties begin."""

_STEPS: Final = 20
"""What a job counts is rounded to twentieths: the probabilities are no more exact than that."""

_TECHNICAL: Final = re.compile(
    r"\b(?:engineer|code|coding|coder|tech(?:nical|nology)?|r&d)\w{0,3}\b|inge?n|engenh|ingegn|inżynier|инженер|mühendis|"
    r"工程师|エンジニア|技術|技术",
    re.IGNORECASE,
)
"""Words of titles that say no family, but technical work: terse lists under them are believed."""

_SOFTWARE: Final = tuple(number for number, family in enumerate(FAMILIES) if family in SOFTWARE_FAMILIES)


class WorkRelevance:
    """Tells the kind of work of dated entries, and how much they count for a profile's role.

    Args:
        profile: says what work of each family is worth, and names titles that count otherwise.

    >>> profile = RequirementProfile("x", "X", "", (), worth_of_work=(("front-end", 0.25),))
    >>> relevance = WorkRelevance(profile)
    >>> shares = [0.0] * len(FAMILIES)
    >>> shares[FAMILIES.index("front-end")], shares[FAMILIES.index("design")] = 0.92, 0.08
    >>> relevance.kind("UI developer", WorkShares(shares, "title"))
    WorkKind(family='front-end', confidence=0.92, basis='title', counts=0.25)
    """

    def __init__(self, profile: RequirementProfile) -> None:
        self._kinds = WorkKinds()
        self._worth = dict(profile.worth_of_work)
        self._phrases = [(PhrasePatterns(entry.phrases), entry.worth) for entry in profile.titles]
        self._of_title = Memo(self._worth_of_title, MOST_TITLES)

    def kinds(self, resume: Resume, mentions: Sequence[Mention]) -> list[WorkKind]:
        """Return the kind of work of each position of a résumé; education and certificates are none.

        Args:
            resume: with its positions.
            mentions: of technologies in it.
        """
        text = resume.document.text
        spans = sorted((mention.start, mention.end) for mention in mentions if mention.visible)
        work = [position for position in resume.positions if position.kind in MONTHS_OF_USE]
        gazetteer = load_gazetteer(tuple(sorted(foreign_languages(text))))
        found = self._kinds.shares(text, work, [*spans, *resume.not_own])
        kinds = {
            (position.start, position.end): self.kind(position.title, shares)
            for position, shares in zip(work, found, strict=True)
        }
        without_title = [
            p
            for p in work
            if (
                p.kind == "work"
                # Under projects, the title is the project's name.
                and resume.section_at(p.start).kind != "projects"
                and not (
                    ("title" in kinds[p.start, p.end].basis and not _is_name(text, p, spans, gazetteer))
                    or self._of_title[p.title] is not None
                    or _TECHNICAL.search(p.title)
                )
            )
            or not is_held(_before_title(text, p))
        ]
        if without_title:
            deeds = _deeds(resume, mentions)
            for position in without_title:
                if not deeds.any_in(_after_header(text, position), position.end):
                    key = position.start, position.end
                    kinds[key] = replace(kinds[key], counts=0.0)
        return [
            kinds.get((p.start, p.end), NOT_WORK) if p.kind in MONTHS_OF_USE else NOT_WORK for p in resume.positions
        ]

    def kind(self, title: str, work: WorkShares) -> WorkKind:
        """Return the kind of work of one position.

        Args:
            title: of the position; a title that the profile names decides what it counts.
            work: how its work is distributed.
        """
        shares, basis = work
        confidence = max(shares)
        likeliest = shares.index(confidence)
        software = sum(shares[number] for number in _SOFTWARE)
        open_family: WorkFamily = "software" if likeliest in _SOFTWARE and software > UNSURE else "unsure"
        family: WorkFamily = FAMILIES[likeliest]
        counts = self._of_title[title]
        if counts is None:
            weight = min(1.0, max(0.0, (confidence - UNSURE) / (SURE - UNSURE)))
            mixed = weight * self._worth.get(family, 1.0) + (1.0 - weight) * self._worth.get(open_family, 1.0)
            counts = round(mixed * _STEPS) / _STEPS
        if confidence <= UNSURE:
            family, confidence = open_family, software if open_family == "software" else confidence
        return WorkKind(family, round(confidence, 2), basis, counts)

    def _worth_of_title(self, title: str) -> float | None:
        """Return the worth of the profile's first entry with a phrase in a title; None if there is none."""
        return next((worth for patterns, worth in self._phrases if any(patterns.find(title))), None)


def unsupported_work(
    resume: Resume, mentions: Sequence[Mention], relevance: Sequence[float]
) -> tuple[tuple[int, int], ...]:
    """Return the sentences of jobs of another kind that name technologies, and tell no deed.

    Whoever was a supervisor and wrote scripts in Python has worked with it; the supervisor's colleagues have not made
    the supervisor work with what they used.

    Args:
        resume: with its positions.
        mentions: of technologies in it.
        relevance: of each position, how far its work was of the role's kind.
    """
    others = [p for p, counts in zip(resume.positions, relevance, strict=True) if p.kind == "work" and counts <= 0.0]
    if not others:
        return ()
    deeds = _deeds(resume, mentions)
    return tuple(span for position in others for span in deeds.without_deed(position.start, position.end))


def _is_name(text: str, position: Position, spans: Sequence[tuple[int, int]], gazetteer: TitleGazetteer) -> bool:
    """Return whether nothing but names of technologies makes a title one of a kind of work: then a company's name."""
    start = text.find(position.title, position.start, position.end) if position.title else -1
    end = start + len(position.title)
    first = bisect_left(spans, (position.start, 0))
    near = takewhile(lambda span: span[0] < end, spans[first:])
    inside = [(a - start, b - start) for a, b in near if start <= a and b <= end]
    if start < 0 or len(inside) < _NAMES:
        return False
    blanked = without_spans(position.title, inside)
    if not re.search(r"[^\W\d_]", blanked) and re.search(r"[,/|;+]|\band\b", blanked):
        return False  # a list: "Java/Spring"
    rest = gazetteer.families(blanked)
    return rest.rank == UNKNOWN or rest.shares.get("other", 0.0) > _OTHER_TRADE


_NAMES: Final = 2
"""Technologies of a company's name; one may be the subject of a job ("HTML markup", "Database administrator")."""
_OTHER_TRADE: Final = 0.5


def _before_title(text: str, position: Position) -> str:
    """Return the words before a position's title on its line, if it is a short line."""
    title = text.find(position.title, position.start, position.end) if position.title else -1
    line = text.rfind("\n", max(0, title - _HEADER_LINE), max(0, title)) + 1
    return re.split(r"[,;.|(]", text[line:title])[-1] if title >= 0 and line else ""


def _after_header(text: str, position: Position) -> int:
    """Return where the text of a position begins behind the line of its title."""
    title = text.find(position.title, position.start, position.end) if position.title else -1
    line = text.find("\n", max(title, position.start) + len(position.title), position.end)
    return line if title >= 0 and 0 <= line < title + len(position.title) + _HEADER_LINE else position.start


def _deeds(resume: Resume, mentions: Sequence[Mention]) -> OwnDeeds:
    text = resume.document.text
    starts = sorted(mention.start for mention in mentions if mention.visible)
    return OwnDeeds(text, languages_of(text), starts, (*resume.not_own, *resume.merely_named))
