"""Texts of one motif, repeated: they show what a rule does again at each place."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["Motif", "load_motifs"]


class Motif(NamedTuple):
    """A text that is one piece, repeated between a head and a tail.

    >>> Motif("A{n} ", "List: ", "End").text(17)
    'List: A0 A1 A2End'
    """

    piece: str
    """Each ``{n}`` is replaced by the number of the repetition, ``{w}`` by a word made of it: no two are equal."""
    head: str = ""
    tail: str = ""

    @property
    def name(self) -> str:
        """What the motif is called in tables.

        >>> Motif("a", "Python ").name
        "'Python ' 'a' ..."
        """
        return " ".join(
            [*([repr(self.head)] if self.head else []), repr(self.piece), "...", *filter(None, [self.tail])]
        )

    def text(self, length: int) -> str:
        """Return the text.

        Args:
            length: its characters.
        """
        pieces, total, number = [self.head], len(self.head) + len(self.tail), 0
        while total < length:
            word = "".join(chr(ord("a") + int(digit)) for digit in str(number))
            pieces.append(self.piece.replace("{n}", str(number)).replace("{w}", word))
            total += len(pieces[-1])
            number += 1
        return "".join(pieces)[: length - len(self.tail)] + self.tail


@cache
def load_motifs() -> tuple[Motif, ...]:
    """Return the motifs of ``motifs.toml``.

    They come from a reading of the rules: what each looks for, what may stand between its parts, and what makes it fail
    at the end.
    """
    data = tomllib.loads(Path(__file__).with_name("motifs.toml").read_text("utf-8"))
    pieces = [Motif(piece) for group in data["pieces"].values() for piece in group]
    return (*pieces, *(Motif(row[1], row[0], *row[2:]) for group in data["between"].values() for row in group))
