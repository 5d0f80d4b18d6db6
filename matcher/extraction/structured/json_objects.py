"""Parse JSON and find the object in it that is a résumé."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.structured.resume_keys import HEADINGS, plain_key
from matcher.extraction.text_decoding import decode

if TYPE_CHECKING:
    from matcher.extraction.text_sample import TextSample

__all__ = ["find_resume", "is_json", "is_resume", "load"]

_JSON_START = re.compile(r'\{\s*["}]|\[\s*[{\["]')

_MARKS: Final = frozenset(HEADINGS) - {"achievements", "interests", "references"} | {
    "basics", "contact", "email", "name", "personalinfo",
}  # fmt: skip
"""Keys of which two identify an object as a résumé."""


def load(data: bytes) -> Any:
    """Parse JSON, in which no object has a key twice.

    Raises:
        UnreadableFileError: it is not valid JSON, or an object has the same key twice: programs differ in which of the
            two values they show.
    """

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        unique = dict(items)
        if len(unique) < len(items):
            keys = Counter(key for key, _ in items)
            raise _RepeatedKeyError(keys.most_common(1)[0][0])
        return unique

    try:
        # Numbers stay as text: nothing is computed from them, and int() refuses 5,000 digits.
        return json.loads(decode(data)[0], object_pairs_hook=pairs, parse_int=str, parse_float=str, parse_constant=str)
    except _RepeatedKeyError as error:
        message = (
            f"the key “{str(error)[:60]}” occurs twice in an object of its JSON, and programs show one or the other"
        )
        raise UnreadableFileError(
            "corrupt", f"{message}; look at it yourself, or ask for it again", review=True
        ) from None
    except (ValueError, RecursionError) as error:
        message = f"it begins like JSON but is not valid ({type(error).__name__}); ask for the file again"
        raise UnreadableFileError("corrupt", message) from error


class _RepeatedKeyError(Exception):
    """An object has that key twice."""


def find_resume(value: Any, levels: int = 3) -> dict[str, Any] | None:
    """Return the outermost object in ``value`` that looks like a résumé, or None.

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
            if resume := find_resume(inner, levels - 1):
                return resume
    return None


def is_json(sample: TextSample) -> bool:
    """Return whether a text begins like JSON (a text in braces does not)."""
    return _JSON_START.match(sample.start) is not None


def is_resume(sample: TextSample) -> bool:
    """Return whether a text is JSON in which there is a résumé.

    Raises:
        UnreadableFileError: it begins like JSON and is not valid.
    """
    return is_json(sample) and find_resume(load(sample.data)) is not None
