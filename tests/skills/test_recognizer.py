"""Technologies in text, and words that only look like one. A new bug is a new row."""

import itertools
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.core.document import Block, Document
from matcher.core.errors import UnreadableFileError
from matcher.core.limits import MAXIMUM_NAMES
from matcher.core.resume import Resume, Section, SectionKind
from matcher.core.skills import Mention
from matcher.skills.recognizer import Recognizer
from matcher.skills.taxonomy import load_taxonomy


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer(load_taxonomy())


def resume(text: str, kind: SectionKind = "experience") -> Resume:
    document = Document("cv.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    return Resume(document, (Section(kind, 0, len(text)),), ())


def recognized_skills(recognizer: Recognizer, text: str, kind: SectionKind = "experience") -> list[str]:
    kinds = ("language", "framework", "database")
    mentions = recognizer.recognize(resume(text, kind))
    return sorted(
        {m.skill for m in mentions if recognizer.taxonomy[m.skill].kind in kinds and m.assertion == "claimed"}
    )


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        # names with signs
        ("C++, C# and C", ["c", "c-plus-plus", "c-sharp"]),
        ("C/C++", ["c", "c-plus-plus"]),
        ("C#.NET and ASP.NET", ["asp-net", "c-sharp"]),
        ("C#, .NET and ASP.NET", ["asp-net", "c-sharp", "dot-net"]),
        ("Built with Node.js, NodeJS and node js", ["node-js"]),
        ("PL/SQL and T-SQL", ["pl-sql", "t-sql"]),
        ("HTML/CSS/JavaScript", ["css", "html", "javascript"]),
        ("Java/J2EE", ["java", "java-ee"]),
        # versions are split off
        ("Java 8, Python3, HTML5, Oracle 11g", ["html", "java", "oracle-database", "python"]),
        ("Spring 4.3 and Hibernate 5", ["hibernate", "spring"]),
        # longest first
        ("Spring Boot", ["spring-boot"]),
        ("Ruby on Rails", ["ruby-on-rails"]),
        ("Microsoft SQL Server", ["microsoft-sql-server"]),
        ("React Native", ["react-native"]),
        ("Spring\nBoot", ["spring-boot"]),
        # a tool that is named after the server names the server; SASS products are software as a service
        ("SQL Server Management Studio", ["microsoft-sql-server"]),
        ("Maintained one of the SASS products of the company", []),
        ("SASS/SCSS", ["sass"]),
        # an ordinary word in a list of words, or as part of an item; an abbreviation of something else
        ("Skills: memory, access, reports, LDAP", []),
        ("Card/Cash Processing • Drupal", []),
        ("Graphics: Processing, OpenGL", ["opengl", "processing"]),
        ("Briefed the Joint Staff (JS) on Java", ["java"]),
        # go
        ("Go, Rust and Python", ["go", "python", "rust"]),
        ("python, go, java", ["go", "java", "python"]),
        ("Golang", ["go"]),
        ("Built services in Go with PostgreSQL", ["go", "postgresql"]),
        ("ready to go live with Java", ["java"]),
        ("Always ready to go.", []),
        ("Go to market strategy", []),
        ("a real go-getter", []),
        # single letters
        ("vitamin C, vitamin D", []),
        ("R&D with Python", ["python"]),
        ("Python, R, SQL", ["python", "r", "sql"]),
        ("Washington, D.C. Java developer", ["java"]),
        ("C. Miller, Java developer", ["java"]),
        ("C-level reporting", []),
        ("Grade C in Mathematics", []),
        ("Programming in C and Assembly", ["assembly", "c"]),
        ("Hepatitis C, class B and C drivers", []),
        # ordinary words
        ("express delivery of parcels", []),
        ("Node.js, Express, MongoDB", ["express", "mongodb", "node-js"]),
        ("Spring 2018 semester", []),
        ("Spring semester project in Java", ["java"]),
        ("Spring, Hibernate", ["hibernate", "spring"]),
        ("react to incidents quickly", []),
        ("React, Redux", ["react", "redux"]),
        ("access to patient records", []),
        ("Microsoft Word, Excel, PowerPoint and Access", ["microsoft-access"]),
        ("MS Access", ["microsoft-access"]),
        ("play with children", []),
        ("Swift Transportation, truck driver", []),
        ("iOS apps in Swift and Objective-C", ["objective-c", "swift"]),
        ("worked a flask of water", []),
        ("Django, Flask", ["django", "flask"]),
        ("the rest of the team, less waste", []),
        ("HTML, CSS, Less, Sass", ["css", "html", "less", "sass"]),
        # names that lost the space between them, or to a version
        ("GIS analyst, AccessVBA programmer", ["microsoft-access", "vba"]),
        ("APIs using pythonFlask", ["flask", "python"]),
        ("custom tools developed inPython and Bash", ["bash", "python"]),
        ("an InProc session cache", []),
        ("SOAP with JAX-WS2.0", ["jax-ws"]),
        ("SQL Server2008", ["microsoft-sql-server"]),
        ("layouts in CSS3and HTML 5, J2EEdesign patterns, andJavaScript", ["css", "html", "java-ee", "javascript"]),
        ("Environment: JavaJ2EE, HTML5CSS3, Oracle12C, ASP.NET4.5", ["asp-net", "css", "html", "java", "java-ee", "oracle-database"]),
        ("JQuerylibraries and Pythonbased tools", ["jquery", "python"]),
        ("cursors, XSLTs and AccessData forensics", []),
        # broken names
        ("Spring- Boot, My SQL, Type Script, Asp .Net, J QUERY, JAX -WS", ["asp-net", "jax-ws", "jquery", "mysql", "spring-boot", "typescript"]),
        ("Drop Wizard, Display Tags, iter tools, Blaze DS", ["adobe-flex", "displaytag", "dropwizard", "itertools"]),
        # misspellings that a taxonomy lists, and those that it does not
        ("Postgress, Casandra, HMTL, CCS3, Jquey, Fortan", ["cassandra", "css", "fortran", "html", "jquery", "postgresql"]),
        ("Solr, Elasticserch, Kafka", ["elasticsearch", "solr"]),
        ("JDK, Hibernante, JSP, Servets, JMS, Informx, XML", ["hibernate", "informix", "jsp", "servlet"]),
        ("Angularrjs, HTML", ["angularjs", "html"]),
        ("the prototypes, charts and activity of the team use Java", ["java"]),
        ("Java, Database, Network, Python", ["java", "python"]),
        ("Elasticserch drivers drove to work", []),
        # a company across two words, a library across two names
        ("Senior Java Developer - Express Scripts", ["java"]),
        ("Linux, MySQL Python Developer, Infosys", ["mysql", "python"]),
        # .NET as skill lists on job sites spell it
        ("Angularjs, C#, NET, Nodejs", ["angularjs", "c-sharp", "dot-net", "node-js"]),
        ("UCI NET, Node XL", []),
        ("Net revenue grew, Java", ["java"]),
        ("C#, VB.  NET, ColdFusion", ["c-sharp", "coldfusion", "vb-net"]),
        # words that state what it is
        ("Player, currently being re-written in React", ["react"]),
        ("Redesigned the site using Bootstrap - a responsive, open-source framework", ["bootstrap"]),
        ("portal using react, JavaScript and pug framework", ["javascript", "pug", "react"]),
        # years between the names of a list
        ("Sql (4 years), Asp (Less than 1 year), Asp.net (5 years)", ["asp-net", "classic-asp", "sql"]),
        # abbreviations that the text glosses differently, and one that it glosses as the technology
        ("Agreement Workflow Tool (AWT) in Java. Released AWT, Java 4.0", ["java"]),
        ("Java GUI with the Abstract Window Toolkit (AWT)", ["awt", "java"]),
        # a person's name is not an acronym
        ("Hana Kobayashi\n\nJava developer, SAP consultant, MySQL", ["java", "mysql"]),
        ("SAP HANA, ABAP", ["abap", "sap-hana"]),
        # common words count next to related technologies, never elsewhere
        ("Scala, Akka, Cats, http4s", ["akka", "cats-scala", "http4s", "scala"]),
        ("Java developer; two Cats, one dog", ["java"]),
        ("SwiftUI, UIKit, Combine", ["apple-combine", "swiftui", "uikit"]),
        ("Elixir, Phoenix, LiveView, Ecto, Oban", ["ecto", "elixir", "oban", "phoenix-elixir", "phoenix-liveview"]),
        ("C#, WCF, Web API, LINQ", ["asp-net-web-api", "c-sharp", "linq", "wcf"]),
        ("a Web API in Node.js", ["node-js"]),
        ("desktop charts in C++ with Qt.", ["c-plus-plus", "qt"]),
        ("jQuery, lodash, Prototype, Handlebars.js", ["handlebars-js", "jquery", "lodash", "prototype-js"]),
        ("Designed Prototype and layout with ReactJS, jQuery", ["jquery", "react"]),
        ("Dreamweaver, PHP, Swift 3D", ["php"]),
        ("HTML5 (5 years), ADA / WCAG (1 year)", ["html"]),
        ("SOAP, OAuth 2, Basic Auth, JSON", []),
        ("AEM, Sling, Slightly, HTL", ["apache-sling", "sightly"]),
        ("it was slightly late, Java", ["java"]),
        ("NumPy, Panda, SciPy", ["numpy", "pandas", "scipy"]),
        ("Norton, McAfee, Panda, Avast; Python", ["python"]),
        ("AWS: EC2, S3, Dynamo, Lambda", ["dynamodb"]),
        ("ATG Dynamo, Java", ["java"]),
        ("BPEL, CFML, Lightning Web Components", ["bpel", "cfml", "salesforce-lightning"]),
        ("on AIX LPARs using NIM, HCL Technologies, Perl", ["perl"]),
        ("Casandra Miller, office manager", []),
        # companies
        ("generated by python-docx", []),
        ("Vyper Logix Corp, Python", ["python"]),
        ("Managed Cisco Call Manager and Unity systems", []),
        ("Oracle Corporation, account manager", []),
        ("Databases: Oracle, MySQL", ["mysql", "oracle-database"]),
        ("Ruby Tuesday, waitress", []),
        ("Ruby, Python", ["python", "ruby"]),
        # negated and aspired
        ("No experience with Java.", []),
        ("Eager to learn Rust. Python daily.", ["python"]),
        # attributed to others
        ("Hired 40 engineers: Java and Python developers.", []),
        # addresses
        ("mail me at java@python.org, https://www.php.net/ruby", []),
        ("github.com/someone/django-demo", []),
    ],
)  # fmt: skip
def test_recognised(recognizer: Recognizer, text: str, skills: list[str]) -> None:
    assert recognized_skills(recognizer, text) == skills


def test_more_names_than_any_resume_has_are_refused(recognizer: Recognizer) -> None:
    with pytest.raises(UnreadableFileError, match="more than 20,000 names"):
        recognizer.recognize(resume("Python " * (MAXIMUM_NAMES + 1)))


def test_section_ends_a_list(recognizer: Recognizer) -> None:
    text = "UI, Front-End, jQuery, Bootstrap, Node Links to my work"
    document = Document("cv.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    cut = text.index("Links")
    sections = (Section("skills", 0, cut), Section("other", cut, len(text)))
    skills = {m.skill for m in recognizer.recognize(Resume(document, sections, ()))}
    assert "node-js" in skills


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("Java 8", "8"),
        ("Python3", "3"),
        ("Oracle 11g", "11g"),
        ("Java, 8", ""),
        ("Java 2018", ""),
        ("Java 8 years", ""),
        ("Java\n8", ""),
    ],
)
def test_version(recognizer: Recognizer, text: str, version: str) -> None:
    first = recognizer.recognize(resume(text, "skills"))[0]
    assert first.version == version
    assert not any(c.isdigit() for c in first.surface_form)


def test_invisible_text_is_marked(recognizer: Recognizer) -> None:
    text = "Java\nPython"
    blocks = (Block(0, 4, 1), Block(5, 11, 1, visible=False, reason="white on white"))
    document = Document("cv.txt", text, blocks, "text/plain", "0" * 64, pages=1)
    mentions = recognizer.recognize(Resume(document, (Section("skills", 0, len(text)),), ()))
    assert [(m.skill, m.visible, m.assertion) for m in mentions] == [
        ("java", True, "claimed"),
        ("python", False, "hidden"),
    ]


def test_hidden_words_are_no_evidence_for_visible_ones(recognizer: Recognizer) -> None:
    text = "Go, we said.\nJava, Python, Rust"
    blocks = (Block(0, 12, 1), Block(13, len(text), 1, visible=False, reason="white on white"))
    document = Document("cv.txt", text, blocks, "text/plain", "0" * 64, pages=1)
    mentions = recognizer.recognize(Resume(document, (Section("skills", 0, len(text)),), ()))
    assert not any(m.visible for m in mentions)


PIECES = st.sampled_from(
    ["Java", "Go", "go", "C", "C++", "R&D", ",", ", ", "/", "\n", "\n\n", " ", "• ", "no experience with ", "SQL Server", "Spring",
     "2018", "8", "Node.js", ".", "ﬁ", "\u200b", "é", "(", ")", "and", "using ", "İ", "ß"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_mentions_match_the_text_and_do_not_overlap(text: str) -> None:
    mentions: tuple[Mention, ...] = _shared().recognize(resume(text))
    assert all(text[m.start : m.end] == m.surface_form for m in mentions)
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))


@cache
def _shared() -> Recognizer:
    return Recognizer(load_taxonomy())
