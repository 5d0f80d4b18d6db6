"""Divide the data of a résumé into what programs show and what they do not.

What is under an unknown key, in a field that holds something else than its kind, or in an entry that is marked as
hidden, may be seen by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from matcher.extraction.structured.markup import has_markup, split_markup
from matcher.extraction.structured.resume_keys import (
    HEADINGS,
    PERSON,
    SCHEMA,
    SINGLE,
    WRAPPERS,
    Fields,
    Kind,
    is_part,
    is_skipped,
    kind_of,
    plain_key,
)

__all__ = ["Shown", "shown_parts", "texts"]

SHORT: Final = 80
"""Most characters of a field of a few words: the longest of 45 honest files, an address, has 64."""

SHORT_WORDS: Final = 10
"""Most words of such a field; the most in those files are nine."""

LONGEST_NAME: Final = 200
"""Most characters of a name or a title."""

MOST_PARTS: Final = 6
"""Most commas and the like in one: more make a list. The most in 94 honest files are three."""

_SEPARATORS = re.compile(r"[,;|/•·]|\s-\s")

MOST_MARKED: Final = 1_000
"""Most texts with markup that are read, each in under a millisecond; a résumé has some dozens."""

_DEEPEST: Final = 32
"""Levels of nesting that are read; JSON Resume needs five."""

_HIDES = re.compile(r"(?:is|in|do|be)?(?:hid|invisib|privat|draft|archiv|disabl|exclud|omit|delet|inactiv|remov)")
_SHOWS = re.compile(r"(?:is|in|do|be)?(?:visib|display(?!name)|show|enabl|public$|active$|print|include|render)")
_STATES: Final = frozenset({"class", "classname", "css", "state", "status", "style", "styles", "type", "visibility"})
_HIDDEN = re.compile(
    r"(?i)hidden|hide|draft|archiv|delet|unpublish|invisib|disabl|private|inactive|internal|d-none|sr-only|none|opacity|"
    r"font-size|colou?r|position|clip"
)
"""What such a field says of an entry that may not be shown."""
_NO: Final = frozenset({"", "0", "false", "hidden", "n", "no", "none", "null", "off", "never"})
_YES: Final = frozenset({"1", "all", "always", "block", "on", "public", "show", "shown", "true", "visible", "y", "yes"})


_HOLDS: Final = {
    "text": "text", "name": "a name or a title", "short": "a few words", "link": "an address", "when": "a date",
    "flag": "yes or no",
}  # fmt: skip
_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class Shown:
    """The parts of a résumé that are shown, and the rest."""

    person: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)
    unseen: list[tuple[str, str]] = field(default_factory=list)
    """Texts that programs do not show, and where each is."""
    unknown: dict[str, list[str]] = field(default_factory=dict)
    """Texts under unknown keys, by these keys in their order. Programs add their own keys to honest files."""

    marked: int = 0
    """Texts with markup so far."""

    def reject_key(self, key: str, value: Any) -> None:
        """Note what is under a key that programs do not show."""
        if is_skipped(key):
            self.reject(value, f"under “{key[:40]}”, which résumé programs do not show")
        elif text := _said(value):
            self.unknown.setdefault(key, []).append(text)

    def without_markup(self, value: Any, key: str = "") -> Any:
        """Return a value whose texts hold no markup; note what their markup hides."""
        if isinstance(value, dict):
            return {inner: self.without_markup(item, inner) for inner, item in value.items()}
        if isinstance(value, list):
            return [self.without_markup(item, key) for item in value]
        if not isinstance(value, str):
            return value
        self.marked += has_markup(value)
        if self.marked > MOST_MARKED:
            self.reject(value, f"after the first {MOST_MARKED:,} texts with markup")
            return ""
        text, hidden = split_markup(value)
        for words, reason in hidden:
            self.reject(words, reason)
        return text

    def reject(self, value: Any, where: str) -> None:
        """Note what is not shown."""
        if text := _said(value):
            self.unseen.append((text, where))


def _said(value: Any) -> str:
    """Return what a value says: numbers and empty values say nothing."""
    return "\n".join(line for line in texts(value) if any(map(str.isalpha, line)))


def texts(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the texts in a value, in document order.

    >>> list(texts({"a": ["Go", {"b": "SQL"}], "c": None}))
    ['Go', 'SQL']
    """
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, dict | list) and depth < _DEEPEST:
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item, depth + 1)


def shown_parts(resume: dict[str, Any]) -> Shown:
    """Divide the data of a résumé.

    JSON Resume, which is known by its ``basics``, has a schema: its fields are shown, and no others. Other objects have
    the keys that parsers and people use.

    >>> shown = shown_parts({"basics": {"name": "Ana"}, "work": [{"name": "Acme", "tags": ["Go"]}]})
    >>> shown.person, shown.parts, shown.unknown
    ({'name': 'Ana'}, {'work': [{'name': 'Acme'}]}, {'tags': ['Go']})
    """
    shown = Shown()
    has_schema = isinstance(resume.get("basics"), dict) and not isinstance(resume.get("sections"), dict)
    _add_parts(shown, resume, has_schema, 0)
    return shown


def _add_parts(shown: Shown, parts: Mapping[str, Any], has_schema: bool, depth: int) -> None:
    if not _is_visible(shown, parts, "the résumé"):
        return
    taken = {HEADINGS[key] for key in parts if has_schema and key in SCHEMA and key in HEADINGS}
    for key, value in parts.items():
        plain = plain_key(key)
        heading = HEADINGS.get(plain, "")
        if is_skipped(key):
            shown.reject_key(key, value)
        elif plain in PERSON and isinstance(value, dict) and not depth:
            if (person := _entry(shown, value, SCHEMA["basics"] if has_schema else None, key, 0)) is not None:
                shown.person |= person
        elif has_schema:
            # Of "work" and "experience" a program shows the one that it knows.
            name = key if key in SCHEMA else next((k for k in SCHEMA if heading and HEADINGS.get(k) == heading), "")
            if name in HEADINGS and (name == key or heading not in taken):
                taken.add(heading)
                _put(shown.parts, key, _part(shown, key, value, SCHEMA[name]))
            else:
                shown.reject_key(key, value)
        elif plain in WRAPPERS and isinstance(value, dict) and depth < 2:
            _add_parts(shown, value, has_schema, depth + 1)
        elif is_part(key):
            _put(shown.parts, key, _part(shown, key, value, None))
        elif kind := kind_of(key):
            _put(shown.person, key, _field(shown, key, value, kind, 0))
        else:
            shown.reject_key(key, value)


def _put(into: dict[str, Any], key: str, value: Any) -> None:
    if value is not None:
        into[key] = value


def _part(shown: Shown, key: str, value: Any, fields: Fields | None) -> Any:
    if isinstance(value, dict) and "visible" in value and ("items" in value or "content" in value):
        # A section of Reactive Resume
        if not _is_visible(shown, value, key):
            return None
        value = value.get("items") or value.get("content")
    if isinstance(value, dict) and HEADINGS.get(plain_key(key)) == "Skills" and _is_visible(shown, value, key):
        # Kinds of skills, which may have any name
        kinds: dict[str, Any] = {}
        for kind, skills in value.items():
            if is_skipped(kind):
                shown.reject_key(kind, skills)
            else:
                _put(kinds, kind, _field(shown, kind, skills, "text", 0))
        return kinds
    return _field(shown, key, value, "text" if fields is None else fields, 0, is_open=fields is None)


def _entry(shown: Shown, entry: dict[str, Any], fields: Fields | None, key: str, depth: int) -> dict[str, Any] | None:
    if not _is_visible(shown, entry, key):
        return None
    known: dict[str, Any] = {}
    for inner, value in entry.items():
        kind = fields.get(inner) if fields is not None else kind_of(inner) or ("text" if is_part(inner) else None)
        if is_skipped(inner) or kind is None:
            shown.reject_key(inner, value)
        else:
            _put(known, inner, _field(shown, inner, value, kind, depth + 1, is_open=fields is None))
    return known


def _field(shown: Shown, key: str, value: Any, kind: Kind | Fields, depth: int, *, is_open: bool = True) -> Any:
    """Return what is shown of a field's value; None for nothing."""
    if isinstance(value, list) and depth < _DEEPEST and (is_open or key not in SINGLE or not depth):
        items = (_field(shown, key, item, kind, depth + 1, is_open=is_open) for item in value)
        return [item for item in items if item is not None]
    if isinstance(value, dict) and depth < _DEEPEST and (is_open or not isinstance(kind, str)):
        return _entry(shown, value, None if isinstance(kind, str) else kind, key, depth)
    if isinstance(value, str):
        text = shown.without_markup(value)
        holds: Kind = kind if isinstance(kind, str) else "text"
        if _fits(text, holds):
            return text
        shown.reject(text, f"under “{key[:40]}”, a field for {_HOLDS[holds]}")
        return None
    if isinstance(value, bool):
        return value
    shown.reject_key(key, value)
    return None


def _fits(text: str, kind: Kind) -> bool:
    match kind:
        case "name":
            return len(text) <= LONGEST_NAME and len(_SEPARATORS.findall(text)) <= MOST_PARTS
        case "short":
            return len(text) <= SHORT and len(text.split()) <= SHORT_WORDS
        case "link":
            return len(text.split()) <= 1
        case "when" | "flag":
            return len(text) <= SHORT and (len(text.split()) <= 2 or _DIGIT.search(text) is not None)
    return True


def _is_visible(shown: Shown, value: Mapping[str, Any], key: str) -> bool:
    """Return whether an object is shown; if a field of it says or may say that it is not, note its text."""
    for flag, state in value.items():
        plain = plain_key(flag)
        hides, shows = _HIDES.match(plain), _SHOWS.match(plain)
        if isinstance(state, str) and plain in _STATES and _HIDDEN.search(state):
            shown.reject(dict(value), f"under “{key[:40]}”, where “{flag[:40]}” is {state[:20]}")
            return False
        if not (hides or shows) or isinstance(state, list | dict):
            continue
        word = str(state if state is not None else "").strip().lower()
        if word not in (_NO if hides else _YES):
            shown.reject(dict(value), f"under “{key[:40]}”, where “{flag[:40]}” is {word[:20] or 'empty'}")
            return False
    return True
