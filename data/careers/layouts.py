"""Put a résumé together: its sections in order, and the layouts that are more than one entry after the other."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from data.careers.document import EDGE, Block, Columns, Document, Line, Piece, Row, blank, plain
from data.careers.entries import Setting
from data.careers.model import Career, Fact
from data.careers.sections import Sections

_ORDERS = (
    "summary skills experience projects education certificates volunteer languages interests references",
    "summary experience education projects certificates volunteer skills languages interests references",
    "summary education experience projects skills certificates volunteer languages interests references",
    "summary experience education skills certificates languages projects volunteer interests references",
    "experience education skills projects certificates languages volunteer interests references",
    "skills summary experience projects certificates education volunteer languages interests references",
)
_SIDE = {"skills", "languages", "interests", "certificates", "education", "summary"}
_SHARES = {"summary": 0.7, "skills": 0.85, "languages": 0.25, "interests": 0.15, "references": 0.1}
_INTERLEAVINGS = ("pad", "pad", "blank", "lines", "mixed")
_HEADLINES = {"dates": ("Period", "Dates", "From - To"), "title": ("Position", "Role", "Designation", "Job Title"),
              "employer": ("Company", "Employer", "Organization"), "place": ("Location", "City", "Place")}  # fmt: skip


def compose(setting: Setting, career: Career) -> Document:
    """Return a résumé as a document.

    Args:
        setting: the choices of the résumé; it takes the entries in, in the order of their numbers.
        career: the facts.
    """
    return _Composer(setting, career).document()


class _Composer:
    def __init__(self, setting: Setting, career: Career) -> None:
        self.setting, self.career = setting, career
        self.rng: random.Random = setting.rng
        self.rules = setting.rules
        self.sections = Sections(self.rng, setting.words, career, self.rules)
        self.shared: list[tuple[int, str, int]] = []

    def document(self) -> Document:
        rng, rules, grammar = self.rng, self.rules, self.setting.grammar
        order = list(grammar.get("order") or rng.choice(_ORDERS).split())
        self._change_facts()
        head = self.sections.head()
        parts = {key: self._section(key) for key in order}
        if "columns" in rules:
            side = [key for key in order if key in _SIDE and (key != "summary" or rng.random() < 0.4)]
            columns = [_lines(parts[key] for key in keys) for keys in (side, [k for k in order if k not in side])]
            if rng.random() < 0.5:
                columns.reverse()
            blocks: list[Block] = [*head, blank(), Columns(*columns)]
        else:
            blocks = [*head, *(block for key in order for block in parts[key])]
        document = Document(blocks, shared=self.shared)
        document.edge = rng.choice(grammar["edges"])
        document.cells = rng.choice(grammar["cells"])
        document.wrap = rng.choice((0, 0, 80, 95, 110))
        if "one-line" in rules:
            document.one_line = rng.choice((" ", " ", "  "))
        if "columns" in rules:
            document.interleaved = rng.choice(_INTERLEAVINGS) if "interleaved" in rules else ""
            document.wrap = document.columns_width = rng.choice((40, 48, 56))
        if "page-footer" in rules:
            document.page_lines = rng.randint(14, 34)
            footer = self.setting.words.phrase("lines", "footers")
            context = {"name": self.career.name, "email": "".join(self.career.emails[:1]), "n": "{page}"}
            document.footer = self.setting.words.fill(footer, {**context, "page": "{page}"})
        return document

    def _change_facts(self) -> None:
        career, rng = self.career, self.rng
        if "undated" in self.rules:
            for fact in [*career.work, *career.education, *career.projects, *career.volunteer]:
                fact.first = fact.last = None
                fact.current = False
        if "template-names" in self.rules and rng.random() < 0.35:
            place = rng.choice(("City, State", "City , State", "City , State", ""))
            for fact in career.work:
                fact.employer, fact.place = "Company Name", place
        if "upper-employer" in self.rules:
            for fact in career.work:
                fact.employer = self.setting.words.upper_case(fact.employer)
        if "upper-title" in self.rules and rng.random() < 0.6:
            for fact in career.work:
                fact.title = self.setting.words.upper_case(fact.title)

    def _section(self, key: str) -> list[Block]:
        if key in _SHARES and self.rng.random() > _SHARES[key]:
            return []
        if key == "experience":
            return [*self.sections.heading(key), *self._experience()]
        facts: dict[str, list[Fact]] = {
            "education": self.career.education,
            "projects": self.career.projects,
            "certificates": self.career.certificates,
            "volunteer": self.career.volunteer,
        }
        if key in facts:
            if not facts[key]:
                return []
            blocks = self.sections.heading(key)
            gap = self.setting.gap if self.rng.random() < 0.7 else 0
            return [*blocks, *self._spaced((self.setting.entry(fact) for fact in facts[key]), gap)]
        if key == "publications":
            name = self.rng.choice(("Publications", "PUBLICATIONS", "Selected Publications"))
            return [blank(), plain(name, "heading"), *self.sections.publications()]
        content: Callable[[], list[Block]] = getattr(self.sections, key)
        blocks = self.sections.heading(key)
        blocks += content()
        if (
            key == "summary"
            and not self.setting.words.foreign
            and ("job-site" in self.rules or self.rng.random() < 0.05)
        ):
            blocks += self.sections.permits()
        return blocks

    def _spaced(self, entries: Iterator[list[Block]], gap: int) -> list[Block]:
        blocks: list[Block] = []
        for entry in entries:
            if blocks:
                blocks += [blank() for _ in range(gap)]
            blocks += entry
        return blocks

    def _experience(self) -> list[Block]:
        rng, setting = self.rng, self.setting
        work = list(self.career.work)
        if "roles" in self.rules:
            return self._spaced(self._groups(work), max(setting.gap, int(rng.random() < 0.5)))
        if self.career.education and len(work) > 2 and rng.random() < 0.05:
            # A course among the jobs, with the layout of a job.
            course = self.career.education.pop(0)
            work.insert(rng.randrange(1, len(work)), course)
        split = rng.randrange(1, len(work)) if len(work) > 2 and rng.random() < 0.08 else len(work)
        blocks = self._spaced((self._entry(fact, n) for n, fact in enumerate(work[:split], 1)), setting.gap)
        if split < len(work):
            blocks += self.sections.heading("more_experience")
            blocks += self._spaced((self._entry(fact, n) for n, fact in enumerate(work[split:], 1)), setting.gap)
        if "table-head" in self.rules:
            fields = [name.strip("[]{}\n") for name in setting.work.split("||")]
            cells = [[plain(setting.words.label(name) or rng.choice(_HEADLINES[name]))] for name in fields]
            blocks = [*([Row(cells)] if rng.random() < 0.7 else []), *blocks]
        return blocks

    def _entry(self, fact: Fact, number: int) -> list[Block]:
        template = self.setting.work if fact.kind != "work" else ""
        if "running" in self.setting.grammar and fact.current and fact.kind == "work":
            template = self.setting.running
        blocks = self.setting.entry(fact, template, number)
        index = len(self.setting.facts) - 1
        if "title-below-row" in self.rules and "title" not in template and "{title}" not in self.setting.work:
            blocks.insert(1, Line([Piece(fact.title, "title", index)], "header", index))
        if "duties-in-cell" in self.rules and isinstance(blocks[0], Row):
            lines = [block for block in blocks[1:] if isinstance(block, Line)]
            blocks[0].cells[-1] += [line for line in lines if line.kind != "blank"]
            blocks = [blocks[0]]
        return blocks

    def _groups(self, work: list[Fact]) -> Iterator[list[Block]]:
        """Yield employers with several roles, agencies with clients, or a freelance career with its projects."""
        while work:
            size = len(work) if "freelance" in self.rules and self.rng.random() < 0.6 else self.rng.randint(1, 4)
            group, work = work[:size], work[size:]
            yield self._group(group)

    def _group(self, group: list[Fact]) -> list[Block]:
        rng, setting, words = self.rng, self.setting, self.setting.words
        apart = bool({"agency", "freelance"} & self.rules)
        title, employer, place = "", group[0].employer, group[0].place
        if apart:
            employer = words.fill(
                rng.choice(("{invented} Consulting", "{invented} Staffing, Inc.", "{surname} IT {trade}"))
            )
            title = words.title() if rng.random() < 0.4 else ""
        if "freelance" in self.rules:
            title = rng.choice(
                ("Freelance Web Developer", "Freelancer", "Independent Consultant", "Freelance Designer")
            )
            employer = rng.choice(("", "", "Self-employed", words.invented() + " Consulting"))
        if not apart:
            for fact in group:
                fact.employer, fact.place = employer, place if fact is group[0] or rng.random() < 0.7 else ""
        total = Fact("work", title, employer, place, umbrella=True)
        total.first = min(fact.first for fact in group if fact.first is not None)
        total.last = max(fact.last for fact in group if fact.last is not None)
        total.current = any(fact.current for fact in group)
        if "total-duration" in self.rules:
            banner = "{employer}\n{duration}" if len(group) > 1 else "{employer}"
        elif ("total-dates" in self.rules or "freelance" in self.rules) and (apart or len(group) > 1):
            banner = rng.choice(
                ("{employer}[, {place}]>>{dates}", "{employer} ({dates})", "{employer}[, {place}]\n{dates}")
            )
            if title:
                banner = banner.replace("{employer}", rng.choice(("{title}[, {employer}]", "[{employer} - ]{title}")))
        else:
            banner = rng.choice(("{employer}[, {place}]", "{employer}"))
            banner = "{employer}[ - {title}]" if title else banner
        blocks: list[Block] = []
        if "{dates}" in banner:
            owner = setting.register(total)
            blocks += setting.header(total, owner, banner)
        else:
            owner = len(setting.facts)  # the first role will have this number
            banners = [block for block in setting.header(total, owner, banner) if isinstance(block, Line)]
            blocks += [_unlabelled(line, set() if apart else {"employer", "place"}) for line in banners]
        template = setting.work
        if not apart and not ("total-duration" in self.rules and len(group) > 1):
            template = template.replace("[\n{place}]", "")
        for number, fact in enumerate(group, 1):
            if number > 1 and rng.random() < 0.3:
                blocks.append(blank())
            blocks += setting.entry(fact, template, number)
            index = len(setting.facts) - 1
            if not apart and index != owner:
                self.shared.append((index, "employer", owner))
        return blocks


def _unlabelled(line: Line, kept: set[str]) -> Line:
    pieces = [piece if piece.field in kept else Piece(piece.text, "", -1, piece.bold) for piece in line.pieces]
    return Line(pieces, line.kind, line.entry)


def _lines(parts: Iterator[list[Block]]) -> list[Line]:
    """Return the lines of blocks for a column, where nothing stands at a right edge."""
    lines = []
    for part in parts:
        for block in part:
            if isinstance(block, Row):
                lines += [line for cell in block.cells for line in cell]
            elif isinstance(block, Line):
                pieces = [Piece("  ") if piece.text == EDGE else piece for piece in block.pieces]
                lines.append(Line(pieces, block.kind, block.entry))
    return lines
