"""Restore line breaks that adverts on the web have lost: "... our team.You will ...", "ResponsibilitiesBuild ..."."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from matcher.languages.writing_systems import CJK

__all__ = ["restore_line_breaks"]

LONGEST_SENTENCE: Final = 220
"""Characters of a line from which a capital letter inside it may begin a new sentence: where line breaks became blanks,
sentences run together ("... of Java Experience with SQL ..."). Single sentences of that length are rare."""

_LETTERS: Final = re.compile(rf"[^\W_{CJK}]{{2,40}}")
_STOP: Final = re.compile(rf"(?<=[^\W_)%+’'\"])(?!(?<=[{CJK}]):)(?P<stop>[.!?:;])(?=(?P<next>[A-Z•*][^\W_]*))")
_BULLET: Final = re.compile(
    r"[ \t\xa0]*(?:[•·▪●◦‣⁃∙■□➢➤►✓✔❖\uf0b7]|"
    r"(?<=\s)[*](?=\s?\S)|(?<=\s)[-–](?=\s)|(?<=[\s).,;])[-–](?=[“A-Z]))[ \t\xa0]*"
)
_CJK_BULLET: Final = re.compile(r"(?m:^)[ \t\xa0]*[・◆◇★☆○◎※▼▽▶▷✦✅✔–—][ \t\xa0]*")
"""Marks of Chinese and Japanese adverts that are bullets only at the start of a line: ・ also joins names."""
_WIDE: Final = re.compile(r"[ \t\xa0]{3,}")
_CAPITAL: Final = re.compile(r"(?<=[a-z)+]) (?=(?P<word>[A-Z][a-z]{2,}) [a-z])")
_BEFORE_NAME: Final = frozenset(
    "a an the of in on at for to with by from and or our your their its using as is are be via per into under than "
    "like within through across any each both use uses used".split()
)


def _is_start(known: Callable[[str], bool], word: str) -> bool:
    return len(word) == 1 or word in ("A", "I") or known(word)


def restore_line_breaks(
    text: str, known: Callable[[str], bool], named: Callable[[str], bool], capitals_begin_sentences: bool = True
) -> str:
    r"""Restore the line breaks that an advert has lost.

    Args:
        text: the text as read.
        known: tells whether a string is a word or the name of a technology; text is split only after a known word.
        named: tells whether a string is the name of a technology; such a name inside a sentence begins no new one.
        capitals_begin_sentences: whether a capital letter within a long line may begin a sentence; not in German, whose
            nouns have one.

    >>> known = {"the", "team", "you", "will", "build", "responsibilities", "javascript", "experience"}
    >>> text = "Join the team.You will: ResponsibilitiesBuild JavaScriptExperience"
    >>> restore_line_breaks(text, lambda w: w.lower() in known, lambda w: w == "JavaScript")
    'Join the team.\nYou will: Responsibilities\nBuild JavaScript\nExperience'
    """

    def break_at_stop(match: re.Match[str]) -> str:
        before = re.search(r"[\w#+.]*$", text[max(0, match.start() - 30) : match.start()])
        around = f"{before[0] if before else ''}{match['stop']}{match['next']}"
        is_name = known(around) or (match["stop"] == "." and len((before[0] if before else "").split(".")[-1]) < 2)
        return match["stop"] if is_name else f"{match['stop']}\n"

    def split_run(match: re.Match[str]) -> str:
        run = match[0]
        for i in range(2, len(run) - 1):
            first, second = run[:i], run[i:]
            starts_word = second[0].isupper() and (first[-1].islower() or second[1].islower())
            starts_number = second[0].isdigit() and first[-1].islower() and len(first) > 3
            if starts_word and not known(run) and known(first):
                word = re.match(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+", second)
                if word and _is_start(known, word[0]):
                    return f"{first}\n{split_rest(second)}"
            if starts_number and known(first) and re.match(r"\d{1,2}$", second):
                after = text[match.end() : match.end() + 12]
                if re.match(r"\+?\s*(?:-\s*\d+\s*)?(?:plus\s+)?(?:y(?:ea)?rs?)", after):
                    return f"{first}\n{second}"
        return run

    def split_rest(run: str) -> str:
        match = _LETTERS.match(run)
        return split_run(match) if match and match.end() == len(run) else run

    text = text.replace("\r", "")
    text = _BULLET.sub("\n• ", text)
    text = _CJK_BULLET.sub("\n• ", text)
    text = re.sub(r"。(?=[^\s。」』）)])", "。\n", text)
    text = _WIDE.sub("\n", text)
    text = _STOP.sub(break_at_stop, text)
    text = re.sub(r"\)(?=[A-Z][a-z]+\s)", ")\n", text)
    text = _LETTERS.sub(split_run, text)
    if not capitals_begin_sentences:
        return text
    return "\n".join(
        _split_long(line, known, named) if len(line) > LONGEST_SENTENCE else line for line in text.split("\n")
    )


def _split_long(line: str, known: Callable[[str], bool], named: Callable[[str], bool]) -> str:
    def split(match: re.Match[str]) -> str:
        before = re.search(r"(\w+)\W?$", line[: match.start()])
        before_name = before is not None and (before[1][0].isupper() or before[1] in _BEFORE_NAME)
        return " " if before_name or not known(match["word"]) or named(match["word"]) else "\n"

    return _CAPITAL.sub(split, line)
