"""Drafting from adverts in twelve languages: the adverts of ``data/languages/adverts`` as a whole, and short cases."""

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from matcher.authoring.drafting.advert import AdvertSentence, read_advert
from matcher.authoring.drafting.draft import draft_profile
from matcher.authoring.drafting.line_breaks import restore_line_breaks
from matcher.authoring.drafting.technologies import necessity_of
from matcher.authoring.drafting.wording import Wording, load_wording
from matcher.authoring.lint import lint_profile
from matcher.core.profile import RequirementProfile
from matcher.languages.detection import languages_of
from matcher.languages.word_lists import CODES
from matcher.profiles.loading import parse_profile
from matcher.scoring.tfidf_model import load_model
from matcher.skills.recognizer import Recognizer
from matcher.skills.taxonomy import load_taxonomy

ADVERTS = Path(__file__).parents[3] / "data" / "languages" / "adverts"
TAXONOMY = load_taxonomy()


def rows() -> list[dict[str, str]]:
    with (ADVERTS / "expected.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@cache
def recognizer() -> Recognizer:
    return Recognizer(TAXONOMY)


@cache
def drafted(file: str) -> tuple[str, RequirementProfile]:
    text = (ADVERTS / f"{file}.txt").read_text("utf-8")
    toml = draft_profile(text, TAXONOMY, load_model(), recognizer=recognizer())
    return toml, parse_profile(toml, "draft.toml", TAXONOMY)


def names(cell: str) -> set[str]:
    return {name.strip() for name in cell.split(",")} - {""}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_adverts(row: dict[str, str]) -> None:
    _, profile = drafted(row["file"])
    assert profile.label == row["role"]
    found: dict[str, set[str]] = {"must": set(), "should": set(), "nice": set()}
    years: dict[str, int] = {}
    for requirement in profile.requirements:
        labels = {TAXONOMY[s.skill].label for s in requirement.any_of}
        found[requirement.necessity] |= labels
        asked = re.search(r"(\d+) years? asked for", requirement.reason)
        years |= dict.fromkeys(labels, int(asked[1])) if asked else {}
    # Practices that sentences name by the way ("API", "code review") are not what the table is about.
    expected = {necessity: names(row[necessity]) for necessity in found}
    by_the_way = {skill.label for skill in TAXONOMY if skill.kind in ("practice", "api")} - set().union(
        *expected.values()
    )
    assert {n: s - by_the_way for n, s in found.items() if n != "should"} == {n: s for n, s in expected.items() if n != "should"}  # fmt: skip
    assert found["should"] >= expected["should"]
    assert not names(row["not"]) & set().union(*found.values())
    asked_for = {name: int(number) for name, number in (entry.rsplit(" ", 1) for entry in names(row["years"]))}
    assert {name: years.get(name) for name in asked_for} == asked_for


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_drafts_of_adverts_are_valid_and_need_no_advice(row: dict[str, str]) -> None:
    toml, profile = drafted(row["file"])
    advice = lint_profile(profile, "draft.toml", toml, TAXONOMY, load_model().terms_of)
    assert [str(a) for a in advice if a.number in (1, 3, 4, 5, 6, 9)] == []


def test_every_language_has_two_adverts() -> None:
    assert sorted(row["file"][:2] for row in rows()) == sorted(2 * list(CODES))
    assert {path.stem for path in ADVERTS.glob("*.txt")} == {row["file"] for row in rows()}
    for path in ADVERTS.glob("*.txt"):
        assert languages_of(path.read_text("utf-8"))[0] == path.stem[:2]


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        # German
        ("Das bringst du mit:", "must"), ("WAS DU MITBRINGST", "must"), ("Was Sie erwartet", "duties"),
        ("Kann-Kriterien", "nice"), ("Darauf kannst du dich freuen", "company"), ("Unsere Anforderungen", "must"),
        # French
        ("Compétences requises", "must"), ("COMPETENCES REQUISES", "must"), ("Vos missions :", "duties"),
        ("Ce serait un plus", "nice"), ("Ce que nous vous proposons", "company"), ("Stack technique", "should"),
        # Spanish
        ("Requisitos excluyentes", "must"), ("Deseable (no excluyente):", "nice"), ("¿Qué ofrecemos?", "company"),
        ("Funciones y responsabilidades", "duties"), ("Descripcion del puesto", "duties"),
        # Portuguese
        ("Requisitos obrigatórios", "must"), ("Diferenciais", "nice"), ("Fatores preferenciais", "nice"),
        ("O que você vai fazer", "duties"), ("Benefícios", "company"), ("Perfil pretendido", "must"),
        # Italian
        ("Requisiti", "must"), ("Costituisce titolo preferenziale:", "nice"), ("Di cosa ti occuperai", "duties"),
        ("Cosa offriamo", "company"),
        # Dutch
        ("Functie-eisen", "must"), ("Pré", "nice"), ("Pre's", "nice"), ("Wat ga je doen?", "duties"),
        ("Wat bieden wij?", "company"), ("Jouw profiel", "must"),
        # Polish
        ("Wymagania", "must"), ("Mile widziane:", "nice"), ("Twój zakres obowiązków", "duties"),
        ("TWOJ ZAKRES OBOWIAZKOW", "duties"), ("Oferujemy", "company"),
        # Russian
        ("Требования:", "must"), ("Будет плюсом", "nice"), ("Мы предлагаем", "company"), ("Обязанности", "duties"),
        ("Что мы ждём от вас", "must"), ("ЧТО МЫ ЖДЕМ ОТ ВАС", "must"), ("Наш стек", "should"),
        # Turkish
        ("Aranan Nitelikler", "must"), ("ARANAN NİTELİKLER", "must"), ("Tercihen", "nice"), ("İş Tanımı", "duties"),
        ("IS TANIMI", "duties"), ("Yan Haklar", "company"),
        # Chinese, of both scripts
        ("任职要求：", "must"), ("【岗位职责】", "duties"), ("加分项", "nice"), ("二、任职资格", "must"), ("福利待遇", "company"),
        ("岗位要求（必备）", "must"), ("工作內容", "duties"), ("加分條件", "nice"), ("优先条件：", "nice"),
        # Japanese
        ("必須スキル", "must"), ("■歓迎スキル・経験", "nice"), ("業務内容", "duties"), ("【必須】", "must"), ("応募資格（歓迎）", "nice"),
        ("応募資格", "must"), ("待遇・福利厚生", "company"), ("＜尚可＞", "nice"), ("求める人物像", "should"), ("具体的な業務内容", "duties"),
        # Lines that are no headings.
        ("Anforderungsanalyse", None), ("Missions spatiales", None), ("Desarrollador", None), ("Requisiti software", None),
        ("Profielfoto's", None), ("Wymagania prawne wobec API", None), ("Требования ГОСТ", None), ("Projeler ve Java", None),
        ("必須ではありません", None), ("経験", None), ("要求分析と設計", None), ("需求分析", None), ("Java", None),
    ],
)  # fmt: skip
def test_headings(heading: str, part: str | None) -> None:
    assert load_wording().part_of(heading) == part


@pytest.mark.parametrize(
    ("code", "line", "part"),
    [
        ("it", "Il candidato ideale possiede i seguenti requisiti:", "must"), ("pl", "Od kandydatów oczekujemy:", "must"),
        ("tr", "Aşağıdaki niteliklere sahip ekip arkadaşları arıyoruz:", "must"), ("pt", "Seria legal se você tivesse:", "nice"),
        ("de", "Und das bieten wir dir dafür", "company"), ("fr", "Et voici ce que nous offrons", "company"),
        ("pl", "Od kandydatów oczekujemy pasji", None), ("de", "Erfahrung mit relationalen Datenbanken:", None),
        ("en", "Here are the requirements of the job:", None),
    ],
)  # fmt: skip
def test_lines_that_introduce_a_part(code: str, line: str, part: str | None) -> None:
    assert load_wording((code,)).introduced_part(line) == part


@pytest.mark.parametrize("heading", ["Mission", "Project", "Contract", "Note", "Format", "Taken", "Extras", "Local"])
def test_words_of_other_languages_open_no_part_of_an_english_advert(heading: str) -> None:
    assert load_wording(("en",)).part_of(heading) is None


@pytest.mark.parametrize(
    ("code", "text", "years"),
    [
        ("de", "mindestens drei Jahre Erfahrung", 3), ("de", "3-jährige Berufserfahrung", 3), ("de", "dreijährige Praxis", 3),
        ("de", "2 bis 4 Jahre", 2), ("de", "vor 20 Jahren gegründet, 20 Jahre alt", 20), ("de", "eine 40-Stunden-Woche", 0),
        ("fr", "au moins 3 ans d'expérience", 3), ("fr", "3 à 5 années", 3), ("fr", "deux ou trois ans", 3), ("fr", "5 ans et plus", 5),
        ("es", "mínimo 3 años", 3), ("es", "cinco años o más", 5), ("es", "hace 3 meses", 0), ("es", "4 anos de experiencia", 4),
        ("pt", "mínimo de 3 anos", 3), ("pt", "dois anos", 2), ("pt", "3 a 5 anos de experiência", 3), ("pt", "10 anos de mercado", 0),
        ("it", "almeno 3 anni", 3), ("it", "esperienza almeno triennale", 3), ("it", "da 2 a 4 anni", 2), ("it", "5 anni fa", 0),
        ("nl", "minimaal 3 jaar ervaring", 3), ("nl", "vijf jaar", 5), ("nl", "3 tot 5 jaar", 3), ("nl", "10 jaar geleden", 0),
        ("pl", "co najmniej 3 lata", 3), ("pl", "min. 5 lat", 5), ("pl", "minimum 2-letnie doświadczenie", 2),
        ("pl", "dwuletniego doświadczenia", 2), ("pl", "3 lub więcej lat", 3), ("pl", "przez trzy lata", 3), ("pl", "10 lat temu", 0),
        ("ru", "от 3 лет", 3), ("ru", "3+ года", 3), ("ru", "не менее 3-х лет", 3), ("ru", "от трёх до пяти лет", 5), ("ru", "от 2 до 4 лет", 2),
        ("ru", "опыт от года", 1), ("ru", "двухлетний опыт", 2), ("ru", "1,5 года", 0), ("ru", "10 лет назад", 0), ("ru", "в 2019 году", 0),
        ("tr", "en az 3 yıl", 3), ("tr", "3+ yıllık deneyim", 3), ("tr", "En az üç yıl", 3), ("tr", "İki yıl", 2), ("tr", "3-5 yıl", 3),
        ("tr", "5 yıl önce", 0),
        ("zh", "3年以上", 3), ("zh", "三年以上Java开发经验", 3), ("zh", "有3-5年经验", 3), ("zh", "两年及以上", 2), ("zh", "2019年成立", 0),
        ("zh", "十五年", 0), ("zh", "3年前", 0), ("zh", "24年5月", 0), ("zh", "4年制", 0),
        ("ja", "開発経験3年以上", 3), ("ja", "実務経験2〜3年", 2), ("ja", "３年間".translate({0xFF13: "3"}), 3), ("ja", "三年程度", 3),
        ("ja", "2019年設立", 0), ("ja", "3年前", 0), ("ja", "入社2年目", 0), ("ja", "昇給年1回", 0),
        # Words of other languages are no numbers and no years in English.
        ("en", "5 an hour", 0), ("en", "on 3 an", 0), ("en", "one rok", 0),
    ],
)  # fmt: skip
def test_years(code: str, text: str, years: int) -> None:
    assert load_wording((code,)).years(text) == years


@pytest.mark.parametrize(
    ("code", "text", "part", "expected"),
    [
        ("de", "Kenntnisse in Docker", "must", "must"), ("de", "Grundkenntnisse in Docker", "must", "should"),
        ("de", "Docker ist kein Muss", "must", "nice"), ("de", "Docker zwingend erforderlich", "nice", "nice"),
        ("fr", "Connaissance de Docker", "must", "must"), ("fr", "Notions de Docker", "must", "should"),
        ("fr", "Docker n'est pas obligatoire", "must", "nice"), ("fr", "Maîtrise de Docker", "duties", "must"),
        ("es", "Conocimientos de Docker", "must", "must"), ("es", "Docker no imprescindible", "must", "nice"),
        ("es", "Familiaridad con Docker", "must", "should"), ("es", "Docker (excluyente)", "duties", "must"),
        ("pt", "Conhecimentos em Docker", "must", "must"), ("pt", "Noções de Docker", "must", "should"),
        ("pt", "Docker será um diferencial", "must", "nice"), ("pt", "Domínio de Docker", "duties", "must"),
        ("it", "Conoscenza di Docker", "must", "must"), ("it", "Conoscenza di base di Docker", "must", "should"),
        ("it", "Docker è gradito ma non obbligatorio", "must", "nice"), ("it", "Docker (indispensabile)", "duties", "must"),
        ("it", "Basi di dati e Docker", "must", "must"), ("it", "Docker (preferibilmente Podman)", "must", "must"),
        ("it", "Docker (gradito)", "must", "nice"),
        ("nl", "Kennis van Docker", "must", "must"), ("nl", "Basiskennis van Docker", "must", "should"),
        ("nl", "Docker is een pré", "must", "nice"), ("nl", "Docker is een vereiste", "duties", "must"),
        ("nl", "op basis van Docker", "must", "must"),
        ("pl", "znajomość Docker", "must", "must"), ("pl", "podstawowa znajomość Docker", "must", "should"),
        ("pl", "mile widziana znajomość Docker", "must", "nice"), ("pl", "Docker nie jest wymagany", "must", "nice"),
        ("pl", "wymagana znajomość Docker", "duties", "must"),
        ("ru", "знание Docker", "must", "must"), ("ru", "базовые знания Docker", "must", "should"),
        ("ru", "опыт с Docker будет плюсом", "must", "nice"), ("ru", "Docker не обязателен", "must", "nice"),
        ("ru", "обязательное знание Docker", "duties", "must"),
        ("tr", "Docker bilgisi", "must", "must"), ("tr", "temel düzeyde Docker bilgisi", "must", "should"),
        ("tr", "Docker bilgisi tercih sebebidir", "must", "nice"), ("tr", "Docker zorunlu değildir", "must", "nice"),
        ("tr", "İleri düzeyde Docker bilgisi", "duties", "must"),
        ("zh", "熟悉Docker", "must", "must"), ("zh", "了解Docker", "must", "should"), ("zh", "有Docker经验者优先", "must", "nice"),
        ("zh", "基本掌握Docker", "must", "should"), ("zh", "精通Docker", "duties", "must"), ("zh", "深入了解Docker", "duties", "must"),
        ("ja", "Dockerの使用経験", "must", "must"), ("ja", "Dockerの基礎知識", "must", "should"), ("ja", "Dockerの経験があれば尚可", "must", "nice"),
        ("ja", "Dockerは必須ではありません", "must", "nice"), ("ja", "Docker（必須）", "duties", "must"),
        # English cues belong to every advert; those of other languages do not.
        ("pl", "Docker is a plus", "must", "nice"), ("en", "Docker, kein Muss", "must", "must"),
    ],
)  # fmt: skip
def test_necessity(code: str, text: str, part: str, expected: str) -> None:
    at = text.index("Docker")
    sentence = AdvertSentence(text, 0, part)  # type: ignore[arg-type]
    assert necessity_of(sentence, at, at + 6, load_wording((code,)))[0] == expected


def never(_: str) -> bool:
    return False


def wording_of(text: str) -> Wording:
    return load_wording(languages_of(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Full-width marks, bullets and headings of Japanese adverts.
        (
            "バックエンドエンジニア\n■必須条件\n・Ｊａｖａの経験\n●Gitの経験\n【歓迎】\n・AWS・GCPの経験",
            [("must", "Javaの経験"), ("must", "Gitの経験"), ("nice", "AWS・GCPの経験")],
        ),
        ("必須：Javaの経験がある方。歓迎：Goの経験がある方。", [("must", "Javaの経験がある方。"), ("nice", "Goの経験がある方。")]),
        # A Chinese advert on one line.
        (
            "岗位职责：1、负责系统开发；2、参与评审。任职要求：1、3年以上Java经验；2、熟悉MySQL。",
            [("duties", "负责系统开发;"), ("duties", "参与评审。"), ("must", "3年以上Java经验;"), ("must", "熟悉MySQL。")],
        ),
        ("Programista\nWymagania:\n- Java\nMile widziane: Kafka", [("must", "Java"), ("nice", "Kafka")]),
        # A label within the requirements begins no new part.
        (
            "Desarrollador\nRequisitos\nStack: Java y Spring\nExperiencia con Docker",
            [("must", "Stack: Java y Spring"), ("must", "Experiencia con Docker")],
        ),
        # The word for "ideally" begins a sentence in German; it is no heading.
        (
            "Entwickler\nDein Profil\nIdealerweise Erfahrung mit Kafka\nKenntnisse in Java und Spring",
            [("must", "Idealerweise Erfahrung mit Kafka"), ("must", "Kenntnisse in Java und Spring")],
        ),
        # Nouns of a long German sentence begin no new one.
        (
            "Entwickler\nDeine Aufgaben\nDu entwickelst gemeinsam mit deinem Team neue Dienste für unsere Plattform, stimmst "
            "dich mit dem Management ab, dokumentierst die Software und berätst unsere Kunden bei der Integration unserer "
            "Systeme in ihre bestehende Infrastruktur und bei allen Fragen.",
            [("duties", "Du entwickelst gemeinsam mit deinem Team neue Dienste für unsere Plattform, stimmst "
            "dich mit dem Management ab, dokumentierst die Software und berätst unsere Kunden bei der Integration unserer "
            "Systeme in ihre bestehende Infrastruktur und bei allen Fragen.")],
        ),
    ],
)  # fmt: skip
def test_parts(text: str, expected: list[tuple[str, str]]) -> None:
    advert = read_advert(text, wording_of(text), lambda w: w.lower() in ("team", "management", "software"), never)
    assert [(s.part, s.text.lstrip("•・●- ")) for s in advert.sentences if s.part != "opening"] == expected


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Starszy programista Java (k/m)", "programista Java"),
        ("Старший разработчик Python, удалённо", "разработчик Python"),
        ("Вакансия: Java-разработчик", "Java-разработчик"),
        ("高级后端开发工程师（上海）", "后端开发工程师"),
        ("【フルリモート】シニアバックエンドエンジニア", "バックエンドエンジニア"),
        ("募集職種：データエンジニア", "データエンジニア"),
        ("Kıdemli Yazılım Geliştirici", "Yazılım Geliştirici"),
        ("Sviluppatore Java Senior - Milano", "Sviluppatore Java"),
        ("Vaga: Desenvolvedora Back-end Sênior", "Desenvolvedora Back-end"),
        ("Medior Backend Developer (m/v/x)", "Backend Developer"),
        ("Ingénieur logiciel confirmé H/F", "Ingénieur logiciel"),
    ],
)
def test_titles(title: str, role: str) -> None:
    assert read_advert(f"{title}\nJava", load_wording(), str.isalpha, never).role == role


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Szukamy Programisty Java.", "Programisty Java"),
        ("Ищем Разработчика Python.", "Разработчика Python"),
        ("İzmir ofisimiz için Java Geliştirici arıyoruz.", "Java Geliştirici"),
        ("当社ではデータエンジニアを募集しています。", "当社ではデータエンジニア"),
        ("Wir suchen ab sofort: Webentwickler PHP (m/w/d)", "Webentwickler PHP"),
        ("Buscamos un Desarrollador Java para importante consultora", "Desarrollador Java"),
        ("Nous recherchons un(e) Data Engineer en CDI à Toulouse", "Data Engineer"),
        ("Siamo alla ricerca di un/a Full Stack Developer da inserire nel team.", "Full Stack Developer"),
        ("Wij zoeken een DevOps Engineer voor ons kantoor", "DevOps Engineer"),
        ("Java Geliştirici Aranıyor", "Java Geliştirici"),
        # In English only the middle of a sentence names the role.
        ("Seeking Phone Support and more.", "Untitled role"),
        ("We are looking for: Senior people.", "Untitled role"),
        # Titles that hold such a word.
        ("Ingénieur Recherche Développement", "Ingénieur Recherche Développement"),
        ("本公司诚聘Java开发工程师。", "Java开发工程师"),
    ],
)
def test_the_role_that_the_text_looks_for(text: str, title: str) -> None:
    assert read_advert(text, load_wording(), str.isalpha, never).title == title


def test_text_without_blanks_is_not_split_at_capitals() -> None:
    text = "・gRPC、GraphQLの利用経験\nGitHubを使った開発"
    assert restore_line_breaks(text, lambda w: w in ("Graph", "Git"), never).splitlines()[-1] == "GitHubを使った開発"
    assert "GraphQLの利用経験" in restore_line_breaks(text, lambda w: w in ("Graph", "Git"), never)
