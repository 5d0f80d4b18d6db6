"""Words of other languages count as the English terms of the TF-IDF line."""

from functools import cache

import pytest

from matcher.languages.word_lists import CODES, load_languages
from matcher.profiles.loading import load_profile
from matcher.profiles.phrases import phrase_problems
from matcher.scoring.foreign_words import ForeignWords
from matcher.scoring.tfidf_match import ProfileText
from matcher.scoring.tfidf_model import load_model, words
from matcher.skills.taxonomy import load_taxonomy

CONTROL = {"competency_denied", "competency_denied_behind", "no_competency_denied", "consent", "consent_law"}


@cache
def backend() -> ProfileText:
    return ProfileText(load_model(), load_profile("backend-developer", load_taxonomy()).text)


@pytest.mark.parametrize("language", load_languages(), ids=lambda language: language.code)
def test_every_key_is_a_term_and_every_word_a_phrase(language) -> None:
    table = language.tables["vocabulary"]
    assert [key for key in table if key not in CONTROL and key not in load_model().terms] == []
    assert [problem for listed in table.values() for word in listed for problem in phrase_problems(word)] == []


@pytest.mark.parametrize(
    ("code", "text", "terms"),
    [
        ("de", "Webentwicklerin, Kundendatenbank", {"developer", "database", "web"}),
        ("de", "Entwicklung von Schnittstellen und Loesungen; Oberflaeche", {"interface"}),
        ("fr", "Développeuse : bases de données, requêtes", {"developer", "database", "query"}),
        ("fr", "developpeur web", {"developer", "web"}),
        ("es", "Programadora; lógica y código", {"developer", "logic", "code"}),
        ("pt", "Programadora de aplicações; base de dados", {"developer", "application", "database"}),
        ("pt", "Desenvolvedor de aplicativos; banco de dados", {"developer", "application", "database"}),
        ("it", "Sviluppatrice; interfacce", {"developer", "interface"}),
        ("nl", "Webontwikkelaar; klantendatabase", {"developer", "database", "web"}),
        ("pl", "Programistka; baza danych; zapytań w Pythonie", {"developer", "database", "query", "python"}),
        ("ru", "Разработка приложений, базы данных", {"developer", "application", "database"}),
        ("tr", "YAZILIMCI; VERİTABANI; sorguların", {"developer", "database", "query"}),
        ("zh", "开发工程师，数据库查询", {"developer", "database", "query"}),
        ("ja", "データベース設計、アルゴリズム", {"database", "design", "algorithm"}),
    ],
)
def test_words_are_found(code: str, text: str, terms: set[str]) -> None:
    known = sorted(backend().weights)
    assert {word.term for word in ForeignWords(known).find(text, [code])} == terms


def test_a_cognate_that_is_an_english_word_counts_once() -> None:
    assert backend().compare("Algorithmus", ["de"]).words == {"algorithm": "Algorithmus"}
    english, german = (backend().compare("Code, Framework, API", codes) for codes in ([], ["de"]))
    assert german == english


def test_an_english_text_covers_the_same() -> None:
    text = "Back-end developer of web applications: databases, queries, logic. Experience with interfaces."
    assert backend().compare(text, ["en"]) == backend().compare(text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Krankenschwester auf der Intensivstation, Pflegedokumentation"),
        ("fr", "Infirmière en réanimation, soins aux patients"),
        ("es", "Enfermera de cuidados intensivos, atención a pacientes"),
        ("pt", "Enfermeira em cuidados intensivos"),
        ("it", "Infermiera in terapia intensiva"),
        ("nl", "Verpleegkundige op de intensive care"),
        ("pl", "Pielęgniarka na oddziale intensywnej terapii"),
        ("ru", "Медицинская сестра в отделении реанимации, уход за больными"),
        ("tr", "Yoğun bakım hemşiresi, hasta takibi"),
        ("zh", "重症监护室护士，负责病人护理"),
        ("ja", "集中治療室の看護師、患者の看護"),
        ("ru", "Согласие на обработку персональных данных в базе данных даю."),
    ],
)
def test_a_nurse_covers_nothing(code: str, text: str) -> None:
    assert backend().compare(text, [code]).share == 0.0


def test_names_that_touch_chinese_and_japanese_are_words() -> None:
    assert words(
        "使用Python和Django",
    )[1:4:2] == ["Python", "Django"]
    assert "Python" in words("Pythonによる開発")


def test_all_languages_have_words() -> None:
    assert [code for code in CODES if code != "en" and not ForeignWords(["database"])._of(code)._terms] == []
