"""Lengths of time, their number words and what only looks like one."""

import re

import pytest

from matcher.languages.lengths_of_time import period_expression, years_of_period


@pytest.mark.parametrize(
    ("code", "text", "years"),
    [
        ("de", "zwölf Jahre", 12), ("de", "sechsjährige", 6), ("de", "5-jährig", 5), ("de", "weniger als 1 Jahr", 0.5),
        ("fr", "huit ans", 8), ("fr", "6 mois", 0.5), ("es", "diez años", 10), ("es", "3 anos", 3),
        ("pt", "doze anos", 12), ("pt", "dezasseis anos", 16), ("it", "due anni", 2), ("nl", "twaalf jaar", 12),
        ("pl", "sześcioletnim", 6), ("pl", "3 lata", 3), ("pl", "pięć lat", 5), ("ru", "5 лет", 5),
        ("ru", "двенадцать лет", 12), ("ru", "10-летний", 10), ("ru", "3+ года", 3), ("tr", "on iki yıl", 12),
        ("tr", "4 yıllık", 4), ("tr", "5 YIL", 5), ("zh", "3年以上", 3), ("zh", "十二年", 12), ("zh", "两年", 2),
        ("zh", "18个月", 1.5), ("ja", "5年間", 5), ("ja", "3年以上", 3), ("ja", "6ヶ月", 0.5),
        # No lengths of time
        ("zh", "2019年3月", None), ("zh", "19年3月", None), ("ja", "令和2年9月", None), ("ja", "大学3年生", None),
        ("ja", "第3年", None), ("de", "2019", None), ("es", "mañanas", None), ("pl", "latach", None),
    ],
)  # fmt: skip
def test_length(code: str, text: str, years: float | None) -> None:
    match = re.search(period_expression(code), text, re.IGNORECASE)
    assert (years_of_period(match, code) if match else None) == years
