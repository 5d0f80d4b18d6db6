"""Hold the frames of English sentences in which somebody else is the doer, or in which nothing was made or run.

Each frame is a doer or a verb with what belongs to it. Of 88,680 different sentences with technologies in 8,000 honest
résumés they mark about 40, nearly all of them rightly: look at the sentences that a new one marks before you add it.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from matcher.core.regex_prefilter import PrefixPattern

__all__ = ["FRAMES", "KINDS", "OWN_VERBS", "PATTERNS", "Kind"]

OWN_VERBS: Final = (
    r"(?:re-?)?(?:built|build(?:ing|s)?|develop(?:ed|ing|s)?|design(?:ed|ing|s)?|implement(?:ed|ing|s)?|creat(?:ed|ing|es?)|"
    r"wrote|writ(?:ten|ing|es?)|cod(?:ed|ing)|programm?(?:ed|ing)|maintain(?:ed|ing|s)?|deploy(?:ed|ing|s)?|"
    r"migrat(?:ed|ing|es?)|(?<!\bre)port(?:ed|ing)|integrat(?:ed|ing|es?)|automat(?:ed|ing|es?)|configur(?:ed|ing|es?)|"
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
    r"(?:company|companies|firms?|businesse?s?|employers?|offices?|shops?|start-?ups?|teams|people|persons|colleagues?|"
    r"developers|engineers|programmers|contractors?|freelancers?|customers?|clients?|students?|those|staff|men|women|"
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
    r"loves?|likes?|prefers?|asks? for|asked for|teach(?:es)?|taught|speaks?|spoke|sells?|sold|codes?|programs?|"
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
    rf"(?:bought|stocked|borrowed|lent|collected|shelved|dusted|shipped|packed|delivered|distributed|handed out|wrapped|carried|priced)\b(?![^.;\n]{{0,40}}?\b(?:trainings?|courses?)\b)[^.;\n]{{0,40}}?\b{_GOODS}\b",
    rf"read(?:ing|s)?\b(?:\s[\w'’-]+){{0,3}}?\s{_TEXTS}(?:\s[\w'’-]+){{0,3}}?\s(?:about|on|of)\b", r"read(?:ing|s)? about\b",
    rf"(?:watch|hear|listen|brows|skimm|subscrib|follow)(?:ed|d|ing|s|es)?\b(?:\s[\w'’-]+){{0,3}}?\s{_TEXTS}\b",
    r"(?:heard|dream(?:ed|t|s|ing)?|day-?dream(?:ed|s|ing)?|fantasi[sz](?:ed|es|ing)|gossip(?:ed|ing)?|chatted|joked|wondered|argued|curious) (?:of|about|over|at)\b",
    r"(?:cleaned|swept|mopped|vacuumed|guarded|painted|heated|decorated|furnished|catered for|rented out|let out)\b[^.;\n]{0,40}?\b(?:offices?|rooms?|buildings?|floors?|windows|desks?|canteens?|kitchens?|premises|headquarters|data ?cent(?:er|re)s?)\b",
    r"(?:toured|visited|drove past)\b[^.;\n]{0,40}?\b(?:offices?|rooms?|buildings?|premises|headquarters|data ?cent(?:er|re)s?) (?:of|where|in which)\b",
    r"(?:cooked|catered|made (?:coffee|tea|lunch)|carried (?:parcels|post|mail)|drove|babysat|walked (?:the )?dogs?|delivered (?:parcels|post|mail|lunch|food|pizzas?))\b[^.;\n]{0,30}?\bfor\b",
    r"(?:sat|stood|lived|parked|lunched|smoked) (?:next to|beside|near|opposite|across from|above|below|behind|among|with)\b",
    # jobs of others, and applications
    r"(?:jobs?|roles?|positions?|vacanc(?:y|ies)|adverts?|posts?|openings?)\s(?:that|which)\s(?:ask|call|require|need|want|list|mention|demand)(?:s|ed)?\b",
    r"(?:applied|applying)\s(?:(?:in vain|unsuccessfully|without success)\b|(?:for|at)\b(?! the )|to\b[^.;\n]{0,30}?\b(?:employers?|compan(?:y|ies)|firms?|jobs?)\b)",
    r"(?:interviewed|was rejected|rejected|turned down)\s(?:in vain |unsuccessfully |without success )?(?:for|to|at)\b",
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

_OF_GROUPS: Final = (rf"{_GROUPS}\s?,?\s(?:who|that|which)\s(?:[\w'’-]+\s)?{_RELATIVE_VERBS}\b",)
"""People and what they do: "developers who know"."""

_SEEN: Final = (
    rf"attend(?:ed|ing|s)?\b[^.;\n]{{0,60}}?\b{_EVENTS}\b",
    rf"(?:visit|join|watch)(?:ed|ing|s)?\b[^.;\n]{{0,30}}?\b{_EVENTS}\b",
)  # fmt: skip

_THE_USE: Final = r"(?:(?:the|all|our|any|old|further) )?(?:(?:use|support|last|remains) (?:of|for) )?(?=(?-i:[A-Z]))"
_MACHINES: Final = (
    r"(?![^.;\n]{0,60}?\b(?:servers?|nodes?|hosts?|VMs?|machines?|clusters?|workstations?|databases?|systems?)\b)"
)
_NOT_USED: Final = (
    r"(?:phased out|phasing out|got rid of|getting rid of|scrapped|banned|abandoned|did away with|decommissioned|retired|"
    rf"threw out|refused)\s{_THE_USE}{_MACHINES}",
    r"(?:avoid|hat|dislik|shunn|despis|loath|fear|ignor|skipp|dodg)ed\s(?=(?-i:[A-Z]))",
    r"(?:rejected|refused to use)\s(?=(?-i:[A-Z]))",
    r"lack(?:ed|ing)?(?: of)?\s(?=(?-i:[A-Z]))",
    r"watching (?:\w+ ){1,2}?(?:use|write|build|run|develop|program|code|work)\b",
    r"(?:toilets?|canteen|car park|parking|kitchen|lobby|reception|garden|lift) of\b",
    r"(?:plan|want|hop|wish|mean|intend|long|dream|tri)(?:n?ed|t|ing|s)? to (?:learn|use|try|study|master|understand|touch)\b",
    r"(?-i:books?|posters?|poems?|films?|movies?|songs?|magazines?|paintings?|comics?|jokes|taste|speech) (?:\w+ ){0,2}?(?:about|on|of|for|saying) "
    rf"(?:(?:an? |the )?{_EVENTS}\b|(?=(?-i:[A-Z])))",
)
_REPLACED: Final = (r"(?-i:instead of|rather than|in place of|as opposed to|in lieu of)\s(?=(?-i:[A-Z]))",)
_NOT_ALLOWED: Final = (
    r"(?:was|were|am|is)(?:n['’]t| not| never) (?:allowed|permitted|trusted|able|invited|asked) to\b",
    r"(?:forbidden|banned|barred|too (?:shy|busy|lazy|young|old)) (?:to|from)\b",
    r"(?:fired|sacked|dismissed|blamed|reprimanded|warned) for\b",
    r"refused to\b",
    r"watch(?:ed|ing)?\s(?:[\w'’-]+\s){1,3}?(?:use|using|write|writing|build|building|run|running|develop|developing|program|programming|code|coding|work|working)\b",
)

_HELPERS: Final = (
    r"(?:(?:the|our|an?|their|its|my|some|another|external|other|outside|third[- ]party|former|local|offshore|various|two|three) ){0,3}"
    r"(?:vendors?|contractors?|sub-?contractors?|freelancers?|agenc(?:y|ies)|consultants|consultanc(?:y|ies)|outsourcers?|service providers?|"
    r"software (?:firm|house|company|supplier)|(?<!as )(?:interns?|apprentices?|students|trainees?)|(?:my|our) (?:developers|engineers|programmers|employees|staff)|(?:previous|former) (?:owner|employee|team|staff|developer|boss|manager)s?|"
    r"(?:central |group |corporate |internal )?(?-i:IT|ICT) (?:department|team|staff|support|people|guys|division|office|crowd|service)|"
    rf"(?-i:IT)(?= (?:used|uses|built|ran|wrote|runs|chose))|predecessors?|successors?|head office|headquarters)\b(?:[\s,]+[\w'’-]+){{0,4}}?\s(?:{_THEIR_VERBS}|delivered|provided|supplied|operates?|handles?|had|have|has)\b"
)
_BY_HELPERS: Final = (
    r"projects? of (?:an? |my |the |our |some |two )?(?:colleagues?|friends?|brother|sister|others?|competitors?|neighbou?rs?|boss)\b|"
    r"(?:technolog(?:y|ies)|tools|(?:tech )?stack|languages|skills|software) (?:used |known |run |chosen )?(?:by|of|at) "
    r"(?:(?:the|our|my|an?|all) )?(?:others?|employers?|colleagues?|vendors?|suppliers?|(?:neighbou?ring|other|next) (?:team|department|office)|company|firm|department|client|customer)s?(?=\s?[:(])|"
    r"(?:out of scope|not (?:my (?:job|task|work)|responsible for|in charge of|involved in))\b"
)
"""Others who build software, at the beginning of a sentence."""

_MAKE: Final = (
    r"(?:build|develop|design|implement|create|write|code|program|maintain|deploy|migrate|use|work|set up|install|learn|run|rewrite|"
    r"move|switch|introduce|port|integrate|automate|master|study|become|start)"
)
_MAKING: Final = r"(?:building|developing|designing|implementing|creating|writing|coding|working|learning|using|running|migrating|rewriting)"
_NOT_YET: Final = (
    r"(?:plan(?:s|ned|ning)?|hop(?:es?|ed|ing)|intend(?:s|ed|ing)?|want(?:s|ed|ing)?|wish(?:es|ed|ing)?|aim(?:s|ed|ing)?|"
    rf"dream(?:s|t|ed|ing)?|eager|keen|would|looking forward|long(?:s|ed|ing)?)(?: very much)? (?:(?:like|love|prefer) )?(?:to (?:[\w-]+ )?{_MAKE}|(?:of|on|about) {_MAKING})\b",
    rf"hop(?:es?|ing) to be {_MAKING}\b", r"would have\b", r"if (?:hired|employed|given (?:the|a) chance|chosen|selected)\b(?:, (?:I|we)\b)?", r"in (?:the |near )?future\b", r"(?:(?:long|short)[- ]term )?(?:goals?|objectives?|ambitions?|dreams?)\s?:", r"(?:almost|nearly) (?=\w+(?:ed|t|n)\b)", rf"soon (?:to|will) {_MAKE}\b",
    r"(?:next|in the coming|in a few|in the next few) (?:year|month|quarter|decade|week)s?\s?[:,–-]",
    r"(?:some|one) ?day\b(?=[^.;\n]{0,60}\b(?:will|would|could|might|want|hope|to)\b)",
    rf"(?<=\bI )(?:could|might|may|shall|will)\s(?:\w+ )?{_MAKE}\b", rf"I['’](?:ll|d)\s(?:\w+ )?{_MAKE}\b",
    r"(?:an? )?(?:(?:business|project|app|product) )?ideas?(?: of mine)?\s?(?-i:(?<=[a-z]))(?::|for (?:an?|my|the)\b|[–—-]\s)",
    r"(?:my )?(?:dream|ideal|imagined|planned|future|intended|proposed|fantasy|imaginary) (?:projects?|products?|apps?|jobs?|stack|company|start-?up|shop|platform)\b",
)  # fmt: skip
"""Work that nobody has done yet, at the beginning of a sentence."""

_NOT_DONE: Final = (
    rf"(?:did|do|does|have|has|had|was|were)(?:n['’]t| not| never) (?:\w+ )?(?:{_MAKE}|{OWN_VERBS})\b",
    r"never (?:got|had|managed|came|learned|started|began) (?:\w+ )?to\b",
    r"no (?:\w+ ){0,2}(?:was|were|has been|have been) (?:\w+ )?(?:done|built|written|developed|made|used|run)\b",
    r"asked (?:ChatGPT|an? \w+|the \w+|somebody|someone|Google) about\b",
    r"(?:followed|took|completed|signed up for|enrolled (?:in|for|on)|registered for|booked(?: on| for)?|started|passed|finished) (?:(?:an?|the|some|several|many|two|three|online|short|free|evening|\w+day) ){0,3}"
    r"(?:courses?|bootcamps?|trainings?|webinars?|moocs?|tutorials?|class(?:es)?|workshops?|lessons) (?:on|in|about|for|of|with)\b",
    r"(?:proposed|suggested|considered|discussed|contemplated) (?:to use|using|moving to|an? (?:move|switch|migration) to|the use of)\b",
)

_OTHER_PEOPLE: Final = (
    r"(?:developers?|engineers?|programmers?|coders?|users|experts?|specialists?|consultants?|administrators?|devs|teams?|staff|candidates|"
    r"lovers|fans|vendors?|speakers?|authors?|inventors?|makers?)"
)
_LEFT_TO_OTHERS: Final = (
    r"(?:cancell?ed|postponed|resold|photographed|filmed|shadowed|befriended|envied)\b",
    rf"(?:met|greeted|welcomed|fed|escorted) (?:(?:the|some|many|our|other|an?) )?{_OTHER_PEOPLE}\b",
    r"outsourced (?:(?:the|our|all|some|most|its|their) )?(?:\w+ )?(?:development|programming|work|coding|maintenance|hosting|operations?|services?|projects?|shop|site|it)\b",
    r"commissioned (?:an?|the|our|new|another) [^.;\n]{0,40}?\b(?:built|developed|written|made|based|running|in|with)\b",
    rf"(?:help|serv|assist|support|accompan|pay|paid|invoic|contact|call|recruit|hir|interview|visit|train|manag)(?:ed|ied|d|ing|s)?\s(?:(?:the|some|many|our|other|new|various) )?{_OTHER_PEOPLE}\s(?:of|in|for)\s(?=(?-i:[A-Z]))(?!\w+ing\b)",
    rf"(?:friends?|acquainted|in contact|dinner|lunch|coffee|trips?) (?:with|of) {_OTHER_PEOPLE}\b",
    r"shared (?:an? |the )?(?:office|room|flat|desk|lift|building|house|car)s? with\b",
    r"(?:reported|escalated|forwarded|passed(?: on)?) (?:faults?|bugs?|problems?|errors?|issues?|tickets?|questions?|requests?|complaints?)\b[^.;\n]{0,90}?\bto (?:the )?(?:(?-i:IT)|help ?desk|service desk|support|vendor|supplier|developers)\b",
    r"(?:ordered|bought|purchased|renewed|paid(?: for)?|invoiced|compared|checked|negotiated|haggled over) (?:the |new |all )?(?:licen[cs]es?|subscriptions?|prices?|offers|quotes?|invoices?|bills?|costs|seats|fees)\b",
    r"(?:had|got|let|paid|asked|hired) (?:an?|the|some|our|others|people|students) (?:[\w-]+ ){0,4}?(?:built|written|developed|programmed|to (?:build|write|develop|program|code)|work with)\b", r"(?:witnessed|observed|forgot|deleted|wrote off|listened to|thought about|dreamt up)\b",
    r"(?:was|were) (?:told|asked|warned|taught|on holiday|ill|away|absent|fired|sacked|dismissed)\b", r"(?:bought|owned|held) shares\b", r"(?:answered|took|transferred) (?:the )?(?:phones?|calls?)\b",
    r"sold\s(?=(?-i:[A-Z]))", r"sold (?:hosting|support|services|software|licen[cs]es|solutions|consulting) (?:of|for|in|with|based on)\b",
    r"failed to\b", r"(?:press releases?|adverts?|advertisements?|brochures?|leaflets?|poems?|songs?) (?:about|on|for|of)\b",
    r"evaluat(?:ed|ing)\s(?=(?-i:[A-Z]))(?![^.;\n]{0,120}?\b(?:using|proof of concept|poc|bottlenecks?|performance)\b)", r"(?:audited|checked|filed|scanned) (?:the )?(?:invoices?|bills?|accounts|expenses|contracts?)\b",
    r"(?:wrote|edited|printed|published|drafted|posted) (?:\w+ ){0,2}?(?:press releases?|adverts?|advertisements?|brochures?|leaflets?|poems?|songs?|job ads?|obituaries) (?:about|on|for|of)\b",
    rf"interviewed (?:\w+ ){{0,2}}?{_OTHER_PEOPLE} about\b", r"taught (?:\w+ ){0,2}?about\b", r"(?:saw|watched|enjoyed|gave feedback on) (?:\w+ ){0,2}?(?:demos?|talks?|films?|videos?|presentations?)\b",
    r"heard (?:\w+ ){0,2}?(?:talks?|lectures?|podcasts?)\b", r"translated (?:\w+ ){0,2}?(?:manuals?|books?|articles?|brochures?|texts?)\b",
)  # fmt: skip
"""What was not done, or left to others, at the beginning of a sentence."""

_NEAR_OTHERS: Final = (
    r"(?:to|for|with|from|among|at) (?:(?:the|some|our|many) )?(?:developers|engineers|programmers|coders|experts|specialists|fans|candidates) of (?=(?-i:[A-Z]))",
    r"(?:people|men|women|students|those) (?:building|developing|writing|coding|programming|working (?:with|in))\b",
    r"(?:an?|the|another|some) (?:\w+ )?(?:firm|company|bank|agency|office|school|shop|business)(?:,| that is| which is)? (?:working|dealing) with\b",
    r"(?:an?|the|another|some) (?:\w+ )?(?:firm|company|bank|agency|office|school|shop|business) (?:building|developing|selling)\b",
)
"""Other people and firms near whom something was done."""

_DONE_BY_OTHERS: Final = (
    r"(?:built|developed|designed|implemented|created|written|coded|programmed|maintained|run|made|set up|done|managed|hosted) "
    r"(?:\w+ly |(?:with|in|on|using) [^.;\n]{1,120}?\s)?by (?:(?:the|an?|our|my|their|some|another|external|other|outside|two|three|third[- ]party|local|offshore) ){0,3}"
    r"(?:colleagues?|co-?workers?|friends?|brother|sister|wife|husband|son|daughter|boss|neighbou?rs?|competitors?|another (?:person|team|department)|vendors?|contractors?|sub-?contractors?|freelancers?|agenc(?:y|ies)|consultants|consultancy|students|interns?|apprentices?|outsourcers?|suppliers?|"
    r"(?:software )?(?:firm|house|company)|(?-i:IT)|others|somebody else|someone else|predecessors?)\b"
)
_CALLED_OFF: Final = (
    r"(?:which|that|but|and) (?:(?:it|this|the \w+) )?(?:(?:was|were|got|has been|is) )(?:\w+ )?(?:cancell?ed|stopped before|ended before|declined|refused|turned down|abandoned|scrapped|dropped|shelved|rejected|"
    r"never (?:done|built|finished|started|used|realised|realized|approved|begun|implemented|happened))\b|(?:but|which|that) never (?:happened|started|materiali[sz]ed|got)\b|"
    r"(?:was|were) (?:only |merely |once |long )?(?:planned|considered|dreamt of|cancell?ed|postponed|stopped before) ?(?:and|but|it|,|\.|$)|[,(–-] ?(?:later |then |but |since )?(?:cancell?ed|never (?:done|built|finished|started|realised|realized|approved|begun))\b"
)

_NEXT_DEED: Final = r"(?:re-?)?(?:built|wrote|ran|set up|\w{2,15}ed|\w{2,15}ing)"
_BOUND: Final = re.compile(
    rf"[;]|[,.]?\s(?:and|then|but|while)\s(?:I\s)?(?:also\s|then\s|later\s)?(?=(?:{_NEXT_DEED})\b){OWN_VERBS}\b|,\s(?:I|we)\s|"
    r"\s(?:in favou?r of|replacing (?:it|them) (?:with|by))\s",
    re.IGNORECASE,
)
"""Where a clause ends, and another deed begins."""

_BOUND_OF_REPLACED: Final = re.compile(
    rf"{_BOUND.pattern}|\s(?:in|using|with|by|for|to|on|from|so|which|that|when)\s|[(]", re.IGNORECASE
)
_FOR_OTHERS: Final = re.compile(r";")


class Kind(NamedTuple):
    """A kind of frame: what it makes of its clause."""

    frames: tuple[str, ...]
    own: bool
    """Whether the person is at least the one who does it: then the clause merely names things."""
    opens: bool
    """Whether it must open its sentence."""
    bound: re.Pattern[str]
    unless_done: bool = False
    """Whether a verb of making before it in the sentence makes the person the doer: "built and sold"."""
    whole: bool = False
    """Whether it is about all of its sentence, also about what is before it."""


_NO: Final = re.compile("(?!)")

KINDS: Final = (
    Kind((_OF_OTHERS,), False, True, _FOR_OTHERS),
    Kind((_OF_FIRMS,), True, True, _FOR_OTHERS),
    Kind(_NOT_OWN, False, False, _BOUND, True),
    Kind(_AT_START_NOT_OWN, False, True, _BOUND),
    Kind(_OF_GROUPS, True, False, _FOR_OTHERS),
    Kind(_SEEN, True, False, _BOUND, True),
    Kind(_NOT_USED, True, False, _BOUND),
    Kind(_REPLACED, True, False, _BOUND_OF_REPLACED),
    Kind(_NOT_ALLOWED, True, True, _BOUND),
    Kind((_BY_HELPERS, _HELPERS), True, True, _FOR_OTHERS),
    Kind(_NOT_YET, True, True, _BOUND),
    Kind((*_NOT_DONE, *_LEFT_TO_OTHERS), True, True, _BOUND),
    Kind(_NEAR_OTHERS, True, False, _BOUND, True),
    Kind((r"not (?:by me|mine|used|by us)\)?\s?(?::|[.]?$)",), True, False, _NO, False, True),
    Kind((_DONE_BY_OTHERS, _CALLED_OFF), True, False, _NO, True, True),
)
_GROUPS_OF_FRAMES: Final = (f"(?P<kind{number}>{'|'.join(kind.frames)})" for number, kind in enumerate(KINDS))
PATTERNS: Final = tuple(re.compile(rf"\b(?:{'|'.join(kind.frames)})", re.IGNORECASE) for kind in KINDS)
FRAMES: Final = PrefixPattern(re.compile(rf"\b(?:{'|'.join(_GROUPS_OF_FRAMES)})", re.IGNORECASE))
