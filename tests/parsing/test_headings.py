"""The table of headings: folding, and looking up phrases whole, with qualifiers, joined and in columns."""

import tomllib
from importlib import resources

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from matcher.parsing.headings import fold_heading, load_headings

RAW = tomllib.loads(resources.files("matcher").joinpath("resources/headings.toml").read_text("utf-8"))
KINDS = ("summary", "experience", "skills", "projects", "education", "certificates", "other")


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("EDUCATION", "education"),
        ("Skills & Tools", "skills and tools"),
        ("Skills &amp; Tools", "skills and tools"),
        ("Skills + Tools", "skills and tools"),
        ("Ausbildung und Beruf", "ausbildung and beruf"),
        ("Formación y cursos", "formacion and cursos"),
        ("Expérience et diplômes", "experience and diplomes"),
        ("Yearly setup", "yearly setup"),  # "y" and "et" only as words
        ("EDV-Kenntnisse", "edv kenntnisse"),
        ("Straße", "strasse"),
        ("Licenses/Certificates", "licenses/certificates"),
        ("  Work   History: ", "work history"),
        ("•••", ""),
        ("", ""),
        ("𝐒𝐤𝐢𝐥𝐥𝐬", "skills"),
    ],
)
def test_folding(printed: str, folded: str) -> None:
    assert fold_heading(printed) == folded


@example("𝐴")
@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(phrase: str) -> None:
    assert fold_heading(fold_heading(phrase)) == fold_heading(phrase)


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("Education", "education"),
        ("Berufserfahrung", "experience"),
        ("Who I am", "summary"),
        ("Where I have worked", "experience"),
        ("Engagements and Employment", "experience"),
        ("Where I studied", "education"),
        ("What I work with", "skills"),
        # qualifiers before and after
        ("Relevant Work Experience", "experience"),
        ("IT Skills & Tools", "skills"),
        ("Acme Work Experience", None),
        ("Work Experience Acme", None),
        # joined: the first counts, and all must be known
        ("Education and Certifications", "education"),
        ("Certifications/Education", "certificates"),
        ("Skills, Education", "skills"),
        ("Education and Bread", None),
        ("Bread and Education", None),
        # too long to be a heading, though all its words are
        (" and ".join(["Education"] * 6), None),
        ("Senior Developer", None),
        ("and", None),
        ("", None),
    ],
)
def test_kind_of(phrase: str, kind: str | None) -> None:
    assert load_headings().kind_of(phrase) == kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("EXPERIENCE SKILLS", "experience"),
        ("SKILLS WORK EXPERIENCE", "experience"),
        ("EDUCATION SKILLS", "education"),
        ("SKILLS EDUCATION INTERESTS", "skills"),
        ("SKILLS", None),
        ("SKILLS COMPETENCIES", None),  # one kind twice
        ("SKILLS ACME EDUCATION", None),
        ("EDUCATION SKILLS " * 4, None),
        ("", None),
    ],
)
def test_kind_of_columns(line: str, kind: str | None) -> None:
    assert load_headings().kind_of_columns(line) == kind


@pytest.mark.parametrize("kind", KINDS)
def test_every_phrase_of_the_file_is_found(kind: str) -> None:
    for phrase in RAW[kind]["headings"]:
        assert load_headings().kind_of(phrase.title()) == kind, phrase


def test_no_phrase_has_two_kinds() -> None:
    phrases = [p for kind in KINDS for p in RAW[kind]["headings"]]
    assert len(phrases) > 300
    assert sorted(phrases) == sorted(set(phrases))


def test_every_phrase_for_running_text_is_a_heading() -> None:
    table = load_headings()
    for phrase in (*RAW["running"]["strong"], *RAW["running"]["weak"]):
        found = table.strong.fullmatch(phrase) or table.weak.fullmatch(phrase)
        assert found, phrase
        assert not table.strong.search(f"x{phrase}")
