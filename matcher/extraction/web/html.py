"""Read HTML: the lines that a browser would show."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from matcher.core.errors import UnreadableFileError
from matcher.core.limits import ALONE
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.leftover_markup import strip_markup
from matcher.extraction.text_decoding import decode
from matcher.extraction.web.styles.elements import is_field_shown
from matcher.extraction.web.styles.judging import FOR_SCREEN_READERS, judge

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["add_markup", "read"]

_MOST_ELEMENTS: Final = 10_000
"""Most elements of a page: of 260 real ones, with the published themes of JSON Resume, the largest has 704, and each
takes 0.1 ms. The longest of 8,000 reference résumés (88,000 characters) would have an element for each word and a half.
After changing it, measure with ``python -m benchmarks growth``."""

_SKIPPED: Final = frozenset(
    {
        "applet", "area", "audio", "base", "canvas", "datalist", "embed", "frame", "frameset", "iframe", "link",
        "map", "math", "meta", "noembed", "noframes", "noscript", "object", "param", "script", "select", "source",
        "style", "template", "title", "track", "video",
        # SVG elements that only other elements use
        "clippath", "defs", "desc", "filter", "lineargradient", "marker", "mask", "metadata", "pattern",
        "radialgradient", "symbol"
    }
)  # fmt: skip
_BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section",
        "summary", "svg", "table", "tbody", "text", "textarea", "tfoot", "thead", "tr", "ul"
    }
)  # fmt: skip
_PARAGRAPHS: Final = frozenset(
    {
        "article", "blockquote", "dl", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "main", "nav", "ol", "p", "pre", "section", "table", "ul"
    }
)  # fmt: skip
_FIELDS: Final = frozenset({"", "text", "email", "tel", "url", "search", "number", "date", "month"})
"""Types of ``<input>`` that show their value."""
_PILLS: Final = frozenset({"a", "b", "button", "code", "em", "i", "kbd", "label", "small", "span", "strong"})
_CUT: Final = "in a field that does not show all of it"
_NOTED_ELSEWHERE: Final = frozenset({"head", "meta", "script", "style", "select", "title", "desc", "metadata"})
_NOT_SHOWN: Final = frozenset({"template", "noscript"})
"""Elements whose text a browser does not show."""
_META: Final = frozenset({"keywords", "description", "og:description", "twitter:description", "abstract", "subject"})
_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE
)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_FOLD = re.compile(r"[ \t\r\n\f]+")


class _Flow:
    """Collect text as it flows, and end lines and paragraphs."""

    def __init__(self) -> None:
        self.builder = DocumentBuilder()
        self.unseen: list[tuple[str, str]] = []
        """Texts that the page stores and does not show, and where they are."""
        self._hidden: dict[str, list[str]] = {}
        self._line = ""
        self._lines: list[str] = []

    def write(self, text: str, *, keep: bool = False, hidden: str = "") -> None:
        if hidden:
            self._hidden.setdefault(hidden, []).append(text)
            return
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
        """Drop the bullet of an item without text."""
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

    def finish(self) -> DocumentBuilder:
        """Return the blocks, hidden text last."""
        self.end_paragraph()
        for reason, texts in self._hidden.items():
            text = _FOLD.sub(" ", " ".join(texts))
            if reason in FOR_SCREEN_READERS:  # honest pages name their icons this way
                self.builder.add_unseen(text, reason=reason)
            else:
                self.builder.add(text, visible=False, reason=reason)
        for text, where in dict.fromkeys(self.unseen):
            self.builder.add_unseen(text, reason=where)
        return self.builder


def _is_pill(element: _Element, tag: str) -> bool:
    """Return whether it is one of several boxes in a row that only style separates (``<b>Go</b><b>SQL</b>``)."""
    following = element.getnext()
    return (
        tag in _PILLS
        and following is not None
        and following.tag == tag
        and all(len((part.text or "").strip()) > 1 for part in (element, following))
    )


def _walk(root: _Element, flow: _Flow) -> None:
    reasons, blocks = judge(root)
    # A stack instead of recursion: markup may be nested as deeply as the parser allows.
    stack: list[tuple[_Element, bool]] = [(root, False)]
    kept = 0
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        parent = element.getparent()
        around = reasons.get(parent, "") if parent is not None else ""
        reason = reasons.get(element, "")
        if leaving:
            _close(tag, flow)
            if element in blocks:
                flow.end_line()
            kept -= tag == "pre"
            if not element.tail and _is_pill(element, tag):
                flow.write(" ")
            flow.write(element.tail or "", keep=kept > 0, hidden=around)
            continue
        _note_unseen(element, tag, flow)
        if tag == "select":  # it shows the selected option, or the first
            options = list(element.iter("option"))
            selected = [option for option in options if option.get("selected") is not None] or options
            others = [" ".join(map(str, option.itertext())) for option in options if option is not selected[0]]
            groups = [group.get("label") or "" for group in element.iter("optgroup")]
            flow.unseen.append((" ".join([*others, *groups]), "in a list that shows one of its entries"))
            for option in selected[:1]:
                hidden = reason or reasons.get(option, "")
                flow.write(f" {' '.join(map(str, option.itertext()))} ", hidden=hidden)
        if not tag or tag in _SKIPPED or tag == "input":
            if tag == "input" and (element.get("type") or "").lower() in _FIELDS and element.get("value"):
                hidden = reason or ("" if is_field_shown(element) else _CUT)
                flow.write(f" {element.get('value')} ", hidden=hidden)
            flow.write(element.tail or "", keep=kept > 0, hidden=around)
            continue
        if tag == "textarea" and not reason and not is_field_shown(element):
            reason = _CUT
        _open(tag, flow)
        if element in blocks:
            flow.end_line()
        kept += tag == "pre"
        flow.write(element.text or "", keep=kept > 0, hidden=reason)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _note_unseen(element: _Element, tag: str, flow: _Flow) -> None:
    """Note the texts that an element stores and does not show."""
    for name in ("alt", "title", "aria-label"):
        if value := element.get(name):
            flow.unseen.append((value, f"in the page's {name} attributes"))
    if tag == "script" and "json" in (element.get("type") or ""):
        flow.unseen.append((_values(element.text or ""), "in a script"))
    elif tag in _NOT_SHOWN or tag in _SKIPPED - _NOTED_ELSEWHERE:
        flow.unseen.append((" ".join(map(str, element.itertext())), f"in a {tag} element"))
    elif tag == "input" and (element.get("type") or "").lower() not in _FIELDS:
        flow.unseen.append((element.get("value") or "", "in a hidden field"))
    elif tag == "meta" and (element.get("name") or element.get("property") or "").lower() in _META:
        flow.unseen.append((element.get("content") or "", "in the page's keywords or description"))
    if tag == "iframe" and (page := element.get("srcdoc")):
        flow.unseen.append((strip_markup(page), "in an embedded page"))


def _values(text: str) -> str:
    """Return the texts in a script's JSON, without its keys."""
    texts: list[str] = []
    try:
        stack = [json.loads(text)]
    except (ValueError, RecursionError):
        return text
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, dict | list):
            inner = value.items() if isinstance(value, dict) else enumerate(value)
            stack += [item for key, item in inner if not str(key).startswith("@")]
    return " ".join(reversed(texts))


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

    Block elements begin lines, tabs separate cells, items get ``•``. Scripts are left out. Text that the page's styles
    hide is added as hidden text.

    Raises:
        UnreadableFileError: it is nested too deeply for the parser, or has too many elements.

    >>> add_markup("<h2>Skills</h2><ul><li>Py<b>thon</b><li>Go</ul><p>C").build(
    ...     name="", media_type="text/html", sha256="").text
    'Skills\n\n• Python\n• Go\n\nC'
    """
    from lxml import etree

    flow = _Flow()
    # Without huge_tree, libxml2 drops elements nested deeper than 256 (2048 with it); HTML has no entity bombs.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True, default_doctype=False)  # type: ignore[call-arg]
    text = _XML_DECLARATION.sub("", text).replace("\0", "")  # a NUL would end the parse
    root = etree.fromstring(text.encode("utf-8", "replace") or b" ", parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFileError("too-large", "its elements are nested too deep to be read; save it as PDF or DOCX")
    if root is not None:
        if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
            raise UnreadableFileError("too-large", f"it has more than {_MOST_ELEMENTS:,} elements, the limit; {ALONE}")
        comments = [_TAG.sub(" ", c.text or "") for c in root.iter(etree.Comment) if "[if " not in (c.text or "")]
        etree.strip_tags(root, etree.Comment)
        _walk(root, flow)
    builder = flow.finish()
    for comment in comments if root is not None else ():
        builder.add_unseen(comment, reason="in a comment", code="comments")
    return builder


def read(data: bytes) -> DocumentBuilder:
    """Read an HTML file."""
    declared = _CHARSET.search(data[:4096])
    text, warning = decode(data, declared[1].decode("ascii") if declared else "")
    builder = add_markup(text)
    if warning:
        builder.warn("encoding-guessed", warning)
    return builder
