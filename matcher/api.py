"""Rank résumés from Python: read and score files, then use the ranking as data frames or write its reports.

Start with :func:`rank`, or with :func:`assess` for one file. Both give what ``matcher rank`` and ``matcher show`` give.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from matcher.core.profile import RequirementProfile
from matcher.core.ranking import Similarity

if TYPE_CHECKING:
    from matcher.parsing.structure import Structure
    from matcher.ranking.ranking import Ranking
    from matcher.runs.distributed.workers import Workers
    from matcher.runs.inputs import InputFile
    from matcher.runs.rerank import Reranking
    from matcher.skills.taxonomy import Taxonomy

__all__ = ["assess", "rank", "read_structure", "rerank"]


_SIMILARITY: Final[dict[str, Similarity]] = {"bytes": "same bytes", "text": "same text", "near": "nearly the same text"}


def rank(
    paths: str | Path | Iterable[str | Path],
    *,
    profile: str | Path | RequirementProfile = "backend-developer",
    skills: str | Path | None = None,
    as_of: datetime.date | str | None = None,
    workers: int | None = 1,
    ocr_languages: str = "eng",
    cache: str | Path | bool = True,
    top: int | None = None,
    duplicates: Literal["bytes", "text", "near"] = "bytes",
    executor: Executor | Workers | None = None,
    person: bool = True,
    retry: bool = False,
    on_start: Callable[[int], None] = lambda _: None,
    on_done: Callable[[str], None] = lambda _: None,
    on_failed: Callable[[str], None] = lambda _: None,
    on_notice: Callable[[str], None] = lambda _: None,
    on_progress: Callable[[float, float], None] = lambda *_: None,
) -> Ranking:
    """Read, score and rank résumés.

    Args:
        paths: a folder, a file, or several of them. Strings may also be URLs that fsspec knows: ``s3://…``,
            ``https://…``.
        profile: a shipped profile's name, a profile's file, or a profile.
        skills: a file with your own additions to the taxonomy (:mod:`matcher.skills.additions`). They are used in
            addition to those of the skills file that the profile may name.
        as_of: the day on which "present" ends, as a date or ``YYYY-MM-DD``. Default: today; set it to get the same
            scores on another day.
        workers: number of files processed at a time; None for one per core. Files are read and assessed in separate
            processes with limits on time and memory (:mod:`matcher.core.limits`), so a bad file harms no other.
        ocr_languages: languages of scans and pictures, as Tesseract codes joined by ``+`` ("eng+deu").
        cache: folder that stores texts, analyses and scores between runs (:mod:`matcher.runs.store.cache`). True for
            the user's cache folder, False to store nothing.
        top: number of detailed candidates, from the best; the others are ranked, but listed only with their figures.
            None for all, up to 1,000.
        duplicates: which files count as copies of one résumé: those with the same bytes ("bytes"), also those with
            the same text ("text"), also those with nearly the same text ("near",
            :mod:`matcher.ranking.near_duplicates`). The newest or fullest copy is ranked, the others are listed.
        executor: runs the work elsewhere: :class:`matcher.runs.distributed.dask_workers.DaskWorkers` or any
            :class:`concurrent.futures.Executor`. ``workers`` is then ignored. The executor receives the files' bytes
            and must have the same version of matcher. None for processes on this machine.
        person: False to leave out who the résumés are about (name, title, contacts, place, links). No score or rank
            depends on it. The names of files stay.
        retry: True to try files again that took too long in an earlier run. Otherwise they are listed with their
            reason at once, until another version of matcher may be quicker.
        on_start: called with the number of files.
        on_done: called with each file's name when it is done.
        on_failed: called with the name of each file that cannot be assessed, before ``on_done``.
        on_notice: called with a line that the user should read (for example that a cache was set aside).
        on_progress: called with two shares, 0 to 1: of the work that is done, and of the work that an earlier run had
            done.

    Returns:
        The ranking, with every file that could not be ranked and the reason.

    Raises:
        UsageError: a path or profile does not exist, or the cache cannot be used.
        NothingToReadError: the folders contain no file.
        ProfileError: the profile has problems.
        TaxonomyError: a skills file has problems.
        MissingExtraError: a URL or the cluster needs a library that is not installed.
        ClusterError: the executor is no longer reachable, or would compute different results.

    >>> ranking = rank("data/samples", as_of="2026-11-23")  # doctest: +SKIP
    >>> ranking.to_frame().head()  # doctest: +SKIP
    """
    from matcher.core.limits import usable_cores
    from matcher.runs.inputs import find_files
    from matcher.runs.run import DEFAULT_DETAILED, BatchRun

    locations = [paths] if isinstance(paths, str | Path) else list(paths)
    day, (loaded, taxonomy) = _day(as_of), _role(profile, skills)
    top = DEFAULT_DETAILED if top is None else top
    run = BatchRun(
        loaded, taxonomy, day, workers or usable_cores(), _ocr_languages(ocr_languages), cache, on_notice, top,
        _SIMILARITY[duplicates], on_progress, _workers(executor), retry=retry,
    )  # fmt: skip
    files = find_files(locations, on_notice)
    on_start(len(files))
    ranking = run.rank(files, on_done, on_failed)
    return ranking if person else ranking.without_person()


def assess(
    file: str | Path,
    *,
    profile: str | Path | RequirementProfile = "backend-developer",
    skills: str | Path | None = None,
    as_of: datetime.date | str | None = None,
    ocr_languages: str = "eng",
    cache: str | Path | bool = True,
    person: bool = True,
) -> Ranking:
    """Read and score one file.

    Args:
        file: the résumé.
        profile: as for :func:`rank`.
        skills: as for :func:`rank`.
        as_of: as for :func:`rank`.
        ocr_languages: as for :func:`rank`.
        cache: as for :func:`rank`.
        person: as for :func:`rank`.

    Returns:
        A ranking with one candidate.

    Raises:
        UsageError: the file does not exist, or is a folder.
        UnreadableFileError: the file cannot be read.
        ProfileError: the profile has problems.
        TaxonomyError: a skills file has problems.
    """
    from matcher.core.errors import UnreadableFileError
    from matcher.runs.run import BatchRun

    single = _single_file(file)
    day, (loaded, taxonomy) = _day(as_of), _role(profile, skills)
    run = BatchRun(loaded, taxonomy, day, 1, _ocr_languages(ocr_languages), cache, store_run=False)
    ranking = run.rank([single], unpack=False)
    for failure in ranking.needs_review + ranking.failures:
        raise UnreadableFileError(failure.code, failure.reason, review=failure in ranking.needs_review)
    return ranking if person else ranking.without_person()


def read_structure(
    file: str | Path,
    *,
    as_of: datetime.date | str | None = None,
    ocr_languages: str = "eng",
    cache: str | Path | bool = True,
) -> Structure:
    """Read one file, and tell what each stretch of its text is taken for.

    Args:
        file: the résumé.
        as_of: as for :func:`rank`.
        ocr_languages: as for :func:`rank`.
        cache: as for :func:`rank`.

    Returns:
        The text with its sections, entries and their fields, and what was left out.

    Raises:
        UsageError: the file does not exist, or is a folder.
        UnreadableFileError: the file cannot be read.

    >>> [e.name for e in read_structure("data/samples/darnell-whitcombe.txt").entries]  # doctest: +SKIP
    ['job 1', 'job 2', 'education 1']
    """
    from matcher.runs.structure import read_structure as read

    return read(_single_file(file), _day(as_of), _ocr_languages(ocr_languages), cache)


def rerank(
    run: str | Path,
    *,
    profile: str | Path | RequirementProfile = "backend-developer",
    skills: str | Path | None = None,
    cache: str | Path | None = None,
    top: int | None = None,
) -> Reranking:
    """Rank the candidates of an earlier run for another profile, without reading the résumés again.

    Args:
        run: the folder that the run's reports were written to.
        profile: as for :func:`rank`.
        skills: as for :func:`rank`; give the file that the run used.
        cache: the cache folder that the run used; None for the user's cache folder.
        top: number of candidates, from the best, that get a stability band and a group; None for all.

    Returns:
        All candidates in their new order, with their figures and their ranks in the earlier run.

    Raises:
        UsageError: the run or the profile does not exist, the cache no longer stores the run, or the profile needs
            values that the run did not compute.
        ProfileError: the profile has problems.
        TaxonomyError: a skills file has problems.
    """
    from matcher.runs.cache_keys import cache_keys_for
    from matcher.runs.model_versions import model_versions
    from matcher.runs.rerank import rerank as rank_again
    from matcher.runs.run_folder import RunFolder
    from matcher.runs.store.cache import Cache, default_folder

    earlier, (loaded, taxonomy) = RunFolder(Path(run)).earlier_run(), _role(profile, skills)
    models = tuple(model_versions().values())
    keys = cache_keys_for(loaded, taxonomy.version, models, _day(earlier.as_of), "eng")
    with Cache(default_folder() if cache is None else Path(cache)) as opened:
        return rank_again(earlier, loaded, taxonomy, keys, opened, top)


def _single_file(file: str | Path) -> InputFile:
    from matcher.core.errors import UsageError
    from matcher.runs.inputs import InputFile, printable_name

    path = Path(file)
    if path.is_dir():
        raise UsageError(f"{printable_name(str(path))} is a folder; `matcher rank` reads folders")
    if not path.exists():
        raise UsageError(f"no such file: {printable_name(str(path))}")
    return InputFile(path.resolve(), printable_name(path.name))


def _day(as_of: datetime.date | str | None) -> datetime.date:
    from matcher.core.errors import UsageError

    if as_of is None:
        return datetime.date.today()
    if isinstance(as_of, datetime.date):
        return as_of
    try:
        return datetime.date.fromisoformat(as_of)
    except ValueError:
        raise UsageError(f"as-of date {as_of!r} is not a date such as 2026-11-23") from None


def _workers(executor: Executor | Workers | None) -> Workers | None:
    if not isinstance(executor, Executor):
        return executor
    from matcher.runs.distributed.workers import ExecutorWorkers

    return ExecutorWorkers(executor)


def _ocr_languages(codes: str) -> str:
    from matcher.core.errors import UsageError

    if not re.fullmatch(r"[A-Za-z_]{3,40}(?:\+[A-Za-z_]{3,40}){0,9}", codes):
        raise UsageError(f"OCR languages {codes!r} are not Tesseract codes joined by +, such as eng+deu")
    return codes


def _role(profile: str | Path | RequirementProfile, skills: str | Path | None) -> tuple[RequirementProfile, Taxonomy]:
    """Load the profile, and the taxonomy with the additions of the call and of the profile."""
    from matcher.profiles.loading import load_profile
    from matcher.skills.additions import extend, read_skills_file
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    if skills is not None:
        taxonomy = extend(taxonomy, read_skills_file(skills))
    loaded = profile if isinstance(profile, RequirementProfile) else load_profile(profile, taxonomy)
    return loaded, taxonomy if loaded.skills is None else extend(taxonomy, loaded.skills)
