"""Places behind the names of employers. All names are invented."""

import pytest

from matcher.parsing.career.headers.place_after_name import split_place


@pytest.mark.parametrize(
    ("field", "name", "place"),
    [
        ("Quux Data（東京）", "Quux Data", "東京"),
        ("Quux Data(アウクスブルク)", "Quux Data", "アウクスブルク"),
        ("Quux Data / 奥格斯堡", "Quux Data", "奥格斯堡"),
        ("Quux Data 布尔诺", "Quux Data", "布尔诺"),
        ("Quux Data、大阪", "Quux Data", "大阪"),
        ("Quux GmbH (Berlin)", "Quux GmbH", "Berlin"),
        # What belongs to the name stays.
        ("Quux Data (Crumb Group)", "Quux Data (Crumb Group)", ""),
        ("Quux Data 株式会社", "Quux Data 株式会社", ""),
        ("Quux 大学", "Quux 大学", ""),
        ("東京 株式会社クックス", "東京 株式会社クックス", ""),
        ("Quux Data / Crumb", "Quux Data / Crumb", ""),
        ("Quux", "Quux", ""),
    ],
)
def test_a_place_behind_the_name(field: str, name: str, place: str) -> None:
    text = f"職歴 {field}\n"
    span, found = split_place(text, (3, 3 + len(field)))
    assert text[slice(*span)] == name
    assert (text[slice(*found)] if found else "") == place
