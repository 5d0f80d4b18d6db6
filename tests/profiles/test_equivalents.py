"""Wordings of the profiles' phrases in all languages."""

from pathlib import Path

import pytest

import matcher
from matcher.languages.word_lists import CODES
from matcher.profiles.equivalents import _all, wordings
from matcher.profiles.loading import load_profile, shipped_profiles
from matcher.profiles.phrases import PhrasePatterns, phrase_problems
from matcher.skills.taxonomy import load_taxonomy


def phrases_of(profile: str) -> dict[str, tuple[str, ...]]:
    return {r.id: r.phrases for r in load_profile(profile, load_taxonomy()).requirements if r.phrases}


@pytest.mark.parametrize("code", CODES)
def test_every_key_is_a_phrase_of_a_profile_and_every_wording_is_valid(code: str) -> None:
    known = {p for profile in shipped_profiles() for phrases in phrases_of(profile).values() for p in phrases}
    groups = _all()[code]
    assert [phrase for group, _ in groups for phrase in group if phrase not in known] == []
    assert [problem for _, listed in groups for wording in listed for problem in phrase_problems(wording)] == []


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
@pytest.mark.parametrize("profile", sorted(shipped_profiles()))
def test_every_competency_has_wordings(code: str, profile: str) -> None:
    assert [key for key, phrases in phrases_of(profile).items() if not wordings(code, phrases)] == []


def test_files_exist_for_all_languages() -> None:
    folder = Path(matcher.__file__).parent / "resources" / "profiles" / "phrases"
    assert sorted(path.stem for path in folder.glob("*.toml")) == sorted(CODES)


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "Cut the nightly run from six hours to one.", {"performance"}),
        ("en", "Connected the old stock system of a shop.", {"integration", "domains"}),
        ("en", "search: 6 h to 90 min; p95 -40 %; 12k req/s", {"performance"}),
        ("en", "REST interface built; gateway to bank connected, no downtime", {"server-side", "integration", "servers"}),
        ("en", "All input validated, access by role, RBAC", {"integration", "security"}),
        ("en", "Planted 300 trees; 40 h a week to half of May", set()),
        ("en", "Welcomed guests and kept the cash report.", set()),
        ("de", "Langsame Abfragen beschleunigt; Zahlungsdienstleister angebunden.", {"performance", "domains"}),
        ("de", "Code-Durchsicht, Betreuung von Auszubildenden", set()),
        ("fr", "Réécriture des requêtes lentes, contrôle des accès par rôle.", {"performance", "security"}),
        ("fr", "Accueil des clients, vente et rapports", set()),
        ("es", "Guardo contraseñas y claves en HashiCorp Vault", set()),
        ("pt", "Senhas guardadas como hash", {"security"}),
        ("de", "Die Suche dauert nur noch halb so lange", {"performance"}),
        ("zh", "为Web服务器安装更新；认证", set()),
        ("es", "Optimicé las consultas lentas y conecté el sistema de pedidos.", {"performance", "integration", "domains"}),
        ("pt", "Autenticação de dois fatores; gateway de pagamento.", {"security", "domains"}),
        ("pt", "Otimizei queries lentas; encriptação dos dados.", {"performance", "security"}),
        ("it", "Progettazione del database; test di carico.", {"integration", "performance"}),
        ("nl", "Trage query's versneld; betaalprovider gekoppeld aan de webwinkel.", {"performance", "domains", "integration"}),
        ("pl", "Optymalizacja wolnych zapytań, integracja z systemem magazynowym.", {"performance", "integration", "domains"}),
        ("pl", "Obsługa klienta w sklepie", set()),
        ("ru", "Оптимизировала медленные запросы, шифрование данных, интернет-магазин.", {"performance", "security", "domains"}),
        ("ru", "Телефон: +7 900; уход за больными", set()),
        ("tr", "YAVAŞ SORGULARI İYİLEŞTİRDİM; ödeme geçidi entegrasyonu", {"performance", "domains"}),
        ("zh", "负责订单系统的微服务开发，优化慢查询，数据加密", {"server-side", "performance", "security", "domains"}),
        ("zh", "手机：138；护士", set()),
        ("ja", "マイクロサービスの設計、スロークエリの改善、決済代行との連携", {"server-side", "performance", "domains"}),
    ],
)  # fmt: skip
def test_deeds_are_found(code: str, text: str, expected: set[str]) -> None:
    found = {
        requirement
        for requirement, phrases in phrases_of("backend-developer").items()
        if any(PhrasePatterns([w for listed in wordings(code, phrases).values() for w in listed]).find(text))
    }
    assert found == expected


def test_phrases_with_shared_wordings_count_once() -> None:
    assert len(wordings("de", ["load time*", "page load*"])) == 1
