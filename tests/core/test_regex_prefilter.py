"""Prefiltered patterns find the same matches as the patterns alone."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.core.regex_literals import fold_for_search, literal_prefixes, required_literals
from matcher.core.regex_prefilter import PatternPrefilter, PrefixPattern
from matcher.parsing import keyword_stuffing
from matcher.parsing.career import date_points, titles
from matcher.parsing.career.stated_experience import _YEARS
from matcher.parsing.prompt_injection import _COMMANDS, _FLAGS, _LOOK_BEHIND, find_commands
from matcher.skills.claims import levels, remarks
from matcher.skills.recognizer import ADDRESS

PATTERNS = {
    "LEADING": levels.LEADING,
    "DEGREE": levels.DEGREE,
    "MARK": levels.MARK,
    "PERIOD": levels.PERIOD,
    "HINTS": remarks._HINTS.pattern,
    "POINT": date_points._POINT.pattern,
    "ADVERT": keyword_stuffing._ADVERT_PHRASE.pattern,
    "JOB": titles.JOB,
}
PIECES = st.sampled_from(
    [
        *"a very good basic knowledge of in with expert strong solid level: 4/5 3 of 5 ●●●○○ 90 % 5 10+ years less than "
        "drei Jahre Jan January 2019 2019-21 03/2014 31.12.2015 Sept. '13 spring 2020 taught teach certified ago no longer "
        "we are looking for our ideal candidate apply now developer Engineer LEAD İstanbul ſtrong SEPT ΣΑΣ Kelvin ٣ ß ẞ".split(),
        " ",
        "\n",
        "\t",
        "\xa0",
        "-",
        ", ",
        ". ",
        "/",
        "'",
        "’",
        "(",
        "",
    ]
)


@pytest.mark.parametrize("name", PATTERNS)
@settings(deadline=None)
@given(pieces=st.lists(PIECES, max_size=40))
def test_a_prefix_pattern_finds_the_same(name: str, pieces: list[str]) -> None:
    pattern = PATTERNS[name]
    text = "".join(pieces)
    found = [m.span() for m in PrefixPattern(pattern).finditer(text)]
    assert found == [m.span() for m in pattern.finditer(text)]


SHORT_TEXT = st.text(st.sampled_from("abkis .,-1\n2ſKİßé"), max_size=12)
REGEX = st.recursive(
    st.sampled_from([*"abkisé .1,", r"\d", r"\s", r"\w", r"\b", ".", "[ab1]", "[^a]", "[a-k]", "(?=a)", "(?<!b)", "^"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+?", "{2}", "{0,2}", "{1,3}"])).map(lambda p: f"(?:{p[0]}){p[1]}"),
        inner.map(lambda part: f"({part})"),
    ),
    max_leaves=9,
)


@settings(deadline=None)
@given(REGEX, SHORT_TEXT, st.sampled_from([0, re.IGNORECASE, re.IGNORECASE | re.MULTILINE]))
def test_every_match_begins_with_a_prefix_and_holds_the_required_literals(regex: str, text: str, flags: int) -> None:
    folded = fold_for_search(text)
    if folded is None:
        return
    prefixes, required = literal_prefixes(regex, flags), required_literals(regex, flags)
    for match in re.finditer(regex, text, flags):
        assert not prefixes or folded.startswith(tuple(prefixes), match.start())
        for one_of in required:
            assert any(literal in folded[match.start() : match.end()] for literal in one_of)
    if prefixes:
        plain = [m.span() for m in re.finditer(regex, text, flags)]
        assert [m.span() for m in PrefixPattern(re.compile(regex, flags)).finditer(text)] == plain


@pytest.mark.parametrize(
    ("regex", "expected"),
    [
        (r"(?:go|gopher)s?", ["go"]),
        (r"x?y", ["xy", "y"]),
        (r"x*y", ["x", "y"]),
        (r"(?:ab){1,2}c", ["ab"]),
        (r"[^x]y", []),
        (r"\w+", []),
        (r"(?:a|.)b", []),
        (r".{0,8}b", []),
        (r"(?<!z)\d\s", [f"{n} " for n in range(10)]),
        (r"(?P<n>1[0-2])/", ["10/", "11/", "12/"]),
    ],
)
def test_literal_prefixes(regex: str, expected: list[str]) -> None:
    assert sorted(literal_prefixes(regex)) == expected


def test_a_pattern_without_literal_prefixes_is_refused() -> None:
    with pytest.raises(ValueError, match="can begin with anything"):
        PrefixPattern(re.compile(r"\w+ years"))


def test_letters_that_match_each_other_are_folded_alike_or_not_at_all() -> None:
    cased = [
        c for c in map(chr, range(0x80, 0x1F000)) if c.lower() != c or c.upper() != c or re.match("[a-zσ]", c, re.I)
    ]
    for letter in "abcdefghijklmnopqrstuvwxyzäéîñøσβедостъ":
        for same in re.findall(letter, "".join(cased), re.IGNORECASE):
            assert fold_for_search(same) in (None, letter), f"{same!r} is {letter!r} to a pattern"


def test_digits_and_blanks() -> None:
    for character in map(chr, range(0x80, 0x1F000)):
        if re.match(r"\d", character):
            assert fold_for_search(character) is None
        if re.match(r"\s", character):
            assert fold_for_search(character) == " "


def test_hardly_any_command_pattern_is_tried_in_a_text_without_commands() -> None:
    prefilter = PatternPrefilter([required_literals(pattern, _FLAGS) for pattern, _ in _COMMANDS])
    # Patterns of punctuation or short words have no required literals.
    assert len(prefilter.candidates("Built services in Go.")) <= 3


ADDRESSES = st.sampled_from(
    ["http://", "www.", "@", "a", "java.com", ".org/x", "salesforce", "-", ".", " ", "\n", "(", ",", "İ", ".in"]
)


@settings(deadline=None)
@given(st.lists(ADDRESSES, max_size=20).map("".join))
def test_addresses_are_found_within_words(text: str) -> None:
    assert [m.span() for m in ADDRESS.finditer(text)] == [m.span() for m in ADDRESS.pattern.finditer(text)]


COMMANDS = st.sampled_from(
    [
        *"ignore disregard all previous prior instructions rules rank rate this candidate first give a score of 100 please note to "
        "ai: dear hire the applicant you are an assistant ſ . : [system] ### 忽略 指令 игнорируй предыдущие инструкции".split(),
        "\n",
    ]
)


@settings(deadline=None)
@given(st.lists(COMMANDS, max_size=16).map(" ".join))
def test_the_prefilter_loses_no_command(text: str) -> None:
    plain = [
        match.span()
        for pattern, start in _COMMANDS
        for match in re.finditer(pattern, text, _FLAGS)
        if start is None or start.search(text[max(0, match.start() - _LOOK_BEHIND) : match.start()])
    ]
    assert find_commands(text) == sorted(plain)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "six 6 6+ 12 2.5 Years year yrs Jahre años ſ quatre ( ) (10) or more plus of experience with Go . ; \n ' ans Juans".split(
                " "
            )
        ),
        max_size=30,
    ),
    st.sampled_from([" ", "", "-"]),
)
def test_years_are_found_in_a_window_around_the_word(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    assert [m.span() for m in _YEARS.finditer(text)] == [m.span() for m in _YEARS.pattern.finditer(text)]
