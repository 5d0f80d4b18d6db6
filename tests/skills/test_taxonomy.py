"""The taxonomy loader reports every problem with file and line; the shipped taxonomy has none."""

from collections import Counter

import pytest

from matcher.core.errors import TaxonomyError
from matcher.skills.spelling import fold_spelling, spelling_variants
from matcher.skills.taxonomy import KINDS, load_taxonomy, parse_taxonomy

HEAD = 'kind = "language"\n[skills]\n'


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ('go = { label = "" }', "t.toml:3: go: needs a label"),
        ('Go = { label = "Go" }', "t.toml:3: Go: an id is lower-case"),
        ('go = { label = "Go", alias = ["Golang"] }', "t.toml:3: go: unknown key alias"),
        ('go = { label = "Go", aliases = "Golang" }', "t.toml:3: go: aliases must be a list"),
        ('go = { label = "Go", ambiguous = ["Go"] }', "t.toml:3: go: ambiguous forms need a sense"),
        ('go = { label = "Go", ambiguous = ["Go"], sense = "hunch" }', "t.toml:3: go: ambiguous forms need a sense"),
        ('go = { label = "Go", sense = "word" }', "t.toml:3: go: has a sense but no ambiguous form"),
        (
            'go = { label = "Go", aliases = ["GO lang"], ambiguous = ["go lang"], sense = "word" }',
            "t.toml:3: go: go lang is among both",
        ),
        ('# note\ngo = { label = "Go" }\ngolang = { label = "GO" }', "t.toml:5: golang: 'GO' already belongs to go"),
        ('a = { label = "A", implies = ["b"] }\nbb = { label = "B" }', "t.toml:3: a: implies unknown skill 'b'"),
        (
            'a = { label = "A", implies = ["b"] }\nb = { label = "B", implies = ["a"] }',
            "a: implies itself: a -> b -> a",
        ),
        ('a = { label = "A"\n', "t.toml:3: not valid TOML"),
        ('a = "A"', "t.toml:3: a: expected a table"),
    ],
)
def test_problems_are_reported_with_their_line(lines: str, expected: str) -> None:
    with pytest.raises(TaxonomyError) as caught:
        parse_taxonomy([("t.toml", HEAD + lines)])
    assert expected in str(caught.value)


def test_all_problems_are_reported_at_once() -> None:
    with pytest.raises(TaxonomyError) as caught:
        parse_taxonomy([("a.toml", HEAD + 'a = { label = "" }\nB = { label = "B" }'), ("b.toml", 'kind = "sport"')])
    assert [(f.file, f.line) for f in caught.value.problems] == [("a.toml", 3), ("a.toml", 4), ("b.toml", 1)]


def test_an_id_belongs_to_one_file() -> None:
    with pytest.raises(TaxonomyError, match=r"b\.toml:3: go: already defined in a\.toml:3"):
        parse_taxonomy([("a.toml", HEAD + 'go = { label = "Go" }'), ("b.toml", HEAD + 'go = { label = "Go" }')])


@pytest.mark.parametrize(
    ("form", "derived"),
    [
        ("Spring Boot", {"spring-boot", "springboot"}),
        ("scikit-learn", {"scikit learn", "scikitlearn"}),
        ("Vue.js", {"vuejs", "vue js", "vue-js"}),
        ("C", set()),
        ("ASP.NET MVC", {"asp.net-mvc", "asp.netmvc"}),
        ("T-SQL", {"t sql"}),  # "tsql" has four letters: the taxonomy must list it
    ],
)
def test_variants(form: str, derived: set[str]) -> None:
    assert derived <= set(spelling_variants(form))
    assert spelling_variants(form)[0] == fold_spelling(form)


def test_a_written_form_overrides_a_derived_one() -> None:
    taxonomy = parse_taxonomy([("t.toml", HEAD + 'a = { label = "Core Data" }\nb = { label = "CoreData" }')])
    assert taxonomy.forms["coredata"] == "b"
    assert taxonomy.forms["core-data"] == "a"


def test_the_shipped_taxonomy_is_broad_and_sound() -> None:
    taxonomy = load_taxonomy()
    count = Counter(skill.kind for skill in taxonomy)
    assert count["language"] >= 150
    assert count["framework"] >= 400
    assert count["database"] >= 120
    assert {kind for kind in KINDS if not count[kind]} == set()


@pytest.mark.parametrize(
    ("name", "skill"),
    [
        ("postgres", "postgresql"), ("Golang", "go"), ("JS", "javascript"), ("k8s", "kubernetes"), ("RoR", "ruby-on-rails"),
        ("MS SQL", "microsoft-sql-server"), ("ExpressJS", "express"), ("Node", "node-js"), ("springboot", "spring-boot"),
        ("csharp", "c-sharp"), (".net core", "dot-net-core"), ("pl-sql", "pl-sql"), ("J2EE", "java-ee"), ("mongo db", "mongodb"),
    ],
)  # fmt: skip
def test_everyday_spellings_are_known(name: str, skill: str) -> None:
    match = load_taxonomy().find(name)
    assert match is not None
    assert match.id == skill


def test_single_letters_and_words_are_never_unambiguous() -> None:
    taxonomy = load_taxonomy()
    everyday = (
        "go c r d swift spring express access ruby rust dart play flask spark hive beam react chef rest less basic"
    )
    assert [word for word in everyday.split() if word in taxonomy.forms] == []
    assert [form for form in taxonomy.forms if len(form) == 1] == []
