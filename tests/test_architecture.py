"""Modules stay short, packages are described, each heavy library has one home, and importing is cheap.

``lint-imports`` checks the dependencies between packages (see ``pyproject.toml``).
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import matcher

ROOT = Path(matcher.__file__).parent

HOMES = {
    "spacy": {"skills/recognizer.py", "skills/spacy_component.py"},
    "sklearn": set(),  # trains the models and is the reference in tests
    "ahocorasick_rs": {"core/regex_prefilter.py", "profiles/phrases.py"},
    "pdfminer": {
        "extraction/pdf/reader.py",
        "extraction/pdf/device.py",
        "extraction/pdf/fonts.py",
        "extraction/pdf/interpreter.py",
        "extraction/pdf/content_lexer.py",
        "extraction/pdf/operators.py",
        "extraction/pdf/object_parser.py",
        "extraction/pdf/pdfminer_document.py",
        "extraction/pdf/checks/work.py",
    },
    "py3langid": {"languages/unsupported.py"},
    "pypdfium2": {
        "extraction/pdf/checks/annotations.py",
        "extraction/pdf/pdfium_objects.py",
        "extraction/pdf/pdfium_reader.py",
    },
    "fontTools": {
        "extraction/web/fonts/letterforms.py",
        "extraction/web/fonts/programs.py",
        "extraction/web/fonts/substitutions.py",
    },
    "freetype": {"extraction/web/fonts/drawing.py"},
    "brotli": {"extraction/web/fonts/programs.py"},
    "jinja2": {"reporting/page/html.py"},
    "xlsxwriter": {"reporting/tables/workbook.py"},
    "click": {
        "cli/agreement.py",
        "cli/cache.py",
        "cli/main.py",
        "cli/messages.py",
        "cli/options.py",
        "cli/profiles.py",
        "cli/progress.py",
        "cli/rank.py",
        "cli/rerank.py",
        "cli/show.py",
        "cli/skills.py",
    },
    "ir_measures": {"evaluation/order.py"},
    "msgspec": {"core/encoding.py", "reporting/json_schema.py"},
    "sqlite3": {"runs/store/cache.py", "runs/store/database.py", "runs/store/file_identity.py"},
    "platformdirs": {"core/build_cache.py", "runs/store/cache.py"},
    "dask": {"runs/distributed/dask_workers.py"},
    "distributed": {"runs/distributed/dask_workers.py"},
    "fsspec": {"runs/remote_files.py"},
    "pyarrow": {"reporting/tables/parquet.py"},
    "tomlkit": {"evaluation/tuning/profile_file.py"},
}


def imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


MODULES = sorted(ROOT.rglob("*.py"))
PACKAGES = sorted({path.parent for path in MODULES} - {ROOT})
LONGEST = 400
MOST_MODULES = 20


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_module_is_too_long(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("package", PACKAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_package_is_described_and_not_too_large(package: Path) -> None:
    tree = ast.parse((package / "__init__.py").read_text("utf-8"))
    assert len(tree.body) == 1, "no code here: importing one module of a package must not load the others"
    docstring = ast.get_docstring(tree) or ""
    assert all(word in docstring for word in ("In:", "Out:", "Start at")), docstring
    assert len(list(package.glob("*.py"))) - 1 <= MOST_MODULES


def test_the_first_level_fits_one_screen() -> None:
    assert len([p for p in ROOT.iterdir() if p.is_dir() and p.name != "__pycache__"]) <= 14


@pytest.mark.parametrize("library", HOMES)
def test_a_heavy_library_has_one_home(library: str) -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if any(name.split(".")[0] == library for name in imports(path))
    }
    assert users == HOMES[library]


@pytest.mark.parametrize(
    "command", ["import matcher", "import sys; sys.argv = ['matcher', '--help']; import matcher.cli.main"]
)
def test_importing_loads_nothing_heavy(command: str) -> None:
    heavy = "ahocorasick_rs spacy sklearn scipy pandas numpy ir_measures pdfminer py3langid pypdfium2 fontTools freetype brotli lxml jinja2 xlsxwriter rich"
    heavy += " distributed fsspec pyarrow"
    check = f"{command}; import sys; print([m for m in {heavy.split()} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_exported_names() -> None:
    assert [name for name in matcher.__all__ if not hasattr(matcher, name)] == []
    assert dir(matcher) == matcher.__all__
    imports_for_type_checkers = [
        node
        for node in ast.walk(ast.parse(Path(matcher.__file__).read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
    ]
    homes = {
        alias.name: node.module
        for node in imports_for_type_checkers
        for alias in node.names
        if alias.asname and alias.name != "__version__"
    }
    assert homes == {name: f"matcher.{module}" for name, module in matcher._MODULES.items()}
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        matcher.nothing  # noqa: B018
