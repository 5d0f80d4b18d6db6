from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder, clean


@given(st.lists(st.tuples(st.text(), st.integers(1, 5), st.sampled_from(["\n", "\n\n", "\t", " "]))))
def test_blocks_are_ordered_and_cover_all_text_except_spaces(pieces):
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
def test_cleaning_a_long_run_terminates(bait):
    cleaned = clean(bait)
    assert clean(cleaned) == cleaned
    assert len(cleaned) <= len(bait)


def build(builder):
    return builder.build(name="x", media_type="text/plain", sha256="0" * 64)


def test_hidden_text_comes_last_and_is_quoted():
    builder = DocumentBuilder()
    builder.add("Ana", page=1)
    builder.add("Kubernetes " * 40, page=1, visible=False, reason="white on white")
    builder.add("Skills: Go", page=2, separator="\n\n")
    builder.add("Kafka", page=2, visible=False, reason="smaller than two points")
    document = build(builder)
    assert [(document.text[b.start : b.end].split()[0], b.page, b.visible) for b in document.blocks] == [
        ("Ana", 1, True),
        ("Skills:", 2, True),
        ("Kubernetes", 1, False),
        ("Kafka", 2, False),
    ]
    (warning,) = document.warnings
    assert warning.code == "invisible-text"
    assert "white on white, smaller than two points earns nothing: “Kubernetes Kubernetes" in warning.message
    assert len(warning.message) < 350
    assert builder.count_words() == 3


def test_masked_words_are_read_as_displayed_and_reported():
    builder = DocumentBuilder()
    builder.add("P\u200by\u200bt\u200bhon and \uff2a\uff41\uff56\uff41")
    document = build(builder)
    assert document.text == "Python and Java"
    assert [(w.code, w.message.partition("“")[2]) for w in document.warnings] == [
        ("hidden-characters", "Python”"),
        ("odd-characters", "Java”"),
    ]


def test_a_document_within_a_document_keeps_its_pages_warnings_and_hidden_text():
    inner = DocumentBuilder()
    inner.add("Go", page=1)
    inner.add("SQL", page=2)
    inner.add("Rust", page=2, visible=False, reason="transparent")
    inner.warn("few-words", "few")
    outer = DocumentBuilder()
    outer.add("Dear Sir")
    outer.include(inner, page=2)
    document = build(outer)
    assert document.text == "Dear Sir\n\nGo\nSQL\n\nRust"
    assert [block.page for block in document.blocks] == [1, 2, 3, 3]
    assert [warning.code for warning in document.warnings] == ["few-words", "invisible-text"]


@pytest.mark.parametrize(
    ("keywords", "is_reported"),
    [
        ("python django flask kafka redis docker terraform nginx linux pytest celery java", True),
        ("python django flask kafka", False),  # a few words
        ("ana has written services in go and sql for years in leeds and made reports", False),  # also on the page
    ],
)
def test_hidden_keywords_are_reported_if_they_say_much_more(keywords, is_reported):
    builder = DocumentBuilder()
    builder.add("Ana has written services in Go and SQL for ten years, in Leeds and York, and made reports.")
    builder.add_unseen(keywords, reason="in the page's keywords")
    assert bool(build(builder).warnings) is is_reported


def test_too_much_text_or_too_many_pages_are_refused() -> None:
    builder = DocumentBuilder()
    for _ in range(5):
        builder.add("x" * 100_000)
    with pytest.raises(UnreadableFileError, match="more than 500,000 characters"):
        builder.add("x")
    builder = DocumentBuilder()
    builder.set_pages(2_000)
    with pytest.raises(UnreadableFileError, match="more than 2,000 pages"):
        builder.add("x", page=2_001)


def test_hidden_punctuation_is_ignored():
    builder = DocumentBuilder()
    builder.add("Ana")
    builder.add(", •", visible=False, reason="smaller than two points")
    assert (build(builder).text, build(builder).warnings) == ("Ana", ())
