from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.extraction.characters import unmask


def tags(text: str) -> str:
    return "".join(chr(0xE0000 + ord(c)) for c in text)


def selectors(text: str) -> str:
    return "".join(chr(0xFE00 + b if b < 16 else 0xE0100 + b - 16) for b in text.encode())


@pytest.mark.parametrize(
    ("stored", "seen", "hidden"),
    [
        ("." + tags("Python, Go"), ".", ["Python, Go"]),
        ("\U0001f3f4" + tags("gbeng") + "\U000e007f", "\U0001f3f4", []),  # the flag of England
        ("." + selectors("Kafka, Redis"), ".", ["Kafka, Redis"]),
        ("\u2764\ufe0f Go", "\u2764\ufe0f Go", []),  # an emoji
        ("a \x1b[8mJava\x1b[0m b", "a  b", ["Java"]),
        ("a \x1b[1mJava\x1b[0m b", "a \x1b[1mJava\x1b[0m b", []),  # bold: cleaned later
        ("Go, SQL" + "\x08" * 7, "", ["Go, SQL"]),
        ("N\x08NA\x08AM\x08ME\x08E", "NAME", []),  # bold on old printers
        ("Skills" + " " * 900 + "Go, Rust\nAna", "Skills\nAna", ["Go, Rust"]),
        ("Skills" + " " * 90 + "Go", "Skills" + " " * 90 + "Go", []),
    ],
)
def test_invisible_text_is_separated(stored, seen, hidden):
    unmasked = unmask(stored)
    assert (unmasked.text, [text for text, _ in unmasked.hidden]) == (seen, hidden)
    assert unmasked.masked == unmasked.odd == []


@pytest.mark.parametrize(
    ("stored", "seen", "masked"),
    [
        ("D\u200bj\u200ba\u200bngo, SQL", "Django, SQL", ["Django"]),
        ("front\u200bend", "frontend", []),  # one break that a web page allowed
        ("and/\u200bor, a\u200b b, c \u200bd", "and/\u200bor, a\u200b b, c \u200bd", []),
        ("\u202eavaJ ,oG\u202c", "Go, Java", ["Go, Java"]),
        ("\u202d+44 20 7946 0100\u202c", "\u202d+44 20 7946 0100\u202c", []),  # as phones paste numbers
        ("Go\0Java", "Go Java", ["Go Java"]),
    ],
)
def test_masked_words_are_read_as_displayed(stored, seen, masked):
    unmasked = unmask(stored)
    assert (unmasked.text, unmasked.masked, unmasked.hidden) == (seen, masked, [])


@pytest.mark.parametrize(
    ("stored", "seen", "odd"),
    [
        ("J\u0430v\u0430", "Java", ["Java"]),
        ("\u0420ython", "Python", ["Python"]),
        ("\U0001d40f\U0001d432", "Py", ["Py"]),
        ("\uff27\uff4f\uff0c", "Go,", ["Go,"]),
        ("Разработчик на С++", "Разработчик на С++", []),
        ("μm, Δt, β-test, π", "μm, Δt, β-test, π", []),
        ("Vгnка", "Vгnка", []),  # not a Latin word
    ],
)
def test_look_alike_letters_are_read_as_latin(stored, seen, odd):
    unmasked = unmask(stored)
    assert (unmasked.text, unmasked.odd) == (seen, odd)


@given(st.text())
def test_unmasking_never_fails_and_leaves_ascii_alone(text):
    unmask(text)
    plain = "".join(c for c in text if " " <= c <= "~")
    assert unmask(plain).text == plain


@pytest.mark.parametrize(
    ("stored", "seen"),
    [
        ("\u24c5\u24e8\u24e3\u24d7\u24de\u24dd", "Python"),  # circled
        ("\U0001f17f\U0001f188\U0001f183\U0001f177\U0001f17e\U0001f17d", "PYTHON"),  # white on black squares
        ("\u1d18\u028f\u1d1b\u029c\u1d0f\u0274", "PYTHON"),  # small capitals
        ("\u13abava", "Java"),  # Cherokee
        ("Dj\u0430ng\u0585", "Django"),  # Cyrillic and Armenian
    ],
)
def test_more_look_alike_letters_are_read_as_latin(stored, seen):
    unmasked = unmask(stored)
    assert (unmasked.text, unmasked.odd) == (seen, [seen])


@pytest.mark.parametrize(
    "text", ["\u1d00\u1d04", "\u03b1-helix \u03b22", "\u0540\u0561\u0575\u0565\u0580\u0565\u0576", "\u2460 \u2461"]
)
def test_genuine_letters_are_kept(text):
    assert (unmask(text).text, unmask(text).odd) == (text, [])
