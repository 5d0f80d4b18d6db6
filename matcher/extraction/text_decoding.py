"""Decode bytes to text: find out how they are encoded."""

from __future__ import annotations

import codecs
import re
from typing import Final

from matcher.core.errors import UnreadableFileError

__all__ = ["decode"]

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_FOREIGN: Final = [
    "cp1250", "cp1251", "cp1253", "cp1255", "cp1256", "cp1257", "koi8_r", "cp866", "mac_roman",
    "cp874", "cp932", "euc_jp", "cp949", "big5", "gb18030",
]  # fmt: skip
"""Encodings that charset-normalizer may choose from, when a text is neither UTF nor Western.

With a choice of all encodings of Python it takes Western texts whose only bytes beyond ASCII are bullets and no-break
spaces for cp1250, cp850, cp1006 or cp932 (all of 80 measured); rare ones such as mac_latin2 win on short texts.
"""

_CP1252_HOLES = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_WORD = re.compile(r"\w+")
# A sign between two letters ("by³y"), or a capital after a small letter when one of them has an accent ("RŽsumŽ"):
# text in other encodings looks like this when it is decoded as cp1252.
_CP1252_NONSENSE = re.compile(
    r"[^\W\d_][¡-©«¬¯-´¶-¹»-¿€‚„…†‡‰‹›¨×÷][^\W\d_]|[a-zß-öø-ÿ][À-ÖØ-ÞŠŒŽŸ]|[À-ÖØ-Þ][a-z]?[À-ÖØ-Þ][a-z]"
)


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    r"""Decode bytes to text.

    A byte order mark decides; then NULs at every second position (UTF-16 or 32 without a mark); then UTF-8 if it is
    valid; then the declared encoding; then cp1252 if the text is plausible; and then charset-normalizer.

    Args:
        data: the file's bytes.
        declared: the encoding that the file names, if any.

    Returns:
        The text, and a warning when the encoding is a guess (otherwise the empty string).

    Raises:
        UnreadableFileError: no encoding gives text.

    >>> decode(b"caf\xe9 \x95 3\xa0years")
    ('café • 3\xa0years', '')
    >>> decode("naïve".encode("utf-16"))[0], decode("naïve".encode("utf-16-be"))[0], decode("naïve".encode())[0]
    ('naïve', 'naïve', 'naïve')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), ""
    if wide := _wide_encoding(data):
        return data.decode(wide, "replace"), ""
    # Bytes of these are ASCII, too, and mean other letters.
    if b"\x1b" in data and declared.lower().startswith("iso-2022") and (attempt := _attempt(data, declared)):
        return attempt, ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if _count_non_ascii(text) > 10 * damaged:
        return text, f"{damaged} bytes are not UTF-8 and were left out"
    if declared and (attempt := _attempt(data, declared)):
        return attempt, ""
    text = data.decode("cp1252", "replace")
    if not _CP1252_HOLES.search(data) and _is_western(text):
        return text, ""
    return _guess(data)


def _wide_encoding(data: bytes) -> str:
    sample = data[:4096]
    size = len(sample) // 4
    if not size or b"\0" not in sample:
        return ""
    nulls = [sample[i::4].count(0) / size for i in range(4)]
    if nulls[0] > 0.9 and nulls[1] > 0.9 and nulls[3] < 0.1:
        return "utf-32-be"
    if nulls[3] > 0.9 and nulls[2] > 0.9 and nulls[0] < 0.1:
        return "utf-32-le"
    even, odd = (nulls[0] + nulls[2]) / 2, (nulls[1] + nulls[3]) / 2
    if odd > 0.3 and even < 0.05:
        return "utf-16-le"
    if even > 0.3 and odd < 0.05:
        return "utf-16-be"
    return ""


def _attempt(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError, ValueError):
        return ""


def _count_non_ascii(text: str) -> int:
    """Return the number of characters that are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _is_western(text: str) -> bool:
    # No pattern below contains a space, and nearly all words are ASCII.
    text = " ".join(piece for piece in text.split() if not piece.isascii())
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    accented = sum(map(_count_non_ascii, words))
    plain = sum(len(word) for word in words) - accented
    # In no Western language do accented letters outnumber the other letters of their words.
    return accented <= plain and len(_CP1252_NONSENSE.findall(text)) <= max(1, len(words)) // 20


def _guess(data: bytes) -> tuple[str, str]:
    import charset_normalizer

    # Lines of ASCII tell nothing about the encoding.
    sample = b"\n".join(line for line in data.splitlines() if not line.isascii())[:100_000]
    candidates = list(charset_normalizer.from_bytes(sample, cp_isolation=_FOREIGN))
    best = min(candidates, key=lambda match: len(_CP1252_NONSENSE.findall(str(match))), default=None)
    if best is None:
        raise UnreadableFileError("corrupt", "its bytes are not text in any known encoding; save it as UTF-8")
    text = data.decode(best.encoding, "replace")
    return text, f"the encoding of the text was guessed ({best.encoding}); save it as UTF-8"
