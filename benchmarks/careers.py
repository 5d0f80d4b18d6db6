"""Hold the parser against generated careers: dates, titles, employers and kinds of jobs, per grammar of layouts."""

from __future__ import annotations

import datetime
import importlib.util
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.careers import GRAMMARS, generate
from data.careers.files import render
from data.careers.model import GeneratedResume, TrueEntry
from matcher.core.resume import Position, UndatedEntry
from matcher.extraction.reading import read_bytes
from matcher.parsing.career.timeline import find_timeline
from matcher.parsing.sections import find_sections

AS_OF = datetime.date(2026, 6, 30)
"""The day on which "present" ends; no generated career goes beyond 2025."""
_CJK = "\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[^\W_{_CJK}]+(?:[+#]+)?|[{_CJK}]")
_LEARNT = ("education", "certificate")

FORMATS = ("txt", "docx", "pdf")
_LIBRARIES = {"docx": "docx", "pdf": "typst"}


def read(seed: int, grammar: str, extension: str) -> str:
    """Return the text of a generated résumé as matcher reads it from a file."""
    return read_bytes(render(seed, grammar, extension), f"resume.{extension}").text


def alike(one: str, other: str) -> bool:
    """Return whether two fields mean the same: the same words but for a quarter, or most of them within the other's.

    >>> alike("Quality Assurance Intern", "Quality Assurance Intern (40 hours)"), alike("Nurse", "Night Nurse, Ward 3")
    (True, False)
    """
    first, second = ({match.casefold() for match in _WORD.findall(text)} for text in (one, other))
    if not first or not second:
        return first == second
    if len(first & second) >= 0.75 * len(first | second):
        return True
    small, large = sorted((first, second), key=len)
    return small <= large and len(small) >= 0.6 * len(large)


def dates_right(position: Position, entry: TrueEntry) -> bool:
    """Return whether a position has the dates of an entry, as precisely as the entry tells them."""
    first, last = str(position.first), str(position.last)
    ends = entry.last not in ("", "present") and not position.current and last.startswith(entry.last)
    if entry.first and not first.startswith(entry.first):
        return False
    if not entry.last:
        return position.current
    if entry.last == "present":
        return position.current
    return ends


@dataclass
class Score:
    """Counts over résumés."""

    jobs: int = 0
    found: int = 0
    """Positions of the parser that count as dated work."""
    dates: int = 0
    titles: int = 0
    employers: int = 0
    whole: int = 0
    learnt: int = 0
    """Schools and certificates that were taken for work."""
    lost: int = 0
    """Jobs whose dates were found in a position of another kind."""

    def add(self, other: Score) -> None:
        """Add the counts of other résumés."""
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def f1(self, right: int) -> float:
        """Return the harmonic mean of precision and recall, given the number of right ones."""
        return 2 * right / (self.found + self.jobs) if self.found + self.jobs else 0.0

    def row(self) -> str:
        """Return the row of the table."""
        share = [right / self.dates if self.dates else 0.0 for right in (self.titles, self.employers)]
        return (
            f"{self.jobs:6} {self.f1(self.dates):6.3f} {share[0]:6.3f} {share[1]:9.3f} {self.f1(self.whole):6.3f} "
            f"{self.learnt:7} {self.lost:5}"
        )


def score(positions: Sequence[Position], resume: GeneratedResume, errors: list[str]) -> Score:
    """Compare the positions of a text with its truth.

    A job is found if a position of kind work has its dates; of several, the one whose title and employer are right.
    Entries that only sum others up (an agency with total dates), and voluntary work, count neither way.

    Args:
        positions: what the parser found.
        resume: the truth.
        errors: takes a line for each mistake.
    """
    dated = [entry for entry in resume.entries if entry.first or entry.last]
    jobs = [entry for entry in dated if entry.kind == "work" and not entry.umbrella]
    others = [entry for entry in dated if entry not in jobs]
    work = [position for position in positions if position.kind == "work"]
    result = Score(jobs=len(jobs))
    pairs = sorted(
        (
            (-alike(position.title, entry.title) - alike(position.employer, entry.employer), number, index)
            for number, entry in enumerate(jobs)
            for index, position in enumerate(work)
            if dates_right(position, entry)
        ),
    )
    matched: dict[int, int] = {}
    for _, number, index in pairs:
        if number not in matched and index not in matched.values():
            matched[number] = index
    for number, entry in enumerate(jobs):
        if number not in matched:
            elsewhere = any(dates_right(position, entry) for position in positions if position.kind != "work")
            result.lost += elsewhere
            errors.append(f"{'kind' if elsewhere else 'missed'}\t{entry.dates}\t{entry.title}, {entry.employer}")
            continue
        position = work[matched[number]]
        title, employer = alike(position.title, entry.title), alike(position.employer, entry.employer)
        result.dates += 1
        result.titles += title
        result.employers += employer
        result.whole += title and employer
        for right, name in ((title, "title"), (employer, "employer")):
            if not right:
                errors.append(f"{name}\t{getattr(position, name) or '-'}\t{getattr(entry, name) or '-'}")
    for index, position in enumerate(work):
        kinds = {entry.kind for entry in others if dates_right(position, entry)}
        if index in matched.values():
            result.found += 1
        elif not kinds:
            result.found += 1
            errors.append(f"extra\t{position.first} {position.last}\t{position.title}, {position.employer}")
        elif kinds <= set(_LEARNT):
            result.found += 1
            result.learnt += 1
            errors.append(f"school\t{position.first} {position.last}\t{position.title}, {position.employer}")
    return result


def score_undated(undated: Sequence[UndatedEntry], resume: GeneratedResume, errors: list[str]) -> Score:
    """Compare the jobs without dates with the truth: one is found if its title or its employer is right.

    Args:
        undated: what the parser found.
        resume: the truth.
        errors: takes a line for each mistake.
    """
    without = [entry for entry in resume.entries if not entry.first and not entry.last]
    jobs = [entry for entry in without if entry.kind == "work" and not entry.umbrella]
    free = [entry for entry in undated if entry.kind == "work"]
    result = Score(jobs=len(jobs), found=len(free))
    for job in jobs:
        right = [(alike(entry.title, job.title), alike(entry.employer, job.employer)) for entry in free]
        title, employer = max(right, key=sum, default=(False, False))
        if not title and not employer:
            errors.append(f"missed\tno dates\t{job.title}, {job.employer}")
            continue
        entry = free.pop(right.index((title, employer)))
        result.dates += 1
        result.titles += title
        result.employers += employer
        result.whole += title and employer
        for fine, name in ((title, "title"), (employer, "employer")):
            if not fine:
                errors.append(f"{name}\t{getattr(entry, name) or '-'}\t{getattr(job, name) or '-'}")
    for entry in free:
        learnt = any(e.kind in _LEARNT and alike(entry.title, e.title) for e in without)
        result.learnt += learnt
        errors.append(f"{'school' if learnt else 'extra'}\tno dates\t{entry.title}, {entry.employer}")
    return result


def main(grammars: Sequence[str], seeds: int, first_seed: int, formats: Sequence[str], errors: int) -> None:
    """Print a row for each grammar and format, and one for each format.

    Args:
        grammars: names of grammars; none means all.
        seeds: number of résumés of each.
        first_seed: the seed of the first one.
        formats: of ``FORMATS``; those whose library is not installed are left out.
        errors: number of mistakes to list of each grammar and format.
    """
    missing = [name for name in formats if name in _LIBRARIES and not importlib.util.find_spec(_LIBRARIES[name])]
    if missing:
        print(f"not installed (extra samples), left out: {', '.join(missing)}", file=sys.stderr)
    print(f"{'grammar':26} format   jobs  dates  title  employer  whole  school  kind")
    chosen = list(grammars or GRAMMARS)
    totals = {name: Score() for name in formats if name not in missing}
    for grammar in chosen:
        for name, total in totals.items():
            result, mistakes = _score_grammar(grammar, name, range(first_seed, first_seed + seeds))
            total.add(result)
            print(f"{grammar:26} {name:6} {result.row()}")
            for line in mistakes[:errors]:
                print(f"    {line}")
    for name, total in totals.items():
        print(f"{f'all {len(chosen)}':26} {name:6} {total.row()}")


def _score_grammar(grammar: str, extension: str, seeds: Iterable[int]) -> tuple[Score, list[str]]:
    total = Score()
    mistakes: list[str] = []
    for seed in seeds:
        text = read(seed, grammar, extension)
        positions, undated, _ = find_timeline(text, find_sections(text), AS_OF)
        here: list[str] = []
        resume = generate(seed, grammar)
        total.add(score(positions, resume, here))
        total.add(score_undated(undated, resume, here))
        mistakes += [f"{grammar} {seed}\t{line}" for line in here]
    return total, mistakes
