"""A wheel installed into an empty virtual environment outside the checkout ranks résumés."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "COV"))}
    done = subprocess.run([str(c) for c in command], cwd=cwd, capture_output=True, text=True, env=clean)
    if check and done.returncode:
        pytest.fail(f"{command} ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done


def index_reachable(tmp_path: Path) -> bool:
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(tmp_path / "probe"), "hatchling"]
    return subprocess.run(pip, capture_output=True).returncode == 0


def test_the_installed_wheel_ranks_with_its_own_resources(tmp_path: Path) -> None:
    if not os.environ.get("CI") and not index_reachable(tmp_path):
        pytest.skip("no package index is reachable, so dependencies cannot be installed")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path / "dist", ROOT, cwd=tmp_path)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    run(python, "-m", "pip", "install", "-q", wheel, cwd=tmp_path)
    (tmp_path / "cvs").mkdir()
    (tmp_path / "cvs" / "ada.txt").write_text(
        "Ada Example\nWork Experience\nBack-end developer, Acme, June 2019 to October 2025\n"
        "Built REST APIs in Python with Django and PostgreSQL.\nSkills\nPython, Django, PostgreSQL\n",
        "utf-8",
    )
    command = tmp_path / "venv" / "bin" / "matcher"
    run(command, "rank", "cvs", "--output", "out", "--as-of", "2026-11-23", cwd=tmp_path)
    ranking = json.loads((tmp_path / "out" / "ranking.json").read_text("utf-8"))
    (candidate,) = ranking["candidates"]
    assert {"Python", "Django", "PostgreSQL"} <= {s["name"] for s in candidate["skills"]}
    assert any(c["component"] == "tfidf" and c["points"] > 0 for c in candidate["contributions"])
    assert (tmp_path / "out" / "report.html").stat().st_size > 10_000
    where = run(python, "-c", "import matcher; print(matcher.__file__)", cwd=tmp_path).stdout
    assert str(tmp_path) in where
    # spaCy finds the recogniser by name and in the package, without an import of matcher.
    print_skills = "doc = nlp('Golang'); print([span._.skill.id for span in doc.spans['skills']])"
    saved = Path(where.strip()).parent / "models" / "skill-recognizer"
    for make in ("spacy.blank('de'); nlp.add_pipe('skill_recognizer')", f"spacy.load({str(saved)!r})"):
        assert run(python, "-c", f"import spacy; nlp = {make}; {print_skills}", cwd=tmp_path).stdout.strip() == "['go']"
