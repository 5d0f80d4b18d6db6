"""Find the name and the title of the person of a résumé.

A name is not recognised by a list of names, which would know some origins better than others, but by its place and its
neighbours: near the top, on a line of its own, above an address, and in the address ("jane.smith@").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, get_args

from matcher.core.resume import Resume, SectionKind
from matcher.languages.word_lists import words, words_by_language
from matcher.languages.writing_systems import CJK
from matcher.parsing.contacts import Contacts
from matcher.parsing.headings import load_headings
from matcher.parsing.places import is_city, is_region

__all__ = [
    "LONG_LINE",
    "NameWords",
    "filled_lines",
    "find_name_words",
    "find_title",
    "names_title",
    "title_words",
    "words_not_in_names",
]

_MOST_LINES: Final = 400
"""Lines in which a name is sought; the lines of ten pages."""

LONG_LINE: Final = 300
"""Characters of a line in which a name is sought: a text without line breaks begins with it or has it before the mail
address."""


@cache
def title_words() -> frozenset[str]:
    """Return the words, in lower case, that make a line a job title, in all languages."""
    return frozenset(word.casefold() for word in words("headings", "title_word"))


@cache
def words_not_in_names() -> frozenset[str]:
    """Return words, in lower case, that are part of no person's name where a résumé begins.

    English ones are, of 8,000 résumés that begin with a title and a place, the words of the first 120 characters,
    without those that are names as well (Rose, Grant, May). Those of other languages are the words of headings, too.
    """
    keys = (*get_args(SectionKind), "name_label", "phone_label", "place_label")
    tables = [*(("headings", key) for key in keys), ("documents", "self_named")]
    phrases = (
        phrase
        for table, key in tables
        for code, found in words_by_language(table, key).items()
        for phrase in (found if code != "en" else ())
    )
    parts = (word for phrase in phrases for word in _PART.findall(phrase.casefold()))
    return frozenset((*(word.casefold() for word in words("headings", "not_in_name")), *parts))


_PART: Final = re.compile(rf"[{CJK}]{{2,}}|[^\W\d_{CJK}]{{4,}}")
_PARTICLES: Final = frozenset(
    "al ben bin bint da das de del della dello den der di do dos du e el ibn la le ten ter van von y zu zum zur".split()
)
_TITLES_OF_HONOUR: Final = frozenset("dr dr. prof prof. mr mr. mrs mrs. ms ms. dipl.-ing. herr frau".split())
_COMPANY: Final = re.compile(
    r"\b(?:inc|ltd|llc|gmbh|ag|corp|co|plc|company|university|college|institute|school|academy|bank|labs?|group|"
    r"technologies|systems|solutions|universität|hochschule|université|universidad)\b",
    re.IGNORECASE,
)
_CAPITALISED: Final = re.compile(r"[^\W\d_a-zà-öø-ÿ][^\W\d_]*\.?(?:[-'’.·][^\W\d_]+)*\.?")
_CJK_NAME: Final = re.compile(
    r"[\u3005\u4e00-\u9fff]{1,4}|[\u3041-\u3096]{2,5}|[\u30a0-\u30fa\u30fc]{2,10}|"
    rf"[{CJK}]{{1,10}}(?:[·・•＝=][{CJK}]{{1,12}}){{1,3}}"
)
"""A name in Chinese or Japanese characters or a part of it; with dots if it is of another language."""
_CJK_ALONE: Final = re.compile(rf"[\u3005\u4e00-\u9fff]{{2,4}}|[{CJK}]{{1,10}}(?:[·・•＝=][{CJK}]{{1,12}})+")
_IN_CJK: Final = re.compile(f"[{CJK}]")
_SEGMENT: Final = re.compile(
    r"\t|[ \xa0\u3000]{2,}|[|●▪■◆►✉☎⌖⚙📞📧🌍📍:;/()<>：；（）｜／【】，、]|\s[-–—]\s|, ?|"
    rf"(?<![{CJK}])[•·]|[•·](?![{CJK}])"
)
_TOKEN: Final = re.compile(r"\S+")
_NO_WORDS: Final = re.compile(r"[\W_]+")
_NO_ROW: Final = re.compile(r"\s*(?:(?:last )?(?:updated?|modified)|page \d|stand:|[\W\d_]*$)", re.IGNORECASE)
"""Lines that do not count as lines above the name."""
_AFTER_TITLE: Final = re.compile(r"\s[\w.+-]+@|\s\(?\+?\d{3}|\swith\b")
_LABELLED: Final = 600
_LABELLED_LINES: Final = 12
"""Characters and lines at the start in which a title after a label ("Position: Developer") is sought."""
_ROWS: Final = 8
"""Lines in which a name is sought first."""
_SURE: Final = 6
"""Points from which no name is sought further down."""
_ENOUGH: Final = 4
"""Points from which words are a name; see :func:`_name_score`. With 3, one of 122 real résumés gets a heading for a
name, and an advert a framework; with 5, four of 201 names are lost: those in sidebars, and those on one line with a
headline."""


def _label(labels: Iterable[str]) -> str:
    """Return a pattern of labels before a colon or a wide blank, in CJK also with blanks inside ("氏　名")."""
    longest_first = sorted(labels, key=len, reverse=True)
    spaced = (r"\s?".join(label) if _IN_CJK.match(label) else re.escape(label) for label in longest_first)
    return rf"[\s•●■◆・*【〔]*+(?:{'|'.join(spaced)})\s{{0,20}}[】〕]?\s{{0,20}}[:：\t\u3000】〕]"


@cache
def _name_label() -> re.Pattern[str]:
    """Return the pattern of what stands before a name: a label and a colon, or words without one ("CV of")."""
    follows = "|".join(map(re.escape, words("headings", "name_follows")))
    return re.compile(rf"{_label(words('headings', 'name_label'))}|\s*(?:{follows})\b", re.IGNORECASE)


@cache
def _title_label() -> re.Pattern[str]:
    return re.compile(_label(words("entries", "label_title")), re.IGNORECASE)


@cache
def _title_endings() -> tuple[str, ...]:
    return tuple(ending.casefold() for ending in words("headings", "title_ending"))


def names_title(text: str) -> bool:
    """Return whether a text has a word of a job title.

    >>> names_title("Senior-Entwicklerin"), names_title("高级后端工程师"), names_title("Ada Example")
    (True, True, False)
    """
    found = re.findall(r"[^\W\d_]+", text.casefold())
    return any(word in title_words() or word.endswith(_title_endings()) for word in found)


def _is_title(text: str) -> bool:
    return len(text) <= 80 and names_title(text)


def _can_be_in_name(word: str, folded: str) -> bool:
    """Whether a word that is no title can be a part of a person's name."""
    if folded in words_not_in_names():
        return False
    if _IN_CJK.search(word):
        return (
            bool(_CJK_NAME.fullmatch(word))
            and not folded.endswith(_title_endings())
            and load_headings().kind_of(word) is None
        )
    return bool(_CAPITALISED.fullmatch(word)) and not word[0].islower()


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
        title = folded in title_words()
        if (not title and _can_be_in_name(word, folded)) or (words and folded in _PARTICLES):
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
    count = 2 if _CJK_ALONE.fullmatch(run.text) else len(proper)
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


def _is_cjk_label(text: str, run: NameWords) -> bool:
    """Whether words are a label in Chinese or Japanese, perhaps with blanks inside: "氏　名", "性别：男"."""
    if not _IN_CJK.match(run.words[0]):
        return False
    return text[run.end : run.end + 2].strip()[:1] in (":", "：") or "".join(run.words) in words_not_in_names()


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
        label = _name_label().match(line)
        for a, b in _segments(line):
            for run in _runs(text, start + a, start + b):
                if len(run.words) > 5 or _is_cjk_label(text, run):
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
                of_another_label = not labelled and _IN_CJK.match(run.text) and line[:a].rstrip()[-1:] in (":", "：")
                if not fits and (in_body or long or of_another_label or _is_beside_place(line, a, b)):
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


_AROUND_TITLE: Final = " -–—,:;)*\xa0\u3000：・【】）■◆●"
_BOXED_LABEL: Final = re.compile(r"^\s*[【〔［].{1,12}[】〕］]")


def _title_in(line: str) -> str:
    """Return the part of a line that is a title; empty if none is."""
    for piece in re.split(r"\t| {2,}|\u3000{2,}|[|•·●✉☎✦｜，]", _BOXED_LABEL.sub("", line)):
        cut = _AFTER_TITLE.search(piece)
        title = re.split(r" \(|（", piece if cut is None else piece[: cut.start()])[0].strip(_AROUND_TITLE)
        label, colon, rest = title.partition("：" if "：" in title else ":")
        if colon and len(label.split()) <= 3 and _is_title(rest):
            title = rest.strip(_AROUND_TITLE)  # "Position: Developer"
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
        if title and " " not in title and number and text[end : end + 1] == "\n" and not _IN_CJK.search(title):
            # "Oracle Database" and "Administrator" on two lines.
            above = lines[number - 1]
            first = text[slice(*above)].strip()
            if start - above[1] == 1 and 0 < len(first) <= 30 and (name is None or above[0] > name.end):
                title = f"{first} {title}"
        if title:
            return title
    for start, end in filled_lines(text, 0, min(header_end, _LABELLED))[:_LABELLED_LINES]:
        if _title_label().match(text, start, end) and (title := _title_in(text[start : min(end, start + 200)])):
            return title
    jobs = [p for p in resume.positions if p.kind == "work" and p.title]
    latest = max(jobs, key=lambda p: (p.current, p.last, p.first), default=None)
    if latest is not None:
        return latest.title
    return next((entry.title for entry in resume.undated if entry.kind == "work"), "")
