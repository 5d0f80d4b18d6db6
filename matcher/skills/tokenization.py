"""Split text into tokens that keep ``C++``, ``C#``, ``.NET``, ``Node.js``, ``PL/SQL`` and ``ASP.NET`` whole.

Plain Python; :mod:`matcher.skills.phrase_trie` finds the names among the tokens. White space is not a token: a name
broken over two lines is still two adjacent tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple

from matcher.core.memo import Memo
from matcher.languages.writing_systems import CJK, fold_width

__all__ = ["FormVocabulary", "Token", "Tokenizer"]

DOTTED_TAILS: Final = "js|net|io|ts|py|css|ai|jl"
"""Endings that belong to the word before the dot (Node.js, ASP.NET, Socket.IO). Any other dot between letters separates
two sentences that lost their space ("development.Java"), far more frequent in résumés than unknown dotted names."""

BORDER: Final = re.compile(
    r"(?<=[a-z\d])(?=[A-Z])|(?<=\d)(?=[a-z])|(?<=[A-Za-z])(?=\d)|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Z]{2})(?=[a-z]{2})"
)
"""Positions where two words may have lost the space between them: a change of case, or from letters to digits."""

GLUE: Final = frozenset(
    "and as by etc existing for from in including into like many of on or such the through to under using via when "
    "with within".split()
)
"""Function words that lost the space before or after a name ("inPython", "CSS3and"); only in lower case, because of
names such as InProc."""

COMPANIONS: Final = frozenset(
    "and api apis application applications based code coding created database design developed developer developers "
    "development executed experience for framework frameworks implemented libraries library module modules programming "
    "script scripting scripts senior server technologies technology used using utilized with worked written".split()
)
"""Everyday words that occur glued to names in either case ("WrittenPython", "J2EETechnologies", "JQuerylibraries").
Both lists come from 8,000 résumés: every word found glued to a name twice, except those that form another name with it
(Node in DataNode, Data in AccessData)."""

_LONGEST_COMPANION: Final = max(map(len, COMPANIONS))

LONGEST_GLUED: Final = 100
"""Most characters of a word that is split: the longest word of the 150 longest of 8,000 résumés has 44. Thousands of
names without a space between them are no text that anybody reads."""

SHORTEST_BARE: Final = 5
"""Fewest letters of a name that is split from a companion without a change of case: "Lesson" is not Less, "Pythonand"
is Python. Chosen by reading what each length splits in 8,000 résumés."""

SHORTEST_INFLECTED: Final = 4
"""Fewest letters of a name that is split from the ending of a noun ("Dockera"), unless it is in capitals ("SQLem")."""

_CJK: Final = re.compile(f"[{CJK}]")
_CJK_RUN: Final = re.compile(f"[{CJK}]+")

VERSIONED: Final = re.compile(r"(?P<name>.*?[^\d.])(?P<version>[vV]?\d[\d.]*(?:[a-zA-Z](?:[rR]\d)?|\.x)?)")


class Token(NamedTuple):
    """A token and its offsets; a tuple, because a résumé has thousands.

    >>> Token("C++", 4, 7).text
    'C++'
    """

    text: str
    start: int
    end: int
    line_start: bool = False
    """Whether a line break precedes it."""
    paragraph_start: bool = False
    """Whether a blank line precedes it."""
    spaced: bool = False
    """Whether white space precedes it."""
    wide: bool = False
    """Whether at least two spaces or a tab precede it: the only separator left in flattened tables and lists."""


def _gap(gap: str) -> tuple[bool, bool, bool, bool]:
    """Return ``line_start``, ``paragraph_start``, ``spaced`` and ``wide`` of a token after this white space."""
    return "\n" in gap, gap.count("\n") > 1, bool(gap), "  " in gap or "\t" in gap


@dataclass(frozen=True, slots=True)
class FormVocabulary:
    """The surface forms of a taxonomy as a tokenizer uses them.

    >>> vocabulary = FormVocabulary.from_forms(["PL/SQL", "Spring Boot"])
    >>> sorted(vocabulary.words), sorted(vocabulary.tails), vocabulary.unsplit
    (['boot', 'pl', 'spring', 'sql'], ['boot', 'pl/sql'], ['pl/sql'])
    """

    forms: set[str]
    """The forms, case folded."""
    words: set[str]
    """The words in the forms."""
    tails: set[str]
    """The last words of the forms that end with a letter."""
    unsplit: list[str]
    """The forms with a slash, an ampersand, a plus or an asterisk inside, longest first."""

    @classmethod
    def from_forms(cls, surface_forms: Iterable[str]) -> FormVocabulary:
        """Build the vocabulary of these surface forms."""
        forms = {form.casefold() for form in surface_forms}
        # Nearly all forms are letters and digits, separated by spaces and hyphens, and need no regular expression.
        special = {form for form in forms if not form.replace(" ", "").replace("-", "").isalnum()}
        words = [form.replace("-", " ").split(" ") for form in forms - special]
        words += [re.split(r"[^\w+#]+", form) for form in special]
        tails = {form.replace("-", " ").rpartition(" ")[2] for form in forms if form[-1:].isalpha()}
        unsplit = [form for form in special if " " not in form and re.search(r"[/&]|\w\+\w|\w\*", form)]
        return cls(forms, set(chain.from_iterable(words)), tails, sorted(unsplit, key=lambda f: (-len(f), f)))


class Tokenizer:
    """Split text into tokens.

    Args:
        forms: surface forms of the taxonomy, or their vocabulary. Forms with a slash, an ampersand or a plus inside are
            kept whole. A name with a version glued to it ("Python3", "Oracle11g") is split if the name is a form and
            the compound is not. Names that lost the space between them, or to an everyday word, are split too
            ("AccessVBA", "CSS3and").

    >>> [t.text for t in Tokenizer(["PL/SQL", "Java", "C++", "Python", "HTML5"])("Java/PL/SQL,C++11, Python3 (HTML5).")]
    ['Java', '/', 'PL/SQL', ',', 'C++', '11', ',', 'Python', '3', '(', 'HTML5', ')', '.']
    """

    def __init__(self, forms: Iterable[str] | FormVocabulary = ()) -> None:
        vocabulary = forms if isinstance(forms, FormVocabulary) else FormVocabulary.from_forms(forms)
        self._forms, self._words, self._tails = vocabulary.forms, vocabulary.words, vocabulary.tails
        self._unsplit = vocabulary.unsplit
        self._longest = max(map(len, (*self._forms, *GLUE, *COMPANIONS)))
        """Characters of the longest part of a word that can be known: what keeps splitting linear."""
        self._pattern = _pattern_of(vocabulary.unsplit)
        self._touching: re.Pattern[str] | None = None
        self._cuts_of = Memo(self._cuts)
        self._inflected: dict[tuple[str, ...], Memo[str, tuple[int, ...]]] = {}
        """Endings to where words are split."""

    def __call__(self, text: str, endings: tuple[str, ...] = ()) -> list[Token]:
        """Return the tokens of ``text``, in order; every character except white space is in exactly one token.

        Args:
            text: full-width characters are folded (:func:`matcher.languages.writing_systems.fold_width`) in the tokens.
            endings: of nouns in the language of the text, longest first: names in capitals are split from them.
        """
        pattern, cuts_of = self._pattern, self._cuts_of
        if not text.isascii():
            text = fold_width(text)
            if _CJK.search(text):
                pattern = self._touching or self._build_touching()
        if endings:
            cuts_of = self._inflected.setdefault(endings, Memo(lambda word: self._inflected_cuts(word, endings)))
        return _split(text, pattern, cuts_of)

    def _build_touching(self) -> re.Pattern[str]:
        """Return the pattern for text whose names may touch Chinese and Japanese characters."""
        parts = {part for form in self._forms if not form.isascii() for part in _CJK_RUN.findall(form)}
        forms = sorted(parts, key=lambda part: (-len(part), part))
        self._touching = _pattern_of(self._unsplit, forms, touching=True)
        return self._touching

    def words_of(self, form: str) -> list[str]:
        """Return the texts of a surface form's tokens; most forms are plain words and skip the tokeniser.

        >>> Tokenizer(["ci/cd"]).words_of("ci/cd tool"), Tokenizer().words_of("spring-boot")
        (['ci/cd', 'tool'], ['spring', '-', 'boot'])
        """
        parts = form.replace("-", " - ").split()
        if (
            form.islower()
            and (form.isascii() or not _CJK.search(form))
            and all(part == "-" or part.isalpha() for part in parts)
        ):
            return parts
        return [token.text for token in self(form)]

    def _cuts(self, word: str) -> tuple[int, ...]:
        """Return where to split a word that glues a name to a version, another name or everyday words."""
        if not 3 <= len(word) <= LONGEST_GLUED or (word.islower() and word.isalpha()):
            return ()
        folded = word.casefold()
        if not word[-1].isalnum() or folded in self._forms:
            return ()
        versioned = VERSIONED.fullmatch(word)
        # Not single letters: R65 and D365 are product models, not versions of R and D.
        if versioned and len(versioned["name"]) > 1 and versioned["name"].casefold() in self._tails:
            return (len(versioned["name"]),)
        if folded in self._words or len(folded) != len(word):
            return ()
        return self._cuts_at_borders(word) or self._cut_before_companion(folded)

    def _inflected_cuts(self, word: str, endings: tuple[str, ...]) -> tuple[int, ...]:
        """Split "Pythonem" and "Dockerda" before the ending of the noun."""
        cuts = self._cuts(word)
        folded = word.casefold()
        if cuts or len(word) < SHORTEST_INFLECTED or word.isupper() or folded in self._words:
            return cuts
        for ending in endings:
            stem = word[: -len(ending)]
            if not folded.endswith(ending) or not stem or folded[: len(stem)] not in self._forms:
                continue
            cyrillic = "\u0400" <= word[0] <= "\u04ff"
            if (len(stem) >= SHORTEST_INFLECTED and (word[0].isupper() or cyrillic)) or (
                len(stem) > 1 and stem.isupper() and word[-len(ending) :].islower()
            ):
                return (len(stem),)
        return ()

    def _cuts_at_borders(self, word: str) -> tuple[int, ...]:
        """Split "AccessVBA", "andJavaScript", "HTML5CSS3" into the fewest parts that are names or everyday words."""
        borders = [0, *(m.start() for m in BORDER.finditer(word)), len(word)]
        # For each border: the number of the fewest parts that lead to it, whether a name is among them, and the start
        # of the last one.
        best: dict[int, tuple[int, bool, int]] = {0: (0, False, 0)}
        for n, end in enumerate(borders[1:], 1):
            for start in borders[bisect_left(borders, end - self._longest, 0, n) : n]:
                if start not in best:
                    continue
                part = word[start:end]
                # Two letters are too few: XSLTs is not XSL plus TypeScript.
                known = (len(part) > 2 or part.casefold() == "js") and part.casefold() in self._forms
                if not known and part not in GLUE and part.casefold() not in COMPANIONS:
                    continue
                count, named, _ = best[start]
                if end not in best or count + 1 <= best[end][0]:  # prefer a longer name before
                    best[end] = count + 1, named or known, start
        if not best.get(len(word), (0, False, 0))[1]:
            return ()
        cuts = []
        start = best[len(word)][2]
        while start:
            cuts.append(start)
            start = best[start][2]
        return tuple(reversed(cuts))

    def _cut_before_companion(self, folded: str) -> tuple[int, ...]:
        """Split "Pythonand" and "JQuerylibraries", where no change of case marks the border."""
        for cut in range(len(folded) - 2, max(SHORTEST_BARE, len(folded) - _LONGEST_COMPANION) - 1, -1):
            if folded[cut:] in COMPANIONS and folded[:cut] in self._forms:
                return (cut,)
        return ()


def _pattern_of(unsplit: Sequence[str], forms: Sequence[str] = (), *, touching: bool = False) -> re.Pattern[str]:
    """Return the pattern of white space and a token.

    Args:
        unsplit: forms with signs that are one token.
        forms: Chinese and Japanese ones, longest first; they are tokens of their own.
        touching: whether Chinese and Japanese characters are a border of other words.
    """
    kept = "|".join(re.escape(form) for form in unsplit)
    plain = "".join(sorted(set(re.sub(r"[\w\s]", "", "".join(unsplit)))))
    signs = "".join(sorted({s for s in ",;:()" if s not in plain}))
    parts = [
        # The most frequent tokens first: words and commas that no other alternative matches; here a word before
        # white space or a sign that no unsplit form contains.
        rf"[^\W\d_][^\W_]*+(?![^\s{signs}])",
        f"[{signs}]" if signs else "(?!)",
        rf"(?<![^\W_])(?=[^\W_]*+[{re.escape(plain)}_])(?:{kept})(?![^\W_])" if kept else "(?!)",
        r"(?<![^\W_])[^\W\d_]{1,2}&[^\W\d_]{1,2}(?![^\W_])",  # R&D, AT&T, Q&A: never single letters
        r"(?<![^\W_])\.net(?![^\W\d_])",
        r"[^\W_]+\.(?:" + DOTTED_TAILS + r")(?![^\W\d_])",  # ASP.NET4.5, but not Socket.IOException
        r"(?<![^\W_])[^\W\d_]+(?:\+\+|#)",
        r"\d+(?:[.,]\d+)+(?:\.x)?",
        r"[^\W_]+",
        r"\S",
    ]
    if touching:
        parts = [part.replace(r"[^\W_]", rf"[^\W_{CJK}]").replace(r"[^\W\d_]", rf"[^\W\d_{CJK}]") for part in parts]
        known = "|".join(map(re.escape, forms)) or "(?!)"
        parts[-1:] = [known, rf"(?:(?!{known})[{CJK}])+", parts[-1]]
    return re.compile(rf"(\s*+)({'|'.join(parts)})", re.IGNORECASE)


def _split(text: str, pattern: re.Pattern[str], cuts_of: Memo[str, tuple[int, ...]]) -> list[Token]:
    """Return the tokens that a pattern finds, some of them split once more."""
    tokens: list[Token] = []
    add, new = tokens.append, tuple.__new__
    end = 0
    # Trailing white space would be tried again from each of its characters.
    for gap, word in pattern.findall(text.rstrip()):
        start = end + len(gap)
        end = start + len(word)
        cuts = cuts_of[word]
        if not cuts:
            if not gap:
                add(new(Token, (word, start, end, False, False, False, False)))
            elif gap == " ":
                add(new(Token, (word, start, end, False, False, True, False)))
            else:
                add(Token(word, start, end, *_gap(gap)))
            continue
        left = start
        for cut in (*cuts, len(word)):
            right = start + cut
            if left == start:
                add(Token(text[left:right], left, right, *_gap(gap)))
            else:
                add(Token(text[left:right], left, right))
            left = right
    return tokens
