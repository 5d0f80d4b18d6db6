"""Train the TF-IDF reference model: count the résumés of a collection that contain each term.

    python models/train_tfidf.py COLLECTION --output models/tfidf-reference

COLLECTION is a folder of résumés in any format that matcher reads, or a ``.jsonl`` or ``.jsonl.gz`` file with one
``{"id": ..., "text": ...}`` per line. The script writes ``document_frequencies.tsv`` and ``meta.json``: only counts
leave the collection. The same collection and library versions give the same bytes.

Rules for terms:

1. Words by ``matcher.scoring.tfidf_match.WORD_PATTERN``, in lower case, without web and e-mail addresses. Single words
   only: pairs of words made the order of 122 graded résumés worse and reveal more about a person.
2. No stop words (scikit-learn's English list without the words that are meaningful in this trade, see ``MEANINGFUL``),
   no single letters (except C and R, which are skills), at most two digits.
3. In at least ``--minimum-documents`` résumés.
4. No names. A word written with a capital nearly everywhere is the name of a person, place, school, month or employer,
   or of a technology; it is kept only if it is in the taxonomy of skills. Postal abbreviations are dropped too.
5. Plurals and British spellings are merged with their singular or American form if both pass the rules above, except
   names of skills written with one capital (Windows, Rails, Jenkins).

Groups of similar résumés are found with k-means on the TF-IDF vectors; the table gives each term's count in each group,
except small counts, which are withheld.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import html
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from matcher.core.errors import MatcherError, UnreadableFileError, UsageError
from matcher.scoring.tfidf_model import FORMAT, KIND, META, PAYLOAD, WORD_PATTERN, american_spelling, words

MINIMUM_DOCUMENTS: Final = 25
"""Fewest résumés with a kept term.

It keeps individuals, small employers and misspellings out of the table (25 is well above the 5 to 10 that statistical
offices require for a cell), and costs nothing: a term in under 0.3 % of résumés carries almost no information.
"""

MINIMUM_GROUP_DOCUMENTS: Final = 10
"""A term's count within a group is withheld (written as 0) below this, by the usual rule for small cells."""

GROUPS: Final = 16
"""Number of groups of similar résumés.

From 8 to 32 groups, with either of two seeds, order 122 graded résumés about equally well (rank correlation 0.81 to
0.87 with the lift, 0.47 to 0.53 without); 16 is in the middle.
"""

CAPITALISED: Final = 0.05
"""A word with less than this share of lower-case occurrences counts as capitalised."""

MEANINGFUL: Final = frozenset(
    "amount back bill call computer describe detail empty fill find fire front full interest move name part put side "
    "system top bottom".split()
)
"""Words of scikit-learn's English stop list that are kept: they carry meaning in a résumé."""


NO_PLURALS: Final = frozenset("adfs excels goods https means news sans".split())
"""Words that look like the plural of another word but are not."""

NAMES: Final = frozenset("aurora cordova erwin eureka hudson jackson jersey maya phoenix springs".split())
"""Names of skills that résumés use as often for a person or a place: dropped although the taxonomy contains them."""

PLURALS_IN_IS: Final = frozenset({"apis", "guis"})
"""Plurals that look like analysis and basis."""

STATES: Final = frozenset(
    "al ak az ar ca co ct dc de fl ga hi ia id il in ks ky la ma md me mi mn mo ms mt nc nd ne nh nj nm nv ny oh ok or "
    "pa pr ri sc sd tn tx usa ut va vt wa wi wv wy".split()
)
"""Postal abbreviations of US states: in addresses they are in capitals, so the rule about names does not catch them."""


@dataclass(slots=True)
class Casing:
    """Counts of the ways in which a word is capitalised."""

    lower: int = 0
    title: int = 0
    other: int = 0

    def add(self, word: str) -> None:
        """Count one occurrence."""
        if word.islower():
            self.lower += 1
        elif word[0].isupper() and (len(word) == 1 or word.removeprefix("Mc")[1:].islower()):
            self.title += 1
        else:
            self.other += 1

    @property
    def is_capitalised(self) -> bool:
        """Whether the word has a single initial capital in most occurrences."""
        return self.title > self.lower + self.other

    @property
    def is_name(self) -> bool:
        """Whether the word nearly always has a capital, and more often an initial capital than all capitals."""
        return self.lower < CAPITALISED * (self.lower + self.title + self.other) and self.title > self.other


@dataclass(slots=True)
class Collection:
    """The texts of a collection as words."""

    documents: list[list[str]] = field(default_factory=list)
    casing: dict[str, Casing] = field(default_factory=dict)
    digest: Any = field(default_factory=hashlib.sha256)

    def add(self, text: str) -> None:
        """Add one text."""
        keys = []
        for word in words(text):
            key = sys.intern(word.lower())
            keys.append(key)
            self.casing.setdefault(key, Casing()).add(word)
        self.documents.append(keys)

    def frequency(self) -> Counter[str]:
        """Return the number of documents that contain each word."""
        return Counter(word for document in self.documents for word in set(document))


def read_texts(path: Path, digest: Any) -> Iterator[str]:
    """Yield the texts of a collection, and update ``digest`` with the bytes read."""
    return (text for _, text in read_documents(path, digest))


def read_documents(path: Path, digest: Any) -> Iterator[tuple[str, str]]:
    """Yield id (or file name) and text of each résumé, and update ``digest`` with the bytes read."""
    if path.is_dir():
        yield from _read_folder(path, digest)
    elif path.is_file():
        data = path.read_bytes()
        digest.update(data)
        for line in (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8").splitlines():
            if line.strip():
                # Collected pages leave <span> tags, entities and placeholders such as <phone> in the text.
                record = json.loads(line)
                text = re.sub(r"</?span[^>]*>|<(?:phone|e-mail)>", "", record["text"])
                yield str(record.get("id", "")), html.unescape(text)
    else:
        raise UsageError(f"{path}: no such file or folder")


def _read_folder(path: Path, digest: Any) -> Iterator[tuple[str, str]]:
    from matcher.extraction.reading import read_file

    for file in sorted(p for p in path.rglob("*") if p.is_file()):
        try:
            document = read_file(file, file.relative_to(path).as_posix())
        except UnreadableFileError as error:
            print(f"{file}: left out: {error}", file=sys.stderr)
            continue
        digest.update(document.sha256.encode())
        yield document.name, document.text


def skill_words() -> frozenset[str]:
    """Return the single words that are names of skills."""
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    forms = {f for s in taxonomy for f in (s.label, *s.aliases, *s.ambiguous)}
    return frozenset(tokens[0].lower() for form in forms if len(tokens := words(form)) == 1)


def choose_terms(collection: Collection, minimum: int, skills: frozenset[str]) -> dict[str, str]:
    """Map each kept word to its term: itself, its singular or its American spelling."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    stop = ENGLISH_STOP_WORDS - MEANINGFUL
    casing = collection.casing
    kept = {
        word
        for word, n in collection.frequency().items()
        if n >= minimum
        and word not in stop
        and (word in skills or (len(word) > 1 and sum(c.isdigit() for c in word) <= 2))
        and (word in skills or not casing[word].is_name)
        and word not in STATES | NAMES
    }
    terms = {}
    for word in sorted(kept):
        spelled = american_spelling(word) if american_spelling(word) in kept else word
        singular_form = singular(spelled)
        proper = spelled in skills and casing[spelled].is_capitalised
        terms[word] = singular_form if singular_form in kept and not proper else spelled
    return terms


def singular(word: str) -> str:
    """Return the likely singular of an English plural (Harman's S stemmer, "How effective is suffixing?", 1991).

    >>> singular("queries"), singular("databases"), singular("indexes"), singular("business"), singular("status")
    ('query', 'database', 'index', 'business', 'status')
    """
    if word in PLURALS_IN_IS:
        return word[:-1]
    if len(word) < 4 or word in NO_PLURALS or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith(("xes", "sses", "shes", "ches")):
        return word[:-2]
    return word[:-1]


def train(collection: Collection, output: Path, *, name: str, minimum: int, groups: int, seed: int = 0) -> None:
    """Count the terms of a collection and write the model.

    Raises:
        UsageError: there are too few documents.
    """
    import numpy as np
    import sklearn
    from sklearn.cluster import KMeans
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
    from threadpoolctl import threadpool_limits

    skills = skill_words()
    terms = choose_terms(collection, minimum, skills)
    vocabulary = sorted(set(terms.values()))
    n = len(collection.documents)
    if not vocabulary or n < groups:
        raise UsageError(f"{name}: {n} résumés hold no word that {minimum} share, or are fewer than {groups} groups")
    counter = CountVectorizer(
        analyzer=lambda document: [terms[w] for w in document if w in terms],
        vocabulary={term: i for i, term in enumerate(vocabulary)},
    )
    counts = counter.transform(collection.documents)
    present = (counts > 0).astype(np.int64)
    with threadpool_limits(1):  # a fixed order of summation: the same bytes on any number of cores
        vectors = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
        labels = KMeans(groups, n_init=1, random_state=seed).fit(vectors).labels_
    size = np.bincount(labels, minlength=groups)
    order = np.argsort(-size, kind="stable")
    within = np.stack([np.asarray(present[labels == g].sum(axis=0)).ravel() for g in order], axis=1)
    within[within < MINIMUM_GROUP_DOCUMENTS] = 0
    total = np.asarray(present.sum(axis=0)).ravel()

    others: dict[str, list[str]] = {}
    for word, term in terms.items():
        if word != term:
            others.setdefault(term, []).append(word)
    lines = [["term", "other forms", "documents", *(f"group {i + 1}" for i in range(groups))]]
    lines.append(["", "", str(n), *map(str, size[order])])
    for i, term in enumerate(vocabulary):
        lines.append([term, " ".join(sorted(others.get(term, []))), str(total[i]), *map(str, within[i])])
    payload = "".join("\t".join(line) + "\n" for line in lines).encode("utf-8")
    meta = {
        "kind": KIND,
        "format": FORMAT,
        "documents": n,
        "terms": len(vocabulary),
        "groups": groups,
        "idf": "ln((1 + documents) / (1 + document frequency)) + 1",
        "word_pattern": WORD_PATTERN,
        "stop_words": f"scikit-learn's ENGLISH_STOP_WORDS without: {' '.join(sorted(MEANINGFUL))}",
        "minimum_documents": minimum,
        "minimum_group_documents": MINIMUM_GROUP_DOCUMENTS,
        "seed": seed,
        "collection": name,
        "collection_sha256": collection.digest.hexdigest(),
        "payload": PAYLOAD,
        "payload_sha256": hashlib.sha256(payload).hexdigest(),
        "trained_with": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
    }
    output.mkdir(parents=True, exist_ok=True)
    (output / PAYLOAD).write_bytes(payload)
    (output / META).write_text(json.dumps(meta, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("collection", type=Path, help="a folder of résumés, or a .jsonl(.gz) of {id, text}")
    parser.add_argument("--output", type=Path, required=True, help="the folder to write the model to")
    parser.add_argument("--minimum-documents", type=int, default=MINIMUM_DOCUMENTS, metavar="N")
    parser.add_argument("--groups", type=int, default=GROUPS, metavar="N")
    options = parser.parse_args(arguments)
    collection = Collection()
    try:
        for text in read_texts(options.collection, collection.digest):
            collection.add(text)
        train(
            collection,
            options.output,
            name=options.collection.name,
            minimum=options.minimum_documents,
            groups=options.groups,
        )
    except MatcherError as error:
        print(f"train_tfidf: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
