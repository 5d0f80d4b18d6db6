from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.extraction.assembly import DocumentBuilder, clean


@given(st.lists(st.tuples(st.text(), st.integers(1, 5), st.sampled_from(["\n", "\n\n", "\t", " "]))))
def test_blocks_are_ordered_and_cover_all_that_is_no_space(pieces):
    builder = DocumentBuilder()
    for text, page, separator in pieces:
        builder.add(text, page=page, separator=separator)
    document = builder.build(name="x", media_type="text/plain", sha256="0" * 64)
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end
        assert not document.text[end : block.start].strip()
        end = block.end
    assert end == len(document.text)
    document.text.encode("utf-8")


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    once = clean(text)
    assert clean(once) == once


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("o\ufb03ce \ufb01ne", "office fine"),
        ("micro\u00adservices", "microservices"),
        ("10\u00a0years\u2009of\u3000Go", "10 years of Go"),
        ("e\u0301", "é"),
        ("zero\u200bwidth", "zerowidth"),
        ("non\u2011stop", "non-stop"),
        ("a\x00b\x07c", "abc"),
        ("\x95 Go", "• Go"),
        ("· Go · SQL", "• Go • SQL"),
        ("\ufffd Go", "• Go"),
        ("caf\ufffd", "caf\ufffd"),
        ("\uf0b7\tGo", "•\tGo"),
        ("\uf095 555 0100", "  555 0100"),
        ("\x1b[31mred\x1b[0m \x1b]0;title\x07text", "red text"),
        ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),
        ("a  \n\n\n\n b ", "a\n\n b"),
        ("\ud800lone", "lone"),
        ("S K I L L S", "SKILLS"),
        ("W O R K  &  S T U D Y", "WORK & STUDY"),
        ("C O N T A C T  M E", "CONTACT ME"),
        ("A B C", "A B C"),
        ("C, R, Go", "C, R, Go"),
        ("I am a C and R man", "I am a C and R man"),
        ("न\u200dम", "न\u200dम"),
        ("Shelf\u200cful", "Shelfful"),
    ],
)
def test_clean(raw, cleaned):
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    "bait", ["e" + "\u0301\u0323" * 50_000, " " * 200_000 + "x", "A " * 50_000 + "a", "\x1b[" * 50_000]
)
def test_cleaning_a_long_run_comes_to_an_end(bait):
    cleaned = clean(bait)
    assert clean(cleaned) == cleaned
    assert len(cleaned) <= len(bait)
