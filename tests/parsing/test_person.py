"""Who a résumé is about and how to reach them, with texts that only look like it."""

from __future__ import annotations

import datetime
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.document import Document
from matcher.core.resume import Person, Resume, Section
from matcher.core.shipped_files import RESOURCES
from matcher.parsing.career.timeline import find_timeline
from matcher.parsing.person import find_person
from matcher.parsing.places import fold_place, is_city, is_region
from matcher.parsing.sections import find_sections

TECHNOLOGIES = {"Ruby", "Java", "Julia", "Swift", "Spring", "Python", "Django", "Scala", "socket.io"}
BODY = (
    "\n\nExperience\nBackend Developer, Acme Ltd, Leeds, March 2019 - present\nBuilt APIs in Python for Mary Shelley.\n"
)


def person(text: str) -> Person:
    sections = find_sections(text)
    positions, undated, _ = find_timeline(text, sections, datetime.date(2026, 11, 23))
    document = Document("cv", text, (), "text/plain", "", 1)
    return find_person(Resume(document, sections, positions, undated=undated), TECHNOLOGIES.__contains__)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Ada Example", "Ada Example"),
        ("ADA EXAMPLE", "ADA EXAMPLE"),
        ("Dr. Ada B. O’Brien-Example", "Dr. Ada B. O’Brien-Example"),
        ("Jordan A. Patel\njordan.patel@example.org", "Jordan A. Patel"),
        ("Aurelio van der Meer", "Aurelio van der Meer"),
        ("Dương Minh Anh", "Dương Minh Anh"),
        ("Иван Примеров", "Иван Примеров"),
        ("Ada\nExample\n\nBackend Developer", "Ada Example"),
        ("Etta\n\netta@example.org", "Etta"),
        ("Backend Developer\n\nAda Example\n\nada@example.org", "Ada Example"),
        ("Curriculum vitae\n\nPersonal information Ada Example\n\n1 Long Lane", "Ada Example"),
        ("Lebenslauf\nAngaben zur Person Ada Beispiel\nAnger 1, 12345 Berlin", "Ada Beispiel"),
        ("Name: Ada Example", "Ada Example"),
        ("Curriculum vitae van\nAda Voorbeeld", "Ada Voorbeeld"),
        ("Imię i nazwisko: Ada Przykład", "Ada Przykład"),
        ("Ad Soyad: Ayşe Örnek", "Ayşe Örnek"),
        ("ÖZGEÇMİŞ\n\nAyşe Örnek\nayse@example.org", "Ayşe Örnek"),
        ("Nome completo: Ana dos Exemplos", "Ana dos Exemplos"),
        ("Nome e cognome: Ada Esempio", "Ada Esempio"),
        ("Nom et prénom : Ada Exemple", "Ada Exemple"),
        ("РЕЗЮМЕ\n\nПримерова Анна Ивановна\nИнженер", "Примерова Анна Ивановна"),
        ("ФИО: Примерова Анна Ивановна", "Примерова Анна Ивановна"),
        ("个人简历\n\n姓名：李小明\n性别：男\n电话：138 0000 0000", "李小明"),
        ("姓　名：李小明", "李小明"),
        ("李小明\n高级后端工程师\nli@example.org", "李小明"),
        ("李小明 | 后端开发工程师 | 北京", "李小明"),
        ("阿达·范例\n后端工程师\na@example.org", "阿达·范例"),
        ("職務経歴書\n\n2026年11月1日現在\n氏名：例田 花子", "例田 花子"),
        ("履 歴 書\n\n氏　名　　例田　花子\n住　所　　東京都", "例田 花子"),
        ("例田　花子\nバックエンドエンジニア\nhanako@example.org", "例田 花子"),
        ("アダ・エグザンプル\nエンジニア\na@example.org", "アダ・エグザンプル"),
        ("个人简历\n\n五年工作经验\n求职意向：后端工程师", ""),
        ("职位：后端工程师\n城市：北京", ""),
        ("инженер по качеству\nтестирование веб-приложений", ""),
        ("ADA EXAMPLE FULL STACK DEVELOPER with 3 years of experience", "ADA EXAMPLE"),
        ("IT Support Specialist Ada Example ada.example@example.org 404-555-0190", "Ada Example"),
        ("Ada Example\tEmbedded Engineer", "Ada Example"),
        ("Last Updated on 3rd June 2026\n\nAda Example\n\nexample.org", "Ada Example"),
        ("CONTACT\n12 Broadway\nada.example@example.org\n\nADA EXAMPLE\n\nSOFTWARE DEVELOPER", "ADA EXAMPLE"),
        ("Ruby Johnson", "Ruby Johnson"),
        ("Julia Swift\njulia.swift@example.org", "Julia Swift"),
        # No names.
        ("Julia Swift\nsomeone@example.org", ""),
        ("Java Spring", ""),
        ("Java Developer", ""),
        ("INTERNAL AUDIT MANAGER", ""),
        ("Information Technology Specialist III", ""),
        ("Tel Aviv\nSenior Software Developer", ""),
        ("Israel, Rishon LeTsiyon\nSoftware Developer", ""),
        ("Northwind Systems Ltd", ""),
        ("Springfield State University", ""),
        ("Job Seeker Cupertino, CA", ""),
        ("Technical Skills\nJava", ""),
        ("", ""),
    ],
)
def test_name(header: str, name: str) -> None:
    assert person(header + BODY).name == name


@pytest.mark.parametrize(
    ("header", "mails"),
    [
        ("ada@example.org", ("ada@example.org",)),
        ("Email:ada.b+cv@mail.example.co.uk.", ("ada.b+cv@mail.example.co.uk",)),
        ("<ada@example.org>; ada@work.example.org", ("ada@example.org", "ada@work.example.org")),
        ("@ ada@example.org", ("ada@example.org",)),
        ("ADA@example.org ada@EXAMPLE.org", ("ADA@example.org",)),
        ("jürgen@müller.example", ("jürgen@müller.example",)),
        ("ada@localhost, @ada, a..b@example.org, user@host", ()),
        ("https://medium.com/@ada", ()),
    ],
)
def test_mail_addresses(header: str, mails: tuple[str, ...]) -> None:
    assert person("Ada Example\n" + header + BODY).emails == mails


@pytest.mark.parametrize(
    ("header", "phones"),
    [
        ("(312) 555-0123", ("(312) 555-0123",)),
        ("312.555.0123 | ada@example.org", ("312.555.0123",)),
        ("973−555−0123", ("973−555−0123",)),
        ("(718) 555–0100", ("(718) 555–0100",)),
        ("(909) 555--5555", ("(909) 555--5555",)),
        ("(+1) 312-555-0123", ("(+1) 312-555-0123",)),
        ("1-650-555-7777", ("1-650-555-7777",)),
        ("+44 (0)20 7946 0018", ("+44 (0)20 7946 0018",)),
        ("+49 170 1234567", ("+49 170 1234567",)),
        ("0099/333 5647380", ("0099/333 5647380",)),
        ("Tel. 0911 555-0148", ("0911 555-0148",)),
        ("Phone:229-555-2090", ("229-555-2090",)),
        ("0123 456789", ("0123 456789",)),
        ("+39 392 1234567\t+39 02 1234567", ("+39 392 1234567", "+39 02 1234567")),
        ("Springfield, IL 62701 (312) 555-0123", ("(312) 555-0123",)),
        ("(919) 555-6558 1428 Long Blvd, Hillsborough, NC 27278", ("(919) 555-6558",)),
        # No telephone numbers.
        ("2013 - 08/2015", ()),
        ("2014-2018, 2019 – 2021", ()),
        ("12/05/1994, 1994-05-12, 12.05.1994", ()),
        ("03/20/12 36542", ()),
        ("Fax: +44 20 7946 0018", ()),
        ("SQL Server 2008/10/13/15, ISO 27001/27002, 10/100/1000", ()),
        ("Member 1863-1865, 2015 75072", ()),
        ("000-000-0000", ()),
        ("138****8000", ()),
        ("https://example.org/3125550123", ()),
    ],
)
def test_telephone_numbers(header: str, phones: tuple[str, ...]) -> None:
    assert person("Ada Example\n" + header + BODY).phones == phones


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("ada@example.org | (312) 555-0123 | Austin, TX", "Austin, TX"),
        ("Columbus, Ohio | (614) 555-0137", "Columbus, Ohio"),
        ("123 Long Way, Springfield, IL 62701", "Springfield, IL"),
        ("ada@example.org • Kraków, Poland", "Kraków, Poland"),
        ("Israel, Rishon LeTsiyon", "Israel, Rishon LeTsiyon"),
        ("ada@example.org | +47 55 55 0108 | Bergen", "Bergen"),
        ("ada@example.org +995 32 555 0139 Tbilisi", "Tbilisi"),
        ("ABC Road, 100/2 - 12345 Rome (Italy)", "12345 Rome"),
        ("Location: San Francisco, CA", "San Francisco, CA"),
        ("Residence: Herzliya", "Herzliya"),
        ("ada@example.org | New York, NY", "New York, NY"),
        ("Small Hamlet, VT", "Small Hamlet, VT"),
        # No places.
        ("Java, C, Go", ""),
        ("Address:", ""),
        ("Senior Developer, IT", ""),
        ("ada@example.org", ""),
    ],
)
def test_place(header: str, place: str) -> None:
    assert person("Ada Example\n" + header + BODY).place == place


@pytest.mark.parametrize(
    ("header", "links"),
    [
        ("linkedin.com/in/ada-example/ | github.com/ada", ("linkedin.com/in/ada-example", "github.com/ada")),
        ("https://ada.example.org/cv, www.example.org", ("https://ada.example.org/cv", "www.example.org")),
        ("https://www.linkedin.com/in/ada http://linkedin.com/in/ada/", ("https://www.linkedin.com/in/ada",)),
        ("example.dev", ("example.dev",)),
        ("ada@example.org, socket.io, http://@Input", ()),
    ],
)
def test_links(header: str, links: tuple[str, ...]) -> None:
    assert person("Ada Example\n" + header + BODY).links == links


def test_links_of_projects_are_not_the_persons() -> None:
    text = "Ada Example" + BODY + "See https://github.com/acme/tool and https://shop.example.org.\ngithub.com/ada"
    assert person(text).links == ("github.com/ada",)


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("Ada Example\nSenior Java Developer\nada@example.org", "Senior Java Developer"),
        ("Ada Example | Data Scientist | ada@example.org", "Data Scientist"),
        ("Product Designer\n\nAda Example", "Product Designer"),
        ("ADA EXAMPLE FULL STACK DEVELOPER with 1+ year experience", "FULL STACK DEVELOPER"),
        ("Ada\nExample\n\nOracle Database\nAdministrator\n\nada@example.org", "Oracle Database Administrator"),
        ("Ada Example", "Backend Developer"),
        (
            "Ada Example\nI am an engineer who has worked for many years in many places and likes what he builds.",
            "Backend Developer",
        ),
    ],
)
def test_title(header: str, title: str) -> None:
    assert person(header + BODY).title == title


def test_the_title_of_a_job_without_dates() -> None:
    jobs = "\n\nExperience\nWeb Developer, Acme Ltd, 20XX - Present\n- Built tills.\nBaker, Crumb Ltd, 20XX - 20XX\n- Baked.\n"
    assert person("Ada Example" + jobs).title == "Web Developer"


def test_contacts_of_referees_are_not_the_persons() -> None:
    text = "Ada Example" + BODY + "\nReferences\n\nMary Shelley, mary@example.org, (312) 555-0123\n"
    assert person(text) == Person(name="Ada Example", title="Backend Developer")


def test_contacts_elsewhere_count_where_the_header_has_none() -> None:
    assert person("Ada Example" + BODY + "\nContact\nada@example.org\n(312) 555-0123").phones == ("(312) 555-0123",)


def test_the_same_name_and_contacts_in_two_columns() -> None:
    assert (
        person("Skills\nPython\nGo\n\nADA EXAMPLE\n\nDEVELOPER\n\nada.example@example.org" + BODY).name == "ADA EXAMPLE"
    )


@given(st.text(st.sampled_from("Ada B.,@|\t\n:+-()0123459/xTX"), max_size=200))
def test_whatever_is_found_is_printed_in_the_text(text: str) -> None:
    found = person(text)
    printed = " ".join(text.split())
    for value in (found.name, found.place, *found.emails, *found.phones, *found.links):
        assert all(part in printed for part in value.replace(",", " ").split())


@pytest.mark.parametrize(
    "unit", ["Aa ", "12 ", "a@", "a.", "Aa, ", "(", "1-", "Aa Bb\n", "http://", "x.com ", "a@b.org "]
)
def test_any_amount_of_text_is_read_in_bounded_time(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    resume = Resume(Document("cv", text, (), "text/plain", "", 1), (), ())
    start = datetime.datetime.now()
    find_person(resume)
    assert (datetime.datetime.now() - start).total_seconds() < 5


def test_names_of_places_are_stored_folded() -> None:
    names = [line for line in (RESOURCES / "places.txt").read_text("utf-8").splitlines() if line[0] != "#"]
    assert [name for name in names if fold_place(name.removeprefix("=")) != name.removeprefix("=")] == []


def test_places() -> None:
    assert all(map(is_city, ["São Paulo", "Sao Paulo", "tel-aviv"]))
    assert [is_region(name) for name in ("TX", "Deutschland", "tx")] == [True, True, False]


def test_runs_of_digits_are_no_numbers_and_take_no_time() -> None:
    """Such a text took two minutes: each run was cut into groups in every possible way."""
    text = "Ada Example\n" + ("1" * 45 + "\t" + "12345" * 9 + "\n") * 10_000
    assert find_person(Resume(Document("cv.txt", text, (), "text/plain", "", 1), (), ())).phones == ()


def test_thousands_of_contact_sections_are_read_no_further_than_the_first() -> None:
    """Every link was compared with every section: the time grew with the square of the text."""
    parts = [f"Contact\nhttps://a{n}.example/x b{n}.org ada{n}@x.example\n" for n in range(20_000)]
    ends = list(accumulate(map(len, parts)))
    sections = tuple(Section("other", end - len(part), end, "Contact") for part, end in zip(parts, ends, strict=True))
    found = find_person(Resume(Document("cv.txt", "".join(parts), (), "text/plain", "", 1), sections, ()))
    assert found.emails == ("ada0@x.example", "ada1@x.example", "ada2@x.example")
    assert found.links[:2] == ("https://a0.example/x", "b0.org")


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("Ada Beispiel\nSenior-Softwareentwicklerin", "Senior-Softwareentwicklerin"),
        ("Ada Exemple\nDéveloppeuse back-end", "Développeuse back-end"),
        ("Ada Esempio\nSviluppatrice backend", "Sviluppatrice backend"),
        ("Ada Exemplo\nDesenvolvedora de software", "Desenvolvedora de software"),
        ("Ada Voorbeeld\nBackend-ontwikkelaar", "Backend-ontwikkelaar"),
        ("Ada Przykład\nStarsza programistka Java", "Starsza programistka Java"),
        ("Анна Примерова\nСтарший разработчик", "Старший разработчик"),
        (
            "Анна Примерова\nГород: Казань\nВозраст: 30\nПол: ж\nТелефон: 1\nДолжность: Ведущий инженер",
            "Ведущий инженер",
        ),
        ("Ayşe Örnek\nKıdemli Yazılım Mühendisi", "Kıdemli Yazılım Mühendisi"),
        ("李小明\n求职意向：高级后端工程师", "高级后端工程师"),
        ("例田 花子\n【職種】バックエンドエンジニア", "バックエンドエンジニア"),
        ("例田 花子\n\n基本情報\nサーバーサイドエンジニア", "サーバーサイドエンジニア"),
    ],
)
def test_title_in_all_languages(header: str, title: str) -> None:
    assert person(header + "\na@example.org\n").title == title


@pytest.mark.parametrize(
    ("line", "phone", "place"),
    [
        ("Wohnort: Bremen\nHandy: 0151 23456789", "0151 23456789", "Bremen"),
        ("Adresse : Nantes\nTél. : 06 12 34 56 78", "06 12 34 56 78", "Nantes"),
        ("Localidad: Vigo\nMóvil: 612 345 678", "612 345 678", "Vigo"),
        ("Morada: Porto\nTelemóvel: 912 345 678", "912 345 678", "Porto"),
        ("Residenza: Trento\nCellulare: 333 1234567", "333 1234567", "Trento"),
        ("Woonplaats: Delft\nMobiel: 06 12345678", "06 12345678", "Delft"),
        ("Miejsce zamieszkania: Gdynia\nTel. kom.: 501 234 567", "501 234 567", "Gdynia"),
        ("Город: Казань\nТелефон: 8 900 123-45-67", "8 900 123-45-67", "Казань"),
        ("Şehir: Bursa\nCep: 0532 123 45 67", "0532 123 45 67", "Bursa"),
        ("现居地：杭州\n手机：13800000000", "13800000000", "杭州"),
        ("电话13800000000", "13800000000", ""),
        ("住所：札幌市\n電話番号：090-0000-1111", "090-0000-1111", "札幌市"),
    ],
)
def test_phone_and_place_after_labels_of_all_languages(line: str, phone: str, place: str) -> None:
    found = person(f"Ada Example\n{line}\na@example.org\n")
    assert (found.phones, found.place) == ((phone,), place)
