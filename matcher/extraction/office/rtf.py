"""Read RTF (Rich Text Format 1.9.1), hidden text apart.

Libraries that turn RTF into text drop the formatting, and with it the difference between visible text and text that is
hidden, white, tiny or deleted.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.colours import WHITE, Colour, is_lost
from matcher.extraction.office.rtf_formatting import DELETED, Paragraph, Row, Shape, State

__all__ = ["read"]

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?"  # a control word
    rb"|\\'([0-9a-fA-F]{2})"  # a byte of the code page
    rb"|\\([^a-zA-Z'])"  # a control symbol
    rb"|([{}])"
    rb"|[\r\n]+"
    rb"|([^\\{}\r\n]+)",
    re.S,
)
_SKIPPED: Final = frozenset(
    {
        "stylesheet", "pict", "themedata", "colorschememapping", "datastore", "latentstyles", "listtable",
        "listoverridetable", "revtbl", "rsidtbl", "mmathPr", "generator", "xmlnstbl", "filetbl", "operator",
        "creatim", "revtim", "printim", "bkmkstart", "bkmkend", "panose", "falt", "nonshppict",
        "listtext", "pntext", "pnseclvl", "private", "atnid", "atnauthor", "atndate", "atnref", "atrfstart",
        "atrfend", "passwordhash", "wgrffmtfilter", "ud", "upr", "ffname", "datafield", "formfield", "blipuid",
        "objclass", "objdata", "objname", "objalias", "objsect", "objtime", "hl", "hlsrc", "hlfr",
    }
)  # fmt: skip
_DESTINATIONS: Final = frozenset(
    {"fonttbl", "colortbl", "info", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr",
     "footerf", "footnote", "annotation", "shptxt", "field", "fldrslt", "background", "shppict", "shprslt", "shp",
     "shpinst", "shpgrp", "sp", "sn", "sv", "do", "dptxbxtext", "object", "result", "docvar", "fldinst"}
)  # fmt: skip
_CHARACTERS: Final = {
    "tab": "\t", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "endash": "–", "emdash": "—", "enspace": " ", "emspace": " ", "qmspace": " ", "cell": "\t", "nestcell": "\t",
}  # fmt: skip
_CHARSETS: Final = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb2312", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
_DEEPEST: Final = 1000
"""Depth of nested groups; word processors write some twenty."""


_STORED: Final = {
    "info": "in the properties of the document", "docvar": "in a variable of the document",
    "fldinst": "in the instructions of a field", "alt": "the alternative text of a picture",
}  # fmt: skip
_SIDES: Final = {"shpleft": "left", "shptop": "top", "shpright": "right", "shpbottom": "bottom"}


@dataclass
class _Reader:
    """Follow control words and collect text."""

    state: State = field(default_factory=State)
    colours: list[Colour | None] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    codepage: str = "cp1252"
    page: int = 1
    size: int = 15_840
    """The longer side of the paper, in twips: letter by default."""
    background: Colour | None = WHITE
    paragraph: Paragraph = field(default_factory=Paragraph)
    row: Row = field(default_factory=Row)
    in_row: bool = False
    shape: Shape = field(default_factory=Shape)
    _shows_background: bool = False
    _name: list[str] = field(default_factory=list)
    """Name of the shape's current property."""
    _value: list[str] = field(default_factory=list)
    _around: list[list[str]] = field(default_factory=list)
    """Unfinished lines around the open text boxes."""
    _boxes: list[tuple[str, int, bool]] = field(default_factory=list)
    _line: list[str] = field(default_factory=list)
    _hidden: dict[str, list[str]] = field(default_factory=dict)
    _margins: dict[str, list[str]] = field(default_factory=lambda: {"header": [], "footer": []})
    _paragraphs: list[tuple[str, int, bool]] = field(default_factory=list)
    _unseen: dict[str, list[str]] = field(default_factory=dict)
    _bytes: bytearray = field(default_factory=bytearray)
    _colour: list[int] = field(default_factory=lambda: [-1, -1, -1])
    _gap: bool = False
    _has_hidden: bool = False

    def write(self, text: str) -> None:
        """Add a piece of text where the state directs it."""
        state = self.state
        if state.destination in {"fonttbl", "colortbl"}:
            if state.destination == "colortbl":
                for _ in range(text.count(";")):
                    red, green, blue = self._colour
                    self.colours.append((red, green, blue) if min(self._colour) >= 0 else None)
                    self._colour = [-1, -1, -1]
        elif state.destination in {"sn", "sv"}:
            (self._name if state.destination == "sn" else self._value).append(text)
        elif state.destination in {"annotation", "unknown", *_STORED}:
            self._unseen.setdefault(state.destination, []).append(text)
        elif reason := self._reason(text):
            self._hidden.setdefault(reason, []).append(text)
            self._has_hidden = True
        elif state.destination in self._margins:
            self._margins[state.destination].append(text)
        else:
            self._line.append(text)

    def _reason(self, text: str) -> str:
        state = self.state
        if not text.strip():
            return ""
        in_box = state.box is not None
        reason = state.reason or (state.box or "") or self.paragraph.reason(self.size)
        in_row = self.in_row and not in_box
        reason = reason or (self.row.reason(self.size) if in_row else "")
        if reason or abs(state.raised) > self.size / 10:
            return reason or "off the page"
        background = self.shape.background if in_box else self.background
        if state.background:
            background = self._colour_of(state.background)
        elif self.paragraph.shaded:
            background = None
        elif self.paragraph.background:
            background = self._colour_of(self.paragraph.background)
        elif self.row.background and in_row:
            background = self._colour_of(self.row.background)
        return "of the colour of its background" if is_lost(self._colour_of(state.colour), background) else ""

    def _colour_of(self, number: int) -> Colour | None:
        return self.colours[number] if 0 < number < len(self.colours) else None

    def flush(self) -> None:
        """Decode the collected bytes of a code page: some characters take two."""
        if self._bytes:
            encoding = self.fonts.get(self.state.font, self.codepage)
            data, self._bytes = bytes(self._bytes), bytearray()
            self.write(data.decode(encoding, "replace"))

    def end_paragraph(self) -> None:
        """End a line of text."""
        if self.state.destination in self._margins:
            self._margins[self.state.destination].append("\n")
            return
        text = _join_surrogates("".join(self._line).rstrip("\t"))
        paragraphs = self._boxes if self._around else self._paragraphs
        if text.strip():
            bullet = "• " if self.paragraph.listed and not text.lstrip().startswith(("•", "-", "·")) else ""
            paragraphs.append((bullet + text, self.page, self._gap))
        if not self._around:
            self._paragraphs += self._boxes
            self._boxes = []
        if text.strip() or not self._has_hidden:  # hidden text takes no space
            self._gap = not text.strip()
        self._line = []
        self._has_hidden = False

    def enter_box(self) -> str:
        """Begin the text of a shape, which comes after the paragraph around it; return why it is not visible."""
        self._around.append(self._line)
        self._line = []
        return self.shape.reason(self.size)

    def leave(self, group: State, outer: State) -> None:
        """End a group."""
        if group.box is not None and outer.box is None and self._around:
            self.end_paragraph()
            self._line = self._around.pop()
        if group.destination == "sp" and outer.destination != "sp":
            name, value = "".join(self._name).strip(), "".join(self._value).strip()
            self._name, self._value = [], []
            if name in {"wzDescription", "wzTooltip"}:
                self._unseen.setdefault("alt", []).append(value + " ")
            elif len(name) < 40:
                self.shape.properties[name] = value
        if group.destination == "background" and outer.destination != "background" and self._shows_background:
            self.background = self.shape.background

    def control(self, word: str, number: int | None) -> None:
        """Apply a control word."""
        state = self.state
        value = 1 if number is None else number
        if word in _CHARACTERS:
            self.write(_CHARACTERS[word])
            self.row.control(word, value)
        elif word in {"par", "row", "nestrow", "sect"}:
            self.end_paragraph()
            if word == "row":
                self.row.cell = 0
        elif word == "page":
            self.end_paragraph()
            self.page += state.destination == ""
        elif word == "pard":
            self.paragraph = Paragraph()
            self.in_row = False
            self.row.cell = 0 if not "".join(self._line).strip() else self.row.cell
        elif word == "trowd":
            self.row = Row()
            self.in_row = True
        elif word == "intbl":
            self.in_row = True
        elif word in {"paperw", "paperh"}:
            self.size = min(31_680, max(self.size, value))
        elif word in _SIDES:
            self.shape.sides[_SIDES[word]] = value
        elif word == "viewbksp":
            self._shows_background = value != 0
        elif word in {"red", "green", "blue"}:
            self._colour[("red", "green", "blue").index(word)] = min(255, max(0, value))
        elif word == "fcharset" and value in _CHARSETS:
            self.fonts[state.font] = _CHARSETS[value]
        elif word == "ansicpg":
            self.codepage = _encoding(value)
        elif word in {"mac", "pc", "pca"}:
            self.codepage = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif not self.paragraph.control(word, value) and not self.row.control(word, value):
            self.state = state.formatted(word, number)

    def byte(self, value: int) -> None:
        """Add a byte of the code page."""
        self._bytes.append(value)

    def store(self, data: bytes) -> None:
        """Add bytes of unknown meaning, which sometimes hold text."""
        if data.isascii() and data.decode("ascii").isprintable():
            self._unseen.setdefault("unknown", []).append(data.decode("ascii"))

    def build(self) -> DocumentBuilder:
        """Return everything that was read, headers first and footers last."""
        self.flush()
        self.end_paragraph()
        builder = DocumentBuilder()
        builder.add("".join(self._margins["header"]))
        for text, page, gap in self._paragraphs:
            builder.add(text, page=page, separator="\n\n" if gap else "\n")
        builder.add("".join(self._margins["footer"]), page=self.page, separator="\n\n")
        builder.set_pages(self.page)
        for reason, pieces in self._hidden.items():
            code = "tracked-changes" if reason == DELETED else "invisible-text"
            builder.add("".join(pieces), page=self.page, visible=False, reason=reason, code=code)
        for kind, pieces in self._unseen.items():
            text = "".join(pieces)
            if kind == "annotation":
                builder.add(text, page=self.page, visible=False, reason="in a comment", code="comments")
            else:
                builder.add_unseen(text, reason=_STORED.get(kind, "in a part that no program shows"))
        return builder


def _encoding(page: int) -> str:
    name = {65001: "utf-8", 10000: "mac_roman", 936: "gb18030"}.get(page, f"cp{page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def _join_surrogates(text: str) -> str:
    """Join surrogate pairs: characters beyond the first plane are written as two."""
    if not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _tokens(data: bytes, store: Callable[[bytes], None]) -> Iterator[re.Match[bytes]]:
    r"""Yield tokens; skip the bytes that ``\bin`` announces, since they may look like tokens."""
    position = 0
    while match := _TOKEN.match(data, position):
        position = match.end()
        if match[1] == b"bin" and match[2]:
            position += max(0, int(match[2]))
            store(data[match.end() : position])
        yield match


def read(data: bytes) -> DocumentBuilder:
    r"""Read an RTF file: one block per paragraph, hidden text apart.

    Raises:
        UnreadableFileError: groups are nested too deeply, or it holds no RTF.

    >>> builder = read(rb"{\rtf1\ansi Built {\b APIs} in Go\'85\par{\v Rust}\par R\u233 ?sum\'e9}")
    >>> builder.build(name="", media_type="", sha256="").text
    'Built APIs in Go…\nRésumé\n\nRust'
    """
    # Converters write files without a header, which some programs open nevertheless.
    start = data.find(b"{\\rtf")
    is_whole = start >= 0
    start = start if is_whole else data.find(b"{\\")
    if start < 0:
        raise UnreadableFileError("corrupt", "it begins like RTF but is none; ask for the file again")
    reader = _Reader()
    groups: list[State] = []
    pending = 0  # characters that replace a Unicode one in old programs, to be skipped
    is_first = ignorable = False
    for match in _tokens(data[start:], reader.store):
        word, argument, hexadecimal, symbol, brace, text = match.groups()
        state = reader.state
        if hexadecimal is None:
            reader.flush()
        if brace == b"{":
            if len(groups) >= _DEEPEST:
                raise UnreadableFileError("too-large", "its groups are nested too deep to be read; save it as PDF")
            groups.append(state)
            is_first, ignorable, pending = True, False, 0
            continue
        if brace == b"}":
            if groups:
                if state.destination in {"header", "footer"} and groups[-1].destination == "":
                    reader.write("\n")
                outer = groups.pop()
                reader.leave(state, outer)
                reader.state = outer
            is_first, pending = False, 0
            if not groups and is_whole:
                break
            continue
        if symbol == b"*" and is_first:
            ignorable = True
            continue
        if state.skipped:
            continue
        if word is not None:
            name = word.decode("ascii")
            if is_first and (name in _SKIPPED or name in _DESTINATIONS or ignorable):
                reader.state = _enter(reader, state, name, ignorable)
            elif name == "u" and argument is not None:
                reader.write(_unicode(int(argument)))
                pending = state.unicode_skip
            else:
                reader.control(name, int(argument) if argument is not None else None)
        elif hexadecimal is not None:
            if pending:
                pending -= 1
            else:
                reader.byte(int(hexadecimal, 16))
        elif symbol is not None:
            replaced = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
            if symbol in {b"\n", b"\r"}:
                reader.end_paragraph()
            elif symbol in replaced:
                reader.write(replaced[symbol])
        elif text is not None:
            reader.write(text[pending:].decode(reader.codepage, "replace"))
            pending = max(0, pending - len(text))
        is_first = False
    return reader.build()


def _enter(reader: _Reader, state: State, name: str, ignorable: bool) -> State:
    """Return the state in a group that begins with that control word."""
    if name in _SKIPPED:
        return replace(state, skipped=True)
    if name in {"field", "fldrslt", "shppict", "shprslt", "shp", "shpgrp", "object", "result"}:
        return replace(state, skipped=name == "shprslt")
    if name in {"shpinst", "background"}:
        reader.shape = Shape()
        return replace(state, destination=name) if name == "background" else state
    if name in {"shptxt", "dptxbxtext"}:
        if state.box is not None or state.destination:
            return state
        return replace(state, box=reader.enter_box())
    if name == "do":
        reader.shape = Shape()
        return state
    if name.startswith(("header", "footer")) and name in _DESTINATIONS:
        return replace(state, destination=name[:6])
    if name == "footnote":
        return state
    if name in _DESTINATIONS:
        return replace(state, destination=name)
    return replace(state, destination="unknown") if ignorable else state


def _unicode(number: int) -> str:
    code = number + 65536 if number < 0 else number
    return chr(code) if 0 <= code <= 0x10FFFF else ""
