"""A text is laid out in rows that each belong to one section and one entry."""

import pytest

from matcher.core.resume import Month, Position, Section, UndatedEntry
from matcher.parsing.structure import EntryFields, Mark, Structure
from matcher.reporting.structure_view import describe_entries, label_of, rows_of, structure_data

JOB = {"first": Month(2013, 6), "last": Month(2015, 5)}


def structure(text, sections, jobs=(), marks=(), **options):
    """Sections and jobs by the words with which they begin."""
    starts = [text.index(words) for _, words in sections]
    found = tuple(
        Section(kind, start, end)
        for (kind, _), start, end in zip(sections, starts, [*starts[1:], len(text)], strict=True)
    )
    entries = tuple(
        EntryFields(
            f"job {n}",
            Position(text.index(begin), text.index(end) + len(end), **JOB),
            (0, 0),
            reasons=("title in trade",),
        )
        for n, (begin, end) in enumerate(jobs, 1)
    )
    spans = ((text.index(words), len(words), kind, entry) for words, kind, entry in marks)
    ordered = tuple(Mark(start, start + length, kind, entry) for start, length, kind, entry in sorted(spans))
    return Structure("cv.txt", "2026-11-23", text, found, entries, ordered, (), (), **options)


def rows(found):
    names = [entry.name for entry in found.entries]
    return [
        (row.line, row.section, "" if row.entry is None else names[row.entry], found.text[row.start : row.end])
        for row in rows_of(found)
    ]


SHORT = "Jo Doe\n\nJobs\nCook, Acme\n- Soups\nWaiter, Beta"
RUNNING = "Jo Doe  JOBS Cook, Acme soups  Waiter, Beta  SKILLS soup"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(
            structure(SHORT, [("other", "Jo"), ("experience", "Jobs")], [("Cook", "Soups\n"), ("Waiter", "Beta")]),
            [(1, "other", "", "Jo Doe"), (2, "other", "", ""), (3, "experience", "", "Jobs"),
             (4, "experience", "job 1", "Cook, Acme"), (5, "experience", "job 1", "- Soups"),
             (6, "experience", "job 2", "Waiter, Beta")],
            id="lines",
        ),
        pytest.param(
            structure(
                RUNNING, [("other", "Jo"), ("experience", "JOBS"), ("skills", "SKILLS")],
                [("Cook", "soups  "), ("Waiter", "Beta  ")],
            ),
            [(1, "other", "", "Jo Doe  "), (1, "experience", "", "JOBS "), (1, "experience", "job 1", "Cook, Acme soups  "),
             (1, "experience", "job 2", "Waiter, Beta  "), (1, "skills", "", "SKILLS soup")],
            id="a text without line breaks",
        ),
        pytest.param(
            structure("Cook then Waiter then", [("experience", "Cook")], [("Cook", "Waiter then"), ("Waiter", "Waiter")]),
            [(1, "experience", "job 1", "Cook then "), (1, "experience", "job 2", "Waiter"),
             (1, "experience", "job 1", " then")],
            id="the inner entry",
        ),
        pytest.param(
            structure("  Cook, Acme", [("experience", "  ")], [("Cook", "Acme")]),
            [(1, "experience", "job 1", "Cook, Acme")],
            id="blanks before an entry",
        ),
        pytest.param(
            structure(
                f"Cook (Acme). {'Soups ' * 30}", [("experience", "Cook")], [("Cook", "Soups " * 30)],
                [("Cook", "title", 0), ("Acme", "employer", 0)],
            ),
            [(1, "experience", "job 1", "Cook (Acme). "), (1, "experience", "job 1", "Soups " * 30)],
            id="much text after a header",
        ),
        pytest.param(
            structure(
                "Cook (Acme). Soups", [("experience", "Cook")], [("Cook", "Soups")],
                [("Cook", "title", 0), ("Acme", "employer", 0)],
            ),
            [(1, "experience", "job 1", "Cook (Acme). Soups")],
            id="little text after a header",
        ),
        pytest.param(Structure("cv.txt", "2026-11-23", "", (), (), (), (), ()), [], id="no text"),
    ],
)  # fmt: skip
def test_rows(found, expected):
    assert rows(found) == expected


def test_a_mark_over_two_lines_is_in_both():
    found = structure(
        "Assistant\nCook, Acme", [("experience", "Assistant")], marks=[("Assistant\nCook", "title", None)]
    )
    assert [[(m.start, m.end) for m in row.marks] for row in rows_of(found)] == [[(0, 9)], [(10, 14)]]


def test_only_the_first_row_opens_an_entry():
    found = structure(SHORT, [("other", "Jo")], [("Cook", "Soups\n"), ("Waiter", "Beta")])
    assert [row.line for row in rows_of(found) if row.opens] == [4, 6]


def test_a_field_in_the_text_of_another_entry_says_whose_it_is():
    found = structure(
        SHORT, [("experience", "Jo")], [("Cook", "Soups\n"), ("Waiter", "Beta")],
        [("Cook", "title", 0), ("Acme", "employer", 1)],
    )  # fmt: skip
    row = next(row for row in rows_of(found) if row.marks)
    assert [label_of(mark, row, found.entries) for mark in row.marks] == ["title", "employer, job 2"]


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        (Position(0, 9, **JOB), "work, 2013-06 to 2015-05, 24 months"),
        (Position(0, 9, Month(2013, 6), Month(2013, 6), kind="project"), "project, 2013-06 to 2013-06, 1 month"),
        (Position(0, 9, Month(2026, 1), Month(2026, 11), current=True), "work, 2026-01 to present, 11 months"),
        (
            Position(0, 9, Month(2019, 1), Month(2020, 12), current=True, latest_end=Month(2020, 12)),
            "work, 2019-01 to present, counted until 2020-12, 24 months",
        ),
        # Only the title is marked as its own: the employer is another entry's, too.
        (
            Position(0, 9, **JOB, title="Cook", employer="Acme"),
            "work, 2013-06 to 2015-05, 24 months; employer “Acme”",
        ),
    ],
)
def test_how_an_entry_was_read(position, expected):
    entry = EntryFields("job 1", position, (0, 0), (0, 4), (6, 10), reasons=("title in trade", "section=experience"))
    marks = (Mark(0, 4, "title", 0), Mark(6, 10, "employer", 1))
    found = Structure("cv.txt", "2026-11-23", "Cook, Acme", (), (entry,), marks, (), ())
    assert describe_entries(found) == [f"{expected}; decided by title in trade, section=experience"]


def test_the_structure_as_data():
    found = structure(
        SHORT, [("other", "Jo"), ("experience", "Jobs")], [("Cook", "Soups\n"), ("Waiter", "Beta")],
        [("Jobs", "heading", None), ("Cook", "title", 0)],
    )  # fmt: skip
    data = structure_data(found)
    assert [(s["kind"], s["lines"]) for s in data["sections"]] == [("other", [1, 1]), ("experience", [3, 6])]
    assert [(e["name"], e["lines"], e["first"], e["months"]) for e in data["entries"]] == [
        ("job 1", [4, 5], "2013-06", 24), ("job 2", [6, 6], "2013-06", 24),
    ]  # fmt: skip
    assert data["entries"][0]["reasons"] == ["title in trade"]
    assert [(r["line"], r["entry"], r["text"]) for r in data["rows"] if r["marks"]] == [
        (3, None, "Jobs"), (4, "job 1", "Cook, Acme"),
    ]  # fmt: skip
    assert data["rows"][3]["marks"] == [{"start": 13, "end": 17, "kind": "title", "entry": "job 1", "note": ""}]


def test_an_entry_without_dates() -> None:
    text = "JOBS\nCook, Acme\n- Soups\n"
    job = UndatedEntry(5, len(text), "Cook", "Acme")
    entry = EntryFields("job 1", None, (0, 0), (5, 9), (11, 15), undated=job)
    marks = Mark(5, 9, "title", 0), Mark(11, 15, "employer", 0)
    found = Structure(
        "cv.txt", "2026-11-23", text, (Section("experience", 0, len(text), "JOBS"),), (entry,), marks, (), ()
    )
    assert describe_entries(found) == ["work, no dates"]
    (data,) = structure_data(found)["entries"]
    assert (data["first"], data["last"], data["current"], data["months"], data["dates"]) == (None, None, False, 0, None)
    assert [row.entry for row in rows_of(found)] == [None, 0, 0]
