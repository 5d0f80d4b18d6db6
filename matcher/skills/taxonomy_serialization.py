"""A taxonomy as plain data and back, so that what a user added travels with whatever is saved."""

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
    """A taxonomy as plain data.

    Of the one that matcher ships, only what a user added is kept, as text: the rest comes with matcher. Of any other,
    every skill is.

    Args:
        taxonomy: what to keep.

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
    """The taxonomy that :func:`taxonomy_to_data` has kept.

    Args:
        data: as it was made.

    Raises:
        ModelError: it is not what was made.
        TaxonomyError: what was added does not fit the taxonomy that this version of matcher ships.

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
        raise ModelError(f"the saved skills are not what matcher saved ({error!r}); save them anew") from None
    return reader.build(version, additions)
