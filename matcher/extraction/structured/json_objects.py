"""Parse JSON and find the object in it that is a résumé."""

from __future__ import annotations

import json
from typing import Any, Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.structured.resume_keys import HEADINGS, plain_key
from matcher.extraction.text_decoding import decode

__all__ = ["find_resume", "load"]

_MARKS: Final = frozenset(HEADINGS) - {"achievements", "interests", "references"} | {
    "basics", "contact", "email", "name", "personalinfo",
}  # fmt: skip
"""Keys of which two make an object a résumé."""


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
        keys = {plain_key(key) for key in value}
        if "basics" in keys or len(_MARKS & keys) >= 2:
            return value
    if isinstance(value, dict | list) and levels:
        for inner in value.values() if isinstance(value, dict) else value[:3]:
            if found := find_resume(inner, levels - 1):
                return found
    return None
