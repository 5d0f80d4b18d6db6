"""Find the name and the title of the person of a résumé.

A name is not recognised by a list of names, which would know some origins better than others, but by its place and its
neighbours: near the top, on a line of its own, above an address, and in the address ("jane.smith@").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from matcher.core.resume import Resume
from matcher.parsing.contacts import Contacts
from matcher.parsing.places import is_city, is_region

__all__ = ["LONG_LINE", "NOT_IN_NAMES", "TITLE_WORDS", "NameWords", "filled_lines", "find_name_words", "find_title"]

_MOST_LINES: Final = 400
"""Lines in which a name is sought; the lines of ten pages."""

LONG_LINE: Final = 300
"""Characters of a line in which a name is sought: a text without line breaks begins with it or has it before the mail
address."""

TITLE_WORDS: Final = frozenset(
    (
        "accountant admin administrador administrateur administrator adviser advisor agent analista analyst analyste "
        "apprentice architect arquitecto arquiteto artist assistant associate attendant auditor berater beraterin "
        "boss buchhalter buchhalterin buyer ceo cfo chargé chef clerk coach comptable concepteur consultant "
        "consultante consultor contractor controller cook coordinator counselor cto dba desarrollador desarrolladora "
        "desenvolvedor desenvolvedora designer developer devops directeur director diretor driver développeur "
        "développeuse editor electrician engenheiro engineer entrepreneur entwickler entwicklerin executive expert "
        "fachinformatiker founder freelancer generalist gerente graduate handler head helper impiegato informatiker "
        "informatikerin ingegnere ingeniera ingeniero ingenieur ingenieurin ingénieur ingénieure inspector instructor "
        "intern investigator journalist kauffrau kaufmann lawyer lead leader lecturer lehrer lehrerin leiter leiterin "
        "librarian machinist manager marketer mechanic mentor musician nurse officer operator owner photographer "
        "physician physicist planner president producer professor programador programmer programmierer programmista "
        "recruiter representative researcher responsable sales scientist secretary seeker specialist strategist "
        "student studentin superintendent supervisor surveyor sviluppatore teacher technician technicien techniker "
        "technologist tester trainee trainer translator tutor técnico vp webmaster worker writer аналитик инженер "
        "менеджер программист разработчик"
    ).split()
)
"""Words that make a line a job title."""

NOT_IN_NAMES: Final = frozenset(
    (
        "about academic account accounting achievements active address administration advanced age agency ai and "
        "android angaben app application applications apps area areas aspiring at audit ausbildung authorized "
        "automation availability available bachelor back back-end backend based berufserfahrung bewerbung big birth "
        "bonjour business by career cell certification certifications chief china citizen citizenship city class "
        "cloud co college communication communications community company computer computing compétences contact "
        "contacts core corp corporate corporation cover cross curriculum customer cv cyber cybersecurity data "
        "database date daten dati december degree dependable design desk desktop detail details dev development "
        "digital diploma doctor document e-mail editorial education electrical electronic email embedded employment "
        "energetic engineering english enterprise entry environment etl europass executive experience experienced "
        "expertise express expériences field finance financial firmware for formation freelance french from front "
        "front-end frontend full full-stack fullstack functional game general german github global gmbh government "
        "group head headline health healthcare help high higher highlights hire home hospital i inc independent "
        "industrial info información information informations informazioni infrastructure innovative institute "
        "insurance intelligence interests internal international internet introduction ios it its january java job "
        "jobs jr jr. junior kenntnisse key knowledge kontakt kurzprofil lab language languages last latest lebenslauf "
        "legal letter level limited linkedin links llc location ltd machine mail mainframe maintenance management "
        "managing marital marketing master mba me mechanical media medical member methods mobile my name nationality "
        "network networking objective of office on online operations or oracle other our overview page partner "
        "payments person personal personali personnelles persönliche phd phone php platform pm portfolio present "
        "principal process product production professional profil profile profiles program project projects public "
        "python qa quality reference references registered related relations relevant remote research residence "
        "responsibilities responsible resume retail rise risk role résumé sample school science security self senior "
        "server service services skill skills social software solution solutions sponsorship sql sr sr. stack staff "
        "state statement status strategic strengths strong summary support svp system systems team teams tech "
        "technical technologies technology telecommunications telegram template test testing that the things to today "
        "tools top training transformation ui united university unknown update updated us usa user ux version very "
        "virtual vitae volunteer web website welcome whatsapp who why windows with work worker working works world "
        "writing year years your zur контакты резюме"
    ).split()
)
"""Words that are part of no person's name where a résumé begins: of 8,000 résumés that begin with a title and a place,
the words of the first 120 characters, without those that are names as well (Rose, Grant, May)."""

_PARTICLES: Final = frozenset("al bin bint da das de del della den der di do dos du el ibn la le van von y zu".split())
_TITLES_OF_HONOUR: Final = frozenset("dr dr. prof prof. mr mr. mrs mrs. ms ms. dipl.-ing. herr frau".split())
_COMPANY: Final = re.compile(
    r"\b(?:inc|ltd|llc|gmbh|ag|corp|co|plc|company|university|college|institute|school|academy|bank|labs?|group|"
    r"technologies|systems|solutions|universität|hochschule|université|universidad)\b",
    re.IGNORECASE,
)
_CAPITALISED: Final = re.compile(r"[^\W\d_a-zà-öø-ÿ][^\W\d_]*\.?(?:[-'’.·][^\W\d_]+)*\.?")
_IDEOGRAPHS: Final = re.compile(r"[\u4e00-\u9fff]{2,4}")
_SEGMENT: Final = re.compile(r"\t|[ \xa0]{2,}|[|•·●▪■◆►✉☎⌖⚙📞📧🌍📍:;/()<>]|\s[-–—]\s|, ?")
_TOKEN: Final = re.compile(r"\S+")
_NO_WORDS: Final = re.compile(r"[\W_]+")
_NO_ROW: Final = re.compile(r"\s*(?:(?:last )?(?:updated?|modified)|page \d|stand:|[\W\d_]*$)", re.IGNORECASE)
"""Lines that do not count as lines above the name."""
_NAME_LABEL: Final = re.compile(
    r"\s*(?:(?:(?:full )?name|vorname|nombre|nom|nome)\s*[:\t]|(?:personal information|angaben zur person|"
    r"informazioni personali|informations personnelles|información personal|curriculum vitae of|lebenslauf von)\b)",
    re.IGNORECASE,
)
_AFTER_TITLE: Final = re.compile(r"\s[\w.+-]+@|\s\(?\+?\d{3}|\swith\b")
_ROWS: Final = 8
"""Lines in which a name is sought first."""
_SURE: Final = 6
"""Points from which no name is sought further down."""
_ENOUGH: Final = 4
"""Points from which words are a name; see :func:`_name_score`. With 3, one of 122 real résumés gets a heading for a
name, and an advert a framework; with 5, four of 201 names are lost: those in sidebars, and those on one line with a
headline."""


_TITLE_ENDINGS: Final = ("entwickler", "entwicklerin", "ingenieur", "analyst", "developer", "engineer", "manager")


def _is_title(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return len(text) <= 80 and any(w in TITLE_WORDS or w.endswith(_TITLE_ENDINGS) for w in words)


def _plain(text: str) -> str:
    """Fold letters as mail addresses do."""
    text = text.casefold().translate({0x111: "d", 0x142: "l", 0xF8: "o", 0xDF: "ss", 0xE6: "ae"})
    return "".join(c for c in unicodedata.normalize("NFKD", text) if c.isalnum())


def _fits_address(words: list[str], handles: list[str]) -> int:
    """Return how many words of a name occur in the addresses and user names."""
    best = 0
    for handle in handles:
        found = [w for w in map(_plain, words) if len(w) >= 3 and w in handle]
        best = max(best, len(found))
    return best


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words that can be a name, where they are, and whether a word of a title follows at once."""

    words: list[str]
    start: int
    end: int
    of_title: bool = False

    @property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(self.words)


def _runs(text: str, start: int, end: int) -> Iterator[NameWords]:
    """Yield the runs of words in ``text[start:end]`` that can be a name."""
    words: list[str] = []
    first = last = start
    for match in _TOKEN.finditer(text, start, end):
        word = match[0].rstrip(",")
        folded = word.casefold().strip(".,")
        title = folded in TITLE_WORDS
        fits = not title and folded not in NOT_IN_NAMES and bool(_CAPITALISED.fullmatch(word))
        if fits or (words and folded in _PARTICLES) or _IDEOGRAPHS.fullmatch(word):
            if not words:
                first = match.start()
            words.append(word)
            last = match.start() + len(word)
            continue
        if words and words[-1].casefold() not in _PARTICLES:
            yield NameWords(words, first, last, title)
        words = []
    if words and words[-1].casefold() not in _PARTICLES:
        yield NameWords(words, first, last)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What is around a run of words."""

    row: int
    """Lines with words above it."""
    alone: bool
    """Whether it is all of its line."""
    segment: bool
    """Whether it is all of its part of the line."""
    labelled: bool
    """Whether "Name:" begins the line."""
    title_follows: bool
    contact_follows: bool


def _name_score(run: NameWords, around: _Surroundings, fits: int, is_technology: Callable[[str], bool]) -> int:
    """Score how much some words look like the name of the person, in points.

    An address that holds them counts most, then the place near the top and a line of their own.

    Args:
        run: the words.
        around: what is around them.
        fits: how many of them occur in an address.
        is_technology: as for :func:`find_person`.
    """
    proper = [w for w in run.words if w.casefold() not in _TITLES_OF_HONOUR]
    count = 2 if _IDEOGRAPHS.fullmatch(run.text) else len(proper)
    score = 4 * (fits > 0) + (fits > 1) + 5 * around.labelled
    score += (3, 2, 1, 1, 0, 0)[around.row] if around.row < 6 else -1
    score += 2 if around.alone else around.segment
    score += 1 if 2 <= count <= 4 else -2
    score += around.contact_follows + 2 * (around.title_follows and around.alone)
    if not fits:
        score -= 3 * run.of_title
        if all(map(is_technology, proper)):
            score -= 6
        if _COMPANY.search(run.text) or (len(proper) > 1 and (is_city(run.text) or is_region(run.text))):
            score -= 5
    return score


def filled_lines(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the offsets of lines that are not blank, at most :data:`_MOST_LINES`."""
    end = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    while start < end and len(found) < _MOST_LINES:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            found.append((start, stop))
        start = stop + 1
    return found


def _segments(line: str) -> list[tuple[int, int]]:
    """Return the offsets of the parts of a line."""
    cuts = [match.span() for match in _SEGMENT.finditer(line)]
    return list(zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(line)], strict=True))


def _is_beside_place(line: str, start: int, end: int) -> bool:
    """Return whether a comma separates a part of a line from a country or state: "Israel, Rishon LeTsiyon"."""
    before, after = line[:start].rstrip(), line[end:].lstrip()
    if before.endswith(",") and is_region(re.split(r"[|•·\t,]", before[:-1])[-1].strip()):
        return True
    return after.startswith(",") and is_region(re.split(r"[|•·\t,;]", after[1:])[0].strip())


def find_name_words(resume: Resume, contacts: Contacts, is_technology: Callable[[str], bool]) -> NameWords | None:
    """Return the words that look most like the person's name, if any do enough."""
    text = resume.document.text
    handles = [_plain(part) for part in contacts.user_names]
    contact_starts = [contact.start for contact in (*contacts.mails, *contacts.phones, *contacts.links)]
    lines = filled_lines(text)
    best, most = None, _ENOUGH - 1
    row = -1
    for number, (start, end) in enumerate(lines):
        if row > _ROWS and most >= _SURE:
            break
        long = end - start > LONG_LINE
        line = text[start : min(end, start + LONG_LINE)]
        if not _NO_ROW.match(line):
            row += 1
        if row > _ROWS and (long or len(line) > 60):
            continue
        in_body = start > 0 and resume.section_at(start).kind in ("experience", "projects", "education")
        if in_body and not handles:
            continue
        bare = _NO_WORDS.sub("", line)
        label = _NAME_LABEL.match(line)
        for a, b in _segments(line):
            for run in _runs(text, start + a, start + b):
                if len(run.words) > 5:
                    continue
                alone = _NO_WORDS.sub("", run.text) == bare
                following = number + 1
                if alone and len(run.words) == 1 and row <= 2 and following < len(lines):
                    second = lines[following]
                    others = list(_runs(text, *second))
                    # Two lines of one word each: a name in large letters.
                    if second[0] - end <= 1 and [o.text for o in others] == [text[slice(*second)].strip()]:
                        if len(others[0].words) == 1:
                            run = NameWords([*run.words, *others[0].words], run.start, others[0].end)
                            following += 1
                labelled = label is not None and run.start - start - label.end() <= 2
                fits = _fits_address(run.words, handles)
                if not fits and (in_body or long or _is_beside_place(line, a, b)):
                    continue
                around = _Surroundings(
                    max(row, 0), alone, line[a:b].strip() == run.text, labelled,
                    following < len(lines) and _is_title(text[slice(*lines[following])]),
                    any(0 <= offset - run.end <= 200 for offset in contact_starts),
                )  # fmt: skip
                score = _name_score(run, around, fits, is_technology)
                if score > most:
                    best, most = run, score
    return best


def _title_in(line: str) -> str:
    """Return the part of a line that is a title; empty if none is."""
    for piece in re.split(r"\t| {2,}|[|•·●✉☎]", line):
        cut = _AFTER_TITLE.search(piece)
        title = (piece if cut is None else piece[: cut.start()]).partition(" (")[0].strip(" -–—,:*\xa0")
        last = title.split()[-1:] if cut is not None and cut[0].strip() == "with" else [title]
        if 2 < len(title) <= 70 and all(map(_is_title, last)) and not title.endswith("."):
            return title
    return ""


def find_title(resume: Resume, name: NameWords | None, header_end: int) -> str:
    """Return the title under or above the name, or else that of the latest job."""
    text = resume.document.text
    if name is None:
        lines = [line for line in filled_lines(text, 0, min(header_end, 300))[:3] if line[1] - line[0] <= 100]
    else:
        until = header_end if name.start < header_end else name.end + 200
        line_end = text.find("\n", name.end)
        lines = [(name.end, len(text) if line_end < 0 else line_end), *filled_lines(text, name.end, until)[:4]]
        lines += filled_lines(text, max(0, name.start - 300), name.start)[-2:][::-1]
    for number, (start, end) in enumerate(lines):
        title = _title_in(text[start : min(end, start + 200)])
        if title and " " not in title and number and text[end : end + 1] == "\n":
            # "Oracle Database" and "Administrator" on two lines.
            above = lines[number - 1]
            first = text[slice(*above)].strip()
            if start - above[1] == 1 and 0 < len(first) <= 30 and (name is None or above[0] > name.end):
                title = f"{first} {title}"
        if title:
            return title
    jobs = [p for p in resume.positions if p.kind == "work" and p.title]
    latest = max(jobs, key=lambda p: (p.current, p.last, p.first), default=None)
    if latest is not None:
        return latest.title
    return next((entry.title for entry in resume.undated if entry.kind == "work"), "")
