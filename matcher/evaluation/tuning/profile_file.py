"""Write new weights into a profile's TOML: only weights and version change, all comments and other lines stay."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from matcher.core.errors import MissingExtraError

__all__ = ["next_version", "round_weights", "with_weights"]

FINEST: Final = 6
"""Most decimals of a rounded weight."""

_NOTE: Final = re.compile(r"^#\s*tuned, was [\d.]+\s*;?\s*")


def round_weights(weights: Sequence[float], total: float) -> list[float]:
    """Round weights to about a thousandth of their sum, none negative, and keep the sum (largest remainder).

    Args:
        weights: weights with the sum ``total``, up to floating-point error.
        total: the sum to keep.

    >>> round_weights([22.34, 19.66, 18.0], 60)
    [22.3, 19.7, 18.0]
    >>> round_weights([33.333333, 33.333333, 33.333333], 100)
    [33.4, 33.3, 33.3]
    """
    decimals = max(0, 3 - round(math.log10(total)))
    while decimals < FINEST and abs(round(total, decimals) - total) > 1e-9:
        decimals += 1
    unit = 10.0**-decimals
    exact = [w / unit for w in weights]
    whole = [math.floor(e + 1e-9) for e in exact]
    lost = sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], i))
    for i in lost[: round(total / unit) - sum(whole)]:
        whole[i] += 1
    return [round(w * unit, decimals) for w in whole]


def next_version(version: str) -> str:
    """Return the next version: its last number plus one, or with ``.1`` added if it has no number.

    >>> next_version("1"), next_version("2.9"), next_version("draft")
    ('2', '2.10', 'draft.1')
    """
    number = re.search(r"\d+(?=\D*$)", version)
    if number is None:
        return f"{version}.1"
    return version[: number.start()] + str(int(number[0]) + 1) + version[number.end() :]


def with_weights(text: str, weights: Mapping[str, float], heading: Sequence[str]) -> str:
    r"""Return a profile's TOML with new weights.

    Args:
        text: the TOML of a valid profile.
        weights: new weights by requirement id; the other requirements keep theirs.
        heading: lines to put at the top, as comments.

    Returns:
        The new TOML. A comment on the line of each changed weight gives the old one.

    Raises:
        MissingExtraError: tomlkit is not installed.

    >>> before = 'id = "x"\nversion = "1"\n[[requirement]]\nid = "db"\nweight = 18  # by hand\n'
    >>> print(with_weights(before, {"db": 20.5}, ["Tuned."]))
    # Tuned.
    <BLANKLINE>
    id = "x"
    version = "2"
    [[requirement]]
    id = "db"
    weight = 20.5  # tuned, was 18; by hand
    <BLANKLINE>
    """
    try:
        import tomlkit
    except ImportError:
        raise MissingExtraError(
            "writing a tuned profile needs tomlkit, which keeps its comments: pip install 'matcher[evaluation]'"
        ) from None
    document = tomlkit.parse(text)
    entries: Any = document["requirement"]
    for entry in entries:
        old, new = entry["weight"], weights.get(str(entry["id"]))
        if new is None or float(old) == new:
            continue
        blank, comment = old.trivia.comment_ws, old.trivia.comment
        entry["weight"] = int(new) if new == int(new) else new
        kept = _NOTE.sub("", comment).lstrip("# ")
        entry["weight"].comment(f"tuned, was {float(old):g}" + (f"; {kept}" if kept else ""))
        entry["weight"].trivia.comment_ws = blank or "  "
    document["version"] = next_version(str(document.get("version", "1")))
    return "".join(f"# {line}".rstrip() + "\n" for line in heading) + "\n" + tomlkit.dumps(document)
