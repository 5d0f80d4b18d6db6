"""Read, analyse and score each file once, resuming it at its last cached stage.

Each stage's result is stored before the next stage begins, so that a run that is stopped in the middle resumes where
it was. To run without a cache, pass one that keeps nothing: ``Cache(None)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from matcher.core.encoding import decode
from matcher.core.errors import UnreadableFileError
from matcher.core.ledger import Assessment
from matcher.core.limits import ASSESSING, READING, Limits
from matcher.core.ranking import Failure
from matcher.runs.cache_keys import NOT_A_RESUME, SET_APART, TIMED_OUT, CacheKeys
from matcher.runs.inputs import UniqueFile, has_digest
from matcher.runs.remote_files import fetch
from matcher.runs.store.cache import Cache
from matcher.runs.store.entries import ANALYSIS, ASSESSMENT, DOCUMENT, EVIDENCE, Reading
from matcher.runs.task_loop import FileError, FileTask, TaskLoop
from matcher.runs.task_results import ReadFile, ReadResult, ScoreDocument, ScoreResult
from matcher.scoring.candidate_record import has_lines

__all__ = ["PERMANENT", "TIMEOUT", "PendingFile", "Scheduler", "failure_of"]

WINDOW: Final = 8
"""Files under way per worker: enough that no worker waits for this process, few enough that a folder of a million
résumés takes no more memory here than one of a hundred."""

IN_PROCESS: Final = 200
"""Assessments that this process makes itself where the analysis is stored: a hundred take a second, and a worker
process as long to start."""

TIMEOUT: Final = "timeout"

PERMANENT: Final = SET_APART | {"corrupt", "empty", "encrypted", "no-text", "too-large", "unsupported", TIMEOUT}
"""Failures that are stored: those that depend only on a file and its reader; and what took too long, because every run
would wait for it again. Others that depend on the machine's load (``memory``, ``crash``) or on permissions are tried
again."""

_LOOKED_UP: Final = 10_000
"""Files that are looked up in the cache at a time."""


@dataclass(frozen=True, slots=True)
class PendingFile:
    """A file that is not finished: what the cache holds of it."""

    file: UniqueFile
    content: bytes
    """The digest of its document; empty if it has to be read."""
    record: bytes


@dataclass(slots=True, kw_only=True, eq=False)
class _ScheduledFile(FileTask):
    """A task with the file and the digest of its document."""

    file: UniqueFile
    content: bytes


@dataclass
class Scheduler:
    """Take files through reading and scoring, in isolated worker processes, with a cache.

    Use it as a context manager; leaving it ends the processes.

    Args:
        cache: holds earlier results, and receives new ones.
        keys: everything the results depend on besides the files.
        prepare_reader: makes a reader; called once per process; picklable.
        prepare_scorer: makes a scorer; likewise.
        workers: files that are read, and documents that are scored, at a time.
        read_limits: what reading one file may use.
        score_limits: what scoring one document may use.
        on_message: called with a line that the user should see.
    """

    cache: Cache
    keys: CacheKeys
    prepare_reader: Callable[[], ReadFile]
    prepare_scorer: Callable[[], ScoreDocument]
    workers: int = 1
    read_limits: Limits = READING
    score_limits: Limits = ASSESSING
    on_message: Callable[[str], None] = lambda _: None
    retry: bool = False
    """Whether files that took too long in an earlier run are tried again."""
    all_known: bool = False
    """Whether the caller has the records of all files from a stored run."""
    failed: list[tuple[UniqueFile, Reading]] = field(default_factory=list)
    """The files that could not be read or scored, with the reason."""
    _loop: TaskLoop[_ScheduledFile] | None = field(default=None, init=False)
    _scorer: ScoreDocument | None = field(default=None, init=False)

    def __enter__(self) -> Scheduler:
        return self

    def __exit__(self, *_: object) -> None:
        if self._loop is not None:
            self._loop.__exit__()

    @property
    def is_working(self) -> bool:
        """Whether any file needed work: until then everything came from the cache."""
        return self._loop is not None and self._loop.has_started

    def records(self, files: Sequence[UniqueFile], *, assessments: bool) -> Iterator[tuple[UniqueFile, bytes, bytes]]:
        """Yield the record of every file, in the order in which they become available.

        Args:
            files: any number.
            assessments: whether to make and store the assessments too.

        Yields:
            The file; the digest of its document, empty if the file failed (see :attr:`failed`); its record.
        """
        pending: list[PendingFile] = []
        for start in range(0, len(files), _LOOKED_UP):
            part = files[start : start + _LOOKED_UP]
            readings = self.cache.readings({f.sha for f in part}, self.keys.reader)
            keys = {r.content: self.keys.analysis_key(r.content) for r in readings.values() if not r.code}
            records = self.cache.records(keys.values())
            assessment_keys = {key: self.keys.assessment_key(key) for key in records} if assessments else {}
            assessed = self.cache.has(ASSESSMENT, assessment_keys.values())
            for file in part:
                reading = readings.get(file.sha)
                if reading is not None and reading.code and not (self.retry and reading.code == TIMEOUT):
                    self.failed.append((file, reading))
                    yield file, b"", b""
                    continue
                content = reading.content if reading else b""
                key = keys.get(content, b"")
                record = records.get(key, b"")
                if self._is_complete(record) and (not assessments or assessment_keys[key] in assessed):
                    yield file, content, record
                else:
                    pending.append(PendingFile(file, content, record))
        if pending:
            yield from self._work(pending, assessments=assessments)

    def assessment(self, file: UniqueFile, content: bytes) -> Assessment | None:
        """Return a stored assessment with the name of the file; None if it is gone."""
        key = self.keys.assessment_key(self.keys.analysis_key(content))
        assessment = decode(self.cache.get(ASSESSMENT, key) or b"", Assessment)
        if assessment is None:
            # Otherwise the next look-up would find the damaged entry again.
            self.cache.drop(ASSESSMENT, key)
            return None
        return replace(assessment, document=file.name, sha256=file.sha.hex())

    def stored_evidence(self, contents: Sequence[bytes]) -> list[bytes]:
        """Return the stored evidence of documents, given their digests; empty where there is none."""
        keys = [self.keys.evidence_key(self.keys.analysis_key(content)) for content in contents]
        stored = self.cache.get_many(EVIDENCE, set(keys))
        return [stored.get(key, b"") for key in keys]

    def _is_complete(self, record: bytes) -> bool:
        return has_lines(record, self.keys.lines)

    def _work(self, pending: list[PendingFile], *, assessments: bool) -> Iterator[tuple[UniqueFile, bytes, bytes]]:
        """Do what is left to do for some files; yields as :meth:`records`."""
        if assessments and len(pending) <= IN_PROCESS:
            remaining = []
            for waiting in pending:
                result = self._score_in_process(waiting)
                if result is None:
                    remaining.append(waiting)
                else:
                    self._store_result(waiting.content, result)
                    yield waiting.file, waiting.content, result.record
            pending = remaining
        if not pending:
            return
        if self._loop is None:
            self._loop = TaskLoop(
                self.prepare_reader, self.prepare_scorer, min(self.workers, len(pending)), self.read_limits,
                self.score_limits, self._resume, self._fetch, self._store_reading,
            )  # fmt: skip
        # Largest first: a large file that starts last would keep one worker busy while the others are idle.
        pending.sort(key=lambda p: (-p.file.size, p.file.name))
        tasks = (
            _ScheduledFile(
                name=p.file.name, path=p.file.path, is_local=not p.file.url, wants_assessment=assessments, file=p.file,
                content=p.content, record=p.record,
            )
            for p in pending
        )  # fmt: skip
        for task in self._loop.run(tasks, WINDOW * self._loop.workers):
            if task.error is not None:
                yield self._store_failure(task.file, task.error)
            else:
                if task.result is not None:
                    self._store_result(task.content, task.result)
                    task.record = task.result.record
                yield task.file, task.content, task.record

    def _score_in_process(self, pending: PendingFile) -> ScoreResult | None:
        """Score a document whose record is complete in this process: the same text was analysed before, within limits.

        Returns:
            The result; None if anything is missing or goes wrong, so that a worker process does it.
        """
        if not (self.all_known or self._is_complete(pending.record)):
            return None
        analysis = self.cache.get(ANALYSIS, self.keys.analysis_key(pending.content))
        document = self.cache.get(DOCUMENT, pending.content) if analysis else None
        if not document or not analysis:
            return None
        try:
            if self._scorer is None:
                self._scorer = self.prepare_scorer()
            result = self._scorer(document, analysis, pending.record, True)
        except Exception:  # a worker process meets the same error, and turns it into the file's failure
            return None
        return result if result.record else None

    def _resume(self, task: _ScheduledFile) -> bool:
        """Load what is stored for a file; return whether that is all: a file with the same text may have come first."""
        if not task.content:
            return False
        key = self.keys.analysis_key(task.content)
        task.record = self.cache.records([key]).get(key, b"")
        if self._is_complete(task.record) and (
            not task.wants_assessment or self.cache.has(ASSESSMENT, [self.keys.assessment_key(key)])
        ):
            return True
        if task.reading is None:
            task.document = self.cache.get(DOCUMENT, task.content) or b""
        if task.document:
            task.analysis = self.cache.get(ANALYSIS, key) or b""
        return False

    def _fetch(self, task: _ScheduledFile) -> None:
        if not task.path.exists():
            fetch(task.file.url, task.path)

    def _store_reading(self, task: _ScheduledFile) -> None:
        assert task.reading is not None  # noqa: S101 - it was just read
        task.file, task.content = self._put_reading(task.file, task.reading), task.reading.content
        if task.file.url:
            task.path.unlink(missing_ok=True)

    def _put_reading(self, file: UniqueFile, result: ReadResult) -> UniqueFile:
        """Store a reading under the bytes that were read; return the file with their digest."""
        file = replace(file, sha=result.sha)
        reading = Reading(result.media_type, result.content)
        self.cache.put_reading(file.sha, self.keys.reader(result.media_type), reading, result.document)
        return file

    def _store_failure(self, file: UniqueFile, error: FileError) -> tuple[UniqueFile, bytes, bytes]:
        if isinstance(error, UnreadableFileError):
            # What is set apart was read, but another version may change its mind about it.
            media_type = NOT_A_RESUME if error.code in SET_APART else TIMED_OUT if error.code == TIMEOUT else ""
            reading = Reading(media_type, b"", error.code, error.message, error.review)
            if error.code in PERMANENT and self._is_unchanged(file):
                self.cache.put_reading(file.sha, self.keys.reader(media_type), reading)
        else:
            # Not stored: the library may be installed tomorrow.
            reading = Reading("", b"", "unsupported", str(error))
        self.failed.append((file, reading))
        return file, b"", b""

    def _is_unchanged(self, file: UniqueFile) -> bool:
        """Whether a file that could not be read still holds the bytes that were listed."""
        return has_digest(file)

    def _store_result(self, content: bytes, result: ScoreResult) -> None:
        key = self.keys.analysis_key(content)
        with self.cache.transaction():
            if result.analysis:
                self.cache.put(ANALYSIS, key, content, result.analysis)
            if result.assessment:
                self.cache.put(ASSESSMENT, self.keys.assessment_key(key), content, result.assessment)
            if result.evidence:
                self.cache.put(EVIDENCE, self.keys.evidence_key(key), content, result.evidence)
            self.cache.put_record(key, content, result.record)


def failure_of(file: UniqueFile, reading: Reading) -> Failure:
    """Return the failure of a file that could not be read or scored.

    >>> from pathlib import Path
    >>> failure_of(UniqueFile(Path("a.pdf"), "a.pdf", bytes(32), 9), Reading("", b"", "corrupt", "it is damaged")).code
    'corrupt'
    """
    return Failure(file.name, reading.code, reading.reason)
