"""Measure how the time to assess a text grows with its length, on texts of one repeated motif."""

from __future__ import annotations

import contextlib
import datetime
import gc
import math
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Final, NamedTuple

from benchmarks.motifs import load_motifs

__all__ = ["MOST", "Growth", "assessor", "main", "measure"]

LENGTH: Final = 8_000
"""Characters of the shorter text; the other has twice as many."""

MOST: Final = 3.0
"""Most times as long that twice as much text may take: linear time is 2, quadratic 4. The rest is for the clock."""

SURE: Final = 0.02
"""Seconds by which the times must differ: below that the clock decides, and not the text."""

PATIENCE: Final = 60
"""Seconds after which a text is given up."""

ROUNDS: Final = 3
"""Measurements of a growth that is too large: other work on the machine only ever adds time."""


class Growth(NamedTuple):
    """The least processor seconds that a short and a long text took.

    >>> Growth(0.1, 0.9, 4).is_linear, Growth(0.1, 1.0, 4).is_linear, Growth(0.001, 0.01, 4).is_linear
    (True, False, True)
    """

    short: float
    long: float
    factor: int = 2
    """How many times as long the longer text is."""

    @property
    def times(self) -> float:
        """The time of the longer text divided by that of the shorter one."""
        return self.long / max(self.short, 1e-6)

    @property
    def is_linear(self) -> bool:
        """Whether no more than :data:`MOST` times as much time goes with each doubling of the text."""
        allowed = MOST ** (self.factor.bit_length() - 1)
        return self.times <= allowed or self.long - self.short < SURE


def assessor() -> Callable[[str], object]:
    """Return a function that reads and assesses a text, whatever it is: also one that is set apart as no résumé."""
    from matcher.core.document import Block, Document
    from matcher.core.encoding import encode
    from matcher.core.errors import UnreadableFileError
    from matcher.extraction.reading import read_bytes
    from matcher.languages.unsupported import find_unsupported_language
    from matcher.parsing.document_kind import find_other_kind
    from matcher.parsing.text_signature import signature_of
    from matcher.profiles.loading import load_profile
    from matcher.scoring.pipeline import Pipeline
    from matcher.scoring.tfidf_model import load_model
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    day = datetime.date(2026, 11, 23)
    pipeline = Pipeline(load_profile("backend-developer", taxonomy), taxonomy, load_model(), day)

    def assess(text: str) -> object:
        with contextlib.suppress(UnreadableFileError):
            read_bytes(text.encode("utf-8", "replace"), "motif.txt")
        # As it is, because the reader of another format may leave what that of plain text removes.
        document = Document("motif.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
        try:
            resume, mentions = pipeline.analyzer.analyze(document)
        except UnreadableFileError as error:
            return error.code
        visible = resume.document.text
        kinds = find_unsupported_language(visible), find_other_kind(resume), signature_of(visible)
        scored = pipeline.score(document, resume, mentions)
        return kinds, encode(scored.assessment) if scored.assessment else b"", scored.columns

    return assess


def measure(assess: Callable[[str], object], short: str, long: str) -> Growth:
    """Measure the growth of one motif, again if it seems too large.

    Args:
        assess: does the work.
        short: the shorter text.
        long: the longer one.
    """
    # What is loaded or compiled on first use is no part of the growth.
    _seconds(assess, short[: len(short) // 2])
    least = Growth(math.inf, math.inf, round(len(long) / len(short)))
    for _ in range(ROUNDS):
        least = least._replace(
            short=min(least.short, _seconds(assess, short)), long=min(least.long, _seconds(assess, long))
        )
        if least.is_linear or math.isinf(least.long):
            break
    return least


def _seconds(assess: Callable[[str], object], text: str) -> float:
    """Return the processor seconds that a text takes; infinite beyond :data:`PATIENCE`."""
    before = signal.signal(signal.SIGALRM, _give_up)
    gc.disable()  # a collection takes as long as a text
    signal.alarm(PATIENCE)
    start = time.process_time()
    try:
        assess(text)
    except TimeoutError:
        return math.inf
    finally:
        signal.alarm(0)
        gc.enable()
        signal.signal(signal.SIGALRM, before)
    return time.process_time() - start


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def main(texts: Path | None, length: int, only: Sequence[str] = ()) -> None:
    """Print each motif whose time grows too fast, and a summary; exit with status 1 if there is any.

    Args:
        texts: folder of pairs of files NAME_8k.txt and NAME_16k.txt to measure besides the motifs.
        length: characters of the shorter text of a motif.
        only: parts of the names of the motifs to measure; empty for all.
    """
    assess = assessor()
    _seconds(assess, Path(__file__).read_text("utf-8"))
    print(f"{'times':>6} {f'{length:,}':>9} {f'{2 * length:,}':>9}")
    faults, rows = 0, []
    for name, short, long in _pairs(texts, length, only):
        growth = measure(assess, short, long)
        rows.append((growth.long, name))
        if not growth.is_linear:
            faults += 1
            print(f"{growth.times:6.1f} {growth.short:7.2f} s {growth.long:7.2f} s  {name}", flush=True)
    slowest, name = max(rows)
    print(f"{len(rows)} motifs, {faults} with more than {MOST:g} times the work; slowest {slowest:.2f} s: {name}")
    sys.exit(1 if faults else 0)


def _pairs(texts: Path | None, length: int, only: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for motif in load_motifs():
        if not only or any(part in motif.name for part in only):
            yield motif.name, motif.text(length), motif.text(2 * length)
    for file in sorted(texts.glob("*_8k.txt")) if texts is not None else ():
        short, long = (path.read_text("utf-8", "replace") for path in (file, Path(str(file).replace("_8k.", "_16k."))))
        yield file.stem, short, long
