"""What may stand between a name and its rating, and at the borders of the items of a list."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "ASIDE",
    "BEHIND",
    "BRACKETED",
    "DIRECTLY",
    "FOR",
    "GAP",
    "ITEM_ENDS",
    "ITEM_STARTS",
    "LISTED",
    "NEXT_ITEM",
    "WRITTEN_LIKE_FRACTIONS",
]

ITEM_STARTS: Final = re.compile(
    r"(?:^|[\n\t•●▪■◆*|;,:(/·–—?、，；：（・-][ \xa0]{0,3}|[^\S\n]{2}|"
    r"\b(?:and|und|et|y|e|и|i|en|ve)\s|&\s|[和与及やと])$"
)
ITEM_ENDS: Final = re.compile(
    r"[ \xa0]?(?:$|[\n\t,;|•●▪■◆*)\]/·、，；。）（・]|\.(?:\s|$)|[^\S\n]{2}|and\s|[-–—]\s|[(\[]|"
    r"\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\s\d{4})",
    re.IGNORECASE,
)
NEXT_ITEM: Final = re.compile(r" [^\W\d_][^:\n.;]{0,30}:")
DIRECTLY: Final = re.compile(r"\s?-?(?:['’]\w{1,4})?\s?")
LISTED: Final = re.compile(r"\s?(?:[/&,、，・]|(?:and|und|et|y|e|и|i|en|ve)\b|[和与及やと])\s?")
_VERSION: Final = r"(?:\s?v?\d[\w.]*)?"
BEHIND: Final = re.compile(
    _VERSION + r"(?:(?P<bracket>\s?[(\[（]\s?)|(?P<sign>\s?[:=：]\s{0,3}|\s?[-–—]\s?)|(?P<wide>\s?\t\s*|[^\S\n]{2,40})|"
    r"(?P<line>\s?\n\s?)|(?P<plain>\s))"
)
BRACKETED: Final = re.compile(_VERSION + r"\s?[(\[（](?!.*[)\]）])[^\n]{0,30}", re.DOTALL)
FOR: Final = re.compile(
    _VERSION + r"\s(?:for|during)"
    r"(?:\s(?:over|more than|about|almost|nearly|the last|the past))?\s",
    re.IGNORECASE,
)
ASIDE: Final = re.compile(r"[(（][^()（）\n]{0,30}[)）]")
GAP: Final = re.compile(r"[\w\s,/&|()\[\]+'’#.、，・（）-]*")

WRITTEN_LIKE_FRACTIONS: Final = frozenset(
    "html css angular angularjs php mvc asp.net windows win java jdk spring hibernate junit bootstrap express rails "
    "laravel symfony drupal solaris rhel centos mysql oracle es ecmascript tomcat servlet xcode esxi weblogic".split()
)
"""Names with two versions written as "4/5" or "8/10" (156 times "HTML 4/5" in 8,000 résumés, never as a rating). Such a
number rates them only if two other names in the text are rated on the same scale."""
