"""Measure quality without grades: do developers rank above administrators, analysts and managers?"""

from __future__ import annotations

import datetime
import gzip
import json
import random
import re
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

DRAWN = 1_000
SEED = 20261123
"""Fixed before the first run."""

DEVELOPERS = frozenset({"Python_Developer", "Java_Developer"})
OTHERS = frozenset({"Network_Administrator", "Security_Analyst", "Project_manager"})

_NOUNS = (
    "developer engineer programmer architect administrator admin analyst manager consultant specialist technician "
    "designer lead leader coordinator director officer supervisor intern dba sysadmin"
).split()
_NOUN = rf"(?:{'|'.join(_NOUNS)})s?"
# As printed in a heading or a job's first line: "Sr. Java/J2EE Developer", "Network & Systems Administrator II".
_AS_TITLE = re.compile(
    rf"(?<![\w.])(?:(?:[SJ]r\.|\.?[A-Z](?:[\w.+#'’-]*[\w+#])?)(?:\s*[/&,-]\s*|\s+(?:and\s+)?)){{0,4}}(?=[A-Z])(?i:{_NOUN})\b(?:\s+[IV]{{1,3}}\b)?"
)
# In running text: "worked as a java developer with a project manager".
_IN_PROSE = re.compile(
    rf"\b(?:(?:java|j2ee|python|software|web|front[- ]?end|back[- ]?end|full[- ]?stack|network|systems?|security|"
    rf"project|program|database|data)[\s/-]+)*{_NOUN}\b",
    re.IGNORECASE,
)


def strip_titles(text: str) -> str:
    """Remove job titles from a résumé's text: the labels were derived from them, so the score must not use them.

    A title is a noun of office (developer, administrator, analyst, manager ...) with up to four capitalised words right
    before it, or with the words of the labels (java, network, project ...) in any case. This removes more than titles
    ("Java Developer" in a sentence, a product's "Task Manager"), equally for all labels.

    Args:
        text: the résumé's text.

    Returns:
        The text with a blank in place of every title.

    >>> strip_titles("Sr. Java/J2EE Developer - Acme. Wrote Java services with a project manager.")
    '  - Acme. Wrote Java services with a  .'
    """
    return _IN_PROSE.sub(" ", _AS_TITLE.sub(" ", text))


def auc(above: Sequence[float], below: Sequence[float]) -> float:
    """Compute how often a value of the first is above one of the second; a tie counts half.

    >>> auc([3.0, 2.0], [1.0, 2.0])
    0.875
    """
    from scipy.stats import mannwhitneyu

    return float(mannwhitneyu(above, below).statistic) / (len(above) * len(below))


def main(corpus: Path, drawn: int = DRAWN) -> None:
    """Score randomly drawn résumés without their titles, and print the order of the labels.

    Args:
        corpus: folder with reference_resumes.jsonl.gz, whose labels come from titles in the text.
        drawn: number of résumés.
    """
    from matcher.core.document import Block, Document
    from matcher.profiles.loading import load_profile
    from matcher.scoring.pipeline import Pipeline
    from matcher.scoring.tfidf_model import load_model
    from matcher.skills.taxonomy import load_taxonomy

    reference = corpus / "reference_resumes.jsonl.gz"
    if not reference.is_file():
        sys.exit(
            f"{reference} does not exist: the corpus is not part of this project; give the folder that contains one"
        )
    with gzip.open(reference, "rt", encoding="utf-8") as lines:
        resumes = [json.loads(line) for line in lines]
    resumes = random.Random(SEED).sample(resumes, min(drawn, len(resumes)))  # noqa: S311
    taxonomy = load_taxonomy()
    day = datetime.date(2026, 11, 23)
    pipeline = Pipeline(load_profile("backend-developer", taxonomy), taxonomy, load_model(), day)
    scored: list[tuple[frozenset[str], float]] = []
    for resume in resumes:
        text = strip_titles(resume["text"])
        document = Document(f"{resume['id']}.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
        scored.append((frozenset(resume["labels"]), pipeline.assess(document).score))
    print(f"{len(scored)} résumés drawn with seed {SEED}, titles removed\n")
    _print_auc(scored)
    print("\n| label | résumés | mean score | median | middle half |\n| --- | --- | --- | --- | --- |")
    labels = {
        label: [s for names, s in scored if label in names] for label in {x for names, _ in scored for x in names}
    }
    labels["(none of these)"] = [s for names, s in scored if not names]
    for label, scores in sorted(labels.items(), key=lambda item: -statistics.fmean(item[1] or [0.0])):
        if len(scores) > 1:
            low, middle, high = statistics.quantiles(scores, n=4, method="inclusive")
            print(
                f"| {label.replace('_', ' ')} | {len(scores)} | {statistics.fmean(scores):.1f} | {middle:.1f} "
                f"| {low:.1f} to {high:.1f} |"
            )


def _print_auc(scored: Sequence[tuple[frozenset[str], float]]) -> None:
    print("| Python and Java developers over | AUC | developers | others |\n| --- | --- | --- | --- |")
    above = [score for labels, score in scored if labels & DEVELOPERS and not labels & OTHERS]
    rows = {
        "all three below": OTHERS,
        **{label.replace("_", " ").lower() + "s": frozenset({label}) for label in sorted(OTHERS)},
    }
    for name, others in rows.items():
        below = [score for labels, score in scored if labels & others and not labels & DEVELOPERS]
        if above and below:
            print(f"| {name} | {auc(above, below):.3f} | {len(above)} | {len(below)} |")
