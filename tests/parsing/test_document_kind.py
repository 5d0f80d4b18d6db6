"""Which files are no résumés; a résumé is never refused for the words it shares with another document."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.documents import TEMPLATES, other_texts
from matcher.core.document import Document
from matcher.core.errors import UnreadableFileError
from matcher.core.resume import Resume
from matcher.extraction.reading import read_file
from matcher.parsing.career.timeline import find_positions
from matcher.parsing.document_kind import KINDS, OtherKind, find_other_kind
from matcher.parsing.sections import find_sections
from matcher.skills.analyzer import visible_document
from tests.written_resumes import HEAD, LINES, OPEN

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
EXPECTED = {
    "letter": "a letter or message", "mail": "a letter or message", "invoice": "an invoice or order",
    "minutes": "minutes of a meeting", "reference": "a contract, licence or reference", "advert": "a job advert",
    "code": "source code or documentation of software", "licence": "a contract, licence or reference",
}  # fmt: skip


def other_kind(text: str) -> OtherKind | None:
    sections = find_sections(text)
    positions, _ = find_positions(text, sections, datetime.date(2026, 11, 23))
    return find_other_kind(Resume(Document("x", text, (), "text/plain", "", 1), sections, positions))


@pytest.mark.parametrize("kind", TEMPLATES)
def test_other_documents_are_recognised(kind: str) -> None:
    found = [other_kind(text) for name, text in other_texts(6) if name == kind]
    assert {other.kind if other else "" for other in found} == {EXPECTED[kind]}


def test_every_kind_has_an_example() -> None:
    assert set(EXPECTED) == set(TEMPLATES)
    assert set(EXPECTED.values()) == set(KINDS)


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_the_samples_are_resumes(path: Path) -> None:
    if path.name.startswith("scan"):
        pytest.skip("needs Tesseract")
    try:
        document = visible_document(read_file(path, path.name))
    except UnreadableFileError:
        return
    assert other_kind(document.text) is None


@pytest.mark.parametrize(
    "text",
    [
        # Words of adverts, letters, invoices and licences in résumés.
        "Ada Example\nRecruiter\n\nExperience\nRecruiter, Acme Ltd, 2019 - present\nWrote job descriptions: we are looking for, "
        "you will, we offer, benefits, salary, equal opportunity, how to apply.\n\nEducation\nBSc, Northern University, 2012",
        "Ada Example\nAccountant\n\nExperience\nAccountant, Acme Ltd, 2015 - 2020\nInvoice, VAT, total, IBAN, purchase order, "
        "price, shipping, due date.\n\nSkills\nExcel",
        "Lebenslauf\n\nAda Beispiel\n\nSehr geehrte Damen und Herren, mit freundlichen Grüßen\n\nSince 2019 with Acme",
        "Ada Example\nBackend Developer\nI want to join a team where you will find that I must have fun.\nada@example.org\n"
        "Projects 2019 - 2021, 2021 - present: Python, Go",
        # Little text, or text of which little is known.
        "Python, Django, PostgreSQL",
        "Ada Example",
        "张三\n高级后端工程师\n2021.06 - 至今\n负责核心服务开发",
        "",
        "Jack has worked for us as a developer for many years and is liked by all who have met him in that time, and he has "
        "now decided to move on to new shores, which we regret but understand, since the sea has always called him so.",
    ],
)
def test_a_resume_is_not_refused(text: str) -> None:
    assert other_kind(text) is None


def test_text_without_anything_of_a_resume_is_set_apart() -> None:
    text = "The bakery on the corner has sold the same bread for a hundred years. " * 5
    other = other_kind(text)
    assert other is not None
    assert "without dates" in other.reason
    assert other_kind(text + "ada@example.org") is None


@given(st.sampled_from([HEAD, OPEN]), st.lists(st.sampled_from(LINES), max_size=6))
def test_written_resumes_are_resumes(head: tuple[str, ...], body: list[str]) -> None:
    assert other_kind("\n\n".join([*head, *body])) is None


def test_the_reason_quotes_the_signs() -> None:
    other = other_kind("We are looking for a developer. You will join our team. Apply now!")
    assert other is not None
    assert other.reason == (
        "it seems to be a job advert, not a résumé (“we are looking for”, “you will”, “join our”, “apply now”); "
        "look at it yourself"
    )
