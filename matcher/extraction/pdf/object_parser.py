r"""Speed up pdfminer's parsers of objects and character maps with one regular expression for tokens.

A token is matched only if it lies completely in the buffer, including the character that ends it, and has an
unambiguous form; anything else is left to pdfminer's own state machine, byte by byte. Between two tokens both are in
the same state, so they can take turns.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfparser import PDFParser, PDFStreamParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import (
    KEYWORD_ARRAY_BEGIN,
    KEYWORD_ARRAY_END,
    KEYWORD_DICT_BEGIN,
    KEYWORD_DICT_END,
    KEYWORD_PROC_BEGIN,
    KEYWORD_PROC_END,
    KWD,
    LIT,
    PSEOF,
    PSKeyword,
    PSStackParser,
    PSSyntaxError,
    PSTypeError,
    literal_name,
)

from matcher.extraction.pdf.content_lexer import STRING, string_of

__all__ = ["FastDocument", "FastResourceManager", "FastTokens", "FileParser"]

_TOKEN: Final = re.compile(
    rb"[\s\0]*+(?:"
    rb"([-+]?\d{1,15}+)(?=[^\d.])"
    rb"|/([!-\"$&'*-.0-;=?-Z\\^-z|~]++)(?=[\s/\[\]()<>])"
    rb"|([A-Za-z][A-Za-z0-9_.*-]*+)(?=[\s/\[\]()<>])"
    rb"|(<<|>>|[\[\]])(?=.)"
    rb"|(" + STRING + rb")(?=.)"
    rb"|([-+]?\d{0,15}+\.\d++)(?=[^\d.])"
    rb")", re.DOTALL
)  # fmt: skip
_INTEGER, _NAME, _WORD, _BRACKET, _STRING, _FLOAT = range(1, 7)
_BRACKETS: Final = {
    b"<<": KEYWORD_DICT_BEGIN, b">>": KEYWORD_DICT_END, b"[": KEYWORD_ARRAY_BEGIN, b"]": KEYWORD_ARRAY_END
}  # fmt: skip


class FastTokens(PSStackParser[Any]):
    """Mixin that finds a pdfminer parser's tokens faster."""

    def nexttoken(self) -> tuple[int, Any]:
        """Return the next token and its position."""
        if not self._tokens and not self.eof and self._parse1 == self._parse_main:
            matched = _TOKEN.match(self.buf, self.charpos)
            if matched is not None:
                self.charpos = matched.end()
                kind = matched.lastindex or 0
                text = matched[kind]
                position = self.bufpos + matched.start(kind)
                if kind == _INTEGER:
                    return position, int(text)
                if kind == _NAME:
                    return position - 1, LIT(text.decode("ascii"))
                if kind == _BRACKET:
                    return position, _BRACKETS[text]
                if kind == _STRING:
                    return position, string_of(text)
                if kind == _FLOAT:
                    return position, float(text)
                return position, {b"true": True, b"false": False}[text] if text in {b"true", b"false"} else KWD(text)
        return super().nexttoken()

    def nextobject(self) -> tuple[int, Any]:
        """Return the next complete object and its position, built as pdfminer does."""
        while not self.results:
            position, token = self.nexttoken()
            if token.__class__ is not PSKeyword:
                self.curstack.append((position, token))
            elif (kind := _BEGINNINGS.get(token)) is not None:
                self.start_type(position, kind)
            elif (kind := _ENDS.get(token)) is not None:
                with contextlib.suppress(PSTypeError):
                    position, items = self.end_type(kind)
                    self.curstack.append((position, _dictionary(items) if kind == "d" else items))
            else:
                self.do_keyword(position, token)
            if not self.context:
                self.flush()
        result: tuple[int, Any] = self.results.pop(0)
        return result


_BEGINNINGS: Final = {KEYWORD_ARRAY_BEGIN: "a", KEYWORD_DICT_BEGIN: "d", KEYWORD_PROC_BEGIN: "p"}
_ENDS: Final = {KEYWORD_ARRAY_END: "a", KEYWORD_DICT_END: "d", KEYWORD_PROC_END: "p"}


def _dictionary(items: list[Any]) -> dict[str, Any]:
    if len(items) % 2:
        raise PSSyntaxError(f"Invalid dictionary construct: {items!r}")
    pairs = zip(items[::2], items[1::2], strict=True)
    return {literal_name(key): value for key, value in pairs if value is not None}


class FileParser(FastTokens, PDFParser):
    """Parses the objects of a file."""


class _StreamParser(FastTokens, PDFStreamParser):
    pass


class _CharacterMapParser(FastTokens, CMapParser):
    pass


class FastDocument(PDFDocument):
    """A document whose object streams are parsed with :class:`FastTokens`.

    Args:
        parser: of the file.
    """

    def _get_objects(self, stream: PDFStream) -> tuple[list[object], int]:
        number = stream.get("N", 0)
        parser = _StreamParser(stream.get_data())
        parser.set_document(self)
        objects: list[object] = []
        with contextlib.suppress(PSEOF):
            while True:
                objects.append(parser.nextobject()[1])
        return objects, number


class FastResourceManager(PDFResourceManager):
    """A resource manager whose fonts' maps to Unicode are parsed with :class:`FastTokens`."""

    def get_font(self, objid: object, spec: Mapping[str, Any]) -> PDFFont:
        """Return the font described by a dictionary."""
        if (objid and objid in self._cached_fonts) or "ToUnicode" not in spec:
            return super().get_font(objid, spec)
        stream = resolve1(spec["ToUnicode"])
        is_composed = "Subtype" in spec and literal_name(spec["Subtype"]) == "Type0"
        if is_composed or not isinstance(stream, PDFStream):
            return super().get_font(objid, spec)
        # Let pdfminer read an empty map, and fill it afterwards.
        font = super().get_font(objid, {**spec, "ToUnicode": PDFStream({}, b"")})
        try:
            unicode_map = getattr(font, "unicode_map", None)
            if isinstance(unicode_map, FileUnicodeMap):
                _CharacterMapParser(unicode_map, BytesIO(stream.get_data())).run()
        except BaseException:
            if objid:
                self._cached_fonts.pop(objid, None)
            raise
        return font
