"""Read one file and find its structure, in the isolated processes and with the cached text of a run.

The structure itself is not cached: a person looks at it once.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from matcher.core.document import Document
from matcher.core.encoding import decode, encode
from matcher.core.errors import UnreadableFileError
from matcher.extraction.reader_version import reader_version
from matcher.parsing.structure import Structure, find_structure
from matcher.runs.inputs import InputFile, collect_inputs
from matcher.runs.processes.process_pool import LazyFactory
from matcher.runs.store.cache import Cache, open_cache
from matcher.runs.store.database import CacheDamagedError
from matcher.runs.store.entries import DOCUMENT, Reading
from matcher.runs.task_loop import FileTask, TaskLoop
from matcher.runs.task_results import ScoreDocument, ScoreResult

__all__ = ["read_structure"]


def read_structure(
    file: InputFile,
    as_of: datetime.date,
    ocr_languages: str = "eng",
    cache: str | Path | bool = True,
    on_message: Callable[[str], None] = lambda _: None,
) -> Structure:
    """Read one file and find its structure.

    Args:
        file: the résumé.
        as_of: the day on which "present" ends.
        ocr_languages: languages of text in pictures.
        cache: as for :class:`matcher.runs.run.BatchRun`.
        on_message: called with a line that the user should read.

    Raises:
        UnreadableFileError: the file cannot be read.
        MissingExtraError: reading it needs a library that is not installed.
        UsageError: the cache cannot be used.
    """
    try:
        with open_cache(cache, on_message) as opened:
            return _read(file, as_of, ocr_languages, opened)
    except CacheDamagedError:
        with Cache(None) as opened:
            return _read(file, as_of, ocr_languages, opened)


def _read(file: InputFile, as_of: datetime.date, languages: str, cache: Cache) -> Structure:
    reader_of = partial(reader_version, languages=languages)
    inputs = collect_inputs([file], cache)
    for failure in inputs.failures:
        raise UnreadableFileError(failure.code, failure.reason)
    (unique,) = inputs.unique
    known = cache.readings([unique.sha], reader_of).get(unique.sha)
    if known is not None and known.code:
        raise UnreadableFileError(known.code, known.reason, review=known.review)
    document = cache.get(DOCUMENT, known.content) if known is not None else None

    def store(task: FileTask) -> None:
        if task.reading is not None:
            result = task.reading
            reading = Reading(result.media_type, result.content)
            cache.put_reading(result.sha, reader_of(result.media_type), reading, result.document)

    prepare_reader = LazyFactory("matcher.runs.read_task", "prepare_reader", (languages,))
    task = FileTask(name=unique.name, path=unique.path, document=document or b"")
    with TaskLoop[FileTask](prepare_reader, partial(_prepare, as_of), on_read=store) as loop:
        (task,) = loop.run([task], 1)
    if task.error is not None:
        raise task.error
    structure = decode(task.result.record, Structure) if task.result is not None else None
    assert structure is not None  # noqa: S101 - encoded by this version, a moment ago
    return replace(structure, document=unique.name)


def _prepare(as_of: datetime.date) -> ScoreDocument:
    """Make the function that a worker process calls: its record is the structure, encoded."""
    from matcher.skills.analyzer import visible_document

    def find(encoded: bytes, *_: object) -> ScoreResult:
        document = decode(encoded, Document)
        if document is None:
            return ScoreResult()
        return ScoreResult(record=encode(find_structure(document, visible_document(document), as_of)))

    return find
