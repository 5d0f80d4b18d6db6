"""Follow the control words of RTF, and collect text by whether it is visible."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.colours import BLACK, WHITE, Colour, mixed
from matcher.extraction.office.legibility import SMALLEST_TYPE, has_symbols, is_cut, is_faint, symbols_only
from matcher.extraction.office.rtf_covers import Line, RtfFlow
from matcher.extraction.office.rtf_formatting import DELETED, Paper, Paragraph, Row, State, shown_margins
from matcher.extraction.office.rtf_shapes import Shape
from matcher.extraction.office.rtf_tokens import CHARACTERS, CHARSETS, encoding, join_surrogates
from matcher.extraction.office.rtf_words import MARGINS

__all__ = ["RtfReader"]


_SYMBOL_CHARSET: Final = 2
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_USUAL_POINTS: Final = 10.0
_LEAST_LINE: Final = 0.8
"""Height of a line, as a share of the font size, that text in a box takes at least."""


_STORED: Final = {
    "info": "in the properties of the document", "docvar": "in a variable of the document",
    "fldinst": "in the instructions of a field", "alt": "the alternative text of a picture",
    "margin": "in a header that no page shows",
}  # fmt: skip
_UNSEEN: Final = frozenset({"annotation", "unknown", *_STORED})
_DEEPEST_SHAPES: Final = 30
"""Depth of nested groups of shapes; drawings have two or three."""
_LETTERS_ON_A_PAGE: Final = 3_000
"""Letters from which a text takes more than one page: its even pages may have their own header."""


@dataclass
class RtfReader:
    """Follow control words and collect text."""

    state: State = field(default_factory=State)
    colours: list[Colour | None] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    codepage: str = "cp1252"
    page: int = 1
    paper: Paper = field(default_factory=Paper)
    background: Colour | None = WHITE
    paragraph: Paragraph = field(default_factory=Paragraph)
    row: Row = field(default_factory=Row)
    in_row: bool = False
    shape: Shape = field(default_factory=Shape)
    _depth: int = 0
    """Number of the open shapes."""
    _shows_background: bool = False
    _name: list[str] = field(default_factory=list)
    _value: list[str] = field(default_factory=list)
    _around: list[list[str]] = field(default_factory=list)
    """Unfinished lines around the open text boxes."""
    _boxes: list[Line] = field(default_factory=list)
    _line: list[str] = field(default_factory=list)
    _hidden: dict[str, list[str]] = field(default_factory=dict)
    _margins: dict[str, list[str]] = field(default_factory=lambda: {word: [] for word in MARGINS})
    _switches: set[str] = field(default_factory=set)
    styles: dict[tuple[str, int], State] = field(default_factory=dict)
    """Formats of styles that hide text, by the word that applies each, and its number."""
    style: tuple[str, int] = ("s", 0)
    """The style that is defined now."""
    symbols: set[int] = field(default_factory=set)
    """Numbers of the fonts that draw symbols."""
    instructions: list[str] = field(default_factory=list)
    _flow: RtfFlow = field(default_factory=RtfFlow)
    _used: float = 0.0
    """Points of the height of a box, frame or cell that lines above have taken."""
    _frame: dict[str, int] = field(default_factory=dict)
    _tabs: int = 0
    """Tabs of the line so far."""
    _size: float = 0.0
    """Size of the largest letters of the line."""
    _paragraphs: list[Line] = field(default_factory=list)
    _unseen: dict[str, list[str]] = field(default_factory=dict)
    _bytes: bytearray = field(default_factory=bytearray)
    _colour: list[int] = field(default_factory=lambda: [-1, -1, -1])
    _row_start: int = 0
    """Number of the first paragraph of the current row."""
    _gap: bool = False
    _has_hidden: bool = False

    def write(self, text: str) -> None:
        """Add a piece of text where the state directs it."""
        state = self.state
        if state.destination in {"fonttbl", "colortbl"}:
            self._define(text)
        elif state.destination == "stylesheet":
            return
        elif state.destination in {"sn", "sv"}:
            (self._name if state.destination == "sn" else self._value).append(text)
        elif state.destination in _UNSEEN:
            if state.destination == "fldinst" and self.instructions and len(self.instructions[-1]) < 200:
                self.instructions[-1] += text
            self._unseen.setdefault(state.destination, []).append(text)
        elif reason := self._reason(text):
            self._hidden.setdefault(reason, []).append(text)
            self._has_hidden = True
        elif state.font in self.symbols and (state.destination in self._margins or not state.destination):
            self._write_symbols(text)
        elif state.destination in self._margins:
            self._margins[state.destination].append(text)
        else:
            self._line.append(text)
            if text.strip():
                self._size = max(self._size, state.points)

    def _end_row(self) -> None:
        """Hide the text of a row whose properties, which may follow it, hide it."""
        reason = self.row.reason(self.paper, _USUAL_POINTS) if self.row.is_hidden or self.row.height < 0 else ""
        if reason and not self._around:
            texts = [line.text for line in self._paragraphs[self._row_start :]]
            self._paragraphs[self._row_start :] = []
            if texts:
                self._hidden.setdefault(reason, []).append("\n".join(texts))
        self._row_start = len(self._paragraphs)

    def _define(self, text: str) -> None:
        """Take the name of a font, or the ends of colours."""
        if self.state.destination == "fonttbl":
            if has_symbols(text.strip().rstrip(";")):
                self.symbols.add(self.state.font)
            return
        for _ in range(text.count(";")):
            red, green, blue = self._colour
            self.colours.append((red, green, blue) if min(self._colour) >= 0 else None)
            self._colour = [-1, -1, -1]

    def _write_symbols(self, text: str) -> None:
        seen = symbols_only(text) if any(c.isalnum() for c in text) else text
        if seen is None:
            self._hidden.setdefault("in a font of symbols", []).append(text)
            self._has_hidden = True
        else:
            self._margins.get(self.state.destination, self._line).append(seen)

    def _reason(self, text: str) -> str:
        state, points = self.state, self.state.points
        if not text.strip():
            return ""
        in_box = state.box is not None
        in_row = self.in_row and not in_box
        if state.words is not None and len(_LETTERS.findall(text)) > state.words:
            return "replaced by what a field computes"
        if state.fitted:
            state = replace(state, scale=min(state.scale, 10 * state.fitted // max(1, int(points * len(text)))))
        reason = state.reason or (state.box or "") or self.paper.reason
        reason = reason or (self.row.reason(self.paper, points) if in_row else "")
        reason = reason or self.paragraph.tabbed(self.paper, self._tabs) or self._overflow(points, in_row)
        column: tuple[float, float] | None = (self.paper.margl, self.paper.paperw - self.paper.margr)
        if in_box or in_row:
            column = self.row.span(self.paper) if in_row and not self.row.fits else None
        reason = reason or self.paragraph.reason(self.paper, points, column)
        if reason or abs(state.raised) * 10 > self.paper.paperh / 3:  # half points
            return reason or "off the page"
        background = self.shape.background if in_box else self.background
        if state.highlight:
            background = self._colour_of(state.highlight)
        elif state.background or state.pattern:
            background = self._patterned(state.background, state.pattern, state.ink)
        elif self.paragraph.background or self.paragraph.pattern:
            background = self._patterned(self.paragraph.background, self.paragraph.pattern, self.paragraph.ink)
        elif self.row.background and in_row:
            background = self._colour_of(self.row.background)
        # On an unknown ground text must stand out from paper.
        background = WHITE if background is None else background
        return "of the colour of its background" if is_faint(self._colour_of(state.colour), background) else ""

    def _patterned(self, background: int, pattern: int, ink: int) -> Colour:
        """Return the colour of a background with a pattern, black unless it names a colour, on it."""
        share = min(10_000, max(0, pattern)) / 10_000
        return mixed(self._colour_of(ink) or BLACK, self._colour_of(background) or WHITE, share)

    def _overflow(self, points: float, in_row: bool) -> str:
        """Return why text is below the edge of its box, frame or row of fixed height; empty when it is not."""
        if self.state.box is not None:
            height = self.shape.height
        else:
            height = max(0, -self.row.height if in_row else -self.paragraph.positions.get("absh", 0))
        is_beyond = height > 0 and self._used > 0 and is_cut(height / 20 - self._used, points)
        return "beyond the edge of its box" if is_beyond else ""

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
        text = join_surrogates("".join(self._line).rstrip("\t"))
        paragraphs = self._boxes if self._around else self._paragraphs
        line = None
        if text.strip():
            bullet = "• " if self.paragraph.listed and not text.lstrip().startswith(("•", "-", "·")) else ""
            line = Line(bullet + text, self.page, self._gap)
            paragraphs.append(line)
        if not self._around:
            self._follow(line, text)
            self._paragraphs += self._boxes
            self._boxes = []
        if text.strip() or not self._has_hidden:  # hidden text takes no space
            self._gap = not text.strip()
        self._line = []
        self._has_hidden = False

    def _follow(self, line: Line | None, text: str) -> None:
        """Note where a paragraph is."""
        column: tuple[float, float] | None = (self.paper.margl, self.paper.paperw - self.paper.margr)
        if self.in_row:
            column = None if "\t" in text else self.row.span(self.paper)
        if line is not None or not self._has_hidden:
            points = self._size or self.state.points
            self._flow.add(line, text, max(1.0, points), self.paragraph, column, self.paper)
        self._size = 0.0

    def enter_box(self) -> str:
        """Begin the text of a shape, which comes after the paragraph around it; return why it is not visible."""
        self._around.append(self._line)
        self._line = []
        self._used, self._tabs = 0.0, 0
        return self.shape.reason(self.paper)

    def enter_shape(self) -> None:
        """Begin a shape, perhaps in a group of shapes.

        Raises:
            UnreadableFileError: the groups are nested too deeply.
        """
        if self._depth >= _DEEPEST_SHAPES:  # each text in them asks all of them
            raise UnreadableFileError("too-large", "its groups are nested too deep to be read; save it as PDF")
        self.shape = Shape(first=len(self._boxes), outer=self.shape if self._depth else None)
        self._depth += 1

    def leave_shape(self) -> None:
        """End a shape: what follows its text may hide it, too."""
        shape, self._depth = self.shape, max(0, self._depth - 1)
        reason = shape.reason(self.paper)
        boxes = self._boxes[shape.first :]
        if boxes and reason:
            self._boxes[shape.first :] = []
            self._hidden.setdefault(reason, []).append("\n".join(line.text for line in boxes))
        elif not self.state.destination:
            self._flow.add_shape(shape, self.paper, boxes)
        if shape.outer is not None:
            self.shape = shape.outer

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
        if group.is_shape:
            self.leave_shape()
        if group.destination == outer.destination == "stylesheet":
            if group.hidden or group.points < SMALLEST_TYPE:
                self.styles[self.style] = group
            self.style = ("s", 0)
        if group.is_field and self.instructions:
            self.instructions.pop()
        if group.destination == "background" and outer.destination != "background" and self._shows_background:
            self.background = self.shape.background

    def control(self, word: str, number: int | None) -> None:
        """Apply a control word."""
        state = self.state
        value = 1 if number is None else number
        if word in CHARACTERS:
            self._take(word)
            self.write(CHARACTERS[word])
            self.row.control(word, value)
        elif word in {"par", "row", "nestrow", "sect"}:
            self._take(word)
            self.end_paragraph()
            if word == "row":
                self._end_row()
            self.row.cell = 0 if word == "row" else self.row.cell
        elif word == "page":
            self.end_paragraph()
            self.page += state.destination == ""
            self._flow.turn()
        elif word == "pard":
            self.paragraph = Paragraph()
            self.in_row = False
            self.row.cell = 0 if not "".join(self._line).strip() else self.row.cell
        elif word in {"trowd", "intbl"}:
            if not self.in_row:
                self._row_start = max(self._row_start, len(self._paragraphs))
            self.row = Row() if word == "trowd" else self.row
            self.in_row = True
        elif (word, value) in self.styles:
            # Some programs apply styles, and some only what stands next to the text.
            style = self.styles[word, value]
            self.state = replace(state, hidden=style.hidden, half_points=style.half_points)
        elif word in {"facingp", "titlepg"}:
            self._switches.add(word)
        elif self.paper.control(word, value):
            pass
        elif self._depth and self.shape.control(word, value):
            pass
        elif word == "viewbksp":
            self._shows_background = value != 0
        elif word in {"red", "green", "blue"}:
            self._colour[("red", "green", "blue").index(word)] = min(255, max(0, value))
        elif word == "fcharset":
            if value in CHARSETS:
                self.fonts[state.font] = CHARSETS[value]
            elif value == _SYMBOL_CHARSET:
                self.symbols.add(state.font)
        elif word == "ansicpg":
            self.codepage = encoding(value)
        elif word in {"mac", "pc", "pca"}:
            self.codepage = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif not self.paragraph.control(word, value) and not self.row.control(word, value):
            self.state = state.formatted(word, number)

    def _take(self, word: str) -> None:
        """Follow how far text has come in its line and its box."""
        if word in {"par", "line"}:
            frame = {key: value for key, value in self.paragraph.positions.items() if key.startswith(("abs", "pos"))}
            self._used = self._used + _LEAST_LINE * self.state.points if frame == self._frame or self.in_row else 0.0
            self._frame = frame
        elif word in {"cell", "nestcell", "row", "nestrow", "sect"}:
            self._used = 0.0
        self._tabs = self._tabs + 1 if word == "tab" else 0

    def define(self, word: str, number: int | None) -> None:
        """Apply a control word of a style's definition."""
        value = number or 0
        if word in {"s", "cs"}:
            self.style = word, value
        elif word == "sbasedon":
            for kind in ("s", "cs"):
                if (base := self.styles.get((kind, value))) is not None and self.style[0] == kind:
                    self.state = replace(self.state, hidden=self.state.hidden or base.hidden)
        else:
            self.state = self.state.formatted(word, number)

    def byte(self, value: int) -> None:
        """Add a byte of the code page."""
        self._bytes.append(value)

    def store(self, data: bytes) -> None:
        """Add bytes of unknown meaning, which sometimes hold text."""
        text = " ".join(data.decode("ascii").split()) if data.isascii() else ""
        if text.isprintable():
            self._unseen.setdefault("unknown", []).append(text)

    def build(self) -> DocumentBuilder:
        """Return everything that was read, headers first and footers last."""
        self.flush()
        self.end_paragraph()
        builder = DocumentBuilder()
        letters = sum(len(line.text) for line in self._paragraphs)
        self._flow.cover()
        several = self.page > 1 or letters > _LETTERS_ON_A_PAGE
        margins, unseen = shown_margins(self._margins, self._switches, several)
        if unseen:
            self._unseen["margin"] = unseen
        builder.add(margins["header"])
        for line in self._paragraphs:
            separator = "\n\n" if line.gap else "\n"
            builder.add(line.text, page=line.page, separator=separator, visible=not line.hidden, reason=line.hidden)
        builder.add(margins["footer"], page=self.page, separator="\n\n")
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
