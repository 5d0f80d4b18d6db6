"""Put numbers and field values into words, the same in every report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from matcher.reporting.schema import (
    CandidateSummary,
    LiftSummary,
    SkillSummary,
    TailSummary,
    TermSummary,
)
from matcher.scoring.components.registry import component_sentences

__all__ = [
    "KIND_LABELS",
    "MONTHS",
    "NAMED_IN_JOBS",
    "NECESSITY_LABELS",
    "REMARK_LABELS",
    "SETTING_LABELS",
    "STANDING_LABELS",
    "TOO_CLOSE",
    "describe_count",
    "describe_lift",
    "describe_tail",
    "duration",
    "explain_scores",
    "how_mentioned",
    "implication",
    "in_jobs",
    "kind_label",
    "long_date",
    "month_name",
    "place",
    "plural",
    "rank_band",
    "rank_mark",
    "short_duration",
    "skill_details",
    "skills_by_kind",
    "split_by_shown",
    "term_words",
]

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Not from the locale: a report reads the same on every machine."""

KIND_LABELS: Final = {
    "language": "Languages",
    "framework": "Frameworks and libraries",
    "database": "Databases",
    "platform": "Platforms and runtimes",
    "web-server": "Web servers",
    "message-broker": "Message brokers",
    "cache": "Caches",
    "search": "Search",
    "cloud": "Cloud",
    "container": "Containers",
    "ci-cd": "Build and delivery",
    "operating-system": "Operating systems",
    "api": "APIs and protocols",
    "security": "Security",
    "observability": "Observability",
    "testing": "Testing",
    "version-control": "Version control",
    "practice": "Practices",
    "tool": "Tools",
    "data-format": "Data formats",
    "cms": "Content management",
}
"""The taxonomy's kinds, in the order of the reports."""

NECESSITY_LABELS: Final = {"must": "must have", "should": "should have", "nice": "nice to have", "": ""}

TOO_CLOSE: Final = (
    "≈ is too close to call: between it and the candidates before it, back to the last one without the sign, fewer "
    "than 95 of 100 random draws of weights (moved by up to a fifth) and dates (by a year) agree on the order."
)

STANDING_LABELS: Final = {
    "dated": "in dated work",
    "named": "listed",
    "implied": "implied",
    "aspired": "wants to learn",
    "negated": "says no experience",
    "attributed": "about other people",
    "invisible": "invisible text, earns nothing",
}


SETTING_LABELS: Final = {
    "dated work": "in dated work",
    "undated work": "in work without dates",
    "project": "in a project",
    "education": "in education",
    "certificate": "in a certificate",
    "list": "listed",
}

REMARK_LABELS: Final = {"taught": "taught to others", "past": "long ago"}


def plural(count: int, singular: str, many: str = "") -> str:
    """Return a count with its noun.

    >>> plural(1, "page"), plural(1200, "page"), plural(2, "entry", "entries")
    ('1 page', '1,200 pages', '2 entries')
    """
    return f"{count:,} {singular if count == 1 else many or singular + 's'}"


def duration(months: int) -> str:
    """Return months in words.

    >>> duration(41), duration(12), duration(1), duration(0)
    ('3 years 5 months', '1 year', '1 month', 'no dated time')
    """
    years, rest = divmod(months, 12)
    parts = [plural(years, "year")] * bool(years) + [plural(rest, "month")] * bool(rest)
    return " ".join(parts) or "no dated time"


def short_duration(months: int) -> str:
    """Return months in words where there is little room.

    >>> short_duration(41), short_duration(12), short_duration(5)
    ('3 y 5 m', '1 y', '5 m')
    """
    years, rest = divmod(months, 12)
    return " ".join([f"{years} y"] * bool(years) + [f"{rest} m"] * bool(rest or not years))


def in_jobs(months: int, mentions: int) -> str:
    """Return for how long the jobs last that name a skill, and how often they name it.

    How long a skill was used within a job is not known, so no report says it.

    >>> in_jobs(111, 3)
    'in jobs spanning 9 y 3 m (3 mentions)'
    """
    return f"in jobs spanning {short_duration(months)} ({plural(mentions, 'mention')})"


def describe_count(name: str, count: int) -> str:
    """Return how many files had an outcome, in words.

    >>> describe_count("duplicates", 1), describe_count("needs review", 3)
    ('1 duplicate', '3 for review')
    """
    if name == "duplicates":
        return plural(count, "duplicate")
    return f"{count:,} {'for review' if name == 'needs review' else name}"


def month_name(month: str) -> str:
    """Return a month as people write it.

    >>> month_name("2024-05")
    'May 2024'
    """
    year, _, number = month.partition("-")
    return f"{MONTHS[int(number) - 1]} {int(year)}"


def long_date(day: str) -> str:
    """Return an ISO date as people write it.

    >>> long_date("2026-11-23")
    '23 Nov 2026'
    """
    year, month, date = day.split("-")
    return f"{int(date)} {MONTHS[int(month) - 1]} {int(year)}"


def place(page: int, section: str) -> str:
    """Return the page and section of a quote.

    >>> place(1, "experience"), place(2, "other")
    ('page 1, experience', 'page 2')
    """
    return f"page {page}" if section == "other" else f"page {page}, {section}"


def rank_band(low: int, high: int) -> str:
    """Return a stability band.

    >>> rank_band(1, 3), rank_band(2, 2)
    ('1–3', '2')
    """
    return str(low) if low == high else f"{low}–{high}"


def describe_tail(tail: TailSummary) -> str:
    """Describe the candidates that a report does not show, in a sentence or two.

    >>> describe_tail({"count": 1200, "lowest": 0.0, "highest": 41.5, "fits": {"strong": 0, "some": 1200}})[:61]
    '1,200 more candidates, with 41.50 to 0.00 points (some 1,200)'
    """
    scores = f"{tail['highest']:.2f} to {tail['lowest']:.2f}" if tail["count"] > 1 else f"{tail['highest']:.2f}"
    fits = ", ".join(f"{label} {count:,}" for label, count in tail["fits"].items() if count)
    held = f" ({fits})" if fits else ""
    verb = "is" if tail["count"] == 1 else "are"
    return (
        f"{plural(tail['count'], 'more candidate')}, with {scores} points{held}, {verb} listed in ranking.csv "
        "without evidence. “matcher rank --top N” makes the best N detailed."
    )


def describe_lift(lift: LiftSummary) -> str:
    """Describe the changes that would lift a candidate.

    >>> change = {"change": "Go in two years of dated work", "skill": "go", "requirements": ["languages"], "gain": 4.1}
    >>> describe_lift({"past": "b.pdf", "needed": 2.0, "gain": 4.1, "changes": [change]})
    'Go in two years of dated work (+4.10)'
    """
    return " and ".join(f"{change['change']} (+{change['gain']:.2f})" for change in lift["changes"])


def rank_mark(candidate: CandidateSummary) -> str:
    """Return a rank, with "=" if it is shared, or "≈" if it is too close to call.

    >>> [rank_mark({"rank": 4, "tied": tied, "group": group}) for tied, group in ((False, 4), (True, 4), (False, 3))]
    ['4', '4=', '4≈']
    """
    alike = "≈" if 0 < candidate["group"] < candidate["rank"] else ""
    return f"{candidate['rank']}{'=' if candidate['tied'] else alike}"


def kind_label(kind: str) -> str:
    """Return a kind of skill as a heading; kinds that the user's own skills add are shown by their id.

    >>> kind_label("ci-cd"), kind_label("game-engine")
    ('Build and delivery', 'Game engine')
    """
    return KIND_LABELS.get(kind) or kind.replace("-", " ").capitalize()


NAMED_IN_JOBS: Final = "named in jobs spanning"
"""Label before skills with the months of the jobs that name them."""


def split_by_shown(skills: Iterable[SkillSummary]) -> list[tuple[str, list[SkillSummary]]]:
    """Split skills by their evidence.

    Args:
        skills: claimed ones; their order is kept.

    Returns:
        Those that dated jobs name, under :data:`NAMED_IN_JOBS`; others shown in work or a project, under an empty
        label; those only listed, under "listed". Groups without a skill are left out.
    """
    groups: dict[str, list[SkillSummary]] = {NAMED_IN_JOBS: [], "": [], "listed": []}
    for skill in skills:
        groups["listed" if skill["shown"] == "listed" else NAMED_IN_JOBS if skill["months"] else ""].append(skill)
    return [(label, group) for label, group in groups.items() if group]


def skills_by_kind(
    candidate: CandidateSummary, standings: Iterable[str] = ("dated", "named")
) -> list[tuple[str, list[SkillSummary]]]:
    """Group a candidate's skills under their kinds' labels.

    Args:
        candidate: a summary.
        standings: which skills to take.

    Returns:
        Label and skills of each kind that has any, in the order of :data:`KIND_LABELS`; most months first.
    """
    chosen = set(standings)
    kinds: dict[str, list[SkillSummary]] = {}
    for skill in candidate["skills"]:
        if skill["standing"] in chosen:
            kinds.setdefault(skill["kind"], []).append(skill)
    order = list(KIND_LABELS)
    ranked = sorted(kinds, key=lambda kind: (order.index(kind) if kind in KIND_LABELS else len(order), kind))
    return [
        (kind_label(kind), sorted(kinds[kind], key=lambda s: (-s["months"], s["name"].casefold(), s["id"])))
        for kind in ranked
    ]


def how_mentioned(skill: SkillSummary) -> str:
    """Return where a skill's strongest claim is, or how else the résumé mentions it.

    >>> how_mentioned({"settings": ["project", "list"], "standing": "named"})
    'in a project'
    >>> how_mentioned({"settings": [], "standing": "negated"})
    'says no experience'
    """
    settings = skill["settings"]
    return SETTING_LABELS[settings[0]] if settings else STANDING_LABELS[skill["standing"]]


def skill_details(skill: SkillSummary, *, short: bool = False) -> list[str]:
    """Return the details of a claimed skill: the span of the jobs that name it, where else it is, how well.

    Args:
        skill: of a candidate's summary.
        short: whether there is little room, and no label :data:`NAMED_IN_JOBS` before the skill.

    Returns:
        Pieces such as "3 years", "2 mentions", "to May 2024", "in a project", "says expert", "says 5 years".
    """
    details = []
    if skill["months"] and short:
        details.append(in_jobs(skill["months"], skill["mentions_at_work"]))
    elif skill["months"]:
        details += [duration(skill["months"]), plural(skill["mentions_at_work"], "mention")]
    if skill["current"]:
        details.append("to present")
    elif skill["last_used"]:
        details.append(f"to {month_name(skill['last_used'])}")
    if not details:
        details += [SETTING_LABELS[s] for s in skill["settings"][:1] if s not in ("dated work", "list")]
    if "certificate" in skill["settings"] or "certified" in skill["remarks"]:
        details.append("certified" if "certified" in skill["remarks"] else "in a certificate")
    if skill["level"]:
        details.append(f"says {skill['level']}")
    if skill["years"]:
        details.append(f"says {skill['years']:g} {'year' if skill['years'] == 1 else 'years'}")
    details += [REMARK_LABELS[r] for r in skill["remarks"] if r in REMARK_LABELS]
    return list(dict.fromkeys(details))


def implication(skill: SkillSummary) -> str:
    """Return which skill implies this one, and where that one is; empty for a skill that is claimed itself."""
    if not skill["implied_by"]:
        return ""
    through = skill["implied_through"]
    return f"by {skill['implied_by']}" + (f", {place(through['page'], through['section'])}" if through else "")


def explain_scores(lines: Iterable[tuple[str, float]]) -> list[str]:
    """Explain how scores are calculated, in three sentences or more.

    Args:
        lines: component and points possible of each line of the ledger.
    """
    possible: dict[str, float] = {}
    for component, points in lines:
        possible[component] = possible.get(component, 0.0) + points
    whole = f"{round(sum(possible.values()), 2):g}" if possible else "100"
    first = (
        f"Every requirement of the role holds a fixed share of {whole} points, and the strength of the evidence "
        "decides how much of it a résumé earns: a skill used in dated work counts for more than one that is only "
        "listed, the months of the jobs that name it and recency add, repetition adds next to nothing, and work of "
        "another kind than the role's counts for less."
    )
    others = component_sentences(possible) or ["No other candidate has any influence on a score."]
    third = (
        "The lines of a candidate's ledger add up to the score exactly, and each quotes the words that it is "
        "based on, with page and section."
    )
    return [first, *others, third]


def term_words(term: TermSummary) -> str:
    """Return a term of the role's text, after the word on the page if that is of another language.

    >>> term_words({"term": "database", "word": "Datenbanken", "points": 0.2, "possible": 0.2})
    'Datenbanken (database)'
    """
    return f"{term['word']} ({term['term']})" if term["word"] else term["term"]
