"""Analyse a document: find its structure and its mentions of skills, the stages that need no profile.

The pipeline scores the analysis, the spaCy component returns it, and ``matcher skills unknown`` searches the words that
it leaves over.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from matcher.core.document import Document
from matcher.core.resume import Resume
from matcher.core.skills import Mention
from matcher.parsing.career.timeline import find_timeline
from matcher.parsing.crowded_jobs import unreal_dates, without_crowds
from matcher.parsing.deeds.doers import find_doers
from matcher.parsing.deeds.pasted_adverts import advert_warnings, find_lone_duties, find_pasted_adverts
from matcher.parsing.person_name import find_name
from matcher.parsing.prompt_injection import blank_injections
from matcher.parsing.sections import find_sections
from matcher.skills.claims.merely_named import with_merely_named
from matcher.skills.recognizer import recognizer_for
from matcher.skills.taxonomy import Taxonomy

__all__ = ["SkillAnalyzer", "visible_document"]


class SkillAnalyzer:
    r"""Find the sections, positions and mentions of documents.

    Args:
        taxonomy: the skills.
        as_of: the day on which "present" ends.

    >>> from matcher.skills.taxonomy import load_taxonomy
    >>> from matcher.core.document import Block
    >>> text = "Skills\nGo, PostgreSQL\nReady to go."
    >>> document = Document("cv.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    >>> resume, mentions = SkillAnalyzer(load_taxonomy(), datetime.date(2026, 11, 23)).analyze(document)
    >>> [(m.skill, m.section) for m in mentions]
    [('go', 'skills'), ('postgresql', 'skills')]
    """

    def __init__(self, taxonomy: Taxonomy, as_of: datetime.date) -> None:
        self.taxonomy = taxonomy
        self.as_of = as_of
        self.recognizer = recognizer_for(taxonomy)

    def structure(self, document: Document) -> Resume:
        """Find a document's sections and positions.

        Args:
            document: as a reader returned it.

        Returns:
            The document with its structure, and warnings about impossible dates.
        """
        sections = find_sections(document.text)
        found, undated, warnings = find_timeline(document.text, sections, self.as_of)
        positions, crowd, crowded = without_crowds(found)
        names = find_name(document.text, lambda word: self.taxonomy.find(word) is not None)
        doers = find_doers(document.text)
        adverts = find_pasted_adverts(document.text, sections, positions)
        asked, duties = find_lone_duties(document.text, [*positions, *undated])
        adverts = tuple(sorted({*adverts, *asked}))
        merely_named = [*doers.merely_named, *duties, *((position.start, position.end) for position in crowd)]
        return Resume(
            document,
            sections,
            tuple(positions),
            (*warnings, *crowded, *unreal_dates(document.text, sections), *advert_warnings(document.text, adverts)),
            names,
            undated,
            tuple(sorted((*doers.not_own, *adverts))),
            tuple(sorted(merely_named)),
        )

    def analyze(self, document: Document) -> tuple[Resume, tuple[Mention, ...]]:
        """Find a document's structure and its mentions of skills.

        Args:
            document: as a reader returned it.

        Returns:
            The visible document with its structure, without sentences that address instructions to the reader; and the
            mentions: first those in the visible text, then the invisible ones, which are never evidence for the others.
        """
        complete, document = document, visible_document(document)
        resume = self.structure(document)
        resume, mentions = with_merely_named(resume, self.recognizer.recognize(resume))
        if complete is not document:
            # Invisible mentions are reported as such, but must not help to judge the visible ones.
            hidden = (m for m in self.recognizer.recognize(self.structure(complete)) if not m.visible)
            mentions += tuple(replace(m, section="other", position=None) for m in hidden)
        return resume, mentions


def visible_document(document: Document) -> Document:
    """Return the part of a document that a person sees, without sentences that address instructions to the reader.

    All analysis works on this part.

    Args:
        document: as a reader returned it.

    Returns:
        The same object if all of it is visible and free of instructions.
    """
    return blank_injections(_without_hidden_blocks(document))


def _without_hidden_blocks(document: Document) -> Document:
    """Cut the document before its first invisible block: readers put those last."""
    first = next((number for number, block in enumerate(document.blocks) if not block.visible), None)
    if first is None:
        return document
    blocks = document.blocks[:first]
    return replace(document, text=document.text[: blocks[-1].end if blocks else 0], blocks=blocks)
