"""Read the sources: one TOML file per person, as plain values that every producer renders."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HEADINGS = {
    "summary": "Summary",
    "experience": "Experience",
    "projects": "Projects",
    "skills": "Skills",
    "education": "Education",
    "certificates": "Certificates",
    "other": "Other",
}
KINDS = ("language", "framework", "database")


@dataclass(frozen=True)
class Entry:
    """A job, a project or a course: a headline, its dates and its bullets."""

    title: str
    where: str = ""
    place: str = ""
    dates: str = ""
    bullets: tuple[str, ...] = ()
    environment: str = ""

    @property
    def headline(self) -> str:
        """Title, employer and place in one line.

        >>> Entry("Nurse", "Aldwater Hospital", "Leeds").headline
        'Nurse, Aldwater Hospital, Leeds'
        """
        return ", ".join(part for part in (self.title, self.where, self.place) if part)


@dataclass(frozen=True)
class Part:
    """A section of the résumé: a heading and one kind of content."""

    kind: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    entries: tuple[Entry, ...] = ()
    items: tuple[str, ...] = ()
    side: bool = False


@dataclass(frozen=True)
class Person:
    """A fictional candidate and the file of the résumé."""

    key: str
    file: str
    producer: str
    layout: str
    language: str
    name: str
    title: str
    contact: tuple[str, ...]
    parts: tuple[Part, ...]
    label: dict[str, Any]

    @property
    def text(self) -> str:
        """The complete text of the résumé, one piece per line; labels are checked against it."""
        lines = [self.name, self.title, *self.contact]
        for part in self.parts:
            lines += [part.heading, *part.paragraphs, *part.items]
            lines += [piece for group in part.groups for piece in group]
            for entry in part.entries:
                lines += [entry.headline, entry.dates, *entry.bullets, entry.environment]
        return "\n".join(line for line in lines if line)


def _part(kind: str, source: dict[str, Any]) -> Part:
    rows = source.get(kind, [])
    heading = source.get("headings", {}).get(kind, HEADINGS[kind])
    side = kind in source.get("side", [])
    if kind == "summary":
        return Part(kind, heading, paragraphs=(source["body"]["summary"].strip(),), side=side)
    if kind == "skills":
        return Part(kind, heading, groups=tuple((row["group"], row["items"]) for row in rows), side=side)
    if kind == "certificates":
        return Part(kind, heading, items=tuple(row["text"] for row in rows), side=side)
    if kind == "other":
        (row,) = rows
        text = (row["text"],) if "text" in row else ()
        return Part(kind, row["heading"], paragraphs=text, items=tuple(row.get("items", ())), side=side)
    entries = tuple(
        Entry(
            title=row.get("title") or row.get("what") or row["name"],
            where=row.get("employer") or row.get("where", ""),
            place=row.get("place", ""),
            dates=row.get("dates", ""),
            bullets=tuple(row.get("bullets", ())),
            environment=row.get("environment", ""),
        )
        for row in rows
    )
    return Part(kind, heading, entries=entries, side=side)


def load(path: Path) -> Person:
    """Read one source.

    Args:
        path: a TOML file of ``data/sources``.

    Returns:
        The person, with the sections in the order of the résumé.
    """
    source = tomllib.loads(path.read_text("utf-8"))
    return Person(
        key=path.stem,
        file=source["file"],
        producer=source["producer"],
        layout=source["layout"],
        language=source.get("language", "en"),
        name=source["name"],
        title=source["title"],
        contact=tuple(source["contact"]),
        parts=tuple(_part(kind, source) for kind in source["order"]),
        label=source["label"],
    )


def label_of(person: Person) -> dict[str, Any]:
    """Return one entry of ``labels.json``: grade, reason, skills, and skills that are not evaluated (``contested``).

    In a source, a skill is written as its surface form, or as ``surface = name`` if its usual name differs.
    """
    skills: dict[str, dict[str, Any]] = {}
    for kind in KINDS:
        for row in person.label.get(kind, ()):
            surface, _, name = (piece.strip() for piece in row.partition(" = "))
            skill = skills.setdefault(name or surface, {"name": name or surface, "kinds": [], "surfaces": []})
            if kind not in skill["kinds"]:
                skill["kinds"].append(kind)
            if surface not in skill["surfaces"]:
                skill["surfaces"].append(surface)
    return {
        "file": person.file,
        "source": "fictional",
        "grade": float(person.label["grade"]),
        "reason": person.label["reason"],
        "skills": list(skills.values()),
        "contested": sorted({surface.casefold() for surface in person.label.get("other", ())}),
    }
