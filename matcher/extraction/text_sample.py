"""Recognise a format by a sample of a file's text: tests that the table of formats names."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.text_decoding import decode

__all__ = ["TextSample", "begins", "has_signs", "is_binary", "is_html", "is_message", "is_xml"]

_SAMPLE: Final = 1 << 20
"""Bytes that are decoded to recognise a format."""

_BEGINNING: Final = 65_536
"""Characters in which the first tag of a page, the header of a message and the elements of XML are looked for."""

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S
)
_HTML_BLOCK = re.compile(r"<(?:/?(?:p|div|h[1-6]|ul|ol|li|table|tr|td|body|section)|br)\b[^<>]{0,500}>", re.IGNORECASE)
_XML_START = re.compile(r"<\?xml|<(?:svg|SkillsPassport|Candidate)\b")
_MAIL = re.compile(
    r"^(?:received|return-path|message-id|mime-version|dkim-signature|delivered-to|from|subject):", re.I | re.M
)
_HEADER = re.compile(r"(?:>?From [^\n]*\n)?[A-Za-z][A-Za-z0-9-]{1,60}:")
_CONTROL = re.compile(r"[\x01-\x07\x0e-\x1a\x1c-\x1f\ufffe\uffff]")

_compiled = cache(re.compile)


class TextSample:
    """The beginning of a file as text.

    Args:
        data: the whole file.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            self.text = decode(data[:_SAMPLE])[0]
        except UnreadableFileError:
            self.text = "\0"
        self.start = self.text.lstrip("\ufeff \t\r\n")

    @cached_property
    def begins_like_html(self) -> bool:
        """Whether it begins with a tag that begins a page."""
        return _HTML_START.match(self.text[:_BEGINNING]) is not None

    @cached_property
    def is_xml(self) -> bool:
        """Whether it is XML and not HTML."""
        return _XML_START.match(self.start) is not None and not self.begins_like_html


def is_binary(sample: TextSample) -> bool:
    """Return whether a file is no text.

    A stray control character is damage. Many of them, or many NULs that belong to no encoding, are no text. A few NULs
    among words, and backspaces, are tricks played on readers; later stages warn of them.
    """
    text = sample.text
    controls = len(_CONTROL.findall(text))
    return text.count("\0") > len(text) / 20 or controls > max(4, len(text) / 50)


def is_message(sample: TextSample) -> bool:
    """Return whether a text is an e-mail: it begins with a header and has three of the usual ones."""
    headers = {header.lower() for header in _MAIL.findall(sample.text[:_BEGINNING])}
    return len(headers) >= 3 and _HEADER.match(sample.start) is not None


def is_html(sample: TextSample) -> bool:
    """Return whether a text is a page, or a piece of one: it begins with a tag and has three block tags."""
    if sample.begins_like_html:
        return True
    return sample.start.startswith("<") and len(_HTML_BLOCK.findall(sample.text)) >= 3


def begins(sample: TextSample, pattern: str) -> bool:
    """Return whether a text begins with a pattern, after white space."""
    return _compiled(pattern).match(sample.start) is not None


def is_xml(sample: TextSample, pattern: str = "") -> bool:
    """Return whether a text is XML, but not HTML, and holds a pattern near its beginning."""
    return sample.is_xml and _compiled(pattern).search(sample.start[:_BEGINNING]) is not None


def has_signs(sample: TextSample, signs: tuple[tuple[int, str], ...], enough: int) -> bool:
    """Return whether signs of a markup language weigh enough in a text; each sign counts at most four times.

    Args:
        sample: the text.
        signs: weight and regular expression of each sign.
        enough: weight from which the text is taken for that language.
    """
    weights = (weight * min(4, len(_compiled(sign).findall(sample.text))) for weight, sign in signs)
    return sum(weights) >= enough
