"""The parallel résumés state the same facts in every language and style."""

import pytest

from data.careers.marked import read_marked, read_marked_folder
from data.parallel import VARIANTS, ParallelCareer, read_careers
from data.parallel.files import WITHOUT_PDF, render
from matcher.extraction.reading import read_bytes

CAREERS = read_careers()


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("career", CAREERS, ids=lambda career: career.name)
def test_a_text_has_every_job_and_names_every_employer(career: ParallelCareer, variant: str) -> None:
    jobs = career.jobs(variant)
    assert len(jobs) == len([e for e in career.texts[variant].entries if e.kind == "work"])
    assert all(facts["employer"] in career.texts[variant].text for facts in career.facts["jobs"])


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("career", CAREERS, ids=lambda career: career.name)
def test_a_text_names_the_person_and_how_to_reach_them(career: ParallelCareer, variant: str) -> None:
    assert career.facts["email"] in career.texts[variant].text


@pytest.mark.parametrize(("extension", "library"), [("docx", "docx"), ("pdf", "typst")])
def test_a_file_holds_the_words_of_its_text(extension: str, library: str) -> None:
    pytest.importorskip(library)
    for variant in ("en", "de", "ru", "tr", "zh"):
        if extension == "pdf" and variant in WITHOUT_PDF:
            with pytest.raises(ValueError, match="no font"):
                render(CAREERS[1], variant, extension)
            continue
        data = render(CAREERS[1], variant, extension)
        assert render(CAREERS[1], variant, extension) == data
        read = "".join(read_bytes(data, f"resume.{extension}").text.casefold().split())
        words = [word for word in CAREERS[1].texts[variant].text.casefold().split() if word.isalnum()]
        assert [word for word in words if word not in read] == []


@pytest.mark.parametrize(
    "text",
    ["⟦1T:Tester⟧", "⟦1D:2019⟧", "⟦1D.work: 2019⟧", "⟦1D.work:2019⟧ ⟦1D.work:2020⟧", "⟦1D.work:2019⟧ ⟦oops"],
    ids=["no dates", "no kind", "blank at the edge", "twice", "not a mark"],
)
def test_faulty_marks_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"entry|entries|mark"):
        read_marked(text)


def test_a_field_may_belong_to_two_entries() -> None:
    one, two = read_marked("⟦1E:Acme⟧ ⟦1D.work:2019⟧, ⟦2E=1⟧⟦2D.work:2018⟧").entries
    assert one.spans["employer"] == two.spans["employer"] == (0, 4)


def test_written_resumes_have_their_marks_in_order() -> None:
    for name, resume in read_marked_folder().items():
        assert resume.entries, name
        assert all(resume.text[slice(*span)].strip() for entry in resume.entries for span in entry.spans.values()), name
