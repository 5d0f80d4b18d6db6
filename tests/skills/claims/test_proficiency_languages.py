"""Levels, years and remarks in the languages other than English."""

import re

import pytest

from matcher.core.skills import Mention
from matcher.skills.claims.proficiency import rate

NAMES = "JavaScript Java Python C# SQL PHP Go Rust HTML CSS Docker Oracle Django Linux Spring MySQL Kafka".split()
PATTERN = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(map(re.escape, NAMES))})(?![A-Za-z])")


def rated(text: str, code: str) -> tuple[Mention, ...]:
    """Return every name in a text, as the recogniser would find it, with its ratings."""
    found = [Mention(m[0].casefold(), m[0], m.start(), m.end()) for m in PATTERN.finditer(text)]
    return rate(text, found, (code, "en"))


BASIC, MEDIUM, GOOD, EXPERT = "basic", "intermediate", "advanced", "expert"

LEVELS = {
    "de": [
        ("Grundkenntnisse in Java und Python", {"Java": BASIC, "Python": BASIC}),
        ("Sehr gute Kenntnisse in Java, Grundkenntnisse in PHP", {"Java": GOOD, "PHP": BASIC}),
        ("Java (sehr gut), Python (Grundkenntnisse)", {"Java": GOOD, "Python": BASIC}),
        ("Java – fortgeschritten, Go – Anfänger", {"Java": GOOD, "Go": BASIC}),
        ("Java-Grundkenntnisse", {"Java": BASIC}),
        ("kein Experte in Java", {}),
        ("lerne schnell aus Gesprächen über Java", {}),
        ("Gute Zusammenarbeit mit dem Team, das Java schrieb", {}),
    ],
    "fr": [
        ("Notions de Python et PHP", {"Python": BASIC, "PHP": BASIC}),
        ("Très bonnes connaissances en Java", {"Java": GOOD}),
        ("Maîtrise de SQL", {"SQL": GOOD}),
        ("Java : avancé, PHP : débutant", {"Java": GOOD, "PHP": BASIC}),
        ("Java: avancé, PHP: débutant", {"Java": GOOD, "PHP": BASIC}),
        ("connaissances de base en Docker", {"Docker": BASIC}),
        ("à l'aise avec Docker", {"Docker": MEDIUM}),
        ("Bonne ambiance. Java", {}),
    ],
    "es": [
        ("Conocimientos básicos de Python", {"Python": BASIC}),
        ("Dominio de Java y SQL", {"Java": GOOD, "SQL": GOOD}),
        ("Java: avanzado, PHP: básico", {"Java": GOOD, "PHP": BASIC}),
        ("Python (intermedio)", {"Python": MEDIUM}),
        ("Medio ambiente. Java", {}),
    ],
    "pt": [
        ("Conhecimentos básicos de Python e PHP", {"Python": BASIC, "PHP": BASIC}),
        ("Noções de Docker", {"Docker": BASIC}),
        ("Domínio de Java", {"Java": GOOD}),
        ("Java (avançado), SQL (intermediário), PHP (básico)", {"Java": GOOD, "SQL": MEDIUM, "PHP": BASIC}),
        ("Inglês avançado. Java", {}),
    ],
    "it": [
        ("Conoscenza di base di Python e PHP", {"Python": BASIC, "PHP": BASIC}),
        ("Buona conoscenza di Docker", {"Docker": MEDIUM}),
        ("Ottima conoscenza di Java", {"Java": GOOD}),
        ("Java: ottimo, PHP: base", {"Java": GOOD, "PHP": BASIC}),
        ("Esperto di Java", {"Java": EXPERT}),
        ("Base dati: Oracle", {}),
    ],
    "nl": [
        ("Basiskennis van Python en PHP", {"Python": BASIC, "PHP": BASIC}),
        ("Goede kennis van Docker", {"Docker": MEDIUM}),
        ("Zeer goede kennis van Java", {"Java": GOOD}),
        ("Java (gevorderd), PHP (basis)", {"Java": GOOD, "PHP": BASIC}),
        ("Goede samenwerking. Java", {}),
    ],
    "pl": [
        ("Podstawowa znajomość Python i PHP", {"Python": BASIC, "PHP": BASIC}),
        ("podstawy Docker", {"Docker": BASIC}),
        ("Bardzo dobra znajomość Java", {"Java": GOOD}),
        ("Java – biegle, SQL – średnio zaawansowany, PHP – podstawy", {"Java": GOOD, "SQL": MEDIUM, "PHP": BASIC}),
        ("Dobra atmosfera. Java", {}),
    ],
    "ru": [
        ("Базовые знания Python и PHP", {"Python": BASIC, "PHP": BASIC}),
        ("Основы Docker", {"Docker": BASIC}),
        ("Отличное знание Java", {"Java": GOOD}),
        ("уверенно владею Java", {"Java": GOOD}),
        ("Java – продвинутый, SQL – средний, PHP – базовый", {"Java": GOOD, "SQL": MEDIUM, "PHP": BASIC}),
        ("Хорошо знаю SQL", {"SQL": MEDIUM}),
        ("Хороший коллектив. Java", {}),
        ("не эксперт в Java", {}),
        ("Профессиональные навыки\nJava, SQL", {}),
    ],
    "tr": [
        ("Temel düzeyde Python ve PHP", {"Python": BASIC, "PHP": BASIC}),
        ("İleri seviye Java", {"Java": GOOD}),
        ("İyi derecede SQL", {"SQL": MEDIUM}),
        ("Java (ileri), SQL (orta), PHP (temel)", {"Java": GOOD, "SQL": MEDIUM, "PHP": BASIC}),
        ("Docker konusunda temel bilgi", {"Docker": BASIC}),
        ("Temel hedef: kalite. Java", {}),
    ],
    "zh": [
        ("了解 Python 、PHP", {"Python": BASIC, "PHP": BASIC}),
        ("熟悉Java，了解Python", {"Java": MEDIUM, "Python": BASIC}),
        ("熟练使用Java、Spring和MySQL", {"Java": GOOD, "Spring": GOOD, "MySQL": GOOD}),
        ("精通Java", {"Java": EXPERT}),
        ("Java：精通，Python：了解", {"Java": EXPERT, "Python": BASIC}),
        ("熟悉MySQL、Oracle等数据库", {"MySQL": MEDIUM, "Oracle": MEDIUM}),
        ("了解客户的需求并负责开发系统，后端为 Java", {}),
        ("不熟悉Java", {}),
    ],
    "ja": [
        ("Pythonの基礎知識", {"Python": BASIC}),
        ("JavaとPythonの基礎知識", {"Java": BASIC, "Python": BASIC}),
        ("Java：上級、SQL：中級、PHP：初級", {"Java": GOOD, "SQL": MEDIUM, "PHP": BASIC}),
        ("Java（上級）、PHP（初級）", {"Java": GOOD, "PHP": BASIC}),
        ("Rustを学習中", {"Rust": BASIC}),
        ("基本設計から担当。Java", {}),
    ],
}

YEARS = {
    "de": [("5 Jahre Erfahrung mit Java und Spring", {"Java": 5, "Spring": 5}), ("Java (drei Jahre)", {"Java": 3}),
           ("vor 5 Jahren mit Java begonnen", {})],
    "fr": [("8 ans d'expérience en Java", {"Java": 8}), ("Java depuis 3 ans", {"Java": 3}), ("il y a 5 ans, Java", {})],
    "es": [("3 años de experiencia en Python", {"Python": 3}), ("Java (cuatro años)", {"Java": 4})],
    "pt": [("3 anos de experiência com Python", {"Python": 3}), ("Java há 4 anos", {"Java": 4}),
           ("Java (2 anos)", {"Java": 2}), ("começou com Java 5 anos atrás", {})],
    "it": [("2 anni di esperienza con Python", {"Python": 2}), ("Java da 4 anni", {"Java": 4}), ("Java 5 anni fa", {})],
    "nl": [("zes jaar ervaring met Java", {"Java": 6}), ("Java (3 jaar)", {"Java": 3}), ("Java 5 jaar geleden", {})],
    "pl": [("3 lata doświadczenia w Java", {"Java": 3}), ("Java (5 lat)", {"Java": 5}), ("Java 5 lat temu", {})],
    "ru": [("5 лет опыта работы с Java", {"Java": 5}), ("опыт разработки на Java 4 года", {"Java": 4}),
           ("Java (3 года)", {"Java": 3}), ("Java 5 лет назад", {})],
    "tr": [("4 yıl Java deneyimi", {"Java": 4}), ("4 yıllık Java deneyimi", {"Java": 4}), ("Java (3 yıl)", {"Java": 3}),
           ("Java 5 yıl önce", {})],
    "zh": [("5年Java开发经验", {"Java": 5}), ("3年以上Java经验", {"Java": 3}), ("Java（3年）", {"Java": 3}),
           ("两年Python开发经验", {"Python": 2}), ("2019年3月 Java", {}), ("3年前使用Java", {}), ("3年前端经验, Java", {})],
    "ja": [("3年以上のJava経験", {"Java": 3}), ("Javaの実務経験5年", {"Java": 5}), ("Java（3年）", {"Java": 3}),
           ("令和2年9月 Java", {}), ("5年前にJava", {})],
}  # fmt: skip

REMARKS = {
    "de": [("früher auch Java", "past"), ("Java unterrichtet", "taught"), ("Zertifiziert in Java", "certified"),
           ("Java-Workshops besucht", "")],
    "fr": [("formateur en Java", "taught"), ("certifiée Java", "certified"), ("autrefois Java", "past")],
    "es": [("profesor de Java", "taught"), ("certificación en Java", "certified"), ("certificados de Java", ""), ("Java antes de cada entrega", ""), ("hace muchos años Java", "past")],
    "pt": [("professora de Java", "taught"), ("certificação em Java", "certified"), ("antigamente Java", "past")],
    "it": [("docente di Java", "taught"), ("richieste di insegnanti e studenti in Java", ""), ("certificazione Java", "certified"), ("in passato Java", "past")],
    "nl": [("docent Java", ""), ("docent in Java", "taught"), ("gecertificeerd in Java", "certified"), ("vroeger Java", "past")],
    "pl": [("prowadzenie szkoleń z Java", "taught"), ("certyfikat z Java", "certified"), ("dawniej Java", "past")],
    "ru": [("преподавал Java студентам", "taught"), ("сертификат по Java", "certified"), ("сертификаты Java на сервере", ""), ("раньше писал на Java", "past")],
    "tr": [("Java eğitmeni", "taught"), ("Java sertifikası", "certified"), ("eskiden Java", "past")],
    "zh": [("讲授 Java 课程", "taught"), ("获得 Java 认证", "certified"), ("基于 Java 的身份认证", ""), ("多年前使用 Java", "past")],
    "ja": [("Javaの研修を担当", "taught"), ("Javaの認定資格を取得", "certified"), ("以前はJava", "past")],
}  # fmt: skip


def rows(table: dict[str, list[tuple[str, object]]]) -> list[tuple[str, str, object]]:
    return [(code, *case) for code, cases in table.items() for case in cases]


@pytest.mark.parametrize(("code", "text", "expected"), rows(LEVELS))  # type: ignore[arg-type]
def test_level(code: str, text: str, expected: dict[str, str]) -> None:
    assert {m.surface_form: m.level for m in rated(text, code) if m.level} == expected


@pytest.mark.parametrize(("code", "text", "expected"), rows(YEARS))  # type: ignore[arg-type]
def test_years(code: str, text: str, expected: dict[str, float]) -> None:
    assert {m.surface_form: m.years for m in rated(text, code) if m.years} == expected


@pytest.mark.parametrize(("code", "text", "expected"), rows(REMARKS))  # type: ignore[arg-type]
def test_remark(code: str, text: str, expected: str) -> None:
    assert [m.remark for m in rated(text, code)] == [expected]
