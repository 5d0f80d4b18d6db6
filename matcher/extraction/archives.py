"""ZIP archives of résumés, opened within limits: what is in them, one level deep."""

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
"""Files of one archive that are given out. A job portal's export holds some hundreds."""

MOST_BYTES: Final = 512 * 1024 * 1024
"""Bytes that they may come to, unpacked."""

LARGEST_MEMBER: Final = 64 * 1024 * 1024
"""Bytes of one of them: the limit for any file."""

_LEFT_OUT: Final = ("__MACOSX/", ".", "~$", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive.

    >>> Member("a/cv.txt", b"Ana").name
    'a/cv.txt'
    """

    name: str
    """Its path within the archive, with forward slashes and without parents."""
    data: bytes
    code: str = ""
    """Reason code, when there is no data."""
    problem: str = ""
    """Why there is no data: too large, damaged, protected by a password, an archive itself."""


def is_archive(file: IO[bytes]) -> bool:
    """Whether a file is a ZIP archive of files, and not a document that is packed as one (DOCX, ODT).

    Args:
        file: opened for reading in binary mode; where it is read from afterwards is not said.
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
    """The files of an archive, by name, one after the other.

    Folders, hidden files and what operating systems add are passed over. Archives within are named, not opened.

    Args:
        file: opened for reading in binary mode.

    Raises:
        UnreadableFileError: it is no archive or a damaged one, or the limit of files or bytes is reached.
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
    """Write an archive's files into a folder, under names of our own.

    Args:
        path: the archive.
        folder: empty; for this archive alone.

    Returns:
        For each file its name within the archive, where it is now, and else a reason code and message; None when the
        file is no archive of files.

    Raises:
        UnreadableFileError: as :func:`members`, or ``empty``.
    """
    with path.open("rb") as file:
        if not is_archive(file):
            return None
        file.seek(0)
        folder.mkdir(mode=0o700)
        found: list[tuple[str, Path | None, str, str]] = []
        for number, member in enumerate(members(file)):
            target = None if member.problem else folder / str(number)
            if target is not None:
                target.write_bytes(member.data)
            found.append((member.name, target, member.code, member.problem))
    if not found:
        raise UnreadableFileError("empty", "it is a ZIP archive without files; ask for it again")
    return found


def _safe_name(name: str) -> str:
    """The path within the archive; parents, drives and roots are taken off, so that it leads nowhere else."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    if parts and len(parts[0]) == 2 and parts[0].endswith(":"):
        parts = parts[1:]
    path = "/".join(parts)
    hidden = any(part.startswith((".", "~$")) for part in parts) or path.startswith("__MACOSX/")
    return "" if hidden or not parts or parts[-1] in _LEFT_OUT else path


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, limit: int) -> Member:
    if PurePosixPath(name).suffix.lower() in {".zip", ".rar", ".7z", ".gz", ".tar", ".bz2", ".xz"}:
        return Member(
            name, b"", "unsupported", "it is an archive within an archive; unpack it and give the files in it"
        )
    try:
        with archive.open(entry) as part:
            data = part.read(limit + 1)
    except RuntimeError:  # what zipfile raises for an entry that needs a password
        return Member(name, b"", "encrypted", "it needs a password; ask for an open copy")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError, KeyError):
        return Member(name, b"", "corrupt", "it is damaged within its archive; ask for the file again")
    if len(data) > limit:
        message = f"it is larger than {limit // 1024**2} MiB, the limit; save it without large pictures"
        return Member(name, b"", "too-large", message)
    return Member(name, data)


def read(data: bytes) -> DocumentBuilder:
    """Read an archive as one document, which it is when it holds a single file.

    Raises:
        UnreadableFileError: it holds none or several; or the one cannot be read.
    """
    from matcher.extraction.reading import read_into

    found = []
    for member in members(BytesIO(data)):
        found.append(member)
        if len(found) > 1:
            message = "it is a ZIP archive of several files; `matcher rank` opens it, or unpack it"
            raise UnreadableFileError("unsupported", message)
    if not found:
        raise UnreadableFileError("empty", "it is a ZIP archive without files; ask for it again")
    if found[0].problem:
        raise UnreadableFileError(found[0].code, f"of the file in it: {found[0].problem}")
    if is_archive(BytesIO(found[0].data)):
        raise UnreadableFileError("unsupported", "it is an archive within an archive; unpack it")
    return read_into(found[0].data)
