"""List the names in a batch of résumés that the taxonomy does not know."""

from __future__ import annotations

import datetime
import pickle
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial, reduce
from pathlib import Path

from matcher.core.document import Document
from matcher.core.encoding import decode
from matcher.core.limits import usable_cores
from matcher.core.ranking import Failure
from matcher.core.skills import SkillsFile
from matcher.runs.cache_keys import CacheKeys
from matcher.runs.inputs import collect_inputs, find_files
from matcher.runs.processes.process_pool import LazyFactory
from matcher.runs.scheduler import Scheduler, failure_of
from matcher.runs.store.cache import Cache
from matcher.runs.task_results import ScoreDocument, ScoreResult
from matcher.skills.additions import extend, read_skills_file
from matcher.skills.taxonomy import load_taxonomy
from matcher.skills.unknown.aggregation import UnknownTechnology, aggregate_unknown
from matcher.skills.unknown.names import UnknownNames

__all__ = ["UnknownSkills", "find_unknown_skills"]


@dataclass(frozen=True, slots=True)
class UnknownSkills:
    """The unknown technologies of a batch, and the files that could not be read.

    >>> UnknownSkills((), 12).resumes
    12
    """

    technologies: tuple[UnknownTechnology, ...]
    resumes: int
    """Résumés that were read; copies count once."""
    failures: tuple[Failure, ...] = ()


def find_unknown_skills(
    paths: str | Path | Iterable[str | Path],
    *,
    skills: str | Path | None = None,
    min_resumes: int = 2,
    workers: int | None = 1,
    on_start: Callable[[int], None] = lambda _: None,
    on_done: Callable[[str], None] = lambda _: None,
) -> UnknownSkills:
    """Find names that résumés list among known technologies and the taxonomy does not know.

    Args:
        paths: a folder, a file, or several.
        skills: a file of your own additions to the taxonomy, which then count as known.
        min_resumes: names in fewer résumés are left out.
        workers: how many files are worked on at a time; None for one per core.
        on_start: called with the number of files.
        on_done: called with each file's name when it is done.

    Returns:
        The names; first those that most résumés list among known technologies.

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
    prepare_reader = LazyFactory("matcher.runs.read_task", "prepare_reader", ("eng",))
    names: list[UnknownNames] = []
    # No result is kept beyond the call, so nothing has to be part of the keys.
    keys = CacheKeys(lambda _: "", b"", (), b"")
    prepare_scorer = partial(_prepare, taxonomy.additions)
    count = workers or usable_cores()
    with Cache(None) as cache, Scheduler(cache, keys, prepare_reader, prepare_scorer, count) as scheduler:
        inputs = collect_inputs(files, cache)
        failures = list(inputs.failures)
        for name in [*(d.document for d in inputs.duplicates), *(f.document for f in failures)]:
            on_done(name)
        for file, _, record in scheduler.records(inputs.unique, assessments=False):
            if record:
                found: UnknownNames = pickle.loads(record)  # noqa: S301 - from a worker process of this run
                names.append(replace(found, document=file.name))
            on_done(file.name)
        failures += [failure_of(file, reading) for file, reading in scheduler.failed]
    technologies = aggregate_unknown(sorted(names, key=lambda n: n.document), taxonomy, min_resumes)
    return UnknownSkills(technologies, len(names), tuple(sorted(failures, key=lambda f: f.document)))


def _prepare(additions: tuple[SkillsFile, ...]) -> ScoreDocument:
    """Make the function that a worker process calls for each document: its record is the names in it, pickled."""
    from matcher.scoring.tfidf_model import load_model
    from matcher.skills.analyzer import SkillAnalyzer
    from matcher.skills.unknown.names import find_unknown_names, group_unknown_names

    # No months are counted here, so the day does not matter and no clock is read.
    analyzer = SkillAnalyzer(reduce(extend, additions, load_taxonomy()), datetime.date.max)
    recognizer, model = analyzer.recognizer, load_model()

    def ordinary(word: str) -> float:
        if recognizer.is_stop_word(word):
            return 1.0
        index = model.find(word)
        return 0.0 if index is None else float(model.document_frequency[index] / model.documents)

    def find_names(encoded: bytes, *_: object) -> ScoreResult:
        document = decode(encoded, Document)
        if document is None:
            return ScoreResult()
        resume, mentions = analyzer.analyze(document)
        visible = [m for m in mentions if m.visible]
        tokens = recognizer.tokenizer(resume.document.text)
        names = group_unknown_names(resume, find_unknown_names(resume, tokens, visible, analyzer.taxonomy, ordinary))
        return ScoreResult(record=pickle.dumps(names))

    return find_names
