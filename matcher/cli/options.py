"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from matcher.core.errors import UsageError

__all__ = [
    "as_of_option",
    "cache_option",
    "cache_setting",
    "json_option",
    "no_cache_option",
    "ocr_option",
    "person_option",
    "profile_option",
    "skills_option",
    "workers_option",
]

profile_option = click.option(
    "--profile", "-p", default="backend-developer", show_default=True, metavar="NAME|FILE",
    help="Requirement profile: the name of a shipped profile, or a TOML file.",
)  # fmt: skip
skills_option = click.option(
    "--skills", type=click.Path(path_type=Path), metavar="FILE",
    help="Your own additions to the taxonomy, a TOML file; check it with `matcher skills check FILE`.",
)  # fmt: skip
as_of_option = click.option(
    "--as-of", metavar="DATE",
    help="The day on which “present” ends (2026-11-23); default: today. Set it to make a run repeatable.",
)  # fmt: skip
ocr_option = click.option(
    "--ocr-languages", default="eng", show_default=True, metavar="CODES",
    help="Languages of scans and pictures: Tesseract codes, joined by + (eng+deu).",
)  # fmt: skip
workers_option = click.option(
    "--workers", "-w", type=click.IntRange(min=1), help="Number of worker processes; default: one per core."
)
cache_option = click.option(
    "--cache", "cache_folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Cache folder; default: the one of your user account.",
)  # fmt: skip
no_cache_option = click.option("--no-cache", is_flag=True, help="Neither read nor write the cache.")
person_option = click.option(
    "--no-person", is_flag=True, help="Leave out names, contacts and places of persons from every output."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead.")


def cache_setting(folder: Path | None, no_cache: bool) -> Path | bool:
    """Return the API's ``cache`` argument for the two cache options.

    Raises:
        UsageError: both options are given.
    """
    if folder is not None and no_cache:
        raise UsageError("--cache and --no-cache cannot be used together")
    return not no_cache if folder is None else folder
