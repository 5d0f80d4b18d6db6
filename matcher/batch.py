"""Many résumés: which files there are, which are the same, and each assessed without harming the others."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final, Generic, Protocol, TypeVar

from matcher.errors import MissingExtraError, NothingToReadError, UnreadableFileError, UsageError
from matcher.isolation import IsolatedPool
from matcher.limits import ASSESSING, MAXIMUM_BYTES, MAXIMUM_CHARACTERS, READING, Limits
from matcher.types import Document, Duplicate, Failure

__all__ = ["BatchOutcome", "FileToAssess", "assess_batch", "find_files", "printable_name"]

Function = TypeVar("Function")


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
class FileToAssess:
    """A file and the name that reports call it by.

    >>> FileToAssess(Path("cvs/a.pdf"), "a.pdf").name
    'a.pdf'
    """

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class BatchOutcome(Generic[Result]):
    """Every file given, in one of four places; each sorted by name."""

    assessments: tuple[Result, ...]
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
    shown = name = printable_name(name)
    number = 1
    # Two files may be called the same: given apart, or told apart only by bytes that cannot be printed.
    while (known := found.get(shown)) is not None and known.absolute() != path.absolute():
        number += 1
        shown = printable_name(path.as_posix()) if number == 2 else f"{name} ({number})"
    found[shown] = path


def _walk(folder: Path) -> Iterator[Path]:
    unlisted: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: unlisted.append(Path(error.filename))):
        folders.sort()
        for name in sorted(names):
            yield Path(parent, name)
        # A link to a folder is an entry like any other, not a way in.
        for name in [n for n in folders if Path(parent, n).is_symlink()]:
            folders.remove(name)
            yield Path(parent, name)
    # A folder whose names are kept from us may hold résumés: it is told of, like a file that cannot be opened.
    yield from unlisted


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads a file, and sees to it that no more comes back than the limits allow."""

    read: Callable[[Path, str], Document]

    def __call__(self, path: Path, name: str) -> Document:
        document = self.read(path, name)
        if len(document.text) > MAXIMUM_CHARACTERS:
            raise UnreadableFileError("too-large", f"it holds more than {MAXIMUM_CHARACTERS:,} characters, the limit")
        return document


@dataclass(frozen=True, slots=True)
class _Prepared(Generic[Function]):
    """What a worker process calls to get its function, when that needs no preparing."""

    function: Function

    def __call__(self) -> Function:
        return self.function


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
        opened, unopened = _opened(files, unpack, Path(folder), reading) if unpack else (list(files), [])
        return _assess_all(opened, unopened, read, prepare, workers, on_done, reading, assessing)


def _assess_all(
    files: Sequence[FileToAssess],
    failures: list[Failure],
    read: Callable[[Path, str], Document],
    prepare: Callable[[], Callable[[Document], Result]],
    workers: int,
    on_done: Callable[[str], None],
    reading: Limits,
    assessing: Limits,
) -> BatchOutcome[Result]:
    # "cv.pdf" before "cv (1).pdf": the shortest name is seldom the copy.
    unique, duplicates, refused = _distinct(sorted(files, key=lambda f: (len(f.name), f.name)))
    failures = failures + refused
    for name in [*(d.document for d in duplicates), *(f.document for f in failures)]:
        on_done(name)
    assessments: list[Result] = []
    needs_review: list[Failure] = []
    if unique:
        count = min(workers, len(unique))
        with (
            IsolatedPool(prepare, count, assessing) as assessors,
            IsolatedPool(_Prepared(_Reader(read)), count, reading) as readers,
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


Unpack = Callable[[Path, Path], list[tuple[str, Path | None, str, str]] | None]
_DOCUMENTS: Final = (b"[content_types].xml", b"_rels/", b"docprops/", b"word/", b"mimetype", b"customxml/")
"""How the first name in a document that is packed as an archive begins, in lower case."""


def _opened(
    files: Sequence[FileToAssess], unpack: Unpack, folder: Path, limits: Limits
) -> tuple[list[FileToAssess], list[Failure]]:
    """The files, with those of archives in the place of the archives; and what of them cannot be had."""
    archives = [file for file in files if _may_be_archive(file.path)]
    if not archives:
        return list(files), []
    inside: dict[FileToAssess, list[FileToAssess]] = {}
    failures: list[Failure] = []
    with IsolatedPool(_Prepared(unpack), 1, limits) as pool:
        jobs = [(file, pool.submit(file.path, folder / str(n))) for n, file in enumerate(archives)]
        for file, job in jobs:
            try:
                members = job.result()
            except UnreadableFileError as error:
                inside[file] = []
                failures.append(Failure(file.name, error.code, error.message))
                continue
            if members is None:
                continue
            inside[file] = []
            for member, path, code, problem in members:
                name = f"{file.name}/{printable_name(member)}"
                if path is None:
                    failures.append(Failure(name, code, problem))
                else:
                    inside[file].append(FileToAssess(path, name))
    return [found for file in files for found in inside.get(file, [file])], failures


def _may_be_archive(path: Path) -> bool:
    """A quick look: the name of the first file in a ZIP package tells documents from archives."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return False
        with path.open("rb") as file:
            head = file.read(64)
    except OSError:
        return False
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not head[30:].lower().startswith(_DOCUMENTS)


def _in_two_stages(
    files: Sequence[FileToAssess],
    readers: IsolatedPool[Document],
    assessors: IsolatedPool[Result],
    window: int,
) -> Iterator[tuple[FileToAssess, Result | UnreadableFileError]]:
    waiting = iter(files)
    running: dict[Future[Any], FileToAssess] = {}
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
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            raise UnreadableFileError("not-readable", "it is a link, which is not followed; give the file itself")
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableFileError("not-readable", "it is a folder that cannot be listed; check its permissions")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFileError("not-readable", "it is not an ordinary file; give the file itself")
        if status.st_size > MAXIMUM_BYTES:
            raise UnreadableFileError(
                "too-large",
                f"it is larger than {MAXIMUM_BYTES // 1024**2} MiB, the limit; save it without large pictures",
            )
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        message = f"the system refuses to open it: {error.strerror or 'unknown reason'}; check its permissions"
        raise UnreadableFileError("not-readable", message) from None
