"""Build the ``matcher`` command from the commands of the other modules."""

from __future__ import annotations

import io
import os
import sys

import click

from matcher.cli.agreement import evaluate, tune
from matcher.cli.cache import cache
from matcher.cli.profiles import profile
from matcher.cli.rank import rank
from matcher.cli.rerank import rerank
from matcher.cli.show import show
from matcher.cli.skills import skills
from matcher.core.version import __version__

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="matcher %(version)s")
def main() -> None:
    """Compare résumés to a role, and show the words behind every point."""
    # Ctrl-C ends workers at any point. Python's resource tracker then cleans up after them; its warning is of no use.
    warnings = os.environ.get("PYTHONWARNINGS")
    os.environ["PYTHONWARNINGS"] = ",".join(filter(None, (warnings, "ignore:resource_tracker:UserWarning")))
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show "é" or "█" shows "?" instead of ending the run.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


for command in (rank, rerank, show, profile, skills, evaluate, tune, cache):
    main.add_command(command)


if __name__ == "__main__":
    main()
