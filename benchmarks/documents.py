"""Measure which files are set apart as no résumés: all résumés of a corpus, its job adverts, and other texts."""

from __future__ import annotations

import datetime
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from matcher.core.document import Document
from matcher.core.errors import UnreadableFileError
from matcher.extraction.reading import read_file
from matcher.parsing.document_kind import OtherKind, find_other_kind
from matcher.skills.analyzer import SkillAnalyzer, visible_document
from matcher.skills.taxonomy import load_taxonomy

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
SEED = 7

PEOPLE = [f"{first} {last}" for first in ("Ada", "Robin", "Mary", "Ngozi") for last in ("Example", "Muster", "Sample")]
COMPANIES = ("Northwind Ltd", "Acme GmbH", "Globex Corporation", "Initech Labs")
ROLES = ("Backend Developer", "QA Engineer", "Accountant", "Head Chef")
SKILLS = ("Python", "Django", "PostgreSQL", "Java", "Excel")

TEMPLATES = {
    "letter": [
        "{person}\n1 Long Lane, Springfield\n(312) 555-0123\n\n{company}\n\nDear Hiring Manager,\n\nI am writing to apply for "
        "the position of {role} that you advertised. In my current role at {other} I work with {skill} every day.\n\nPlease "
        "find my résumé attached. I look forward to hearing from you.\n\nSincerely,\n{person}",
        "{person}\n12345 Musterstadt\n\n{company}\n\nBewerbung als Softwareentwickler\n\nSehr geehrte Damen und Herren,\n\n"
        "mit großem Interesse habe ich Ihre Stellenanzeige gelesen. Seit 4 Jahren arbeite ich bei {other} mit {skill}.\n\n"
        "Mit freundlichen Grüßen\n{person}\n\nAnlagen: Lebenslauf, Zeugnisse",
    ],
    "mail": [
        "From: {person}\nTo: {other_person}\nSubject: Deployment on Friday\n\nHi Robin,\n\nthanks for your message. The "
        "{skill} service needed a restart. Can we talk tomorrow?\n\nKind regards,\n{person}",
        "From: {company}\nTo: {person}\nSubject: Your application\n\nDear Ms Example,\n\nthank you for your application as "
        "{role}. We look forward to meeting you on {day}.\n\nBest regards,\n{other_person}",
    ],
    "invoice": [
        "{company}\n\nINVOICE No. 1042\nInvoice date: {day}\nDue date: {day}\n\nBill to:\n{person}\n\nDescription\tQty\tPrice\n"
        "Consulting\t3\t€ 90.00\nHosting\t1\t€ 12.00\n\nSubtotal € 282.00\nVAT 19 % € 53.58\nTotal due € 335.58\n\nIBAN DE00 0000",
        "Rechnung Nr. 77\n{person}\nKundennummer 12\n\nSchulung\t1\t€ 500,00\n\nMwSt 19 % € 95,00\nGesamtbetrag € 595,00\n\n"
        "Bitte überweisen Sie den Betrag innerhalb von 14 Tagen.",
    ],
    "minutes": [
        "Minutes of the weekly project meeting\nDate: {day}\nAttendees: {person}, {other_person}\nApologies: none\n\nAgenda\n"
        "1. {skill} upgrade\n2. Any other business\n\n1. {person} reported. Action: {other_person} to inform finance.\n\n"
        "Next meeting on {day}.",
    ],
    "reference": [
        "{company}\n\nReference\n\n{person} was employed at our company from {day} to {day} as {role}. Her duties included "
        "reporting. She carried out her work to our fullest satisfaction. We thank her and wish her all the best.",
        "EMPLOYMENT CONTRACT\n\nbetween {company} (the Employer) and {person} (the Employee)\n\n1. The Employee shall receive "
        "a gross salary each month.\n2. Either party may terminate this agreement with a notice period of three months.",
    ],
    "advert": [
        "{company} is hiring a {role} (m/f/d)\n\nYour tasks\n- You design services in {skill}\n\nYour profile\n- At least 3 years "
        "of experience\n\nWe offer\n- 30 days of holiday\n\nPlease send your application to jobs.",
        "{role}\n{company}, Springfield\nJob type: full time\n\nAbout the role\nWe are looking for a {role} to join our growing "
        "team. You will report to the head of department.\n\nRequirements: {skill}\n\nBenefits: pension.\n\nHow to apply: now.",
        "Stellenanzeige: {role} (m/w/d)\n\n{company} sucht zum nächstmöglichen Zeitpunkt Verstärkung.\n\nIhre Aufgaben\n- "
        "Entwicklung mit {skill}\n\nIhr Profil\n- Ausbildung\n\nWir bieten\n- 30 Tage Urlaub\n\nBewerben Sie sich jetzt.",
    ],
    "code": [
        "from __future__ import annotations\nimport os\n\n\ndef total(values):\n    result = 0\n    for value in values:\n"
        "        result += value\n    return result\n\n\nclass Store:\n    def __init__(self):\n        self.values = []\n",
        "#include <stdio.h>\n#define MOST 10\n\nint main(void) {{\n  int n = 0;\n  if (n < MOST) {{ printf(\"%d\", n); }}\n  return 0;\n}}\n",
        "# Acme tool\n\nA small library.\n\n## Installation\n\n    pip install acme\n\n## Usage:\n\n    acme --verbose\n\nThis package "
        "is licensed under MIT. See also the changelog.",
        "[server]\nhost = localhost\nport = 8080\n# number of processes\nworkers = 4\n\n[log]\nlevel = info\npath = /var/log\n",
    ],
    "licence": [
        "Permission is hereby granted, free of charge, to any person obtaining a copy of this software, to use and redistribute "
        "it without limitation, provided that the copyright notice is kept. There is no warranty of any kind.",
    ],
}  # fmt: skip
"""Texts of our own that are no résumés, by kind."""


def other_texts(count: int) -> Iterator[tuple[str, str]]:
    """Yield texts that are no résumés, filled in at random but the same every time, with their kinds.

    Args:
        count: of each template.
    """
    choose = random.Random(SEED).choice
    for kind, templates in TEMPLATES.items():
        for template in templates:
            for _ in range(count):
                person, company = choose(PEOPLE), choose(COMPANIES)
                day = f"{choose(range(1, 29))} {choose(('March', 'May', 'October'))} {choose(range(2015, 2027))}"
                yield kind, template.format(
                    person=person, company=company, role=choose(ROLES), skill=choose(SKILLS), day=day,
                    other=choose([c for c in COMPANIES if c != company]),
                    other_person=choose([p for p in PEOPLE if p != person]),
                )  # fmt: skip


def main(corpus: Path) -> None:
    """Print how many texts of each collection are set apart, and which résumés."""
    analyzer = SkillAnalyzer(load_taxonomy(), datetime.date(2026, 11, 23))

    def kind_of(document: Document) -> OtherKind | None:
        return find_other_kind(analyzer.structure(visible_document(document)))

    def kind_of_text(text: str) -> OtherKind | None:
        return kind_of(Document("", text, (), "text/plain", "", 1))

    seen: Counter[str] = Counter()
    apart: Counter[str] = Counter()

    def count(collection: str, other: OtherKind | None) -> None:
        seen[collection] += 1
        apart[collection] += other is not None

    for collection, folder in (("dev", "dev/files"), ("layouts", "layouts"), ("samples", SAMPLES)):
        for path in sorted((corpus / folder).rglob("*")):
            if not path.is_file() or path.suffix in (".png", ".jpg", ".csv"):
                continue
            try:
                other = kind_of(read_file(path, path.name))
            except UnreadableFileError:
                continue
            # The layouts' makers keep a few job adverts, a README and notes on their tests beside the résumés.
            is_resume = not any(word in path.name for word in ("-jds-", "README", ".job.", ".truth."))
            count(collection if is_resume else f"{collection}: no résumés", other)
            if other is not None and is_resume:
                print(f"set apart: {path.name}: {other.reason}")
    with gzip.open(corpus / "reference_resumes.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            resume = json.loads(line)
            other = kind_of_text(resume["text"])
            count("reference résumés", other)
            if other is not None:
                print(f"set apart: {resume['id']}: {other.reason}")
    for advert in json.loads((corpus / "job_adverts.json").read_text("utf-8")):
        count("job adverts", kind_of_text(advert["text"]))
    for kind, text in other_texts(8):
        count(f"our own: {kind}", kind_of_text(text))
    print(f"{'collection':<22}{'texts':>7}{'set apart':>11}")
    for collection, texts in seen.items():
        print(f"{collection:<22}{texts:>7}{apart[collection]:>11}")
