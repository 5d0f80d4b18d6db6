"""Write the templates and separators of a grammar as a foreign language does: its labels, prepositions and signs."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

_LABELS = {
    "employer": ("Name and address of employer", "Name of organisation", "Company Name", "Company", "Employer",
                 "Organization", "Client", "Assignment"),
    "title": ("Occupation or position held", "Title of qualification awarded", "Position Held", "Position",
              "Designation", "Job Title", "Title", "Role"),
    "place": ("Location", "City", "Place"),
    "dates": ("Dates (from – to)", "Period", "Dates", "Duration", "From"),
    "duties": ("Main activities",),
    "project": ("Project Name", "Project Title", "Project"),
}  # fmt: skip
"""The English labels of the templates, by what they stand before."""
_FIELD_OF = {english: name for name, labels in _LABELS.items() for english in labels}
_LONGEST_FIRST = sorted(_FIELD_OF, key=len, reverse=True)
_LABEL = re.compile(rf"\b(?:{'|'.join(map(re.escape, _LONGEST_FIRST))})(?=\s*:|\|\||\s-\s)")
_AT = re.compile(r",? (?:at|for|from|with|@) (?=\{employer\})")
_IN = re.compile(r" in (?=\{(?:place|dates)\})")
_OTHER = re.compile(r"\{\w+\}|\W|_")
_PLAIN = ("{title}, {employer}[, {place}]>>{dates}", "{employer}[, {place}]\n{title}\n{dates}")
"""Stands in for a grammar whose templates are all sentences or have words that are no labels."""


def templates(english: Sequence[str], foreign: Mapping[str, Any], rng: random.Random, prose: bool = False) -> list[str]:
    r"""Return the templates of a grammar that the language can write, with its own words.

    Args:
        english: the templates of the grammar.
        foreign: the vocabulary of the language.
        rng: the only source of chance.
        prose: whether the grammar tells jobs in sentences; those of the language stand in for the templates.

    >>> words = {"labels": {"title": ["Cargo"], "employer": ["Empresa"]}, "at": [" na "]}
    >>> templates(["Company: {employer}\nRole: {title}", "Joined {employer}"], words, random.Random(1))
    ['Empresa: {employer}\nCargo: {title}']
    """
    if prose:
        return list(foreign["prose"])
    at = rng.choice(foreign["at"])
    labels = {name: rng.choice(words) for name, words in foreign["labels"].items()}
    chosen = []
    for template in english:
        text = _IN.sub(", ", _AT.sub(at.replace("\\", r"\\"), template))
        words_left = _OTHER.sub("", _LABEL.sub("", text.replace(at, " ")))
        if not words_left:
            chosen.append(_LABEL.sub(lambda found: labels[_FIELD_OF[found[0]]], text))
    if "wide" in foreign:
        chosen = _wide(chosen or list(_PLAIN), foreign["wide"], rng)
    return chosen or list(_PLAIN)


def separators(english: Sequence[str], foreign: Mapping[str, Any]) -> list[str]:
    """Return separators of a grammar: those without words, and the language's own for the others.

    >>> separators([" at ", " | "], {"at": [" na "]})
    [' | ', ' na ', ' na ']
    """
    signs = [text for text in english if not any(c.isalnum() for c in text)]
    kept = signs + (list(foreign["at"]) * 2 if len(signs) < len(english) else [])
    if "wide" in foreign:
        kept += foreign["wide"]["separators"]
        kept = [text for text in kept if text.strip() not in (",", ";", "--")]
    return kept


def _wide(chosen: Sequence[str], signs: Mapping[str, Any], rng: random.Random) -> list[str]:
    """Replace commas, colons and brackets by those of Chinese and Japanese."""
    comma, bar = rng.choice(signs["commas"]), rng.choice((" | ", "｜", " ｜ ", "|"))
    brackets = rng.choice((("（", "）"), ("（", "）"), (" (", ")"), ("(", ")")))
    square = rng.choice((("【", "】"), ("[[", "]]")))
    changed = []
    for template in chosen:
        text = re.sub(r" ?\(", brackets[0], template).replace(")", brackets[1])
        text = text.replace("[[", square[0]).replace("]]", square[1]) if square[0] == "【" else text
        text = re.sub(r"\s?:\s?", "：", text).replace(" | ", bar)
        changed.append(re.sub(r", ?", comma, text))
    return changed
