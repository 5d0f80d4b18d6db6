"""JSON Resume (jsonresume.org, schema 1.0.0) and objects like it, written out as a résumé is written.

Known parts get the headings and the order of lines that people use, so that sections and dates are recognised as in
any other résumé; what is not known is written in document order under its own key.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.plain_text import decode, strip_markup

__all__ = ["find_resume", "load", "read", "write"]

_HEADINGS: Final = {
    "about": "Summary",
    "achievements": "Achievements",
    "awards": "Awards",
    "certificates": "Certificates",
    "certifications": "Certificates",
    "education": "Education",
    "employment": "Work Experience",
    "experience": "Work Experience",
    "experiences": "Work Experience",
    "interests": "Interests",
    "languages": "Languages",
    "objective": "Objective",
    "personalprojects": "Projects",
    "profile": "Summary",
    "projects": "Projects",
    "publications": "Publications",
    "references": "References",
    "skills": "Skills",
    "summary": "Summary",
    "technicalskills": "Skills",
    "volunteer": "Volunteer Experience",
    "work": "Work Experience",
    "workexperience": "Work Experience",
    "workhistory": "Work Experience",
}
"""Keys, without case and underscores, and the heading that is written for each."""

_MARKS: Final = frozenset(_HEADINGS) - {"achievements", "interests", "references"} | {
    "basics", "contact", "email", "name", "personalinfo",
}  # fmt: skip
"""Keys of which two make an object a résumé."""

_CURRENT_WHEN_OPEN: Final = frozenset({"Work Experience", "Volunteer Experience"})
_SKIPPED: Final = frozenset(
    {"meta", "image", "picture", "photo", "id", "uuid", "schemaversion", "isfaker", "hidden", "invisible", "internal"}
)
_START: Final = ("startdate", "start", "from", "datefrom")
_END: Final = ("enddate", "end", "to", "dateto")
_WHEN: Final = (*_START, *_END, "date", "releasedate", "current", "iscurrent")
_TITLES: Final = ("position", "title", "role", "studytype", "degree", "area", "fieldofstudy", "name", "company",
                  "employer", "organization", "institution", "school", "publisher", "issuer", "entity")  # fmt: skip
_POINTS: Final = frozenset(
    {"highlights", "achievements", "accomplishments", "bullets", "description", "duties", "responsibilities", "tasks"}
)
"""Lists of sentences; other lists hold words (``keywords``, ``technologies``) and make one line."""
_DATE = re.compile(r"(\d{4}-\d{2})-\d{2}(?:T.*)?\Z")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|_+")
_DEEPEST: Final = 32
"""Levels of nesting that are read; JSON Resume needs five."""


def load(data: bytes) -> Any:
    """Parse JSON; duplicate keys are all kept, the later ones under a longer name.

    Raises:
        UnreadableFileError: it is not valid.
    """

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in items:
            while key in found:
                key += " "
            found[key] = value
        return found

    try:
        # Numbers stay as they are written: nothing is computed from them, and int() refuses 5,000 digits.
        return json.loads(decode(data)[0], object_pairs_hook=pairs, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        message = f"it begins like JSON but is not valid ({type(error).__name__}); ask for the file again"
        raise UnreadableFileError("corrupt", message) from error


def find_resume(value: Any, levels: int = 3) -> dict[str, Any] | None:
    """The outermost object in ``value`` that looks like a résumé, or None.

    >>> find_resume({"status": "ok", "data": {"name": "Ana", "skills": ["Go"]}})
    {'name': 'Ana', 'skills': ['Go']}
    >>> find_resume({"name": "left-pad", "dependencies": {}}) is None
    True
    """
    if isinstance(value, dict):
        keys = {_plain(key) for key in value}
        if "basics" in keys or len(_MARKS & keys) >= 2:
            return value
    if isinstance(value, dict | list) and levels:
        for inner in value.values() if isinstance(value, dict) else value[:3]:
            if found := find_resume(inner, levels - 1):
                return found
    return None


def read(data: bytes) -> DocumentBuilder:
    """Read a résumé in JSON.

    >>> print(read(b'{"basics": {"name": "Ana"}, "work": [{"name": "Acme", "position": "Developer", '
    ...     b'"startDate": "2019-03-01", "highlights": ["Built APIs in Go"]}]}').build(
    ...     name="", media_type="application/json", sha256="").text)
    Ana
    <BLANKLINE>
    Work Experience
    <BLANKLINE>
    Developer, Acme
    2019-03 – Present
    • Built APIs in Go
    """
    resume = find_resume(load(data))
    if resume is None:
        raise UnreadableFileError("unsupported", "it is JSON but no résumé; save the résumé as PDF or DOCX")
    return write(resume)


def write(resume: dict[str, Any]) -> DocumentBuilder:
    """Write out a résumé's parts as people write them.

    Args:
        resume: the parts by the names of JSON Resume or names like them.
    """
    builder = DocumentBuilder()
    if any(key.endswith(" ") for key in resume):
        builder.warn("duplicate-keys", "the same key stands twice in the JSON; both values were read")
    stored: list[tuple[str, Any]] = []
    for key, value in resume.items():
        if _plain(key) in {"basics", "personalinfo", "contact", "personal"} and isinstance(value, dict):
            _add_basics(builder, value)
            stored += [(inner, item) for inner, item in value.items() if _is_skipped(inner)]
        elif _is_skipped(key):
            stored.append((key, value))
        else:
            _add_part(builder, key, value)
    for key, value in stored:
        builder.add_unseen("\n".join(_lines(value)), reason=f"under “{key}”, which no program that shows résumés shows")
    return builder


def _plain(key: str) -> str:
    return re.sub(r"[\W_]+", "", key).lower()


def _is_skipped(key: str) -> bool:
    # "x-" marks a program's own keys, in JSON as in mail and HTTP.
    return key.lower().startswith(("$", "_", "x-")) or _plain(key) in _SKIPPED


def _title(key: str) -> str:
    return " ".join(word.capitalize() if word.islower() else word for word in _CAMEL.sub(" ", key).split())


def _add_basics(builder: DocumentBuilder, basics: dict[str, Any]) -> None:
    texts = {key: value for key, value in basics.items() if _HEADINGS.get(_plain(key)) in {"Summary", "Objective"}}
    others = [value for key, value in basics.items() if key not in texts and not _is_skipped(key)]
    lines = [line for value in others for line in _lines(value)]
    builder.add("\n".join(lines), separator="\n\n")
    for key, value in texts.items():
        _add_part(builder, key, value)


def _add_part(builder: DocumentBuilder, key: str, value: Any) -> None:
    heading = _HEADINGS.get(_plain(key), "")
    if not heading and not isinstance(value, dict | list):
        builder.add("\n".join(_lines(value)))
        return
    entries = value if isinstance(value, list) else [value]
    if heading == "Skills" or all(isinstance(entry, str) for entry in entries):
        blocks = ["\n".join(_compact(entry)) for entry in entries]
        glue = "\n"
    else:
        blocks = ["\n".join(_entry(entry, heading)) for entry in entries]
        glue = "\n\n"
    if any(block.strip() for block in blocks):
        builder.add(heading or _title(key), separator="\n\n")
        for number, block in enumerate(blocks):
            builder.add(block, separator=glue if number else "\n\n")


def _compact(value: Any) -> list[str]:
    """A skill with its keywords on one line: ``Languages: Go, SQL``."""
    if not isinstance(value, dict):
        return list(_lines(value))
    lists = [", ".join(_lines(v)) for k, v in value.items() if isinstance(v, list) and not _is_skipped(k)]
    texts = [", ".join(_lines(v)) for k, v in value.items() if not isinstance(v, list) and not _is_skipped(k)]
    if not texts and len(value) > 1:  # {"languages": [...], "databases": [...]}
        return [f"{_title(k)}: {', '.join(_lines(v))}" for k, v in value.items() if v]
    return [": ".join(filter(None, [", ".join(filter(None, texts)), ", ".join(filter(None, lists))]))]


def _entry(value: Any, heading: str) -> list[str]:
    """A job, a course, a project: title, dates, text, and then lists."""
    if not isinstance(value, dict):
        return list(_lines(value))
    plain = {_plain(key): item for key, item in value.items()}
    titles = [str(plain[key]) for key in _TITLES if isinstance(plain.get(key), str) and plain[key].strip()]
    lines = [", ".join(titles), _dates(plain, heading in _CURRENT_WHEN_OPEN)]
    rest = [
        (key, item)
        for key, item in value.items()
        if not (_plain(key) in _WHEN or (_plain(key) in _TITLES and isinstance(item, str)) or _is_skipped(key))
    ]
    for key, item in sorted(rest, key=lambda pair: isinstance(pair[1], list)):
        if isinstance(item, list) and _plain(key) not in _POINTS and all(isinstance(i, str) for i in item):
            lines.append(", ".join(_lines(item)))
        elif isinstance(item, list):
            lines.extend(f"• {line}" for line in _lines(item))
        else:
            lines.extend(_lines(item))
    return [line for line in lines if line.strip()]


def _dates(plain: dict[str, Any], current_when_open: bool) -> str:
    start = next((_date(plain[key]) for key in _START if plain.get(key)), "")
    end = next((_date(plain[key]) for key in _END if plain.get(key)), "")
    current = plain.get("current") is True or plain.get("iscurrent") is True
    if not start:
        return end or _date(plain.get("date") or plain.get("releasedate") or "")
    if current or (not end and current_when_open):
        return f"{start} – Present"
    return f"{start} – {end}" if end else start


def _date(value: Any) -> str:
    if isinstance(value, dict):
        return "-".join(str(item) for item in value.values() if isinstance(item, str))
    text = str(value).strip()
    return match[1] if (match := _DATE.match(text)) else text


def _lines(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield strip_markup(value)
    elif isinstance(value, dict) and depth < _DEEPEST:
        for key, item in value.items():
            if not _is_skipped(key):
                yield from _lines(item, depth + 1)
    elif isinstance(value, list) and depth < _DEEPEST:
        for item in value:
            yield from _lines(item, depth + 1)
