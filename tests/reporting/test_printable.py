import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.reporting.printable import neutralise_formula, printable, printable_tree

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("résumé, 履歴書, 👩‍💻", "résumé, 履歴書, 👩‍💻"),
        ("two\nlines\tand a tab\r", "two lines and a tab "),
        ("\x1b[2Jcleared", "␛[2Jcleared"),
        ("\x9b31mred", "\ufffd31mred"),
        ("\x00\x7f", "␀␡"),
        ("cv\u202efdp.exe", "cv\ufffdfdp.exe"),
        ("half \ud83d", "half \ufffd"),
        ("\ufeffBOM \ufffe", "\ufffdBOM \ufffd"),
        ("A\U000e0041B", "A\ufffdB"),
        ("line\u2028end", "line end"),
        ("\xa0no-break space", "\xa0no-break space"),
        *((f"A{blank}B", "A\ufffdB") for blank in "\xad\u034f\u115f\u1160\u17b4\u180e\u200b\u200c\u200d\u2060\u2800\u3164\ufe0f"
          "\uffa0\U0001d159\U0001d173\U000e0100\U000e0fff"),
        ("می\u200cخواهم, क्\u200dष, 葛\U000e0100, ❤\ufe0f 🏳\ufe0f\u200d🌈", "می\u200cخواهم, क्\u200dष, 葛\U000e0100, ❤\ufe0f 🏳\ufe0f\u200d🌈"),
    ],
)  # fmt: skip
def test_printable(text, shown):
    assert printable(text) == shown


@given(ANY_TEXT)
def test_printable_keeps_offsets_and_can_always_be_encoded(text):
    shown = printable(text)
    assert len(shown) == len(text)
    assert shown == printable(shown)
    shown.encode()


def test_printable_tree_reaches_keys_and_lists():
    assert printable_tree({"a\x00": [{"b": "\x1b"}], "n": 1.5, "x": None}) == {"a␀": [{"b": "␛"}], "n": 1.5, "x": None}


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("＝1+1", "'＝1+1"),
        ("name;=cmd|' /C calc'!A0", "name;'=cmd|' /C calc'!A0"),
        # Nothing a spreadsheet could take for a formula:
        ("C++; C#", "C++; C#"),
        ("a=b", "a=b"),
        ("front-end", "front-end"),
        ("ada@example.org", "ada@example.org"),
        ("'=quoted", "'=quoted"),
        ("", ""),
    ],
)
def test_neutralise_formula(text, safe):
    assert neutralise_formula(text) == safe


@given(ANY_TEXT)
def test_no_cell_begins_like_a_formula(text):
    for cell in printable(neutralise_formula(text)).split(";"):
        assert not cell.lstrip().startswith(("=", "+", "-", "@"))
