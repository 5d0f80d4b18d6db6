"""Encoded values are decoded unchanged; any other bytes give None."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from matcher.core.document import Block, Box, Document, DocumentWarning
from matcher.core.encoding import add_checksum, content_digest, decode, encode, strip_checksum
from matcher.core.ledger import Assessment, Change, Contribution, Evidence, TermShare
from matcher.core.resume import Month, Position, Section, UndatedEntry
from matcher.core.role_family import WorkKind
from matcher.core.skills import Analysis, JobMentions, Mention, ResumeSkill

TEXT = "Skills Gö, 日本 and 💾\x00\u202e"
DOCUMENT = Document(
    "cv.txt", TEXT, (Block(0, 9, 1), Block(9, len(TEXT), 2, box=Box(0.1, 0.2, 1e300, 5e-324))),
    "text/plain", "0" * 64, 2, (DocumentWarning("few-words", "only 2 words were read"),),
)  # fmt: skip
MENTION = Mention("go", "Gö", 7, 9)
POSITION = Position(0, 9, Month(2019, 6), Month(2021, 1), True, "Developer", "Acme", latest_end=Month(2022, 1))
UNDATED = UndatedEntry(0, 9, "Tester", "Crumb Ltd", "Leeds", "volunteer", "projects")
ANALYSIS = Analysis(
    (Section("skills", 0, 9, "Skills"),), (POSITION,), (DocumentWarning("a", "b"),), ((0, 3),), (MENTION,), (UNDATED,)
)
ASSESSMENT = Assessment(
    "cv.txt", "0" * 64,
    (Contribution("db", "Database", "keyword", 0.1 + 0.2, 20.0, "met",
                  (Evidence("Go", 0, 2, 1, "experience", "Go", "Go", 0.1, 30, "listed", unsupported=True),), "why",
                  (TermShare("api", 0.1, 0.3),)),),
    (ResumeSkill("go", "Go", "language", 41, Month(2024, 5), False, (MENTION,), "gin", MENTION, (JobMentions(0, 2, 1, True),)),),
    (DocumentWarning("a", "b"),), "text/plain", 2, 12, 41, (POSITION,), (WorkKind("back-end", 0.8, "title", 0.9),), 99,
    (Change("PostgreSQL", "postgresql", ("db",), 4.1),), undated=(UNDATED,), languages=("de", "en"),
)  # fmt: skip

VALUES = [DOCUMENT, ANALYSIS, ASSESSMENT]


@pytest.mark.parametrize("value", VALUES, ids=lambda v: type(v).__name__)
def test_a_value_survives_the_round_trip(value: object) -> None:
    data = encode(value)
    assert decode(data, type(value)) == value
    assert encode(decode(data, type(value))) == data


@given(st.text(st.characters(exclude_categories=["Cs"])), st.floats(allow_nan=False), st.integers(-(2**63), 2**63 - 1))
@example("", -0.0, 0)
def test_any_text_and_number_survives_the_round_trip(text: str, number: float, whole: int) -> None:
    line = replace(ASSESSMENT.contributions[0], label=text, points=number)
    value = replace(ASSESSMENT, document=text, contributions=(line,), words=whole)
    back = decode(encode(value), Assessment)
    assert back == value
    assert back is not None
    assert repr(back.contributions[0].points) == repr(number)


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        encode(replace(DOCUMENT, text="\ud800"))


@pytest.mark.parametrize("kind", [Analysis, Assessment, DocumentWarning, Box, str])
def test_bytes_of_another_type_give_none(kind: type) -> None:
    assert decode(encode(DOCUMENT), kind) is None


@given(st.data())
def test_changed_bytes_give_none(data: st.DataObject) -> None:
    good = encode(ANALYSIS)
    offset = data.draw(st.integers(0, len(good) - 1))
    flipped = bytearray(good)
    flipped[offset] ^= 1 << data.draw(st.integers(0, 7))
    assert decode(bytes(flipped), Analysis) is None
    assert decode(good[:offset], Analysis) is None
    assert decode(good + good[:1], Analysis) is None


@given(st.binary())
@example(add_checksum(b""))
@example(add_checksum(b"x"))
@example(pickle.dumps(ANALYSIS))
@example(add_checksum(pickle.dumps(ANALYSIS)))
def test_arbitrary_bytes_give_none(data: bytes) -> None:
    assert decode(data, Analysis) is None


@pytest.mark.parametrize("value", [None, 3, 2.5, "text", b"", b"short", bytearray(b"x")])
def test_other_values_in_a_damaged_table_give_none(value: object) -> None:
    assert strip_checksum(value, b"key") is None


@given(st.binary(), st.binary(max_size=64), st.binary(max_size=64))
def test_a_checksum_is_for_one_key(data: bytes, key: bytes, other: bytes) -> None:
    assert strip_checksum(add_checksum(data, key), key) == data
    # BLAKE2 fills a key up with zeros.
    if key.rstrip(b"\0") != other.rstrip(b"\0"):
        assert strip_checksum(add_checksum(data, key), other) is None


def test_different_values_have_different_digests() -> None:
    values = [DOCUMENT, replace(DOCUMENT, text=f"{TEXT} "), replace(DOCUMENT, pages=3), ANALYSIS, (1, "1"), ("1", 1)]
    assert len({content_digest(value) for value in values}) == len(values)
