"""Derive matcher/resources/occupations.txt, the names of other trades, from ESCO.

Run ``python models/build_occupations.py FILE`` with a table of ISCO group, label and kind of label, tab-separated (the
English labels of the occupations in ESCO 1.0.3, CC BY 4.0).

Kept are the last words of labels that name a person at work ("cleaner") and end no label of an occupation in
information technology; and the last two words ("factory worker") where the last one ends such a label too. Words of
rank or of no trade ("associate", "leader") are left out, and so is what the gazetteer of titles knows.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from pathlib import Path

from matcher.parsing.role_families.gazetteer import UNKNOWN, load_gazetteer

TARGET = Path(__file__).parent.parent / "matcher" / "resources" / "occupations.txt"
HEAD = """\
# Last words of the names of trades outside of information technology, one or two words a line, in lower case; see
# models/build_occupations.py. From ESCO (https://esco.ec.europa.eu), licence CC BY 4.0.
"""

TECHNICAL = ("133", "2152", "2153", "216", "2434", "25", "3114", "3139", "35")
"""Beginnings of the ISCO groups of information technology, electronics and design, whose work may be software."""

PERSON = re.compile(
    r"\w+(?:er|or|ist|ian|man|woman|person|ant|eer|ess|yst|ster|herd|smith|wright|ic|ary)|nurse|chef|cook|guide|aide|"
    r"clerk|pilot|judge|mason|usher|steward|warden|carer|model|diver|captain|athlete|critic|monk|nun|priest|rabbi|imam"
)
NO_TRADE = frozenset(
    """
    leader associate principal master head person general host mentor maintainer scheduler processor entrepreneur member
    apprentice hand constructor trainer author creator maker builder contributor founder owner partner speaker reviewer
    generalist manager officer worker operative inspector setter integrator supporter tester expert researcher scientist
    specialist analyst engineer developer designer architect programmer consultant assistant technician admin operator
    administrator coordinator ordinator director lecturer volunteer player character power water computer data server
    software hardware printer filter sensor router laser paper number timber rubber leather fibre semiconductor
    conductor compiler debugger hacker investor inventor innovator strategist evangelist technologist methodologist
    scholar reader applicant participant freelancer contractor solver learner starter doer mathematician library music
    traffic academic
    chiropractic adapter separator scanner logger consolidator
    """.split()
)
MIXED = ("operative", "worker", "officer", "inspector", "setter")
"""Last words that say the trade together with the word before."""
NOT_OTHER = frozenset(
    ("development officer", "operations officer", "services officer", "operating officer", "research officer",
     "coding officer", "team worker", "system operative")
)  # fmt: skip
FEWEST_LABELS = 2


def main(table: Path) -> None:
    """Write the file."""
    technical: Counter[str] = Counter()
    others: Counter[str] = Counter()
    with table.open(encoding="utf-8", newline="") as file:
        for group, label, _ in list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]:
            words = re.findall(r"[a-z]+", label.lower())
            ends = {" ".join(words[-size:]) for size in (1, 2) if len(words) >= size}
            (technical if group.startswith(TECHNICAL) else others).update(ends)
    gazetteer = load_gazetteer()
    kept = [
        name
        for name, count in others.items()
        if name not in technical and gazetteer.families(name).rank == UNKNOWN and _is_trade(name, count)
    ]
    TARGET.write_text(HEAD + "\n".join(sorted(kept)) + "\n", "utf-8")


def _is_trade(name: str, count: int) -> bool:
    if " " not in name:
        return PERSON.fullmatch(name) is not None and name not in NO_TRADE
    return name.endswith(MIXED) and count >= FEWEST_LABELS and name not in NOT_OTHER and len(name.split()[0]) > 1


if __name__ == "__main__":
    main(Path(sys.argv[1]))
