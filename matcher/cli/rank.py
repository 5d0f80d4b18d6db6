"""``matcher rank``: score and rank résumés once, or with ``--watch`` at every change."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from matcher.cli.consoles import ranking_console
from matcher.cli.exit_status import ALL_READ, handle_errors, status_of
from matcher.cli.messages import print_excluded, print_message
from matcher.cli.options import (
    as_of_option,
    cache_option,
    cache_setting,
    no_cache_option,
    ocr_option,
    person_option,
    profile_option,
    skills_option,
    workers_option,
)
from matcher.cli.progress import ProgressStyle, show_progress
from matcher.core.errors import NothingToReadError, UnreadableFileError, UsageError

if TYPE_CHECKING:
    from matcher.ranking.ranking import Ranking
    from matcher.runs.distributed.workers import Workers

__all__ = ["rank"]

DEFAULT_FORMATS: Final = "html,csv,xlsx,json,md"


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL...")
@profile_option
@skills_option
@click.option(
    "--output", "-o", default="report", show_default=True, type=click.Path(path_type=Path), metavar="DIR",
    help="Folder for the reports; created if missing.",
)  # fmt: skip
@click.option(
    "--format", "formats", show_default=f"{DEFAULT_FORMATS}; on a cluster also parquet", metavar="LIST",
    help="Reports to write, separated by commas; parquet, a dataset of all candidates, is available, too.",
)  # fmt: skip
@as_of_option
@ocr_option
@workers_option
@click.option(
    "--top", type=click.IntRange(min=1), metavar="N",
    help="List the N best candidates in detail; the others appear only in ranking.csv. Default: all, up to 1,000.",
)  # fmt: skip
@click.option(
    "--duplicates", type=click.Choice(["bytes", "text", "near"]), default="bytes", show_default=True,
    help="Files that count as copies, of which only one is ranked: those with the same bytes, also those with the same "
    "text, or also those with nearly the same text.",
)  # fmt: skip
@person_option
@click.option(
    "--cluster", type=click.Choice(["local"]), help="Start a Dask cluster of --workers processes and run on it."
)
@click.option("--scheduler", metavar="ADDRESS", help="Run on the Dask cluster whose scheduler is at tcp://HOST:PORT.")
@cache_option
@no_cache_option
@click.option("--retry", is_flag=True, help="Try files again that took too long in an earlier run.")
@click.option(
    "--watch", is_flag=True,
    help="Keep running, and write the reports again whenever files are added, removed or changed.",
)  # fmt: skip
@click.option("--quiet", "-q", is_flag=True, help="Print neither progress nor the ranking.")
@click.option("--plain", is_flag=True, help="Print all detailed candidates as tab-separated lines, for a pipe.")
@click.option("--log-json", is_flag=True, help="Print progress on standard error as JSON, one object per line.")
@handle_errors
def rank(
    paths: tuple[str, ...],
    profile: str,
    skills: Path | None,
    output: Path,
    formats: str | None,
    as_of: str | None,
    ocr_languages: str,
    workers: int | None,
    top: int | None,
    duplicates: str,
    no_person: bool,
    cluster: str | None,
    scheduler: str | None,
    cache_folder: Path | None,
    no_cache: bool,
    retry: bool,
    watch: bool,
    quiet: bool,
    plain: bool,
    log_json: bool,
) -> int:
    """Score every résumé under PATH and write ranked reports.

    PATH may also be a URL (s3://, gs://, https:// …).

    Results are cached: an interrupted run resumes where it stopped, and another run over the same files is quick.

    Exit status: 0 all files were read; 3 done, but some files could not be read or need review (each is listed with
    its reason, here and in every report); 2 wrong usage; 1 nothing could be done.
    """
    chosen = _formats(formats, on_cluster=bool(cluster or scheduler))
    if output.exists() and not output.is_dir():
        raise UsageError(f"--output {output} is a file; name a folder")
    options: dict[str, Any] = {
        "profile": profile, "skills": skills, "as_of": as_of, "workers": workers, "ocr_languages": ocr_languages,
        "cache": cache_setting(cache_folder, no_cache), "top": top, "duplicates": duplicates,
        "person": not no_person, "retry": retry,
    }  # fmt: skip
    style: ProgressStyle = "program" if log_json else "none" if quiet or plain else "person"
    with _cluster(cluster, scheduler, workers) as executor:
        options["executor"] = executor
        if not watch:
            try:
                return _rank_once(paths, options, output, chosen, style, plain)
            except KeyboardInterrupt:
                raise KeyboardInterrupt("" if no_cache else "; run the same command to resume") from None
        if any(output.resolve().is_relative_to(Path(path).resolve()) for path in paths):
            raise UsageError(f"--output {output} is inside a watched folder: every report would be a new file in it")
        return _watch(paths, options, output, chosen, style, plain)


def _formats(given: str | None, *, on_cluster: bool) -> list[str]:
    from matcher.runs.run_folder import DATASETS, FORMATS

    default = f"{DEFAULT_FORMATS},parquet" if on_cluster else DEFAULT_FORMATS
    known = (*FORMATS, *DATASETS)
    chosen = [name.strip().lower() for name in (default if given is None else given).split(",") if name.strip()]
    unknown = [name for name in chosen if name not in known]
    if unknown or not chosen:
        raise UsageError(f"unknown format {', '.join(unknown) or repr(given)}; choose from: {', '.join(known)}")
    if "parquet" in chosen:
        from matcher.reporting.tables.parquet import need_parquet

        need_parquet()
    return chosen


@contextmanager
def _cluster(kind: str | None, scheduler: str | None, workers: int | None) -> Iterator[Workers | None]:
    if kind and scheduler:
        raise UsageError("--cluster and --scheduler cannot be used together")
    if not kind and not scheduler:
        yield None
        return
    from matcher.runs.distributed.dask_workers import DaskWorkers

    with DaskWorkers(scheduler or "", workers) as started:
        yield started


def _rank_once(
    paths: Sequence[str],
    options: Mapping[str, Any],
    output: Path,
    formats: Sequence[str],
    style: ProgressStyle,
    plain: bool,
) -> int:
    from matcher.reporting.console.plain_ranking import plain_lines
    from matcher.reporting.reports import get_ready
    from matcher.runs.prewarm import prestart_workers
    from matcher.runs.processes.fork_server import stop_prestarted
    from matcher.runs.processes.process_pool import run_while_waiting

    if options["executor"] is None:
        prestart_workers(paths, options["cache"])
    import matcher.api

    def load_modules_needed_later() -> None:
        import_module("numpy.random")  # for the ranking
        get_ready(formats)

    run_while_waiting(load_modules_needed_later)

    try:
        with show_progress(style) as progress:
            ranking = matcher.api.rank(
                paths,
                **options,
                on_start=progress.start,
                on_done=progress.done,
                on_failed=progress.failed,
                on_notice=progress.notice,
                on_progress=progress.advance,
            )
    finally:
        stop_prestarted()
    try:
        output.mkdir(parents=True, exist_ok=True)
        written = ranking.write(output, formats)
    except OSError as error:
        raise UsageError(f"cannot write into {output}: {error.strerror or error}") from None
    if plain:
        for line in plain_lines(ranking.summary()):
            click.echo(line)
    if style == "person":
        _print_ranking(ranking)
        click.echo(f"Wrote {', '.join(p.name for p in written)} into {output}", err=True)
    if style != "program":  # programs get counts, and can read the names in ranking.json
        print_excluded(ranking)
    return status_of(ranking)


def _watch(
    paths: Sequence[str],
    options: Mapping[str, Any],
    output: Path,
    formats: Sequence[str],
    style: ProgressStyle,
    plain: bool,
) -> int:
    """Rank now and after each change, until Ctrl-C."""
    from matcher.cli.watch import changes, state_of
    from matcher.runs.remote_files import is_url

    if urls := [path for path in paths if is_url(path)]:
        raise UsageError(f"{urls[0]} cannot be watched: --watch takes folders on this machine")
    folders = [Path(path) for path in paths]
    known = state_of(folders)
    try:
        for state in chain([known], changes(folders, known)):
            try:
                _rank_once(paths, options, output, formats, style, plain)
            except (NothingToReadError, UnreadableFileError) as error:
                print_message(str(error))
            if style == "program":
                click.echo(json.dumps({"event": "watching", "files": len(state)}), err=True)
            elif style == "person":
                print_message(f"watching {len(state):,} files; press Ctrl-C to stop")
    except KeyboardInterrupt:
        print_message("no longer watching")
    return ALL_READ


def _print_ranking(ranking: Ranking) -> None:
    from matcher.reporting.console.terminal import ROWS, render_ranking
    from matcher.reporting.summarize import summarize

    render_ranking(summarize(ranking, ROWS), ranking_console())
