"""Tell what a message quotes or forwards of others from what its sender wrote.

Mail programs mark what they quote: with ``>``, a line that names its author, or the header of a forwarded message. The
text of others is no claim of the sender's, unless it is all there is: people forward applications.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["REASON", "Quotes", "looks_like_resume"]

REASON: Final = "quoted from another message"

_FEWEST_WORDS: Final = 50
"""Words from which a text may be a résumé; the shortest of 122 has 60. A note to a forwarded application has fewer, or
names no years."""
_FEWEST_YEARS: Final = 2
_LONGEST: Final = 200
"""Characters of a line that introduces a quotation."""
_HEADER_LINES: Final = 6
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[^\W\d_]{2,}")
_RULE = re.compile(
    r"\s*(?:[-_]{2,}\s*(?:original message|forwarded message|urspr(?:ü|ue)ngliche nachricht|weitergeleitete nachricht"
    r"|message d['’]origine|message transf(?:é|e)r(?:é|e)|mensaje original|mensaje reenviado|messaggio originale"
    r"|messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht|mensagem original|mensagem encaminhada"
    r"|wiadomość oryginalna|исходное сообщение|пересылаемое сообщение)\s*[-_]{2,}"
    r"|begin forwarded message:|anfang der weitergeleiteten nachricht:|début du message réexpédié\s*:)\s*",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"\s*(?:on|am|le|el|il|op|em|w dniu|dnia)\s.{4,150}\s(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu"
    r"|napisał(?:\(a\)|a)?)(?:\s.{1,60})?\s?:\s*",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s*\*?(?:from|von|de|da|van|od|от)\s?:\*?\s*\S", re.IGNORECASE)
_MORE = re.compile(
    r"\s*\*?(?:sent|date|to|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado|para|asunto|inviato|a|oggetto"
    r"|verzonden|aan|onderwerp|assunto|data|wysłano|do|temat|дата|кому|тема)\s?:\*?\s*\S",
    re.IGNORECASE,
)


def looks_like_resume(text: str) -> bool:
    """Return whether a text may be a résumé: it is long enough and names years.

    >>> looks_like_resume("Please look at the application below."), looks_like_resume("a job in 2019 and 2020 " * 20)
    (False, True)
    """
    years = set(_YEAR.findall(text[:200_000]))
    return len(years) >= _FEWEST_YEARS and len(_WORD.findall(text[:200_000])) >= _FEWEST_WORDS


class Quotes:
    r"""Divide the text of a message into the sender's own and what is quoted.

    Args:
        text: all of it.
        sender: the address of the message's sender, in lower case; what quotes it is the sender's own.

    >>> quotes = Quotes("I can do it.\n> Can you?\nAna\nOn 1 May 2024, Bo Smith wrote:\nHello")
    >>> quotes.own
    'I can do it.\nAna'
    >>> quotes.divide("I can do it.\n> Can you?"), quotes.divide("Ana")
    (('I can do it.', '> Can you?'), ('Ana', ''))
    """

    def __init__(self, text: str, sender: str = "") -> None:
        lines = text.split("\n")
        begins = (number for number in range(len(lines)) if _begins(lines[number : number + _HEADER_LINES], sender))
        start = next(begins, len(lines))
        self._is_quoted = [number >= start or line.lstrip().startswith(">") for number, line in enumerate(lines)]
        self._place = 0
        self.own = "\n".join(line for line, quoted in zip(lines, self._is_quoted, strict=True) if not quoted)

    def divide(self, piece: str) -> tuple[str, str]:
        """Return the sender's own part of the next lines of the text, and what is quoted in them."""
        parts: tuple[list[str], list[str]] = ([], [])
        for line in piece.split("\n"):
            parts[self._is_quoted[self._place]].append(line)
            self._place += 1
        return "\n".join(parts[0]), "\n".join(parts[1])


def _begins(lines: list[str], sender: str) -> bool:
    """Return whether a message of somebody else begins in the first of these lines."""
    first = lines[0]
    if len(first) > _LONGEST:
        return False
    has_header = _FROM.match(first) is not None and sum(_MORE.match(line) is not None for line in lines[1:4]) > 1
    if not (has_header or _RULE.fullmatch(first) or _AUTHOR.fullmatch(first)):
        return False
    return not sender or sender not in "\n".join(lines).lower()
