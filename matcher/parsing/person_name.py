"""Find the person's name in a résumé: Ruby Johnson's first name is not a skill."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from matcher.languages.word_lists import words as listed_words
from matcher.parsing.headings import load_headings

__all__ = ["find_name"]

_WORD: Final = r"[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]*)*"
_NAME_LINE: Final = re.compile(rf"(?:(?:Dr|Prof|Mr|Mrs|Ms|Dipl|Ing)\.? )*{_WORD}(?: {_WORD}){{1,3}}")
_MAIL: Final = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@[\w-]{1,63}\.")
_NOT_NAMES: Final = frozenset(
    "developer engineer programmer architect consultant manager analyst administrator admin lead leader senior "
    "junior sr jr designer tester specialist intern student graduate officer director coordinator technician "
    "assistant expert owner scientist freelance freelancer contractor trainer teacher nurse chef head chief "
    "principal staff entwickler entwicklerin développeur développeuse ingénieur ingeniero desarrollador resume "
    "résumé curriculum vitae cv lebenslauf profile summary objective experience education skills skill contact work "
    "technical professional projects certificates languages references backend frontend back front end full stack "
    "fullstack web software data cloud mobile server database application applications system systems network "
    "security quality and or with in of the for at".split()
)
"""Words that make a line a title or a heading instead of a person's name."""


def find_name(text: str, is_technology: Callable[[str], bool] = lambda _: False) -> tuple[tuple[int, int], ...]:
    r"""Return the offsets of the lines that are the person's name.

    The name is the first line of the résumé, if it looks like one. It may be repeated on a line of its own, in a page
    header for example.

    Args:
        text: the résumé's text.
        is_technology: says whether a word is the name of a technology. A line of only such words is a name only if an
            e-mail address in the text contains one of them.

    >>> text = "Ruby Johnson\nJava Developer\n"
    >>> [text[a:b] for a, b in find_name(text, {"Ruby", "Java"}.__contains__)]
    ['Ruby Johnson']
    >>> find_name("Java Spring\n", {"Java", "Spring"}.__contains__)
    ()
    """
    first = re.search(r"\S[^\n]*", text)
    if first is None:
        return ()
    line = " ".join(first[0].split())
    if len(line) > 60 or not _NAME_LINE.fullmatch(line):
        return ()
    words = line.split()
    if not all(w[:1].isupper() for w in words) or any(w.casefold().strip(".") in _NOT_NAMES for w in words):
        return ()
    if load_headings().kind_of(line) or line.casefold() in listed_words("documents", "self_named"):
        return ()
    mailed = {part.casefold() for mail in _MAIL.findall(text) for part in re.split(r"[\W_\d]+", mail) if len(part) > 1}
    if all(map(is_technology, words)) and not mailed & {w.casefold() for w in words}:
        return ()
    name = r"[ \t]+".join(map(re.escape, words))
    pattern = re.compile(rf"(?m)^[ \t]*({name})[ \t]*$", re.IGNORECASE)
    return tuple(m.span(1) for m in pattern.finditer(text))
