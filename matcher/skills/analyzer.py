"""From a document to its structure and its skills' mentions: the stages that need no profile.

The pipeline scores what is found here, the spaCy component shows it, ``matcher skills unknown`` looks at what is left.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from matcher.core.document import Document
from matcher.core.resume import Resume
from matcher.core.skills import Mention
from matcher.parsing.person_name import find_name
from matcher.parsing.prompt_injection import blank_injections
from matcher.parsing.sections import find_sections
from matcher.parsing.timeline import find_positions
from matcher.skills.recognizer import recognizer_for
from matcher.skills.taxonomy import Taxonomy

__all__ = ["SkillAnalyzer", "visible_document"]


class SkillAnalyzer:
    r"""Finds the sections, positions and mentions of documents.

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
            document: what a reader made of a file.

        Returns:
            The document with its structure, and warnings about dates that cannot be true.
        """
        sections = find_sections(document.text)
        positions, warnings = find_positions(document.text, sections, self.as_of)
        names = find_name(document.text, lambda word: self.taxonomy.find(word) is not None)
        return Resume(document, sections, positions, warnings, names)

    def analyze(self, document: Document) -> tuple[Resume, tuple[Mention, ...]]:
        """Find what a document names.

        Args:
            document: what a reader made of a file.

        Returns:
            What a person sees of the document, without sentences that command the reader, with its structure; and the
            mentions: first those in it, then those that nobody sees, which have helped to judge none of the others.
        """
        whole, document = document, visible_document(document)
        resume = self.structure(document)
        mentions = self.recognizer.recognize(resume)
        if whole is not document:
            # What nobody sees is shown as such, but must not help to read what is seen.
            unseen = (m for m in self.recognizer.recognize(self.structure(whole)) if not m.visible)
            mentions += tuple(replace(m, section="other", position=None) for m in unseen)
        return resume, mentions


def visible_document(document: Document) -> Document:
    """What a person sees of a document, without sentences that command the reader: all that anything is found in.

    Args:
        document: what a reader made of a file.

    Returns:
        The same object where all of it is to be seen.
    """
    return blank_injections(_up_to_the_unseen(document))


def _up_to_the_unseen(document: Document) -> Document:
    """The document up to the first thing in it that nobody sees: readers put that last."""
    first = next((number for number, block in enumerate(document.blocks) if not block.visible), None)
    if first is None:
        return document
    blocks = document.blocks[:first]
    return replace(document, text=document.text[: blocks[-1].end if blocks else 0], blocks=blocks)
