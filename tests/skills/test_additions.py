"""A user's own skills file: its changes, and its problems with their lines."""

from pathlib import Path

import pytest

from matcher.core.document import Block, Document
from matcher.core.errors import TaxonomyError, UsageError
from matcher.core.resume import Resume
from matcher.core.skills import SkillsFile
from matcher.skills.additions import MAXIMUM_BYTES, differences, extend, read_skills_file
from matcher.skills.recognizer import Recognizer
from matcher.skills.taxonomy import Taxonomy, load_taxonomy, parse_taxonomy

BASE = parse_taxonomy(
    [
        (
            "shipped.toml",
            'kind = "language"\n[skills]\n'
            'sql = { label = "SQL" }\n'
            'go = { label = "Go", aliases = ["Golang", "Go lang"], ambiguous = ["Go", "GO"], sense = "word", confirm = ["gin"] }\n'
            'foo-base = { label = "Foo Base", aliases = ["FooDB", "Phoobase"], implies = ["sql"] }\n',
        )
    ]
)


def extend_by(text: str, base: Taxonomy = BASE) -> Taxonomy:
    return extend(base, SkillsFile("own.toml", text))


@pytest.mark.parametrize(
    ("text", "name", "skill_id"),
    [
        # new ones
        ('[skills]\nacme-db = { label = "Acme DB", kind = "database" }', "AcmeDB", "acme-db"),
        ('[skills.acme-db]\nlabel = "Acme DB"\nkind = "database"\naliases = ["ADB"]', "adb", "acme-db"),
        # spellings added and removed
        ('[changes]\nfoo-base = { add.aliases = ["FB", "FooDB"] }', "fb", "foo-base"),
        ('[changes]\nfoo-base = { remove.aliases = ["phooBase"] }', "Phoobase", None),
        ('[changes]\nfoo-base = { aliases = ["Only this"] }', "FooDB", None),
        ('[changes]\nfoo-base = { aliases = ["Only this"] }', "Foo Base", "foo-base"),
        ('[changes.foo-base]\nadd = { aliases = ["FB"] }\nremove.aliases = ["FooDB"]', "FooDB", None),
        # a spelling moves to another skill
        ('[skills]\nbar = { label = "Bar", kind = "tool", aliases = ["FooDB"] }\n[changes]\nfoo-base.remove.aliases = ["FooDB"]', "FooDB", "bar"),
        # a new label: the old one is still known
        ('[changes]\nfoo-base = { label = "Quux" }', "Quux", "foo-base"),
        ('[changes]\nfoo-base = { label = "Quux" }', "FooBase", "foo-base"),
        # unambiguous, or only on evidence
        ('[changes]\ngo = { ambiguous = [] }', "go", "go"),
        ('[changes]\nfoo-base = { remove.aliases = ["FooDB"], add.ambiguous = ["FooDB"], sense = "name" }', "FooDB", "foo-base"),
    ],
)  # fmt: skip
def test_changes_of_a_file(text: str, name: str, skill_id: str | None) -> None:
    skill = extend_by(text).find(name)
    assert (skill.id if skill else None) == skill_id


@pytest.mark.parametrize(
    ("change", "field", "expected"),
    [
        ('kind = "database"', "kind", "database"),
        ("implies = []", "implies", ()),
        ('implies = ["go"]', "implies", ("go",)),
        ('add.implies = ["go"]', "implies", ("sql", "go")),
        ('remove.implies = ["sql"]', "implies", ()),
        ('add.reject = ["Foo Base Ltd"]', "reject", ("Foo Base Ltd",)),
        ('add.confirm = ["query"]', "confirm", ("query",)),
        ('label = "FooBase"', "aliases", ("FooBase", "Foo Base", "FooDB", "Phoobase")),
    ],
)
def test_values_replace_and_lists_are_extended(change: str, field: str, expected: object) -> None:
    assert getattr(extend_by(f"[changes]\nfoo-base = {{ {change} }}")["foo-base"], field) == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[skills]\nacme = { label = "Acme" }', "own.toml:2: acme: needs a kind; it must be one of language"),
        ('[skills]\nacme = { label = "Acme", kind = "sport" }', "own.toml:2: acme: kind is 'sport'"),
        ('[skills]\nacme = { kind = "tool" }', "own.toml:2: acme: needs a label"),
        ('[skills]\nAcme = { label = "Acme", kind = "tool" }', "own.toml:2: Acme: an id is lower-case"),
        ('[skills]\nacme = "Acme"', "own.toml:2: acme: expected a table such as"),
        ('[skills]\ngo = { label = "Go", kind = "tool" }', "own.toml:2: go: exists already"),
        ('[skills]\nacme = { label = "Golang", kind = "tool" }', "own.toml:2: acme: 'Golang' already belongs to go (shipped.toml:4)"),
        ('[skills]\nacme = { label = "Acme", kind = "tool", implies = ["sqll"] }', "own.toml:2: acme: implies unknown skill 'sqll'; did you mean 'sql'?"),
        ('[skills]\n\nacme = { label = "Acme", kind = "tool", ambiguous = ["Acme"] }', "own.toml:3: acme: ambiguous forms need a sense"),
        ('[skills.acme]\nlabel = "Acme"\nkind = "tool"\ncolour = 1', "own.toml:1: acme: unknown key colour"),
        ('[changes]\nfoobase = { kind = "tool" }', "own.toml:2: foobase: there is no skill with this id; did you mean 'foo-base'?"),
        ('[changes]\nquux = { kind = "tool" }', "own.toml:2: quux: there is no skill with this id; new skills belong under [skills]"),
        ('[changes]\nsql = { kind = "sport" }', "own.toml:2: sql: kind is 'sport'"),
        ('[changes]\nsql = { color = "red" }', "own.toml:2: sql: unknown key 'color'; known: label, kind"),
        ('[changes]\nsql = { label = "" }', "own.toml:2: sql: needs a label"),
        ('[changes]\nsql = { aliases = "SQL" }', "own.toml:2: sql: aliases must be a list"),
        ('[changes]\nsql = { add = ["x"] }', 'own.toml:2: sql: add is written add.aliases = ["..."]'),
        ('[changes]\nsql = { add.alias = ["x"] }', "own.toml:2: sql: unknown key add.alias; known: aliases"),
        ('[changes]\nsql = { add.aliases = "x" }', "own.toml:2: sql: add.aliases must be a list of non-empty strings"),
        ('[changes]\nsql = { add.aliases = ["Golang"] }', "sql: 'Golang' already belongs to go"),
        ('[changes]\nsql = { implies = ["foo-base"] }', "implies itself: "),
        ('[changes]\ngo = { remove.aliases = ["Golan"] }', "own.toml:2: go: remove.aliases: 'Golan' is not among its aliases; did you mean 'Golang'?"),
        ('[changes]\ngo = { remove.aliases = ["go-lang"] }', "is derived by rule from another spelling; remove that one"),
        ('[changes]\ngo = { sense = "hunch" }', "own.toml:2: go: ambiguous forms need a sense"),
        ('[changes]\ngo = { add.aliases = ["Go"] }', "own.toml:2: go: go is among both aliases and ambiguous"),
        ("[skils]\na = 1", "own.toml:1: unknown table or key 'skils'; only [skills] and [changes] belong here"),
        ('kind = "tool"', "own.toml:1: unknown table or key 'kind'"),
        ("skills = 3", "skills must be a table: [skills]"),
        ("[skills]\na = {\n", "own.toml:2: not valid TOML"),
    ],
)  # fmt: skip
def test_problems_are_reported_with_their_line(text: str, problem: str) -> None:
    with pytest.raises(TaxonomyError) as caught:
        extend_by(text)
    assert problem in str(caught.value)


def test_all_problems_are_reported_at_once_in_order() -> None:
    text = '[changes]\nsql = { remove.aliases = ["x"] }\nquux = {}\n[skills]\ngo = {}\nacme = { label = "FooDB" }\n'
    with pytest.raises(TaxonomyError) as caught:
        extend_by(text)
    assert [problem.line for problem in caught.value.problems] == [2, 3, 5, 6, 6]


def test_the_extended_taxonomy_is_not_modified() -> None:
    before = (dict(BASE.skills), dict(BASE.forms), BASE.version, dict(BASE.sources))
    extended = extend_by('[changes]\nsql = { kind = "tool" }\n[skills]\nacme = { label = "Acme", kind = "tool" }')
    assert (dict(BASE.skills), dict(BASE.forms), BASE.version, dict(BASE.sources)) == before
    assert [(change, skill.id) for change, skill in differences(BASE, extended)] == [
        ("new", "acme"),
        ("changed", "sql"),
    ]
    assert extended.sources["acme"] == ("own.toml", 4)


def test_the_same_file_twice_is_one_addition_and_others_come_on_top() -> None:
    once = extend_by('[changes]\nsql = { kind = "tool" }')
    assert extend_by('[changes]\nsql = { kind = "tool" }', once) is once
    twice = extend_by('[changes]\nsql = { kind = "database" }', once)
    assert twice["sql"].kind == "database"
    assert twice.version.split("+")[0] == BASE.version
    assert len({BASE.version, once.version, twice.version}) == 3


def test_the_recogniser_finds_added_skills() -> None:
    taxonomy = extend_by('[skills]\nacme-db = { label = "Acme DB", kind = "database" }', load_taxonomy())
    text = "Moved Acme-DB to Postgres."
    document = Document("cv.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    mentions = Recognizer(taxonomy).recognize(Resume(document, (), ()))
    assert [(m.skill, m.surface_form) for m in mentions] == [("acme-db", "Acme-DB"), ("postgresql", "Postgres")]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"[skills]\n# \xe9")
    (tmp_path / "large.toml").write_bytes(b"#" * (MAXIMUM_BYTES + 1))
    for name, reason in (("", "folder"), ("latin.toml", "not UTF-8"), ("large.toml", "MiB"), ("none", "no such file")):
        with pytest.raises(UsageError, match=reason):
            read_skills_file(tmp_path / name)
    (tmp_path / "marked.toml").write_text("\ufeff[skills]\n", "utf-8")  # as Windows editors save it
    assert read_skills_file(tmp_path / "marked.toml").text == "[skills]\n"
