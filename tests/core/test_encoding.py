"""What was encoded comes back the same, and nothing else comes back at all."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from matcher.core.document import Block, Box, Document, DocumentWarning
from matcher.core.encoding import add_checksum, content_digest, decode, encode, strip_checksum
from matcher.core.ledger import Assessment, Change, Contribution, Evidence, TermShare
from matcher.core.resume import Month, Position, Section
from matcher.core.skills import Analysis, Mention, ResumeSkill

TEXT = "Skills Gö, 日本 and 💾\x00\u202e"
DOCUMENT = Document(
    "cv.txt", TEXT, (Block(0, 9, 1), Block(9, len(TEXT), 2, box=Box(0.1, 0.2, 1e300, 5e-324))),
    "text/plain", "0" * 64, 2, (DocumentWarning("few-words", "only 2 words were read"),),
)  # fmt: skip
MENTION = Mention("go", "Gö", 7, 9)
POSITION = Position(0, 9, Month(2019, 6), Month(2021, 1), True, "Developer", "Acme", latest_end=Month(2022, 1))
FINDING = Analysis(
    (Section("skills", 0, 9, "Skills"),), (POSITION,), (DocumentWarning("a", "b"),), ((0, 3),), (MENTION,)
)
ASSESSMENT = Assessment(
    "cv.txt", "0" * 64,
    (Contribution("db", "Database", "keyword", 0.1 + 0.2, 20.0, "met",
                  (Evidence("Go", 0, 2, 1, "experience", "Go", "Go", 0.1, 30, "listed", unsupported=True),), "why",
                  (TermShare("api", 0.1, 0.3),)),),
    (ResumeSkill("go", "Go", "language", 41, Month(2024, 5), False, (MENTION,), "gin", MENTION),),
    (DocumentWarning("a", "b"),), "text/plain", 2, 12, 41, (POSITION,), 99, (Change("PostgreSQL", "postgresql", ("db",), 4.1),),
    ((1.0, 2.5), (0.0, 100.0)),
)  # fmt: skip

VALUES = [DOCUMENT, FINDING, ASSESSMENT]


@pytest.mark.parametrize("value", VALUES, ids=lambda v: type(v).__name__)
def test_what_was_encoded_comes_back_the_same(value: object) -> None:
    data = encode(value)
    assert decode(data, type(value)) == value
    assert encode(decode(data, type(value))) == data


@given(st.text(st.characters(exclude_categories=["Cs"])), st.floats(allow_nan=False), st.integers(-(2**63), 2**63 - 1))
@example("", -0.0, 0)
def test_any_text_and_number_comes_back_the_same(text: str, number: float, whole: int) -> None:
    line = replace(ASSESSMENT.contributions[0], label=text, points=number)
    value = replace(ASSESSMENT, document=text, contributions=(line,), words=whole)
    back = decode(encode(value), Assessment)
    assert back == value
    assert back is not None
    assert repr(back.contributions[0].points) == repr(number)


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        encode(replace(DOCUMENT, text="\ud800"))


@pytest.mark.parametrize("kind", [Analysis, Assessment, DocumentWarning, Box, str])
def test_bytes_of_another_kind_are_nothing(kind: type) -> None:
    assert decode(encode(DOCUMENT), kind) is None


@given(st.data())
def test_bytes_that_changed_are_nothing(data: st.DataObject) -> None:
    good = encode(FINDING)
    place = data.draw(st.integers(0, len(good) - 1))
    flipped = bytearray(good)
    flipped[place] ^= 1 << data.draw(st.integers(0, 7))
    assert decode(bytes(flipped), Analysis) is None
    assert decode(good[:place], Analysis) is None
    assert decode(good + good[:1], Analysis) is None


@given(st.binary())
@example(add_checksum(b""))
@example(add_checksum(b"x"))
@example(pickle.dumps(FINDING))
@example(add_checksum(pickle.dumps(FINDING)))
def test_no_bytes_do_harm(data: bytes) -> None:
    assert decode(data, Analysis) is None


@pytest.mark.parametrize("value", [None, 3, 2.5, "text", b"", b"short", bytearray(b"x")])
def test_what_a_damaged_table_may_hold_is_not_unsealed(value: object) -> None:
    assert strip_checksum(value, b"key") is None


@given(st.binary(), st.binary(max_size=64), st.binary(max_size=64))
def test_a_seal_is_for_one_key(data: bytes, key: bytes, other: bytes) -> None:
    assert strip_checksum(add_checksum(data, key), key) == data
    # BLAKE2 fills a key up with zeros.
    if key.rstrip(b"\0") != other.rstrip(b"\0"):
        assert strip_checksum(add_checksum(data, key), other) is None


def test_content_tells_values_apart() -> None:
    values = [DOCUMENT, replace(DOCUMENT, text=f"{TEXT} "), replace(DOCUMENT, pages=3), FINDING, (1, "1"), ("1", 1)]
    assert len({content_digest(value) for value in values}) == len(values)
