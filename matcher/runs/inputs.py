"""Which files there are: in folders, in archives, and which of them hold the same bytes."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from matcher.core.errors import NothingToReadError, UnreadableFileError, UsageError
from matcher.core.limits import MAXIMUM_BYTES, READING, Limits
from matcher.core.ranking import Duplicate, Failure
from matcher.extraction.formats import FIRST_PARTS
from matcher.runs.processes.process_pool import IsolatedPool, ReadyFunction
from matcher.runs.remote_files import find_remote, is_url, local_path, without_secrets

if TYPE_CHECKING:
    from matcher.runs.store.cache import Cache

__all__ = [
    "FileToAssess",
    "InputSet",
    "UniqueFile",
    "Unpack",
    "collect_inputs",
    "digest",
    "find_files",
    "has_digest",
    "may_be_archive",
    "printable_name",
]


@dataclass(frozen=True, slots=True)
class FileToAssess:
    """A file and the name that reports call it by.

    >>> FileToAssess(Path("cvs/a.pdf"), "a.pdf").name
    'a.pdf'
    """

    place: str | Path
    """Where it is on this disk; of a file somewhere else, nothing. Texts: a hundred thousand paths take a second."""
    name: str
    url: str = ""
    """Where it is fetched from; empty for a file on this disk."""
    mark: bytes = b""
    """Changes when a file somewhere else does; empty where nothing tells."""
    shared: bool = False
    """Whether other machines see it under the same path."""

    @property
    def path(self) -> Path:
        """Its place as a path."""
        return Path(self.place)


@dataclass(frozen=True, slots=True)
class UniqueFile:
    """A file whose bytes no other file has that comes before it.

    >>> UniqueFile(Path("cvs/a.pdf"), "a.pdf", bytes(32), 9).size
    9
    """

    place: str | Path
    name: str
    sha: bytes
    """The SHA-256 of its bytes."""
    size: int
    url: str = ""
    """Where it is fetched from to that path, if it is not there; empty for a file on this disk."""
    shared: bool = False
    """Whether other machines see it under the same path."""

    @property
    def path(self) -> Path:
        """Its place as a path."""
        return Path(self.place)


@dataclass(frozen=True, slots=True)
class InputSet:
    """Every file given, in one of three places."""

    unique: tuple[UniqueFile, ...]
    duplicates: tuple[Duplicate, ...]
    failures: tuple[Failure, ...]
    """Those that cannot be opened."""


NOTHING: Final = InputSet((), (), ())


def printable_name(name: str) -> str:
    r"""A file name as text: bytes that are not UTF-8 and control characters written out.

    >>> printable_name("r\udce9sum\x1b[1m.txt")
    'r\\xe9sum\\x1b[1m.txt'
    """
    if name.isascii() and name.isprintable():
        return name
    decoded = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in decoded)


def find_files(paths: Sequence[str | Path]) -> list[FileToAssess]:
    """All files under the given folders, and the given files, sorted by name.

    Links are listed, not followed, so that nothing outside the given folders is read.

    Args:
        paths: folders and files; as text, addresses of them, too (:mod:`matcher.runs.remote_files`).

    Raises:
        UsageError: a path does not exist.
        NothingToReadError: there is no file at all.
        MissingExtraError: an address needs a library that is not installed.

    >>> find_files([Path("no-such-folder")])
    Traceback (most recent call last):
        ...
    matcher.core.errors.UsageError: no such file or folder: no-such-folder
    """
    found: dict[str, FileToAssess] = {}
    several = len(paths) > 1
    for given in paths:
        url = given if isinstance(given, str) and is_url(given) else ""
        local = local_path(url) if url else Path(given)
        if local is None:
            prefix = f"{without_secrets(url).rstrip('/').rpartition('/')[2]}/" if several else ""
            for file in find_remote(url):
                name = file.name if file.url == url else prefix + file.name
                _add(found, FileToAssess(Path(), name, file.url, file.mark))
            continue
        if not os.path.lexists(local):
            raise UsageError(f"no such file or folder: {printable_name(str(given))}")
        if local.is_dir():
            prefix = f"{local.name or local.resolve().name}/" if several else ""
            for name, entry in _walk(local):
                _add(found, FileToAssess(entry, prefix + name, shared=bool(url)))
        else:
            _add(found, FileToAssess(local, local.name, shared=bool(url)))
    if not found:
        listed = ", ".join(printable_name(str(p)) for p in paths)
        raise NothingToReadError(
            f"nothing to read: no files in {listed}. Put the résumés there, or name another folder."
        )
    return [found[name] for name in sorted(found)]


def _add(found: dict[str, FileToAssess], file: FileToAssess) -> None:
    shown = name = printable_name(file.name)
    if shown not in found:
        found[shown] = file if shown == file.name else replace(file, name=shown)
        return
    number = 1
    # Two files may be called the same: given apart, or told apart only by bytes that cannot be printed.
    while (known := found.get(shown)) is not None and _place(known) != _place(file):
        number += 1
        shown = printable_name(_as_given(file)) if number == 2 else f"{name} ({number})"
    found[shown] = replace(file, name=shown)


def _place(file: FileToAssess) -> str:
    return file.url or file.path.absolute().as_posix()


def _as_given(file: FileToAssess) -> str:
    return without_secrets(file.url) or file.path.as_posix()


def _walk(folder: Path) -> Iterator[tuple[str, str]]:
    """Names below a folder, with forward slashes, and the files; in no order."""
    unlisted: list[str] = []
    top = os.fspath(folder)
    for parent, folders, names in os.walk(top, onerror=lambda error: unlisted.append(error.filename)):
        below = os.path.relpath(parent, top).replace(os.sep, "/")
        prefix = "" if below == "." else f"{below}/"
        for name in names:
            yield prefix + name, os.path.join(parent, name)
        # A link to a folder is an entry like any other, not a way in.
        for name in [n for n in folders if os.path.islink(os.path.join(parent, n))]:
            folders.remove(name)
            yield prefix + name, os.path.join(parent, name)
    # A folder whose names are kept from us may hold résumés: it is told of, like a file that cannot be opened.
    for name in unlisted:
        yield os.path.relpath(name, top).replace(os.sep, "/"), name


Unpack = Callable[[Path, Path], list[tuple[str, Path | None, str, str]] | None]
"""Writes an archive's files into a folder, given the archive and the folder, and tells the name, the place or the
reason of each; None where it is no archive of files."""


def collect_inputs(
    files: Sequence[FileToAssess],
    cache: Cache | None = None,
    unpack: Unpack | None = None,
    folder: Path | None = None,
    limits: Limits = READING,
    beside: InputSet = NOTHING,
) -> InputSet:
    """Find out which files can be read at all, what archives hold, and which files have the same bytes.

    Of files with the same bytes the one with the shortest name is taken, the others are its duplicates: "cv.pdf" before
    "cv (1).pdf". Files that hold nothing are no copies of one another: each is listed with that reason.

    Args:
        files: what was given.
        cache: knows the digests of files that have not changed; None to take all anew.
        unpack: how archives are opened; None to read them like any other file. Picklable.
        folder: where archives are unpacked to; needed with ``unpack``.
        limits: what opening one archive may use.
        beside: files that are known already, somewhere else.

    Returns:
        Every file in one of three places.
    """
    failures = list(beside.failures)
    there: list[tuple[FileToAssess, os.stat_result]] = []
    for file in files:
        try:
            there.append((file, _status(file.place)))
        except UnreadableFileError as error:
            failures.append(Failure(file.name, error.code, error.message))
    known = cache.digests([(file.place, status) for file, status in there]) if cache else [None] * len(there)
    found = list(beside.unique)
    archives: list[FileToAssess] = []
    fresh: list[tuple[str | Path, os.stat_result, bytes]] = []
    for (file, status), sha in zip(there, known, strict=True):
        if sha is None:
            try:
                if unpack is not None and may_be_archive(file.place):
                    archives.append(file)
                    continue
                sha = digest(file.place)
            except UnreadableFileError as error:
                failures.append(Failure(file.name, error.code, error.message))
                continue
            # Only of what is no archive, so that a file whose digest is known need not be opened to see that.
            fresh.append((file.place, status, sha))
        found.append(UniqueFile(file.place, file.name, sha, status.st_size, shared=file.shared))
    if cache is not None and fresh:
        with cache.transaction():
            for path, status, sha in fresh:
                cache.put_digest(path, status, sha)
    if archives and unpack is not None and folder is not None:
        members, refused = _members(archives, unpack, folder, limits)
        failures += refused
        for file in members:
            try:
                status = _status(file.place)
                found.append(UniqueFile(file.path, file.name, digest(file.path), status.st_size))
            except UnreadableFileError as error:
                failures.append(Failure(file.name, error.code, error.message))
    return _stock(found, failures)


def _stock(found: list[UniqueFile], failures: list[Failure]) -> InputSet:
    first: dict[bytes, str] = {}
    unique: list[UniqueFile] = []
    duplicates: list[Duplicate] = []
    for file in sorted(found, key=lambda f: (len(f.name), f.name)):
        if file.sha in first and file.size:
            duplicates.append(Duplicate(file.name, first[file.sha], file.sha.hex()))
        else:
            first[file.sha] = file.name
            unique.append(file)
    return InputSet(tuple(unique), tuple(duplicates), tuple(failures))


def _members(
    archives: Sequence[FileToAssess], unpack: Unpack, folder: Path, limits: Limits
) -> tuple[list[FileToAssess], list[Failure]]:
    """The files in archives, an archive of no files itself; and what of them cannot be had."""
    members: list[FileToAssess] = []
    failures: list[Failure] = []
    with IsolatedPool(ReadyFunction(unpack), 1, limits) as pool:
        jobs = [(file, pool.submit(file.path, folder / str(n))) for n, file in enumerate(archives)]
        for file, job in jobs:
            try:
                inside = job.result()
            except UnreadableFileError as error:
                failures.append(Failure(file.name, error.code, error.message))
                continue
            if inside is None:
                members.append(file)
                continue
            for member, path, code, problem in inside:
                name = f"{file.name}/{printable_name(member)}"
                if path is None:
                    failures.append(Failure(name, code, problem))
                else:
                    members.append(FileToAssess(path, name))
    return members, failures


def may_be_archive(path: str | Path) -> bool:
    """A quick look at a file: the name of the first one in a ZIP package tells documents from archives.

    Raises:
        UnreadableFileError: it cannot be opened.
    """
    try:
        with open(path, "rb") as file:
            head = file.read(64)
    except OSError as error:
        raise _refused(error) from None
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not head[30:].lower().startswith(FIRST_PARTS)


def _status(place: str | Path) -> os.stat_result:
    try:
        status = os.lstat(place)
    except OSError as error:
        raise _refused(error) from None
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
    return status


def digest(path: str | Path) -> bytes:
    """The SHA-256 of a file's bytes.

    Raises:
        UnreadableFileError: it cannot be opened.
    """
    try:
        with open(path, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except OSError as error:
        raise _refused(error) from None


def has_digest(file: UniqueFile) -> bool:
    """Whether a file still holds the bytes that its digest was taken of.

    >>> has_digest(UniqueFile(Path("no-such-file"), "no-such-file", bytes(32), 9))
    False
    """
    try:
        return digest(file.place) == file.sha
    except UnreadableFileError:
        return False


def _refused(error: OSError) -> UnreadableFileError:
    message = f"the system refuses to open it: {error.strerror or 'unknown reason'}; check its permissions"
    return UnreadableFileError("not-readable", message)
