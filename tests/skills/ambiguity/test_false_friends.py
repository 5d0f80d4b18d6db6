"""Names of technologies in sentences of eleven languages, and words spelt like them. A new bug is a new row of the table."""

import csv
from pathlib import Path

import pytest

from matcher.core.document import Block, Document
from matcher.core.resume import Resume, Section
from matcher.languages.foreign import foreign_languages
from matcher.skills.recognizer import Recognizer
from matcher.skills.taxonomy import load_taxonomy

CASES = Path(__file__).parents[3] / "data" / "languages" / "false-friends.tsv"

FRAMES = {
    "de": "Berufserfahrung als Angestellter mit Verantwortung für den Betrieb der Anlagen und die Kunden",
    "fr": "Expérience professionnelle dans une entreprise avec des responsabilités et des projets pour les clients",
    "es": "Experiencia laboral en una empresa con responsabilidades y proyectos para los clientes de la región",
    "pt": "Experiência profissional em uma empresa com responsabilidades e projetos para os clientes da região",
    "it": "Esperienza lavorativa presso un'azienda con responsabilità e progetti per i clienti della regione",
    "nl": "Werkervaring bij een bedrijf met verantwoordelijkheid voor de klanten en de projecten van het team",
    "pl": "Doświadczenie zawodowe w firmie oraz odpowiedzialność za klientów i projekty w zespole",
    "ru": "Опыт работы в компании, ответственность за клиентов и проекты, работа в команде с заказчиками",
    "tr": "Bir şirkette müşteriler ve projeler için sorumluluk aldığım iş deneyimi ve ekip çalışması",
    "zh": "工作经验：在公司负责客户与项目，参与团队协作与沟通",
    "ja": "職務経歴：会社にてお客様とプロジェクトの担当を行いました。チームでの業務です",
}
"""A sentence before each case, since the language of a résumé is recognised by more than one line."""


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer(load_taxonomy())


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['language']}: {row['text'][:40]}")
def test_names_and_false_friends(recognizer: Recognizer, row: dict[str, str]) -> None:
    text = f"{FRAMES[row['language']]}\n\n{row['text']}\n"
    assert row["language"] in foreign_languages(text)
    document = Document("cv.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    mentions = recognizer.recognize(Resume(document, (Section("experience", 0, len(text)),), ()))
    assert all(text[m.start : m.end] == m.surface_form for m in mentions)
    found = {m.skill for m in mentions}
    for column, expected in (("found", True), ("not found", False)):
        for name in filter(None, row[column].split(", ")):
            skill = recognizer.taxonomy.find(name)
            assert skill is not None, f"{name} is not in the taxonomy"
            assert (skill.id in found) is expected, name
