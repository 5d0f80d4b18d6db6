"""Compare résumés to a role, and show the words behind every point.

Importing matcher is cheap: each public name loads its module on first use.

>>> import matcher
>>> matcher.__version__.count(".")
2
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from matcher.core.version import __version__ as __version__

if TYPE_CHECKING:
    from matcher.api import assess as assess
    from matcher.api import rank as rank
    from matcher.api import rerank as rerank
    from matcher.core.document import Document as Document
    from matcher.core.errors import MatcherError as MatcherError
    from matcher.core.ledger import Assessment as Assessment
    from matcher.core.ledger import Contribution as Contribution
    from matcher.core.ledger import Evidence as Evidence
    from matcher.core.profile import RequirementProfile as RequirementProfile
    from matcher.core.skills import Mention as Mention
    from matcher.evaluation.evaluate import evaluate as evaluate
    from matcher.evaluation.tuning.tune import tune as tune
    from matcher.profiles.loading import load_profile as load_profile
    from matcher.ranking.ranking import Ranking as Ranking
    from matcher.skills.spacy_component import recognizer as recognizer
    from matcher.skills.taxonomy import load_taxonomy as load_taxonomy

_MODULES = {
    "Assessment": "core.ledger",
    "Contribution": "core.ledger",
    "Document": "core.document",
    "Evidence": "core.ledger",
    "MatcherError": "core.errors",
    "Mention": "core.skills",
    "Ranking": "ranking.ranking",
    "RequirementProfile": "core.profile",
    "assess": "api",
    "evaluate": "evaluation.evaluate",
    "load_profile": "profiles.loading",
    "load_taxonomy": "skills.taxonomy",
    "rank": "api",
    "recognizer": "skills.spacy_component",
    "rerank": "api",
    "tune": "evaluation.tuning.tune",
}
"""Public names and the modules that define them."""

__all__ = sorted(["__version__", *_MODULES])


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module 'matcher' has no attribute {name!r}")
    return getattr(import_module(f"matcher.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
