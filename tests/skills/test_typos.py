"""One typo in a long name is corrected; ordinary words and other names are not misspelled names."""

import pytest

from matcher.skills.typos import LONG, TypoFinder

NAMES = {
    "PostgreSQL": "postgresql",
    "Hibernate": "hibernate",
    "Informix": "informix",
    "PrototypeJS": "prototype-js",
    "Redis": "redis",
    "TopLink": "toplink",
    "TapLink": "taplink",
}


@pytest.mark.parametrize(
    ("word", "skill"),
    [
        ("PosgreSQL", "postgresql"),  # a letter omitted
        ("Hibernante", "hibernate"),  # added
        ("Infornix", "informix"),  # changed
        ("Inofrmix", "informix"),  # swapped
        ("HIBERNTE", "hibernate"),
        ("Hibernate", None),  # spelled correctly
        ("Hibernates", None),  # the taxonomy lists plurals
        ("Hibrnante", None),  # two typos
        ("Ibernate", None),  # another first letter
        ("prototypes", None),  # an everyday word similar to PrototypeJS
        ("Redi", None),  # too short
        ("TipLink", None),  # two names are equally similar
        ("database", None),
    ],
)
def test_skill_of(word: str, skill: str | None) -> None:
    assert TypoFinder(NAMES).skill_of(word) == skill


def test_short_and_compound_names_are_ignored() -> None:
    assert len("Redis") < LONG
    typos = TypoFinder({"Redis": "redis", "Spring Boot": "spring-boot"})
    assert typos.skill_of("Rediss") is None
    assert typos.skill_of("SpringBot") is None
