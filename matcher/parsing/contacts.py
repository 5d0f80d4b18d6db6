"""Find mail addresses, telephone numbers and links.

Addresses and numbers are found by patterns of our own. email-validator accepts all 211 addresses that they find in 344
résumés and 8,000 reference texts, so that it would only add 0.1 s of imports. 24 of the 180 numbers that
phonenumbers finds are date ranges ("2013 - 08/2015"), and its rules of validity refuse the numbers that
are reserved for fiction and tests; the numbers are shown as printed, so that its formats are not needed either.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from matcher.core.resume import Resume
from matcher.languages.word_lists import words
from matcher.languages.writing_systems import CJK

__all__ = ["Contact", "Contacts", "find_contacts"]

_MOST: Final = 3
"""Mail addresses and telephone numbers that are shown; more than that are those of other people."""

_MOST_LINKS: Final = 8

_MOST_SIGNS: Final = 1000
"""At signs behind which a mail address is sought."""

_LOCAL: Final = re.compile(r"(?<![\w.+/'-])[^\W_](?:[\w.+'-]{0,62}[\w+'-])?$")
_DOMAIN: Final = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,5}[^\W\d_]{2,24}(?![\w@-])")
_LINK: Final = re.compile(
    r"(?<![\w@.-])(?:https?://[\w-]{1,63}\.[^\s<>\"|•·,;(){}\[\]]{2,200}|www\.[\w-]{1,63}\.[\w./~%-]{2,150}|"
    r"(?:[a-z]{2,3}\.)?(?:linkedin\.com/(?:in|pub)|xing\.com/profile|github\.com|gitlab\.com|bitbucket\.org|"
    r"stackoverflow\.com/users|medium\.com|behance\.net|dribbble\.com|kaggle\.com|twitter\.com|x\.com|orcid\.org|"
    r"indeed\.com/r|t\.me)/[\w@.%~+/-]{1,120})",
    re.IGNORECASE,
)
_PROFILE: Final = re.compile(
    r"(?:https?://)?(?:[a-z]{2,3}\.)?(?:linkedin\.com/(?:in|pub)/|xing\.com/profile/|"
    r"(?:github|gitlab)\.com/[\w-]{1,40}/?$|(?:github|gitlab)\.io)",
    re.IGNORECASE,
)
_SITE: Final = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,3}"
    r"(?:com|org|net|io|dev|me|app|info|eu|de|at|ch|fr|es|it|nl|se|pl|uk|us|ca|in|br|design|tech|blog|page)"
    r"(?:/[\w.~%/-]{0,100})?(?![\w@.-])"
)
_PHONE: Final = re.compile(
    rf"(?:(?<![\w.,/@#$€£=-])|(?<=[{CJK}]))(?<!\d[ ])"
    r"(?:\(?(?:\+|00)\d{1,3}\)?[ .\t-]{0,2})?\(?\d{1,5}+\)?"
    r"(?:[ .\t/–−-]{0,2}\(?\d{1,5}+\)?){1,6}"
    r"(?!\d|[ ]?%|[\w@])"
)
"""The groups of digits give nothing back (``+``): 45 digits in a row could be cut into groups in 78,000 ways."""

_NUMBER_SIGN: Final = r"(?:\s?(?:no|number|nr|№|#))?\W{0,6}$"


@cache
def _phone_label() -> re.Pattern[str]:
    """Return the pattern of what stands before a number; English words and signs, and one letter, need no other end."""
    labels = sorted(words("headings", "phone_label"), key=len, reverse=True)
    letters = [label for label in labels if len(label) > 3 or not label.isalpha() or not label.isascii()]
    short = [label for label in labels if label not in letters]
    return re.compile(
        rf"(?:{'|'.join(map(re.escape, letters))}|handy|fon|\bfax|\b(?:tel|cell|mob|{'|'.join(map(re.escape, short))})|"
        rf"\b[PMTC]){_NUMBER_SIGN}",
        re.IGNORECASE,
    )


_FAX: Final = re.compile(r"\bfax\W{0,6}$", re.IGNORECASE)
_DATE: Final = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])[./ -](?:0?[1-9]|1[0-2])[./ -](?:19|20)?\d\d|"
    r"(?:19|20)\d\d[./ -](?:0?[1-9]|1[0-2])(?:[./ -]\d{1,2})?|"
    r"(?:(?:0?[1-9]|1[0-2])[./-])?(?:19|20)\d\d\W{0,3}(?:(?:0?[1-9]|1[0-2])[./-])?(?:(?:19|20)\d\d)?"
    r"(?:[./-](?:0?[1-9]|1[0-2]))?"
)
_GROUPED: Final = re.compile(
    r"\(?\d{3}\)?[ .\t–−-]{0,2}\d{3}[ .–−-]{1,2}\d{4}|(?:\+|\(\+|00)[\d() .\t/–−-]{8,}|1[ .-]\d{3}[ .-]\d{3}[ .-]\d{4}"
)
"""A number that is one even without a label: of American form, or with a country's code."""

_AMERICAN: Final = re.compile(r"(?:\(\d{3}\)|\d{3})[ .\t–−-]{1,2}\d{3}[ .–−-]{1,2}\d{4}(?=\s)|\d{3}-\d{4}(?= \d)")
_YEAR: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_SLASHED_DATE: Final = re.compile(r"\d{1,2}/\d{1,2}/\d{2}")

_REFERENCES: Final = re.compile(
    r"refere|référence|referenz|referên|рекоменда|referans|rekomendac|推荐人|證明人|证明人|推薦者|照会先", re.IGNORECASE
)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


@dataclass(frozen=True, slots=True)
class Contact:
    """A mail address, number or link, and where it is."""

    text: str
    start: int
    end: int


def _mails(text: str) -> Iterator[Contact]:
    at = text.find("@")
    for _ in range(_MOST_SIGNS):
        if at < 0:
            return
        local = _LOCAL.search(text, max(0, at - 65), at)
        domain = _DOMAIN.match(text, at + 1)
        if local is not None and domain is not None and ".." not in local[0]:
            yield Contact(text[local.start() : domain.end()], local.start(), domain.end())
        at = text.find("@", at + 1)


def _phones(text: str, begin: int, stop: int, *, header: bool) -> Iterator[Contact]:
    """Yield telephone numbers: by a label, by their form, or because they are in the header."""
    for match in _PHONE.finditer(text, begin, stop):
        start, end = match.span()
        # A postcode before the number: "Springfield 62701 (312) 555-0123".
        restart = max(match[0].find("(", 4), match[0].find("+", 4))
        if restart > 0 and len(_digits(match[0][:restart])) >= 5 and len(_digits(match[0][restart:])) >= 7:
            start += restart
        # A house number after it: "(919) 417-6558 1428 Ainsworth Blvd".
        american = _AMERICAN.match(text, start, end)
        if american is not None:
            end = american.end()
        number = text[start:end].strip()
        if number.count("(") != number.count(")"):
            number = number.strip("()") if number[:1] == "(" or number[-1:] == ")" else number
        digits = _digits(number)
        if not 7 <= len(digits) <= 15 or _DATE.fullmatch(number) or len(set(digits)) < 2:
            continue
        before = text[max(0, start - 24) : start]
        if _FAX.search(before) or _SLASHED_DATE.match(number):
            continue
        labelled = bool(_phone_label().search(before))
        years = _YEAR.findall(number)
        if labelled:
            is_number = len(years) < 2
        elif _GROUPED.fullmatch(number) and len(digits) >= 10:
            is_number = True
        else:
            is_number = header and len(digits) >= 9 and not years and "/" not in number
        if is_number:
            start += text[start:end].find(number)
            yield Contact(number, start, start + len(number))


def _distinct(found: list[Contact], key: Callable[[str], str], most: int) -> list[Contact]:
    kept: dict[str, Contact] = {}
    for one in found:
        kept.setdefault(key(one.text), one)
        if len(kept) == most:
            break
    return list(kept.values())


def _link_key(link: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", link.casefold()).rstrip("/")


@dataclass(frozen=True, slots=True)
class Contacts:
    """The mail addresses, telephone numbers and links of one person."""

    mails: Sequence[Contact]
    phones: Sequence[Contact]
    links: Sequence[Contact]

    @property
    def user_names(self) -> list[str]:
        """The parts of addresses and profiles that are often made of the person's name."""
        parts = [mail.text.partition("@")[0] for mail in self.mails]
        return parts + [link.text.rstrip("/").rpartition("/")[2] for link in self.links if _PROFILE.match(link.text)]


def find_contacts(resume: Resume, zones: Sequence[tuple[int, int]], is_technology: Callable[[str], bool]) -> Contacts:
    """Find how to reach the person of a résumé.

    Args:
        resume: the visible document with its sections.
        zones: the offsets of the parts that hold contact details. Where they hold no mail address or number, those
            elsewhere count, but not those of referees.
        is_technology: says whether a word is the name of a technology, "socket.io" for example.
    """
    text = resume.document.text
    references = [(s.start, s.end) for s in resume.sections if _REFERENCES.search(s.heading)]

    reference_starts = [start for start, _ in references]

    def in_references(found: Contact) -> bool:
        last = bisect_right(reference_starts, found.start) - 1
        return last >= 0 and found.start < references[last][1]

    def in_zones(found: Contact) -> bool:
        return any(a <= found.start < b for a, b in zones)

    every = list(_mails(text))
    mails = [f for f in every if in_zones(f)] or [f for f in every if not in_references(f)]
    mails = _distinct(mails, str.casefold, _MOST)
    phones = [f for start, end in zones for f in _phones(text, start, end, header=True)]
    phones = phones or [f for f in _phones(text, 0, len(text), header=False) if not in_references(f)]
    phones = _distinct(phones, _digits, _MOST)
    links = []
    if any(sign in text for sign in ("://", ".com/", ".org/", ".net/", ".me/", "www.", "WWW.")):
        links = [Contact(m[0].rstrip(".,'’/"), *m.span()) for m in _LINK.finditer(text)]
    links = [f for f in links if in_zones(f) or _PROFILE.match(f.text)]
    for start, end in zones:
        taken = [(f.start, f.end) for f in (*mails, *links) if f.start < end and f.end > start]
        links += [
            Contact(m[0].rstrip("/"), *m.span())
            for m in _SITE.finditer(text, start, end)
            if not any(a <= m.start() < b for a, b in taken) and not is_technology(m[0]) and "mail." not in m[0]
        ]
    links = _distinct(sorted(links, key=lambda f: f.start), _link_key, _MOST_LINKS)
    return Contacts(mails, phones, links)
