"""Cutting text into tokens that keep ``C++``, ``C#``, ``.NET``, ``Node.js``, ``PL/SQL`` and ``ASP.NET`` whole.

Plain Python; :mod:`matcher.skills.phrase_trie` finds the names among the tokens.
White space makes no token: a name broken over two lines is still two neighbouring tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple

from matcher.core.memo import Memo

__all__ = ["FormVocabulary", "Token", "Tokenizer"]

DOTTED_TAILS: Final = "js|net|io|ts|py|css|ai|jl"
"""Endings that belong to the word before the dot (Node.js, ASP.NET, Socket.IO). Any other dot between letters parts two
sentences whose space was lost ("development.Java"), which is far more frequent in résumés than unknown dotted names."""

BORDER: Final = re.compile(
    r"(?<=[a-z\d])(?=[A-Z])|(?<=\d)(?=[a-z])|(?<=[A-Za-z])(?=\d)|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Z]{2})(?=[a-z]{2})"
)
"""Where two words may have lost the space between them: a change of case or between letters and digits."""

GLUE: Final = frozenset(
    "and as by etc existing for from in including into like many of on or such the through to under using via when "
    "with within".split()
)
"""Little words that lost the space before or after a name ("inPython", "CSS3and"); only in lower case, else InProc."""

COMPANIONS: Final = frozenset(
    "and api apis application applications based code coding created database design developed developer developers "
    "development executed experience for framework frameworks implemented libraries library module modules programming "
    "script scripting scripts senior server technologies technology used using utilized with worked written".split()
)
"""Everyday words that are glued to names in either case ("WrittenPython", "J2EETechnologies", "JQuerylibraries"). Both
lists were drawn from 8,000 résumés: every word there that stood glued to a name twice, but for those that make another
name of it (Node in DataNode, Data in AccessData)."""

SHORTEST_BARE: Final = 5
"""Letters that a name needs at least to be parted from a companion where no change of case helps: "Lesson" is no Less,
"Pythonand" is Python. Chosen by reading what each length parts in 8,000 résumés."""

VERSIONED: Final = re.compile(r"(?P<name>.*?[^\d.])(?P<version>[vV]?\d[\d.]*(?:[a-zA-Z](?:[rR]\d)?|\.x)?)")


class Token(NamedTuple):
    """A token and its place; a tuple, since there are thousands in a résumé.

    >>> Token("C++", 4, 7).text
    'C++'
    """

    text: str
    start: int
    end: int
    line_start: bool = False
    """Whether a line break stands between this token and the one before."""
    paragraph_start: bool = False
    """Whether a blank line stands between this token and the one before."""
    spaced: bool = False
    """Whether white space stands before it."""
    wide: bool = False
    """Whether two spaces or more, or a tab, stand before it: in flattened tables and lists the only separator left."""


def _gap(gap: str) -> tuple[bool, bool, bool, bool]:
    """What white space before a token says: ``line_start``, ``paragraph_start``, ``spaced`` and ``wide``."""
    return "\n" in gap, gap.count("\n") > 1, bool(gap), "  " in gap or "\t" in gap


@dataclass(frozen=True, slots=True)
class FormVocabulary:
    """What a tokenizer has to know of the surface forms of a taxonomy.

    >>> parts = FormVocabulary.from_forms(["PL/SQL", "Spring Boot"])
    >>> sorted(parts.words), sorted(parts.tails), parts.whole
    (['boot', 'pl', 'spring', 'sql'], ['boot', 'pl/sql'], ['pl/sql'])
    """

    forms: set[str]
    """Case folded."""
    words: set[str]
    """That stand in them."""
    tails: set[str]
    """The last words, of those that end with a letter."""
    whole: list[str]
    """Those that hold a slash, an ampersand, a plus or an asterisk inside, the longest first."""

    @classmethod
    def from_forms(cls, given: Iterable[str]) -> FormVocabulary:
        """Those of some forms."""
        forms = {form.casefold() for form in given}
        # Nearly all forms are letters and digits, with blanks and hyphens between: that need not be searched for.
        odd = {form for form in forms if not form.replace(" ", "").replace("-", "").isalnum()}
        apart = [form.replace("-", " ").split(" ") for form in forms - odd]
        apart += [re.split(r"[^\w+#]+", form) for form in odd]
        tails = {form.replace("-", " ").rpartition(" ")[2] for form in forms if form[-1:].isalpha()}
        whole = [form for form in odd if " " not in form and re.search(r"[/&]|\w\+\w|\w\*", form)]
        return cls(forms, set(chain.from_iterable(apart)), tails, sorted(whole, key=lambda f: (-len(f), f)))


class Tokenizer:
    """Cuts text into tokens.

    Args:
        forms: surface forms of the taxonomy. Those that hold a slash, an ampersand or a plus inside are kept whole,
            and a name with a version glued to it ("Python3", "Oracle11g") is parted where the name is among them
            and the whole is not. Names that lost the space between them, or to an everyday word, are parted too
            ("AccessVBA", "CSS3and"). Or what has been made of them.

    >>> [t.text for t in Tokenizer(["PL/SQL", "Java", "C++", "Python", "HTML5"])("Java/PL/SQL,C++11, Python3 (HTML5).")]
    ['Java', '/', 'PL/SQL', ',', 'C++', '11', ',', 'Python', '3', '(', 'HTML5', ')', '.']
    """

    def __init__(self, forms: Iterable[str] | FormVocabulary = ()) -> None:
        vocabulary = forms if isinstance(forms, FormVocabulary) else FormVocabulary.from_forms(forms)
        self._forms, self._words, self._tails = vocabulary.forms, vocabulary.words, vocabulary.tails
        whole = vocabulary.whole
        kept = "|".join(re.escape(form) for form in whole)
        plain = "".join(sorted(set(re.sub(r"[\w\s]", "", "".join(whole)))))
        signs = "".join(sorted({s for s in ",;:()" if s not in plain}))
        parts = [
            # Most of a text, first: words and commas that none of the others could take; the word before a sign or a
            # blank that no whole form goes on with.
            rf"[^\W\d_][^\W_]*+(?![^\s{signs}])",
            f"[{signs}]" if signs else "(?!)",
            rf"(?<![^\W_])(?=[^\W_]*+[{re.escape(plain)}_])(?:{kept})(?![^\W_])" if kept else "(?!)",
            r"(?<![^\W_])[^\W\d_]{1,2}&[^\W\d_]{1,2}(?![^\W_])",  # R&D, AT&T, Q&A: never the letters apart
            r"(?<![^\W_])\.net(?![^\W\d_])",
            r"[^\W_]+\.(?:" + DOTTED_TAILS + r")(?![^\W\d_])",  # ASP.NET4.5, but no Socket.IOException
            r"(?<![^\W_])[^\W\d_]+(?:\+\+|#)",
            r"\d+(?:[.,]\d+)+(?:\.x)?",
            r"[^\W_]+",
            r"\S",
        ]
        self._pattern = re.compile(rf"(\s*+)({'|'.join(parts)})", re.IGNORECASE)
        self._remembered = Memo(self._cuts)

    def __call__(self, text: str) -> list[Token]:
        """The tokens of ``text``, in order; every character that is not white space is in exactly one."""
        tokens: list[Token] = []
        add, new, remembered = tokens.append, tuple.__new__, self._remembered
        end = 0
        # White space at the end would be tried again from each of its characters.
        for gap, word in self._pattern.findall(text.rstrip()):
            start = end + len(gap)
            end = start + len(word)
            cuts = remembered[word]
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

    def words_of(self, form: str) -> list[str]:
        """The texts of the tokens of a surface form: most often plain words, which need no closer look.

        >>> Tokenizer(["ci/cd"]).words_of("ci/cd tool"), Tokenizer().words_of("spring-boot")
        (['ci/cd', 'tool'], ['spring', '-', 'boot'])
        """
        parts = form.replace("-", " - ").split()
        if form.islower() and all(part == "-" or part.isalpha() for part in parts):
            return parts
        return [token.text for token in self(form)]

    def _cuts(self, word: str) -> tuple[int, ...]:
        """Where to part a word in which a name was glued to a version, a name or everyday words; else nowhere."""
        if len(word) < 3 or (word.islower() and word.isalpha()):
            return ()
        folded = word.casefold()
        if not word[-1].isalnum() or folded in self._forms:
            return ()
        parted = VERSIONED.fullmatch(word)
        # Not letters: R65 and D365 are models of something, not versions of R and D.
        if parted and len(parted["name"]) > 1 and parted["name"].casefold() in self._tails:
            return (len(parted["name"]),)
        if folded in self._words or len(folded) != len(word):
            return ()
        return self._unglued(word) or self._unsupported(folded)

    def _unglued(self, word: str) -> tuple[int, ...]:
        """The parts of "AccessVBA", "andJavaScript", "HTML5CSS3": the fewest that are all names or everyday words."""
        borders = [0, *(m.start() for m in BORDER.finditer(word)), len(word)]
        # To each border the fewest parts that lead there, and whether a name is among them.
        best: dict[int, tuple[bool, tuple[int, ...]]] = {0: (False, ())}
        for n, end in enumerate(borders[1:], 1):
            for start in borders[:n]:
                if start not in best:
                    continue
                part = word[start:end]
                # Two letters are too few: XSLTs is not XSL and TypeScript.
                known = (len(part) > 2 or part.casefold() == "js") and part.casefold() in self._forms
                if not known and part not in GLUE and part.casefold() not in COMPANIONS:
                    continue
                named, cuts = best[start]
                way = (named or known, (*cuts, end))
                if end not in best or len(way[1]) <= len(best[end][1]):  # rather a longer name before
                    best[end] = way
        named, cuts = best.get(len(word), (False, ()))
        return cuts[:-1] if named else ()

    def _unsupported(self, folded: str) -> tuple[int, ...]:
        """The border in "Pythonand", "JQuerylibraries", which no change of case shows."""
        for cut in range(len(folded) - 2, SHORTEST_BARE - 1, -1):
            if folded[cut:] in COMPANIONS and folded[:cut] in self._forms:
                return (cut,)
        return ()
