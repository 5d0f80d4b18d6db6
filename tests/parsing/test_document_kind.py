"""Which files are no résumés; a résumé is never refused for the words it shares with another document."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.documents import TEMPLATES, other_texts
from matcher.core.document import Document
from matcher.core.errors import UnreadableFileError
from matcher.core.resume import Resume
from matcher.extraction.reading import read_file
from matcher.parsing.career.timeline import find_positions
from matcher.parsing.document_kind import KINDS, OtherKind, find_other_kind
from matcher.parsing.sections import find_sections
from matcher.skills.analyzer import visible_document
from tests.written_resumes import HEAD, LINES, OPEN

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
EXPECTED = {
    "letter": "a letter or message", "mail": "a letter or message", "invoice": "an invoice or order",
    "minutes": "minutes of a meeting", "reference": "a contract, licence or reference", "advert": "a job advert",
    "code": "source code or documentation of software", "licence": "a contract, licence or reference",
}  # fmt: skip


def other_kind(text: str) -> OtherKind | None:
    sections = find_sections(text)
    positions, _ = find_positions(text, sections, datetime.date(2026, 11, 23))
    return find_other_kind(Resume(Document("x", text, (), "text/plain", "", 1), sections, positions))


@pytest.mark.parametrize("kind", TEMPLATES)
def test_other_documents_are_recognised(kind: str) -> None:
    found = [other_kind(text) for name, text in other_texts(6) if name == kind]
    assert {other.kind if other else "" for other in found} == {EXPECTED[kind]}


def test_every_kind_has_an_example() -> None:
    assert set(EXPECTED) == set(TEMPLATES)
    assert set(EXPECTED.values()) == set(KINDS)


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_the_samples_are_resumes(path: Path) -> None:
    if path.name.startswith("scan"):
        pytest.skip("needs Tesseract")
    try:
        document = visible_document(read_file(path, path.name))
    except UnreadableFileError:
        return
    assert other_kind(document.text) is None


@pytest.mark.parametrize(
    "text",
    [
        # Words of adverts, letters, invoices and licences in résumés.
        "Ada Example\nRecruiter\n\nExperience\nRecruiter, Acme Ltd, 2019 - present\nWrote job descriptions: we are looking for, "
        "you will, we offer, benefits, salary, equal opportunity, how to apply.\n\nEducation\nBSc, Northern University, 2012",
        "Ada Example\nAccountant\n\nExperience\nAccountant, Acme Ltd, 2015 - 2020\nInvoice, VAT, total, IBAN, purchase order, "
        "price, shipping, due date.\n\nSkills\nExcel",
        "Lebenslauf\n\nAda Beispiel\n\nSehr geehrte Damen und Herren, mit freundlichen Grüßen\n\nSince 2019 with Acme",
        "Ada Example\nBackend Developer\nI want to join a team where you will find that I must have fun.\nada@example.org\n"
        "Projects 2019 - 2021, 2021 - present: Python, Go",
        # Little text, or text of which little is known.
        "Python, Django, PostgreSQL",
        "Ada Example",
        "张三\n高级后端工程师\n2021.06 - 至今\n负责核心服务开发",
        "",
        "Jack has worked for us as a developer for many years and is liked by all who have met him in that time, and he has "
        "now decided to move on to new shores, which we regret but understand, since the sea has always called him so.",
    ],
)
def test_a_resume_is_not_refused(text: str) -> None:
    assert other_kind(text) is None


def test_text_without_anything_of_a_resume_is_set_apart() -> None:
    text = "The bakery on the corner has sold the same bread for a hundred years. " * 5
    other = other_kind(text)
    assert other is not None
    assert "without dates" in other.reason
    assert other_kind(text + "ada@example.org") is None


@given(st.sampled_from([HEAD, OPEN]), st.lists(st.sampled_from(LINES), max_size=6))
def test_written_resumes_are_resumes(head: tuple[str, ...], body: list[str]) -> None:
    assert other_kind("\n\n".join([*head, *body])) is None


def test_the_reason_quotes_the_signs() -> None:
    other = other_kind("We are looking for a developer. You will join our team. Apply now!")
    assert other is not None
    assert other.reason == (
        "it seems to be a job advert, not a résumé (“we are looking for”, “you will”, “join our”, “apply now”); "
        "look at it yourself"
    )


ADVERTS = {
    "de": "Wir suchen zum nächstmöglichen Zeitpunkt Verstärkung (m/w/d)\nIhre Aufgaben\nEntwicklung von Diensten\nWir bieten\nein Team",
    "fr": "Nous recherchons un développeur (H/F)\nVos missions\nDévelopper des services\nVotre profil\nVous êtes autonome\nNous offrons",
    "es": "Buscamos desarrollador\nTus funciones\nDesarrollar servicios\nRequisitos:\nJava\nOfrecemos\nTeletrabajo. Envía tu CV.",
    "pt": "Procuramos programador\nA vaga\nRequisitos obrigatórios\nJava\nO que oferecemos\nVale-refeição\nCandidate-se",
    "it": "Stiamo cercando uno sviluppatore\nLa risorsa si occuperà di servizi\nRequisiti richiesti\nJava\nCosa offriamo\nInvia il tuo CV",
    "nl": "Wij zoeken een ontwikkelaar\nWat ga je doen\nDiensten bouwen\nFunctie-eisen\nJava\nWat wij bieden\nSolliciteer nu",
    "pl": "Poszukujemy programisty\nTwoje zadania\nTworzenie usług\nNasze wymagania\nJava\nOferujemy\nPrześlij CV",
    "ru": "Мы ищем разработчика\nОбязанности:\nРазработка сервисов\nТребования:\nJava\nМы предлагаем\nДМС. Присылайте резюме",
    "tr": "Yazılım geliştirici arıyoruz\nİş tanımı\nServis geliştirmek\nAranan nitelikler\nJava\nNeler sunuyoruz\nYemek kartı",
    "zh": "招聘后端工程师\n岗位职责：\n开发服务\n任职要求：\nJava\n福利待遇：五险一金\n欢迎投递简历",
    "ja": "募集職種：エンジニア\n仕事内容\nサービスの開発\n応募資格\nJava\n福利厚生\n選考フロー",
}
LETTERS = {
    "de": "Sehr geehrte Frau Beispiel,\nhiermit bewerbe ich mich. Ihr Unternehmen gefällt mir.\nMit freundlichen Grüßen",
    "fr": "Madame, Monsieur,\nJe me permets de vous adresser ma candidature.\nDans l'attente de votre réponse, veuillez agréer",
    "es": "Estimados señores:\nMe dirijo a ustedes. Adjunto mi carta.\nLe saluda atentamente",
    "pt": "Prezados senhores,\nVenho por meio desta candidatar-me.\nEm anexo o documento.\nAtenciosamente",
    "it": "Gentile dottoressa,\ncon la presente mi candido. In allegato i documenti.\nCordiali saluti",
    "nl": "Geachte mevrouw,\nMet veel interesse las ik uw vacature. In de bijlage meer.\nMet vriendelijke groet",
    "pl": "Szanowni Państwo,\nw odpowiedzi na ogłoszenie chciałabym aplikować. W załączeniu dokumenty.\nZ poważaniem",
    "ru": "Уважаемая Анна!\nМеня заинтересовала ваша вакансия. Прошу рассмотреть моё письмо.\nС уважением",
    "tr": "Sayın yetkili,\nilanınız için başvurmak istiyorum. Bilgilerinize sunarım.\nSaygılarımla",
    "zh": "尊敬的经理：\n您好！我想应聘贵公司的工作，期待您的回复。\n此致\n敬礼",
    "ja": "採用ご担当者様\n拝啓　突然のご連絡をお許しください。貴社の仕事に関心があります。\nよろしくお願いいたします。\n敬具",
}
INVOICES = {
    "de": "Rechnung\nRechnungsnummer 12\nKundennummer 3\nMwSt 19 %\nGesamtbetrag 119 €",
    "fr": "Facture\nTotal HT 100\nTVA 20\nTotal TTC 120\nDate d'échéance",
    "es": "Factura\nBase imponible 100\nIVA 21\nTotal a pagar 121",
    "pt": "Nota fiscal\nCNPJ 12\nPreço unitário 5\nValor total 50",
    "it": "Fattura\nImponibile 100\nIVA 22\nPartita IVA 12\nScadenza",
    "nl": "Factuur\nFactuurnummer 12\nBTW 21\nTe betalen 121",
    "pl": "Faktura VAT\nSprzedawca\nNabywca\nNIP 12\nDo zapłaty 100",
    "ru": "Счёт на оплату\nПоставщик\nПокупатель\nИНН 12\nИтого 100\nНДС",
    "tr": "Fatura No 12\nKDV 20\nAra toplam 100\nGenel toplam 120\nVergi dairesi",
    "zh": "发票号码：12\n购买方\n税率\n价税合计",
    "ja": "請求書\nお支払期限\n小計\n消費税\n合計金額",
}


@pytest.mark.parametrize(
    ("text", "kind"),
    [(text, kind) for texts, kind in (
        (ADVERTS, "a job advert"), (LETTERS, "a letter or message"), (INVOICES, "an invoice or order"),
    ) for text in texts.values()],
)  # fmt: skip
def test_other_documents_in_other_languages(text: str, kind: str) -> None:
    other = other_kind(text)
    assert other is not None
    assert other.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Lebenslauf\nAda Beispiel\nBerufserfahrung\nBäckerin, 2010 - heute\nAusbildung\nLehre 2007 - 2010",
        "Ada Przykład\nŻyciorys\nDoświadczenie zawodowe\nanaliza wymagań, faktury VAT, oferty dla klientów\nWykształcenie",
        "Резюме\nАнна Примерова\nОпыт работы\nСчёт-фактура, НДС, договоры с поставщиками и покупателями\nОбразование",
        "Özgeçmiş\nAyşe Örnek\nİş deneyimi\nFatura ve KDV işlemleri, sayın müşterilere destek\nEğitim",
        "个人简历\n姓名：李小明\n工作经历\n负责发票、税率、合同的录入，参与招聘，制定岗位职责\n教育背景",
        "履　歴　書\n氏名　例田 花子\n職歴\n請求書、見積書の作成、採用担当として募集要項の作成\n学歴",
        "Ana Exemplo\nCurrículo\nExperiência profissional\nLevantamento de requisitos, emissão de nota fiscal, salário\nFormação",
        "Ada Esempio\nCurriculum vitae\nEsperienze lavorative\nFatture, IVA, contratto di lavoro, requisiti\nIstruzione e formazione",
        "Ada Voorbeeld\nCurriculum vitae\nWerkervaring\nFacturen, BTW, vacatures en salaris\nOpleiding",
    ],
)
def test_resumes_in_other_languages_are_resumes(text: str) -> None:
    assert other_kind(text) is None
