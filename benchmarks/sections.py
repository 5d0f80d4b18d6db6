"""Compare the sections of résumés with labelled headings: precision, recall, kinds, share of text of the right kind."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.extractors import read_texts
from matcher.core.resume import Section
from matcher.parsing.sections import find_sections

NEAR = 12
"""Characters by which the offsets of one heading may differ: decoration around it."""


class Heading(NamedTuple):
    """A labelled heading: its kind of section, and where it is."""

    kind: str
    start: int
    words: str


def main(corpus: Path, verbose: bool = False) -> None:
    """Compare the sections of ``corpus/dev/files`` with those of ``dev-structure.json``, and print the measures.

    A heading counts as labelled where both annotations have it; one that only one of them has counts neither way.
    """
    labels = corpus / "dev-structure.json"
    if not labels.exists():
        sys.exit(f"{labels} does not exist: the corpus is not part of this project; give the folder that contains one")
    gold = json.loads(labels.read_text("utf-8"))
    count = dict.fromkeys(("right", "missed", "extra", "kind", "text", "text in the right kind"), 0)
    for document, text in sorted(read_texts(corpus / "dev" / "files", gold).items()):
        passes = [located(text, headings) for headings in gold[document]["sections"]]
        for line in _compare(text, passes, count):
            if verbose:
                print(document, *line, sep="\t")
    found, labelled = count["right"] + count["extra"], count["right"] + count["missed"]
    precision, recall = count["right"] / found, count["right"] / labelled
    f1 = 2 * precision * recall / (precision + recall)
    print(f"headings: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} ({labelled} labelled)")
    print(f"kind right: {count['kind'] / count['right']:.3f} of those found")
    print(f"text in a section of the right kind: {count['text in the right kind'] / count['text']:.3f}")


def located(text: str, headings: Sequence[Mapping[str, str]]) -> list[Heading]:
    """Locate headings in a text, in order; those that do not occur are left out.

    >>> located("Jo Doe SKILLS: Go", [{"heading": "Skills", "kind": "skills"}, {"heading": "SKILLS", "kind": "skills"}])
    [Heading(kind='skills', start=7, words='skills')]
    """
    found: list[Heading] = []
    position = 0
    for heading in headings:
        words = re.findall(r"\w+", heading["heading"])
        match = re.compile(r"\W{0,12}?".join(map(re.escape, words))).search(text, position) if words else None
        if match:
            found.append(Heading(heading["kind"], match.start(), _folded(match.group())))
            position = match.end()
    return found


def _folded(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _compare(text: str, passes: Sequence[Sequence[Heading]], count: dict[str, int]) -> list[tuple[str, str, str]]:
    """Count the sections of one text, and return the errors."""
    errors = []
    sections = find_sections(text)
    headed = [s for s in sections if s.heading]
    for heading in passes[0]:
        answers = [h for headings in passes for h in headings if abs(h.start - heading.start) <= NEAR]
        if len(answers) < len(passes):
            continue
        section = next((s for s in headed if _same(heading, s, text)), None)
        if section is None:
            count["missed"] += 1
            errors.append(("missed", heading.kind, heading.words))
        else:
            count["right"] += 1
            is_right = section.kind in {h.kind for h in answers}
            count["kind"] += is_right
            if not is_right:
                errors.append(("kind", section.kind, section.heading))
    for section in headed:
        if not any(_same(heading, section, text) for headings in passes for heading in headings):
            count["extra"] += 1
            errors.append(("extra", section.kind, section.heading))
    ends = [*(h.start for h in passes[0][1:]), len(text)]
    for heading, end in zip(passes[0], ends, strict=False):
        count["text"] += end - heading.start
        same = (s for s in sections if s.kind == heading.kind)
        count["text in the right kind"] += sum(max(0, min(end, s.end) - max(heading.start, s.start)) for s in same)
    return errors


def _same(heading: Heading, section: Section, text: str) -> bool:
    near = abs(text.find(section.heading, section.start) - heading.start) <= NEAR
    return near or heading.words == _folded(section.heading)
