"""``matcher show``: everything about one résumé."""

from __future__ import annotations

from pathlib import Path

import click

from matcher.cli.exit_status import handle_errors
from matcher.cli.messages import printable_name
from matcher.cli.options import (
    as_of_option,
    cache_option,
    cache_setting,
    json_option,
    no_cache_option,
    ocr_option,
    person_option,
    profile_option,
    skills_option,
)
from matcher.core.errors import UnreadableFileError, UsageError

__all__ = ["show"]


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@profile_option
@skills_option
@as_of_option
@ocr_option
@person_option
@cache_option
@no_cache_option
@json_option
@click.option(
    "--structure", is_flag=True,
    help="Print the text instead, each line with what it was taken for: section, entry, title, employer, place, dates. "
    "It is printed whole, so --no-person cannot be used with it; --profile and --skills have no effect.",
)  # fmt: skip
@handle_errors
def show(
    file: Path,
    profile: str,
    skills: Path | None,
    as_of: str | None,
    ocr_languages: str,
    no_person: bool,
    cache_folder: Path | None,
    no_cache: bool,
    as_json: bool,
    structure: bool,
) -> None:
    """Show what was read, recognised and scored in one résumé.

    With --json, print its entry of ranking.json; with --structure and --json, the structure as data.
    """
    if structure:
        if no_person:
            raise UsageError("--no-person cannot be used with --structure, which prints the whole text")
        _show_structure(file, as_of, ocr_languages, cache_setting(cache_folder, no_cache), as_json=as_json)
        return
    from matcher.runs.prewarm import prestart_workers
    from matcher.runs.processes.fork_server import stop_prestarted

    cache = cache_setting(cache_folder, no_cache)
    prestart_workers([file], cache)
    import matcher.api

    try:
        ranking = matcher.api.assess(
            file,
            profile=profile,
            skills=skills,
            as_of=as_of,
            ocr_languages=ocr_languages,
            cache=cache,
            person=not no_person,
        )
    except UnreadableFileError as error:
        raise _named(file, error) from None
    finally:
        stop_prestarted()
    from matcher.reporting.summarize import summarize_assessment

    (ranked,) = ranking.candidates
    candidate = summarize_assessment(ranked.assessment, ranking.profile, ranked.next_band)
    if as_json:
        from matcher.reporting.json_text import json_bytes

        click.echo(json_bytes(candidate), nl=False)
        return
    from rich.console import Console

    from matcher.reporting.console.terminal import render_assessment

    render_assessment(candidate, Console(highlight=False))


def _show_structure(file: Path, as_of: str | None, ocr_languages: str, cache: Path | bool, *, as_json: bool) -> None:
    """Print what each line of a résumé was taken for."""
    import matcher.api

    try:
        found = matcher.api.read_structure(file, as_of=as_of, ocr_languages=ocr_languages, cache=cache)
    except UnreadableFileError as error:
        raise _named(file, error) from None
    if as_json:
        from matcher.reporting.json_text import json_bytes
        from matcher.reporting.structure_view import structure_data

        click.echo(json_bytes(structure_data(found)), nl=False)
        return
    from rich.console import Console

    from matcher.reporting.console.structure_terminal import render_structure

    render_structure(found, Console(highlight=False))


def _named(file: Path, error: UnreadableFileError) -> UnreadableFileError:
    """Return an error with the name of the file in its message."""
    return UnreadableFileError(error.code, f"{printable_name(file)}: {error.message}")
