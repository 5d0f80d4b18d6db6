"""One run: from files to the assessments of all of them, by way of everything that is remembered."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from matcher.cache import Cache, CacheDamagedError, default_folder
from matcher.drawn_ranks import rank_standings
from matcher.extraction.archives import unpack as unpack_archive
from matcher.inputs import FileToAssess, Stock, UniqueFile, take_stock
from matcher.isolation import Deferred
from matcher.ranking import rank_top
from matcher.scoring import ledger_lines
from matcher.skills.sense_model import load_sense_model
from matcher.skills.taxonomy import Taxonomy
from matcher.stages import Stages, failure_of
from matcher.standing import decode_standings, points_in_cents
from matcher.standings import DocumentNames, Standings
from matcher.tfidf_model import load_model
from matcher.types import Assessment, Duplicate, Failure, RankedCandidate, RequirementProfile, Rest
from matcher.versions import versions_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ALL_AT_FIRST", "Run", "RunOutcome"]


ALL_AT_FIRST: Final = 1000
"""Candidates up to whom all are told in full unless it is said otherwise: a page of a thousand still opens in a
browser, and few read further."""

_LEAST: Final = 2000
"""Bytes of work that even an empty file is, for telling how much is left."""

_AT_ONCE: Final = 4096
"""Candidates whose points are reckoned together."""


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """Every file given, in one of four places.

    >>> RunOutcome((), None, (), (), (), ()).failures
    ()
    """

    candidates: tuple[RankedCandidate, ...]
    """Those that are told in full, best first."""
    rest: Rest | None
    """The others, in figures."""
    needs_review: tuple[Failure, ...]
    duplicates: tuple[Duplicate, ...]
    failures: tuple[Failure, ...]
    versions: tuple[str, str]
    """Of the models: TF-IDF, ambiguity."""


class Gathered:
    """Candidates as they come, in columns.

    Args:
        profile: what their points are reckoned by.
        keys: of the lines of the ledger.
    """

    def __init__(self, profile: RequirementProfile, keys: Sequence[bytes]) -> None:
        self.files: list[tuple[UniqueFile, bytes]] = []
        self._profile = profile
        self._keys = keys
        self._waiting: list[bytes] = []
        self._points: list[NDArray[np.int16]] = []
        self._numbers: list[NDArray[np.int32]] = []

    def add(self, file: UniqueFile, content: bytes, record: bytes) -> None:
        """One more: its file, its document's digest, and its numbers."""
        self.files.append((file, content))
        self._waiting.append(record)
        if len(self._waiting) == _AT_ONCE:
            self._reckon()

    def _reckon(self) -> None:
        import numpy as np

        found = decode_standings(self._waiting, self._keys)
        self._waiting = []
        self._points.append(points_in_cents(found.totals, self._profile).astype(np.int16))
        self._numbers.append(found.numbers)

    def table(self) -> Standings:
        """All of them."""
        import numpy as np

        if self._waiting:
            self._reckon()
        digests = b"".join(file.sha for file, _ in self.files)
        months, pages, words = np.concatenate(self._numbers).T
        return Standings(
            DocumentNames(file.name for file, _ in self.files),
            np.frombuffer(digests, dtype=np.uint8).reshape(-1, 32),
            ledger_lines(self._profile),
            np.concatenate(self._points),
            months, pages, words,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """What a run is asked for.

    >>> from matcher.skills.taxonomy import load_taxonomy
    >>> Run(RequirementProfile("x", "X", "", ()), load_taxonomy(), datetime.date(2026, 11, 23)).workers
    1
    """

    profile: RequirementProfile
    taxonomy: Taxonomy
    as_of: datetime.date
    workers: int = 1
    ocr_languages: str = "eng"
    cache: str | Path | bool = True
    """The cache's folder; True for the user's own, False for one that goes with the run."""
    tell: Callable[[str], None] = lambda _: None
    top: int = ALL_AT_FIRST
    """How many candidates are told in full."""
    share: Callable[[float], None] = lambda _: None
    """Called with the share of the work that is done, 0 to 1: by size, since the largest files come first."""

    def assess(
        self,
        files: Sequence[FileToAssess],
        on_done: Callable[[str], None] = lambda _: None,
        on_failed: Callable[[str], None] = lambda _: None,
        *,
        unpack: bool = True,
    ) -> RunOutcome:
        """Assess every file.

        Args:
            files: those of :func:`matcher.inputs.find_files`.
            on_done: called with each file's name when it is done.
            on_failed: called before that with the name of a file that cannot be assessed.
            unpack: whether archives are opened, or read like any other file.

        Returns:
            The outcome, the same whatever the order of files, the number of workers and what is remembered.

        Raises:
            UsageError: the cache cannot be used.
        """
        done: set[str] = set()

        def tell_once(name: str, failed: bool = False) -> None:
            if name not in done:
                done.add(name)
                if failed:
                    on_failed(name)
                on_done(name)

        with tempfile.TemporaryDirectory(prefix="matcher-archives-") as folder, self._opened() as cache:
            stock = take_stock(files, cache, unpack_archive if unpack else None, Path(folder))
            for duplicate in stock.duplicates:
                tell_once(duplicate.document)
            for failure in stock.failures:
                tell_once(failure.document, failed=True)
            try:
                return self._assess(stock, cache, tell_once)
            except CacheDamagedError:
                # It was set aside; with the new one everything is found once more.
                return self._assess(stock, cache, tell_once)

    @contextmanager
    def _opened(self) -> Iterator[Cache]:
        if self.cache is False:
            with tempfile.TemporaryDirectory(prefix="matcher-run-") as folder, Cache(Path(folder), self.tell) as cache:
                yield cache
        else:
            with Cache(default_folder() if self.cache is True else Path(self.cache), self.tell) as cache:
                yield cache

    def _assess(self, stock: Stock, cache: Cache, on_done: Callable[[str, bool], None]) -> RunOutcome:
        models = load_model().version, load_sense_model().version
        versions = versions_of(self.profile, self.taxonomy.version, models, self.as_of, self.ocr_languages)
        # Here nothing is to be loaded of what assessing needs.
        arguments = (self.profile, self.taxonomy.additions, self.as_of, versions.lines)
        prepare = Deferred("matcher.assessor", "prepare_assessor", arguments)
        prepare_reader = Deferred("matcher.reading", "prepare_reader", (self.ocr_languages,))
        failures = list(stock.failures)
        needs_review: list[Failure] = []
        candidates: tuple[RankedCandidate, ...] = ()
        rest: Rest | None = None
        with Stages(cache, versions, prepare_reader, prepare, self.workers) as stages:
            gathered = Gathered(self.profile, versions.lines)
            # A file is some work, however small.
            whole, done = sum(file.size + _LEAST for file in stock.unique), 0
            for file, content, record in stages.standings(stock.unique, assessments=len(stock.unique) <= self.top):
                if content:
                    gathered.add(file, content, record)
                on_done(file.name, not content)
                done += file.size + _LEAST
                self.share(done / whole)
            for file, reading in stages.failed:
                (needs_review if reading.review else failures).append(failure_of(file, reading))
            if gathered.files:
                table = gathered.table()
                places = rank_standings(table)
                first = [gathered.files[row] for row in places.order[: self.top].tolist()]
                candidates, rest = rank_top(self._in_full(first, stages), table, places, self.profile)
        return RunOutcome(
            candidates,
            rest,
            tuple(sorted(needs_review, key=lambda f: f.document)),
            tuple(sorted(stock.duplicates, key=lambda d: d.document)),
            tuple(sorted(failures, key=lambda f: f.document)),
            models,
        )

    def _in_full(self, files: Sequence[tuple[UniqueFile, bytes]], stages: Stages) -> Iterator[Assessment]:
        for _ in stages.standings([file for file, _ in files], assessments=True):
            pass
        for file, content in files:
            assessment = stages.assessment(file, content)
            if assessment is None:
                raise CacheDamagedError(f"what was found in {file.name} is gone from the cache")
            yield assessment
