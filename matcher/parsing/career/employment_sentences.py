"""Read who employed somebody as what from a sentence: "I have worked as a Java developer for Acme since 2015"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from matcher.parsing.career.titles import JOB

__all__ = ["Employment", "read_employment"]

Verb = Literal["works", "starts", "employed", "joins", "moves", "holds", "leads", "promoted", "is"]

_ADVERB = (
    r"(?:also|then|first|next|previously|currently|presently|now|later|initially|afterwards|again|most recently)\s"
)
_SUBJECT = (
    rf"(?:(?<!\w)(?P<pronoun>I|[Hh]e|[Ss]he)(?:['’](?:ve|m|s|d))?\s(?:(?:have|has|had|was|am|is)\s)?(?:been\s)?(?:{_ADVERB})?"
    rf"(?:been\s)?|(?<!\S)(?P<and>and\s)?(?i:{_ADVERB}){{0,2}}(?:(?:[Hh]ave|[Hh]as|[Ww]as|[Aa]m)\s)?(?:been\s)?)"
)
"""What is before a verb whose subject is the writer: a pronoun, or nothing; see :data:`_OPENING`."""
_VERB: Final = re.compile(
    rf"{_SUBJECT}(?i:"
    r"(?P<employed>(?:self-)?(?:employed|hired|contracted|engaged|recruited|appointed))"
    r"|(?P<works>work(?:ed|ing|s)?|serv(?:ed|ing|es?)|act(?:ed|ing|s)?|function(?:ed|ing|s)?|freelanc(?:ed|ing|es)|"
    r"volunteered|interned|spent)"
    r"|(?P<starts>(?:started|began)(?:\s(?:out|working|work))?)"
    r"|(?P<joins>joined)|(?P<moves>(?:moved|switched|transferred)\sto)"
    r"|(?P<holds>(?:held|hold|holds|took(?:\sover)?|assumed)\s(?:the\s|an?\s)?(?:position|post|role|job|title)s?\s(?:of|as))"
    r"|(?<!been\s)(?<!was\s)(?<!am\s)(?<!is\s)(?P<leads>leads?|led|heads?|headed|manage[sd]?|runs?|ran)"
    r"|(?P<promoted>promoted\s(?:to|as)|became)"
    r")(?!\w)"
    r"|(?<!\w)(?:I|[Hh]e|[Ss]he)(?:['’](?P<am>m)|['’]ve\sbeen|\s(?P<is>was|am|is|have\sbeen|has\sbeen|had\sbeen))(?=\s)",
)
_OPENING: Final = re.compile(
    r"[\W_]{0,6}(?:(?:from|between|since|in|during|until|for|starting)?\b[^.;:!?]{0,45}(?:\d|present|now|today|date)[)\]]?[,:]?\s)?"
    r"[^\w(]{0,3}",
    re.IGNORECASE,
)
"""What may be before a verb without a pronoun: a bullet, a date."""
_ENDS_NAME = (
    r"at|for|with|in|by|from|since|until|till|where|who|which|that|whose|on|between|during|to|within|under|responsible|while|but|"
    r"when|then|after|before|through|via|using|across|of\s(?:a|the)"
)
_STOP: Final = re.compile(
    rf"[,;:\n–—(]|['’\"”](?=[\s,.])|\s-\s|(?<!\bSr)(?<!\bJr)\.(?=\s|\Z)|\s(?:{_ENDS_NAME})(?!\w)"
    r"|\sand\s(?=(?:then|later|was|I|he|she|stayed|left|remained|a|an)\b)|\Z"
)
_AS: Final = re.compile(r"(?<!\w)as(?=\s(?!needed|required|well|part|such|if|of|soon|long))")
_ARTICLE: Final = re.compile(r"\s{0,2}(?:(?P<indefinite>an?\s)|(?:the|their|its|our|his|her)\s)?['‘’\"“(]?")
_NO_TRADE: Final = re.compile(
    r"\b(?:students?|members?|participant|guest|attendee|finalist|winner|visitor|resident|users?|customer|client|part|fan|"
    r"way|role|position|time|result|bit|lot|few|year|scholar|liaison|point|team|group|subcontractor\sto)\b",
    re.IGNORECASE,
)
_LONGEST_TITLE: Final = 80
_MOST_WORDS: Final = 8

_NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ]|\d{1,3}[A-Z])[\w&.'’+/-]{0,30}"
_EMPLOYER: Final = re.compile(
    rf"(?:(?P<the>the)\s|a\scompany\scalled\s)?"
    rf"(?P<name>{_NAME_WORD}(?:\s(?:(?:of|the|and|&|for|de|la|du|des|der|von)\s){{0,2}}{_NAME_WORD}){{0,7}})"
    r"(?P<form>,\s(?:Inc|LLC|Ltd|Corp|L\.L\.C|PLC|GmbH)\b\.?)?"
)
_HOW = r"(?:\s(?:remotely|on-?site|full[- ]time|part[- ]time|freelance|mainly|directly))?"
_AFTER_VERB: Final = re.compile(rf"{_HOW}\s(?P<word>at|for)\s")
_AFTER_EMPLOYED: Final = re.compile(rf"{_HOW}\s(?P<word>at|for|by|with)\s")
_AFTER_TITLE: Final = re.compile(rf"[’'”\"]?{_HOW},?\s(?P<word>at|for|with|in|by)\s")
_AT: Final = re.compile(r"\sat\s")
_FARTHEST: Final = 120
"""Most characters from a verb to "at" and the employer."""
_LEGAL_FORM: Final = re.compile(
    r"\b(?:Inc|LLC|Ltd|Limited|GmbH|AG|Corp|Corporation|Company|PLC|LLP|Pvt|Group|Holdings?|Bank|Systems?|Technologies|"
    r"Solutions|Services|Software|Labs|Studios?|Consulting|Agency|Hospital|University|College|School|Institute|Ministry|"
    r"Department|City\sof|County|Foundation|Partners)\b",
    re.IGNORECASE,
)
_OF_OWN: Final = re.compile(r"(?:owner|founder|partner|president|C[ETIFO]O)\sof\s(?=[A-Z])", re.IGNORECASE)
_LEARNS: Final = re.compile(
    r"\b(?:stud(?:y|ied|ying|ents?|ies)|degree|graduated|bachelor|enrolled|attended|pursu\w+)\b", re.IGNORECASE
)
_GATHERING: Final = re.compile(
    r"\b(?:user group|club|society|association|community|union|board|committee|church|conference|program(?:me)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Employment:
    """What a sentence says of an employment.

    >>> Employment("works", None, (20, 24)).begins
    False
    """

    verb: Verb
    title: tuple[int, int] | None
    """Start and end of the title in the text."""
    employer: tuple[int, int] | None
    """Start and end of the employer in the text."""
    offset: int = 0
    """Where the verb ends."""

    @property
    def begins(self) -> bool:
        """Whether the verb is one of a moment ("joined"), so that its date is the beginning."""
        return self.verb in ("starts", "joins", "moves", "promoted", "employed")


def read_employment(text: str, start: int, end: int) -> Employment | None:
    """Read the employment that a sentence tells of.

    Args:
        text: the whole text.
        start: start of the sentence.
        end: its end.

    Returns:
        The employment, with a title or an employer; None if the sentence tells of none. Verbs that say little need
        more: "I was" a title, "he leads" an employer.

    >>> text = "In 2015 I joined Acme as a junior developer."
    >>> employment = read_employment(text, 0, len(text))
    >>> [text[a:b] for a, b in (employment.title, employment.employer)]
    ['junior developer', 'Acme']
    >>> read_employment("I joined the discussion in 2015.", 0, 32)
    """
    sentence = text[start:end]
    for match in _VERB.finditer(sentence):
        verb: Verb = "is" if match.lastgroup in (None, "am") else match.lastgroup  # type: ignore[assignment]
        if verb != "is" and match["pronoun"] is None:
            if verb == "leads" or not (match["and"] or _OPENING.fullmatch(sentence, 0, match.start())):
                continue  # "Managed servers at ...", "A project: worked as ..."
        title = _title(sentence, match.end(), verb)
        employer = _employer(sentence, match.end(), verb, title)
        if title is not None and employer is None:
            title, employer = _split_owner(sentence, title)
        if _LEARNS.search(sentence) and title is None:
            continue
        enough = {
            "is": title is not None,
            "holds": title is not None,
            "promoted": title is not None,
            "leads": employer is not None,
            "joins": employer is not None,
            "moves": title is not None and employer is not None,  # "moved to Berlin"
        }.get(verb, title is not None or employer is not None)
        if enough:
            return Employment(verb, _shifted(title, start), _shifted(employer, start), start + match.end())
    return None


def _shifted(span: tuple[int, int] | None, offset: int) -> tuple[int, int] | None:
    return None if span is None else (span[0] + offset, span[1] + offset)


def _title(sentence: str, after: int, verb: Verb) -> tuple[int, int] | None:
    """Return where the title is that belongs to a verb: right after it, or after "as"."""
    begin = after
    if verb not in ("is", "holds", "promoted"):
        said = _AS.search(sentence, after, after + 200)
        if said is None:
            return None
        begin = said.end()
    article = _ARTICLE.match(sentence, begin)
    begin = article.end() if article else begin
    stop = _STOP.search(sentence, begin)
    end = min(stop.start() if stop else len(sentence), begin + _LONGEST_TITLE)
    title = sentence[begin:end].rstrip(" .'’\"”)")
    words = len(title.split())
    if JOB.search(title):
        return (begin, begin + len(title)) if words <= _MOST_WORDS else None
    # "a baker at Acme": any trade, if an employer follows.
    trade = 0 < words <= 3 and article and article["indefinite"] and not _NO_TRADE.search(title)
    before = _AFTER_TITLE.match(sentence, begin + len(title)) if trade else None
    if before and before["word"] in ("at", "for", "with") and _EMPLOYER.match(sentence, before.end()):
        return begin, begin + len(title)
    return None


def _employer(sentence: str, after: int, verb: Verb, title: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return where the employer is: right after the verb or the title, or a little later behind "at"."""
    if verb in ("joins", "moves"):
        return _name(sentence, after + 1, sure=True)
    places = [(after, _AFTER_EMPLOYED if verb == "employed" else _AFTER_VERB)]
    if title is not None:
        places.append((title[1], _AFTER_TITLE))
    for begin, words in places:
        before = words.match(sentence, begin)
        if before is not None:
            name = _name(sentence, before.end(), sure=before["word"] not in ("with", "in") or verb == "employed")
            if name is not None:
                return name
    at = _AT.search(sentence, after, after + _FARTHEST)
    return _name(sentence, at.end(), sure=True) if at else None


def _name(sentence: str, begin: int, *, sure: bool) -> tuple[int, int] | None:
    """Return the name of an employer at an offset; if the words before are not ``sure``, it must look like one."""
    match = _EMPLOYER.match(sentence, begin)
    if match is None:
        return None
    name = match["name"].rstrip(".,'’-/")
    if _GATHERING.search(name) or (not sure and not (match["the"] or match["form"] or _LEGAL_FORM.search(name))):
        return None
    end = match.end() if match["form"] else match.start("name") + len(name)
    return match.start("name"), end


def _split_owner(sentence: str, title: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """Split "founder of Acme" into title and employer."""
    match = _OF_OWN.search(sentence, *title)
    if match is None:
        return title, None
    name = _name(sentence, match.end(), sure=True)
    return ((title[0], match.end() - 4), name) if name else (title, None)
