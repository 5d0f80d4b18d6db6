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
from matcher.core.errors import UnreadableFileError

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
) -> None:
    """Show what was read, recognised and scored in one résumé.

    With --json, print its entry of ranking.json.
    """
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
        raise UnreadableFileError(error.code, f"{printable_name(file)}: {error.message}") from None
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

    from matcher.reporting.terminal import render_assessment

    render_assessment(candidate, Console(highlight=False))
