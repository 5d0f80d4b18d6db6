"""Each file resumes at its last stored stage, whether stored values are there, missing or damaged."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from matcher.core.document import Document
from matcher.core.encoding import content_digest, encode
from matcher.core.errors import MissingExtraError, UnreadableFileError
from matcher.core.ledger import Assessment, EvidenceTotal
from matcher.core.skills import Analysis
from matcher.parsing.text_signature import SIGNATURE_BYTES
from matcher.runs.cache_keys import CacheKeys
from matcher.runs.inputs import UniqueFile, collect_inputs, find_files
from matcher.runs.read_task import Reader
from matcher.runs.scheduler import PERMANENT, Scheduler
from matcher.runs.store.cache import Cache
from matcher.runs.store.entries import ANALYSIS, ASSESSMENT, DOCUMENT, Reading
from matcher.runs.task_results import ScoreResult
from matcher.scoring.candidate_record import has_lines, pack_record

LINES = (b"line---1", b"line---2")


def read(path: Path, name: str) -> Document:
    """Obey the file's first word."""
    text = path.read_text("utf-8")
    order, _, rest = text.partition(" ")
    if order in PERMANENT | {"crash", "not-readable"}:
        raise UnreadableFileError(order, f"it is {order}", review=rest == "review")
    if order == "extra":
        raise MissingExtraError("install matcher[ocr]")
    # White space behind the text is in no document.
    return Document(name, text.rstrip(), (), "text/plain", hashlib.sha256(text.encode()).hexdigest(), 1)


def scorer(lines: tuple[bytes, ...] = LINES) -> Callable[[bytes, bytes, bytes, bool], ScoreResult]:
    from matcher.core.encoding import decode

    def score(document: bytes, analysis: bytes, record: bytes, wants_assessment: bool) -> ScoreResult:
        decoded = decode(document, Document)
        if decoded is None:
            return ScoreResult()
        words = len(decoded.text.split())
        new_record = pack_record(
            {"words": words}, bytes(SIGNATURE_BYTES), dict.fromkeys(lines, [EvidenceTotal(words, 0)] * 3), record
        )
        assessment = encode(Assessment(decoded.name, decoded.sha256, (), words=words)) if wants_assessment else b""
        return ScoreResult(b"" if analysis else encode(Analysis((), (), (), (), ())), new_record, assessment)

    return score


def versions(
    analyzer: bytes = b"f", lines: tuple[bytes, ...] = LINES, profile: bytes = b"p", reader: str = "1"
) -> CacheKeys:
    return CacheKeys(lambda media: f"{media} {reader}", analyzer, lines, profile)


def reader() -> Reader:
    return Reader(read)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with Cache(tmp_path / "cache") as cache:
        yield cache


def files_of(tmp_path: Path, **texts: str) -> tuple[UniqueFile, ...]:
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return collect_inputs(find_files([folder]), Cache(None)).unique


def run(
    cache: Cache,
    files: tuple[UniqueFile, ...],
    of: CacheKeys | None = None,
    *,
    assessments: bool = True,
    retry: bool = False,
) -> tuple[dict[str, str], Scheduler]:
    """Return the number of words of each file, or why it cannot be read, by name."""
    of = of or versions()
    outcome: dict[str, str] = {}
    with Scheduler(cache, of, reader, lambda: scorer(of.lines), retry=retry) as scheduler:
        for file, content, new_record in scheduler.records(files, assessments=assessments):
            if content:
                assert has_lines(new_record, of.lines)
                found = scheduler.assessment(file, content) if assessments else None
                outcome[file.name] = f"{found.words} words" if found else "known"
                assert found is None or (found.document, found.sha256) == (file.name, file.sha.hex())
    outcome |= {file.name: reading.code for file, reading in scheduler.failed}
    return dict(sorted(outcome.items())), scheduler


TEXTS = {"a": "one two three", "b": "two three", "c": "corrupt", "d": "crash", "e": "empty review", "f": "timeout"}
WORDS = {
    "a.txt": "3 words", "b.txt": "2 words", "c.txt": "corrupt", "d.txt": "crash", "e.txt": "empty", "f.txt": "timeout",
}  # fmt: skip


def test_every_file_is_yielded_once_and_stored_results_are_reused(
    cache: Cache, tmp_path: Path, worked: list[str]
) -> None:
    files = files_of(tmp_path, **TEXTS)
    assert run(cache, files)[0] == WORDS
    assert sorted(worked) == ["analyse", "analyse", *(f"read {name}" for name in WORDS)]
    worked.clear()
    again, scheduler = run(cache, files)
    assert again == WORDS
    assert {(f.name, r.review) for f, r in scheduler.failed if r.review} == {("e.txt", True)}
    # What lay in the day's load is tried again.
    assert worked == ["read d.txt"]


@pytest.mark.parametrize(
    ("change", "retry", "read"),
    [({}, False, []), ({}, True, ["read a.txt"]), ({"reader": "2"}, False, ["read a.txt"])],
)
def test_what_took_too_long_is_tried_again_by_another_version_or_if_asked(
    cache: Cache, tmp_path: Path, worked: list[str], change: dict[str, str], retry: bool, read: list[str]
) -> None:
    files = files_of(tmp_path, a="timeout")
    run(cache, files)
    worked.clear()
    assert run(cache, files, versions(**change), retry=retry)[0] == {"a.txt": "timeout"}
    assert worked == read


def test_the_largest_files_go_first(cache: Cache, tmp_path: Path, worked: list[str]) -> None:
    run(cache, files_of(tmp_path, a="x", b="x " * 30, c="x " * 20, d="y"))
    assert [line for line in worked if line.startswith("read")] == [f"read {name}.txt" for name in "bcad"]


@pytest.mark.parametrize(
    ("change", "redone"),
    [
        ({}, []),
        ({"profile": b"q"}, ["score"]),
        ({"lines": (b"line---2", b"line---3"), "profile": b"q"}, ["score"]),
        ({"analyzer": b"g"}, ["analyse"]),
        ({"reader": "2"}, ["read a.txt"]),
        ({"reader": "2", "analyzer": b"g"}, ["read a.txt", "analyse"]),
    ],
)
def test_work_starts_at_the_first_changed_stage(
    cache: Cache, tmp_path: Path, worked: list[str], change: dict[str, object], redone: list[str]
) -> None:
    files = files_of(tmp_path, a="one two three")
    run(cache, files)
    worked.clear()
    assert run(cache, files, versions(**change))[0] == {"a.txt": "3 words"}
    assert worked == redone
    worked.clear()
    run(cache, files)
    assert worked == []


def test_a_profile_with_stored_lines_needs_no_work_without_assessments(
    cache: Cache, tmp_path: Path, worked: list[str]
) -> None:
    files = files_of(tmp_path, a="one two three")
    run(cache, files, assessments=False)
    assert worked == ["read a.txt", "analyse"]
    worked.clear()
    run(cache, files, versions(profile=b"q", lines=LINES[::-1]), assessments=False)
    assert worked == []
    run(cache, files, versions(profile=b"q", lines=(b"line---3",)), assessments=False)
    assert worked == ["score"]


def test_many_files_with_the_same_text_are_all_yielded(cache: Cache, tmp_path: Path, worked: list[str]) -> None:
    """There are more than fit into the window, and the first one completes all others."""
    files = files_of(tmp_path, **{f"{number:02}": "one two three" + " " * number for number in range(60)})
    run(cache, files)
    worked.clear()
    outcome, _ = run(cache, files, versions(analyzer=b"g"))
    assert outcome == {f"{number:02}.txt": "3 words" for number in range(60)}
    assert len(worked) < 60


def test_two_files_with_the_same_text_keep_their_own_names(cache: Cache, tmp_path: Path, worked: list[str]) -> None:
    """For example a résumé that was saved twice with another date inside."""
    files = files_of(tmp_path, a="one two three", b="one two three ")
    assert run(cache, files)[0] == {"a.txt": "3 words", "b.txt": "3 words"}
    (tmp_path / "in" / "a.txt").unlink()
    worked.clear()
    assert run(cache, files_of(tmp_path, z="one two three  "))[0] == {"b.txt": "3 words", "z.txt": "3 words"}
    assert worked == ["read z.txt"]


def keys(text: str) -> dict[int, bytes]:
    content = content_digest(Document("", text, (), "text/plain", "", 1))
    analysis = versions().analysis_key(content)
    return {DOCUMENT: content, ANALYSIS: analysis, ASSESSMENT: versions().assessment_key(analysis)}


@pytest.mark.parametrize(
    "layers",
    [
        (),
        (DOCUMENT,),
        (ANALYSIS,),
        (ASSESSMENT,),
        (DOCUMENT, ANALYSIS),
        (DOCUMENT, ASSESSMENT),
        (ANALYSIS, ASSESSMENT),
        (DOCUMENT, ANALYSIS, ASSESSMENT),
    ],
)
@pytest.mark.parametrize("harm", ["missing", "damaged", "of another kind"])
def test_missing_and_damaged_values_are_recomputed(
    cache: Cache, tmp_path: Path, worked: list[str], layers: tuple[int, ...], harm: str
) -> None:
    files = files_of(tmp_path, a="one two three")
    run(cache, files)
    content = keys("one two three")[DOCUMENT]
    for layer in layers:
        key = keys("one two three")[layer]
        assert cache.get(layer, key)
        if harm == "missing":
            cache.drop(layer, key)
        elif harm == "damaged":
            cache.put(layer, key, content, b"damaged")
        else:
            cache.put(layer, key, content, encode(Reading("x")))
    worked.clear()
    for _ in range(2):
        of = versions() if ASSESSMENT in layers else versions(profile=b"q")
        with Scheduler(cache, of, reader, scorer) as scheduler:
            ((file, found, _),) = list(scheduler.records(files, assessments=True))
            assessment = scheduler.assessment(file, found)
        if assessment is not None:
            break
    assert assessment is not None
    assert assessment.words == 3
    assert len(worked) <= 3


def test_a_reading_without_a_document_is_read_again(cache: Cache, tmp_path: Path, worked: list[str]) -> None:
    files = files_of(tmp_path, a="one two three")
    cache.put_reading(files[0].sha, "text/plain 1", Reading("text/plain", keys("one two three")[DOCUMENT]))
    assert run(cache, files)[0] == {"a.txt": "3 words"}
    assert worked == ["read a.txt", "analyse"]


@pytest.mark.parametrize("text", ["corrupt", "one two"])
def test_a_file_that_changes_after_listing_is_stored_under_the_bytes_that_were_read(
    cache: Cache, tmp_path: Path, text: str, worked: list[str]
) -> None:
    """Its digest belongs to other bytes than those that were read, so no result may be stored under it."""
    files = files_of(tmp_path, a="one two three")
    files_of(tmp_path, a=text)
    outcome = run(cache, files)[0]
    assert outcome == {"a.txt": "corrupt" if text == "corrupt" else "2 words"}
    assert worked
    assert cache.readings([files[0].sha], versions().reader) == {}
    # The old bytes come back.
    assert run(cache, files_of(tmp_path, a="one two three"))[0] == {"a.txt": "3 words"}


def test_a_missing_library_is_not_stored(cache: Cache, tmp_path: Path, worked: list[str]) -> None:
    files = files_of(tmp_path, a="extra")
    for _ in range(2):
        assert run(cache, files)[0] == {"a.txt": "unsupported"}
    assert worked == ["read a.txt"] * 2


def test_another_reader_version_tries_a_failure_again(cache: Cache, tmp_path: Path, worked: list[str]) -> None:
    files = files_of(tmp_path, a="corrupt")
    run(cache, files)
    run(cache, files)
    assert worked == ["read a.txt"]
    run(cache, files, versions(reader="2"))
    assert worked == ["read a.txt"] * 2


def test_many_files_are_looked_up_in_parts(cache: Cache, tmp_path: Path, worked: list[str]) -> None:
    """There are more than fit into one query, and more than one part."""
    (file,) = files_of(tmp_path, a="one two three")
    run(cache, (file,))
    worked.clear()
    assert len(list(Scheduler(cache, versions(), reader, scorer).records([file] * 20_003, assessments=True))) == 20_003
    assert worked == []
