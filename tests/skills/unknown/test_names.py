"""Unknown names: which are found, and which must not be. All names are invented."""

from collections import Counter
from dataclasses import replace

import pytest

from matcher.core.document import Block, Document
from matcher.core.resume import Month, Position, Resume, UndatedEntry
from matcher.skills.recognizer import Recognizer
from matcher.skills.taxonomy import load_taxonomy
from matcher.skills.unknown.aggregation import aggregate_unknown
from matcher.skills.unknown.names import UnknownNames, find_unknown_names, group_unknown_names, name_key

EVERYDAY = dict.fromkeys("skills communication management data reporting team built worked qa".split(), 0.2)
EVERYDAY["zvq"] = 0.01


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer(load_taxonomy())


def resume_of(text: str, positions: tuple[Position, ...] = (), names: tuple[tuple[int, int], ...] = ()) -> Resume:
    blocks = (Block(0, len(text), 1),) if text else ()
    return Resume(Document("cv.txt", text, blocks, "text/plain", "0" * 64, 1), (), positions, (), names)


def unknown_names(recognizer: Recognizer, resume: Resume) -> list[tuple[str, bool]]:
    tokens = recognizer.tokenizer(resume.document.text)
    mentions = recognizer.recognize(resume)
    names = find_unknown_names(resume, tokens, mentions, recognizer.taxonomy, lambda word: EVERYDAY.get(word, 0.0))
    assert all(resume.document.text[n.start : n.end] == n.surface_form for n in names)
    return [(n.surface_form, n.listed) for n in names]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # in a list of known ones
        ("Java, Quuxbase, PostgreSQL", ["Quuxbase"]),
        ("Java / Quuxbase / PostgreSQL", ["Quuxbase"]),
        ("Java\nQuuxbase\nPostgreSQL", ["Quuxbase"]),
        ("Java, PostgreSQL (Quuxbase)", ["Quuxbase"]),
        ("Java, PostgreSQL, QXB", ["QXB"]),
        ("java, quuxbase, python, ruby on rails, django", ["quuxbase"]),
        ("Java, Quux Base Server, PostgreSQL", ["Quux Base"]),
        ("Java, Quux-Base, PostgreSQL", ["Quux-Base"]),
        ("Java, Quuxbase 4.2, PostgreSQL", ["Quuxbase"]),
        ("- Java\n- Quuxbase\n- PostgreSQL", ["Quuxbase"]),
        ("Java, 'Quuxbase', PostgreSQL", ["Quuxbase"]),
        ("Java, Quux\nBase, PostgreSQL, Django", ["Quux\nBase"]),
        # after "using", "in", "with", next to a known one
        ("Services using Quuxbase, Java and PostgreSQL.", ["Quuxbase"]),
        ("Written in QuuxLang and Java.", ["QuuxLang"]),
        # by their spelling, with a known one nearby
        ("Java, QuuxBase", ["QuuxBase"]),
        ("Java, Quux.js", ["Quux.js"]),
        ("Java, Quux++", ["Quux++"]),
        ("Java, Quux4j", ["Quux4j"]),
        # everyday words, alone or together
        ("Java, Communication, PostgreSQL", []),
        ("Java, Data Management, PostgreSQL", []),
        ("Java, Data Quux, PostgreSQL", ["Data Quux"]),
        ("Java, QA, PostgreSQL", []),
        ("Java, ZVQ, PostgreSQL", ["ZVQ"]),  # in one per cent of résumés: a name, not a common abbreviation
        # known, whether or not it means the technology
        ("Java, Python, PostgreSQL", []),
        ("Java, Oracle Corporation, PostgreSQL", []),
        # phrases
        ("Java, built a Quux Base for the whole large team, PostgreSQL", []),
        # no list, nothing known near
        ("Quuxbase is where I worked.", []),
        ("Java. Quuxbase. PostgreSQL.", []),
        # people, places, days, spoken languages, degrees, addresses, numbers
        ("Java, PostgreSQL, Springfield, TX", []),
        ("Java, English, PostgreSQL", []),
        ("Java, March, PostgreSQL", []),
        ("Java, Quux University, PostgreSQL", []),
        ("Java, Quux Inc, PostgreSQL", []),
        ("Java, ada@Quux.example, PostgreSQL", []),
        ("Java, www.QuuxBase.example, PostgreSQL", []),
        ("Java, https://host.example/QuuxBase, PostgreSQL", []),
        ("Java, 2019, PostgreSQL, 12, 4.2", []),
        ("", []),
    ],
)  # fmt: skip
def test_unknown_names(recognizer: Recognizer, text: str, names: list[str]) -> None:
    assert [name for name, listed in unknown_names(recognizer, resume_of(text)) if listed] == names


@pytest.mark.parametrize("dated", [True, False])
def test_the_person_and_employers_are_left_out(recognizer: Recognizer, dated: bool) -> None:
    text = "Java, Wilhelmina, PostgreSQL\nDeveloper, Quuxworks, 2019\nJava, Quuxworks, PostgreSQL"
    start = text.index("Wilhelmina")
    job = Position(29, len(text), Month(2019, 1), Month(2019, 12), title="Developer", employer="Quuxworks")
    resume = resume_of(text, (job,), ((start, start + 10),))
    if not dated:
        undated = UndatedEntry(29, len(text), title="Developer", employer="Quuxworks")
        resume = replace(resume, positions=(), undated=(undated,))
    names = find_unknown_names(resume, recognizer.tokenizer(text), recognizer.recognize(resume), recognizer.taxonomy)
    assert [n.surface_form for n in names] == ["Quuxworks"]  # its second occurrence is outside the line of the job ...
    document = group_unknown_names(resume, names)
    assert aggregate_unknown([document, document], recognizer.taxonomy) == ()  # ... and it is an employer of the batch


@pytest.mark.parametrize(
    "private", ["ada@host.example", "+49 (0)170 123 45 67", "https://host.example/ada", "555-0100-22"]
)
def test_examples_contain_no_addresses_or_numbers(recognizer: Recognizer, private: str) -> None:
    text = f"{private} Java, Quuxbase, PostgreSQL, {private}"
    resume = resume_of(text)
    names = find_unknown_names(resume, recognizer.tokenizer(text), recognizer.recognize(resume), recognizer.taxonomy)
    (example,) = [
        context for _, _, context in group_unknown_names(resume, names).examples.values() if "Quuxbase" in context
    ]
    assert "Java, Quuxbase, PostgreSQL" in example
    assert not any(part in example for part in private.split())


def document(name: str, *spellings: str, listed: bool = True, employers: tuple[str, ...] = ()) -> UnknownNames:
    counts: dict[str, Counter[str]] = {}
    for spelling in spellings:
        counts.setdefault(name_key(spelling), Counter())[spelling] += 1
    examples = {name_key(s): (listed, "capitalised", f"Java, {s} in {name}") for s in reversed(spellings)}
    return UnknownNames(name, counts, examples, frozenset(map(name_key, employers)))


def test_names_are_added_up_over_spellings_and_resumes() -> None:
    batch = [
        document("c.txt", "Quux-Base", "QuuxBase"),
        document("a.txt", "Quux Base", "Zorp"),
        document("b.txt", "QuuxBase", "Zorp", listed=False),
        document("d.txt", "Zorp", "Once", "Empl Oyer"),
        document("e.txt", "Zorp", "Empl Oyer", employers=("Empl-Oyer",)),
    ]
    technologies = aggregate_unknown(batch, load_taxonomy())
    assert [(t.name, t.spellings, t.resumes, t.listed) for t in technologies] == [
        ("Zorp", ("Zorp",), 4, 3),
        ("QuuxBase", ("QuuxBase", "Quux Base", "Quux-Base"), 3, 2),
    ]
    assert [(t.document, t.context) for t in technologies] == [
        ("a.txt", "Java, Zorp in a.txt"),
        ("a.txt", "Java, Quux Base in a.txt"),
    ]
    assert technologies == aggregate_unknown(list(reversed(batch)), load_taxonomy())
    assert {t.name for t in aggregate_unknown(batch, load_taxonomy(), min_resumes=1)} == {"Zorp", "QuuxBase", "Once"}


@pytest.mark.parametrize(("name", "like"), [("Cassandhra", "Cassandra"), ("Quuxbase", ""), ("QX", "")])
def test_typos_are_distinguished_from_new_names(name: str, like: str) -> None:
    batch = [document("a.txt", name), document("b.txt", name)]
    assert [t.like for t in aggregate_unknown(batch, load_taxonomy())] == [like]
