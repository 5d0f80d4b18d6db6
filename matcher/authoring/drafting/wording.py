"""Compile the vocabulary of job adverts from the language files: headings, cues of necessity, numbers of years.

Headings of all languages are known in every advert: whole lines are hardly ever something else in another language.
The words in sentences are those of English and of the advert's languages: "o" is "or" in Spanish, "about" in Polish.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Final, Literal

from matcher.authoring.drafting.word_patterns import LETTER, alternatives, any_of, fold, has_cjk, join, spellings
from matcher.languages.word_lists import CODES, words_by_language
from matcher.languages.writing_systems import CJK

__all__ = ["Part", "Wording", "load_wording"]

Part = Literal["opening", "must", "should", "nice", "duties", "company"]
"""The part of an advert that a sentence belongs to; "opening" before the first heading."""

_PARTS: Final[tuple[Part, ...]] = ("must", "should", "nice", "duties", "company")

_CJK_ORDER: Final[tuple[Part, ...]] = ("nice", "must", "duties", "company", "should")
"""Which part a Chinese or Japanese heading of several known words opens: 応募資格 (歓迎) is what is welcome."""

_LONGEST_CJK: Final = 24
"""Most characters of a Chinese or Japanese heading."""

_LONGEST_HEADING: Final = 8
"""Most words of any other heading."""

_LONGEST_INTRODUCTION: Final = 14
_LONGEST_COMPANY_LINE: Final = 6
"""Most words of a line with a colon that holds a heading, and of another line with a heading about the company."""

_ENGLISH: Final = frozenset({"en"})
_PARENTHESIS: Final = re.compile(r"\([^)]*\)")
_YEARS: Final = ("years", "numbers", "number_endings", "to", "or_more", "years_other")
_CJK_NUMERALS: Final = "〇一二三四五六七八九十百第"


@dataclass(frozen=True, slots=True)
class Wording:
    """The vocabulary of adverts, compiled for searching.

    >>> wording = load_wording()
    >>> wording.part_of("Your key responsibilities:"), wording.part_of("Java developer"), wording.part_of("必須スキル")
    ('duties', None, 'must')
    >>> wording.years("at least five (5) years of Java"), wording.years("3-5 years"), wording.years("since 2019")
    (5, 3, 0)
    """

    languages: frozenset[str]
    """Codes of the languages whose words are used in sentences."""
    headings: dict[str, Part]
    before: frozenset[str]
    after: tuple[str, ...]
    joiners: frozenset[str]
    """Words between two headings on one line."""
    cjk_pieces: dict[str, Part | None]
    """Chinese and Japanese headings without blanks, and the words that may stand beside them."""
    must: re.Pattern[str]
    should: re.Pattern[str]
    nice: re.Pattern[str]
    example: re.Pattern[str]
    """Words before a list of examples, any of which satisfies the advert."""
    more: re.Pattern[str]
    """Words after such a list."""
    either: re.Pattern[str]
    both: re.Pattern[str]
    clause: re.Pattern[str]
    """The end of a clause."""
    boilerplate: re.Pattern[str]
    soft: re.Pattern[str]
    duty: re.Pattern[str]
    ours: re.Pattern[str]
    yours: re.Pattern[str]
    sought: re.Pattern[str]
    title_label: re.Pattern[str]
    generic: frozenset[str]
    heading_start: re.Pattern[str]
    """A heading with a colon, anywhere in running text."""
    years_asked: re.Pattern[str]
    numbers: dict[str, int]
    spans: tuple[tuple[re.Pattern[str], int], ...]
    """Words that say a number of years by themselves, with the number."""

    def part_of(self, phrase: str) -> Part | None:
        """Return the part that a heading opens, or None if the phrase is not a known heading.

        Args:
            phrase: a short line as printed, with or without a colon.
        """
        words = fold(phrase).split()
        if not words or len(words) > _LONGEST_HEADING:
            return None
        if has_cjk(phrase):
            return self._cjk_part("".join(words))
        found = self._known_part(words)
        if found is None and "(" in phrase:
            words = fold(_PARENTHESIS.sub(" ", phrase)).split()
            found = self._known_part(words)
        return found

    def introduced_part(self, line: str) -> Part | None:
        """Return the part that a line introduces with more words than a heading, or None; always None in English.

        Args:
            line: a line without a bullet.

        >>> wording = load_wording(("pl",))
        >>> wording.introduced_part("Od kandydatów oczekujemy:"), wording.introduced_part("Od kandydatów")
        ('must', None)
        """
        if self.is_english or has_cjk(line):
            return None
        words = fold(line).split()
        colon = line.rstrip().endswith(":")
        if len(words) > (_LONGEST_INTRODUCTION if colon else _LONGEST_COMPANY_LINE):
            return None
        for size in range(len(words), 1, -1):
            for start in range(len(words) - size + 1):
                part = self.headings.get(" ".join(words[start : start + size]))
                if part == "company" or (part and part != "should" and colon):
                    return part
        ends = (self.headings.get(words[i]) for i in (-1, 0)) if colon and words else ()
        return next((part for part in ends if part and part != "should"), None)

    @property
    def is_english(self) -> bool:
        """Whether English is the advert's only language."""
        return self.languages == _ENGLISH

    def _known_part(self, words: list[str]) -> Part | None:
        if len(words) > 1 and words[0] in ("key", "required", "preferred"):  # may be part of a known heading
            part = self.headings.get(" ".join(words))
            if part:
                return part
        for skip in range(min(4, len(words))):
            if skip and words[skip - 1] not in self.before:
                break
            rest = " ".join(words[skip:])
            for suffix in ("", *self.after):
                if rest.endswith(f" {suffix}" if suffix else ""):
                    part = self.headings.get(rest.removesuffix(suffix).strip())
                    if part:
                        return part
        groups = [list(group) for joins, group in groupby(words, self.joiners.__contains__) if not joins]
        parts = [self.headings.get(" ".join(group)) for group in groups]
        return parts[0] if len(parts) > 1 and all(parts) else None

    def _cjk_part(self, phrase: str) -> Part | None:
        """Return the part of a heading that consists of known words only, however they are put together."""
        if len(phrase) > _LONGEST_CJK:
            return None
        longest = max(map(len, self.cjk_pieces))
        ends: dict[int, Part | Literal[""]] = {len(phrase): ""}  # the part of the rest, by where it begins
        for start in range(len(phrase) - 1, -1, -1):
            for size in range(min(longest, len(phrase) - start), 0, -1):
                piece = phrase[start : start + size]
                if piece in self.cjk_pieces and start + size in ends:
                    own, rest = self.cjk_pieces[piece], ends[start + size]
                    ends[start] = next((p for p in _CJK_ORDER if p in (own, rest)), "")
                    break
        return ends.get(0) or None

    def years(self, text: str) -> int:
        """Return the least number of years that a sentence asks for; 0 if it asks for none."""
        match = self.years_asked.search(text)
        if match is None:
            return next((number for pattern, number in self.spans if pattern.search(text)), 0)
        number = match["figure"]
        return int(number) if number else self.numbers[fold(match["word"])]


@cache
def load_wording(languages: tuple[str, ...] = ()) -> Wording:
    """Compile the vocabulary of adverts, once per process and languages.

    Args:
        languages: codes of the advert's languages; empty for all. English always belongs to them.
    """
    active = frozenset(languages) | {"en"} if languages else frozenset(CODES)

    def words(key: str, codes: Collection[str] = active) -> tuple[str, ...]:
        lists = words_by_language("documents", f"advert_{key}")
        return tuple(dict.fromkeys(word for code, listed in lists.items() if code in codes for word in listed))

    false = frozenset(words("heading_false"))
    headings: dict[str, Part] = {
        folded: part for part in _PARTS for h in words(f"heading_{part}", CODES) if (folded := fold(h)) not in false
    }
    headings |= {fold(h): part for part in _PARTS for h in words(f"heading_{part}")}
    before, after = words("heading_before", CODES), words("heading_after", CODES)
    pieces: dict[str, Part | None] = {fold(w).replace(" ", ""): None for w in (*before, *after) if has_cjk(w)}
    pieces |= {h.replace(" ", ""): part for h, part in headings.items() if has_cjk(h)}
    numbers = {fold(word): int(figure) for figure, word in map(str.split, words("numbers"))}
    return Wording(
        languages=active,
        headings=headings,
        before=frozenset(map(fold, before)),
        after=tuple(fold(w) for w in after if not has_cjk(w)),
        joiners=frozenset(fold(w) for w in words("and", CODES) if " " not in w),
        cjk_pieces=pieces,
        must=any_of(words("cue_must")),
        should=any_of(words("cue_should")),
        nice=any_of(words("cue_nice")),
        example=any_of(words("example")),
        more=re.compile(rf"[\s,、(]*(?:{join(words('or_similar'))})", re.IGNORECASE),
        either=re.compile(f"{join(words('or'))}|/", re.IGNORECASE),
        both=re.compile(f"{join(w for w in words('and') if w != '&')}|&", re.IGNORECASE),
        clause=re.compile(rf"[;。]|\.\s|{join(words('but'))}"),
        boilerplate=any_of(words("boilerplate")),
        soft=any_of(words("soft")),
        duty=re.compile(join(words("duty"))),
        ours=re.compile(rf"{join(words('ours'))}|\bsince \d{{4}}\b", re.IGNORECASE),
        yours=any_of(words("yours")),
        sought=_sought(words("sought", {"en"}), words("sought", active - {"en"}), words("sought_after")),
        title_label=re.compile(rf"\s*(?:{join(words('title_label', CODES))})\s*:\s*(?=\S)", re.IGNORECASE),
        generic=frozenset(words("generic")),
        heading_start=_heading_start(words("heading_before"), [h for p in _PARTS for h in words(f"heading_{p}")]),
        years_asked=_years_asked({key: words(key) for key in _YEARS}, numbers),
        numbers=numbers,
        spans=tuple(
            (any_of([word]), int(figure)) for figure, word in (w.split(" ", 1) for w in words("years_in_a_word"))
        ),
    )


def _heading_start(before: Iterable[str], headings: Iterable[str]) -> re.Pattern[str]:
    """Compile a pattern for a heading with a colon; Chinese and Japanese ones are read as a whole."""
    qualifiers = alternatives(w for w in spellings(before) if not has_cjk(w))
    names = alternatives(h for h in spellings(headings) if not has_cjk(h)).replace(r"[\s-]+", r"[\s&/-]+(?:and\s+)?")
    return re.compile(
        rf"(?<![\w-])(?:(?:{qualifiers})\s+){{0,3}}(?:{names})\s*:"
        rf"|(?<![\w・/(、])[{CJK}・/()、&]{{2,{_LONGEST_CJK}}}:",
        re.IGNORECASE,
    )


def _sought(english: Iterable[str], before: Iterable[str], after: Iterable[str]) -> re.Pattern[str]:
    """Compile a pattern for the role that an advert without a title says it looks for.

    English words must be in the middle of a sentence: "Looking for: Senior" and "Seeking Phone Support" name no role.
    """
    capital, letter = "[A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻÇĞİŞА-ЯЁ]", r"[\w.#+/-]"
    role = rf"(?:{capital}{letter}*[ ]?){{1,5}}"
    within = rf"[{CJK}A-Za-z.#+/ -]{{2,30}}"
    articles = r"(?:(?:an?|einen?|eine|une?|uno?|una|uma?|een)(?:\(\w{1,2}\)|/\w{1,3}|·e)?(?=\s))?"
    spaced = join(w for w in before if not has_cjk(w))
    return re.compile(
        rf"(?:(?:{join(english)})|(?i:{spaced})\s*:?)\s+{articles}\s*(?P<role>{role})"
        rf"|(?:{join(w for w in before if has_cjk(w))})\s*:?\s*(?P<role_within>{within})"
        rf"|(?P<role_before>{role})(?i:{join(w for w in after if not has_cjk(w))})"
        rf"|(?P<role_before_within>{within}?)(?:{join(w for w in after if has_cjk(w))})"
    )


def _years_asked(words: Mapping[str, Iterable[str]], numbers: Iterable[str]) -> re.Pattern[str]:
    """Compile a pattern for a number of years ("3+ years", "от 3 до 5 лет", "3年以上")."""
    units, other = spellings(words["years"]), spellings(words["years_other"])
    names = alternatives({*spellings(w.split(" ", 1)[1] for w in words["numbers"]), *numbers})
    spaced = alternatives(u for u in units if not has_cjk(u))
    within = alternatives(u for u in units if has_cjk(u)) or "(?!)"
    not_spaced = alternatives(w for w in other if not has_cjk(w)) or "(?!)"
    not_within = alternatives(w for w in other if has_cjk(w)) or "(?!)"
    endings = alternatives(spellings(words["number_endings"]))
    return re.compile(
        # A number that neither goes on to the left nor is a price, a version or the end of a decimal.
        rf"(?<!{LETTER})(?<![.$€£¥{_CJK_NUMERALS}])(?<!\d,)"
        rf"(?:(?P<figure>\d{{1,2}})(?:{endings})?|(?P<word>{names}))\s*(?:\(\d{{1,2}}\))?\s*(?:\+|plus)?\s*"
        # The other end of a range.
        rf"(?:(?:[-–~〜]|{alternatives(spellings(words['to']))})\s*\d{{1,2}}(?:{endings})?\s*\+?\s*)?"
        rf"(?:(?:{alternatives(spellings(words['or_more']))})\s*)?"
        rf"(?:(?:{spaced})(?!{LETTER})(?!\s+(?:{not_spaced})(?!\w))|(?:{within})(?!\s*(?:\d|{not_within})))",
        re.IGNORECASE,
    )
