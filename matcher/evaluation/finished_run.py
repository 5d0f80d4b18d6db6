"""Read a finished run from its reports, and find the documents that labels name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Protocol, cast

from matcher.core.errors import UsageError
from matcher.reporting.schema import SCHEMA, CandidateSummary, RankingSummary
from matcher.runs.run_folder import read_ranking

__all__ = ["FinishedRun", "Summarized", "read_run"]


class Summarized(Protocol):
    """An object that gives its own plain data, such as :class:`matcher.Ranking`."""

    def summary(self) -> RankingSummary:
        """Return plain data, exactly as ``ranking.json`` holds it."""


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """The plain data of a run, with a search for its documents by path, file name or stem.

    >>> data = {"candidates": [{"document": "a/ana.pdf"}], "duplicates": [], "failures": [], "needs_review": []}
    >>> FinishedRun("report", data).find([["ana"], ["bo.pdf", "bo"]])
    ['a/ana.pdf', None]
    """

    source: str
    """Where the run was read from, for messages."""
    data: RankingSummary

    @property
    def candidates(self) -> dict[str, CandidateSummary]:
        """The scored candidates, by document."""
        return {c["document"]: c for c in self.data["candidates"]}

    def find(self, labels: Iterable[Sequence[str]]) -> list[str | None]:
        """Find the documents that labels name.

        Args:
            labels: the possible names of each document, the most reliable first: paths, file names, file names without
                extension.

        Returns:
            Each document's name in the run; for a duplicate, the file that was assessed in its place; None if the run
            did not see the document.

        Raises:
            UsageError: a name matches several documents.
        """
        copies = {d["document"]: d["duplicate_of"] for d in self.data["duplicates"]}
        entries = (*self.data["candidates"], *self.data["needs_review"], *self.data["failures"])
        documents = [entry["document"] for entry in entries]
        by_path, by_name, by_stem = (defaultdict[str, set[str]](set) for _ in range(3))
        for document in (*documents, *copies):
            path, assessed = PurePosixPath(document), copies.get(document, document)
            by_path[document].add(assessed)
            by_name[path.name].add(assessed)
            by_stem[path.stem].add(assessed)
        return [self._find(names, (by_path, by_name, by_stem)) for names in labels]

    def _find(self, names: Sequence[str], indexes: Sequence[Mapping[str, set[str]]]) -> str | None:
        for name in names:
            for index in indexes:
                matches = sorted(index.get(name.replace("\\", "/"), ()))
                if len(matches) > 1:
                    raise UsageError(
                        f"the label {name!r} could mean {' or '.join(matches)} in {self.source}: give its path"
                    )
                if matches:
                    return matches[0]
        return None


def read_run(source: str | Path | Mapping[str, Any] | Summarized) -> FinishedRun:
    """Read a run from its folder, its ``ranking.json``, its plain data, or a ranking.

    Args:
        source: the folder that ``matcher rank`` wrote to, the ``ranking.json`` in it, that file's content, or the
            result of :func:`matcher.rank`.

    Raises:
        UsageError: the file does not exist, holds no ranking, or a ranking with details of only some candidates.
    """
    if isinstance(source, str | Path):
        data: Any = read_ranking(Path(source))
        where = str(source)
    else:
        data = source if isinstance(source, Mapping) else source.summary()
        where = "the ranking"
    required = {"schema", "profile", "candidates", "needs_review", "duplicates", "failures"}
    missing = sorted(required - data.keys()) if isinstance(data, Mapping) else sorted(required)
    if missing:
        raise UsageError(f"{where} is not a ranking made by matcher: it lacks {', '.join(missing)}")
    if data["schema"] != SCHEMA:
        raise UsageError(f"{where} has schema {data['schema']!r}; this version of matcher reads {SCHEMA}. Rank again.")
    if tail := data.get("rest"):
        detailed = len(data["candidates"])
        total = detailed + tail["count"]
        raise UsageError(
            f"{where} lists {detailed:,} of {total:,} candidates in detail; the other {tail['count']:,} appear only in "
            f"ranking.csv, and leaving them out would mislead. Rank again with `--top {total}`"
        )
    return FinishedRun(where, cast(RankingSummary, data))
