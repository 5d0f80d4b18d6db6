"""Run the scheduler with a reader and a scorer of the caller's own, and keep nothing."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from matcher.core.document import Document
from matcher.core.encoding import decode
from matcher.core.limits import ASSESSING, READING, Limits
from matcher.core.ranking import Duplicate, Failure
from matcher.runs.cache_keys import CacheKeys
from matcher.runs.inputs import InputFile, Unpack, collect_inputs
from matcher.runs.read_task import Reader
from matcher.runs.scheduler import Scheduler, failure_of
from matcher.runs.store.cache import Cache
from matcher.runs.task_results import ScoreDocument, ScoreResult


@dataclass(frozen=True)
class BatchOutcome:
    """Every file given, in one of four places; each sorted by name."""

    assessed: tuple[str, ...]
    needs_review: tuple[Failure, ...]
    duplicates: tuple[Duplicate, ...]
    failures: tuple[Failure, ...]

    def statuses(self) -> dict[str, str]:
        """What became of each file."""
        return {
            **dict.fromkeys(self.assessed, "assessed"),
            **{f.document: f"review {f.code}" for f in self.needs_review},
            **{d.document: f"duplicate of {d.duplicate_of}" for d in self.duplicates},
            **{f.document: f"failed {f.code}" for f in self.failures},
        }


def run_batch(
    files: Sequence[InputFile],
    read: Callable[[Path, str], Document],
    prepare: Callable[[], Callable[[Document], Any]],
    workers: int = 1,
    *,
    unpack: Unpack | None = None,
    read_limits: Limits = READING,
    score_limits: Limits = ASSESSING,
) -> BatchOutcome:
    """Read every file, and call the function that ``prepare`` makes with its document, in worker processes."""
    keys = CacheKeys(lambda _: "", b"", (), b"")
    with (
        tempfile.TemporaryDirectory() as folder,
        Cache(None) as cache,
        Scheduler(
            cache, keys, partial(Reader, read), partial(scorer, prepare), workers, read_limits, score_limits
        ) as scheduler,
    ):
        inputs = collect_inputs(files, cache, unpack, Path(folder), read_limits)
        done = list(scheduler.records(inputs.unique, assessments=False))
    failures = list(inputs.failures)
    needs_review = []
    for file, reading in scheduler.failed:
        (needs_review if reading.review else failures).append(failure_of(file, reading))
    return BatchOutcome(
        tuple(sorted(file.name for file, _, record in done if record)),
        tuple(sorted(needs_review, key=lambda f: f.document)),
        tuple(sorted(inputs.duplicates, key=lambda d: d.document)),
        tuple(sorted(failures, key=lambda f: f.document)),
    )


def scorer(prepare: Callable[[], Callable[[Document], Any]]) -> ScoreDocument:
    """Make a scorer of a function of a document."""
    assess = prepare()

    def score(encoded: bytes, *_: object) -> ScoreResult:
        document = decode(encoded, Document)
        assert document is not None
        assess(document)
        return ScoreResult(record=b"assessed")

    return score
