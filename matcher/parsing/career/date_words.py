"""Words and marks that dates are made of, and those beside them that tell a year from a version, a count or a place.

All patterns and functions are for texts that :func:`matcher.parsing.career.date_languages.folding.fold` returned.
"""

from __future__ import annotations

import re
from typing import Final

from matcher.languages.word_lists import words_by_language
from matcher.parsing.career.date_languages.folding import fold
from matcher.parsing.career.date_languages.names import is_meant, listed
from matcher.parsing.career.date_languages.phrases import Phrases

__all__ = [
    "belongs_to_degree",
    "ends_field",
    "follows_place",
    "is_preposition",
    "is_year",
    "opens_field",
    "opens_line",
    "since_start",
]

_SINCE: Final = Phrases(listed("since"))
_EAST_ASIAN_SINCE: Final = listed("since", east_asian=True)
_BEHIND_SINCE: Final = re.compile(r"(?:[ \xa0:]{1,4}|(?<=['’]))(?:(?:the|le|el|o|a|il|dem) )?\Z", re.IGNORECASE)
_PREPOSITIONS: Final = frozenset(listed("within"))
_PREPOSITIONS_IN_CAPITALS: Final = frozenset(words_by_language("dates", "within")["en"])
"""Those that are prepositions in capitals too: "NA" and "EM" are something else."""
_EAST_ASIAN_PREPOSITIONS: Final = frozenset(listed("within", east_asian=True))

# Four digits after one of these words are a version, a count or the number of a standard, not a year ...
_NUMBERED: Final = frozenset(
    "iso iec din en rfc ieee ansi nist bs version ver ver. v v. release model no no. nr nr. room suite box section act "
    "rev page pages p p. windows server servers office exchange sharepoint studio excel word access outlook powerpoint "
    "visio project sql mssql dynamics crm ax nav biztalk lync foxpro autocad solidworks revit photoshop r2 2k win ms "
    "vs framework asp es ecmascript quickbooks acrobat oracle suse isa tfs ssis ssrs basic over about approximately "
    "linux aix solaris rhel sles than nearly almost around migration migrations".split()
) | frozenset(listed("numbered"))
_NUMBERED_PHRASES: Final = tuple(f" {words}" for words in listed("numbered") if " " in words)
_NUMBER_SIGN: Final = re.compile(r"(?:[#$€£]|\(\d{3}\)|\+\d{1,3})[\s/-]{0,2}$")
# ... and so they are before one of these ...
_COUNTED_WORDS: Final = frozenset(
    fold(word) for words in words_by_language("dates", "counted").values() for word in words
)
_COUNTED: Final = re.compile(
    r"[ \xa0]?(?:(?i:R2|SP\d|[+%°])|(?:units?|users?|employees|people|clients?|customers?|pieces|items|records|hours|"
    r"hrs|students|pcs?|PCs?|computers|desktops|workstations|devices|tickets|calls|pages|lines|stores|rows|nodes|miles|km|kg|"
    r"USD|EUR|usd|eur|[Ee]uros?|dollars|[KMGkmg][Bb]|MHz|GHz|rpm|RPM|volts?|watts?|sq|square)\b"
    r"|(?i:servers?|migrations?|upgrades?|editions?|versions?|standard|domain|active\sdirectory|platforms?|"
    r"environments?)\b"
    r"(?!\s(?:Admin|Engineer|Develop|Analyst|Architect|Manager|Specialist|Support|Team|Lead|Technician|Consultant)))"
)
_NEXT_WORD: Final = re.compile(r"[ \xa0]?(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)?)")
# ... or after one of these and "from".
_UPGRADED: Final = re.compile(r"\b(?:upgrad|migrat|conver)\w{1,7}\b[^.;:\n]{0,40}\bfrom\s\Z", re.IGNORECASE)

_FIELD_START: Final = re.compile(r"(?:\A|[\n\t|(\[;:,•●▪*·–—-]|[^\S\n]{2})[ \xa0(\[\"']{0,3}\Z")
_FIELD_END: Final = re.compile(r"[)\]\"']{0,2}[.,:;]?(?:[^\S\n]{0,3}(?:\n|\Z|[|\t•·–—-])|[^\S\n]{2})")
_LINE_START: Final = re.compile(r"(?:\A|\n)[ \t\xa0•●▪■*·(\[–—-]{0,8}\Z")
_DEGREE: Final = re.compile(
    r"\b(?:bachelor\w*|master\w*|b\.?\s?sc?|m\.?\s?sc?|b\.?a|m\.?b\.?a|ph\.?\s?d|diplom\w*|degree|graduat\w+|abitur|"
    r"course|certificat\w+)\b",
    re.IGNORECASE,
)

_DEGREE_WORDS: Final = frozenset(
    fold(word).lower()
    for code, words in words_by_language("entries", "degree").items()
    if code != "en"
    for word in words
)
_WORD: Final = re.compile(r"[^\W\d_]+")

_NAME_END: Final = re.compile(r"(?<!\w)[A-Z][\w'’.-]{0,20}[a-z]\Z")


def _is_place(text: str, start: int, end: int, *, comma: bool) -> bool:
    """Whether a word is the code of a state: two capital letters after a comma (without ``comma``: or after a name)."""
    if end - start != 2 or not text[start:end].isupper():
        return False
    before = text[max(0, start - 24) : start].rstrip(" ")
    return before.endswith(",") or (not comma and _NAME_END.search(before) is not None)


def _word_before(text: str, start: int) -> tuple[int, int]:
    """Return start and end of the word before an offset; both are equal if a line break or many blanks are between."""
    low = max(0, start - 12)
    plain = text[low:start].rstrip(" \xa0")
    if start - low - len(plain) > 3:
        return start, start
    return low + max(plain.rfind(" "), plain.rfind("\n"), plain.rfind("\t")) + 1, low + len(plain)


def is_preposition(text: str, start: int) -> bool:
    """Whether a preposition or the like is before an offset: what follows then belongs to a sentence.

    >>> is_preposition("Hired in 2015", 9), is_preposition("Gary, IN 2015", 9)
    (True, False)
    """
    begin, end = _word_before(text, start)
    word = text[begin:end]
    low = word.lower()
    if low not in _PREPOSITIONS:
        return word[-1:] in _EAST_ASIAN_PREPOSITIONS
    if word.isupper() and word.isascii() and low not in _PREPOSITIONS_IN_CAPITALS:
        return False
    return not _is_place(text, begin, end, comma=False)


def follows_place(text: str, start: int) -> bool:
    """Whether the code of a state is before an offset.

    >>> follows_place("Gary, IN 2015", 9), follows_place("Gary 2015", 5)
    (True, False)
    """
    return _is_place(text, *_word_before(text, start), comma=True)


def since_start(text: str, start: int) -> int:
    """Return where "since" begins before an offset; the offset itself if there is no such word.

    >>> since_start("Cook since 2015", 11)
    5
    """
    behind = _BEHIND_SINCE.search(text, max(0, start - 8), start)
    begin = _SINCE.start_before(text, behind.start()) if behind else -1
    if behind and begin >= 0:
        return begin if is_meant(text[begin : behind.start()], text) else start
    before = text[max(0, start - 4) : start].rstrip(" ")
    word = next((word for word in _EAST_ASIAN_SINCE if before.endswith(word)), "")
    return start - (len(word) + len(text[max(0, start - 4) : start]) - len(before)) if word else start


def is_year(text: str, start: int, end: int) -> bool:
    """Whether four digits are a year: nothing around them says that they are a version, a count or a standard.

    >>> is_year("ISO 2014", 4, 8), is_year("Acme 2014", 5, 9)
    (False, True)
    """
    before = text[max(0, start - 24) : start].rpartition("\n")[2]
    words = before.rstrip(" \t/-").split()
    word = words[-1].rpartition(",")[2].lower() if words else ""
    if word.endswith(".") and word not in _NUMBERED:
        word = ""  # the end of a sentence
    if word in _NUMBERED and not follows_place(text, start):
        return False
    if before.rstrip().lower().endswith(_NUMBERED_PHRASES):
        return False
    if word == "from" and _UPGRADED.search(text, max(0, start - 60), start):
        return False
    if _NUMBER_SIGN.search(before[-8:]) or _COUNTED.match(text, end):
        return False
    following = _NEXT_WORD.match(text, end)
    return following is None or following["word"] not in _COUNTED_WORDS


def opens_line(text: str, start: int) -> bool:
    """Whether nothing but blanks, bullets and brackets is before an offset in its line."""
    return _LINE_START.search(text, max(0, start - 9), start) is not None


def opens_field(text: str, start: int) -> bool:
    """Whether a line, or a part of it behind a mark or a gap, begins at an offset."""
    return _FIELD_START.search(text, max(0, start - 5), start) is not None


def ends_field(text: str, end: int) -> bool:
    """Whether a line, or a part of it before a mark or a gap, ends at an offset."""
    return _FIELD_END.match(text, end) is not None


def belongs_to_degree(text: str, start: int, end: int, *, in_any_language: bool = False) -> bool:
    """Whether the line around a date names a degree or a course: a date beside it is when it ended.

    Args:
        text: the whole text, folded.
        start: start of the date.
        end: its end.
        in_any_language: whether to look for all words of the lists too; some of them are ordinary words in English.
    """
    line = text[max(0, start - 100) : start].rpartition("\n")[2] + " " + text[end : end + 100].partition("\n")[0]
    if _DEGREE.search(line):
        return True
    return in_any_language and not _DEGREE_WORDS.isdisjoint(_WORD.findall(line.lower()))
