"""Locate the files that matcher ships: curated resources inside the package, trained models next to it or inside it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["PACKAGE", "RESOURCES", "model_folder"]

PACKAGE: Final = Path(__file__).parents[1]
"""Folder of the package ``matcher``."""

RESOURCES: Final = PACKAGE / "resources"
"""Folder of the curated files: taxonomy, profiles, word lists of languages."""


def model_folder(name: str, marker: str) -> Path:
    """Return the folder of a shipped model: inside an installed package, or at the top of the repository.

    Args:
        name: the folder's name below ``models``.
        marker: a file that the folder of a complete model holds.

    Returns:
        The first folder that holds ``marker``; where none does, the one inside the package.

    >>> model_folder("tfidf-reference", "meta.json").name
    'tfidf-reference'
    """
    folders = (PACKAGE / "models" / name, PACKAGE.parent / "models" / name)
    return next((folder for folder in folders if (folder / marker).is_file()), folders[0])
