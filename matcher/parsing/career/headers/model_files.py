"""Read the trained tables of ``models/entry-headers``, each a text of tab-separated columns."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from matcher.core.errors import ModelError
from matcher.core.shipped_files import model_folder

__all__ = ["KINDS", "LINES", "RUNNING_TEXT", "WORD_USES", "models_version", "read_table", "read_weights", "shipped"]

RUNNING_TEXT: Final = "running-text.tsv"
LINES: Final = "lines.tsv"
KINDS: Final = "kinds.tsv"
WORD_USES: Final = "word-uses.tsv"

_ADVICE: Final = "reinstall matcher, or train the models with models/train_entry_headers.py"


def shipped(name: str) -> Path:
    """Return the path of a shipped table.

    >>> shipped(KINDS).name
    'kinds.tsv'
    """
    return model_folder("entry-headers", name) / name


def models_version() -> str:
    """Return the version of the shipped tables: the first digits of their SHA-256.

    Raises:
        ModelError: one is missing.

    >>> len(models_version())
    12
    """
    digest = hashlib.sha256()
    for name in (RUNNING_TEXT, LINES, KINDS, WORD_USES):
        digest.update(_read(shipped(name)))
    return digest.hexdigest()[:12]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: a model of entry headers is missing ({error}); {_ADVICE}") from error


def read_table(path: Path, heading: Sequence[str]) -> dict[str, list[str]]:
    """Read a table: the first cell of each line names the row.

    Args:
        path: the file.
        heading: the cells of the first line, which tell format and version.

    Raises:
        ModelError: the file is missing, damaged or of another version.
    """
    try:
        first, *lines = _read(path).decode("utf-8").splitlines()
        rows = [line.split("\t") for line in lines]
    except ValueError as error:
        raise ModelError(f"{path}: a model of entry headers cannot be read ({error}); {_ADVICE}") from error
    if first.split("\t") != list(heading) or any(len(row) != len(heading) for row in rows):
        raise ModelError(f"{path}: not a model of entry headers of this version; {_ADVICE}")
    return {name: cells for name, *cells in rows}


def read_weights(path: Path, heading: Sequence[str]) -> dict[str, list[int]]:
    """Read a table of whole numbers; an empty cell is 0.

    Raises:
        ModelError: as :func:`read_table`, or a cell is no number.
    """
    try:
        return {name: [int(cell or 0) for cell in cells] for name, cells in read_table(path, heading).items()}
    except ValueError as error:
        raise ModelError(f"{path}: damaged ({error}); {_ADVICE}") from error
