"""A reader that obeys its file, and an assessor that costs nothing: stages without a taxonomy."""

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
VERSIONS = CacheKeys(lambda _: "1", b"analyzer", (LINE,), b"profile")


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


def assessor() -> Callable[[bytes, bytes, bytes, bool], ScoreResult]:
    return assess


def another_version() -> Callable[[bytes, bytes, bytes, bool], ScoreResult]:
    raise ClusterError("the worker would not give the same results")


def is_deaf_to_interrupts() -> bool:
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def assess(document: bytes, finding: bytes, before: bytes, wanted: bool) -> ScoreResult:
    whole = decode(document, Document)
    if whole is None:
        return ScoreResult()
    words = len(whole.text.split())
    standing = pack_record(
        {"words": words}, bytes(SIGNATURE_BYTES), {LINE: [EvidenceTotal(words / 100, 0.0)] * 3}, before
    )
    assessment = encode(Assessment("", "", (), words=words)) if wanted else b""
    return ScoreResult(b"" if finding else encode(words), standing, assessment)
