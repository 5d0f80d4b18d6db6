"""``matcher evaluate`` and ``matcher tune``: compare a run with labels, and fit a profile's weights to them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from matcher.cli.exit_status import handle_errors
from matcher.cli.messages import printable_name
from matcher.cli.options import json_option, skills_option
from matcher.cli.progress import show_progress
from matcher.core.errors import UsageError

__all__ = ["evaluate", "tune"]


def _cutoffs(given: str) -> list[int]:
    try:
        cutoffs = [int(part) for part in given.split(",")]
    except ValueError:
        cutoffs = []
    if not cutoffs or min(cutoffs) < 1:
        raise UsageError(f"--at {given!r} is not a list of ranks such as 10,20")
    return cutoffs


@click.command()
@click.argument("run", type=click.Path(path_type=Path), metavar="RUN")
@click.argument("labels", type=click.Path(path_type=Path), metavar="LABELS")
@click.option(
    "--at",
    default="10,20,50",
    show_default=True,
    metavar="LIST",
    help="Ranks at which nDCG is cut off, separated by commas.",
)
@click.option(
    "--relevant", default=3.0, show_default=True, type=float, metavar="GRADE",
    help="Lowest grade that counts as relevant for average precision.",
)  # fmt: skip
@click.option(
    "--draws",
    default=1000,
    show_default=True,
    type=click.IntRange(min=1),
    help="Bootstrap resamples for the intervals.",
)
@click.option("--errors", default=0, metavar="N", help="List up to N disagreements on skills of each type.")
@json_option
@handle_errors
def evaluate(run: Path, labels: Path, at: str, relevant: float, draws: int, errors: int, as_json: bool) -> None:
    """Measure how well a run agrees with labels.

    RUN is a folder that `rank` wrote to, or its ranking.json. LABELS is JSON (grades from 0 to 4, skills) or CSV
    (document,grade or better,worse); the README describes both.
    """
    import matcher.evaluation.evaluate

    evaluation = matcher.evaluation.evaluate.evaluate(
        run, labels, at=_cutoffs(at), relevant=relevant, draws=draws
    ).summary()
    if as_json:
        _print_json(evaluation)
        return
    from rich.console import Console

    from matcher.reporting.agreement import render_evaluation

    render_evaluation(evaluation, Console(highlight=False), errors)


@click.command()
@click.argument("profile", metavar="PROFILE")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--labels", "-l", required=True, type=click.Path(path_type=Path), metavar="FILE",
    help="Grades of résumés, or choices between two: JSON or CSV.",
)  # fmt: skip
@click.option(
    "--run", "-r", type=click.Path(path_type=Path), metavar="DIR",
    help="A folder that `rank` wrote to with this profile, instead of PATHs to rank.",
)  # fmt: skip
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="FILE",
    help="File for the tuned profile; default: PROFILE-tuned.toml in the profile's folder, or in the current folder if "
    "the profile is a shipped one.",
)  # fmt: skip
@skills_option
@click.option(
    "--as-of", metavar="DATE", help="With PATHs: the day on which “present” ends (2026-11-23); default: today."
)
@click.option(
    "--workers", "-w", type=click.IntRange(min=1), help="With PATHs: number of worker processes; default: one per core."
)
@json_option
@handle_errors
def tune(
    profile: str,
    paths: tuple[Path, ...],
    labels: Path,
    run: Path | None,
    output: Path | None,
    skills: Path | None,
    as_of: str | None,
    workers: int | None,
    as_json: bool,
) -> None:
    """Fit PROFILE's weights to labels, and write a new profile.

    Labels are grades of résumés or choices between two. Only weights change. The command shows the agreement before and
    after, measured on résumés that the weights were not fitted to. With too few labels nothing is written.
    """
    import matcher.api
    import matcher.evaluation.tuning.tune
    from matcher.core.atomic_write import write_atomically

    if bool(paths) == bool(run):
        raise UsageError("give either PATHs to rank, or --run with a folder that `matcher rank` wrote to")
    # In the same folder: a profile names its skills file relative to its own folder.
    target = output or Path(f"{profile.removesuffix('.toml')}-tuned.toml")
    if target.exists():
        raise UsageError(f"{target} already exists; name another file with --output")
    if run is None:
        with show_progress("none" if as_json else "person") as progress:
            finished: Any = matcher.api.rank(
                paths, profile=profile, skills=skills, as_of=as_of, workers=workers, on_start=progress.start,
                on_done=progress.done, on_failed=progress.failed, on_notice=progress.notice,
            )  # fmt: skip
    else:
        finished = run
    tuning = matcher.evaluation.tuning.tune.tune(profile, labels, finished, skills=skills)
    if as_json:
        _print_json(tuning.summary())
    else:
        from rich.console import Console

        from matcher.reporting.agreement import render_tuning

        render_tuning(tuning.summary(), Console(highlight=False))
    if tuning.toml:
        write_atomically(target, tuning.toml.encode())
        click.echo(f"Wrote {printable_name(target)}", err=True)
    else:
        click.echo("No profile written", err=True)


def _print_json(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))
