"""Turn the technologies of an advert into requirements: any-of groups from its lists, necessity from its wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from matcher.authoring.drafting.advert import AdvertSentence
from matcher.authoring.drafting.word_patterns import LETTER, has_cjk
from matcher.authoring.drafting.wording import Wording
from matcher.core.profile import Necessity
from matcher.core.skills import Mention
from matcher.languages.writing_systems import CJK
from matcher.skills.taxonomy import Taxonomy

__all__ = [
    "GENERAL_KINDS",
    "NECESSITY_ORDER",
    "NamedTechnology",
    "TechnologyGroup",
    "group_technologies",
    "necessity_of",
]

NECESSITY_ORDER: Final[Mapping[Necessity, int]] = {"must": 0, "should": 1, "nice": 2}

GENERAL_KINDS: Final = frozenset(
    {"practice", "testing", "tool", "version-control", "data-format", "api", "operating-system"}
)
"""Kinds of technology that belong to no particular trade: every résumé names Git, JSON, Windows and Agile."""

MOST_SINGLES: Final = 3
"""Most single technologies of one kind and necessity that stay separate; more become one requirement, since further
lines in the profile would only say "and also". Chosen by reading drafts of the development adverts."""

NAMED_ELSEWHERE: Final = 0.8
"""Worth of a technology that the advert names as an alternative, but not in the sentence that the requirement comes
from."""

COMMA_DISTANCE: Final = 15
"""Distance in characters that a comma between a cue and a name counts as: "Python required, Go a plus"."""

_SEPARATOR: Final = re.compile(r"[\s,;/&()+|“”\"'’•、・-]*(?:[\w/.]+[\s,;/&()+|“”\"'’•、・-]*){0,2}")
_PLAIN_SEPARATOR: Final = re.compile(r"[\s,/&()+|、・]*")
_AFTER_EXAMPLE: Final = re.compile(rf"\W*(?:[{CJK}]{{1,6}}\W*|{LETTER}+\W*)?")
"""What may stand between "such as" and the names."""


@dataclass(frozen=True, slots=True)
class NamedTechnology:
    """A technology in a sentence, with its necessity there.

    >>> NamedTechnology("go", 3, 5, "must").necessity
    'must'
    """

    skill: str
    start: int
    """Offset in the sentence."""
    end: int
    necessity: Necessity
    cue: str = ""
    """The word that gives the necessity; empty if the part of the advert does."""


@dataclass(slots=True)
class TechnologyGroup:
    """Technologies of which any one satisfies the advert.

    >>> TechnologyGroup({"go": 1.0}, "must", []).necessity
    'must'
    """

    skills: dict[str, float]
    necessity: Necessity
    sentences: list[AdvertSentence]
    cue: str = ""
    years: int = 0
    """The most years that one of its sentences asks for; 0 for none."""
    several: bool = False
    """Whether the advert asks for more than one of them."""
    in_title: bool = False
    times: int = 1
    """Number of sentences that name one of them."""
    order: int = 0
    """Position in the advert where one of them is first named."""
    also: list[str] = field(default_factory=list)
    """Skills that other sentences add as alternatives."""


def necessity_of(sentence: AdvertSentence, start: int, end: int, wording: Wording) -> tuple[Necessity, str]:
    """Return how necessary a part of a sentence is, and the word that says so.

    The nearest cue in the clause decides; without a cue, the part of the advert decides.

    Args:
        sentence: the sentence.
        start: start offset of the technology in the sentence.
        end: its end offset.
        wording: the vocabulary of adverts.

    >>> from matcher.authoring.drafting.wording import load_wording
    >>> sentence = AdvertSentence("Python is required, Go is a plus.", 0, "duties")
    >>> necessity_of(sentence, 0, 6, load_wording()), necessity_of(sentence, 20, 22, load_wording())
    (('must', 'required'), ('nice', 'a plus'))
    """
    text = sentence.text
    low = max((m.end() for m in wording.clause.finditer(text, 0, start)), default=0)
    high = wording.clause.search(text, end)
    until = high.start() if high else len(text)
    part: Necessity = "must" if sentence.part == "must" else "nice" if sentence.part == "nice" else "should"
    cues: list[tuple[int, int, Necessity, str]] = []
    patterns: tuple[tuple[Necessity, re.Pattern[str]], ...] = (
        ("nice", wording.nice), ("must", wording.must), ("should", wording.should),
    )  # fmt: skip
    outermost = _outermost(m.span() for _, pattern in patterns for m in pattern.finditer(text, low, until))
    for rank, (necessity, pattern) in enumerate(patterns):
        for match in pattern.finditer(text, low, until):
            if (match.start() < end and start < match.end()) or match.span() not in outermost:
                continue
            if not wording.is_english and _is_aside(text, match.span(), (start, end)):
                continue
            between = text[match.end() : start] if match.end() <= start else text[end : match.start()]
            distance = len(between) + COMMA_DISTANCE * _commas(between)
            cues.append((distance, rank, necessity, match[0].casefold()))
    nice = [c for c in cues if c[2] == "nice"]
    others = [c for c in cues if c[2] != "nice"]
    # "not required" contains "required": the softer cue wins unless the other is nearer.
    if nice and (not others or min(nice)[0] <= min(others)[0] or _commas(text[low:until]) == 0):
        return "nice", min(nice)[3]
    if sentence.part == "nice":
        return "nice", ""
    if not others:
        return part, ""
    _, _, necessity, cue = min(others)
    strong = [c for c in others if c[2] == "must"]
    if necessity == "should" and strong and _precedes(text[low:until].casefold(), min(strong)[3], cue):
        necessity, cue = "must", min(strong)[3]  # "strong understanding of", "sehr gute Kenntnisse"
    if necessity == "should" and part == "must":
        return "should", cue
    if necessity == "must":
        return "must", cue
    return part, ""


def _outermost(spans: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the spans that are within no other one: "non obbligatorio" contains "obbligatorio"."""
    kept: set[tuple[int, int]] = set()
    reached = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if end > reached:
            kept.add((start, end))
            reached = end
    return kept


def _is_aside(text: str, cue: tuple[int, int], name: tuple[int, int]) -> bool:
    """Whether a cue is in brackets together with another name: "PHP (preferibilmente Laravel)" says nothing of PHP."""
    opening, closing = text.rfind("(", 0, cue[0]), text.find(")", cue[1])
    if opening < 0 or closing < 0 or ")" in text[opening : cue[0]] or opening < name[0] < closing:
        return False
    return any(c.isupper() for c in text[opening + 1 : cue[0]] + text[cue[1] : closing])


def _commas(text: str) -> int:
    return text.count(",") + text.count("、")


def _precedes(clause: str, first: str, second: str) -> bool:
    """Whether one cue qualifies the next, with at most two words between them."""
    return bool(re.search(rf"{re.escape(first)}\W+(?:\w+\W+){{0,2}}{re.escape(second)}", clause))


def _split_into_lists(
    sentence: AdvertSentence, named: Sequence[NamedTechnology], wording: Wording
) -> list[tuple[list[NamedTechnology], bool]]:
    """Split the names of a sentence into lists, each with whether any one of its names satisfies the advert."""
    text = sentence.text
    runs: list[list[NamedTechnology]] = []
    for name in named:
        gap = text[runs[-1][-1].end : name.start] if runs else ""
        joined = runs and (
            _PLAIN_SEPARATOR.fullmatch(gap)
            or (_SEPARATOR.fullmatch(gap) and (re.search(r"\W", gap) or has_cjk(gap)) and _connects(gap, wording))
        )
        if joined and runs[-1][-1].necessity == name.necessity:
            runs[-1].append(name)
        else:
            runs.append([name])
    lists: list[tuple[list[NamedTechnology], bool]] = []
    for run in runs:
        before = text[max(0, run[0].start - 40) : run[0].start]
        gaps = [text[a.end : b.start] for a, b in pairwise(run)]
        example = any(_AFTER_EXAMPLE.fullmatch(before, m.end()) for m in wording.example.finditer(before))
        either = [bool(wording.either.search(g)) for g in gaps]
        has_or = any(wording.either.search(g.replace("/", " ")) for g in gaps)
        if len(run) == 1 or example or wording.more.match(text, run[-1].end):
            lists.append((run, True))
            continue
        if has_or:
            # "Go, and MySQL or MariaDB": "and" separates two requirements.
            splits = [not e and bool(wording.both.search(g)) for e, g in zip(either, gaps, strict=True)]
            lists += _split_at(run, splits)
            continue
        # "Python and JavaScript/TypeScript": a slash connects only its two neighbours.
        group = [run[0]]
        for name, slash in zip(run[1:], either, strict=True):
            if slash:
                group.append(name)
            else:
                lists.append((group, len(group) > 1))
                group = [name]
        lists.append((group, len(group) > 1))
    return lists


def _split_at(run: Sequence[NamedTechnology], splits: Sequence[bool]) -> list[tuple[list[NamedTechnology], bool]]:
    groups = [[run[0]]]
    for name, new in zip(run[1:], splits, strict=True):
        groups.append([name]) if new else groups[-1].append(name)
    return [(group, True) for group in groups]


def _connects(gap: str, wording: Wording) -> bool:
    """Whether the text between two names contains only words that connect them."""
    rest = wording.both.sub(" ", wording.either.sub(" ", gap.casefold()))
    return not re.search(rf"\w{{2,}}|[{CJK}]", wording.example.sub(" ", rest))


def group_technologies(
    sentences: Sequence[tuple[AdvertSentence, Sequence[Mention]]],
    title: frozenset[str],
    taxonomy: Taxonomy,
    wording: Wording,
) -> list[TechnologyGroup]:
    """Group the technologies of an advert into requirements.

    Args:
        sentences: sentences with their mentions; offsets of mentions count from the start of the sentence.
        title: skills that the advert's title names.
        taxonomy: gives the kinds of skills.
        wording: the vocabulary of adverts.

    Returns:
        Groups with no skill in two of them: the most necessary first, then in the advert's order.
    """
    groups: list[TechnologyGroup] = []
    for order, (sentence, mentions) in enumerate(sentences):
        named = [
            NamedTechnology(m.skill, m.start, m.end, *necessity_of(sentence, m.start, m.end, wording)) for m in mentions
        ]
        for run, any_one in _split_into_lists(sentence, named, wording):
            skills = list(dict.fromkeys(name.skill for name in run))
            years = wording.years(sentence.text) if sentence.part != "company" else 0
            cue = next((name.cue for name in run if name.cue), "")
            parts = [skills] if any_one else [[skill] for skill in skills]
            groups += [
                TechnologyGroup(dict.fromkeys(part, 1.0), run[0].necessity, [sentence], cue, years, order=order)
                for part in parts
            ]
    if title:
        for skill in sorted(title):
            if not any(skill in g.skills for g in groups):
                groups.append(TechnologyGroup({skill: 1.0}, "must", [], order=-1, times=0))
        for group in groups:
            if title & group.skills.keys():
                group.in_title = True
                group.necessity = "must"
    # The most necessary first; of those, the simplest: "Python" before "Python, Scala or Java".
    groups.sort(key=lambda g: (NECESSITY_ORDER[g.necessity], len(g.skills) > 1, g.order))
    return _combine_singles(_merge_overlaps(groups), taxonomy)


def _merge_overlaps(groups: Sequence[TechnologyGroup]) -> list[TechnologyGroup]:
    """Merge overlapping groups, so that no skill is in two requirements."""
    kept: list[TechnologyGroup] = []
    for group in groups:
        owners = [k for k in kept if k.skills.keys() & group.skills.keys()]
        if not owners:
            kept.append(group)
            continue
        owner = owners[0]
        new = [s for s in group.skills if not any(s in k.skills for k in kept)]
        for skill in new:
            owner.skills[skill] = NAMED_ELSEWHERE
            owner.also.append(skill)
        for k in owners:
            k.times += 1
            k.years = max(k.years, group.years)
            if group.sentences[0] not in k.sentences:
                k.sentences.append(group.sentences[0])
    return kept


def _combine_singles(groups: Sequence[TechnologyGroup], taxonomy: Taxonomy) -> list[TechnologyGroup]:
    """Combine many single technologies of one kind and necessity into one requirement that asks for several."""
    singles: dict[tuple[str, Necessity], list[TechnologyGroup]] = {}
    for group in groups:
        kind = taxonomy[next(iter(group.skills))].kind
        general = kind in GENERAL_KINDS
        if len(group.skills) == 1 and not group.in_title and (general or group.necessity != "must" or group.times < 2):
            singles.setdefault((kind, group.necessity), []).append(group)
    replaced: set[int] = set()
    combined: list[TechnologyGroup] = []
    for (kind, necessity), many in singles.items():
        if len(many) <= (MOST_SINGLES if necessity == "must" and kind not in GENERAL_KINDS else 1):
            continue
        replaced |= {id(g) for g in many}
        joined = TechnologyGroup({}, necessity, [], many[0].cue, max(g.years for g in many), True, order=many[0].order)
        joined.times = max(g.times for g in many)
        for group in many:
            joined.skills |= group.skills
            joined.sentences += [s for s in group.sentences if s not in joined.sentences]
        combined.append(joined)
    rest = [g for g in groups if id(g) not in replaced]
    return sorted([*rest, *combined], key=lambda g: (NECESSITY_ORDER[g.necessity], not g.in_title, g.order))
