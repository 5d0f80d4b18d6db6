"""Tell the versions of the trained models that results depend on."""

from __future__ import annotations

from matcher.parsing.career.headers.model_files import models_version
from matcher.scoring.tfidf_model import shipped_model_version
from matcher.skills.ambiguity.sense_model import load_sense_model

__all__ = ["model_versions"]


def model_versions() -> dict[str, str]:
    """Return the version of each shipped model, by the name that the manifest gives it.

    Raises:
        ModelError: one is missing or damaged.

    >>> list(model_versions())
    ['tfidf-model', 'ambiguity-model', 'entry-headers-model']
    """
    return {
        "tfidf-model": shipped_model_version(),
        "ambiguity-model": load_sense_model().version,
        "entry-headers-model": models_version(),
    }
