"""Files that the tests of several commands use."""

from pathlib import Path

import pytest

GOOD = (
    """Ada Example
Work Experience
Back-end developer, Acme, June 2019 to October 2025
Built REST APIs in Python with Django and PostgreSQL.
Skills
Python, Django, PostgreSQL, Docker
"""
    * 2
)
PROFILE_WITH_PROBLEMS = (
    'id = "x"\nlabel = "X"\ntext = "t"\n[[requirement]]\nid = "a"\nany_of = { Pythonnn = 1 }\nlabel = "A"\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good résumé."""
    folder = tmp_path / "cvs"
    folder.mkdir()
    (folder / "ada.txt").write_text(GOOD, "utf-8")
    return folder


@pytest.fixture
def places(folder: Path, tmp_path: Path) -> dict[str, Path]:
    """Paths for the arguments of wrong commands: good, empty, faulty and broken ones."""
    empty, faulty, broken = tmp_path / "empty", tmp_path / "faulty.toml", tmp_path / "broken.pdf"
    empty.mkdir()
    faulty.write_text(PROFILE_WITH_PROBLEMS)
    broken.write_bytes(b"%PDF-1.4 nothing of the kind")
    return {"empty": empty, "folder": folder, "faulty": faulty, "broken": broken}
