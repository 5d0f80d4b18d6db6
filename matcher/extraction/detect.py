"""What kind of file is this? Its content decides; its name is not asked."""

from __future__ import annotations

import re
from typing import Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.text_decoding import decode

__all__ = ["detect_media_type"]

_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT: Final = "application/vnd.oasis.opendocument.text"
_DOC: Final = "application/msword"
_MSG: Final = "application/vnd.ms-outlook"
_ZIP: Final = "application/zip"
_SAVE: Final = "save it as PDF or DOCX"

_OFFICE_PARTS: Final = (
    ("xl/workbook", "an Excel workbook"),
    ("ppt/presentation", "a PowerPoint presentation"),
    ("index/document.iwa", "a Pages document"),
    ("meta-inf/container.xml", "an e-book"),
)
_OLE_STREAMS: Final = (("Workbook", "an old Excel workbook"), ("PowerPoint Document", "an old presentation"))
_IMAGES: Final = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
    b"BM": "image/bmp",
}
_IMAGE_NAME = re.compile(r"image|jpeg|png|gif|tiff|bitmap|picture|photo", re.IGNORECASE)

_PDF_OBJECT = re.compile(rb"^\d+ \d+ obj\b", re.M)
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S
)
_HTML_BLOCK = re.compile(r"<(?:/?(?:p|div|h[1-6]|ul|ol|li|table|tr|td|body|section)|br)\b[^<>]{0,500}>", re.IGNORECASE)
_MAIL = re.compile(
    r"^(?:received|return-path|message-id|mime-version|dkim-signature|delivered-to|from|subject):", re.I | re.M
)
_HEADER = re.compile(r"(?:>?From [^\n]*\n)?[A-Za-z][A-Za-z0-9-]{1,60}:")
_EUROPASS = re.compile(
    r"<(?:\w+:)?SkillsPassport\b|<(?:\w+:)?Candidate\b[^>]{0,2000}(?:europass|hr-xml)", re.IGNORECASE
)
_CONTROL = re.compile(r"[\x01-\x07\x0e-\x1a\x1c-\x1f\ufffe\uffff]")

_FAR_HEADER: Final = 65_536

_MARKDOWN: Final = (
    (2, re.compile(r"^ {0,3}#{1,6}(?: +\S|[*_]{0,3}[^\W\d_])", re.M)),
    (2, re.compile(r"^[^\s#>*-][^\n]{0,100}\n(?:={4,}|-{4,})[ \t]*$", re.M)),
    (1, re.compile(r"\[[^\[\]\n]{1,200}\](?:\([^()\s]{1,500}\)|\[[^\[\]\n]{0,100}\])")),
    (1, re.compile(r"(?<![*\w])\*\*[^\s*][^*\n]{0,200}\*\*(?![*\w])")),
    (1, re.compile(r"^```", re.M)),
    (2, re.compile(r"\A---\n(?:[A-Za-z_][\w-]*:[^\n]*\n|[ #-][^\n]*\n)+---\s*\n")),
)
_MARKDOWN_ENOUGH: Final = 4
"""Weight of signs from which a text is taken for Markdown: two headings, or a heading and two links or bold words.

One sign alone is no proof: plain texts underline a heading with dashes or put two asterisks around a word.
"""


def detect_media_type(data: bytes) -> str:
    """Name the media type by content.

    Args:
        data: the whole file.

    Returns:
        One of the media types that have a reader.

    Raises:
        UnreadableFileError: ``unsupported``, naming what it is; ``encrypted``; or ``corrupt``.

    >>> detect_media_type(b"%PDF-1.7 ..."), detect_media_type(b"<!DOCTYPE html><p>Hello"), detect_media_type(b"Hello")
    ('application/pdf', 'text/html', 'text/plain')
    """
    # Readers of PDF accept junk before the header, up to 1 KiB (PDF 1.7, implementation note 13).
    # Without any header it is still one when it begins with an object and ends with the place of its table.
    # Beyond it, behind what a server or a mail program put before it, only when its end is there, too.
    ends = b"startxref" in data[-2048:]
    if b"%PDF-" in data[:1024] or (ends and (_PDF_OBJECT.search(data[:1024]) or b"%PDF-" in data[:_FAR_HEADER])):
        return "application/pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _detect_package(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _detect_compound(data)
    if re.match(rb"\s*\{\\(?:rtf|pard|\*|fonttbl)", data[:1024]):
        return "application/rtf"
    for start, kind in _IMAGES.items():
        if data.startswith(start) and (kind != "image/bmp" or data[6:10] == b"\0\0\0\0"):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return _detect_text(data)


def _unsupported(what: str, advice: str = _SAVE) -> UnreadableFileError:
    return UnreadableFileError("unsupported", f"it is {what}, for which there is no reader; {advice}")


def _detect_package(data: bytes) -> str:
    from matcher.extraction.office.package import Package

    package = Package(data)
    if package.main_document():
        return _DOCX
    if "mimetype" in package:
        kind = package.read("mimetype")[:100].decode("ascii", "replace")
        if "opendocument.text" in kind:
            return _ODT
    for start, what in _OFFICE_PARTS:
        if any(name.startswith(start) for name in package.names):
            raise _unsupported(what)
    if not package.names:
        raise UnreadableFileError("corrupt", "it is a ZIP package without content; ask for the file again")
    return _ZIP


def _detect_compound(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFileError("encrypted", "it needs a password; ask for an open copy")
    if "WordDocument".encode("utf-16-le") in data:
        return _DOC
    if "__properties_version1.0".encode("utf-16-le") in data:
        return _MSG
    for stream, what in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            raise _unsupported(what)
    raise _unsupported("a file of an old office program")


def _name(data: bytes) -> str:
    import puremagic

    try:
        found = puremagic.magic_string(data[:65536])
    except (puremagic.PureError, ValueError, OSError):
        return ""
    named = [match for match in found if match.name and match.confidence >= 0.3]
    return f"what looks like “{named[0].name}”" if named else ""


def _detect_text(data: bytes) -> str:
    sample = data[: 1 << 20]
    try:
        text, _ = decode(sample)
    except UnreadableFileError:
        text = "\0"
    controls = len(_CONTROL.findall(text))
    # A stray control character is damage; many of them, or many NULs that belong to no encoding, are no text at all.
    # A few NULs among words, and backspaces, are tricks played on readers, which are told of later.
    if text.count("\0") > len(text) / 20 or controls > max(4, len(text) / 50):
        name = _name(data)
        if _IMAGE_NAME.search(name):
            message = f"it is {name}, a kind of picture that is not read; ask for the document it was made from"
            raise UnreadableFileError("no-text", message, review=True)
        raise _unsupported(name or "a binary file of unknown kind")
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("%!PS"):
        raise _unsupported("a PostScript file", "save it as PDF")
    if start[:1] in "{[" and re.match(r'\{\s*["}]|\[\s*[{\["]', start):
        return _detect_json(data)
    if _HTML_START.match(text[:65536]):
        return "text/html"
    if start.startswith("<?xml") or re.match(r"<(?:svg|SkillsPassport|Candidate)\b", start):
        if _EUROPASS.search(start[:65536]):
            return "application/xml"
        if re.search(r"<office:document\b", start[:65536]):
            return f"{_ODT}-flat-xml"
        raise _unsupported("an XML document")
    if len({match.lower() for match in _MAIL.findall(text[:65536])}) >= 3 and _HEADER.match(start):
        return "message/rfc822"
    if start.startswith("<") and len(_HTML_BLOCK.findall(text)) >= 3:
        return "text/html"
    weight = sum(worth * min(4, len(pattern.findall(text))) for worth, pattern in _MARKDOWN)
    return "text/markdown" if weight >= _MARKDOWN_ENOUGH else "text/plain"


def _detect_json(data: bytes) -> str:
    from matcher.extraction.structured.json_objects import find_resume, load

    if find_resume(load(data)) is None:
        raise _unsupported("a JSON file that is no résumé (no basics, work, skills or education in it)")
    return "application/json"
