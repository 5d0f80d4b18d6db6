"""The printed structure: the text with a margin, fields in brackets, and no escape codes."""

import io

import pytest
from rich.console import Console

from matcher.core.document import DocumentWarning
from matcher.core.resume import Month, Position, Section
from matcher.parsing.structure import EntryFields, LeftOut, Mark, Structure
from matcher.reporting.console.structure_terminal import render_structure

TEXT = "Jobs\nCook, Acme\n2013 - 2015\n\n- Soups since 2014 - 2015\n"
JOB = Position(5, len(TEXT), Month(2013, 7), Month(2015, 6), title="Cook", employer="Acme")
FOUND = Structure(
    "cv.txt", "2026-11-23", TEXT, (Section("experience", 0, len(TEXT), "Jobs"),),
    (EntryFields("job 1", JOB, (16, 27), (5, 9), (11, 15), reasons=("section=experience",)),),
    (Mark(0, 4, "heading"), Mark(5, 9, "title", 0), Mark(11, 15, "employer", 0), Mark(16, 27, "dates", 0),
     Mark(43, 54, "dates, no entry")),
    (LeftOut(60, 66, "Django", "white on white"),), (DocumentWarning("few-words", "only 8 words"),),
)  # fmt: skip


def printed(structure, width=100):
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None, highlight=False)
    render_structure(structure, console)
    return console.file.getvalue()


def test_every_line_with_its_margin():
    assert printed(FOUND) == (
        "cv.txt\n"
        "! few-words  only 8 words\n"
        "\n"
        "experience        [heading: Jobs]\n"
        "experience job 1  [title: Cook], [employer: Acme]\n"
        "                  = work, 2013-07 to 2015-06, 24 months; decided by section=experience\n"
        "experience job 1  [dates: 2013 - 2015]\n"
        "\n"
        "experience job 1  - Soups since [dates, no entry: 2014 - 2015]\n"
        "\n"
        "Left out, white on white:\n"
        "Django\n"
    )


@pytest.mark.parametrize("width", [40, 60, 200])
def test_long_lines_are_wrapped_beside_the_margin(width):
    text = "Jobs " + "soup and bread " * 40 + "x" * 300
    lines = printed(Structure("cv.txt", "2026-11-23", text, (Section("skills", 0, len(text)),), (), (), (), ()), width)
    assert max(map(len, lines.splitlines())) <= width
    assert "".join(lines.split()) == "cv.txtskills" + "".join(text.split())
    assert all(line.startswith((" " * 9, "skills   ")) for line in lines.splitlines()[2:])


def test_a_resume_cannot_steer_the_terminal():
    hostile = "red \x1b[31m\x9b\u202e\x00 [bold]alert[/bold]\tnow"
    sections = (Section("other", 0, len(hostile)),)
    job = Position(0, len(hostile), Month(2013, 7), Month(2015, 6), title=hostile)
    entry = EntryFields("job 1", job, (0, 0), (0, len(hostile)))
    marks = (Mark(0, 3, "title", 1),)
    warning = DocumentWarning("invisible-text", hostile)
    found = Structure(
        hostile, "2026-11-23", hostile, sections, (entry, entry), marks, (LeftOut(0, 9, hostile, hostile),), (warning,)
    )
    text = printed(found, 300)
    assert not set("\x00\x9b\u202e\t\x1b") & set(text)
    assert text.count("[bold]alert[/bold]") == text.count("␛[31m") >= 5
