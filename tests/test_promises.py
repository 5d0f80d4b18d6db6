"""What matcher promises of every score and every batch, as properties over real files and real assessments.

=== ================================================================ =================================================
No. promise                                                          also held in
=== ================================================================ =================================================
1   ``text[start:end] == surface_form``, on every format             test_pipeline (each sample)
2   the ledger sums to the score, in every output                    test_pipeline, test_scoring, reporting/
3   a score is the same alone, in any batch and order, by any        test_batch, test_isolation
    number of workers, with a cold and a warm cache
4   more evidence never lowers a score, repetition adds next to      test_pipeline, test_scoring, test_similarity
    nothing, unrelated text changes nothing
5   what nobody can see earns nothing, and is shown                  extraction/, `python -m benchmarks gaming`
6   who somebody is changes nothing                                  test_identity
7   what could not be read is set apart, never scored as zero        extraction/test_ocr, test_samples
8   equal scores share a rank, the order is total                    test_ranking
9   every file is accounted for                                      test_batch, test_folder_traps, test_isolation
10  nothing that is read is executed, nothing leaves the machine     extraction/
=== ================================================================ =================================================

And what a report says of a score holds: the told change gains what it is told to gain, bands hold the rank.
"""

from __future__ import annotations

import csv
import importlib
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import matcher
from matcher.core.document import DocumentWarning
from matcher.core.ledger import Assessment
from matcher.extraction.archives import unpack
from matcher.extraction.reading import read_bytes, read_file
from matcher.ranking.ranking import Ranking
from matcher.runs.inputs import find_files
from matcher.scoring.evidence_strength import DATED_WORK
from tests.isolated_batch import run_batch
from tests.ranking.ranked_by_hand import rank_assessments
from tests.written_resumes import AS_OF, HEAD, HIDING, LINES, OPEN, WRITERS, assess, pipeline

DATA = Path(__file__).parent.parent / "data"
SAMPLES = DATA / "samples"
COPY = "noor-al-masri (1).pdf"
ROUNDING = 0.02

quick = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
slow = settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))

heads = st.sampled_from([HEAD, OPEN])
lines = st.lists(st.sampled_from(LINES), min_size=1, max_size=6)


def points(assessment: Assessment) -> Decimal:
    return sum((Decimal(str(c.points)) for c in assessment.contributions), Decimal(0))


# 1 and 2


@quick
@given(st.sampled_from(list(WRITERS)), heads, lines)
def test_evidence_stands_on_the_page_in_every_format(kind: str, head: Sequence[str], body: list[str]) -> None:
    document = read_bytes(WRITERS[kind]([*head, *body]), f"cv.{kind}")
    assessment = pipeline().assess(document)
    places = [m for s in assessment.skills for m in s.mentions]
    pieces = [e for c in assessment.contributions for e in c.evidence]
    for place in places + pieces:
        assert document.text[place.start : place.end] == place.surface_form
    assert places or not {"Python", "Java", "Redis"} & set(" ".join(body).replace(",", " ").split())
    assert points(assessment) == Decimal(str(assessment.score))


@settings(quick, max_examples=6)
@given(st.lists(lines, min_size=1, max_size=4))
def test_the_ledger_sums_to_the_score_in_every_output(bodies: list[list[str]]) -> None:
    assessments = [replace(assess([*HEAD, *body]), document=f"{n}.txt") for n, body in enumerate(bodies)]
    ranking = Ranking(pipeline().profile, AS_OF.isoformat(), rank_assessments(assessments))
    with tempfile.TemporaryDirectory() as folder:
        ranking.write(folder, ["json", "csv", "md"])
        told = json.loads(Path(folder, "ranking.json").read_text("utf-8"), parse_float=Decimal)["candidates"]
        with Path(folder, "ranking.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = {row["document"]: row for row in csv.DictReader(file)}
        prose = Path(folder, "ranking.md").read_text("utf-8")
    scores = {a.document: Decimal(str(a.score)) for a in assessments}
    assert {c["document"]: c["score"] for c in told} == scores
    for candidate in told:
        assert sum(c["points"] for c in candidate["contributions"]) == candidate["score"]
        row = rows[candidate["document"]]
        across = [Decimal(value) for name, value in row.items() if name.startswith("points_")]
        assert sum(across) == Decimal(row["score"]) == candidate["score"]
        assert f"{candidate['score']:.2f}" in prose


# 3


def read_alone(path: Path) -> Assessment | None:
    try:
        return pipeline().assess(read_file(path, path.name))
    except matcher.MatcherError:
        return None


@slow
@given(
    st.lists(
        st.sampled_from(sorted({p.name for p in SAMPLES.iterdir()} - {COPY})), min_size=1, max_size=5, unique=True
    ),
    st.sampled_from([1, 2]),
)
def test_a_score_is_the_same_alone_in_any_batch_and_out_of_a_cache(names: list[str], workers: int) -> None:
    paths = [SAMPLES / name for name in names if "scan" not in name]
    assume(paths)
    alone = {path.name: read_alone(path) for path in paths}
    with tempfile.TemporaryDirectory() as cache:
        for given in (paths, paths[::-1]):  # the second time the cache is warm
            ranking = matcher.rank(given, as_of=AS_OF, workers=workers, cache=cache)
            assert {c.assessment.document: c.assessment for c in ranking.candidates} == {
                name: assessment for name, assessment in alone.items() if assessment is not None
            }
            assert len(ranking.failures) == sum(assessment is None for assessment in alone.values())


# 4


def labels_of_skills() -> list[str]:
    """Names that are nothing else, so that whatever stands beside them they are claimed."""
    return sorted(s.label for s in pipeline().taxonomy if not s.ambiguous)


@quick
@given(heads, lines, st.data(), st.sampled_from(["Used {} daily.", "{}", "Two years of experience with {}."]))
def test_any_technology_added_lowers_no_score(
    head: Sequence[str], body: list[str], data: st.DataObject, words: str
) -> None:
    skill = data.draw(st.sampled_from(labels_of_skills()))
    at = data.draw(st.integers(0, len(body)))
    more = [*body[:at], words.format(skill), *body[at:]]
    assert assess([*head, *more]).score >= assess([*head, *body]).score, skill


@quick
@given(heads, lines, st.sampled_from(["Python", "PostgreSQL", "Django", "REST API", "encryption", "server", "caching"]))
def test_a_word_said_a_hundred_times_adds_next_to_nothing(head: Sequence[str], body: list[str], word: str) -> None:
    once = assess([*head, *body, f"Skills: {word}"]).score
    often = assess([*head, *body, f"Skills: {word}", *[", ".join([word] * 10)] * 10]).score
    assert once <= often <= once + 1


UNRELATED = [
    "Planted tulips along the northern fence.", "Baked bread every morning before sunrise.", "Sang alto in a choir.",
    "Walked rescue dogs on Sundays.", "Painted the garden gate green.", "Rowed on the lake with two cousins.",
]  # fmt: skip


@quick
@given(heads, lines, st.lists(st.sampled_from(UNRELATED), min_size=1, max_size=6, unique=True))
def test_unrelated_text_changes_nothing(head: Sequence[str], body: list[str], unrelated: list[str]) -> None:
    assert abs(assess([*head, *body, *unrelated]).score - assess([*head, *body]).score) <= ROUNDING


# 5


@quick
@given(
    st.sampled_from(HIDING), lines, st.lists(st.sampled_from([LINES[0], LINES[4], LINES[7]]), min_size=1, max_size=4)
)
def test_what_nobody_can_see_earns_nothing_in_any_format(kind: str, body: list[str], hidden: list[str]) -> None:
    honest, tricked = assess([*HEAD, *body], kind), assess([*HEAD, *body], kind, hidden)
    assert tricked.score == honest.score
    assert "invisible-text" in {w.code for w in tricked.warnings} - {w.code for w in honest.warnings}


# 6

NAMES = [
    "Robin Example", "Dr. Aaliyah Nwosu-Petrova", "Ruby Scala-Perl", "Java Example", "Nguyễn Thị Hồng", "Go Watanabe",
    "Jean-Luc Swift", "Ada O'Django",
]  # fmt: skip
ABOUT = [
    "Male, born 12 May 1961, married, two children", "Female, born 3 March 1999", "Nationality: Ruritanian",
    "12 Long Lane, Springfield 12345", "robin@example.org, +49 170 0000000", "Photo attached", "Religion: none",
]  # fmt: skip
SCHOOLS = [
    "Northern University",
    "St. Mary's College for Girls",
    "Universidad de Salamanca",
    "Ludwig-Maximilians-Universität",
]
HOBBIES = ["chess, rowing and stamp collecting", "ballet", "rugby and beer", "the parish choir", "knitting"]


@quick
@given(
    st.sampled_from(NAMES), st.lists(st.sampled_from(ABOUT), max_size=3, unique=True), st.sampled_from(SCHOOLS),
    st.sampled_from(HOBBIES), lines, st.sampled_from(["txt", "html", "docx", "pdf"]),
)  # fmt: skip
def test_who_somebody_is_changes_nothing(
    name: str, about: list[str], school: str, hobby: str, body: list[str], kind: str
) -> None:
    assume(kind != "pdf" or name.isascii())
    own = [name, *about, *HEAD[1:], *body, "Education", f"BSc, {school}, 2012", "Hobbies", hobby]
    plain = [*HEAD, *body, "Education", f"BSc, {SCHOOLS[0]}, 2012", "Hobbies", HOBBIES[0]]
    assert assess(own, kind).score == assess(plain, kind).score


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_a_photo_changes_nothing(kind: str) -> None:
    cv = WRITERS[kind]([*HEAD, *LINES])
    picture = b'<img src="photo.jpg" alt="Robin">' if kind == "html" else b"<w:p><w:r><w:drawing/></w:r></w:p>"
    if kind == "html":
        with_photo = cv.replace(b"<body>", b"<body>" + picture)
    else:
        from tests.extraction.conftest import write_docx

        lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in [*HEAD, *LINES])
        with_photo = write_docx(picture.decode() + lines)
    assert pipeline().assess(read_bytes(with_photo, "cv")).score == pipeline().assess(read_bytes(cv, "cv")).score


# 7


@quick
@given(lines)
def test_what_could_not_be_read_is_nowhere_called_missing(body: list[str]) -> None:
    document = read_bytes(WRITERS["txt"]([*HEAD, *body]), "cv.txt")
    torn = replace(document, warnings=(*document.warnings, DocumentWarning("page-unreadable", "page 2 is a picture")))
    whole, part = pipeline().assess(document), pipeline().assess(torn)
    for before, after in zip(whole.contributions, part.contributions, strict=True):
        assert after.points == before.points
        if before.component == "keyword":
            assert after.status == {"not found": "unreadable"}.get(before.status, before.status)


# 8 and the bands


@quick
@given(st.lists(lines, min_size=1, max_size=8), st.randoms())
def test_equal_scores_share_a_rank_and_the_order_is_total(bodies: list[list[str]], shuffle: random.Random) -> None:
    assessments = [replace(assess([*HEAD, *body]), document=f"{n}.txt") for n, body in enumerate(bodies)]
    shuffled = list(assessments)
    shuffle.shuffle(shuffled)
    ranked = rank_assessments(shuffled, pipeline().profile.bands)
    assert ranked == rank_assessments(assessments, pipeline().profile.bands)
    scores = [c.assessment.score for c in ranked]
    for candidate in ranked:
        assert candidate.rank == 1 + sum(score > candidate.assessment.score for score in scores)
        assert 1 <= candidate.rank_best <= candidate.rank <= candidate.rank_worst <= len(ranked)
        assert candidate.group <= candidate.rank


@quick
@given(st.integers(0, 2**32 - 1), st.integers(2, 60))
def test_bands_hold_the_rank_in_any_field(seed: int, count: int) -> None:
    draw = random.Random(seed)
    made, other_dates = [], {}
    for n in range(count):
        drawn = assess([*HEAD, *draw.sample(LINES, draw.randint(1, 2))])
        share = draw.random()
        ledger = tuple(replace(c, points=round(c.points * share, 2)) for c in drawn.contributions)
        other_dates[f"{n:02}"] = tuple(tuple(round(c.points * draw.random(), 2) for c in ledger) for _ in range(2))
        made.append(replace(drawn, document=f"{n:02}", contributions=ledger))
    ranked = rank_assessments(made, other_dates=other_dates)
    assert all(c.rank_best <= c.rank <= c.rank_worst for c in ranked)
    assert rank_assessments(made, other_dates=other_dates) == ranked
    groups = [c.group for c in ranked]
    assert groups == sorted(groups)


# 9

KINDS: dict[str, Callable[[Path, int], tuple[str, int]]] = {}
"""Makes a file; tells where it must turn up and as how many rows."""


def kind_of_file(make: Callable[[Path, int], tuple[str, int]]) -> Callable[[Path, int], tuple[str, int]]:
    KINDS[make.__name__] = make
    return make


@kind_of_file
def good(folder: Path, n: int) -> tuple[str, int]:
    kind = list(WRITERS)[n % len(WRITERS)]
    (folder / f"good-{n}.{kind}").write_bytes(WRITERS[kind]([*HEAD, f"Built till number {n} in Python and Django."]))
    return "assessed", 1


@kind_of_file
def copy(folder: Path, n: int) -> tuple[str, int]:
    (folder / f"copy-{n}.txt").write_bytes(WRITERS["txt"]([*HEAD, "The same in every copy."]))
    return "copies", 1


@kind_of_file
def broken(folder: Path, n: int) -> tuple[str, int]:
    (folder / f"broken-{n}.pdf").write_bytes(b"%%PDF-1.4 %d" % n)
    return "failed", 1


@kind_of_file
def empty(folder: Path, n: int) -> tuple[str, int]:
    (folder / f"empty-{n}.txt").write_bytes(b"")
    return "failed", 1


@kind_of_file
def dangling(folder: Path, n: int) -> tuple[str, int]:
    (folder / f"link-{n}.txt").symlink_to("nowhere")
    return "failed", 1


@kind_of_file
def outside(folder: Path, n: int) -> tuple[str, int]:
    (folder / f"outside-{n}.md").symlink_to(Path(__file__).resolve())
    return "failed", 1


@kind_of_file
def program(folder: Path, n: int) -> tuple[str, int]:
    (folder / f"program-{n}.exe").write_bytes(b"MZ\x90\x00" + bytes([n % 256]) * 200)
    return "failed", 1


@kind_of_file
def archive(folder: Path, n: int) -> tuple[str, int]:
    with zipfile.ZipFile(folder / f"archive-{n}.zip", "w") as zipped:
        zipped.writestr("a.txt", WRITERS["txt"]([*HEAD, f"Packed {n} of them."]))
        zipped.writestr("b/c.html", WRITERS["html"]([*HEAD, f"Packed {n} more."]))
    return "assessed", 2


@settings(slow, max_examples=6)
@given(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=12), st.sampled_from([1, 2]))
def test_the_counts_of_any_mixture_add_up(kinds: list[str], workers: int) -> None:
    sys.path.insert(0, str(Path(__file__).parent))
    try:
        mock = importlib.import_module("hostile_reader")
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            made = [KINDS[kind](folder, n) for n, kind in enumerate(kinds)]
            outcome = run_batch(find_files([folder]), read_file, mock.assessor, workers, unpack=unpack)
    finally:
        sys.path.remove(str(Path(__file__).parent))
    expected = {where: sum(rows for at, rows in made if at == where) for where in ("assessed", "copies", "failed")}
    assert len(outcome.assessed) == expected["assessed"] + (expected["copies"] > 0)
    assert len(outcome.duplicates) == max(0, expected["copies"] - 1)
    assert len(outcome.failures) == expected["failed"]
    assert not outcome.needs_review
    assert len(outcome.statuses()) == sum(expected.values())
    assert all(f.reason for f in outcome.failures)


# 10

WATCHED = """
import sys
from pathlib import Path
from tests.written_resumes import pipeline
from matcher.core.errors import MatcherError

ours = pipeline()
events = []

def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "ftplib.", "smtplib.", "http.", "subprocess.", "webbrowser.", "ctypes.dlopen",
                         "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile", "pickle.")):
        events.append(f"{event} {arguments[:2]!r}")

names = sys.argv[1:]
from matcher.extraction.reading import read_file  # with all that it loads late
for name in names:  # once unwatched, so that libraries are loaded
    try:
        ours.assess(read_file(Path(name), Path(name).name))
    except MatcherError:
        pass
sys.addaudithook(watch)
for name in names:
    try:
        assessment = ours.assess(read_file(Path(name), Path(name).name))
    except MatcherError as error:
        print("failed", name, error)
    else:
        print("assessed", name, [m.surface_form for s in assessment.skills for m in s.mentions])
print("events", events)
"""


def traps(folder: Path, secret: Path, address: str) -> list[Path]:
    """Documents that ask to fetch, to run and to include."""
    cv = "".join(f"<p>{line}</p>" for line in [*HEAD, *LINES])
    run = f"touch {folder}/ran"
    web = (
        f'<html><head><base href="{address}"><link rel="stylesheet" href="{address}/a.css"><style>@import url({address}/b.css);'
        f'</style><script src="{address}/c.js"></script><script>fetch("{address}")</script><meta http-equiv="refresh" '
        f'content="0;url={address}"></head><body onload="fetch()"><img src="{address}/d.png"><iframe src="file://{secret}">'
        f'</iframe><object data="{address}/e"></object>{cv}</body></html>'
    )
    entity = f'<!DOCTYPE x [<!ENTITY secret SYSTEM "file://{secret}"><!ENTITY far SYSTEM "{address}/x.dtd">]>'
    word = (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "{secret}"</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p><w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe "{run}"</w:instrText>'
        "</w:r></w:p>"
    )
    files = {
        "web.html": web.encode(),
        "notes.md": f"![x]({address}/i.png)\n\n<script>alert(1)</script>\n\n[x](file://{secret})\n\n".encode()
        + "\n\n".join([*HEAD, *LINES]).encode(),
        "europass.xml": (
            f'<?xml version="1.0"?>{entity}<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass">'
            "<LearnerInfo><Headline><Description><Label>&secret; &far; Python</Label></Description></Headline>"
            "</LearnerInfo></SkillsPassport>"
        ).encode(),
        "mail.eml": f"From: a@b.c\nTo: d@e.f\nMIME-Version: 1.0\nContent-Type: text/html\n\n{web}".encode(),
        "text.rtf": (
            rf"{{\rtf1\ansi{{\*\template {address}/t.dot}}{{\field{{\*\fldinst INCLUDEPICTURE {address}/p.png}}{{\fldrslt x}}}}"
            rf'{{\field{{\*\fldinst DDEAUTO cmd "{run}"}}{{\fldrslt y}}}} {" ".join([*HEAD, *LINES])}}}'
        ).encode(),
    }  # fmt: skip
    from tests.extraction.conftest import pdf_of, write_docx

    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in [*HEAD, *LINES])
    files["office.docx"] = write_docx(word + body)
    content = b"BT /F1 12 Tf 40 700 Td (Python and Django, PostgreSQL in dated work) Tj ET"
    files["launch.pdf"] = pdf_of([
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.launchURL('%s'))/Next<</S/Launch/F(%s)>>>>>>"
        % (address.encode(), run.encode()),
        b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents 5 0 R/AA<</O<</S/URI/URI(%s)>>>>"
        b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 500 800]/A<</S/URI/URI(%s)>>>>]>>" % (address.encode(), address.encode()),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ])  # fmt: skip
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in files]


def test_nothing_that_is_read_runs_and_nothing_leaves(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Haskell and Erlang", "utf-8")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.setblocking(False)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        files = traps(tmp_path, secret, address)
        samples = [p for p in sorted(SAMPLES.iterdir()) if "scan" not in p.name and p.suffix != ".pdf"]
        run = subprocess.run(
            [sys.executable, "-c", WATCHED, *map(str, [*files, *samples])], capture_output=True, text=True, check=True,
            cwd=Path(__file__).parent.parent, env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        )  # fmt: skip
        with pytest.raises(BlockingIOError):
            listener.accept()
    told = run.stdout.splitlines()
    assert told[-1] == "events []"
    assert sum(line.startswith("assessed") for line in told) == len(files) + len(samples)
    assert "Haskell" not in run.stdout
    assert "Django" in run.stdout
    assert not (tmp_path / "ran").exists()


# What a report says of a score


@quick
@given(lines, st.data())
def test_a_told_change_gains_what_is_told(body: list[str], data: st.DataObject) -> None:
    """The change is made on the page: two years of work that end on the as-of date, and a deed in them."""
    before = assess([*HEAD, *body])
    named = [c for c in before.changes if c.skill]
    assume(named)
    change = data.draw(st.sampled_from(named))
    # Beside Rails the Ruby that is denied is the language, which alone it is not surely.
    known = {s.skill for s in before.skills}
    assume("ruby" in known or not {"Ruby"} & {s.label for s in pipeline().taxonomy.implied(change.skill)})
    label = pipeline().taxonomy[change.skill].label
    job = ["Software developer, Beta Ltd, December 2024 to November 2026", f"Used {label}."]
    after = assess([*HEAD, *body, *job])
    gained = {
        b.requirement: a.points - b.points
        for b, a in zip(before.contributions, after.contributions, strict=True)
        if b.component == "keyword"
    }
    # A technology already in the job before is now shown for longer still; another line may hold less back of unsupported words.
    told = sum(gained[r] for r in change.requirements)
    assert told >= change.gain - ROUNDING, (label, gained)
    if not any(label in line for line in body):
        assert told <= change.gain + ROUNDING, (label, gained)


DEED = {
    "server-side": "Ran a monolith.", "apis": "Agreed on an API contract.", "servers": "Gave production support.",
    "performance": "Cut latency.", "security": "Passed an audit by OWASP.", "integration": "Replaced legacy code.",
    "domains": "Built a patient portal.",
}  # fmt: skip


@quick
@given(lines, st.sampled_from(sorted(DEED)))
def test_a_told_deed_gains_what_is_told(body: list[str], requirement: str) -> None:
    before, after = assess([*HEAD, *body]), assess([*HEAD, *body, DEED[requirement]])
    told = next((c.gain for c in before.changes if not c.skill and c.requirements == (requirement,)), 0.0)
    gained = {
        b.requirement: a.points - b.points for b, a in zip(before.contributions, after.contributions, strict=True)
    }
    # Longer work bears a deed out better than the first month that is told of.
    assert told - ROUNDING <= gained[requirement] <= told / DATED_WORK + ROUNDING
