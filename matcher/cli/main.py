"""The command line: parse, call, write. Messages go to standard error, results to standard output or a folder."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from matcher.cli.agreement import evaluate, tune
from matcher.cli.cache import cache, cache_option, no_cache_option
from matcher.cli.exit_status import (
    ALL_READ,
    NOTHING_DONE,
    SOME_FAILED,
    plainly,
    printable_name,
    tell_of_others,
)
from matcher.cli.profiles import check, draft
from matcher.cli.progress import ProgressStyle, show_progress
from matcher.cli.rerank import rerank
from matcher.cli.skills import skills, skills_option
from matcher.core.errors import NothingToReadError, UnreadableFileError, UsageError
from matcher.core.version import __version__

if TYPE_CHECKING:
    from matcher.ranking.ranking import Ranking
    from matcher.runs.distributed.workers import Workers

__all__ = ["main"]

DEFAULT_FORMATS: Final = "html,csv,xlsx,json,md"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="matcher %(version)s")
def main() -> None:
    """Compare résumés to a role, and show the words behind every point."""
    # Ctrl-C ends workers wherever they are: Python's tracker of resources cleans up after them and need not tell of it.
    told = os.environ.get("PYTHONWARNINGS")
    os.environ["PYTHONWARNINGS"] = ",".join(filter(None, (told, "ignore:resource_tracker:UserWarning")))
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show "é" or "█" shows "?" instead of ending the run.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


main.add_command(cache)
main.add_command(evaluate)
main.add_command(rerank)
main.add_command(skills)
main.add_command(tune)

_profile_option = click.option(
    "--profile", "-p", default="backend-developer", show_default=True, metavar="NAME|FILE",
    help="Requirement profile: a shipped one's name or a TOML file.",
)  # fmt: skip
_as_of_option = click.option(
    "--as-of",
    metavar="DATE",
    help="The day on which “present” ends (2026-11-23); default: today. Fix it to repeat a run.",
)


_ocr_option = click.option(
    "--ocr-languages", default="eng", show_default=True, metavar="CODES",
    help="What scans and pictures are written in: Tesseract's codes, joined by + (eng+deu).",
)  # fmt: skip


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL...")
@_profile_option
@skills_option
@click.option(
    "--output", "-o", default="report", show_default=True, type=click.Path(path_type=Path), metavar="DIR",
    help="Folder for the reports; made if it is not there.",
)  # fmt: skip
@click.option(
    "--format", "formats", show_default=f"{DEFAULT_FORMATS}; on a cluster parquet, too", metavar="LIST",
    help="Reports to write; there is parquet, too: all candidates as a dataset.",
)  # fmt: skip
@_as_of_option
@_ocr_option
@click.option("--workers", "-w", type=click.IntRange(min=1), help="Processes to use; default: one per core.")
@click.option(
    "--top", type=click.IntRange(min=1), metavar="N",
    help="Candidates to tell in full, the best; the others stand in ranking.csv. Default: all, up to 1,000.",
)  # fmt: skip
@click.option(
    "--duplicates", type=click.Choice(["bytes", "text", "near"]), default="bytes", show_default=True,
    help="Rank only one of files with the same bytes, also of those with the same text, also of nearly the same text.",
)  # fmt: skip
@click.option(
    "--cluster", type=click.Choice(["local"]), help="Start a Dask cluster of --workers processes and work there."
)
@click.option("--scheduler", metavar="ADDRESS", help="Work on the Dask cluster whose scheduler is at tcp://HOST:PORT.")
@cache_option
@no_cache_option
@click.option("--watch", is_flag=True, help="Go on, and write the reports anew whenever files come, go or change.")
@click.option("--quiet", "-q", is_flag=True, help="Print neither progress nor the ranking.")
@click.option("--log-json", is_flag=True, help="Tell the progress as JSON, an object a line, on standard error.")
@plainly
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
    cluster: str | None,
    scheduler: str | None,
    cache_folder: Path | None,
    no_cache: bool,
    watch: bool,
    quiet: bool,
    log_json: bool,
) -> int:
    """Score every résumé under PATH and write ranked reports.

    An address (s3://, gs://, https:// …) may stand for a PATH.

    What was read and found is remembered: a run that was stopped goes on where it was, and another run over the same
    files is quick.

    Exit status: 0 all files read; 3 done, but some could not be (each is listed with its reason, here and in every
    report); 2 wrong usage; 1 nothing could be done.
    """
    wanted = _formats(formats, on_cluster=bool(cluster or scheduler))
    if output.exists() and not output.is_dir():
        raise UsageError(f"--output {output} is a file; name a folder")
    options: dict[str, Any] = {
        "profile": profile, "skills": skills, "as_of": as_of, "workers": workers, "ocr_languages": ocr_languages,
        "cache": _cache(cache_folder, no_cache), "top": top, "duplicates": duplicates,
    }  # fmt: skip
    style: ProgressStyle = "program" if log_json else "none" if quiet else "person"
    with _cluster(cluster, scheduler, workers) as executor:
        options["executor"] = executor
        if not watch:
            try:
                return _rank_once(paths, options, output, wanted, style)
            except KeyboardInterrupt:
                raise KeyboardInterrupt("" if no_cache else "; run the same command to go on") from None
        if any(output.resolve().is_relative_to(Path(path).resolve()) for path in paths):
            told = f"--output {output} lies in a folder that is watched"
            raise UsageError(f"{told}: every report would be a new file in it")
        return _watch(paths, options, output, wanted, style)


def _formats(given: str | None, *, on_cluster: bool) -> list[str]:
    from matcher.runs.run_folder import DATASETS, FORMATS

    usual = f"{DEFAULT_FORMATS},parquet" if on_cluster else DEFAULT_FORMATS
    formats = usual if given is None else given
    known = (*FORMATS, *DATASETS)
    wanted = [f.strip().lower() for f in formats.split(",") if f.strip()]
    unknown = [f for f in wanted if f not in known]
    if unknown or not wanted:
        raise UsageError(f"unknown format {', '.join(unknown) or repr(given)}; there are: {', '.join(known)}")
    if "parquet" in wanted:
        from matcher.reporting.parquet import need_parquet

        need_parquet()
    return wanted


@contextmanager
def _cluster(kind: str | None, scheduler: str | None, workers: int | None) -> Iterator[Workers | None]:
    if kind and scheduler:
        raise UsageError("--cluster and --scheduler cannot both be meant; give one of them")
    if not kind and not scheduler:
        yield None
        return
    from matcher.runs.distributed.dask_workers import DaskWorkers

    with DaskWorkers(scheduler or "", workers) as started:
        yield started


def _rank_once(
    paths: Sequence[str], options: Mapping[str, Any], output: Path, formats: Sequence[str], style: ProgressStyle
) -> int:
    from matcher.reporting.reports import get_ready
    from matcher.runs.prewarm import prestart_workers
    from matcher.runs.processes.fork_server import stop_prestarted
    from matcher.runs.processes.process_pool import run_while_waiting

    if options["executor"] is None:
        prestart_workers(paths, options["cache"])
    import matcher.api

    def load_what_comes_after() -> None:
        import_module("numpy.random")  # for the ranking
        get_ready(formats)

    run_while_waiting(load_what_comes_after)

    try:
        with show_progress(style) as progress:
            ranking = matcher.api.rank(
                paths,
                **options,
                on_start=progress.start,
                on_done=progress.done,
                on_failed=progress.failed,
                on_notice=progress.notice,
                on_progress=progress.at,
            )
    finally:
        stop_prestarted()
    try:
        output.mkdir(parents=True, exist_ok=True)
        written = ranking.write(output, formats)
    except OSError as error:
        raise UsageError(f"cannot write into {output}: {error.strerror or error}") from None
    if style == "person":
        _print_ranking(ranking)
        click.echo(f"Wrote {', '.join(p.name for p in written)} into {output}", err=True)
    if style != "program":  # which is told in counts, and reads names in ranking.json
        tell_of_others(ranking)
    if not ranking.candidates:
        return NOTHING_DONE
    return SOME_FAILED if ranking.failures or ranking.needs_review else ALL_READ


def _watch(
    paths: Sequence[str], options: Mapping[str, Any], output: Path, formats: Sequence[str], style: ProgressStyle
) -> int:
    """Rank, and rank anew at each change, until the user has enough."""
    from matcher.cli.watch import changes, state_of
    from matcher.runs.remote_files import is_url

    if addresses := [path for path in paths if is_url(path)]:
        raise UsageError(f"{addresses[0]} cannot be watched: --watch takes folders of this machine")
    folders = [Path(path) for path in paths]
    known = state_of(folders)
    try:
        for state in chain([known], changes(folders, known)):
            try:
                _rank_once(paths, options, output, formats, style)
            except (NothingToReadError, UnreadableFileError) as error:
                click.echo(f"matcher: {error}", err=True)
            if style == "program":
                click.echo(json.dumps({"event": "watching", "files": len(state)}), err=True)
            elif style == "person":
                click.echo(f"matcher: watching {len(state):,} files; Ctrl-C ends it", err=True)
    except KeyboardInterrupt:
        click.echo("matcher: no longer watching", err=True)
    return ALL_READ


def _cache(folder: Path | None, no_cache: bool) -> Path | bool:
    if folder is not None and no_cache:
        raise UsageError("--cache and --no-cache cannot both be meant; give one of them")
    return not no_cache if folder is None else folder


def _print_ranking(ranking: Ranking) -> None:
    from rich.console import Console

    from matcher.reporting.summarize import summarize
    from matcher.reporting.terminal import ROWS, render_ranking

    render_ranking(summarize(ranking, ROWS), Console(highlight=False))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@_profile_option
@skills_option
@_as_of_option
@_ocr_option
@cache_option
@no_cache_option
@click.option("--json", "as_json", is_flag=True, help="Print the ranking.json entry instead.")
@plainly
def show(
    file: Path,
    profile: str,
    skills: Path | None,
    as_of: str | None,
    ocr_languages: str,
    cache_folder: Path | None,
    no_cache: bool,
    as_json: bool,
) -> None:
    """Tell what was read, found and scored in one résumé."""
    from matcher.runs.prewarm import prestart_workers
    from matcher.runs.processes.fork_server import stop_prestarted

    prestart_workers([file], _cache(cache_folder, no_cache))
    import matcher.api

    try:
        batch = matcher.api.assess(
            file,
            profile=profile,
            skills=skills,
            as_of=as_of,
            ocr_languages=ocr_languages,
            cache=_cache(cache_folder, no_cache),
        )
    except UnreadableFileError as error:
        raise UnreadableFileError(error.code, f"{printable_name(file)}: {error.message}") from None
    finally:
        stop_prestarted()
    from matcher.reporting.summarize import summarize_assessment

    (ranked,) = batch.candidates
    candidate = summarize_assessment(ranked.assessment, batch.profile, ranked.next_band)
    if as_json:
        from matcher.reporting.tables import json_bytes

        click.echo(json_bytes(candidate), nl=False)
        return
    from rich.console import Console

    from matcher.reporting.terminal import render_assessment

    render_assessment(candidate, Console(highlight=False))


@main.group()
def profile() -> None:
    """List, show, check and draft requirement profiles."""


@profile.command("list")
@plainly
def profile_list() -> None:
    """List the profiles that ship with matcher."""
    from matcher.profiles.loading import load_profile, shipped_profiles
    from matcher.skills.taxonomy import load_taxonomy

    for name in shipped_profiles():
        loaded = load_profile(name, load_taxonomy())
        click.echo(f"{name}  {loaded.label}, {len(loaded.requirements)} requirements")


@profile.command("show")
@click.argument("name", metavar="NAME|FILE", default="backend-developer")
@click.option("--toml", is_flag=True, help="Print the file itself, to copy and edit.")
@plainly
def profile_show(name: str, toml: bool) -> None:
    """Show what a profile asks for, with the points and the reason of each requirement."""
    from matcher.profiles.loading import load_profile, profile_source
    from matcher.scoring.ledger import points_possible
    from matcher.skills.additions import extend
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    loaded = load_profile(name, taxonomy)
    if loaded.skills is not None:
        taxonomy = extend(taxonomy, loaded.skills)
    if toml:
        click.echo(profile_source(name), nl=False)
        return
    possible, tfidf = points_possible(loaded)
    click.echo(f"{loaded.label} ({loaded.id}, version {loaded.version})\n")
    for requirement in loaded.requirements:
        click.echo(f"{possible[requirement.id]:6.2f} points  {requirement.label} [{requirement.necessity}]")
        click.echo(click.wrap_text(requirement.reason, 100, " " * 15, " " * 15))
        named = [f"{taxonomy[s.skill].label} {s.worth:g}" for s in requirement.any_of]
        if named:
            click.echo(click.wrap_text(f"any of: {', '.join(named)}", 100, " " * 15, " " * 17))
        if requirement.phrases:
            click.echo(click.wrap_text(f"phrases: {', '.join(requirement.phrases)}", 100, " " * 15, " " * 17))
        click.echo()
    click.echo(f"{tfidf:6.2f} points  Vocabulary of the role (TF-IDF)")


profile.add_command(check)
profile.add_command(draft)


if __name__ == "__main__":
    main()
