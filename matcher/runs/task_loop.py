"""Run the tasks of many files in worker processes: read each file, then score its document.

This is the only loop that does so. The scheduler runs it with a cache, and a distributed worker with the jobs that a
client sends. They differ in three functions: where a file may resume, how it gets onto this disk, and what happens to
a reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from matcher.core.errors import MissingExtraError, UnreadableFileError
from matcher.core.limits import ASSESSING, READING, Limits
from matcher.runs.processes.process_pool import IsolatedPool
from matcher.runs.task_results import ReadFile, ReadResult, ScoreDocument, ScoreResult

__all__ = ["FileError", "FileTask", "TaskLoop"]

FileError = UnreadableFileError | MissingExtraError
"""Errors that cost one file, not the run."""


@dataclass(slots=True, kw_only=True, eq=False)
class FileTask:
    """A file on its way through its tasks: what is known of it, and what the tasks returned.

    >>> FileTask(name="a.pdf", path=Path("cvs/a.pdf")).document
    b''
    """

    name: str
    path: Path
    is_local: bool = True
    """Whether the file is at its path; otherwise it is fetched before it is read."""
    document: bytes = b""
    """Encoded; empty if the file has to be read."""
    analysis: bytes = b""
    """Encoded; empty if it has to be computed."""
    record: bytes = b""
    wants_assessment: bool = False
    reading: ReadResult | None = None
    """The result of reading the file; None if it was not read."""
    result: ScoreResult | None = None
    """The result of scoring; None if nothing had to be scored, or an error came first."""
    error: FileError | None = None


Task = TypeVar("Task", bound=FileTask)


def _nothing_known(_: FileTask) -> bool:
    return False


def _ignore(_: FileTask) -> None:
    """Do nothing."""


@dataclass(eq=False)
class TaskLoop(Generic[Task]):
    """Run the tasks of files in two pools of processes: those that meet untrusted bytes load nothing but the readers.

    Use it as a context manager; leaving it ends the processes.

    Args:
        prepare_reader: makes a reader; called once per process; picklable.
        prepare_scorer: makes a scorer; likewise.
        workers: files that are read, and documents that are scored, at a time.
        read_limits: what reading one file may use.
        score_limits: what scoring one document may use.
        resume: fills in what is known of a file, before it is started and after it was read; returns whether nothing
            is left to do.
        fetch: brings a file that is not local to its path, in a thread if it returns a future.
        on_read: called with a file that was read.
    """

    prepare_reader: Callable[[], ReadFile]
    prepare_scorer: Callable[[], ScoreDocument]
    workers: int = 1
    read_limits: Limits = READING
    score_limits: Limits = ASSESSING
    resume: Callable[[Task], bool] = _nothing_known
    fetch: Callable[[Task], Future[Any] | None] = _ignore
    on_read: Callable[[Task], None] = _ignore
    has_started: bool = field(default=False, init=False)
    """Whether any process was needed."""
    _pools: ExitStack = field(default_factory=ExitStack, init=False)
    _readers: IsolatedPool[ReadResult] | None = field(default=None, init=False)
    _scorers: IsolatedPool[ScoreResult] | None = field(default=None, init=False)

    def __enter__(self) -> TaskLoop[Task]:
        return self

    def __exit__(self, *_: object) -> None:
        self._pools.close()

    def run(self, tasks: Iterable[Task], window: int) -> Iterator[Task]:
        """Take every file through its tasks.

        Args:
            tasks: in the order in which they are started.
            window: tasks that are under way at a time.

        Yields:
            Each task once, when it has a result or an error, or when :attr:`resume` finds nothing left to do.
        """
        waiting = iter(tasks)
        running: dict[Future[Any], Task] = {}
        while True:
            started = 0
            for task in islice(waiting, window - len(running)):
                started += 1
                if not self._submit_next(task, running):
                    yield task
            if not running and not started:
                return
            # All that were started may have been known already: then there is nothing to wait for.
            for future in wait(running, return_when=FIRST_COMPLETED).done if running else ():
                task = running.pop(future)
                self._receive(task, future)
                if not self._submit_next(task, running):
                    yield task

    def _receive(self, task: Task, future: Future[Any]) -> None:
        try:
            result = future.result()
        except (UnreadableFileError, MissingExtraError) as error:
            task.error = error
            return
        if isinstance(result, ReadResult):
            task.reading, task.document = result, result.document
            self.on_read(task)
        elif isinstance(result, ScoreResult):
            task.result = result
        else:
            task.is_local = True

    def _submit_next(self, task: Task, running: dict[Future[Any], Task]) -> bool:
        """Submit a file's next task; return whether there is one."""
        if task.error is not None:
            return False
        if task.result is None:
            if self.resume(task):
                return False
        elif task.result.record or task.reading is not None:
            return False
        else:
            # The stored document cannot be decoded.
            task.result, task.document = None, b""
        if task.document:
            arguments = task.document, task.analysis, task.record, task.wants_assessment
            running[self.scorers.submit(*arguments)] = task
            return True
        try:
            future = None if task.is_local else self.fetch(task)
        except UnreadableFileError as error:
            task.error = error
            return False
        running[future or self.readers.submit(task.path, task.name)] = task
        return True

    @property
    def readers(self) -> IsolatedPool[ReadResult]:
        """The processes that read; the scorers start with them, and get ready while the first files are read."""
        if self._readers is None:
            self.has_started = True
            self._readers = self._pools.enter_context(IsolatedPool(self.prepare_reader, self.workers, self.read_limits))
            _ = self.scorers
        return self._readers

    @property
    def scorers(self) -> IsolatedPool[ScoreResult]:
        """The processes that score."""
        if self._scorers is None:
            self.has_started = True
            self._scorers = self._pools.enter_context(
                IsolatedPool(self.prepare_scorer, self.workers, self.score_limits)
            )
        return self._scorers
