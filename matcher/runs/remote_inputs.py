"""Which files there are somewhere else: their digests, without fetching what is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from matcher.core.errors import MissingExtraError, UnreadableFileError
from matcher.core.ranking import Failure
from matcher.runs.inputs import FileToAssess, InputSet, UniqueFile, digest, may_be_archive
from matcher.runs.remote_files import fetch
from matcher.runs.store.cache import Cache

__all__ = ["FileProbe", "collect_remote_inputs", "probe_files"]

FETCHES: Final = 16
"""Files that are fetched at a time: most of that time is waiting for the store."""

_AT_ONCE: Final = 10_000


@dataclass(frozen=True, slots=True)
class FileProbe:
    """What a file is, seen from outside.

    >>> FileProbe(bytes(32), 9).is_archive
    False
    """

    sha: bytes
    size: int
    """Bytes."""
    is_archive: bool = False
    """Whether it looks like an archive of files, which is opened here."""
    error: UnreadableFileError | MissingExtraError | None = None


ProbeFiles = Callable[[Sequence[tuple[str, Path]]], Iterator[tuple[int, FileProbe]]]
"""ProbeFiles at files, given the address of each and where it belongs on this disk, and tells how each looks by its number,
as they come. It may or may not leave them there."""


def probe_file(url: str, place: Path) -> FileProbe:
    """Fetch a file to its place, and tell how it looks."""
    try:
        fetch(url, place)
        return FileProbe(digest(place), place.stat().st_size, may_be_archive(place))
    except (UnreadableFileError, MissingExtraError) as error:
        place.unlink(missing_ok=True)
        return FileProbe(b"", 0, error=error)


def probe_files(files: Sequence[tuple[str, Path]]) -> Iterator[tuple[int, FileProbe]]:
    """Fetch files to their places on this disk, and leave them there."""
    with ThreadPoolExecutor(FETCHES, "matcher-fetch") as threads:
        for start in range(0, len(files), _AT_ONCE):
            part = files[start : start + _AT_ONCE]
            yield from enumerate(threads.map(lambda file: probe_file(*file), part), start)


def collect_remote_inputs(
    files: Sequence[FileToAssess],
    cache: Cache,
    folder: Path,
    looks: ProbeFiles,
    reader_of: Callable[[str], str],
    *,
    unpack: bool,
) -> tuple[InputSet, list[FileToAssess]]:
    """Find out what files somewhere else hold, as :func:`matcher.runs.inputs.collect_inputs` does here.

    Args:
        files: files with addresses.
        cache: knows the digests of those that have not changed, where their store tells; such files are not fetched if
            it knows, too, what they say.
        folder: for what is fetched.
        looks: how files are looked at.
        reader_of: the present version of a media type's reader.
        unpack: whether archives are told apart.

    Returns:
        Files, copies of one another among them, and those that cannot be had; and archives, on this disk.
    """
    found: list[UniqueFile] = []
    failures: list[Failure] = []
    archives: list[FileToAssess] = []
    left: list[tuple[FileToAssess, Path]] = []
    known = cache.remote_digests([(file.url, file.mark) for file in files])
    read = cache.readings({sha for sha, _ in filter(None, known)}, reader_of)
    for number, (file, digested) in enumerate(zip(files, known, strict=True)):
        place = folder / f"fetched-{number}"
        if digested is not None and digested[0] in read:
            found.append(UniqueFile(place, file.name, *digested, file.url))
        else:
            left.append((file, place))
    for number, seen in looks([(file.url, place) for file, place in left]):
        file, place = left[number]
        if isinstance(seen.error, UnreadableFileError):
            failures.append(Failure(file.name, seen.error.code, seen.error.message))
        elif seen.error is not None:
            raise seen.error
        elif seen.is_archive and unpack:
            if not place.exists():
                fetch(file.url, place)
            archives.append(FileToAssess(place, file.name))
        else:
            cache.put_remote_digest(file.url, file.mark, seen.size, seen.sha)
            found.append(UniqueFile(place, file.name, seen.sha, seen.size, file.url))
    return InputSet(tuple(found), (), tuple(failures)), archives
