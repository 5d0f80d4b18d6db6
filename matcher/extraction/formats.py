"""Register every format once: how it is recognised, its reader, its label, and what reading it needs.

**To add a format**, write its reader (a function from bytes to
:class:`~matcher.extraction.assembly.DocumentBuilder`) and add an entry to :data:`FORMATS`. The order of the entries is
the order of the tests: the first that accepts a file decides.

Importing this module loads no reader and no library: functions are named ("office.docx.read", below
``matcher.extraction``) and loaded when they are used. The tests in ``signatures``, ``text_sample`` and
``office.package_tests`` cover most formats.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final, NamedTuple

from matcher.core.errors import UnreadableFileError

__all__ = [
    "DOCUMENT_FOLDERS",
    "DOCUMENT_PARTS",
    "FIRST_PARTS",
    "FORMATS",
    "PROGRAMS",
    "READABLE",
    "Family",
    "Format",
    "Unreadable",
    "label_of",
    "load",
]


class Family(NamedTuple):
    """Formats that are tested on the same view of a file."""

    starts: tuple[bytes, ...]
    """First bytes of every such file; empty when the formats have nothing in common. The last test of a family that has
    them must accept everything."""
    view: str = ""
    """What makes the view of the bytes, by name; empty when the tests get the bytes themselves."""


BYTES: Final = Family(())
PACKAGE: Final = Family((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"), "office.package.Package")
COMPOUND: Final = Family((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",))
TEXT: Final = Family((), "text_sample.TextSample")

Test = tuple[Any, ...]
"""The name of a function, and the arguments that it gets after the view of the file."""


class Format(NamedTuple):
    """A format that is read.

    >>> READABLE["text/plain"].label
    'plain text'
    """

    media_type: str
    label: str
    """What reports call it."""
    reader: str
    """The function that reads it, by name."""
    family: Family
    test: Test
    suffixes: tuple[str, ...] = ()
    """Suffixes of file names for which the reader is loaded before a file is opened. They decide nothing."""
    programs: tuple[str, ...] = ()
    """Programs that the reader calls when they are installed."""
    reads_pictures: bool = False
    """Whether the reader takes the languages of text recognition as its second argument."""
    if_no_text: str = ""
    """The reader for a file in which the first one finds no text, by name."""
    holds_files: bool = False
    """Whether it holds files of other formats, and so depends on every reader."""


class Unreadable(NamedTuple):
    """A kind of file that is recognised and not read."""

    family: Family
    test: Test
    message: str = ""
    code: str = "unsupported"
    explanation: str = ""
    """A function from the bytes to the error, by name, where the message depends on the file."""

    def error(self, data: bytes) -> UnreadableFileError:
        """Return the error for such a file."""
        if self.explanation:
            error: UnreadableFileError = load(self.explanation)(data)
            return error
        return UnreadableFileError(self.code, self.message)


def _no_reader(what: str, advice: str = "save it as PDF or DOCX") -> str:
    return f"it is {what}, for which there is no reader; {advice}"


_ANYTHING: Final = ("signatures.anything",)
_OCR: Final = ("tesseract",)
_NEEDS_PASSWORD: Final = "it needs a password; ask for an open copy"  # noqa: S105

_MARKDOWN: Final = (
    "text_sample.has_signs",
    (
        (2, r"(?m)^ {0,3}#{1,6}(?: +\S|[*_]{0,3}[^\W\d_])"),
        (2, r"(?m)^[^\s#>*-][^\n]{0,100}\n(?:={4,}|-{4,})[ \t]*$"),
        (1, r"\[[^\[\]\n]{1,200}\](?:\([^()\s]{1,500}\)|\[[^\[\]\n]{0,100}\])"),
        (1, r"(?<![*\w])\*\*[^\s*][^*\n]{0,200}\*\*(?![*\w])"),
        (1, r"(?m)^```"),
        (2, r"\A---\n(?:[A-Za-z_][\w-]*:[^\n]*\n|[ #-][^\n]*\n)+---\s*\n"),
    ),
    4,
)
"""Two headings, or a heading and two links or bold words. One sign alone is no proof: plain texts underline a heading
with dashes or put two asterisks around a word."""

FORMATS: Final[tuple[Format | Unreadable, ...]] = (
    Format(
        "application/pdf", "PDF", "pdf.reader.read", BYTES, ("signatures.is_pdf",), (".pdf",),
        programs=_OCR, reads_pictures=True, if_no_text="pdf.scanned_document.read",
    ),
    # ZIP packages
    Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word document", "office.docx.read",
        PACKAGE, ("office.package_tests.is_word",), (".docx",),
    ),
    Format(
        "application/vnd.oasis.opendocument.text", "OpenDocument text", "office.odt.read",
        PACKAGE, ("office.package_tests.is_odt",), (".odt",),
    ),
    Unreadable(PACKAGE, ("office.package_tests.has_part", "xl/workbook"), _no_reader("an Excel workbook")),
    Unreadable(PACKAGE, ("office.package_tests.has_part", "ppt/presentation"), _no_reader("a PowerPoint presentation")),
    Unreadable(PACKAGE, ("office.package_tests.has_part", "index/document.iwa"), _no_reader("a Pages document")),
    Unreadable(PACKAGE, ("office.package_tests.has_part", "meta-inf/container.xml"), _no_reader("an e-book")),
    Unreadable(
        PACKAGE, ("office.package_tests.has_no_parts",), "it is a ZIP package without content; ask for the file again",
        code="corrupt",
    ),
    Format("application/zip", "ZIP archive", "archives.read", PACKAGE, _ANYTHING, holds_files=True),
    # OLE compound files
    Unreadable(COMPOUND, ("signatures.has_stream", "EncryptedPackage"), _NEEDS_PASSWORD, code="encrypted"),
    Format(
        "application/msword", "Word 97–2003 document", "office.doc.read",
        COMPOUND, ("signatures.has_stream", "WordDocument"), programs=("soffice", "libreoffice", "antiword"),
    ),
    Format(
        "application/vnd.ms-outlook", "Outlook message", "mail.outlook.read",
        COMPOUND, ("signatures.has_stream", "__properties_version1.0"), holds_files=True,
    ),
    Unreadable(COMPOUND, ("signatures.has_stream", "Workbook"), _no_reader("an old Excel workbook")),
    Unreadable(COMPOUND, ("signatures.has_stream", "PowerPoint Document"), _no_reader("an old presentation")),
    Unreadable(COMPOUND, _ANYTHING, _no_reader("a file of an old office program")),
    # signatures
    Format(
        "application/rtf", "RTF", "office.rtf.read",
        BYTES, ("signatures.matches", rb"\s*\{\\(?:rtf|pard|\*|fonttbl)"), (".rtf",),
    ),
    *(
        Format(
            f"image/{kind.lower()}", f"{kind} picture", "image.read", BYTES, ("signatures.matches", start),
            programs=_OCR, reads_pictures=True,
        )
        for kind, start in (
            ("JPEG", rb"\xff\xd8\xff"),
            ("PNG", rb"\x89PNG\r\n\x1a\n"),
            ("GIF", rb"GIF8[79]a"),
            ("TIFF", rb"II\*\0|MM\0\*"),
            ("BMP", rb"BM.{4}\0{4}"),
            ("WebP", rb"RIFF.{4}WEBP"),
        )
    ),
    # text
    Unreadable(TEXT, ("text_sample.is_binary",), explanation="unknown_kind.refuse"),
    Unreadable(TEXT, ("text_sample.begins", "%!PS"), _no_reader("a PostScript file", "save it as PDF")),
    Format(
        "application/json", "JSON Resume", "structured.json_resume.read", TEXT, ("structured.json_objects.is_resume",)
    ),
    Unreadable(
        TEXT, ("structured.json_objects.is_json",),
        _no_reader("a JSON file that is no résumé (no basics, work, skills or education in it)"),
    ),
    Format(
        "application/xml", "Europass CV", "structured.europass.read", TEXT,
        (
            "text_sample.is_xml",
            r"(?i)<(?:\w+:)?SkillsPassport\b|<(?:\w+:)?Candidate\b[^>]{0,2000}(?:europass|hr-xml)",
        ),
    ),
    Format(
        "application/vnd.oasis.opendocument.text-flat-xml", "OpenDocument text", "office.odt.read_flat", TEXT,
        ("text_sample.is_xml", r"<office:document\b"),
    ),
    Unreadable(TEXT, ("text_sample.is_xml", ""), _no_reader("an XML document")),
    Format("message/rfc822", "e-mail", "mail.message.read", TEXT, ("text_sample.is_message",), holds_files=True),
    Format("text/html", "HTML", "web.html.read", TEXT, ("text_sample.is_html",), (".html", ".htm")),
    Format("text/markdown", "Markdown", "web.markdown.read", TEXT, _MARKDOWN),
    Format("text/plain", "plain text", "plain_text.read", TEXT, _ANYTHING, (".txt",)),
)  # fmt: skip
"""Every kind of file that is recognised, in the order of the tests."""

READABLE: Final = {entry.media_type: entry for entry in FORMATS if isinstance(entry, Format)}
"""The formats that are read, by media type."""

PROGRAMS: Final = tuple(dict.fromkeys(program for entry in READABLE.values() for program in entry.programs))
"""Programs that readers call."""

DOCUMENT_PARTS: Final = ("[content_types].xml", "mimetype", "index/document.iwa", "meta-inf/manifest.xml")
DOCUMENT_FOLDERS: Final = ("word/",)
"""Parts and folders, in lower case, that distinguish a document packed as ZIP from an archive of files."""

FIRST_PARTS: Final = (b"[content_types].xml", b"_rels/", b"docprops/", b"word/", b"mimetype", b"customxml/")
"""How the name of the first part begins, in lower case, in a document packed as ZIP."""


def load(name: str) -> Any:
    """Import the function of a name such as ``"office.docx.read"``, below ``matcher.extraction``.

    >>> load("text_sample.is_html").__name__
    'is_html'
    """
    module, _, function = name.rpartition(".")
    return getattr(import_module(f"matcher.extraction.{module}"), function)


def label_of(media_type: str) -> str:
    """Return what reports call a media type; itself when no format has it.

    >>> label_of("application/pdf"), label_of("image/x-icon")
    ('PDF', 'image/x-icon')
    """
    entry = READABLE.get(media_type)
    return entry.label if entry else media_type
