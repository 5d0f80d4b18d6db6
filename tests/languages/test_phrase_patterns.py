"""The notation of phrases, and the phrases of the language files."""

import re

import pytest

from matcher.core.errors import ModelError
from matcher.languages.phrase_patterns import alternatives, phrase_pattern, split_at_names
from matcher.languages.word_lists import CODES, words_by_language


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("kein* erfahrung", "keinerlei Erfahrung", True),
        ("kein* erfahrung", "klein Erfahrung", False),
        ("*kenntnisse in", "Grundkenntnisse in", True),
        ("have|has used", "has used", True),
        ("(no longer|never) used", "no longer used", True),
        ("not [yet] used", "not used", True),
        ("not [yet|ever] used", "not ever used", True),
        ("not [yet] used", "not once used", False),
        ("[yet] not", "not", True),
        ("no ... experience", "no experience", True),
        ("no ... experience", "no real paid Java experience", True),
        ("no ... experience", "no doubt that I have experience", False),
        ("no ... experience", "no downtime, experience", False),
        ("experiência", "experiencia", True),
        ("für", "fuer", True),
        ("können", "konnen", True),
        ("yıl", "YIL", True),
        ("işe", "ise", True),
        ("ещё", "еще", True),
        ("d'expérience", "d’expérience", True),
        ("znajomoś(ć|ci)", "znajomości", True),
        ("没有 ... 经验", "没有Django的经验", True),
        ("没有 ... 经验", "没有问题。有经验", False),
    ],
)
def test_notation(phrase: str, text: str, found: bool) -> None:
    assert (re.fullmatch(phrase_pattern(phrase), text, re.IGNORECASE) is not None) == found


@pytest.mark.parametrize("phrase", ["", "(no", "no]", "no?", r"\w", "a{2}", "[a]b", "no _ yes"])
def test_what_is_not_in_the_notation_is_refused(phrase: str) -> None:
    with pytest.raises(ModelError):
        phrase_pattern(phrase)


@pytest.mark.parametrize("phrase", ["no names", "_ and _", "_"])
def test_a_phrase_about_names_has_one_place_for_them(phrase: str) -> None:
    with pytest.raises(ModelError):
        split_at_names(phrase)


def test_words_are_whole() -> None:
    pattern = re.compile(alternatives(["base", "熟悉"]))
    assert [bool(pattern.search(text)) for text in ("a base", "database", "well-base", "我熟悉java")] == [
        True,
        False,
        False,
        True,
    ]
    assert not re.search(alternatives([]), "anything")


ABOUT_NAMES = ("denied", "wished", "attributed", "ago", "taught", "certified", "past")
LEVELS = ("basic", "intermediate", "advanced", "expert")
SINGLE = (
    "denied_next", "denied_remark", "not_denied", "others", "wished_next", "wished_remark", "clause_ends", "claiming",
    "fillers", "negations", "list_words", "numbers", "year_units", "month_units", "less_than", "or_more", "for_time",
    "experience", "beside_experience", "with_one",
)  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_all_phrases_of_claims_are_in_the_notation(code: str) -> None:
    for key in ABOUT_NAMES + LEVELS + SINGLE:
        for phrase in words_by_language("claims", key).get(code, ()):
            about_names = key in ABOUT_NAMES or (key in LEVELS and "_" in phrase)
            for side in split_at_names(phrase) if about_names else (phrase,):
                if side:
                    re.compile(phrase_pattern(side))


def test_every_language_counts_to_twenty() -> None:
    assert {code: len(numbers) for code, numbers in words_by_language("claims", "numbers").items()} == dict.fromkeys(
        CODES, 20
    )
