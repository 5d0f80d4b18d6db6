"""Write a drafted profile as TOML, laid out like the shipped ones, with comments for the person who edits it."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from matcher.authoring.drafting.advert import Advert
from matcher.core.profile import Necessity, RequirementProfile

__all__ = ["DraftedRequirement", "DraftedTitle", "slug", "write_profile"]

WIDTH: Final = 120
LONGEST_SOURCE: Final = 400
"""Most characters of the advert that are quoted as the source of one requirement."""

HEAD: Final = """\
# A requirement profile, drafted from a job advert. Read and edit it before you rank anybody with it.
#
# How to read it
#   Of 100 points, `tfidf_weight` go to the match of the résumé's words with `text`. The requirements share the rest in
#   proportion to their weights.
#   necessity  must | should | nice, from the advert's headings and wording
#   any_of     technologies of which any one is sufficient, each with its worth: 1.0 = as good as those in the advert
#   phrases    words that show a competency; `*` stands for any letters, `...` for up to four words in between
#   meaning    sentences that describe the competency: the résumé's sentences are compared with them
#   enough     evidence that earns the full share; 1 = one technology used in long and recent dated work
#   source     the sentences of the advert that the requirement comes from
#
# What to do with it
#   1. Delete requirements that the work does not need: adverts list more than they mean.
#   2. Add equivalents to any_of: a person who knows MySQL learns PostgreSQL in weeks; a worth of 0.8 says so.
#   3. Decide which requirements are must-haves: the fewer there are, the better they distinguish candidates.
#   4. Give each weight your own reason. `matcher profile check FILE` lists entries that count twice or never.
"""


@dataclass(slots=True)
class DraftedRequirement:
    """A drafted requirement, ready to be written.

    >>> DraftedRequirement("Go", 10.0, "must", "Asked for.", ["Go."], 1.0, {"Go": 1.0}).necessity
    'must'
    """

    label: str
    weight: float
    necessity: Necessity
    reason: str
    source: list[str]
    enough: float
    any_of: dict[str, float]
    """Labels of technologies to worths."""
    phrases: tuple[str, ...] = ()
    meaning: str = ""
    note: str = ""
    """A comment for the person who edits the draft."""
    also: list[str] = field(default_factory=list)
    """Labels of alternatives that other sentences of the advert name."""
    several: bool = False
    key: str = ""
    """The requirement's id."""


@dataclass(frozen=True, slots=True)
class DraftedTitle:
    """An entry for job titles: how much work under such titles counts."""

    phrases: tuple[str, ...]
    worth: float
    reason: str


def slug(text: str) -> str:
    """Make an id from a label.

    >>> slug("C#, ASP.NET & SQL …"), slug("Über-Titel")
    ('c-sharp-asp-net-sql', 'über-titel')
    """
    plain = text.casefold().replace("c++", "c-plus-plus").replace("c#", "c-sharp").replace("f#", "f-sharp")
    return re.sub(r"[\W_]+", "-", plain)[:48].strip("-") or "role"


def _text(value: str) -> str:
    """Write a TOML string on one line."""
    plain = "".join(c if c.isprintable() else " " for c in " ".join(value.split()))
    return json.dumps(plain, ensure_ascii=False)


def _paragraph(value: str) -> str:
    """Write a TOML string over several lines, without characters that would end or escape it."""
    plain = "".join(c if c.isprintable() or c == "\n" else " " for c in value).replace("\\", "/").replace('"""', "'")
    lines = [wrapped for line in plain.splitlines() for wrapped in textwrap.wrap(line, WIDTH, break_on_hyphens=False)]
    return '"""\n' + "\n".join(lines) + '\n"""'


def _comment(value: str) -> str:
    plain = "".join(c if c.isprintable() else " " for c in value)
    return "\n".join(textwrap.wrap(plain, WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False))


def _list(key: str, items: Iterable[str]) -> str:
    quoted = [json.dumps(item, ensure_ascii=False) for item in items]
    line = f"{key} = [{', '.join(quoted)}]"
    if len(line) <= WIDTH:
        return line
    rows = textwrap.wrap(
        ", ".join(q.replace(" ", "\0") for q in quoted) + ",", WIDTH - 4, break_long_words=False, break_on_hyphens=False
    )
    body = "\n".join(f"    {row}" for row in rows).replace("\0", " ")
    return f"{key} = [\n{body}\n]"


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else f"{value:g}"


def write_profile(
    advert: Advert,
    requirements: Sequence[DraftedRequirement],
    role: str,
    tfidf_weight: float,
    known_words: int,
    titles: Sequence[DraftedTitle],
    closest: RequirementProfile | None = None,
    left_out: Sequence[str] = (),
) -> str:
    """Write a drafted profile as TOML.

    Args:
        advert: the advert that the profile is drafted from.
        requirements: the requirements, in the order to write them.
        role: the text that TF-IDF compares résumés with.
        tfidf_weight: TF-IDF's share of the 100 points.
        known_words: number of different words of ``role`` that the TF-IDF reference knows.
        titles: the title entries, in the order in which they are tried.
        closest: the shipped profile of the same role; what work of each kind is worth comes from it.
        left_out: labels of requirements that were left out.

    Returns:
        A valid profile for :func:`matcher.profiles.loading.parse_profile`.
    """
    weight = sum(r.weight for r in requirements)
    musts = sum(r.weight for r in requirements if r.necessity == "must")
    tfidf_note = (
        "The role's vocabulary may decide between near-equals, no more."
        if tfidf_weight
        else f"0, since the TF-IDF reference knows only {known_words} words of the text: too few, or not English."
    )
    out = [
        HEAD.rstrip(),
        "#",
        "# How the weights were chosen",
        _comment(
            "By rule, from the advert's wording: must 10, should 6, nice 3; more for technologies in the title or in "
            "several sentences, less for those that every résumé names (practices, tools, formats); duties 6 or 4. "
            f"Must-haves have {_number(round(musts, 1))} of {_number(round(weight, 1))}."
        ),
        "",
        f"id = {_text(slug(advert.role))}",
        f"label = {_text(advert.role)}",
        'version = "draft"',
        f"tfidf_weight = {_number(tfidf_weight)}",
        _comment(tfidf_note),
        "",
        "# Without the sentences about the company, pay, law and how to apply.",
        f"text = {_paragraph(role)}",
    ]
    if titles:
        out += [
            "",
            "# How much work under a job title counts, whatever its kind: 1 = in full, 0 = no more than a list.",
        ]
    for title in titles:
        out += [
            "",
            "[[title]]",
            f"worth = {title.worth}",
            f"reason = {_text(title.reason)}",
            _list("phrases", title.phrases),
        ]
    if closest is not None and closest.worth_of_work:
        out += [
            "",
            "# What work of each kind is worth to the role: 1 = in full, 0 = no more than a list. Any other kind or an",
            f"# unknown one, counts in full. From {closest.id}.",
            "[worth_of_work]",
            *(f"{family} = {worth}" for family, worth in closest.worth_of_work),
        ]
    for requirement in requirements:
        out += ["", *_requirement(requirement)]
    if left_out:
        out += [
            "",
            _comment(
                f"Left out, since they have the least weight of {len(requirements) + len(left_out)}: "
                f"{'; '.join(left_out)}"
            ),
        ]
    return "\n".join(out) + "\n"


def _requirement(requirement: DraftedRequirement) -> list[str]:
    source = " / ".join(requirement.source)
    if len(source) > LONGEST_SOURCE:
        source = source[:LONGEST_SOURCE].rsplit(" ", 1)[0] + " …"
    out = ["[[requirement]]"]
    if requirement.note:
        out.append(_comment(requirement.note))
    if requirement.several:
        out.append(_comment("The advert names these one by one; `enough` asks for more than one of them."))
    out += [
        f"id = {_text(requirement.key)}",
        f"label = {_text(requirement.label)}",
        f"weight = {_number(requirement.weight)}",
        f"necessity = {_text(requirement.necessity)}",
        f"enough = {_number(requirement.enough)}",
        f"reason = {_text(requirement.reason)}",
        f"source = {_text(source or 'The title.')}",
    ]
    if requirement.meaning:
        out.append(f"meaning = {_paragraph(requirement.meaning)}")
    if requirement.phrases:
        out.append(_list("phrases", requirement.phrases))
    if requirement.any_of:
        out.append("[requirement.any_of]")
        for label, worth in requirement.any_of.items():
            named = "  # named elsewhere in the advert" if label in requirement.also else ""
            out.append(f"{json.dumps(label, ensure_ascii=False)} = {worth}{named}")
    return out
