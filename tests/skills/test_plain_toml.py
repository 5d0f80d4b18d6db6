"""The fast parser of taxonomy files returns the same as tomllib, or None."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from matcher.skills.plain_toml import parse_plain_toml

SHIPPED = sorted((files("matcher") / "resources" / "taxonomy").iterdir(), key=lambda entry: entry.name)
HEAD = 'kind = "language"\n\n[skills]\n'


def by_tomllib(text: str) -> Any:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


@pytest.mark.parametrize("entry", SHIPPED, ids=lambda entry: entry.name)
def test_every_shipped_file_is_plain(entry: Any) -> None:
    text = entry.read_text("utf-8")
    table = parse_plain_toml(text)
    assert table == tomllib.loads(text)
    assert table is not None
    assert list(table["skills"]) == list(tomllib.loads(text)["skills"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        'kind = "language"\n',
        'go = { label = "Go" }\n',
        '[skills]\nkind = "language"\ngo = { label = "Go" }\n',
        HEAD + 'go = { label = "Go" }\n[skills]\nc = { label = "C" }\n',
        'kind = "language"\n[skills]\n[skills]\ngo = { label = "Go" }',
        HEAD + 'go = { label = "Go" }\ngo = { label = "Golang" }\n',
        HEAD + 'go = { label = "Go", label = "Golang" }\n',
        HEAD + 'go = { label = "Go" } # a comment\n',
        HEAD + 'go = { label = "Go", aliases = ["Golang",] }\n',
        HEAD + "go = { label = 'Go' }\n",
        HEAD + 'go = { label = "G\\u006f" }\n',
        HEAD + 'go = { label = "Go\t" }\n',
        HEAD + 'go = { "label" = "Go" }\n',
        HEAD + 'go = { label="Go" }\n',
        HEAD + 'go = { label = "Go }\n',
        HEAD + '  go = { label = "Go" }\n',
        HEAD.replace("\n", "\r\n") + 'go = { label = "Go" }\r\n',
        HEAD + 'go.x = { label = "Go" }\n',
    ],
)
def test_other_toml_is_left_to_tomllib(text: str) -> None:
    assert parse_plain_toml(text) is None


LINES = st.sampled_from([
    'kind = "language"', "[skills]", "", "# a comment", 'go = { label = "Go" }', 'c = { label = "C", aliases = ["x = "] }',
    'c = { label = "a { b }", reject = [] }', 'r = { label = "\\\\" }', 'q = { label = "\\"Q\\" = " }', "r = { label = 3 }", "go = {  }", 'x = { a = { b = "c" } }',
])  # fmt: skip


@given(
    st.lists(LINES, max_size=8).map("\n".join)
    | st.text(st.sampled_from('a"={}[],\\ \n#'), max_size=12).map(HEAD.__add__)
)
@example(HEAD + 'go = { label = "Go", aliases = ["a = b", "c, d = "] }')
def test_the_result_equals_tomllib(text: str) -> None:
    table = parse_plain_toml(text)
    assert table is None or table == by_tomllib(text)
