"""Who is whose copy: edits of one résumé are, those of two people are not, whatever the order of the files."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.parsing import text_signature
from matcher.parsing.text_signature import SIGNATURE_BYTES, signature_of
from matcher.ranking.near_duplicates import Repeat, repeats

SAMPLES = {
    path.stem: path.read_text("utf-8-sig", "replace")
    for path in sorted((Path(__file__).parents[2] / "data" / "samples").glob("*.txt"))
}
ELIXIR = SAMPLES["ines-carvalhal"]
JOB = """Lead developer, Harbour Light Systems    Mar 2025 - Present
  - Moved the booking engine to services in Go, halved the cost of the queue, wrote the handbook for nights on call.
"""


def similarity(one: str, other: str) -> str:
    found = repeats([signature_of(one), signature_of(other)], ["a", "b"])
    return found[0].similarity if found else ""


EDITS = {
    "a date beside the name": lambda text: "Updated May 2026\n" + text,
    "an older date": lambda text: re.sub(r"20\d\d", lambda m: str(int(m[0]) - 1), text, count=1),
    "another telephone number": lambda text: re.sub(r"\+[\d ]+", "+44 20 7946 0999", text),
    "another e-mail address": lambda text: re.sub(r"\S+@\S+", "other@person.example", text),
    "a new job": lambda text: text.replace("Experience\n----------\n", "Experience\n----------\n" + JOB),
    "other bullets": lambda text: re.sub(r"^ *- ", "• ", text, flags=re.MULTILINE),
    "headings in capitals": lambda text: re.sub(r"^(\w+)\n-+$", lambda m: m[1].upper(), text, flags=re.MULTILINE),
    "months in full": lambda text: (
        text.replace("Apr ", "April ").replace("Feb ", "February ").replace("Mar ", "March ")
    ),
    "education first": lambda text: text[text.index("Education") :] + "\n" + text[: text.index("Education")],
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_resume_is_nearly_the_same(edit: str) -> None:
    edited = EDITS[edit](ELIXIR)
    assert edited != ELIXIR
    assert similarity(ELIXIR, edited) == "nearly the same text"


@pytest.mark.parametrize("text", ["", "Short.", ELIXIR])
def test_white_space_makes_no_other_text(text: str) -> None:
    assert similarity(text, f"\n{text.replace(' ', '  ')} ") == "same text"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda text: re.sub(r"20\d\d", lambda m: str(int(m[0]) - 3), text), "another person's jobs"),
        (lambda text: re.sub(r"20\d\d", "", text), "nothing to tell it by, and not quite the same"),
        (lambda text: text[: len(text) // 3], "a third of it"),
    ],
)
def test_similar_texts_of_other_people_are_no_duplicates(change, why: str) -> None:
    assert similarity(ELIXIR + JOB, change(ELIXIR)) == "", why


def test_an_agency_s_words_with_another_s_jobs() -> None:
    words = (
        "Designed and built services in Java and Spring on Oracle for the bank's payments, wrote tests in JUnit. " * 4
    )
    skills = "Java, Spring, Hibernate, Oracle, PostgreSQL, Jenkins, Git, Linux, Scrum, REST, SOAP, Kafka. "
    one = f"{skills}{words} Developer, Halden Bank, May 2019 to June 2022. Developer, Orrin, Jan 2016 to April 2019."
    other = f"{skills}{words} Developer, Quillon, July 2018 to March 2023. Developer, Brandt, Feb 2014 to June 2018."
    assert similarity(one, other) == ""
    assert similarity(one, other.replace("July 2018 to March 2023", "May 2019 to June 2022")) == ""
    assert similarity(one, f"{one} Developer, Quillon, July 2022 to March 2023.") == "nearly the same text"


def test_few_words_are_the_same_or_not() -> None:
    text = "Back-end developer, May 2019 to June 2022, Jan 2016 to April 2019. Java and Spring."
    assert similarity(text, f"{text} Linux") == ""


def test_no_sample_repeats_another() -> None:
    assert repeats(map(signature_of, SAMPLES.values()), list(SAMPLES)) == []


def test_the_newest_is_kept_then_the_fullest_then_the_shortest_name() -> None:
    newer = EDITS["a new job"](ELIXIR)
    fuller = ELIXIR.replace("Redis", "Redis and Memcached")
    texts = [ELIXIR, newer, fuller, ELIXIR]
    signatures = [signature_of(text) for text in texts]
    assert repeats(signatures, ["a", "long-name", "b", "c"]) == [
        Repeat(0, 1, "nearly the same text"),
        Repeat(2, 1, "nearly the same text"),
        Repeat(3, 1, "nearly the same text"),
    ]
    assert repeats([*signatures[::3], signatures[2]], ["a", "c", "b"])[0] == Repeat(0, 2, "nearly the same text")
    assert repeats(signatures[::3], ["aa", "c"]) == [Repeat(0, 1, "same text")]


def test_every_repeat_is_similar_to_the_file_that_is_kept() -> None:
    words = [f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(400)]
    dates = " May 2019 to June 2022, Jan 2016 to April 2019 "
    texts = [dates + " ".join(words[start : start + 240]) for start in range(0, 160, 40)]
    signatures = [signature_of(text) for text in texts]
    for repeat in repeats(signatures, "abcd"):
        assert repeats([signatures[repeat.row], signatures[repeat.kept]], "ab")


@settings(deadline=None)
@given(st.permutations(range(11)))
def test_the_order_of_the_files_changes_nothing(order: list[int]) -> None:
    edits = [ELIXIR, *(edit(ELIXIR) for edit in EDITS.values()), SAMPLES["walter-grzybowski"]]
    names = [f"{n:02}" for n in range(11)]
    expected = [(names[r.row], names[r.kept], r.similarity) for r in repeats(map(signature_of, edits), names)]
    shuffled = [names[n] for n in order]
    found = repeats([signature_of(edits[n]) for n in order], shuffled)
    assert sorted((shuffled[r.row], shuffled[r.kept], r.similarity) for r in found) == expected
    assert len(expected) == 9


def test_many_copies_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.ranking.near_duplicates.AT_ONCE", 7)
    versions = [EDITS[name](text) for text in SAMPLES.values() for name in ("a date beside the name", "other bullets")]
    rows = np.frombuffer(b"".join(map(signature_of, versions)), np.uint8).reshape(-1, SIGNATURE_BYTES)
    table = np.tile(rows, (20, 1))
    found = repeats(table, [f"{n:04}" for n in range(len(table))])
    assert len({r.kept for r in found}) == len(SAMPLES)
    assert len(found) == len(table) - len(SAMPLES)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=400))
def test_any_text_has_a_signature(text: str) -> None:
    assert len(signature_of(text)) == SIGNATURE_BYTES
    assert signature_of(text) == signature_of(text)


def test_signatures_stay_as_they_are() -> None:
    """Those kept from earlier runs have to mean the same: raise SIGNATURE_VERSION when this one changes."""
    import hashlib

    assert hashlib.sha256(signature_of(ELIXIR)).hexdigest()[:16] == "b2316336c155b89c"


@settings(deadline=None)
@given(st.integers(0, 40))
def test_agreement_estimates_the_share_in_common(share: int) -> None:
    own, other = ([f"{sign}{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(400)] for sign in "xy")
    one, two = own, own[: share * 10] + other[share * 10 :]
    runs = [set(zip(w, w[1:], w[2:], strict=False)) for w in (one, two)]
    places = [np.frombuffer(signature_of(" ".join(w)), np.uint8)[-text_signature.HASHES :] for w in (one, two)]
    agreeing = float((places[0] == places[1]).mean())
    assert agreeing == pytest.approx(len(runs[0] & runs[1]) / len(runs[0] | runs[1]), abs=0.15)
