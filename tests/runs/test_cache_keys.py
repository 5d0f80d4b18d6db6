"""A stored result is discarded when code that can change it changes, and by no other edit."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from matcher.core import fingerprint as fingerprint_module
from matcher.core.profile import Requirement, RequirementProfile, Satisfier
from matcher.extraction.reader_version import reader_version
from matcher.runs.cache_keys import ANALYSIS_SOURCES, NOT_A_RESUME, SCORE_SOURCES, cache_keys_for

PROFILE = RequirementProfile("x", "X", "Python", (Requirement("a", "A", 1.0, "must", (Satisfier("python", 1.0),)),))
STORED = {"analysis", "lines", "assessment", "evidence"}
SCORED = STORED - {"analysis"}


def forget() -> None:
    for cached in (
        fingerprint_module.fingerprint, fingerprint_module.modules_behind, fingerprint_module._is_module,
        fingerprint_module._is_package, fingerprint_module._source,
    ):  # fmt: skip
        cached.cache_clear()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Copy the package's sources, to edit them."""
    copy = tmp_path / "matcher"
    shutil.copytree(fingerprint_module.PACKAGE, copy, ignore=lambda folder, names: [
        n for n in names if Path(folder, n).is_file() and not n.endswith(".py") and Path(folder).name not in ("languages", "phrases")
        and n not in ("places.txt", "real_words.txt")
    ])  # fmt: skip
    monkeypatch.setattr(fingerprint_module, "PACKAGE", copy)
    forget()
    yield copy
    monkeypatch.undo()
    forget()


def keys() -> dict[str, object]:
    forget()
    cache_keys = cache_keys_for(PROFILE, "taxonomy", ("model",), datetime.date(2026, 11, 23), "eng")
    return {name: getattr(cache_keys, name) for name in STORED}


def changed_by(package: Path, pattern: str) -> set[str]:
    """The keys that change when a comment is added to all modules that match a pattern."""
    before = keys()
    modules = [path for path in package.glob(pattern) if path.name != "__init__.py"]
    assert modules, pattern
    for path in modules:
        path.write_text(path.read_text("utf-8") + "\n# edited\n", "utf-8")
    after = keys()
    return {name for name in STORED if before[name] != after[name]}


@pytest.mark.parametrize(
    "pattern",
    [
        "api.py", "authoring/**/*.py", "cli/*.py", "core/errors.py", "core/ranking.py", "evaluation/**/*.py", "extraction/**/*.py", "ranking/*.py",
        "reporting/*.py", "runs/cache_keys.py", "runs/candidate_collector.py", "runs/distributed/*.py",
        "runs/inputs.py", "runs/prewarm.py", "runs/processes/*.py", "runs/read_task.py", "runs/re[mr]*.py",
        "runs/run*.py", "runs/scheduler.py", "runs/store/*.py", "runs/task_loop.py", "runs/unchanged_inputs.py",
        "runs/unknown_skills.py", "skills/unknown/*.py",
    ],
)  # fmt: skip
def test_code_that_changes_no_result_is_in_no_key(package: Path, pattern: str) -> None:
    assert changed_by(package, pattern) == set()


@pytest.mark.parametrize(
    ("pattern", "keys"),
    [
        ("core/document.py", STORED),
        ("core/limits.py", STORED),
        ("parsing/career/timeline.py", STORED),
        ("parsing/headings.py", STORED),
        ("skills/recognizer.py", STORED),
        ("skills/claims/assertion.py", STORED),
        ("parsing/prompt_injection.py", STORED),
        ("parsing/contacts.py", SCORED),
        ("parsing/home_place.py", SCORED),
        ("parsing/name_and_title.py", SCORED),
        ("parsing/person.py", SCORED),
        ("parsing/role_families/*.py", STORED),
        ("parsing/places.py", STORED),
        ("parsing/document_kind.py", SCORED),
        ("languages/detection.py", STORED),
        ("languages/unsupported.py", SCORED),
        ("profiles/phrases.py", SCORED),
        ("runs/score_task.py", SCORED),
        ("runs/task_results.py", SCORED),
        ("scoring/components/*.py", SCORED),
        ("scoring/counterfactuals.py", SCORED),
        ("scoring/evidence_strength.py", SCORED),
        ("scoring/points.py", SCORED),
        ("scoring/work_relevance.py", SCORED),
    ],
)
def test_code_that_changes_a_result_is_in_its_key(package: Path, pattern: str, keys: set[str]) -> None:
    assert changed_by(package, pattern) == keys


@pytest.mark.parametrize(
    ("pattern", "changes"),
    [
        ("parsing/document_kind.py", True), ("languages/*.py", True), ("parsing/career/timeline.py", True), ("extraction/plain_text.py", True),
        ("scoring/points.py", False), ("reporting/*.py", False),
    ],
)  # fmt: skip
def test_whether_a_file_is_a_resume_is_decided_again_when_that_may_differ(
    package: Path, pattern: str, changes: bool
) -> None:
    def version() -> str:
        forget()
        reader_version.cache_clear()
        return cache_keys_for(PROFILE, "t", ("m",), datetime.date(2026, 11, 23), "eng").reader(NOT_A_RESUME)

    before = version()
    for path in package.glob(pattern):
        path.write_text(path.read_text("utf-8") + "\n# edited\n", "utf-8")
    after = version()
    reader_version.cache_clear()
    assert (before != after) == changes


def test_every_module_of_scoring_is_in_the_score_key() -> None:
    modules, _ = fingerprint_module.modules_behind(*SCORE_SOURCES)
    scoring = {
        ".".join(path.relative_to(fingerprint_module.PACKAGE).with_suffix("").parts)
        for path in Path(fingerprint_module.PACKAGE).glob("scoring/**/*.py")
        if path.name != "__init__.py"
    }
    assert scoring - set(modules) == set()


def test_only_what_scoring_needs_of_runs_is_in_a_key() -> None:
    modules = {
        name for sources in (ANALYSIS_SOURCES, SCORE_SOURCES) for name in fingerprint_module.modules_behind(*sources)[0]
    }
    assert {name for name in modules if name.startswith("runs.")} == {"runs.score_task", "runs.task_results"}
    assert not {
        name
        for name in modules
        if name.split(".")[0] in {"api", "authoring", "cli", "evaluation", "extraction", "ranking", "reporting"}
    }
