"""Whether a worker would give the same results as the client: the same code, libraries, models, programs.

What is remembered is remembered under what it was made with (:mod:`matcher.core.fingerprint`). A worker of another version
would put its results under the client's names, so it gives none, and says in what it differs.
"""

from __future__ import annotations

import datetime
import platform
from collections.abc import Mapping
from functools import reduce
from importlib.metadata import PackageNotFoundError, version
from shutil import which
from typing import TYPE_CHECKING

from matcher.core.errors import ClusterError
from matcher.core.fingerprint import modules_behind
from matcher.core.profile import RequirementProfile
from matcher.core.skills import SkillsFile
from matcher.core.version import __version__
from matcher.extraction.formats import PROGRAMS
from matcher.runs.cache_keys import CacheKeys, cache_keys_for
from matcher.runs.processes.process_pool import LazyFactory

if TYPE_CHECKING:
    from matcher.runs.score_task import Scorer

__all__ = ["differences", "environment_of", "key_of", "prepare_verified_scorer", "verified_scorer"]


def key_of(versions: CacheKeys) -> str:
    """All that results depend on beside the files, as one text.

    >>> key_of(CacheKeys(lambda media_type: "r", b"f", (b"l",), b"p"))
    'r 66 70 6c'
    """
    parts = [versions.analysis, versions.assessment, *versions.lines]
    return " ".join([versions.reader(""), *(part.hex() for part in parts)])


def environment_of(taxonomy: str, models: tuple[str, ...]) -> dict[str, str]:
    """What the results of this machine come from, for telling in what two of them differ.

    Args:
        taxonomy: its version, with the user's own skills.
        models: the versions of the models.

    >>> environment_of("t", ("m", "n"))["models"]
    'm n'
    """
    _, libraries = modules_behind(
        "runs.score_task", "extraction.detect", "extraction.pdf.reader", "extraction.web.html"
    )
    found = {"matcher": __version__, "taxonomy": taxonomy, "models": " ".join(models)}
    found |= {"python": ".".join(platform.python_version_tuple()[:2])}
    for library in libraries:
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            found[library] = "missing"
    return found | {program: "there" if which(program) else "missing" for program in PROGRAMS}


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """In what two standpoints differ, as words.

    >>> differences({"matcher": "0.1.0", "lxml": "6.0"}, {"matcher": "0.2.0", "lxml": "6.0"})
    'matcher is 0.1.0 here and 0.2.0 there'
    >>> differences({"lxml": "6.0"}, {"lxml": "6.0"})
    'the code of matcher or the programs that readers call differ, though no version does'
    """
    told = [
        f"{name} is {here.get(name, 'missing')} here and {there.get(name, 'missing')} there"
        for name in dict.fromkeys([*here, *there])
        if here.get(name) != there.get(name)
    ]
    return "; ".join(told) or "the code of matcher or the programs that readers call differ, though no version does"


def verified_scorer(
    profile: RequirementProfile,
    additions: tuple[SkillsFile, ...],
    as_of: datetime.date,
    languages: str,
    versions: CacheKeys,
    taxonomy: str,
    models: tuple[str, ...],
) -> LazyFactory:
    """What a worker elsewhere calls to get its assessor: :func:`prepare_verified_scorer`, which this process need not load.

    Args:
        profile: what the role asks for.
        additions: the user's own skills.
        as_of: the day on which "present" ends.
        languages: what pictures are written in.
        versions: what the results depend on here.
        taxonomy: its version, with the user's own skills.
        models: the versions of the models.
    """
    arguments = (profile, additions, as_of, languages, key_of(versions), environment_of(taxonomy, models))
    return LazyFactory(__name__, "prepare_verified_scorer", arguments)


def prepare_verified_scorer(
    profile: RequirementProfile,
    additions: tuple[SkillsFile, ...],
    as_of: datetime.date,
    languages: str,
    key: str,
    standpoint: Mapping[str, str],
) -> Scorer:
    """Load what assessing needs, if it gives the same results here as it would where the arguments come from.

    Args:
        profile: what the role asks for.
        additions: the user's own skills.
        as_of: the day on which "present" ends.
        languages: what pictures are written in.
        key: of :func:`key_of`, there.
        standpoint: of :func:`environment_of`, there.

    Raises:
        ClusterError: it would not.
    """
    from matcher.runs.score_task import prepare_scorer
    from matcher.scoring.tfidf_model import shipped_model_version
    from matcher.skills.additions import extend
    from matcher.skills.ambiguity.sense_model import load_sense_model
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = reduce(extend, additions, load_taxonomy()).version
    models = shipped_model_version(), load_sense_model().version
    versions = cache_keys_for(profile, taxonomy, models, as_of, languages)
    if key_of(versions) != key:
        told = differences(standpoint, environment_of(taxonomy, models))
        raise ClusterError(
            f"the worker on {platform.node()} would not give the same results, so it gives none: {told}; install the "
            "same versions there, best from the same container image or lock file"
        )
    return prepare_scorer(profile, additions, as_of, versions.lines)
