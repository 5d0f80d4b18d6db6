"""Check that a worker gives the same results as the client: the same code, libraries, models and programs.

Results are stored under keys of what they were made with (:mod:`matcher.core.fingerprint`). The results of a worker of
another version would be stored under the client's keys, so it returns none, and reports the differences.
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


def key_of(keys: CacheKeys) -> str:
    """Return everything that results depend on besides the files, as one text.

    >>> key_of(CacheKeys(lambda media_type: "r", b"f", (b"l",), b"p"))
    'r 66 70 6c'
    """
    parts = [keys.analysis, keys.assessment, *keys.lines]
    return " ".join([keys.reader(""), *(part.hex() for part in parts)])


def environment_of(taxonomy: str, models: tuple[str, ...]) -> dict[str, str]:
    """Describe what the results of this machine depend on, so that the differences of two machines can be reported.

    Args:
        taxonomy: its version, with the user's own skills.
        models: the versions of the models.

    >>> environment_of("t", ("m", "n"))["models"]
    'm n'
    """
    _, libraries = modules_behind(
        "runs.score_task", "extraction.detect", "extraction.pdf.reader", "extraction.web.html"
    )
    environment = {"matcher": __version__, "taxonomy": taxonomy, "models": " ".join(models)}
    environment |= {"python": ".".join(platform.python_version_tuple()[:2])}
    for library in libraries:
        try:
            environment[library] = version(library)
        except PackageNotFoundError:
            environment[library] = "missing"
    return environment | {program: "there" if which(program) else "missing" for program in PROGRAMS}


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """Describe in what two environments differ.

    >>> differences({"matcher": "0.1.0", "lxml": "6.0"}, {"matcher": "0.2.0", "lxml": "6.0"})
    'matcher is 0.1.0 here and 0.2.0 there'
    >>> differences({"lxml": "6.0"}, {"lxml": "6.0"})
    'the code of matcher or the programs that readers call differ, though no version does'
    """
    parts = [
        f"{name} is {here.get(name, 'missing')} here and {there.get(name, 'missing')} there"
        for name in dict.fromkeys([*here, *there])
        if here.get(name) != there.get(name)
    ]
    return "; ".join(parts) or "the code of matcher or the programs that readers call differ, though no version does"


def verified_scorer(
    profile: RequirementProfile,
    additions: tuple[SkillsFile, ...],
    as_of: datetime.date,
    languages: str,
    keys: CacheKeys,
    taxonomy: str,
    models: tuple[str, ...],
) -> LazyFactory:
    """Return the factory of a remote worker's scorer: :func:`prepare_verified_scorer`, without importing it here.

    Args:
        profile: the role's requirements.
        additions: the user's own skills.
        as_of: the day on which "present" ends.
        languages: the languages of text in pictures.
        keys: the cache keys on this machine.
        taxonomy: its version, with the user's own skills.
        models: the versions of the models.
    """
    arguments = (profile, additions, as_of, languages, key_of(keys), environment_of(taxonomy, models))
    return LazyFactory(__name__, "prepare_verified_scorer", arguments)


def prepare_verified_scorer(
    profile: RequirementProfile,
    additions: tuple[SkillsFile, ...],
    as_of: datetime.date,
    languages: str,
    key: str,
    environment: Mapping[str, str],
) -> Scorer:
    """Load what scoring needs, if the results on this machine are the same as on the client.

    Args:
        profile: the role's requirements.
        additions: the user's own skills.
        as_of: the day on which "present" ends.
        languages: the languages of text in pictures.
        key: the client's :func:`key_of`.
        environment: the client's :func:`environment_of`.

    Raises:
        ClusterError: they would differ.
    """
    from matcher.runs.model_versions import model_versions
    from matcher.runs.score_task import prepare_scorer
    from matcher.skills.additions import extend
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = reduce(extend, additions, load_taxonomy()).version
    models = tuple(model_versions().values())
    keys = cache_keys_for(profile, taxonomy, models, as_of, languages)
    if key_of(keys) != key:
        message = differences(environment, environment_of(taxonomy, models))
        raise ClusterError(
            f"the worker on {platform.node()} would not give the same results, so it gives none: {message}; install "
            "the same versions there, best from the same container image or lock file"
        )
    return prepare_scorer(profile, additions, as_of, keys.lines)
