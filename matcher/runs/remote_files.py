"""List and fetch remote files with fsspec, from any address that it supports (S3, GCS, HTTP …)."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from matcher.core.errors import MatcherError, MissingExtraError, NothingToReadError, UnreadableFileError, UsageError
from matcher.core.limits import MAXIMUM_BYTES

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

__all__ = ["RemoteFile", "fetch", "find_remote", "is_url", "local_path", "without_secrets"]

_CHUNK: Final = 1 << 20

_TRIES: Final = 2
"""Networks fail at times; what fails twice in a row is reported."""

_MARKS: Final = (
    "ETag", "etag", "md5Hash", "content_md5", "checksum", "generation", "VersionId", "LastModified", "last_modified",
    "updated", "mtime",
)  # fmt: skip
"""Names of the values that change when a file does, in the listings of S3, GCS, Azure, HTTP, SFTP and others."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A remote file.

    >>> RemoteFile("memory://cvs/a/b.pdf", "a/b.pdf").mark
    b''
    """

    url: str
    name: str
    """Its path below the address that was given."""
    mark: bytes = b""
    """Changes when the file does; empty if the store provides no such value."""


def is_url(given: str) -> bool:
    r"""Whether a text is an address rather than a path.

    >>> [is_url(given) for given in ("s3://cvs", "zip://::https://x.org/a.zip", "C:\\cvs", "cvs/a.pdf", "a:b")]
    [True, True, False, False, False]
    """
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]+(?:://|::)", given) is not None


def local_path(url: str) -> Path | None:
    """Return the path of a ``file://`` address; None for any other address.

    >>> local_path("s3://cvs")
    >>> local_path("file:///srv/my%20cvs").as_posix()
    '/srv/my cvs'
    """
    from urllib.request import url2pathname  # imports half of the standard library's networking

    parts = urlsplit(url)
    return Path(url2pathname(parts.path)) if parts.scheme.lower() == "file" and "::" not in url else None


def without_secrets(url: str) -> str:
    """Return an address that is safe to show: without password and query.

    >>> without_secrets("https://ana:secret@cvs.example/a.pdf?signature=abc")
    'https://cvs.example/a.pdf'
    """
    return re.sub(r"(?<=://)[^/@]*@", "", url.partition("?")[0])


def find_remote(url: str) -> list[RemoteFile]:
    """List all files below an address, or the single file at it, in no order.

    An HTTP address that ends in a slash is a folder: the links on that page to addresses below it are its files.

    Raises:
        MissingExtraError: fsspec, or a library that it needs for such addresses, is not installed.
        UsageError: the address does not exist, or cannot be listed.
        NothingToReadError: there is nothing below it.
    """
    safe_url = without_secrets(url)
    store, root = _store(url)
    is_web = _protocol(url) in ("http", "https")
    if is_web and not url.partition("?")[0].endswith("/"):
        return [RemoteFile(url, unquote(posixpath.basename(url.partition("?")[0])))]
    try:
        store.invalidate_cache()
        found: dict[str, dict[str, Any]] = store.find(root, detail=True)
        is_file = not is_web and store.isfile(root)
        is_missing = not found and not store.exists(root)
    except Exception as error:
        raise UsageError(
            f"{safe_url} cannot be listed ({_kind(error)}); check the address and your permissions"
        ) from None
    if is_missing:
        raise UsageError(f"no such file or folder: {safe_url}")
    if is_file:
        return [RemoteFile(url, posixpath.basename(root), _mark(store.info(root)))]
    first, chained, behind = url.partition("::")
    top = root.rstrip("/") + "/"
    files = []
    for path, facts in found.items():
        below = path.removeprefix(top).lstrip("/")
        address = path if is_web else f"{first.rstrip('/')}/{below}{chained}{behind}"
        files.append(RemoteFile(address, unquote(below) if is_web else below, _mark(facts)))
    if not files:
        raise NothingToReadError(
            f"nothing to read: no files in {safe_url}. Put the résumés there, or name another folder."
        )
    return files


def fetch(url: str, target: Path) -> None:
    """Fetch a remote file to a path on this disk.

    Raises:
        UnreadableFileError: it cannot be fetched (``not-readable``), or is too large to read (``too-large``).
        MissingExtraError: fsspec, or a library that it needs for such addresses, is not installed.
    """
    store, path = _store(url)
    for tries_left in reversed(range(_TRIES)):
        try:
            options = {"block_size": 0} if _protocol(url) in ("http", "https") else {}
            with store.open(path, "rb", **options) as source, target.open("wb") as file:
                size = 0
                while chunk := source.read(_CHUNK):
                    size += len(chunk)
                    if size > MAXIMUM_BYTES:
                        limit = f"it is larger than {MAXIMUM_BYTES // 1024**2} MiB, the limit"
                        raise UnreadableFileError("too-large", f"{limit}; save it without large pictures")
                    file.write(chunk)
        except MatcherError:
            raise
        except Exception as error:
            # Stores have error classes of their own, and their messages may contain addresses with keys.
            if not tries_left or isinstance(error, FileNotFoundError | PermissionError):
                message = f"it cannot be fetched ({_kind(error)}); check the address and your permissions"
                raise UnreadableFileError("not-readable", message) from None
        else:
            return


def _store(url: str) -> tuple[AbstractFileSystem, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise MissingExtraError(
            "addresses such as s3:// need fsspec; install it with: pip install 'matcher[distributed]'"
        ) from None
    protocol = _protocol(url)
    try:
        store, path = url_to_fs(url)
    except ImportError as error:
        needed = f"{protocol}:// addresses need a library that is not installed"
        raise MissingExtraError(f"{needed} ({str(error).rstrip('.')})") from None
    except Exception as error:
        reason = "no installed library supports such addresses" if isinstance(error, ValueError) else _kind(error)
        raise UsageError(
            f"{without_secrets(url)} cannot be reached: {reason}; give a path, or an address such as s3://, gs:// or "
            "https://"
        ) from None
    return store, path


def _protocol(url: str) -> str:
    return re.split("://|::", url, maxsplit=1)[0].lower()


def _kind(error: Exception) -> str:
    """Return the kind of an error: the message of the operating system, or the name of the class."""
    message = error.strerror if isinstance(error, OSError) else None
    return message if message and len(message) < 80 else type(error).__name__


def _mark(facts: Mapping[str, Any]) -> bytes:
    values = [f"{key}={facts[key]}" for key in _MARKS if facts.get(key)]
    return hashlib.blake2b("\0".join([*values, str(facts.get("size"))]).encode()).digest() if values else b""
