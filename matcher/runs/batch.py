"""Many documents, each looked at without harming the others, and nothing remembered of them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final, Generic, Protocol, TypeVar

from matcher.core.document import Document
from matcher.core.errors import MissingExtraError, UnreadableFileError
from matcher.core.limits import ASSESSING, READING, Limits
from matcher.core.ranking import Duplicate, Failure
from matcher.runs.inputs import FileToAssess, InputSet, UniqueFile, Unpack, take_stock
from matcher.runs.processes.process_pool import IsolatedPool, Prepared
from matcher.runs.read_task import within_limits

__all__ = ["BatchOutcome", "assess_batch"]


class OfDocument(Protocol):
    """What is made of one document, such as its assessment: it knows the document's name."""

    @property
    def document(self) -> str:
        """The name that reports call the document by."""


Result = TypeVar("Result", bound=OfDocument)

WINDOW: Final = 8
"""Files on their way per worker: enough that none waits for this process, few enough that a folder of a million
résumés takes no more memory here than one of a hundred."""


@dataclass(frozen=True, slots=True)
class BatchOutcome(Generic[Result]):
    """Every file given, in one of four places; each sorted by name."""

    assessments: tuple[Result, ...]
    needs_review: tuple[Failure, ...]
    duplicates: tuple[Duplicate, ...]
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads a file, and sees to it that no more comes back than the limits allow."""

    read: Callable[[Path, str], Document]

    def __call__(self, path: Path, name: str) -> Document:
        return within_limits(self.read(path, name))


def assess_batch(
    files: Sequence[FileToAssess],
    read: Callable[[Path, str], Document],
    prepare: Callable[[], Callable[[Document], Result]],
    workers: int = 1,
    on_done: Callable[[str], None] = lambda _: None,
    *,
    unpack: Unpack | None = None,
    reading: Limits = READING,
    assessing: Limits = ASSESSING,
) -> BatchOutcome[Result]:
    """Read and assess every file in worker processes; a bad one costs itself only.

    Reading and assessing have processes of their own: those that meet strangers' bytes load nothing but the readers.

    Args:
        files: what to assess; of files with the same bytes the one with the shortest name is assessed, the others are
            duplicates.
        read: reads one file, given its path and its name; picklable.
        prepare: makes the function that assesses one document, or makes something else of it that knows the document's
            name; called once per process; picklable.
        workers: how many files are read, and how many assessed, at a time.
        on_done: called with each file's name when it is done.
        unpack: writes an archive's files into a folder, given the archive's path and the folder, and tells the name,
            the place or the reason of each; picklable. None: archives are read like any other file.
        reading: what reading one file may use.
        assessing: what assessing one document may use.

    Returns:
        The outcome, the same whatever the order of files and the number of workers.
    """
    with tempfile.TemporaryDirectory(prefix="matcher-archives-") as folder:
        stock = take_stock(files, None, unpack, Path(folder), reading)
        return _assess_all(stock, read, prepare, workers, on_done, reading, assessing)


def _assess_all(
    stock: InputSet,
    read: Callable[[Path, str], Document],
    prepare: Callable[[], Callable[[Document], Result]],
    workers: int,
    on_done: Callable[[str], None],
    reading: Limits,
    assessing: Limits,
) -> BatchOutcome[Result]:
    unique, duplicates, failures = stock.unique, stock.duplicates, list(stock.failures)
    for name in [*(d.document for d in duplicates), *(f.document for f in failures)]:
        on_done(name)
    assessments: list[Result] = []
    needs_review: list[Failure] = []
    if unique:
        count = min(workers, len(unique))
        with (
            IsolatedPool(prepare, count, assessing) as assessors,
            IsolatedPool(Prepared(_Reader(read)), count, reading) as readers,
        ):
            for file, result in _in_two_stages(unique, readers, assessors, WINDOW * count):
                if isinstance(result, UnreadableFileError):
                    failure = Failure(file.name, result.code, result.message)
                    (needs_review if result.review else failures).append(failure)
                else:
                    assessments.append(result)
                on_done(file.name)
    return BatchOutcome(
        tuple(sorted(assessments, key=lambda a: a.document)),
        tuple(sorted(needs_review, key=lambda f: f.document)),
        tuple(sorted(duplicates, key=lambda d: d.document)),
        tuple(sorted(failures, key=lambda f: f.document)),
    )


def _in_two_stages(
    files: Sequence[UniqueFile],
    readers: IsolatedPool[Document],
    assessors: IsolatedPool[Result],
    window: int,
) -> Iterator[tuple[UniqueFile, Result | UnreadableFileError]]:
    waiting = iter(files)
    running: dict[Future[Any], UniqueFile] = {}
    while True:
        for file in islice(waiting, window - len(running)):
            running[readers.submit(file.path, file.name)] = file
        if not running:
            return
        for job in wait(running, return_when=FIRST_COMPLETED).done:
            file = running.pop(job)
            try:
                result = job.result()
            except UnreadableFileError as error:
                yield file, error
            except MissingExtraError as error:
                yield file, UnreadableFileError("unsupported", str(error))
            else:
                if isinstance(result, Document):
                    running[assessors.submit(result)] = file
                else:
                    yield file, result
