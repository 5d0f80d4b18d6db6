"""The Python front door: score a folder, get a ranking, look at it as data frames."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from matcher.core.profile import RequirementProfile
from matcher.core.ranking import Ranking, Similarity
from matcher.core.skills import SkillsFile

if TYPE_CHECKING:
    import pandas as pd

    from matcher.reporting.schema import RankingSummary
    from matcher.runs.distributed.workers import Workers
    from matcher.runs.rerank import Reranking
    from matcher.runs.run import RunOutcome
    from matcher.skills.taxonomy import Taxonomy

__all__ = ["RankedBatch", "assess", "rank", "rerank"]


@dataclass(frozen=True, slots=True)
class RankedBatch(Ranking):
    """A ranking that can be looked at as pandas data frames and written as reports."""

    skills: tuple[SkillsFile, ...] = ()
    """The user's own additions to the taxonomy that were used."""
    roster: str = ""
    """By what the cache keeps for ranking all candidates again, :func:`rerank` finds it."""

    def summary(self) -> RankingSummary:
        """Plain data, exactly as ``ranking.json`` holds it."""
        from matcher.reporting.summarize import summarize

        return summarize(self)

    def to_frame(self) -> pd.DataFrame:
        """One row a candidate: rank, score, points per requirement, skills by kind, months, warnings.

        Of the tail, below those told in full, what rests on evidence is missing.
        """
        from matcher.reporting.tables import to_frame

        return to_frame(self.summary(), self.tail)

    def ledger_frame(self) -> pd.DataFrame:
        """One row a candidate and requirement: points, possible, status, how they came about; of those told in full."""
        from matcher.reporting.tables import ledger_frame

        return ledger_frame(self.summary())

    def skills_frame(self) -> pd.DataFrame:
        """One row a candidate and skill: kind, months, last used; of those told in full."""
        from matcher.reporting.tables import skills_frame

        return skills_frame(self.summary())

    def mentions_frame(self) -> pd.DataFrame:
        """One row a mention: surface form, offsets, page, section, assertion; of those told in full."""
        from matcher.reporting.tables import mentions_frame

        return mentions_frame(self.summary())

    def write(self, directory: str | Path, formats: Collection[str] | None = None) -> list[Path]:
        """Write the reports, and the manifest that tells what they were made from, into a folder.

        Args:
            directory: where to; made if it does not exist.
            formats: those to write, of ``matcher.reporting.reports.FORMATS`` (None for all these) and ``DATASETS``.

        Returns:
            The files written.

        Raises:
            UsageError: a format is unknown, or the folder cannot be written into.
        """
        from matcher.reporting.manifest import write_manifest
        from matcher.reporting.reports import FILE_NAMES, FORMATS, write_reports
        from matcher.reporting.unchanged import made_from, unchanged_reports

        folder = Path(directory)
        wanted = FORMATS if formats is None else formats
        options: dict[str, object] = {"formats": sorted(wanted)}
        if self.skills:
            options["skills"] = [{"file": file.name, "sha256": file.sha256} for file in self.skills]
        digest = made_from(self, wanted, {**options, "roster": self.roster})
        paths = [folder / FILE_NAMES[name] for name in FORMATS if name in wanted]
        if set(wanted) <= set(FORMATS) and unchanged_reports(folder, digest, paths):
            return [*paths, folder / "manifest.json"]
        written = write_reports(self, folder, wanted)
        manifest = write_manifest(self, folder, options=options, outputs=written, made_from=digest, roster=self.roster)
        return [*written, manifest]


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
    on_start: Callable[[int], None] = lambda _: None,
    on_done: Callable[[str], None] = lambda _: None,
    on_failed: Callable[[str], None] = lambda _: None,
    on_notice: Callable[[str], None] = lambda _: None,
    on_progress: Callable[[float, float], None] = lambda *_: None,
) -> RankedBatch:
    """Read, score and rank résumés.

    Args:
        paths: a folder, a file, or several; as text, addresses of them, too: ``s3://…``, ``https://…``, whatever
            fsspec knows.
        profile: a shipped profile's name, a profile's file, or a profile.
        skills: a file of your own additions to the taxonomy (:mod:`matcher.skills.additions`), beside the one that the
            profile may name.
        as_of: the day on which "present" ends, a date or ``YYYY-MM-DD``; today if not given, so give it wherever
            the same scores are wanted tomorrow.
        workers: how many files are worked on at a time; None for one per core. Files are read and assessed in processes
            of their own, within limits of time and memory (:mod:`matcher.core.limits`), so that none harms the others.
        ocr_languages: what scans and pictures are written in: Tesseract's codes, joined by ``+`` ("eng+deu").
        cache: the folder in which is kept what was read, found and scored (:mod:`matcher.runs.store.cache`), so that it need not
            be done again; True for the user's own cache folder, False to keep nothing beyond the call.
        top: how many candidates are told in full, the best; the others are told in figures. None for all, up to 1,000.
        duplicates: which files are ranked only once: those of the same bytes, also those of the same text, also those
            of nearly the same text (:mod:`matcher.ranking.near_duplicates`). The newest or fullest is ranked, the others are
            listed.
        executor: who does the work, elsewhere: :class:`matcher.runs.distributed.dask_workers.DaskWorkers`, or whatever is
            called like :class:`concurrent.futures.Executor`; ``workers`` is then of no account. The files' bytes are
            sent to it, and it must have this version of matcher. None for processes of this machine.
        on_start: called with the number of files.
        on_done: called with each file's name when it is done.
        on_failed: called with the name of each that cannot be assessed, before it is done.
        on_notice: called with a line about what the user should know (a cache that was set aside).
        on_progress: called with the share of the work that is done, and with that which was done before, 0 to 1.

    Returns:
        The ranking, with everything that could not be ranked and why.

    Raises:
        UsageError: a path or profile does not exist, or the cache cannot be used.
        NothingToReadError: the folders hold no file.
        ProfileError: the profile has faults.
        TaxonomyError: a skills file has faults.
        MissingExtraError: an address or the cluster needs a library that is not installed.
        ClusterError: the executor cannot be reached any more, or would give other results.

    >>> ranking = rank("data/samples", as_of="2026-11-23")  # doctest: +SKIP
    >>> ranking.to_frame().head()  # doctest: +SKIP
    """
    from matcher.core.limits import one_per_core
    from matcher.runs.inputs import find_files
    from matcher.runs.run import ALL_AT_FIRST, Run

    given = [paths] if isinstance(paths, str | Path) else list(paths)
    day, (loaded, taxonomy) = _day(as_of), _role(profile, skills)
    top = ALL_AT_FIRST if top is None else top
    run = Run(
        loaded, taxonomy, day, workers or one_per_core(), _ocr_languages(ocr_languages), cache, on_notice, top,
        _SIMILARITY[duplicates], on_progress, _workers(executor),
    )  # fmt: skip
    files = find_files(given)
    on_start(len(files))
    outcome = run.assess(files, on_done, on_failed)
    return _ranked(outcome, loaded, taxonomy, day)


def assess(
    file: str | Path,
    *,
    profile: str | Path | RequirementProfile = "backend-developer",
    skills: str | Path | None = None,
    as_of: datetime.date | str | None = None,
    ocr_languages: str = "eng",
    cache: str | Path | bool = True,
) -> RankedBatch:
    """Read and score one file.

    Args:
        file: the résumé.
        profile: as for :func:`rank`.
        skills: as for :func:`rank`.
        as_of: as for :func:`rank`.
        ocr_languages: as for :func:`rank`.
        cache: as for :func:`rank`.

    Returns:
        A ranking of one.

    Raises:
        UsageError: there is no such file, or it is a folder.
        UnreadableFileError: it cannot be read.
        ProfileError: the profile has faults.
        TaxonomyError: a skills file has faults.
    """
    from matcher.core.errors import UnreadableFileError, UsageError
    from matcher.runs.inputs import FileToAssess, printable_name
    from matcher.runs.run import Run

    path = Path(file)
    if path.is_dir():
        raise UsageError(f"{printable_name(str(path))} is a folder; `matcher rank` reads folders")
    if not path.exists():
        raise UsageError(f"no such file: {printable_name(str(path))}")
    day, (loaded, taxonomy) = _day(as_of), _role(profile, skills)
    run = Run(loaded, taxonomy, day, 1, _ocr_languages(ocr_languages), cache, keeps_roster=False)
    outcome = run.assess([FileToAssess(path.resolve(), printable_name(path.name))], unpack=False)
    for failure in outcome.needs_review + outcome.failures:
        raise UnreadableFileError(failure.code, failure.reason, review=failure in outcome.needs_review)
    return _ranked(outcome, loaded, taxonomy, day)


def rerank(
    run: str | Path,
    *,
    profile: str | Path | RequirementProfile = "backend-developer",
    skills: str | Path | None = None,
    cache: str | Path | None = None,
    told: int | None = None,
) -> Reranking:
    """Rank what an earlier run gathered against another profile, without the résumés.

    Args:
        run: the folder into which the run was written.
        profile: as for :func:`rank`.
        skills: as for :func:`rank`; the run's own.
        cache: the folder of the cache that the run used; None for the user's own.
        told: how many places, from the best, need a stability band and a group; None for all.

    Returns:
        All candidates in their new order, in figures, with the ranks that they had.

    Raises:
        UsageError: there is no such run or profile, its cache does not hold what it gathered, or the profile asks for
            what was not reckoned.
        ProfileError: the profile has faults.
        TaxonomyError: a skills file has faults.
    """
    from matcher.runs.cache_keys import versions_of
    from matcher.runs.rerank import earlier_run
    from matcher.runs.rerank import rerank as rank_again
    from matcher.runs.store.cache import Cache, default_folder
    from matcher.scoring.tfidf_model import shipped_model_version
    from matcher.skills.ambiguity.sense_model import load_sense_model

    earlier, (loaded, taxonomy) = earlier_run(Path(run)), _role(profile, skills)
    models = shipped_model_version(), load_sense_model().version
    versions = versions_of(loaded, taxonomy.version, models, _day(earlier.as_of), "eng")
    with Cache(default_folder() if cache is None else Path(cache)) as opened:
        return rank_again(earlier, loaded, taxonomy, versions, opened, told)


def _ranked(outcome: RunOutcome, profile: RequirementProfile, taxonomy: Taxonomy, day: datetime.date) -> RankedBatch:
    return RankedBatch(
        profile, day.isoformat(), outcome.candidates, outcome.needs_review, outcome.duplicates, outcome.failures,
        _versions(taxonomy, outcome.versions), outcome.tail, taxonomy.additions, outcome.roster,
    )  # fmt: skip


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


def _ocr_languages(given: str) -> str:
    from matcher.core.errors import UsageError

    if not re.fullmatch(r"[A-Za-z_]{3,40}(?:\+[A-Za-z_]{3,40}){0,9}", given):
        raise UsageError(f"OCR languages {given!r} are not Tesseract's codes joined by + such as eng+deu")
    return given


def _role(profile: str | Path | RequirementProfile, skills: str | Path | None) -> tuple[RequirementProfile, Taxonomy]:
    """The profile, and the taxonomy with what the call and the profile add to it."""
    from matcher.profiles.loading import load_profile
    from matcher.skills.additions import extend, read_skills_file
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    if skills is not None:
        taxonomy = extend(taxonomy, read_skills_file(skills))
    loaded = profile if isinstance(profile, RequirementProfile) else load_profile(profile, taxonomy)
    return loaded, taxonomy if loaded.skills is None else extend(taxonomy, loaded.skills)


def _versions(taxonomy: Taxonomy, models: tuple[str, str]) -> dict[str, str]:
    """What the scores depend on."""
    from importlib.metadata import version

    from matcher.core.version import __version__

    libraries = ("lxml", "pdfminer.six", "scikit-learn", "spacy")
    return {
        "matcher": __version__,
        "taxonomy": taxonomy.version,
        "tfidf-model": models[0],
        "ambiguity-model": models[1],
        **{name: version(name) for name in libraries},
    }
