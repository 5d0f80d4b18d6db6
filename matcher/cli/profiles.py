"""``matcher profile``: list, show and check requirement profiles, and draft one from a job advert."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from matcher.cli.exit_status import ALL_READ, WRONG_USAGE, handle_errors
from matcher.cli.messages import printable_name
from matcher.core.errors import ConfigurationError, UnreadableFileError, UsageError

__all__ = ["check_profile", "draft_from", "profile"]


def check_profile(name: str, run: Path | None = None) -> list[str]:
    """Check one profile.

    Args:
        name: a shipped profile's name, or a file.
        run: a folder that ``matcher rank`` wrote to with this profile, for advice that needs a run.

    Returns:
        Lines to print: that the profile is valid, then the advice.

    Raises:
        UsageError: the profile or the run does not exist.
        ProfileError: the profile has problems; all are listed.

    >>> check_profile("data-engineer")
    ['data-engineer: valid; 9 requirements']
    """
    from matcher.authoring.ablation import influence_advice
    from matcher.authoring.lint import lint_profile
    from matcher.evaluation.finished_run import read_run
    from matcher.profiles.loading import load_profile, profile_source, shipped_profiles
    from matcher.scoring.tfidf_model import load_model
    from matcher.skills.additions import extend
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    profile = load_profile(name, taxonomy)
    if profile.skills is not None:
        taxonomy = extend(taxonomy, profile.skills)
    file = f"{name}.toml" if name in shipped_profiles() else name
    text = profile_source(name)
    advice = lint_profile(profile, file, text, taxonomy, load_model().terms_of)
    if run is not None:
        advice += influence_advice(profile, file, text, read_run(run).data)
    pieces = f"; {len(advice)} piece{'s' if len(advice) > 1 else ''} of advice" if advice else ""
    return [f"{name}: valid; {len(profile.requirements)} requirements{pieces}", *(f"  {a}" for a in advice)]


def draft_from(source: str, stdin: bytes = b"", title: str = "") -> str:
    """Draft a profile from a job advert.

    Args:
        source: the advert's file, in any format that résumés may have, or "-" for ``stdin``.
        stdin: the content of standard input, for "-".
        title: the advert's title; empty to find it in the text.

    Returns:
        The profile as TOML.

    Raises:
        UsageError: the file does not exist, or the advert names no requirement.
        UnreadableFileError: the file cannot be read.
    """
    from matcher.authoring.drafting.draft import draft_profile
    from matcher.extraction.reading import read_bytes, read_file
    from matcher.scoring.tfidf_model import load_model
    from matcher.skills.taxonomy import load_taxonomy

    path = Path(source)
    if source != "-" and not path.exists():
        raise UsageError(f"no such file: {source}; give an advert's file, or - to read it from standard input")
    if source != "-" and path.is_dir():
        raise UsageError(f"{source} is a folder; a profile is drafted from one advert")
    try:
        document = read_bytes(stdin, "advert") if source == "-" else read_file(path, path.name)
    except UnreadableFileError as error:
        name = "standard input" if source == "-" else source
        raise UnreadableFileError(error.code, f"{name}: {error.message}", review=error.review) from None
    visible = [document.text[b.start : b.end] for b in document.blocks if b.visible]
    return draft_profile("\n".join(visible), load_taxonomy(), load_model(), title=title)


@click.group()
def profile() -> None:
    """List, show, check and draft requirement profiles."""


@profile.command("list")
@handle_errors
def profile_list() -> None:
    """List the profiles that ship with matcher."""
    from matcher.profiles.loading import load_profile, shipped_profiles
    from matcher.skills.taxonomy import load_taxonomy

    for name in shipped_profiles():
        loaded = load_profile(name, load_taxonomy())
        click.echo(f"{name}  {loaded.label}, {len(loaded.requirements)} requirements")


@profile.command("show")
@click.argument("name", metavar="NAME|FILE", default="backend-developer")
@click.option("--toml", is_flag=True, help="Print the profile's file, to copy and edit.")
@handle_errors
def profile_show(name: str, toml: bool) -> None:
    """Show a profile's requirements, with points and reasons."""
    from matcher.core.role_family import FAMILY_LABELS
    from matcher.profiles.loading import load_profile, profile_source
    from matcher.scoring.components.registry import is_requirement, ledger_lines, requirement_points
    from matcher.skills.additions import extend
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    loaded = load_profile(name, taxonomy)
    if loaded.skills is not None:
        taxonomy = extend(taxonomy, loaded.skills)
    if toml:
        click.echo(profile_source(name), nl=False)
        return
    possible = requirement_points(loaded)
    click.echo(f"{loaded.label} ({loaded.id}, version {loaded.version})\n")
    for requirement in loaded.requirements:
        click.echo(f"{possible[requirement.id]:6.2f} points  {requirement.label} [{requirement.necessity}]")
        click.echo(click.wrap_text(requirement.reason, 100, " " * 15, " " * 15))
        skills = [f"{taxonomy[s.skill].label} {s.worth:g}" for s in requirement.any_of]
        if skills:
            click.echo(click.wrap_text(f"any of: {', '.join(skills)}", 100, " " * 15, " " * 17))
        if requirement.phrases:
            click.echo(click.wrap_text(f"phrases: {', '.join(requirement.phrases)}", 100, " " * 15, " " * 17))
        click.echo()
    if loaded.worth_of_work:
        worths = "; ".join(f"{FAMILY_LABELS[family]} {worth:g}" for family, worth in loaded.worth_of_work)
        click.echo(click.wrap_text(f"Work counts by its kind: {worths}", 100, "", " " * 15) + "\n")
    for line in ledger_lines(loaded):
        if not is_requirement(line.component):
            click.echo(f"{line.possible:6.2f} points  {line.label}")


@profile.command("check")
@click.argument("names", nargs=-1, required=True, metavar="NAME|FILE...")
@click.option(
    "--run", type=click.Path(path_type=Path), metavar="DIR",
    help="A folder that `rank` wrote to with this profile: also show how each requirement affects that ranking.",
)  # fmt: skip
@handle_errors
def profile_check(names: tuple[str, ...], run: Path | None) -> int:
    """Check profiles: list every problem, then advice.

    Problems are listed with their lines. Advice is about valid entries that may be unintended.

    Exit status: 0 valid, with or without advice; 2 problems.
    """
    status = ALL_READ
    for name in names:
        try:
            lines = check_profile(name, run)
        except ConfigurationError as error:
            click.echo(f"{name}: {error}", err=True)
            status = WRONG_USAGE
        else:
            click.echo("\n".join(printable_name(line) for line in lines))
    return status


@profile.command("draft")
@click.argument("advert", metavar="AD")
@click.option("--title", default="", metavar="TEXT", help="The advert's title; default: found in its text.")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write to this file, which must not exist yet; default: standard output.",
)  # fmt: skip
@handle_errors
def profile_draft(advert: str, title: str, output: Path | None) -> None:
    """Draft a profile from a job advert, for you to edit.

    AD is the advert's file, or - for standard input.
    """
    if output is not None and output.exists():
        raise UsageError(f"{output} already exists; name another file, so that no edits are lost")
    toml = draft_from(advert, sys.stdin.buffer.read() if advert == "-" else b"", title)
    if output is None:
        click.echo(toml, nl=False)
        return
    try:
        output.write_text(toml, "utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {output}: {error.strerror or error}") from None
    click.echo(f"Wrote {output}: read and edit it, then `matcher profile check {output}`", err=True)
