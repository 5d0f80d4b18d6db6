"""Evaluate the formatting of RTF that decides whether text is visible (Rich Text Format 1.9.1)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

from matcher.extraction.office.legibility import illegible, is_cut, misplaced

__all__ = ["DELETED", "Paper", "Paragraph", "Row", "State", "shown_margins"]

DELETED: Final = "deleted, and the deletion recorded"
_LEAST: Final = 80
"""Twips of a frame that must be on the page (four points)."""
_NARROWEST: Final = 720
"""Least width of a column of text, and least height of a page."""


@dataclass
class Paper:
    """Hold the size and margins of the pages, in twips."""

    paperw: int = 12_240
    paperh: int = 15_840
    margl: int = 1_800
    margr: int = 1_800
    margt: int = 1_440
    margb: int = 1_440
    cols: int = 1

    def control(self, word: str, value: int) -> bool:
        """Apply a control word; return False if it does not describe pages."""
        name = {
            "pgwsxn": "paperw",
            "pghsxn": "paperh",
            "marglsxn": "margl",
            "margrsxn": "margr",
            "margtsxn": "margt",
            "margbsxn": "margb",
        }.get(word, word)
        if name not in {"paperw", "paperh", "margl", "margr", "margt", "margb", "cols"}:
            return False
        setattr(self, name, min(31_680, max(0, value)))
        return True

    @property
    def longest(self) -> int:
        """The longer side."""
        return max(self.paperw, self.paperh)

    @property
    def reason(self) -> str:
        """Why no text has room on it; empty when there is room."""
        column = (self.paperw - self.margl - self.margr) / max(1, self.cols)
        is_narrow = column < _NARROWEST or self.paperh - self.margt - self.margb < _NARROWEST
        return "on a page without room for it" if is_narrow else ""


@dataclass(frozen=True, slots=True)
class State:
    """Hold the formatting that a group inherits and that ends with it."""

    skipped: bool = False
    destination: str = ""
    box: str | None = None
    """In a text box: why nothing in it is visible, empty when it is. None outside text boxes."""
    sealed: str = ""
    """Why nothing in the group is visible, whatever its own formatting."""
    hidden: bool = False
    deleted: bool = False
    colour: int = 0
    background: int = 0
    highlight: int = 0
    """Colour of a marker, which is painted over the background."""
    pattern: int = 0
    """Share of the background that a pattern covers, in hundredths of a per cent."""
    ink: int = 0
    """Colour of the pattern."""
    is_complex: bool = False
    """Whether letters are set as those of complex scripts, in the associated font."""
    associated_half_points: int = 24
    half_points: int = 24
    spacing: float = 0.0
    """Points between letters."""
    scale: int = 100
    raised: int = 0
    font: int = 0
    share: float = 1.0
    fitted: int = 0
    """Twips into which the text is pressed."""
    unicode_skip: int = 1
    is_shape: bool = False
    """Whether the group is a shape's own."""
    is_field: bool = False
    words: int | None = None
    """Words that the result of a field may have, if programs compute it."""

    def formatted(self, word: str, number: int | None) -> State:
        """Return the state after a control word; the same state unless it formats letters."""
        value = number or 0
        if word == "plain":
            return State(
                self.skipped, self.destination, self.box, self.sealed, font=self.font, unicode_skip=self.unicode_skip,
                is_shape=self.is_shape, is_field=self.is_field, words=self.words,
            )  # fmt: skip
        if word == "v":
            return replace(self, hidden=number != 0)
        if word in {"deleted", "mvf"}:
            return replace(self, deleted=number != 0)
        if word == "fs":
            return replace(self, half_points=24 if number is None else value)
        if word in {"up", "dn"}:
            return replace(self, raised=6 if number is None else value)
        if word in {"super", "sub", "nosupersub"}:
            return replace(self, share=1.0 if word == "nosupersub" or number == 0 else 0.65)
        if word == "fittext":
            return replace(self, fitted=max(0, value))
        if word == "charscalex":
            return replace(self, scale=100 if number is None else value)
        if word == "uc":
            return replace(self, unicode_skip=min(100, max(0, 1 if number is None else value)))
        if word in _COLOURS:
            changes: dict[str, Any] = {_COLOURS[word]: value}
            return replace(self, **changes)
        if word in {"rtlch", "ltrch"}:
            return replace(self, is_complex=word == "rtlch")
        if word == "afs":
            return replace(self, associated_half_points=24 if number is None else value)
        if word in {"cf", "f"}:
            return replace(self, colour=value) if word == "cf" else replace(self, font=value)
        if word in {"expnd", "expndtw"}:
            return replace(self, spacing=value / (4 if word == "expnd" else 20))
        return self

    @property
    def points(self) -> float:
        """Size of the letters."""
        size = min(self.half_points, self.associated_half_points) if self.is_complex else self.half_points
        return size / 2 * self.share

    @property
    def reason(self) -> str:
        """Why letters are not visible, whatever their colours; empty when they are."""
        if self.deleted:
            return DELETED
        if self.hidden or self.sealed:
            return self.sealed or "formatted as hidden text"
        return illegible(self.points, scale=self.scale, spacing=self.spacing)


_COLOURS: Final = {"cb": "background", "chcbpat": "background", "highlight": "highlight", "chshdng": "pattern",
                   "chcfpat": "ink"}  # fmt: skip


@dataclass
class Paragraph:
    r"""Hold the formatting of paragraphs, which lasts until ``\pard``."""

    background: int = 0
    pattern: int = 0
    """Share of the background that a pattern covers, in hundredths of a per cent."""
    ink: int = 0
    """Colour of the pattern."""
    tabs: list[int] = field(default_factory=list)
    listed: bool = False
    line: int = 0
    is_multiple: bool = False
    align: str = "left"
    positions: dict[str, int] = field(default_factory=dict)

    def control(self, word: str, value: int) -> bool:
        """Apply a control word; return False if it does not format paragraphs."""
        if word == "cbpat":
            self.background = value
        elif word == "shading":
            self.pattern = value
        elif word == "cfpat":
            self.ink = value
        elif word == "tx":
            self.tabs.append(value)
        elif word in _UNITS:
            self.positions[_UNITS[word]] = int(value * _LETTERS)
        elif word in {"ls", "pnlvlblt"}:
            self.listed = True
        elif word == "sl":
            self.line = value
        elif word == "slmult":
            self.is_multiple = value != 0
        elif word in _ALIGNED:
            self.align = _ALIGNED[word]
        elif word in _PLACES:
            self.positions[word] = value
        else:
            return False
        return True

    def _is_off(self, paper: Paper) -> bool:
        """Return whether its frame is not on the page."""
        places = self.positions
        x, y = places.get("posx", places.get("posnegx")), places.get("posy", places.get("posnegy"))
        left = None if x is None else x + (0 if "phpg" in places else paper.margl)
        if left is not None and not -abs(places.get("absw", paper.paperw)) <= left <= paper.paperw - _LEAST:
            return True
        if y is None or not ("pvpg" in places or "pvmrg" in places):
            return False
        top = y + (paper.margt if "pvmrg" in places else 0)
        return not -abs(places.get("absh") or _INCH) <= top <= paper.paperh - _LEAST

    def tabbed(self, paper: Paper, tabs: int) -> str:
        """Return why text after so many tabs of a line is not on the page: each goes to the next stop at least."""
        inside = sum(paper.margl + stop < paper.paperw for stop in self.tabs)
        return "off the page" if self.tabs and inside < min(tabs, len(self.tabs)) else ""

    def reason(self, paper: Paper, points: float, around: tuple[float, float] | None) -> str:
        """Return why letters of that size in it are not visible; empty when they are.

        Args:
            paper: the page.
            points: size of the letters.
            around: left and right edge of the column around in twips; None when they are unknown.
        """
        line = self.line / 20
        exact, lines = (None, line / 12) if self.is_multiple and line > 0 else (-line if line < 0 else None, None)
        if reason := illegible(max(points, 4.0), line=exact, lines=lines):
            return reason
        places = self.positions
        if places.get("absh", 0) < 0 and is_cut(-places["absh"] / 20, points):
            return "in a frame without height"
        if abs(places.get("absw", 0)) > 0 and is_cut(abs(places["absw"]) / 20, points):
            return "in a frame without width"
        if self._is_off(paper) or any(
            abs(value) > paper.longest for word, value in places.items() if not word.startswith("abs")
        ):
            return "off the page"
        if around is None or any(word in places for word in _FLOATING):
            return ""
        indents = (
            places.get("li", places.get("lin", 0)) + min(0, places.get("fi", 0)),
            places.get("ri", places.get("rin", 0)),
        )
        left, right = (around[0] + indents[0]) / 20, (around[1] - indents[1]) / 20
        if is_cut(right - left, points):
            return "in a column without width"
        return misplaced(left, right, paper.paperw / 20, points, self.align)


_UNITS: Final = {"culi": "li", "curi": "ri", "cufi": "fi"}
_LETTERS: Final = 2.1
"""Twips in a hundredth of a letter, the unit of indents in East Asia: of a font of 10.5 points."""
_FLAGS: Final = frozenset({"phpg", "phmrg", "phcol", "pvpg", "pvmrg", "pvpara"})
_INCH: Final = 1440
_ALIGNED: Final = {"ql": "left", "qc": "center", "qr": "right", "qj": "left"}
_FLOATING: Final = frozenset({"posx", "posy", "posnegx", "posnegy"})
_PLACES: Final = _FLOATING | _FLAGS | {"li", "lin", "ri", "rin", "fi", "absw", "absh", "sb", "sa"}


@dataclass
class Row:
    r"""Hold the height of a table's row and its cells' edges and backgrounds, which follow ``\trowd``."""

    height: int = 0
    left: int = 0
    is_hidden: bool = False
    fits: bool = False
    """Whether the program widens cells to their contents."""
    cell: int = 0
    """Number of the current cell."""
    backgrounds: list[int] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    pending: int = 0
    is_coloured: bool = False
    is_covered: bool = False
    covered: list[bool] = field(default_factory=list)

    def control(self, word: str, value: int) -> bool:
        """Apply a control word; return False if it does not format rows."""
        if word == "trrh":
            self.height = value
        elif word == "trleft":
            self.left = value
        elif word == "trhidden":
            self.is_hidden = value != 0
        elif word == "trautofit":
            self.fits = value != 0
        elif word == "clcbpat":
            self.pending = value
        elif word == "clshdng":
            self.pending = -1 if value else self.pending
        elif word in {"clvmrg", "clmrg"}:
            self.is_covered = True
        elif word == "cellx":
            self.backgrounds.append(self.pending)
            self.edges.append(value)
            self.covered.append(self.is_covered)
            self.is_coloured |= bool(self.pending)
            self.pending, self.is_covered = 0, False
        elif word in {"cell", "nestcell"}:
            self.cell += 1
        else:
            return False
        return True

    def reason(self, paper: Paper, points: float) -> str:
        """Return why nothing in it is visible; empty when it is."""
        if self.is_hidden:
            return "in a hidden table row"
        if self.height < 0 and is_cut(-self.height / 20, points):
            return "in a table row without height"
        if self.cell < len(self.covered) and self.covered[self.cell]:
            return "in a cell that another one covers"
        edges = self.span(paper)
        if edges is None:
            return "off the page" if abs(self.left) > paper.longest else ""
        if edges[0] > paper.paperw or edges[1] < 0:
            return "off the page"
        return "in a table cell without width" if not self.fits and is_cut((edges[1] - edges[0]) / 20, points) else ""

    def span(self, paper: Paper) -> tuple[float, float] | None:
        """Return the edges of the current cell from the page's left side, in twips; None when they are unknown."""
        if self.cell >= len(self.edges):
            return None
        left = self.edges[self.cell - 1] if self.cell else self.left
        return paper.margl + left, paper.margl + self.edges[self.cell]

    @property
    def background(self) -> int:
        """The colour number of the current cell; 0 for none, -1 when it is unknown."""
        if self.cell < len(self.backgrounds):
            return self.backgrounds[self.cell]
        return self.pending or (-1 if self.is_coloured else 0)


def shown_margins(margins: dict[str, list[str]], switches: set[str], several: bool) -> tuple[dict[str, str], list[str]]:
    """Return the header and footer that pages show, and the texts of the others.

    Args:
        margins: pieces of text by their destination.
        switches: ``facingp`` and ``titlepg``, if the document has them.
        several: whether it has more than one page.

    >>> shown_margins({"header": ["Ana"], "headerl": ["Go"]}, set(), True)
    ({'header': 'Ana', 'footer': ''}, ['Go'])
    """
    facing, first = "facingp" in switches, "titlepg" in switches
    later = several or not first
    is_shown = {"f": first, "l": facing and several, "r": facing and later, "": later}
    shown, unseen = {"header": "", "footer": ""}, []
    for word, pieces in margins.items():
        kind, text = word[:6], "".join(pieces)
        if not text.strip() or text.strip() in shown[kind]:
            continue
        if is_shown[word[6:]]:
            shown[kind] += text
        else:
            unseen.append(text)
    return shown, unseen
