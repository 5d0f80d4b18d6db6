"""Lines of requirements: exact sums, monotone, saturating, explained."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.ledger import Assessment, Contribution, Evidence
from matcher.core.profile import Requirement, Satisfier
from matcher.scoring.evidence_strength import location_strength
from tests.scoring.ledgers import ledger_of

DB = Requirement("db", "Database", 10, "must", (Satisfier("mysql", 1.0),), enough=1.2)


def evidence(strength: float, start: int = 0) -> Evidence:
    return Evidence("MySQL", start, start + 5, 1, "experience", "MySQL", "MySQL", strength)


def unsupported(strength: float, start: int = 0) -> Evidence:
    return replace(evidence(strength, start), unsupported=True)


def line(pieces: list[Evidence], possible: float = 20.0, *, unreadable: bool = False) -> Contribution:
    (contribution,) = ledger_of([DB], [pieces], possible, unreadable=unreadable)
    return contribution


def total(ledger: list[Contribution]) -> Decimal:
    return sum((Decimal(str(c.points)) for c in ledger), Decimal(0))


def test_a_long_list_stays_below_one_technology_in_long_dated_work() -> None:
    listed, _ = location_strength("skills", None)
    assert line([evidence(listed, n) for n in range(200)]).points < line([evidence(0.95)]).points


@given(st.lists(st.floats(0, 1), max_size=30), st.floats(0, 1))
def test_more_evidence_never_lowers_a_line(strengths: list[float], more: float) -> None:
    before = line([evidence(s, n) for n, s in enumerate(strengths)])
    after = line([evidence(s, n) for n, s in enumerate([*strengths, more])])
    assert 0 <= before.points <= after.points <= 20.0


@given(st.lists(st.floats(0, 1), max_size=12))
def test_the_ledger_sums_to_the_score_exactly(strengths: list[float]) -> None:
    lines = tuple(line([evidence(s)], 7.69) for s in strengths)
    assessment = Assessment("cv", "0" * 64, lines)
    assert Decimal(str(assessment.score)) == total(list(lines))


def test_unsupported_words_earn_little_however_many_there_are() -> None:
    requirements = [replace(DB, id=str(n)) for n in range(5)]
    ledger = ledger_of(requirements, [[unsupported(0.35, n) for n in range(50)]] * 5, 20.0)
    assert total(ledger) == Decimal(15)
    assert max(c.points for c in ledger) - min(c.points for c in ledger) <= 0.01
    assert all(c.explanation.endswith("all such words together earn at most 15.") for c in ledger)


@pytest.mark.parametrize("pieces", [[evidence(0.9)], [evidence(0.9), unsupported(0.35, 9)]])
def test_supported_evidence_is_not_capped(pieces: list[Evidence]) -> None:
    # Alone, or with a list that adds less than the cap.
    assert "unsupported" not in line(pieces, 60.0).explanation


@given(st.lists(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=6), min_size=1, max_size=6), st.data())
def test_more_evidence_never_lowers_a_capped_ledger(
    strengths: list[list[tuple[float, bool]]], data: st.DataObject
) -> None:
    requirements = [replace(DB, id=str(n)) for n in range(len(strengths))]

    def points(rows: list[list[tuple[float, bool]]]) -> Decimal:
        pieces = [[replace(evidence(s, n), unsupported=b) for n, (s, b) in enumerate(row)] for row in rows]
        return total(ledger_of(requirements, pieces, 30.0))

    changed = data.draw(st.integers(0, len(strengths) - 1))
    more = data.draw(st.tuples(st.floats(0, 1), st.booleans()))
    added = [[*row, more] if n == changed else row for n, row in enumerate(strengths)]
    assert points(added) >= points(strengths)


@pytest.mark.parametrize(("unreadable", "status"), [(False, "not found"), (True, "unreadable")])
def test_nothing_found(unreadable: bool, status: str) -> None:
    empty = line([], unreadable=unreadable)
    assert (empty.points, empty.status) == (0.0, status)


def test_the_explanation_adds_up() -> None:
    explanation = line([evidence(0.9), evidence(0.6, 9)]).explanation
    assert "0.90" in explanation
    assert "0.60 × 0.35" in explanation
    assert "= 1.11 of the 1.2 that is enough" in explanation
