"""The sample résumés: labels agree with sources and files, all are described, and no contact data is real."""

import hashlib
import json
import re
import sys
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.reading import read_file

DATA = Path(__file__).resolve().parent.parent / "data"
SAMPLES = DATA / "samples"

sys.path.insert(0, str(DATA))
from producers import plain_text  # noqa: E402
from producers.source import KINDS, Person, label_of, load  # noqa: E402

PEOPLE = {path.stem: load(path) for path in sorted((DATA / "sources").glob("*.toml"))}
READABLE = {key: person for key, person in PEOPLE.items() if person.producer != "scan"}
LABELS = json.loads((DATA / "labels.json").read_text("utf-8"))
NO_RESUME = {
    "scan-kirra-dunstan.pdf": "no-text",
    "hana-kobayashi-lind-protected.pdf": "encrypted",
    "thiago-albuquerque-upload.pdf": "corrupt",
}
DUPLICATE = ("noor-al-masri.pdf", "noor-al-masri (1).pdf")


def occurs(surface: str, text: str) -> bool:
    """Return whether a text contains a surface form as a separate word; its spaces and hyphens may break lines."""
    pattern = re.escape(surface).replace(r"\ ", r"\s+").replace(r"\-", r"-\s*").replace("/", r"/\s*")
    return re.search(rf"(?<![\w]){pattern}(?![\w+#])", text) is not None


@cache
def extracted(key: str) -> str:
    person = PEOPLE[key]
    return unicodedata.normalize("NFKC", read_file(SAMPLES / person.file, person.file).text)


@pytest.mark.parametrize(
    ("surface", "text", "expected"),
    [
        ("C", "vitamin C, then", True),
        ("C", "C++ and C#", False),
        ("Java", "JavaScript", False),
        ("Spring Boot", "with Spring\nBoot", True),
        ("scikit-learn", "scikit-\nlearn", True),
        (".NET", "the .NET platform", True),
        ("R", "R&D", True),
    ],
)
def test_occurs(surface: str, text: str, expected: bool) -> None:
    assert occurs(surface, text) is expected


def surfaces(person: Person) -> list[str]:
    label = label_of(person)
    return [surface for skill in label["skills"] for surface in skill["surfaces"]]


@pytest.mark.parametrize("key", PEOPLE)
def test_labelled_surfaces_occur_in_the_source(key: str) -> None:
    assert [s for s in surfaces(PEOPLE[key]) if not occurs(s, PEOPLE[key].text)] == []


@pytest.mark.parametrize("key", READABLE)
def test_labelled_surfaces_occur_in_the_extracted_text(key: str) -> None:
    assert [s for s in surfaces(PEOPLE[key]) if not occurs(s, extracted(key))] == []


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", re.sub(r"</?span[^>]*>", "", unicodedata.normalize("NFKC", text)).casefold()))


@pytest.mark.parametrize("key", READABLE)
def test_the_extracted_text_contains_the_source(key: str) -> None:
    person = READABLE[key]
    # Headings may be letter-spaced or implied by the schema's keys; everything else must be extracted.
    headings = " ".join([person.name, *(part.heading for part in person.parts)])
    expected = words_of(person.text) - words_of(headings)
    missing = expected - words_of(extracted(key))
    assert len(missing) <= len(expected) // 50, sorted(missing)


def test_labels_equal_those_of_the_sources() -> None:
    assert {Path(person.file).stem: label_of(person) for person in READABLE.values()} == LABELS


@pytest.mark.parametrize("stem", LABELS)
def test_label(stem: str) -> None:
    label = LABELS[stem]
    assert Path(label["file"]).stem == stem
    assert 0 <= label["grade"] <= 4
    assert label["grade"] * 2 == int(label["grade"] * 2)
    assert label["reason"]
    for skill in label["skills"]:
        assert skill["surfaces"]
        assert skill["kinds"]
        assert set(skill["kinds"]) <= set(KINDS)


@pytest.mark.parametrize(
    ("key", "words", "skill"),
    [
        ("ngozi-adeyemi-clarke", "vitamin C", "C"),
        ("ngozi-adeyemi-clarke", "access to patient records", "Access"),
        ("ngozi-adeyemi-clarke", "spring 2018", "Spring"),
        ("ngozi-adeyemi-clarke", "react to cardiac arrests", "React"),
        ("matteo-ferrante", "ready to go", "Go"),
        ("matteo-ferrante", "R&D kitchen", "R"),
        ("matteo-ferrante", "Head Chef", "Chef"),
        ("darnell-whitcombe", "Swift Transport", "Swift"),
        ("darnell-whitcombe", "express delivery", "Express"),
        ("everett-sandoval", "Oracle Corporation", "Oracle Database"),
        ("priya-raghunathan", "No experience with Java", "Java"),
        ("priya-raghunathan", "keen to learn TypeScript", "TypeScript"),
        ("joonas-lehtimaki", "Eager to learn Rust", "Rust"),
        ("ivana-brandstetter", "interested in learning Kotlin and Go", "Kotlin"),
        ("oluwaseun-bright", "like to learn server-side Kotlin", "Kotlin"),
        ("astrid-nygaard", "theirs the R code", "R"),
        ("walter-grzybowski", "they write Java", "Java"),
        ("cordelia-mbatha", "Java and Spring Boot developers", "Java"),
    ],
)
def test_traps_are_present_and_not_labelled(key: str, words: str, skill: str) -> None:
    assert words in PEOPLE[key].text
    assert skill not in [row["name"] for row in label_of(PEOPLE[key])["skills"]]


def test_every_grade_occurs_and_about_half_are_developers() -> None:
    grades = [label["grade"] for label in LABELS.values()]
    for low, high in ((0, 0.5), (1, 1.5), (2, 2.5), (3, 3.5), (4, 4)):
        assert sum(low <= grade <= high for grade in grades) >= 4
    assert 0.4 <= sum(grade >= 2.5 for grade in grades) / len(grades) <= 0.6


def test_formats() -> None:
    count: dict[str, int] = {}
    for path in SAMPLES.iterdir():
        count[path.suffix] = count.get(path.suffix, 0) + 1
    assert count == {".pdf": 24, ".docx": 9, ".txt": 6, ".md": 2, ".html": 2, ".json": 1}
    producers = {person.producer for person in PEOPLE.values()}
    assert producers == {
        "typst", "libreoffice", "chromium", "latex", "scan", "python-docx", "text", "markdown", "html", "jsonresume"
    }  # fmt: skip


def test_encodings() -> None:
    files = {
        person.layout: (SAMPLES / person.file).read_bytes() for person in PEOPLE.values() if person.producer == "text"
    }
    assert files["utf-16"].startswith(b"\xff\xfe")
    assert files["utf-8-bom"].startswith(b"\xef\xbb\xbf")
    assert "Nygård".encode() in files["utf-8"]
    assert "Peña".encode("cp1252") in files["cp1252"]
    assert "“a van a year”".encode("cp1252") in files["cp1252"]
    assert b"\n" not in files["one-line"]
    assert b"<span" in files["one-line"]


@pytest.mark.parametrize("key", [key for key, p in PEOPLE.items() if p.producer in ("text", "markdown", "jsonresume")])
def test_text_files_equal_the_output_of_their_sources(key: str) -> None:
    person = PEOPLE[key]
    producers = {"text": plain_text.text_file, "markdown": plain_text.markdown, "jsonresume": plain_text.json_resume}
    assert producers[person.producer](person) == (SAMPLES / person.file).read_bytes()


def test_files_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in SAMPLES.iterdir()}
    assert [name for name, size in sizes.items() if size >= 150_000] == []
    assert sum(sizes.values()) < 3_000_000


def test_the_readme_lists_exactly_the_files() -> None:
    described = re.findall(r"^\| `([^`]+)` \|", (DATA / "README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(described) == sorted(path.name for path in SAMPLES.iterdir())
    files = [person.file for person in PEOPLE.values()]
    assert sorted([*files, DUPLICATE[1], *(set(NO_RESUME) - set(files))]) == sorted(described)


def test_stems_are_unique() -> None:
    stems = [path.stem for path in SAMPLES.iterdir()]
    assert len(set(stems)) == len(stems)


@pytest.mark.parametrize(("file", "code"), NO_RESUME.items())
def test_unreadable_files_have_a_reason(file: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.extraction.ocr.is_installed", lambda: False)
    with pytest.raises(UnreadableFileError) as caught:
        read_file(SAMPLES / file, file)
    assert caught.value.code == code
    assert caught.value.review is (code == "no-text")


def test_one_file_is_a_duplicate() -> None:
    digests: dict[str, list[str]] = {}
    for path in sorted(SAMPLES.iterdir()):
        digests.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), []).append(path.name)
    assert [names for names in digests.values() if len(names) > 1] == [sorted(DUPLICATE)]


ADDRESS = re.compile(r"[\w.+-]+@([\w.-]+)")
HOST = re.compile(r"\b(?:[\w-]+\.)+(?:com|net|org|io|dev|test|de|fr|co|uk|edu|gov)\b(?!/)", re.IGNORECASE)
RESERVED = re.compile(r"(?:.*\.)?(?:example\.(?:com|net|org)|test)", re.IGNORECASE)
TECHNOLOGIES = {"asp.net", "fly.io", "socket.io"}
"""Technologies in the texts that look like host names."""


@pytest.mark.parametrize("key", PEOPLE)
def test_contact_data_is_reserved(key: str) -> None:
    texts = [PEOPLE[key].text] + ([extracted(key)] if key in READABLE else [])
    for text in texts:
        assert [host for host in ADDRESS.findall(text) if not RESERVED.fullmatch(host)] == []
        hosts = [host.casefold() for host in HOST.findall(text)]
        assert [host for host in hosts if not RESERVED.fullmatch(host) and host not in TECHNOLOGIES] == []
    mail, phone = PEOPLE[key].contact[:2]
    assert ADDRESS.fullmatch(mail)
    assert re.search(r"55501\d\d$", re.sub(r"\D", "", phone))
    for text in texts:
        for number in re.findall(r"(?<![\w.,])\+?\(?\d[\d\s()-]{8,}\d", text):
            digits = re.sub(r"\D", "", number)
            dates = re.fullmatch(r"\(?(?:19|20)\d\d(?:-\d\d)?\s*(?:[-–]+\s*)?(?:19|20)?\d\d(?:-\d\d)?", number.strip())
            assert dates or re.search(r"55501\d\d", digits), number
