"""Invent the facts of a career: jobs, schools, projects, certificates, voluntary work and skills."""

from __future__ import annotations

import random
import re
import unicodedata

from data.careers.model import Career, Fact
from data.careers.words import LANGUAGES, Words, table, weighted

_LAST_MONTH = 2025 * 12 + 11
"""No career goes beyond December 2025."""
_MOST_JOBS = 8
_PLAIN_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ı": "i", "ß": "ss"})


def invent(rng: random.Random, words: Words, jobs: tuple[int, int] = (1, _MOST_JOBS)) -> Career:
    """Invent a career.

    Args:
        rng: the only source of chance.
        words: the vocabulary of the résumé.
        jobs: least and greatest number of jobs.

    Returns:
        The career, with every list from the most recent to the oldest.
    """
    name = words.person()
    count = min(jobs[1], max(jobs[0], round(rng.triangular(1, _MOST_JOBS, 3.4))))
    work = _jobs(rng, words, count)
    oldest = min(fact.first for fact in work if fact.first is not None)
    local = re.sub(
        r"[^a-z]",
        ".",
        unicodedata.normalize("NFD", name.translate(_PLAIN_LETTERS) if words.foreign else name)
        .encode("ascii", "ignore")
        .decode()
        .lower(),
    )
    if not re.search(r"[a-z]{2}", local):
        local = f"{words.lower()}.{words.lower()}"
    emails = [f"{local}{rng.choice(('', '', '1', '84'))}@example.{rng.choice(('com', 'net', 'org'))}"]
    area = rng.randint(201, 989)
    phone = rng.choice(("({a}) 555-01{b}", "+1 {a} 555 01{b}", "{a}-555-01{b}", "{a}.555.01{b}", "+1-{a}-555-01{b}"))
    title = work[0].title if rng.random() < 0.7 else words.title()
    words.context = {"name": name, "title": title, "email": emails[0]}
    career = Career(
        language=words.language,
        name=name,
        title=title,
        home=words.printed_place(),
        emails=emails if rng.random() < 0.9 else [],
        phones=[phone.format(a=area, b=rng.randint(10, 99))] if rng.random() < 0.85 else [],
        work=work,
        education=_education(rng, words, oldest),
        projects=_projects(rng, words, oldest) if rng.random() < 0.35 else [],
        certificates=_certificates(rng, words, oldest) if rng.random() < 0.35 else [],
        volunteer=_voluntary(rng, words, oldest) if rng.random() < 0.18 else [],
        technologies=rng.sample(words.listed("skills", "technologies"), rng.randint(6, 30)),
        other_skills=rng.sample(words.listed("skills", "other"), rng.randint(3, 10)),
        technical=words.technical,
    )
    words.context = {}
    return career


def draw_language(rng: random.Random) -> str:
    """Draw the language of a résumé."""
    return weighted(rng, LANGUAGES)


def _jobs(rng: random.Random, words: Words, count: int) -> list[Fact]:
    facts: list[Fact] = []
    end = rng.randint(2006 * 12, _LAST_MONTH) if rng.random() < 0.5 else rng.randint(2016 * 12, _LAST_MONTH)
    current = rng.random() < 0.7
    with_place = rng.random() < 0.8
    for _ in range(count):
        length = rng.choice((rng.randint(1, 12), rng.randint(8, 40), rng.randint(24, 96), rng.randint(10, 30)))
        fact = Fact("work", words.title(), words.employer(), words.printed_place() if with_place else "")
        if rng.random() < 0.07:
            fact.place = ""
        if facts and rng.random() < 0.15:
            fact.title = facts[-1].title
        fact.first, fact.last, fact.current = end - length + 1, end, current
        fact.duties = duties(rng, words, fact)
        facts.append(fact)
        current = current and rng.random() < 0.06
        if not current:
            end = fact.first - rng.choice((0, 1, 1, 1, 1, 2, 5, 14))
    return facts


def duties(rng: random.Random, words: Words, fact: Fact) -> list[str]:
    """Write sentences on a job, now and then with dates, places, titles or employers that are not its own."""
    count = rng.choice((0, 1, 2, 3, 3, 4, 4, 5, 6, 8))
    context = {"employer": fact.employer} if fact.employer else {}
    sentences = [words.fill(_sentence(rng, words), context) for _ in range(count)]
    if rng.random() < 0.15 and not words.foreign:
        sentences.insert(0, words.fill(rng.choice(table("duties")["descriptions"]), context))
    return sentences


def _sentence(rng: random.Random, words: Words) -> str:
    vocabulary = table("duties")
    chance = rng.random()
    if words.foreign:
        return str(rng.choice(words.foreign["duties"]))
    if chance < 0.1:
        return str(rng.choice(vocabulary["traps"]))
    if not words.technical and chance < 0.85:
        return str(rng.choice(vocabulary["other"]))
    if chance < 0.3:
        return str(rng.choice(vocabulary["complete"]))
    pieces = (rng.choice(vocabulary["verbs"]), rng.choice(vocabulary["objects"]), rng.choice(vocabulary["tails"]))
    return " ".join(piece for piece in pieces if piece) + rng.choice((".", ".", ""))


def _education(rng: random.Random, words: Words, oldest: int) -> list[Fact]:
    facts = []
    end = max(oldest + rng.choice((-1, -1, -3, -14, 20)), 1975 * 12)
    for _ in range(rng.choice((0, 1, 1, 1, 2, 2, 3))):
        length = rng.choice((24, 36, 48, 48, 9, 3))
        fact = Fact("education", words.degree(), words.school(), words.printed_place() if rng.random() < 0.5 else "")
        if rng.random() < 0.06:
            fact.title = ""
        _dates(rng, fact, end - length, end)
        if rng.random() < 0.25:
            fact.duties = [words.fill(words.pick("schools", "school_notes"))]
        facts.append(fact)
        end -= length + rng.choice((0, 3, 12))
    return facts


def _dates(rng: random.Random, fact: Fact, first: int, last: int, lone: float = 0.4, none: float = 0.15) -> None:
    """Give a fact a start and an end, the end alone, or neither."""
    chance = rng.random()
    if chance > none:
        fact.last = min(last, _LAST_MONTH)
        if chance > none + lone:
            fact.first = min(first, fact.last)


def _projects(rng: random.Random, words: Words, oldest: int) -> list[Fact]:
    facts = []
    for _ in range(rng.randint(1, 3)):
        fact = Fact("project", words.fill(words.pick("schools", "projects")), "")
        begin = oldest + rng.randint(0, 60)
        _dates(rng, fact, begin, begin + rng.randint(1, 14), none=0.6)
        fact.duties = duties(rng, words, fact)[:3]
        facts.append(fact)
    return facts


def _certificates(rng: random.Random, words: Words, oldest: int) -> list[Fact]:
    facts = []
    for _ in range(rng.randint(1, 4)):
        issuer = words.fill(words.pick("schools", "issuers")) if rng.random() < 0.5 else ""
        fact = Fact("certificate", words.pick("schools", "certificates"), issuer)
        _dates(rng, fact, 0, oldest + rng.randint(0, 80), lone=1.0, none=0.3)
        facts.append(fact)
    return facts


def _voluntary(rng: random.Random, words: Words, oldest: int) -> list[Fact]:
    title = words.pick("schools", "voluntary_titles")
    fact = Fact("volunteer", title, words.fill(words.pick("schools", "voluntary_employers")))
    begin = oldest + rng.randint(0, 60)
    _dates(rng, fact, begin, begin + rng.randint(2, 40), lone=0.0)
    fact.duties = [words.fill(rng.choice(words.duties()))] if rng.random() < 0.5 else []
    return [fact]
