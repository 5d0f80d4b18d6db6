"""Convert a taxonomy to plain data and back, so that a user's additions are saved with a pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any, Final

from matcher.core.errors import ModelError
from matcher.core.skills import SkillsFile
from matcher.skills.additions import extend
from matcher.skills.taxonomy import LIST_KEYS, Taxonomy, TaxonomyReader, load_taxonomy

__all__ = ["taxonomy_from_data", "taxonomy_to_data"]

SHIPPED: Final = "shipped"


def taxonomy_to_data(taxonomy: Taxonomy) -> dict[str, Any]:
    """Convert a taxonomy to plain data.

    For the taxonomy that matcher ships, only the user's additions are saved, as text: the rest comes with matcher. For
    any other taxonomy, every skill is saved.

    Args:
        taxonomy: the taxonomy to save.

    >>> taxonomy_to_data(load_taxonomy())
    {'base': 'shipped', 'additions': []}
    """
    additions = [{"name": file.name, "text": file.text} for file in taxonomy.additions]
    if taxonomy.version.partition("+")[0] == load_taxonomy().version:
        return {"base": SHIPPED, "additions": additions}
    skills = []
    for skill in taxonomy:
        entry: dict[str, Any] = {"id": skill.id, "kind": skill.kind, "label": skill.label}
        entry |= {key: list(getattr(skill, key)) for key in LIST_KEYS if getattr(skill, key)}
        skills.append(entry | ({"sense": skill.sense} if skill.sense else {}))
    return {"base": taxonomy.version, "skills": skills, "additions": additions}


def taxonomy_from_data(data: Mapping[str, Any]) -> Taxonomy:
    """Restore the taxonomy that :func:`taxonomy_to_data` saved.

    Args:
        data: as :func:`taxonomy_to_data` returned it.

    Raises:
        ModelError: the data does not have that form.
        TaxonomyError: the additions do not fit the taxonomy that this version of matcher ships.

    >>> taxonomy_from_data(taxonomy_to_data(load_taxonomy())) is load_taxonomy()
    True
    """
    try:
        additions = tuple(SkillsFile(str(file["name"]), str(file["text"])) for file in data["additions"])
        if data["base"] == SHIPPED:
            return reduce(extend, additions, load_taxonomy())
        reader = TaxonomyReader()
        for number, entry in enumerate(data["skills"], 1):
            rest = {key: value for key, value in entry.items() if key not in ("id", "kind")}
            rest["aliases"] = [a for a in rest.get("aliases", []) if a != rest["label"]]
            reader.add_skill("saved skills", number, entry["kind"], entry["id"], rest)
        version = str(data["base"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"the saved skills are not in matcher's format ({error!r}); save them again") from None
    return reader.build(version, additions)
