"""Make the console that a ranking is printed on."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["ranking_console"]

PIPE_WIDTH: Final = 10_000
"""Columns of a pipe or a file: no name is broken in it."""


def ranking_console() -> Console:
    """Return a console as wide as the terminal; in a pipe without a given width (``COLUMNS``) no line is broken."""
    from rich.console import Console

    if sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdigit():
        return Console(highlight=False)
    # Without a height, rich takes a "dumb" terminal for one of 80 columns, whatever the width.
    return Console(highlight=False, width=PIPE_WIDTH, height=25)
