"""In a tuned profile's file, only weights and version differ from the old one."""

import difflib
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.errors import MissingExtraError
from matcher.evaluation.tuning.profile_file import next_version, round_weights, with_weights
from matcher.profiles.loading import parse_profile, profile_source, shipped_profiles
from matcher.skills.taxonomy import load_taxonomy


@given(
    st.lists(st.floats(0, 50), min_size=1, max_size=12).filter(lambda w: sum(w) > 0.01),
    st.sampled_from([0.25, 1.0, 7.5, 60.0, 102.0, 333.33, 1000.0]),
)
def test_rounded_weights_keep_their_sum_and_are_never_negative(weights: list[float], total: float) -> None:
    exact = [w * total / sum(weights) for w in weights]
    rounded = round_weights(exact, total)
    assert sum(rounded) == pytest.approx(total, abs=1e-9)
    assert min(rounded) >= 0
    assert max(abs(r - e) for r, e in zip(rounded, exact, strict=True)) <= max(0.1, total / 300)


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("1", "2"),
        ("9", "10"),
        ("1.2.9", "1.2.10"),
        ("v3", "v4"),
        ("2-beta", "3-beta"),
        ("draft", "draft.1"),
        ("", ".1"),
    ],
)
def test_next_version(version: str, expected: str) -> None:
    assert next_version(version) == expected


@pytest.mark.parametrize("name", sorted(shipped_profiles()))
def test_nothing_but_weights_and_version_changes(name: str) -> None:
    text = profile_source(name)
    old = parse_profile(text, name, load_taxonomy())
    weights = {r.id: r.weight + 0.5 for r in old.requirements[:2]}
    tuned = with_weights(text, weights, ["Tuned."])
    new = parse_profile(tuned, name, load_taxonomy())
    assert {r.id: r.weight for r in new.requirements} == {r.id: weights.get(r.id, r.weight) for r in old.requirements}
    same = tuple(replace(r, weight=o.weight) for r, o in zip(new.requirements, old.requirements, strict=True))
    assert replace(new, requirements=same, version=old.version, sha256=old.sha256) == old
    kept = len(text.splitlines()) - 1 - len(weights)
    matching = difflib.SequenceMatcher(None, text.splitlines(), tuned.splitlines(), autojunk=False)
    assert sum(block.size for block in matching.get_matching_blocks()) == kept


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("weight = 18", "weight = 20.5  # tuned, was 18"),
        ("weight = 18 # by hand", "weight = 20.5 # tuned, was 18; by hand"),
        ("weight = 18  # tuned, was 17", "weight = 20.5  # tuned, was 18"),
        ("weight = 18.25  # tuned, was 17.5; by hand", "weight = 20.5  # tuned, was 18.25; by hand"),
        ("weight = 20.5  # by hand", "weight = 20.5  # by hand"),
        ("weight   =   18", "weight   =   20.5  # tuned, was 18"),
    ],
)
def test_the_line_keeps_the_old_weight_in_a_comment(line: str, expected: str) -> None:
    text = f'id = "x"\ntext = """\nweight = 18\n"""\n[[requirement]]\nid = "db"\n{line}\n[[requirement]]\nid = "b"\nweight = 18\n'
    tuned = with_weights(text, {"db": 20.5}, [])
    assert tuned.split("[[requirement]]")[1] == f'\nid = "db"\n{expected}\n'
    assert tuned.split("[[requirement]]")[2] == '\nid = "b"\nweight = 18\n'
    assert 'text = """\nweight = 18\n"""' in tuned


def test_a_profile_without_version_gets_one() -> None:
    tuned = with_weights('id = "x"\n\n[[requirement]]\nid = "a"\nweight = 1\n', {"a": 2.0}, ["Tuned."])
    assert tuned.index('version = "2"') < tuned.index("[[requirement]]")
    assert "weight = 2  # tuned, was 1" in tuned


def test_a_missing_extra_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tomlkit", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'matcher\[evaluation\]'"):
        with_weights("", {}, [])
