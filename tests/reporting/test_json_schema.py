import copy
import json

import jsonschema
import pytest

from matcher.reporting.json_schema import SCHEMA_FILE, schema_text
from matcher.reporting.reports import render
from matcher.reporting.summarize import summarize


def test_the_shipped_schema_is_that_of_the_definitions():
    assert SCHEMA_FILE.read_text("utf-8") == schema_text()


@pytest.fixture(scope="module")
def validator():
    schema = json.loads(SCHEMA_FILE.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_reports_fit_it(validator, summary, hostile):
    for one in (summary, summarize(hostile)):
        validator.validate(json.loads(render(one, "json")))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("candidates", 0, "score"), "91"),
        (("candidates", 0, "contributions", 0, "points"), None),
        (("candidates", 0, "skills", 0, "standing"), "known"),
        (("candidates", 0, "positions", 0, "months"), 1.5),
        (("as_of",), 2026),
    ],
)
def test_a_wrong_value_does_not(validator, summary, path, value):
    report = copy.deepcopy(json.loads(render(summary, "json")))
    *way, last = path
    holder = report
    for step in way:
        holder = holder[step]
    holder[last] = value
    assert list(validator.iter_errors(report))


def test_a_missing_field_does_not(validator, summary):
    report = json.loads(render(summary, "json"))
    del report["candidates"][0]["rank"]
    assert list(validator.iter_errors(report))
