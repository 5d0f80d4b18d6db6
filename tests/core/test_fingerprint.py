"""A change of the program changes the fingerprints that depend on it, and no others."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from matcher.core import fingerprint as module
from matcher.core.fingerprint import fingerprint, modules_behind
from matcher.extraction.formats import READABLE
from matcher.extraction.reader_version import modules_of

ROOT = module.PACKAGE
STAGES = (
    "skills.analyzer",
    "scoring.pipeline",
    "scoring.evidence_strength",
    "extraction.plain_text",
    "extraction.pdf.reader",
    "extraction.office.docx",
    "skills.taxonomy",
)


def forget() -> None:
    for cached in (module.fingerprint, module.modules_behind, module._is_module, module._is_package, module._source):
        cached.cache_clear()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the package's sources, to change."""
    copy = tmp_path / "matcher"
    shutil.copytree(ROOT, copy, ignore=lambda folder, names: [
        n for n in names if Path(folder, n).is_file() and not n.endswith(".py") and n != "places.txt"
    ])  # fmt: skip
    monkeypatch.setattr(module, "PACKAGE", copy)
    forget()
    yield copy
    monkeypatch.undo()
    forget()


def fingerprints() -> dict[str, str]:
    forget()
    return {name: fingerprint(name) for name in STAGES}


def changed(before: dict[str, str]) -> set[str]:
    after = fingerprints()
    return {name for name in before if before[name] != after[name]}


def edit(path: Path) -> None:
    path.write_text(path.read_text("utf-8") + "\n# changed\n", "utf-8")


@pytest.mark.parametrize(
    ("file", "dependents"),
    [
        ("scoring/evidence_strength.py", {"scoring.evidence_strength", "scoring.pipeline"}),
        ("parsing/career/timeline.py", {"skills.analyzer", "scoring.pipeline"}),
        ("parsing/career/dates.py", {"skills.analyzer", "scoring.pipeline"}),  # at one remove, by way of timeline
        ("skills/tokenization.py", {"skills.analyzer", "scoring.pipeline"}),
        ("skills/spelling.py", {"skills.analyzer", "scoring.pipeline", "skills.taxonomy"}),
        ("extraction/pdf/reader.py", {"extraction.pdf.reader"}),
        ("extraction/office/word/shapes.py", {"extraction.office.docx"}),
        ("core/document.py", set(STAGES)),
        ("reporting/page/html.py", set()),
        ("cli/main.py", set()),
    ],
)  # fmt: skip
def test_a_changed_module_changes_every_module_that_imports_it(package: Path, file: str, dependents: set[str]) -> None:
    before = fingerprints()
    edit(package / file)
    assert changed(before) == dependents


def test_a_reverted_change_restores_the_fingerprint(package: Path) -> None:
    before = fingerprints()
    source = (package / "core/document.py").read_bytes()
    edit(package / "core/document.py")
    assert changed(before)
    (package / "core/document.py").write_bytes(source)
    assert not changed(before)


def test_a_new_import_counts(package: Path) -> None:
    (package / "novelty.py").write_text("x = 1\n")
    with (package / "scoring/evidence_strength.py").open("a") as file:
        file.write("def late():\n    from matcher import novelty\n    return novelty\n")
    before = fingerprints()
    edit(package / "novelty.py")
    assert changed(before) == {"scoring.evidence_strength", "scoring.pipeline"}


@pytest.mark.parametrize(
    "statement",
    [
        "import matcher.novelty",
        "from matcher import novelty",
        "from matcher import (core,\n    novelty as other,  # a comment (with parentheses)\n)",
        "    from matcher.novelty import thing",
        "from matcher.novelty import (\n    thing,\n)",
    ],
)
def test_every_way_of_importing_counts(package: Path, statement: str) -> None:
    (package / "novelty.py").write_text("thing = 1\n")
    (package / "user.py").write_text(f"def f():\n    pass\n{statement}\n")
    assert "novelty" in modules_behind("user")[0]


def test_imports_match_the_syntax_tree() -> None:
    """For every module of the package as it is."""
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in ROOT.rglob("*.py")}
    # A package's own module holds a docstring and no code (see tests/test_architecture.py).
    names = {name: path for name, path in names.items() if path.stem not in ("__init__", "__main__")}
    for name, path in names.items():
        imported = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert not node.level, f"{name}: relative imports are not seen by fingerprint"
                imported |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
        ours = {w.removeprefix("matcher.") for w in imported if w.startswith("matcher.")} & names.keys()
        assert ours <= set(modules_behind(name)[0]), name


def test_every_library_behind_a_result_is_known() -> None:
    """The modules from files to assessments import nothing from outside that is not in the table or harmless."""
    import sys

    harmless = {"matcher", "typing_extensions", "msgspec", "platformdirs", "fsspec", "__future__"}
    modules = {name for kind in READABLE.values() for name in modules_behind(*modules_of(kind.media_type))[0]}
    for name in modules | set(modules_behind("scoring.pipeline", "runs.score_task")[0]):
        for node in ast.walk(ast.parse(module._source(name))):
            tops = {a.name.partition(".")[0] for a in node.names} if isinstance(node, ast.Import) else set()
            if isinstance(node, ast.ImportFrom):
                tops = {(node.module or "").partition(".")[0]}
            unknown = tops - set(sys.stdlib_module_names) - module._DISTRIBUTIONS.keys() - harmless
            assert not unknown, f"{name} imports {unknown}: may its version change a result?"


@pytest.mark.parametrize(
    ("library", "dependents"),
    [
        # Fonts in a DOCX are painted and looked at as those of a PDF are.
        ("pdfminer.six", {"extraction.pdf.reader", "extraction.office.docx"}),
        ("spacy", {"skills.analyzer", "scoring.pipeline"}),
        ("numpy", {"extraction.pdf.reader", "extraction.office.docx", "skills.analyzer", "scoring.pipeline"}),
        ("ahocorasick_rs", {"skills.analyzer", "scoring.pipeline"}),
        ("lxml", {"extraction.office.docx"}),
    ],
)
def test_another_library_version_changes_the_fingerprint(
    monkeypatch: pytest.MonkeyPatch, library: str, dependents: set[str]
) -> None:
    before = fingerprints()
    version = module._version
    monkeypatch.setattr(module, "_version", lambda name: "99.9" if name == library else version(name))
    assert changed(before) == dependents
    monkeypatch.undo()
    forget()


def test_a_changed_resource_changes_the_fingerprint(package: Path) -> None:
    before = fingerprint("skills.analyzer", "resources/places.txt"), fingerprint("skills.analyzer")
    edit(package / "resources" / "places.txt")
    forget()
    assert fingerprint("skills.analyzer", "resources/places.txt") != before[0]
    assert fingerprint("skills.analyzer") == before[1]


def test_a_missing_module_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        fingerprint("no_such_module")
    with pytest.raises(FileNotFoundError):
        fingerprint("extraction")  # a package
