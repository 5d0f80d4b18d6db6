"""Spelling variants that follow from a surface form by rule, so that taxonomy files need not list them."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["fold_spelling", "spelling_variants"]

SHORTEST_JOINED: Final = 5
"""Joined variants shorter than this are not derived: "C shell" gives "cshell", but "Ad hoc" style pairs of tiny words
would collide with ordinary words. Chosen by listing the collisions of the shipped taxonomy with the 20,000 commonest
words of the reference résumés; rerun the taxonomy tests after touching it."""


def fold_spelling(form: str) -> str:
    """The key under which a surface form is looked up: case folded, white space made single.

    >>> fold_spelling("Ruby  on Rails")
    'ruby on rails'
    """
    return " ".join(form.split()).casefold()


def spelling_variants(form: str) -> tuple[str, ...]:
    """The folded spellings of one surface form, itself first.

    Space, hyphen and nothing stand for one another between words; ``.js`` may lose its dot.

    >>> spelling_variants("Spring Boot")
    ('spring boot', 'spring-boot', 'springboot')
    >>> spelling_variants("Node.js")
    ('node.js', 'nodejs', 'node js', 'node-js', 'node .js', 'node. js')
    >>> spelling_variants("SQL")
    ('sql',)
    """
    folded = fold_spelling(form)
    if not (" " in folded or "-" in folded or folded.endswith(".js")):  # most forms
        return (folded,)
    found = [folded]
    stem = re.fullmatch(r"(.+[^ .-])\.js", folded)
    if stem:
        base = stem[1]
        found += [f"{base}js", f"{base} js", f"{base}-js", f"{base} .js", f"{base}. js"]
    words = re.split(r"(?<=[^\W_])[ -](?=[^\W_])", folded)
    if 2 <= len(words) <= 4 and not stem:
        found += [" ".join(words), "-".join(words)]
        joined = "".join(words)
        if len(joined) >= SHORTEST_JOINED:
            found.append(joined)
    return tuple(dict.fromkeys(found))
