"""Titles and duties in other languages than English. A new bug is a new row."""

import pytest

from matcher.core.resume import Month, Position
from matcher.core.role_family import FAMILIES
from matcher.languages.word_lists import Language, load_languages
from matcher.parsing.role_families.duties_model import load_duties_model
from matcher.parsing.role_families.foreign_duties import load_foreign_duties
from matcher.parsing.role_families.gazetteer import OPEN, load_gazetteer
from matcher.parsing.role_families.work_kinds import WorkKinds


def likeliest(code: str, title: str) -> str:
    families = load_gazetteer((code,)).families(title)
    if families.rank >= OPEN:
        return "open"
    return max(families.shares, key=lambda family: families.shares[family])


@pytest.mark.parametrize(
    ("code", "titles"),
    [
        ("de", {"Backendentwicklerin": "back-end", "Netzwerkadministrator (m/w/d)": "network", "Softwaretesterin": "qa",
                "Leiterin IT": "management", "Verkäuferin": "other", "Datenbankadministratorin": "database-administration",
                "Teamleiter Softwareentwicklung": "open", "Praktikantin": "open", "Schichtleiter": "other", "Mediengestalterin": "design",
                "IT-Supportmitarbeiter": "support", "Java-Entwickler": "back-end", "Bürokauffrau": "other"}),
        ("fr", {"Développeuse back-end": "back-end", "Administratrice systèmes et réseaux": "systems", "Cheffe de projet": "management",
                "Technicien support": "support", "Ingénieure en développement logiciel": "open", "Ingénieur données": "data",
                "developpeur mobile": "mobile", "Intégratrice web": "front-end", "Aide-soignante": "other", "Chef d'équipe": "open"}),
        ("es", {"Desarrolladora de backend": "back-end", "Ingeniera de datos sénior": "data", "Jefa de proyecto": "management",
                "Técnico de soporte informático": "support", "Administrador de bases de datos": "database-administration",
                "Tecnico informatico": "support", "Camarera": "other", "Ingeniero de sistemas": "systems", "Desarrollador Android": "mobile"}),
        ("pt", {"Desenvolvedora back-end": "back-end", "Analista de testes": "qa", "Analista de suporte": "support", "Gerente de projetos": "management",
                "Administrador de redes": "network", "Programadora": "open", "Engenheira de dados": "data", "Rececionista": "other"}),
        ("it", {"Sviluppatrice backend": "back-end", "Sistemista": "systems", "Addetta alle vendite": "other", "Responsabile di progetto": "management",
                "Amministratrice di rete": "network", "Analista programmatore": "open", "Collaudatore software": "qa", "Grafica": "design"}),
        ("nl", {"Back-endontwikkelaar": "back-end", "Systeembeheerder": "systems", "Projectleidster": "management", "Testautomatiseerder": "qa",
                "Webontwikkelaar": "open", "Magazijnmedewerkster": "other", "Databasebeheerder": "database-administration"}),
        ("pl", {"Programistka back-end": "back-end", "Starszy programista Java": "back-end", "Testerka oprogramowania": "qa",
                "Administrator sieci": "network", "Inżynierka danych": "data", "Kierowniczka projektu": "management", "Programista": "open",
                "inzynier systemowy": "systems", "Kelnerka": "other"}),
        ("ru", {"Бэкенд-разработчик": "back-end", "Ведущий разработчик": "open", "Тестировщица": "qa", "Системный администратор": "systems",
                "Администратор баз данных": "database-administration", "Руководитель проектов": "management", "Менеджер по продажам": "other",
                "Специалист технической поддержки": "support", "Веб-дизайнер": "design", "Программист 1С": "business-software"}),
        ("tr", {"Kıdemli Back-end Mühendisi": "back-end", "Yazılım Geliştirici": "open", "SİSTEM YÖNETİCİSİ": "systems", "Veri Mühendisi": "data",
                "Yazılım Test Uzmanı": "qa", "Proje Yöneticisi": "management", "Garson": "other", "Grafik Tasarımcı": "design", "Ağ Uzmanı": "network"}),
        ("zh", {"高级后端开发工程师": "back-end", "Java开发工程师": "back-end", "软件工程师": "open", "测试工程师": "qa", "运维工程师": "systems",
                "数据库管理员（DBA）": "database-administration", "项目经理": "management", "前端开发": "front-end", "销售代表": "other", "后端开发负责人": "back-end"}),
        ("ja", {"シニアバックエンドエンジニア": "back-end", "Javaエンジニア": "back-end", "システムエンジニア": "open", "インフラエンジニア": "systems",
                "プロジェクトマネージャー": "management", "テストエンジニア": "qa", "ヘルプデスク": "support", "営業": "other", "ｗｅｂデザイナー": "design"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_titles(code: str, titles: dict[str, str]) -> None:
    assert {title: likeliest(code, title) for title in titles} == titles


@pytest.mark.parametrize("language", load_languages(), ids=lambda language: language.code)
def test_a_title_means_one_thing(language: Language) -> None:
    listed = [title for titles in language.tables.get("titles", {}).values() for title in titles]
    assert sorted({title for title in listed if listed.count(title) > 1}) == []


@pytest.mark.parametrize("title", ["", "–", "...", "_"])
def test_a_title_without_words_says_nothing(title: str) -> None:
    assert load_gazetteer().families(title).shares == {}


def test_a_word_that_says_nothing_does_not_weaken_another() -> None:
    gazetteer = load_gazetteer(("fr",))
    assert gazetteer.families("Stagiaire en programmation") == gazetteer.families("Programmeur")


@pytest.mark.parametrize("title", ["Monitoring Engineer", "Rete", "Consultant", "Grafica", "Kok"])
def test_an_english_text_has_english_titles_only(title: str) -> None:
    assert load_gazetteer().families(title).shares == {}


@pytest.mark.parametrize(
    ("title", "family"),
    [("System Adminstrator", "systems"), ("Sofware Tester", "qa"), ("Hotel Recepcionist", "other"), ("Trainee", "")],
)
def test_typing_errors(title: str, family: str) -> None:
    shares = load_gazetteer().families(title).shares
    assert max(shares, key=lambda name: shares[name], default="") == family


def test_the_model_knows_the_english_words() -> None:
    known = load_duties_model().index
    for language in load_languages():
        assert not language.tables.get("duties", {}).keys() - known.keys(), language.code


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("de", "Wartung der Drucker, Datensicherung", {"maintenance", "printers", "backup"}),
        ("pl", "Tworzył kopie zapasowe bazy danych", {"backup", "database"}),
        ("es", "CORRECCION DE AVERIAS DE LA RED", {"troubleshooting", "network"}),
        ("zh", "负责服务器的监控", {"servers", "monitoring"}),
        ("ru", "Настройка маршрутизаторов", {"configured", "routers"}),
        ("fr", "Ventes", {"sales"}),
    ],
)
def test_duties(code: str, text: str, words: set[str]) -> None:
    assert words <= load_foreign_duties((code,)).english(text, "")


def test_stray_english_words_do_not_judge_other_languages() -> None:
    text = (
        "Ingénieur\n"
        + "Conception des web services et du management pour les clients et les équipes de la société. " * 3
    )
    job = Position(0, len(text), Month(2020, 1), Month(2021, 1), title="Ingénieur")
    shares, _ = WorkKinds().shares(text, [job], [])[0]
    assert max(shares) < 0.5, FAMILIES[max(range(len(FAMILIES)), key=shares.__getitem__)]
