"""One slip of the keys in a long name is forgiven; ordinary words and other names are not names misspelled."""

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
        ("PosgreSQL", "postgresql"),  # a letter left out
        ("Hibernante", "hibernate"),  # added
        ("Infornix", "informix"),  # changed
        ("Inofrmix", "informix"),  # swapped
        ("HIBERNTE", "hibernate"),
        ("Hibernate", None),  # nothing to forgive
        ("Hibernates", None),  # a plural is the taxonomy's business
        ("Hibrnante", None),  # two slips
        ("Ibernate", None),  # another first letter
        ("prototypes", None),  # an everyday word beside PrototypeJS
        ("Redi", None),  # too short
        ("TipLink", None),  # two names are as near
        ("database", None),
    ],
)
def test_skill_of(word: str, skill: str | None) -> None:
    assert TypoFinder(NAMES).skill_of(word) == skill


def test_short_and_composed_names_are_left_alone() -> None:
    assert len("Redis") < LONG
    slips = TypoFinder({"Redis": "redis", "Spring Boot": "spring-boot"})
    assert slips.skill_of("Rediss") is None
    assert slips.skill_of("SpringBot") is None
