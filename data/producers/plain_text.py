"""Write plain text in the encodings of real résumés, Markdown, and JSON Resume."""

from __future__ import annotations

import json
import re
import textwrap

from .source import Entry, Part, Person

ENCODINGS = {"utf-8": "utf-8", "utf-8-bom": "utf-8-sig", "utf-16": "utf-16", "cp1252": "cp1252", "one-line": "cp1252"}


def text_file(person: Person) -> bytes:
    """Return the résumé as a .txt file in the layout's encoding (UTF-16 with a little-endian byte order mark)."""
    text = _one_line(person) if person.layout == "one-line" else _wrapped(person)
    if person.layout == "cp1252":
        text = text.replace("\n", "\r\n")
    if person.layout == "utf-16":
        return b"\xff\xfe" + text.replace("\n", "\r\n").encode("utf-16-le")
    return text.encode(ENCODINGS[person.layout])


def _wrapped(person: Person) -> str:
    """Format the résumé for an editor: 78 columns, rules under headings."""
    lines = [person.name, person.title, " | ".join(person.contact), ""]
    for part in person.parts:
        lines += [part.heading, "-" * len(part.heading)]
        for paragraph in part.paragraphs:
            lines += textwrap.wrap(paragraph, 78)
        for group, items in part.groups:
            lines += textwrap.wrap(f"{group}: {items}" if group else items, 78, subsequent_indent="    ")
        lines += [f"* {item}" for item in part.items]
        for entry in part.entries:
            lines.append(f"{entry.headline}    {entry.dates}".rstrip())
            for bullet in entry.bullets:
                lines += textwrap.wrap(f"- {bullet}", 78, initial_indent="  ", subsequent_indent="    ")
            if entry.environment:
                lines += textwrap.wrap(f"Environment: {entry.environment}", 78, subsequent_indent="    ")
            lines.append("")
        if lines[-1]:
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _one_line(person: Person) -> str:
    """Format the résumé as a job board's database exports it: no line breaks, search hits in ``<span>`` tags."""
    pieces = [person.title, person.name, *person.contact]
    for part in person.parts:
        pieces += [part.heading, *part.paragraphs, *part.items]
        pieces += [f"{group}: {items}" if group else items for group, items in part.groups]
        for entry in part.entries:
            pieces += [entry.title, " - ".join(filter(None, (entry.where, entry.place))), entry.dates]
            pieces += [f"• {bullet}" for bullet in entry.bullets]
            if entry.environment:
                pieces.append(f"Environment: {entry.environment}")
    line = re.sub(r"\s+", " ", " ".join(pieces))
    for word in sorted(set(re.findall(r"[A-Za-z]+", person.title)), key=len, reverse=True)[:2]:
        line = re.sub(rf"\b{word}\b", f'<span class="hl">{word}</span>', line)
    return line


def markdown(person: Person) -> bytes:
    """Return the résumé in Markdown; the layout ``table-skills`` puts the skills into a pipe table."""
    out = [f"# {person.name}", "", f"**{person.title}**", "", " · ".join(person.contact), ""]
    for part in person.parts:
        out += [f"## {part.heading}", "", *[piece for text in part.paragraphs for piece in (text, "")]]
        if part.groups and person.layout == "table-skills":
            out += ["| | |", "|---|---|", *[f"| **{group}** | {items} |" for group, items in part.groups], ""]
        elif part.groups:
            out += [*[f"- **{group}:** {items}" for group, items in part.groups], ""]
        if part.items:
            out += [*[f"- {item}" for item in part.items], ""]
        for entry in part.entries:
            out += [f"### {entry.headline}", ""]
            out += [f"*{entry.dates}*", ""] if entry.dates else []
            out += [*[f"- {bullet}" for bullet in entry.bullets], ""] if entry.bullets else []
    return ("\n".join(out).rstrip() + "\n").encode()


def json_resume(person: Person) -> bytes:
    """The résumé in the JSON Resume schema, version 1.0.0 (https://jsonresume.org/schema)."""
    parts = {part.kind: part for part in person.parts}

    def dated(entry: Entry) -> dict[str, str]:
        first, _, last = entry.dates.partition(" - ")
        return {"startDate": first} | ({} if last in ("", "Present") else {"endDate": last})

    def entries(kind: str) -> tuple[Entry, ...]:
        return parts.get(kind, Part(kind, "")).entries

    document = {
        "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
        "basics": {
            "name": person.name,
            "label": person.title,
            "email": person.contact[0],
            "phone": person.contact[1],
            "location": {"city": person.contact[2]},
            "summary": "\n".join(parts["summary"].paragraphs),
        },
        "work": [
            {"name": e.where, "location": e.place, "position": e.title, **dated(e), "highlights": list(e.bullets)}
            for e in entries("experience")
        ],
        "projects": [{"name": e.title, **dated(e), "highlights": list(e.bullets)} for e in entries("projects")],
        "skills": [{"name": group, "keywords": items.split(", ")} for group, items in parts["skills"].groups],
        "education": [
            {"institution": e.where, "studyType": e.title.split(", ")[0], "area": e.title.split(", ")[-1], **dated(e)}
            for e in entries("education")
        ],
    }
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()
