"""Say in words who a candidate is, and when and as what they worked."""

from __future__ import annotations

from matcher.core.role_family import FAMILY_LABELS
from matcher.reporting.schema import PersonSummary, PositionSummary
from matcher.reporting.wording import month_name

__all__ = ["describe_person", "describe_work", "period"]


def period(position: PositionSummary) -> str:
    """Return the first and the last month of a position in words, or that it has no dates.

    >>> period({"first": "2019-05", "last": "2020-01", "current": False}), period({"first": None, "last": None})
    ('May 2019 – Jan 2020', 'no dates')
    """
    if position["first"] is None or position["last"] is None:
        return "no dates"
    return f"{month_name(position['first'])} – {'present' if position['current'] else month_name(position['last'])}"


def describe_person(person: PersonSummary | None) -> list[str]:
    """Return what is known of a person: name and title, addresses, numbers, place, links.

    >>> describe_person({"name": "Ada Example", "title": "Developer", "emails": ["ada@example.org"], "phones": [],
    ...                  "place": "Leeds", "links": []})
    ['Ada Example, Developer', 'ada@example.org', 'Leeds']
    """
    if person is None:
        return []
    head = ", ".join(filter(None, (person["name"], person["title"])))
    return list(filter(None, (head, *person["emails"], *person["phones"], person["place"], *person["links"])))


def describe_work(position: PositionSummary) -> str:
    """Return what kind of work a position was, how sure that is, and what it counts for the role; empty if unknown.

    >>> job = {"kind": "work", "family": "front-end", "family_confidence": 0.93, "family_basis": "title"}
    >>> describe_work(job | {"counts": 0.25})
    'front-end development (93 %, by its title), counts 0.25'
    >>> describe_work(job | {"family": "unsure", "family_basis": "", "counts": 1.0})
    'kind of work unsure'
    """
    if not position["family"] or (position["family"] == "unsure" and position["kind"] != "work"):
        return ""
    sure = f"{round(100 * position['family_confidence'])} %, by its {position['family_basis']}"
    label = FAMILY_LABELS[position["family"]]
    what = "kind of work unsure" if position["family"] == "unsure" else f"{label} ({sure})"
    return what if position["counts"] >= 1.0 else f"{what}, counts {position['counts']:g}"
