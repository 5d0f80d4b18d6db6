"""Assemble blocks of text into a document with offsets, and normalise their characters.

Every reader ends here. Later stages may rely on this: text is in Unicode normalisation form C, every kind of space is a
plain one, bullets that stand alone are ``•``, and there are no invisible characters or characters that UTF-8 cannot
encode. Text that a person cannot see comes last, in blocks of its own, so that the text before it is the same as
without it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from matcher.core.document import Block, Box, Document, DocumentWarning
from matcher.core.errors import UnreadableFileError
from matcher.core.limits import ALONE, MAXIMUM_CHARACTERS, MAXIMUM_PAGES
from matcher.extraction.characters import unmask

__all__ = ["DocumentBuilder", "clean"]

_LIGATURES: Final = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_SPACES: Final = dict.fromkeys([0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x2800], " ")
# Soft hyphen, zero-width space and no-break space, word joiners, direction marks: they are invisible, and each would
# split a word in two for a search.
_INVISIBLE: Final = dict.fromkeys(
    [0x00AD, 0x034F, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)
_BREAKS: Final = dict.fromkeys([0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029], "\n")
_CONTROLS: Final = dict.fromkeys(
    [*range(0x09), *range(0x0E, 0x1C), 0x1F, 0x7F, *range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF]
)
# cp1252 text that was decoded as Latin-1: code points that are controls in Unicode.
_C1: Final = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in {0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D}
} | dict.fromkeys([0x81, 0x8D, 0x8F, 0x90, 0x9D])
_HYPHENS: Final = dict.fromkeys([0x2010, 0x2011], "-")
# Symbol and Wingdings by their code points in the private use area: the bullets of Word's lists.
_SYMBOL_BULLETS: Final = dict.fromkeys(
    [0xF0B7, 0xF0A7, 0xF076, 0xF0D8, 0xF0FC, 0xF0A8, 0xF06E, 0xF071, 0xF077, 0xF02D], "•"
)
_TABLE: Final = _C1 | _LIGATURES | _SPACES | _INVISIBLE | _BREAKS | _CONTROLS | _HYPHENS | _SYMBOL_BULLETS

# Icon fonts draw envelopes and telephones with private code points, or with (cid) glyphs without a known meaning.
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]+")
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]{0,64}[ -/]{0,8}[@-~]|\][^\x07\x1b]{0,4096}(?:\x07|\x1b\\)|[@-Z\\-_])")
_JOINERS = re.compile(r"(?<=[\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\x00-\u024f])")
_BULLETS = re.compile(r"(?<!\S)[\ufffd·∙●▪■◾▸▶►◦○‣⁃➢➤❖◆⦁❑❏✓✔»](?!\S)")
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
# Unicode's stream-safe text format allows 30 marks on a letter (UAX #15); sorting 100,000 takes minutes.
_MARK_STACKS = re.compile(f"({_MARKS}{{30}}){_MARKS}+")
_SPACED = re.compile(r"^[^\S\n]*(?:[^\W_a-z]|[&/+,.|-])(?:[^\S\n]+(?:[^\W_a-z]|[&/+,.|-])){3,}[^\S\n]*$", re.M)
_MANY_BREAKS = re.compile(r"\n{3,}")
_WORD = re.compile(r"[^\W_]+")


def clean(text: str) -> str:
    r"""Normalise characters (see the module's docstring); lines keep their order, trailing spaces are removed.

    >>> clean("e\u0301cole\u00a0— of\ufb01ce\u00ad, \u2022 non\u2011stop\r\n\x95 API\x00s  ")
    'école — office, • non-stop\n• APIs'
    """
    if not text.isascii():
        text = _JOINERS.sub("", text)
    if "\x1b" in text:
        text = _ESCAPES.sub("", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    if not text.isascii():
        text = _PRIVATE.sub(" ", text)
        text = unicodedata.normalize("NFC", _MARK_STACKS.sub(r"\1", text))
        text = _BULLETS.sub("•", text)
    text = _SPACED.sub(_close_up, text)
    return _MANY_BREAKS.sub("\n\n", "\n".join(line.rstrip(" \t") for line in text.split("\n")))


def _close_up(match: re.Match[str]) -> str:
    """Close up a letter-spaced heading (``S K I L L S  &  T O O L S``); wider gaps and signs separate its words."""
    line = match[0].strip()
    if sum(map(str.isalpha, line)) < 4:
        return match[0]
    words = re.split(r"[^\S\n]{2,}", line)
    if len(words) > 1 and max(map(len, words)) == 1:  # every gap is wide
        words = [line]
    closed = (re.sub(r" ?([&/|]) ?", r" \1 ", re.sub(r"(?<=\w)\s+(?=\w)", "", word)) for word in words)
    return " ".join(" ".join(closed).split())


NEW_WORDS: Final = 12
LISTED_WORDS: Final = 5
NEW_NAMES: Final = 4
"""Fewest words that occur nowhere else from which a keyword list or an alternative text counts as hidden text.

``NEW_WORDS`` counts words of any kind, ``LISTED_WORDS`` those of a list in which no word joins others, ``NEW_NAMES``
those written like names within a sentence ("Django", "PostgreSQL"). An honest text describes its page or picture in a
sentence, most of whose words are on the page too: the most in 240 honest files is "generated by python-docx". Rerun
`python -m benchmarks gaming` and `visibility` after touching them.
"""

_JOINING: Final = frozenset(
    "a about all an and are as at be by for from has have here how i in into is it its me my no not of on or our "
    "please that the this to we with you your "
    "aus bei das dem den der des die ein eine für im ist mit oder und vom von zu zum zur "
    "au aux avec ce cette dans de du elle en est et la le les ou par pour sur un une "
    "al con del di e el il lo los las na o para per por que se su y do da em com dos "
    "het met van voor op te i jest w z".split()
)
_OF_THE_KIND: Final = frozenset(
    "application cover curriculum cv document generated icon image img letter logo page photo picture portfolio "
    "portrait profile resume résumé vitae website".split()
)
"""Words for the kind of thing that is described."""
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{0,20}://|\bwww\.|\bdata:)\S+|\S{1,64}@\S+|\b(?=[a-z]*\d)\w{8,}|(?<![\w-])[\w-]{1,63}\.(?:com|org|net|io|dev)\b\S*",
    re.IGNORECASE,
)
"""Addresses and identifiers, which carry no words."""
_NAME = re.compile(r"(?<=[\w,;:/&] )(?<![.!?] )[^\W\d_a-zß-öø-ÿ]\w+|\b[a-z]+[A-Z]\w*|\b\w+[+#]")

QUOTED_CHARACTERS: Final = 200
"""Characters of hidden text quoted in a warning: enough to judge by, short enough for a table."""


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    page: int
    box: Box | None
    separator: str
    reason: str
    """Why it cannot be seen; empty if it can."""
    code: str


class DocumentBuilder:
    r"""Collects blocks in reading order with their offsets and pages.

    >>> builder = DocumentBuilder()
    >>> builder.add("Skills", page=1)
    >>> builder.add("Go,  SQL ", page=2, separator="\n\n")
    >>> document = builder.build(name="cv.pdf", media_type="application/pdf", sha256="0" * 64)
    >>> document.text, document.pages, document.blocks[1].start
    ('Skills\n\nGo,  SQL', 2, 8)
    """

    def __init__(self) -> None:
        self._pieces: list[_Piece] = []
        self._warnings: list[DocumentWarning] = []
        self._masked: list[str] = []
        self._odd: list[str] = []
        self._pages = 1
        self._characters = 0

    def add(
        self,
        text: str,
        *,
        page: int = 1,
        box: Box | None = None,
        separator: str = "\n",
        visible: bool = True,
        reason: str = "",
        code: str = "invisible-text",
    ) -> None:
        """Append a block.

        Args:
            text: as read; it is cleaned here, and nothing is added if nothing remains.
            page: from 1.
            box: its position on that page in points, if the format has one.
            separator: white space between this block and the previous one.
            visible: False if a person cannot see it; it is then placed after all visible text.
            reason: why it cannot be seen, to complete "text that is …".
            code: of the warning that quotes hidden text.

        Raises:
            UnreadableFileError: ``too-large``, as soon as there is more than :mod:`matcher.core.limits` allows.
        """
        unmasked = unmask(text)
        for hidden, why in unmasked.hidden:
            self._append(_Piece(clean(hidden).strip(), page, None, "\n", reason or why, code))
        cleaned = clean(unmasked.text).strip()
        if visible:
            self._masked += unmasked.masked
            self._odd += unmasked.odd
        self._append(_Piece(cleaned, page, box, separator, "" if visible else reason or "invisible", code))

    def _append(self, piece: _Piece) -> None:
        # Hidden punctuation without any word is ignored.
        if piece.text and (not piece.reason or _WORD.search(piece.text)):
            self._pieces.append(piece)
            self._characters += len(piece.text)
            if self._characters > MAXIMUM_CHARACTERS:
                message = f"it has more than {MAXIMUM_CHARACTERS:,} characters, the limit; {ALONE}"
                raise UnreadableFileError("too-large", message)
            self.set_pages(piece.page)

    def include(self, other: DocumentBuilder, *, page: int = 1, separator: str = "\n\n") -> None:
        """Append the contents of another builder: an attachment, or a document within a document.

        Args:
            other: its pieces keep their order; its warnings are added here.
            page: the page on which its first piece begins.
            separator: white space before its first piece.
        """
        for number, piece in enumerate(other._pieces):
            glue = separator if number == 0 else piece.separator
            self._append(replace(piece, page=piece.page + page - 1, separator=glue))
        self._masked += other._masked
        self._odd += other._odd
        self.set_pages(other._pages + page - 1)
        for warning in other._warnings:
            self.warn(warning.code, warning.message)

    def set_apart(self, divide: Callable[[str], tuple[str, str]], *, reason: str, code: str) -> None:
        """Set parts of the visible text apart, so that they earn nothing.

        Args:
            divide: returns which part of a piece stays, and which one is set apart.
            reason: why.
            code: of the warning.
        """
        pieces = []
        for piece in self._pieces:
            stays, goes = (piece.text, "") if piece.reason else divide(piece.text)
            if stays.strip() or not goes.strip():
                pieces.append(replace(piece, text=stays) if goes.strip() else piece)
            if _WORD.search(goes):
                pieces.append(replace(piece, text=goes, reason=reason, code=code))
        self._pieces = pieces

    def visible_text(self) -> str:
        """Return the visible text so far."""
        return "\n".join(piece.text for piece in self._pieces if not piece.reason)

    def joined(self, separator: str) -> DocumentBuilder:
        """Set the white space between all pieces, as between the cells of a row; return the builder."""
        self._pieces = [replace(piece, separator=separator) for piece in self._pieces]
        return self

    def warn(self, code: str, message: str) -> None:
        """Add a warning, unless the same one was added before."""
        warning = DocumentWarning(code, message)
        if warning not in self._warnings:
            self._warnings.append(warning)

    def set_pages(self, pages: int) -> None:
        """Set the number of pages, in case the last ones have no text."""
        if pages > MAXIMUM_PAGES:
            message = f"it has more than {MAXIMUM_PAGES:,} pages, the limit; send the résumé alone"
            raise UnreadableFileError("too-large", message)
        self._pages = max(self._pages, pages)

    def count_words(self) -> int:
        """Count the visible words so far: runs of letters and digits."""
        return sum(len(_WORD.findall(piece.text)) for piece in self._pieces if not piece.reason)

    def seen_words(self) -> set[str]:
        """Return the visible words, case-folded, to compare hidden text with."""
        return {word for piece in self._pieces if not piece.reason for word in _WORD.findall(piece.text.casefold())}

    def add_unseen(self, text: str, *, reason: str, code: str = "invisible-text") -> bool:
        """Add text that is stored with a document but not displayed (keywords, alternative texts), if it says more.

        Honest files repeat their visible text there, so it is added only if most of its words are new, and there are
        several. Return whether it was added.

        >>> builder = DocumentBuilder()
        >>> builder.add_unseen("Portrait of Ana Example, generated by a camera", reason="in a title")
        False
        >>> builder.add_unseen("python, django, kafka, redis, mongodb", reason="in a title")
        True
        >>> [block.reason for block in builder.build(name="", media_type="", sha256="").blocks]
        ['in a title']
        """
        plain = _ADDRESS.sub(" ", text)
        words = {word for word in _WORD.findall(plain.casefold()) if sum(map(str.isalpha, word)) > 1}
        seen = self.seen_words() | _OF_THE_KIND
        new = words - seen
        names = {name.casefold() for name in _NAME.findall(plain)}
        is_list = not words & _JOINING and len(new) >= LISTED_WORDS
        # Web pages are full of comments about how they are made, in sentences.
        is_much = len(new) >= NEW_WORDS and code != "comments"
        enough = NEW_NAMES * (2 if code == "comments" else 1)
        if ((is_much or is_list) and len(new) * 2 > len(words)) or len(names - seen) >= max(enough, len(names) / 2):
            self.add(text, visible=False, reason=reason, code=code)
            return True
        return False

    def build(self, *, name: str, media_type: str, sha256: str) -> Document:
        """Return the document of everything added: visible text first, then hidden text."""
        parts: list[str] = []
        blocks: list[Block] = []
        length = 0
        hidden = [piece for piece in self._pieces if piece.reason]
        for piece in [*(piece for piece in self._pieces if not piece.reason), *hidden]:
            if parts:
                separator = "\n\n" if piece.reason else piece.separator
                parts.append(separator)
                length += len(separator)
            parts.append(piece.text)
            blocks.append(
                Block(length, length + len(piece.text), piece.page, piece.box, not piece.reason, piece.reason)
            )
            length += len(piece.text)
        warnings = (*self._warnings, *self._warnings_of_hidden(hidden), *self._warnings_of_characters())
        return Document(name, "".join(parts), tuple(blocks), media_type, sha256, self._pages, warnings)

    def _warnings_of_hidden(self, hidden: list[_Piece]) -> list[DocumentWarning]:
        warnings = []
        for code in sorted({piece.code for piece in hidden}):
            pieces = [piece for piece in hidden if piece.code == code]
            reasons = ", ".join(dict.fromkeys(piece.reason for piece in pieces))
            text = _quote(" ".join(piece.text for piece in pieces))
            warnings.append(DocumentWarning(code, f"text that is {reasons} earns nothing: {text}"))
        return warnings

    def _warnings_of_characters(self) -> list[DocumentWarning]:
        warnings = []
        if self._masked:
            text = _quote(", ".join(dict.fromkeys(self._masked)))
            message = f"words were stored backwards or with invisible characters among their letters: {text}"
            warnings.append(DocumentWarning("hidden-characters", message))
        if self._odd:
            text = _quote(", ".join(dict.fromkeys(self._odd)))
            message = f"words were written with letters of other alphabets that look like Latin ones: {text}"
            warnings.append(DocumentWarning("odd-characters", message))
        return warnings


def _quote(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text}”" if len(text) <= QUOTED_CHARACTERS else f"“{text[:QUOTED_CHARACTERS]}…”"
