"""The generated careers in other languages than English: each language has all words, and truth agrees with the text."""

import random
import re
from pathlib import Path

import pytest

from data.careers import native_dates
from data.careers.generate import GRAMMARS, generate
from data.careers.words import FOREIGN_LANGUAGES, table

SCRIPTS = {"ru": "[а-яё]", "zh": "[一-龥]", "ja": "[ぁ-んァ-ヶ一-龥]"}
ENGLISH = re.compile(r"\b(?:Company|Designation|Duration|Responsibilities|Experience|Education|Present|at|from)\b")
WORD_LISTS = (
    "titles", "degrees", "schools", "employers", "duties", "cities", "first", "last", "person", "remote", "units", "at", "prose"
)  # fmt: skip


def test_the_languages() -> None:
    assert FOREIGN_LANGUAGES == ("de", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "tr", "zh")
    with pytest.raises(ValueError, match="no vocabulary for the language 'xx'"):
        generate(1, "xing", "xx")


@pytest.mark.parametrize("language", FOREIGN_LANGUAGES)
def test_each_language_has_all_words(language: str) -> None:
    words = table(f"foreign/{language}")
    assert all(words[key] for key in WORD_LISTS)
    assert len(set(words["titles"])) >= 60
    assert len(set(words["duties"])) >= 20
    dates = words["dates"]
    assert len(dates["months"]) == len(dates["short"]) == len(dates.get("months_of", dates["months"])) == 12
    assert all(len(phrase) == 3 for phrase in dates["phrases"])
    german = table("foreign/de")
    for group in ("headings", "labels", "lines"):
        assert words[group].keys() == german[group].keys()


@pytest.mark.parametrize("language", FOREIGN_LANGUAGES)
def test_each_language_has_each_layout(language: str) -> None:
    for seed, grammar in enumerate(GRAMMARS):
        resume = generate(seed, grammar, language)
        assert any(entry.kind == "work" for entry in resume.entries)
        for entry in resume.entries:
            for name, (start, end) in entry.spans.items():
                assert resume.text[start:end] == getattr(entry, name)
                assert resume.text[start:end].strip() == resume.text[start:end]
                assert "{" not in resume.text[start:end]
        assert re.search(SCRIPTS.get(language, "[a-z]"), resume.text)


@pytest.mark.parametrize("language", FOREIGN_LANGUAGES)
@pytest.mark.parametrize("grammar", ["labelled-lines", "table-labels-left", "title-at-employer", "prose"])
def test_labels_and_prepositions_are_not_english(grammar: str, language: str) -> None:
    for seed in range(3):
        resume = generate(seed, grammar, language)
        fields = {span for entry in resume.entries for span in entry.spans.values()}
        around = "".join(" " if any(a <= i < b for a, b in fields) else c for i, c in enumerate(resume.text))
        jobs = [entry for entry in resume.entries if entry.kind == "work"]
        headers = "\n".join(around[min(e.spans.values())[0] - 20 : max(e.spans.values())[1]] for e in jobs)
        assert not ENGLISH.search(headers), headers


DATES = {
    "months": ["январь", "февраль", "март"], "months_of": ["января", "февраля", "марта"], "short": ["янв", "фев", "мар"]
}  # fmt: skip
POINTS = {
    "{Month} {y}": "Март 2019",
    "с {of} {y} г.": "с марта 2019 г.",
    "{y}年{m}月": "2019年3月",
    "{mm}/{yy}": "03/19",
    "{era}年{m}月": "平成31年3月",
    "{e}.{m}": "H31.3",
}


@pytest.mark.parametrize(("pattern", "printed"), POINTS.items())
def test_patterns_of_dates(pattern: str, printed: str) -> None:
    style = native_dates.NativeStyle(pattern, "", "", "", pattern, capital=False, months=DATES)
    assert native_dates.print_point(pattern, 2019 * 12 + 2, style, random.Random(1)) == printed


LENGTHS = {
    (25, "de"): "2 Jahre 1 Monat", (12, "fr"): "1 an", (27, "zh"): "2年3个月", (0, "ru"): "1 мес.", (16, "tr"): "1 yıl 4 ay"
}  # fmt: skip


@pytest.mark.parametrize(("case", "printed"), LENGTHS.items())
def test_lengths_of_time(case: tuple[int, str], printed: str) -> None:
    assert native_dates.duration(case[0], table(f"foreign/{case[1]}")["units"]) == printed


def test_all_vocabulary_is_common(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent.parent / "models"))
    entry_header_data = pytest.importorskip("entry_header_data")
    assert {"developed", "softwareentwicklerin", "programmatrice", "бухгалтер"} <= entry_header_data.common_words(
        [], 10
    )
    assert set(entry_header_data.FOREIGN_GRAMMARS) <= set(GRAMMARS)
    documents = list(entry_header_data.foreign(1000, 2))
    assert len(documents) == 2 * len(FOREIGN_LANGUAGES)
    assert all(document.entries for document in documents)
