"""Parse self-ratings and lengths of time: "basic knowledge of", "4/5", "●●●●○", "10+ years".

Four levels, the finest distinction that the words allow: basic, intermediate, advanced, expert. Here are the English
words; :mod:`matcher.skills.claims.language_levels` has those of the other languages and
:mod:`matcher.skills.claims.proficiency` decides which skill a rating is about. All patterns are for lower-case text
(:func:`lower_case`), which takes half the time of patterns that ignore case.
"""

from __future__ import annotations

import re
from typing import Final, get_args

from matcher.core.skills import Level
from matcher.languages.lengths_of_time import number_words

__all__ = [
    "DEGREE",
    "LEADING",
    "LEVELS",
    "MARK",
    "PERIOD",
    "level_of_degree",
    "level_of_lead",
    "level_of_mark",
    "lower_case",
    "years_of",
]

LEVELS: Final[tuple[Level, ...]] = get_args(Level)[1:]

# Qualifiers of knowledge: they precede "knowledge", "experience" and similar nouns.
_QUALIFIERS: Final = {
    "basic": r"(?:very )?(?:basic|rudimentary|elementary|limited|some|(?:a )?little|minimal|beginner(?:['’]s)?|introductory|novice|"
    r"initial|foundational|superficial|academic|theoretical)",
    "intermediate": r"(?:working|moderate|intermediate|fair|decent|fairly good|good|practical|reasonable|competent|functional|"
    r"adequate|sound|general)",
    "advanced": r"(?:very good|very strong|advanced|strong|solid|excellent|extensive|deep|in[-\s]depth|thorough|profound|comprehensive|"
    r"outstanding|exceptional|superior|vast|great|proficient|proven|wide|broad|rich|substantial|significant)",
    "expert": r"(?:expert(?:[-\s]level)?|world[-\s]class)",
}
_KNOWLEDGE: Final = r"(?:knowledge|understanding|familiarity|exposure|skills?|proficiency|command|grasp|background|experiences?|expertise)"
_OF: Final = r"(?:of|in|with|on|to|using|about|at)"

# Phrases that rate the names after them.
_LEADS: Final = {
    "basic": r"familiar(?:ity)? (?:with|in|on)|exposure (?:to|in|with)|exposed to|(?:the )?basics of|(?:the )?fundamentals of|acquainted with|"
    r"(?:novice|beginner) (?:in|at|with)|(?:currently |now |presently |still )learning",
    "intermediate": r"(?:competent|comfortable|conversant|knowledgeable) (?:in|with|at|about)",
    "advanced": r"(?:highly |very )?(?:proficient|proficiency|proficiently|skilled|fluent|adept|well[-\s]versed) (?:in|with|at|on|using)|"
    r"strong (?:in|with|at)",
    "expert": r"expert (?:in|at|with)|expertise (?:in|with|on)|mastery (?:of|in)|mastered|specialist in",
}

# Ratings next to a name: "Java (Expert)", "SQL: basic", "Advanced: C#".
_DEGREES: Final = {
    "basic": r"(?:some|basic|limited|little) (?:knowledge|experience|understanding|skills|exposure|familiarity)|"
    r"basics?|beginners?|novice|rudimentary|elementary|limited|some|a little|little|minimal|entry[-\s]level|familiar|"
    r"learning|currently learning",
    "intermediate": r"(?:upper[-\s]|lower[-\s])?intermediate|moderate(?:ly)?(?: (?:proficient|skilled|experienced))?|medium|competent|working(?: knowledge)?|"
    r"good(?: (?:knowledge|understanding|skills))?|fair|comfortable|knowledgeable|conversant|average",
    "advanced": r"(?:very |highly )?advanced|(?:very |highly )?(?:proficient|skilled|strong|fluent)|very good|excellent|extensive|solid|experienced",
    "expert": r"expert(?: level| knowledge)?|expertise|master(?:y|ed)?|guru|ninja",
}


def lower_case(text: str) -> str:
    """Convert a text to lower case, one character for each character, so that offsets stay valid.

    >>> lower_case("İyi derecede Java")
    'iyi derecede java'
    """
    low = text.lower()
    return low if len(low) == len(text) else text.replace("İ", "i").lower()


def _one_of(table: dict[str, str]) -> str:
    return "|".join(f"(?P<{level}>{words})" for level, words in table.items())


def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which a space matches one to three white-space characters, line breaks included."""
    return re.compile(pattern.replace(" ", r"\s{1,3}"))


LEADING: Final = _compiled(
    r"(?<![\w-])(?:"
    + "|".join(
        rf"(?P<{level}>{_QUALIFIERS[level]}(?:,? (?:and )?[\w-]+){{0,2}}? {_KNOWLEDGE} {_OF}|{_LEADS[level]})"
        for level in LEVELS
    )
    + r")(?:(?<=[\s'’])|(?![\w-]))"
)
"""Words that rate the names after them."""

DEGREE: Final = _compiled(
    rf"(?<![\w-])(?:level )?(?:{_one_of(_DEGREES)})"
    r"(?: (?:level|knowledge|skills?|user|proficiency|programmer))?(?![\w-])"
)
"""Words that rate the adjacent name, or the names after a colon."""

MARK: Final = re.compile(
    r"(?P<filled>[●★■◆⬤▮█▰⚫🟢]{1,10})(?P<open>[○☆□◇◯▯░▱⚪▢]{0,9})(?![●★■◆⬤▮█▰○☆□◇◯▯░▱])"
    r"|(?<![\w/.])(?P<part>\d{1,2}(?:[.,]5)?)\s?(?:/|of|out of|von|sur|de|su|van|z|из)\s?(?P<whole>5|10)(?![\w/.%-]|,\d)"
    r"|(?<![\w.])(?P<percent>\d{1,3})\s?%(?!\w)"
)
"""Scales: bars of signs, points out of five or ten, per cent."""

# Upper end of each level on a scale from 0 to 1: 1 and 2 of 5 are basic, 3 intermediate, 4 advanced, 5 expert.
_BASIC_TO: Final = 0.45
_INTERMEDIATE_TO: Final = 0.65
_ADVANCED_TO: Final = 0.85

_NUMBERS: Final = number_words("en")
PERIOD: Final = re.compile(
    rf"(?<![\w/.-])(?P<less>(?:less than|under|<)\s?)?"
    rf"(?P<count>\d{{1,2}}(?:[.,]\d)?|{'|'.join(sorted(_NUMBERS, key=lambda n: (-len(n), n)))}(?=\s))"
    r"(?:\s?[-–]\s?\d{1,2}|\s?to\s\d{1,2})?\s?\+?(?:\s?(?:plus|or more)\b)?[\s-]?"
    r"(?:(?P<years>years?|yrs?)|(?P<months>months?|mos))\b\.?\+?"
)
"""A length of time: "5 years", "10+ yrs", "less than 1 year", "three years"."""


def _level(match: re.Match[str]) -> Level:
    return next(level for level in LEVELS if match.lastgroup == level)


def level_of_lead(match: re.Match[str]) -> Level:
    """Return the level of a match of :data:`LEADING`.

    >>> level_of_lead(LEADING.search("good working knowledge of php")), level_of_lead(LEADING.search("exposure to php"))
    ('intermediate', 'basic')
    """
    return _level(match)


def level_of_degree(match: re.Match[str]) -> Level:
    """Return the level of a match of :data:`DEGREE`.

    >>> [level_of_degree(DEGREE.search(words)) for words in ("highly proficient", "very good", "some experience")]
    ['advanced', 'advanced', 'basic']
    """
    return _level(match)


def level_of_mark(match: re.Match[str]) -> Level:
    """Return the level of a match of :data:`MARK`, empty if it cannot be a rating (120 %, 7 of 5).

    >>> [level_of_mark(MARK.search(scale)) for scale in ("●●●●○", "2/5", "90 %", "7/5")]
    ['advanced', 'basic', 'expert', '']
    """
    if match["filled"]:
        filled, open_ = len(match["filled"]), len(match["open"])
        share = filled / (filled + open_ if open_ else max(5, filled))
        if filled + open_ < 3:
            return ""
    elif match["percent"]:
        share = int(match["percent"]) / 100
    else:
        share = float(match["part"].replace(",", ".")) / int(match["whole"])
    if not 0 < share <= 1:
        return ""
    if share <= _BASIC_TO:
        return "basic"
    if share <= _INTERMEDIATE_TO:
        return "intermediate"
    return "advanced" if share <= _ADVANCED_TO else "expert"


def years_of(match: re.Match[str]) -> float:
    """Return the years of a match of :data:`PERIOD`: the lower end of a range, half of a "less than".

    >>> [years_of(PERIOD.search(words)) for words in ("5+ years", "18 months", "less than 1 year", "three years")]
    [5.0, 1.5, 0.5, 3.0]
    """
    number = match["count"]
    count = float(_NUMBERS.get(number) or number.replace(",", "."))
    years = count if match["years"] else round(count / 12, 1)
    return years / 2 if match["less"] else years
