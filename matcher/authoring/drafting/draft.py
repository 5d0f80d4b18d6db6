"""Draft a profile from a job advert: choose requirements, weights and reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from matcher.authoring.drafting.advert import Advert, AdvertSentence, is_term_of_work, read_advert
from matcher.authoring.drafting.competencies import Competency, find_competencies
from matcher.authoring.drafting.technologies import GENERAL_KINDS, TechnologyGroup, group_technologies
from matcher.authoring.drafting.toml_writer import DraftedRequirement, DraftedTitle, slug, write_profile
from matcher.authoring.drafting.wording import Wording, load_wording
from matcher.authoring.lint import LEAST_WORDS, contained_phrases
from matcher.core.document import Block, Document
from matcher.core.errors import UsageError
from matcher.core.profile import Necessity, RequirementProfile
from matcher.core.resume import Month, Position, Resume, Section
from matcher.core.skills import Mention
from matcher.languages.detection import languages_of
from matcher.parsing.role_families.gazetteer import OPEN, load_gazetteer
from matcher.profiles.loading import load_profile, shipped_profiles
from matcher.profiles.phrases import PhrasePatterns
from matcher.scoring.evidence_strength import location_strength, strength_of_dated_work
from matcher.scoring.tfidf_model import TfidfModel
from matcher.skills.recognizer import Recognizer
from matcher.skills.spelling import fold_spelling
from matcher.skills.taxonomy import Taxonomy

__all__ = ["draft_profile"]

NECESSITY_WEIGHTS: Final[dict[Necessity, float]] = {"must": 10.0, "should": 6.0, "nice": 3.0}
"""Weight of a technology by its necessity. In the shipped profiles, a must-have weighs about three times a
nice-to-have, and a draft has no reason to differ. Rerun ``python -m benchmarks drafting`` after touching it."""

TITLE_WEIGHT: Final = 8.0
"""Additional weight of a technology in the advert's title: the title is the advert in three words."""

REPEAT_WEIGHT: Final = 1.0
"""Additional weight for each further sentence that names a technology, for at most :data:`MOST_REPEATS` of them."""
MOST_REPEATS: Final = 4

GENERAL_FACTOR: Final = 0.6
"""Factor on the weight of a technology of a general kind: every résumé names Git, JSON, Windows and Agile, so they
distinguish fewer candidates."""

KNOWN_COMPETENCY: Final = 6.0
OWN_COMPETENCY: Final = 4.0
"""Weight of a competency: many known phrases find it more reliably than the words of one sentence."""

NICE_SHARE: Final = 0.5
"""Factor on that weight for a nice-to-have."""

SEVERAL_ENOUGH: Final = 1.3
"""``enough`` of a requirement that asks for several of a list: one at full strength then earns 1 / 1.3 of the
points."""

PHRASE_ENOUGH: Final = location_strength("experience", Position(0, 1, Month(2020, 1), Month(2020, 1)))[0]
"""``enough`` of a requirement with only one or two phrases: the strength of a phrase in dated work."""

MOST_REQUIREMENTS: Final = 20
"""Most requirements of a draft; those with the least weight are left out. Half of the development adverts give fewer
than 11, and nobody reads a profile of 30."""

TFIDF_WEIGHT: Final = 10.0
"""As in the shipped profiles: TF-IDF may decide between near-equals, no more."""


LEAST_SHARE: Final = 0.5
"""Least share of the advert's title that must name the very kind of work of a shipped profile, to draft from it."""


@dataclass(frozen=True, slots=True)
class _SentenceMentions:
    sentence: AdvertSentence
    mentions: tuple[Mention, ...]


def draft_profile(
    text: str, taxonomy: Taxonomy, model: TfidfModel, *, title: str = "", recognizer: Recognizer | None = None
) -> str:
    r"""Draft a requirement profile from a job advert, for a person to edit.

    Args:
        text: the advert, in any language that matcher reads.
        taxonomy: the technologies to look for.
        model: the TF-IDF reference: the words of résumés and their frequencies.
        title: the advert's title; empty to find it in the text.
        recognizer: a recogniser with this taxonomy, to save time when drafting many profiles; built if not given.

    Returns:
        The profile as commented TOML, always the same for the same advert.

    Raises:
        UsageError: the advert contains nothing to ask for.

    >>> from matcher.scoring.tfidf_model import load_model
    >>> from matcher.skills.taxonomy import load_taxonomy
    >>> toml = draft_profile("Go Developer\nRequirements\nGo, and MySQL or MariaDB.", load_taxonomy(), load_model())
    >>> [line for line in toml.splitlines() if line.startswith(('id', '"')) and len(line) > 3]
    ['id = "go-developer"', 'id = "go"', '"Go" = 1.0', 'id = "mysql-or-mariadb"', '"MySQL" = 1.0', '"MariaDB" = 1.0']
    """
    wording = load_wording(languages_of(text))

    def known(word: str) -> bool:
        return model.find(word) is not None or taxonomy.find(word) is not None

    advert = read_advert(text, wording, known, lambda word: taxonomy.find(word) is not None, title)
    in_sentences, in_title = _mentions(advert, recognizer or Recognizer(taxonomy), wording)
    about_role = [(s.sentence, s.mentions) for s in in_sentences if s.sentence.part != "company"]
    groups = group_technologies(about_role, in_title, taxonomy, wording)
    library = [load_profile(name, taxonomy) for name in shipped_profiles()]
    used_words = {fold_spelling(word) for s in in_sentences for m in s.mentions for word in m.surface_form.split()}
    named = {s.sentence.start: bool(s.mentions) for s in in_sentences}
    closest = _closest_profile(advert, library)
    ordered = [(p, p is closest) for p in sorted(library, key=lambda p: p is not closest)]
    competencies = find_competencies(advert.role, advert.sentences, named, ordered, model, wording, used_words)
    requirements = [_technology(group, taxonomy) for group in groups] + [_competency(c) for c in competencies]
    requirements, left_out = _heaviest(_without_double_counting(requirements, taxonomy))
    if all(r.key == "trade" for r in requirements):
        raise UsageError(
            "the advert asks for nothing that a résumé could show: it contains no known technology and no sentence "
            "about duties; give the text of the whole advert"
        )
    role = _role_text(advert)
    words = len(set(model.terms_of(role)))
    titles = _titles(advert, wording)
    return write_profile(
        advert,
        _with_ids(requirements),
        role,
        TFIDF_WEIGHT if words >= LEAST_WORDS else 0.0,
        words,
        titles,
        closest,
        left_out,
    )


def _mentions(
    advert: Advert, recognizer: Recognizer, wording: Wording
) -> tuple[list[_SentenceMentions], frozenset[str]]:
    """Recognise the technologies of each sentence (with offsets in the sentence) and those of the title."""
    # One sentence per line, so that names in one sentence are no evidence for a heading in another.
    texts = [advert.title, *(s.text for s in advert.sentences)]
    text = "\n".join(texts)
    document = Document("advert.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    mentions = recognizer.recognize(Resume(document, (Section("skills", 0, len(text)),), ()))
    usable = [m for m in mentions if m.assertion != "negated"]
    if not wording.is_english:
        usable = [m for m in usable if not is_term_of_work(m.surface_form)]  # CDI: a contract, or a part of Java EE
    in_sentences: list[_SentenceMentions] = []
    start = len(advert.title) + 1
    in_title = frozenset(m.skill for m in usable if m.end <= len(advert.title))
    for sentence in advert.sentences:
        end = start + len(sentence.text)
        inside = tuple(
            Mention(m.skill, m.surface_form, m.start - start, m.end - start)
            for m in usable
            if start <= m.start and m.end <= end
        )
        in_sentences.append(_SentenceMentions(sentence, inside))
        start = end + 1
    return in_sentences, in_title


def _technology(group: TechnologyGroup, taxonomy: Taxonomy) -> DraftedRequirement:
    labels = [taxonomy[skill].label for skill in group.skills]
    weight = NECESSITY_WEIGHTS[group.necessity] + REPEAT_WEIGHT * min(max(0, group.times - 1), MOST_REPEATS)
    if all(taxonomy[skill].kind in GENERAL_KINDS for skill in group.skills):
        weight *= GENERAL_FACTOR
    weight = round(weight + TITLE_WEIGHT * group.in_title, 1)
    enough = SEVERAL_ENOUGH if group.several else 1.0
    note = ""
    if group.years:
        years = f"{group.years} year{'s' if group.years > 1 else ''}"
        if not group.several:
            enough = round(strength_of_dated_work(group.years * 12), 2)
        month = strength_of_dated_work(1) / enough
        note = (
            f"{years} asked for. Months of use count with saturation, so years matter little: with enough = "
            f"{enough:g}, {years} of recent dated work earn the full share, one month about {month:.0%}."
        )
    reason = f"{_necessity_reason(group.necessity, group.cue, group.sentences)}{_details(group)}."
    source = list(dict.fromkeys(s.text for s in group.sentences))
    label = " or ".join(labels[:2]) + (" …" if len(labels) > 2 else "")
    if group.several:
        label = ", ".join(labels[:3]) + (" …" if len(labels) > 3 else "")
    also = [taxonomy[skill].label for skill in group.also]
    return DraftedRequirement(
        label, weight, group.necessity, reason, source, enough, dict(zip(labels, group.skills.values(), strict=True)),
        note=note, also=also, several=group.several,
    )  # fmt: skip


def _necessity_reason(necessity: Necessity, cue: str, sentences: Sequence[AdvertSentence]) -> str:
    reason = {"must": "A must-have", "should": "Asked for", "nice": "A nice-to-have"}[necessity]
    if cue:
        return f"{reason}, from the advert's wording “{cue}”"
    heading = next((s.heading for s in sentences if s.heading), "")
    return f"{reason}, from the advert's heading “{heading}”" if heading else reason


def _details(group: TechnologyGroup) -> str:
    parts = [", in the title"] if group.in_title else []
    if group.times > 1:
        parts.append(f", named in {group.times} sentences")
    if group.years:
        parts.append(f", {group.years} year{'s' if group.years > 1 else ''} asked for")
    return "".join(parts)


def _competency(competency: Competency) -> DraftedRequirement:
    if not competency.sentences:
        note = "The phrases are the title's own words: add the words that people of this trade use."
        reason = "The title names the trade."
        return DraftedRequirement(
            competency.label,
            TITLE_WEIGHT,
            "should",
            reason,
            [],
            PHRASE_ENOUGH,
            {},
            phrases=competency.phrases,
            note=note,
            key=competency.key,
        )
    weight = (KNOWN_COMPETENCY if competency.theme else OWN_COMPETENCY) * (
        NICE_SHARE if competency.necessity == "nice" else 1.0
    )
    duty = any(s.part in ("duties", "opening") for s in competency.sentences)
    reason = "One of the duties" if duty else _necessity_reason(competency.necessity, "", competency.sentences)
    note = (
        f"The phrases are those of {competency.key!r} in the profile {competency.theme}: delete those that do not fit "
        "this role."
        if competency.theme
        else "The phrases are the sentence's own rarest words: add other wordings, delete phrases that say nothing."
    )
    sentences = list(dict.fromkeys(s.text for s in competency.sentences))
    more = f", {len(sentences)} sentences" if len(sentences) > 1 else ""
    return DraftedRequirement(
        competency.label, round(weight, 1), competency.necessity, f"{reason}{more}.", sentences,
        1.2 if competency.theme else 1.0, {},
        phrases=competency.phrases, meaning=competency.meaning, note=note, key=competency.key,
    )  # fmt: skip


def _without_double_counting(
    requirements: Sequence[DraftedRequirement], taxonomy: Taxonomy
) -> list[DraftedRequirement]:
    """Remove phrases that would count twice: in two requirements, inside another phrase, or as a technology."""
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
    """Return the :data:`MOST_REQUIREMENTS` requirements with most weight, in their order, and the others' labels."""
    kept = set(sorted(range(len(requirements)), key=lambda i: (-requirements[i].weight, i))[:MOST_REQUIREMENTS])
    return (
        [r for i, r in enumerate(requirements) if i in kept],
        [r.label for i, r in enumerate(requirements) if i not in kept],
    )


def _with_ids(requirements: Sequence[DraftedRequirement]) -> list[DraftedRequirement]:
    """Give every requirement a unique id."""
    seen: set[str] = set()
    for requirement in requirements:
        stem = requirement.key or slug(requirement.label)
        number, name = 2, stem
        while name in seen:
            name, number = f"{stem}-{number}", number + 1
        seen.add(name)
        requirement.key = name
    return list(requirements)


def _role_text(advert: Advert) -> str:
    """Return the title and the sentences about the role, without boilerplate and sentences about the company."""
    texts = [s.text for s in advert.sentences if s.part != "company" and not s.boilerplate and not s.is_about_company]
    return "\n".join([advert.title, *dict.fromkeys(texts)])


def _closest_profile(advert: Advert, library: Sequence[RequirementProfile]) -> RequirementProfile | None:
    """Return the shipped profile of the role that the advert's title names, by its label or its kind of work."""
    for profile in library:
        if any(PhrasePatterns([profile.label, profile.id.replace("-", " ")]).find(advert.title)):
            return profile
    rank, shares = load_gazetteer().families(advert.title)
    if rank >= OPEN:
        return None

    def worth(profile: RequirementProfile) -> float:
        worths = dict(profile.worth_of_work)
        return sum(share * (worths.get(family, 1.0) == 1.0) for family, share in shares.items())

    best = max(library, key=worth)
    return best if worth(best) >= LEAST_SHARE else None


def _titles(advert: Advert, wording: Wording) -> list[DraftedTitle]:
    """Return the title entry of the advert's own role, which counts in full; none if the title says nothing."""
    role = re.sub(r"[^\w\s#+.&/'-]", " ", advert.role.casefold())
    words = [w for w in role.replace("/", " ").split() if re.fullmatch(r"[\w#+.&'-]+", w)][:4]
    own = " ".join(words)
    if own == "untitled role" or not set(words) - wording.generic:
        return []
    return [DraftedTitle((own,), 1.0, "The role itself.")]
