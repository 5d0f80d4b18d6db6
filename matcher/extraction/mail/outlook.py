"""Read messages saved by Outlook (MS-OXMSG), with olefile."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from matcher.core.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.mail.compressed_rtf import decompress
from matcher.extraction.mail.message import MOST_ATTACHMENTS, add_attachment, add_paragraphs
from matcher.extraction.mail.parts import Attachment
from matcher.extraction.text_decoding import decode

__all__ = ["read"]


def read(data: bytes) -> DocumentBuilder:
    """Read a message: of its formatted and its plain text the formatted one, which Outlook shows, then its attachments.

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
            return _read(file)
    except OSError as error:
        raise UnreadableFileError("corrupt", "it is a damaged Outlook message; ask for it again") from error


def _read(file: Any) -> DocumentBuilder:
    builder = DocumentBuilder()

    def stream(path: str) -> bytes:
        return bytes(file.openstream(path).read()) if file.exists(path) else b""

    def text(prefix: str, tag: str) -> str:
        wide, narrow = stream(f"{prefix}__substg1.0_{tag}001F"), stream(f"{prefix}__substg1.0_{tag}001E")
        return wide.decode("utf-16-le", "replace") if wide else decode(narrow)[0] if narrow else ""

    plain = text("", "1000")  # PidTagBody
    markup = stream("__substg1.0_10130102") or text("", "1013").encode()  # PidTagHtml, PidTagBodyHtml
    rich = stream("__substg1.0_10090102")  # PidTagRtfCompressed
    if markup:
        from matcher.extraction.web.html import read as read_html

        builder.include(read_html(markup))
    elif rich:
        from matcher.extraction.office.rtf import read as read_rtf

        builder.include(read_rtf(decompress(rich)))
    else:
        add_paragraphs(builder, plain)
    folders = sorted({entry[0] for entry in file.listdir() if entry[0].startswith("__attach_version1.0_")})
    for folder in folders[:MOST_ATTACHMENTS]:
        name = text(f"{folder}/", "3707") or text(f"{folder}/", "3704")  # PidTagAttachLongFilename, its short one
        add_attachment(builder, Attachment(name, stream(f"{folder}/__substg1.0_37010102")))  # PidTagAttachDataBinary
    if len(folders) > MOST_ATTACHMENTS:
        message = f"only the first {MOST_ATTACHMENTS} of {len(folders)} attachments were read"
        builder.warn("attachments-left-out", message)
    if markup or rich:
        builder.add_unseen(plain, reason="in a version of the message that mail programs do not show")
    return builder
