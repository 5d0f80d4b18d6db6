"""Read scripts as far as needed to judge them: comments, strings, and what only runs when a person does something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

__all__ = ["ASKED_FOR", "STRING", "bare", "cleaned", "end_of", "without_handlers"]

ASKED_FOR: Final = (
    r"on(?:click|dblclick|mouse\w*|pointer\w*|key\w*|touch\w*|submit|reset|change|input|select|drag\w*|drop|copy|cut|"
    r"paste|contextmenu|wheel|search|invalid)"
)
"""Handlers that only run when a person does something."""

STRING: Final = re.compile(r"\"(?:[^\"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*'", re.S)

_END = "\n\r\u2028\u2029"
_TOKEN = re.compile(
    rf"(?P<comment>/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|//[^{_END}]*|<!--[^{_END}]*|(?m:^[ \t]*-->)[^{_END}]*)"
    r"|(?P<string>\"(?:[^\"\\\n\r]|\\.)*+\"|'(?:[^'\\\n\r]|\\.)*+')|(?P<template>`(?:[^`\\]|\\.)*+`)|(?P<odd>[/\"'`])",
    re.S,
)
_PATTERN = re.compile(rf"/(?:[^/\\\[{_END}]|\\[^{_END}]|\[(?:[^\]\\{_END}]|\\[^{_END}])*+\])++/[a-z]*")
"""A regular expression."""
_BEFORE_PATTERN: Final = frozenset("(,=:[!&|?{;*%<>~^")
_WORDS_BEFORE = re.compile(r"(?<![.\w$])(?:return|typeof|case|in|delete|void|throw|else|do|instanceof)\Z")
_INSERTED = re.compile(r"\$\{([^{}`\"'/]*(?:'[^'\\`{}\n]*'[^{}`\"'/]*)*)\}")
"""What a template inserts."""
_LONGEST: Final = 100_000
_MOST: Final = 100
"""Handlers and functions of one script that are looked at, so that the work stays linear."""


def cleaned(code: str) -> str | None:
    r"""Return a script without comments and regular expressions; None if it is not clear where its strings are.

    >>> cleaned("a('//x') // '\nb(/'/)"), cleaned("f(1)/'/;g()/'")
    ("a('//x')  \nb(0)", None)
    """
    parts: list[str] = []
    last = ""
    place = 0
    while match := _TOKEN.search(code, place):
        parts.append(code[place : match.start()])
        last = (last + parts[-1].rstrip())[-12:] if parts[-1].strip() else last
        place = match.end()
        kind = match.lastgroup
        if kind == "comment":
            parts.append(" ")
            continue
        if kind == "string":
            parts.append(match[0])
        elif kind == "template":
            text = _INSERTED.sub(" ", match[0])
            if last[-1:].isalnum() or last[-1:] in {")", "]", "_", "$"} or "${" in text:
                return None
            parts.append('"' + re.sub(r"[\"\\\s`]", " ", text) + '"')
            parts += [f"+({inserted})" for inserted in _INSERTED.findall(match[0])]
        elif match[0] != "/":
            return None
        else:
            pattern = _PATTERN.match(code, match.start())
            begins = not last or last[-1] in _BEFORE_PATTERN or _WORDS_BEFORE.search(last)
            if begins and pattern is None:
                return None
            if begins and pattern is not None:
                parts.append("0")
                place = pattern.end()
            elif pattern is not None and (re.search(r"[\"'`]|//|/\*", pattern[0][1:]) or last[-1] in "+-"):
                return None  # a division, or a regular expression that hides what follows
            else:
                parts.append("/")
        last = "0"
        if parts[-1] == "/":
            last = "/,"
    parts.append(code[place:])
    return "".join(parts)


def bare(code: str) -> str:
    """Return a cleaned script with its strings emptied.

    >>> bare("a('x', 1)")
    "a('', 1)"
    """
    return STRING.sub("''", code)


_LISTENER = re.compile(
    rf"\.\s*addEventListener\(\s*[\"']({ASKED_FOR[2:]})[\"']\s*,|"
    rf"\.\s*on\(\s*[\"']({ASKED_FOR[2:]})[\"']\s*,"
)
_ASSIGNED = re.compile(rf"\.\s*{ASKED_FOR}\s*=\s*(?=(?:async\s+)?function\b|\(?[\w\s,]*\)?\s*=>)")
_TRIGGERS = re.compile(
    r"\.\s*(?:click|dispatchEvent|fireEvent|trigger\w*|submit|requestSubmit|reset|select|focus|blur|execCommand|call|"
    r"apply|bind)(?![\w$])|\.\s*on[a-z]+(?![\w$])(?!\s*=(?!=))|\b(?:dispatchEvent|Event|\w+Event|createEvent|prototype|__proto__|defineProperty|"
    r"defineProperties|setPrototypeOf|assign|Reflect|Proxy|set|get|with)\b"
)
"""Ways to run handlers at once, or to give their names another meaning."""
_CONTINUING: Final = frozenset("([.?`")
"""Signs behind a function by which it is called at once."""
_DEFINED = re.compile(r"(?<![.\w$])(?:addEventListener|on|on[a-z]+)\s*[(:=,}]|[\"'](?:addEventListener|on\w*)[\"']")
_FUNCTION = re.compile(r"(?<![\w$.=(,:?&|!>]\s)(?<![\w$.=(,:?&|!>])\b(?:async\s+)?function\s+(\w+)\s*\([^()]*\)\s*\{")


def without_handlers(codes: Sequence[str]) -> list[str]:
    """Return the scripts of a page without what only runs when a person clicks, types or copies.

    Args:
        codes: cleaned scripts, and the values of handlers.
    """
    everything = "\n".join(codes)
    if len(everything) > _LONGEST:
        return list(codes)
    if _TRIGGERS.search(bare(everything)) or _DEFINED.search(everything):
        return list(codes)
    found = [_without_listeners(code) for code in codes]
    everything = "\n".join(found)
    words: dict[str, int] = {}
    for word in re.findall(r"[\w$]+", everything):
        words[word] = words.get(word, 0) + 1
    return [_without_functions(code, words) for code in found]


def _without_listeners(code: str) -> str:
    for pattern in (_LISTENER, _ASSIGNED):
        place = 0
        kept: list[str] = []
        for _ in range(_MOST):
            match = pattern.search(code, place)
            if match is None:
                break
            end = end_of(code, match.end(), one=pattern is _ASSIGNED)
            body = code[match.end() : end]
            before = code[max(0, match.start() - 200) : match.start()]
            chained = re.search(r"[=(,?:&|!]\s*[\w$.]*\Z", before)
            if (
                not _is_function(body)
                or (pattern is _ASSIGNED and chained)
                or code[end:].lstrip(" \t\n\r")[:1] in _CONTINUING
            ):
                kept.append(code[place : match.end()])
                place = match.end()
                continue
            kept.append(code[place : match.end()] + " 0")
            place = end
        code = "".join([*kept, code[place:]])
    return code


def _is_function(body: str) -> bool:
    """Return whether the code is one function, or the name of one, and nothing that runs at once."""
    text = body.strip()
    if re.fullmatch(r"[\w$]+", text):
        return True
    head = re.match(r"(?:async\s+)?(?:function\s*\w*\s*\([^()]*\)\s*|(?:\([^()=]*\)|\w+)\s*=>\s*)", text)
    if head is None:
        return False
    rest = text[head.end() :]
    if rest.startswith("{"):
        return end_of(rest, 1) == len(rest) - 1
    return "=>" in head[0] and "," not in bare(rest)


def end_of(code: str, start: int, *, one: bool = False) -> int:
    """Return where an argument, or an assigned value, ends: at the bracket around it, or after its own last brace."""
    depth = 0
    place = start
    while place < len(code):
        char = code[place]
        if char in "\"'":
            match = STRING.match(code, place)
            if match is None:
                return len(code)
            place = match.end()
            continue
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth < 0:
                return place
            if one and depth == 0 and char == "}":
                return place + 1
        elif depth == 0 and one and char in ";\n":
            return place
        place += 1
    return len(code)


def _without_functions(code: str, words: dict[str, int]) -> str:
    """Return a script without declared functions that it names nowhere else but as handlers."""
    place = 0
    kept: list[str] = []
    for _ in range(_MOST):
        match = _FUNCTION.search(code, place)
        if match is None:
            break
        name = match[1]
        end = end_of(code, match.end())
        handlers = len(re.findall(rf"\.\s*{ASKED_FOR}\s*=\s*{name}\b", code))
        if name.startswith("on") or words.get(name, 0) != 1 + handlers:
            kept.append(code[place : match.end()])
            place = match.end()
            continue
        kept.append(code[place : match.start()])
        place = end + 1
    return "".join([*kept, code[place:]])
