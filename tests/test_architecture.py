"""Dependencies point one way, heavy libraries have one home each, and importing is cheap."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import matcher

ROOT = Path(matcher.__file__).parent

STAGES = {
    "extraction",
    "identity",
    "sections",
    "dates",
    "timeline",
    "sentences",
    "phrases",
    "competencies",
    "similarity",
    "tfidf_model",
    "suspicion",
    "scoring",
    "strength",
    "counterfactual",
    "standings",
    "drawn_ranks",
    "ranking",
}
BASE = {"types", "errors", "limits", "anchors", "literals", "fingerprint", "prebuilt", "remembered", ""}
ALLOWED = {
    "types": set(),
    "errors": set(),
    "remembered": set(),
    "skills": BASE | {"skills"},
    "phrases": BASE,
    "profile": BASE | {"encoding", "phrases", "skills"},
    "profile_lint": BASE | {"phrases", "scoring", "strength", "skills"},
    "profile_influence": BASE | {"profile_lint"},
    "drafting": BASE | {"drafting", "phrases", "profile", "profile_lint", "scoring", "sentences", "similarity", "strength", "skills"},
    "extraction": BASE | {"extraction"},
    "headings": BASE,
    "sections": BASE | {"dates", "headings"},
    "dates": BASE,
    "timeline": BASE | {"claimed_years", "dates", "titles"},
    "claimed_years": BASE,
    "titles": BASE | {"dates"},
    "sentences": BASE,
    "identity": BASE,
    "competencies": BASE | {"phrases", "sentences"},
    "similarity": BASE | {"tfidf_model"},
    "tfidf_model": BASE,
    "anchors": {"literals"},
    "literals": {"fingerprint", "prebuilt"},
    "prebuilt": {"encoding"},
    "channel": set(),
    "confined": {"channel", "errors", "limits"},
    "nursery": {"channel", "confined", "limits"},
    "spawner": {"channel", "confined", "limits"},
    "forecast": {"cache", "cache_places", "nursery"},
    "instructions": BASE,
    "suspicion": BASE | {"instructions"},
    "scoring": BASE,
    "strength": BASE,
    "counterfactual": BASE | {"scoring", "strength"},
    "standings": BASE,
    "drawn_ranks": BASE | {"standings"},
    "near_duplicates": BASE,
    "ranking": BASE | {"counterfactual", "drawn_ranks", "standings"},
    "limits": set(),
    "isolation": {"confined", "errors", "limits", "nursery", "spawner"},
    "fingerprint": set(),
    "encoding": set(),
    "line_totals": BASE | {"near_duplicates", "scoring"},
    "cache_file": BASE,
    "cache_places": BASE | {"cache_file"},
    "cache_room": BASE | {"cache_file"},
    "cache": BASE | {"cache_file", "cache_places", "cache_room", "encoding"},
    "remote": BASE,
    "remote_stock": BASE | {"cache", "inputs", "remote"},
    "inputs": BASE | {"cache", "isolation", "remote"},
    "batch": BASE | {"inputs", "isolation", "reading"},
    "versions": BASE | {"encoding", "extraction", "line_totals"},
    "reading": BASE | {"encoding", "extraction"},
    "stages": BASE | {"cache", "encoding", "inputs", "isolation", "reading", "remote", "line_totals", "versions"},
    "distributed": BASE | {"tfidf_model"}
    | {"assessor", "cache", "distributed", "encoding", "inputs", "isolation", "reading", "remote", "remote_stock"}
    | {"similarity", "skills", "stages", "versions"},
    "assessor": BASE | {"near_duplicates", "encoding", "extraction", "finder", "pipeline", "timeline", "similarity", "skills", "stages", "line_totals"},
    "gathered": BASE | {"inputs", "near_duplicates", "roster", "scoring", "line_totals", "standings"},
    "roster": BASE | {"cache", "encoding", "line_totals", "scoring", "standings"},
    "known_stock": BASE | {"cache", "cache_places", "encoding", "inputs", "roster"},
    "showings": BASE | {"encoding", "strength"},
    "skill_lines": BASE | {"line_totals", "scoring", "skills", "strength"},
    "reckoned": BASE | {"roster", "showings", "skill_lines", "skills"},
    "rerank": BASE | {"cache", "drawn_ranks", "reckoned", "roster", "skills", "standings", "versions"},
    "run": BASE
    | {"distributed", "known_stock", "reckoned", "remote_stock", "roster", "showings"}
    | {"assessor", "cache", "drawn_ranks", "extraction", "gathered", "inputs", "ranking", "scoring", "skills", "stages", "line_totals"}
    | {"isolation", "near_duplicates", "standings", "tfidf_model", "versions"},
    "reporting": BASE | {"encoding", "reporting"},
    "finder": BASE | STAGES | {"skills"},
    "shown": BASE | {"sentences", "skills", "strength"},
    "pipeline": BASE | STAGES | {"skills", "finder", "showings", "shown", "skill_lines"},
    "api": BASE | {"cache", "rerank", "tfidf_model", "versions"} | {"distributed", "drawn_ranks", "inputs", "near_duplicates", "profile", "ranking", "reporting", "run", "similarity", "skills", "stages", "standings"},
    "component": BASE | {"finder", "skills"},
    "survey": BASE | {"batch", "inputs", "extraction", "finder", "similarity", "skills"},
    "evaluation": BASE | {"evaluation", "reporting", "skills"},
    "tuning": BASE | {"evaluation", "profile", "skills", "tuning"},
    "commands": BASE
    | {"commands", "drafting", "extraction", "profile", "profile_influence", "profile_lint", "reporting", "similarity"}
    | {"api", "cache", "evaluation", "rerank", "skills", "survey", "tuning"},
    "cli": BASE | {"api", "commands", "distributed", "forecast", "isolation", "nursery", "profile", "remote", "reporting", "scoring", "skills"},
    "__main__": {"cli", "nursery"},
}  # fmt: skip
HOMES = {
    "spacy": {"skills/recognizer.py", "component.py"},
    "sklearn": set(),  # trains the models and is the reference in tests
    "ahocorasick_rs": {"anchors.py", "phrases.py"},
    "pdfminer": {
        "extraction/pdf.py",
        "extraction/pdf_device.py",
        "extraction/pdf_faces.py",
        "extraction/pdf_interpreter.py",
        "extraction/pdf_lexer.py",
        "extraction/pdf_operations.py",
        "extraction/pdf_tokens.py",
    },
    "pypdfium2": {"extraction/pdfium_objects.py", "extraction/second_reader.py"},
    "jinja2": {"reporting/html.py"},
    "xlsxwriter": {"reporting/workbook.py"},
    "click": {
        "cli.py",
        "commands/agreement.py",
        "commands/cache.py",
        "commands/progress.py",
        "commands/profiles.py",
        "commands/rerank.py",
        "commands/skills.py",
        "commands/status.py",
    },
    "ir_measures": {"evaluation/order.py"},
    "msgspec": {"encoding.py"},
    "sqlite3": {"cache.py", "cache_file.py", "cache_places.py"},
    "platformdirs": {"cache.py", "prebuilt.py"},
    "dask": {"distributed/dask_workers.py"},
    "distributed": {"distributed/dask_workers.py"},
    "fsspec": {"remote.py"},
    "pyarrow": {"reporting/parquet.py"},
    "tomlkit": {"tuning/profile_file.py"},
}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_layers(path: Path) -> None:
    part = path.relative_to(ROOT).parts[0].removesuffix(".py")
    if part == "__init__":
        return
    used = {
        name.removeprefix("matcher").removeprefix(".").split(".")[0]
        for name in imports(path)
        if name.split(".")[0] == "matcher"
    }
    assert used <= ALLOWED[part], f"{part} must not import {used - ALLOWED[part]}"


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
    heavy = "ahocorasick_rs spacy sklearn scipy pandas numpy ir_measures pdfminer pypdfium2 lxml jinja2 xlsxwriter rich"
    heavy += " distributed fsspec pyarrow"
    check = f"{command}; import sys; print([m for m in {heavy.split()} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_the_front_door_opens() -> None:
    assert [name for name in matcher.__all__ if not hasattr(matcher, name)] == []
    assert dir(matcher) == matcher.__all__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        matcher.nothing
