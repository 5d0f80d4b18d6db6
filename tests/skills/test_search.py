"""Looking skills up: what a person types, and what comes first."""

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
    ("name", "found"),
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
        ("go", []),  # too short to be sought within names
        ("", []),
        ("  ", []),
        ("cobol", []),
    ],
)
def test_what_is_found(name: str, found: list[tuple[str, str]]) -> None:
    assert [(match.skill.id, match.how) for match in search(TAXONOMY, name)] == found


def test_no_more_than_wanted_is_found() -> None:
    assert len(search(load_taxonomy(), "apache", limit=5)) == 5


def test_a_card_tells_all() -> None:
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
    assert Judge.__doc__  # the rules that the sentences sum up have their home there
