"""Detect names of technologies that mean a company: "MongoDB, Inc.", or the employer of a job.

Two signs, without any list of companies: a legal form directly after the name, and the employer's position in the
heading of a dated job. The same technology can still be claimed elsewhere.
"""

from __future__ import annotations

import re
from typing import Final

from matcher.core.resume import Position, Resume
from matcher.core.skills import Mention

__all__ = ["is_company", "is_employer"]

_LEGAL_FORM: Final = re.compile(
    r"(?:股份)?有限公司|(?:科技|软件)公司|株式会社|,?[ \xa0](?:S\.r\.l|S\.R\.L|Srl|S\.A\.S|S\.A\.R\.L|SARL|Ltda|LTDA|[Ss]p\. ?z ?o\. ?o|A\.Ş|Ltd\. Şti|Inc|INC|Incorporated|Corp|CORP|Corporation|CORPORATION|LLC|L\.L\.C|LLP|Ltd|LTD|Limited|GmbH|PLC|plc|N\.V|B\.V|"
    r"S\.A|S\.p\.A|S\.L|AG|KG|Oy|Pvt|PVT|Pty)\b(?![\w+#-]|\.\w)"
)
"""Legal forms that make the preceding name a company's, in their usual capitals: "limited" is a word. Excluded are forms
with another meaning (NV is Nevada, AB a test of two versions, SE an edition of Java)."""

_COMPANY_WORDS: Final = re.compile(
    r"(?:[,\s]+(?:Inc|Incorporated|Corp|Corporation|LLC|Ltd|Limited|GmbH|PLC|N\.V|B\.V|S\.A|AG|Pvt|Pty|Co|Company|Labs?|Computing|"
    r"Technologies|Technology|Software|Systems|Solutions|Consulting|Holdings?|Group|International|Global|Automotive|Transportation|"
    r"Logistics|Energy|Networks|Industries|Enterprises|Partners|Bank|Insurance|Health|Healthcare|Media|Foundation|America|Americas|"
    r"India|USA|US|UK|Canada|Europe|Deutschland|France)\.?)*",
    re.IGNORECASE,
)
"""Words that may follow a technology's name in an employer's name."""

_OWN_NAMES: Final = frozenset(
    ("database", "platform", "tool", "cloud", "container", "ci-cd", "search", "observability", "operating-system",
     "security", "cms", "message-broker", "cache", "web-server", "version-control")
)  # fmt: skip
"""Kinds of skills that are sold under their maker's name. A language, a framework or a practice in the employer's
position ("Software Engineer, Java") is nearly always the subject of the job."""

_PLACE_OR_END: Final = re.compile(
    r"[.,]?\s{0,3}(?:$|\n|\t|\s-\s|[|•·–—]|[-–—]\s|(?:at|in|bei|en|à|em|presso|w|в)\s|(?:19|20)\d\d|\d{1,2}/|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|,\s[^\n,]{2,30}(?:,\s(?-i:[A-Z]{2})\b|\n|$)",
    re.IGNORECASE,
)
"""What may follow the employer: a place, the dates, the end of the line; more names after a comma are a list."""

_HEADING: Final = 250
"""Characters from the start of an entry in which its heading names the employer."""


def is_company(text: str, mention: Mention) -> bool:
    """Return whether a legal form after a mention makes it a company's name.

    Args:
        text: the text that contains the mention.
        mention: a mention of a technology.

    >>> text = "Tutorials for MongoDB, Inc. in MongoDB"
    >>> [is_company(text, Mention("mongodb", "MongoDB", start, start + 7)) for start in (14, 31)]
    [True, False]
    """
    form = _LEGAL_FORM.match(text, mention.end)
    if form is None:
        return False
    # "Database Administrator INC Research": a form in capitals after a name without them begins another name
    return not form[0].isupper() or mention.surface_form.isupper() or "." in form[0]


def is_employer(resume: Resume, mention: Mention, kind: str) -> bool:
    """Return whether a mention is the employer in the heading of a dated job.

    It is if the employer's name is the mention, alone or followed by company words ("Snowflake Computing"). A language
    or framework alone is the subject of the job, and so is anything in brackets or next to a title that contains the
    same name.

    Args:
        resume: the document with its positions.
        mention: a mention of a technology in it.
        kind: the technology's kind in the taxonomy.

    >>> from matcher.core.document import Block, Document
    >>> from matcher.core.resume import Month
    >>> text = "Engineer, Snowflake Computing, 2019 - 2021. Loaded Snowflake."
    >>> document = Document("cv.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    >>> job = Position(0, len(text), Month(2019, 7), Month(2021, 6), title="Engineer", employer="Snowflake Computing")
    >>> mentions = [Mention("snowflake", "Snowflake", start, start + 9, position=0) for start in (10, 51)]
    >>> [is_employer(Resume(document, (), (job,)), m, "database") for m in mentions]
    [True, False]
    """
    if mention.position is None:
        return False
    position = resume.positions[mention.position]
    if position.kind != "work" or mention.start > position.start + _HEADING:
        return False
    return _is_named(resume.document.text, mention, position, kind)


def _is_named(text: str, mention: Mention, position: Position, kind: str) -> bool:
    name = position.employer or position.title
    surface = " ".join(mention.surface_form.split())
    if not name.startswith(surface):
        return False
    match = re.compile(r"\s+".join(map(re.escape, name.split()))).search(
        text, position.start, position.start + _HEADING
    )
    if match is None or match.start() != mention.start or text[: mention.start].rstrip().endswith(("(", "/", "&")):
        return False
    rest = name[len(surface) :]
    if not _COMPANY_WORDS.fullmatch(rest):
        return False
    if rest:
        return True
    ends = _PLACE_OR_END.match(text, match.end()) or text[match.end() :].lstrip(", ").startswith(position.title or "\0")
    if kind not in _OWN_NAMES or not ends:
        return False
    return position.employer == "" or re.search(r"\b(?:database|dba)\b", position.title, re.IGNORECASE) is None
