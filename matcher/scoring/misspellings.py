"""Correct misspelt words ("responce") and write out abbreviations ("apps"): careless or terse style hides no evidence.

A word that nobody knows counts as the known word from which it differs by a typing error. Evidence keeps quoting the
word on the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from operator import itemgetter
from typing import Final

from matcher.core.memo import Memo
from matcher.core.shipped_files import RESOURCES
from matcher.scoring.tfidf_model import TfidfModel
from matcher.skills.taxonomy import Taxonomy

__all__ = ["REAL_WORDS", "CorrectedText", "Misspellings", "load_misspellings", "with_short_names"]

REAL_WORDS: Final = "resources/real_words.txt"
"""English words that résumés seldom use and that look like misspelt ones of the TF-IDF model."""

SHORTEST: Final = 7
"""Fewest letters of a word that may differ by any edit: shorter ones are one letter away from too many others."""

DOUBLED: Final = 5
"""Fewest letters of a word that may differ in letters written once or twice ("acess", "trafic")."""

TWO_EDITS: Final = 10
"""Fewest letters of a word that may differ by two edits. Their first :data:`SAME_START` letters must be right."""
SAME_START: Final = 3

SAME_STEM: Final = 5
"""First letters that two equally near words must share: either then says the same."""

FALSE_FRIENDS: Final = frozenset(
    "agvance approva bluecat capitan collegis comware configurator courseware designee detailer experis generale "
    "hardwire industria informa integra learnings maximus metrica mockk networker postini preprocess protech "
    "recommender requestors sandpoint scripps securitized servicers societe systema transactive transunion "
    "unexecuted uploader".split()
)
"""Names and rare words that are one or two letters away from another word: those among the corrections in 2,000 résumés
that would change what is said. Nine of ten other corrections there are right, the rest say the same."""

ABBREVIATIONS: Final = {
    "app": "application", "apps": "applications", "auth": "authentication", "authn": "authentication",
    "authz": "authorization", "biz": "business", "certs": "certificates", "config": "configuration",
    "configs": "configurations", "db": "database", "dbs": "databases", "dept": "department", "devs": "developers",
    "env": "environment", "envs": "environments", "impl": "implementation", "infra": "infrastructure",
    "mgmt": "management", "perf": "performance", "postgres": "postgresql", "prod": "production", "repo": "repository",
    "repos": "repositories", "reqs": "requirements", "svc": "service", "svcs": "services",
}  # fmt: skip
"""Abbreviations of terse English. A capital letter makes them parts of names ("App Store", "Power Apps")."""

_AMAZON: Final = re.compile(r"(?<![a-z\d])Amazon\s+Web\s+Services?(?![a-z\d])", re.IGNORECASE)
"""A name whose words would count as work on web services, while "AWS" does not; it may touch Chinese characters."""

_WORD: Final = re.compile(r"[a-z]+")
_LONGEST: Final = 30
_FEW: Final = 50
_BEFORE: Final = re.compile(r"[\w@.#/\\]")
_BEHIND: Final = re.compile(r"[\w@#]|[./\\]\w")
"""What stands before or behind a part of a longer word, an address or a file's name."""
_ARROW: Final = re.compile(r"(?<=[ \w])(?:->|=>|→|➔)(?= ?\w)")
_TWICE: Final = re.compile(r"([a-z])\1")


@dataclass(frozen=True, slots=True)
class CorrectedText:
    """A text with its misspelt words corrected and abbreviations written out, and where each stands on the page."""

    text: str
    words: tuple[tuple[int, int, str], ...] = ()
    """Offsets of each such word on the page, and the right word; by offset."""
    starts: tuple[int, ...] = ()
    """Offsets of the right words in :attr:`text`."""

    def offset(self, on_page: int) -> int:
        """Return the offset in :attr:`text` of an offset on the page, which must lie in no misspelt word."""
        n = bisect_right(self.words, on_page, key=itemgetter(0)) if self.words else 0
        if n and self.words[n - 1][1] > on_page:
            return self.starts[n - 1]
        return on_page + self._shift(n)

    def on_page(self, start: int, end: int) -> tuple[int, int]:
        """Return the span on the page of a span of :attr:`text`; a part of a corrected word counts as the word."""
        if not self.words:
            return start, end
        first, last = bisect_right(self.starts, start), bisect_right(self.starts, end - 1)
        inside_first = first > 0 and start < self.starts[first - 1] + len(self.words[first - 1][2])
        inside_last = last > 0 and end <= self.starts[last - 1] + len(self.words[last - 1][2])
        return (
            self.words[first - 1][0] if inside_first else start - self._shift(first),
            self.words[last - 1][1] if inside_last else end - self._shift(last),
        )

    def _shift(self, n: int) -> int:
        """Return by how much the text behind the ``n``-th word has moved."""
        if not n:
            return 0
        _, end, word = self.words[n - 1]
        return self.starts[n - 1] + len(word) - end


class Misspellings:
    """Corrects words that are one edit away from a known one, two for long words.

    An edit inserts, deletes or changes a letter, or swaps two. The first letter must be right. Doubled letters written
    once, and single ones written twice, count as no edit. If several known words
    are equally near, they must share their first letters, and the most frequent one with the same last letter is taken.

    Args:
        words: the words to which others are corrected, the most frequent first.
        others: further words that are right, and less often a correction.

    >>> misspellings = Misspellings(["application", "contract"], ["contrast"])
    >>> misspellings.correct("Aplication of a contrast").text
    'application of a contrast'
    """

    def __init__(self, words: Sequence[str], others: Collection[str] = ()) -> None:
        self._rank = {word: n for n, word in enumerate(words) if _WORD.fullmatch(word)}
        self._known = {*words, *others, *FALSE_FRIENDS}
        self._by_start: dict[str, list[str]] = defaultdict(list)
        self._by_letters: dict[str, set[str]] = defaultdict(set)
        for word in self._known:
            if _WORD.fullmatch(word):
                self._by_start[word[0]].append(word)
                self._by_letters[_TWICE.sub(r"\1", word)].add(word)
        for word in self._rank:
            self._by_start[word[:SAME_START]].append(word)
        self._index = Memo(self._deletions_of_words)
        self._corrections = Memo(self._look_up)
        self._corrected = Memo(self._correct, 2)

    def correct(self, text: str) -> CorrectedText:
        """Correct the misspelt words of an English text, write out its abbreviations, and arrows as "to".

        Args:
            text: any text; the result is kept for the last ones.
        """
        return self._corrected[text]

    def _correct(self, text: str) -> CorrectedText:
        return _assemble(text, self._find(text))

    def _find(self, text: str) -> list[tuple[int, int, str]]:
        corrections = self._corrections
        words = set(_WORD.findall(text.lower()))
        wrong = {word: right for word in words - self._known if (right := corrections[word])}
        wrong |= {word: ABBREVIATIONS[word] for word in words & ABBREVIATIONS.keys()}
        found = list(_occurrences(text, wrong))
        if "→" in text or "➔" in text or "->" in text or "=>" in text:
            found += [(match.start(), match.end(), "to") for match in _ARROW.finditer(text)]
        if "amazon" in words:
            found += _short_names(text)
        return sorted(found)

    def near(self, word: str) -> set[str]:
        """Return the nearest known words, empty if none is near enough.

        Args:
            word: in lower case.

        >>> sorted(Misspellings(["request", "requests", "inquest"]).near("requets"))
        ['request', 'requests']
        """
        if not DOUBLED <= len(word) <= _LONGEST:
            return set()
        if alike := self._by_letters.get(_TWICE.sub(r"\1", word)):
            return alike
        if len(word) < SHORTEST:
            return set()
        for edits, start in ((1, word[0]), (2, word[:SAME_START])):
            if edits == 2 and len(word) < TWO_EDITS:
                break
            index = self._index[start, edits]
            near = {known for shorter in _deletions(word, len(start), edits) for known in index.get(shorter, ())}
            near = {known for known in near if _edits(word, known) <= edits}
            if near:
                return near
        return set()

    def _look_up(self, word: str) -> str | None:
        near = self.near(word)
        best = min(
            near,
            key=lambda known: (known[-1] != word[-1], self._rank.get(known, len(self._rank)), known),
            default=None,
        )
        if best is None or best in FALSE_FRIENDS or any(known[:SAME_STEM] != best[:SAME_STEM] for known in near):
            return None
        return best

    def _deletions_of_words(self, key: tuple[str, int]) -> dict[str, list[str]]:
        start, edits = key
        index: dict[str, list[str]] = defaultdict(list)
        for word in self._by_start.get(start, ()):
            if edits == 1 or len(word) >= TWO_EDITS - 2:
                for shorter in _deletions(word, len(start), edits):
                    index[shorter].append(word)
        return index


def with_short_names(text: str) -> CorrectedText:
    """Write names short whose words would mislead, in a text of any language; nothing else is corrected.

    Args:
        text: any text.

    >>> with_short_names("Сервисы в Amazon Web Services").text
    'Сервисы в AWS'
    """
    return _assemble(text, _short_names(text))


def _short_names(text: str) -> list[tuple[int, int, str]]:
    return [(match.start(), match.end(), "AWS") for match in _AMAZON.finditer(text)]


def _assemble(text: str, found: Sequence[tuple[int, int, str]]) -> CorrectedText:
    """Return a text with some of its words replaced."""
    parts: list[str] = []
    starts: list[int] = []
    length = rest = 0
    for start, end, word in found:
        parts += [text[rest:start], word]
        starts.append(length + start - rest)
        length, rest = starts[-1] + len(word), end
    return CorrectedText("".join([*parts, text[rest:]]) if found else text, tuple(found), tuple(starts))


def _occurrences(text: str, right: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield the occurrences of words, but no part of an address, of a file's name or of a name like "DataSheet"."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose lower case has two characters
        lower = "".join(character.lower()[:1] for character in text)
    for start, word in _places(lower, right):
        end = start + len(word)
        surface = text[start:end]
        capital = surface[0].isupper() and surface[1:].islower()
        if (
            (surface.islower() or surface.isupper() or (capital and word not in ABBREVIATIONS))
            and not _BEFORE.match(text[max(0, start - 1) : start])
            and not _BEHIND.match(text[end : end + 2])
        ):
            yield start, end, right[word]


def _places(lower: str, words: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield the places of some words: each is looked for by itself, many in one pass over all words."""
    if len(words) > _FEW:
        yield from ((match.start(), match[0]) for match in _WORD.finditer(lower) if match[0] in words)
        return
    for word in words:
        start = lower.find(word)
        while start >= 0:
            yield start, word
            start = lower.find(word, start + len(word))


def _deletions(word: str, kept: int, count: int) -> set[str]:
    """Return the word without up to ``count`` letters, one or two, none of the first ``kept``."""
    places = range(kept, len(word))
    found = {word, *(word[:i] + word[i + 1 :] for i in places)}
    if count > 1:
        found.update(word[:i] + word[i + 1 : j] + word[j + 1 :] for i, j in combinations(places, 2))
    return found


def _edits(one: str, other: str) -> int:
    """Return the optimal string alignment distance: insertions, deletions, changes and swaps of neighbours."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, x in enumerate(one):
        below = [i + 1]
        for j, y in enumerate(other):
            least = min(row[j + 1] + 1, below[j] + 1, row[j] + (x != y))
            if i and j and x == other[j - 1] and y == one[i - 1]:
                least = min(least, before[j - 1] + 1)
            below.append(least)
        before, row = row, below
    return row[-1]


@lru_cache(maxsize=2)
def _real_words() -> tuple[str, ...]:
    lines = (RESOURCES.parent / REAL_WORDS).read_text("utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


@lru_cache(maxsize=2)
def _load(model: TfidfModel, names: frozenset[str]) -> Misspellings:
    order = model.document_frequency.argsort(kind="stable")[::-1].tolist()
    rank = {index: n for n, index in enumerate(order)}
    words = sorted(model.index, key=lambda word: (rank[model.index[word]], word))
    # Names that differ from a known word in doubled letters only are misspelt ones, which taxonomies list ("acces").
    alike = {_TWICE.sub(r"\1", word) for word in words if len(word) >= DOUBLED}
    right = {name for name in names if len(name) < DOUBLED or _TWICE.sub(r"\1", name) not in alike}
    return Misspellings(words, {*_real_words(), *right})


def load_misspellings(model: TfidfModel, taxonomy: Taxonomy) -> Misspellings:
    """Return the corrections towards the words of a TF-IDF model, which are English; kept for the last model.

    Args:
        model: its vocabulary is what is known.
        taxonomy: the names of its skills are known too.

    >>> from matcher.scoring.tfidf_model import load_model
    >>> from matcher.skills.taxonomy import load_taxonomy
    >>> load_misspellings(load_model(), load_taxonomy()).correct("reduced responce time of Postgres").text
    'reduced response time of Postgres'
    """
    forms = (*taxonomy.forms, *taxonomy.ambiguous)
    return _load(model, frozenset(_WORD.findall(" ".join(forms))))
