"""Read and write the folder of a run: its reports, and the manifest that says what they were made from.

Every other module asks this one for the names of the files and for what they hold.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from matcher.core.atomic_write import make_directory, write_atomically
from matcher.core.errors import UsageError

__all__ = ["DATASETS", "FILE_NAMES", "FORMATS", "MANIFEST", "EarlierRun", "RunFolder", "own_files", "read_ranking"]

FILE_NAMES: Final = {
    "html": "report.html",
    "csv": "ranking.csv",
    "xlsx": "ranking.xlsx",
    "json": "ranking.json",
    "md": "ranking.md",
}
"""The file of each format."""

FORMATS: Final = tuple(FILE_NAMES)

DATASETS: Final = {"parquet": "ranking.parquet"}
"""The folder of each further format, written when it is asked for: these need the extra ``distributed``."""

MANIFEST: Final = "manifest.json"
"""The file that says what a run read and wrote."""

_HEAD: Final = 1 << 16
"""Bytes at the start of a manifest that hold everything but the lists of files."""

_FIRST_LIST: Final = b',\n "inputs": '
"""Where the lists of files begin in a manifest."""


@dataclass(frozen=True, slots=True)
class EarlierRun:
    """What a run's manifest says about the run as a whole.

    >>> EarlierRun("report", "2026-11-23", bytes(32), {}).folder
    'report'
    """

    folder: str
    as_of: str
    stored_run: bytes
    """The reference of its stored run in the cache."""
    versions: dict[str, str]


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The folder that a run writes its reports into.

    >>> RunFolder(Path("report")).report("csv").name
    'ranking.csv'
    """

    path: Path

    @property
    def manifest(self) -> Path:
        """The path of the manifest."""
        return self.path / MANIFEST

    def report(self, file_format: str) -> Path:
        """Return the path of a report or a dataset.

        Args:
            file_format: one of :data:`FORMATS` and :data:`DATASETS`.
        """
        return self.path / (FILE_NAMES | DATASETS)[file_format]

    def make(self) -> None:
        """Make the folder, if it does not exist.

        Raises:
            UsageError: it cannot be made.
        """
        make_directory(self.path)

    def write(self, path: Path, data: bytes | Iterable[bytes]) -> Path:
        """Write one of the folder's files, completely or not at all.

        Args:
            path: :attr:`manifest`, or one of :meth:`report`.
            data: its bytes, or pieces of them.

        Returns:
            The path.

        Raises:
            UsageError: it cannot be written.
        """
        write_atomically(path, data)
        return path

    def outputs(self, paths: Iterable[Path] | None = None) -> list[dict[str, str]]:
        """List files with their SHA-256, as the manifest does; a dataset's files one by one.

        Args:
            paths: files and datasets of this folder; None for all reports that are there.
        """
        files: list[tuple[str, Path]] = []
        for path in sorted(map(self.report, FORMATS) if paths is None else paths):
            if path.is_file():
                files.append((path.name, path))
            elif path.is_dir():
                files += [(f"{path.name}/{part.name}", part) for part in sorted(path.iterdir())]
        return [{"file": name, "sha256": _sha256(path)} for name, path in files]

    def is_unchanged(self, made_from: str, paths: Collection[Path]) -> bool:
        """Whether the folder holds exactly these reports, made from the same data, and none was edited since.

        Args:
            made_from: the digest that the manifest has to name.
            paths: the files that would be written.
        """
        try:
            manifest = json.loads(self.manifest.read_bytes())
            digests = {entry["file"]: entry["sha256"] for entry in manifest["outputs"]}
            if manifest["made_from"] != made_from or set(digests) != {path.name for path in paths}:
                return False
            return all(digests[path.name] == _sha256(path) for path in paths)
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def earlier_run(self) -> EarlierRun:
        """Read what the manifest says about the run as a whole.

        Raises:
            UsageError: there is no manifest, or it is not one of matcher's, or it names no stored run.
        """
        path = self.manifest
        try:
            head = self._manifest_head()
            run = EarlierRun(str(self.path), head["as_of"], bytes.fromhex(head["stored_run"]), dict(head["versions"]))
        except OSError as error:
            reason = error.strerror or error
            raise UsageError(
                f"{path} cannot be read ({reason}); name a folder that `matcher rank` wrote its reports to"
            ) from None
        except (ValueError, KeyError, TypeError):
            run = None
        if run is None or not run.stored_run:
            raise UsageError(f"{path} does not name a stored run: run `matcher rank` over the résumés again")
        return run

    def _manifest_head(self) -> dict[str, Any]:
        """Read the manifest without its lists of files: these take a second for a hundred thousand files."""
        with self.manifest.open("rb") as file:
            data = file.read(_HEAD)
            end = data.find(_FIRST_LIST)
            head: dict[str, Any] = json.loads(data[:end] + b"}" if end >= 0 else data + file.read())
        return head


def own_files(folder: Path) -> frozenset[str]:
    """Return the names that a run's reports have, if a folder holds the manifest of a run, or none.

    Other files may lie beside reports: whoever ranks a folder may write the reports into it.

    >>> sorted(own_files(Path("no-such-folder")))
    []
    """
    try:
        with RunFolder(folder).manifest.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return frozenset()
    is_ours = head.startswith(b'{\n "schema": ') and b'\n "matcher": ' in head and b'\n "made_from": ' in head
    return frozenset({MANIFEST, *FILE_NAMES.values(), *DATASETS.values()}) if is_ours else frozenset()


def read_ranking(source: Path) -> Any:
    """Read the plain data of a ranking.

    Args:
        source: a run's folder, or the ``ranking.json`` in it.

    Raises:
        UsageError: there is no such file, or it is not JSON.
    """
    file = RunFolder(source).report("json") if source.is_dir() else source
    try:
        return json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise UsageError(
            f"{source} contains no {FILE_NAMES['json']}; give a folder that `matcher rank` wrote to, with json among "
            "its formats"
        ) from None
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot read {file}: {getattr(error, 'strerror', None) or error}") from None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
