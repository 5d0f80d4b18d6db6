"""The model of duties: the training script's privacy rules and the shipped artefact."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.errors import ModelError
from matcher.core.role_family import FAMILIES
from matcher.parsing.role_families.duties_model import (
    META,
    PAYLOAD,
    duty_words,
    load_duties_model,
    shipped_folder,
    without_spans,
)
from matcher.scoring.tfidf_model import load_model

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "models" / "role-families"

TITLES = {
    "back-end": "Back-end Developer", "full-stack": "Full Stack Developer", "front-end": "Front-end Developer",
    "mobile": "Android Developer", "embedded": "Firmware Engineer", "data": "Data Analyst",
    "database-administration": "Database Administrator", "qa": "Tester", "devops": "DevOps Engineer",
    "systems": "Systems Administrator", "network": "Network Engineer", "security": "Security Analyst",
    "support": "Help Desk Technician", "business-software": "Salesforce Administrator", "management": "Project Manager",
    "design": "Graphic Designer", "other": "Cook",
}  # fmt: skip
COMMON = (
    "Responsible for customers and reports in the office of Hartwood Systems every week with Quillfeather and others"
)


def load_script() -> ModuleType:
    sys.path.insert(0, str(ROOT / "models"))  # the script imports its neighbour from there
    try:
        spec = importlib.util.spec_from_file_location("train_role_families", ROOT / "models" / "train_role_families.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["train_role_families"] = module  # dataclasses look their module up
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(ROOT / "models"))


script = load_script()


def resume(title: str, duty: str) -> str:
    return f"Pat Quillfeather\n\nWork Experience\n\n{title}, Acme Ltd\nMarch 2015 - May 2019\n{COMMON}. {duty} daily.\n"


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("role-families") / "collection.jsonl"
    duties = {"qa": "Tested defects with regression", "network": "Configured routers and switches"}
    texts = [resume(title, duties.get(family, "Did what was asked")) for family, title in TITLES.items()]
    lines = [{"id": f"{n}-{i}", "text": text} for n, text in enumerate(texts) for i in range(6)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def train(collection: Path, output: Path, *more: str) -> dict[str, list[int]]:
    assert script.main([str(collection), "--output", str(output), "--minimum-documents", "6", *more]) == 0
    rows = [line.split("\t") for line in (output / PAYLOAD).read_text("utf-8").splitlines()]
    assert rows[0] == ["word", "documents", *FAMILIES]
    return {row[0]: [int(value) for value in row[1:]] for row in rows[1:]}


def test_weights_of_a_trained_model(collection: Path, tmp_path: Path) -> None:
    weights = train(collection, tmp_path / "model")
    assert max(FAMILIES, key=lambda f: weights["routers"][1 + FAMILIES.index(f)]) == "network"
    assert max(FAMILIES, key=lambda f: weights["defects"][1 + FAMILIES.index(f)]) == "qa"
    assert "office" in weights
    # No names, no words of a single résumé, none that go with any claim, and no title tells its own label.
    assert not {"quillfeather", "hartwood", "pat", "acme", "daily", "week", "cook", "tester"} & weights.keys()
    assert all(row[0] >= 6 for word, row in weights.items() if word)


def test_training_is_reproducible(collection: Path, tmp_path: Path) -> None:
    train(collection, tmp_path / "a")
    train(collection, tmp_path / "b")
    for name in (PAYLOAD, META):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_trained_model_loads(collection: Path, tmp_path: Path) -> None:
    exclude = tmp_path / "exclude.txt"
    exclude.write_text("0-0\n", "utf-8")
    train(collection, tmp_path / "model", "--exclude", str(exclude))
    assert json.loads((tmp_path / "model" / META).read_text())["documents"] == 6 * len(TITLES) - 1
    model = load_duties_model(tmp_path / "model")
    evidence, known = model.evidence([{"routers", "switches", "unheard"}, set()])
    assert FAMILIES[int(evidence[0].argmax())] == "network"
    assert known.tolist() == [2, 0]


def test_too_few_resumes_are_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "collection.jsonl"
    path.write_text(json.dumps({"id": "1", "text": resume("Tester", "Tested")}) + "\n", "utf-8")
    assert script.main([str(path), "--output", str(tmp_path / "model")]) == 1
    assert capsys.readouterr().err.startswith("train_role_families: too few résumés: no job of back-end")
    assert not (tmp_path / "model").exists()


def _break_families(folder: Path) -> None:
    payload = (folder / PAYLOAD).read_text("utf-8").replace("back-end", "baking", 1)
    (folder / PAYLOAD).write_text(payload, "utf-8")
    meta = json.loads((folder / META).read_text("utf-8"))
    meta["payload_sha256"] = hashlib.sha256(payload.encode()).hexdigest()
    (folder / META).write_text(json.dumps(meta), "utf-8")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda folder: (folder / PAYLOAD).unlink(), "weights.tsv is missing"),
        (lambda folder: (folder / META).write_text("{"), "cannot be read"),
        (lambda folder: (folder / META).write_text('{"kind": "matcher-tfidf"}'), "does not describe a model of role families"),
        (lambda folder: (folder / META).write_text('{"kind": "matcher-role-families", "format": 99}'), "update matcher"),
        (lambda folder: (folder / PAYLOAD).write_text("word\tdocuments\n"), "damaged"),
        (_break_families, "its families are not those of this matcher"),
    ],
)  # fmt: skip
def test_a_damaged_model_is_reported(tmp_path: Path, damage: object, message: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(SHIPPED, folder)
    assert callable(damage)
    damage(folder)
    with pytest.raises(ModelError, match=message):
        load_duties_model(folder)


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda pair: (pair[0], sum(pair))), max_size=6)


@given(st.text(min_size=42, max_size=60), spans)
def test_blanked_spans_keep_every_offset(text: str, spans: list[tuple[int, int]]) -> None:
    blanked = without_spans(text, spans)
    covered = {offset for start, end in spans for offset in range(start, end)}
    assert blanked == "".join(" " if n in covered else c for n, c in enumerate(text))


def test_words_are_whole_and_without_the_title() -> None:
    assert duty_words("Développeur: tested C3PO, re-wrote the QA tools", "QA Tools Développeur") == {
        "tested",
        "wrote",
        "the",
    }


# The shipped artefact


def test_the_shipped_model_protects_persons() -> None:
    meta = json.loads((SHIPPED / META).read_text("utf-8"))
    rows = [line.split("\t") for line in (SHIPPED / PAYLOAD).read_text("utf-8").splitlines()[2:]]
    words = [row[0] for row in rows]
    assert words == sorted(set(words))
    assert meta["words"] == len(words) > 1000
    assert set(words) <= set(load_model().index)
    assert not script.FILLERS & set(words)
    assert min(int(row[1]) for row in rows) >= meta["minimum_documents"] >= script.MINIMUM_DOCUMENTS
    assert shipped_folder() == SHIPPED
