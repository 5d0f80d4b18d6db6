"""Attributes of single words."""

import pytest

from matcher.parsing.career.headers.words import attributes, begins_city, case_class, end_class, folded_word


@pytest.mark.parametrize(
    ("word", "name", "has"),
    [
        ("GmbH", "g=form", True),
        ("form", "g=form", False),
        ("TX,", "g=state", True),
        ("tx", "g=state", False),
        ("University", "g=school", True),
        ("Developer/Analyst", "v=analyst", True),
        ("Developer/Analyst", "h=trade", True),
        ("Berlin", "g=city", True),
        ("berlin", "g=city", False),
        ("ada@example.org", "g=address", True),
        ("2019", "f=94", True),
        ("Entwickler:in", "g=trade", True),
        ("Entwickler*in", "g=trade", True),
        ("Entwickler(in)", "g=trade", True),
        ("desarrollador/a", "g=trade", True),
        ("and/or", "g=trade", False),
        ("Senior-Backend-Entwicklerin", "h=trade", True),
        ("Backendentwicklerin", "g=ends in trade", True),
        ("後端工程师", "g=trade", True),
        ("エンジニア", "f=K8", True),
        ("上海市", "g=city", True),
        ("エンジニア", "g=city", False),
        ("Краков,", "g=city", True),
        ("краков", "g=city", False),
        ("・", "s=•", True),
        ("•", "s=•", True),
        ("—", "s=-", True),
        ("–", "s=-", True),
    ],
)
def test_attributes(word: str, name: str, has: bool) -> None:
    assert (name in attributes(word)) is has


def test_digits_do_not_matter() -> None:
    assert folded_word("GS-11") == folded_word("GS-12") == "gs-99"


@pytest.mark.parametrize(
    ("words", "count"), [("New York City", 3), ("San Francisco,", 2), ("San Whatever", 0), ("New", 0)]
)
def test_cities_of_several_words(words: str, count: int) -> None:
    assert begins_city(words.split(), 0) == count


def test_a_comma_parts_a_city() -> None:
    assert begins_city(["New,", "York"], 0) == 0


@pytest.mark.parametrize(
    ("word", "case", "end"),
    [
        ("Inc.", 3, 0),
        ("built.", 1, 2),
        ("of", 2, 0),
        ("B.", 3, 0),
        ("||", 0, 5),
        ("Sp.", 3, 0),
        ("工程师，", 3, 1),
        ("開発した。", 1, 2),
        ("会社：", 3, 3),
        ("Tessaro・", 3, 5),
        ("に", 2, 0),
    ],
)
def test_classes(word: str, case: int, end: int) -> None:
    assert (case_class(word), end_class(word)) == (case, end)
