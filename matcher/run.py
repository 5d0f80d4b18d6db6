"""One run: from files to the assessments of all of them, by way of everything that is remembered."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from matcher.assessor import prepare_assessor, versions_of
from matcher.cache import Cache, CacheDamagedError, default_folder
from matcher.extraction import read_file
from matcher.extraction.archives import unpack as unpack_archive
from matcher.inputs import FileToAssess, Stock, UniqueFile, take_stock
from matcher.skills.sense_model import load_sense_model
from matcher.skills.taxonomy import Taxonomy
from matcher.stages import Stages, failure_of
from matcher.tfidf_model import load_model
from matcher.types import Assessment, Duplicate, Failure, RequirementProfile

__all__ = ["Run", "RunOutcome"]


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """Every file given, in one of four places; each sorted by name.

    >>> RunOutcome((), (), (), ()).failures
    ()
    """

    assessments: tuple[Assessment, ...]
    needs_review: tuple[Failure, ...]
    duplicates: tuple[Duplicate, ...]
    failures: tuple[Failure, ...]


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
        versions = versions_of(
            self.profile, self.taxonomy.version, (load_model().version, load_sense_model().version), self.as_of,
            self.ocr_languages,
        )  # fmt: skip
        prepare = partial(prepare_assessor, self.profile, self.taxonomy.additions, self.as_of, versions.lines)
        read = partial(read_file, languages=self.ocr_languages)
        failures = list(stock.failures)
        needs_review: list[Failure] = []
        found: list[tuple[UniqueFile, bytes]] = []
        with Stages(cache, versions, read, prepare, self.workers) as stages:
            for file, content, _ in stages.standings(stock.unique, assessments=True):
                if content:
                    found.append((file, content))
                on_done(file.name, not content)
            for file, reading in stages.failed:
                (needs_review if reading.review else failures).append(failure_of(file, reading))
            assessments = []
            for file, content in found:
                assessment = stages.assessment(file, content)
                if assessment is None:
                    raise CacheDamagedError(f"what was found in {file.name} is gone from the cache")
                assessments.append(assessment)
        return RunOutcome(
            tuple(sorted(assessments, key=lambda a: a.document)),
            tuple(sorted(needs_review, key=lambda f: f.document)),
            tuple(sorted(stock.duplicates, key=lambda d: d.document)),
            tuple(sorted(failures, key=lambda f: f.document)),
        )
