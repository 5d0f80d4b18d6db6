"""Say in three plain sentences why a candidate is where they are, what is missing, and what to ask in an interview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from matcher.reporting.schema import CandidateSummary, ContributionSummary
from matcher.scoring.components.registry import is_requirement

__all__ = ["three_sentences"]

STRONGEST: Final = 3
ASKED: Final = 3


def three_sentences(candidate: CandidateSummary) -> list[tuple[str, str]]:
    """Return the sentences, each after what it answers.

    Args:
        candidate: of the summary.

    Returns:
        Pairs of a heading and a sentence; of a candidate without any requirement none.
    """
    lines = [c for c in candidate["contributions"] if is_requirement(c["component"])]
    if not lines:
        return []
    return [
        ("Why here", _why(lines)),
        ("Biggest gap", _gap(lines)),
        ("Ask in the interview", _question(lines)),
    ]


def _of(line: ContributionSummary) -> str:
    return f"{line['label']} ({line['points']:.1f} of {line['possible']:.1f})"


def _joined(words: Sequence[str]) -> str:
    """Return words as a list in a sentence.

    >>> _joined(["a"]), _joined(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _why(lines: Sequence[ContributionSummary]) -> str:
    best = sorted((x for x in lines if x["points"] > 0), key=lambda x: -x["points"])[:STRONGEST]
    if not best:
        return "Nothing in the résumé was recognised as evidence for the role."
    work = list(dict.fromkeys(e["skill"] for x in best for e in x["evidence"] if e["skill"] and not e["unsupported"]))
    shown = f"; work shows {_joined(work[:5])}" if work else "; no dated work or project shows these skills"
    return f"Most points come from {_joined([_of(x) for x in best])}{shown}."


def _gap(lines: Sequence[ContributionSummary]) -> str:
    gap = max(lines, key=lambda x: (x["necessity"] == "must" and x["points"] <= 0, x["missing"]))
    if gap["missing"] <= 0:
        return "None: every requirement earns all of its points."
    kind = "the must-have " if gap["necessity"] == "must" else ""
    if gap["points"] <= 0:
        reason = (
            "part of the file could not be read" if gap["status"] == "unreadable" else "the résumé shows none of it"
        )
        return f"For {kind}{gap['label']} nothing was found ({gap['possible']:.1f} points): {reason}."
    return f"For {kind}{gap['label']} {gap['missing']:.1f} of {gap['possible']:.1f} points are missing."


def _question(lines: Sequence[ContributionSummary]) -> str:
    order = sorted(lines, key=lambda x: (x["necessity"] != "must", -x["missing"]))
    nothing = [x["label"] for x in order if x["points"] <= 0 and x["necessity"] == "must"]
    if nothing:
        return f"What have you done in {_joined(nothing[:ASKED])}? The résumé does not say."
    for line in order:
        listed = list(dict.fromkeys(e["skill"] for e in line["evidence"] if e["skill"] and e["unsupported"]))
        if listed and all(e["unsupported"] for e in line["evidence"]):
            return f"Where did you use {_joined(listed[:ASKED])}? The résumé names it without work that shows it."
    weakest = max(order, key=lambda x: x["missing"])
    if weakest["missing"] <= 0:
        return "Which of these would you like to do more of?"
    return f"What have you done in {weakest['label']}? It is where the résumé shows least."
