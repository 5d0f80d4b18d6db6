"""Looking a skill up as a person would: by id, label or spelling, by a part of it, or with a slip of the pen."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any, Final

from matcher.core.skills import Skill
from matcher.skills.spelling import fold_spelling, spelling_variants
from matcher.skills.taxonomy import Taxonomy

__all__ = ["SENSE_RULES", "SkillMatch", "describe", "search"]

SENSE_RULES: Final = {
    "letter": "a letter or two: counts in a list of technologies, or beside a word such as “programming” or “language”",
    "word": "also an everyday word: counts in its usual capitals, beside technologies, with a version, or near a word "
    "that confirms it",
    "name": "also a name of something else: counts in its usual capitals where technologies stand near, or near a word "
    "that confirms it",
    "common": "also an everyday phrase: counts only near a word that confirms it",
}
"""How each sense of an ambiguous form is told, in a sentence; the rules are in :mod:`matcher.skills.ambiguity.rules`."""

SIMILAR: Final = 0.75
"""Similarity (0 to 1, as difflib has it) from which a spelling is offered: "Hybernat" reaches 0.82."""

SHORTEST_PART: Final = 3
"""Letters that a part of a name must have, lest "go" bring up every algorithm."""


@dataclass(frozen=True, slots=True)
class SkillMatch:
    """A skill that was found, and by what.

    >>> SkillMatch(Skill("go", "Go", "language"), "spelling").how
    'spelling'
    """

    skill: Skill
    how: str
    """"id", "label", "spelling", "ambiguous spelling", "part of a name" or "like ...", with the spelling it is like."""


def search(taxonomy: Taxonomy, name: str, most: int = 8) -> list[SkillMatch]:
    """The skills that a name may mean, the surest first.

    Args:
        taxonomy: where to look.
        name: an id, a label, a spelling, a part of one, or one with a slip in it.
        most: how many to return.

    Returns:
        The one of this very id or spelling, if there is one, else those that it is like; then those of whose names it
        is a part.

    >>> from matcher.skills.taxonomy import load_taxonomy
    >>> [(m.skill.label, m.how) for m in search(load_taxonomy(), "golang")][0]
    ('Go', 'spelling')
    >>> [(m.skill.label, m.how) for m in search(load_taxonomy(), "Kubernettes")][0]
    ('Kubernetes', 'like Kubernetes')
    """
    folded = fold_spelling(name)
    if not folded:
        return []
    found: dict[str, SkillMatch] = {}
    names = {form: skill for skill in taxonomy for form in (skill.label, *skill.aliases, *skill.ambiguous)}
    exact = taxonomy.find(name) or taxonomy.find(folded)
    if exact is not None:
        found[exact.id] = SkillMatch(exact, _how(taxonomy, exact, folded))
    else:
        near = {fold_spelling(form): form for form in names}
        for key in difflib.get_close_matches(folded, sorted(near), n=most, cutoff=SIMILAR):
            found.setdefault(names[near[key]].id, SkillMatch(names[near[key]], f"like {near[key]}"))
    if len(folded) >= SHORTEST_PART:
        within = [form for form in names if folded in fold_spelling(form)]
        for form in sorted(within, key=lambda f: (not fold_spelling(f).startswith(folded), len(f), f)):
            found.setdefault(names[form].id, SkillMatch(names[form], "part of a name"))
    return list(found.values())[:most]


def _how(taxonomy: Taxonomy, skill: Skill, folded: str) -> str:
    if folded == skill.id:
        return "id"
    if folded == fold_spelling(skill.label):
        return "label"
    return "spelling" if folded in taxonomy.forms else "ambiguous spelling"


def describe(taxonomy: Taxonomy, skill: Skill) -> dict[str, Any]:
    """All that the taxonomy knows of a skill, as plain data.

    Args:
        taxonomy: that holds the skill.
        skill: the skill.

    >>> from matcher.skills.taxonomy import load_taxonomy
    >>> taxonomy = load_taxonomy()
    >>> card = describe(taxonomy, taxonomy["spring-boot"])
    >>> card["label"], card["kind"], "springboot" in card["also_by_rule"], card["implies"]
    ('Spring Boot', 'framework', True, ['Spring', 'Java'])
    """
    written = {fold_spelling(form) for form in (*skill.aliases, *skill.ambiguous)}
    derived = dict.fromkeys(v for form in skill.aliases for v in spelling_variants(form) if v not in written)
    file, line = taxonomy.sources.get(skill.id, ("", 0))
    return {
        "id": skill.id,
        "label": skill.label,
        "kind": skill.kind,
        "spellings": list(skill.aliases),
        "also_by_rule": [form for form in derived if taxonomy.forms.get(form) == skill.id],
        "ambiguous": list(skill.ambiguous),
        "sense": skill.sense,
        "rule": SENSE_RULES.get(skill.sense, ""),
        "confirmed_by": list(skill.confirm),
        "rejected_in": list(skill.reject),
        "implies": [s.label for s in taxonomy.implied(skill.id)],
        "implied_by": sorted((s.label for s in taxonomy if skill.id in s.implies), key=str.casefold),
        "source": f"{file}:{line}" if file else "",
    }
