"""Which lists words are in, in each language, and near misses."""

import pytest

from matcher.parsing.career.headers.word_classes import classes_of, is_function_word, legal_forms


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Developer", "trade"),
        ("Entwicklerin", "trade"),
        ("développeuse", "trade"),
        ("Developpeuse", "trade"),
        ("desarrolladora", "trade"),
        ("Desenvolvedora", "trade"),
        ("sviluppatrice", "trade"),
        ("ontwikkelaar", "trade"),
        ("programistka", "trade"),
        ("Разработчица", "trade"),
        ("стажер", "trade"),
        ("Geliştirici", "trade"),
        ("MÜHENDİSİ", "trade"),
        ("muhendisi", "trade"),
        ("高级后端工程师", "trade"),
        ("シニアエンジニア", "trade"),
        ("シニアエンジニア", "rank"),
        ("Backendentwicklerin", "ends in trade"),
        ("softwareontwikkelaar", "ends in trade"),
        ("北京华信科技有限公司", "form"),
        ("ООО", "form"),
        ("z.o.o", "form"),
        ("A.Ş", "form"),
        ("清华大学", "school"),
        ("東京大学", "school"),
        ("Üniversitesi", "school"),
        ("Politechnika", "school"),
        ("Laurea", "degree"),
        ("Работодатель", "engagement"),
        ("勤務先", "engagement"),
    ],
)
def test_classes(word: str, name: str) -> None:
    assert name in classes_of(word)


@pytest.mark.parametrize(
    "word", ["but", "its", "taken", "arts", "market", "me", "local", "Kalender", "Python", "eg", "部"]
)
def test_no_class(word: str) -> None:
    assert not {"trade", "form", "degree", "engagement", "school"} & set(classes_of(word))


@pytest.mark.parametrize(
    ("word", "expected"),
    [("At", True), ("bei", True), ("presso", True), ("PRESSO", False), ("w", True), ("W", False), ("в", True),
     ("の", True), ("担任", True), ("o", False), ("NA", False), ("Acme", False)],
)  # fmt: skip
def test_function_words(word: str, expected: bool) -> None:
    assert is_function_word(word) is expected


def test_legal_forms() -> None:
    assert {"gmbh", "inc", "s.r.l", "株式会社"} <= legal_forms()
