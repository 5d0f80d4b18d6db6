"""Measure how well ambiguous names ("Go") are judged: always, never, by rules, by the model, and by both."""

from __future__ import annotations

import csv
import datetime
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.core.resume import Resume

CASES = Path(__file__).parents[1] / "data" / "ambiguity" / "held-out.tsv"

METHODS = ("always", "never", "rules", "model", "both")

EVEN = 0.5
"""Probability from which the model alone accepts a form; together with the rules it has other limits."""

KINDS = ("language", "framework", "database")
"""The kinds in the labels of a corpus; the hand-written cases contain others, too."""

Answers = Mapping[str, bool]
"""Each method's answer for one form."""


@dataclass(frozen=True)
class Unit:
    """One question: a form in a hand-written case, or a form in one résumé, with all its occurrences."""

    name: str
    truth: bool
    answers: Answers


def main(corpus: Path, labels: Path | None = None, files: Path | None = None) -> None:
    """Print two tables: the held-out hand-written cases, and a corpus with labels."""
    labels, files = labels or corpus / "dev-labels.json", files or corpus / "dev" / "files"
    evaluate = corpus / "evaluate.py"
    for needed in (labels, files, evaluate):
        if not needed.exists():
            sys.exit(
                f"{needed} does not exist: the corpus is not part of this project; give the folder that contains one"
            )
    judges = Judges()
    _print("Hand-written cases, not used for training", list(case_units(judges, CASES)))
    _print(f"Résumés with labels ({labels.name})", list(corpus_units(judges, labels, files, evaluate)))


class Judges:
    """Judge forms with every method."""

    def __init__(self) -> None:
        from matcher.profiles.loading import load_profile
        from matcher.scoring.pipeline import Pipeline
        from matcher.scoring.tfidf_model import load_model
        from matcher.skills.ambiguity.sense_model import load_sense_model
        from matcher.skills.recognizer import Recognizer
        from matcher.skills.taxonomy import load_taxonomy

        self.taxonomy = load_taxonomy()
        day = datetime.date(2026, 11, 23)
        profile = load_profile("backend-developer", self.taxonomy)
        self.pipeline = Pipeline(profile, self.taxonomy, load_model(), day)
        self.rules = Recognizer(self.taxonomy, rules_only=True)
        self.model = load_sense_model()

    def answers(self, resume: Resume) -> Iterator[tuple[str, str, int, Answers]]:
        """Yield skill, form, offset and answers for every ambiguous form of a résumé."""
        from matcher.skills.ambiguity.sense_model import features

        _, both = self.pipeline.recognizer.judge_ambiguous(resume)
        accepted = {v.candidate for v in both if v.accepted}
        context, verdicts = self.rules.judge_ambiguous(resume)
        for v in verdicts:
            c = v.candidate
            model = self.model.opinion(features(context, c)).probability >= EVEN
            answers = {"always": True, "never": False, "rules": v.accepted, "model": model, "both": c in accepted}
            yield c.skill, context.surface(c), context.tokens[c.first].start, answers


def case_units(judges: Judges, path: Path) -> Iterator[Unit]:
    """Yield a unit for every case.

    Where a longer name contains the form ("shell scripts"), no method judges it, and the recogniser's result counts for
    all of them.
    """
    from matcher.core.document import Block, Document
    from matcher.core.resume import Resume, Section

    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            before, _, rest = row["text"].partition("«")
            form = rest.partition("»")[0]
            text = before + rest.replace("»", "", 1)
            document = Document("case.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
            section = Section("skills" if row["place"] == "list" else "experience", 0, len(text))
            resume = Resume(document, (section,), ())
            skill = judges.taxonomy.find(form)
            assert skill is not None, f"{form!r} is not in the taxonomy"
            answers_at = {start: answers for _, _, start, answers in judges.answers(resume)}
            if len(before) not in answers_at:
                mentions = judges.rules.recognize(resume)
                covered = any(m.start < len(before) + len(form) and len(before) < m.end for m in mentions)
                answers_at[len(before)] = dict.fromkeys(METHODS, covered and row["verdict"] == "yes")
            yield Unit(skill.label, row["verdict"] == "yes", answers_at[len(before)])


def corpus_units(judges: Judges, labels: Path, files: Path, evaluate: Path) -> Iterator[Unit]:
    """Yield a unit for every form in every résumé whose labels decide whether the form means the technology.

    True if a label of the résumé has that spelling, false if no label has the technology. Contested forms are left out,
    and technologies that the label spells differently (a label gives only one spelling).
    """
    from benchmarks.extractors import load_script
    from matcher.extraction.reading import read_file

    norm = load_script(evaluate).norm
    gold = json.loads(labels.read_text("utf-8"))
    for path in sorted(files.iterdir()):
        if path.stem not in gold:
            continue
        entry = gold[path.stem]
        contested = {norm(x) for x in entry["contested"]}
        spelled = [({norm(s) for s in a["surfaces"]}, norm(a["name"])) for a in entry["skills"]]
        by_form: dict[tuple[str, str], list[Answers]] = defaultdict(list)
        resume = judges.pipeline.structure(read_file(path, path.name))
        for skill_id, form, _, answers in judges.answers(resume):
            if judges.taxonomy[skill_id].kind in KINDS:
                by_form[skill_id, norm(form)].append(answers)
        for (skill_id, form), answers in by_form.items():
            label = judges.taxonomy[skill_id].label
            keys = {norm(label), form}
            if keys & contested:
                continue
            hits = [surfaces for surfaces, name in spelled if keys & (surfaces | {name})]
            if hits and not any(form in surfaces for surfaces in hits):
                continue
            yield Unit(label, bool(hits), {m: any(a[m] for a in answers) for m in METHODS})


def _print(title: str, units: Sequence[Unit]) -> None:
    names: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        names[unit.name].append(unit)
    print(f"{title}: {len(units)} forms, {sum(u.truth for u in units)} of them the technology")
    print(f"{'':26} {'n':>4} {'true':>4}  " + "  ".join(f"{m:^11}" for m in METHODS))
    for name, of_name in sorted(names.items(), key=lambda x: (-len(x[1]), x[0])):
        print(_row(name, of_name))
    print(_row("all", units))
    for method in METHODS:
        _, _, f1 = agreement((u.truth, u.answers[method]) for u in units)
        right = sum(u.truth == u.answers[method] for u in units)
        print(f"{method:8} F1 {f1:.3f}, right {right} of {len(units)}")
    print()


def _row(name: str, units: Sequence[Unit]) -> str:
    cells = []
    for method in METHODS:
        precision, recall, _ = agreement((u.truth, u.answers[method]) for u in units)
        cells.append(f"{_figure(precision)} {_figure(recall)}")
    return f"{name[:26]:26} {len(units):4} {sum(u.truth for u in units):4}  " + "  ".join(f"{c:^11}" for c in cells)


def _figure(value: float | None) -> str:
    return "  -  " if value is None else f"{value:5.3f}"


def agreement(pairs: Iterable[tuple[bool, bool]]) -> tuple[float | None, float | None, float]:
    """Return precision, recall (None if there is no positive answer, or no true form) and F1 of (truth, answer) pairs.

    >>> agreement([(True, True), (True, False), (False, False), (False, True)])
    (0.5, 0.5, 0.5)
    """
    pairs = list(pairs)
    hits = sum(truth and answer for truth, answer in pairs)
    positive = sum(answer for _, answer in pairs)
    true = sum(truth for truth, _ in pairs)
    f1 = 2 * hits / (positive + true) if positive + true else 0.0
    return hits / positive if positive else None, hits / true if true else None, f1
