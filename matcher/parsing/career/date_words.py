"""Words and marks that dates are made of, and those beside them that tell a year from a version, a count or a place."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "DASH",
    "MONTHS",
    "NOW",
    "SEASONS",
    "TO",
    "any_of",
    "belongs_to_degree",
    "ends_field",
    "follows_place",
    "is_preposition",
    "is_year",
    "opens_field",
    "opens_line",
    "since_start",
]

# English, German, French and Spanish, in lower case without the closing full stop; with common misspellings.
_MONTH_NAMES: Final = {
    1: "january jan janurary januray januar jänner janvier janv enero ene",
    2: "february feb febr feburary febuary februar février fevrier févr fevr febrero",
    3: "march mar märz maerz mär mrz mars marzo",
    4: "april apr avril avr abril abr",
    5: "may mai mayo",
    6: "june jun juni juin junio",
    7: "july jul juli juillet juil julio",
    8: "august aug août aout agosto ago",
    9: "september sept sep septmber septembre septiembre setiembre",
    10: "october oct octomber oktober okt octobre octubre",
    11: "november nov novemeber novembre noviembre",
    12: "december dec decemeber dezember dez décembre decembre déc diciembre dic",
}
MONTHS: Final = {name: number for number, names in _MONTH_NAMES.items() for name in names.split()}
"""Number of the month for each of its names."""

SEASONS: Final = {
    "winter": (1, 3),
    "spring": (3, 5),
    "summer": (6, 8),
    "fall": (9, 11),
    "autumn": (9, 11),
    "frühling": (3, 5),
    "frühjahr": (3, 5),
    "sommer": (6, 8),
    "herbst": (9, 11),
    "hiver": (1, 3),
    "printemps": (3, 5),
    "été": (6, 8),
    "automne": (9, 11),
    "invierno": (1, 3),
    "primavera": (3, 5),
    "verano": (6, 8),
    "otoño": (9, 11),
}
"""First and last month of a season, northern hemisphere. Winter counts as January to March."""

NOW: Final = (
    r"(?:the\s)?(?:present(?:\s(?:day|time|date))?|current(?:ly)?|now|today|ongoing|on-going|continuing|still|"
    r"(?:till-?\s?|this\s)?date|in\sprogress|pursuing|"
    r"heute|dato|jetzt|laufend|andauernd|présent|presente|aujourd['’]hui|ce\sjour|actuel(?:lement)?|en\scours|"
    r"actual(?:idad|mente)?|la\s(?:fecha|actualidad)|hoy|oggi|attuale|in\scorso|heden|obecnie|настоящее\sвремя|至今)"
)
"""Pattern of the words for the present."""
TO: Final = (
    r"(?:to|until|till|til|thru|through|up\sto|upto|end(?:\sdate)?|bis|bis\szum|à|au|jusqu['’](?:à|en|au)|hasta|a|al)"
)
"""Pattern of the words between two dates."""
DASH: Final = '(?:[-‐‑‒–—―−~→>\\x96\\x97]{1,3}|[\ue000-\uf8ff\ufffd]|â€[“”"\x93\x94]|\\s\\?(?=\\s))'
"""Pattern of a dash between two dates: also a dash whose character was lost or wrongly decoded."""

_SINCE: Final = re.compile(r"(?<!\w)(?:since|seit|depuis|desde|ab):?[ \xa0]{0,3}(?:the )?\Z", re.IGNORECASE)
_PREPOSITIONS: Final = frozenset(
    "in of on by from until till during for before after around through between and the with im bis vor nach en avant "
    "après de".split()
)

# Four digits after one of these words are a version, a count or the number of a standard, not a year ...
_NUMBERED: Final = frozenset(
    "iso iec din en rfc ieee ansi nist bs version ver ver. v v. release model no no. nr nr. room suite box section act "
    "rev page pages p p. windows server servers office exchange sharepoint studio excel word access outlook powerpoint "
    "visio project sql mssql dynamics crm ax nav biztalk lync foxpro autocad solidworks revit photoshop r2 2k win ms "
    "vs framework asp es ecmascript quickbooks acrobat oracle suse isa tfs ssis ssrs basic over about approximately "
    "linux aix solaris rhel sles than nearly almost around migration migrations".split()
)
_NUMBER_SIGN: Final = re.compile(r"(?:[#$€£]|\(\d{3}\)|\+\d{1,3})[\s/-]{0,2}$")
# ... and so they are before one of these ...
_COUNTED: Final = re.compile(
    r"[ \xa0]?(?:(?i:R2|SP\d|[+%°])|(?:units?|users?|employees|people|clients?|customers?|pieces|items|records|hours|"
    r"hrs|students|pcs?|PCs?|computers|desktops|workstations|devices|tickets|calls|pages|lines|stores|rows|nodes|miles|km|kg|"
    r"USD|EUR|usd|eur|[Ee]uros?|dollars|[KMGkmg][Bb]|MHz|GHz|rpm|RPM|volts?|watts?|sq|square)\b"
    r"|(?i:servers?|migrations?|upgrades?|editions?|versions?|standard|domain|active\sdirectory|platforms?|"
    r"environments?)\b"
    r"(?!\s(?:Admin|Engineer|Develop|Analyst|Architect|Manager|Specialist|Support|Team|Lead|Technician|Consultant)))"
)
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

_NAME_END: Final = re.compile(r"(?<!\w)[A-Z][\w'’.-]{0,20}[a-z]\Z")


def any_of(words: dict[str, int] | dict[str, tuple[int, int]]) -> str:
    """Return a pattern of these words, the longest first."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


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
    return text[begin:end].lower() in _PREPOSITIONS and not _is_place(text, begin, end, comma=False)


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
    match = _SINCE.search(text, max(0, start - 15), start)
    return match.start() if match else start


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
    if word == "from" and _UPGRADED.search(text, max(0, start - 60), start):
        return False
    return not _NUMBER_SIGN.search(before[-8:]) and not _COUNTED.match(text, end)


def opens_line(text: str, start: int) -> bool:
    """Whether nothing but blanks, bullets and brackets is before an offset in its line."""
    return _LINE_START.search(text, max(0, start - 9), start) is not None


def opens_field(text: str, start: int) -> bool:
    """Whether a line, or a part of it behind a mark or a gap, begins at an offset."""
    return _FIELD_START.search(text, max(0, start - 5), start) is not None


def ends_field(text: str, end: int) -> bool:
    """Whether a line, or a part of it before a mark or a gap, ends at an offset."""
    return _FIELD_END.match(text, end) is not None


def belongs_to_degree(text: str, start: int, end: int) -> bool:
    """Whether the line around a date names a degree or a course: a date beside it is when it ended."""
    line = text[max(0, start - 100) : start].rpartition("\n")[2] + " " + text[end : end + 100].partition("\n")[0]
    return _DEGREE.search(line) is not None
