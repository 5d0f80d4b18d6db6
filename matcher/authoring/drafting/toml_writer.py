"""Writing a drafted profile as TOML, in the form of the shipped ones and with comments for the person who edits it."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from matcher.authoring.drafting.advert import Advert
from matcher.core.profile import Necessity

__all__ = ["DraftedRequirement", "DraftedTitle", "write_profile"]

WIDTH: Final = 120
LONGEST_SOURCE: Final = 400
"""Characters of an advert's sentences that are quoted as the source of one requirement."""

HEAD: Final = """\
# A requirement profile, drafted from a job advert. Read it and change it before anybody is ranked with it.
#
# How to read it
#   Every requirement holds a share of the points in proportion to its weight; `tfidf_weight` of the 100 points go to
#   how the résumé's own words match `text`, the rest is shared among the requirements.
#   necessity  must | should | nice, as the advert's headings and wording say
#   any_of     technologies of which any one will do, each with its worth: 1.0 = as good as the ones that are named
#   phrases    words that show a competency; `*` stands for any letters, `...` for up to four words in between
#   meaning    what is meant, in sentences: sentences of the résumé are compared with it
#   enough     how much evidence earns the full share, in units of "one technology shown in long and recent dated work"
#   source     the sentences of the advert that it comes from
#
# What to do with it
#   1. Delete what is said but not meant: adverts list more than the work needs.
#   2. Add peers to any_of: somebody who knows MySQL learns PostgreSQL in weeks; a worth of 0.8 says so.
#   3. Say which must-haves are: the fewer, the better they tell people apart.
#   4. Give each weight your own reason. `matcher profile check FILE` tells what counts twice or can never count.
"""


@dataclass(slots=True)
class DraftedRequirement:
    """A requirement on its way into a file.

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
    """A comment for whoever edits."""
    also: list[str] = field(default_factory=list)
    """Labels that the advert names elsewhere."""
    several: bool = False
    key: str = ""
    """The id."""


@dataclass(frozen=True, slots=True)
class DraftedTitle:
    """What titles of jobs say about the work in them."""

    phrases: tuple[str, ...]
    worth: float
    reason: str
    origin: str = ""
    """The shipped profile that it is taken from."""


def _text(value: str) -> str:
    """A TOML string on one line."""
    plain = "".join(c if c.isprintable() else " " for c in " ".join(value.split()))
    return json.dumps(plain, ensure_ascii=False)


def _paragraph(value: str) -> str:
    """A TOML string over several lines; what would end or escape it is taken out."""
    plain = "".join(c if c.isprintable() or c == "\n" else " " for c in value).replace("\\", "/").replace('"""', "'")
    lines = [piece for line in plain.splitlines() for piece in textwrap.wrap(line, WIDTH, break_on_hyphens=False)]
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
    left_out: Sequence[str] = (),
) -> str:
    """The TOML of a drafted profile.

    Args:
        advert: what it is drafted from.
        requirements: in the order in which they are written.
        role: what TF-IDF compares résumés with.
        tfidf_weight: its share of 100.
        known_words: how many different words of it the reference knows.
        titles: in the order in which they are tried.
        left_out: what the advert asks for that was too much for one profile.

    Returns:
        Text that ``matcher.profiles.loading.parse_profile`` finds no problem with.
    """
    weight = sum(r.weight for r in requirements)
    musts = sum(r.weight for r in requirements if r.necessity == "must")
    slug = re.sub(r"[\W_]+", "-", advert.role.casefold().replace("c#", "c-sharp").replace("c++", "c-plus-plus"))
    told = (
        "The role's vocabulary may decide between near-equals, no more."
        if tfidf_weight
        else f"0, since the TF-IDF reference knows only {known_words} words of the text: too few, or not in English."
    )
    out = [
        HEAD.rstrip(),
        "#",
        "# How the weights came about",
        _comment(
            "  By rule, from the advert's wording: must 10, should 6, nice 3; more for what the title names or several "
            "sentences repeat, less for what everybody's résumé names (practices, tools, formats); duties 6 or 4. "
            f"Must-haves hold {_number(round(musts, 1))} of {_number(round(weight, 1))}."
        ).replace("#   By", "#   By"),
        "",
        f"id = {_text(slug.strip('-')[:48].strip('-') or 'role')}",
        f"label = {_text(advert.role)}",
        'version = "draft"',
        f"tfidf_weight = {_number(tfidf_weight)}",
        _comment(told),
        "",
        "# Without what the advert says of the company, pay, law and how to apply.",
        f"text = {_paragraph(role)}",
    ]
    if titles:
        out += [
            "",
            "# What a job's title says about the work in it. The first entry that matches decides; any other title",
        ]
        out += ["# counts in full. `worth` 1 = in full, 0 = no better than a list."]
    for title in titles:
        out += ["", "[[title]]", f"worth = {title.worth}"]
        out += [f"reason = {_text(title.reason)}" + (f"  # from {title.origin}" if title.origin else "")]
        out += [_list("phrases", title.phrases)]
    for requirement in requirements:
        out += ["", *_requirement(requirement)]
    if left_out:
        out += [
            "",
            _comment(f"Left out, being the lightest of {len(requirements) + len(left_out)}: {'; '.join(left_out)}"),
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
        out.append(_comment("The advert names them one by one; enough asks for more than one of them."))
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
