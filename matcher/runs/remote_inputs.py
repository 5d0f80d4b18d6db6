"""Collect remote input files: their digests, without fetching files that are in the cache."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from matcher.core.errors import MissingExtraError, UnreadableFileError
from matcher.core.ranking import Failure
from matcher.runs.inputs import InputFile, InputSet, UniqueFile, digest, may_be_archive
from matcher.runs.remote_files import fetch
from matcher.runs.store.cache import Cache

__all__ = ["FileProbe", "collect_remote_inputs", "probe_files"]

FETCHES: Final = 16
"""Files that are fetched at a time: most of that time is waiting for the remote store."""

_AT_ONCE: Final = 10_000


@dataclass(frozen=True, slots=True)
class FileProbe:
    """The digest, the size and the kind of a file, without reading its text.

    >>> FileProbe(bytes(32), 9).is_archive
    False
    """

    sha: bytes
    size: int
    """Bytes."""
    is_archive: bool = False
    """Whether it looks like an archive of files, which this machine unpacks."""
    error: UnreadableFileError | MissingExtraError | None = None


ProbeFiles = Callable[[Sequence[tuple[str, Path]]], Iterator[tuple[int, FileProbe]]]
"""Probes files, given the address of each and a path for it on this disk. Yields the number of each file and its probe,
in the order in which they become available. The fetched files may or may not stay at their paths."""


def probe_file(url: str, path: Path) -> FileProbe:
    """Fetch a file to a path, and probe it."""
    try:
        fetch(url, path)
        return FileProbe(digest(path), path.stat().st_size, may_be_archive(path))
    except (UnreadableFileError, MissingExtraError) as error:
        path.unlink(missing_ok=True)
        return FileProbe(b"", 0, error=error)


def probe_files(files: Sequence[tuple[str, Path]]) -> Iterator[tuple[int, FileProbe]]:
    """Probe files on this machine, as :data:`ProbeFiles`; they stay at their paths."""
    with ThreadPoolExecutor(FETCHES, "matcher-fetch") as threads:
        for start in range(0, len(files), _AT_ONCE):
            part = files[start : start + _AT_ONCE]
            yield from enumerate(threads.map(lambda file: probe_file(*file), part), start)


def collect_remote_inputs(
    files: Sequence[InputFile],
    cache: Cache,
    folder: Path,
    probe: ProbeFiles,
    reader_of: Callable[[str], str],
    *,
    unpack: bool,
) -> tuple[InputSet, list[InputFile]]:
    """Collect remote files, as :func:`matcher.runs.inputs.collect_inputs` does for local ones.

    Args:
        files: files with addresses.
        cache: holds the digests of files with unchanged marks; such a file is not fetched if its reading is stored too.
        folder: for fetched files.
        probe: probes files.
        reader_of: returns the present version of a media type's reader.
        unpack: whether archives are to be unpacked.

    Returns:
        The files, duplicates among them, with the failures; and the archives, which are on this disk.
    """
    found: list[UniqueFile] = []
    failures: list[Failure] = []
    archives: list[InputFile] = []
    left: list[tuple[InputFile, Path]] = []
    known = cache.remote_digests([(file.url, file.mark) for file in files])
    read = cache.readings({sha for sha, _ in filter(None, known)}, reader_of)
    for number, (file, digested) in enumerate(zip(files, known, strict=True)):
        path = folder / f"fetched-{number}"
        if digested is not None and digested[0] in read:
            found.append(UniqueFile(path, file.name, *digested, file.url))
        else:
            left.append((file, path))
    for number, probed in probe([(file.url, path) for file, path in left]):
        file, path = left[number]
        if isinstance(probed.error, UnreadableFileError):
            failures.append(Failure(file.name, probed.error.code, probed.error.message))
        elif probed.error is not None:
            raise probed.error
        elif probed.is_archive and unpack:
            if not path.exists():
                fetch(file.url, path)
            archives.append(InputFile(path, file.name))
        else:
            cache.put_remote_digest(file.url, file.mark, probed.size, probed.sha)
            found.append(UniqueFile(path, file.name, probed.sha, probed.size, file.url))
    return InputSet(tuple(found), (), tuple(failures)), archives
