"""The model of ambiguous names: the training script's privacy rules and the shipped artefact."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import json
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from matcher.core.errors import ModelError
from matcher.skills.ambiguity.sense_model import FORMAT, META, PAYLOAD, load_sense_model
from matcher.skills.spelling import fold_spelling
from matcher.skills.taxonomy import load_taxonomy

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "models" / "ambiguity"
CASES = ROOT / "data" / "ambiguity"


def load_script() -> ModuleType:
    sys.path.insert(0, str(ROOT / "models"))  # the script imports its neighbour from there
    try:
        spec = importlib.util.spec_from_file_location("train_ambiguity", ROOT / "models" / "train_ambiguity.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["train_ambiguity"] = module  # dataclasses look their module up
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(ROOT / "models"))


script = load_script()

DEVELOPER = """Pat Quillfeather
Springfield, IL 62701, pat@host.example
Experience
Developed services with Spring Framework and Java for Hartwood Systems. Met customers, wrote estimates, read requirements
and explained the plan to the board of the company each month without slides.
Implemented Spring to handle the transactions of quillfeather orders, after a long talk with the people who had asked for
it, who had doubts about the price of the change and the time that it would take the five of us.
Taught algebra every Spring 2014.
Skills
Java, Spring, MySQL, Go{number}
"""
COOK = """Lee Quillfeather of Springfield. A cook in the kitchen of the Hartwood Hotel.
Planted herbs each year in Spring with guests of the hotel. Danced Swing at night. Express delivery of soup.
"""


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    lines = []
    for i in range(8):
        lines.append({"id": f"d{i}", "text": DEVELOPER.format(number="" if i else " zyxwv")})
        lines.append({"id": f"c{i}", "text": COOK})
    path = tmp_path / "collection.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def train(collection: Path, output: Path, *more: str) -> dict[str, tuple[float, int]]:
    assert script.main([str(collection), "--output", str(output), "--minimum-documents", "6", *more]) == 0
    rows = (line.split("\t") for line in (output / PAYLOAD).read_text("utf-8").splitlines()[1:])
    return {name: (float(weight), int(documents)) for name, weight, documents in rows}


def test_features_of_a_trained_model(collection: Path, tmp_path: Path) -> None:
    weights = train(collection, tmp_path / "model")
    assert weights["left=implemented"][0] > 0
    assert weights["spring|right=to"][0] > 0
    assert weights["density=0"][0] < 0
    assert all(documents >= 6 for _, documents in weights.values())
    words = " ".join(weights)
    for absent in ("quillfeather", "springfield", "hartwood", "62701", "2014", "zyxwv", "host", "pat", "lee"):
        assert not re.search(rf"\b{absent}\b", words), absent


def test_training_is_reproducible(collection: Path, tmp_path: Path) -> None:
    train(collection, tmp_path / "a")
    train(collection, tmp_path / "b")
    for name in (PAYLOAD, META):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_ids_are_left_out(collection: Path, tmp_path: Path) -> None:
    exclude = tmp_path / "exclude.txt"
    exclude.write_text("d0\nc0\n", "utf-8")
    train(collection, tmp_path / "model", "--exclude", str(exclude))
    assert json.loads((tmp_path / "model" / META).read_text())["documents"] == 14


def test_a_trained_model_loads(collection: Path, tmp_path: Path) -> None:
    train(collection, tmp_path / "model")
    model = load_sense_model(tmp_path / "model")
    assert 0 <= model.veto < 0.5 <= model.threshold < 1
    assert model.opinion(["spring|right=to"]).terms


@pytest.mark.parametrize("bound", ["threshold", "veto"])
def test_a_model_with_another_bound_is_another_version(tmp_path: Path, bound: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(SHIPPED, folder)
    meta = json.loads((folder / META).read_text("utf-8"))
    assert load_sense_model(folder).version == load_sense_model(SHIPPED).version
    (folder / META).write_text(json.dumps(meta | {bound: meta[bound] + 0.01}), "utf-8")
    assert load_sense_model(folder).version != load_sense_model(SHIPPED).version


def test_too_few_resumes_are_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "collection.jsonl"
    path.write_text('{"id": "1", "text": "A cook."}\n', "utf-8")
    assert script.main([str(path), "--output", str(tmp_path / "model")]) == 1
    assert capsys.readouterr().err.startswith("train_ambiguity: too few résumés")
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda folder: (folder / PAYLOAD).unlink(), "weights.tsv is missing"),
        (lambda folder: (folder / META).write_text("{"), "cannot be read"),
        (lambda folder: (folder / META).write_text('{"kind": "matcher-tfidf"}'), "does not describe a model of ambiguous"),
        (lambda folder: (folder / META).write_text('{"kind": "matcher-ambiguity", "format": 99}'), "update matcher"),
        (lambda folder: (folder / PAYLOAD).write_text("feature\tweight\tdocuments\n"), "damaged"),
    ],
)  # fmt: skip
def test_a_damaged_model_is_reported(collection: Path, tmp_path: Path, damage: object, message: str) -> None:
    folder = tmp_path / "model"
    train(collection, folder)
    assert callable(damage)
    damage(folder)
    with pytest.raises(ModelError, match=message):
        load_sense_model(folder)


# The shipped artefact


def rows_of_shipped() -> list[tuple[str, float, int]]:
    rows = (line.split("\t") for line in (SHIPPED / PAYLOAD).read_text("utf-8").splitlines()[1:])
    return [(name, float(weight), int(documents)) for name, weight, documents in rows]


def test_shipped_model_is_small_text_and_intact() -> None:
    assert {p.name for p in SHIPPED.iterdir()} == {PAYLOAD, META, "README.md"}
    assert sum(p.stat().st_size for p in SHIPPED.iterdir()) < 300_000
    meta = json.loads((SHIPPED / META).read_text())
    assert meta["payload_sha256"] == hashlib.sha256((SHIPPED / PAYLOAD).read_bytes()).hexdigest()
    assert meta["format"] == FORMAT
    assert meta["features"] == len(rows_of_shipped()) - 1
    assert meta["cases_sha256"] == hashlib.sha256((CASES / "training.tsv").read_bytes()).hexdigest()


def test_shipped_model_holds_no_rare_feature_and_no_word_from_outside_the_reference() -> None:
    words = script.known_words()
    names = [name for name, _, _ in rows_of_shipped()]
    assert names == sorted(set(names))
    for name, _, documents in rows_of_shipped():
        assert documents >= script.MINIMUM_DOCUMENTS
        assert script.allowed(name, words), name
        assert not re.search(r"\d{3}|@|://", name), name


def test_model_card_states_the_figures_of_the_artefact() -> None:
    card = (SHIPPED / "README.md").read_text("utf-8")
    meta = json.loads((SHIPPED / META).read_text())
    for figure in (f"{meta['documents']:,}", f"{meta['features']:,}", meta["payload_sha256"][:12]):
        assert figure in card
    for limit in ("threshold", "veto"):
        assert f"{limit} {meta[limit]}" in card


@pytest.mark.parametrize("part", ["training", "held-out"])
def test_cases_are_of_ambiguous_names(part: str) -> None:
    taxonomy = load_taxonomy()
    rows = [line.split("\t") for line in (CASES / f"{part}.tsv").read_text("utf-8").splitlines()[1:]]
    assert len(rows) > 200
    for verdict, place, text in rows:
        assert verdict in {"yes", "no"}
        assert place in {"list", "sentence", "environment", "heading", "german", "french"}
        (form,) = re.findall("«(.+?)»", text)
        assert fold_spelling(form) in taxonomy.ambiguous, text


def test_no_case_is_in_both_parts() -> None:
    parts = [set((CASES / f"{part}.tsv").read_text("utf-8").splitlines()[1:]) for part in ("training", "held-out")]
    assert not parts[0] & parts[1]


def test_nothing_is_pickled_and_scikit_learn_stays_in_the_script() -> None:
    imported = set()
    for path in (ROOT / "models" / "train_ambiguity.py", ROOT / "matcher" / "skills" / "ambiguity" / "sense_model.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add((node.module or "").split(".")[0])
    assert not imported & {"pickle", "joblib", "dill", "cloudpickle", "shelve", "marshal"}
