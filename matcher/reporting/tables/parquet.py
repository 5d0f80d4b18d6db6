"""Write ``ranking.parquet``: a row per candidate, for programs that read a million of them."""

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
from matcher.reporting.columns import Column, candidate_columns, candidate_entries, in_view
from matcher.reporting.schema import RankingSummary

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["need_parquet", "write_dataset"]

PART_ROWS: Final = 100_000
"""Rows of a file: some 10 MB, which is what readers of such datasets like to take at a time."""

GROUP_ROWS: Final = 10_000
"""Rows that are held here at a time, and that readers can skip together."""


def need_parquet() -> None:
    """Check that Parquet can be written, before a long run.

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

    Its columns are those of ``ranking.csv`` that are known of every candidate, the tail included.

    Args:
        path: the folder; an existing one is replaced at once.
        summary: of :func:`matcher.reporting.summarize.summarize`.
        tail: the candidates that it only counts.
        before: the rank that each of these had in an earlier run, for a last column.

    Raises:
        UsageError: the file system refuses; what was there before is untouched.
        MissingExtraError: pyarrow is not installed.
    """
    need_parquet()
    import pyarrow.parquet

    columns = in_view(candidate_columns(summary["lines"]), "dataset")
    temporary, former = (path.with_name(f".{path.name}.{os.getpid()}.{end}") for end in ("tmp", "old"))
    try:
        for left in (temporary, former):
            shutil.rmtree(left, ignore_errors=True)
        temporary.mkdir(mode=0o700)  # like the reports: only their owner may read them
        groups = _groups(summary, tail, columns, before)
        for number, first in enumerate(groups):
            part = temporary / f"part-{number:05}.parquet"
            with pyarrow.parquet.ParquetWriter(part, first.schema, compression="zstd") as writer:
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


def _schema(columns: Sequence[Column]) -> pa.Schema:
    import pyarrow as pa

    dtypes = {"count": pa.int32(), "points": pa.float64()}
    return pa.schema([pa.field(column.name, dtypes.get(column.kind, pa.string())) for column in columns])


def _groups(
    summary: RankingSummary, tail: Tail | None, columns: Sequence[Column], before: Sequence[int] | None
) -> Iterator[pa.Table]:
    """Yield rows in order of rank, :data:`GROUP_ROWS` at a time; one empty table if there is no candidate."""
    import pyarrow as pa

    held: list[pa.Table] = []
    for table in _tables(summary, tail, columns, before):
        held.append(table)
        while sum(map(len, held)) >= GROUP_ROWS:
            whole = pa.concat_tables(held)
            yield whole.slice(0, GROUP_ROWS).combine_chunks()
            held = [whole.slice(GROUP_ROWS)]
    last = pa.concat_tables(held)
    if len(last) or not len(summary["candidates"]) + (len(tail) if tail is not None else 0):
        yield last.combine_chunks()


def _tables(
    summary: RankingSummary, tail: Tail | None, columns: Sequence[Column], before: Sequence[int] | None
) -> Iterator[pa.Table]:
    """Yield rows in order of rank, as they come."""
    import pyarrow as pa

    schema = _schema(columns)
    entries = list(candidate_entries(summary))
    values = [_values(column, [column.value(entry) for entry in entries]) for column in columns]
    if before is not None:
        schema = schema.append(pa.field("rank_before", pa.int32()))
        values.append([None] * len(entries))
    yield pa.table(values, schema=schema)
    done = 0
    for block in tail.blocks() if tail is not None else ():
        count = len(block.rank)
        values = [
            _values(column, [v / 100 for v in column.tail(block)] if column.kind == "points" else column.tail(block))
            for column in columns
            if column.tail is not None
        ]
        if before is not None:
            values.append(before[done : done + count])
        done += count
        yield pa.table(values, schema=schema)


def _values(column: Column, values: Sequence[Any]) -> Sequence[Any]:
    return list(map(_in_unicode, values)) if column.kind == "text" else values


def _in_unicode(name: str) -> str:
    # A name given from Python may hold half of a surrogate pair.
    return name if name.isascii() else name.encode("utf-8", "backslashreplace").decode()
