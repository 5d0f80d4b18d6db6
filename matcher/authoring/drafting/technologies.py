"""Requirements from the technologies that an advert names: any-of groups from its lists, necessity from its wording."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from matcher.authoring.drafting.advert import Statement
from matcher.authoring.drafting.wording import Wording
from matcher.core.profile import Necessity
from matcher.core.skills import Mention
from matcher.skills.taxonomy import Taxonomy

__all__ = ["GENERAL_KINDS", "ORDER", "Asked", "Named", "asked_technologies", "necessity_of"]

ORDER: Final[Mapping[Necessity, int]] = {"must": 0, "should": 1, "nice": 2}

GENERAL_KINDS: Final = frozenset(
    {"practice", "testing", "tool", "version-control", "data-format", "api", "operating-system"}
)
"""Kinds of technology that are of no trade's own: everybody's résumé names Git, JSON, Windows and Agile."""

MERGED: Final = 3
"""Single technologies of one kind and necessity above which they become one requirement: four more lines of a profile
would say "and also" four times. Chosen by reading drafts of the development adverts."""

ALSO: Final = 0.8
"""Worth of a technology that the advert names elsewhere beside one that a requirement asks for already: an alternative,
though not where it was first asked."""

COMMA: Final = 15
"""Characters that a comma between a cue and a name counts for: "Python required, Go a plus"."""

_JOINT: Final = re.compile(r"[\s,;/&()+|“”\"'’•-]*(?:[\w/.]+[\s,;/&()+|“”\"'’•-]*){0,2}")
_PLAIN_JOINT: Final = re.compile(r"[\s,/&()+|]*")
_MORE: Final = re.compile(
    r"[\s,(]*(?:etc\b|or (?:similar|equivalent|other|another|any|the like|related)|oder ähnlich|ou équivalent|"
    r"o similar)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A technology in a statement, with how much it is wanted there.

    >>> Named("go", 3, 5, "must").necessity
    'must'
    """

    skill: str
    start: int
    """Offset in the statement."""
    end: int
    necessity: Necessity
    cue: str = ""
    """The word that says so; empty when the part of the advert does."""


@dataclass(slots=True)
class Asked:
    """Technologies of which any one will do, as the advert asks for them.

    >>> Asked({"go": 1.0}, "must", []).necessity
    'must'
    """

    skills: dict[str, float]
    necessity: Necessity
    statements: list[Statement]
    cue: str = ""
    years: int = 0
    """The most that any of its sentences asks for; 0 for none."""
    several: bool = False
    """Whether the advert wants more than one of them."""
    in_title: bool = False
    times: int = 1
    """How many statements name it."""
    order: int = 0
    """Where in the advert it is first named."""
    also: list[str] = field(default_factory=list)
    """Skills that were named elsewhere."""


def necessity_of(statement: Statement, start: int, end: int, wording: Wording) -> tuple[Necessity, str]:
    """How much something is wanted, and the word that says so.

    The nearest cue within the clause decides; without one, the part of the advert does.

    Args:
        statement: the sentence.
        start: where in it the thing stands.
        end: where it ends there.
        wording: the words of adverts.

    >>> from matcher.authoring.drafting.wording import load_wording
    >>> statement = Statement("Python is required, Go is a plus.", 0, "duties")
    >>> necessity_of(statement, 0, 6, load_wording()), necessity_of(statement, 20, 22, load_wording())
    (('must', 'required'), ('nice', 'a plus'))
    """
    text = statement.text
    low = max((m.end() for m in re.finditer(r"[;]|\.\s|\bbut\b|\baber\b|\bmais\b|\bpero\b", text[:start])), default=0)
    high = re.compile(r"[;]|\.\s|\bbut\b|\baber\b|\bmais\b|\bpero\b").search(text, end)
    until = high.start() if high else len(text)
    part: Necessity = "must" if statement.part == "must" else "nice" if statement.part == "nice" else "should"
    found: list[tuple[int, int, Necessity, str]] = []
    patterns: tuple[tuple[Necessity, re.Pattern[str]], ...] = (
        ("nice", wording.nice), ("must", wording.must), ("should", wording.should),
    )  # fmt: skip
    for rank, (necessity, pattern) in enumerate(patterns):
        for match in pattern.finditer(text, low, until):
            if match.start() < end and start < match.end():
                continue
            between = text[match.end() : start] if match.end() <= start else text[end : match.start()]
            distance = len(between) + COMMA * between.count(",")
            found.append((distance, rank, necessity, match[0].casefold()))
    nice = [f for f in found if f[2] == "nice"]
    others = [f for f in found if f[2] != "nice"]
    # "not required" holds "required": what overlaps a softer cue is not heard.
    if nice and (not others or min(nice)[0] <= min(others)[0] or text[low:until].count(",") == 0):
        return "nice", min(nice)[3]
    if statement.part == "nice":
        return "nice", ""
    if not others:
        return part, ""
    _, _, necessity, cue = min(others)
    strong = [f for f in others if f[2] == "must"]
    if necessity == "should" and strong and _precedes(text[low:until].casefold(), min(strong)[3], cue):
        necessity, cue = "must", min(strong)[3]  # "strong understanding of", "sehr gute Kenntnisse"
    if necessity == "should" and part == "must":
        return "should", cue
    if necessity == "must":
        return "must", cue
    return part, ""


def _precedes(clause: str, first: str, second: str) -> bool:
    """Whether one cue qualifies the next: at most two words stand between them."""
    return bool(re.search(rf"{re.escape(first)}\W+(?:\w+\W+){{0,2}}{re.escape(second)}", clause))


def _lists(statement: Statement, named: Sequence[Named], wording: Wording) -> list[tuple[list[Named], bool]]:
    """The names parted into lists, each with whether any one of it will do."""
    text = statement.text
    runs: list[list[Named]] = []
    for name in named:
        gap = text[runs[-1][-1].end : name.start] if runs else ""
        joined = runs and (
            _PLAIN_JOINT.fullmatch(gap)
            or (_JOINT.fullmatch(gap) and re.search(r"[,/&]|\W", gap) and _connects(gap, wording))
        )
        if joined and runs[-1][-1].necessity == name.necessity:
            runs[-1].append(name)
        else:
            runs.append([name])
    found: list[tuple[list[Named], bool]] = []
    for run in runs:
        before = text[max(0, run[0].start - 40) : run[0].start]
        gaps = [text[a.end : b.start] for a, b in pairwise(run)]
        example = any(re.fullmatch(r"\W*(?:\w+\W*)?", before[m.end() :]) for m in wording.example.finditer(before))
        either = [bool(wording.either.search(g)) for g in gaps]
        worded = any(wording.either.search(g.replace("/", " ")) for g in gaps)
        if len(run) == 1 or example or _MORE.match(text, run[-1].end):
            found.append((run, True))
            continue
        if worded:
            # "Go, and MySQL or MariaDB": what "and" parts is wanted apart.
            apart = [not e and bool(wording.both.search(g)) for e, g in zip(either, gaps, strict=True)]
            found += _parted(run, apart)
            continue
        # "Python and JavaScript/TypeScript": a slash binds its own neighbours only.
        group = [run[0]]
        for name, slash in zip(run[1:], either, strict=True):
            if slash:
                group.append(name)
            else:
                found.append((group, len(group) > 1))
                group = [name]
        found.append((group, len(group) > 1))
    return found


def _parted(run: Sequence[Named], apart: Sequence[bool]) -> list[tuple[list[Named], bool]]:
    groups = [[run[0]]]
    for name, new in zip(run[1:], apart, strict=True):
        groups.append([name]) if new else groups[-1].append(name)
    return [(group, True) for group in groups]


def _connects(gap: str, wording: Wording) -> bool:
    """Whether all the words between two names only connect them."""
    rest = wording.both.sub(" ", wording.either.sub(" ", gap.casefold()))
    return not re.search(r"\w{2,}", wording.example.sub(" ", rest))


def asked_technologies(
    statements: Sequence[tuple[Statement, Sequence[Mention]]],
    title: frozenset[str],
    taxonomy: Taxonomy,
    wording: Wording,
) -> list[Asked]:
    """What an advert asks for by name.

    Args:
        statements: with the mentions in each; their offsets count the statement's characters.
        title: skills that the advert's title names.
        taxonomy: tells kinds.
        wording: the words of adverts.

    Returns:
        Requirements, no skill in two of them, the most wanted first and then in the advert's order.
    """
    groups: list[Asked] = []
    for order, (statement, mentions) in enumerate(statements):
        named = [Named(m.skill, m.start, m.end, *necessity_of(statement, m.start, m.end, wording)) for m in mentions]
        for run, anyone in _lists(statement, named, wording):
            skills = list(dict.fromkeys(name.skill for name in run))
            years = wording.years(statement.text) if statement.part != "company" else 0
            cue = next((name.cue for name in run if name.cue), "")
            parts = [skills] if anyone else [[skill] for skill in skills]
            groups += [
                Asked(dict.fromkeys(part, 1.0), run[0].necessity, [statement], cue, years, order=order)
                for part in parts
            ]
    if title:
        for skill in sorted(title):
            if not any(skill in g.skills for g in groups):
                groups.append(Asked({skill: 1.0}, "must", [], order=-1, times=0))
        for group in groups:
            if title & group.skills.keys():
                group.in_title = True
                group.necessity = "must"
    # The most wanted first; of those, the plainest: "Python" before "Python, Scala or Java".
    groups.sort(key=lambda g: (ORDER[g.necessity], len(g.skills) > 1, g.order))
    return _gathered(_merged(groups), taxonomy)


def _merged(groups: Sequence[Asked]) -> list[Asked]:
    """No skill in two requirements: what overlaps becomes one."""
    kept: list[Asked] = []
    for group in groups:
        owners = [k for k in kept if k.skills.keys() & group.skills.keys()]
        if not owners:
            kept.append(group)
            continue
        owner = owners[0]
        new = [s for s in group.skills if not any(s in k.skills for k in kept)]
        for skill in new:
            owner.skills[skill] = ALSO
            owner.also.append(skill)
        for k in owners:
            k.times += 1
            k.years = max(k.years, group.years)
            if group.statements[0] not in k.statements:
                k.statements.append(group.statements[0])
    return kept


def _gathered(groups: Sequence[Asked], taxonomy: Taxonomy) -> list[Asked]:
    """Many single technologies of one kind and necessity become one requirement of which several are wanted."""
    singles: dict[tuple[str, Necessity], list[Asked]] = {}
    for group in groups:
        kind = taxonomy[next(iter(group.skills))].kind
        general = kind in GENERAL_KINDS
        if len(group.skills) == 1 and not group.in_title and (general or group.necessity != "must" or group.times < 2):
            singles.setdefault((kind, group.necessity), []).append(group)
    gone: set[int] = set()
    made: list[Asked] = []
    for (kind, necessity), many in singles.items():
        if len(many) <= (MERGED if necessity == "must" and kind not in GENERAL_KINDS else 1):
            continue
        gone |= {id(g) for g in many}
        joined = Asked({}, necessity, [], many[0].cue, max(g.years for g in many), True, order=many[0].order)
        joined.times = max(g.times for g in many)
        for group in many:
            joined.skills |= group.skills
            joined.statements += [s for s in group.statements if s not in joined.statements]
        made.append(joined)
    rest = [g for g in groups if id(g) not in gone]
    return sorted([*rest, *made], key=lambda g: (ORDER[g.necessity], not g.in_title, g.order))
