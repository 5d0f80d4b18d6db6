"""Make a profile of another one with other weights: what a report's "What if" saves."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from matcher.core.errors import ConfigurationProblem, ProfileError
from matcher.core.profile import RequirementProfile

__all__ = ["with_other_weights"]

_KEYS: Final = ("based_on", "id", "label", "version", "tfidf_weight", "weights")


def with_other_weights(base: RequirementProfile, data: Mapping[str, Any], text: str, file: str) -> RequirementProfile:
    """Return a profile with the weights that a file gives.

    Args:
        base: the profile that the file names with ``based_on``; what the file does not give is as there.
        data: of the file: ``weights`` by the requirements' ids, and ``id``, ``label``, ``version``, ``tfidf_weight``.
        text: of the file, for the lines of its problems and its SHA-256.
        file: its name, for messages.

    Raises:
        ProfileError: it has problems; the error lists all of them.

    >>> from matcher.core.profile import Requirement
    >>> base = RequirementProfile("x", "X", "", (Requirement("go", "Go", 4.0, "must"),), 10.0)
    >>> other = with_other_weights(base, {"based_on": "x", "weights": {"go": 7}}, "", "mine.toml")
    >>> other.requirements[0].weight, other.tfidf_weight
    (7.0, 10.0)
    """
    problems: list[ConfigurationProblem] = []

    def problem(message: str, word: str) -> None:
        found = re.search(rf"(?m)^\s*[\"']?{re.escape(word)}\b", text)
        line = text.count("\n", 0, found.start()) + 1 if found else 0
        problems.append(ConfigurationProblem(file, line, message))

    def number(value: Any, name: str, high: float) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= high:
            problem(f"{name} is {value!r}; it must be a number from 0 to {high:g}", name)
            return 0.0
        return float(value)

    for key in sorted(data.keys() - set(_KEYS)):
        problem(f"unknown key {key!r}; a profile with based_on knows: {', '.join(_KEYS)}", key)
    weights = data.get("weights", {})
    if not isinstance(weights, dict):
        problem("weights must be a table of requirement ids and numbers", "weights")
        weights = {}
    ids = [requirement.id for requirement in base.requirements]
    for key in weights:
        if key not in ids:
            similar = difflib.get_close_matches(key, ids, n=1)
            hint = f"; did you mean {similar[0]!r}?" if similar else f"; known: {', '.join(ids)}"
            problem(f"weights names {key!r}, which is no requirement of {base.id}{hint}", key)
    chosen = {key: number(value, key, 1000.0) for key, value in weights.items() if key in ids}
    requirements = tuple(replace(r, weight=chosen.get(r.id, r.weight)) for r in base.requirements)
    if not problems and sum(r.weight for r in requirements) <= 0:
        problem("all weights are 0: no candidate could earn a point", "weights")
    tfidf = number(data.get("tfidf_weight", base.tfidf_weight), "tfidf_weight", 100.0)
    if problems:
        raise ProfileError(tuple(problems))
    return replace(
        base,
        id=str(data.get("id", base.id)),
        label=str(data.get("label", base.label)),
        version=str(data.get("version", f"{base.version}, other weights")),
        requirements=requirements,
        tfidf_weight=tfidf,
        # The base may change while the file does not: both are in the digest.
        sha256=hashlib.sha256(f"{base.sha256}\n{text}".encode()).hexdigest(),
    )
