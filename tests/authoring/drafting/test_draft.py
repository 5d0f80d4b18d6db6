"""Drafting a profile from a job advert: every advert here is invented."""

from functools import cache

import pytest

from matcher.authoring.drafting.advert import AdvertSentence, read_advert
from matcher.authoring.drafting.competencies import key_phrases
from matcher.authoring.drafting.draft import draft_profile
from matcher.authoring.drafting.line_breaks import restore_line_breaks
from matcher.authoring.drafting.technologies import group_technologies, necessity_of
from matcher.authoring.drafting.wording import load_wording
from matcher.authoring.lint import lint_profile
from matcher.core.errors import UsageError
from matcher.core.profile import RequirementProfile
from matcher.core.skills import Mention
from matcher.profiles.loading import parse_profile
from matcher.scoring.evidence_strength import strength_of_dated_work
from matcher.scoring.tfidf_model import TfidfModel, load_model
from matcher.skills.recognizer import Recognizer
from matcher.skills.taxonomy import load_taxonomy

TAXONOMY = load_taxonomy()
WORDING = load_wording()


@cache
def model() -> TfidfModel:
    return load_model()


def known(word: str) -> bool:
    return model().find(word) is not None or named(word)


def named(word: str) -> bool:
    return TAXONOMY.find(word) is not None


@cache
def recognizer() -> Recognizer:
    return Recognizer(TAXONOMY)


@cache
def draft(text: str, title: str = "") -> str:
    return draft_profile(text, TAXONOMY, model(), title=title, recognizer=recognizer())


def profile(text: str, title: str = "") -> RequirementProfile:
    return parse_profile(draft(text, title), "draft.toml", TAXONOMY)


def groups(text: str, part: str = "must") -> list[tuple[str, dict[str, float]]]:
    """Return necessity and any-of group of each requirement from one sentence."""
    sentence = AdvertSentence(text, 0, part)  # type: ignore[arg-type]
    names = "Python JavaScript TypeScript Django Java Kotlin Scala MySQL PostgreSQL Kafka AWS Docker Redis".split()
    mentions = [
        Mention(TAXONOMY.find(n).id, n, at, at + len(n))  # type: ignore[union-attr]
        for n in names
        for at in range(len(text))
        if text.startswith(n, at) and not text[at + len(n) : at + len(n) + 1].isalpha()
    ]
    mentions.sort(key=lambda m: m.start)
    groups = group_technologies([(sentence, mentions)], frozenset(), TAXONOMY, WORDING)
    return [(g.necessity, g.skills) for g in groups]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Java, Kotlin or Scala", [("must", ["java", "kotlin", "scala"])]),
        ("Java/Kotlin", [("must", ["java", "kotlin"])]),
        ("Databases such as MySQL and PostgreSQL", [("must", ["mysql", "postgresql"])]),
        ("Databases (e.g. MySQL, PostgreSQL)", [("must", ["mysql", "postgresql"])]),
        ("MySQL, PostgreSQL or similar", [("must", ["mysql", "postgresql"])]),
        ("MySQL, PostgreSQL, etc.", [("must", ["mysql", "postgresql"])]),
        ("Datenbanken wie MySQL oder PostgreSQL", [("must", ["mysql", "postgresql"])]),
        ("Bases de données telles que MySQL et PostgreSQL", [("must", ["mysql", "postgresql"])]),
        ("Bases de datos como MySQL o PostgreSQL", [("must", ["mysql", "postgresql"])]),
        ("Python and PostgreSQL", [("must", ["python"]), ("must", ["postgresql"])]),
        ("Python, and MySQL or PostgreSQL", [("must", ["python"]), ("must", ["mysql", "postgresql"])]),
        ("Python and JavaScript/TypeScript", [("must", ["python"]), ("must", ["javascript", "typescript"])]),
        ("Python. We also run Kafka", [("must", ["python"]), ("must", ["kafka"])]),
        ("Python is required, Kafka is a plus", [("must", ["python"]), ("nice", ["kafka"])]),
        ("Familiarity with Docker", [("should", ["docker"])]),
        ("Docker preferred", [("nice", ["docker"])]),
        ("Kafka desired but not required", [("nice", ["kafka"])]),
        ("Erfahrung mit Kafka von Vorteil", [("nice", ["kafka"])]),
        ("La connaissance de Kafka serait un atout", [("nice", ["kafka"])]),
        ("Se valorará Kafka", [("nice", ["kafka"])]),
    ],
)
def test_lists_and_wording(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert [(n, list(skills)) for n, skills in groups(text)] == expected


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("Docker", "must", "must"),
        ("Docker", "nice", "nice"),
        ("Docker", "duties", "should"),
        ("Docker is a must", "duties", "must"),
        ("Docker experience required", "nice", "nice"),
        ("Docker; Kubernetes would be a plus", "must", "must"),
        ("Docker, but Helm is optional", "must", "must"),
        ("Sehr gute Kenntnisse in Docker", "should", "must"),
        ("Docker ist zwingend", "opening", "must"),
        ("Maîtrise de Docker indispensable", "opening", "must"),
        ("Docker imprescindible", "opening", "must"),
    ],
)
def test_necessity(text: str, part: str, expected: str) -> None:
    at = text.index("Docker")
    assert necessity_of(AdvertSentence(text, 0, part), at, at + 6, WORDING)[0] == expected  # type: ignore[arg-type]


def test_an_alternative_named_elsewhere_joins_the_requirement() -> None:
    toml = draft("Java Developer\nRequirements:\nStrong Java.\nJava, Kotlin or Scala for new services.\n")
    assert '"Java" = 1.0' in toml
    assert '"Kotlin" = 0.8  # named elsewhere in the advert' in toml


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("3+ years of Go", 3),
        ("3-5 years", 3),
        ("minimum of five (5) years", 5),
        ("at least two years", 2),
        ("10 yrs", 10),
        ("mindestens drei Jahre Erfahrung", 3),
        ("5 ans d'expérience", 5),
        ("4 años de experiencia", 4),
        ("founded 20 years ago", 0),
        ("$50 years", 0),
        ("in 2019", 0),
        ("24 months", 0),
    ],
)
def test_years(text: str, years: int) -> None:
    assert WORDING.years(text) == years


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("Requirements:", "must"),
        ("YOUR PROFILE", None),
        ("Minimum Qualifications", "must"),
        ("Preferred Qualifications:", "nice"),
        ("Required Skills & Experience", "must"),
        ("Key Responsibilities", "duties"),
        ("Nice to Have", "nice"),
        ("What you’ll do", "duties"),
        ("About us", "company"),
        ("Tech Stack", "should"),
        ("Ihr Profil", "must"),
        ("Deine Aufgaben", "duties"),
        ("Wir bieten", "company"),
        ("Profil recherché", "must"),
        ("Vos missions", "duties"),
        ("Requisitos", "must"),
        ("Se valorará", "nice"),
        ("Requirements analysis", None),
        ("Java", None),
    ],
)
def test_headings(heading: str, part: str | None) -> None:
    assert WORDING.part_of(heading) == part


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Join the team.You will build.", "Join the team.\nYou will build."),
        ("ResponsibilitiesBuild services", "Responsibilities\nBuild services"),
        ("Experience with AWSExperience with Java", "Experience with AWS\nExperience with Java"),
        ("degree preferred10+ years", "degree preferred\n10+ years"),
        ("Skills: * Java * Linux", "Skills:\n• Java\n• Linux"),
        ("(public and private)Strong Java", "(public and private)\nStrong Java"),
        ("ASP.NET and Node.js on GitHub", "ASP.NET and Node.js on GitHub"),
        ("JavaScript/TypeScript, DevOps, PostgreSQL", "JavaScript/TypeScript, DevOps, PostgreSQL"),
        ("the U.S.A. and e.g. Java", "the U.S.A. and e.g. Java"),
        ("front-end and back-end", "front-end and back-end"),
    ],
)
def test_lost_line_breaks(text: str, expected: str) -> None:
    assert restore_line_breaks(text, known, named) == expected


ADVERT = """Senior Network Technician (Remote)
About us
We sell garden gnomes in 40 countries and like Haskell.
Your tasks
- Configure routers and firewalls in three warehouses
- Migrate the telephones to VoIP
Requirements
- 3 years of experience with Cisco networking
- Python or Bash
- Must hold a driving licence
Nice to have
- Experience with Ansible
Benefits
Free gnomes, dental insurance and Kubernetes lessons.
We are an equal opportunity employer; Erlang speakers welcome.
"""


def test_a_complete_advert() -> None:
    drafted = profile(ADVERT)
    assert (drafted.id, drafted.label) == ("network-technician", "Network Technician")
    skills = {r.necessity: {s.skill for r2 in drafted.requirements if r2.necessity == r.necessity for s in r2.any_of} for r in drafted.requirements}  # fmt: skip
    assert skills["must"] == {"cisco", "python", "bash"}
    assert skills["nice"] == {"ansible"}
    everything = {s.skill for r in drafted.requirements for s in r.any_of}
    assert not everything & {"haskell", "kubernetes", "erlang"}
    phrases = {p for r in drafted.requirements for p in r.phrases}
    assert {"router*", "warehouse*"} <= phrases
    assert "gnomes" not in drafted.text
    assert "equal opportunity" not in drafted.text
    assert "Configure routers" in drafted.text


def test_years_are_noted_and_set_enough() -> None:
    (cisco,) = (r for r in profile(ADVERT).requirements if any(s.skill == "cisco" for s in r.any_of))
    assert "3 years asked for" in cisco.reason
    assert strength_of_dated_work(1) < cisco.enough == round(strength_of_dated_work(36), 2) < 1
    assert "3 years asked for. Months of use count with saturation" in draft(ADVERT).replace("\n# ", " ")


def test_every_requirement_has_reason_and_source() -> None:
    for requirement in profile(ADVERT).requirements:
        assert requirement.reason
        assert requirement.source == "The title." or requirement.source.split(" / ")[0] in ADVERT


def test_a_technology_in_the_title_has_the_most_weight() -> None:
    drafted = profile("Kotlin Developer\nRequirements\nKotlin\nPostgreSQL\nKafka\n")
    weights = {next(iter(r.any_of)).skill: r.weight for r in drafted.requirements if r.any_of}
    assert max(weights, key=lambda skill: weights[skill]) == "kotlin"


GERMAN = """Python-Entwickler (m/w/d)
Deine Aufgaben
Entwicklung von Webanwendungen und Schnittstellen zum Frontend
Dein Profil
Mindestens drei Jahre Erfahrung mit Python und Django
PostgreSQL oder MySQL
Kenntnisse in Docker von Vorteil
Wir bieten
30 Urlaubstage und Obst mit Scala.
"""
FRENCH = """Développeur Java
Vos missions
Développement d'applications web et mise en production
Profil recherché
Maîtrise de Java et de Spring
Bases de données telles que PostgreSQL ou Oracle Database
Docker serait un plus
"""
SPANISH = """Desarrollador PHP
Responsabilidades
Desarrollar aplicaciones web y servicios REST
Requisitos
Al menos 4 años de experiencia con PHP y Laravel
MySQL o PostgreSQL
Se valorará
Docker
"""


@pytest.mark.parametrize(
    ("text", "must", "nice"),
    [
        (GERMAN, {"python", "django", "postgresql", "mysql"}, {"docker"}),
        (FRENCH, {"java", "spring", "postgresql", "oracle-database"}, {"docker"}),
        (SPANISH, {"php", "laravel", "mysql", "postgresql"}, {"docker"}),
    ],
)
def test_other_languages(text: str, must: set[str], nice: set[str]) -> None:
    drafted = profile(text)
    found = {n: {s.skill for r in drafted.requirements if r.necessity == n for s in r.any_of} for n in ("must", "nice")}  # fmt: skip
    assert found == {"must": must, "nice": nice}
    # Too few of its words are in the reference, which is English.
    assert drafted.tfidf_weight == 0


def test_a_trade_that_the_reference_does_not_cover() -> None:
    drafted = profile(
        "Registered Nurse\nDuties\nAssess patients before anaesthesia and monitor them in recovery.\n"
        "Administer medication and keep hygiene standards.\n"
    )
    phrases = {p for r in drafted.requirements for p in r.phrases}
    assert any(p.startswith(("patient", "medication", "hygiene", "nurse", "recover")) for p in phrases), phrases


@pytest.mark.parametrize("text", ["", "We are hiring!", "About us\nWe like Java.\n", "§§ 12 %%"])
def test_an_advert_that_asks_for_nothing_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="asks for nothing"):
        draft(text, "Wanted")


HOSTILE = (
    'C++ "Wizard" \\ """ Engineer\nRequirements\nC++ and "Python" \\ \'\'\' and """ or \x07bells\u202e.\n'
    "\\u0000 Kafka # not a comment\nDuties\nConfigure routers \\n [[requirement]] weight = 100\n"
)


@pytest.mark.parametrize("text", [ADVERT, GERMAN, FRENCH, SPANISH, HOSTILE, ADVERT.replace("\n", " "), ADVERT * 5])
def test_drafts_are_valid_and_reproducible(text: str) -> None:
    toml = draft(text)
    drafted = parse_profile(toml, "draft.toml", TAXONOMY)
    assert toml == draft_profile(text, TAXONOMY, model(), recognizer=recognizer())
    counted = [a for a in lint_profile(drafted, "d", toml, TAXONOMY, model().terms_of) if a.number in (1, 3, 4, 5, 6)]
    assert counted == []
    assert len({r.id for r in drafted.requirements}) == len(drafted.requirements) <= 20
    assert all(r.weight < 50 for r in drafted.requirements)


@pytest.mark.parametrize(
    ("sentence", "phrases"),
    [
        ("Configure routers and firewalls.", ["router*", "firewall*"]),
        ("Help the team to work well with others.", []),
        ("Stay abreast of emerging trends.", []),
        ("Own the budget and report to stakeholders.", ["budget*", "stakeholder*"]),
    ],
)
def test_key_phrases(sentence: str, phrases: list[str]) -> None:
    assert [p for p, _ in key_phrases(sentence, model(), WORDING)] == phrases


@pytest.mark.parametrize(
    ("text", "title", "role"),
    [
        ("Senior Back-End Engineer (Berlin)\nx", "Senior Back-End Engineer (Berlin)", "Back-End Engineer"),
        ("# Data Engineer - Remote\nx", "Data Engineer - Remote", "Data Engineer"),
        ("Our client is seeking a Database Administrator with ten years behind them and much more to tell than fits into a title.", "Database Administrator", "Database Administrator"),
        ("Requirements\nJava", "Untitled role", "Untitled role"),
    ],
)  # fmt: skip
def test_titles(text: str, title: str, role: str) -> None:
    advert = read_advert(text, WORDING, known, named)
    assert (advert.title, advert.role) == (title, role)


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("Senior Back-End Engineer", {"back-end"}),
        ("Java Developer", {"back-end", "software", "unsure"}),
        ("Fullstack Engineer", {"full-stack"}),
        ("UI Developer (Angular)", {"front-end"}),
        ("ETL Developer", {"data"}),
        ("Site Reliability Engineer", {"devops"}),
        ("Head Chef", set()),
        ("Software Engineer", set()),
    ],
)
def test_the_worth_of_work_comes_from_the_profile_of_the_same_role(title: str, own: set[str]) -> None:
    drafted = profile("Requirements\nJava, MySQL and Docker.", title)
    assert {family for family, worth in drafted.worth_of_work if worth == 1.0} >= own
    assert bool(drafted.worth_of_work) == bool(own)
