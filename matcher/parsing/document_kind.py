"""Tell résumés from the other files of a folder: job adverts, cover letters, invoices, minutes, licences, source code.

Two sums are compared. What résumés have: headed sections, dated positions, contact details. What other documents have:
the phrases and signs of each kind, in :data:`KINDS`. A file is set apart only if the signs of one other kind outweigh
those of a résumé, since a résumé that is refused does far more harm than an advert that is ranked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from matcher.core.regex_prefilter import WholeWords
from matcher.core.resume import Resume
from matcher.languages.word_lists import words
from matcher.languages.writing_systems import CJK
from matcher.parsing.name_and_title import names_title

__all__ = ["KINDS", "OtherKind", "find_other_kind"]

_ADVERT: Final = "a job advert"
_CODE: Final = "source code or documentation of software"

_IN_CJK: Final = re.compile(f"[{CJK}]")

_READ: Final = 20_000
"""Characters that are examined: what a document is shows on its first pages."""


def _phrase_of_line(name: str) -> str:
    """Return a pattern of a name of résumés; blanks between Chinese characters ("履　歴　書") do not matter."""
    return r"[ \u3000]*".join(name) if _IN_CJK.search(name) else re.escape(name) + r"\b"


def _phrases(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})", re.IGNORECASE | re.MULTILINE)


KINDS: Final[Mapping[str, re.Pattern[str]]] = {
    _ADVERT: _phrases(
        r"we(?: are|['’]re) (?:currently |now |actively )?(?:looking for|seeking|hiring|recruiting|assisting)",
        r"(?:is|are) (?:currently |actively )?(?:looking for|seeking|hiring)\b", r"looking for an?\b", r"you will\b",
        r"you(?:['’]ll| are| have)\b", r"(?:what )?we (?:offer|provide|look for|have|work|need)\b", r"who we are\b",
        r"your (?:profile|tasks|role|responsibilities|mission)\b", r"(?:ideal|successful|right) candidates?\b",
        r"candidates? (?:must|should|will|with)\b", r"about (?:us|the (?:role|job|company|position|team))\b",
        r"(?:one of )?our (?:fortune )?clients?\b", r"our (?:team|company|platform|mission|products?|engineers)\b",
        r"join (?:our|us|a|the)\b", r"apply (?:now|today|online|here|by|via|to|for)\b", r"how to apply",
        r"(?:send (?:us )?your (?:cv|resume|résumé|application)|respond to)\b", r"equal[ -]opportunit",
        r"(?:job|position) (?:type|description|summary|title|purpose|overview|location|requirements?)\b",
        r"(?:minimum|preferred|required|basic|desired|mandatory) (?:qualifications?|requirements?|skil+s|experience)\b",
        r"(?:requirements?|qualifications?)(?: to include)?:", r"(?:competitive )?salary\b", r"benefits\b",
        r"\((?:m/f/d|m/w/d|f/m/x|w/m/d)\)", r"remuneration", r"applicants?\b",
        r"(?:in )?this (?:role|position|job)\b", r"the role\b", r"(?:is|are) (?:essential|mandatory)\b",
        r"nice to have", r"must[ -](?:have|be|possess|also|demonstrate)\b", r"(?:is|are|will be) (?:a|considered a) plus\b",
        r"contract (?:type|to hire)", r"closing date", r"(?:minimum|at least) (?:of )?\d", r"full[- ]?time only",
        r"open (?:position|role)",
    ),
    "a letter or message": _phrases(
        r"dear (?:sir|madam|mr|ms|mrs|dr|hiring|recruit|team|human|all)\b", r"to whom it may concern",
        r"sincerely,", r"yours (?:faithfully|truly)", r"(?:kind|best|warm) regards", r"cheers,", r"i am writing to",
        r"(?:i would|i['’]d) (?:like to apply|welcome the)", r"apply(?:ing)? for the (?:position|role|post)",
        r"thank you for (?:your|considering)", r"look(?:ing)? forward to (?:hearing|meeting|your|discuss)",
        r"please find (?:attached|enclosed|my)", r"my (?:resume|résumé|cv|application)\b",
        r"your (?:company|team|advertisement|website|message|organi[sz]ation)\b", r"(?:excited|read|saw) (?:to read )?about",
        r"(?:hi|hello|hallo) [a-z]+,", r"(?:from|to|cc|subject|sent): ",
    ),
    "an invoice or order": _phrases(
        r"invoice", r"bill to", r"(?:sub)?total(?: due)?\b", r"due date", r"vat\b", r"iban\b", r"(?:unit )?price\b",
        r"qty\b", r"(?:purchase|your) order\b", r"order (?:confirmation|number|total|no)\b", r"shipping\b",
        r"delivery address",
    ),
    "minutes of a meeting": _phrases(
        r"minutes of", r"meeting (?:minutes|notes)", r"agenda\b", r"attendees", r"apologies\b", r"present:",
        r"action(?:s| items?)?:", r"next meeting", r"any other business", r"the meeting (?:closed|began|was)",
    ),
    "a contract, licence or reference": _phrases(
        r"hereby\b", r"licen[sc]e[ds]?\b", r"licensee\b", r"copyright\b", r"warrant(?:y|ies)\b", r"liab(?:le|ility)\b",
        r"shall\b", r"agreement\b", r"redistribut", r"permission\b", r"terms and conditions", r"the employe[er]\b",
        r"was employed (?:at|by|with)", r"to our (?:fullest|complete|full) satisfaction", r"notice period",
        r"without limitation", r"provided that",
        r"(?:her|his|their) (?:duties|conduct|work|own request)\b", r"we (?:thank|wish|regret)\b",
    ),
    _CODE: _phrases(
        r"import [\w.]+(?: as \w+)?;?$", r"from [\w.]+ import", r"#include", r"#define", r"#!/", r"def \w+\(", r"class \w+[:({]", r"function \w*\(", r"if \(",
        r"return\b[^.\n]{0,40};", r"(?:const|var|let|static|void|int|char) \w+ ?[=(;]", r"self\.", r"(?:pip|npm) install",
        r"apt(?:-get)? install", r"git clone", r"usage:", r"installation$", r"getting started", r"changelog",
        r"release notes?", r"github\.com/[\w-]+/[\w-]+/(?:issues|pull)", r"metadata-version", r"requires-(?:dist|python)",
        r"\w+ ?=> ", r"--[a-z][\w-]+", r"```", r"this (?:package|library|module|file|program|directory|repository)\b",
        r"upstream\b", r"debian\b", r"see also\b",
    ),
}  # fmt: skip
"""English signs of each kind of document that is no résumé."""

_KEYS: Final = {
    _ADVERT: "advert",
    "a letter or message": "letter",
    "an invoice or order": "invoice",
    "minutes of a meeting": "minutes",
    "a contract, licence or reference": "contract",
}
"""The lists of the languages' files that have further signs."""


@cache
def _listed_signs(key: str) -> WholeWords:
    """Return what finds the words that the languages' files have for something."""
    return WholeWords(words("documents", key), CJK)


_CODE_LINE: Final = re.compile(r"[;{}]\s*$|^\s*(?:#|//|/\*|\*|import |from |def |class |return |if |[\w.-]+\s*=|<|\[)")
_FIRST_PERSON: Final = _phrases(r"i\b", r"my\b")
_SECOND_PERSON: Final = _phrases(r"you\b", r"your\b")
_SELF_NAMED: Final = re.compile(
    rf"^\W*(?:{'|'.join(_phrase_of_line(name) for name in words('documents', 'self_named'))}).{{0,40}}$",
    re.IGNORECASE | re.MULTILINE,
)
_PRESENT: Final = ("current", "now", *words("dates", "present"))
_YEARS: Final = re.compile(
    r"(?:19|20)\d\d(?:[./]\d{1,2}|年(?:\d{1,2}月)?)?\s?(?:[-–—~～〜至]|to|bis|a|à|al|até|tot|do|до|по|から)\s?(?:\w{3,10}\.? )?(?:\d\d[./])?"
    rf"(?:(?:19|20)\d\d|{'|'.join(map(re.escape, _PRESENT))})",
    re.IGNORECASE,
)

_MOST_SIGNS: Final = 12
"""Signs that count. A document with more points for a résumé than that is not searched for signs."""

_LEAST: Final = 3
"""Signs of another kind that a file needs to be set apart, and by how many they must outweigh the points for a résumé.

Of 8,322 résumés (122 real ones, 158 templates in eight languages, 42 samples, 8,000 reference texts) none is set apart
with 2, 3, 4 or 5. Of 129 job adverts 2, 3, 4 and 5 let 4, 7, 14 and 28 through. 3 leaves room for résumés of other
forms: without any point in favour, as if nothing of their structure had been found, 2 % of 2,350 résumés would be set
apart. Rerun ``python -m benchmarks documents`` after touching the signs or the points.
"""

_NOTHING: Final = "a text without dates, headings, contact details or a job title"

_CONTACT: Final = re.compile(
    r"\S@\w|\d{3}\)?[ .-]\d{3}[ .-]\d{4}|\+\d[\d ()/-]{7,20}|(?:linkedin|github)\.com", re.IGNORECASE
)

_FEWEST_WORDS: Final = 40
"""Below this many words nothing follows from what is missing: it may be the first page of a scan."""

_FOREIGN: Final = 200
"""Letters beyond ASCII in the first thousand characters from which nothing follows from what is missing: headings and
titles in Chinese, Greek or Russian are not all known."""

_CODE_SHARE: Final = 0.3
"""Share of lines with the signs of code from which a text is code: files of Python, C and settings have .5 to .7 on
average, résumés none."""

_CODE_SIGNS: Final = 5

_ADDRESSING: Final = 200
"""A text that addresses its reader once in that many words, and more often than its author, counts one sign more."""


@dataclass(frozen=True, slots=True)
class OtherKind:
    """What a document that is no résumé seems to be."""

    kind: str
    """Of :data:`KINDS`."""
    signs: tuple[str, ...]
    """The different words that show it, in lower case, in their order in the text."""
    against: int
    """Points against a résumé: the number of signs, and more for lines of code and for addressing the reader."""
    in_favour: int
    """Points for a résumé."""

    @property
    def reason(self) -> str:
        """Why it is set apart and what to do, in a sentence."""
        if self.kind == _NOTHING:
            return f"it is {self.kind}; look at it yourself"
        quoted = ", ".join(f"“{sign[:40]}”" for sign in self.signs[:_QUOTED])
        return f"it seems to be {self.kind}, not a résumé{f' ({quoted})' if quoted else ''}; look at it yourself"


_QUOTED: Final = 4


def _points_for(resume: Resume, text: str) -> int:
    """Return the points for a résumé; a résumé of the usual form has 10 and more."""
    jobs = sum(p.kind == "work" for p in resume.positions)
    kinds = {s.kind for s in resume.sections if s.heading}
    return (
        2 * min(jobs, 3)
        + (len(resume.positions) > jobs)
        + 3 * ("experience" in kinds)
        + 2 * ("education" in kinds)
        + ("skills" in kinds)
        + (not kinds.isdisjoint({"summary", "projects", "certificates"}))
        + 3 * bool(_SELF_NAMED.search(text, 0, 300))
        + min(2, len({m[0] for m in _YEARS.finditer(text)}))
    )


def _has_nothing(text: str) -> bool:
    """Whether a text without headings and dates has no contact details and no job title either, and is long enough."""
    if _CONTACT.search(text) or sum(c.isalpha() and not c.isascii() for c in text[:1000]) > _FOREIGN:
        return False
    return len(text.split()) >= _FEWEST_WORDS and not names_title(text[:1000])


def _stem(sign: str) -> str:
    """Return the same text for forms of one sign: "license" and "licensed", "--help" and "--version", two imports.

    >>> _stem("licenses"), _stem("--help"), _stem("import re"), _stem("you will")
    ('licen', '--', 'import', 'you will')
    """
    if sign.startswith("--"):
        return "--"
    first, _, rest = sign.partition(" ")
    return first if first == "import" else sign if rest else sign[:5]


def _signs(folded: str, kind: str) -> tuple[str, ...]:
    """Return the different signs of a kind of document, in their order in a text in lower case."""
    found = [(match.start(), match[0]) for match in KINDS[kind].finditer(folded)]
    if kind in _KEYS:
        found = sorted([*found, *_listed_signs(_KEYS[kind]).find(folded)])
    return tuple({_stem(sign): sign for _, sign in found}.values())


def find_other_kind(resume: Resume) -> OtherKind | None:
    """Return what a document is if it is not a résumé; None if it is one, or if that is not sure.

    Args:
        resume: the visible document with its sections and positions.

    >>> from matcher.core.document import Document
    >>> text = "We are looking for a developer. You will join our team. Apply now!"
    >>> other = find_other_kind(Resume(Document("x.txt", text, (), "text/plain", "", 1), (), ()))
    >>> other.kind, other.signs
    ('a job advert', ('we are looking for', 'you will', 'join our', 'apply now'))
    """
    text = resume.document.text[:_READ]
    in_favour = _points_for(resume, text)
    if in_favour > _MOST_SIGNS - _LEAST:
        return None
    folded = text.casefold()
    signs = {kind: _signs(folded, kind) for kind in KINDS}
    points = {kind: len(found) for kind, found in signs.items()}
    second, first = (
        sum(1 for _ in pattern.finditer(text)) + sum(1 for _ in _listed_signs(key).find(folded))
        for pattern, key in ((_SECOND_PERSON, "second_person"), (_FIRST_PERSON, "first_person"))
    )
    points[_ADVERT] += second > first and second * _ADDRESSING >= len(text.split())
    lines = [line for line in text.split("\n") if line.strip()]
    if sum(bool(_CODE_LINE.search(line[:300])) for line in lines) >= _CODE_SHARE * max(len(lines), 4):
        points[_CODE] += _CODE_SIGNS
    kind = max(points, key=points.__getitem__)
    other = OtherKind(kind, signs[kind], min(points[kind], _MOST_SIGNS), in_favour)
    if other.against >= _LEAST + in_favour:
        return other
    return OtherKind(_NOTHING, (), 0, 0) if not in_favour and _has_nothing(text) else None
