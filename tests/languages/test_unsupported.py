"""Résumés in languages that matcher does not read are known by their language; those in the twelve never are."""

from pathlib import Path

import pytest

from matcher.languages import unsupported
from matcher.languages.unsupported import find_unsupported_language
from tests.languages.test_detection import ONE_LANGUAGE

FOLDER = Path(__file__).parents[2] / "data" / "languages" / "unsupported"
FILES = sorted(FOLDER.glob("*.txt"))
TECHNOLOGIES = "\n\nSkills\nJava, Kotlin, Spring Boot, Kafka, PostgreSQL, Redis, Docker, Kubernetes, AWS, Terraform\n"


def code_of(text: str) -> str:
    found = find_unsupported_language(text)
    return "" if found is None else found.code


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_resumes_in_other_languages(path: Path) -> None:
    expected = {"nb": "no"}.get(path.stem, path.stem)
    text = path.read_text("utf-8")
    assert code_of(text) == expected
    assert code_of(f"Resume\n\n{text}{TECHNOLOGIES * 3}") == expected
    assert code_of(text.upper()) in (expected, "kk", "mn") or not text.isupper()


def test_there_are_more_than_twenty() -> None:
    assert len(FILES) >= 20


@pytest.mark.parametrize("code", ONE_LANGUAGE)
def test_texts_in_the_languages_that_are_read(code: str) -> None:
    text = f"{ONE_LANGUAGE[code]}\n\n" * 4
    assert code_of(text) == ""
    assert code_of(text.upper()) == ""
    assert code_of(text + TECHNOLOGIES) == ""


SWEDISH = (FOLDER / "sv.txt").read_text("utf-8") if FILES else ""


@pytest.mark.parametrize(
    "text",
    [
        "", TECHNOLOGIES, "Αλέξανδρος\nJava, Kafka", "Developer at Göteborgs Spårvägar och Västtrafik, Göteborg, Sweden",
        # Half of it is in English too: what it says there is assessed.
        SWEDISH + "\n\n" + ONE_LANGUAGE["en"] * 6,
        # Words of relatives in names and quotations.
        ONE_LANGUAGE["es"] * 3 + "\nUniversitat de Girona, projecte «Dades amb ànima»",
        ONE_LANGUAGE["nl"] * 3 + "\nVrijwilliger bij festival “Ek en my mense”",
        # Russian with Ukrainian and Kazakh names, Portuguese from Galicia's neighbourhood, Chinese with Korean firms.
        ONE_LANGUAGE["ru"] * 2 + " Харків, Дніпро, Қарағанды",
        "Desenvolvedora de serviços em Braga. Gestão de equipas, manutenção de sistemas, inglês e galego.",
        ONE_LANGUAGE["zh"] * 2 + "삼성전자", ONE_LANGUAGE["ja"] * 2 + "삼성전자",
    ],
)  # fmt: skip
def test_near_misses(text: str) -> None:
    assert code_of(text) == ""


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "SUMMARY\n\nErfaren utvecklare som trivs i små team och gärna tar ansvar för helheten.\n\nEXPERIENCE\n\nSenior "
         "Software Engineer, Acme AB\nByggde om företagets betalningslösning till microservices i Java och drev arbetet med "
         "att flytta allt till AWS. Lead developer för ett team på fem personer."),
        ("az", "Java proqramçısı. Ödəniş sistemlərinin işlənməsi və verilənlər bazasının idarə edilməsi üzrə səkkiz illik "
         "təcrübə. Komandaya rəhbərlik etmişəm, sınaqları avtomatlaşdırmışam və müştərilərlə işləmişəm. Dillər: azərbaycan "
         "dili, ingilis dili."),
        ("eu", "Zerbitzarien garatzailea naiz, zortzi urteko esperientziarekin. Ordainketa sistemak diseinatu eta garatu ditut "
         "Java erabiliz, datu baseak mantendu ditut eta lau laguneko taldea zuzendu dut."),
        ("sr", "Vodeći programer sa osam godina iskustva. Razvijao sam servise za plaćanje u jeziku Java, održavao baze podataka "
         "i vodio tim od četvoro ljudi. Uveo sam automatsko testiranje i obučavao nove saradnike."),
        ("mk", "Програмер со осум години искуство. Изработував сервиси за плаќање во јазикот Java, одржував бази на податоци и "
         "водев тим од четири луѓе. Воведов автоматско тестирање и ги обучував новите колеги."),
        ("kk", "Сегіз жылдық тәжірибесі бар бағдарламашы. Java тілінде төлем қызметтерін әзірледім, деректер қорын жүргіздім "
         "және төрт адамнан тұратын топты басқардым."),
    ],
)  # fmt: skip
def test_other_texts_in_other_languages(code: str, text: str) -> None:
    found = code_of(text)
    assert found == code or {found, code} == {"hr", "sr"}


def test_the_reason_names_the_language_and_says_what_to_do() -> None:
    found = find_unsupported_language(SWEDISH)
    assert found is not None
    assert found.reason.startswith("it is written in Swedish, which matcher does not read; look at it yourself")
    assert "German" in found.reason


def test_the_detector_is_not_asked_about_texts_that_are_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unsupported, "_by_detector", lambda _: pytest.fail("asked"))
    for code, text in ONE_LANGUAGE.items():
        assert find_unsupported_language(text * 3) is None, code
