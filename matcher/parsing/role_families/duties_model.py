"""Judge by the words of a job's duties which kind of work it was: a linear model with readable weights.

A multinomial logistic regression over the words that occur in the text of a position, whatever their number and order.
``models/train_role_families.py`` trains it with scikit-learn; this module only adds the weights. They are whole
hundredths, so that the sum is the same on every machine.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from matcher.core.errors import ModelError
from matcher.core.role_family import FAMILIES
from matcher.core.shipped_files import model_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "FORMAT",
    "KIND",
    "META",
    "PAYLOAD",
    "DutiesModel",
    "duty_words",
    "load_duties_model",
    "shipped_folder",
    "without_spans",
]

FORMAT: Final = 1
KIND: Final = "matcher-role-families"
META: Final = "meta.json"
PAYLOAD: Final = "weights.tsv"

_WORD: Final = re.compile(r"\b[a-z]{3,}+\b")


def without_spans(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text with some spans blanked: mentions of technologies, which must not decide about the kind of work.

    A technology that is named once more could otherwise make a job count for less.

    Args:
        text: any text.
        spans: half-open; they may overlap.

    >>> without_spans("Tested Java with care", [(7, 11)])
    'Tested      with care'
    """
    parts: list[str] = []
    reached = 0
    for start, end in sorted(spans):
        if end > reached:
            start = max(start, reached)
            parts += (text[reached:start], " " * (end - start))
            reached = end
    parts.append(text[reached:])
    return "".join(parts)


def duty_words(text: str, title: str) -> set[str]:
    """Return the words of a position's text, in lower case, without those of its title.

    >>> sorted(duty_words("QA Engineer at Acme: wrote test cases", "QA Engineer"))
    ['acme', 'cases', 'test', 'wrote']
    """
    words = set(_WORD.findall(text.lower()))
    words.difference_update(_WORD.findall(title.lower()))
    return words


@dataclass(frozen=True, eq=False)
class DutiesModel:
    """Weights of words for each family, in hundredths.

    >>> import numpy as np
    >>> weights = np.zeros((1, len(FAMILIES)), dtype=np.int32)
    >>> weights[0, FAMILIES.index("qa")] = 300
    >>> none, even = np.zeros(len(FAMILIES), dtype=np.int32), np.ones(len(FAMILIES))
    >>> model = DutiesModel({"defects": 0}, weights, none, even, np.log(even), "1")
    >>> evidence, known = model.evidence([{"defects", "and"}])
    >>> FAMILIES[int(evidence[0].argmax())], evidence[0].max().item(), known.tolist()
    ('qa', 3.0, [1])
    """

    index: Mapping[str, int]
    """Word to its row of weights."""
    weights: NDArray[np.int32]
    """Shape (words, families)."""
    intercepts: NDArray[np.int32]
    """Shape (families,)."""
    prior: NDArray[np.float64]
    """Shape (families,): the families' shares in the training set, as weighted there."""
    log_prior: NDArray[np.float64]
    """Shape (families,): their logarithms."""
    version: str
    """Short hash of the metadata, which hold that of the weights."""

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self.index)

    def evidence(self, positions: Sequence[set[str]]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Return how far the words of each position speak for each family.

        Args:
            positions: words of each, of :func:`duty_words`.

        Returns:
            Shape (positions, families): logarithms of how much likelier the family is than without the words, up to a
            constant for each position; and shape (positions,): how many of its words are known.
        """
        import numpy as np

        index, known_words = self.index, self._words
        rows: list[int] = []
        ends = [0]
        for words in positions:
            rows += [index[word] for word in words & known_words]
            ends.append(len(rows))
        # Sums of whole numbers: the same in any order.
        sums = np.zeros((len(rows) + 1, len(FAMILIES)), dtype=np.int64)
        np.cumsum(self.weights[rows], axis=0, out=sums[1:])
        known = np.diff(ends)
        totals = np.diff(sums[ends], axis=0) / np.sqrt(np.maximum(known, 1))[:, None]
        return (totals + self.intercepts) / 100.0 - self.log_prior, known


def load_duties_model(path: Path | None = None) -> DutiesModel:
    """Load a trained model.

    Args:
        path: its folder; None for the shipped one, which is read once per process.

    Raises:
        ModelError: the model is missing, of another kind, written by a newer matcher, or damaged.

    >>> len(load_duties_model().index) > 1000
    True
    """
    return _load_shipped() if path is None else _load(path)


def shipped_folder() -> Path:
    """Return the folder of the shipped model."""
    return model_folder("role-families", META)


@cache
def _load_shipped() -> DutiesModel:
    return _load(shipped_folder())


def _load(folder: Path) -> DutiesModel:
    import numpy as np

    try:
        described = (folder / META).read_bytes()
        meta = json.loads(described)
        payload = (folder / PAYLOAD).read_bytes()
    except FileNotFoundError as error:
        missing = Path(error.filename).name
        raise ModelError(f"{folder}: no model of role families ({missing} is missing); {_ADVICE}") from error
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder}: the model of role families cannot be read ({error}); {_ADVICE}") from error
    _check(folder, meta, payload)
    try:
        head, intercepts, *rows = (line.split("\t") for line in payload.decode("utf-8").splitlines())
        if tuple(head[2:]) != FAMILIES:
            raise ValueError("its families are not those of this matcher")
        table = np.array([row[2:] for row in rows], dtype=np.int32).reshape(len(rows), len(FAMILIES))
        prior = np.array([float(meta["prior"][family]) for family in FAMILIES])
        prior /= prior.sum()
        return DutiesModel(
            {row[0]: number for number, row in enumerate(rows)}, table, np.array(intercepts[2:], dtype=np.int32),
            prior, np.log(prior), hashlib.sha256(described).hexdigest()[:12],
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise ModelError(f"{folder / PAYLOAD}: damaged ({error}); {_ADVICE}") from error


def _check(folder: Path, meta: Any, payload: bytes) -> None:
    if not isinstance(meta, dict) or meta.get("kind") != KIND:
        raise ModelError(f"{folder / META}: it does not describe a model of role families; {_ADVICE}")
    if not isinstance(meta.get("format"), int) or meta["format"] > FORMAT:
        raise ModelError(
            f"{folder / META}: format {meta.get('format')!r}, but this matcher reads up to {FORMAT}; update matcher"
        )
    if hashlib.sha256(payload).hexdigest() != meta.get("payload_sha256"):
        raise ModelError(f"{folder / PAYLOAD}: damaged (its SHA-256 is not the one in {META}); {_ADVICE}")


_ADVICE: Final = "reinstall matcher, or train one with models/train_role_families.py"
