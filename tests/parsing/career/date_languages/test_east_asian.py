"""Points in time in Chinese and Japanese are found with the months that they mean."""

import datetime

import pytest

from matcher.parsing.career.date_languages.east_asian import is_apart, is_sentence
from matcher.parsing.career.date_points import find_points

AS_OF = datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019年3月", (2019, 3, 3)),
        ("2019 年 03 月 15 日", (2019, 3, 3)),
        ("2019年十二月", (2019, 12, 12)),
        ("2019年", (2019, 0, 0)),
        ("令和元年5月", (2019, 5, 5)),
        ("平成31年4月", (2019, 4, 4)),
        ("昭和64年", (1989, 0, 0)),
        ("R3年4月", (2021, 4, 4)),
        ("民國108年9月", (2019, 9, 9)),
        ("2019年第二季度", (2019, 4, 6)),
        ("2019年第2四半期", (2019, 4, 6)),
        ("2019年春", (2019, 3, 5)),
        ("2019年末", (2019, 9, 12)),
        ("2019年上半年", (2019, 1, 4)),
        ("工作 2019.3", (2019, 3, 3)),
        ("入学\n2019/9/1", (2019, 9, 9)),
        ("入社 2019|4|", (2019, 4, 4)),
    ],
)
def test_points(text: str, expected: tuple[int, int, int]) -> None:
    (point,) = find_points(text, AS_OF)
    assert (point.year, point.low, point.high) == expected


@pytest.mark.parametrize("text", ["共2000余家商户", "支持2000人同时在线", "2年6ヶ月", "第2010号"])
def test_near_misses(text: str) -> None:
    assert find_points(text, AS_OF) == []


def test_context() -> None:
    assert is_apart("2019 年", 0, 4)
    assert not is_apart("约2000家", 1, 5)
    assert is_sentence("2019年に開発", 0, 5)
