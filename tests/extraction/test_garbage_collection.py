"""Check that cycles are still collected while a file is read, only less often: they may hold large objects."""

from __future__ import annotations

import gc
import weakref

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.garbage_collection import SEARCH_EVERY, rarely_collected
from matcher.extraction.pdf import reader as pdf


class Node:
    def __init__(self) -> None:
        self.itself = self


def test_cycles_are_found_while_a_file_is_read() -> None:
    with rarely_collected():
        cycles = [weakref.ref(Node()) for _ in range(5)]
        young = [[] for _ in range(SEARCH_EVERY // 2)]
        assert all(cycle() is not None for cycle in cycles)
        young += [[] for _ in range(SEARCH_EVERY)]
        assert not any(cycle() for cycle in cycles)


def test_the_threshold_is_restored_after_a_file_and_an_error() -> None:
    before = gc.get_threshold()
    with rarely_collected():
        with pytest.raises(UnreadableFileError):
            pdf.read(b"%PDF-1.4 nothing")
        assert gc.get_threshold()[0] == SEARCH_EVERY
    assert gc.get_threshold() == before


def test_a_disabled_collector_stays_disabled() -> None:
    gc.disable()
    try:
        with pytest.raises(UnreadableFileError):
            pdf.read(b"%PDF-1.4 nothing")
        assert not gc.isenabled()
    finally:
        gc.enable()
