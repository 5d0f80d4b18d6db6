"""RTF (Rich Text Format 1.9.1): text with what decides whether it can be seen.

A reader of our own, since libraries that turn RTF into text drop the formatting, and with it the difference between
what is shown and what is hidden, white, tiny or deleted.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from matcher.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.colours import SMALLEST_POINTS, WHITE, Colour, is_lost

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
        "stylesheet", "pict", "object", "themedata", "colorschememapping", "datastore", "latentstyles", "listtable",
        "listoverridetable", "revtbl", "rsidtbl", "mmathPr", "generator", "xmlnstbl", "filetbl", "fldinst", "operator",
        "creatim", "revtim", "printim", "bkmkstart", "bkmkend", "shpinst", "panose", "falt", "sp", "nonshppict",
        "listtext", "pntext", "pnseclvl", "docvar", "private", "atnid", "atnauthor", "atndate", "atnref", "atrfstart",
        "atrfend", "passwordhash", "wgrffmtfilter", "ud", "upr", "ffname", "datafield", "formfield", "blipuid",
    }
)  # fmt: skip
_DESTINATIONS: Final = frozenset(
    {"fonttbl", "colortbl", "info", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr",
     "footerf", "footnote", "annotation", "shptxt", "field", "fldrslt", "background", "shppict", "shprslt"}
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
"""Groups within groups; word processors write some twenty."""


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and forgets when it ends."""

    skipped: bool = False
    destination: str = ""
    hidden: bool = False
    deleted: bool = False
    colour: int = 0
    ground: int = 0
    half_points: int = 24
    spacing: int = 0
    font: int = 0
    unicode_skip: int = 1


@dataclass
class _Reader:
    state: _State = field(default_factory=_State)
    colours: list[Colour | None] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    codepage: str = "cp1252"
    page: int = 1
    cell_grounds: list[int] = field(default_factory=list)
    paragraph_ground: int = 0
    listed: bool = False
    _line: list[str] = field(default_factory=list)
    _hidden: dict[str, list[str]] = field(default_factory=dict)
    _margins: dict[str, list[str]] = field(default_factory=lambda: {"header": [], "footer": []})
    _paragraphs: list[tuple[str, int, bool]] = field(default_factory=list)
    _unseen: dict[str, list[str]] = field(default_factory=dict)
    _bytes: bytearray = field(default_factory=bytearray)
    _colour: list[int] = field(default_factory=lambda: [-1, -1, -1])
    _shaded_cells: bool = False
    _gap: bool = False
    _veiled: bool = False

    def write(self, text: str) -> None:
        """Take a piece of text where the state says."""
        state = self.state
        if state.destination in {"fonttbl", "colortbl"}:
            if state.destination == "colortbl":
                for _ in range(text.count(";")):
                    red, green, blue = self._colour
                    self.colours.append((red, green, blue) if min(self._colour) >= 0 else None)
                    self._colour = [-1, -1, -1]
        elif state.destination in {"info", "annotation", "unknown"}:
            self._unseen.setdefault(state.destination, []).append(text)
        elif reason := self._reason(text):
            self._hidden.setdefault(reason, []).append(text)
            self._veiled = True
        elif state.destination in self._margins:
            self._margins[state.destination].append(text)
        else:
            self._line.append(text)

    def _reason(self, text: str) -> str:
        state = self.state
        if not text.strip():
            return ""
        if state.deleted:
            return "deleted, and the deletion recorded"
        if state.hidden:
            return "formatted as hidden text"
        if state.half_points / 2 < SMALLEST_POINTS:
            return "smaller than two points"
        if state.spacing / 20 <= -0.2 * state.half_points:
            return "written letter over letter"
        ground: Colour | None = WHITE
        for number in (state.ground, self.paragraph_ground):
            if number:
                ground = self._colour_of(number)
                break
        else:
            if self._shaded_cells:
                ground = None
        return "of the colour of its background" if is_lost(self._colour_of(state.colour), ground) else ""

    def _colour_of(self, number: int) -> Colour | None:
        return self.colours[number] if 0 < number < len(self.colours) else None

    def flush(self) -> None:
        """Turn the collected bytes of a code page into text: some characters take two."""
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
        if text.strip():
            bullet = "• " if self.listed and not text.lstrip().startswith(("•", "-", "·")) else ""
            self._paragraphs.append((bullet + text, self.page, self._gap))
        if text.strip() or not self._veiled:  # what is hidden takes no place
            self._gap = not text.strip()
        self._line = []
        self._veiled = False

    def control(self, word: str, number: int | None) -> None:
        """Follow a control word."""
        state = self.state
        value = 1 if number is None else number
        if word in _CHARACTERS:
            self.write(_CHARACTERS[word])
        elif word in {"par", "row", "nestrow", "sect"}:
            self.end_paragraph()
        elif word == "page":
            self.end_paragraph()
            self.page += state.destination == ""
        elif word in {"pard", "plain"}:
            if word == "plain":
                self.state = replace(state, hidden=False, colour=0, ground=0, half_points=24, spacing=0, deleted=False)
            else:
                self.paragraph_ground = 0
                self.listed = False
        elif word == "trowd":
            self._shaded_cells = False
        elif word == "clcbpat":
            self._shaded_cells = self._shaded_cells or self._colour_of(value) not in {None, WHITE}
        elif word in {"ls", "pnlvlblt"}:
            self.listed = True
        elif word in {"v", "deleted"}:
            on = value != 0
            self.state = replace(state, hidden=on) if word == "v" else replace(state, deleted=on)
        elif word in {"cf", "cb", "chcbpat", "highlight", "fs", "expndtw", "f", "uc"}:
            self.state = _formatted(state, word, number)
        elif word == "cbpat":
            self.paragraph_ground = value
        elif word in {"red", "green", "blue"}:
            self._colour[("red", "green", "blue").index(word)] = min(255, max(0, value))
        elif word == "fcharset" and value in _CHARSETS:
            self.fonts[state.font] = _CHARSETS[value]
        elif word == "ansicpg":
            self.codepage = _encoding(value)
        elif word in {"mac", "pc", "pca"}:
            self.codepage = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]

    def byte(self, value: int) -> None:
        """Take a byte of the code page."""
        self._bytes.append(value)

    def store(self, data: bytes) -> None:
        """Take bytes of no known meaning: text is sometimes put among them."""
        if data.isascii() and data.decode("ascii").isprintable():
            self._unseen.setdefault("unknown", []).append(data.decode("ascii"))

    def build(self) -> DocumentBuilder:
        """All that was read, headers first and footers last."""
        self.flush()
        self.end_paragraph()
        builder = DocumentBuilder()
        builder.add("".join(self._margins["header"]))
        for text, page, gap in self._paragraphs:
            builder.add(text, page=page, separator="\n\n" if gap else "\n")
        builder.add("".join(self._margins["footer"]), page=self.page, separator="\n\n")
        builder.set_pages(self.page)
        for reason, pieces in self._hidden.items():
            code = "tracked-changes" if reason.startswith("deleted") else "invisible-text"
            builder.add("".join(pieces), page=self.page, visible=False, reason=reason, code=code)
        for kind, pieces in self._unseen.items():
            text = "".join(pieces)
            if kind == "annotation":
                builder.add(text, page=self.page, visible=False, reason="in a comment", code="comments")
            else:
                where = "in the properties of the document" if kind == "info" else "in a part that no program shows"
                builder.add_unseen(text, reason=where)
        return builder


def _encoding(page: int) -> str:
    name = {65001: "utf-8", 10000: "mac_roman", 936: "gb18030"}.get(page, f"cp{page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def _join_surrogates(text: str) -> str:
    """Characters beyond the first plane come as two, one after the other."""
    if not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _tokens(data: bytes, stored: Callable[[bytes], None]) -> Iterator[re.Match[bytes]]:
    r"""Tokens; the bytes that ``\bin`` announces are passed over, since they may look like anything."""
    at = 0
    while match := _TOKEN.match(data, at):
        at = match.end()
        if match[1] == b"bin" and match[2]:
            at += max(0, int(match[2]))
            stored(data[match.end() : at])
        yield match


def read(data: bytes) -> DocumentBuilder:
    r"""Read an RTF file: a block for each paragraph; what cannot be seen is set apart.

    Raises:
        UnreadableFileError: groups are nested beyond measure, or it holds no RTF.

    >>> builder = read(rb"{\rtf1\ansi Built {\b APIs} in Go\'85\par{\v Rust}\par R\u233 ?sum\'e9}")
    >>> builder.build(name="", media_type="", sha256="").text
    'Built APIs in Go…\nRésumé\n\nRust'
    """
    # Converters make pieces without a header, which some programs open nevertheless.
    start = data.find(b"{\\rtf")
    is_whole = start >= 0
    start = start if is_whole else data.find(b"{\\")
    if start < 0:
        raise UnreadableFileError("corrupt", "it begins like RTF but is none; ask for the file again")
    reader = _Reader()
    groups: list[_State] = []
    pending = 0  # characters that stand in for a Unicode one, to be passed over
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
                reader.state = groups.pop()
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
                reader.state = _enter(state, name, ignorable)
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


def _enter(state: _State, name: str, ignorable: bool) -> _State:
    if name in _SKIPPED:
        return replace(state, skipped=True)
    if name in {"field", "fldrslt", "shppict", "shprslt", "shptxt", "background"}:
        return replace(state, skipped=name in {"background", "shprslt"})
    if name.startswith(("header", "footer")) and name in _DESTINATIONS:
        return replace(state, destination=name[:6])
    if name == "footnote":
        return state
    if name in _DESTINATIONS:
        return replace(state, destination=name)
    return replace(state, destination="unknown") if ignorable else state


def _formatted(state: _State, word: str, number: int | None) -> _State:
    value = number or 0
    if word == "cf":
        return replace(state, colour=value)
    if word == "fs":
        return replace(state, half_points=24 if number is None else value)
    if word == "expndtw":
        return replace(state, spacing=value)
    if word == "f":
        return replace(state, font=value)
    if word == "uc":
        return replace(state, unicode_skip=min(100, max(0, 1 if number is None else value)))
    return replace(state, ground=value)


def _unicode(number: int) -> str:
    code = number + 65536 if number < 0 else number
    return chr(code) if 0 <= code <= 0x10FFFF else ""
