"""Decode characters that are displayed differently from how they are stored, before text is normalised.

Invisible text (Unicode tags, bytes smuggled in variation selectors, concealed and overwritten terminal text, text
pushed far beyond the right edge) is separated. Disguised text (letters set apart by zero-width spaces, bidirectional
overrides, letters of other alphabets, styled alphabets) is replaced by what is displayed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

__all__ = ["Unmasked", "unmask"]

FAR_RIGHT: Final = 500
"""Spaces in a row after which the rest of a line counts as pushed out of sight.

A line of a résumé has some 100 characters, of the widest landscape listing 250; nobody scrolls twice that far. In the
plain texts of the development corpus the longest run is far shorter. Rerun `python -m benchmarks gaming` after touching
it.
"""

MASKED_LETTERS: Final = 3
"""Zero-width characters between letters from which a text counts as masked.

Web pages and word processors leave one or two (a pasted name, a break allowed in an address); masking needs one per
letter. Rerun `python -m benchmarks gaming` after touching it.
"""

_SUSPICIOUS = re.compile(
    "[\u0261\u0262\u026a\u0274\u0280\u028f\u0299\u029c\u029f\u0370-\u03ff\u0400-\u04ff\u0500-\u052f\u0531-\u0587\u13a0-\u13f5"
    "\u1d00-\u1d22\u24b6-\u24e9\ua730\ua731\U0001f130-\U0001f189\u200b-\u200d\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\uff01-\uff5e"
    "\U0001d400-\U0001d7ff\U000e0000-\U000e01ef]|[\x00\x08\x1b]"
    f"| {{{FAR_RIGHT}}}"
)
# The flags of England, Scotland and Wales are spelt in tags after a black flag (UTS #51).
_TAGS = re.compile("(?<!\U0001f3f4)[\U000e0020-\U000e007f]{2,}")
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007f]+")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{3,}")
_CONCEALED = re.compile(r"\x1b\[(?:\d+;)*8m(.*?)(?:\x1b\[(?:\d+;)*(?:0|28)?m|\Z)", re.S)
_OVERSTRUCK = re.compile(r"([^\n\x08])\x08\1|_\x08(?=[^\x08])")
_FAR = re.compile(rf"(?<! ) {{{FAR_RIGHT},}}+([^\s][^\n]*)")
_ZERO_WIDTH = re.compile(
    r"(?<=[A-Za-z0-9\u00c0-\u024f])[\u200b-\u200d\u2060-\u2064\ufeff]+(?=[A-Za-z0-9\u00c0-\u024f])"
)
_ZERO_WIDTH_WORD = re.compile(r"[\w\u200b-\u200d\u2060-\u2064\ufeff]+")
_OVERRIDE = re.compile("\u202e([^\u202a-\u202e\n]*)\u202c?")
_STYLED = re.compile("[\U0001d400-\U0001d7ff\u24b6-\u24e9\U0001f130-\U0001f149]+|[\U0001f150-\U0001f189]+")
_SMALL_CAPITALS: Final = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "ABCDEFGHIJKLMNOPRSTUVWYZ")
_SMALL = re.compile("[ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ]+")
_FOREIGN: Final = "\u0370-\u052f\u0531-\u0587\u13a0-\u13f5"
_IS_FOREIGN = re.compile(f"[{_FOREIGN}]")
_SMALL_CAPITALS_WORD: Final = 3
"""Small capitals in a row from which they are a word; one or two are phonetic signs."""
_ENCLOSED: Final = {chr(start + i): chr(65 + i) for start in (0x1F150, 0x1F170) for i in range(26)}
"""White letters on black circles and squares, which Unicode does not class as letters."""
_FULL_WIDTH = re.compile(r"[\uff01-\uff5e]+")
_WORD = re.compile(r"[^\W\d_]+")

_LOOK_ALIKES: Final = str.maketrans(
    "АВЕЅІЈКМНОРСТУХԚԜаесіјорѕухһԁԛԝүӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲνιօսոհցզᎪᏴᏟᎠᎬᏀᎻᏆᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃɡ",
    "ABESIJKMHOPCTYXQWaecijopsyxhdqwylABEZHIKMNOPTYXocviounhgqABCDEGHIJKLMPRSTVWZg",
)
"""Letters of the Cyrillic, Greek, Armenian and Cherokee alphabets that look like a Latin one (Unicode's confusables,
UTS #39: those that fonts draw with the same outline).
"""


@dataclass(slots=True)
class Unmasked:
    """A text as a person sees it, and the tricks found in it."""

    text: str
    hidden: list[tuple[str, str]] = field(default_factory=list)
    """Invisible texts, each with the reason."""
    masked: list[str] = field(default_factory=list)
    """Words as displayed that were stored backwards or with invisible characters among their letters."""
    odd: list[str] = field(default_factory=list)
    """Words as displayed that were stored in letters of other alphabets or styles."""


def unmask(text: str) -> Unmasked:
    r"""Separate invisible text, and replace disguised text by what is displayed.

    >>> unmask("Go" + "".join(chr(0xE0000 + ord(c)) for c in "Java")).hidden
    [('Java', 'written in Unicode tag characters')]
    >>> unmask("P\u200by\u200bt\u200bhon, J\u0430v\u0430, \u202eOG\u202c")
    Unmasked(text='Python, Java, GO', hidden=[], masked=['GO', 'Python'], odd=['Java'])
    >>> unmask("Ελληνικά, Русский, naïve").odd
    []
    """
    result = Unmasked(text)
    if not _SUSPICIOUS.search(text):
        return result
    _separate(result)
    _reveal(result)
    _respell(result)
    return result


def _separate(result: Unmasked) -> None:
    def take(reason: str, decoded: str) -> str:
        if any(c.isalnum() for c in decoded):
            result.hidden.append((decoded.strip(), reason))
        return ""

    text = _FLAG.sub("\U0001f3f4", result.text)
    text = _TAGS.sub(
        lambda m: take("written in Unicode tag characters", "".join(chr(ord(c) - 0xE0000) for c in m[0])), text
    )
    text = _SELECTORS.sub(lambda m: take("smuggled in variation selectors", _bytes_of(m[0])), text)
    if "\x1b" in text:
        text = _CONCEALED.sub(lambda m: take("concealed by a terminal code", m[1]), text)
    if "\x08" in text:
        text = _OVERSTRUCK.sub(r"\1", text)
        kept: list[str] = []
        for piece in re.split(r"(\x08+)", text):
            if piece.startswith("\x08"):
                gone: list[str] = []
                while kept and kept[-1] != "\n" and len(gone) < len(piece):
                    gone.append(kept.pop())
                take("overwritten by backspaces", "".join(reversed(gone)))
            else:
                kept.extend(piece)
        text = "".join(kept)
    text = _FAR.sub(lambda m: take("far beyond the right edge of the page", m[1]), text)
    result.text = text


def _bytes_of(selectors: str) -> str:
    """Decode text stored as one variation selector per byte: 1 to 16 and 17 to 256 are the bytes 0 to 255."""
    codes = bytes(ord(c) - 0xFE00 if ord(c) <= 0xFE0F else ord(c) - 0xE0100 + 16 for c in selectors)
    return codes.decode("utf-8", "replace")


def _reveal(result: Unmasked) -> None:
    def reverse(match: re.Match[str]) -> str:
        seen = match[1][::-1]
        if _WORD.search(seen):
            result.masked.append(seen.strip())
        return seen

    text = _OVERRIDE.sub(reverse, result.text)
    if len(_ZERO_WIDTH.findall(text)) >= MASKED_LETTERS:
        words = (match[0] for match in _ZERO_WIDTH_WORD.finditer(text))
        result.masked += [_ZERO_WIDTH.sub("", word) for word in words if _ZERO_WIDTH.search(word)]
    if "\0" in text:  # editors show a gap there, and parsers stop
        result.masked += [match[0].replace("\0", " ") for match in re.finditer(r"\w+\x00+\w+", text)]
        text = text.replace("\0", " ")
    result.text = _ZERO_WIDTH.sub("", text)


def _respell(result: Unmasked) -> None:
    def plain(match: re.Match[str]) -> str:
        seen = unicodedata.normalize("NFKC", match[0])
        seen = "".join(_ENCLOSED.get(c, c) for c in seen)
        if len(_WORD.findall(seen)) and len(seen) > 1:
            result.odd.append(seen)
        return seen

    def latin(match: re.Match[str]) -> str:
        word = match[0]
        if word.isascii() or not any(c.isascii() for c in word):
            return word
        seen = word.translate(_LOOK_ALIKES)
        if seen == word or _IS_FOREIGN.search(seen):
            return word
        result.odd.append(seen)
        return seen

    def capital(match: re.Match[str]) -> str:
        if len(match[0]) < _SMALL_CAPITALS_WORD:
            return match[0]
        result.odd.append(match[0].translate(_SMALL_CAPITALS))
        return result.odd[-1]

    text = _FULL_WIDTH.sub(plain, _STYLED.sub(plain, result.text))
    text = _SMALL.sub(capital, text)
    result.text = _WORD.sub(latin, text)
