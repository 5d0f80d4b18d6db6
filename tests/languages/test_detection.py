"""Which languages a text is in: the twelve that matcher reads, told apart in the style of résumés, also where they mix."""

import pytest

from matcher.languages.detection import language_spans, languages_of
from matcher.languages.word_lists import load_languages

ONE_LANGUAGE = {
    "en": "Designed and built payment services in Java and Kafka. Responsible for the on-call rota of two teams.",
    "de": "Konzeption und Umsetzung von Schnittstellen mit Java, Betreuung der Datenbanken. Sehr gute Deutschkenntnisse.",
    "fr": "Conception et développement de services web en Java, mise en place de Kafka. Encadrement d'une équipe.",
    "es": "Diseño y desarrollo de servicios web en Java, gestión de bases de datos. Inglés: nivel avanzado.",
    "pt": "Desenvolvimento de serviços web em Java, gestão de bancos de dados. Inglês fluente, formação em engenharia.",
    "it": "Progettazione e sviluppo di servizi web in Java, gestione delle basi di dati. Inglese: buono.",
    "nl": "Ontwerp en ontwikkeling van diensten in Java, beheer van databases. Goede kennis van het Engels.",
    "pl": "Projektowanie i tworzenie usług w Javie, utrzymanie baz danych. Znajomość języka angielskiego: dobra.",
    "ru": "Проектирование и разработка сервисов на Java, сопровождение баз данных. Английский язык: средний уровень.",
    "tr": "Java ile web servislerinin tasarımı ve geliştirilmesi, veritabanı yönetimi. İngilizce: iyi seviye.",
    "zh": "负责支付系统的设计与开发，使用Java和Kafka，维护数据库。",
    "ja": "Javaによる決済サービスの設計・開発、データベースの運用を担当。",
}


@pytest.mark.parametrize("code", ONE_LANGUAGE)
def test_texts_in_one_language(code: str) -> None:
    assert languages_of(ONE_LANGUAGE[code]) == (code,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Portuguese of both sides of the Atlantic, and without accents.
        ("Programador sénior, morada em Lisboa. Gestão da equipa, projectos de facturação.", "pt"),
        ("Desenvolvedora pleno, responsável pela manutenção do aplicativo e pelo banco de dados.", "pt"),
        ("DESENVOLVIMENTO DE SISTEMAS, GESTAO DE EQUIPE, FORMACAO EM ENGENHARIA DE COMPUTACAO", "pt"),
        # Capitals, accents left out, the Turkish I.
        ("İŞ DENEYİMİ\nYAZILIM MÜHENDİSİ\nVERİTABANI GELİŞTİRME", "tr"),
        ("Is deneyimi: yazilim muhendisi, veritabani gelistirme ve tasarim", "tr"),
        ("EXPERIENCIA PROFESIONAL, FORMACION ACADEMICA, INGENIERIA INFORMATICA", "es"),
        ("Doswiadczenie zawodowe, wyksztalcenie, umiejetnosci, znajomosc jezykow", "pl"),
        ("EXPERIENCE PROFESSIONNELLE, COMPETENCES, FORMATION ET LANGUES, DEVELOPPEUSE", "fr"),
        ("Berufserfahrung, Ausbildung, Kenntnisse, Fachinformatiker Anwendungsentwicklung", "de"),
        # Traditional Chinese; a name with a middle dot in Chinese is no kana.
        ("負責支付系統的設計與開發，使用 Java 和 Kafka", "zh"),
        ("姓名：艾合买提・买买提，负责后端开发", "zh"),
        # Japanese nouns in Chinese characters are Japanese if the rest is.
        ("職務経歴\n株式会社決済基盤開発部\nサーバーの設計と構築", "ja"),
    ],
)
def test_main_language(text: str, expected: str) -> None:
    assert languages_of(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{ONE_LANGUAGE['de']}\n\n{ONE_LANGUAGE['de']}\n\n{ONE_LANGUAGE['en']}", ("de", "en")),
        (f"{ONE_LANGUAGE['en']}\n\n{ONE_LANGUAGE['en']}\n\n{ONE_LANGUAGE['ja']}", ("en", "ja")),
        # English résumés with names and headings of other languages are English.
        ("Worked as a developer for the Banco de la Nación and the Universidad de los Andes in Colombia.", ("en",)),
        ("Developed the website of the Hochschule für Technik. Teacher of Spanish at the Colegio San José.", ("en",)),
        (
            "Curriculum vitae\n\nI worked with the team on El Salvador's tax system.\n\nPar excellence, inter alia.",
            ("en",),
        ),
    ],
)
def test_mixed_texts(text: str, expected: tuple[str, ...]) -> None:
    assert languages_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "Java, Kafka, Docker, PostgreSQL", "2019 - 2023", "jane@example.org +44 20 7946 0000",
        # Cyrillic, but not Russian.
        "Досвід роботи: розробка вебсервісів мовою Java, підтримка баз даних. Освіта: Київська політехніка. "
        "Відповідальний за впровадження системи моніторингу та навчання команди.",
        "Опит: разработка на уеб услуги с Java, поддръжка на бази данни. Образование: Технически университет, София. "
        "Отговорен за внедряването на системата за наблюдение и обучението на екипа от програмисти.",
        "Ανάπτυξη υπηρεσιών σε Java", "פיתוח שירותים", "تطوير الخدمات", "백엔드 개발자",
    ],
)  # fmt: skip
def test_no_language_of_the_twelve_is_evident(text: str) -> None:
    assert languages_of(text) == ()


def test_parts_have_their_languages_and_cover_the_words() -> None:
    text = f"Jane Doe\n\n{ONE_LANGUAGE['it']}\n\nJava, Kafka\n\n{ONE_LANGUAGE['ru']} " * 3
    spans = language_spans(text)
    assert {span.code for span in spans} == {"it", "ru", ""}
    assert "".join(text[span.start : span.end] for span in spans) == text


def test_words_are_in_lower_case() -> None:
    lists = {
        (lang.code, word)
        for lang in load_languages()
        for key in ("frequent", "endings")
        for word in lang.words("detection", key)
    }
    assert not {(code, word) for code, word in lists if word != word.lower()}


def test_time_is_linear_in_a_text_without_words() -> None:
    assert languages_of("\n \n" * 100_000 + "x " * 100_000) == ()
