"""Folding keeps offsets and leaves plain letters, digits and dashes."""

import pytest

from matcher.parsing.career.date_languages.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("May 2019", "May 2019"),
        ("août – décembre", "aout – decembre"),
        ("ŞUBAT, Kasım, İyi", "SUBAT, Kasim, Iyi"),
        ("października, łódź", "pazdziernika, lodz"),
        ("２０１９／０３～", "2019/03~"),
        ("二〇一九年三月", "2019年三月"),
        ("一九九八年", "1998年"),
        ("二〇二〇年代と一二三", "2020年代と一二三"),
        ("март, йога", "март, йога"),
        ("Straße", "Straße"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert len(folded) == len(text)
