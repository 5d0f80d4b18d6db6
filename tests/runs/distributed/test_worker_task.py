"""What a worker does with a few files: the same reasons as everywhere, and nothing twice."""

import hashlib
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from matcher.core.errors import ClusterError, MissingExtraError, UnreadableFileError
from matcher.core.limits import READING
from matcher.runs.distributed import worker_task as bench
from matcher.runs.distributed.messages import Job, Order, Outcome

Work = Callable[..., list[Outcome]]


@pytest.fixture
def work(mock: ModuleType) -> Iterator[Work]:
    yield lambda *jobs: bench.work_on(pickle.dumps(Order(mock.reader, mock.assessor)), jobs)
    bench._close_all()


def job(text: str, **options: object) -> Job:
    data = text.encode()
    return Job("x.txt", hashlib.sha256(data).digest(), **({"data": data} | options))  # type: ignore[arg-type]


def told(outcome: Outcome) -> str:
    if isinstance(outcome.error, UnreadableFileError):
        return outcome.error.code
    return type(outcome.error).__name__ if outcome.error else "assessed" if outcome.assessed else "nothing"


def test_each_file_has_its_own_outcome_in_order(work: Work, tmp_path: Path) -> None:
    (tmp_path / "here.txt").write_text("on this disk")
    jobs = [
        job("fine"), job("locked"), job("picture"), job("scan"), job("", data=None, path=str(tmp_path / "here.txt")),
        job("sent again", data=None), job("fine, too"),
    ]  # fmt: skip
    outcomes = work(*jobs)
    assert list(map(told, outcomes)) == [
        "assessed", "encrypted", "MissingExtraError", "no-text", "assessed", "not-readable", "assessed",
    ]  # fmt: skip
    assert isinstance(outcomes[2].error, MissingExtraError)


def test_addresses_are_fetched_and_their_bytes_are_those_that_were_seen(work: Work, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("fine")
    url = (tmp_path / "a.txt").as_uri()
    pytest.importorskip("fsspec", reason="fsspec is not installed")
    (seen, missing) = bench.look_at([url, url + ".not"])
    assert seen.sha == hashlib.sha256(b"fine").digest()
    assert seen.size == 4
    assert missing.error is not None
    jobs = [job("fine", data=None, url=url), job("other", data=None, url=url), job("x", data=None, url=url + ".not")]
    assert list(map(told, work(*jobs))) == ["assessed", "not-readable", "not-readable"]


def test_what_is_known_is_not_read_again(work: Work) -> None:
    (first,) = work(job("fine"))
    assert first.reading is not None
    assert first.assessed is not None
    (again,) = work(job("", data=None, document=first.reading.data, finding=first.assessed.finding))
    assert again.reading is None
    assert again.assessed is not None
    assert again.assessed.finding == b""
    assert again.assessed.standing == first.assessed.standing
    (damaged,) = work(job("fine", document=b"damaged"))
    assert damaged.reading == first.reading


def test_a_worker_of_another_version_gives_nothing(mock: ModuleType) -> None:
    order = pickle.dumps(Order(mock.reader, mock.another_version))
    for text in ("fine", "locked"):
        with pytest.raises(ClusterError, match="would not give the same results"):
            bench.work_on(order, [job(text)])
    assert not bench._free


def test_a_bench_is_used_again_and_ends_when_idle(work: Work, mock: ModuleType) -> None:
    work(job("fine"))
    ((key, (kept,)),) = bench._free.items()
    folder = kept._folder
    work(job("fine"))
    assert bench._free == {key: [kept]}
    assert list(folder.iterdir()) == []
    another = pickle.dumps(Order(mock.reader, mock.assessor, READING))
    bench.work_on(another + b" ", [])  # pickle reads no further than its end
    assert not folder.exists()
    ((key, (kept,)),) = bench._free.items()
    bench._end(key, kept)
    assert not kept._folder.exists()
    assert bench._free == {}
