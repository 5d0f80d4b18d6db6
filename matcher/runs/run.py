"""Run a batch: from files to a ranking, with everything that the cache holds."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, get_args

from matcher.core.document import DocumentWarning
from matcher.core.ledger import Assessment
from matcher.core.profile import RequirementProfile
from matcher.core.ranking import Failure, RankedCandidate, Similarity
from matcher.core.resume import Month
from matcher.extraction.reader_version import reader_version
from matcher.parsing.role_families.work_kinds import shipped_families_version
from matcher.ranking.candidate_table import CandidateTable
from matcher.ranking.near_duplicates import repeats
from matcher.ranking.order import rank_top
from matcher.ranking.rank_stability import rank_table
from matcher.ranking.ranking import Ranking
from matcher.ranking.tail import Tail
from matcher.runs.cache_keys import NOT_A_RESUME, CacheKeys, cache_keys_for
from matcher.runs.candidate_collector import CandidateCollector
from matcher.runs.inputs import InputFile, InputSet, UniqueFile, collect_inputs
from matcher.runs.model_versions import model_versions
from matcher.runs.processes.process_pool import LazyFactory
from matcher.runs.processes.scratch_folders import ScratchFolder
from matcher.runs.remote_inputs import ProbeFiles, collect_remote_inputs, probe_files
from matcher.runs.scheduler import PERMANENT, TIMEOUT, Scheduler, failure_of
from matcher.runs.store.cache import Cache, open_cache
from matcher.runs.store.database import CacheDamagedError
from matcher.runs.store.run_store import SetAside, keep_ranks, keep_run, run_name
from matcher.runs.store.stored_evidence import load_candidates
from matcher.runs.unchanged_inputs import find_stored_run, inputs_key, remember_stored_run
from matcher.scoring.evidence_columns import join_evidence, phrases_key
from matcher.skills.taxonomy import Taxonomy

if TYPE_CHECKING:
    from matcher.runs.distributed.workers import Workers

__all__ = ["DEFAULT_DETAILED", "BatchRun"]


DEFAULT_DETAILED: Final = 1000
"""Candidates up to which all are detailed by default: a page of a thousand still opens in a browser, and few people
read further."""

SIMILARITIES: Final[tuple[Similarity, ...]] = get_args(Similarity)
"""From the strictest to the loosest."""

_MINIMUM_WORK: Final = 2000
"""Bytes of work that even an empty file counts as in the progress."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class BatchRun:
    """The options of a run.

    >>> from matcher.skills.taxonomy import load_taxonomy
    >>> BatchRun(RequirementProfile("x", "X", "", ()), load_taxonomy(), datetime.date(2026, 11, 23)).workers
    1
    """

    profile: RequirementProfile
    taxonomy: Taxonomy
    as_of: datetime.date
    workers: int = 1
    ocr_languages: str = "eng"
    cache: str | Path | bool = True
    """The cache's folder; True for the user's own, False for a cache that is deleted with the run."""
    on_message: Callable[[str], None] = lambda _: None
    top: int = DEFAULT_DETAILED
    """Number of detailed candidates."""
    deduplicate: Similarity = "same bytes"
    """How similar two files have to be for only one of them to be ranked: the newer, or the fuller. Similar files that
    are both ranked get a warning that names the other."""
    on_progress: Callable[[float, float], None] = lambda *_: None
    """Called with two shares, 0 to 1: of the work that is done, and of the work that an earlier run had done. They are
    measured in bytes, because the largest files come first."""
    remote_workers: Workers | None = None
    """Workers on other machines that do the work; None for processes on this machine."""
    store_run: bool = True
    """Whether the cache is to store what ranking all candidates again needs."""
    retry: bool = False
    """Whether files that took too long in an earlier run are tried again."""

    def rank(
        self,
        files: Sequence[InputFile],
        on_done: Callable[[str], None] = lambda _: None,
        on_failed: Callable[[str], None] = lambda _: None,
        *,
        unpack: bool = True,
    ) -> Ranking:
        """Read, score and rank files.

        Args:
            files: those of :func:`matcher.runs.inputs.find_files`.
            on_done: called with each file's name when it is done.
            on_failed: called with the name of each file that cannot be assessed, before ``on_done``.
            unpack: whether archives are unpacked, or read like any other file.

        Returns:
            The ranking: the same for any order of the files, any number of workers and any content of the cache.

        Raises:
            UsageError: the cache cannot be used.
        """
        done: set[str] = set()

        def report_once(name: str, failed: bool = False) -> None:
            if name not in done:
                done.add(name)
                if failed:
                    on_failed(name)
                on_done(name)

        models = model_versions()
        keys = cache_keys_for(
            self.profile, self.taxonomy.version, tuple(models.values()), self.as_of, self.ocr_languages
        )
        with (
            ScratchFolder() as folder,
            open_cache(self.cache, self.on_message) as cache,
        ):
            return _Execution(self, cache, keys, models, report_once).rank(files, folder, unpack=unpack)


@dataclass(frozen=True, slots=True)
class _Execution:
    """A run that has started."""

    options: BatchRun
    cache: Cache
    keys: CacheKeys
    models: dict[str, str]
    """Versions of the models, by name."""
    report: Callable[[str, bool], None]
    """Called with a file's name when it is done, and whether it failed."""

    @property
    def _stores_run(self) -> bool:
        return self.options.store_run and self.cache.file.folder is not None

    def rank(self, files: Sequence[InputFile], folder: Path, *, unpack: bool) -> Ranking:
        """Rank files, from their stored run if none has changed.

        Args:
            files: as for :meth:`BatchRun.rank`.
            folder: for unpacked archives and fetched files.
            unpack: as for :meth:`BatchRun.rank`.
        """
        key: bytes | None = None
        if self._stores_run and self.options.remote_workers is None:
            depends = [self.keys.analysis, self.keys.reader(NOT_A_RESUME), self.options.deduplicate, unpack]
            key = inputs_key(files, depends)
        if key is not None:
            known = key
            ranking = self._retry_if_damaged(lambda: self._rank_unchanged(known, files))
            if ranking is not None:
                return ranking
        inputs = self._retry_if_damaged(lambda: self._collect_inputs(files, folder, unpack=unpack))
        for duplicate in inputs.duplicates:
            self.report(duplicate.document, False)
        for failure in inputs.failures:
            self.report(failure.document, True)
        if key is not None and not {file.name for file in inputs.unique} <= {file.name for file in files}:
            key = None  # archives are unpacked again by each run
        return self._retry_if_damaged(lambda: self._rank_inputs(inputs, key))

    def _retry_if_damaged(self, step: Callable[[], Result]) -> Result:
        """Run a step; repeat it if the cache was damaged, and what was damaged has been set aside or deleted."""
        for _ in range(2):
            try:
                return step()
            except CacheDamagedError:
                continue
        self.cache.file.start_over("is damaged (it returns other values than were stored)")
        return step()

    def _collect_inputs(self, files: Sequence[InputFile], folder: Path, *, unpack: bool) -> InputSet:
        unpacker = _unpack_archive if unpack else None
        local, remote = [file for file in files if not file.url], [file for file in files if file.url]
        if not remote:
            return collect_inputs(local, self.cache, unpacker, folder)
        probe: ProbeFiles = probe_files
        if self.options.remote_workers is not None:
            from matcher.runs.distributed.scheduler import probe_on_workers

            probe = partial(probe_on_workers, self.options.remote_workers, on_message=self.options.on_message)
        reader_of = partial(reader_version, languages=self.options.ocr_languages)
        collected, archives = collect_remote_inputs(remote, self.cache, folder, probe, reader_of, unpack=unpack)
        return collect_inputs([*local, *archives], self.cache, unpacker, folder, remote=collected)

    def _scheduler(self) -> Scheduler:
        """Make the scheduler, without importing here what only the workers need."""
        options, keys = self.options, self.keys
        role = options.profile, options.taxonomy.additions, options.as_of
        prepare_reader = LazyFactory("matcher.runs.read_task", "prepare_reader", (options.ocr_languages,))
        if options.remote_workers is None:
            prepare = LazyFactory("matcher.runs.score_task", "prepare_scorer", (*role, keys.lines))
            return Scheduler(
                self.cache, keys, prepare_reader, prepare, options.workers, on_message=options.on_message,
                retry=options.retry,
            )  # fmt: skip
        from matcher.runs.distributed.compatibility import verified_scorer
        from matcher.runs.distributed.scheduler import DistributedScheduler

        prepare = verified_scorer(
            *role, options.ocr_languages, keys, options.taxonomy.version, tuple(self.models.values())
        )
        return DistributedScheduler(
            self.cache, keys, prepare_reader, prepare, on_message=options.on_message,
            remote_workers=options.remote_workers, retry=options.retry,
        )  # fmt: skip

    def _rank_unchanged(self, key: bytes, files: Sequence[InputFile]) -> Ranking | None:
        """Rank files that have not changed from their stored run; None if there is none that suffices."""
        options = self.options
        stored = find_stored_run(self.cache, key)
        if stored is None:
            return None
        if options.retry and any(failure.code == TIMEOUT for failure in stored.set_aside.failures):
            return None
        month = Month(options.as_of.year, options.as_of.month)
        table, _ = load_candidates(stored, self.keys, options.profile, options.taxonomy, month, keep=True)
        if table is None:
            return None
        failed = {failure.document for failure in (*stored.set_aside.failures, *stored.set_aside.needs_review)}
        options.on_progress(1.0, 1.0)
        for file in files:
            self.report(file.name, file.name in failed)
        locations = {file.name: file.location for file in files}

        def file_of(row: int) -> tuple[UniqueFile, bytes]:
            name = table.documents[row]
            candidate = table.candidates[row]
            size = os.path.getsize(locations[name])
            file = UniqueFile(locations[name], name, candidate["sha256"].tobytes(), size)
            return file, candidate["content"].tobytes()

        with self._scheduler() as scheduler:
            scheduler.all_known = True
            return self._rank_table(scheduler, table, file_of, stored.set_aside, stored.name)

    def _rank_inputs(self, inputs: InputSet, key: bytes | None) -> Ranking:
        """Score and rank files, and store the run.

        Args:
            inputs: the files.
            key: of :func:`matcher.runs.unchanged_inputs.inputs_key`; None if the stored run cannot be found by it.
        """
        with self._scheduler() as scheduler:
            collector = self._score(scheduler, inputs)
            failures = list(inputs.failures)
            needs_review: list[Failure] = []
            for file, reading in scheduler.failed:
                (needs_review if reading.review else failures).append(failure_of(file, reading))
            duplicates = list(inputs.duplicates)
            similar: dict[str, str] = {}
            if collector.files:
                pairs = repeats(collector.signatures(), [file.name for file, _ in collector.files])
                strictness = SIMILARITIES.index(self.options.deduplicate)
                excluded = {pair.row: pair for pair in pairs if SIMILARITIES.index(pair.similarity) <= strictness}
                duplicates += [collector.duplicate(pair) for pair in excluded.values()]
                similar = collector.similar([pair for pair in pairs if pair.row not in excluded])
                collector.exclude(excluded)
            set_aside = SetAside(
                tuple(sorted(needs_review, key=lambda f: f.document)),
                tuple(sorted(duplicates, key=lambda d: d.document)),
                tuple(sorted(failures, key=lambda f: f.document)),
                tuple(sorted(similar.items())),
            )
            if not collector.files:
                return self._ranking((), None, set_aside)
            name = run_name(collector.documents, collector.candidates, set_aside, self.keys.analysis)
            if self._stores_run:
                self._store(scheduler, collector, set_aside, name)
                # Failures that may pass are tried again by the next run, except for what took too long.
                if key is not None and {f.code for f in (*needs_review, *failures)} <= PERMANENT:
                    remember_stored_run(self.cache, key, name)
            return self._rank_table(scheduler, collector.table(), collector.files.__getitem__, set_aside, name)

    def _score(self, scheduler: Scheduler, inputs: InputSet) -> CandidateCollector:
        collector = CandidateCollector(self.options.profile, self.keys.lines)
        total, done, known = sum(file.size + _MINIMUM_WORK for file in inputs.unique), 0, 0
        wants_assessments = len(inputs.unique) <= self.options.top
        for file, content, record in scheduler.records(inputs.unique, assessments=wants_assessments):
            if content:
                collector.add(file, content, record)
            done += file.size + _MINIMUM_WORK
            known = known if scheduler.is_working else done
            self.options.on_progress(done / total, known / total)
            self.report(file.name, not content)
        return collector

    def _store(self, scheduler: Scheduler, collector: CandidateCollector, set_aside: SetAside, name: bytes) -> None:
        version = self.keys.evidence

        def evidence_of(contents: Sequence[bytes]) -> dict[bytes, bytes]:
            joined = join_evidence(scheduler.stored_evidence(contents))
            return {version + group: rows for group, rows in joined.items()}

        phrases = [b"phrases" + key for key in map(phrases_key, self.options.profile.requirements) if key]
        groups = [version + group for group in (b"skills", *phrases)]
        keep_run(
            self.cache, name, collector.documents, collector.candidates, set_aside, collector.lines(), groups,
            evidence_of,
        )  # fmt: skip

    def _rank_table(
        self,
        scheduler: Scheduler,
        table: CandidateTable,
        file_of: Callable[[int], tuple[UniqueFile, bytes]],
        set_aside: SetAside,
        name: bytes,
    ) -> Ranking:
        """Rank a table, with details of the best candidates.

        Args:
            scheduler: provides the assessments.
            table: all candidates.
            file_of: returns the file and the document's digest of a row.
            set_aside: the files that are not ranked.
            name: of the stored run.
        """
        import numpy as np

        order = rank_table(table)
        if self._stores_run:
            ranks = np.empty_like(order.rank)
            ranks[order.rows] = order.rank
            keep_ranks(self.cache, name, self.keys.assessment, ranks)
        detailed = [file_of(row) for row in order.rows[: self.options.top].tolist()]
        assessments = self._assessments(scheduler, detailed, dict(set_aside.similar))
        candidates, tail = rank_top(assessments, table, order, self.options.profile)
        return self._ranking(candidates, tail, set_aside, (name + self.keys.assessment).hex())

    def _assessments(
        self, scheduler: Scheduler, files: Sequence[tuple[UniqueFile, bytes]], similar: dict[str, str]
    ) -> Iterator[Assessment]:
        """Yield the assessments of files, in their order, with the warnings about similar documents."""
        for _ in scheduler.records([file for file, _ in files], assessments=True):
            pass
        for file, content in files:
            assessment = scheduler.assessment(file, content)
            if assessment is None:
                raise CacheDamagedError(f"the assessment of {file.name} is gone from the cache")
            if file.name in similar:
                warning = DocumentWarning("alike", similar[file.name])
                assessment = replace(assessment, warnings=(*assessment.warnings, warning))
            yield assessment

    def _ranking(
        self, candidates: Sequence[RankedCandidate], tail: Tail | None, set_aside: SetAside, stored_run: str = ""
    ) -> Ranking:
        options = self.options
        return Ranking(
            options.profile, options.as_of.isoformat(), candidates, set_aside.needs_review, set_aside.duplicates,
            set_aside.failures, _versions(options.taxonomy, self.models), tail, options.taxonomy.additions, stored_run,
        )  # fmt: skip


def _unpack_archive(archive: Path, folder: Path) -> list[tuple[str, Path | None, str, str]] | None:
    """Call :func:`matcher.extraction.archives.unpack`, which only the process that unpacks imports."""
    from matcher.extraction.archives import unpack

    return unpack(archive, folder)


def _versions(taxonomy: Taxonomy, models: dict[str, str]) -> dict[str, str]:
    """Return the versions of everything that the scores depend on."""
    from importlib.metadata import version

    from matcher.core.version import __version__

    libraries = ("lxml", "pdfminer.six", "scikit-learn", "spacy")
    return {
        "matcher": __version__,
        "taxonomy": taxonomy.version,
        **models,
        "role-families": shipped_families_version(),
        **{name: version(name) for name in libraries},
    }
