"""Puts pieces of text together so that every piece knows its offsets, and makes their characters uniform.

Every reader ends here. What later stages may rely on: text is in Unicode normalisation form C, every kind of space
is a plain one, bullets that stand alone are ``•``, and nothing is in it that a person could not see or that could
not be written as UTF-8.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from matcher.types import Block, Box, Document
from matcher.types import Warning as DocumentWarning

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
# Soft hyphen, zero-width space and no-break space, joiners of words, marks of direction: nobody sees them,
# and each would split a word in two for whoever searches.
_INVISIBLE: Final = dict.fromkeys(
    [0x00AD, 0x034F, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)
_BREAKS: Final = dict.fromkeys([0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029], "\n")
_CONTROLS: Final = dict.fromkeys(
    [*range(0x09), *range(0x0E, 0x1C), 0x1F, 0x7F, *range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF]
)
# Text that was cp1252 and was taken for Latin-1 on its way: code points that are controls in Unicode.
_C1: Final = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in {0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D}
} | dict.fromkeys([0x81, 0x8D, 0x8F, 0x90, 0x9D])
_HYPHENS: Final = dict.fromkeys([0x2010, 0x2011], "-")
# Symbol and Wingdings by their place in the private area: the bullets of Word's lists.
_SYMBOL_BULLETS: Final = dict.fromkeys(
    [0xF0B7, 0xF0A7, 0xF076, 0xF0D8, 0xF0FC, 0xF0A8, 0xF06E, 0xF071, 0xF077, 0xF02D], "•"
)
_TABLE: Final = _C1 | _LIGATURES | _SPACES | _INVISIBLE | _BREAKS | _CONTROLS | _HYPHENS | _SYMBOL_BULLETS

# Icon fonts draw envelopes and telephones with private code points, or with (cid) glyphs of no known meaning.
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]+")
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]{0,64}[ -/]{0,8}[@-~]|\][^\x07\x1b]{0,4096}(?:\x07|\x1b\\)|[@-Z\\-_])")
_JOINERS = re.compile(r"(?<=[\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\x00-\u024f])")
_BULLETS = re.compile(r"(?<!\S)[\ufffd·∙●▪■◾▸▶►◦○‣⁃➢➤❖◆⦁❑❏✓✔»](?!\S)")
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
# Unicode's stream-safe text format allows 30 marks on a letter (UAX #15); sorting 100,000 takes minutes.
_PILES = re.compile(f"({_MARKS}{{30}}){_MARKS}+")
_SPACED = re.compile(r"^[^\S\n]*(?:[^\W_a-z]|[&/+,.|-])(?:[^\S\n]+(?:[^\W_a-z]|[&/+,.|-])){3,}[^\S\n]*$", re.M)
_MANY_BREAKS = re.compile(r"\n{3,}")
_WORD = re.compile(r"[^\W_]+")


def clean(text: str) -> str:
    r"""Make characters uniform (see the module's docstring); lines keep their order, trailing spaces go.

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
        text = unicodedata.normalize("NFC", _PILES.sub(r"\1", text))
        text = _BULLETS.sub("•", text)
    text = _SPACED.sub(_close_up, text)
    return _MANY_BREAKS.sub("\n\n", "\n".join(line.rstrip(" \t") for line in text.split("\n")))


def _close_up(match: re.Match[str]) -> str:
    """A heading in letters set apart (``S K I L L S  &  T O O L S``): wider gaps and signs part its words."""
    line = match[0].strip()
    if sum(map(str.isalpha, line)) < 4:
        return match[0]
    words = re.split(r"[^\S\n]{2,}", line)
    if len(words) > 1 and max(map(len, words)) == 1:  # every gap is wide
        words = [line]
    closed = (re.sub(r" ?([&/|]) ?", r" \1 ", re.sub(r"(?<=\w)\s+(?=\w)", "", word)) for word in words)
    return " ".join(" ".join(closed).split())


class DocumentBuilder:
    r"""Takes blocks in reading order and keeps count of offsets and pages.

    >>> builder = DocumentBuilder()
    >>> builder.add("Skills", page=1)
    >>> builder.add("Go,  SQL ", page=2, separator="\n\n")
    >>> document = builder.build(name="cv.pdf", media_type="application/pdf", sha256="0" * 64)
    >>> document.text, document.pages, document.blocks[1].start
    ('Skills\n\nGo,  SQL', 2, 8)
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._warnings: list[DocumentWarning] = []
        self._pages = 1

    def add(
        self,
        text: str,
        *,
        page: int = 1,
        box: Box | None = None,
        separator: str = "\n",
        visible: bool = True,
        reason: str = "",
    ) -> None:
        """Append a block.

        Args:
            text: as read; it is cleaned here. Nothing is added when nothing is left of it.
            page: from 1.
            box: where it stands on that page, in points, when the format knows.
            separator: white space between this block and the one before.
            visible: False when a person cannot see it.
            reason: why not.
        """
        text = clean(text).strip()
        if not text:
            return
        if self._parts:
            self._parts.append(separator)
            self._length += len(separator)
        self._parts.append(text)
        self._blocks.append(Block(self._length, self._length + len(text), page, box, visible, reason))
        self._length += len(text)
        self._pages = max(self._pages, page)

    def warn(self, code: str, message: str) -> None:
        """Add something that a person should know; the same thing said twice is kept once."""
        warning = DocumentWarning(code, message)
        if warning not in self._warnings:
            self._warnings.append(warning)

    def set_pages(self, pages: int) -> None:
        """Say how many pages there are, when the last ones may hold no text."""
        self._pages = max(self._pages, pages)

    def count_words(self) -> int:
        """Words so far: runs of letters and digits."""
        return sum(1 for part in self._parts for _ in _WORD.finditer(part))

    def build(self, *, name: str, media_type: str, sha256: str) -> Document:
        """The document, from all that was added."""
        text = "".join(self._parts)
        return Document(name, text, tuple(self._blocks), media_type, sha256, self._pages, tuple(self._warnings))
