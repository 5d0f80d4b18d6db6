"""Find lists that are denied or wished for as a whole: by a label, by their last words, by empty boxes, by zeros.

The cues of :mod:`matcher.skills.claims.assertion` govern a few words of one clause. A label ("Not known:") or the words
at the end of a list ("…: none of these used so far") govern all of it, however long; an empty box or a zero governs the
one name beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, Literal

from matcher.core.memo import Memo
from matcher.core.regex_prefilter import PrefixPattern
from matcher.languages.phrase_patterns import alternatives
from matcher.languages.word_lists import words_by_language
from matcher.parsing.sentences import split_sentences

__all__ = ["DeniedLists"]

_SIGN: Final = re.compile(r"\s?[:：=]|\s[–—-](?=\s)|[–—]")
_LABEL_BEGINS: Final = re.compile(r"(?:\n|\A)[ \t]*(?:[-•*–·▪●][ \t]*)?|[.;|•]\s")
_BLANK_LINES: Final = re.compile(r"(?:\n[ \t]{0,9}){1,3}(?=\n)")
_LONGEST_LABEL: Final = 70
"""Characters of a label at most."""

_DENIED_LABEL: Final = (
    r"(?:(?:things? |skills? |tools? |technologies |what )?(?:I )?(?:(?:am |are |is )?not|never|don['’]?t|do not|cannot|can['’]?t|haven['’]?t|have not|have never)"
    r"(?: \w+){0,3}? (?:know|known|use|used|tried|touched|learn(?:ed|t)|familiar|experienced|mastered|do|done|have|seen|read|written)(?: with| of| in| at all| yet| so far)?|"
    r"(?:un(?:known|used|familiar|tried|touched)|no (?:experience|knowledge|skills?|idea|exposure)(?: (?:with|in|of|at all))?|zero (?:experience|knowledge)|none|"
    r"(?:skills? )?(?:that )?I (?:lack|miss)|lacking|missing(?: skills?)?|skill gaps?|gaps?|weak(?:ness|nesses)?|not yet|not my (?:skills?|thing)|without)(?: \w+){0,2}?)"
)
_WISHED_LABEL: Final = (
    r"(?:(?:(?:things|skills|technologies|tools|what|languages|stacks?|projects?|topics) )?(?:that )?(?:I )?(?:(?:want|wish|plan|hope|like|love|going|need|have|yet|still|would|intend|aim) ){0,3}to "
    r"(?:be )?(?:learn(?:ed|t)?|study|try|master|explore|build|create|make|develop|work (?:on|with|in)|use|do|realise|realize|start)(?: next| soon| later| one day| some ?day)?|"
    r"(?:what|things|projects) I (?:would|could|might|will) (?:(?:like|love) to )?(?:build|create|make|develop|learn|use|do|try)|"
    r"(?:currently |now |still |self-)?(?:learning|studying|exploring)(?: now| at the moment| currently| in progress| path| next)?|"
    r"learning (?:goals?|list|plans?|wishes)|(?:my )?(?:\w+ ){0,2}?wish ?(?:list|es)|(?:my )?(?:next|future|dream|planned|desired|ideal|wished|imagined|intended|proposed|target)(?: (?:skills?|technolog(?:y|ies)|steps?|(?:tech )?stack|plans?|goals?|tools?|topics|courses|"
    r"projects?|products?|apps?|jobs?|positions?|roles?|work|(?:work )?experience|certificat(?:es?|ions?)|training|studies|company|start-?up|ideas?|and))*|"
    r"(?:my )?(?:(?:career|learning|personal|professional|technical) )?(?:plans?|goals?|dreams?|ambitions?|aspirations?|wishes)(?: for \w+| in \w+)?|"
    r"(?:(?:project|app|product|business|start-?up) )?ideas?(?: for \w+)?|(?:technologies|things|topics|languages|tools|fields) of interest|"
    r"(?:I am |I['’]m )?interested in|curious about|up next|on my list|bucket list|to[- ]do(?: list)?|some ?day|soon|tomorrow|coming soon|"
    r"(?:the )?jobs? (?:that )?I (?:want|seek|am looking for|dream of)|(?:work |job )?experience (?:that )?I would like(?: to have)?)"
)
_HEADING_WORDS: Final = re.compile(
    r"\b(?:dream|ideal|wish|want|would|future|next steps|plan(?:s|ned)\b|ideas?\b|to learn|learning (?:goal|list|plan|path)|currently learning|"
    r"of interest|interested in|bucket list|some ?day|proposed|desired|intended|imagined|target|never|not known|unknown|unfamiliar|lack|skill gap|goals?\b)",
    re.IGNORECASE,
)
"""Words of a label that stands on a line of its own, without a sign."""
_TAIL: Final = PrefixPattern(
    re.compile(
        r"\b(?:none(?: of)? (?:these|them|the above|those|which|it)\b|none (?:used|known|tried|learn|so far|yet)\b|nothing of (?:this|the kind)\b|"
        r"(?:never|not(?: yet)?|hardly ever) (?:been |yet |ever |actually |really )?(?:used|touched|tried|learn(?:ed|t)|known|worked with|done|seen|mastered)\b|"
        r"(?:unknown|unused|untouched|unfamiliar)\b|no (?:experience|knowledge|idea|clue|skills?)\b|not (?:yet|my|for me|any of)\b|zero (?:experience|knowledge)\b)"
        r"(?! (?:since|recently|lately|in (?:the )?(?:last|past)|for (?:years|a while)|only|just))",
        re.IGNORECASE,
    )
)
_BEFORE_TAIL: Final = re.compile(
    r"(?:[:(–—-]|,|\bbut)\s*(?:I(?:['’]ve| have| am| was)?\s)?(?:(?:sadly|unfortunately|alas|all|so far|as yet|however|have)\s*,?\s)*$",
    re.IGNORECASE,
)
"""The last words of a list that deny all of it, and what joins them to it."""

_JOINED: Final = 60
"""Characters of these joining words at most."""

_NO_LIST: Final = re.compile(
    r"(?:^|(?<=[.;:] ))[ \t]*(?:[-•*–·▪●][ \t]*)?(?:[Nn]o|[Nn]either|[Zz]ero (?:work|projects|practice) (?:with|in)|[Nn]othing (?:with|in)|[Cc]an(?:not|['’]t) use)\s"
    r"(?=[A-Z][\w+#.]*(?:,| and | or | nor ))",
    re.MULTILINE,
)
"""A denial of all names of a list that follows at once: "No Java, Go"; "No downtime" is none."""
_CLAUSE_END: Final = re.compile(r"[.;\n](?=\s|$)|\n|\bbut\b|\bonly\b")
_LONGEST_LIST: Final = 300

_EVERYTHING_BUT: Final = PrefixPattern(
    re.compile(
        r"\b(?:everything|anything|every \w{2,20}) (?:but|except|save|apart from|bar|besides)(?: for)?\s", re.IGNORECASE
    )
)
_NOTHING: Final = re.compile(r"\b(?:not|n['’]t|nothing|without)\s(?:[\w'’]+\s){0,2}?$", re.IGNORECASE)

_EMPTY_BOX: Final = re.compile(r"(?:[☐◻⬜⬚✗✘❌✕✖🗴🗙🔲]|\[[ \xa0_-]{0,3}\]|(?<!\w)\([ \xa0_]{0,3}\))[ \t\xa0]*$")
_EMPTY_BEHIND: Final = r"(?:[☐◻⬜⬚✗✘❌✕✖🗴🗙🔲]|\[[ \xa0_-]{0,3}\]|[○☆◯▱□◇⚪▢◌⭘]{2,10}(?![●★■◆⬤▮█▰⚫]))"

_MOST_LINES: Final = 40
"""Lines below a label that stand in its list."""


class DeniedLists:
    r"""The lists of one text that are denied or wished for.

    Args:
        text: the text.
        languages: codes of the languages that it is in; English is always one of them.

    >>> text = "Not known: Java, Go\nPython (0 years)\nRuby, Perl: none of these used so far."
    >>> lists = DeniedLists(text, ("en",))
    >>> [lists.assertion(text.index(name), text.index(name) + len(name)) for name in ("Java", "Go", "Python", "Ruby")]
    ['negated', 'negated', 'negated', 'negated']
    """

    def __init__(self, text: str, languages: Sequence[str]) -> None:
        self._text = text
        self._zero = _zero(tuple(languages))
        self._spans = sorted(self._find(tuple(languages)))
        self._starts = [start for start, _, _ in self._spans]

    def assertion(self, start: int, end: int) -> Literal["negated", "aspired", ""]:
        """Return what the list around ``text[start:end]`` says of it; empty if nothing."""
        text = self._text
        index = bisect_right(self._starts, start) - 1
        for _, stop, says in self._spans[max(0, index - 3) : index + 1]:
            if start < stop:
                return says
        if _EMPTY_BOX.search(text, max(0, start - 12), start) or self._zero.match(text, end):
            return "negated"
        return ""

    def _find(self, languages: tuple[str, ...]) -> Iterator[tuple[int, int, Literal["negated", "aspired"]]]:
        text = self._text
        labels = _labels(languages)
        for sign in _SIGN.finditer(text):
            low = max(0, sign.start() - _LONGEST_LABEL)
            begins = [m.end() for m in _LABEL_BEGINS.finditer(text, low, sign.start()) if m.start() or not low]
            says = labels[" ".join(text[begins[-1] : sign.start()].casefold().split())] if begins else ""
            if says:
                yield sign.end(), _list_end(text, sign.end()), says
        for word in _HEADING_WORDS.finditer(text):
            low = max(0, word.start() - _LONGEST_LABEL)
            begin = text.rfind("\n", low, word.start()) + 1
            line_end = text.find("\n", word.end(), word.end() + _LONGEST_LABEL)
            if line_end >= 0 and (begin or not low):
                says = labels[" ".join(text[begin:line_end].strip(" \t-•*–·▪●").casefold().split())]
                if says:
                    blank = _BLANK_LINES.match(text, line_end)
                    yield line_end, _list_end(text, blank.end() if blank else line_end), says
        for match in _NO_LIST.finditer(text):
            stop = _CLAUSE_END.search(text, match.end(), match.end() + _LONGEST_LIST)
            yield match.end(), stop.start() if stop else min(len(text), match.end() + _LONGEST_LIST), "negated"
        sentences = split_sentences(text)
        starts = [start for start, _ in sentences]
        for match in _TAIL.finditer(text):
            start = sentences[max(0, bisect_right(starts, match.start()) - 1)][0] if sentences else 0
            low = max(start, match.start() - _JOINED)
            joined = _BEFORE_TAIL.search(text, low, match.start())
            if joined is not None:
                yield _clause_start(text, start, joined.start()), joined.start(), "negated"
        for match in _EVERYTHING_BUT.finditer(text):
            if not _NOTHING.search(text, max(0, match.start() - 40), match.start()):
                stop = re.compile(r"[.;\n]").search(text, match.end(), match.end() + 300)
                yield match.end(), stop.start() if stop else min(len(text), match.end() + 300), "negated"


def _list_end(text: str, start: int) -> int:
    """Return where the list after a label ends: with its line, or with its paragraph if the label stands alone."""
    line = text.find("\n", start)
    line = len(text) if line < 0 else line
    if text[start:line].strip():
        stop = re.compile(r"[.;|](?=\s)").search(text, start, line)
        return stop.start() if stop else line
    end = line
    for _ in range(_MOST_LINES):
        following = text.find("\n", end + 1)
        following = len(text) if following < 0 else following
        content = text[end + 1 : following].strip()
        if not content or content.endswith(":"):
            break
        end = following
    return end


def _clause_start(text: str, start: int, end: int) -> int:
    """Return where the list before a denial begins: after the last sign that ends a statement."""
    signs = [text.rfind(sign, start, end) for sign in (";", "|", "•")]
    return max(start, *(sign + 1 for sign in signs))


@cache
def _labels(languages: tuple[str, ...]) -> Memo[str, Literal["negated", "aspired", ""]]:
    """Return what labels, in lower case, say in some languages."""
    listed = {key: words_by_language("claims", f"{key}_remark") for key in ("denied", "wished")}
    further = {
        key: alternatives([phrase for code in languages if code != "en" for phrase in by_language.get(code, ())])
        for key, by_language in listed.items()
    }
    denied = re.compile(f"{_DENIED_LABEL}|{further['denied']}", re.IGNORECASE)
    wished = re.compile(f"{_WISHED_LABEL}|{further['wished']}", re.IGNORECASE)

    def says(label: str) -> Literal["negated", "aspired", ""]:
        return "negated" if denied.fullmatch(label) else "aspired" if wished.fullmatch(label) else ""

    return Memo(says, _MOST_LABELS)


_MOST_LABELS: Final = 10_000
"""Labels that are remembered; the same few occur in most résumés."""


@cache
def _zero(languages: tuple[str, ...]) -> re.Pattern[str]:
    """Return what a zero or an empty rating behind a name looks like."""
    units = [words_by_language("claims", key) for key in ("year_units", "month_units")]
    listed = alternatives([u for by_language in units for code in languages for u in by_language.get(code, ())])
    unit = rf"(?:years?|yrs?|y|months?|projects?|days?|hours?|{listed})"
    value = (
        rf"(?:0(?:[.,]0)? ?{unit}(?: of)?(?: experience)?|0 ?(?:%|/ ?\d{{1,3}}|of \d{{1,3}}|out of \d{{1,3}}|stars?|points?)|level 0|"
        rf"zero(?: {unit})?|nil|none|never|no|not (?:yet|used|known)|nope|unknown|untested|{_EMPTY_BEHIND})"
    )
    return re.compile(
        rf"[ \t\xa0]{{0,4}}(?:(?:[:(\[|–—=·-]|\t)[ \t\xa0]{{0,4}}(?:{value}|0)|{_EMPTY_BEHIND}|0(?:/\d{{1,3}}|%))[ \t\xa0]*[)\]]?(?=\s*(?:$|\n|[,;|/•])|\s{{2}})",
        re.IGNORECASE,
    )
