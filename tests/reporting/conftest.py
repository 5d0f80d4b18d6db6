"""A ranking of twelve invented people, built by hand: the reports are tested before and apart from the pipeline."""

import hashlib
import importlib.util
import re
from pathlib import Path

import pytest

from matcher.core.document import DocumentWarning
from matcher.core.ledger import Assessment, Contribution, Evidence, TermShare
from matcher.core.profile import Requirement, RequirementProfile, Satisfier
from matcher.core.ranking import Duplicate, Failure, RankedCandidate
from matcher.core.resume import Month, Position
from matcher.core.skills import JobMentions, Mention, ResumeSkill
from matcher.ranking.ranking import Ranking

KINDS = {
    "language": "Python Java Kotlin PHP Ruby Go TypeScript JavaScript C# SQL Bash Scala",
    "framework": "Django Spring Laravel Rails FastAPI NestJS Express Symfony Flask ASP.NET React Vue.js",
    "database": "PostgreSQL MySQL MongoDB Redis Oracle SQLite Elasticsearch",
    "message-broker": "Kafka RabbitMQ",
    "cloud": "AWS GCP",
    "container": "Docker Kubernetes",
    "web-server": "nginx Apache",
    "operating-system": "Linux",
    "ci-cd": "Jenkins",
}
IMPLIES = {"Django": "Python", "Spring": "Java", "Laravel": "PHP", "Rails": "Ruby", "NestJS": "TypeScript"}
KIND = {name: kind for kind, names in KINDS.items() for name in names.split()}
COMPETENCIES = {
    "server-side": r"server|nginx|deploy|business logic",
    "security": r"encrypt\w*|OAuth|access control|secur\w+|GDPR",
    "scalability": r"cach\w+|response time\w*|load|latency|queries per second",
    "integration": r"integrat\w+|legacy|ERP|warehouse",
    "domains": r"shop|payment\w*|order\w*|patient\w*|bank\w*",
    "collaboration": r"front-end|REST APIs?|GraphQL|designers",
}

PROFILE = RequirementProfile(
    id="backend",
    label="Back-end developer",
    text="designs and implements the server side of web sites and applications",
    requirements=(
        Requirement("languages", "Server-side languages", 16.0, "must", (Satisfier("Python", 1.0),),
                    reason="Nothing is built without one.", source="Python, Ruby, Java, PHP"),
        Requirement("frameworks", "Web frameworks", 12.0, "must", reason="They save the first year."),
        Requirement("databases", "Databases", 14.0, "must", reason="Half of the work is data."),
        Requirement("server-side", "Server operations and business logic", 10.0, "must"),
        Requirement("security", "Security and data protection", 10.0, "should"),
        Requirement("scalability", "Scalability and performance", 9.0, "should"),
        Requirement("integration", "Data integrity and integration", 7.0, "should"),
        Requirement("domains", "E-commerce, fintech, health technology", 4.0, "nice"),
        Requirement("collaboration", "Work with front-end developers", 6.0, "should"),
    ),
    tfidf_weight=12.0,
    version="1",
    sha256="5" * 64,
)  # fmt: skip

SKILL_LINES = {"languages": "language", "frameworks": "framework", "databases": "database"}

# Lines: "# section", "@ first last|now title, employer", or text; "~" marks a wish, "!" a denial, "%" invisible words.
RESUMES = {
    "ines-falk.pdf": """
# summary
Back-end engineer who has kept shops and payment systems running for ten years.
# experience
@ 2019-02 now Staff engineer, Halden & Sons
Designed the order service in Python and Django on PostgreSQL, 4,000 queries per second at peak.
Cut response times from 900 ms to 140 ms by caching in Redis and rewriting the worst SQL queries.
Introduced encryption at rest and access control for customer data; led the GDPR audit.
Agreed REST APIs with the front-end team before either side wrote code.
@ 2015-06 2019-01 Back-end developer, Quillon Freight
Integrated the warehouse system with a legacy ERP through Kafka; moved 12 million orders from MySQL to PostgreSQL.
Wrote the business logic for customs papers in Java with Spring and deployed it on Linux servers behind nginx.
@ 2013-09 2015-05 Web developer, Studio Morava
Built online shops in PHP with Laravel and MySQL.
# skills
Python, Java, PHP, SQL, Django, Spring, PostgreSQL, MySQL, Redis, Kafka, Docker, Kubernetes, AWS
""",
    "tomasz-wilk.docx": """
# experience
@ 2018-01 now Senior Java developer, Brandt Bank
Payment services in Java and Kotlin with Spring on Oracle and PostgreSQL; OAuth for all connections.
Brought the load of end-of-day batches down by half; caching with Redis.
@ 2014-03 2017-12 Java developer, Ordinal
Integrated insurers' legacy systems; REST APIs for the front-end team. Deployed with Jenkins to Linux servers.
# skills
Java, Kotlin, SQL, Spring, Oracle, PostgreSQL, Kafka, RabbitMQ, Docker
~ Eager to learn Go
""",
    "résumé_Élodie Ñandú.pdf": """
# experience
@ 2020-05 now Lead developer, Clinique Verte
Patient records in Ruby on Rails and PostgreSQL; encrypted backups, access control by role.
GraphQL for two front-end teams.
@ 2016-01 2020-03 Developer, Panier
Ran a shop on Rails and MySQL on our own servers behind nginx, with caching in Redis.
# skills
Ruby, JavaScript, Rails, PostgreSQL, MySQL, Redis, Docker
! no experience with Java
""",
    "ade-okafor.html": """
# experience
@ 2021-03 now Back-end developer, Kite Pay
Payments in Go on PostgreSQL and Kafka, deployed to Kubernetes on GCP; latency under 50 ms.
@ 2018-09 2021-02 Developer, Larkspur
Express and MongoDB services in TypeScript; REST APIs with designers and front-end developers.
# skills
Go, TypeScript, SQL, Express, PostgreSQL, MongoDB, Redis, Kafka, Docker, Kubernetes
""",
    "j.lindqvist.txt": """
# experience
@ 2017-08 now PHP developer, Nordvik Handel
Shop on Symfony and MySQL, orders passed to the ERP every minute; secured with encryption in transit.
# skills
PHP, JavaScript, Symfony, Laravel, MySQL, Redis, Apache, Linux
""",
    "marisol-vega.pdf": """
# experience
@ 2021-01 now Full-stack developer, Tejas Clinic Software
NestJS and React on MongoDB, patient portal, OAuth login.
@ 2019-02 2020-12 Front-end developer, Pixelrío
React and Vue.js with REST APIs.
# skills
TypeScript, JavaScript, NestJS, React, Vue.js, MongoDB, Docker
""",
    "chen-bo.pdf": """
# experience
@ 2022-06 now Software engineer, Orrery Labs
FastAPI services in Python for image data; deployed with Docker to AWS. Caching layers for load tests.
# education
@ 2018-09 2022-05 BSc Computer Science, University of Northmere
Course work in Scala and SQLite.
# skills
Python, Bash, SQL, FastAPI, Flask, PostgreSQL, Docker, AWS
""",
    "s_haddad (final) v2.docx": """
# experience
@ 2016-04 2021-09 .NET developer, Meridian Insurance
ASP.NET and C# on Oracle; integrated the claims system with two legacy mainframes.
# skills
C#, SQL, ASP.NET, Oracle
""",
    "team/rosa-pinto.md": """
# experience
@ 2019-01 now Data analyst, Fairwater
Reports in SQL and Python from the data warehouse.
# skills
Python, SQL, MySQL
~ would like to work with Django
""",
    "team/yusuf-demir.json": """
# experience
@ 2023-09 2024-08 Trainee, Bakkal Online
Small fixes to a shop in PHP.
# education
@ 2020-09 2023-06 Vocational school for information technology
# skills
PHP, JavaScript, MySQL
""",
    "greta-holm.pdf": """
# experience
@ 2012-02 now Head nurse, St Olav's Hospital
Planned the shifts of forty nurses; trained colleagues on the patient record system.
# skills
First aid, rostering
% Python Django PostgreSQL encryption
""",
    "no-dates.txt": """
# skills
First aid, rostering, guest relations
""",
}
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "txt": "text/plain",
    "md": "text/markdown",
    "json": "application/json",
}


def month(text):
    return Month(2026, 11) if text == "now" else Month(int(text[:4]), int(text[5:]))


def parse(source):
    """The text of a résumé, and its lines with their sections, positions and markers."""
    text, section, spans, positions, lines = "", "other", [], [], []
    for raw in source.strip().splitlines():
        if raw.startswith("# "):
            section, spans = raw[2:], []
            line = raw[2:].capitalize()
        elif raw.startswith("@ "):
            _, first, last, what = raw.split(" ", 3)
            title, _, employer = what.partition(", ")
            spans = [len(positions)]
            positions.append((len(text), month(first), month(last), last == "now", title, employer, section))
            line = f"{first} – {last} {what}"
        else:
            line = raw
        marker = line[0] if line[0] in "~!%" else ""
        line = line.lstrip("~!% ")
        lines.append((len(text), line, section, spans[0] if spans else None, marker))
        text += line + "\n"
    ends = [*(p[0] for p in positions), len(text)][1:]
    return text, tuple(Position(p[0], end, *p[1:]) for p, end in zip(positions, ends, strict=True)), lines


def union(positions):
    return len({i for p in positions for i in range(p.first.index, p.last.index + 1)})


def assess(name, source):
    text, positions, lines = parse(source)
    mentions, evidence = {}, {key: [] for key in [*SKILL_LINES, *COMPETENCIES]}
    for start, line, section, position, marker in lines:
        page = 1 + start // 900
        for skill, kind in KIND.items():
            for found in re.finditer(rf"(?<![\w.]){re.escape(skill)}(?![\w#+])", line):
                a, b = start + found.start(), start + found.end()
                assertion = {"~": "aspired", "!": "negated"}.get(marker, "claimed")
                dated = position is not None and positions[position].section == "experience"
                setting = "dated work" if dated else "education" if section == "education" else "list"
                visible = marker != "%"
                m = Mention(skill, text[a:b], a, b, page, section, position, assertion, "", visible, setting)
                mentions.setdefault(skill, []).append(m)
                line_id = next((key for key, of in SKILL_LINES.items() if of == kind), None)
                if line_id and assertion == "claimed" and m.visible:
                    months = positions[position].months if position is not None else 0
                    evidence[line_id].append(
                        Evidence(text[a:b], a, b, page, section, line, skill,
                                 strength=0.4 + min(months / 120, 0.6), months=months,
                                 note="shown in dated work" if months else "listed")
                    )  # fmt: skip
        if marker == "%" or section == "skills":
            continue
        for key, pattern in COMPETENCIES.items():
            for found in list(re.finditer(pattern, line, re.IGNORECASE))[:1]:
                a, b = start + found.start(), start + found.end()
                evidence[key].append(
                    Evidence(text[a:b], a, b, page, section, line, strength=0.45, note="phrase of the competency")
                )
    contributions = []
    for r in PROFILE.requirements:
        best = sorted(evidence[r.id], key=lambda e: (-e.strength, e.start))
        share, left = 0.0, 1.0
        for e in best[:6]:
            share += left * e.strength * 0.75
            left *= 1 - e.strength * 0.75
        points = round(share * r.weight, 2)
        said = f"{len(best)} pieces of evidence; the best is {best[0].note}." if best else "No words of it were found."
        status = "met" if best else "not found"
        contributions.append(
            Contribution(r.id, r.label, "keyword", points, r.weight, status, tuple(best), explanation=said)
        )
    words = re.findall(r"[a-z-]{4,}", text.lower())
    role = ("database", "server", "data", "systems", "services", "payment", "front-end", "apis")
    terms = [w for w in role if w in words]
    shares = tuple(TermShare(t, 1.237 / (i + 1), 1.5) for i, t in enumerate(terms))
    points = round(sum(t.points for t in shares) + min(len(words) / 60, 4), 2)
    contributions.append(
        Contribution("tfidf", "Words in common with the role", "tfidf", points, 12.0, "met" if points else "not found",
                     explanation="Cosine of the résumé's and the role's TF-IDF vectors.", terms=shares)
    )  # fmt: skip
    skills = []
    for skill, found in mentions.items():
        claimed = [m.position for m in found if m.position is not None and m.assertion == "claimed"]
        worked = [positions[i] for i in sorted(set(claimed))]
        last = max((p.last for p in worked), default=None)
        skills.append(
            ResumeSkill(
                skill, skill, KIND[skill], union(worked), last, any(p.current for p in worked), tuple(found),
                jobs=tuple(JobMentions(i, claimed.count(i)) for i in sorted(set(claimed))),
            )
        )  # fmt: skip
    for skill in list(mentions):
        implied = IMPLIES.get(skill)
        if implied and implied not in mentions and any(m.assertion == "claimed" and m.visible for m in mentions[skill]):
            skills.append(ResumeSkill(implied, implied, KIND[implied], 0, None, False, (), implied_by=skill))
    warnings = []
    if any(not m.visible for found in mentions.values() for m in found):
        warnings.append(
            DocumentWarning("invisible-text", "36 characters are written white on white; they earn nothing")
        )
    if len(words) < 12:
        warnings.append(DocumentWarning("few-words", f"only {len(words)} words were read; is the rest a picture?"))
    return Assessment(
        text=text,
        document=name,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        contributions=tuple(contributions),
        skills=tuple(skills),
        warnings=tuple(warnings),
        media_type=MEDIA[name.rsplit(".", 1)[1]],
        pages=1 + len(text) // 900,
        words=len(text.split()),
        languages=("en",),
        months=union([p for p in positions if p.kind == "work"]),
        positions=positions,
    )


def build_ranking(resumes=RESUMES):
    assessments = sorted((assess(n, s) for n, s in resumes.items()), key=lambda a: (-a.score, a.document))
    scores = [a.score for a in assessments]
    candidates = tuple(
        RankedCandidate(
            scores.index(a.score) + 1,
            1 + sum(s > a.score + 3 for s in scores),
            sum(s >= a.score - 3 for s in scores),
            a,
        )
        for a in assessments
    )
    return Ranking(
        profile=PROFILE,
        as_of="2026-11-23",
        candidates=candidates,
        needs_review=(Failure("scan-0042.pdf", "no-text", "2 pages are pictures; read them by eye", "a" * 64),),
        duplicates=(Duplicate("copies/ines-falk (1).pdf", "ines-falk.pdf", "b" * 64),),
        failures=(
            Failure("broken.pdf", "corrupt", "the file ends in the middle of an object; ask for it again", "c" * 64),
            Failure("photo.pdf", "unsupported", "it is a JPEG picture, not a PDF", "d" * 64),
        ),
        versions={"matcher": "0.1.0", "taxonomy": "1 (abc123)", "model": "reference-8000", "spacy": "3.8.18"},
    )


@pytest.fixture(scope="session")
def ranking():
    return build_ranking()


@pytest.fixture(scope="session")
def summary(ranking):
    from matcher.reporting.summarize import summarize

    return summarize(ranking)


HOSTILE = "<script>alert(1)</script> \x1b[31m | `x` **b** [l](javascript:x) \u202e \ud83d & \x00 =1+1"
"""What a résumé's author, or the name of a file, could try on the reader of a report."""


@pytest.fixture(scope="session")
def hostile():
    """One candidate, and one file of each other fate, with such words in every text of theirs."""
    text = HOSTILE
    evidence = Evidence(text, 0, len(text), 1, "experience", f"x {text} y", skill=text, strength=1.0, note=text)
    mention = Mention("s", text, 0, len(text), 1, "experience", 0, version=text)
    return Ranking(
        profile=RequirementProfile(text, text, text, (Requirement("r", text, 1.0, "must", reason=text, source=text),)),
        as_of="2026-11-23",
        candidates=(
            RankedCandidate(
                1,
                1,
                1,
                Assessment(
                    document=f"={text}",
                    sha256="e" * 64,
                    contributions=(
                        Contribution("r", text, "keyword", 1.0, 2.0, "met", (evidence,), text),
                        Contribution("t", text, "tfidf", 1.0, 2.0, "met", (), text, (TermShare(text, 1.0, 2.0),)),
                    ),
                    skills=(ResumeSkill("s", text, text, 3, Month(2024, 5), False, (mention,)),),
                    warnings=(DocumentWarning(text, text),),
                    media_type=text,
                    pages=1,
                    words=3,
                    months=3,
                    positions=(Position(0, 9, Month(2024, 3), Month(2024, 5), title=text, employer=text),),
                ),
            ),
        ),
        needs_review=(Failure(f"+{text}", text, text),),
        duplicates=(Duplicate(f"@{text}", text, "f" * 64),),
        failures=(Failure(f"-{text}", text, text),),
        versions={text: text},
    )


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium; what needs it is skipped where there is none."""
    spec = importlib.util.spec_from_file_location("chromium", Path(__file__).with_name("chromium.py"))
    chromium = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(chromium)
    if chromium.BINARY is None:
        pytest.skip("no Chromium on this machine: the report is not opened in a browser")
    page = chromium.Page()
    yield page
    page.close()
