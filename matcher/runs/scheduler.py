"""The stages that remember: each file is read, its text looked through, and the findings scored, once.

For every file the furthest that was come to before is looked up, and work goes on from there: nothing is read whose
reading is known, nothing looked through whose findings are known, nothing scored that was scored with the same
profile. What comes of each stage is kept before the next begins, so that a run that ends in the middle goes on where
it was.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import islice
from types import TracebackType
from typing import Any, Final

from matcher.core.encoding import decode
from matcher.core.errors import MissingExtraError, UnreadableFileError
from matcher.core.ledger import Assessment
from matcher.core.limits import ASSESSING, READING, Limits
from matcher.core.ranking import Failure
from matcher.runs.cache_keys import Versions
from matcher.runs.inputs import UniqueFile, has_digest
from matcher.runs.processes.process_pool import IsolatedPool
from matcher.runs.read_task import Read, ReadDocument
from matcher.runs.remote_files import fetch
from matcher.runs.store.cache import (
    ASSESSMENT,
    DOCUMENT,
    FINDING,
    SHOWING,
    Cache,
    Reading,
)
from matcher.scoring.candidate_record import has_lines

__all__ = ["Assess", "Assessed", "FileState", "Stages", "assessment_of", "failure_of"]

WINDOW: Final = 8
"""Files on their way per worker: enough that none waits for this process, few enough that a folder of a million
résumés takes no more memory here than one of a hundred."""

HERE: Final = 200
"""Assessments that are worded in this process, where nothing but wording is left to do: a hundred take a second, and a
process of their own as long to start."""

LASTING: Final = frozenset({"corrupt", "empty", "encrypted", "no-text", "too-large", "unsupported"})
"""Reasons that lie in a file and its reader, and so are remembered. What lies in the day's load (``timeout``,
``memory``, ``crash``) or in permissions is tried again."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """What an assessor's process sends.

    >>> Assessed(b"", b"", b"").finding
    b''
    """

    finding: bytes
    """Encoded; empty if it was known."""
    standing: bytes
    assessment: bytes
    showing: bytes = b""
    """What is shown of every skill; empty if it was known."""


Assess = Callable[[bytes, bytes, bytes, bool], Assessed]
"""Looks through an encoded document, or takes its encoded finding if that is not empty, and scores it. The third are
the standing's bytes so far; the fourth tells whether the assessment is wanted, too. Bytes that cannot be decoded give
an :class:`Assessed` without a standing."""


@dataclass(slots=True)
class FileState:
    """How far a file has come.

    >>> from pathlib import Path
    >>> FileState(UniqueFile(Path("a.pdf"), "a.pdf", bytes(32), 9)).content
    b''
    """

    file: UniqueFile
    content: bytes = b""
    standing: bytes = b""
    read_again: bool = False


@dataclass
class Stages:
    """Takes files through the stages, in processes that share nothing but what they are sent.

    Use it as a context manager; leaving it ends the processes.

    Args:
        cache: what was found before, and where to keep what is found.
        versions: what the results depend on.
        prepare_reader: makes a reader; called once a process, picklable.
        prepare: makes an assessor; likewise.
        workers: files that are read, and files that are assessed, at a time.
        reading: what reading one file may use.
        assessing: what assessing one may use.
        tell: called with a line about what the user should know.
    """

    cache: Cache
    versions: Versions
    prepare_reader: Callable[[], Read]
    prepare: Callable[[], Assess]
    workers: int = 1
    reading: Limits = READING
    assessing: Limits = ASSESSING
    tell: Callable[[str], None] = lambda _: None
    all_known: bool = False
    """Whether the numbers of all files are known from elsewhere."""
    failed: list[tuple[UniqueFile, Reading]] = field(default_factory=list)
    _pools: ExitStack = field(default_factory=ExitStack)
    _readers: IsolatedPool[ReadDocument] | None = None
    _assessors: IsolatedPool[Assessed] | None = None

    def __enter__(self) -> Stages:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pools.close()

    @property
    def is_working(self) -> bool:
        """Whether anything had to be done that was not known before."""
        return self._readers is not None or self._assessors is not None

    def standings(self, files: Sequence[UniqueFile], *, assessments: bool) -> Iterator[tuple[UniqueFile, bytes, bytes]]:
        """The numbers of every file, as they come.

        Args:
            files: any number.
            assessments: whether the assessments, too, are to be made and kept.

        Yields:
            The file; its document's digest, empty if it cannot be assessed (see :attr:`failed`); its standing's bytes.
        """
        left: list[FileState] = []
        for start in range(0, len(files), 10_000):
            part = files[start : start + 10_000]
            readings = self.cache.readings({f.sha for f in part}, self.versions.reader)
            keys = {r.content: self.versions.finding_key(r.content) for r in readings.values() if not r.code}
            standings = self.cache.standings(keys.values())
            wanted = {key: self.versions.assessment_key(key) for key in standings} if assessments else {}
            scored = self.cache.has(ASSESSMENT, wanted.values())
            for file in part:
                reading = readings.get(file.sha)
                if reading is not None and reading.code:
                    self.failed.append((file, reading))
                    yield file, b"", b""
                    continue
                state = FileState(file, reading.content if reading else b"")
                key = keys.get(state.content, b"")
                state.standing = standings.get(key, b"")
                if self._is_complete(state.standing) and (not assessments or wanted[key] in scored):
                    yield file, state.content, state.standing
                else:
                    left.append(state)
        if left:
            yield from self._work(left, assessments=assessments)

    def assessment(self, file: UniqueFile, content: bytes) -> Assessment | None:
        """An assessment that was kept, in the file's name; None if it is not there any more."""
        key = self.versions.assessment_key(self.versions.finding_key(content))
        found = decode(self.cache.get(ASSESSMENT, key) or b"", Assessment)
        if found is None:
            # So that it is not taken for one that is there once more.
            self.cache.drop(ASSESSMENT, key)
            return None
        return assessment_of(found, file)

    def showings(self, contents: Sequence[bytes]) -> list[bytes]:
        """What documents show of every skill, given their digests; empty where it is not known."""
        keys = [self.versions.showing_key(self.versions.finding_key(content)) for content in contents]
        found = self.cache.get_many(SHOWING, set(keys))
        return [found.get(key, b"") for key in keys]

    def _is_complete(self, standing: bytes) -> bool:
        return has_lines(standing, self.versions.lines)

    def _work(self, left: list[FileState], *, assessments: bool) -> Iterator[tuple[UniqueFile, bytes, bytes]]:
        if assessments and len(left) <= HERE:
            left = yield from self._word_here(left)
        # The largest first, so that none begins when all others are done.
        waiting = iter(sorted(left, key=lambda s: (-s.file.size, s.file.name)))
        running: dict[Future[Any], FileState] = {}
        count = min(self.workers, len(left))
        window = WINDOW * count
        while True:
            taken = 0
            for state in islice(waiting, window - len(running)):
                taken += 1
                if self._was_found_meanwhile(state, assessments=assessments):
                    yield state.file, state.content, state.standing
                else:
                    self._go_on(state, running, count, assessments)
            if not running:
                if taken:  # all of these were found meanwhile, and there may be more
                    continue
                return
            for job in wait(running, return_when=FIRST_COMPLETED).done:
                state = running.pop(job)
                try:
                    result = job.result()
                except (UnreadableFileError, MissingExtraError) as error:
                    yield self._refuse(state, error)
                else:
                    if isinstance(result, ReadDocument):
                        self._keep_reading(state, result)
                        state.content = result.content
                        if state.file.url:
                            state.file.path.unlink(missing_ok=True)
                        if self._was_found_meanwhile(state, assessments=assessments):
                            yield state.file, state.content, state.standing
                        else:
                            self._go_on(state, running, count, assessments, result.data)
                    elif not result.standing and not state.read_again:
                        # What was kept of the document cannot be decoded.
                        state.read_again = True
                        self._go_on(state, running, count, assessments)
                    else:
                        self._keep_assessed(state, result)
                        yield state.file, state.content, result.standing

    def _word_here(self, left: list[FileState]) -> Generator[tuple[UniqueFile, bytes, bytes], None, list[FileState]]:
        """Assess those here of whom all numbers are known: the same words were looked through before, within limits.

        Yields:
            As :meth:`standings`.

        Returns:
            The others, and those with whom anything went wrong: they go through processes of their own.
        """
        others = []
        assess: Assess | None = None
        for state in left:
            key = self.versions.finding_key(state.content)
            finding = self.cache.get(FINDING, key) if self.all_known or self._is_complete(state.standing) else None
            document = self.cache.get(DOCUMENT, state.content) if finding else None
            result = Assessed(b"", b"", b"")
            if document and finding:
                try:
                    assess = assess or self.prepare()
                    result = assess(document, finding, state.standing, True)
                except Exception:  # whatever it is, it is told of where it harms nothing
                    result = Assessed(b"", b"", b"")
            if result.standing:
                self._keep_assessed(state, result)
                yield state.file, state.content, result.standing
            else:
                others.append(state)
        return others

    def _go_on(
        self,
        state: FileState,
        running: dict[Future[Any], FileState],
        count: int,
        assessments: bool,
        document: bytes = b"",
    ) -> None:
        """Send a file to the stage that it has come to."""
        if state.content and not document and not state.read_again:
            document = self.cache.get(DOCUMENT, state.content) or b""
        if not document:
            state.read_again = True
            if self._readers is None:
                self._readers = self._pools.enter_context(IsolatedPool(self.prepare_reader, count, self.reading))
                # While the first files are read, the others get ready.
                self._assessing(count)
            try:
                if state.file.url and not state.file.path.exists():
                    fetch(state.file.url, state.file.path)
            except UnreadableFileError as error:
                refused: Future[Any] = Future()
                refused.set_exception(error)
                running[refused] = state
            else:
                running[self._readers.submit(state.file.path, state.file.name)] = state
            return
        finding = self.cache.get(FINDING, self.versions.finding_key(state.content)) or b""
        running[self._assessing(count).submit(document, finding, state.standing, assessments)] = state

    def _assessing(self, count: int) -> IsolatedPool[Assessed]:
        if self._assessors is None:
            self._assessors = self._pools.enter_context(IsolatedPool(self.prepare, count, self.assessing))
        return self._assessors

    def _was_found_meanwhile(self, state: FileState, *, assessments: bool) -> bool:
        """Whether all is known of what a file says: another that says the same may have come first."""
        if not state.content:
            return False
        key = self.versions.finding_key(state.content)
        state.standing = self.cache.standings([key]).get(key, b"")
        if not self._is_complete(state.standing):
            return False
        return not assessments or bool(self.cache.has(ASSESSMENT, [self.versions.assessment_key(key)]))

    def _refuse(
        self, state: FileState, error: UnreadableFileError | MissingExtraError
    ) -> tuple[UniqueFile, bytes, bytes]:
        if isinstance(error, MissingExtraError):
            # Not remembered: the library may be installed tomorrow.
            reading = Reading("", b"", "unsupported", str(error))
        else:
            reading = Reading("", b"", error.code, error.message, error.review)
            if error.code in LASTING and self._is_what_was_read(state.file):
                self.cache.put_reading(state.file.sha, self.versions.reader(""), reading)
        self.failed.append((state.file, reading))
        return state.file, b"", b""

    def _is_what_was_read(self, file: UniqueFile) -> bool:
        """Whether a file that could not be read is still the one that is listed."""
        return has_digest(file)

    def _keep_reading(self, state: FileState, result: ReadDocument) -> None:
        state.file = replace(state.file, sha=result.sha)
        reading = Reading(result.media_type, result.content)
        self.cache.put_reading(state.file.sha, self.versions.reader(result.media_type), reading, result.data)

    def _keep_assessed(self, state: FileState, result: Assessed) -> None:
        key = self.versions.finding_key(state.content)
        with self.cache.together():
            if result.finding:
                self.cache.put(FINDING, key, state.content, result.finding)
            if result.assessment:
                self.cache.put(ASSESSMENT, self.versions.assessment_key(key), state.content, result.assessment)
            if result.showing:
                self.cache.put(SHOWING, self.versions.showing_key(key), state.content, result.showing)
            self.cache.put_standing(key, state.content, result.standing)


def assessment_of(found: Assessment, file: UniqueFile) -> Assessment:
    """An assessment that was kept by what the document says, in the name of one file that says it."""
    return replace(found, document=file.name, sha256=file.sha.hex())


def failure_of(file: UniqueFile, reading: Reading) -> Failure:
    """Why a file could not be assessed.

    >>> from pathlib import Path
    >>> failure_of(UniqueFile(Path("a.pdf"), "a.pdf", bytes(32), 9), Reading("", b"", "corrupt", "it is damaged")).code
    'corrupt'
    """
    return Failure(file.name, reading.code, reading.reason)
