"""The phrase language of profiles."""

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.profiles.phrases import (
    PhraseLists,
    PhrasePatterns,
    any_phrase_regex,
    fold,
    phrase_problems,
    phrase_regex,
)


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("back end", "the back-end team", "back-end"),
        ("back end", "the backend team", None),
        ("estend* ... api*", "Estendo l’API del servizio", "Estendo l’API"),
        ("extension ... api*", "Extension de l'API REST", "Extension de l'API"),
        ("extension ... api*", "Extension de lapi", None),
        ("web服务", "开发Web服务", "Web服务"),
        ("web服务", "为Web服务器分担负载", None),
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
        ("réduc* ... délai*", "REDUCTION des delais", "REDUCTION des delais"),
        ("işlem*", "İŞLEMLER", "İŞLEMLER"),
        ("sınırla*", "Erişim SINIRLANDI", "SINIRLANDI"),
        ("łącz* ... system*", "Laczenie dwoch systemow", "Laczenie dwoch systemow"),
        ("учет*", "Учёта товаров", "Учёта"),
        ("оптимиз* ... запрос*", "Оптимизировала медленные SQL-запросы", "Оптимизировала медленные SQL-запросы"),
        ("кеш*", "шкеш", None),
        ("优化 ... 查询", "负责优化线上的慢查询。", "优化线上的慢查询"),
        ("优化 ... 查询", "负责优化。查询", None),
        ("rest 接口", "设计REST接口", "REST接口"),
        ("rest*", "使用REST开发", "REST"),
        ("rest*", "使用PREST开发", None),
        ("単体 テスト", "JUnitによる単体テスト", "単体テスト"),
        ("テスト", "コンテスト", None),
        ("ci/cd", "搭建CI/CD流水线", "CI/CD"),
        ("api*", "ＡＰＩを設計", "ＡＰＩ"),
    ],
)
def test_a_phrase_is_found(phrase: str, text: str, expected: str | None) -> None:
    matches = list(PhrasePatterns([phrase]).find(text))
    assert [text[m.start : m.end] for m in matches] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("phrase", "valid"),
    [("a ... b", True), ("a* b", True), ("...", False), ("a ...", False), ("(a|b)", False), ("", False)],
)
def test_malformed_phrases_are_reported(phrase: str, valid: bool) -> None:
    assert (not phrase_problems(phrase)) == valid


@pytest.mark.parametrize("run", ["-", "a-", "a--", " ", "/", ", ", "-a ", "'"])
def test_long_runs_after_the_first_word_take_no_exponential_time(run: str) -> None:
    text = f"Optimised {run * 5_000} x"
    assert list(PhrasePatterns(["optimi* ... quer*"]).find(text)) == []


def test_folding_keeps_offsets() -> None:
    everything = "".join(chr(c) for c in range(sys.maxunicode + 1) if not 0xD800 <= c < 0xE000)
    assert len(fold(everything)) == len(everything)


PHRASES = [
    "back end", "optimi* ... quer*", "côté serveur", "*dienst*", "c#", "a/b", ".net", "straße*", "µs", "rest* api*", "i*",
]  # fmt: skip
some_words = st.sampled_from(
    "back end BACK-END optimised slow Queries, CÔTÉ Serveur webdienste C# .NET A/B STRASSE straße ſtraße μs µS İ ı "
    "rest APIs API K • \n".split(" ")
)


@settings(deadline=None, max_examples=300)
@given(text=st.lists(some_words, max_size=12).map(" ".join))
def test_the_prefilter_loses_no_match(text: str) -> None:
    plain = [(p, *m.span()) for p in PHRASES for m in re.finditer(phrase_regex(p), fold(text))]
    assert bool(re.search(any_phrase_regex(PHRASES), fold(text))) == bool(plain)
    patterns = PhrasePatterns(PHRASES)
    assert [(m.phrase, m.start, m.end) for m in patterns.find(text)] == plain
    half = len(text) // 2
    sentences = [(0, half), (half, len(text))]
    found = PhraseLists([PHRASES[:4], PHRASES[4:]]).find(text, sentences)
    assert sorted((index, n, m.phrase, m.start, m.end) for index, n, m in found) == sorted(
        (index, n, m.phrase, m.start, m.end)
        for n, (start, end) in enumerate(sentences)
        for index, phrases in enumerate((PHRASES[:4], PHRASES[4:]))
        for m in PhrasePatterns(phrases).find(text[start:end])
    )
