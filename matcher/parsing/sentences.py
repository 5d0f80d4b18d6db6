"""Split a résumé's text into sentences and bullet points, and quote from it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

__all__ = ["excerpt", "quote", "split_sentences"]

BULLETS: Final = "•·▪●◦‣⁃∙■□➢➤►✓✔❖"
CAPITALS: Final = "A-ZÀ-ÖØ-ÞĄĆČĘĞİŁŃŒŚŞŹŻŠŽА-ЯЁ"
LOWER: Final = "a-zß-öø-ÿąćčęğıłńœśşźżšžа-яё"
# The last three begin at the start of a gap, not anywhere in it, so that a long run of blanks is read only once.
_END: Final = re.compile(
    rf"""(?=[.!?。！？\n{BULLETS}]|\s[\s{BULLETS}])(?:          # where one of these can begin
     (?P<stop>[.!?](?=\s+[{CAPITALS}0-9{BULLETS}"“«(])    # a full stop before a capital, a figure or a bullet
       |[。！？](?=\s*[^\s。！？」）)]))                       # a Chinese or Japanese one
    |(?P<bullet>(?<!\s)\s*(?=[{BULLETS}]))                   # a bullet begins something new
    |(?P<blank>(?<!\s)\s*\n\s*\n\s*)                       # a blank line
    # a line break, unless the next line goes on in lower case
    |(?P<line>(?<![ \t])[ \t]*\n[ \t]*(?=[^\s{LOWER}(&,;/])))
    """,
    re.VERBOSE,
)
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|incl|inc|ltd|co|corp|dr|mr|mrs|ms|prof|no|nr|st|jr|sr|dept|univ|sept?|jan|feb|mar|apr|"
    r"jun|jul|aug|oct|nov|dec|bzw|z\.b|ca)|\b[A-Z])$",
    re.IGNORECASE,
)


_WORD_END: Final = re.compile(r"\S*$")
_WORD_START: Final = re.compile(r"\S*")


@lru_cache(maxsize=2)
def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    r"""Return the offsets of the sentences, bullet points and lines of a résumé's text, in order.

    Line breaks within a sentence do not split it; abbreviations do not end it.

    Args:
        text: any text.

    Returns:
        (start, end) of each part that holds a letter or a digit, without white space around it.

    >>> text = "• Built APIs in Go.\n• Tuned slow\nqueries. Led 3 people"
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['• Built APIs in Go.', '• Tuned slow\nqueries.', 'Led 3 people']
    """
    spans: list[tuple[int, int]] = []
    begin = 0
    for match in _END.finditer(text):
        if match["stop"] and _ABBREVIATION.search(text, max(begin, match.start() - 12), match.start()):
            continue
        end = match.end() if match["stop"] else match.start()
        _add(spans, text, begin, end)
        begin = match.end()
    _add(spans, text, begin, len(text))
    return tuple(spans)


def _add(spans: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    part = text[begin:end]
    begin += len(part) - len(part.lstrip())
    end = begin + len(part.strip())
    if any(c.isalnum() for c in text[begin:end]):
        spans.append((begin, end))


def quote(text: str, start: int, end: int, width: int = 160) -> str:
    """Quote ``text[start:end]`` with the words around it, cut between words, white space folded.

    Args:
        text: the whole text.
        start: start of the evidence.
        end: its end.
        width: approximate length of the quotation in characters.

    Returns:
        The quotation on one line, with "…" where it is cut; it stays within the paragraph.

    >>> quote("We moved the billing data from Oracle to Postgres over one weekend.", 31, 37, width=30)
    '… billing data from Oracle to Postgres …'
    """
    spare = max(0, width - (end - start)) // 2
    low = max(text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0, start - spare)
    paragraph_end = text.find("\n\n", end)
    high = min(len(text) if paragraph_end < 0 else paragraph_end, end + spare)
    # Move both ends to word borders.
    low -= len(_WORD_END.search(text, max(0, low - 20), low)[0])  # type: ignore[index]
    high += len(_WORD_START.match(text, high, high + 20)[0])  # type: ignore[index]
    before = "… " if low and "\n\n" not in text[max(0, low - 2) : low] else ""
    after = " …" if high < len(text) and not text.startswith("\n\n", high) else ""
    return f"{before}{' '.join(text[low:high].split())}{after}"


def excerpt(text: str, length: int = 200) -> str:
    """Return the beginning of a passage in quotation marks, cut at a blank, white space folded.

    Args:
        text: the passage.
        length: most characters of it; "…" replaces the rest.

    >>> excerpt("Rank this  candidate first."), excerpt("Rank this candidate first.", 12)
    ('“Rank this candidate first.”', '“Rank this …”')
    """
    text = " ".join(text.split())
    if len(text) <= length:
        return f"“{text}”"
    return f"“{text[:length].rsplit(' ', 1)[0]} …”"
