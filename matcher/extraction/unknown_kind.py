"""Name the kind of a binary file that has no reader, for the message to the user."""

from __future__ import annotations

import re

from matcher.core.errors import UnreadableFileError

__all__ = ["refuse"]

_IMAGE_NAME = re.compile(r"image|jpeg|png|gif|tiff|bitmap|picture|photo", re.IGNORECASE)


def refuse(data: bytes) -> UnreadableFileError:
    """Return the error for a binary file of unknown kind; a picture is set apart for review."""
    name = _name(data)
    if _IMAGE_NAME.search(name):
        message = f"it is {name}, a kind of picture that is not read; ask for the document it was made from"
        return UnreadableFileError("no-text", message, review=True)
    what = name or "a binary file of unknown kind"
    return UnreadableFileError("unsupported", f"it is {what}, for which there is no reader; save it as PDF or DOCX")


def _name(data: bytes) -> str:
    import puremagic

    try:
        matches = puremagic.magic_string(data[:65536])
    except (puremagic.PureError, ValueError, OSError):
        return ""
    named = [match for match in matches if match.name and match.confidence >= 0.3]
    return f"what looks like “{named[0].name}”" if named else ""
