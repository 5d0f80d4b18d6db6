"""The table of headings: folding, and looking up phrases whole, with qualifiers, joined and in columns."""

from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from matcher.core.resume import SectionKind
from matcher.languages.word_lists import CODES, load_languages, words, words_by_language
from matcher.parsing.headings import fold_heading, load_headings

KINDS = get_args(SectionKind)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("EDUCATION", "education"),
        ("Skills & Tools", "skills and tools"),
        ("Skills &amp; Tools", "skills and tools"),
        ("Skills + Tools", "skills and tools"),
        ("Ausbildung und Beruf", "ausbildung and beruf"),
        ("Formación y cursos", "formacion and cursos"),
        ("Expérience et diplômes", "experience and diplomes"),
        ("Yearly setup", "yearly setup"),  # "y" and "et" only as words
        ("EDV-Kenntnisse", "edv kenntnisse"),
        ("Straße", "strasse"),
        ("Licenses/Certificates", "licenses/certificates"),
        ("  Work   History: ", "work history"),
        ("•••", ""),
        ("", ""),
        ("𝐒𝐤𝐢𝐥𝐥𝐬", "skills"),
        ("ＳＫＩＬＬＳ", "skills"),
        ("İŞ DENEYİMİ", "is deneyimi"),
        ("ÇALIŞMA HAYATI", "calisma hayati"),
        ("Umiejętności i wykształcenie", "umiejetnosci and wyksztalcenie"),
        ("Навыки и умения", "навыки and умения"),
        ("職　務　経　歴", "職務経歴"),
        ("資格・免許", "資格/免許"),
        ("プログラミング", "プログラミング"),
        ("ﾌﾟﾛｼﾞｪｸﾄ", "プロジェクト"),
    ],
)
def test_folding(printed: str, folded: str) -> None:
    assert fold_heading(printed) == folded


@example("𝐴")
@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(phrase: str) -> None:
    assert fold_heading(fold_heading(phrase)) == fold_heading(phrase)


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("Education", "education"),
        ("Berufserfahrung", "experience"),
        ("Who I am", "summary"),
        ("Where I have worked", "experience"),
        ("Engagements and Employment", "experience"),
        ("Where I studied", "education"),
        ("What I work with", "skills"),
        # qualifiers before and after
        ("Relevant Work Experience", "experience"),
        ("IT Skills & Tools", "skills"),
        ("Acme Work Experience", None),
        ("Work Experience Acme", None),
        # joined: the first counts, and all must be known
        ("Education and Certifications", "education"),
        ("Certifications/Education", "certificates"),
        ("Skills, Education", "skills"),
        ("Education and Bread", None),
        ("Bread and Education", None),
        # too long to be a heading, though all its words are
        (" and ".join(["Education"] * 6), None),
        ("Senior Developer", None),
        ("and", None),
        ("", None),
    ],
)
def test_kind_of(phrase: str, kind: str | None) -> None:
    assert load_headings().kind_of(phrase) == kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("EXPERIENCE SKILLS", "experience"),
        ("SKILLS WORK EXPERIENCE", "experience"),
        ("EDUCATION SKILLS", "education"),
        ("SKILLS EDUCATION INTERESTS", "skills"),
        ("SKILLS", None),
        ("SKILLS COMPETENCIES", None),  # one kind twice
        ("SKILLS ACME EDUCATION", None),
        ("EDUCATION SKILLS " * 4, None),
        ("", None),
    ],
)
def test_kind_of_columns(line: str, kind: str | None) -> None:
    assert load_headings().kind_of_columns(line) == kind


@pytest.mark.parametrize("kind", KINDS)
def test_every_phrase_of_the_files_is_found(kind: str) -> None:
    for phrase in words("headings", kind):
        assert load_headings().kind_of(phrase.title()) == kind, phrase


def test_no_phrase_has_two_kinds() -> None:
    found: dict[str, set[str]] = {}
    for kind in KINDS:
        for phrase in words("headings", kind):
            found.setdefault(fold_heading(phrase), set()).add(kind)
    assert not {phrase: kinds for phrase, kinds in found.items() if len(kinds) > 1}


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_every_list_and_no_word_twice(code: str) -> None:
    headings = next(language for language in load_languages() if language.code == code).tables["headings"]
    for key in (*KINDS, "before", "after", "spoken_or_programming", "spoken", "inline", "stack"):
        assert headings[key], key
        assert len(set(headings[key])) == len(headings[key]), key


def test_every_phrase_for_running_text_is_a_heading() -> None:
    table = load_headings()
    for phrase in words("headings", "running_strong") + words("headings", "running_weak"):
        found = table.strong.fullmatch(phrase) or table.weak.fullmatch(phrase)
        assert found, phrase
        assert not table.strong.search(f"x{phrase}")


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        # German
        ("Beruflicher Werdegang", "experience"), ("Relevante Berufserfahrung (Auswahl)", "experience"),
        ("FAEHIGKEITEN UND KENNTNISSE", "skills"), ("Ausbildung und Studium", "education"), ("Berufung", None),
        # French
        ("Parcours professionnel", "experience"), ("COMPETENCES TECHNIQUES", "skills"), ("Diplômes et formations", "education"),
        ("Expériences professionnelles significatives", "experience"), ("Parcours du client", None),
        # Spanish
        ("Experiencia laboral relevante", "experience"), ("Habilidades y herramientas", "skills"), ("Otros datos de interés", "other"),
        ("Experiencia Acme", None),
        # Portuguese
        ("Experiência Profissional", "experience"), ("EXPERIENCIA PROFISSIONAL", "experience"), ("Habilitações literárias", "education"),
        ("Formação acadêmica e cursos", "education"), ("Idiomas", "other"), ("Formação de equipes", None),
        # Italian
        ("Esperienze lavorative", "experience"), ("Istruzione e formazione", "education"), ("Competenze informatiche", "skills"),
        ("Autorizzazione al trattamento dei dati personali", "other"), ("Esperienza d'uso", None),
        # Dutch
        ("Werkervaring", "experience"), ("Opleidingen en cursussen", "education"), ("Vaardigheden en kennis", "skills"),
        ("Vrijwilligerswerk", "other"), ("Werkplaats", None),
        # Polish
        ("Doświadczenie zawodowe", "experience"), ("DOSWIADCZENIE ZAWODOWE", "experience"), ("Przebieg kariery", "experience"),
        ("Umiejętności i kompetencje", "skills"), ("Wyksztalcenie", "education"), ("Klauzula RODO", "other"), ("Projektant", None),
        # Russian
        ("Опыт работы", "experience"), ("ОПЫТ РАБОТЫ — 7 лет 5 месяцев", "experience"), ("Опыт работы: 12 лет", "experience"),
        ("Ключевые навыки", "skills"), ("Повышение квалификации, курсы", "certificates"), ("Учёба", "education"), ("Опытный разработчик", None),
        # Turkish
        ("İŞ DENEYİMİ", "experience"), ("Iş Deneyimleri", "experience"), ("is deneyimi", "experience"), ("EĞİTİM BİLGİLERİ", "education"),
        ("Egitim", "education"), ("Yabancı Diller", "other"), ("Yazılım Mühendisi", None),
        # Chinese
        ("工作经历", "experience"), ("工 作 经 历", "experience"), ("主要工作经历", "experience"), ("专业技能与工具", "skills"),
        ("教育背景及培训", "education"), ("项目经验（近三年）", "projects"), ("自我评价", "summary"), ("工作经历 Work Experience", "experience"),
        ("Education / 教育背景", "education"), ("使用技术实现登录", None), ("负责工作", None),
        # Japanese
        ("職務経歴", "experience"), ("職　歴", "experience"), ("活かせる経験・知識・技術", "skills"), ("資格・免許", "certificates"),
        ("免許／資格", "certificates"), ("保有資格一覧", "certificates"), ("自己ＰＲ", "summary"), ("ポートフォリオ", "projects"),
        ("プロジェクトの管理を担当", None),
        # two languages
        ("Berufserfahrung / Work Experience", "experience"), ("Опыт работы | Experience", "experience"),
    ],
)  # fmt: skip
def test_headings_of_all_languages(phrase: str, kind: str | None) -> None:
    assert load_headings().kind_of(phrase) == kind


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("Work Expirience", "experience"),
        ("Work Experiance", "experience"),
        ("WORK EXPIERENCE", "experience"),
        ("Profesional Experience", "experience"),
        ("Educaton", "education"),
        ("Eduction & Trainning", "education"),
        ("Technical Skils", "skills"),
        ("Tecnical Skils", "skills"),
        ("Knowlegde", "skills"),
        ("Sertificates", "certificates"),
        ("Certifcations", "certificates"),
        ("Langauges", "other"),
        ("Refrences", "other"),
        ("Proyects", "projects"),
        ("Sumary", "summary"),
        # right as they are
        ("Educator", None),
        ("Experienced", None),
        ("Experiment", None),
        ("Employer", None),
        ("Internet", None),
        ("Deployment", None),
        ("Verification", None),
        ("Projector", None),
        ("Skilled", None),
        ("Technician", None),
        ("Preferences", None),
        ("Informatik", None),
        # too short, too far, or beside unknown words
        ("Skil", None),
        ("Exprnce", None),
        ("Acme Expirience", None),
        ("Work Expirience At Three Banks", None),
        ("Erfahrungn", None),
        ("Опыт роботы", None),
    ],
)
def test_misspelt_english_headings(phrase: str, kind: str | None) -> None:
    table = load_headings()
    assert table.kind_of(phrase) is None
    assert table.kind_of_misspelt(phrase) == kind


def test_words_near_a_misspelt_one_are_near_and_in_no_heading() -> None:
    near = words_by_language("headings", "not_misspelt")["en"]
    assert len(near) == len(set(near))
    assert load_headings().corrector.corrected(" ".join(near[:3])) is None


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("Skills", "skills"), ("Technical skills", "skills"), ("Tecnical skills", "skills"), ("Project", None), ("Skils", None),
        ("Навыки", "skills"), ("技能", "skills"), ("主要技能", None), ("学歴", "education"), ("Umgebung", None), ("Beceriler", "skills"),
    ],
)  # fmt: skip
def test_headings_before_their_content(phrase: str, kind: str | None) -> None:
    assert load_headings().inline_kind(phrase) == kind


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Environment: Java", "Environment:"), ("Umgebung: Java", "Umgebung:"), ("Eingesetzte Technologien: Java", "Eingesetzte Technologien:"),
        ("Stack tecnológico: Java", "Stack tecnológico:"), ("Tecnologías utilizadas - Java", "Tecnologías utilizadas -"),
        ("Tecnologie: Java", "Tecnologie:"), ("Technologieën: Java", "Technologieën:"), ("Wykorzystane technologie: Java", "technologie:"),
        ("Стек: Java", "Стек:"), ("Стек технологий: Java", "Стек технологий:"), ("Kullanılan teknolojiler: Java", "teknolojiler:"),
        ("技术栈：Java", "技术栈："), ("主要技术栈：Java", "技术栈："), ("使用技術：Java", "使用技術："), ("【開発環境】Java", "開発環境】"),
        ("Stackable: Java", None), ("Стекло: Java", None), ("使用技術を学ぶ", None), ("the environment of Java", None),
    ],
)  # fmt: skip
def test_labels_of_the_technologies_of_a_job(text: str, found: str | None) -> None:
    match = next(load_headings().stack_label.finditer(text), None)
    assert (match[0] if match else None) == found
