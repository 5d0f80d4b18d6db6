"""Write reports: a ranking becomes plain data once, and every file is laid out from that data alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from importlib import import_module
from pathlib import Path

from matcher.core.errors import UsageError
from matcher.ranking.ranking import Ranking
from matcher.ranking.tail import Tail
from matcher.reporting.manifest import write_manifest
from matcher.reporting.schema import RankingSummary
from matcher.reporting.summarize import summarize
from matcher.runs.run_folder import DATASETS, FORMATS, RunFolder

__all__ = [
    "get_ready",
    "render",
    "write_reports",
    "write_run",
]


def get_ready(formats: Collection[str]) -> None:
    """Load the modules and the template behind reports, which takes longer than writing those of a few candidates.

    Args:
        formats: of :data:`matcher.runs.run_folder.FORMATS`; others need nothing.
    """
    if "html" in formats:
        from matcher.reporting.page.html import template

        template()
    if "xlsx" in formats:
        import_module("matcher.reporting.tables.workbook")
        import_module("xlsxwriter")
    for file_format, module in (("csv", "tables.csv_table"), ("json", "json_text"), ("md", "markdown")):
        if file_format in formats:
            import_module(f"matcher.reporting.{module}")


def render(summary: RankingSummary, file_format: str, tail: Tail | None = None) -> bytes:
    """Return one report as bytes: the same for the same summary.

    Args:
        summary: of :func:`matcher.reporting.summarize.summarize`.
        file_format: one of :data:`matcher.runs.run_folder.FORMATS`.
        tail: the ranking's; only ``csv`` lists it row by row.

    Raises:
        UsageError: there is no such format.
    """
    return b"".join(_pieces(summary, file_format, tail))


def _pieces(summary: RankingSummary, file_format: str, tail: Tail | None) -> Iterable[bytes]:
    """Return a report in pieces, so that a large one need not be in memory at once."""
    if file_format == "html":
        from matcher.reporting.page.html import html_pieces

        return (piece.encode() for piece in html_pieces(summary))
    if file_format == "csv":
        from matcher.reporting.tables.csv_table import csv_pieces

        return csv_pieces(summary, tail)
    if file_format == "xlsx":
        from matcher.reporting.tables.workbook import xlsx_bytes

        return [xlsx_bytes(summary)]
    if file_format == "json":
        from matcher.reporting.json_text import json_pieces

        return json_pieces(summary)
    if file_format == "md":
        from matcher.reporting.markdown import markdown_text

        return [markdown_text(summary).encode()]
    raise UsageError(f"there is no report format {file_format!r}; choose among {', '.join(FORMATS)}")


def write_reports(ranking: Ranking, directory: Path, formats: Collection[str] = FORMATS) -> list[Path]:
    """Write the reports of a run.

    Args:
        ranking: the run.
        directory: where to; made when missing. Files of the same names are replaced, each at once.
        formats: which of :data:`matcher.runs.run_folder.FORMATS` and :data:`matcher.runs.run_folder.DATASETS`.

    Returns:
        The files and the datasets' folders written, in the order of :data:`matcher.runs.run_folder.FORMATS`.

    Raises:
        UsageError: an unknown format, or a folder that cannot be written to.
        MissingExtraError: a dataset's library is not installed.
    """
    known = (*FORMATS, *DATASETS)
    unknown = sorted(set(formats) - set(known))
    if unknown:
        raise UsageError(f"there is no report format {', '.join(unknown)}; choose among {', '.join(known)}")
    summary = summarize(ranking, packed=True)
    folder = RunFolder(directory)
    folder.make()
    paths = []
    for file_format in FORMATS:
        if file_format in formats:
            pieces = _pieces(summary, file_format, ranking.tail)
            paths.append(folder.write(folder.report(file_format), pieces))
    if "parquet" in formats:
        from matcher.reporting.tables.parquet import write_dataset

        paths.append(folder.report("parquet"))
        write_dataset(paths[-1], summary, ranking.tail)
    return paths


def write_run(ranking: Ranking, directory: Path, formats: Collection[str] | None = None) -> list[Path]:
    """Write the reports of a run and their manifest; reports that would not change are left as they are.

    Args:
        ranking: the run.
        directory: where to; made when missing.
        formats: as for :func:`write_reports`; None for :data:`matcher.runs.run_folder.FORMATS`.

    Returns:
        The files written, or left as they are.

    Raises:
        UsageError: as for :func:`write_reports`.
        MissingExtraError: as for :func:`write_reports`.
    """
    from matcher.reporting.unchanged import made_from

    chosen = FORMATS if formats is None else formats
    options: dict[str, object] = {"formats": sorted(chosen)}
    if ranking.skills:
        options["skills"] = [{"file": file.name, "sha256": file.sha256} for file in ranking.skills]
    digest = made_from(ranking, chosen, {**options, "stored_run": ranking.stored_run})
    folder = RunFolder(directory)
    paths = [folder.report(name) for name in FORMATS if name in chosen]
    if set(chosen) <= set(FORMATS) and folder.is_unchanged(digest, paths):
        return [*paths, folder.manifest]
    written = write_reports(ranking, directory, chosen)
    return [*written, write_manifest(ranking, directory, options=options, outputs=written, made_from=digest)]
