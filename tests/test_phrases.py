"""The phrase language of profiles."""

import pytest

from matcher.phrases import PhrasePatterns, phrase_faults


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("back end", "the back-end team", "back-end"),
        ("back end", "the backend team", None),
        ("back end", "get back endless", None),
        ("encrypt* data", "Encrypted data at rest", "Encrypted data"),
        ("optimi* ... quer*", "Optimised several slow reporting queries", "Optimised several slow reporting queries"),
        ("optimi* ... quer*", "optimised a b c d e queries", None),
        ("optimi* ... quer*", "optimised slow-queries", "optimised slow-queries"),
        (
            "optimi* ... quer*",
            "optimised long-running back-end db queries",
            "optimised long-running back-end db queries",
        ),
        ("optimi* ... quer*", "optimised -- queries", "optimised -- queries"),
        ("cach*", "caching", "caching"),
        ("cach*", "Scachi", None),
        ("web api*", "Web APIs", "Web APIs"),
        ("rest* api*", "the rest of it. APIs", None),
    ],
)
def test_found(phrase: str, text: str, expected: str | None) -> None:
    matches = list(PhrasePatterns([phrase]).find(text))
    assert [text[m.start : m.end] for m in matches] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("phrase", "sound"),
    [("a ... b", True), ("a* b", True), ("...", False), ("a ...", False), ("(a|b)", False), ("", False)],
)
def test_faults(phrase: str, sound: bool) -> None:
    assert (not phrase_faults(phrase)) == sound


@pytest.mark.parametrize("run", ["-", "a-", "a--", " ", "/", ", ", "-a ", "'"])
def test_long_runs_after_the_first_word_come_to_an_end(run: str) -> None:
    text = f"Optimised {run * 5_000} x"
    assert list(PhrasePatterns(["optimi* ... quer*"]).find(text)) == []
