"""Decode bytes to text: find out how they are encoded."""

from __future__ import annotations

import codecs
import re
from typing import Final

from matcher.core.errors import UnreadableFileError

__all__ = ["decode"]

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_FOREIGN: Final = [
    "cp1250", "cp1251", "cp1253", "cp1255", "cp1256", "cp1257", "koi8_r", "cp866", "mac_roman",
    "cp874", "cp932", "euc_jp", "cp949", "big5", "gb18030",
]  # fmt: skip
"""Encodings that charset-normalizer may choose from, when a text is neither UTF nor Western.

Left to choose among all that Python knows, it takes real Western texts whose only foreign bytes are bullets and
no-break spaces for cp1250, cp850, cp1006 or cp932 (all of 80 measured); rarities such as mac_latin2 win on short texts.
"""

_CP1252_HOLES = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_WORD = re.compile(r"\w+")
# A sign between two letters ("by³y"), or a capital after a small letter with an accent among them ("RŽsumŽ"):
# what other encodings look like when they are read as cp1252.
_CP1252_NONSENSE = re.compile(
    r"[^\W\d_][¡-©«¬¯-´¶-¹»-¿€‚„…†‡‰‹›¨×÷][^\W\d_]|[a-zß-öø-ÿ][À-ÖØ-ÞŠŒŽŸ]|[À-ÖØ-Þ][a-z]?[À-ÖØ-Þ][a-z]"
)


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    r"""Bytes to text.

    A byte order mark decides; then NULs in every second place (UTF-16 or 32 without a mark); then UTF-8 if it is
    valid; then what the file itself declares; then cp1252 if that makes sense; and then charset-normalizer.

    Args:
        data: the file's bytes.
        declared: an encoding that the file names, when it names one.

    Returns:
        The text, and a warning when the encoding is no better than a guess (else the empty string).

    Raises:
        UnreadableFileError: no encoding makes text of it.

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
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if _foreign_letters(text) > 10 * damaged:
        return text, f"{damaged} bytes are no UTF-8 and were left out"
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


def _foreign_letters(text: str) -> int:
    """How many characters are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _is_western(text: str) -> bool:
    # Nothing that is looked for holds a blank, and nearly all that stands between two is plain.
    text = " ".join(piece for piece in text.split() if not piece.isascii())
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    foreign = sum(map(_foreign_letters, words))
    plain = sum(len(word) for word in words) - foreign
    # In no Western language do accented letters outnumber the plain ones of their own words.
    return foreign <= plain and len(_CP1252_NONSENSE.findall(text)) <= max(1, len(words)) // 20


def _guess(data: bytes) -> tuple[str, str]:
    import charset_normalizer

    # The plain words around them only dilute what the foreign ones tell.
    telling = b"\n".join(line for line in data.splitlines() if not line.isascii())[:100_000]
    candidates = list(charset_normalizer.from_bytes(telling, cp_isolation=_FOREIGN))
    best = min(candidates, key=lambda match: len(_CP1252_NONSENSE.findall(str(match))), default=None)
    if best is None:
        raise UnreadableFileError("corrupt", "its bytes are not text in any known encoding; save it as UTF-8")
    text = data.decode(best.encoding, "replace")
    return text, f"the text was taken to be encoded as {best.encoding}; save it as UTF-8"
