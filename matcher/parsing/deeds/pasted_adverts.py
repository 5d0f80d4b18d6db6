"""Find job adverts that stand under a résumé's own headings: what an employer asks for is not what the person did.

One phrase that only adverts have, or two that they often have close together, make an advert. It reaches from the
sentence of the first phrase to the end of its entry or section; if nothing but a title and dates is before it, the
whole entry is one. One weaker phrase is enough where an entry says nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Final

from matcher.core.document import DocumentWarning
from matcher.core.regex_prefilter import PrefixPattern, WholeWords
from matcher.core.resume import Position, Section, UndatedEntry
from matcher.languages.detection import languages_of
from matcher.languages.word_lists import words
from matcher.languages.writing_systems import CJK
from matcher.parsing.sentences import excerpt, split_sentences

__all__ = ["advert_warnings", "find_lone_duties", "find_pasted_adverts"]

Span = tuple[int, int]

_NEAR: Final = 400
"""Characters between two phrases of one advert."""

_ROLE: Final = r"(?:role|position|job|post|vacancy|opening|candidate|applicant|employer)"
_DUTY: Final = (
    r"(?:design|build|develop|write|maintain|own|lead|work|join|bring|have|need|be|know|use|help|create|implement|code|"
    r"program|deploy|manage|support|collaborate|report|ensure|drive|test|run|optimi[sz]e)"
)

_CERTAIN: Final = PrefixPattern(
    re.compile(
        rf"\b(?:(?:the|this|our) {_ROLE} (?:asks? for|calls for|demands)\b|"
        r"we(?:['’]re| are)? (?:currently |now |actively )?(?:looking for|seeking|hiring|recruiting)\b|"
        r"(?:the|our) (?:ideal|successful|right|perfect) (?:candidate|applicant)\b|"
        r"(?:candidates?|applicants?) (?:must|should|will|shall|need|needs|are expected|are required|is expected)\b|"
        rf"the (?:developer|engineer|programmer|incumbent|employee|new hire|successful \w+|person) (?:will|shall|must|should)\b|"
        rf"(?:seeking|wanted|looking for|hiring|we need|we want)\s?:|(?:join|joining) (?:our|the|us|a) (?:team|company|\w+ team)\s?[!.]|"
        rf"(?:you will|you['’]ll) {_DUTY}\b|what you(?: will|['’]ll)? (?:do|bring|need)\b|"
        rf"(?:apply|send your (?:cv|resume|résumé|application)) (?:now|today|online|to)\b)",
        re.IGNORECASE,
    )
)
_LIKELY: Final = PrefixPattern(
    re.compile(
        rf"\b(?:(?:the|this|our) {_ROLE} (?:requires?|involves?|includes?|needs|wants|offers|is for)\b|"
        r"(?:(?:job |minimum |key |essential |desired )?requirements?|required(?: skills| experience| qualifications)?|"
        r"qualifications? required|skills required|must[ -]haves?|nice to have|good to have|desirable|essential|wanted|"
        r"job description|position description|vacancy|we offer|what we offer|your (?:profile|tasks|role|mission|"
        rf"responsibilities|skills))\s?:|(?:key )?(?:responsibilities|duties|tasks)(?: will)? include\b|(?:responsibilities|duties|tasks)\s?:\s{_DUTY}\b|"
        rf"you (?:{_DUTY}|are)\b|must (?:have|know|be able to|possess)\b|"
        r"(?:is|are) (?:a plus|an advantage|required|mandatory|desirable|a must|essential|expected|preferred)\b|"
        r"equal opportunit|competitive salary|salary\s?:|years['’]? (?:of )?experience (?:required|needed|expected)|"
        r"(?:developer|engineer|programmer)s? (?:wanted|needed|sought))",
        re.IGNORECASE,
    )
)


@cache
def _foreign() -> WholeWords:
    return WholeWords(words("documents", "pasted_advert"), CJK)


def find_pasted_adverts(text: str, sections: Sequence[Section], positions: Sequence[Position]) -> tuple[Span, ...]:
    r"""Find the parts of a résumé that are a job advert.

    Args:
        text: the whole text.
        sections: its sections, in order.
        positions: its dated positions, in order.

    >>> text = "EXPERIENCE\nBackend developer, 2010 - 2020\nThe role asks for Python. You design APIs.\n"
    >>> [text[a:b] for a, b in find_pasted_adverts(text, [Section("experience", 0, len(text), "EXPERIENCE")], ())]
    ['The role asks for Python. You design APIs.\n']
    """
    sentences = split_sentences(text)
    starts = [start for start, _ in sentences]
    spans: list[Span] = []
    for offset in _adverts(text):
        if spans and offset < spans[-1][1]:
            continue
        number = bisect_right(starts, offset) - 1
        begin = sentences[number][0] if number >= 0 else offset
        section = next((s for s in sections if s.start <= begin < s.end), None)
        inside = [p for p in positions if p.start <= begin < p.end]
        later = [p.start for p in positions if p.start > begin]
        end = min([section.end if section else len(text), *later])
        if inside:
            entry = min(inside, key=lambda p: p.end - p.start)
            between = [s for s in sentences if entry.start <= s[0] and s[1] <= begin]
            if len(between) <= _HEADER_LINES and text.count("\n", entry.start, begin) <= _HEADER_LINES:
                begin = entry.start
        spans.append((begin, end))
    return tuple(spans)


def find_lone_duties(
    text: str, entries: Sequence[Position | UndatedEntry]
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    r"""Find jobs that say, in a sentence or two, only what an employer asks for.

    Args:
        text: the whole text.
        entries: its jobs.

    Returns:
        The sentences that only an employer writes, and those with the duties of a job, which name what they are about.

    >>> from matcher.core.resume import Month
    >>> text = "Backend developer (2010 - 2020)\n- The role requires Python.\n"
    >>> job = Position(0, len(text), Month(2010, 7), Month(2020, 6), title="Backend developer")
    >>> [text[a:b] for a, b in find_lone_duties(text, [job])[0]]
    ['- The role requires Python.']
    """
    asked: list[Span] = []
    duties: list[Span] = []
    sentences = split_sentences(text)
    starts = [start for start, _ in sentences]
    foreign = _foreign() if languages_of(text) != ("en",) else WholeWords((), CJK)
    for entry in entries:
        if entry.kind != "work":
            continue
        inside = sentences[bisect_left(starts, entry.start) : bisect_left(starts, entry.end)]
        told = (span for span in inside if not _is_header(text[slice(*span)], entry))
        body = list(islice(told, _FEW + 1))
        if 0 < len(body) <= _FEW:
            for begin, end in body:
                sentence = text[begin : min(end, begin + _READ)]
                ends = _ENDS_ASKED.search(text, max(begin, end - _ENDING), end) and _KNOWLEDGE.match(sentence)
                if (
                    _ASKED.match(sentence)
                    or ends
                    or any(start < _NEAR_START for start, _ in foreign.find(sentence.casefold()))
                ):
                    asked.append((begin, end))
                elif len(body) == 1 and (
                    _DUTIES.match(sentence) or (not entry.employer and _LISTED_DUTIES.match(sentence))
                ):
                    duties.append((begin, end))
                elif not asked and not duties:
                    break
    return tuple(asked), tuple(duties)


def _is_header(sentence: str, entry: Position | UndatedEntry) -> bool:
    fields = [field for field in (entry.title, entry.employer) if field]
    return any(field in sentence for field in fields) or len(re.findall(r"[^\W\d]+", sentence)) < _FEWEST_WORDS


_FEW: Final = 2
"""Most sentences of an entry that only says what an advert says; more of them describe a job."""
_FEWEST_WORDS: Final = 3
_READ: Final = 120
"""Characters from the start of a sentence that tell what it is."""
_ENDING: Final = 60
_ASKED: Final = re.compile(
    rf"\W*(?:(?:the|this|our) (?:\w+ )?{_ROLE}\b|(?:in|as|for) (?:this|the|our) {_ROLE}\b|what (?:we|you|they|the employer)\b|"
    r"we (?:expect|ask|require|need|want|seek|look for|offer|hire)\b|you(?:r\b|['’](?:ll|re)\b|\s)|"
    rf"(?:the )?(?:holder|developer|engineer|incumbent|successful|ideal|right)\b[^.;\n]{{0,30}}?(?:\s(?:will|must|should|{_DUTY}s|has)\b|\s?:)|"
    r"(?:requirements?|(?:the )?employers? (?:wants?|needs?|asks?|seeks?|requires?)|expected (?:skills|knowledge|experience|qualifications)|person specification|apply|join|nice[ -]to[ -]have|good to have|(?:successful|ideal) (?:candidates?|applicants?)|mandatory|essential|desirable|needed|required|wanted|must(?:[ -]haves?)?|candidates?|applicants?|hiring|seeking|looking for|"
    r"skills (?:needed|required|sought|wanted))\b|(?:(?:the )?(?:job|role|position|vacancy) (?:purpose|summary|description|ad|advert)|about the \w+|"
    r"from the (?:job )?(?:ad|advert|advertisement|description))\b)",
    re.IGNORECASE,
)
_NEAR_START: Final = 4
"""Characters before a phrase that opens a sentence."""
_KNOWLEDGE: Final = re.compile(
    r"\W*(?:(?:a|an|the|good|strong|solid|sound|excellent|deep|proven|some|prior|working|practical) )*"
    r"(?:knowledge|experience|skills?|command|mastery|familiarity|proficiency|expertise|understanding|\d)",
    re.IGNORECASE,
)
_ENDS_ASKED: Final = re.compile(
    r"\b(?:is|are) (?:needed|required|expected|essential|mandatory|a must|a plus|desirable|an advantage|preferred|wanted|sought)\W*$",
    re.IGNORECASE,
)
_LISTED_DUTIES: Final = re.compile(
    r"\W*(?:key |main |core )?(?:responsibilities|duties|tasks) include:?\s\w+ing\b", re.IGNORECASE
)
"""How people often begin what they did; in a job without an employer it is more likely what one asked for."""
_DUTIES: Final = re.compile(
    rf"\W*(?:(?:key |main |core |your )?(?:responsibilities|duties|tasks)(?: (?:will|would) include\b|\s?:\s?(?:to )?{_DUTY}\b)|"
    rf"to {_DUTY}\b|(?:a )?(?:minimum|at least)\b|\d\+ years\b|day rate\b|salary\b)",
    re.IGNORECASE,
)


_HEADER_LINES: Final = 2
"""Lines of a header before an advert that takes the whole entry."""


def _adverts(text: str) -> Iterator[int]:
    """Yield an offset in each sentence with which an advert begins, in order."""
    certain = [(m.start(), m.end(), "") for m in _CERTAIN.finditer(text)]
    likely = [(m.start(), m.end(), m[0].casefold()) for m in _LIKELY.finditer(text)]
    if languages_of(text) != ("en",):
        likely += [(start, start + len(word), word) for start, word in _foreign().find(text.casefold())]
    phrases = sorted(certain + likely)
    for index, (start, end, phrase) in enumerate(phrases):
        if not phrase:
            yield start
            continue
        for following, _, other in phrases[index + 1 : index + 1 + _NEXT]:
            if following - end > _NEAR or "\n\n" in text[end:following]:
                break
            if other != phrase:
                yield start
                break


_NEXT: Final = 8


def advert_warnings(text: str, adverts: Sequence[Span]) -> tuple[DocumentWarning, ...]:
    """Return a warning that quotes the adverts in a résumé; none without any."""
    if not adverts:
        return ()
    passages = excerpt(" … ".join(text[start:end].strip() for start, end in adverts))
    return (DocumentWarning("stuffing", f"a job advert stands among the jobs, and earns nothing: {passages}"),)
