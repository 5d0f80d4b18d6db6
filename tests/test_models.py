"""The TF-IDF reference model: the training script's privacy rules and the shipped artefact."""

from __future__ import annotations

import ast
import gzip
import hashlib
import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from matcher.scoring.tfidf_match import ProfileText
from matcher.scoring.tfidf_model import FORMAT, META, PAYLOAD, load_model

MODELS = Path(__file__).parent.parent / "models"
SHIPPED = MODELS / "tfidf-reference"


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("train_tfidf", MODELS / "train_tfidf.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["train_tfidf"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


script = load_script()


@pytest.fixture(autouse=True)
def skills(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the skill names, so that tests depend on the rules and not on the current taxonomy."""
    monkeypatch.setattr(script, "skill_words", lambda: frozenset({"python", "django", "postgresql"}))


DEVELOPER = """Pat Quillfeather, Springfield, IL 62701, pat@host.example, https://host.example/pat
The developer wrote Python code with Django and optimised queries. Queries, databases and a database in PostgreSQL.
She worked with Hartwood Systems; many services, one service. Badge QX12345 room b2. Authorised in Authorized."""
COOK = """Lee Quillfeather of Springfield, IL. A cook in the kitchen of the Hartwood Hotel: menus, kitchens and a menu,
guests and one guest; served soup and python in aspic."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "résumés"
    (folder / "sub").mkdir(parents=True)
    for i in range(6):
        (folder / f"developer-{i}.txt").write_text(f"{DEVELOPER}\nOnly here: {'x' * (i + 3)}y", encoding="utf-8")
        (folder / "sub" / f"cook-{i}.md").write_text(COOK, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    return folder


def train(collection: Path, output: Path, minimum: int = 6) -> dict[str, list[str]]:
    arguments = [str(collection), "--output", str(output), "--minimum-documents", str(minimum), "--groups", "2"]
    assert script.main(arguments) == 0
    lines = (output / PAYLOAD).read_text(encoding="utf-8").splitlines()
    return {line.split("\t")[0]: line.split("\t")[1:] for line in lines[1:]}


def test_terms_of_a_trained_model(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = train(folder, tmp_path / "model")
    assert "broken.pdf: left out" in capsys.readouterr().err
    assert rows[""][1] == "12"
    assert rows["code"][:2] == ["", "6"]
    assert rows["database"][:2] == ["databases", "6"]
    assert rows["service"][:2] == ["services", "6"]
    assert rows["queries"][:2] == ["", "6"]  # its singular does not occur
    assert rows["python"][1] == "12"  # a skill is kept in any case
    assert rows["kitchen"][:2] == ["kitchens", "6"]
    names = {"pat", "lee", "quillfeather", "springfield", "hartwood", "hotel", "il"}
    for absent in (*names, "host", "example", "62701", "qx12345", "the", "with", "xxxy", "cooks"):
        assert absent not in rows


def test_small_counts_within_a_group_are_withheld(folder: Path, tmp_path: Path) -> None:
    rows = train(folder, tmp_path / "model")
    assert sorted(map(int, rows[""][2:])) == [6, 6]
    for term, (_, total, *within) in rows.items():
        if term:
            assert int(total) >= 6
            assert within == ["0", "0"]


def test_training_is_reproducible(folder: Path, tmp_path: Path) -> None:
    train(folder, tmp_path / "a")
    train(folder, tmp_path / "b")
    for name in (PAYLOAD, META):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_lines_of_json_give_the_same_table(folder: Path, tmp_path: Path, suffix: str) -> None:
    texts = [f"{DEVELOPER}\nOnly here: {'x' * (i + 3)}y" for i in range(6)] + [COOK] * 6
    marked = [t.replace("Python", '<span class="hl">Python</span>').replace("62701", "<phone> &amp;") for t in texts]
    data = "".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(marked)).encode()
    path = tmp_path / f"collection{suffix}"
    path.write_bytes(gzip.compress(data) if suffix.endswith("gz") else data)
    rows = train(path, tmp_path / "lines")
    assert rows == train(folder, tmp_path / "files")
    assert "span" not in rows


def test_a_trained_model_loads_and_compares(folder: Path, tmp_path: Path) -> None:
    train(folder, tmp_path / "model")
    model = load_model(tmp_path / "model")
    assert model.documents == 12
    assert ProfileText(model, "Python code and databases").compare("Codes in Python, one database").share > 0


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda _: None, "no such file or folder"),
        (lambda path: path.mkdir(), "0 résumés"),
        (lambda path: path.write_text('{"id": "1", "text": "code"}\n'), "1 résumés"),
    ],
)
def test_too_few_resumes_are_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make: object, message: str
) -> None:
    collection = tmp_path / "collection"
    assert callable(make)
    make(collection)
    assert script.main([str(collection), "--output", str(tmp_path / "model")]) == 1
    error = capsys.readouterr().err
    assert error.startswith("train_tfidf: ")
    assert message in error
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        (["Smith", "Smith", "SMITH"], True),
        (["server", "Server", "Server"], False),
        (["HTML", "HTML", "Html"], False),
        (["jQuery", "JQuery"], False),
        (["Java8", "Java8"], True),
        (["McLean"], True),
        (["C", "c"], False),
    ],
)
def test_names_are_recognised_by_their_capital(spellings: list[str], expected: bool) -> None:
    casing = script.Casing()
    for spelling in spellings:
        casing.add(spelling)
    assert casing.is_name is expected


# The shipped artefact


def rows_of_shipped() -> list[list[str]]:
    return [line.split("\t") for line in (SHIPPED / PAYLOAD).read_text(encoding="utf-8").splitlines()]


def test_shipped_model_is_small_text_and_intact() -> None:
    assert {p.name for p in SHIPPED.iterdir()} == {PAYLOAD, META, "README.md"}
    assert sum(p.stat().st_size for p in SHIPPED.iterdir()) < 1_000_000
    meta = json.loads((SHIPPED / META).read_text())
    assert meta["payload_sha256"] == hashlib.sha256((SHIPPED / PAYLOAD).read_bytes()).hexdigest()
    assert meta["format"] == FORMAT
    assert meta["documents"] == 8000 == int(rows_of_shipped()[1][2])
    assert meta["terms"] == len(rows_of_shipped()) - 2


def test_shipped_model_holds_no_rare_or_identifying_term() -> None:
    terms = [row[0] for row in rows_of_shipped()[2:]]
    assert terms == sorted(set(terms))
    for term, forms, total, *within in rows_of_shipped()[2:]:
        assert int(total) >= script.MINIMUM_DOCUMENTS
        assert all(n == "0" or int(n) >= script.MINIMUM_GROUP_DOCUMENTS for n in within)
        for word in (term, *forms.split()):
            assert not re.search(r"[@_]|://|www\.", word)
            assert sum(c.isdigit() for c in word) <= 3  # as400, office365
            assert word not in script.STATES | script.NAMES


@pytest.mark.parametrize(
    "names",
    [
        "james john robert michael david william mary jennifer patricia linda elizabeth susan jessica sarah karen lisa",
        "smith johnson williams jones davis miller wilson anderson thomas taylor moore jackson martin thompson harris",
        "garcia rodriguez martinez hernandez lopez gonzalez perez sanchez ramirez jose juan carlos luis maria ana",
        "singh kumar patel sharma gupta reddy rao priya rahul sanjay ravi anil suresh srinivas venkata lakshmi krishna",
        "nguyen tran wang li zhang chen kim park mohammed muhammad ahmed ali hassan khan fatima olga ivan kowalski",
        "chicago houston dallas atlanta boston seattle texas california florida india hyderabad bangalore london ohio",
        "january february march april june july august september october november december monday tuesday friday",
    ],
)
def test_shipped_model_contains_no_names_of_people_or_places(names: str) -> None:
    terms = {word for row in rows_of_shipped()[2:] for word in (row[0], *row[1].split())}
    assert not terms & set(names.split())


def test_model_card_states_the_figures_of_the_artefact() -> None:
    card = (SHIPPED / "README.md").read_text(encoding="utf-8")
    meta = json.loads((SHIPPED / META).read_text())
    for figure in (
        f"{meta['documents']:,}",
        f"{meta['terms']:,}",
        f"{meta['groups']} groups",
        meta["payload_sha256"][:12],
    ):
        assert figure in card


@pytest.mark.parametrize("path", [MODELS / "train_tfidf.py", MODELS.parent / "matcher" / "scoring" / "tfidf_model.py"])
def test_nothing_is_pickled(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.keyword):
            assert node.arg != "allow_pickle"
    assert not imported & {"pickle", "joblib", "dill", "cloudpickle", "shelve", "marshal"}
