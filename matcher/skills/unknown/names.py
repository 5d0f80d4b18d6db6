"""Find names in résumés that look like technologies and are not in the taxonomy.

A text is split into *items* at list separators and at words such as "using"; a *chain* is a run of items with nothing
but separators between them. An item counts if the taxonomy contains others of its chain: the list itself says what its
members are. Persons, places, employers, addresses and telephone numbers are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from matcher.core.resume import Resume
from matcher.core.skills import Mention
from matcher.skills.taxonomy import Taxonomy
from matcher.skills.tokenization import Token

__all__ = ["Looks", "UnknownName", "UnknownNames", "find_unknown_names", "group_unknown_names", "name_key"]

Looks = Literal["mixed case", "dotted", "signs", "capitals", "capitalised", "lower case"]

SEPARATORS: Final = frozenset(", / | ; • · ▪ ● ◦ * & \\ ( ) [ ] : + – — and or und oder et ou y".split())
CUES: Final = frozenset(
    "using used use in with via including include includes like as such through on from to into by for utilizing "
    "leveraging mit avec con etc e.g i.e the a an of".split()
)
"""Words that separate items as a comma does: a name may follow "using" or precede "for"."""

GENERIC: Final = frozenset(
    "framework frameworks library libraries database databases server servers language languages tool tools developer "
    "developers engineer programming scripting api apis app apps application applications technology technologies "
    "platform environment software system systems service services client studio suite version versions v".split()
)
"""Words that follow a name and say what it is; they are not part of it."""

NEVER_TECHNOLOGIES: Final = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday present current till date "
    "english german french spanish italian portuguese dutch polish russian ukrainian chinese mandarin cantonese "
    "japanese korean hindi urdu telugu tamil kannada malayalam marathi gujarati punjabi bengali arabic hebrew turkish "
    "vietnamese usa us u.s uk india canada germany france ireland australia singapore china japan mexico spain italy "
    "brazil poland netherlands switzerland austria israel america europe asia africa london paris berlin dublin york "
    "seattle boston chicago bangalore hyderabad chennai pune mumbai delhi alabama alaska arizona arkansas california "
    "colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine "
    "maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada hampshire jersey carolina "
    "dakota ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming al "
    "ak az ar ca co ct dc de fl ga hi ia id il ks ky la ma md me mi mn mo ms mt nc nd ne nh nj nm nv ny oh ok pa ri "
    "sc sd tn tx ut va vt wa wi wv wy university college school institute inc llc ltd gmbh corp corporation company "
    "bank hospital street avenue road army navy bachelor bachelors master masters phd b.s b.sc m.s mba btech mtech "
    "gpa mr mrs ms dr sr jr".split()
)
"""Months, days, spoken languages, countries, towns, US states, titles, degrees, kinds of companies and schools."""

BEFORE_STATE: Final = re.compile(
    r"\s*,\s*(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\b"
)
"""A US state after the name of a town."""

ADDRESS: Final = re.compile(r"\S*(?:@|://|www\.)\S*|\+?\(?\d[\d ()./-]{6,}\d", re.IGNORECASE)
"""Web and mail addresses and telephone numbers."""

LONGEST: Final = 4
"""Most words in a name; longer items are phrases."""

REACH: Final = 3
"""Items on either side among which known technologies are counted."""

COMMON_CAPITALS: Final = 0.05
"""Share of a reference collection at which a word in capitals is common property (UI, QA, PC), not a name (BPEL, VRF).
Chosen by reading the words on either side of it in 1,500 résumés."""

CONTEXT: Final = 30
"""Characters quoted on either side of an example."""


@dataclass(frozen=True, slots=True)
class UnknownName:
    """One occurrence of an unknown name.

    >>> UnknownName("Foobase", 10, 17, "capitalised", listed=True).listed
    True
    """

    surface_form: str
    start: int
    end: int
    looks: Looks
    listed: bool
    """Whether known technologies are near it in its list."""


@dataclass(frozen=True, slots=True)
class UnknownNames:
    """The unknown names of one document, from which those of a batch are added up.

    >>> UnknownNames("cv.txt", {}, {}, frozenset()).document
    'cv.txt'
    """

    document: str
    spellings: dict[str, Counter[str]]
    """:func:`name_key` to the spellings and the number of times each occurs."""
    examples: dict[str, tuple[bool, Looks, str]]
    """:func:`name_key` to whether it is listed among known technologies, how it looks, and the words around it."""
    employers: frozenset[str]
    """Keys of the employers in the document's entries."""


def name_key(name: str) -> str:
    """Return the key that the spellings of one name share.

    >>> name_key("Foo-Base.JS") == name_key("FooBase js")
    True
    """
    return re.sub(r"[\s.-]+", "", name.casefold())


def find_unknown_names(
    resume: Resume,
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    taxonomy: Taxonomy,
    ordinary: Callable[[str], float] = lambda _: 0.0,
) -> list[UnknownName]:
    """Find the unknown names of one résumé, in order.

    Args:
        resume: the document with its structure.
        tokens: its tokens.
        mentions: its recognised mentions.
        taxonomy: the known skills.
        ordinary: returns the share (0 to 1) of a reference collection that uses a folded word in everyday language.

    >>> from matcher.skills.recognizer import Recognizer
    >>> from matcher.skills.taxonomy import load_taxonomy
    >>> from matcher.core.document import Block, Document
    >>> text = "Skills: Java, Quuxbase, PostgreSQL, Communication"
    >>> resume = Resume(Document("cv.txt", text, (Block(0, 49, 1),), "text/plain", "0" * 64, 1), (), ())
    >>> recognizer = Recognizer(load_taxonomy())
    >>> tokens, mentions = recognizer.tokenizer(text), recognizer.recognize(resume)
    >>> everyday = {"communication": 0.3, "skills": 0.9}
    >>> names = find_unknown_names(resume, tokens, mentions, recognizer.taxonomy, lambda word: everyday.get(word, 0.0))
    >>> [name.surface_form for name in names]
    ['Quuxbase']
    """
    return list(_UnknownNameFinder(resume, tokens, mentions, taxonomy, ordinary))


def group_unknown_names(resume: Resume, names: Sequence[UnknownName]) -> UnknownNames:
    """Group the unknown names of one résumé: the spellings of each name, and its best example.

    Addresses, telephone numbers and the person's name are redacted in the words around a name.

    Args:
        resume: the document.
        names: as :func:`find_unknown_names` returns them.
    """
    text = resume.document.text
    private = _private_spans(resume)
    spellings: dict[str, Counter[str]] = {}
    examples: dict[str, tuple[bool, Looks, str]] = {}
    for name in names:
        key = name_key(name.surface_form)
        spellings.setdefault(key, Counter())[name.surface_form] += 1
        if key not in examples or (name.listed and not examples[key][0]):
            examples[key] = (name.listed, name.looks, _context(text, name, private))
    return UnknownNames(
        resume.document.name,
        spellings,
        examples,
        frozenset(name_key(p.employer) for p in resume.entries if p.employer),
    )


def _context(text: str, name: UnknownName, private: Sequence[tuple[int, int]]) -> str:
    begin, stop = max(0, name.start - CONTEXT), min(len(text), name.end + CONTEXT)
    while begin > 0 and begin < name.start and text[begin - 1].isalnum():
        begin += 1
    while stop > name.end and stop < len(text) and text[stop].isalnum():
        stop -= 1
    quote = list(text[begin:stop])
    for start, end in private:
        for i in range(max(start, begin), min(end, stop)):
            quote[i - begin] = "…"
    return re.sub(r"…+", "…", " ".join("".join(quote).split()))


@dataclass(frozen=True, slots=True)
class _Item:
    first: int
    last: int
    known: bool


class _UnknownNameFinder:
    """Iterate over the unknown names of one résumé."""

    def __init__(
        self,
        resume: Resume,
        tokens: Sequence[Token],
        mentions: Sequence[Mention],
        taxonomy: Taxonomy,
        ordinary: Callable[[str], float],
    ) -> None:
        self.text = resume.document.text
        self.tokens = tokens
        self.taxonomy = taxonomy
        self.ordinary = ordinary
        self.known = _covered(tokens, [(m.start, m.end) for m in mentions])
        self.private = _covered(tokens, _private_spans(resume))

    def __iter__(self) -> Iterator[UnknownName]:
        for chain in self._chains():
            for n, item in enumerate(chain):
                if item.known:
                    continue
                left = [i.known for i in chain[max(0, n - REACH) : n]]
                right = [i.known for i in chain[n + 1 : n + 1 + REACH]]
                name = self._name(item, sum(left[-1:]) + sum(right[:1]), sum(left) + sum(right))
                if name is not None:
                    yield name

    def _chains(self) -> Iterator[list[_Item]]:
        chain: list[_Item] = []
        first: int | None = None
        tokens = self.tokens
        for n, token in enumerate(tokens):
            word = token.text.casefold()
            stop = word in {".", "!", "?"} and not token.spaced
            breaks = token.paragraph_start or ((token.line_start or token.wide) and not self._inside_commas(n))
            separates = word in SEPARATORS or stop or (word in CUES and not self.known[n])
            if first is not None and (breaks or separates):
                chain.append(_Item(first, n, any(self.known[first:n])))
                first = None
            if token.paragraph_start or (stop and (n + 1 == len(tokens) or tokens[n + 1].spaced)):
                yield chain
                chain = []
            if first is None and not separates:
                first = n
        if first is not None:
            chain.append(_Item(first, len(tokens), any(self.known[first:])))
        yield chain

    def _inside_commas(self, n: int) -> bool:
        """Return whether the line break before a token is inside a comma list, where it separates no items."""
        before = [t.text for t in self.tokens[max(0, n - 4) : n]]
        after = [t.text for t in self.tokens[n : n + 4]]
        return "," in before and "," in after

    def _name(self, item: _Item, adjacent: int, near: int) -> UnknownName | None:
        """Return the item as a name if it looks like one; ``adjacent`` and ``near`` count the known items around it."""
        first, last = item.first, item.last
        while first < last - 1 and self.tokens[first].text in "-'’\"“":
            first += 1  # a bullet, an opening quotation mark
        if any(self.private[first:last]):
            return None
        texts = [t.text for t in self.tokens[first:last]]
        while len(texts) > 1 and (texts[-1].casefold() in GENERIC or not _like_a_name(texts[-1])):
            texts.pop()
        start, end = self.tokens[first].start, self.tokens[first + len(texts) - 1].end
        form = self.text[start:end]
        if len(texts) > LONGEST or not 2 <= len(form) <= 40 or self.taxonomy.find(form) is not None:
            return None
        if any(w.casefold() in NEVER_TECHNOLOGIES for w in texts) or BEFORE_STATE.match(self.text, end):
            return None
        if len(texts) > 1 and not all(_like_a_name(w) or w == "-" for w in texts):
            return None
        if all(self._everyday(w) for w in texts):
            return None
        looks = _looks(form)
        if looks in ("mixed case", "dotted", "signs"):
            return UnknownName(form, start, end, looks, listed=near >= 1)
        # "python, foo, java": a name without a capital needs more evidence
        if looks == "lower case":
            listed = form.isalpha() and adjacent == 2 and near >= 4
        else:
            listed = adjacent >= 1 and near >= 2
        return UnknownName(form, start, end, looks, listed=True) if listed else None

    def _everyday(self, word: str) -> bool:
        folded = word.casefold()
        if folded in GENERIC or folded in SEPARATORS or not word[0].isalpha():
            return True
        share = self.ordinary(folded)
        return share >= COMMON_CAPITALS if word.isupper() and len(word) > 2 else share > 0


def _covered(tokens: Sequence[Token], spans: Iterable[tuple[int, int]]) -> list[bool]:
    """Return for each token whether it is in one of the spans."""
    covered = [False] * len(tokens)
    ordered = sorted(spans)
    n = 0
    for i, token in enumerate(tokens):
        while n < len(ordered) and ordered[n][1] <= token.start:
            n += 1
        covered[i] = n < len(ordered) and ordered[n][0] < token.end
    return covered


def _private_spans(resume: Resume) -> list[tuple[int, int]]:
    """Return the merged, sorted spans of the person's and employers' names, addresses and telephone numbers."""
    text = resume.document.text
    spans = [*resume.name_spans, *(m.span() for m in ADDRESS.finditer(text))]
    for entry in resume.entries:
        offset = text.find(entry.employer, entry.start, entry.end) if entry.employer else -1
        if offset >= 0:
            spans.append((offset, offset + len(entry.employer)))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _like_a_name(word: str) -> bool:
    if any(c.isupper() for c in word):
        return word[0].isalpha() or word[0] == "."
    return bool(re.fullmatch(r"[a-z]+(?:\.[a-z]+|\d+[a-z]*|[+#]+)", word))


def _looks(form: str) -> Looks:
    if re.search(r"[a-z][A-Z]", form):
        return "mixed case"
    if re.search(r"\w\.[A-Za-z]", form):
        return "dotted"
    if re.search(r"[+#]|[A-Za-z]\d", form):
        return "signs"
    if form.isupper():
        return "capitals"
    return "capitalised" if any(c.isupper() for c in form) else "lower case"
