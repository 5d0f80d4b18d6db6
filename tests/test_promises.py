"""matcher's promises about every score and every batch, as properties of real files and assessments.

=== ================================================================ =================================================
No. promise                                                          also tested in
=== ================================================================ =================================================
1   ``text[start:end] == surface_form``, in every format             scoring/test_pipeline (each sample)
2   the ledger sums to the score, in every output                    scoring/, reporting/
3   a score is the same alone, in any batch and order, with any      runs/test_batch, runs/processes/
    number of workers, with a cold and a warm cache
4   more evidence never lowers a score, repetition adds next to      scoring/
    nothing, unrelated text changes nothing
5   invisible text earns nothing, and is reported                    extraction/, `python -m benchmarks gaming`
6   a person's identity changes nothing                              parsing/test_person_name
7   unreadable files are set apart, never scored as zero             extraction/test_ocr, test_samples
8   equal scores share a rank, the order is total                    ranking/test_order
9   every file is accounted for                                      runs/
10  files are never executed, nothing leaves the machine             extraction/
=== ================================================================ =================================================

Statements of a report about a score are true, too: a suggested change gains its stated points, a stability band
contains the rank.
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
from matcher.core.resume import Person
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
def test_evidence_matches_the_text_in_every_format(kind: str, head: Sequence[str], body: list[str]) -> None:
    document = read_bytes(WRITERS[kind]([*head, *body]), f"cv.{kind}")
    assessment = pipeline().assess(document)
    mentions = [m for s in assessment.skills for m in s.mentions]
    evidence = [e for c in assessment.contributions for e in c.evidence]
    for span in mentions + evidence:
        assert document.text[span.start : span.end] == span.surface_form
    assert mentions or not {"Python", "Java", "Redis"} & set(" ".join(body).replace(",", " ").split())
    assert points(assessment) == Decimal(str(assessment.score))


@settings(quick, max_examples=6)
@given(st.lists(lines, min_size=1, max_size=4))
def test_the_ledger_sums_to_the_score_in_every_output(bodies: list[list[str]]) -> None:
    assessments = [replace(assess([*HEAD, *body]), document=f"{n}.txt") for n, body in enumerate(bodies)]
    ranking = Ranking(pipeline().profile, AS_OF.isoformat(), rank_assessments(assessments))
    with tempfile.TemporaryDirectory() as folder:
        ranking.write(folder, ["json", "csv", "md"])
        candidates = json.loads(Path(folder, "ranking.json").read_text("utf-8"), parse_float=Decimal)["candidates"]
        with Path(folder, "ranking.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = {row["document"]: row for row in csv.DictReader(file)}
        markdown = Path(folder, "ranking.md").read_text("utf-8")
    scores = {a.document: Decimal(str(a.score)) for a in assessments}
    assert {c["document"]: c["score"] for c in candidates} == scores
    for candidate in candidates:
        assert sum(c["points"] for c in candidate["contributions"]) == candidate["score"]
        row = rows[candidate["document"]]
        row_points = [Decimal(value) for name, value in row.items() if name.startswith("points_")]
        assert sum(row_points) == Decimal(row["score"]) == candidate["score"]
        assert f"{candidate['score']:.2f}" in markdown


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
def test_a_score_is_the_same_alone_in_any_batch_and_from_a_cache(names: list[str], workers: int) -> None:
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
    """Return unambiguous labels, which are mentions regardless of the words around them."""
    return sorted(s.label for s in pipeline().taxonomy if not s.ambiguous)


@quick
@given(heads, lines, st.data(), st.sampled_from(["Used {} daily.", "{}", "Two years of experience with {}."]))
def test_an_added_technology_lowers_no_score(
    head: Sequence[str], body: list[str], data: st.DataObject, words: str
) -> None:
    skill = data.draw(st.sampled_from(labels_of_skills()))
    index = data.draw(st.integers(0, len(body)))
    more = [*body[:index], words.format(skill), *body[index:]]
    assert assess([*head, *more]).score >= assess([*head, *body]).score, skill


@quick
@given(heads, lines, st.sampled_from(["Python", "PostgreSQL", "Django", "REST API", "encryption", "server", "caching"]))
def test_a_word_repeated_a_hundred_times_adds_next_to_nothing(head: Sequence[str], body: list[str], word: str) -> None:
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
def test_invisible_text_earns_nothing_in_any_format(kind: str, body: list[str], hidden: list[str]) -> None:
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
def test_a_persons_identity_changes_nothing(
    name: str, about: list[str], school: str, hobby: str, body: list[str], kind: str
) -> None:
    assume(kind != "pdf" or name.isascii())
    own = [name, *about, *HEAD[1:], *body, "Education", f"BSc, {school}, 2012", "Hobbies", hobby]
    plain = [*HEAD, *body, "Education", f"BSc, {SCHOOLS[0]}, 2012", "Hobbies", HOBBIES[0]]
    assert assess(own, kind).score == assess(plain, kind).score


CONTACTS = [
    "robin.example@example.org | +44 20 7946 0018 | Leeds", "Ruby Example, ruby@example.net", "(312) 555-0123",
    "linkedin.com/in/java-example | github.com/spring", "Location: San Francisco, CA", "Java Developer",
]  # fmt: skip


@quick
@given(st.sampled_from(NAMES), st.lists(st.sampled_from(CONTACTS), unique=True), lines, st.sampled_from([HEAD, OPEN]))
def test_nothing_depends_on_the_person_that_is_found(
    name: str, contacts: list[str], body: list[str], head: Sequence[str]
) -> None:
    document = read_bytes(WRITERS["txt"]([name, *contacts, *head[1:], *body]), "cv.txt")
    assessment = pipeline().assess(document)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("matcher.scoring.pipeline.find_person", lambda *_: Person("Somebody Else", "Astronaut"))
        other = pipeline().assess(document)
    assert other.person.title == "Astronaut"
    assert replace(other, person=assessment.person) == assessment


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
def test_unreadable_parts_are_never_called_missing(body: list[str]) -> None:
    document = read_bytes(WRITERS["txt"]([*HEAD, *body]), "cv.txt")
    damaged = replace(
        document, warnings=(*document.warnings, DocumentWarning("page-unreadable", "page 2 is a picture"))
    )
    complete, partial = pipeline().assess(document), pipeline().assess(damaged)
    for before, after in zip(complete.contributions, partial.contributions, strict=True):
        assert after.points == before.points
        if before.component == "keyword":
            assert after.status == {"not found": "unreadable"}.get(before.status, before.status)


# 8 and the stability bands


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
def test_stability_bands_contain_the_rank(seed: int, count: int) -> None:
    draw = random.Random(seed)
    assessments, other_dates = [], {}
    for n in range(count):
        drawn = assess([*HEAD, *draw.sample(LINES, draw.randint(1, 2))])
        share = draw.random()
        ledger = tuple(replace(c, points=round(c.points * share, 2)) for c in drawn.contributions)
        other_dates[f"{n:02}"] = tuple(tuple(round(c.points * draw.random(), 2) for c in ledger) for _ in range(2))
        assessments.append(replace(drawn, document=f"{n:02}", contributions=ledger))
    ranked = rank_assessments(assessments, other_dates=other_dates)
    assert all(c.rank_best <= c.rank <= c.rank_worst for c in ranked)
    assert rank_assessments(assessments, other_dates=other_dates) == ranked
    groups = [c.group for c in ranked]
    assert groups == sorted(groups)


# 9

KINDS: dict[str, Callable[[Path, int], tuple[str, int]]] = {}
"""Functions that make a file and return its expected outcome and number of rows."""


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
            outcomes = [KINDS[kind](folder, n) for n, kind in enumerate(kinds)]
            result = run_batch(find_files([folder]), read_file, mock.assessor, workers, unpack=unpack)
    finally:
        sys.path.remove(str(Path(__file__).parent))
    expected = {
        status: sum(rows for outcome, rows in outcomes if outcome == status)
        for status in ("assessed", "copies", "failed")
    }
    assert len(result.assessed) == expected["assessed"] + (expected["copies"] > 0)
    assert len(result.duplicates) == max(0, expected["copies"] - 1)
    assert len(result.failures) == expected["failed"]
    assert not result.needs_review
    assert len(result.statuses()) == sum(expected.values())
    assert all(f.reason for f in result.failures)


# 10

WATCHED = """
import sys
from pathlib import Path
from tests.written_resumes import pipeline
from matcher.core.errors import MatcherError

shared = pipeline()
events = []

def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "ftplib.", "smtplib.", "http.", "subprocess.", "webbrowser.", "ctypes.dlopen",
                         "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile", "pickle.")):
        events.append(f"{event} {arguments[:2]!r}")

names = sys.argv[1:]
from matcher.extraction.reading import read_file  # with its lazy imports
for name in names:  # once without the hook, so that libraries are loaded
    try:
        shared.assess(read_file(Path(name), Path(name).name))
    except MatcherError:
        pass
sys.addaudithook(watch)
for name in names:
    try:
        assessment = shared.assess(read_file(Path(name), Path(name).name))
    except MatcherError as error:
        print("failed", name, error)
    else:
        print("assessed", name, [m.surface_form for s in assessment.skills for m in s.mentions])
print("events", events)
"""


def traps(folder: Path, secret: Path, address: str) -> list[Path]:
    """Write documents that try to fetch, to run and to include something."""
    cv = "".join(f"<p>{line}</p>" for line in [*HEAD, *LINES])
    run = f"touch {folder}/ran"
    web = (
        f'<html><head><base href="{address}"><link rel="stylesheet" href="{address}/a.css"><style>@import url({address}/b.css);'
        f'</style><script src="{address}/c.js"></script><script>fetch("{address}")</script></head><body onload="fetch()"><img src="{address}/d.png"><iframe src="file://{secret}">'
        f'</iframe><object data="{address}/e"></object>{cv}</body></html>'
    )
    entity = f'<!DOCTYPE x [<!ENTITY secret SYSTEM "file://{secret}"><!ENTITY far SYSTEM "{address}/x.dtd">]>'
    word = (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "{secret}"</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p><w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe "{run}"</w:instrText>'
        "</w:r></w:p>"
    )
    refresh = f'<meta http-equiv="refresh" content="0;url={address}"></head>'
    files = {
        "web.html": web.encode(),
        "redirected.html": web.replace("</head>", refresh).encode(),
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


def test_files_run_nothing_and_send_nothing(tmp_path: Path) -> None:
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
    lines = run.stdout.splitlines()
    assert lines[-1] == "events []"
    # A browser shows another page than the redirected one, which has no visible words.
    assert sum(line.startswith("assessed") for line in lines) == len(files) - 1 + len(samples)
    assert "Haskell" not in run.stdout
    assert "Django" in run.stdout
    assert not (tmp_path / "ran").exists()


# Statements of a report about a score


@quick
@given(lines, st.data())
def test_a_suggested_change_gains_its_stated_points(body: list[str], data: st.DataObject) -> None:
    """Make the change in the text: two years of work that end on the as-of date, with one line about the skill."""
    before = assess([*HEAD, *body])
    named = [c for c in before.changes if c.skill]
    assume(named)
    change = data.draw(st.sampled_from(named))
    # Next to Rails the denied "Ruby" is certainly the language; alone it may not be.
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
    # A technology already in the other job is now used for even longer; another line may discount unsupported words less.
    points_gained = sum(gained[r] for r in change.requirements)
    assert points_gained >= change.gain - ROUNDING, (label, gained)
    if not any(label in line for line in body):
        assert points_gained <= change.gain + ROUNDING, (label, gained)


COMPETENCY_LINES = {
    "server-side": "Ran a monolith.", "apis": "Agreed on an API contract.", "servers": "Gave production support.",
    "performance": "Cut latency.", "security": "Passed an audit by OWASP.", "integration": "Replaced legacy code.",
    "domains": "Built a patient portal.",
}  # fmt: skip


@quick
@given(lines, st.sampled_from(sorted(COMPETENCY_LINES)))
def test_a_suggested_competency_gains_its_stated_points(body: list[str], requirement: str) -> None:
    before, after = assess([*HEAD, *body]), assess([*HEAD, *body, COMPETENCY_LINES[requirement]])
    stated = next((c.gain for c in before.changes if not c.skill and c.requirements == (requirement,)), 0.0)
    gained = {
        b.requirement: a.points - b.points for b, a in zip(before.contributions, after.contributions, strict=True)
    }
    # Evidence in longer work counts more than the first month that the report assumes.
    assert stated - ROUNDING <= gained[requirement] <= stated / DATED_WORK + ROUNDING
