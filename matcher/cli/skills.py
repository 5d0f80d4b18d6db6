"""``matcher skills``: search the taxonomy, check additions to it, find technologies that it lacks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from matcher.cli.exit_status import ALL_READ, NOTHING_DONE, SOME_FAILED, WRONG_USAGE, handle_errors
from matcher.cli.messages import print_message, printable_name
from matcher.cli.options import json_option, skills_option, workers_option
from matcher.cli.progress import show_progress
from matcher.core.errors import ConfigurationError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from matcher.skills.taxonomy import Taxonomy

__all__ = ["skills"]

UNKNOWN_COLUMNS: Final = ("name", "listed", "resumes", "looks", "like", "spellings", "document", "context")
CARDS: Final = 3
"""Number of skills that a search shows in full if none has exactly the given name."""


@click.group()
def skills() -> None:
    """Search and list known technologies, and find unknown ones."""


@skills.command("search")
@click.argument("name")
@skills_option
@json_option
@handle_errors
def skills_search(name: str, skills: Path | None, as_json: bool) -> int:
    """Look up technologies by name.

    NAME is an id, a label, a spelling, part of a spelling, or a similar spelling.
    """
    from matcher.skills.search import describe, search

    taxonomy = _taxonomy(skills)
    matches = search(taxonomy, name)
    cards = [{"found_by": match.how, **describe(taxonomy, match.skill)} for match in matches]
    if as_json:
        _print_json(cards)
    elif cards:
        is_exact = not cards[0]["found_by"].startswith(("like", "part"))
        count = 1 if is_exact else CARDS
        _print_cards(cards[:count])
        if others := cards[count:]:
            click.echo("\nsee also: " + ", ".join(f"{card['label']} ({card['id']})" for card in others))
    if not cards:
        print_message(f"no skill has the name {name!r} or a similar one")
        return NOTHING_DONE
    return ALL_READ


@skills.command("list")
@click.option("--kind", metavar="KIND", help="List only this kind (language, framework, database …).")
@skills_option
@json_option
@handle_errors
def skills_list(kind: str | None, skills: Path | None, as_json: bool) -> None:
    """List the technologies that matcher knows, by kind and name."""
    from matcher.skills.search import describe
    from matcher.skills.taxonomy import KINDS

    if kind is not None and kind not in KINDS:
        raise UsageError(f"unknown kind {kind!r}; choose from: {', '.join(KINDS)}")
    taxonomy = _taxonomy(skills)
    order = {name: number for number, name in enumerate(KINDS)}
    chosen = sorted(
        (skill for skill in taxonomy if kind in (None, skill.kind)),
        key=lambda skill: (order[skill.kind], skill.label.casefold(), skill.id),
    )
    if as_json:
        _print_json([describe(taxonomy, skill) for skill in chosen])
        return
    for skill in chosen:
        click.echo(f"{skill.kind}  {skill.id}  {skill.label}")


@skills.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@handle_errors
def skills_check(files: tuple[Path, ...]) -> int:
    """Check files with your own additions to the taxonomy.

    Lists every problem with its line, and what each file adds or changes.
    """
    from matcher.skills.additions import differences, extend, read_skills_file
    from matcher.skills.taxonomy import load_taxonomy

    status = ALL_READ
    shipped = load_taxonomy()
    for file in files:
        name = printable_name(file)
        try:
            own = extend(shipped, read_skills_file(file))
        except (ConfigurationError, UsageError) as error:
            click.echo(f"{name}: {error}", err=True)
            status = WRONG_USAGE
            continue
        changes = list(differences(shipped, own))
        new = sum(1 for change, _ in changes if change == "new")
        click.echo(f"{name}: valid; {new} new, {len(changes) - new} changed")
        for change, skill in changes:
            click.echo(printable_name(f"  {change}: {skill.label} ({skill.kind})"))
    return status


@skills.command("unknown")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@skills_option
@click.option(
    "--min-resumes",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="List only names that occur in at least this many résumés.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Number of table rows to print."
)
@json_option
@click.option("--csv", "as_csv", is_flag=True, help="Print comma-separated values instead.")
@workers_option
@handle_errors
def skills_unknown(
    paths: tuple[Path, ...],
    skills: Path | None,
    min_resumes: int,
    limit: int,
    as_json: bool,
    as_csv: bool,
    workers: int | None,
) -> int:
    """List technologies in résumés that matcher may not know.

    These are names in the résumés under PATH that look like technologies and are not in the taxonomy. Names that most
    résumés list next to known technologies come first. Whether a name is a technology is for you to judge; add it with
    a file of additions (see `matcher skills check`).
    """
    from dataclasses import asdict

    from matcher.runs.unknown_skills import find_unknown_skills

    if as_json and as_csv:
        raise UsageError("--json and --csv cannot be used together")
    with show_progress("person") as progress:
        unknown = find_unknown_skills(
            paths, skills=skills, min_resumes=min_resumes, workers=workers, on_start=progress.start,
            on_done=progress.done,
        )  # fmt: skip
    rows = [asdict(technology) for technology in unknown.technologies]
    if as_json:
        _print_json({"resumes": unknown.resumes, "technologies": rows})
    elif as_csv:
        from matcher.reporting.console.plain_tables import rows_csv

        click.echo(rows_csv(UNKNOWN_COLUMNS, rows), nl=False)
    else:
        _print_unknown(rows, limit, unknown.resumes)
    for failure in unknown.failures:
        click.echo(f"failed: {printable_name(failure.document)}: {failure.reason}", err=True)
    if not unknown.resumes:
        print_message("none of the files could be read")
        return NOTHING_DONE
    return SOME_FAILED if unknown.failures else ALL_READ


def _taxonomy(skills: Path | None) -> Taxonomy:
    from matcher.skills.additions import extend, read_skills_file
    from matcher.skills.taxonomy import load_taxonomy

    return load_taxonomy() if skills is None else extend(load_taxonomy(), read_skills_file(skills))


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False)


def _print_json(value: Any) -> None:
    from matcher.reporting.json_text import json_bytes

    click.echo(json_bytes(value), nl=False)


def _print_cards(cards: list[dict[str, Any]]) -> None:
    from matcher.reporting.console.plain_tables import render_fields

    console = _console()
    for number, card in enumerate(cards):
        if number:
            console.print()
        fields = {
            "found by": card["found_by"],
            "spellings": card["spellings"],
            "also, by rule": card["also_by_rule"],
            "ambiguous": card["ambiguous"],
            "rule": card["rule"],
            "confirmed by": card["confirmed_by"],
            "rejected in": card["rejected_in"],
            "implies": card["implies"],
            "implied by": card["implied_by"],
            "defined in": card["source"],
        }
        render_fields(card["label"], f"{card['kind']}, {card['id']}", fields, console)


def _print_unknown(rows: list[dict[str, Any]], limit: int, resumes: int) -> None:
    from matcher.reporting.console.plain_tables import render_rows

    if rows:
        examples = [{**row, "example": f"{row['document']}: {row['context']}"} for row in rows[:limit]]
        columns = {"listed": "listed", "in": "resumes", "name": "name", "like": "like", "example": "example"}
        render_rows(columns, examples, _console())
    more = len(rows) - limit
    hint = f"; {more} more: use --limit, --csv or --json" if more > 0 else ""
    click.echo(f"{len(rows)} unknown names in {resumes} résumés{hint}", err=True)
