"""What holds for all tests: they remember nothing from one another, nor from whoever runs them."""

import os
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from matcher.runs.scheduler import FileState, Stages


@pytest.fixture(autouse=True, scope="session")
def a_cache_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The user's cache folder, for this process and all that it starts, is a new one."""
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
    """Files that were written a moment ago are trusted like others."""
    monkeypatch.setattr("matcher.runs.store.cache.RACY_SECONDS", -1e9)


_prepared: dict[Any, Callable[..., Any]] = {}


class InlinePool:
    """Does in this process, at once, what worker processes do elsewhere, and keeps a list of it."""

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
            self.log.append("score" if arguments[1] else "find")
        try:
            job.set_result(self.function(*arguments))
        except Exception as error:
            job.set_exception(error)
        return job


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the stages had done, as it was done: "read NAME", "find" (and score), "score" (what was found before)."""
    monkeypatch.setattr(InlinePool, "log", [], raising=False)
    monkeypatch.setattr("matcher.runs.scheduler.IsolatedPool", InlinePool)
    word = Stages._word_here

    def word_here(stages: Stages, left: list[FileState]) -> Generator[Any, None, list[FileState]]:
        worded = word(stages, left)
        while True:
            try:
                done = next(worded)
            except StopIteration as end:
                return end.value
            InlinePool.log.append("score")
            yield done

    monkeypatch.setattr(Stages, "_word_here", word_here)
    return InlinePool.log
