"""Compare a résumé's words with a role's text, and sentences with descriptions, by TF-IDF.

NumPy does the arithmetic at run time; scikit-learn, whose TF-IDF it is, trains the model and is the reference in tests.

The model (:mod:`matcher.scoring.tfidf_model`) answers two questions:

- :class:`ProfileText`: how much of the role's text does this résumé cover? The measure is a sum over the role's words
  in which each word earns at most its own part. It can be explained word by word, cannot be inflated by repetition, and
  off-topic text does not change it. (A cosine can be lowered by adding a hobby.)
- :class:`SentenceMatcher`: which of these sentences are about which of these descriptions? A cosine, unless the words
  that they share are too common.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from matcher.core.errors import UsageError
from matcher.scoring.foreign_words import ForeignWords
from matcher.scoring.tfidf_model import TfidfModel, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FIRST_OCCURRENCE", "FULL_COVERAGE", "LEAST_SHARED_IDF", "ProfileText", "SentenceMatcher", "TextMatch"]

FULL_COVERAGE: Final = 0.8
"""The weight of the role's text that a résumé must cover to earn all of its points.

No résumé uses every word of an advertisement: of 122 graded résumés, those of grade 4 cover 0.55 to 0.6 of the back-end
role's text at the median and the fullest one about 0.85. With 0.8 that median earns 0.7 and one résumé earns all; at
0.6 already eight tie at the top, in the wrong order. After changing it, run ``python -m benchmarks quality``.
"""

FIRST_OCCURRENCE: Final = 0.96
"""How much of a word's part its first occurrence earns; repetition approaches the rest.

Saturation is tf / (tf + k) with k = 1/0.96 - 1. Chosen so that a text repeated without end gains less than 5 % of what
is possible; on 122 graded résumés the order is better the less repetition counts (rank correlation falls steadily from
k = 0 to k = 2). After changing it, run ``tests/scoring/test_tfidf_match.py``.
"""

LEAST_SHARED_IDF: Final = 4.5
"""Least sum of the IDF of the two rarest words that a sentence shares with a description; below it, they are not
similar.

4.5 is that of two words which 3 of 10 résumés use, or of a commoner and a rarer one; "designed", "implemented" and
"server" alone, in half of all résumés, make short sentences similar without meaning. Chosen by reading the sentences of
3,000 résumés that pass the cosine at which a sentence begins to count: of 119 sentences 53 % were about the
requirement, of the 74 that also pass this 78 %; of the 51 from another 2,000 résumés, 75 %. After changing it, read
such sentences again.
"""


@dataclass(frozen=True, slots=True)
class TextMatch:
    """How much of a role's text a résumé covers.

    >>> TextMatch((("sql", 0.25, 0.3), ("api", 0.125, 0.2))).share
    0.375
    """

    terms: tuple[tuple[str, float, float], ...]
    """(term, share earned, share that it could earn), by share earned, then possible, then spelling."""
    words: Mapping[str, str] = field(default_factory=dict)
    """The word on the page of each term that occurs in another language or misspelt only."""

    @property
    def share(self) -> float:
        """Return the sum of the shares earned, 0 to 1."""
        return min(1.0, math.fsum(earned for _, earned, _ in self.terms))  # the shares of a full match sum to 1 ± 1e-15


class ProfileText:
    """A role's text, prepared for comparison with résumés.

    A term's weight is its TF-IDF in the text, (1 + ln tf) · idf, times its *lift*: the share of similar résumés that
    use it less the share of the others that do; a term without lift weighs nothing. The weights are normalised to 1.
    *Similar* is a matter of degree: each group of the model counts by how far the cosine of its mean with the text is
    above the average, where each term counts by how much the groups differ in it. (A relevance weight in the manner of
    Robertson and Spärck Jones, "Relevance weighting of search terms", 1976.) Without the lift, rare but general words
    (care, join, growing) outweigh a trade's own words.

    A résumé earns for each term weight · tf / (tf + k) / ``full_coverage``; if the sum exceeds 1, all shares are
    scaled down alike.

    Words that the model does not know carry no weight: they were too rare for statistics or were removed as names (of
    people, places, employers), and no one should earn points for where they live. ``unknown`` lists them.

    Args:
        model: the document frequencies.
        text: the role's description; 100 words or more work best.
        full_coverage: see :data:`FULL_COVERAGE`.

    Raises:
        UsageError: no word of the text is in the model.

    >>> from matcher.scoring.tfidf_model import load_model
    >>> model = load_model()
    >>> role = ProfileText(model, "Server-side developer: Java services, SQL databases, REST APIs.")
    >>> match = role.compare("Java developer. Wrote REST APIs over an Oracle database.")
    >>> sorted(term for term, earned, _ in match.terms if earned)[:3]
    ['api', 'database', 'developer']
    >>> role.compare("Nurse on a hospital ward.").share
    0.0
    """

    def __init__(self, model: TfidfModel, text: str, *, full_coverage: float = FULL_COVERAGE) -> None:
        import numpy as np

        counts = Counter(model.indices_of(text))
        if not counts:
            raise UsageError(
                "the TF-IDF model knows no word of the role's text; write the text in English "
                "or train a model on your own résumés (models/train_tfidf.py)"
            )
        if not 0 < full_coverage <= 1:
            raise ValueError(f"full_coverage must lie in (0, 1], not {full_coverage}")
        self.model = model
        self.full_coverage = full_coverage
        self.unknown = tuple(sorted({w.lower() for w in words(text) if model.find(w) is None}))
        indices = np.array(sorted(counts))
        tf = np.array([counts[int(i)] for i in indices])
        tfidf = (1 + np.log(tf)) * model.idf[indices]
        weight = tfidf * _lift(model, indices, tfidf)
        if not weight.any():
            weight = tfidf
        weight = weight / weight.sum()
        self.weights: dict[str, float] = {
            model.terms[i]: float(w) for i, w in zip(indices, weight, strict=True) if w > 0
        }
        """Term to weight; the weights sum to 1."""
        self._terms = tuple((term, model.index[term]) for term in sorted(self.weights))
        self._foreign = ForeignWords(sorted(self.weights))

    def compare(self, text: str, languages: Sequence[str] = (), replaced: Iterable[tuple[str, str]] = ()) -> TextMatch:
        """Compare one résumé's text.

        Monotone: text added to a résumé never lowers its share.

        Args:
            text: the text.
            languages: codes of its languages; their words for a term count as the term.
            replaced: its misspelt words, each with the right one, which counts too.

        >>> from matcher.scoring.tfidf_model import load_model
        >>> role = ProfileText(load_model(), "Server-side developer: Java services, SQL databases, REST APIs.")
        >>> match = role.compare("Entwicklerin von Datenbanken", ["de"])
        >>> match.words["database"], match.share == role.compare("Developer of databases").share
        ('Datenbanken', True)
        """
        counts = Counter(self.model.indices_of(text))
        words: dict[str, str] = {}
        for word in self._foreign.find(text, languages):
            surface = text[word.start : word.end]
            index = self.model.index[word.term]
            if index not in self.model.indices_of(surface):  # "Server" is counted already
                if not counts[index]:
                    words[word.term] = surface
                counts[index] += 1
        for surface, right in replaced:
            known = self.model.find(right)
            if known is not None:
                if not counts[known]:
                    words[self.model.terms[known]] = surface
                counts[known] += 1
        k = 1 / FIRST_OCCURRENCE - 1
        earned = {
            term: self.weights[term] * counts[i] / (counts[i] + k) / self.full_coverage for term, i in self._terms
        }
        scale = max(1.0, math.fsum(earned.values()))
        terms = [
            (term, share / scale, min(1.0, self.weights[term] / self.full_coverage)) for term, share in earned.items()
        ]
        return TextMatch(tuple(sorted(terms, key=lambda t: (-t[1], -t[2], t[0]))), words)


class SentenceMatcher:
    """Descriptions, prepared for comparison with sentences by the cosine of their TF-IDF vectors.

    A cosine counts as 0 if the shared words are too common (see :data:`LEAST_SHARED_IDF`).

    >>> from matcher.scoring.tfidf_model import load_model
    >>> matcher = SentenceMatcher(load_model(), ["encryption of sensitive data", "caching and short response times"])
    >>> matcher.similarities(["Reduced response times with caching.", "Sang in a choir."]).round(1).tolist()
    [[0.0, 0.6], [0.0, 0.0]]
    """

    def __init__(self, model: TfidfModel, descriptions: Sequence[str]) -> None:
        import numpy as np

        self._model = model
        self._descriptions = np.stack([_vector(model, description) for description in descriptions], axis=1)

    def similarities(self, sentences: Sequence[str]) -> NDArray[np.float64]:
        """Compute cosines, 0 to 1.

        Args:
            sentences: any number; one without a known word is similar to nothing.

        Returns:
            Shape (sentences, descriptions).
        """
        import numpy as np

        # The numbers of scikit-learn's vectorizer, for all sentences at once: the vectorizer is made for long texts.
        terms = [self._model.indices_of(sentence) for sentence in sentences]
        row = np.repeat(np.arange(len(terms)), [len(indices) for indices in terms])
        column = np.fromiter((i for indices in terms for i in indices), np.int64, len(row))
        cells, counts = np.unique(row * len(self._model.terms) + column, return_counts=True)
        row, column = np.divmod(cells, len(self._model.terms))
        rarest_first = np.lexsort((-self._model.idf[column], row))
        row, column, counts = row[rarest_first], column[rarest_first], counts[rarest_first]
        weight = (np.log(counts) + 1.0) * self._model.idf[column]
        weight /= np.sqrt(np.bincount(row, weight**2, len(terms)))[row]
        cosines = np.zeros((len(terms), self._descriptions.shape[1]))
        for description, described in enumerate(self._descriptions.T):
            shared = np.flatnonzero(described[column])
            sentence, idf = row[shared], self._model.idf[column[shared]]
            first_two = np.ones(len(sentence), dtype=bool)
            first_two[2:] = sentence[2:] != sentence[:-2]
            shared_idf = np.bincount(sentence[first_two], idf[first_two], len(terms))
            cosine = np.bincount(sentence, (weight * described[column])[shared], len(terms))
            cosines[:, description] = cosine * (shared_idf >= LEAST_SHARED_IDF)
        return cosines.clip(0.0, 1.0)


def _vector(model: TfidfModel, text: str) -> NDArray[np.float64]:
    """Return the TF-IDF vector of a text, of length 1: shape (terms,). Tests compare it with scikit-learn's."""
    import numpy as np

    counts = sorted(Counter(model.indices_of(text)).items())
    vector = np.zeros(len(model.terms))
    if counts:
        columns = np.array([column for column, _ in counts])
        weights = (np.log(np.array([float(count) for _, count in counts])) + 1.0) * model.idf[columns]
        total = 0.0
        for weight in weights.tolist():  # one by one, as scikit-learn adds them
            total += weight * weight
        vector[columns] = weights / math.sqrt(total)
    return vector


def _lift(model: TfidfModel, indices: NDArray[np.int64], tfidf: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how much more of the résumés like the role use each term than of the others: shape (indices,), 0 to 1."""
    import numpy as np

    if model.group_documents.size < 2:
        return np.ones(len(indices))
    shares = model.group_frequency / model.group_documents
    means: NDArray[np.float64] = shares.T * model.idf
    norms = np.sqrt(np.einsum("ij,ij->i", means, means))
    means /= np.where(norms == 0.0, 1.0, norms)[:, np.newaxis]
    # Words that all groups use alike (an advertisement's own "we", "join", "mission") do not mark a trade.
    similarity = means[:, indices] @ (tfidf * shares[indices].std(axis=1))
    average = np.average(similarity, weights=model.group_documents)
    if similarity.max() <= average:
        return np.ones(len(indices))
    degree = np.clip((similarity - average) / (similarity.max() - average), 0.0, None)
    frequency = model.group_frequency[indices]
    like = (frequency @ degree) / (model.group_documents @ degree)
    others = (frequency @ (1 - degree)) / (model.group_documents @ (1 - degree))
    lift: NDArray[np.float64] = np.clip(like - others, 0.0, None)
    return lift
