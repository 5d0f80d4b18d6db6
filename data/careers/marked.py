"""Read résumés whose structure is marked inside the text, as they stand in ``written/`` and ``data/parallel``.

The marks number the entries of a text and name their fields: ``⟦1T:Tester⟧`` is the title of the first entry.
``E`` is its employer or school, ``P`` its place, and ``⟦1D.work:2019 – 2021⟧`` its dates with its kind.
``⟦2E=1⟧`` prints nothing and says that the second entry has the employer of the first one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["WRITTEN", "MarkedEntry", "MarkedResume", "read_marked", "read_marked_folder"]

WRITTEN: Final = Path(__file__).parent / "written"

_FIELDS: Final = {"T": "title", "E": "employer", "P": "place", "D": "dates"}
_MARK: Final = re.compile(
    r"⟦(?P<same>\d+)(?P<field_of>[TEP])=(?P<other>\d+)⟧"
    r"|⟦(?P<number>\d+)(?:(?P<field>[TEP])|D\.(?P<kind>work|project|education|certificate|volunteer)):(?P<words>[^⟦⟧]*)⟧"
)


@dataclass(frozen=True)
class MarkedEntry:
    """An entry of a marked résumé: its kind, and the offsets of ``dates``, ``title``, ``employer`` and ``place``."""

    kind: str
    spans: dict[str, tuple[int, int]]


@dataclass(frozen=True)
class MarkedResume:
    """A text without its marks, and the entries that the marks tell."""

    text: str
    entries: tuple[MarkedEntry, ...]


def read_marked(marked: str) -> MarkedResume:
    """Return a marked text without its marks, with its entries in the order of their numbers.

    Args:
        marked: the text with marks.

    Returns:
        The text and its entries.

    Raises:
        ValueError: a mark cannot be read, a field is marked twice or has blanks at its edges, or an entry has no dates.

    >>> resume = read_marked("⟦1T:Tester⟧ at ⟦1E:Acme⟧, ⟦1D.work:2019 – 2021⟧")
    >>> resume.text, resume.entries[0].spans["employer"]
    ('Tester at Acme, 2019 – 2021', (10, 14))
    """
    pieces: list[str] = []
    spans: dict[int, dict[str, tuple[int, int]]] = {}
    kinds: dict[int, str] = {}
    repeated: list[tuple[int, str, int]] = []
    length = read = 0
    for mark in _MARK.finditer(marked):
        between = marked[read : mark.start()]
        pieces.append(between)
        length += len(between)
        read = mark.end()
        if mark["same"]:
            repeated.append((int(mark["same"]), _FIELDS[mark["field_of"]], int(mark["other"])))
            continue
        number, name, printed = int(mark["number"]), _FIELDS[mark["field"] or "D"], mark["words"]
        if name in spans.setdefault(number, {}) or not printed or printed != printed.strip():
            raise ValueError(f"entry {number}: {name} is marked twice, empty, or has blanks at its edges: {printed!r}")
        spans[number][name] = (length, length + len(printed))
        if mark["kind"]:
            kinds[number] = mark["kind"]
        pieces.append(printed)
        length += len(printed)
    pieces.append(marked[read:])
    text = "".join(pieces)
    if "⟦" in text or "⟧" in text:
        raise ValueError(f"a mark cannot be read near {text[max(0, text.find('⟦') - 20) :][:60]!r}")
    for number, name, other in repeated:
        spans[number][name] = spans[other][name]
    if missing := sorted(spans.keys() - kinds.keys()):
        raise ValueError(f"entries without dates: {missing}")
    return MarkedResume(text, tuple(MarkedEntry(kinds[number], spans[number]) for number in sorted(spans)))


def read_marked_folder(folder: Path = WRITTEN) -> dict[str, MarkedResume]:
    """Return the marked résumés of a folder by their names.

    Args:
        folder: holds text files (UTF-8) with marks.

    Raises:
        ValueError: as for :func:`read_marked`, with the file's name.
    """
    resumes = {}
    for path in sorted(folder.glob("*.txt")):
        try:
            resumes[path.stem] = read_marked(path.read_text("utf-8"))
        except ValueError as error:
            raise ValueError(f"{path.name}: {error}") from error
    return resumes
