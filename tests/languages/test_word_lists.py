"""The files of all languages can be read, and every list is a list of different words."""

import pytest

from matcher.core.errors import ModelError
from matcher.languages import word_lists
from matcher.languages.word_lists import CODES, FOLDER, Language, load_languages

LANGUAGES = load_languages()


def test_there_is_one_file_per_language() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(CODES)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_lists_hold_each_word_once(language: Language) -> None:
    repeated = {
        (table, key, word)
        for table, lists in language.tables.items()
        for key, found in lists.items()
        for word in found
        if found.count(word) > 1
    }
    assert not repeated


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_languages_have_the_same_tables(language: Language) -> None:
    assert list(language.tables) == list(LANGUAGES[0].tables)


@pytest.mark.parametrize(
    "text", ["[dates]\npresent = 'heute'", "[dates]\npresent = ['']", "dates = 1", "[dates", "[dates]\npresent = [1]"]
)
def test_a_faulty_file_is_named(text: str) -> None:
    with pytest.raises(ModelError, match=r"de\.toml"):
        word_lists._parse("de", text)
