"""Search and description of skills: queries and the order of their matches."""

import pytest

from matcher.skills.ambiguity.rules import Judge
from matcher.skills.search import SENSE_RULES, describe, search
from matcher.skills.taxonomy import SENSES, load_taxonomy, parse_taxonomy

TAXONOMY = parse_taxonomy(
    [
        (
            "t.toml",
            'kind = "framework"\n[skills]\n'
            'spring = { label = "Spring", ambiguous = ["Spring"], sense = "word", confirm = ["bean"], reject = ["Spring, TX"] }\n'
            'spring-boot = { label = "Spring Boot", aliases = ["SB Framework"], implies = ["spring"] }\n'
            'hibernate = { label = "Hibernate", aliases = ["Hibernate ORM"] }\n'
            'go-kit = { label = "Go kit" }\n',
        )
    ]
)


@pytest.mark.parametrize(
    ("name", "matches"),
    [
        ("spring-boot", [("spring-boot", "id")]),
        ("Spring  Boot", [("spring-boot", "label")]),
        ("springboot", [("spring-boot", "spelling")]),
        ("sb framework", [("spring-boot", "spelling")]),
        ("SPRING", [("spring", "id"), ("spring-boot", "part of a name")]),
        ("Spring", [("spring", "id"), ("spring-boot", "part of a name")]),
        ("Hybernate", [("hibernate", "like Hibernate")]),
        ("hibern", [("hibernate", "like Hibernate")]),
        ("Boot", [("spring-boot", "part of a name")]),
        ("frame", [("spring-boot", "part of a name")]),
        ("go", []),  # too short to search within names
        ("", []),
        ("  ", []),
        ("cobol", []),
    ],
)
def test_search(name: str, matches: list[tuple[str, str]]) -> None:
    assert [(match.skill.id, match.how) for match in search(TAXONOMY, name)] == matches


def test_search_respects_the_limit() -> None:
    assert len(search(load_taxonomy(), "apache", limit=5)) == 5


def test_description_of_a_skill() -> None:
    spring = describe(TAXONOMY, TAXONOMY["spring"])
    assert spring["spellings"] == []
    assert spring["ambiguous"] == ["Spring"]
    assert spring["confirmed_by"] == ["bean"]
    assert spring["rejected_in"] == ["Spring, TX"]
    assert spring["implied_by"] == ["Spring Boot"]
    assert spring["rule"] == SENSE_RULES["word"]
    assert spring["source"] == "t.toml:3"
    boot = describe(TAXONOMY, TAXONOMY["spring-boot"])
    assert {"spring-boot", "springboot", "sb-framework"} <= set(boot["also_by_rule"])
    assert (boot["implies"], boot["rule"]) == (["Spring"], "")


def test_every_sense_is_explained() -> None:
    assert set(SENSE_RULES) == set(SENSES)
    assert Judge.__doc__  # the class that implements the rules
