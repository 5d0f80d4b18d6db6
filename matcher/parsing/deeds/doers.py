"""Find sentences in which somebody else is the doer, or in which nothing was made or run: sold, read about, attended.

Each frame is a doer or a verb with what belongs to it, and reaches to the end of its clause. Frames are English; the
language files have the same for other languages (``attributed``). Whatever no frame describes counts as the person's
own deed: honest bullet points are terse, and name neither a doer nor a verb.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from matcher.core.regex_prefilter import PrefixPattern
from matcher.parsing.sentences import split_sentences

__all__ = ["Doers", "find_doers"]

Span = tuple[int, int]

OWN_VERBS: Final = (
    r"(?:re-?)?(?:built|build(?:ing|s)?|develop(?:ed|ing|s)?|design(?:ed|ing|s)?|implement(?:ed|ing|s)?|creat(?:ed|ing|es?)|"
    r"wrote|writ(?:ten|ing|es?)|cod(?:ed|ing)|programm?(?:ed|ing)|maintain(?:ed|ing|s)?|deploy(?:ed|ing|s)?|"
    r"migrat(?:ed|ing|es?)|port(?:ed|ing)|integrat(?:ed|ing|es?)|automat(?:ed|ing|es?)|configur(?:ed|ing|es?)|"
    r"optimi[sz](?:ed|ing|es?)|refactor(?:ed|ing)|architect(?:ed|ing)|engineer(?:ed|ing)|administ(?:er|rat)(?:ed|ing)|"
    r"us(?:ed|ing)|utili[sz](?:ed|ing)|leverag(?:ed|ing)|set up|install(?:ed|ing)|tun(?:ed|ing)|debug(?:ged|ging)|"
    r"prototyp(?:ed|ing)|model(?:led|ling|ed|ing)|script(?:ed|ing)|scal(?:ed|ing)|upgrad(?:ed|ing)|operat(?:ed|ing)|ran)"
)
"""English verbs of making and running software."""

_GOODS: Final = (
    r"(?:books?|magazines?|courses?|trainings?|licen[cs]es?|subscriptions?|t-?shirts?|mugs?|stickers?|manuals?|posters?|"
    r"merchandise|copies|dvds?|tickets?|guides?|seats|keyboards?|brochures?|leaflets?|flyers?)"
)
_EVENTS: Final = (
    r"(?:talks?|lectures?|conferences?|courses?|workshops?|seminars?|meet-?ups?|webinars?|presentations?|trainings?|"
    r"classes|bootcamps?|tutorials?|exhibitions?|fairs?|keynotes?)"
)
_TEXTS: Final = (
    r"(?:blogs?|(?:blog )?posts?|books?|articles?|papers?|news(?:letters?|papers?)?|magazines?|stories|tweets|"
    r"tutorials?|manuals?|documentation|videos?|podcasts?|films?)"
)
_KIN: Final = (
    r"(?:colleagues?|co-?workers?|team-?mates?|wife|husband|spouse|brothers?|sisters?|sons?|daughters?|children|friends?|"
    r"flat-?mates?|room-?mates?|neighbou?rs?|boss(?:es)?|father|mother|dad|mum|mom|parents|cousins?|uncle|aunt|nephew|"
    r"niece|girlfriend|boyfriend|classmates?|customers?|clients|visitors|guests|competitors?|suppliers?|tenants?|"
    r"somebody|someone|others|another person|other (?:people|teams?|departments?|staff|developers|engineers)|"
    r"(?:the )?(?:people|developers|engineers|programmers|team|office|shop|company|firm) "
    r"(?:next door|upstairs|downstairs|across the (?:street|road|hall)|in the (?:next|other|same) (?:office|room|building)))"
)
_GROUPS: Final = (
    r"(?:company|companies|firms?|businesse?s?|employers?|offices?|shops?|start-?ups?|teams?|people|persons?|colleagues?|"
    r"developers?|engineers?|programmers?|contractors?|freelancers?|customers?|clients?|students?|those|staff|men|women|"
    r"friends?|departments?|agenc(?:y|ies)|neighbou?rs?|experts?|specialists?|guys|somebody|someone|others|everyone|"
    r"anyone|bank|manufacturers?|suppliers?|tenants?|speakers?|authors?)"
)
_THEIR_VERBS: Final = (
    rf"(?:{OWN_VERBS}|uses?|runs?|running|works? (?:with|in|on)|worked (?:with|in|on)|knows?|knew|understands?|loves?|likes?|prefers?|"
    r"asks?|asked|needs?|needed|wants?|wanted|teach(?:es)?|taught|speaks?|spoke|sells?|sold|makes?|made|codes?|programs?|"
    r"includ(?:ed?|es|ing)|were|was|are|is|do|does|did|speciali[sz]ed?s?|deals?|dealt|handled?s?|swears? by|talk(?:s|ed)?)"
)
_RELATIVE_VERBS: Final = (
    rf"(?:{OWN_VERBS}|builds?|develops?|designs?|writes?|maintains?|uses?|runs?|running|works? (?:with|in)|worked (?:with|in)|knows?|knew|understands?|"
    r"loves?|likes?|prefers?|asks? for|asked for|teach(?:es)?|taught|speaks?|spoke|sells?|sold|makes?|made|codes?|programs?|"
    r"talk(?:s|ed)? about)"
)
_ADVERB: Final = r"(?:[\w'’-]+\s){0,3}?"

_OF_OTHERS: Final = rf"(?:(?:my|our|his|her|their|the|some|many|most|several|all|other|two|three|a) ){{0,2}}{_KIN}\b(?:[\s,]+[\w'’-]+){{0,6}}?\s{_THEIR_VERBS}\b"
"""At the beginning of a sentence: other people and what they do."""

_OF_FIRMS: Final = (
    r"(?:(?:the|our|my|this|a) )?(?:company|firm|employer|shop|office|agency|school|department|client|customer|group|parent company) "
    r"(?:uses?|used|runs?|ran|works? (?:with|in)|worked (?:with|in)|builds?|built|develops?|developed|sells?|sold|offers?|offered|specialis\w+|specializ\w+|makes?|made|deals?|dealt)\b"
)
"""What an employer does: the person may have had to do with it."""

_NOT_OWN: Final = (
    r"the words? (?=(?-i:[A-Z]))",
    # goods and texts about a subject
    rf"(?:re)?sold\b[^.;\n]{{0,40}}?\b{_GOODS}\b", rf"sell(?:ing|s)?\b[^.;\n]{{0,40}}?\b{_GOODS}\b",
    rf"(?:bought|stocked|borrowed|lent|collected|shelved|dusted|shipped|packed|delivered|distributed|handed out|wrapped|carried|priced)\b[^.;\n]{{0,40}}?\b{_GOODS}\b",
    rf"read(?:ing|s)?\b(?:\s[\w'’-]+){{0,3}}?\s{_TEXTS}(?:\s[\w'’-]+){{0,3}}?\s(?:about|on|of)\b", r"read(?:ing|s)? about\b",
    rf"(?:watch|hear|listen|brows|skimm|subscrib|follow)(?:ed|d|ing|s|es)?\b(?:\s[\w'’-]+){{0,3}}?\s{_TEXTS}\b",
    r"(?:heard|dream(?:ed|t|s|ing)?|day-?dream(?:ed|s|ing)?|fantasi[sz](?:ed|es|ing)|gossip(?:ed|ing)?|chatted|joked|wondered|argued|curious) (?:of|about|over|at)\b",
    r"(?:cleaned|swept|mopped|vacuumed|guarded|painted|heated|decorated|furnished|catered for|toured|visited|rented out|let out|drove past)\b[^.;\n]{0,40}?\b(?:offices?|rooms?|buildings?|floors?|windows|desks?|canteens?|kitchens?|premises|headquarters|data ?cent(?:er|re)s?)\b",
    r"(?:cooked|catered|made (?:coffee|tea|lunch)|carried (?:parcels|post|mail)|drove|babysat|walked (?:the )?dogs?|delivered (?:parcels|post|mail|lunch|food|pizzas?))\b[^.;\n]{0,30}?\bfor\b",
    r"(?:sat|stood|lived|parked|lunched|smoked) (?:next to|beside|near|opposite|across from|above|below|behind|among|with)\b",
    # jobs of others, and applications
    r"(?:jobs?|roles?|positions?|vacanc(?:y|ies)|adverts?|posts?|openings?)\s(?:that|which)\s(?:ask|call|require|need|want|list|mention|demand)(?:s|ed)?\b",
    r"(?:applied|applying|interviewed|was rejected|rejected|turned down)\s(?:in vain |unsuccessfully |without success )?(?:for|to|at)\b",
    r"unsuccessful(?:ly)?\b[^.;\n]{0,30}?\b(?:appl|interview|attempt|candidat)\w*",
)  # fmt: skip

_AT_START_NOT_OWN: Final = (
    r"(?:price list|catalog(?:ue)?|stock list|shelves|bookshelf|book shelf|for sale|on sale|titles (?:sold|in stock)|reading list|"
    r"magazines|books(?: read| sold)?|menu|goods|merchandise|products sold|wish ?list)\s?:",
    r"fail(?:ed|s|ing)?\s(?:the |an? |my |every |all |both |to )?(?:\w+\s){0,3}?(?:tests?|exams?|examinations?|interviews?|courses?|certifications?|certificates?|assessments?|quiz(?:zes)?|class(?:es)?|modules?|learn|understand|use|pass)\b",
    r"(?:typed|spelled|spelt|pronounced|quoted|printed|wrote|copied) (?:out )?the (?:words?|names?|letters)\s",
    r"(?:named|mentioned|praised|advertised|proof-?read|invoiced|memori[sz]ed|pictured|imagined|admired)\s(?=(?-i:[A-Z]))",
    r"(?:tried (?:and failed|in vain|without success)|gave up|flunked|dropped out of)\b",
    r"(?:never|not yet|hardly ever|barely)\s(?:[\w'’-]+\s){0,3}?(?:used|touched|tried|seen|saw|wrote|ran|worked|learn(?:ed|t)|did)\b",
)  # fmt: skip

_OF_GROUPS: Final = (rf"{_GROUPS}\s?,?\s(?:who|that|which)\s{_ADVERB}{_RELATIVE_VERBS}\b",)
"""People and what they do: "developers who know"."""

_SEEN: Final = (
    rf"attend(?:ed|ing|s)?\b[^.;\n]{{0,60}}?\b{_EVENTS}\b",
    rf"(?:visit|join|watch)(?:ed|ing|s)?\b[^.;\n]{{0,30}}?\b{_EVENTS}\b",
)  # fmt: skip

_NOT_USED: Final = (
    r"(?:phased out|phasing out|got rid of|getting rid of|scrapped|banned|abandoned|did away with|decommissioned|retired|"
    r"threw out|refused)\b",
    r"(?:avoid|hat|dislik|shunn|despis|loath|fear|ignor|skipp|dodg)ed\s(?=(?-i:[A-Z]))",
    r"rejected\s(?=(?-i:[A-Z]))",
    r"(?:was|were|am|is)(?:n['’]t| not| never) (?:allowed|permitted|trusted|able|invited|asked) to\b",
    r"(?:forbidden|banned|barred|too (?:shy|busy|lazy|young|old)) (?:to|from)\b",
    r"(?:fired|sacked|dismissed|blamed|reprimanded|warned) for\b",
    r"lack(?:ed|ing)?(?: of)?\s(?=(?-i:[A-Z]))",
    r"(?:plan|want|hop|wish|mean|intend|long|dream|tri)(?:n?ed|t|ing|s)? to (?:learn|use|try|study|master|understand|touch)\b",
    r"watch(?:ed|ing)?\s(?:[\w'’-]+\s){1,3}?(?:use|using|write|writing|build|building|run|running|develop|developing|program|programming|code|coding|work|working)\b",
    r"(?:books?|posters?|poems?|films?|movies?|songs?|stories|story|magazines?|televisions?|paintings?|comics?|jokes|taste|speech|labels|signs) (?:\w+ ){0,4}?(?:about|on|of|for|with|saying)\b",
    r"(?:instead of|rather than|in place of|as opposed to|in lieu of)\b",
)

_NEXT_DEED: Final = r"(?:re-?)?(?:built|wrote|ran|set up|\w{2,15}ed|\w{2,15}ing)"
_BOUND: Final = re.compile(
    rf"[;]|[,.]?\s(?:and|then|but|while)\s(?:I\s)?(?:also\s|then\s|later\s)?(?=(?:{_NEXT_DEED})\b){OWN_VERBS}\b|,\s(?:I|we)\s|"
    r"\s(?:in favou?r of|replacing (?:it|them) (?:with|by))\s",
    re.IGNORECASE,
)
"""Where a clause ends, and another deed begins."""

_FOR_OTHERS: Final = re.compile(r";")
_DONE: Final = re.compile(rf"\b{OWN_VERBS}\b", re.IGNORECASE)
_OPENING: Final = re.compile(
    r"(?:\W|\d)*(?:(?:I|we|in|during|on|at|after|before|while|when|my|the|breaks?|lunch|evenings?|free|spare|time|work|"
    r"often|sometimes|always|also|once|just|mostly|only|then|where|because|since|meanwhile|here|there)\b\W*){0,5}$",
    re.IGNORECASE,
)
"""What may come before the verb of a sentence without being its doer."""

_LONGEST: Final = 600
"""Characters of a sentence that are read; longer ones are lists without full stops."""


class _Kind(NamedTuple):
    """A kind of frame: what it makes of its clause."""

    frames: tuple[str, ...]
    own: bool
    """Whether the person is at least the one who does it: then the clause merely names things."""
    opens: bool
    """Whether it must open its sentence."""
    bound: re.Pattern[str]
    unless_done: bool = False
    """Whether a verb of making before it in the sentence makes the person the doer: "built and sold"."""


_KINDS: Final = (
    _Kind((_OF_OTHERS,), False, True, _FOR_OTHERS),
    _Kind((_OF_FIRMS,), True, True, _FOR_OTHERS),
    _Kind(_NOT_OWN, False, False, _BOUND, True),
    _Kind(_AT_START_NOT_OWN, False, True, _BOUND),
    _Kind(_OF_GROUPS, True, False, _FOR_OTHERS),
    _Kind(_SEEN, True, False, _BOUND, True),
    _Kind(_NOT_USED, True, False, _BOUND),
)
_GROUPS_OF_FRAMES: Final = (f"(?P<kind{number}>{'|'.join(kind.frames)})" for number, kind in enumerate(_KINDS))
_FRAMES: Final = PrefixPattern(re.compile(rf"\b(?:{'|'.join(_GROUPS_OF_FRAMES)})", re.IGNORECASE))


class Doers(NamedTuple):
    """Parts of a text that are no work of the person.

    >>> Doers((), ()).not_own
    ()
    """

    not_own: tuple[Span, ...]
    """About somebody or something else."""
    merely_named: tuple[Span, ...]
    """Without work done."""


def find_doers(text: str) -> Doers:
    r"""Find the clauses in which somebody else is the doer, and those in which nothing is made or run.

    Args:
        text: any text.

    >>> text = "• Sold books about Java.\n• My colleagues used Go.\n• Built a shop in Java."
    >>> [text[a:b] for a, b in find_doers(text).not_own]
    ['Sold books about Java.', 'My colleagues used Go.']
    >>> find_doers("Hired developers who know Java").merely_named
    ((6, 30),)
    """
    sentences = split_sentences(text)
    starts = [start for start, _ in sentences]
    found: dict[bool, list[Span]] = {False: [], True: []}
    for match in _FRAMES.finditer(text):
        kind = _KINDS[int(str(match.lastgroup).removeprefix("kind"))]
        number = bisect_right(starts, match.start()) - 1
        begin, end = sentences[number] if number >= 0 else (0, 0)
        begin, end = max(begin, match.start() - _LONGEST), min(end, match.end() + _LONGEST)
        if end < match.end() or not _is_read(text, kind, begin, match.start()):
            continue
        stop = kind.bound.search(text, match.end(), end)
        found[kind.own].append((match.start(), stop.start() if stop else end))
    return Doers(tuple(sorted(found[False])), tuple(sorted(found[True])))


def _is_read(text: str, kind: _Kind, begin: int, start: int) -> bool:
    before = text[begin:start]
    if kind.opens:
        return _OPENING.fullmatch(before) is not None
    return not kind.unless_done or _DONE.search(before) is None
