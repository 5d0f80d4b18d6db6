"""Fields after labels, as in Europass's tables and in forms. All people and companies are invented."""

import datetime

import pytest

from matcher.parsing.career.timeline import find_positions
from matcher.parsing.sections import find_sections

AS_OF = datetime.date(2026, 11, 23)


def jobs(text: str) -> list[tuple[str, str, str]]:
    positions, _ = find_positions(text, find_sections(text), AS_OF)
    return [(p.title, p.employer, p.place) for p in positions if p.kind == "work"]


TWO = [("Pastry Cook", "Crumb Ltd", "Leeds"), ("Waiter", "Tea, Inc.", "Hull")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A bracket with a place is no part of the name.
        (
            "職歴\n期間：2019年4月～現在\n会社：Quux Data（大阪）\n職位：バックエンドエンジニア\n・開発\n",
            [("バックエンドエンジニア", "Quux Data", "大阪")],
        ),
        # Jobs without a title keep the employer that the label names, and it is not their title.
        (
            "WORK EXPERIENCE\nEmployer: Crumb\nPeriod: 05/2010 - 06/2012\n- baked bread\n\n"
            "Employer: Quux\nPeriod: 01/2008 - 04/2010\n- poured tea\n",
            [("", "Crumb", ""), ("", "Quux", "")],
        ),
        (
            "WORK EXPERIENCE\nDates | 05/2010 - 06/2012\nOccupation or position held | Pastry Cook\n"
            "Main activities | Baked bread\nName and address of employer | Crumb Ltd, Leeds\n"
            "Dates | 01/2008 - 04/2010\nOccupation or position held | Waiter\nMain activities | Poured tea\n"
            "Name and address of employer | Tea, Inc., Hull\n",
            TWO,
        ),
        (
            "WORK EXPERIENCE\nEmployer: Crumb Ltd, Leeds\nPosition: Pastry Cook\nPeriod: 05/2010 - 06/2012\nBaked bread.\n\n"
            "Employer: Tea, Inc., Hull\nPosition: Waiter\nPeriod: 01/2008 - 04/2010\nPoured tea.\n",
            TWO,
        ),
        # Labels above and below: the block without a gap belongs to the dates that end each entry.
        (
            "WORK EXPERIENCE\nCompany: Crumb Ltd, Leeds\nDesignation: Pastry Cook\nDuration: 05/2010 - 06/2012\n"
            "Company: Tea, Inc., Hull\nDesignation: Waiter\nDuration: 01/2008 - 04/2010\n",
            TWO,
        ),
    ],
    ids=["place in a bracket", "without titles", "table", "form", "form without gaps"],
)  # fmt: skip
def test_labelled_lines(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert jobs(text) == expected


def test_a_sentence_under_a_label_is_no_title() -> None:
    duty = "Leitung von fünfunddreißig Beschäftigten in Annahme, Lagerung und Versand der Waren in drei Schichten"
    text = f"Berufserfahrung\n\nZeitraum\t2019 – 2021\nArbeitgeber\tQuux GmbH, Ulm\nFunktion\t{duty}\n"
    [(title, employer, _)] = jobs(text)
    assert (title == duty, employer) == (False, "Quux GmbH")


def test_a_label_in_a_duty_is_no_field() -> None:
    text = (
        "EXPERIENCE\nPastry Cook, Crumb Ltd\nMay 2010 - June 2012\nRole: baked bread for the queen\nClient: the queen\n"
    )
    assert jobs(text) == [("Pastry Cook", "Crumb Ltd", "")]


@pytest.mark.parametrize(
    "labels",
    [
        ("Zeitraum:", "Position:", "Firma:", "Ort:"), ("Période :", "Poste :", "Entreprise :", "Lieu :"),
        ("Periodo:", "Puesto:", "Empresa:", "Ciudad:"), ("Período:", "Cargo:", "Empresa:", "Local:"),
        ("Periodo:", "Ruolo:", "Azienda:", "Sede:"), ("Periode:", "Functie:", "Werkgever:", "Plaats:"),
        ("Okres:", "Stanowisko:", "Pracodawca:", "Miasto:"), ("Период:", "Должность:", "Компания:", "Город:"),
        ("Tarih:", "Pozisyon:", "Şirket:", "Şehir:"), ("时间：", "职位：", "公司：", "地点："),
        ("时 间：", "职 位：", "公 司：", "地 点："), ("期間：", "役職：", "会社名：", "勤務地："),
        ("【期間】", "【役職】", "【会社名】", "【勤務地】"),
    ],
)  # fmt: skip
def test_labelled_lines_in_all_languages(labels: tuple[str, str, str, str]) -> None:
    dates, title, employer, place = labels
    text = "WORK EXPERIENCE\n" + "".join(
        f"{dates} {when}\n{title} {what}\n{employer} {where}\n{place} {city}\nBaked bread every day.\n\n"
        for when, what, where, city in (
            ("05/2010 - 06/2012", "Pastry Cook", "Crumb Ltd", "Leeds"),
            ("01/2008 - 04/2010", "Waiter", "Tea Rooms", "Hull"),
        )
    )
    assert jobs(text) == [("Pastry Cook", "Crumb Ltd", "Leeds"), ("Waiter", "Tea Rooms", "Hull")]
