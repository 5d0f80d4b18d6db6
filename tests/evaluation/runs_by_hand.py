"""Hand-made runs, so that tests need not read or recognise anything."""

from typing import Any


def skill(name: str, kind: str, *surfaces: str, assertion: str = "claimed") -> dict[str, Any]:
    mentions = [{"surface_form": s, "assertion": assertion} for s in surfaces]
    return {"id": name.lower().replace(" ", "-"), "name": name, "kind": kind, "mentions": mentions}


def candidate(document: str, score: float, *skills: dict[str, Any]) -> dict[str, Any]:
    return {"document": document, "score": score, "skills": list(skills), "contributions": []}


def run(*candidates: dict[str, Any], **lists: list[dict[str, Any]]) -> dict[str, Any]:
    rest = {"needs_review": [], "duplicates": [], "failures": [], **lists}
    return {"schema": 1, "as_of": "2026-11-23", "profile": {"id": "x"}, "candidates": list(candidates), **rest}
