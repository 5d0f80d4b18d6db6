"""Write ``report.html``: one file that a recruiter opens, without a network.

The page holds the table's data and, in blocks, what it shows of each candidate; both are compressed, and its script
unpacks them (:mod:`matcher.reporting.page.blocks`). Without scripts it shows the first rows and what was set apart.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from matcher.reporting.career_wording import describe_work
from matcher.reporting.page.blocks import CANDIDATES_IN_BLOCK, blocks_of, pack_block
from matcher.reporting.page.script import page_script, page_style
from matcher.reporting.page.stories import marked_text, story_of
from matcher.reporting.page.table_data import TableData
from matcher.reporting.printable import printable_tree
from matcher.reporting.schema import CandidateSummary, LineSummary, RankingSummary
from matcher.reporting.wording import (
    NECESSITY_LABELS,
    TOO_CLOSE,
    describe_lift,
    describe_tail,
    duration,
    explain_scores,
    implication,
    in_jobs,
    long_date,
    plural,
    rank_mark,
    skill_details,
)
from matcher.scoring.components.registry import is_requirement

if TYPE_CHECKING:
    import jinja2

__all__ = ["STATIC_ROWS", "html_pieces", "html_text", "template"]

STATIC_ROWS: Final = 100
"""Rows of the table that are shown without scripts too."""

FIRST_QUOTES: Final = 1
"""Quotations in sight before one asks for more."""

COLOURS: Final = 12
"""Colours of requirements in the style sheet: Paul Tol's "muted" scheme and relatives, which people with any of the
common colour blindnesses can tell apart, ordered so that light and dark alternate. TF-IDF has a grey of its own."""

WEAK_BELOW: Final = 0.25
"""Share of a requirement's points below which the page calls it weak: a technology that is only listed earns about a
third of what is enough, one of another family or long ago less."""

_BETWEEN_TAGS: Final = re.compile(r">\s*\n\s*<")

STATUS_LABELS: Final = {
    "met": "",
    "not found": "Nothing found.",
    "unreadable": "Could not be read.",
}


def html_text(summary: RankingSummary) -> str:
    """Return the report as one self-contained page.

    Args:
        summary: of :func:`matcher.reporting.summarize.summarize`.

    Returns:
        HTML whose content security policy allows its own style and script and nothing else.
    """
    return "".join(html_pieces(summary))


def html_pieces(summary: RankingSummary) -> Iterator[str]:
    """Yield the text of :func:`html_text` in pieces: what a thousand candidates show is not held in memory."""
    candidates = summary["candidates"]
    rest: Any = {name: value for name, value in summary.items() if name != "candidates"}
    safe = printable_tree(rest)
    colours = _colours(safe["lines"])
    table = TableData(safe["lines"], colours, safe["profile"])
    rows = [_row(candidate) for candidate in islice(candidates, STATIC_ROWS)]
    style, script = page_style(), page_script()
    from markupsafe import Markup

    def shown() -> Iterator[dict[str, Any]]:
        for place, candidate in enumerate(candidates):
            table.add(candidate, place)
            yield _details(candidate, safe["lines"], colours)

    def data() -> str:
        facts = {
            "role": safe["profile"]["label"],
            "profile": {name: safe["profile"][name] for name in ("id", "version", "sha256", "tfidf_weight")},
            "as_of": safe["as_of"],
            "in_block": CANDIDATES_IN_BLOCK,
            "weak": WEAK_BELOW,
            **table.plain(),
        }
        return pack_block(facts)

    stream = template("report.html.j2").stream(
        role=safe["profile"]["label"],
        profile=safe["profile"],
        as_of=safe["as_of"],
        counts=safe["counts"],
        set_apart=(
            ("needs review", "review", "for review"),
            ("duplicates", "duplicates", "duplicates" if safe["counts"]["duplicates"] != 1 else "duplicate"),
            ("failed", "failed", "failed"),
        ),
        explained=explain_scores((line["component"], line["possible"]) for line in safe["lines"]),
        lines=[{**line, "colour": colours[line["key"]]} for line in safe["lines"]],
        bands=safe["profile"]["bands"],
        rows=rows,
        more=len(candidates) - len(rows),
        blocks=blocks_of(shown()),
        data=data,
        needs_review=safe["needs_review"],
        duplicates=safe["duplicates"],
        duplicates_note=(
            "Files with the same bytes as another file."
            if all(d["similarity"] == "same bytes" for d in safe["duplicates"])
            else "Files that repeat another file, which is ranked in their place."
        ),
        failures=safe["failures"],
        versions=safe["versions"],
        too_close=TOO_CLOSE,
        tail=describe_tail(safe["tail"]) if "tail" in safe else "",
        style=Markup(style),  # noqa: S704 - a file of this package
        script=Markup(script),  # noqa: S704 - files of this package
        style_hash=_hash(style),
        script_hash=_hash(script),
    )
    stream.enable_buffering(1000)
    yield from stream


def _row(candidate: CandidateSummary) -> Any:
    """Return what a row shows without scripts."""
    shown = ("rank", "tied", "group", "document", "person", "score", "fit")
    return printable_tree({name: candidate[name] for name in shown})  # type: ignore[literal-required]


def _details(candidate: CandidateSummary, lines: list[LineSummary], colours: dict[str, int]) -> dict[str, Any]:
    """Return what the page shows of a candidate: the story as HTML, and the text with its marks."""
    marked = marked_text(candidate, lines)
    safe: Any = printable_tree({name: value for name, value in candidate.items() if name != "text"})
    safe["text"] = candidate["text"]
    story = story_of(safe, lines, colours)
    html = template("story.html.j2").render(
        c=story, necessity_labels=NECESSITY_LABELS, status_labels=STATUS_LABELS, shown_first=FIRST_QUOTES
    )
    # The text comes first: the quotes are found in it again when the block is compressed.
    return {**marked, "html": _BETWEEN_TAGS.sub("><", html)}


def template(name: str = "report.html.j2") -> jinja2.Template:
    """Return a template of the page; each is compiled once per process."""
    return _environment().get_template(name)


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("matcher.reporting", "page"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters.update(
        duration=duration,
        long_date=long_date,
        implication=implication,
        plural=plural,
        skill_details=skill_details,
        points=lambda value: f"{value:.2f}",
        describe_lift=describe_lift,
        describe_work=describe_work,
        rank_mark=rank_mark,
        mail_address=lambda address: quote(address, safe="@+"),
        dialled=lambda number: "".join(c for c in number if c.isdigit() or c == "+"),
    )
    environment.globals.update(in_jobs=in_jobs)
    return environment


def _hash(text: str) -> str:
    """Return the name of an inline style or script in a content security policy."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _colours(lines: list[LineSummary]) -> dict[str, int]:
    """Return the number of each line's colour, by the line's key."""
    requirements = [line["key"] for line in lines if is_requirement(line["component"])]
    return {line["key"]: COLOURS for line in lines} | {key: i % COLOURS for i, key in enumerate(requirements)}
