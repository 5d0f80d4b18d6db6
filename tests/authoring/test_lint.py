"""Advice on valid profiles: each kind has a case that gets it and a near miss that does not."""

import pytest

from matcher.authoring.lint import ProfileLines, contained_phrases, lint_profile
from matcher.profiles.loading import load_profile, parse_profile, profile_source, shipped_profiles
from matcher.skills.taxonomy import load_taxonomy

HEAD = 'id = "x"\nlabel = "X"\ntext = "words"\n'
TITLE = '[[title]]\nworth = {}\nreason = "r"\nphrases = [{}]\n'


def block(name: str, *lines: str, weight: float = 10) -> str:
    return f'[[requirement]]\nid = "{name}"\nlabel = "{name.upper()}"\nweight = {weight}\nreason = "r"\n' + "".join(
        f"{line}\n" for line in lines
    )


def advice(text: str) -> list[str]:
    taxonomy = load_taxonomy()
    profile = parse_profile(text, "x.toml", taxonomy)
    return [f"{a.line} {a.number} {a.message}" for a in lint_profile(profile, "x.toml", text, taxonomy, str.split)]


A, B = 'any_of = { MySQL = 1.0, "Postgres" = 0.9 }', 'any_of = { Python = 1.0, "PostgreSQL" = 0.9 }'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (block("a", A) + block("b", B), ["15 1 PostgreSQL earns in 'A' and in 'B'"]),
        (block("a", A) + block("b", B + "  # considered 1: a store and a queue"), []),
        (block("a", A) + block("b", "any_of = { Python = 1.0 }"), []),
        (block("a", A) + block("b", "any_of = { MySQL = 0.5 }", "enough = 0.5"), ["15 1 MySQL earns in 'A' and in 'B': one word counts twice; every résumé that meets 'B' meets 'A'"]),
        (block("a", 'any_of = { Django = 1.0, Python = 1.0 }'), []),
        (block("a", 'any_of = { Django = 0.85, Python = 1.0 }'), []),
        (block("a", 'any_of = { Django = 0.5, Python = 1.0 }'), ["9 2 Django counts 0.5, but would count 0.85 by implying Python if left out"]),
        (block("a", 'any_of = { Django = 1.0, Java = 1.0 }'), []),
        (block("a", "any_of = { Django = 1.0 }") + block("b", "any_of = { Python = 1.0 }"), []),
        (block("a", 'phrases = ["data encryption", "encrypt*", "tls offload*"]', "enough = 0.5"), ["9 3 'encrypt*' matches wherever 'data encryption' does"]),
        (block("a", 'phrases = ["encryption ... data", "encrypted data"]', "enough = 0.5"), []),
        (block("a", 'phrases = ["ab cd", "ab cd"]', "enough = 0.5"), ["9 3 'ab cd' matches wherever 'ab cd' does"]),
        (block("a", 'phrases = ["order processing"]', "enough = 0.5") + block("b", 'phrases = ["order process*"]', "enough = 0.5"), ["16 4 'order process*' and 'order processing' earn in 'A' and in 'B'"]),
        (block("a", 'phrases = ["order processing"]', "enough = 0.5") + block("b", 'phrases = ["order forms"]', "enough = 0.5"), []),
        (block("a", 'phrases = ["graphql"]', "any_of = { GraphQL = 1.0 }"), ["9 5 phrases that name technologies of its own any_of: 'graphql' (GraphQL)"]),
        (block("a", 'phrases = ["graphql"]', "enough = 0.5") + block("b", "any_of = { GraphQL = 1.0 }"), ["9 5 phrases that name technologies of 'B': 'graphql' (GraphQL)"]),
        (block("a", 'phrases = ["graphql"]', "enough = 0.5") + block("b", "any_of = { gRPC = 1.0 }"), []),
        (block("a", A, "enough = 1.4"), ["10 6 enough is 1.4, but the greatest possible evidence is 1.3"]),
        (block("a", A, "enough = 1.3"), []),
        (block("a", 'phrases = ["order forms"]'), ["4 6 enough is 1, but"]),
        (block("a", 'meaning = "three known words"', "enough = 9"), []),
        (block("a", A) + block("b", "any_of = { Python = 1.0 }", weight=0), ["13 7 'B' has no weight"]),
        (block("a", A) + block("b", 'necessity = "must"\nany_of = { Python = 1.0 }', weight=0.2), ["13 7 'B' is a must-have worth 1.96 of 100 points, too few"]),
        (block("a", 'necessity = "nice"\n' + A) + block("b", 'necessity = "must"\nany_of = { Python = 1.0 }', weight=5), ["14 7 'B' is a must-have worth 33.33 of 100 points, less than a nice-to-have (66.67)"]),
        (block("a", A) + block("b", 'any_of = { Python = 1.0 }', weight=0.2), []),
        (TITLE.format(1, '"develop*"') + TITLE.format(0.5, '"web developer", "designer"') + block("a", A), ["11 8 the title phrase 'web developer' is never reached: 'develop*' is in"]),
        (TITLE.format(1, '"web developer"') + TITLE.format(0.5, '"develop*"') + block("a", A), []),
        (block("a", 'meaning = "two words"'), ["9 9 the meaning of 'A' has fewer than 3"]),
        ("tfidf_weight = 10\n" + block("a", A), ["3 10 TF-IDF knows 1 different words"]),
        ("tfidf_weight = 40\n" + block("a", A), ["3 10 TF-IDF knows 1", "4 10 tfidf_weight is 40"]),
    ],
)  # fmt: skip
def test_advice(text: str, expected: list[str]) -> None:
    lines = advice(HEAD + text)
    assert len(lines) == len(expected), lines
    assert all(line.startswith(start) for line, start in zip(lines, expected, strict=True)), lines


@pytest.mark.parametrize("name", sorted(shipped_profiles()))
def test_shipped_profiles_get_no_advice(name: str) -> None:
    from matcher.scoring.tfidf_model import load_model

    text = profile_source(name)
    taxonomy = load_taxonomy()
    known = load_model().terms_of
    assert [str(a) for a in lint_profile(load_profile(name, taxonomy), name, text, taxonomy, known)] == []


@pytest.mark.parametrize("name", sorted(shipped_profiles()))
def test_shipped_profiles_consider_only_advice_that_is_given(name: str) -> None:
    text = profile_source(name)
    taxonomy = load_taxonomy()
    profile = load_profile(name, taxonomy)
    unconsidered = text.replace("# considered", "# ")
    given = lint_profile(profile, name, unconsidered, taxonomy, str.split)
    lines = ProfileLines(text)
    for n, requirement in enumerate(profile.requirements):
        first = lines.line(n)
        last = lines.line(n + 1) if n + 1 < len(profile.requirements) else text.count("\n") + 1
        assert lines.considered(n) <= {a.number for a in given if first <= a.line < last}, requirement.id


@pytest.mark.parametrize(
    ("phrases", "used", "kept"),
    [
        (["data encryption", "encrypt*"], [], ["encrypt*"]),
        (["api design", "design"], ["api*"], ["design"]),
        (["api*"], ["rest api*"], []),
        (["router*", "router*"], [], ["router*"]),
        (["router*", "switch*"], ["firewall*"], ["router*", "switch*"]),
    ],
)
def test_contained_phrases(phrases: list[str], used: list[str], kept: list[str]) -> None:
    assert contained_phrases(phrases, used) == kept
