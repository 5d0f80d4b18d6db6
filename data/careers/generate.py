"""Generate a fictional résumé with its truth from a seed and the name of a grammar."""

from __future__ import annotations

import random

from data.careers.career import draw_language, invent
from data.careers.document import Document, Flattened, flatten
from data.careers.entries import Setting, grammars
from data.careers.layouts import compose
from data.careers.model import Career, Fact, GeneratedResume, TrueEntry, TruePerson
from data.careers.words import FOREIGN_LANGUAGES, Words

GRAMMARS: tuple[str, ...] = tuple(grammars())
"""The names of all grammars."""

_FEW_JOBS = {"roles": (2, 8), "prose": (1, 5)}


def generate(seed: int, grammar: str, language: str | None = None) -> GeneratedResume:
    """Return the résumé of a seed in a grammar; the same arguments give the same résumé.

    Args:
        seed: any number.
        grammar: one of ``GRAMMARS``.
        language: one of ``words.FOREIGN_LANGUAGES``, or "en"; None draws one, mostly English.

    Returns:
        The text, and the truth about its entries and its person.

    Raises:
        KeyError: there is no such grammar.
        ValueError: there is no such language.

    >>> resume = generate(1, "indeed-export")
    >>> entry = resume.entries[0]
    >>> start, end = entry.spans["title"]
    >>> resume.text[start:end] == entry.title
    True
    """
    document, career, facts = invent_document(seed, grammar, language)
    flat = flatten(document)
    entries = [_truth(fact, index, flat) for index, fact in enumerate(facts) if index in flat.stretches]
    entries.sort(key=lambda entry: (entry.start, entry.end))
    emails = tuple(email for email in career.emails if email in flat.text)
    phones = tuple(phone for phone in career.phones if phone in flat.text)
    folded = flat.text.casefold()
    name = career.name if career.name.casefold() in folded else ""
    return GeneratedResume(flat.text, tuple(entries), grammar, TruePerson(name, emails, phones))


def invent_document(seed: int, grammar: str, language: str | None = None) -> tuple[Document, Career, list[Fact]]:
    """Return a résumé as a document, the career in it, and its entries by their numbers.

    Raises:
        KeyError: there is no such grammar.
        ValueError: there is no such language.
    """
    if language not in (None, "en", *FOREIGN_LANGUAGES):
        raise ValueError(f"no vocabulary for the language {language!r}")
    rules = grammars()[grammar]
    rng = random.Random(f"{grammar} {seed} {language}" if language else f"{grammar} {seed}")  # noqa: S311
    words = Words(rng, language or draw_language(rng))
    jobs = next((bounds for rule, bounds in _FEW_JOBS.items() if rule in rules.get("rules", ())), (1, 8))
    career = invent(rng, words, jobs)
    setting = Setting(rng, words, rules)
    document = compose(setting, career)
    return document, career, setting.facts


def _truth(fact: Fact, index: int, flat: Flattened) -> TrueEntry:
    spans = flat.spans.get(index, {})
    printed = {name: flat.text[start:end] for name, (start, end) in spans.items()}
    start, end = flat.stretches[index]
    return TrueEntry(
        kind=fact.kind,
        title=printed.get("title", ""),
        employer=printed.get("employer", ""),
        place=printed.get("place", ""),
        first=fact.first_label if "dates" in printed else "",
        last=fact.last_label if "dates" in printed else "",
        dates=printed.get("dates", ""),
        spans=dict(spans),
        start=start,
        end=end,
        umbrella=fact.umbrella,
    )
