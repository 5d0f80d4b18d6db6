"""matcher compares résumés to a role and shows the words behind every point.

The public names load what they need when they are first used, so that importing matcher is cheap.

>>> import matcher
>>> matcher.__version__.count(".")
2
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from matcher.api import RankedBatch, assess, rank
    from matcher.component import recognizer
    from matcher.errors import MatcherError
    from matcher.evaluation import evaluate
    from matcher.profile import load_profile
    from matcher.skills.taxonomy import load_taxonomy
    from matcher.tuning import tune
    from matcher.types import Assessment, Contribution, Document, Evidence, Mention, Ranking, RequirementProfile

_HOMES = {
    "Assessment": "types",
    "Contribution": "types",
    "Document": "types",
    "Evidence": "types",
    "MatcherError": "errors",
    "Mention": "types",
    "RankedBatch": "api",
    "Ranking": "types",
    "RequirementProfile": "types",
    "assess": "api",
    "evaluate": "evaluation",
    "load_profile": "profile",
    "load_taxonomy": "skills.taxonomy",
    "rank": "api",
    "recognizer": "component",
    "tune": "tuning",
}

__all__ = [
    "Assessment",
    "Contribution",
    "Document",
    "Evidence",
    "MatcherError",
    "Mention",
    "RankedBatch",
    "Ranking",
    "RequirementProfile",
    "__version__",
    "assess",
    "evaluate",
    "load_profile",
    "load_taxonomy",
    "rank",
    "recognizer",
    "tune",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'matcher' has no attribute {name!r}")
    return getattr(import_module(f"matcher.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
