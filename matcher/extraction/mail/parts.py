"""Find the parts of a message (RFC 5322 and MIME) that mail programs show, and those that they do not.

What a program shows follows from the kind of each part: of alternatives the last one that it supports, of related parts
the root, of others all. A part that cannot be understood is not shown.
"""

from __future__ import annotations

import codecs
import email
import email.errors
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from typing import Any, Final, NamedTuple

from matcher.core.errors import UnreadableFileError
from matcher.extraction.formats import READABLE

__all__ = ["Attachment", "Body", "Parts", "parse", "parts_of"]

LONGEST_HEADER: Final = 4_000
"""Most characters of a header that describes a part; an honest one, with a long file name, has 500. Parsing parameters
takes quadratic time."""

MOST_STEPS: Final = 50_000_000
"""Most lines times nested parts: each line is compared with the boundary of each part that it is in. Some seconds; a
message of 20 MB with ten parts has 3 million."""

DEEPEST: Final = 12
"""Levels of parts in parts; a forwarded message with pictures and a signature has five."""

MOST_PARTS: Final = 500
"""Parts of a message that are looked at."""

_LETTERS: Final = bytes(range(0x20, 0x7F))
_NESTS: Final = re.compile(rb"multipart/|message/", re.IGNORECASE)
_DESCRIBING: Final = ("content-type", "content-transfer-encoding", "content-disposition")
_ENCODINGS: Final = frozenset({"", "7bit", "8bit", "binary", "base64", "quoted-printable"})
_BROKEN: Final = (
    email.errors.FirstHeaderLineIsContinuationDefect,
    email.errors.MissingHeaderBodySeparatorDefect,
    email.errors.MalformedHeaderDefect,
)
_SHOWN: Final = ("text/plain", "text/html")
_SILENT: Final = frozenset({"text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/rfc822-headers"})
"""Kinds of text that programs show as a card or not at all, and that are no news."""
_DOCUMENTS: Final = {"text/rtf", "text/richtext", *(kind for kind in READABLE if kind.startswith("application/"))}
"""Kinds of parts that are documents even if they have no name."""
_SIGNATURES: Final = frozenset(
    "application/pgp-signature application/pkcs7-signature application/x-pkcs7-signature application/applefile".split()
)

_OTHER_VERSION: Final = "in a version of the message that mail programs do not show"
_UNREFERENCED: Final = "in a part of the message that mail programs do not show"
_UNKNOWN: Final = "in a part of the message that mail programs read in different ways"


class _Policy(Compat32):
    """The policy that keeps headers as they are, and refuses those that take long to parse."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        if name.lower().startswith("content-") and len(value) > LONGEST_HEADER:
            message = f"its header {name} has more than {LONGEST_HEADER:,} characters, the limit; send the résumé alone"
            raise UnreadableFileError("too-large", message)
        return name, value


@dataclass(frozen=True, slots=True)
class Body:
    """A text of the message itself.

    >>> Body(b"Ana", "", False).reason
    ''
    """

    data: bytes
    charset: str
    is_html: bool
    reason: str = ""
    """Why mail programs do not show it; empty if they do."""


class Attachment(NamedTuple):
    """A file attached to a message.

    >>> Attachment("cv.txt", b"Ana").kind
    ''
    """

    name: str
    data: bytes
    kind: str = ""
    """The media type that the message states."""


@dataclass(slots=True)
class Parts:
    """What a message holds."""

    bodies: list[Body] = field(default_factory=list)
    """In the order in which they are shown."""
    attachments: list[Attachment | Message] = field(default_factory=list)
    """A message in the message is one, too."""
    margins: list[str] = field(default_factory=list)
    """Texts before the first part and after the last, for programs that know no parts; cards and appointments."""
    seen: int = 0


def parse(data: bytes) -> Message:
    """Parse a message.

    Raises:
        UnreadableFileError: ``too-large``, when it is made to take long.
    """
    if len(_NESTS.findall(data)) * data.count(b"\n") > MOST_STEPS:
        raise UnreadableFileError("too-large", "it has too many parts; save the résumé alone")
    message: Message = email.message_from_bytes(data, policy=_Policy())
    return message


def parts_of(message: Message) -> Parts:
    r"""Return the parts of a message.

    >>> text = b"Content-Type: multipart/alternative; boundary=B\n\n--B\n\nGo\n--B\nContent-Type: text/html\n\nC\n--B--"
    >>> [(body.data, body.reason != "") for body in parts_of(parse(text)).bodies]
    [(b'C', False), (b'Go', True)]
    """
    parts = Parts()
    _add(parts, message, 0, "")
    return parts


def _add(parts: Parts, part: Message, depth: int, reason: str) -> None:
    parts.seen += 1
    if depth > DEEPEST or parts.seen > MOST_PARTS:
        return
    if _is_ambiguous(part):
        reason = reason or _UNKNOWN
    kind = part.get_content_type()
    if kind == "message/rfc822":
        inner = part.get_payload(0) if part.is_multipart() else None
        if isinstance(inner, Message):
            if reason:
                _add(parts, inner, depth + 1, reason)
            else:
                parts.attachments.append(inner)
    elif part.is_multipart():
        parts.margins += [text for text in (part.preamble, part.epilogue) if isinstance(text, str) and text.strip()]
        for child, why in _children(part, kind):
            _add(parts, child, depth + 1, reason or why)
    elif kind in _SIGNATURES:
        return
    elif _is_attached(part, kind) and (part.get_content_disposition() == "attachment" or not reason):
        parts.attachments.append(Attachment(_file_name(part), _payload(part), kind))
    elif kind in _SILENT:
        parts.margins.append(_payload(part).decode("utf-8", "replace"))
    elif kind.startswith("text/"):
        known = kind in _SHOWN and _encoding(part) in _ENCODINGS and _is_readable(_charset(part))
        why = reason or ("" if known else _UNKNOWN)
        parts.bodies.append(Body(_payload(part), _charset(part), kind == "text/html", why))
    elif kind.startswith("multipart/"):  # its boundary is missing
        parts.bodies.append(Body(_payload(part), "", False, _UNKNOWN))


def _is_ambiguous(part: Message) -> bool:
    """Return whether programs differ in how they read a part: a header or a parameter occurs twice, or is broken."""
    if any(isinstance(defect, _BROKEN) for defect in part.defects):
        return True
    if any(len(part.get_all(name, [])) > 1 for name in _DESCRIBING):
        return True
    names = [name.lower() for name, _ in _parameters(part)]
    return len(set(names)) < len(names)


def _parameters(part: Message) -> list[tuple[str, Any]]:
    try:
        return part.get_params([])
    except (LookupError, ValueError, TypeError):
        return [("", ""), ("", "")]


def _children(part: Message, kind: str) -> Iterator[tuple[Message, str]]:
    """Yield the parts of a part, and why mail programs do not show them."""
    children = [child for child in part.get_payload() if isinstance(child, Message)]
    if kind == "multipart/alternative":
        shown = next((child for child in reversed(children) if _is_supported(child, 0)), None)
        yield from ((child, "") for child in children if child is shown)
        yield from ((child, _OTHER_VERSION) for child in children if child is not shown)
    elif kind == "multipart/related":
        start = _parameter(part, "start").strip("<> ")
        # Some programs show the first part and some the one that the parameter names.
        known = not start or not children or str(children[0].get("content-id", "")).strip("<> ") == start
        for number, child in enumerate(children):
            text = child.get_content_maintype() == "text" or child.is_multipart()
            yield child, "" if not text else _UNKNOWN if not known else _UNREFERENCED if number else ""
    elif kind.startswith("message/"):
        yield from ((child, _UNREFERENCED) for child in children)
    else:
        yield from ((child, "") for child in children)


def _is_supported(part: Message, depth: int) -> bool:
    if part.is_multipart() and part.get_content_maintype() == "multipart":
        children = [child for child in part.get_payload() if isinstance(child, Message)]
        return depth < DEEPEST and any(_is_supported(child, depth + 1) for child in children)
    return part.get_content_type() in _SHOWN and part.get_content_disposition() != "attachment"


def _is_attached(part: Message, kind: str) -> bool:
    if part.get_content_disposition() == "attachment" or kind in _DOCUMENTS:
        return True
    if "content-id" in part and not kind.startswith("text/"):  # a picture or another piece of the page
        return False
    return bool(_file_name(part)) and not (kind == "text/plain" and part.get_content_disposition() == "inline")


def _encoding(part: Message) -> str:
    return str(part.get("content-transfer-encoding", "")).strip().lower()


def _charset(part: Message) -> str:
    return _parameter(part, "charset").strip().lower()


def _is_readable(charset: str) -> bool:
    """Return whether letters in an encoding are what they are in ASCII, or it is one of wide characters."""
    try:
        name = codecs.lookup(charset or "ascii").name
        return name.startswith(("utf-16", "utf-32")) or _LETTERS.decode(name) == _LETTERS.decode("ascii")
    except LookupError:  # programs take an unknown encoding for the usual one
        return True
    except (UnicodeError, ValueError, AttributeError):
        return False


def _parameter(part: Message, name: str) -> str:
    try:
        value: Any = part.get_param(name, "")
        return email.utils.collapse_rfc2231_value(value) if value else ""
    except (LookupError, ValueError, TypeError):
        return ""


def _file_name(part: Message) -> str:
    try:
        return str(make_header(decode_header(part.get_filename() or "")))
    except (HeaderParseError, LookupError, ValueError, TypeError, AssertionError):
        return "?"


def _payload(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, TypeError):
        return b""
    return payload if isinstance(payload, bytes) else b""
