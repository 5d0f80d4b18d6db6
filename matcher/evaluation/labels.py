"""Read labels, the judgements that a run is compared with, from JSON or CSV.

JSON has one entry per document, under its name. Every part is optional; missing parts are not evaluated::

    {"ana-berg": {"file": "ana-berg.pdf", "grade": 3.5,
                  "skills": [{"name": "PostgreSQL", "kinds": ["database"], "surfaces": ["Postgres"]}],
                  "contested": ["Windows"]}}

``grade`` is how well the résumé fits the role, 0 (not at all) to 4 (very well; up to 10 is accepted). ``skills`` are
*all* skills that the résumé claims, of the kinds that occur in the file: any other skill found counts as wrong, unless
``contested`` names it. Of two kinds, either is right. ``surfaces`` are the words in the text.

CSV (comma, semicolon or tab) holds grades, or choices between two::

    document,grade              better,worse
    ana-berg.pdf,3.5            ana-berg.pdf,bo-chen.docx

Other columns and keys ("reason", "source") are ignored. A document is named by its path in the run, by its file name,
or by its file name without the extension, as long as only one file has that name.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from matcher.core.errors import ConfigurationProblem, LabelsError, UsageError

__all__ = ["Choice", "Label", "LabelledSkill", "Labels", "parse_labels", "read_labels"]

HIGHEST_GRADE: Final = 10.0
"""Gains grow as 2^grade: beyond ten, the best résumé alone would decide nDCG. Percentages are not grades."""


@dataclass(frozen=True, slots=True)
class LabelledSkill:
    """A skill that a résumé claims, according to the labels.

    >>> LabelledSkill("PostgreSQL", ("database",), ("Postgres",)).kinds
    ('database',)
    """

    name: str
    kinds: tuple[str, ...]
    """Any of these kinds is right."""
    surfaces: tuple[str, ...] = ()
    """The words in the text."""


@dataclass(frozen=True, slots=True)
class Label:
    """The judgement of one résumé.

    >>> Label(("ana-berg.pdf",), 3.5).skills is None
    True
    """

    names: tuple[str, ...]
    """Possible names of the document in the run, the most reliable first."""
    grade: float | None = None
    skills: tuple[LabelledSkill, ...] | None = None
    """None if skills were not labelled; empty if the résumé claims none."""
    contested: tuple[str, ...] = ()
    """Names of skills that count neither as found nor as extra."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One résumé preferred to another.

    >>> Choice("ana-berg.pdf", "bo-chen.docx").better
    'ana-berg.pdf'
    """

    better: str
    worse: str


@dataclass(frozen=True, slots=True)
class Labels:
    r"""All labels of a file: judgements of documents, or choices between documents.

    >>> parse_labels("better,worse\na,b\n", "choices.csv").choices
    (Choice(better='a', worse='b'),)
    """

    file: str
    documents: tuple[Label, ...] = ()
    choices: tuple[Choice, ...] = ()


def read_labels(path: str | Path) -> Labels:
    """Read labels from a JSON or CSV file.

    Args:
        path: the file; its content decides which format it is.

    Raises:
        UsageError: the file does not exist or cannot be read.
        LabelsError: the file has problems; all are listed.
    """
    file = Path(path)
    try:
        text = file.read_text("utf-8-sig")
    except FileNotFoundError:
        raise UsageError(f"no such file of labels: {file}") from None
    except UnicodeDecodeError:
        raise UsageError(f"cannot read labels from {file}: it is not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise UsageError(f"cannot read labels from {file}: {error.strerror or error}") from None
    return parse_labels(text, file.name)


def parse_labels(text: str, file: str) -> Labels:
    r"""Parse labels.

    Args:
        text: JSON or CSV.
        file: the file's name, for messages.

    Raises:
        LabelsError: the text has problems; all are listed.

    >>> [label.grade for label in parse_labels("document;grade\nana.pdf;3,5\n", "grades.csv").documents]
    [3.5]
    >>> parse_labels('{"ana": {"grade": 5000}}', "labels.json")
    Traceback (most recent call last):
        ...
    matcher.core.errors.LabelsError: 1 problem:
      labels.json: 'ana': grade is 5000; it must be a number from 0 to 10
    """
    parser = _Parser(file)
    labels = parser.from_json(text) if text.lstrip()[:1] in ("{", "[") else parser.from_csv(text)
    if parser.problems:
        raise LabelsError(tuple(parser.problems))
    return labels


class _Parser:
    """Parse text into labels and collect the problems."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[ConfigurationProblem] = []

    def problem(self, message: str, line: int = 0) -> None:
        self.problems.append(ConfigurationProblem(self.file, line, message))

    def from_json(self, text: str) -> Labels:
        try:
            data = json.loads(text)
        except ValueError as error:
            self.problem(f"not valid JSON: {error}", getattr(error, "lineno", 0))
            return Labels(self.file)
        if not isinstance(data, dict) or not data:
            self.problem(
                'must be one JSON object with an entry per document: {"ana-berg": {"grade": 3.5}, ...}; choices '
                "between two go into a CSV file with the columns better,worse"
            )
            return Labels(self.file)
        return Labels(self.file, tuple(self._entry(key, entry) for key, entry in data.items()))

    def _entry(self, key: str, entry: Any) -> Label:
        if not isinstance(entry, dict):
            self.problem(f"{key!r} must hold an object with grade, skills or both")
            return Label((key,))
        if entry.get("grade") is None and "skills" not in entry:
            near = difflib.get_close_matches("grade", entry, n=1) or difflib.get_close_matches("skills", entry, n=1)
            self.problem(
                f"{key!r} has neither grade nor skills"
                + (f"; did you mean one of them by {near[0]!r}?" if near else "")
            )
        file = entry.get("file")
        names = (file, key) if isinstance(file, str) and file else (key,)
        skills = entry.get("skills")
        return Label(
            names,
            self._grade(entry.get("grade"), f"{key!r}: ", 0),
            None if skills is None else tuple(self._skills(key, skills)),
            self._strings(entry.get("contested", []), f"{key!r}: contested"),
        )

    def _skills(self, key: str, skills: Any) -> Iterator[LabelledSkill]:
        if not isinstance(skills, list):
            self.problem(f"{key!r}: skills must be a list")
            return
        for number, skill in enumerate(skills, 1):
            where = f"{key!r}: skill {number}"
            if not isinstance(skill, dict) or not isinstance(skill.get("name"), str) or not skill["name"].strip():
                self.problem(f"{where} has no name")
                continue
            kinds = self._strings(skill.get("kinds", []), f"{where}: kinds")
            if not kinds:
                self.problem(f'{where} ({skill["name"]}) has no kinds, such as ["language"]')
            yield LabelledSkill(skill["name"], kinds, self._strings(skill.get("surfaces", []), f"{where}: surfaces"))

    def _strings(self, value: Any, what: str) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(value)
        self.problem(f"{what} must be a list of strings")
        return ()

    def _grade(self, value: Any, where: str, line: int) -> float | None:
        if value is None:
            return None
        try:
            grade = math.nan if isinstance(value, bool) else float(value)
        except (TypeError, ValueError):
            grade = math.nan
        if 0 <= grade <= HIGHEST_GRADE:
            return grade
        self.problem(f"{where}grade is {value!r}; it must be a number from 0 to {HIGHEST_GRADE:g}", line)
        return None

    def from_csv(self, text: str) -> Labels:
        head = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=head.count)
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        columns = {(name or "").strip().casefold(): name for name in reader.fieldnames or ()}
        if {"better", "worse"} <= columns.keys():
            choices = tuple(self._choices(reader, columns["better"], columns["worse"]))
            if not choices and not self.problems:
                self.problem("contains no choices")
            return Labels(self.file, choices=choices)
        document = columns.get("document", columns.get("file"))
        if document is None or "grade" not in columns:
            names = ", ".join(repr(name) for name in columns if name) or "none"
            self.problem(f"needs the columns document and grade, or better and worse; the file has: {names}", 1)
            return Labels(self.file)
        graded = tuple(self._graded(reader, document, columns["grade"], decimal_comma=delimiter != ","))
        if not graded and not self.problems:
            self.problem("contains no grades")
        return Labels(self.file, graded)

    def _graded(
        self, reader: csv.DictReader[str], document: str, grade: str, *, decimal_comma: bool
    ) -> Iterator[Label]:
        for row in reader:
            name, given = (row[document] or "").strip(), (row[grade] or "").strip()
            if not name and not given:
                continue
            if not name or not given:
                self.problem(f"the {'grade' if name else 'document'} is missing", reader.line_num)
                continue
            value = given.replace(",", ".") if decimal_comma else given
            yield Label((name,), self._grade(value, "", reader.line_num))

    def _choices(self, reader: csv.DictReader[str], better: str, worse: str) -> Iterator[Choice]:
        for row in reader:
            pair: Mapping[str, str | None] = row
            one, other = (pair[better] or "").strip(), (pair[worse] or "").strip()
            if not one and not other:
                continue
            if not one or not other:
                self.problem(f"the {'worse' if one else 'better'} document is missing", reader.line_num)
            elif one == other:
                self.problem(f"{one!r} is compared with itself", reader.line_num)
            else:
                yield Choice(one, other)
