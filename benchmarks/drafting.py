"""Measure whether a profile drafted from an advert ranks its kind of résumé higher than other adverts' drafts do."""

from __future__ import annotations

import datetime
import gzip
import json
import random
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SEED = 20261123
"""Seed of the draws of adverts and résumés; the number is arbitrary."""

PER_LABEL = 30
"""Résumés drawn per label; with ten labels, 300 in all."""

KINDS: Mapping[str, tuple[str, int]] = {
    "Java_Developer": (r"\bjava\b", 3),
    "Python_Developer": (r"\bpython\b", 3),
    "Front_End_Developer": (r"front.?end|javascript|angular|html5", 2),
    "Web_Developer": (r"full.?stack|\bweb\b|\bruby\b", 2),
    "Database_Administrator": (r"sql server|\bdata architect|\bdatabase", 2),
    "Network_Administrator": (r"\bnetwork\b", 2),
    "Systems_Administrator": (r"systems? (?:admin|engineer)", 2),
    "Project_manager": (r"(?:project|program) manager", 2),
    "Software_Developer": (r"software (?:development )?engineer", 2),
}
"""For each label of résumés: the pattern of adverts' titles, and the number of adverts to draw (or all, if there are
fewer). No advert's title names a security analyst; those résumés are among the others."""

_WORDS = (
    r"sr|senior|jr|junior|lead|principal|staff|java|j2ee|python|django|front[ -]?end|ui|web|database|oracle|sql|"
    r"network|systems?|security|information|cyber|it|project|program|software|full[ -]?stack|applications?|back[ -]?end"
)
TITLES = re.compile(
    rf"\b(?:(?:{_WORDS})[\s/.,&-]+){{1,4}}"
    r"(?:developer|administrator|admin|analyst|manager|engineer|programmer|architect|designer|dba)s?\b",
    re.IGNORECASE,
)
"""Job titles. The labels come from them, so they are removed from the résumés before measuring."""


@dataclass(frozen=True)
class Advert:
    """A drawn advert."""

    title: str
    kind: str
    text: str


def main(corpus: Path) -> None:
    """Print, for each of 20 adverts of ``corpus``, the AUC of its kind under its own draft and under other drafts."""
    adverts_file, resumes_file = corpus / "job_adverts.json", corpus / "reference_resumes.jsonl.gz"
    for needed in (adverts_file, resumes_file):
        if not needed.exists():
            sys.exit(
                f"{needed} does not exist: the corpus is not part of this project; give the folder that contains one"
            )
    adverts = draw_adverts(json.loads(adverts_file.read_text("utf-8")))
    resumes = draw_resumes(resumes_file)
    scores = _scores(adverts, [text for _, text in resumes])
    labels = [names for names, _ in resumes]
    print(f"{len(adverts)} adverts, {len(resumes)} résumés; AUC of the kind's résumés over all others")
    print(f"{'advert':52}{'kind':24}{'own draft':>10}{'others, mean':>14}{'beaten':>9}")
    own, rest, won = [], [], 0
    for advert, row in zip(adverts, scores, strict=True):
        is_kind = [advert.kind in names for names in labels]
        mine = _auc(row, is_kind)
        theirs = [_auc(s, is_kind) for a, s in zip(adverts, scores, strict=True) if a.kind != advert.kind]
        mean = sum(theirs) / len(theirs)
        own.append(mine)
        rest.append(mean)
        won += mine > mean
        beaten = sum(mine > auc for auc in theirs)
        kind = advert.kind.replace("_", " ")
        print(f"{advert.title[:50]:52}{kind:24}{mine:10.3f}{mean:14.3f}{f'{beaten} of {len(theirs)}':>9}")
    print(f"{'mean':76}{sum(own) / len(own):10.3f}{sum(rest) / len(rest):14.3f}")
    print(f"the own draft ranks its kind higher than the others' drafts do on average: {won} of {len(adverts)}")


def draw_adverts(adverts: Sequence[Mapping[str, str]]) -> list[Advert]:
    """Draw adverts of each kind by their titles only; an advert has one kind, the first that matches."""
    draw = random.Random(SEED)  # noqa: S311
    pools: dict[str, list[Mapping[str, str]]] = {kind: [] for kind in KINDS}
    for advert in sorted(adverts, key=lambda a: a["id"]):
        kind = next((k for k, (words, _) in KINDS.items() if re.search(words, advert["title"], re.IGNORECASE)), None)
        if kind:
            pools[kind].append(advert)
    return [
        Advert(a["title"], kind, a["text"])
        for kind, (_, count) in KINDS.items()
        for a in draw.sample(pools[kind], min(count, len(pools[kind])))
    ]


def draw_resumes(file: Path) -> list[tuple[frozenset[str], str]]:
    """Draw :data:`PER_LABEL` résumés of each label, none twice, as (labels, text without titles)."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    draw = random.Random(SEED)  # noqa: S311
    draw.shuffle(entries)
    chosen: dict[str, dict] = {}
    for label in sorted({name for e in entries for name in e["labels"]}):
        fresh = [e for e in entries if label in e["labels"] and e["id"] not in chosen]
        chosen.update({e["id"]: e for e in fresh[:PER_LABEL]})
    return [(frozenset(e["labels"]), TITLES.sub(" ", e["text"])) for e in chosen.values()]


def _scores(adverts: Sequence[Advert], texts: Sequence[str]) -> list[list[float]]:
    """Return one row per advert and one column per résumé. Each résumé is read once and scored by every draft."""
    from matcher.authoring.drafting.draft import draft_profile
    from matcher.core.document import Block, Document
    from matcher.profiles.loading import load_profile, parse_profile
    from matcher.scoring.components.registry import ledger_lines
    from matcher.scoring.pipeline import Pipeline
    from matcher.scoring.points import line_points
    from matcher.scoring.tfidf_model import load_model
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy, model, day = load_taxonomy(), load_model(), datetime.date(2026, 11, 23)
    reader = Pipeline(load_profile("backend-developer", taxonomy), taxonomy, model, day)
    read = []
    for text in texts:
        document = Document("a.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
        resume = reader.structure(document)
        read.append((document, resume, reader.recognizer.recognize(resume)))
    rows = []
    for advert in adverts:
        toml = draft_profile(advert.text, taxonomy, model, title=advert.title, recognizer=reader.recognizer)
        profile = parse_profile(toml, "draft", taxonomy)
        pipeline = Pipeline(profile, taxonomy, model, day)
        lines = ledger_lines(profile)
        scored = (pipeline.score(*one, with_assessment=False, with_columns=False) for one in read)
        rows.append([float(sum(line.points for line in line_points(s.totals[0], lines))) for s in scored])
    return rows


def _auc(scores: Sequence[float], is_kind: Sequence[bool]) -> float:
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(is_kind, scores))
