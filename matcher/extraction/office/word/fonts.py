"""Find the fonts of a DOCX that draw other things than the letters of the text.

Its table of fonts says which ones stand for symbols, which fonts replace missing ones, and which are embedded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.office.legibility import has_symbols, symbols_only
from matcher.extraction.office.package import Package
from matcher.extraction.office.word.formats import RunFormat
from matcher.extraction.office.word.names import child, name_of, value

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["DocumentFonts"]

_SYMBOLS: Final = frozenset({"2", "02"})
"""The character set of symbols."""
_FACES: Final = ("Regular", "Bold", "Italic", "BoldItalic")
_RELATIONS: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_COVERED: Final = 32
"""Bytes at the beginning of an embedded font that are covered with its key (ECMA-376 part 4, 2.8.1)."""
_MOST_FACES: Final = 40
"""Embedded faces of a document that are looked at; each takes some milliseconds."""
_MOST_BLANK: Final = 0.5
"""Share of the letters of a text that its font may lack; programs take them from another one."""


class DocumentFonts:
    """Tell what is seen of text in a font.

    Args:
        package: the document's.
        part: name of its table of fonts; empty when there is none.
        table: that part; None when it could not be read.
    """

    def __init__(self, package: Package, part: str, table: _Element | None) -> None:
        self._package, self._part = package, part
        self._left = _MOST_FACES
        self._symbols: set[str] = set()
        self._embedded: dict[str, list[tuple[str, str]]] = {}
        self._missing: dict[str, frozenset[str]] = {}
        for font in table if table is not None else ():
            if name_of(font) != "w:font":
                continue
            name = value(font, "name").lower()
            if value(child(font, "w:charset")) in _SYMBOLS or has_symbols(value(child(font, "w:altName"))):
                self._symbols.add(name)
            faces = [face for kind in _FACES if (face := child(font, f"w:embed{kind}")) is not None]
            for face in faces:
                relation = next((key for key in map(face.get, _RELATIONS) if key), "")
                self._embedded.setdefault(name, []).append((relation, value(face, "fontKey")))

    @property
    def are_plain(self) -> bool:
        """Whether no font needs a look."""
        return not self._symbols and not self._embedded

    def seen(self, run: RunFormat, text: str) -> tuple[str, str]:
        """Return why a text is not seen in its font, or nothing, and what is seen."""
        if run.draws_symbols or run.typeface.lower() in self._symbols:
            seen = symbols_only(text) if any(map(str.isalnum, text)) else text
            return ("in a font of symbols", text) if seen is None else ("", seen)
        return self._reason(run.typeface.lower(), text), text

    def _reason(self, key: str, text: str) -> str:
        if key not in self._embedded:
            return ""
        if key not in self._missing:
            self._missing[key] = self._look(self._embedded[key])
        letters = [letter for letter in text if letter.isascii() and letter.isalnum()]
        blank = sum(letter in self._missing[key] for letter in letters)
        return "in a font whose letters do not look like themselves" if blank > _MOST_BLANK * len(letters) else ""

    def _look(self, faces: list[tuple[str, str]]) -> frozenset[str]:
        """Return the letters that no face draws; all of them if any face draws others in their place."""
        from matcher.extraction.pdf.checks.font_letters import LETTERS, drawn_letters

        missing = frozenset(LETTERS)
        for relation, key in faces:
            self._left -= 1
            drawn = drawn_letters(self._read(relation, key)) if self._left >= 0 else None
            if drawn is None:
                return frozenset(LETTERS)
            missing -= drawn
        return missing

    def _read(self, relation: str, key: str) -> bytes:
        """Return an embedded font without the cover of its first bytes."""
        targets = (name for _, name, found in self._package.relations(self._part) if relation and found == relation)
        try:
            data = self._package.read(next(targets, ""))
            cover = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1]
        except (UnreadableFileError, ValueError):
            return b""
        if 2 * len(cover) != _COVERED:
            return data
        return bytes(a ^ b for a, b in zip(data, cover * 2, strict=False)) + data[_COVERED:]
