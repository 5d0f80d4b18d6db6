"""Denials, wishes and consent clauses are no evidence, in any language."""

import pytest

from matcher.parsing.sentences import split_sentences
from matcher.profiles.phrases import fold
from matcher.scoring.no_evidence import ConsentClauses, DenialWords


@pytest.mark.parametrize(
    ("code", "text", "deed", "denied"),
    [
        ("en", "No experience with unit tests", "unit tests", True),
        ("en", "Wrote unit tests", "unit tests", False),
        ("de", "Keine Erfahrung mit Lasttests", "Lasttests", True),
        ("de", "Möchte Lasttests lernen", "Lasttests", True),
        ("fr", "Aucune expérience des tests unitaires", "tests unitaires", True),
        ("es", "Sin experiencia en pruebas de carga", "pruebas de carga", True),
        ("pt", "Nao tenho experiencia com testes de carga", "testes de carga", True),
        ("pt", "Encontrei falhas no controle de acesso", "controle de acesso", False),
        ("es", "No hice pruebas de carga", "pruebas de carga", True),
        ("it", "Nessuna esperienza di test di carico", "test di carico", True),
        ("nl", "Geen ervaring met loadtests", "loadtests", True),
        ("pl", "Brak doświadczenia z testami jednostkowymi", "testami jednostkowymi", True),
        ("ru", "Не работал с кэшированием", "кэшированием", True),
        ("ru", "Хотела бы освоить нагрузочное тестирование", "нагрузочное тестирование", True),
        ("tr", "Birim test deneyimim yok", "Birim test", True),
        ("tr", "Yük testi yapmayı öğrenmek istiyorum", "Yük testi", True),
        ("tr", "Kesintisiz dağıtım yaptı", "dağıtım", False),
        ("zh", "没有单元测试经验", "单元测试", True),
        ("zh", "不断优化缓存", "缓存", False),
        ("zh", "实现无缝数据迁移", "数据迁移", False),
        ("ja", "単体テストの経験はありません", "単体テスト", True),
        ("ja", "負荷テストを学びたい", "負荷テスト", True),
        ("ja", "キャッシュを導入し、無駄のない構成にした", "キャッシュ", False),
    ],
)
def test_denials(code: str, text: str, deed: str, denied: bool) -> None:
    start = text.index(deed)
    assert DenialWords((code,)).deny(fold(text), 0, start, start + len(deed), len(text)) == denied


@pytest.mark.parametrize(
    "text",
    [
        "I hereby consent to the processing of my personal data under the GDPR.",
        "Ich willige in die Verarbeitung meiner personenbezogenen Daten gemäß DSGVO ein.",
        "J'autorise le traitement de mes données personnelles conformément au RGPD.",
        "Autorizo el tratamiento de mis datos personales según la LOPD.",
        "Autorizo o tratamento dos meus dados pessoais de acordo com o RGPD.",
        "Autorizo o uso dos meus dados pessoais conforme a LGPD.",
        "Autorizzo il trattamento dei miei dati personali ai sensi del D.Lgs. 196/2003 e del GDPR (Reg. UE 2016/679).",
        "Ik geef toestemming voor de verwerking van mijn persoonsgegevens (AVG).",
        "Wyrażam zgodę na przetwarzanie moich danych osobowych zgodnie z ustawą o ochronie danych osobowych "
        "(Dz. U. z 2018, poz. 1000) oraz RODO.",
        "Даю согласие на обработку персональных данных в соответствии с законом 152-ФЗ.",
        "KVKK kapsamında kişisel verilerimin işlenmesine onay veriyorum.",
        "本人同意贵公司处理我的个人信息。",
        "個人情報の取り扱いに同意します。",
    ],
)
def test_consent_clauses(text: str) -> None:
    sentences = split_sentences(text)
    assert ConsentClauses().find(text, sentences) == set(range(len(sentences)))


@pytest.mark.parametrize(
    "text",
    [
        "Implemented GDPR-compliant storage of personal data.",
        "Verarbeitung personenbezogener Daten verschlüsselt, DSGVO-konform.",
        "Chiffrement des données personnelles, conformité RGPD.",
        "Szyfrowanie danych osobowych zgodnie z RODO.",
        "Шифрование персональных данных пациентов.",
        "Kişisel verileri şifreledi.",
        "负责个人信息加密存储。",
        "個人情報を暗号化した。",
    ],
)
def test_work_on_data_protection_is_no_consent(text: str) -> None:
    assert ConsentClauses().find(text, split_sentences(text)) == set()
