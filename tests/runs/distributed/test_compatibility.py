"""A worker that would return other results returns none, and says why."""

import datetime

import pytest

from matcher.core.errors import ClusterError
from matcher.core.profile import Requirement, RequirementProfile
from matcher.runs.cache_keys import cache_keys_for
from matcher.runs.distributed.compatibility import environment_of, key_of, prepare_verified_scorer
from matcher.runs.model_versions import model_versions
from matcher.skills.taxonomy import load_taxonomy

PROFILE = RequirementProfile("x", "X", "", (Requirement("a", "A", 1.0, "must"),))
DAY = datetime.date(2026, 11, 23)


def test_the_same_version_is_ready() -> None:
    taxonomy = load_taxonomy().version
    models = tuple(model_versions().values())
    versions = cache_keys_for(PROFILE, taxonomy, models, DAY, "eng")
    assessor = prepare_verified_scorer(PROFILE, (), DAY, "eng", key_of(versions), environment_of(taxonomy, models))
    assert assessor.lines == versions.lines


def test_another_version_is_refused() -> None:
    environment = environment_of("another", ("m",)) | {"lxml": "5.0"}
    with pytest.raises(ClusterError, match=r"gives none: taxonomy is another here and \w+ there; .*lxml is 5\.0 here"):
        prepare_verified_scorer(PROFILE, (), DAY, "eng", "another key", environment)
