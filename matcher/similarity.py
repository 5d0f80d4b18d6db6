"""TF-IDF: how a résumé's own words match a role's text, and how sentences match descriptions.

The only module that knows scikit-learn, which is imported when a text is first compared, not before.

A model is a table of document frequencies counted once over a fixed reference collection of résumés (see
``models/tfidf-reference/README.md``), never over the batch at hand: so a score is the same alone and in any company.
It also holds the frequencies within *groups* of like résumés (network administrators, Java developers, analysts ...),
found by k-means when the model was trained.

Two questions are asked of it:

- :class:`ProfileText`: how much of the role's text does this résumé cover? The measure is a sum over the role's words
  in which each word earns at most its own part, so that it can be read aloud, cannot be inflated by repetition, and is
  moved by nothing that is off the subject. (A cosine can be lowered by adding a hobby.)
- :class:`SentenceMatcher`: which of these sentences speak of which of these descriptions? A plain cosine.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from matcher.errors import ModelError, UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "FIRST_OCCURRENCE",
    "FORMAT",
    "FULL_COVERAGE",
    "KIND",
    "META",
    "PAYLOAD",
    "TELLING",
    "WORD_PATTERN",
    "ProfileText",
    "SentenceMatcher",
    "TextMatch",
    "TfidfModel",
    "american",
    "load_model",
    "words",
]

FORMAT: Final = 1
"""Version of the artefact's layout; raised when an older reader would misread a newer one."""

KIND: Final = "matcher-tfidf"
META: Final = "meta.json"
PAYLOAD: Final = "document_frequencies.tsv"

WORD_PATTERN: Final = (
    r"(?<![^\W_])(?:"
    r"c\+\+|[cf]\#"  # C++, C#, F#
    r"|(?:asp|vb|ado|ml)?\.net(?![^\W_])"  # .NET, ASP.NET; not the end of a domain name
    r"|(?:pl/sql|tcp/ip|ci/cd|a/b|r&d|t-sql|objective-c)(?![^\W_])"
    r"|[^\W\d_][^\W_]*(?:\.js(?![^\W_]))?"  # a word from a letter on; Node.js
    r")"
)
"""What a word is. It starts with a letter, so numbers, years, post codes and telephone numbers are none."""

FULL_COVERAGE: Final = 0.8
"""The weight of the role's text that a résumé must cover to earn all of it.

Nobody uses every word of an advertisement: of 122 graded résumés, those of grade 4 cover 0.55 to 0.6 of the back-end
role's text at the median and the fullest one about 0.85. With 0.8 that median earns 0.7 and one résumé earns all; at
0.6 already eight tie at the top, in the wrong order. After changing it, run ``python -m benchmarks quality``.
"""

FIRST_OCCURRENCE: Final = 0.96
"""How much of a word's part its first occurrence earns; the rest is approached as it is repeated.

Saturation is tf / (tf + k) with k = 1/0.96 - 1. Chosen so that a text repeated for ever gains less than 5 % of what is
possible; on 122 graded résumés the order is better the less repetition counts (rank correlation falls steadily from
k = 0 to k = 2). After changing it, run ``tests/test_similarity.py``.
"""

TELLING: Final = 4.5
"""What the IDF of the two rarest words that a sentence shares with a description must come to, or it is not like it.

4.5 is that of two words which 3 of 10 résumés use, or of a commoner and a rarer one; "designed", "implemented" and
"server" alone, in half of all résumés, make short sentences alike without telling anything. Chosen by reading what
3,000 résumés let in at the cosine at which a sentence begins to count: of 119 sentences 53 % spoke of the requirement,
of the 74 that also pass this 78 %. After changing it, read such sentences again.
"""

_WORD: Final = re.compile(WORD_PATTERN, re.IGNORECASE)
# Bounded on the left: an unbounded run before the "@" would cost quadratic time on a long run without one.
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]{1,255}", re.IGNORECASE)
_BRITISH: Final = re.compile(r"(?<=..)is(?=(?:e|ed|es|er|ers|ing|ation|ations|able)$)")


def words(text: str) -> list[str]:
    """The words of a text, cased as they stand; web and e-mail addresses are left out.

    >>> words("C++, C# and ASP.NET on Node.js (PL/SQL, Oracle 11g), mail me@host.example")
    ['C++', 'C#', 'and', 'ASP.NET', 'on', 'Node.js', 'PL/SQL', 'Oracle', 'mail']
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if "@" in text or "://" in text or "www." in text.lower():  # seldom, so look before searching
        text = _ADDRESS.sub(" ", text)
    return _WORD.findall(text)


def american(word: str) -> str:
    """The American spelling of a lower-case word in -ise, for the reference résumés are American.

    >>> american("optimised"), american("authorisation"), american("python")
    ('optimized', 'authorization', 'python')
    """
    return _BRITISH.sub("iz", word)


class _Lookup(dict[str, int | None]):
    """Words as they are cased and spelled to the index of their term, remembered: a résumé repeats, and so do résumés.

    It forgets when it is full, so that a long run does not fill the memory with strangers' words.
    """

    MOST: Final = 50_000

    def __init__(self, index: Mapping[str, int]) -> None:
        super().__init__()
        self.index = index

    def __missing__(self, word: str) -> int | None:
        if len(self) >= self.MOST:
            self.clear()
        key = word.lower()
        found = self.index.get(key)
        self[word] = found = self.index.get(american(key)) if found is None else found
        return found

    def __reduce__(self) -> tuple[type[_Lookup], tuple[Mapping[str, int]]]:
        return _Lookup, (self.index,)


@dataclass(frozen=True, eq=False)
class TfidfModel:
    """Document frequencies of a reference collection of résumés.

    >>> import numpy as np
    >>> model = TfidfModel(8, ("api", "nurse"), np.array([3, 1]), {"apis": 0}, np.array([4, 4]),
    ...                    np.array([[3, 0], [0, 1]]))
    >>> model.terms_of("Nurse; REST APIs, an API")
    ['nurse', 'api', 'api']
    """

    documents: int
    terms: tuple[str, ...]
    """Sorted."""
    document_frequency: NDArray[np.int64]
    """Shape (terms,): in how many documents each term stands."""
    forms: Mapping[str, int]
    """Other forms of a term (plurals, other spellings) to the term's index."""
    group_documents: NDArray[np.int64]
    """Shape (groups,): how many documents each group of like résumés holds."""
    group_frequency: NDArray[np.int64]
    """Shape (terms, groups): in how many documents of each group a term stands; small counts are withheld as 0."""
    version: str = ""
    """Short hash of the payload."""
    meta: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def index(self) -> dict[str, int]:
        """Term or other form of it to the term's index."""
        return {**self.forms, **{term: i for i, term in enumerate(self.terms)}}

    @cached_property
    def idf(self) -> NDArray[np.float64]:
        """Shape (terms,): ln((1 + n) / (1 + df)) + 1, scikit-learn's smoothed inverse document frequency."""
        import numpy as np

        return np.log((1 + self.documents) / (1 + self.document_frequency)) + 1.0

    def find(self, word: str) -> int | None:
        """The index of the term that a word is a form of, whatever its case; None when the model does not hold it."""
        return self._found[word]

    @cached_property
    def _found(self) -> _Lookup:
        return _Lookup(self.index)

    def indices_of(self, text: str) -> list[int]:
        """The indices of the model's terms in a text, in reading order; other words are passed over."""
        found = self._found
        return [i for w in words(text) if (i := found[w]) is not None]

    def terms_of(self, text: str) -> list[str]:
        """The model's terms in a text, in reading order; other words are passed over. An analyzer for scikit-learn."""
        return [self.terms[i] for i in self.indices_of(text)]


@dataclass(frozen=True, slots=True)
class TextMatch:
    """How much of a role's text a résumé covers.

    >>> TextMatch((("sql", 0.25, 0.3), ("api", 0.125, 0.2))).share
    0.375
    """

    terms: tuple[tuple[str, float, float], ...]
    """(term, share earned, share that it could earn), by share earned, then possible, then spelling."""

    @property
    def share(self) -> float:
        """The sum of the shares earned, 0 to 1."""
        return min(1.0, math.fsum(earned for _, earned, _ in self.terms))  # the shares of a full match sum to 1 ± 1e-15


class ProfileText:
    """A role's text, ready to be compared with résumés.

    A term's weight is its TF-IDF in the text, (1 + ln tf) · idf, times its *lift*: the share of like résumés that use
    it less the share of the others that do; a term without lift weighs nothing. The weights are normalised to 1. *Like*
    is a matter of degree: each group of the model counts by how far the cosine of its mean with the text stands above
    the average, each term counting there by how much the groups differ in it. (A relevance weight in the manner of
    Robertson and Spärck Jones, "Relevance weighting of search terms", 1976.) Without the lift, rare but general words
    (care, join, growing) outweigh a trade's own words.

    A résumé earns for each term weight · tf / (tf + k) / ``full_coverage``; should the sum pass 1, all shares are
    scaled down alike.

    Words that the model does not hold carry no weight: they were too rare to say anything about or were removed as
    names (of people, places, employers), and nobody should earn points for where they live. ``unknown`` lists them.

    Args:
        model: the document frequencies.
        text: the role's description; 100 words or more do best.
        full_coverage: see :data:`FULL_COVERAGE`.

    Raises:
        UsageError: no word of the text is in the model.

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
                "no word of the role's text is known to the TF-IDF model; write the text in English "
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

    def compare(self, text: str) -> TextMatch:
        """Compare one résumé's text.

        Monotone: text added to a résumé never lowers its share.
        """
        counts = Counter(self.model.indices_of(text))
        k = 1 / FIRST_OCCURRENCE - 1
        earned = {
            term: self.weights[term] * counts[i] / (counts[i] + k) / self.full_coverage for term, i in self._terms
        }
        scale = max(1.0, math.fsum(earned.values()))
        terms = [
            (term, share / scale, min(1.0, self.weights[term] / self.full_coverage)) for term, share in earned.items()
        ]
        return TextMatch(tuple(sorted(terms, key=lambda t: (-t[1], -t[2], t[0]))))


class SentenceMatcher:
    """Descriptions, ready to be compared with sentences by the cosine of their TF-IDF vectors.

    A cosine counts as 0 unless the words that both share tell something (see :data:`TELLING`).

    >>> matcher = SentenceMatcher(load_model(), ["encryption of sensitive data", "caching and short response times"])
    >>> matcher.similarities(["Reduced response times with caching.", "Sang in a choir."]).round(1).tolist()
    [[0.0, 0.6], [0.0, 0.0]]
    """

    def __init__(self, model: TfidfModel, descriptions: Sequence[str]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(
            analyzer=model.terms_of, vocabulary={t: i for i, t in enumerate(model.terms)}, sublinear_tf=True
        )
        vectorizer.idf_ = model.idf
        self._model = model
        self._descriptions = vectorizer.transform(descriptions).T.toarray()

    def similarities(self, sentences: Sequence[str]) -> NDArray[np.float64]:
        """Cosines, 0 to 1.

        Args:
            sentences: any number; one without a known word is like nothing.

        Returns:
            Shape (sentences, descriptions).
        """
        import numpy as np

        # What scikit-learn's vectorizer does, with its numbers, for all sentences at once: it was made for long texts.
        found = [self._model.indices_of(sentence) for sentence in sentences]
        row = np.repeat(np.arange(len(found)), [len(indices) for indices in found])
        column = np.fromiter((i for indices in found for i in indices), np.int64, len(row))
        places, counts = np.unique(row * len(self._model.terms) + column, return_counts=True)
        row, column = np.divmod(places, len(self._model.terms))
        rarest_first = np.lexsort((-self._model.idf[column], row))
        row, column, counts = row[rarest_first], column[rarest_first], counts[rarest_first]
        weight = (np.log(counts) + 1.0) * self._model.idf[column]
        weight /= np.sqrt(np.bincount(row, weight**2, len(found)))[row]
        cosines = np.zeros((len(found), self._descriptions.shape[1]))
        for description, described in enumerate(self._descriptions.T):
            shared = np.flatnonzero(described[column])
            of, told = row[shared], self._model.idf[column[shared]]
            two = np.ones(len(of), dtype=bool)
            two[2:] = of[2:] != of[:-2]
            telling = np.bincount(of[two], told[two], len(found)) >= TELLING
            cosines[:, description] = np.bincount(of, (weight * described[column])[shared], len(found)) * telling
        return cosines.clip(0.0, 1.0)


def _lift(model: TfidfModel, indices: NDArray[np.int64], tfidf: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much more of the résumés like the role use each term than of the others: shape (indices,), 0 to 1."""
    import numpy as np
    from sklearn.preprocessing import normalize

    if model.group_documents.size < 2:
        return np.ones(len(indices))
    shares = model.group_frequency / model.group_documents
    means: NDArray[np.float64] = normalize(shares.T * model.idf)
    # Words that all groups use alike (an advertisement's own "we", "join", "mission") tell nothing of the trade.
    likeness = means[:, indices] @ (tfidf * shares[indices].std(axis=1))
    average = np.average(likeness, weights=model.group_documents)
    if likeness.max() <= average:
        return np.ones(len(indices))
    degree = np.clip((likeness - average) / (likeness.max() - average), 0.0, None)
    frequency = model.group_frequency[indices]
    like = (frequency @ degree) / (model.group_documents @ degree)
    others = (frequency @ (1 - degree)) / (model.group_documents @ (1 - degree))
    lift: NDArray[np.float64] = np.clip(like - others, 0.0, None)
    return lift


def load_model(path: Path | None = None) -> TfidfModel:
    """Load a trained model.

    Args:
        path: its folder; None for the one that is shipped.

    Returns:
        The model, read anew at each call.

    Raises:
        ModelError: it is missing, no model of ours, written by a newer matcher, or damaged.

    >>> load_model().documents
    8000
    """
    folder = _shipped() if path is None else path
    try:
        meta = json.loads((folder / META).read_text(encoding="utf-8"))
        payload = (folder / PAYLOAD).read_bytes()
    except FileNotFoundError as error:
        raise ModelError(f"{folder}: no TF-IDF model ({Path(error.filename).name} is missing); {_ADVICE}") from error
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder}: the TF-IDF model cannot be read ({error}); {_ADVICE}") from error
    if not isinstance(meta, dict) or meta.get("kind") != KIND:
        raise ModelError(f"{folder / META}: it does not describe a TF-IDF model of matcher; {_ADVICE}")
    if not isinstance(meta.get("format"), int) or meta["format"] > FORMAT:
        raise ModelError(
            f"{folder / META}: format {meta.get('format')!r}, but this matcher reads up to {FORMAT}; update matcher"
        )
    if meta.get("word_pattern") != WORD_PATTERN:
        raise ModelError(f"{folder / META}: it was trained with another word pattern; {_ADVICE}")
    digest = hashlib.sha256(payload).hexdigest()
    if digest != meta.get("payload_sha256"):
        raise ModelError(f"{folder / PAYLOAD}: damaged (its SHA-256 is not the one in {META}); {_ADVICE}")
    try:
        return _parse(payload.decode("utf-8"), digest[:12], meta)
    except (ValueError, IndexError) as error:
        raise ModelError(f"{folder / PAYLOAD}: damaged ({error}); {_ADVICE}") from error


_ADVICE: Final = "install matcher anew, or train one with models/train_tfidf.py"


def _shipped() -> Path:
    package = Path(__file__).parent
    folders = (package / "models" / "tfidf-reference", package.parent / "models" / "tfidf-reference")
    return next((folder for folder in folders if (folder / META).is_file()), folders[0])


def _parse(payload: str, version: str, meta: Mapping[str, Any]) -> TfidfModel:
    """Read the table: a heading, a line of collection sizes, then one line a term."""
    import numpy as np

    rows: Iterator[list[str]] = (line.split("\t") for line in payload.splitlines()[1:])
    sizes = [int(n) for n in next(rows, [])[2:]]
    if not sizes:
        raise ValueError("the line of collection sizes is missing")
    terms: list[str] = []
    forms: dict[str, int] = {}
    counts: list[list[int]] = []
    for row in rows:
        if len(row) != len(sizes) + 2:
            raise ValueError(f"line {len(terms) + 3} has {len(row)} columns, not {len(sizes) + 2}")
        forms.update((form, len(terms)) for form in row[1].split())
        terms.append(row[0])
        counts.append([int(n) for n in row[2:]])
    if not terms:
        raise ValueError("it holds no terms")
    table = np.array(counts, dtype=np.int64).reshape(len(terms), len(sizes))
    if (table < 0).any() or (table > np.array(sizes)).any():
        raise ValueError("a term stands in more documents than there are")
    return TfidfModel(
        documents=sizes[0],
        terms=tuple(terms),
        document_frequency=table[:, 0],
        forms=forms,
        group_documents=np.array(sizes[1:], dtype=np.int64),
        group_frequency=table[:, 1:],
        version=version,
        meta=meta,
    )
