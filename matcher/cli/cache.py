"""``matcher cache``: what is remembered of résumés, and how to forget it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from matcher.cli.exit_status import plainly, printable_name
from matcher.core.errors import UsageError

__all__ = ["cache", "cache_option", "no_cache_option"]

cache_option = click.option(
    "--cache", "cache_folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Folder for what is remembered of the files; default: your own cache folder.",
)  # fmt: skip
no_cache_option = click.option("--no-cache", is_flag=True, help="Use nothing that is remembered, and remember nothing.")


@click.group()
def cache() -> None:
    """Look at, and delete, what is remembered of résumés."""


@cache.command("info")
@cache_option
@plainly
def cache_info(cache_folder: Path | None) -> None:
    """Tell where the cache is and how much it holds."""
    from matcher.runs.store.cache import Cache, default_folder

    folder = cache_folder or default_folder()
    if not folder.is_dir():
        click.echo(f"{printable_name(folder)}: nothing is remembered")
        return
    with Cache(folder, _tell) as opened:
        size = opened.size()
        click.echo(f"{printable_name(opened.file.name)}:")
        click.echo(
            f"{size.files:,} files, {size.documents:,} documents, {size.assessments:,} assessments; "
            f"{size.bytes / 1024**2:,.1f} MiB"
        )
        for path, is_ours in opened.file.leftovers():
            told = "no longer used; `matcher cache clear` deletes it" if is_ours else "not matcher's; set aside"
            click.echo(f"{printable_name(path)}: {told}")


@cache.command("forget")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@cache_option
@plainly
def cache_forget(files: tuple[Path, ...], cache_folder: Path | None) -> None:
    """Delete all that is remembered of FILE: the text, what was found, the scores.

    FILE is a file, or the SHA-256 of one that is gone, as reports and manifest.json tell it.
    """
    from matcher.runs.store.cache import Cache, default_folder

    shas = [(file, _sha_of(file)) for file in files]
    with Cache(cache_folder or default_folder(), _tell) as opened:
        for file, sha in shas:
            deleted = opened.forget(sha)
            told = f"forgotten ({deleted} entries)" if deleted else "nothing was remembered of it"
            click.echo(f"{printable_name(file)}: {told}")


@cache.command("clear")
@cache_option
@plainly
def cache_clear(cache_folder: Path | None) -> None:
    """Delete all that is remembered."""
    from matcher.runs.store.cache import Cache, default_folder

    folder = cache_folder or default_folder()
    if folder.is_dir():
        with Cache(folder, _tell) as opened:
            opened.clear()
    click.echo(f"{printable_name(folder)}: everything is forgotten")


def _sha_of(file: Path) -> bytes:
    name = str(file)
    if len(name) == 64 and not file.exists():
        try:
            return bytes.fromhex(name)
        except ValueError:
            pass
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except OSError as error:
        raise UsageError(
            f"{printable_name(file)} cannot be opened ({error.strerror}); of a file that is gone, give its SHA-256"
        ) from None


def _tell(line: str) -> None:
    click.echo(f"matcher: {line}", err=True)
