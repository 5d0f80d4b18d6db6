"""HTML: what a browser would show, as lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from matcher.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.text import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["add_markup", "read"]

_SKIPPED: Final = frozenset(
    {
        "applet", "area", "audio", "base", "canvas", "embed", "frame", "frameset", "head", "iframe", "link", "map",
        "math", "meta", "noframes", "noscript", "object", "param", "script", "select", "source", "style", "svg",
        "template", "textarea", "title", "track", "video"
    }
)  # fmt: skip
_BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section",
        "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"
    }
)  # fmt: skip
_PARAGRAPHS: Final = frozenset(
    {
        "article", "blockquote", "dl", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "main", "nav", "ol", "p", "pre", "section", "table", "ul"
    }
)  # fmt: skip
_PILLS: Final = frozenset({"a", "b", "button", "code", "em", "i", "kbd", "label", "small", "span", "strong"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE
)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_FOLD = re.compile(r"[ \t\r\n\f]+")


class _Flow:
    """Collects text as it flows; knows when a line and when a paragraph ends."""

    def __init__(self) -> None:
        self.builder = DocumentBuilder()
        self._line = ""
        self._lines: list[str] = []

    def write(self, text: str, *, keep: bool = False) -> None:
        if keep:
            head, *rest = text.split("\n")
            self._line += head
            for line in rest:
                self.end_line()
                self._line = line
            return
        text = _FOLD.sub(" ", text)
        if not self._line or self._line.endswith((" ", "\t")):
            text = text.lstrip(" ")
        self._line += text

    def end_line(self) -> None:
        if self._line.strip() == "•":  # the item's text begins in a block of its own
            return
        if self._line.strip():
            self._lines.append(self._line.rstrip())
        self._line = ""

    def drop_bullet(self) -> None:
        """Forget the bullet of an item in which nothing is said."""
        if self._line.strip() == "•":
            self._line = ""

    def end_paragraph(self) -> None:
        bullet = self._line if self._line.strip() == "•" else ""
        self.end_line()
        if bullet:
            self._line = ""
        if self._lines:
            self.builder.add("\n".join(self._lines), separator="\n\n")
        self._lines = []
        self._line = bullet


def _is_hidden(element: _Element) -> bool:
    if element.get("hidden") is not None or _HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    return element.tag == "input"


def _is_pill(element: _Element, tag: str) -> bool:
    """Whether it is one of several boxes in a row that only their style sets apart (``<b>Go</b><b>SQL</b>``)."""
    following = element.getnext()
    return (
        tag in _PILLS
        and following is not None
        and following.tag == tag
        and all(len((part.text or "").strip()) > 1 for part in (element, following))
    )


def _walk(root: _Element, flow: _Flow) -> None:
    # A stack instead of recursion: markup may be nested as deep as the parser lets it.
    stack: list[tuple[_Element, bool]] = [(root, False)]
    kept = 0
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            _close(tag, flow)
            kept -= tag == "pre"
            if not element.tail and _is_pill(element, tag):
                flow.write(" ")
            flow.write(element.tail or "", keep=kept > 0)
            continue
        if not tag or tag in _SKIPPED or _is_hidden(element):
            if tag in _BLOCKS:
                flow.end_line()
            flow.write(element.tail or "", keep=kept > 0)
            continue
        _open(tag, flow)
        kept += tag == "pre"
        flow.write(element.text or "", keep=kept > 0)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _open(tag: str, flow: _Flow) -> None:
    if tag in _PARAGRAPHS:
        flow.end_paragraph()
    elif tag in _BLOCKS:
        flow.end_line()
    if tag == "li":
        flow.write("• ")


def _close(tag: str, flow: _Flow) -> None:
    if tag == "li":
        flow.drop_bullet()
    if tag == "br":
        flow.end_line()
    elif tag in {"td", "th"}:
        flow.write("\t", keep=True)
    elif tag in _PARAGRAPHS:
        flow.end_paragraph()
    elif tag in _BLOCKS:
        flow.end_line()


def add_markup(text: str) -> DocumentBuilder:
    r"""Turn HTML into blocks.

    Block elements begin lines, cells are set apart by tabs, items get ``•``; scripts, styles and what ``hidden`` or
    an element's own ``style`` hides are left out.

    Raises:
        UnreadableFileError: it is nested so deep that the parser gives up.

    >>> add_markup("<h2>Skills</h2><ul><li>Py<b>thon</b><li>Go</ul><p style='display:none'>x").build(
    ...     name="", media_type="text/html", sha256="").text
    'Skills\n\n• Python\n• Go'
    """
    from lxml import etree

    flow = _Flow()
    # Without huge_tree, libxml2 drops what is nested deeper than 256 elements (2048 with it); HTML has no entity bombs.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    text = _XML_DECLARATION.sub("", text).replace("\0", "")  # a NUL would end the parse
    root = etree.fromstring(text.encode("utf-8", "replace") or b" ", parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFileError("too-large", "its elements are nested too deep to be read; save it as PDF or DOCX")
    if root is not None:
        _walk(root, flow)
    flow.end_paragraph()
    return flow.builder


def read(data: bytes) -> DocumentBuilder:
    """Read an HTML file."""
    declared = _CHARSET.search(data[:4096])
    text, warning = decode(data, declared[1].decode("ascii") if declared else "")
    builder = add_markup(text)
    if warning:
        builder.warn("encoding-guessed", warning)
    return builder
