"""Look a skill up by id, label or spelling, by a part of its name, or by a misspelled name."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any, Final

from matcher.core.skills import Skill
from matcher.skills.spelling import fold_spelling, spelling_variants
from matcher.skills.taxonomy import Taxonomy

__all__ = ["SENSE_RULES", "SkillMatch", "describe", "search"]

SENSE_RULES: Final = {
    "letter": "one or two letters: counts in a list of technologies, or next to a word such as “programming” or "
    "“language”",
    "word": "also an everyday word: counts in its usual capitals, next to technologies, with a version, or near a word "
    "that confirms it",
    "name": "also a name of something else: counts in its usual capitals near technologies, or near a word that "
    "confirms it",
    "common": "also an everyday phrase: counts only near a word that confirms it",
}
"""One sentence for each sense of an ambiguous form: when it counts as the skill. The rules are in
:mod:`matcher.skills.ambiguity.rules`."""

SIMILAR: Final = 0.75
"""Lowest similarity (difflib's ratio, 0 to 1) at which a spelling is suggested: "Hybernat" reaches 0.82."""

SHORTEST_PART: Final = 3
"""Fewest letters of a searched part of a name; otherwise "go" would find every algorithm."""


@dataclass(frozen=True, slots=True)
class SkillMatch:
    """A skill that was found, and how.

    >>> SkillMatch(Skill("go", "Go", "language"), "spelling").how
    'spelling'
    """

    skill: Skill
    how: str
    """"id", "label", "spelling", "ambiguous spelling", "part of a name" or "like ..." with the similar spelling."""


def search(taxonomy: Taxonomy, name: str, limit: int = 8) -> list[SkillMatch]:
    """Return the skills that a name may mean, the most certain first.

    Args:
        taxonomy: the skills to search.
        name: an id, a label, a spelling, a part of one, or a misspelled one.
        limit: most matches to return.

    Returns:
        The skill with exactly this id or spelling if there is one, otherwise those with similar spellings; then those
        with names that contain it.

    >>> from matcher.skills.taxonomy import load_taxonomy
    >>> [(m.skill.label, m.how) for m in search(load_taxonomy(), "golang")][0]
    ('Go', 'spelling')
    >>> [(m.skill.label, m.how) for m in search(load_taxonomy(), "Kubernettes")][0]
    ('Kubernetes', 'like Kubernetes')
    """
    folded = fold_spelling(name)
    if not folded:
        return []
    matches: dict[str, SkillMatch] = {}
    names = {form: skill for skill in taxonomy for form in (skill.label, *skill.aliases, *skill.ambiguous)}
    exact = taxonomy.find(name) or taxonomy.find(folded)
    if exact is not None:
        matches[exact.id] = SkillMatch(exact, _how(taxonomy, exact, folded))
    else:
        spellings = {fold_spelling(form): form for form in names}
        for key in difflib.get_close_matches(folded, sorted(spellings), n=limit, cutoff=SIMILAR):
            skill = names[spellings[key]]
            matches.setdefault(skill.id, SkillMatch(skill, f"like {spellings[key]}"))
    if len(folded) >= SHORTEST_PART:
        containing = [form for form in names if folded in fold_spelling(form)]
        for form in sorted(containing, key=lambda f: (not fold_spelling(f).startswith(folded), len(f), f)):
            matches.setdefault(names[form].id, SkillMatch(names[form], "part of a name"))
    return list(matches.values())[:limit]


def _how(taxonomy: Taxonomy, skill: Skill, folded: str) -> str:
    if folded == skill.id:
        return "id"
    if folded == fold_spelling(skill.label):
        return "label"
    return "spelling" if folded in taxonomy.forms else "ambiguous spelling"


def describe(taxonomy: Taxonomy, skill: Skill) -> dict[str, Any]:
    """Return everything that the taxonomy holds about a skill, as plain data.

    Args:
        taxonomy: the taxonomy that contains the skill.
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
