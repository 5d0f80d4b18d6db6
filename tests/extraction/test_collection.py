from __future__ import annotations

import gc
import weakref

import pytest

from matcher.errors import UnreadableFileError
from matcher.extraction import pdf
from matcher.extraction.collection import uncollected


class Node:
    def __init__(self) -> None:
        self.itself = self


def test_cycles_are_found_behind_a_file_without_being_asked_for() -> None:
    with uncollected():
        cycles = [weakref.ref(Node()) for _ in range(5)]
        young = [[] for _ in range(20_000)]
        assert all(cycle() is not None for cycle in cycles)
    del young
    assert len([[] for _ in range(20_000)]) == 20_000  # what is made after a file sets the search off
    assert not any(cycle() for cycle in cycles)


def test_it_goes_on_after_a_file_within_a_file_and_after_an_error() -> None:
    with uncollected():
        with pytest.raises(UnreadableFileError):
            pdf.read(b"%PDF-1.4 nothing")
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_has_switched_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with pytest.raises(UnreadableFileError):
            pdf.read(b"%PDF-1.4 nothing")
        assert not gc.isenabled()
    finally:
        gc.enable()
