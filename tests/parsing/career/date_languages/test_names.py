"""Names of months are those of all languages; each means one month, and words that are none are left alone."""

import pytest

from matcher.languages.word_lists import CODES, words_by_language
from matcher.parsing.career.date_languages import names
from matcher.parsing.career.date_languages.names import MONTHS, any_of, is_ambiguous, is_meant, listed

PORTUGUESE = "Desenvolvimento de serviços para o banco e a equipe de pagamentos"


def test_a_name_means_one_month() -> None:
    found = [(name, number) for number, key in enumerate(names._MONTH_KEYS, 1) for name in listed(key)]
    assert dict(found) == MONTHS
    assert len(found) == len(MONTHS)


@pytest.mark.parametrize("code", [code for code in CODES if code not in ("zh", "ja")])
def test_every_language_has_all_months(code: str) -> None:
    assert all(code in words_by_language("dates", key) for key in names._MONTH_KEYS)


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_its_words(code: str) -> None:
    assert all(
        code in words_by_language("dates", key) for key in ("present", "to", "since", "years", "months", "early")
    )


@pytest.mark.parametrize(
    ("word", "text", "meant"),
    [
        ("set", "The data set of a team", False),
        ("set", PORTUGUESE, True),
        ("Marco", "", False),
        ("março", "", True),
        ("Sept", "", True),
        ("nu", PORTUGUESE, False),
    ],
)
def test_ambiguous_words(word: str, text: str, meant: bool) -> None:
    assert is_meant(word, text) is meant
    assert is_ambiguous(word) is (word not in ("março", "Sept"))


def test_patterns_prefer_long_words() -> None:
    assert any_of(["mar", "march", "a.b", "x y"]) == r"(?:m(?:arch|ar)|a\.b|x\s{1,2}y)"
