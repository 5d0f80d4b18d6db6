"""``matcher evaluate`` and ``matcher tune``: hold a run against labels, and learn a profile's weights from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from matcher.cli.exit_status import plainly, printable_name
from matcher.cli.progress import show_progress
from matcher.cli.skills import skills_option
from matcher.core.errors import UsageError

__all__ = ["evaluate", "tune"]

_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead.")


def _cutoffs(given: str) -> list[int]:
    try:
        found = [int(part) for part in given.split(",")]
    except ValueError:
        found = []
    if not found or min(found) < 1:
        raise UsageError(f"--at {given!r} is no list of ranks such as 10,20")
    return found


@click.command()
@click.argument("run", type=click.Path(path_type=Path), metavar="RUN")
@click.argument("labels", type=click.Path(path_type=Path), metavar="LABELS")
@click.option("--at", default="10,20,50", show_default=True, metavar="LIST", help="Ranks at which nDCG is cut off.")
@click.option(
    "--relevant", default=3.0, show_default=True, type=float, metavar="GRADE",
    help="The grade from which a résumé is one that average precision wants first.",
)  # fmt: skip
@click.option(
    "--draws", default=1000, show_default=True, type=click.IntRange(min=1), help="Resamples behind the intervals."
)
@click.option("--errors", default=0, metavar="N", help="List up to N disagreements on skills of each sort.")
@_json_option
@plainly
def evaluate(run: Path, labels: Path, at: str, relevant: float, draws: int, errors: int, as_json: bool) -> None:
    """Tell how a run agrees with labels.

    RUN is a folder that `rank` wrote into, or its ranking.json. LABELS is JSON (grades from 0 to 4, skills) or CSV
    (document,grade or better,worse); the README tells their form.
    """
    import matcher.evaluation.evaluate

    found = matcher.evaluation.evaluate.evaluate(run, labels, at=_cutoffs(at), relevant=relevant, draws=draws).summary()
    if as_json:
        _print_json(found)
        return
    from rich.console import Console

    from matcher.reporting.agreement import render_evaluation

    render_evaluation(found, Console(highlight=False), errors)


@click.command()
@click.argument("profile", metavar="PROFILE")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--labels", "-l", required=True, type=click.Path(path_type=Path), metavar="FILE",
    help="Grades, or choices between two: JSON or CSV.",
)  # fmt: skip
@click.option(
    "--run", "-r", type=click.Path(path_type=Path), metavar="DIR",
    help="A folder that `rank` wrote into with this very profile, instead of PATHs to rank.",
)  # fmt: skip
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="FILE",
    help="Where the tuned profile goes; default: PROFILE-tuned.toml beside it; of a shipped profile, here.",
)  # fmt: skip
@skills_option
@click.option("--as-of", metavar="DATE", help="With PATHs: the day on which “present” ends (2026-11-23).")
@click.option("--workers", "-w", type=click.IntRange(min=1), help="With PATHs: processes to use.")
@_json_option
@plainly
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
    """Learn PROFILE's weights from grades or choices, and write a new profile.

    Only weights change. Agreement is told before and after, on résumés that the weights were fitted without. With too
    few labels nothing is written.
    """
    import matcher.api
    import matcher.evaluation.tuning.tune
    from matcher.core.atomic_write import write_atomically

    if bool(paths) == bool(run):
        raise UsageError("give either PATHs to rank or --run with a folder that `matcher rank` wrote into")
    # Beside the old one: a skills file that the profile names is sought from there.
    target = output or Path(f"{profile.removesuffix('.toml')}-tuned.toml")
    if target.exists():
        raise UsageError(f"{target} is there already; name another file with --output")
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
