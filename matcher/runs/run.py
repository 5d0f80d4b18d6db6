"""One run: from files to the assessments of all of them, by way of everything that is remembered."""

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, get_args

from matcher.core.document import DocumentWarning
from matcher.core.errors import UsageError
from matcher.core.ledger import Assessment
from matcher.core.profile import RequirementProfile
from matcher.core.ranking import Failure, RankedCandidate, Similarity
from matcher.core.resume import Month
from matcher.extraction.reader_version import reader_version
from matcher.ranking.candidate_table import CandidateTable
from matcher.ranking.near_duplicates import repeats
from matcher.ranking.order import rank_top
from matcher.ranking.rank_stability import rank_table
from matcher.ranking.ranking import Ranking
from matcher.ranking.tail import Tail
from matcher.runs.cache_keys import CacheKeys, cache_keys_for
from matcher.runs.candidate_collector import CandidateCollector
from matcher.runs.inputs import InputFile, InputSet, UniqueFile, collect_inputs
from matcher.runs.processes.process_pool import LazyFactory
from matcher.runs.remote_inputs import ProbeFiles, collect_remote_inputs, probe_files
from matcher.runs.scheduler import PERMANENT, Scheduler, failure_of
from matcher.runs.store.cache import Cache, default_folder
from matcher.runs.store.database import CacheDamagedError
from matcher.runs.store.run_store import SetAside, keep_ranks, keep_run, run_name
from matcher.runs.store.stored_evidence import load_candidates
from matcher.runs.unchanged_inputs import find_stored_run, inputs_key, remember_stored_run
from matcher.scoring.evidence_columns import join_evidence, phrases_key
from matcher.scoring.tfidf_model import shipped_model_version
from matcher.skills.ambiguity.sense_model import load_sense_model
from matcher.skills.taxonomy import Taxonomy

if TYPE_CHECKING:
    from matcher.runs.distributed.workers import Workers

__all__ = ["DEFAULT_DETAILED", "BatchRun"]


DEFAULT_DETAILED: Final = 1000
"""Candidates up to whom all are told in full unless it is said otherwise: a page of a thousand still opens in a
browser, and few read further."""

SIMILARITIES: Final[tuple[Similarity, ...]] = get_args(Similarity)
"""From the surest on."""

_MINIMUM_WORK: Final = 2000
"""Bytes of work that even an empty file is, for telling how much is left."""


def _with_warning(assessment: Assessment, warning: DocumentWarning | None) -> Assessment:
    return assessment if warning is None else replace(assessment, warnings=(*assessment.warnings, warning))


Result = TypeVar("Result")


def _retry_if_damaged(cache: Cache, step: Callable[[], Result]) -> Result:
    """Do something once more, if the cache turned out to be damaged: what was, has been set aside or deleted."""
    for _ in range(2):
        try:
            return step()
        except CacheDamagedError:
            continue
    cache.file.start_over("is damaged (it gives back other than was put in)")
    return step()


def _unpack_archive(archive: Path, folder: Path) -> list[tuple[str, Path | None, str, str]] | None:
    """As :func:`matcher.extraction.archives.unpack`, which only the process that unpacks is to load."""
    from matcher.extraction.archives import unpack

    return unpack(archive, folder)


@dataclass(frozen=True, slots=True)
class BatchRun:
    """What a run is asked for.

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
    """The cache's folder; True for the user's own, False for one that goes with the run."""
    on_message: Callable[[str], None] = lambda _: None
    top: int = DEFAULT_DETAILED
    """How many candidates are told in full."""
    deduplicate: Similarity = "same bytes"
    """How alike two files have to be for only one to be ranked: the newer, or the fuller. Of those that are alike but
    ranked both, each tells of the other."""
    on_progress: Callable[[float, float], None] = lambda *_: None
    """Called with the share of the work that is done, and that which an earlier run had done, 0 to 1: by size, since
    the largest files come first."""
    remote_workers: Workers | None = None
    """Workers elsewhere, who do the work; None for processes of this machine."""
    store_run: bool = True
    """Whether the cache is to keep what ranking all of them again needs."""

    def assess(
        self,
        files: Sequence[InputFile],
        on_done: Callable[[str], None] = lambda _: None,
        on_failed: Callable[[str], None] = lambda _: None,
        *,
        unpack: bool = True,
    ) -> Ranking:
        """Assess every file.

        Args:
            files: those of :func:`matcher.runs.inputs.find_files`.
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

        models = shipped_model_version(), load_sense_model().version
        versions = cache_keys_for(self.profile, self.taxonomy.version, models, self.as_of, self.ocr_languages)
        with tempfile.TemporaryDirectory(prefix="matcher-archives-") as folder, self._open_cache() as cache:
            key: bytes | None = None
            if self.store_run and self.remote_workers is None and cache.file.folder is not None:
                key = inputs_key(files, [versions.analysis, versions.reader(""), self.deduplicate, unpack])
            outcome = _retry_if_damaged(
                cache, lambda: self._assess_known(key, files, cache, versions, models, tell_once)
            )
            if outcome is not None:
                return outcome
            stock = _retry_if_damaged(cache, lambda: self._stock(files, cache, Path(folder), unpack=unpack))
            for duplicate in stock.duplicates:
                tell_once(duplicate.document)
            for failure in stock.failures:
                tell_once(failure.document, failed=True)
            if key is not None and not {file.name for file in stock.unique} <= {file.name for file in files}:
                key = None  # what archives hold is unpacked anew each time
            return _retry_if_damaged(cache, lambda: self._assess(stock, cache, versions, models, tell_once, key))

    def _stock(self, files: Sequence[InputFile], cache: Cache, folder: Path, *, unpack: bool) -> InputSet:
        unpacker = _unpack_archive if unpack else None
        here, elsewhere = [file for file in files if not file.url], [file for file in files if file.url]
        if not elsewhere:
            return collect_inputs(here, cache, unpacker, folder)
        looks: ProbeFiles = probe_files
        if self.remote_workers is not None:
            from matcher.runs.distributed.scheduler import probe_on_workers

            looks = partial(probe_on_workers, self.remote_workers, on_message=self.on_message)
        readers = partial(reader_version, languages=self.ocr_languages)
        remote, archives = collect_remote_inputs(elsewhere, cache, folder, looks, readers, unpack=unpack)
        return collect_inputs([*here, *archives], cache, unpacker, folder, remote=remote)

    def _scheduler(self, cache: Cache, versions: CacheKeys, models: tuple[str, str]) -> Scheduler:
        """Those of this machine, or of workers elsewhere; here nothing is to be loaded of what assessing needs."""
        role, day, languages = (self.profile, self.taxonomy.additions), self.as_of, self.ocr_languages
        prepare_reader = LazyFactory("matcher.runs.read_task", "prepare_reader", (languages,))
        if self.remote_workers is None:
            prepare = LazyFactory("matcher.runs.score_task", "prepare_scorer", (*role, day, versions.lines))
            return Scheduler(cache, versions, prepare_reader, prepare, self.workers, on_message=self.on_message)
        from matcher.runs.distributed.compatibility import verified_scorer
        from matcher.runs.distributed.scheduler import DistributedScheduler

        prepare = verified_scorer(*role, day, languages, versions, self.taxonomy.version, models)
        return DistributedScheduler(
            cache, versions, prepare_reader, prepare, on_message=self.on_message, remote_workers=self.remote_workers
        )

    def _open_cache(self) -> Cache:
        if self.cache is False:
            return Cache(None)
        if self.cache is not True:
            return Cache(Path(self.cache), self.on_message)
        try:
            return Cache(default_folder(), self.on_message)
        except UsageError as error:
            # Nobody asked for it by name, and every result can be had without.
            self.on_message(f"{error}; this run goes on without")
            return Cache(None)

    def _assess_known(
        self,
        key: bytes | None,
        files: Sequence[InputFile],
        cache: Cache,
        versions: CacheKeys,
        models: tuple[str, str],
        on_done: Callable[[str, bool], None],
    ) -> Ranking | None:
        """Rank files that have not changed from their stored run; None if there is none that suffices."""
        stored = None if key is None else find_stored_run(cache, key)
        if stored is None:
            return None
        month = Month(self.as_of.year, self.as_of.month)
        table, _ = load_candidates(stored, versions, self.profile, self.taxonomy, month, keep=True)
        if table is None:
            return None
        failed = {failure.document for failure in (*stored.set_aside.failures, *stored.set_aside.needs_review)}
        self.on_progress(1.0, 1.0)
        for file in files:
            on_done(file.name, file.name in failed)
        places = {file.name: file.location for file in files}

        def file_of(row: int) -> tuple[UniqueFile, bytes]:
            name = table.documents[row]
            candidate = table.candidates[row]
            file = UniqueFile(places[name], name, candidate["sha256"].tobytes(), os.path.getsize(places[name]))
            return file, candidate["content"].tobytes()

        with self._scheduler(cache, versions, models) as scheduler:
            scheduler.all_known = True
            return self._outcome(scheduler, table, file_of, stored.set_aside, models, stored.name)

    def _assess(
        self,
        stock: InputSet,
        cache: Cache,
        versions: CacheKeys,
        models: tuple[str, str],
        on_done: Callable[[str, bool], None],
        key: bytes | None,
    ) -> Ranking:
        failures = list(stock.failures)
        needs_review: list[Failure] = []
        with self._scheduler(cache, versions, models) as scheduler:
            collector = CandidateCollector(self.profile, versions.lines)
            # A file is some work, however small.
            whole, done, known = sum(file.size + _MINIMUM_WORK for file in stock.unique), 0, 0
            for file, content, record in scheduler.records(stock.unique, assessments=len(stock.unique) <= self.top):
                if content:
                    collector.add(file, content, record)
                done += file.size + _MINIMUM_WORK
                known = known if scheduler.is_working else done
                self.on_progress(done / whole, known / whole)
                on_done(file.name, not content)
            for file, reading in scheduler.failed:
                (needs_review if reading.review else failures).append(failure_of(file, reading))
            duplicates = list(stock.duplicates)
            told: dict[str, DocumentWarning] = {}
            if collector.files:
                found = repeats(collector.signatures(), [file.name for file, _ in collector.files])
                folded = {
                    r.row: r for r in found if SIMILARITIES.index(r.similarity) <= SIMILARITIES.index(self.deduplicate)
                }
                duplicates += [collector.duplicate(repeat) for repeat in folded.values()]
                told = collector.warnings([r for r in found if r.row not in folded])
                collector.exclude(folded)
            others = SetAside(
                tuple(sorted(needs_review, key=lambda f: f.document)),
                tuple(sorted(duplicates, key=lambda d: d.document)),
                tuple(sorted(failures, key=lambda f: f.document)),
                tuple(sorted((name, warning.message) for name, warning in told.items())),
            )
            if not collector.files:
                return self._ranking((), None, others, models)
            documents, candidates = collector.documents, collector.candidates
            name = run_name(documents, candidates, others, versions.analysis)
            if self.store_run and cache.file.folder is not None:

                def evidence_of(contents: Sequence[bytes]) -> dict[bytes, bytes]:
                    joined = join_evidence(scheduler.stored_evidence(contents))
                    return {versions.evidence + group: rows for group, rows in joined.items()}

                phrases = [b"phrases" + key for key in map(phrases_key, self.profile.requirements) if key]
                groups = [versions.evidence + group for group in (b"skills", *phrases)]
                keep_run(cache, name, documents, candidates, others, collector.lines(), groups, evidence_of)
                # What was the day's fault is tried again.
                if key is not None and {f.code for f in (*needs_review, *failures)} <= PERMANENT:
                    remember_stored_run(cache, key, name)
            return self._outcome(scheduler, collector.table(), collector.files.__getitem__, others, models, name)

    def _outcome(
        self,
        scheduler: Scheduler,
        table: CandidateTable,
        file_of: Callable[[int], tuple[UniqueFile, bytes]],
        others: SetAside,
        models: tuple[str, str],
        roster: bytes,
    ) -> Ranking:
        """Rank a table, and tell the first in full.

        Args:
            scheduler: where assessments come from.
            table: all candidates.
            file_of: gives the file and the document's digest of a row.
            others: what became of the other files.
            models: their versions.
            roster: its name.
        """
        import numpy as np

        order = rank_table(table)
        if self.store_run and scheduler.cache.file.folder is not None:
            ranks = np.empty_like(order.rank)
            ranks[order.rows] = order.rank
            keep_ranks(scheduler.cache, roster, scheduler.keys.assessment, ranks)
        told = {name: DocumentWarning("alike", message) for name, message in others.similar}
        first = [file_of(row) for row in order.rows[: self.top].tolist()]
        top = (_with_warning(a, told.get(a.document)) for a in self._in_full(first, scheduler))
        candidates, tail = rank_top(top, table, order, self.profile)
        return self._ranking(candidates, tail, others, models, (roster + scheduler.keys.assessment).hex())

    def _ranking(
        self,
        candidates: tuple[RankedCandidate, ...],
        tail: Tail | None,
        others: SetAside,
        models: tuple[str, str],
        stored_run: str = "",
    ) -> Ranking:
        return Ranking(
            self.profile, self.as_of.isoformat(), candidates, others.needs_review, others.duplicates, others.failures,
            _versions(self.taxonomy, models), tail, self.taxonomy.additions, stored_run,
        )  # fmt: skip

    def _in_full(self, files: Sequence[tuple[UniqueFile, bytes]], scheduler: Scheduler) -> Iterator[Assessment]:
        for _ in scheduler.records([file for file, _ in files], assessments=True):
            pass
        for file, content in files:
            assessment = scheduler.assessment(file, content)
            if assessment is None:
                raise CacheDamagedError(f"what was found in {file.name} is gone from the cache")
            yield assessment


def _versions(taxonomy: Taxonomy, models: tuple[str, str]) -> dict[str, str]:
    """Return the versions of everything that the scores depend on."""
    from importlib.metadata import version

    from matcher.core.version import __version__

    libraries = ("lxml", "pdfminer.six", "scikit-learn", "spacy")
    return {
        "matcher": __version__,
        "taxonomy": taxonomy.version,
        "tfidf-model": models[0],
        "ambiguity-model": models[1],
        **{name: version(name) for name in libraries},
    }
