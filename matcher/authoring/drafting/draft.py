"""A draft of a profile from an advert: weights, reasons, and what the advert does not say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from matcher.authoring.drafting.advert import Advert, Statement, read_advert
from matcher.authoring.drafting.competencies import Deed, deeds_of
from matcher.authoring.drafting.technologies import GENERAL_KINDS, Asked, asked_technologies
from matcher.authoring.drafting.toml_writer import DraftedRequirement, DraftedTitle, write_profile
from matcher.authoring.drafting.wording import Wording, load_wording
from matcher.authoring.lint import LEAST_WORDS, contained_phrases
from matcher.core.document import Block, Document
from matcher.core.errors import UsageError
from matcher.core.profile import Necessity, RequirementProfile
from matcher.core.resume import Month, Position, Resume, Section
from matcher.core.skills import Mention
from matcher.profiles.loading import load_profile, shipped_profiles
from matcher.profiles.phrases import PhrasePatterns
from matcher.scoring.evidence_strength import location_strength, strength_of_dated_work
from matcher.scoring.tfidf_model import TfidfModel
from matcher.skills.recognizer import Recognizer
from matcher.skills.spelling import fold_spelling
from matcher.skills.taxonomy import Taxonomy

__all__ = ["draft_profile"]

WEIGHTS: Final[dict[Necessity, float]] = {"must": 10.0, "should": 6.0, "nice": 3.0}
"""What a technology weighs by how much it is wanted. A must-have of the shipped profiles weighs about three times a
nice-to-have; a draft has no better reason to differ. Rerun ``python -m benchmarks drafting`` after touching."""

IN_TITLE: Final = 8.0
"""What a technology of the advert's title weighs on top: the title is the advert in three words."""

AGAIN: Final = 1.0
"""What each further sentence that names it adds, up to :data:`MOST_AGAIN` of them."""
MOST_AGAIN: Final = 4

GENERAL: Final = 0.6
"""What a technology of a general kind weighs beside one of the trade's own: everybody's résumé names Git, JSON, Windows
and Agile, so they tell fewer people apart."""

KNOWN_DEED: Final = 6.0
OWN_DEED: Final = 4.0
"""What a competency weighs: one that is known by many phrases is found more surely than one sentence's own words."""

NICE_DEED: Final = 0.5
"""Share of that for a nice-to-have."""

SEVERAL: Final = 1.3
"""``enough`` where several of a list are wanted: one shown at full strength then earns 1 / 1.3 of the points."""

ONE_PHRASE: Final = location_strength("experience", Position(0, 1, Month(2020, 1), Month(2020, 1)))[0]
"""``enough`` where one or two phrases are all that can be found: what a phrase in dated work shows."""

MOST: Final = 20
"""Most requirements of a draft, the lightest being left out: half of the development adverts give fewer than 11, and a
profile of 30 lines is read by nobody."""

TFIDF_WEIGHT: Final = 10.0
"""As in the shipped profiles: it may decide between near-equals, no more."""


@dataclass(frozen=True, slots=True)
class _Found:
    statement: Statement
    mentions: tuple[Mention, ...]


def draft_profile(
    text: str, taxonomy: Taxonomy, model: TfidfModel, *, title: str = "", recognizer: Recognizer | None = None
) -> str:
    r"""Draft a requirement profile from a job advert, for a person to edit.

    Args:
        text: the advert, in any of English, German, French and Spanish.
        taxonomy: the technologies that can be asked for.
        model: the TF-IDF reference: which words résumés know, and how common they are there.
        title: the advert's title; empty to find it in the text.
        recognizer: of this taxonomy, where many are drafted; made anew if not given.

    Returns:
        The profile as commented TOML, the same for the same advert.

    Raises:
        UsageError: nothing that could be asked for was found.

    >>> from matcher.scoring.tfidf_model import load_model
    >>> from matcher.skills.taxonomy import load_taxonomy
    >>> toml = draft_profile("Go Developer\nRequirements\nGo, and MySQL or MariaDB.", load_taxonomy(), load_model())
    >>> [line for line in toml.splitlines() if line.startswith(('id', '"')) and len(line) > 3]
    ['id = "go-developer"', 'id = "go"', '"Go" = 1.0', 'id = "mysql-or-mariadb"', '"MySQL" = 1.0', '"MariaDB" = 1.0']
    """
    wording = load_wording()

    def known(word: str) -> bool:
        return model.find(word) is not None or taxonomy.find(word) is not None

    advert = read_advert(text, wording, known, lambda word: taxonomy.find(word) is not None, title)
    found, in_title = _mentions(advert, recognizer or Recognizer(taxonomy))
    wanted = [(f.statement, f.mentions) for f in found if f.statement.part != "company"]
    asked = asked_technologies(wanted, in_title, taxonomy, wording)
    library = [load_profile(name, taxonomy) for name in shipped_profiles()]
    taken = {fold_spelling(word) for f in found for m in f.mentions for word in m.surface_form.split()}
    named = {f.statement.start: bool(f.mentions) for f in found}
    like = _like(advert, library)
    ordered = [(p, p is like) for p in sorted(library, key=lambda p: p is not like)]
    deeds = deeds_of(advert.role, advert.statements, named, ordered, model, wording, taken)
    requirements = [_technology(a, taxonomy) for a in asked] + [_competency(d) for d in deeds]
    requirements, left_out = _heaviest(_apart(requirements, taxonomy))
    if all(r.key == "trade" for r in requirements):
        raise UsageError(
            "the advert asks for nothing that a résumé could show: no technology that is known and no sentence of "
            "duties was found in it; give the whole advert as text"
        )
    role = _role_text(advert)
    words = len(set(model.terms_of(role)))
    titles = _titles(advert, like, wording)
    return write_profile(
        advert,
        _distinct(requirements),
        role,
        TFIDF_WEIGHT if words >= LEAST_WORDS else 0.0,
        words,
        titles,
        left_out,
    )


def _mentions(advert: Advert, recognizer: Recognizer) -> tuple[list[_Found], frozenset[str]]:
    """The technologies of each statement (offsets within it), and those of the title."""
    # Statement by statement on lines of its own, so that names in one are no evidence for a heading in another.
    texts = [advert.title, *(s.text for s in advert.statements)]
    whole = "\n".join(f"{t}" for t in texts)
    document = Document("advert.txt", whole, (Block(0, len(whole), 1),), "text/plain", "0" * 64, pages=1)
    mentions = recognizer.recognize(Resume(document, (Section("skills", 0, len(whole)),), ()))
    usable = [m for m in mentions if m.assertion != "negated"]
    found: list[_Found] = []
    at = len(advert.title) + 1
    in_title = frozenset(m.skill for m in usable if m.end <= len(advert.title))
    for statement in advert.statements:
        end = at + len(statement.text)
        inside = tuple(
            Mention(m.skill, m.surface_form, m.start - at, m.end - at) for m in usable if at <= m.start and m.end <= end
        )
        found.append(_Found(statement, inside))
        at = end + 1
    return found, in_title


def _technology(asked: Asked, taxonomy: Taxonomy) -> DraftedRequirement:
    labels = [taxonomy[skill].label for skill in asked.skills]
    weight = WEIGHTS[asked.necessity] + AGAIN * min(max(0, asked.times - 1), MOST_AGAIN)
    if all(taxonomy[skill].kind in GENERAL_KINDS for skill in asked.skills):
        weight *= GENERAL
    weight = round(weight + IN_TITLE * asked.in_title, 1)
    enough = SEVERAL if asked.several else 1.0
    note = ""
    if asked.years:
        years = f"{asked.years} year{'s' if asked.years > 1 else ''}"
        if not asked.several:
            enough = round(strength_of_dated_work(asked.years * 12), 2)
        month = strength_of_dated_work(1) / enough
        note = (
            f"{years} asked for. Months of use count with saturation, so years hardly weigh: at enough = {enough:g} "
            f"{years} of recent dated work earn the full share, one month about {month:.0%}."
        )
    reason = f"{_wish(asked.necessity, asked.cue, asked.statements)}{_emphasis(asked)}."
    source = list(dict.fromkeys(s.text for s in asked.statements))
    shown = labels if len(labels) < 3 else [*labels[:2], "…"]
    label = " or ".join(shown[:2]) + (" …" if len(labels) > 2 else "")
    if asked.several:
        label = ", ".join(labels[:3]) + (" …" if len(labels) > 3 else "")
    also = [taxonomy[skill].label for skill in asked.also]
    return DraftedRequirement(
        label, weight, asked.necessity, reason, source, enough, dict(zip(labels, asked.skills.values(), strict=True)),
        note=note, also=also, several=asked.several,
    )  # fmt: skip


def _wish(necessity: Necessity, cue: str, statements: Sequence[Statement]) -> str:
    told = {"must": "A must-have", "should": "Asked for", "nice": "Nice to have"}[necessity]
    if cue:
        return f"{told} by the advert's wording (“{cue}”)"
    heading = next((s.heading for s in statements if s.heading), "")
    return f"{told} by where it stands (under “{heading}”)" if heading else told


def _emphasis(asked: Asked) -> str:
    parts = [", in the title"] if asked.in_title else []
    if asked.times > 1:
        parts.append(f", named in {asked.times} sentences")
    if asked.years:
        parts.append(f", {asked.years} year{'s' if asked.years > 1 else ''} asked for")
    return "".join(parts)


def _competency(deed: Deed) -> DraftedRequirement:
    if not deed.statements:
        note = "The phrases are the title's own words: add how people of this trade speak of it."
        reason = "The title names the trade."
        return DraftedRequirement(
            deed.label, IN_TITLE, "should", reason, [], ONE_PHRASE, {}, phrases=deed.phrases, note=note, key=deed.key
        )
    weight = (KNOWN_DEED if deed.theme else OWN_DEED) * (NICE_DEED if deed.necessity == "nice" else 1.0)
    duty = any(s.part in ("duties", "opening") for s in deed.statements)
    reason = "One of the duties" if duty else _wish(deed.necessity, "", deed.statements)
    note = (
        f"The phrases are those of {deed.key!r} in the profile {deed.theme}: delete what this role does not mean."
        if deed.theme
        else "The phrases are the sentence's own rarest words: add how people write it, delete what tells nothing."
    )
    sentences = list(dict.fromkeys(s.text for s in deed.statements))
    more = f", {len(sentences)} sentences" if len(sentences) > 1 else ""
    return DraftedRequirement(
        deed.label, round(weight, 1), deed.necessity, f"{reason}{more}.", sentences, 1.2 if deed.theme else 1.0, {},
        phrases=deed.phrases, meaning=" ".join(sentences), note=note, key=deed.key,
    )  # fmt: skip


def _apart(requirements: Sequence[DraftedRequirement], taxonomy: Taxonomy) -> list[DraftedRequirement]:
    """Without phrases that would count twice: in two requirements, within another phrase, beside their technology."""
    named = {skill.id for r in requirements for label in r.any_of if (skill := taxonomy.find(label)) is not None}
    kept: list[DraftedRequirement] = []
    used: list[str] = []
    for requirement in requirements:
        phrases = [
            p for p in requirement.phrases if (s := taxonomy.find(p.replace("*", ""))) is None or s.id not in named
        ]
        phrases = contained_phrases(phrases, used)
        used += phrases
        if requirement.any_of or phrases:
            requirement.phrases = tuple(phrases)
            kept.append(requirement)
    return kept


def _heaviest(requirements: list[DraftedRequirement]) -> tuple[list[DraftedRequirement], list[str]]:
    """The :data:`MOST` requirements that weigh most, in their order, and the labels of the others."""
    kept = set(sorted(range(len(requirements)), key=lambda i: (-requirements[i].weight, i))[:MOST])
    return (
        [r for i, r in enumerate(requirements) if i in kept],
        [r.label for i, r in enumerate(requirements) if i not in kept],
    )


def _distinct(requirements: Sequence[DraftedRequirement]) -> list[DraftedRequirement]:
    """Give every requirement an id of its own."""
    seen: set[str] = set()
    for requirement in requirements:
        stem = requirement.key or slug(requirement.label)
        number, name = 2, stem
        while name in seen:
            name, number = f"{stem}-{number}", number + 1
        seen.add(name)
        requirement.key = name
    return list(requirements)


def slug(text: str) -> str:
    """An id made of a label.

    >>> slug("C#, ASP.NET & SQL …"), slug("Über-Titel")
    ('c-sharp-asp-net-sql', 'über-titel')
    """
    plain = text.casefold().replace("c++", "c-plus-plus").replace("c#", "c-sharp").replace("f#", "f-sharp")
    return re.sub(r"[\W_]+", "-", plain)[:48].strip("-") or "role"


def _role_text(advert: Advert) -> str:
    """The title and what the advert says of the role: no boilerplate, nothing of the company."""
    told = [s.text for s in advert.statements if s.part != "company" and not s.boilerplate and not s.of_company]
    return "\n".join([advert.title, *dict.fromkeys(told)])


def _like(advert: Advert, library: Sequence[RequirementProfile]) -> RequirementProfile | None:
    """The shipped profile whose role the advert's title names, if any."""
    for profile in library:
        if profile.titles and any(PhrasePatterns(profile.titles[0].phrases).find(advert.title)):
            own = PhrasePatterns([profile.label, profile.id.replace("-", " ")])
            if any(own.find(advert.title)):
                return profile
    for profile in library:
        if profile.titles and any(PhrasePatterns(profile.titles[0].phrases).find(advert.title)):
            return profile
    return None


def _titles(advert: Advert, like: RequirementProfile | None, wording: Wording) -> list[DraftedTitle]:
    """What titles of jobs say: the advert's own counts in full; the rest as in the shipped profile of such a role."""
    role = re.sub(r"[^\w\s#+.&/'-]", " ", advert.role.casefold())
    words = [w for w in role.replace("/", " ").split() if re.fullmatch(r"[\w#+.&'-]+", w)][:4]
    own = " ".join(words)
    entries = (
        [DraftedTitle((own,), 1.0, "The role itself.")]
        if own != "untitled role" and set(words) - wording.generic
        else []
    )
    for title in like.titles if like else ():
        phrases = tuple(p for p in title.phrases if not any(PhrasePatterns([p]).find(own)) or title.worth == 1.0)
        phrases = tuple(p for p in phrases if p != own)
        if phrases:
            entries.append(DraftedTitle(phrases, title.worth, title.reason, like.id if like else ""))
    return entries
