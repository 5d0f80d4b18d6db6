"""The gazetteer of job titles: what titles say, and that its file keeps its own rules."""

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.role_family import FAMILIES
from matcher.core.shipped_files import RESOURCES
from matcher.parsing.role_families.gazetteer import GAZETTEER, OPEN, UNKNOWN, load_gazetteer

DATA = tomllib.loads((RESOURCES / GAZETTEER).read_text("utf-8"))


def likeliest(title: str) -> str:
    shares = load_gazetteer().families(title).shares
    return max(shares, key=lambda family: shares[family]) if shares else ""


@pytest.mark.parametrize(
    ("title", "family"),
    [
        # the technology says it, unless something else says more
        ("Java Developer", "back-end"), ("Sr. Python/Django Developer", "back-end"), (".NET Developer", "back-end"),
        ("Java UI Developer", "front-end"), ("Full Stack Java Developer", "full-stack"), ("Java Trainer", "other"),
        ("Android Java Developer", "mobile"), ("QA Engineer - Python", "qa"), ("Java Project Manager", "management"),
        ("C++ Developer", "embedded"), ("Hadoop/Spark Developer", "data"),
        # hyphens, slashes and their absence
        ("Front-End Developer", "front-end"), ("Front- end Developer", "front-end"), ("frontend developer", "front-end"),
        ("Full-Stack Web Developer", "full-stack"), ("Back-End Engineer", "back-end"), ("UI/UX Designer", "design"),
        ("Web Designer/ Developer", "front-end"),
        # administrators and engineers of what
        ("Oracle Database Administrator", "database-administration"), ("Linux Systems Administrator", "systems"),
        ("Network Administrator", "network"), ("Salesforce Administrator", "business-software"), ("Network Security Engineer", "security"),
        ("Site Reliability Engineer", "devops"), ("Software Test Engineer", "qa"), ("Software Engineer in Test", "qa"),
        ("Data Engineer", "data"), ("Data Entry Clerk", "other"), ("Embedded Software Engineer", "embedded"),
        # people who manage, support and do something else
        ("Director of Applications Development", "management"), ("Senior Business Analyst", "management"), ("CTO & Co-Founder", "management"),
        ("IT Support Specialist", "support"), ("Help Desk Manager", "support"), ("Customer Support Representative", "other"),
        ("Sales Engineer", "other"), ("Teaching Assistant", "other"), ("Head Chef", "other"), ("Assistant Store Manager", "other"),
        # German, French, Spanish
        ("Backend-Entwickler", "back-end"), ("Systemadministratorin", "systems"), ("Projektleiter", "management"),
        ("Administrateur systèmes et réseaux", "systems"), ("Chef de projet", "management"), ("Développeur Front-End", "front-end"),
        ("Administrador de bases de datos", "database-administration"), ("Desarrollador backend", "back-end"),
    ],
)  # fmt: skip
def test_a_title_names_a_family(title: str, family: str) -> None:
    assert likeliest(title) == family
    assert load_gazetteer().families(title).rank < OPEN


@pytest.mark.parametrize(
    "title",
    ["Software Engineer", "Senior Software Developer", "Programmer/Analyst", "Web Developer", "Lead Developer", "IT Specialist", "Softwareentwickler", "Développeur", "Programador"],
)  # fmt: skip
def test_a_title_may_leave_the_family_open(title: str) -> None:
    families = load_gazetteer().families(title)
    assert families.rank == OPEN
    assert max(families.shares.values()) <= 0.5


@pytest.mark.parametrize(
    "title", ["", "Advisor", "Acme Ltd", "Level 2", "Netflix", "Javanese Cuisine", "Testament Reader"]
)
def test_other_titles_say_nothing(title: str) -> None:
    assert load_gazetteer().families(title) == (UNKNOWN, {})


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("Cleaner", "other"), ("Night porter", "other"), ("Seller of books", "other"), ("Factory worker, nights", "other"),
        ("Cleaner for backend developers", "other"), ("Recruiter of backend developers", "other"),
        ("Future backend developer", ""), ("Not a developer", ""), ("Friend of backend developers", ""),
        ("Lead of backend developers", "back-end"), ("Team lead for Java developers", "back-end"),
        ("Backend developer for engineers", "back-end"), ("Associate", ""), ("Maintainer", ""),
    ],
)  # fmt: skip
def test_other_trades_and_titles_that_are_not_held(title: str, family: str) -> None:
    assert likeliest(title) == family


def test_the_parts_of_a_title_share_it() -> None:
    shares = load_gazetteer().families("Oracle DBA/Scrum Master").shares
    assert shares["database-administration"] == pytest.approx(shares["management"], abs=0.05)
    # A part that leaves the family open takes nothing from one that names it.
    assert likeliest("Software Engineer / Front-End Developer") == "front-end"
    assert load_gazetteer().families("Software Engineer / Front-End Developer").shares == {"front-end": 0.9}


@given(st.text(max_size=200))
def test_shares_are_a_part_of_one(title: str) -> None:
    rank, shares = load_gazetteer().families(title)
    assert 0 <= sum(shares.values()) <= 1.0000001
    assert set(shares) <= set(FAMILIES)
    assert (rank == UNKNOWN) == (not shares)


def test_the_file_keeps_its_rules() -> None:
    assert set(DATA["family"]) == set(FAMILIES)
    ranked: dict[str, set[str]] = {}
    for family, table in DATA["family"].items():
        assert set(table) <= {"heads", "titles", "hints"}
        phrases = [phrase for rank in ("heads", "titles", "hints") for phrase in table.get(rank, ())]
        assert len(phrases) == len(set(phrases)), family
        for rank in table:
            for phrase in table[rank]:
                ranked.setdefault(phrase, set()).add(rank)
    for phrase, ranks in ranked.items():
        assert len(ranks) == 1, f"{phrase!r} is among {ranks}"
    for table in DATA["open"]:
        assert set(table["shares"]) <= set(FAMILIES)
        assert sum(table["shares"].values()) <= 1
        assert not set(table["titles"]) & ranked.keys()
        for phrase in table["titles"]:
            ranked[phrase] = {"open"}
    for phrase in ranked:
        assert phrase == phrase.lower()
        assert not {"and", "und", "et", "y"} & set(phrase.split()), (
            f"{phrase!r}: the word separates the parts of a title"
        )
        assert re.fullmatch(r"[^\W_]+(?:\+\+|#)?(?: [^\W_]+(?:\+\+|#)?)*", phrase), phrase
