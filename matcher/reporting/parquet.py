"""``ranking.parquet``: a row every candidate, for programs that read a million of them."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from matcher.core.errors import MissingExtraError, UsageError
from matcher.ranking.tail import Tail
from matcher.reporting.frames import candidate_row
from matcher.reporting.schema import LineSummary, RankingSummary

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["need_parquet", "write_dataset"]

PART_ROWS: Final = 100_000
"""Rows of a file: some 10 MB, which is what readers of such datasets like to take at a time."""

GROUP_ROWS: Final = 10_000
"""Rows that are held here at a time, and that readers can skip together."""


def need_parquet() -> None:
    """See to it that Parquet can be written, before a long run.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise MissingExtraError(
            "the format parquet needs pyarrow; install it with: pip install 'matcher[distributed]'"
        ) from None


def write_dataset(
    path: Path, summary: RankingSummary, tail: Tail | None = None, before: Sequence[int] | None = None
) -> None:
    """Write a dataset: a folder of files of :data:`PART_ROWS` candidates each, best first, the same bytes every time.

    Columns are those of ``ranking.csv`` that every candidate has, told in full or not: ranks, document, score, fit, a
    ``points_…`` a line of the ledger, must-haves, months, pages, words, SHA-256.

    Args:
        path: the folder; one that is there is replaced at once.
        summary: of :func:`matcher.reporting.summarize.summarize`.
        tail: the candidates that it only counts.
        before: the rank that each of these had in an earlier run, for a last column.

    Raises:
        UsageError: the file system refuses; what was there before is untouched.
        MissingExtraError: pyarrow is not installed.
    """
    need_parquet()
    import pyarrow.parquet

    schema = _schema(summary["lines"])
    if before is not None:
        schema = schema.append(pyarrow.field("rank_before", pyarrow.int32()))
    temporary, former = (path.with_name(f".{path.name}.{os.getpid()}.{end}") for end in ("tmp", "old"))
    try:
        for left in (temporary, former):
            shutil.rmtree(left, ignore_errors=True)
        temporary.mkdir()
        groups = _groups(summary, tail, schema, before)
        for number, first in enumerate(groups):
            part = temporary / f"part-{number:05}.parquet"
            with pyarrow.parquet.ParquetWriter(part, schema, compression="zstd") as writer:
                for group in chain([first], islice(groups, PART_ROWS // GROUP_ROWS - 1)):
                    writer.write_table(group)
        if path.exists():
            path.rename(former)
        temporary.rename(path)
        shutil.rmtree(former, ignore_errors=True)
    except BaseException as error:
        shutil.rmtree(temporary, ignore_errors=True)
        if former.exists() and not path.exists():
            with contextlib.suppress(OSError):
                former.rename(path)
        if not isinstance(error, OSError):
            raise
        raise UsageError(
            f"cannot write {path}: {error.strerror or error}; free the place or choose another folder"
        ) from None


def _schema(lines: list[LineSummary]) -> pa.Schema:
    import pyarrow as pa

    columns: dict[str, Any] = dict.fromkeys(("rank", "rank_best", "rank_worst", "group"), pa.int32())
    columns |= {"document": pa.string(), "score": pa.float64(), "fit": pa.string()}
    columns |= {f"points_{line['key']}": pa.float64() for line in lines}
    columns |= {"musts_met": pa.int32(), "musts": pa.int32(), "missing_musts": pa.string()}
    columns |= dict.fromkeys(("months", "pages", "words"), pa.int32()) | {"sha256": pa.string()}
    return pa.schema([pa.field(name, kind) for name, kind in columns.items()])


def _groups(
    summary: RankingSummary, tail: Tail | None, schema: pa.Schema, before: Sequence[int] | None
) -> Iterator[pa.Table]:
    """Rows in order of rank, :data:`GROUP_ROWS` at a time; one table without rows where there is no candidate."""
    import pyarrow as pa

    held: list[pa.Table] = []
    for table in _tables(summary, tail, schema, before):
        held.append(table)
        while sum(map(len, held)) >= GROUP_ROWS:
            whole = pa.concat_tables(held)
            yield whole.slice(0, GROUP_ROWS).combine_chunks()
            held = [whole.slice(GROUP_ROWS)]
    last = pa.concat_tables(held)
    if len(last) or not len(summary["candidates"]) + (len(tail) if tail is not None else 0):
        yield last.combine_chunks()


def _tables(
    summary: RankingSummary, tail: Tail | None, schema: pa.Schema, before: Sequence[int] | None
) -> Iterator[pa.Table]:
    """Rows in order of rank, as they come."""
    import pyarrow as pa

    lines = summary["lines"]
    rows = [candidate_row(candidate, lines) for candidate in summary["candidates"]]
    for row in rows:
        row["document"] = _in_unicode(row["document"])
    yield pa.Table.from_pylist(rows, schema)
    if tail is None:
        return
    key_of = {(line["component"], line["requirement"]): f"points_{line['key']}" for line in lines}
    keys = [key_of[line.component, line.requirement] for line in tail.lines]
    musts, done = sum(line["necessity"] == "must" for line in lines), 0
    for some in tail.blocks():
        count = len(some.rank)
        columns: dict[str, Any] = {
            "rank": some.rank, "rank_best": some.rank_best, "rank_worst": some.rank_worst, "group": some.group,
            "document": [_in_unicode(name) for name in some.documents],
            "score": [score / 100 for score in some.scores],
            "fit": some.fits,
            **{key: [point / 100 for point in points] for key, points in zip(keys, some.points, strict=True)},
            "musts_met": [musts - len(missing) for missing in some.missing_musts],
            "musts": [musts] * count,
            "missing_musts": ["; ".join(missing) for missing in some.missing_musts],
            "months": some.facts["months"], "pages": some.facts["pages"], "words": some.facts["words"], "sha256": some.sha256,
        }  # fmt: skip
        if before is not None:
            columns["rank_before"] = before[done : done + count]
        done += count
        yield pa.table([columns.get(name, [None] * count) for name in schema.names], schema=schema)


def _in_unicode(name: str) -> str:
    # A name given from Python may hold half of a surrogate pair.
    return name if name.isascii() else name.encode("utf-8", "backslashreplace").decode()
