"""``matcher profile check`` and ``matcher profile draft``: advice on a profile, and one from a job advert."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from matcher.cli.exit_status import ALL_READ, WRONG_USAGE, plainly, printable_name
from matcher.core.errors import ConfigurationError, UnreadableFileError, UsageError

__all__ = ["check", "check_profile", "draft", "draft_from"]


def check_profile(name: str, run: Path | None = None) -> list[str]:
    """Check one profile.

    Args:
        name: a shipped profile's name, or a file.
        run: a folder that ``matcher rank`` wrote into with this profile, for what only a run can tell.

    Returns:
        Lines to print: that it is sound, then the advice.

    Raises:
        UsageError: there is no such profile, or no run.
        ProfileError: the profile has problems; all are named.

    >>> check_profile("data-engineer")
    ['data-engineer: sound; 9 requirements']
    """
    from matcher.authoring.ablation import influence_advice
    from matcher.authoring.lint import lint_profile
    from matcher.evaluation.finished_run import read_run
    from matcher.profiles.loading import load_profile, profile_source, shipped_profiles
    from matcher.scoring.tfidf_match import load_model
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
    return [f"{name}: sound; {len(profile.requirements)} requirements{pieces}", *(f"  {a}" for a in advice)]


def draft_from(source: str, stdin: bytes = b"", title: str = "") -> str:
    """Draft a profile from a job advert.

    Args:
        source: the advert's file, in any format that résumés are read from, or "-" for ``stdin``.
        stdin: what standard input holds, for "-".
        title: the advert's title; empty to find it in the text.

    Returns:
        The profile's TOML.

    Raises:
        UsageError: there is no such file, or it asks for nothing.
        UnreadableFileError: it cannot be read.
    """
    from matcher.authoring.drafting.draft import draft_profile
    from matcher.extraction.reading import read_bytes, read_file
    from matcher.scoring.tfidf_match import load_model
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
    seen = [document.text[b.start : b.end] for b in document.blocks if b.visible]
    return draft_profile("\n".join(seen), load_taxonomy(), load_model(), title=title)


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME|FILE...")
@click.option(
    "--run", type=click.Path(path_type=Path), metavar="DIR",
    help="A folder that `rank` wrote into with this profile: tell what each requirement does there.",
)  # fmt: skip
@plainly
def check(names: tuple[str, ...], run: Path | None) -> int:
    """Check profiles; name every problem with its line, then advise on what is sound but may not be meant.

    Exit status: 0 sound, whatever the advice; 2 problems.
    """
    status = ALL_READ
    for name in names:
        try:
            told = check_profile(name, run)
        except ConfigurationError as error:
            click.echo(f"{name}: {error}", err=True)
            status = WRONG_USAGE
        else:
            click.echo("\n".join(printable_name(line) for line in told))
    return status


@click.command()
@click.argument("advert", metavar="AD")
@click.option("--title", default="", metavar="TEXT", help="The advert's title; default: found in its text.")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write into this file, which must not be there yet; default: standard output.",
)  # fmt: skip
@plainly
def draft(advert: str, title: str, output: Path | None) -> None:
    """Draft a profile from a job advert (a file, or - for standard input), for you to edit."""
    if output is not None and output.exists():
        raise UsageError(f"{output} is there already; name another file, so that nothing edited is lost")
    toml = draft_from(advert, sys.stdin.buffer.read() if advert == "-" else b"", title)
    if output is None:
        click.echo(toml, nl=False)
        return
    try:
        output.write_text(toml, "utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {output}: {error.strerror or error}") from None
    click.echo(f"Wrote {output}: read and edit it, then `matcher profile check {output}`", err=True)
