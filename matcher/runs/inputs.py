"""Collect the input files: in folders and archives, with those that hold the same bytes."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from matcher.core.blank_characters import mark_blanks
from matcher.core.errors import NothingToReadError, UnreadableFileError, UsageError
from matcher.core.limits import MAXIMUM_BYTES, READING, Limits
from matcher.core.ranking import Duplicate, Failure
from matcher.extraction.formats import FIRST_PARTS
from matcher.runs.processes.process_pool import IsolatedPool, ReadyFunction
from matcher.runs.remote_files import find_remote, is_url, local_path, without_secrets
from matcher.runs.run_folder import MANIFEST, own_files

if TYPE_CHECKING:
    from matcher.runs.store.cache import Cache

__all__ = [
    "InputFile",
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
class InputFile:
    """A file, with its name in reports.

    >>> InputFile(Path("cvs/a.pdf"), "a.pdf").name
    'a.pdf'
    """

    location: str | Path
    """Its path on this disk; empty for a remote file. Usually text: a hundred thousand Path objects take a second."""
    name: str
    url: str = ""
    """Where it is fetched from; empty for a file on this disk."""
    mark: bytes = b""
    """Changes when a remote file does; empty if its store provides no mark."""
    shared: bool = False
    """Whether other machines see it under the same path."""

    @property
    def path(self) -> Path:
        """Its path, as an object."""
        return Path(self.location)


@dataclass(frozen=True, slots=True)
class UniqueFile:
    """A file that holds other bytes than all files before it.

    >>> UniqueFile(Path("cvs/a.pdf"), "a.pdf", bytes(32), 9).size
    9
    """

    location: str | Path
    name: str
    sha: bytes
    """The SHA-256 of its bytes."""
    size: int
    url: str = ""
    """Where it is fetched from, to that path, if it is not there; empty for a file on this disk."""
    shared: bool = False
    """Whether other machines see it under the same path."""

    @property
    def path(self) -> Path:
        """Its path, as an object."""
        return Path(self.location)


@dataclass(frozen=True, slots=True)
class InputSet:
    """Every input file, in one of three lists."""

    unique: tuple[UniqueFile, ...]
    duplicates: tuple[Duplicate, ...]
    failures: tuple[Failure, ...]
    """The files that cannot be opened."""


NO_INPUTS: Final = InputSet((), (), ())


def printable_name(name: str) -> str:
    r"""Return a file name as printable text: control characters, blank letters and what is not UTF-8 are escaped.

    >>> printable_name("r\udce9sum\x1b[1m.txt")
    'r\\xe9sum\\x1b[1m.txt'
    """
    if name.isascii() and name.isprintable():
        return name
    decoded = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    shown = mark_blanks(decoded, lambda blank: blank.encode("unicode_escape").decode("ascii"))
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in shown)


def find_files(paths: Sequence[str | Path], on_message: Callable[[str], None] = lambda _: None) -> list[InputFile]:
    """List all files in the given folders, and the given files, sorted by name.

    Links are listed, not followed, so that nothing outside the given folders is read. Reports of matcher's in a folder
    that is given, which hold the words of many people, are left out.

    Args:
        paths: folders and files; as text also addresses of them (:mod:`matcher.runs.remote_files`).
        on_message: called with a sentence for each folder with reports.

    Raises:
        UsageError: a path does not exist.
        NothingToReadError: there is no file at all.
        MissingExtraError: an address needs a library that is not installed.

    >>> find_files([Path("no-such-folder")])
    Traceback (most recent call last):
        ...
    matcher.core.errors.UsageError: no such file or folder: no-such-folder
    """
    found: dict[str, InputFile] = {}
    several = len(paths) > 1
    for given in paths:
        url = given if isinstance(given, str) and is_url(given) else ""
        local = local_path(url) if url else Path(given)
        if local is None:
            prefix = f"{without_secrets(url).rstrip('/').rpartition('/')[2]}/" if several else ""
            for file in find_remote(url):
                name = file.name if file.url == url else prefix + file.name
                _add(found, InputFile(Path(), name, file.url, file.mark))
            continue
        if not os.path.lexists(local):
            raise UsageError(f"no such file or folder: {printable_name(str(given))}")
        if local.is_dir():
            prefix = f"{local.name or local.resolve().name}/" if several else ""
            for name, entry in _walk(local, on_message):
                _add(found, InputFile(entry, prefix + name, shared=bool(url)))
        else:
            _add(found, InputFile(local, local.name, shared=bool(url)))
    if not found:
        listed = ", ".join(printable_name(str(p)) for p in paths)
        raise NothingToReadError(
            f"nothing to read: no files in {listed}. Put the résumés there, or name another folder."
        )
    return [found[name] for name in sorted(found)]


def _add(found: dict[str, InputFile], file: InputFile) -> None:
    unique = name = printable_name(file.name)
    if unique not in found:
        found[unique] = file if unique == file.name else replace(file, name=unique)
        return
    number = 1
    # Two files may have the same name: from different folders, or with names that differ only in unprintable bytes.
    while (other := found.get(unique)) is not None and _location(other) != _location(file):
        number += 1
        unique = printable_name(_as_given(file)) if number == 2 else f"{name} ({number})"
    found[unique] = replace(file, name=unique)


def _location(file: InputFile) -> str:
    return file.url or file.path.absolute().as_posix()


def _as_given(file: InputFile) -> str:
    return without_secrets(file.url) or file.path.as_posix()


def _walk(folder: Path, on_message: Callable[[str], None]) -> Iterator[tuple[str, str]]:
    """Yield the names of files below a folder, with forward slashes, and their paths; in no order."""
    unlisted: list[str] = []
    top = os.fspath(folder)
    for parent, folders, names in os.walk(top, onerror=lambda error: unlisted.append(error.filename)):
        below = os.path.relpath(parent, top).replace(os.sep, "/")
        prefix = "" if below == "." else f"{below}/"
        if MANIFEST in names and (own := own_files(Path(parent)).intersection([*names, *folders])):
            names = [name for name in names if name not in own]
            folders[:] = [name for name in folders if name not in own]
            what = "1 file" if len(own) == 1 else f"{len(own)} files"
            on_message(f"left out {what} of an earlier run's reports in {printable_name(parent)}")
        for name in names:
            yield prefix + name, os.path.join(parent, name)
        # A link to a folder is listed like a file, not followed.
        for name in [n for n in folders if os.path.islink(os.path.join(parent, n))]:
            folders.remove(name)
            yield prefix + name, os.path.join(parent, name)
    # A folder that cannot be listed may hold résumés: it is reported like a file that cannot be opened.
    for name in unlisted:
        yield os.path.relpath(name, top).replace(os.sep, "/"), name


Unpack = Callable[[Path, Path], list[tuple[str, Path | None, str, str]] | None]
"""Writes the files of an archive into a folder, given the archive and the folder. Returns of each its name, its path
or None, and the code and reason of its failure; None if it is not an archive of files."""


def collect_inputs(
    files: Sequence[InputFile],
    cache: Cache,
    unpack: Unpack | None = None,
    folder: Path | None = None,
    limits: Limits = READING,
    remote: InputSet = NO_INPUTS,
) -> InputSet:
    """Find the files that can be opened, unpack archives, and detect files with the same bytes.

    Of files with the same bytes, the one with the shortest name is unique and the others are its duplicates: "cv.pdf"
    before "cv (1).pdf". Empty files are not duplicates of one another: each is listed with that reason.

    Args:
        files: the files of :func:`find_files`.
        cache: holds the digests of unchanged files, and receives new ones.
        unpack: unpacks an archive; None to read archives like any other file. Picklable.
        folder: where archives are unpacked to; required with ``unpack``.
        limits: what unpacking one archive may use.
        remote: remote files that were collected already.

    Returns:
        Every file, in one of three lists.
    """
    failures = list(remote.failures)
    existing: list[tuple[InputFile, os.stat_result]] = []
    for file in files:
        try:
            existing.append((file, _status(file.location)))
        except UnreadableFileError as error:
            failures.append(Failure(file.name, error.code, error.message))
    known = cache.digests([(file.location, status) for file, status in existing])
    found = list(remote.unique)
    archives: list[InputFile] = []
    fresh: list[tuple[str | Path, os.stat_result, bytes]] = []
    for (file, status), sha in zip(existing, known, strict=True):
        if sha is None:
            try:
                if unpack is not None and may_be_archive(file.location):
                    archives.append(file)
                    continue
                sha = digest(file.location)
            except UnreadableFileError as error:
                failures.append(Failure(file.name, error.code, error.message))
                continue
            # Not for archives: so a file whose digest is known is not one, and need not be opened to see that.
            fresh.append((file.location, status, sha))
        found.append(UniqueFile(file.location, file.name, sha, status.st_size, shared=file.shared))
    if fresh:
        with cache.transaction():
            for path, status, sha in fresh:
                cache.put_digest(path, status, sha)
    if archives and unpack is not None and folder is not None:
        members, refused = _members(archives, unpack, folder, limits)
        failures += refused
        for file in members:
            try:
                status = _status(file.location)
                found.append(UniqueFile(file.path, file.name, digest(file.path), status.st_size))
            except UnreadableFileError as error:
                failures.append(Failure(file.name, error.code, error.message))
    return _without_duplicates(found, failures)


def _without_duplicates(found: list[UniqueFile], failures: list[Failure]) -> InputSet:
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
    archives: Sequence[InputFile], unpack: Unpack, folder: Path, limits: Limits
) -> tuple[list[InputFile], list[Failure]]:
    """Unpack archives; return the files in them, or the archive itself if it is a document, and the failures."""
    members: list[InputFile] = []
    failures: list[Failure] = []
    with IsolatedPool(ReadyFunction(unpack), 1, limits) as pool:
        jobs = [(file, pool.submit(file.path, folder / str(n))) for n, file in enumerate(archives)]
        for file, job in jobs:
            try:
                unpacked = job.result()
            except UnreadableFileError as error:
                failures.append(Failure(file.name, error.code, error.message))
                continue
            if unpacked is None:
                members.append(file)
                continue
            for member, path, code, problem in unpacked:
                name = f"{file.name}/{printable_name(member)}"
                if path is None:
                    failures.append(Failure(name, code, problem))
                else:
                    members.append(InputFile(path, name))
    return members, failures


def may_be_archive(path: str | Path) -> bool:
    """Whether a file looks like an archive of files: the first name in a ZIP package distinguishes it from a document.

    Raises:
        UnreadableFileError: it cannot be opened.
    """
    try:
        with open(path, "rb") as file:
            head = file.read(64)
    except OSError as error:
        raise _refused(error) from None
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not head[30:].lower().startswith(FIRST_PARTS)


def _status(location: str | Path) -> os.stat_result:
    try:
        status = os.lstat(location)
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
    """Compute the SHA-256 of a file's bytes.

    Raises:
        UnreadableFileError: it cannot be opened.
    """
    try:
        with open(path, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except OSError as error:
        raise _refused(error) from None


def has_digest(file: UniqueFile) -> bool:
    """Whether a file still holds the bytes that its digest was computed from.

    >>> has_digest(UniqueFile(Path("no-such-file"), "no-such-file", bytes(32), 9))
    False
    """
    try:
        return digest(file.location) == file.sha
    except UnreadableFileError:
        return False


def _refused(error: OSError) -> UnreadableFileError:
    message = f"the system refuses to open it: {error.strerror or 'unknown reason'}; check its permissions"
    return UnreadableFileError("not-readable", message)
