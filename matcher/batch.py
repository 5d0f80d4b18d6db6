"""Many résumés: which files there are, which are the same, and each assessed without harming the others."""

from __future__ import annotations

import hashlib
import os
import signal
import stat
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from matcher.errors import NothingToReadError, UnreadableFileError, UsageError
from matcher.types import Assessment, Duplicate, Failure

__all__ = ["BatchOutcome", "FileToAssess", "assess_batch", "find_files", "printable_name"]

SMALLEST_POOL: Final = 8
"""Files below which no worker processes are started: each worker takes about two seconds to load spaCy and
scikit-learn, in which one process reads that many files. Rerun `python -m benchmarks speed` after touching it."""


@dataclass(frozen=True, slots=True)
class FileToAssess:
    """A file and the name that reports call it by.

    >>> FileToAssess(Path("cvs/a.pdf"), "a.pdf").name
    'a.pdf'
    """

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """Every file given, in one of four places; each sorted by name."""

    assessments: tuple[Assessment, ...]
    needs_review: tuple[Failure, ...]
    duplicates: tuple[Duplicate, ...]
    failures: tuple[Failure, ...]


def printable_name(name: str) -> str:
    r"""A file name as text: bytes that are not UTF-8 and control characters written out.

    >>> printable_name("r\udce9sum\x1b[1m.txt")
    'r\\xe9sum\\x1b[1m.txt'
    """
    decoded = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in decoded)


def find_files(paths: Sequence[Path]) -> list[FileToAssess]:
    """All files under the given folders, and the given files, sorted by name.

    Links are listed, not followed, so that nothing outside the given folders is read.

    Args:
        paths: folders and files.

    Raises:
        UsageError: a path does not exist.
        NothingToReadError: there is no file at all.

    >>> find_files([Path("no-such-folder")])
    Traceback (most recent call last):
        ...
    matcher.errors.UsageError: no such file or folder: no-such-folder
    """
    found: dict[str, Path] = {}
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"no such file or folder: {printable_name(str(path))}")
        if path.is_dir():
            prefix = f"{path.name or path.resolve().name}/" if len(paths) > 1 else ""
            for entry in _walk(path):
                _add(found, prefix + entry.relative_to(path).as_posix(), entry)
        else:
            _add(found, path.name, path)
    if not found:
        listed = ", ".join(printable_name(str(p)) for p in paths)
        raise NothingToReadError(
            f"nothing to read: no files in {listed}. Put the résumés there, or name another folder."
        )
    return [FileToAssess(path, name) for name, path in sorted(found.items())]


def _add(found: dict[str, Path], name: str, path: Path) -> None:
    name = printable_name(name)
    known = found.get(name)
    if known is not None and known.absolute() != path.absolute():
        name = printable_name(path.as_posix())
    found[name] = path


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in names:
            yield Path(parent, name)
        # A link to a folder is an entry like any other, not a way in.
        for name in [n for n in folders if Path(parent, n).is_symlink()]:
            folders.remove(name)
            yield Path(parent, name)


def assess_batch(
    files: Sequence[FileToAssess],
    pipeline: Callable[[], Callable[[Path, str], Assessment]],
    workers: int = 1,
    on_done: Callable[[str], None] = lambda _: None,
) -> BatchOutcome:
    """Assess every file; a bad one costs itself only.

    Args:
        files: what to assess; of files with the same bytes the one with the shortest name is assessed, the others are
            duplicates.
        pipeline: makes the function that assesses one file; called once per process, and picklable if ``workers`` > 1.
        workers: processes to use; 1 stays in this one.
        on_done: called with each file's name when it is done.

    Returns:
        The outcome, the same whatever the order of files and the number of workers.
    """
    # "cv.pdf" before "cv (1).pdf": the shortest name is seldom the copy.
    unique, duplicates, failures = _distinct(sorted(files, key=lambda f: (len(f.name), f.name)))
    for duplicate in duplicates:
        on_done(duplicate.document)
    for failure in failures:
        on_done(failure.document)
    outcomes: list[Assessment | Failure] = []
    results = (
        _in_pool(unique, pipeline, workers) if workers > 1 and len(unique) >= SMALLEST_POOL else _here(unique, pipeline)
    )
    review = set()
    for outcome, is_review in results:
        outcomes.append(outcome)
        if is_review:
            review.add(outcome.document)
        on_done(outcome.document)
    failed = [o for o in outcomes if isinstance(o, Failure)]
    return BatchOutcome(
        tuple(sorted((o for o in outcomes if isinstance(o, Assessment)), key=lambda a: a.document)),
        tuple(sorted((f for f in failed if f.document in review), key=lambda f: f.document)),
        tuple(sorted(duplicates, key=lambda d: d.document)),
        tuple(sorted([*failures, *(f for f in failed if f.document not in review)], key=lambda f: f.document)),
    )


def _distinct(files: Sequence[FileToAssess]) -> tuple[list[FileToAssess], list[Duplicate], list[Failure]]:
    """Files with different bytes; those whose bytes came before; those that cannot be opened."""
    first: dict[str, str] = {}
    unique: list[FileToAssess] = []
    duplicates: list[Duplicate] = []
    failures: list[Failure] = []
    for file in files:
        try:
            digest = _digest(file.path)
        except UnreadableFileError as error:
            failures.append(Failure(file.name, error.code, error.message))
            continue
        # Empty files are not copies of one another: each is listed with that reason.
        if digest in first and file.path.stat().st_size:
            duplicates.append(Duplicate(file.name, first[digest], digest))
        else:
            first[digest] = file.name
            unique.append(file)
    return unique, duplicates, failures


def _digest(path: Path) -> str:
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            raise UnreadableFileError("not-readable", "it is a link, which is not followed; give the file itself")
        if not stat.S_ISREG(mode):
            raise UnreadableFileError("not-readable", "it is not an ordinary file")
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        message = f"the system refuses to open it: {error.strerror or 'unknown reason'}"
        raise UnreadableFileError("not-readable", message) from None


def _assess(assess: Callable[[Path, str], Assessment], file: FileToAssess) -> tuple[Assessment | Failure, bool]:
    try:
        return assess(file.path, file.name), False
    except UnreadableFileError as error:
        return Failure(file.name, error.code, error.message), error.review
    except (MemoryError, RecursionError) as error:
        kind = "too much memory" if isinstance(error, MemoryError) else "too deep a structure"
        return Failure(file.name, "corrupt", f"reading it needs {kind}; save it anew as PDF and try again"), False


def _here(
    files: Sequence[FileToAssess], pipeline: Callable[[], Callable[[Path, str], Assessment]]
) -> Iterator[tuple[Assessment | Failure, bool]]:
    if not files:
        return
    assess = pipeline()
    for file in files:
        yield _assess(assess, file)


_worker_assess: Callable[[Path, str], Assessment] | None = None


def _start_worker(pipeline: Callable[[], Callable[[Path, str], Assessment]]) -> None:
    global _worker_assess
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C reaches every process; only the first one has to speak
    _worker_assess = pipeline()


def _work(file: FileToAssess) -> tuple[Assessment | Failure, bool]:
    assert _worker_assess is not None  # noqa: S101  (set by the pool's initializer)
    return _assess(_worker_assess, file)


def _in_pool(
    files: Sequence[FileToAssess], pipeline: Callable[[], Callable[[Path, str], Assessment]], workers: int
) -> Iterator[tuple[Assessment | Failure, bool]]:
    """Assess in worker processes; after a worker's death, what is left one file a pool, so that the killer is found."""
    left = dict.fromkeys(files)
    try:
        with ProcessPoolExecutor(workers, initializer=_start_worker, initargs=(pipeline,)) as pool:
            try:
                jobs = {pool.submit(_work, file): file for file in files}
                for job in as_completed(jobs):
                    result = job.result()
                    del left[jobs[job]]
                    yield result
            finally:
                pool.shutdown(cancel_futures=True)  # stopped half-way, only files already begun are waited for
    except BrokenProcessPool:
        pass
    for file in list(left):
        try:
            with ProcessPoolExecutor(1, initializer=_start_worker, initargs=(pipeline,)) as pool:
                yield pool.submit(_work, file).result()
        except BrokenProcessPool:
            yield Failure(file.name, "corrupt", "reading it crashed; save it anew as PDF and try again"), False
