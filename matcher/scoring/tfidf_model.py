"""Load the TF-IDF model: document frequencies of a reference collection of résumés; and split texts into its words.

A model is counted once over a fixed collection (see ``models/tfidf-reference/README.md``), never over the résumés of a
run: a score is therefore the same alone and in any batch. It also holds the frequencies within *groups* of similar
résumés (network administrators, Java developers, analysts …), found by k-means when the model was trained.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from matcher.core.build_cache import load_or_build
from matcher.core.errors import ModelError
from matcher.core.fingerprint import fingerprint
from matcher.core.memo import Memo
from matcher.core.shipped_files import model_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "FORMAT",
    "KIND",
    "META",
    "PAYLOAD",
    "WORD_PATTERN",
    "TfidfModel",
    "american_spelling",
    "load_model",
    "words",
]

FORMAT: Final = 1
"""Version of the file format; increased when an older reader would misread a newer file."""

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
"""Pattern of a word. It starts with a letter, so numbers, years, post codes and telephone numbers are no words."""

# The plain words first, which are nearly all: the character after them rules out the other alternatives.
_WORD: Final = re.compile(rf"(?<![^\W_])[^\W\d_][^\W_]*+(?![^\s,;:)])|{WORD_PATTERN}", re.IGNORECASE)
# Chinese and Japanese have no blanks: "Pythonで" is two words.
_CJK: Final = "々〆\u3040-\u30ff㐀-䶿一-鿿豈-﫿"
_FIRST_CJK: Final = "々"
_BESIDE_CJK: Final = re.compile(f"(?<=[{_CJK}])(?=[^{_CJK}])|(?<=[^{_CJK}])(?=[{_CJK}])")
# Bounded on the left: an unbounded run before the "@" would cost quadratic time on a long run without one.
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]{1,255}", re.IGNORECASE)
_BRITISH: Final = re.compile(r"(?<=..)is(?=(?:e|ed|es|er|ers|ing|ation|ations|able)$)")


MOST_WORDS: Final = 50_000
"""Words whose terms are remembered at once: words repeat, within a résumé and between résumés."""


def words(text: str) -> list[str]:
    """Split a text into words, in their own case; web and e-mail addresses are left out.

    >>> words("C++, C# and ASP.NET on Node.js (PL/SQL, Oracle 11g), mail me@host.example")
    ['C++', 'C#', 'and', 'ASP.NET', 'on', 'Node.js', 'PL/SQL', 'Oracle', 'mail']
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        if max(text) >= _FIRST_CJK:
            text = _BESIDE_CJK.sub(" ", text)
    if "@" in text or "://" in text or "www." in text.lower():  # rare, so check first
        text = _ADDRESS.sub(" ", text)
    return _WORD.findall(text)


def american_spelling(word: str) -> str:
    """Return the American spelling of a lower-case word in -ise: the reference résumés are American.

    >>> american_spelling("optimised"), american_spelling("authorisation"), american_spelling("python")
    ('optimized', 'authorization', 'python')
    """
    return _BRITISH.sub("iz", word)


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
    """Shape (terms,): in how many documents each term occurs."""
    forms: Mapping[str, int]
    """Other forms of a term (plurals, other spellings) to the term's index."""
    group_documents: NDArray[np.int64]
    """Shape (groups,): how many documents each group of similar résumés has."""
    group_frequency: NDArray[np.int64]
    """Shape (terms, groups): in how many documents of each group a term occurs; small counts are withheld as 0."""
    version: str = ""
    """Short hash of the payload."""
    meta: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def index(self) -> dict[str, int]:
        """Map each term, and every other form of it, to the term's index."""
        return {**self.forms, **{term: i for i, term in enumerate(self.terms)}}

    @cached_property
    def idf(self) -> NDArray[np.float64]:
        """Shape (terms,): ln((1 + n) / (1 + df)) + 1, scikit-learn's smoothed inverse document frequency."""
        import numpy as np

        return np.log((1 + self.documents) / (1 + self.document_frequency)) + 1.0

    def find(self, word: str) -> int | None:
        """Return the index of the term that a word is a form of, in any case; None if the model does not know it."""
        return self._index_by_word[word]

    @cached_property
    def _index_by_word(self) -> Memo[str, int | None]:
        return Memo(self._look_up, MOST_WORDS)

    def _look_up(self, word: str) -> int | None:
        key = word.lower()
        index = self.index.get(key)
        return self.index.get(american_spelling(key)) if index is None else index

    def indices_of(self, text: str) -> list[int]:
        """Return the indices of the model's terms in a text, in reading order; other words are skipped."""
        index_by_word = self._index_by_word
        return [i for w in words(text) if (i := index_by_word[w]) is not None]

    def terms_of(self, text: str) -> list[str]:
        """Return the terms of a text as :meth:`indices_of` finds them: an analyzer for scikit-learn."""
        return [self.terms[i] for i in self.indices_of(text)]


def load_model(path: Path | None = None) -> TfidfModel:
    """Load a trained model.

    Args:
        path: its folder; None for the shipped one.

    Returns:
        The model; the shipped one is read once per process.

    Raises:
        ModelError: it is missing, not a model of matcher, written by a newer matcher, or damaged.

    >>> load_model().documents
    8000
    """
    return _load_shipped() if path is None else _load(path)


@cache
def _load_shipped() -> TfidfModel:
    return _load(_shipped(), keep=True)


def _load(folder: Path, *, keep: bool = False) -> TfidfModel:
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
        if not keep:
            return _model(_parse(payload.decode("utf-8")), digest[:12], meta)
        sources = f"{digest} {fingerprint('scoring.tfidf_model')}".encode()
        return _model(
            load_or_build("tfidf", sources, _Counts, lambda: _parse(payload.decode("utf-8"))), digest[:12], meta
        )
    except (ValueError, IndexError) as error:
        raise ModelError(f"{folder / PAYLOAD}: damaged ({error}); {_ADVICE}") from error


def shipped_model_version() -> str:
    """Return the version of the shipped model, without reading its contents.

    Raises:
        ModelError: it is missing.

    >>> shipped_model_version() == load_model().version
    True
    """
    try:
        return hashlib.sha256((_shipped() / PAYLOAD).read_bytes()).hexdigest()[:12]
    except OSError as error:
        raise ModelError(f"{_shipped()}: no TF-IDF model ({error}); {_ADVICE}") from error


_ADVICE: Final = "reinstall matcher, or train one with models/train_tfidf.py"


def _shipped() -> Path:
    return model_folder("tfidf-reference", META)


@dataclass(frozen=True, slots=True)
class _Counts:
    """The contents of a model's table."""

    sizes: list[int]
    terms: tuple[str, ...]
    forms: dict[str, int]
    table: bytes
    """Counts, a row per term: 64 bits each, little-endian."""


def _parse(payload: str) -> _Counts:
    """Read the table: a heading, a line of collection sizes, then one line per term."""
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
    table = np.array(counts, dtype="<i8").reshape(len(terms), len(sizes))
    if (table < 0).any() or (table > np.array(sizes)).any():
        raise ValueError("a term occurs in more documents than there are")
    return _Counts(sizes, tuple(terms), forms, table.tobytes())


def _model(counts: _Counts, version: str, meta: Mapping[str, Any]) -> TfidfModel:
    import numpy as np

    table = np.frombuffer(counts.table, dtype="<i8").astype(np.int64).reshape(len(counts.terms), len(counts.sizes))
    return TfidfModel(
        documents=counts.sizes[0],
        terms=counts.terms,
        document_frequency=table[:, 0],
        forms=counts.forms,
        group_documents=np.array(counts.sizes[1:], dtype=np.int64),
        group_frequency=table[:, 1:],
        version=version,
        meta=meta,
    )
