"""What a batch of résumés names that the taxonomy does not know."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial, reduce
from pathlib import Path

from matcher.core.document import Document
from matcher.core.limits import usable_cores
from matcher.core.ranking import Failure
from matcher.core.skills import SkillsFile
from matcher.extraction.reading import read_file
from matcher.runs.batch import assess_batch
from matcher.runs.inputs import find_files
from matcher.skills.additions import extend, read_skills_file
from matcher.skills.taxonomy import load_taxonomy
from matcher.skills.unknown.aggregation import UnknownTechnology, aggregate_unknown
from matcher.skills.unknown.names import UnknownNames

__all__ = ["Survey", "survey"]


@dataclass(frozen=True, slots=True)
class Survey:
    """The unknown technologies of a batch, and what could not be read of it.

    >>> Survey((), 12).resumes
    12
    """

    technologies: tuple[UnknownTechnology, ...]
    resumes: int
    """Résumés that were read; copies count once."""
    failures: tuple[Failure, ...] = ()


def survey(
    paths: str | Path | Iterable[str | Path],
    *,
    skills: str | Path | None = None,
    min_resumes: int = 2,
    workers: int | None = 1,
    on_start: Callable[[int], None] = lambda _: None,
    on_done: Callable[[str], None] = lambda _: None,
) -> Survey:
    """Find what résumés name among known technologies and the taxonomy does not know.

    Args:
        paths: a folder, a file, or several.
        skills: a file of your own additions to the taxonomy, which are then known.
        min_resumes: names in fewer résumés are left out.
        workers: how many files are worked on at a time; None for one per core.
        on_start: called with the number of files.
        on_done: called with each file's name when it is done.

    Returns:
        The names, those first that most résumés list among known technologies.

    Raises:
        UsageError: a path does not exist.
        NothingToReadError: the folders hold no file.
        TaxonomyError: the skills file has problems.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    taxonomy = load_taxonomy()
    if skills is not None:
        taxonomy = extend(taxonomy, read_skills_file(skills))
    files = find_files([Path(p) for p in given])
    on_start(len(files))
    prepare = partial(_surveyor, taxonomy.additions)
    outcome = assess_batch(files, read_file, prepare, workers or usable_cores(), on_done)
    technologies = aggregate_unknown(outcome.assessments, taxonomy, min_resumes)
    unread = sorted((*outcome.needs_review, *outcome.failures), key=lambda f: f.document)
    return Survey(technologies, len(outcome.assessments), tuple(unread))


def _surveyor(additions: tuple[SkillsFile, ...]) -> Callable[[Document], UnknownNames]:
    """What a worker process calls for each document."""
    from matcher.scoring.tfidf_match import load_model
    from matcher.skills.analyzer import SkillAnalyzer
    from matcher.skills.unknown.names import find_unknown_names, group_unknown_names

    # Nothing is counted in months here, so the day is of no matter and no clock is asked.
    analyzer = SkillAnalyzer(reduce(extend, additions, load_taxonomy()), datetime.date.max)
    recognizer, model = analyzer.recognizer, load_model()

    def ordinary(word: str) -> float:
        if recognizer.is_stop_word(word):
            return 1.0
        index = model.find(word)
        return 0.0 if index is None else float(model.document_frequency[index] / model.documents)

    def names(document: Document) -> UnknownNames:
        resume, mentions = analyzer.analyze(document)
        seen = [m for m in mentions if m.visible]
        tokens = recognizer.tokenizer(resume.document.text)
        return group_unknown_names(resume, find_unknown_names(resume, tokens, seen, analyzer.taxonomy, ordinary))

    return names
