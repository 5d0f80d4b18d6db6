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
    r"(?:\A[\W_]{0,6}|(?<=[.!?:]\s))(?P<as>As)(?=\s)"
    r"|(?<!\w)(?P<noun>[Mm]y\s(?:last\s|first\s|previous\s|current\s)?(?:job|role|position|work|post))(?=\sas\s)"
    rf"|{_SUBJECT}(?i:"
    r"(?P<with>(?:associated|affiliated|worked|working|engaged)\swith(?=\s))|"
    r"(?P<employed>(?:self-)?(?:employed|hired|contracted|engaged|recruited|appointed))"
    r"|(?P<works>work(?:ed|ing|s)?|serv(?:ed|ing|es?)|act(?:ed|ing|s)?|function(?:ed|ing|s)?|freelanc(?:ed|ing|es)|"
    r"volunteered|interned|spent)"
    r"|(?P<starts>(?:started|began)(?:\s(?:out|working|work))?)"
    r"|(?P<joins>joined)|(?P<moves>(?:moved|switched|transferred)\sto)"
    r"|(?P<holds>(?:held|hold|holds|took(?:\sover)?|assumed)\s(?:the\s|an?\s)?(?:position|post|role|job|title)s?\s(?:of|as))"
    r"|(?<!been\s)(?<!was\s)(?<!am\s)(?<!is\s)(?P<leads>leads?|led|heads?|headed|manage[sd]?|runs?|ran)"
    r"|(?P<promoted>promoted\s(?:to|as)|became)"
    r")(?!\w)"
    r"|(?<!\w)(?P<who>I|[Hh]e|[Ss]he)(?:['’](?P<am>m)|['’]ve\sbeen|\s(?P<is>was|am|is|have\sbeen|has\sbeen|had\sbeen))(?=\s)",
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
    r"way|role|position|time|result|bit|lot|few|year|scholar|liaison|point|team|group|it|we|they|you|I|one|follows)\b",
    re.IGNORECASE,
)
"""Words that a title without a known job word does not hold."""
_NO_TITLE: Final = re.compile(rf"(?:{_ENDS_NAME})(?!\w)")
_FIELD_OF_TITLE: Final = re.compile(
    r"\s(?:in|for|of)\s[A-Z][\w&/-]{1,20}(?:\s(?:and\s)?[A-Z][\w&/-]{1,20}){0,3}(?=\s(?:at|for|with|by)\s[A-Z0-9])"
)
"""What goes on with a title: "Lecturer in Computer Science at ..."."""
_LONGEST_TITLE: Final = 80
_MOST_WORDS: Final = 8

_NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ]|\d{1,3}[A-Z])[\w&.'’+/-]{0,30}"
_EMPLOYER: Final = re.compile(
    rf"(?:(?P<the>the)\s|a\scompany\scalled\s)?"
    rf"(?P<name>{_NAME_WORD}(?:\s(?:(?:of|the|and|&|for|de|la|du|des|der|von)\s){{0,2}}{_NAME_WORD}){{0,7}}"
    rf"(?:(?:,\s{_NAME_WORD}){{1,3}}\s(?:&|and)\s{_NAME_WORD}(?:\s{_NAME_WORD}){{0,2}})?(?:\s\(P\)\sLtd)?)"
    r"(?P<form>,\s(?:(?:Co\.,\s|Pty\s|Pte\s|Pvt\s|Sdn\s)?(?:Inc|LLC|Ltd|Corp|Corporation|Limited|"
    r"L\.L\.C|LLP|L\.P|PLC|plc|GmbH|AG|B\.?V|N\.?V|S\.?A|S\.?L|S\.p\.A|SARL|Oy|A/S|Kft|Bhd|d\.o\.o|s\.r\.o)\b\.?)(?!\w))?"
)
_HOW = r"(?:\s(?:remotely|on-?site|full[- ]time|part[- ]time|freelance|mainly|directly))?"
_AFTER_VERB: Final = re.compile(rf"{_HOW}\s(?P<word>at|for)\s")
_AFTER_EMPLOYED: Final = re.compile(rf"{_HOW}\s(?P<word>at|for|by|with)\s")
_AFTER_TITLE: Final = re.compile(rf"[’'”\"]?{_HOW},?\s(?P<word>at|for|with|in|by)\s")
_AT: Final = re.compile(r"\sat\s")
_AT_FIRST: Final = re.compile(r"(?:[\W_]{0,6}|.{0,40},\s)[Aa]t\s")
_TECHNOLOGY: Final = re.compile(
    r"(?:Java|JavaScript|Python|PHP|Ruby|Perl|C|C\+\+|C#|\.NET|SQL|Oracle|MySQL|Spring|React|Angular|Django|Rails|Linux|"
    r"Unix|Windows|AWS|Azure|SAP|Go|Scala|Kotlin|Node|Android|iOS|HTML|CSS|Agile|Scrum)(?![\w-])"
)
"""What one works with, and not for."""
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
    r"\b(?:user group|club|society|association|community(?!\scollege)|union|board|committee|church|"
    r"conference|program(?:me)?)\b",
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
    """Read the employment that a sentence describes.

    Args:
        text: the whole text.
        start: start of the sentence.
        end: its end.

    Returns:
        The employment, with a title or an employer; None if the sentence describes none. Verbs that say little need
        more: "I was" a title, "he leads" an employer.

    >>> text = "In 2015 I joined Acme as a junior developer."
    >>> employment = read_employment(text, 0, len(text))
    >>> [text[a:b] for a, b in (employment.title, employment.employer)]
    ['junior developer', 'Acme']
    >>> read_employment("I joined the discussion in 2015.", 0, 32)
    """
    sentence = text[start:end]
    for match in _VERB.finditer(sentence):
        group = match.lastgroup
        if group in ("as", "noun", "with"):
            verb: Verb = "works"
        elif group in ("who", "am", "is"):
            verb = "is"
        else:
            verb = group  # type: ignore[assignment]
        if verb != "is" and match["pronoun"] is None and group not in ("as", "noun"):
            if verb == "leads" or not (match["and"] or _OPENING.fullmatch(sentence, 0, match.start())):
                continue  # "Managed servers at ...", "A project: worked as ..."
        after = match.end()
        title = _title(sentence, after, said=verb in ("is", "holds", "promoted") or group == "as")
        employer = _name(sentence, after + 1, sure=True) if group == "with" else _employer(sentence, after, verb, title)
        if employer is None and (match["pronoun"] or match["who"]):
            employer = _employer_before(sentence, match.start())
        title = _sure(sentence, title, employer)
        if title is not None and employer is None:
            title, employer = _split_owner(sentence, title)
        if _LEARNS.search(sentence) and title is None:
            continue
        both = title is not None and employer is not None
        enough = {
            "is": title is not None,
            "holds": title is not None,
            "promoted": title is not None,
            "leads": employer is not None,
            "joins": employer is not None,
            "moves": both,  # "moved to Berlin"
        }.get(verb, title is not None or employer is not None)
        if enough and (both or group not in ("as", "noun", "with")):
            return Employment(verb, _shifted(title, start), _shifted(employer, start), start + after)
    return None


def _shifted(span: tuple[int, int] | None, offset: int) -> tuple[int, int] | None:
    return None if span is None else (span[0] + offset, span[1] + offset)


def _title(sentence: str, after: int, *, said: bool) -> tuple[int, int] | None:
    """Return where the title may be that belongs to a verb: right after it if ``said``, otherwise after "as"."""
    begin = after
    if not said:
        word = _AS.search(sentence, after, after + 200)
        if word is None:
            return None
        begin = word.end()
    article = _ARTICLE.match(sentence, begin)
    begin = article.end() if article else begin
    if _NO_TITLE.match(sentence, begin):
        return None
    stop = _STOP.search(sentence, begin)
    end = stop.start() if stop else len(sentence)
    more = _FIELD_OF_TITLE.match(sentence, end)
    end = min(more.end() if more else end, begin + _LONGEST_TITLE)
    title = sentence[begin:end].rstrip(" .'’\"”)")
    return (begin, begin + len(title)) if title and len(title.split()) <= _MOST_WORDS else None


def _sure(sentence: str, title: tuple[int, int] | None, employer: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return a title if it has a known job word, or an article or capitals like a title and an employer beside it."""
    if title is None:
        return None
    words = sentence[slice(*title)]
    if JOB.search(words):
        return title
    looks = sentence[: title[0]].endswith(("a ", "an ")) or all(w[0].isupper() for w in words.split() if len(w) > 3)
    return title if looks and employer is not None and not _NO_TRADE.search(words) else None


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
            sure = before["word"] in ("at", "for", "by") or verb == "employed"
            sure = sure or (before["word"] == "with" and not _TECHNOLOGY.match(sentence, before.end()))
            name = _name(sentence, before.end(), sure=sure)
            if name is not None:
                return name
    at = _AT.search(sentence, after, after + _FARTHEST)
    return _name(sentence, at.end(), sure=True) if at else None


def _employer_before(sentence: str, end: int) -> tuple[int, int] | None:
    """Return where the employer is before the subject: "At Acme I was ..."."""
    before = _AT_FIRST.match(sentence, 0, end)
    return _name(sentence, before.end(), sure=True) if before else None


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
