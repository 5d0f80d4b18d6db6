"""``matcher cache``: inspect the cache, and delete entries from it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from matcher.cli.exit_status import handle_errors
from matcher.cli.messages import print_message, printable_name
from matcher.cli.options import cache_option
from matcher.core.errors import UsageError

__all__ = ["cache"]


@click.group()
def cache() -> None:
    """Inspect or delete what the cache stores about résumés."""


@cache.command("info")
@cache_option
@handle_errors
def cache_info(cache_folder: Path | None) -> None:
    """Show where the cache is and how much it stores."""
    from matcher.runs.store.cache import Cache, default_folder

    folder = cache_folder or default_folder()
    if not folder.is_dir():
        click.echo(f"{printable_name(folder)}: the cache is empty")
        return
    with Cache(folder, print_message) as opened:
        size = opened.size()
        click.echo(f"{printable_name(opened.file.name)}:")
        click.echo(
            f"{size.files:,} files, {size.documents:,} documents, {size.assessments:,} assessments; "
            f"{size.bytes / 1024**2:,.1f} MiB"
        )
        for path, is_ours in opened.file.leftovers():
            state = "no longer used; `matcher cache clear` deletes it" if is_ours else "not matcher's; set aside"
            click.echo(f"{printable_name(path)}: {state}")


@cache.command("forget")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@cache_option
@handle_errors
def cache_forget(files: tuple[Path, ...], cache_folder: Path | None) -> None:
    """Delete everything cached about FILE.

    That is its text, analysis and scores. FILE is a file, or the SHA-256 of a file that no longer exists, as given in
    reports and manifest.json.
    """
    from matcher.runs.store.cache import Cache, default_folder

    digests = [(file, _digest(file)) for file in files]
    with Cache(cache_folder or default_folder(), print_message) as opened:
        for file, digest in digests:
            deleted = opened.forget(digest)
            result = f"deleted ({deleted} entries)" if deleted else "not in the cache"
            click.echo(f"{printable_name(file)}: {result}")


@cache.command("clear")
@cache_option
@handle_errors
def cache_clear(cache_folder: Path | None) -> None:
    """Delete everything in the cache."""
    from matcher.runs.store.cache import Cache, default_folder

    folder = cache_folder or default_folder()
    if folder.is_dir():
        with Cache(folder, print_message) as opened:
            opened.clear()
    click.echo(f"{printable_name(folder)}: the cache is empty")


def _digest(file: Path) -> bytes:
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
            f"{printable_name(file)} cannot be opened ({error.strerror}); "
            f" for a file that no longer exists, give its SHA-256"
        ) from None
