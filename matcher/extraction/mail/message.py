"""Read e-mail (RFC 5322 and MIME): the text that a mail program shows, and the résumés attached to it."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import Message
from email.utils import parseaddr
from pathlib import PurePosixPath
from typing import Final

from matcher.core.errors import MatcherError, UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.mail.parts import Attachment, Body, parse, parts_of
from matcher.extraction.mail.quoting import REASON, Quotes, looks_like_resume
from matcher.extraction.text_decoding import decode

__all__ = ["MOST_ATTACHMENTS", "add_attachment", "add_paragraphs", "add_unshown", "body_text", "read"]

MOST_ATTACHMENTS: Final = 20
"""Most attachments that are read. Applications have one to five; a warning counts the rest."""

_DEEPEST: Final = 2
"""Depth of messages in messages; a forwarded application is one deep."""

_PICTURES: Final = frozenset(
    {"png", "jpg", "jpeg", "gif", "bmp", "svg", "ico", "tif", "tiff", "webp", "p7s", "asc", "ics", "vcf"}
)
"""Suffixes of attachments that are logos, signatures and cards, and are not read."""


_MEDIA: Final = ("image/", "audio/", "video/", "font/")
"""Types that programs show as what they are, or not at all."""


def read(data: bytes) -> DocumentBuilder:
    """Read a message: the version of its text that a mail program shows, then every attached document with a reader.

    Texts that mail programs do not show are added as hidden text, if they say more than what is shown.

    Raises:
        UnreadableFileError: it holds more text than allowed, or headers that take long to parse.
    """
    builder = DocumentBuilder()
    unshown: list[Body] = []
    _add(builder, parse(data), 0, unshown)
    add_unshown(builder, unshown)
    return builder


def _add(builder: DocumentBuilder, message: Message, depth: int, unshown: list[Body]) -> None:
    parts, sender = parts_of(message), _sender(message)
    for body in parts.bodies:
        if body.reason:
            unshown.append(body)
        else:
            inner = body_text(body)
            quotes = Quotes(inner.visible_text(), sender)
            if looks_like_resume(f"{builder.visible_text()}\n{quotes.own}"):
                inner.set_apart(quotes.divide, reason=REASON, code="quoted-mail")
            builder.include(inner)
    for content in parts.attachments[:MOST_ATTACHMENTS]:
        if isinstance(content, Attachment):
            add_attachment(builder, content)
        elif depth < _DEEPEST:
            inner = DocumentBuilder()
            _add(inner, content, depth + 1, unshown)
            if looks_like_resume(builder.visible_text()) and _sender(content) != sender:
                inner.set_apart(lambda text: ("", text), reason=REASON, code="quoted-mail")
            builder.include(inner)
    if len(parts.attachments) > MOST_ATTACHMENTS:
        count = len(parts.attachments)
        builder.warn("attachments-left-out", f"only the first {MOST_ATTACHMENTS} of {count} attachments were read")
    for text in parts.margins:
        builder.add_unseen(text, reason="around the parts of the message", code="comments")


def _sender(message: Message) -> str:
    """Return the address of a message's sender, in lower case."""
    return parseaddr(str(message.get("from", ""))[:1000])[1].lower()


def body_text(body: Body) -> DocumentBuilder:
    """Read a text of a message."""
    # Stated wide characters are what programs show, though the bytes would be ASCII, too.
    wide = body.charset.startswith(("utf-16", "utf-32"))
    text = body.data.decode(body.charset, "replace") if wide else decode(body.data, body.charset)[0]
    if body.is_html:
        from matcher.extraction.web.html import add_markup

        return add_markup(text)
    builder = DocumentBuilder()
    add_paragraphs(builder, text)
    return builder


def add_paragraphs(builder: DocumentBuilder, text: str) -> None:
    """Add plain text, paragraph by paragraph."""
    for paragraph in text.replace("\r\n", "\n").split("\n\n"):
        builder.add(paragraph, separator="\n\n")


def add_unshown(builder: DocumentBuilder, bodies: Sequence[Body]) -> None:
    """Add the texts that mail programs do not show as hidden text, if they say more than what is shown."""
    for reason in dict.fromkeys(body.reason for body in bodies):
        texts = []
        for body in bodies:
            if body.reason == reason:
                document = body_text(body).build(name="", media_type="", sha256="")
                texts.append(document.text)
        builder.add_unseen("\n".join(texts), reason=reason)


def add_attachment(builder: DocumentBuilder, attachment: Attachment) -> None:
    """Read an attached file by its own reader; leave out a file that cannot be read, with a warning."""
    from matcher.extraction.detect import detect_format
    from matcher.extraction.reading import read_into

    name, data, kind = attachment
    if PurePosixPath(name).suffix.lower().lstrip(".") in _PICTURES or not data:
        return
    try:
        if kind.startswith(_MEDIA) and not detect_format(data).media_type.startswith(_MEDIA):
            builder.warn("attachment-unreadable", f"the attachment “{name[:100]}” is not of the type that it states")
            return
        inner = read_into(data)
    except UnreadableFileError as error:
        builder.warn("attachment-unreadable", f"the attachment “{name[:100]}” could not be read: {error.message}")
    except (MatcherError, ValueError, KeyError, IndexError, RecursionError) as error:
        builder.warn("attachment-unreadable", f"the attachment “{name[:100]}” is damaged ({type(error).__name__})")
    else:
        builder.include(inner, separator="\n\n")
