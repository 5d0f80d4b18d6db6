"""Fixtures for all tests, which share no cache with one another or with the user who runs them."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from matcher.runs.scheduler import PendingFile, Scheduler
from matcher.runs.task_results import ScoreResult

# No test measures time: the first example of a property loads word lists and models. The same code gets the same
# examples, so that its tests end alike every time; --hypothesis-profile=explore looks for new ones.
settings.register_profile("same examples", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile("same examples")


@pytest.fixture(autouse=True, scope="session")
def a_cache_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give this process, and all that it starts, a new user's cache folder."""
    folder = tmp_path_factory.mktemp("cache")
    before = {name: os.environ.get(name) for name in ("XDG_CACHE_HOME", "LOCALAPPDATA")}
    os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = str(folder)
    yield folder
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@pytest.fixture
def fresh_files_are_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust files that were written a moment ago like others."""
    monkeypatch.setattr("matcher.runs.store.cache.RACY_SECONDS", -1e9)


_prepared: dict[Any, Callable[..., Any]] = {}


class InlinePool:
    """Run tasks at once in this process instead of in worker processes, and log them."""

    log: list[str]

    def __init__(self, prepare: Callable[[], Callable[..., Any]], *_: object) -> None:
        if prepare not in _prepared:
            _prepared[prepare] = prepare()
        self.function = _prepared[prepare]

    def __enter__(self) -> "InlinePool":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, *arguments: Any) -> "Future[Any]":
        job: Future[Any] = Future()
        if isinstance(arguments[0], Path):
            self.log.append(f"read {arguments[1]}")
        else:
            self.log.append("score" if arguments[1] else "analyse")
        try:
            job.set_result(self.function(*arguments))
        except Exception as error:
            job.set_exception(error)
        return job


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Log the tasks of the scheduler in order: "read NAME", "analyse" (and score), "score" (a stored analysis)."""
    monkeypatch.setattr(InlinePool, "log", [], raising=False)
    monkeypatch.setattr("matcher.runs.task_loop.IsolatedPool", InlinePool)
    score = Scheduler._score_in_process

    def score_in_process(scheduler: Scheduler, pending: PendingFile) -> ScoreResult | None:
        result = score(scheduler, pending)
        if result is not None:
            InlinePool.log.append("score")
        return result

    monkeypatch.setattr(Scheduler, "_score_in_process", score_in_process)
    return InlinePool.log
