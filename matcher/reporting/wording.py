"""How figures and field values are put into words, the same in every report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from matcher.reporting.schema import CandidateSummary, LiftSummary, SkillSummary, TailSummary
from matcher.scoring.components.registry import component_sentences

__all__ = [
    "ALIKE",
    "KIND_LABELS",
    "MONTHS",
    "NECESSITY_LABELS",
    "REMARK_LABELS",
    "SETTING_LABELS",
    "STANDING_LABELS",
    "count_words",
    "duration",
    "implication",
    "kind_label",
    "lifted_by",
    "long_date",
    "month_name",
    "parted_by_shown",
    "place",
    "plural",
    "rank_band",
    "rank_mark",
    "rest_told",
    "score_explained",
    "short_duration",
    "skill_details",
    "skills_by_kind",
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
"""The taxonomy's kinds in the order in which they are shown."""

NECESSITY_LABELS: Final = {"must": "must have", "should": "should have", "nice": "nice to have", "": ""}

ALIKE: Final = (
    "≈ cannot be told apart from those before, back to the last without the sign: with every weight moved by up to a "
    "fifth and the date by a year, fewer than 95 of 100 draws agree on the order."
)

STANDING_LABELS: Final = {
    "dated": "shown in dated work",
    "named": "listed",
    "implied": "implied",
    "aspired": "wants to learn",
    "negated": "says no experience",
    "attributed": "said of others",
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
    """A count with its noun.

    >>> plural(1, "page"), plural(1200, "page"), plural(2, "entry", "entries")
    ('1 page', '1,200 pages', '2 entries')
    """
    return f"{count:,} {singular if count == 1 else many or singular + 's'}"


def duration(months: int) -> str:
    """Months in words.

    >>> duration(41), duration(12), duration(1), duration(0)
    ('3 years 5 months', '1 year', '1 month', 'no dated time')
    """
    years, rest = divmod(months, 12)
    parts = [plural(years, "year")] * bool(years) + [plural(rest, "month")] * bool(rest)
    return " ".join(parts) or "no dated time"


def short_duration(months: int) -> str:
    """Months where there is little room.

    >>> short_duration(41), short_duration(12), short_duration(5)
    ('3 y 5 m', '1 y', '5 m')
    """
    years, rest = divmod(months, 12)
    return " ".join([f"{years} y"] * bool(years) + [f"{rest} m"] * bool(rest or not years))


def count_words(name: str, count: int) -> str:
    """How many files went where, in words.

    >>> count_words("duplicates", 1), count_words("needs review", 3)
    ('1 duplicate', '3 for review')
    """
    if name == "duplicates":
        return plural(count, "duplicate")
    return f"{count:,} {'for review' if name == 'needs review' else name}"


def month_name(month: str) -> str:
    """A month as people write it.

    >>> month_name("2024-05")
    'May 2024'
    """
    year, _, number = month.partition("-")
    return f"{MONTHS[int(number) - 1]} {int(year)}"


def long_date(day: str) -> str:
    """An ISO date as people write it.

    >>> long_date("2026-11-23")
    '23 Nov 2026'
    """
    year, month, date = day.split("-")
    return f"{int(date)} {MONTHS[int(month) - 1]} {int(year)}"


def place(page: int, section: str) -> str:
    """Where words stand in a document.

    >>> place(1, "experience"), place(2, "other")
    ('page 1, experience', 'page 2')
    """
    return f"page {page}" if section == "other" else f"page {page}, {section}"


def rank_band(low: int, high: int) -> str:
    """A stability band.

    >>> rank_band(1, 3), rank_band(2, 2)
    ('1–3', '2')
    """
    return str(low) if low == high else f"{low}–{high}"


def rest_told(tail: TailSummary) -> str:
    """The candidates that a report does not show, in a sentence or two.

    >>> rest_told({"count": 1200, "lowest": 0.0, "highest": 41.5, "fits": {"strong": 0, "some": 1200}})[:61]
    '1,200 more candidates, with 41.50 to 0.00 points (some 1,200)'
    """
    scores = f"{tail['highest']:.2f} to {tail['lowest']:.2f}" if tail["count"] > 1 else f"{tail['highest']:.2f}"
    fits = ", ".join(f"{label} {count:,}" for label, count in tail["fits"].items() if count)
    held = f" ({fits})" if fits else ""
    verb = "stands" if tail["count"] == 1 else "stand"
    return (
        f"{plural(tail['count'], 'more candidate')}, with {scores} points{held}, {verb} in ranking.csv, in figures. "
        "“matcher rank --top N” tells as many as N with their evidence."
    )


def lifted_by(lift: LiftSummary) -> str:
    """What would lift a candidate, in words.

    >>> change = {"change": "Go in two years of dated work", "skill": "go", "requirements": ["languages"], "gain": 4.1}
    >>> lifted_by({"past": "b.pdf", "needed": 2.0, "gain": 4.1, "changes": [change]})
    'Go in two years of dated work (+4.10)'
    """
    return " and ".join(f"{change['change']} (+{change['gain']:.2f})" for change in lift["changes"])


def rank_mark(candidate: CandidateSummary) -> str:
    """A rank, "=" behind one that is shared, "≈" behind one that cannot be told apart from the ranks before it.

    >>> from matcher.reporting.frames import nobody
    >>> [rank_mark({**nobody(), "rank": 4, "tied": t, "group": g}) for t, g in ((False, 4), (True, 4), (False, 3))]
    ['4', '4=', '4≈']
    """
    alike = "≈" if 0 < candidate["group"] < candidate["rank"] else ""
    return f"{candidate['rank']}{'=' if candidate['tied'] else alike}"


def kind_label(kind: str) -> str:
    """A kind of skill as a heading; kinds that a taxonomy of one's own adds are shown by their id.

    >>> kind_label("ci-cd"), kind_label("game-engine")
    ('Build and delivery', 'Game engine')
    """
    return KIND_LABELS.get(kind) or kind.replace("-", " ").capitalize()


def parted_by_shown(skills: Iterable[SkillSummary]) -> list[tuple[str, list[SkillSummary]]]:
    """Skills that work or a project shows, under an empty label, then those that are only listed, under "listed".

    Args:
        skills: claimed ones; their order is kept.
    """
    skills = list(skills)
    parts = [
        ("", [s for s in skills if s["shown"] != "listed"]),
        ("listed", [s for s in skills if s["shown"] == "listed"]),
    ]
    return [(label, part) for label, part in parts if part]


def skills_by_kind(
    candidate: CandidateSummary, standings: Iterable[str] = ("dated", "named")
) -> list[tuple[str, list[SkillSummary]]]:
    """A candidate's skills under their kinds' labels.

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


def skill_details(skill: SkillSummary, *, short: bool = False) -> list[str]:
    """What is told in brackets behind a claimed skill: for how long, how lately, where else, how well.

    Args:
        skill: of a candidate's summary.
        short: whether there is little room.

    Returns:
        Pieces such as "3 years", "to May 2024", "in a project", "says expert", "says 5 years".
    """
    told = []
    if skill["months"]:
        told.append((short_duration if short else duration)(skill["months"]))
    if skill["current"]:
        told.append("in use")
    elif skill["last_used"]:
        told.append(f"to {month_name(skill['last_used'])}")
    if not told:
        told += [SETTING_LABELS[s] for s in skill["settings"][:1] if s not in ("dated work", "list")]
    if "certificate" in skill["settings"] or "certified" in skill["remarks"]:
        told.append("certified" if "certified" in skill["remarks"] else "in a certificate")
    if skill["level"]:
        told.append(f"says {skill['level']}")
    if skill["years"]:
        told.append(f"says {skill['years']:g} {'year' if skill['years'] == 1 else 'years'}")
    told += [REMARK_LABELS[r] for r in skill["remarks"] if r in REMARK_LABELS]
    return list(dict.fromkeys(told))


def implication(skill: SkillSummary) -> str:
    """What implies a skill, and where that stands; empty for a skill that is claimed itself."""
    if not skill["implied_by"]:
        return ""
    through = skill["implied_through"]
    return f"by {skill['implied_by']}" + (f", {place(through['page'], through['section'])}" if through else "")


def score_explained(lines: Iterable[tuple[str, float]]) -> list[str]:
    """How scores are made, in three sentences or more.

    Args:
        lines: component and points possible of each line of the ledger.
    """
    possible: dict[str, float] = {}
    for component, points in lines:
        possible[component] = possible.get(component, 0.0) + points
    whole = f"{round(sum(possible.values()), 2):g}" if possible else "100"
    first = (
        f"Every requirement of the role holds a fixed share of {whole} points, and the strength of the evidence "
        "decides how much of it a résumé earns: a skill shown in dated work counts for more than one that is only "
        "listed, months and recency add, repetition adds next to nothing."
    )
    others = component_sentences(possible) or ["No other candidate has any influence on a score."]
    third = (
        "The lines of a candidate's ledger add up to the score exactly, and each quotes the words it rests on and "
        "where they stand."
    )
    return [first, *others, third]
