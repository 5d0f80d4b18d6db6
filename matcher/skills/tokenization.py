"""Cutting text into tokens that keep ``C++``, ``C#``, ``.NET``, ``Node.js``, ``PL/SQL`` and ``ASP.NET`` whole.

Plain Python, so that it can be tested without spaCy; :mod:`matcher.skills.recognizer` hands the tokens to spaCy.
White space makes no token: a name broken over two lines is still two neighbouring tokens.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

__all__ = ["Token", "Tokenizer"]

DOTTED_TAILS: Final = "js|net|io|ts|py|css|ai|jl"
"""Endings that belong to the word before the dot (Node.js, ASP.NET, Socket.IO). Any other dot between letters parts two
sentences whose space was lost ("development.Java"), which is far more frequent in résumés than unknown dotted names."""

CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
GLUE: Final = frozenset(
    "and as by existing for from in including into like of on or the through to using via with".split()
)
"""Words that lost the space before or after a name ("inPython", "andJava")."""

VERSIONED: Final = re.compile(r"(?P<name>.*?[^\d.])(?P<version>[vV]?\d[\d.]*(?:[a-z]|\.x)?)")


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


class Tokenizer:
    """Cuts text into tokens.

    Args:
        forms: surface forms of the taxonomy. Those that hold a slash, an ampersand or a plus inside are kept whole,
            and a name with a version glued to it ("Python3", "Oracle11g") is parted where the name is among them
            and the whole is not. Two names that lost the space between them ("AccessVBA") are parted too.

    >>> [t.text for t in Tokenizer(["PL/SQL", "Java", "C++", "Python", "HTML5"])("Java/PL/SQL,C++11, Python3 (HTML5).")]
    ['Java', '/', 'PL/SQL', ',', 'C++', '11', ',', 'Python', '3', '(', 'HTML5', ')', '.']
    """

    def __init__(self, forms: Iterable[str] = ()) -> None:
        self._forms: Collection[str] = {form.casefold() for form in forms}
        self._words = {word for form in self._forms for word in re.split(r"[^\w+#]+", form)}
        self._tails = {re.split(r"[ -]", form)[-1] for form in self._forms if form[-1:].isalpha()}
        whole = sorted(
            (f for f in self._forms if re.search(r"[/&]|\w\+\w|\w\*", f) and " " not in f), key=lambda f: (-len(f), f)
        )
        kept = "|".join(re.escape(form) for form in whole)
        parts = [
            r"(?<![^\W_])(?:" + kept + r")(?![^\W_])" if kept else "(?!)",
            r"(?<![^\W_])[^\W\d_]{1,2}&[^\W\d_]{1,2}(?![^\W_])",  # R&D, AT&T, Q&A: never the letters apart
            r"(?<![^\W_])\.net(?![^\W\d_])",
            r"[^\W_]+\.(?:" + DOTTED_TAILS + r")(?![^\W_])",
            r"(?<![^\W_])[^\W\d_]+(?:\+\+|#)",
            r"\d+(?:[.,]\d+)+(?:\.x)?",
            r"[^\W_]+",
            r"\S",
        ]
        self._pattern = re.compile("|".join(parts), re.IGNORECASE)

    def __call__(self, text: str) -> list[Token]:
        """The tokens of ``text``, in order; every character that is not white space is in exactly one."""
        tokens: list[Token] = []
        end = 0
        for match in self._pattern.finditer(text):
            start, stop = match.span()
            gap = text[end:start]
            end = stop
            line = paragraph = wide = False
            if gap and gap != " ":
                line, paragraph = "\n" in gap, gap.count("\n") > 1
                wide = "  " in gap or "\t" in gap
            word = match[0]
            if len(word) < 3 or (word.islower() and word.isalpha()):
                tokens.append(Token(word, start, stop, line, paragraph, bool(gap), wide))
                continue
            for n, (left, right) in enumerate(self._parted(word, start)):
                if n:
                    tokens.append(Token(text[left:right], left, right))
                else:
                    tokens.append(Token(text[left:right], left, right, line, paragraph, bool(gap), wide))
        return tokens

    def _parted(self, word: str, start: int) -> list[tuple[int, int]]:
        """The word whole, or its parts where names were glued to a version or to each other."""
        whole = [(start, start + len(word))]
        if word.isalpha():
            return (CAMEL.search(word) and self._unglued(word, start)) or whole
        if not word[-1].isalnum() or word.casefold() in self._forms:
            return whole
        parted = VERSIONED.fullmatch(word)
        # Not letters: R65 and D365 are models of something, not versions of R and D.
        if parted and len(parted["name"]) > 1 and parted["name"].casefold() in self._tails:
            middle = start + len(parted["name"])
            return [(start, middle), (middle, start + len(word))]
        return whole

    def _unglued(self, word: str, start: int) -> list[tuple[int, int]]:
        """The parts of "AccessVBA", "inPython": names and little words only, else nothing."""
        if word.casefold() in self._words:
            return []
        cuts = [m.start() for m in CAMEL.finditer(word)]
        places = list(zip([0, *cuts], [*cuts, len(word)], strict=True))
        parts = [word[a:b].casefold() for a, b in places]
        known = [part in self._forms and len(part) > 1 for part in parts]
        glue = [word[a:b] in GLUE for a, b in places]
        if not any(known) or not all(k or g for k, g in zip(known, glue, strict=True)):
            return []
        return [(start + a, start + b) for a, b in places]
