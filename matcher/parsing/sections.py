"""Divide a résumé into sections at its headings.

A heading may have a line to itself ("EDUCATION", "## Skills", "E X P E R I E N C E"), share it with its content
("Skills: Java, Python"), or be inside running text, if a converter lost all line breaks. The phrases are those of
:mod:`matcher.parsing.headings`; position, style and the text that follows decide whether one is a heading or only a
label inside a job entry.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from matcher.core.resume import Section, SectionKind
from matcher.languages.writing_systems import CJK
from matcher.parsing.career.dates import find_date_ranges
from matcher.parsing.headings import HeadingTable, fold_heading, load_headings

__all__ = ["find_sections"]

_RUNNING_LINE: Final = 300
"""Characters from which a line is read as running text. Chosen between the lines of 42 PDF and Word résumés (99 % are
under 151 characters, 3 of 2,612 over 300) and the shortest of 8,000 résumés without line breaks (732). After changing
it, measure the share of résumés with an experience section on texts of both kinds."""

_LONGEST_HEADING: Final = 60

_DECORATION: Final = (
    " \t\r\n\xa0\ufeff•●▪■◆►▶➤➢✓*#=_~-–—―|<>[](){}.:;·+'\"0123456789\ue000\uf0b7\uf0a7\uf0d8"
    "\u3000□◇○◎★☆▼▽▲△▎▌▍█┃│╱✦✧❖➜→»«※【】「」『』《》〈〉〔〕［］（）｛｝：；。．｜・､、＊＃＝＿～－＜＞０１２３４５６７８９"
)

_DECORATION_AFTER: Final = _DECORATION.replace("0123456789", "").replace("０１２３４５６７８９", "") + "Â"
"""With the remains of a no-break space that was decoded twice."""

_Shape = Literal["line", "inline", "adjacent", "running"]
"""Alone on a line; before a colon and content; before content without a colon; inside running text."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """A possible heading: its kind, offsets, text and shape."""

    kind: SectionKind
    start: int
    end: int
    text: str
    shape: _Shape
    capitals: bool
    colon: bool = False


# ------------------------------------------------------------------------------------------------------ whole lines

_LABEL: Final = re.compile(
    rf"[^\w\n]{{0,12}}(?P<label>[^\W\d_](?:[^:：】\n\t]{{2,45}}?|[{CJK}]))\s{{0,3}}"
    rf"(?::(?!//)|[：】\t]|\s{{3}}|(?<=[{CJK}])\u3000)"
)
_NUMBER: Final = re.compile(
    r"(?:[IVX]{1,4}|[A-H]|第?[一二三四五六七八九十]{1,3}(?:部分)?)(?:[.)、．）：]\s*|\s(?=[^\Wa-z]))"
)
"""The number of a section that is no digit: "II. ", "一、"."""
_IN_CJK: Final = re.compile(f"[{CJK}]")
_CAPITALS_FIRST: Final = re.compile(r"\s{0,4}([A-Z]{4,}(?: (?:& |AND )?[A-Z]{4,}){0,2}) (?=\d|[A-Z][a-z])")


def _spaced_kind(core: str, table: HeadingTable) -> SectionKind | None:
    """Return the kind of a heading with blanks inside or between its words lost ("SUMMAR Y", "TECHNICALSKILLS")."""
    words = core.split()
    if not core.isupper() or sum(len(w) == 1 for w in words) * 3 < len(words) > 1:
        return None
    return table.squashed.get(fold_heading("".join(words)))


def _line_heading(text: str, start: int, end: int, table: HeadingTable) -> _Heading | None:
    """Return the heading that makes up a line or begins it, if any."""
    line = text[start:end]
    core = line.lstrip(_DECORATION).rstrip(_DECORATION_AFTER)
    if len(core) < 3 and not (len(core) == 2 and _IN_CJK.match(core)):
        return None
    stripped = line.rstrip()
    if len(core) <= _LONGEST_HEADING and not stripped.endswith((",", ";")) and not core.endswith(","):
        colon = stripped.endswith((":", "："))
        kind = table.kind_of(core) or _spaced_kind(core, table) or table.kind_of_columns(core)
        if kind is None and (number := _NUMBER.match(core)):
            core = core[number.end() :].lstrip(_DECORATION)
            kind = table.kind_of(core) or _spaced_kind(core, table)
        alone = text[max(0, start - 2) : start] == "\n\n" == text[end : end + 2]
        decorated = alone or colon or stripped.lstrip().startswith(("#", "=", "--", "**"))
        begins = bool(core) and not core[0].islower()
        if kind is None and (begins or decorated) and not stripped.endswith("."):
            kind = table.kind_of_misspelt(core)
        if kind and (begins or decorated) and (core.isupper() or decorated or not stripped.endswith(".")):
            begin = start + line.index(core)
            return _Heading(kind, begin, begin + len(core), core, "line", core.isupper(), colon)
    capitals = _CAPITALS_FIRST.match(line)
    if capitals and (kind := table.kinds.get(fold_heading(capitals[1]))) in ("experience", "education", "skills"):
        return _Heading(kind, start + capitals.start(1), start + capitals.end(1), capitals[1], "adjacent", True)
    label = _LABEL.match(line)
    if not label or label["label"][0].islower():
        return None
    phrase = label["label"].strip()
    kind = table.inline_kind(phrase)
    content = line[label.end() :].strip()
    if not kind or not content:
        return None
    if kind == "experience" and re.match(r"[(~>]?\s?(?:\d|over|more)", content) and "year" in content[:30].lower():
        return None  # "Experience: 5+ years" in a block of contact details
    begin = start + label.start("label")
    return _Heading(kind, begin, begin + len(phrase), phrase, "inline", phrase.isupper())


# ----------------------------------------------------------------------------------------------------- running text

_DEGREE: Final = re.compile(
    r"\b(?i:bachelor|master|associate|diploma|high school|certificat|some college|bsc|mba|ph\.?d|doctor)|"
    r"\b(?:GED|[BM]\.?(?:S|A|Sc|E|Tech|Com)\b|[AB]\.?A\.?S?\b|[BM]CA|(?i:degree|universi|college|school|institut|academy|graduat))"
)
_YEARS_IN_BRACKETS: Final = re.compile(r"\((?:less than )?\d{1,2}\+? years?\)")
_LEVEL: Final = re.compile(r"(?:Familiar|Proficient|Expert|Completed)")
_CONTINUES_SENTENCE: Final = re.compile(
    r"[,;)/&–—'\"=|]|-\S|\.(?![a-zA-Z])|(?:and|as|at|by|for|from|in|is|of|on|or|section|such|that|to|was|were|with)\b"
)


def _content_follows(text: str, end: int) -> bool:
    """Whether the text after a possible heading can be the beginning of a section, not the rest of a sentence."""
    after = text[end : end + 12].lstrip(" \xa0:")
    return not _CONTINUES_SENTENCE.match(after)


def _is_bound(text: str, start: int, table: HeadingTable) -> bool:
    """Whether the word before a possible heading probably forms a phrase with it ("communication Skills")."""
    before = text[max(0, start - 30) : start]
    words = before.split()
    if not words or before.endswith(("  ", "\xa0", "\xa0 ", "\n")):
        return False
    return words[-1][-1] in ",&-(:–—" or words[-1].lower() in table.bound_by


def _weak_score(text: str, match: re.Match[str], until: int, table: HeadingTable) -> int:
    """Score how well the context of a weak heading fits; 2 is enough."""
    after = text[match.end() : min(until, match.end() + 200)]
    word = match.group().title()
    before = text[max(0, match.start() - 3) : match.start()].rstrip()[-1:]
    score = int(before in ".)!?%" or before.isdigit()) - 2 * _is_bound(text, match.start(), table)
    if word == "Education":
        near, anywhere = bool(_DEGREE.search(after[:70])), bool(_DEGREE.search(after))
        return score + 2 * near + 2 * anywhere + (len(after.strip()) < 60)
    if word == "Skills":
        first, comma, rest = after.partition(",")
        score += 2 * bool(_YEARS_IN_BRACKETS.search(after)) + 2 * (bool(comma) and len(first) < 60)
        return score + 2 * ("," in rest[:40] and len(first) < 40) + 2 * (len(after.strip()) < 60)
    if word == "Links":
        return score + 4 * bool(re.match(r":?\s{1,3}(?:https?:|www\.|\w[\w.-]{1,60}\.\w{2,4}\b)", after, re.IGNORECASE))
    if word == "Assessments":
        return score + 4 * bool(_LEVEL.search(after))
    return score + 2


def _running_headings(text: str, start: int, end: int, table: HeadingTable) -> list[_Heading]:
    """Find the headings inside ``text[start:end]``, a long line."""

    def heading(begin: int, phrase: str) -> _Heading:
        kind = table.kind_of(phrase) or "other"
        return _Heading(kind, begin, begin + len(phrase), phrase, "running", phrase.isupper())

    strong = [m for m in table.strong.finditer(text, start, end) if _content_follows(text, m.end())]
    found: dict[str, _Heading] = {}
    for match in strong:
        found.setdefault(match.group().title(), heading(match.start(), match.group()))
    if not found:
        return _capitals(text, start, end, table)
    first = min(h.start for h in found.values())
    weak = [m for m in table.weak.finditer(text, first, end) if _content_follows(text, m.end())]
    after = first
    for word in ("Education", "Skills", "Links", "Assessments", "Awards", "Groups", "Publications", "Patents"):
        scored = [
            (_weak_score(text, m, min((h.start for h in found.values() if h.start > m.start()), default=end), table), m)
            for m in weak
            if m.group().title() == word and m.start() > after
        ]
        best = max((s for s, _ in scored), default=0)
        if best < 2:
            continue
        same = [m for s, m in scored if s == best]
        # Duties may mention education, but the section comes after all of them. The others come once, early.
        match = same[-1] if word == "Education" else same[0]
        found[word] = heading(match.start(), match.group())
        if word in {"Education", "Skills"}:
            after = match.start()
    opening = sorted(found.values(), key=lambda h: h.start)
    headings = list(opening)
    for opened, following in zip(opening, [*opening[1:], None], strict=True):
        until = following.start if following else end
        if opened.text == "Additional Information":
            headings += _segments(text, opened.end, until, table)
        else:
            headings += _segments_in_capitals(text, opened.end, until, table)
    headings += _segments(text, start, first, table)
    return headings


_SEGMENT: Final = re.compile(
    r"(?:(?<![^\S\n])[^\S\n]{2,}+|\xa0|[•●▪*]\s|^)[^\S\n]{0,3}(?P<label>[A-Z][^:•●▪*\xa0\n]{2,45}?)(?P<stop>:|(?=\s{2}|\xa0))"
)


def _segments(text: str, start: int, end: int, table: HeadingTable) -> list[_Heading]:
    """Find headings between runs of blanks or bullets, the remains of lost line breaks."""
    found = []
    while start < end and text[start].isspace():
        start += 1
    # The blanks make the start of the text look like any other place where a line may have begun.
    beginning = "  " + text[start : min(end, start + 60)]
    opening = _SEGMENT.match(beginning)
    if opening is None or not table.kind_of(opening["label"]):
        opening = _CAPITALS_BEGIN.match(beginning) or opening
    matches = [(opening, start - 2)] if opening else []
    matches += [(m, 0) for m in _SEGMENT.finditer(text, start, end)]
    for match, shift in matches:
        label = match["label"]
        # Items of a list have bullets, too; "Technical Leadership" is one.
        is_item = match.group()[0] in "•●▪*"
        kind = table.kinds.get(fold_heading(label)) if is_item else table.kind_of(label)
        if kind and (_in_title_case(label) or match["stop"] == ":" or match is opening):
            offset = match.start("label") + shift
            found.append(_Heading(kind, offset, offset + len(label), label, "inline", label.isupper()))
    return found


_CAPITALS_BEGIN: Final = re.compile(r"\s{2}(?P<label>[A-Z]{4,}(?: (?:& )?[A-Z]{4,}){1,2})(?P<stop>) (?=\d|[A-Z][a-z])")


def _in_title_case(label: str) -> bool:
    """Whether all words but short ones begin with a capital ("Areas of Expertise")."""
    return all(word[0].isupper() or len(word) < 4 or not word[0].isalpha() for word in label.split())


_SEGMENT_IN_CAPITALS: Final = re.compile(r"[^\S\n]{2}(?P<label>[A-Z](?:[A-Z]|[ &/,-](?! )){3,45})(?=\s{2}|\xa0)")


def _segments_in_capitals(text: str, start: int, end: int, table: HeadingTable) -> list[_Heading]:
    """Find headings in capitals between runs of blanks, in a section that another heading has opened."""
    return [
        _Heading(kind, match.start("label"), match.end("label"), match["label"], "inline", True)
        for match in _SEGMENT_IN_CAPITALS.finditer(text, start, end)
        if (kind := table.kind_of(match["label"]))
    ]


_CAPITALS: Final = re.compile(r"(?<![\w&/-])[A-Z]{3,20}(?:(?: | ?[&/] ?)[A-Z]{2,20}){0,4}(?![\w&/-])")


def _capitals(text: str, start: int, end: int, table: HeadingTable) -> list[_Heading]:
    """Find headings in capitals inside running text that is not in capitals itself."""
    return [
        _Heading(kind, m.start(), m.end(), m.group(), "running", True)
        for m in _CAPITALS.finditer(text, start, end)
        if (kind := table.kind_of(m.group()))
        and (len(m.group()) > 6 or " " in m.group())
        and _content_follows(text, m.end())
    ]


# --------------------------------------------------------------------------------------------------------- selection


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of lines, without their line breaks."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _candidates(text: str, table: HeadingTable) -> list[_Heading]:
    """Find everything that has the shape of a heading, in order."""
    found: list[_Heading] = []
    for start, end in _lines(text):
        if end - start > _RUNNING_LINE:
            found += _running_headings(text, start, end, table)
        if end > start:
            heading = _line_heading(text, start, min(end, start + 200), table)
            if heading and (heading.shape == "inline" or end - start <= 200):
                found.append(heading)
    unique = {h.start: h for h in sorted(found, key=lambda h: (h.start, h.shape == "inline"), reverse=True)}
    return sorted(unique.values(), key=lambda h: h.start)


_LABELS_REPEAT: Final = 3
"""Times that a phrase stands before a colon and content until it is the label of items ("Overview:" of each project):
a section begins once, or a second time on the next page."""


def _select(text: str, candidates: list[_Heading], table: HeadingTable) -> list[_Heading]:
    """Select the candidates that open a section; the others are labels inside one."""
    # Any day will do here: it matters only whether dated entries follow.
    dated = [r.start for r in find_date_ranges(text, datetime.date(2100, 1, 1)) if not r.single] if candidates else []
    kept: list[_Heading] = []
    labels: set[str] = set()
    other_shapes = {h.kind for h in candidates if h.shape != "adjacent"}
    inline = Counter(fold_heading(h.text) for h in candidates if h.shape == "inline")
    labels_of_items = {text for text, count in inline.items() if count >= _LABELS_REPEAT} - table.languages
    position = 0
    # For each candidate the offset of the next one that is certainly not a label.
    majors = [len(text)] * (len(candidates) + 1)
    for index in range(len(candidates) - 1, -1, -1):
        heading = candidates[index]
        label_like = heading.kind == "skills" or (
            heading.shape == "inline" and heading.kind not in ("experience", "education")
        )
        majors[index] = majors[index + 1] if label_like else heading.start
    # If section headings are in capitals, other lines of these kinds are list items ("Leadership" among strengths).
    in_capitals = len({h.kind for h in candidates if h.shape == "line" and h.capitals}) >= 3
    for index, heading in enumerate(candidates):
        kind = heading.kind
        lower = heading.shape == "line" and not heading.capitals and not heading.colon
        if in_capitals and lower and kind not in ("experience", "education", "summary"):
            continue
        current: SectionKind | None = kept[-1].kind if kept else None
        if fold_heading(heading.text) in table.languages:
            if not table.human.search(text, heading.end, heading.end + 160):
                kind = "skills"
            if kind == "skills" and current == "skills":
                continue
        if heading.shape == "adjacent" and kind in other_shapes:
            continue
        if kind == "skills" and heading.text in labels and current in ("experience", "projects"):
            continue  # of the last job, which no dates follow
        if heading.shape == "inline":
            if heading.text in labels or kind == current == "skills" or (current is None and kind == "other"):
                continue
            if fold_heading(heading.text) in labels_of_items:
                continue
        if current in ("experience", "projects") and kind != current:
            while position < len(dated) and dated[position] < heading.start:
                position += 1
            dates_follow = position < len(dated) and dated[position] < majors[index + 1]
            styled = kept[-1].shape == heading.shape == "line" and (
                kept[-1].capitals > heading.capitals or kept[-1].colon < heading.colon
            )
            label = heading.shape == "inline" or styled
            if (kind in ("skills", "summary") and (dates_follow or styled)) or (
                kind in ("other", "projects", "certificates") and dates_follow and label
            ):
                labels.add(heading.text)
                continue
        following_start = candidates[index + 1].start if index + 1 < len(candidates) else len(text)
        empty = heading.shape == "line" and not text[heading.end : following_start].strip(_DECORATION)
        if kind == "other" and current and empty:
            continue  # the last item of a list, such as "Leadership"
        kept.append(replace(heading, kind=kind))
    return kept


def find_sections(text: str) -> tuple[Section, ...]:
    r"""Divide a résumé at its headings.

    Args:
        text: the whole text of a document, with or without line breaks.

    Returns:
        Sections in order that cover ``text`` from 0 to its end; none for an empty text. The text before the first
        heading has an empty ``heading``; it is a "summary" if it holds a sentence or two, else "other".

    >>> [(s.kind, s.heading) for s in find_sections("Jo Doe\nSKILLS\nGo, SQL\nWork History:\nCook, 2019 - 2021")]
    [('other', ''), ('skills', 'SKILLS'), ('experience', 'Work History')]
    """
    table = load_headings()
    headings = _select(text, _candidates(text, table), table)
    if not headings:
        return (Section(_opening_kind(text), 0, len(text)),) if text else ()
    sections = []
    first = headings[0].start
    if text[:first].strip():
        sections.append(Section(_opening_kind(text[:first]), 0, first))
        begin = first
    else:
        begin = 0
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        end = following.start if following else len(text)
        sections.append(Section(heading.kind, begin, end, heading.text))
        begin = end
    return tuple(sections)


def _opening_kind(text: str) -> SectionKind:
    """Return the kind of the text before the first heading: a summary, or only a name and an address ("other")."""
    return "summary" if len(text.split(None, 25)) > 25 else "other"
