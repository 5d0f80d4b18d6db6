"""Check that the definitions of columns agree with the summary, the tail and every view."""

from dataclasses import fields

import pytest

from matcher.core.ledger import Assessment
from matcher.reporting.columns import candidate_columns, describe_candidate, in_view
from matcher.reporting.item_columns import EVIDENCE, LEDGER, MENTIONS, SKILLS
from matcher.reporting.schema import FactsSummary, MentionSummary
from matcher.reporting.tables.frames import mentions_frame
from matcher.scoring.candidate_facts import FACTS


def test_facts_have_a_field_in_the_assessment_and_in_the_summary():
    names = {fact.name for fact in FACTS}
    assert names == set(FactsSummary.__annotations__)
    assert names <= {field.name for field in fields(Assessment)}


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_a_fact_is_in_every_table_and_described(fact, summary):
    (column,) = [column for column in candidate_columns(summary["lines"]) if column.name == fact.name]
    assert {"csv", "frame", "dataset", "sheet"} <= column.views
    assert ("description" in column.views) == bool(fact.noun or fact.name == "languages")
    assert column.tail is not None
    best = {**summary["candidates"][0], fact.name: 17}
    if fact.name == "languages":
        assert "in German and English" in describe_candidate({**best, "languages": ["de", "en"]})
        return
    described = any("17" in words or "1 year 5 months" in words for words in describe_candidate(best))
    assert described == bool(fact.noun)


def test_columns_of_a_dataset_are_known_of_the_tail(summary):
    assert all(column.tail for column in in_view(candidate_columns(summary["lines"]), "dataset"))


def test_names_are_unique(summary):
    for columns in (candidate_columns(summary["lines"]), LEDGER, EVIDENCE, SKILLS, MENTIONS):
        names = [column.name for column in columns]
        assert len(set(names)) == len(names)


def test_mentions_have_all_fields(summary):
    assert set(MentionSummary.__annotations__) < set(mentions_frame(summary).columns)
