"""The recogniser in any spaCy pipeline: found by name, with the same mentions, also after saving."""

import configparser
import datetime
import json
import os
import pickle
import pickletools
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import load_config_from_str

import matcher
from matcher.core.errors import ModelError, TaxonomyError, UsageError
from matcher.extraction.reading import read_file
from matcher.skills.analyzer import SkillAnalyzer
from matcher.skills.spacy_component import SkillRecognizer
from matcher.skills.taxonomy import load_taxonomy, parse_taxonomy

ROOT = Path(__file__).parents[2]
SAVED = ROOT / "models" / "skill-recognizer"
SAMPLES = ROOT / "data" / "samples"
AS_OF = "2026-11-23"

TEXT = """Skills
Java 8/J2EE, Golang, C#.NET and PL/SQL

Experience
Engineer, Acme, June 2019 to present
Moved Postgres to the cloud with Acme DB; ready to go live. No experience with Rust, but eager to learn Kotlin.
"""
OWN = '[skills]\nacme-db = { label = "Acme DB", kind = "database" }\n[changes]\npostgresql = { remove.aliases = ["Postgres"] }\n'


@pytest.fixture(scope="module")
def nlp() -> Language:
    return matcher.recognizer(as_of=AS_OF)


def skills_of(doc: Doc, key: str = "skills") -> list[tuple[str, str, str]]:
    return [(s._.skill.id, doc.text[s._.skill.start : s._.skill.end], s._.skill.assertion) for s in doc.spans[key]]


EXPECTED = [
    ("java", "Java", "claimed"),
    ("java-ee", "J2EE", "claimed"),
    ("go", "Golang", "claimed"),
    ("c-sharp", "C#.NET", "claimed"),
    ("pl-sql", "PL/SQL", "claimed"),
    ("postgresql", "Postgres", "claimed"),
    ("rust", "Rust", "negated"),
    ("kotlin", "Kotlin", "aspired"),
]


def whitespace(text_nlp: Language) -> None:
    class Tokenizer:
        def __call__(self, text: str) -> Doc:
            words = text.replace("\n", " ").split(" ")
            return Doc(text_nlp.vocab, words=[w for w in words if w], spaces=None)

    text_nlp.tokenizer = Tokenizer()


@pytest.mark.parametrize(
    ("language", "neighbour"), [("en", "alone"), ("de", "before"), ("fr", "after"), ("xx", "alone"), ("en", "after")]
)
def test_it_works_in_any_pipeline(language: str, neighbour: str) -> None:
    nlp = spacy.blank(language)
    if neighbour == "before":
        nlp.add_pipe("sentencizer")
    nlp.add_pipe("skill_recognizer", config={"as_of": AS_OF})
    if neighbour == "after":
        nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Acme"}])
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert [m for m in skills_of(doc) if m in EXPECTED] == EXPECTED
    assert ("go", "go", "claimed") not in skills_of(doc)
    if neighbour == "after":
        assert {e.text for e in doc.ents} == {"Acme"}


def test_offsets_are_exact_if_tokens_are_longer_than_the_name() -> None:
    nlp = spacy.blank("en")
    whitespace(nlp)
    nlp.add_pipe("skill_recognizer")
    doc = nlp("Skills: Java/J2EE, Python3 and (PostgreSQL).")
    assert [s.text for s in doc.spans["skills"]] == ["Java/J2EE,", "Java/J2EE,", "Python3", "(PostgreSQL)."]
    exact = [s._.skill for s in doc.spans["skills"]]
    assert [doc.text[m.start : m.end] for m in exact] == ["Java", "J2EE", "Python", "PostgreSQL"]
    assert [m.surface_form for m in exact] == ["Java", "J2EE", "Python", "PostgreSQL"]
    assert [m.version for m in exact] == ["", "", "3", ""]


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("   \n\n ", 0), ("nothing of the kind", 0), ("Go, Rust, Python", 3), ("é" * 50, 0)]
)
def test_odd_documents(nlp: Language, text: str, count: int) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert len(doc.spans["skills"]) == count


@pytest.mark.parametrize("name", ["astrid-nygaard.txt", "brock-ellingworth.docx", "celeste-marchetti-ruiz.pdf",
                                  "lebenslauf-friederike-sonntag.pdf", "gwendoline-szabo.html", "ferran-puigdomenech.md"])  # fmt: skip
def test_a_text_gives_the_mentions_that_matcher_finds(nlp: Language, name: str) -> None:
    analyzer = SkillAnalyzer(load_taxonomy(), datetime.date.fromisoformat(AS_OF))
    resume, mentions = analyzer.analyze(read_file(SAMPLES / name, name))
    doc = nlp(resume.document.text)
    expected = [(m.skill, m.start, m.end, m.assertion, m.section, m.version) for m in mentions if m.visible]
    assert len(expected) > 5
    assert [
        (s.kb_id_, s._.skill.start, s._.skill.end, s._.skill.assertion, s._.skill.section, s._.skill.version)
        for s in doc.spans["skills"]
    ] == expected


@pytest.mark.parametrize(("label", "expected"), [("kind", "language"), ("id", "go"), ("label", "Go")])
def test_labels(label: str, expected: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("skill_recognizer", config={"label": label, "spans_key": "tech"})
    doc = nlp("Golang")
    assert [s.label_ for s in doc.spans["tech"]] == [expected]
    assert [(s.kb_id_, s._.skill.kind) for s in doc.spans["tech"]] == [("go", "language")]


@pytest.mark.parametrize(
    ("overwrite", "expected"),
    [
        (False, [("Acme Python", "ORG"), ("Golang", "language")]),
        (True, [("Python", "language"), ("Golang", "language")]),
    ],
)
def test_mentions_as_entities(overwrite: bool, expected: list[tuple[str, str]]) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Acme Python"}])
    nlp.add_pipe("skill_recognizer", config={"set_ents": True, "overwrite_ents": overwrite})
    doc = nlp("At Acme Python we use Golang.")
    assert [(e.text, e.label_) for e in doc.ents] == expected
    assert doc.ents[-1]._.skill.label == "Go"
    assert doc.ents[-1].ent_id_ == "go"


def test_other_spans_have_no_skill(nlp: Language) -> None:
    doc = nlp("Golang and Rust are programming languages")
    assert doc[0:2]._.skill is None
    assert Span(doc, 0, 1, label="language", kb_id="rust")._.skill is None


def test_two_recognisers_in_one_pipeline(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN, "utf-8")
    nlp = spacy.blank("en")
    nlp.add_pipe("skill_recognizer", name="shipped")
    nlp.add_pipe("skill_recognizer", name="own", config={"spans_key": "own"}).add_skills(tmp_path / "own.toml")
    doc = nlp("Postgres and Acme DB")
    assert skills_of(doc) == [("postgresql", "Postgres", "claimed")]
    assert skills_of(doc, "own") == [("acme-db", "Acme DB", "claimed")]


# Saving


@pytest.fixture
def own(tmp_path: Path) -> Language:
    (tmp_path / "own.toml").write_text(OWN, "utf-8")
    nlp = matcher.recognizer(skills=tmp_path / "own.toml", as_of=AS_OF, label="id")
    (tmp_path / "own.toml").unlink()  # no longer needed
    return nlp


def test_a_pipeline_keeps_its_skills_in_bytes(own: Language) -> None:
    again = spacy.blank("en")
    again.add_pipe("skill_recognizer")
    again.from_bytes(own.to_bytes())
    assert skills_of(again(TEXT)) == skills_of(own(TEXT))
    assert ("acme-db", "Acme DB", "claimed") in skills_of(again(TEXT))
    doc = again("Golang")
    assert [span.label_ for span in doc.spans["skills"]] == ["go"]
    assert again.get_pipe("skill_recognizer").to_bytes() == own.get_pipe("skill_recognizer").to_bytes()


def test_a_separate_taxonomy_is_saved_completely() -> None:
    text = 'kind = "database"\n[skills]\nacme-db = { label = "Acme", ambiguous = ["Acme"], sense = "word", confirm = ["sql"] }\n'
    component = SkillRecognizer()
    component.taxonomy = parse_taxonomy([("own.toml", text)])
    again = SkillRecognizer().from_bytes(component.to_bytes())
    assert dict(again.taxonomy.skills) == dict(component.taxonomy.skills)
    assert dict(again.taxonomy.forms) == dict(component.taxonomy.forms)
    assert again.taxonomy.version == component.taxonomy.version
    assert again.to_bytes() == component.to_bytes()


def test_a_component_crosses_to_other_processes(own: Language) -> None:
    component = own.get_pipe("skill_recognizer")
    again = pickle.loads(pickle.dumps(component))  # noqa: S301  data of this test
    assert again.to_bytes() == component.to_bytes()
    texts = [TEXT, "Golang and Acme DB", "", "Rust, Go, Python"] * 2
    alone = [skills_of(doc) for doc in own.pipe(texts)]
    assert [skills_of(doc) for doc in own.pipe(texts, n_process=2, batch_size=2)] == alone


def test_documents_keep_their_mentions(own: Language) -> None:
    doc = own(TEXT)
    box = DocBin(docs=[doc], store_user_data=True)
    (again,) = DocBin().from_bytes(box.to_bytes()).get_docs(spacy.blank("en").vocab)
    assert skills_of(again) == skills_of(doc)
    assert skills_of(Doc(spacy.blank("en").vocab).from_bytes(doc.to_bytes())) == skills_of(doc)


def test_additions_named_in_a_config_are_applied_on_initialisation(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN, "utf-8")
    config = load_config_from_str(spacy.blank("en").config.to_str())
    config["nlp"]["pipeline"] = ["skill_recognizer"]
    config["components"] = {"skill_recognizer": {"factory": "skill_recognizer"}}
    config["initialize"]["components"] = {"skill_recognizer": {"skills": str(tmp_path / "own.toml")}}
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    nlp.initialize()
    assert skills_of(nlp("Built on Acme DB.")) == [("acme-db", "Acme DB", "claimed")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not a saved skill_recognizer"),
        (b"\x80\x04.", "not a saved skill_recognizer"),
        (b"[]", "not a saved skill_recognizer"),
        (b'{"format": 2}', "format 2; this matcher reads format 1"),
        (b'{"format": 1, "settings": {"colour": 1}, "taxonomy": {}}', "not a saved skill_recognizer"),
        (b'{"format": 1, "settings": {}, "taxonomy": {"base": "shipped"}}', "not in matcher's format"),
        (b'{"format": 1, "settings": {}, "taxonomy": {"base": "x", "additions": [], "skills": [1]}}', "not in matcher's"),
    ],
)  # fmt: skip
def test_data_in_another_format_is_rejected(data: bytes, message: str) -> None:
    component = SkillRecognizer(spans_key="mine")
    with pytest.raises(ModelError, match=message):
        component.from_bytes(data)
    assert component.spans_key == "mine"


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"label": "colour"}, UsageError, "must be kind, id or label"),
        ({"as_of": "yesterday"}, UsageError, "not a date"),
        ({"skills": "no-such.toml"}, UsageError, "there is no such file"),
        ({"skills": __file__}, TaxonomyError, "not valid TOML"),
    ],
)
def test_invalid_arguments_are_reported(arguments: dict[str, str], error: type, message: str) -> None:
    with pytest.raises(error, match=message):
        matcher.recognizer(**arguments)


# The saved pipeline in models/, and the entry point: fresh processes that do not import matcher directly


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment with the entry points of pyproject.toml, as if matcher were installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    folder = tmp_path_factory.mktemp("site")
    info = folder / f"matcher-{matcher.__version__}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: matcher\nVersion: {matcher.__version__}\n")
    points = configparser.ConfigParser()
    points.read_dict(project["entry-points"])
    with (info / "entry_points.txt").open("w") as stream:
        points.write(stream)
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}


def run_fresh(code: str, environment: dict[str, str], folder: Path) -> str:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, cwd=folder)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


PRINT_SPANS = "print([(s.kb_id_, s._.skill.start, s._.skill.end) for s in doc.spans['skills']])"


def test_the_component_is_found_without_importing_matcher(installed: dict[str, str], tmp_path: Path) -> None:
    code = (
        f"import spacy; nlp = spacy.blank('de'); nlp.add_pipe('skill_recognizer'); doc = nlp('Golang'); {PRINT_SPANS}"
    )
    assert run_fresh(code, installed, tmp_path) == "[('go', 0, 6)]"


def test_a_pipeline_is_loaded_in_a_fresh_process(own: Language, installed: dict[str, str], tmp_path: Path) -> None:
    own.to_disk(tmp_path / "saved")
    code = f"import spacy; nlp = spacy.load('saved'); doc = nlp('Golang, Acme DB and Postgres'); {PRINT_SPANS}"
    assert run_fresh(code, installed, tmp_path) == "[('go', 0, 6), ('acme-db', 8, 15)]"


def test_the_pipeline_in_models_is_loaded_in_a_fresh_process(installed: dict[str, str], tmp_path: Path) -> None:
    code = f"import spacy; nlp = spacy.load({str(SAVED)!r}); doc = nlp('Golang'); {PRINT_SPANS}"
    assert run_fresh(code, installed, tmp_path) == "[('go', 0, 6)]"


def files_under(folder: Path) -> dict[str, Path]:
    return {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_pipeline_in_models_equals_its_scripts_output(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "models" / "build_skill_recognizer.py", "--output", tmp_path], check=True)
    made, shipped = files_under(tmp_path), files_under(SAVED)
    assert {*made, "README.md"} == set(shipped)
    # spaCy's tokenizer rules and the names of its settings depend on the installed version.
    for name in ("meta.json", "skill_recognizer/skills.json"):
        assert made[name].read_text("utf-8") == shipped[name].read_text("utf-8"), name
    nlp = spacy.load(SAVED)
    assert nlp.pipe_names == ["skill_recognizer"]
    assert nlp.config["components"] == spacy.load(tmp_path).config["components"]
    assert skills_of(nlp(TEXT)) == EXPECTED


def test_the_pipeline_in_models_is_small_and_holds_no_pickle() -> None:
    assert sum(path.stat().st_size for path in files_under(SAVED).values()) < 150_000
    for path in files_under(SAVED).values():
        with pytest.raises(ValueError):  # noqa: PT011  its messages vary
            list(pickletools.genops(path.read_bytes()))
    assert json.loads((SAVED / "meta.json").read_text())["pipeline"] == ["skill_recognizer"]
