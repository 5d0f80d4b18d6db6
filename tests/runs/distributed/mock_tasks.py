"""A reader that obeys the file's first word, and a scorer that needs no taxonomy."""

import hashlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from matcher.core.document import Document
from matcher.core.encoding import decode, encode
from matcher.core.errors import ClusterError, MissingExtraError, UnreadableFileError
from matcher.core.ledger import Assessment, EvidenceTotal
from matcher.parsing.text_signature import SIGNATURE_BYTES
from matcher.runs.cache_keys import CacheKeys
from matcher.runs.read_task import Reader
from matcher.runs.task_results import ScoreResult
from matcher.scoring.candidate_record import pack_record

LINE = b"aline---"
KEYS = CacheKeys(lambda _: "1", b"analyzer", (LINE,), b"profile")


def read(path: Path, name: str) -> Document:
    """Obey the file's first word."""
    text = path.read_text("utf-8")
    order, _, rest = text.partition(" ")
    if order == "locked":
        raise UnreadableFileError("encrypted", "it needs a password")
    if order == "scan":
        raise UnreadableFileError("no-text", "a scan", review=True)
    if order == "picture":
        raise MissingExtraError("pictures need a library")
    if order == "sleep":
        time.sleep(float(rest.split()[0]))
    if order == "poison":
        os.kill(os.getppid(), signal.SIGKILL)  # the worker whose process this one is
        time.sleep(60)
    return Document(name, text, (), "text/plain", hashlib.sha256(text.encode()).hexdigest(), 1)


def reader() -> Reader:
    return Reader(read)


def scorer() -> Callable[[bytes, bytes, bytes, bool], ScoreResult]:
    return score


def another_version() -> Callable[[bytes, bytes, bytes, bool], ScoreResult]:
    raise ClusterError("the worker would not give the same results")


def blocks_interrupts() -> bool:
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def score(document: bytes, analysis: bytes, record: bytes, wants_assessment: bool) -> ScoreResult:
    decoded = decode(document, Document)
    if decoded is None:
        return ScoreResult()
    words = len(decoded.text.split())
    record = pack_record(
        {"words": words}, bytes(SIGNATURE_BYTES), {LINE: [EvidenceTotal(words / 100, 0.0)] * 3}, record
    )
    assessment = encode(Assessment("", "", (), words=words)) if wants_assessment else b""
    return ScoreResult(b"" if analysis else encode(words), record, assessment)
