"""Is "Go" Go? Precision and recall by name: always, never, rules, the model, and rules with the model."""

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
"""The model alone takes what is likelier than not; beside the rules it has limits of its own."""

KINDS = ("language", "framework", "database")
"""The kinds that the labels of a corpus tell; the hand-written cases hold others too."""

Answers = Mapping[str, bool]
"""What each method says of one form."""


@dataclass(frozen=True)
class Unit:
    """One question: a form in a hand-written case, or a form in one résumé, wherever it stands there."""

    name: str
    truth: bool
    answers: Answers


def main(corpus: Path, labels: Path | None = None, files: Path | None = None) -> None:
    """Print both tables: the hand-written cases that were kept back, and a corpus with labels."""
    labels, files = labels or corpus / "dev-labels.json", files or corpus / "dev" / "files"
    evaluate = corpus / "evaluate.py"
    for needed in (labels, files, evaluate):
        if not needed.exists():
            sys.exit(f"{needed} is not there: the corpus is not part of this project; give the folder that holds one")
    judges = Judges()
    _print("Hand-written cases, kept back from training", list(case_units(judges, CASES)))
    _print(f"Résumés with labels ({labels.name})", list(corpus_units(judges, labels, files, evaluate)))


class Judges:
    """The same forms, decided in every way."""

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
        """Skill, form, offset and answers of every doubtful form of a résumé."""
        from matcher.skills.ambiguity.sense_model import features

        _, both = self.pipeline.recognizer.judge_ambiguous(resume)
        accepted = {v.candidate for v in both if v.accepted}
        context, verdicts = self.rules.judge_ambiguous(resume)
        for v in verdicts:
            c = v.candidate
            model = self.model.opinion(features(context, c)).probability >= EVEN
            said = {"always": True, "never": False, "rules": v.accepted, "model": model, "both": c in accepted}
            yield c.skill, context.surface(c), context.tokens[c.first].start, said


def case_units(judges: Judges, path: Path) -> Iterator[Unit]:
    """A unit for every case; where a longer name holds the form ("shell scripts"), nobody is asked and all say yes."""
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
            said = {start: answers for _, _, start, answers in judges.answers(resume)}
            if len(before) not in said:
                mentions = judges.rules.recognize(resume)
                covered = any(m.start < len(before) + len(form) and len(before) < m.end for m in mentions)
                said[len(before)] = dict.fromkeys(METHODS, covered and row["verdict"] == "yes")
            yield Unit(skill.label, row["verdict"] == "yes", said[len(before)])


def corpus_units(judges: Judges, labels: Path, files: Path, evaluate: Path) -> Iterator[Unit]:
    """A unit for every form in every résumé whose labels tell whether the résumé uses it for the technology.

    True where a label of the résumé has that spelling, false where no label has the technology. Left out: what is
    contested, and technologies that the label spells otherwise (it tells one spelling only).
    """
    from benchmarks.extractors import load_script
    from matcher.extraction.reading import read_file

    norm = load_script(evaluate).norm
    gold = json.loads(labels.read_text("utf-8"))
    for path in sorted(files.iterdir()):
        if path.stem not in gold:
            continue
        told = gold[path.stem]
        contested = {norm(x) for x in told["contested"]}
        spelled = [({norm(s) for s in a["surfaces"]}, norm(a["name"])) for a in told["skills"]]
        found: dict[tuple[str, str], list[Answers]] = defaultdict(list)
        resume = judges.pipeline.structure(read_file(path, path.name))
        for skill_id, form, _, answers in judges.answers(resume):
            if judges.taxonomy[skill_id].kind in KINDS:
                found[skill_id, norm(form)].append(answers)
        for (skill_id, form), answers in found.items():
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
    """Precision, recall (None where nothing was said, or nothing true) and F1 of (truth, answer) pairs.

    >>> agreement([(True, True), (True, False), (False, False), (False, True)])
    (0.5, 0.5, 0.5)
    """
    pairs = list(pairs)
    hits = sum(truth and answer for truth, answer in pairs)
    said = sum(answer for _, answer in pairs)
    true = sum(truth for truth, _ in pairs)
    f1 = 2 * hits / (said + true) if said + true else 0.0
    return hits / said if said else None, hits / true if true else None, f1
