"""Collect the runs of a DOCX's paragraph: what is seen of its text, and what is not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from matcher.extraction.office.word.formats import RunFormat
from matcher.extraction.office.word.formatting import Surroundings

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Runs"]


@dataclass
class Runs:
    """Collect the text of one paragraph: visible text, and hidden text by its reason."""

    run: RunFormat
    around: Surroundings
    shown: list[str] = field(default_factory=list)
    hidden: dict[str, list[str]] = field(default_factory=dict)
    boxes: list[tuple[_Element, str]] = field(default_factory=list)
    deleted: str = ""
    backwards: bool = False
    points: float = 1_000.0
    """Size of the smallest letters."""
    tabs: int = 0
    """Tabs in the line so far."""

    @property
    def tabbed(self) -> str:
        """Why text after a tab is not on the page; each tab goes to the next stop at least."""
        stops, around = self.around.paragraph_format.tabs, self.around
        if not self.tabs or not stops:
            return ""
        inside = sum(around.left + stop < around.page.width for stop in stops)
        return "off the page" if inside < min(self.tabs, len(stops)) else ""
