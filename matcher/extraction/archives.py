"""Unpack ZIP archives of résumés within limits, one level deep."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.formats import DOCUMENT_FOLDERS, DOCUMENT_PARTS

__all__ = ["Member", "is_archive", "members", "read", "unpack"]

MOST_MEMBERS: Final = 2_000
"""Most files in one archive. A job portal's export holds some hundreds."""

MOST_BYTES: Final = 512 * 1024 * 1024
"""Most bytes of its files together, unpacked."""

LARGEST_MEMBER: Final = 64 * 1024 * 1024
"""Most bytes of one file, as for any file."""

_IGNORED: Final = ("__MACOSX/", ".", "~$", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive.

    >>> Member("a/cv.txt", b"Ana").name
    'a/cv.txt'
    """

    name: str
    """Its path in the archive, with forward slashes and without parents."""
    data: bytes
    code: str = ""
    """Reason code, when there is no data."""
    problem: str = ""
    """Why there is no data: it is too large, damaged, protected by a password, or an archive itself."""


def is_archive(file: IO[bytes]) -> bool:
    """Return whether a file is a ZIP archive of files and not a document packed as ZIP (DOCX, ODT).

    Args:
        file: opened for reading in binary mode; its position changes.
    """
    if file.read(4) not in {b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"}:
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            names = [name.lower().replace("\\", "/") for name in archive.namelist()[:50_000]]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return bool(names) and not any(name in DOCUMENT_PARTS or name.startswith(DOCUMENT_FOLDERS) for name in names)


def members(file: IO[bytes]) -> Iterator[Member]:
    """Yield the files of an archive in the order of their names.

    Folders, hidden files and files that operating systems add are skipped. Archives in the archive are yielded as a
    problem and not opened.

    Args:
        file: opened for reading in binary mode.

    Raises:
        UnreadableFileError: it is no archive or a damaged one, or has more files or bytes than allowed.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFileError("corrupt", "it is a damaged ZIP archive; ask for it again") from error
    with archive:
        entries = sorted(
            (
                (name, entry)
                for entry in archive.infolist()
                if not entry.is_dir() and (name := _safe_name(entry.filename))
            ),
            key=lambda pair: pair[0],
        )
        if len(entries) > MOST_MEMBERS:
            raise UnreadableFileError("too-large", f"it holds more than {MOST_MEMBERS} files, the limit; split it")
        left = MOST_BYTES
        seen: set[str] = set()
        for name, entry in entries:
            unique = name
            while unique in seen:  # an archive may hold two files of one name
                unique = f"{unique}~"
            seen.add(unique)
            member = _unpack(archive, entry, unique, LARGEST_MEMBER)
            left -= len(member.data)
            if left < 0:
                limit = f"{MOST_BYTES // 1024**2} MiB, the limit"
                raise UnreadableFileError("too-large", f"unpacked, it is larger than {limit}; split it")
            yield member


def unpack(path: Path, folder: Path) -> list[tuple[str, Path | None, str, str]] | None:
    """Write an archive's files into a folder, under numbers as names.

    Args:
        path: the archive.
        folder: to create, for this archive alone.

    Returns:
        For each file its name in the archive and its path, or no path but a reason code and message. None when the file
        is no archive of files.

    Raises:
        UnreadableFileError: as :func:`members`, or ``empty``.
    """
    with path.open("rb") as file:
        if not is_archive(file):
            return None
        file.seek(0)
        folder.mkdir(mode=0o700)
        files: list[tuple[str, Path | None, str, str]] = []
        for number, member in enumerate(members(file)):
            target = None if member.problem else folder / str(number)
            if target is not None:
                target.write_bytes(member.data)
            files.append((member.name, target, member.code, member.problem))
    if not files:
        raise UnreadableFileError("empty", "it is a ZIP archive without files; ask for it again")
    return files


def _safe_name(name: str) -> str:
    """Return the path in the archive without parents, drives and roots; empty for a file to skip."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    if parts and len(parts[0]) == 2 and parts[0].endswith(":"):
        parts = parts[1:]
    path = "/".join(parts)
    hidden = any(part.startswith((".", "~$")) for part in parts) or path.startswith("__MACOSX/")
    return "" if hidden or not parts or parts[-1] in _IGNORED else path


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, limit: int) -> Member:
    if PurePosixPath(name).suffix.lower() in {".zip", ".rar", ".7z", ".gz", ".tar", ".bz2", ".xz"}:
        return Member(name, b"", "unsupported", "it is an archive in an archive; unpack it and give the files in it")
    try:
        with archive.open(entry) as part:
            data = part.read(limit + 1)
    except RuntimeError:  # zipfile's error for an entry that needs a password
        return Member(name, b"", "encrypted", "it needs a password; ask for an open copy")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError, KeyError):
        return Member(name, b"", "corrupt", "it is damaged in its archive; ask for the file again")
    if len(data) > limit:
        message = f"it is larger than {limit // 1024**2} MiB, the limit; save it without large pictures"
        return Member(name, b"", "too-large", message)
    return Member(name, data)


def read(data: bytes) -> DocumentBuilder:
    """Read the only file of an archive.

    Raises:
        UnreadableFileError: it holds no file or several, or the file cannot be read.
    """
    from matcher.extraction.reading import read_into

    files = []
    for member in members(BytesIO(data)):
        files.append(member)
        if len(files) > 1:
            message = "it is a ZIP archive of several files; `matcher rank` opens it, or unpack it"
            raise UnreadableFileError("unsupported", message)
    if not files:
        raise UnreadableFileError("empty", "it is a ZIP archive without files; ask for it again")
    if files[0].problem:
        raise UnreadableFileError(files[0].code, f"the file in it: {files[0].problem}")
    if is_archive(BytesIO(files[0].data)):
        raise UnreadableFileError("unsupported", "it is an archive in an archive; unpack it")
    return read_into(files[0].data)
