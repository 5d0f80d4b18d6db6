"""A profile and hand-made runs with random ledgers, so that tests need not read anything."""

import random
from typing import Any

from matcher.evaluation.labels import Choice, Label, Labels
from matcher.profiles.loading import parse_profile
from matcher.skills.taxonomy import load_taxonomy

WEIGHTS = {"languages": 20, "frameworks": 10, "databases": 10, "unused": 0}
TEXT = (
    '# A comment that stays.\nid = "x"\nlabel = "X"\nversion = "1"\ntfidf_weight = 10\ntext = "words"\n\n'
    + "\n".join(
        f'[[requirement]]\nid = "{name}"\nlabel = "{name.title()}"\nweight = {weight}  # a remark\n'
        f'reason = "because"\nany_of = {{ Python = 1.0 }}\n'
        for name, weight in WEIGHTS.items()
    )
)
PROFILE = parse_profile(TEXT, "x.toml", load_taxonomy())


def made_up_run(count: int, seed: int = 1) -> dict[str, Any]:
    """Make a run whose candidates earn random shares of each requirement."""
    random_ = random.Random(seed)
    candidates = []
    for n in range(count):
        lines = []
        for name, weight in WEIGHTS.items():
            possible = round(90 * weight / sum(WEIGHTS.values()), 2)
            points = round(random_.choice([0.0, 0.35, 0.7, 1.0]) * possible, 2)
            lines.append({"requirement": name, "component": "keyword", "points": points, "possible": possible})
        lines.append(
            {
                "requirement": "vocabulary",
                "component": "tfidf",
                "points": round(10 * random_.random(), 2),
                "possible": 10.0,
            }
        )
        score = round(sum(line["points"] for line in lines), 2)
        candidates.append({"document": f"{n:03}.txt", "score": score, "contributions": lines, "skills": []})
    return {
        "schema": 1, "as_of": "2026-11-23", "candidates": candidates, "needs_review": [], "duplicates": [], "failures": [],
        "profile": {"id": "x", "version": "1", "sha256": PROFILE.sha256},
    }  # fmt: skip


def liking(run: dict[str, Any], **weights: float) -> dict[str, float]:
    """Return, by document, the judgement of a person with these weights."""
    return {
        c["document"]: sum(
            weights.get(x["requirement"], 0.0) * x["points"] / (x["possible"] or 1.0) for x in c["contributions"]
        )
        for c in run["candidates"]
    }


def grades(liked: dict[str, float]) -> Labels:
    """Turn judgements into grades from 0 to 4 in steps of a half."""
    top = max(liked.values())
    return Labels("grades.csv", tuple(Label((d,), round(8 * v / top) / 2) for d, v in liked.items()))


def choices(liked: dict[str, float], count: int, seed: int = 1) -> Labels:
    """Turn judgements into choices between random pairs."""
    random_ = random.Random(seed)
    found = []
    while len(found) < count:
        one, other = random_.sample(sorted(liked), 2)
        if liked[one] != liked[other]:
            found.append(Choice(*sorted((one, other), key=lambda d: -liked[d])))
    return Labels("choices.csv", choices=tuple(found))
