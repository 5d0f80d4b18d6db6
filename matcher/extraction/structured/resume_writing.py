"""Write out the parts of a structured résumé as people write résumés.

Known parts get the headings and the order of lines that people use, so that sections and dates are recognised as in
any other résumé. Unknown parts are written in document order under their own key.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, Final

from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.structured.resume_keys import HEADINGS, plain_key
from matcher.extraction.structured.shown_parts import Shown

__all__ = ["write"]

_CURRENT_WHEN_OPEN: Final = frozenset({"Work Experience", "Volunteer Experience"})
_START: Final = ("startdate", "start", "from", "datefrom")
_END: Final = ("enddate", "end", "to", "dateto")
_WHEN: Final = (*_START, *_END, "date", "releasedate", "current", "iscurrent")
_TITLES: Final = ("position", "title", "role", "studytype", "degree", "area", "fieldofstudy", "name", "company",
                  "employer", "organization", "institution", "school", "publisher", "issuer", "entity")  # fmt: skip
_POINTS: Final = frozenset(
    {"highlights", "achievements", "accomplishments", "bullets", "description", "duties", "responsibilities", "tasks"}
)
"""Keys of lists of sentences; other lists hold words (``keywords``, ``technologies``) and make one line."""
_DATE = re.compile(r"(\d{4}-\d{2})-\d{2}(?:T.*)?\Z")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|_+")
_NAMED: Final = 6
"""Most keys and places that a warning names."""
_DEEPEST: Final = 32
"""Levels of nesting that are read; JSON Resume needs five."""


def write(shown: Shown) -> DocumentBuilder:
    """Write out the parts of a résumé as people write them, and note what programs do not show of it.

    Args:
        shown: the parts, by the keys of JSON Resume or similar ones. Texts hold no markup.
    """
    builder = DocumentBuilder()
    _add_basics(builder, shown.person)
    for key, value in shown.parts.items():
        _add_part(builder, key, value)
    places = _named(dict.fromkeys(where for _, where in shown.unseen), "places")
    # Together: twelve keys with two words each hide as much as one with all of them.
    builder.add_unseen("\n".join(text for text, _ in shown.unseen), reason=places)
    if shown.unknown:
        # A code of its own: most are notes of the program that wrote the file, and nobody hid anything.
        keys = f"under {_named([f'“{key[:40]}”' for key in shown.unknown], 'keys')}"
        text = "\n".join(text for values in shown.unknown.values() for text in values)
        if not builder.add_unseen(text, reason=f"{keys} (résumé programs do not show it)", code="unknown-keys"):
            builder.warn("unknown-keys", f"what the file holds {keys} was not read: résumé programs do not show it")
    return builder


def _named(names: Collection[str], what: str) -> str:
    more = f" and {len(names) - _NAMED} other {what}" if len(names) > _NAMED else ""
    return ", ".join(list(names)[:_NAMED]) + more


def _title(key: str) -> str:
    return " ".join(word.capitalize() if word.islower() else word for word in _CAMEL.sub(" ", key).split())


def _add_basics(builder: DocumentBuilder, basics: dict[str, Any]) -> None:
    texts = {key: value for key, value in basics.items() if HEADINGS.get(plain_key(key)) in {"Summary", "Objective"}}
    others = [value for key, value in basics.items() if key not in texts]
    lines = [line for value in others for line in _lines(value)]
    builder.add("\n".join(lines), separator="\n\n")
    for key, value in texts.items():
        _add_part(builder, key, value)


def _add_part(builder: DocumentBuilder, key: str, value: Any) -> None:
    heading = HEADINGS.get(plain_key(key), "")
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
    """Return a skill with its keywords as one line: ``Languages: Go, SQL``."""
    if not isinstance(value, dict):
        return list(_lines(value))
    lists = [", ".join(_lines(v)) for k, v in value.items() if isinstance(v, list)]
    texts = [", ".join(_lines(v)) for k, v in value.items() if not isinstance(v, list)]
    if not texts and len(value) > 1:  # {"languages": [...], "databases": [...]}
        return [f"{_title(k)}: {', '.join(_lines(v))}" for k, v in value.items() if v]
    return [": ".join(filter(None, [", ".join(filter(None, texts)), ", ".join(filter(None, lists))]))]


def _entry(value: Any, heading: str) -> list[str]:
    """Return the lines of a job, a course or a project: title, dates, text, and then lists."""
    if not isinstance(value, dict):
        return list(_lines(value))
    plain = {plain_key(key): item for key, item in value.items()}
    titles = [str(plain[key]) for key in _TITLES if isinstance(plain.get(key), str) and plain[key].strip()]
    lines = [", ".join(titles), _dates(plain, heading in _CURRENT_WHEN_OPEN)]
    rest = [
        (key, item)
        for key, item in value.items()
        if not (plain_key(key) in _WHEN or (plain_key(key) in _TITLES and isinstance(item, str)))
    ]
    for key, item in sorted(rest, key=lambda pair: isinstance(pair[1], list)):
        if isinstance(item, list) and plain_key(key) not in _POINTS and all(isinstance(i, str) for i in item):
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
            yield value
    elif isinstance(value, dict) and depth < _DEEPEST:
        for item in value.values():
            yield from _lines(item, depth + 1)
    elif isinstance(value, list) and depth < _DEEPEST:
        for item in value:
            yield from _lines(item, depth + 1)
