"""A finished run, from its reports: what was scored, what was not, and which document a label means."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Protocol, cast

from matcher.core.errors import UsageError
from matcher.reporting.schema import SCHEMA, CandidateSummary, RankingSummary

__all__ = ["Run", "Summarized", "read_run"]


class Summarized(Protocol):
    """What knows its own plain data, as :class:`matcher.RankedBatch` does."""

    def summary(self) -> RankingSummary:
        """Plain data, exactly as ``ranking.json`` holds it."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run's plain data, with its documents by every name that they can be called.

    >>> data = {"candidates": [{"document": "a/ana.pdf"}], "duplicates": [], "failures": [], "needs_review": []}
    >>> Run("report", data).find([["ana"], ["bo.pdf", "bo"]])
    ['a/ana.pdf', None]
    """

    source: str
    """Where it was read from, for messages."""
    data: RankingSummary

    @property
    def candidates(self) -> dict[str, CandidateSummary]:
        """Those that were scored, by document."""
        return {c["document"]: c for c in self.data["candidates"]}

    def find(self, wanted: Iterable[Sequence[str]]) -> list[str | None]:
        """The documents that are meant.

        Args:
            wanted: of each document what it may be called, the surest first: paths, file names, file names without
                their extension.

        Returns:
            Each document as the run names it; of a copy, the file that was assessed in its place; None if the run
            never saw it.

        Raises:
            UsageError: a name could mean several.
        """
        copies = {d["document"]: d["duplicate_of"] for d in self.data["duplicates"]}
        seen = [e["document"] for e in (*self.data["candidates"], *self.data["needs_review"], *self.data["failures"])]
        ways: list[dict[str, set[str]]] = [defaultdict(set), defaultdict(set), defaultdict(set)]
        for document in (*seen, *copies):
            path = PurePosixPath(document)
            for way, name in zip(ways, (document, path.name, path.stem), strict=True):
                way[name].add(copies.get(document, document))
        return [self._find(names, ways) for names in wanted]

    def _find(self, names: Sequence[str], ways: Sequence[Mapping[str, set[str]]]) -> str | None:
        for name in names:
            for way in ways:
                found = sorted(way.get(name.replace("\\", "/"), ()))
                if len(found) > 1:
                    raise UsageError(
                        f"the label {name!r} could mean {' or '.join(found)} of {self.source}: give its path"
                    )
                if found:
                    return found[0]
        return None


def read_run(source: str | Path | Mapping[str, Any] | Summarized) -> Run:
    """A run from its folder, its ``ranking.json``, or from Python.

    Args:
        source: the folder that ``matcher rank`` wrote into, the ``ranking.json`` in it, what that holds, or what
            :func:`matcher.rank` returned.

    Raises:
        UsageError: there is no such file, it holds no ranking, or one that tells only some of its candidates in full.
    """
    if isinstance(source, str | Path):
        path = Path(source)
        file = path / "ranking.json" if path.is_dir() else path
        try:
            data: Any = json.loads(file.read_text("utf-8"))
        except FileNotFoundError:
            raise UsageError(
                f"{source} holds no ranking.json; give a folder that `matcher rank` wrote into, with json among its "
                "formats"
            ) from None
        except (OSError, ValueError) as error:
            raise UsageError(f"cannot read {file}: {getattr(error, 'strerror', None) or error}") from None
        where = str(source)
    else:
        data = source if isinstance(source, Mapping) else source.summary()
        where = "the ranking"
    needed = {"schema", "profile", "candidates", "needs_review", "duplicates", "failures"}
    missing = sorted(needed - data.keys()) if isinstance(data, Mapping) else sorted(needed)
    if missing:
        raise UsageError(f"{where} is no ranking of matcher's: it lacks {', '.join(missing)}")
    if data["schema"] != SCHEMA:
        raise UsageError(f"{where} has schema {data['schema']!r}; this matcher reads {SCHEMA}. Rank again.")
    if rest := data.get("rest"):
        full = len(data["candidates"])
        raise UsageError(
            f"{where} tells {full:,} of {full + rest['count']:,} candidates in full; the other {rest['count']:,} stand "
            f"only in ranking.csv, in figures, and leaving them out would mislead. Rank again with `--top "
            f"{full + rest['count']}`"
        )
    return Run(where, cast(RankingSummary, data))
