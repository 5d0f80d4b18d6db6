"""A distributed worker returns a result per job, with the same failure codes as a local run."""

import hashlib
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from matcher.core.errors import ClusterError, MissingExtraError, UnreadableFileError
from matcher.core.limits import READING
from matcher.runs.distributed import worker_task as bench
from matcher.runs.distributed.messages import Job, JobResult, WorkerSetup

Work = Callable[..., list[JobResult]]


@pytest.fixture
def work(mock: ModuleType) -> Iterator[Work]:
    yield lambda *jobs: bench.run_jobs(pickle.dumps(WorkerSetup(mock.reader, mock.scorer)), jobs)
    bench._close_all()


def job(text: str, **options: object) -> Job:
    data = text.encode()
    return Job("x.txt", hashlib.sha256(data).digest(), **({"data": data} | options))  # type: ignore[arg-type]


def status(outcome: JobResult) -> str:
    if isinstance(outcome.error, UnreadableFileError):
        return outcome.error.code
    return type(outcome.error).__name__ if outcome.error else "assessed" if outcome.scored else "nothing"


def test_each_job_has_its_own_result_in_order(work: Work, tmp_path: Path) -> None:
    (tmp_path / "here.txt").write_text("on this disk")
    jobs = [
        job("fine"), job("locked"), job("picture"), job("scan"), job("", data=None, path=str(tmp_path / "here.txt")),
        job("sent again", data=None), job("fine, too"),
    ]  # fmt: skip
    outcomes = work(*jobs)
    assert list(map(status, outcomes)) == [
        "assessed", "encrypted", "MissingExtraError", "no-text", "assessed", "not-readable", "assessed",
    ]  # fmt: skip
    assert isinstance(outcomes[2].error, MissingExtraError)


def test_a_file_that_changed_since_it_was_probed_is_not_read(work: Work, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("fine")
    url = (tmp_path / "a.txt").as_uri()
    pytest.importorskip("fsspec", reason="fsspec is not installed")
    (seen, missing) = bench.probe_urls([url, url + ".not"])
    assert seen.sha == hashlib.sha256(b"fine").digest()
    assert seen.size == 4
    assert missing.error is not None
    jobs = [job("fine", data=None, url=url), job("other", data=None, url=url), job("x", data=None, url=url + ".not")]
    assert list(map(status, work(*jobs))) == ["assessed", "not-readable", "not-readable"]


def test_a_known_document_is_not_read_again(work: Work) -> None:
    (first,) = work(job("fine"))
    assert first.reading is not None
    assert first.scored is not None
    (again,) = work(job("", data=None, document=first.reading.document, analysis=first.scored.analysis))
    assert again.reading is None
    assert again.scored is not None
    assert again.scored.analysis == b""
    assert again.scored.record == first.scored.record
    (damaged,) = work(job("fine", document=b"damaged"))
    assert damaged.reading == first.reading


def test_a_worker_of_another_version_returns_nothing(mock: ModuleType) -> None:
    order = pickle.dumps(WorkerSetup(mock.reader, mock.another_version))
    for text in ("fine", "locked"):
        with pytest.raises(ClusterError, match="would not give the same results"):
            bench.run_jobs(order, [job(text)])
    assert not bench._free


def test_a_bench_is_reused_and_closed_when_idle(work: Work, mock: ModuleType) -> None:
    work(job("fine"))
    ((key, (kept,)),) = bench._free.items()
    folder = kept._folder.path
    work(job("fine"))
    assert bench._free == {key: [kept]}
    assert [path.name for path in folder.iterdir()] == [".lock"]
    another = pickle.dumps(WorkerSetup(mock.reader, mock.scorer, READING))
    bench.run_jobs(another + b" ", [])  # pickle reads no further than its end
    assert not folder.exists()
    ((key, (kept,)),) = bench._free.items()
    bench._end(key, kept)
    assert not kept._folder.path.exists()
    assert bench._free == {}
