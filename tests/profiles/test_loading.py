"""The shipped profiles are valid; a faulty profile lists every problem with its line."""

import datetime
from functools import cache
from pathlib import Path

import pytest

from matcher.core.document import Document
from matcher.core.errors import ProfileError, UsageError
from matcher.core.role_family import FAMILIES
from matcher.extraction.reading import read_file
from matcher.profiles.equivalents import all_wordings
from matcher.profiles.loading import load_profile, parse_profile, shipped_profiles
from matcher.profiles.phrases import PhrasePatterns
from matcher.scoring.pipeline import Pipeline
from matcher.scoring.tfidf_model import load_model
from matcher.skills.taxonomy import load_taxonomy

HEAD = 'id = "x"\nlabel = "X"\ntext = "words"\n'
GOOD = '[[requirement]]\nid = "db"\nlabel = "DB"\nweight = 1\nreason = "because"\nany_of = { MySQL = 1.0 }\n'


def problems(text: str) -> list[str]:
    with pytest.raises(ProfileError) as caught:
        parse_profile(text, "x.toml", load_taxonomy())
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("name", shipped_profiles())
def test_shipped_profiles_give_every_weight_a_reason(name: str) -> None:
    profile = load_profile(name, load_taxonomy())
    assert all(r.reason and r.source for r in profile.requirements)
    assert profile.text


def test_the_backend_profile_names_the_technologies_of_the_role() -> None:
    profile = load_profile("backend-developer", load_taxonomy())
    worth = {s.skill: s.worth for r in profile.requirements for s in r.any_of}
    named = ["python", "ruby", "java", "php", "ruby-on-rails", "django", "laravel", "mysql", "postgresql", "mongodb"]
    assert [worth[skill] for skill in named] == [1.0] * 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD, "x.toml: needs at least one [[requirement]]"),
        ("id = = 1", "x.toml:1: not valid TOML"),
        (HEAD + GOOD + 'necesity = "must"\n', "x.toml:10: unknown key 'necesity'; did you mean 'necessity'?"),
        (HEAD + GOOD + 'necessity = "perhaps"\n', "x.toml:10: necessity is 'perhaps'"),
        (HEAD + GOOD.replace("weight = 1", "weight = -1"), "x.toml:7: weight is -1"),
        (HEAD + GOOD.replace("weight = 1\n", ""), "x.toml:4: weight is missing"),
        (HEAD + GOOD.replace("MySQL", "MySQLL"), "x.toml:9: unknown technology 'MySQLL'; did you mean 'MySQL'?"),
        (HEAD + GOOD.replace("1.0", "2"), "x.toml:9: the worth of 'MySQL' is 2"),
        (HEAD + GOOD.replace("MySQL = 1.0", 'Postgres = 1.0, "PostgreSQL" = 0.5'), "x.toml:9: 'PostgreSQL' is PostgreSQL, which"),
        (HEAD + GOOD.replace("any_of = { MySQL = 1.0 }\n", ""), "x.toml:4: can never be met"),
        (HEAD + GOOD + 'together = ["db", "dbs"]\n', "x.toml:10: together names 'dbs', which is no other requirement"),
        (HEAD + GOOD + 'together = ["db"]\n', "x.toml:10: together must be a list of at least two requirement ids"),
        (HEAD + GOOD + 'phrases = ["... data"]\n', "x.toml:10: phrase '... data' begins or ends"),
        (HEAD + GOOD + GOOD, "x.toml:11: requirement id 'db' is used twice"),
        (HEAD.replace('label = "X"\n', "") + GOOD, "x.toml: label is missing"),
        (HEAD + "tfidf_weight = 101\n" + GOOD, "x.toml:4: tfidf_weight is 101"),
        (HEAD + GOOD.replace("weight = 1", "weight = 0"), "x.toml: all weights are 0"),
        (HEAD + '[[title]]\nworth = 2\nreason = "r"\nphrases = ["qa"]\n' + GOOD, "x.toml:7: the worth of title 'qa' is 2"),
        (HEAD + '[[band]]\nlabel = "good"\nleast = 101\n' + GOOD, "x.toml:4: the least score of band 'good' is 101"),
        (HEAD + '[[band]]\nlabel = "good"\nleast = 5\n' + GOOD, "x.toml:4: band 'good', the last, must begin at 0"),
        (HEAD + '[[band]]\nlabel = "a"\nleast = 5\n[[band]]\nlabel = "b"\nleast = 6\n' + GOOD, "x.toml:4: band 'b' begins at 6, not below 'a'"),
        (HEAD + '[[band]]\nlabel = "a"\nleast = 0\nevery_must = true\n' + GOOD, "x.toml:4: band 'a', the last, must begin at 0 and be open"),
        (HEAD + "[worth_of_work]\nfrontend = 0.5\n" + GOOD, "x.toml:5: unknown role family 'frontend' in worth_of_work; did you mean 'front-end'?"),
        (HEAD + "[worth_of_work]\ncooking = 0.5\n" + GOOD, "x.toml:5: unknown role family 'cooking' in worth_of_work; known: back-end, full-stack"),
        (HEAD + "[worth_of_work]\nqa = 0.5\nsupport = -1\n" + GOOD, "x.toml:6: the worth of 'support' work is -1; it must be from 0 to 1"),
        (HEAD + "[worth_of_work]\nqa = true\n" + GOOD, "x.toml:5: the worth of 'qa' work is True"),
        (HEAD + "worth_of_work = 1\n" + GOOD, "x.toml:4: worth_of_work must be a table of role families and worths"),
        (HEAD + '[[title]]\nworth = 1\nreason = "r"\n' + GOOD, "x.toml:4: a [[title]] needs phrases"),
        (HEAD + '[[title]]\nworth = 1\nphrases = ["qa"]\n' + GOOD, "x.toml:6: title 'qa' needs a reason"),
    ],
)  # fmt: skip
def test_a_problem_is_reported_with_its_line(text: str, expected: str) -> None:
    assert any(p.startswith(expected) for p in problems(text)), problems(text)


SAMPLES = Path(__file__).parents[2] / "data" / "samples"


@cache
def documents() -> tuple[Document, ...]:
    """Résumés of people of many occupations."""
    names = (
        "zuri-kamande.pdf hana-kobayashi-lind.pdf samuel-oyelaran.pdf sanjana-wickramasinghe.txt astrid-nygaard.txt "
        "esteban-quiroga.txt darnell-whitcombe.txt maeve-ogallagher.html mireille-toussaint.docx walter-grzybowski.txt"
    )
    return tuple(read_file(SAMPLES / name, name.split("-")[0]) for name in names.split())


@pytest.mark.parametrize(
    ("name", "first", "below"),
    [
        ("frontend-developer", ["zuri", "hana"], {"darnell", "esteban", "walter"}),
        ("full-stack-developer", ["hana", "zuri"], {"darnell", "esteban", "mireille"}),
        ("data-engineer", ["sanjana"], {"darnell", "mireille"}),
        ("devops-engineer", ["samuel"], {"mireille", "walter"}),
    ],
)
def test_shipped_profiles_rank_their_own_trade_first(name: str, first: list[str], below: set[str]) -> None:
    taxonomy = load_taxonomy()
    pipeline = Pipeline(load_profile(name, taxonomy), taxonomy, load_model(), datetime.date(2026, 11, 23))
    scores = {d.name: pipeline.assess(d).score for d in documents()}
    order = sorted(scores, key=lambda d: -scores[d])
    assert set(order[: len(first)]) == set(first), scores
    if len(first) == 1 or name.startswith(("front", "full")):
        assert order[: len(first)] == first, scores
    assert below <= set(order[5:]), scores


def test_the_worth_of_work_is_read_in_the_order_of_the_families() -> None:
    profile = parse_profile(
        HEAD + "[worth_of_work]\nunsure = 1\nqa = 0.25\nback-end = 1\n" + GOOD, "x", load_taxonomy()
    )
    assert profile.worth_of_work == (("back-end", 1.0), ("qa", 0.25), ("unsure", 1.0))


@pytest.mark.parametrize("name", shipped_profiles())
def test_shipped_profiles_value_their_own_kind_of_work_most(name: str) -> None:
    worths = dict(load_profile(name, load_taxonomy()).worth_of_work)
    own = {"backend-developer": "back-end", "data-engineer": "data", "devops-engineer": "devops"}
    family = own.get(name) or ("full-stack" if name.startswith("full") else "front-end")
    assert [f for f, worth in worths.items() if worth == 1.0 and f in FAMILIES] == [family]
    assert set(worths) >= set(FAMILIES)


def test_all_problems_are_reported_at_once() -> None:
    text = HEAD + GOOD.replace("MySQL", "Pythonnn").replace("weight = 1", 'weight = "much"') + 'necessity = "no"\n'
    assert len(problems(text)) == 3


def test_unknown_profiles_get_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Did you mean 'backend-developer'"):
        load_profile("backend-develper", load_taxonomy())
    with pytest.raises(UsageError, match="is a folder"):
        load_profile(tmp_path, load_taxonomy())
    (tmp_path / "latin.toml").write_bytes(b'label = "\xe9"')
    with pytest.raises(UsageError, match="not UTF-8"):
        load_profile(tmp_path / "latin.toml", load_taxonomy())


def test_a_file_loads_like_a_shipped_profile(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(HEAD + GOOD, "utf-8")
    profile = load_profile(file, load_taxonomy())
    assert [(r.id, [s.skill for s in r.any_of]) for r in profile.requirements] == [("db", ["mysql"])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Built the claims API.", {"server-side"}),
        ("Agree REST contracts with the frontend team.", {"apis"}),
        ("Answers 4 million requests a day.", {"performance"}),
        ("Passwords are hashed, sensitive data encrypted.", {"security"}),
        ("Entwicklung der Auftragsdienste, Ladezeit gesenkt.", {"server-side", "performance"}),
        ("Verschlüsselung der Kundendaten, Zahlungsabwicklung im Onlineshop.", {"security", "domains"}),
        ("Anbindung von zwei Altsystemen.", {"integration"}),
        ("Boutique en ligne : temps de réponse divisé par trois.", {"domains", "performance"}),
        ("Chiffrement des données clients, migration des données.", {"security", "integration"}),
        ("Mise en production par intégration continue.", {"servers"}),
        ("Lógica de negocio y API REST de la tienda online.", {"server-side", "apis", "domains"}),
        ("Cifrado de datos; tiempo de respuesta menor.", {"security", "performance"}),
        ("Authentication and authorisation of users.", {"security"}),
        ("Authorized to work in the US for any employer. Work authorization: citizen.", set()),
        ("Customer service of the highest standard.", set()),
        ("Collaborated with the front desk.", set()),
        ("Kundendienste und Rettungsdienst.", set()),
        ("Bonne présentation, sens du service.", set()),
        ("Trato con el equipo de la frontera.", set()),
    ],
)
def test_the_backend_profile_knows_the_usual_wordings(text: str, expected: set[str]) -> None:
    profile = load_profile("backend-developer", load_taxonomy())
    assert {r.id for r in profile.requirements if list(PhrasePatterns(all_wordings(r.phrases)).find(text))} == expected
