"""Dispatch sends items in batches of the right size, and the death of a worker costs one item only."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Future
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.errors import ClusterError, UsageError
from matcher.runs.distributed.dispatch import BATCH, BATCH_BYTES, IN_FLIGHT, MAX_DEATHS, dispatch


class KilledError(Exception):
    pass


class Workers:
    """Workers in this process that return at once, and die of poisoned items together with the rest of the batch."""

    shares_files = False
    lost = (KilledError,)

    def __init__(
        self, slots: int = 2, poison: frozenset[int] = frozenset(), also: frozenset[int] = frozenset()
    ) -> None:
        self._slots = slots
        self._poison = poison
        self._also = also
        self.sent: list[list[int]] = []

    def slots(self) -> int:
        return self._slots

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        (batch,) = arguments
        first = not any(set(batch) & set(before) for before in self.sent)
        self.sent.append(batch)
        future: Future[Any] = Future()
        if self._poison & set(batch) or (first and self._also & set(batch)):
            future.set_exception(KilledError())
        else:
            try:
                future.set_result(function(*arguments))
            except Exception as error:
                future.set_exception(error)
        return future


def doubled(batch: list[int]) -> list[int]:
    return [2 * item for item in batch]


def run(
    workers: Workers, items: range, function: Callable[..., list[int]] = doubled, size: int = 1
) -> dict[int, int | None]:
    found: dict[int, int | None] = {}
    for batch, results in dispatch(workers, items, lambda _: size, function, lambda batch: (batch,), lambda _: None):
        found |= dict(zip(batch, results or [None] * len(batch), strict=True))
    return found


@given(
    st.integers(0, 300),
    st.integers(1, 5),
    st.frozensets(st.integers(0, 299), max_size=5),
    st.frozensets(st.integers(0, 299)),
)
def test_each_item_is_accounted_for_and_costs_itself_only(
    count: int, slots: int, poison: frozenset[int], bystanders: frozenset[int]
) -> None:
    workers = Workers(slots, poison, bystanders)
    assert run(workers, range(count)) == {n: None if n in poison else 2 * n for n in range(count)}
    sendings = [item for batch in workers.sent for item in batch]
    assert all(sendings.count(item) <= 2 for item in range(count))
    assert all(len(batch) <= BATCH for batch in workers.sent)


def test_items_whose_worker_died_are_sent_alone_and_last() -> None:
    workers = Workers(poison=frozenset({3}))
    run(workers, range(100))
    first = workers.sent[0]
    assert 3 in first
    assert workers.sent[-len(first) :] == [[item] for item in first]


def test_large_items_travel_alone_and_batches_shrink_towards_the_end() -> None:
    workers = Workers()
    run(workers, range(10), size=BATCH_BYTES)
    assert [len(batch) for batch in workers.sent] == [1] * 10
    workers = Workers(slots=1)
    run(workers, range(200))
    sizes = [len(batch) for batch in workers.sent]
    assert sizes[0] == BATCH
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == 1


def test_no_more_batches_are_under_way_than_the_window_allows() -> None:
    under_way: list[list[int]] = []
    workers = Workers(slots=3)
    workers.submit = lambda _, batch: under_way.append(batch) or Future()  # type: ignore[method-assign]
    some = dispatch(workers, range(1000), lambda _: 1, doubled, lambda b: (b,), lambda _: None)
    import matcher.runs.distributed.dispatch as module

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "wait", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            next(some)
    assert len(under_way) == 3 * IN_FLIGHT


def test_workers_that_die_of_every_file_end_the_run() -> None:
    with pytest.raises(ClusterError, match=f"{MAX_DEATHS} workers in a row died"):
        run(Workers(poison=frozenset(range(50))), range(50))


@pytest.mark.parametrize(
    ("raised", "error", "message"),
    [
        (CancelledError(), ClusterError, "the cluster is gone"),
        (BrokenExecutor(), ClusterError, "the cluster is gone"),
        (ConnectionResetError(), ClusterError, "the cluster is gone"),
        (ModuleNotFoundError("No module named 'matcher'"), ClusterError, "must be installed on every worker"),
        (UsageError("as it is"), UsageError, "^as it is$"),
    ],
)
def test_every_error_is_one_line(raised: BaseException, error: type[Exception], message: str) -> None:
    def fail(_: list[int]) -> list[int]:
        raise raised

    workers = Workers()
    if isinstance(raised, CancelledError):
        future: Future[Any] = Future()
        future.cancel()
        future.set_running_or_notify_cancel()
        workers.submit = lambda *_: future  # type: ignore[method-assign]
    with pytest.raises(error, match=message):
        run(workers, range(9), fail)
