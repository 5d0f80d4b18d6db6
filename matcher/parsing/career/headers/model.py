"""Label the words around dates as title, employer or place with a linear-chain conditional random field.

The weights are whole thousandths in ``models/entry-headers/weights.tsv``, so that sums do not depend on the machine. A
word's score for a label is the sum of the weights of its own attributes, of those of its neighbours and of its slots;
the labels of a window are the sequence with the highest sum of scores and transitions (Viterbi's algorithm). See
Lafferty, McCallum and Pereira, "Conditional Random Fields", ICML 2001.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from matcher.parsing.career.headers.model_files import LINES, RUNNING_TEXT, read_weights, shipped
from matcher.parsing.career.headers.windows import SLOTS, Words
from matcher.parsing.career.headers.word_table import NEIGHBOURS, WordTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

__all__ = ["DATES", "HEADING", "LABELS", "OTHER", "HeaderModel", "load_header_model"]

LABELS: Final = (
    "other",
    "title begins",
    "title",
    "employer begins",
    "employer",
    "place begins",
    "place",
    "dates",
)
"""A field's first word and its other words have labels of their own, so that adjacent fields stay apart."""

OTHER: Final = LABELS.index("other")
DATES: Final = LABELS.index("dates")
_NEVER: Final = -(10**9)

HEADING: Final = ("matcher entry headers 1", *LABELS)
"""First line of a file of weights."""


class HeaderModel:
    """The weights, and the words seen so far.

    Args:
        rows: of each feature the weights of the labels, in thousandths: word attributes as "-1 w=developer" (the word
            before is "developer"), slots as "distance=3", transitions as "after title".

    >>> model = HeaderModel({"0 w=developer": [0, 900, 100, 0, 0, 0, 0, 0]})
    >>> model.table.scores()[model.table.row("Developer"), 2].tolist()
    [0, 900, 100, 0, 0, 0, 0, 0]
    """

    def __init__(self, rows: dict[str, list[int]]) -> None:
        import numpy as np

        count = len(LABELS)
        words: dict[str, Ints] = {}
        pairs: dict[str, Ints] = {}
        self.slots = {name: np.zeros((size, count), dtype=np.int64) for name, size in SLOTS.items()}
        self.transitions = np.zeros((count, count), dtype=np.int64)
        for feature, weights in rows.items():
            offset, _, name = feature.partition(" ")
            if offset in ("first", "second"):
                pairs.setdefault(name, np.zeros((2, count), dtype=np.int64))[int(offset == "second")] = weights
                continue
            slot, _, value = feature.rpartition("=")
            if offset == "after":
                self.transitions[LABELS.index(name)] = weights
            elif slot in self.slots:
                self.slots[slot][int(value)] = weights
            else:
                words.setdefault(name, np.zeros((len(NEIGHBOURS), count), dtype=np.int64))[int(offset) + 2] = weights
        self._padding = np.full(DATES, _NEVER)
        self._padding[OTHER] = 0
        self.table = WordTable(words, pairs, count)

    def scores(self, words: Words) -> Ints:
        """Return the score of each label but that of dates for each word, shape (words, labels - 1)."""
        by_row = self.table.scores()[words.rows]
        scores = by_row[:, 2].copy()
        scores[2:] += by_row[:-2, 0]
        scores[1:] += by_row[:-1, 1]
        scores[:-1] += by_row[1:, 3]
        scores[:-2] += by_row[2:, 4]
        rows = words.rows.tolist()
        for index in self.table.may_pair(rows):
            added = self.table.pair_scores(rows[index], rows[index + 1])
            if added is not None:
                scores[index : index + 2] += added
        for index, table in enumerate(self.slots.values()):
            scores += table[words.slots[:, index]]
        return scores[:, :DATES]

    def label(self, words: Words, scores: Ints) -> Ints:
        """Return the label of each word: of each window the sequence with the highest score.

        The dates' label is known, so the words before and after them are two chains; each is read towards the dates.

        Args:
            words: the windows' words.
            scores: of each label for each word, dates excepted.
        """
        import numpy as np

        before = words.dated - words.firsts
        after = words.counts - before - 1
        lengths = np.concatenate([before, after])
        longest = int(lengths.max(initial=0))
        labels = np.zeros(len(words.starts), dtype=np.int64)
        labels[words.dated] = DATES
        if not longest:
            return labels
        # Each row ends next to the dates; a short one begins with padding, which costs nothing and is "other".
        steps = np.arange(longest) - longest
        indices = np.concatenate([words.dated[:, np.newaxis] + steps, words.dated[:, np.newaxis] - steps])
        padding = steps < -lengths[:, np.newaxis]
        indices[padding] = 0
        padded = scores[indices]
        padded[padding] = self._padding
        onwards = np.stack([self.transitions[:DATES, :DATES], self.transitions[:DATES, :DATES].T])
        group = np.repeat([0, 1], len(before))
        into = onwards[group]
        first = longest - lengths
        begins = np.flatnonzero((first > 0) & (lengths > 0))
        padded[begins, first[begins]] -= into[begins, OTHER]  # the first word has none before it
        by_step = padded.transpose(1, 0, 2)
        best = np.empty_like(by_step)
        best[0] = by_step[0]
        backwards = into.transpose(0, 2, 1)
        for step in range(1, longest):
            np.add((best[step - 1][:, np.newaxis, :] + backwards).max(axis=2), by_step[step], out=best[step])
        final = np.stack([self.transitions[:DATES, DATES], self.transitions[DATES, :DATES]])[group]
        found = np.empty((longest, len(lengths)), dtype=np.int64)
        found[-1] = (best[-1] + final).argmax(axis=1)
        rows = np.arange(len(lengths))
        for step in range(longest - 2, -1, -1):
            found[step] = (best[step] + backwards[rows, found[step + 1]]).argmax(axis=1)
        labels[indices[~padding]] = found.T[~padding]
        return labels


@cache
def load_header_model(running: bool) -> HeaderModel:
    """Load the labeller for running text or for lines from ``models/entry-headers``, once per process."""
    return HeaderModel(read_weights(shipped(RUNNING_TEXT if running else LINES), HEADING))
