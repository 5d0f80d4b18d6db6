"""Headers that keep a template's words for the employer. All people are invented."""

import datetime

import pytest

from matcher.parsing.career.timeline import find_positions
from matcher.parsing.sections import find_sections

AS_OF = datetime.date(2026, 11, 23)
COOK = ("Line Cook, Grill", "Company Name", "City , State")


def jobs(text: str) -> list[tuple[str, str, str]]:
    positions, _ = find_positions(text, find_sections(text), AS_OF)
    return [(p.title, p.employer, p.place) for p in positions if p.kind == "work"]


@pytest.mark.parametrize(
    "header",
    [
        "Line Cook, Grill\nMay 2010 to June 2012 Company Name ï¼ City , State\n",
        "05/2010 to 06/2012\nLine Cook, Grill Company Name ï¼ City , State\n",
        "Company Name City , State Line Cook, Grill 05/2010 to 06/2012\n",
        "Line Cook, Grill 05/2010 to 06/2012 Company Name City , State\n",
        "Line Cook, Grill / Company Name - City , State 05/2010 - 06/2012\n",
        "Line Cook, Grill 05/2010 to 06/2012\nCompany Name City , State\n",
        "Line Cook, Grill , 05/2010 to 06/2012 Company Name City , State\n",
        "Line Cook, Grill\n05/2010 to 06/2012\nCompany Name - City , State\n",
    ],
)
def test_the_title_is_beside_the_words_or_above_them(header: str) -> None:
    text = f"Experience\n{header}\nCooked fish and meat.\n\n{header.replace('2012', '2009').replace('2010', '2007')}\nPeeled."
    assert jobs(text) == [COOK, COOK]


@pytest.mark.parametrize(
    "text",
    [
        "Experience\nLine Cook, Company Names Ltd, Hull\n05/2010 to 06/2012\nCooked.\n",
        "Experience\nLine Cook\nTunnel Diner, Hull\n05/2010 to 06/2012\nPut the Company Name on all menus of the house.\n",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert all(employer != "Company Name" for _, employer, _ in jobs(text))
