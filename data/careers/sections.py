"""Write what stands around the entries: the head of a résumé, its headings, summary and skills."""

from __future__ import annotations

import random

from data.careers import native_dates
from data.careers.document import EDGE, Block, Line, Piece, Row, blank, plain
from data.careers.model import Career
from data.careers.words import Words, table

_SPACED_CJK = 4
"""Longest heading in Chinese or Japanese that is written with blanks between its characters."""
_HEADINGS = ("plain", "plain", "plain", "plain", "upper", "upper", "upper", "colon", "ruled", "spaced", "marked")


class Sections:
    """The sections without entries of one résumé.

    Args:
        rng: the only source of chance.
        words: the vocabulary of the résumé.
        career: the facts.
        rules: the rules of its grammar.
    """

    def __init__(self, rng: random.Random, words: Words, career: Career, rules: set[str]) -> None:
        self.rng, self.words, self.career, self.rules = rng, words, career, rules
        self.style = "markdown" if "markdown" in rules else rng.choice(_HEADINGS)
        self.rule = rng.choice(("-", "=", "_", "—")) * rng.randint(12, 60)

    def heading(self, key: str) -> list[Block]:
        """Return a heading in the style of the résumé."""
        words = self.words.phrase("headings", key)
        if "no-headings" in self.rules:
            return [blank()]
        if "job-site" in self.rules:
            words = _JOB_SITE.get(key, words)
            return [blank(), plain(words, "heading")] if words else []
        if self.style == "spaced" and (self.words.language not in ("zh", "ja") or len(words) <= _SPACED_CJK):
            words = " ".join(self.words.upper_case(words)).replace("     ", "   ")
        words = {
            "upper": self.words.upper_case(words),
            "colon": words.rstrip(":") + ":",
            "marked": f"{self.rule[0]}{self.rule[0]} {words} {self.rule[0]}{self.rule[0]}",
            "markdown": f"## {words}",
        }.get(self.style, words)
        lines: list[Block] = [blank(), plain(words, "heading")]
        if self.style == "ruled":
            lines.append(plain(self.rule, "text"))
        elif self.rng.random() < 0.3:
            lines.append(blank())
        return lines

    def head(self) -> list[Block]:
        """Return name, title and contact details."""
        rng, career = self.rng, self.career
        if "job-site" in self.rules and rng.random() < 0.8:
            return self._job_site_head()
        name = self.words.upper_case(career.name) if rng.random() < 0.25 else career.name
        name = f"# {name}" if "markdown" in self.rules else name
        blocks: list[Block] = [plain(name, "name")]
        if rng.random() < 0.7:
            blocks.append(plain(career.title, "contact"))
        details = [*career.emails, *career.phones, *([career.home] if rng.random() < 0.8 else [])]
        if rng.random() < 0.4:
            handle = career.name.lower().replace(" ", "-").replace("'", "")
            if self.words.foreign:
                handle = "".join(career.emails[:1]).partition("@")[0].replace(".", "-") or self.words.lower()
            details.append(rng.choice((f"linkedin.com/in/{handle}", f"github.com/{handle}", f"{handle}.example.com")))
        rng.shuffle(details)
        chance = rng.random()
        if chance < 0.5:
            blocks.append(plain(rng.choice((" | ", " • ", ", ", "   ", " · ")).join(details), "contact"))
        elif chance < 0.8:
            blocks += [plain(detail, "contact") for detail in details]
        else:
            labels = {"@": f"{self.words.label('email', 'Email')}: ", "555": f"{self.words.label('phone', 'Phone')}: "}
            blocks += [
                plain(
                    self.words.wide(next((label for mark, label in labels.items() if mark in detail), "")) + detail,
                    "contact",
                )
                for detail in details
            ]
        if rng.random() < 0.15 and not self.words.foreign:
            street = f"{rng.randint(1, 999)} {self.words.phrase('lines', 'streets')}, {career.home}"
            blocks.insert(1, plain(street, "contact"))
        return blocks

    def _job_site_head(self) -> list[Block]:
        """Return the head as a job site shows it: the title several times, then the employer and the place."""
        rng, career = self.rng, self.career
        title = career.work[0].title if rng.random() < 0.7 else career.title
        marked = " ".join(f'<span class="hl">{w}</span>' if rng.random() < 0.5 else w for w in title.split())
        employer = f" - {career.work[0].employer}" if rng.random() < 0.25 else ""
        lines = [title, rng.choice((marked, title)), title + employer]
        if rng.random() < 0.3:
            lines.insert(0, career.name)
        place = [career.home] if rng.random() < 0.7 else []
        return [plain(line, "name") for line in [*lines, *place]]

    def summary(self) -> list[Block]:
        """Return a summary, without its heading."""
        lines = self.words.phrases("lines", "summary")
        context = {"title": self.career.title, "employer": self.career.work[0].employer}
        chosen = self.rng.sample(lines, self.rng.randint(1, 5))
        sentences = [self.words.fill(line, context) for line in chosen]
        if self.rng.random() < 0.6:
            return [plain(self.words.joined(sentences, " "))]
        mark = self.rng.choice(("• ", "- ", "* ", ""))
        return [plain(mark + sentence, "bullet") for sentence in sentences]

    def permits(self) -> list[Block]:
        """Return lines such as "Authorized to work in the US"."""
        lines = table("phrases")["lines"]["permits"]
        return [plain(self.words.fill(line)) for line in self.rng.sample(lines, self.rng.randint(1, 2))]

    def skills(self) -> list[Block]:
        """Return lists of skills, without their heading."""
        rng, career = self.rng, self.career
        items = career.technologies if career.technical else career.other_skills + career.technologies[:3]
        chance = rng.random()
        if "job-site" in self.rules:
            texts = [f"{item} ({self._amount()})" for item in items]
            return [plain(", ".join(texts) if chance < 0.8 else ", ".join(items))]
        if chance < 0.4 and len(items) > 6:
            groups = rng.sample(self.words.listed("skills", "groups"), 3)
            parts = [items[n::3] for n in range(3)]
            joined = [(group, self.words.joined(part, ", ")) for group, part in zip(groups, parts, strict=True)]
            if chance < 0.08:
                return [Row([[plain(group)], [plain(part)]]) for group, part in joined]
            return [plain(self.words.wide(f"{group}: {part}")) for group, part in joined]
        if chance < 0.6:
            return [plain(f"• {item}", "bullet") for item in items[:12]]
        if chance < 0.68:
            return [Line([Piece(item), Piece(EDGE), Piece(self._amount())]) for item in items[:8]]
        return [plain(rng.choice((", ", ", ", " | ", " • ", "; ")).join(items))]

    def _amount(self) -> str:
        if self.words.foreign:
            return native_dates.duration(12 * self.rng.randint(2, 10), self.words.foreign["units"])
        return self.rng.choice(("1 year", "2 years", "3 years", "5 years", "10+ years", "Less than 1 year", "8 years"))

    def languages(self) -> list[Block]:
        """Return spoken languages, without their heading."""
        spoken = self.rng.sample(self.words.listed("skills", "spoken"), self.rng.randint(1, 3))
        texts = [f"{name} ({self.rng.choice(self.words.listed('skills', 'levels'))})" for name in spoken]
        texts = [self.words.wide(text) for text in texts]
        return [plain(self.words.joined(texts, ", "))] if self.rng.random() < 0.6 else [plain(text) for text in texts]

    def interests(self) -> list[Block]:
        """Return interests, without their heading."""
        return [
            plain(self.words.joined(self.rng.sample(self.words.listed("skills", "interests"), 3), ", ").capitalize())
        ]

    def references(self) -> list[Block]:
        """Return references, without their heading."""
        return [plain(self.words.fill(self.words.phrase("lines", "references")))]

    def publications(self) -> list[Block]:
        """Return publications, without their heading."""
        fill = self.words.fill
        rows = [
            "{person}, {name}. On {noun} and {noun2} in {field}. Journal of {field}, {n}({q}), {year}.",
            "{name}: {noun} Models for {field}. Proceedings of the {noun2} Conference, {city}, {year}, pp. 12-{n}.",
            "Invited talk, {school}, {city}, {monthyear}.",
            "{noun} Prize for the best paper, {city}, {year}",
        ]
        context = {"name": self.career.name}
        return [plain(fill(self.rng.choice(rows), context)) for _ in range(self.rng.randint(1, 4))]


_JOB_SITE = {
    "experience": "Work Experience",
    "more_experience": "Work Experience",
    "education": "Education",
    "skills": "Skills",
    "certificates": "Certifications/Licenses",
    "summary": "",
    "languages": "Additional Information",
}
