"""Words of Chinese and Japanese headers, which have no blanks between them."""

import pytest

from matcher.parsing.career.headers.cjk import is_cjk, may_name, shape, word_pattern


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("株式会社Tessaro・シニアエンジニア(東京)", "株式会社 Tessaro・ シニアエンジニア (東京)"),
        ("株式会社テッサロ｜主任", "株式会社 テッサロ ｜ 主任"),
        ("・Javaによる開発", "・ Java による 開発"),
        ("Brenlow Paymentsにて勤務", "Brenlow Payments にて 勤務"),
        ("北京华信科技有限公司高级后端工程师", "北京华信科技有限公司 高级后端工程师"),
        ("在Brenlow Payments担任高级后端工程师，", "在 Brenlow Payments 担任 高级后端工程师，"),
        ("项目经理（上海）", "项目经理 （上海）"),
        ("3名のチーム", "3名 の チーム"),
        ("公司：华信科技", "公司： 华信科技"),
        ("Developer (Contract), 上海", "Developer (Contract), 上海"),
    ],
)
def test_words(text: str, words: str) -> None:
    pattern = word_pattern(text)
    assert pattern is not None
    assert pattern.findall(text) == words.split()


@pytest.mark.parametrize("text", ["Acme Ltd", "Müller & Söhne", "ООО «Вектор»", "Tessaro\u3000Ltd"])
def test_other_texts_have_no_such_pattern(text: str) -> None:
    assert word_pattern(text) is None
    assert not is_cjk(text)


def test_every_sign_belongs_to_one_word() -> None:
    text = "（株）テッサロ、2019年3月〜：【主任】？ a|b。"
    pattern = word_pattern(text)
    assert pattern is not None
    assert "".join(pattern.findall(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("word", "name"),
    [("高级工程师", True), ("シニアエンジニア", True), ("開発した", False), ("负责的", False), ("工" * 17, False)],
)
def test_names(word: str, name: bool) -> None:
    assert may_name(word) is name


@pytest.mark.parametrize(("word", "expected"), [("東京", "H2"), ("テスト", "K4"), ("お客様", "hH4"), ("3名", "9H2")])
def test_shapes(word: str, expected: str) -> None:
    assert shape(word) == expected
