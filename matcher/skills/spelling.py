"""Derive the spelling variants of a surface form by rule, so that taxonomy files need not list them."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["fold_spelling", "spelling_variants"]

SHORTEST_JOINED: Final = 5
"""Fewest letters of a joined variant: "C shell" gives "cshell", but joined pairs of tiny words such as "Ad hoc" would
collide with ordinary words. Chosen by listing the collisions of the shipped taxonomy with the 20,000 most frequent
words of the reference résumés; rerun the taxonomy tests after touching it."""


def fold_spelling(form: str) -> str:
    """Return the lookup key of a surface form: case folded, each run of white space a single space.

    >>> fold_spelling("Ruby  on Rails")
    'ruby on rails'
    """
    return " ".join(form.split()).casefold()


def spelling_variants(form: str) -> tuple[str, ...]:
    """Return the folded spellings of one surface form, its own first.

    Between words a space, a hyphen and nothing are interchangeable; ``.js`` may lose its dot.

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
    spellings = [folded]
    stem = re.fullmatch(r"(.+[^ .-])\.js", folded)
    if stem:
        base = stem[1]
        spellings += [f"{base}js", f"{base} js", f"{base}-js", f"{base} .js", f"{base}. js"]
    words = re.split(r"(?<=[^\W_])[ -](?=[^\W_])", folded)
    if 2 <= len(words) <= 4 and not stem:
        spellings += [" ".join(words), "-".join(words)]
        joined = "".join(words)
        if len(joined) >= SHORTEST_JOINED:
            spellings.append(joined)
    return tuple(dict.fromkeys(spellings))
