"""Read e-mail (RFC 5322 and MIME; Outlook's .msg): the message's text and the résumés attached to it."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, Final

from matcher.core.errors import MatcherError, UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.text_decoding import decode

__all__ = ["read", "read_msg"]

MOST_ATTACHMENTS: Final = 20
"""Most attachments that are read. Applications have one to five; a warning counts the rest."""

_DEEPEST: Final = 2
"""Depth of messages in messages; a forwarded application is one deep."""

_PICTURES: Final = frozenset(
    {"png", "jpg", "jpeg", "gif", "bmp", "svg", "ico", "tif", "tiff", "webp", "p7s", "asc", "ics", "vcf"}
)
"""Suffixes of attachments that are logos, signatures and cards, and are not read."""


def read(data: bytes) -> DocumentBuilder:
    """Read a message: its text (the plain version of two), then every attached document that has a reader.

    Raises:
        UnreadableFileError: it holds more text than allowed.
    """
    builder = DocumentBuilder()
    message = email.message_from_bytes(data, policy=email.policy.default)
    _add(builder, message, 0)
    return builder


def _add(builder: DocumentBuilder, message: EmailMessage, depth: int) -> None:
    body = _body(message)
    if body is not None:
        builder.include(body)
    parts = list(_attachments(message))
    for name, content in parts[:MOST_ATTACHMENTS]:
        if isinstance(content, EmailMessage):
            if depth < _DEEPEST:
                _add(builder, content, depth + 1)
        else:
            _add_attachment(builder, name, content)
    if len(parts) > MOST_ATTACHMENTS:
        builder.warn("attachments-left-out", f"only the first {MOST_ATTACHMENTS} of {len(parts)} attachments were read")


def _body(message: EmailMessage) -> DocumentBuilder | None:
    part = message.get_body(("plain", "html"))
    if part is None:
        return None
    data = _payload(part)
    text = decode(data, part.get_content_charset() or "")[0]
    if part.get_content_subtype() == "html":
        from matcher.extraction.web.html import add_markup

        return add_markup(text)
    builder = DocumentBuilder()
    for paragraph in text.replace("\r\n", "\n").split("\n\n"):
        builder.add(paragraph, separator="\n\n")
    return builder


def _payload(part: Any) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes | EmailMessage]]:
    body = message.get_body(("plain", "html"))
    for part in message.walk():
        if part is message or part is body or (part.is_multipart() and part.get_content_type() != "message/rfc822"):
            continue
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            if isinstance(inner, EmailMessage):
                yield "", inner
        elif part.get_content_disposition() == "attachment" or part.get_filename():
            yield part.get_filename() or "", _payload(part)


def _add_attachment(builder: DocumentBuilder, name: str, data: bytes) -> None:
    """Read an attached file by its own reader; leave out a file that cannot be read, with a warning."""
    from matcher.extraction.reading import read_into

    if PurePosixPath(name).suffix.lower().lstrip(".") in _PICTURES or not data:
        return
    try:
        inner = read_into(data)
    except UnreadableFileError as error:
        builder.warn("attachment-unreadable", f"the attachment “{name[:100]}” could not be read: {error.message}")
    except (MatcherError, ValueError, KeyError, IndexError, RecursionError) as error:
        builder.warn("attachment-unreadable", f"the attachment “{name[:100]}” is damaged ({type(error).__name__})")
    else:
        builder.include(inner, separator="\n\n")


def read_msg(data: bytes) -> DocumentBuilder:
    """Read a message saved by Outlook (MS-OXMSG), with olefile.

    Raises:
        UnreadableFileError: olefile (the extra ``matcher[msg]``) is not installed, or it is damaged.
    """
    try:
        import olefile
    except ImportError as error:
        message = "it is an Outlook message; install matcher[msg] to read it, or save the attached résumé by itself"
        raise UnreadableFileError("unsupported", message, review=True) from error
    try:
        with olefile.OleFileIO(BytesIO(data)) as file:
            return _read_msg(file)
    except OSError as error:
        raise UnreadableFileError("corrupt", "it is a damaged Outlook message; ask for it again") from error


def _read_msg(file: Any) -> DocumentBuilder:
    builder = DocumentBuilder()

    def stream(path: str) -> bytes:
        return bytes(file.openstream(path).read()) if file.exists(path) else b""

    def text(prefix: str, tag: str) -> str:
        wide, narrow = stream(f"{prefix}__substg1.0_{tag}001F"), stream(f"{prefix}__substg1.0_{tag}001E")
        return wide.decode("utf-16-le", "replace") if wide else decode(narrow)[0] if narrow else ""

    for paragraph in text("", "1000").replace("\r\n", "\n").split("\n\n"):  # PidTagBody
        builder.add(paragraph, separator="\n\n")
    folders = sorted({entry[0] for entry in file.listdir() if entry[0].startswith("__attach_version1.0_")})
    for folder in folders[:MOST_ATTACHMENTS]:
        name = text(f"{folder}/", "3707") or text(f"{folder}/", "3704")  # PidTagAttachLongFilename, its short one
        _add_attachment(builder, name, stream(f"{folder}/__substg1.0_37010102"))  # PidTagAttachDataBinary
    return builder
