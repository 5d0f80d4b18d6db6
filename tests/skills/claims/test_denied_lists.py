"""Lists that are denied or wished for as a whole, empty boxes, zeros, and honest lists beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.skills.claims.denied_lists import DeniedLists

LIST = "Python, Django, PostgreSQL, REST, Docker, Kubernetes, AWS, Redis, Kafka, OAuth, Spring, Rails, Vue, Java"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # labels
        (f"Not known: {LIST}", "negated"), (f"- Never used: {LIST}", "negated"), (f"No experience with: {LIST}", "negated"),
        (f"Unknown – {LIST}", "negated"), (f"Skills I lack: {LIST}", "negated"), ("Do not know:\nPython\nJava\n", "negated"),
        (f"To learn: {LIST}", "aspired"), (f"Wish list: {LIST}", "aspired"), (f"Future skills: {LIST}", "aspired"),
        (f"Dream project: {LIST}", "aspired"), (f"What I would like to build: {LIST}", "aspired"), (f"My ideal stack: {LIST}", "aspired"),
        (f"Currently learning: {LIST}", "aspired"), (f"Courses wish list: {LIST}", "aspired"), (f"Goals: {LIST}", "aspired"),
        (f"Interested in: {LIST}", "aspired"), (f"Planned projects: {LIST}", "aspired"), (f"Next: {LIST}", "aspired"),
        ("Skills\nExcel\n\nDream project\n\nBuilt a shop in Java.\n", "aspired"), ("X\nMy ideal stack\n- Python\n- Java\n", "aspired"),
        ("X\nProject ideas\nA shop in Java\n", "aspired"), ("X\nNever used\nJava\n", "negated"),
        # the end of the list
        (f"{LIST}: none of these used so far.", "negated"), (f"{LIST} - never used.", "negated"),
        (f"{LIST} (no experience)", "negated"), (f"{LIST}, but I have never touched them", "negated"),
        (f"Everything but {LIST}.", "negated"),
        (f"- No {LIST}.", "negated"), (f"Neither {LIST}", "negated"), (f"Cannot use {LIST}.", "negated"), ("Zero work with Go, Java", "negated"),
        # boxes and zeros
        ("☐ Java", "negated"), ("[ ] Java", "negated"), ("❌ Java", "negated"), ("Java ✗", "negated"), ("Java [ ]", "negated"),
        ("Java (0 years)", "negated"), ("Java: 0/5", "negated"), ("Java 0%", "negated"), ("Java ○○○○○", "negated"),
        ("Java ☆☆☆☆☆", "negated"), ("Java: no\nGo: no", "negated"), ("Java | none", "negated"), ("Java - 0", "negated"),
        # honest lists
        ("No downtime, Java", ""), ("No. 1 in Go, Java", ""), ("No Go, but Java", ""), ("No Go, PHP; Java", ""), ("NoSQL, Java", ""),
        ("Projects: a shop in Java", ""), ("Current stack: Java", ""), ("Technologies: Java", ""), ("Targeted technologies: Java", ""),
        ("X\nProjects\nBuilt the dream of a shop in Java\n", ""), ("Dream project\nLondon\n\n\n\n\nSkills\nJava\n", ""),
        (LIST, ""), (f"Known: {LIST}", ""), (f"Skills: {LIST}", ""), ("Java ●●○○○", ""), ("Java: 10/10", ""), ("☑ Java", ""),
        ("[x] Java", ""), ("Java (10 years)", ""), ("Java 8", ""), ("Java: not used since 2015", ""), ("Java - noSQL", ""),
        ("Nothing but Java", ""), ("Not known: Go\nJava", ""), ("Go: none. Java", ""), ("Not only: Java", ""),
        ("(Spring) Java", ""), ("Java, 0 defects in production", ""), ("Goals: Built services in Go\nJava", ""),
        ("Next.js: Java", ""),
    ],
)  # fmt: skip
def test_a_list(text: str, expected: str) -> None:
    start = text.index("Java")
    assert DeniedLists(text, ("en",)).assertion(start, start + 4) == expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("de", f"Keine Kenntnisse: {LIST}", "negated"), ("de", "Java (0 Jahre)", "negated"), ("de", f"Geplant: {LIST}", "aspired"),
        ("fr", f"Jamais utilisé : {LIST}", "negated"), ("es", f"Sin experiencia: {LIST}", "negated"),
        ("de", f"Kenntnisse: {LIST}", ""), ("de", "Java (5 Jahre)", ""),
    ],
)  # fmt: skip
def test_a_list_in_another_language(code: str, text: str, expected: str) -> None:
    start = text.index("Java")
    assert DeniedLists(text, (code, "en")).assertion(start, start + 4) == expected


@given(st.text(st.sampled_from("no: none, never used []☐0/5(years) \nabc"), max_size=200), st.integers(0, 200))
def test_any_text_gets_an_answer(text: str, start: int) -> None:
    assert DeniedLists(text, ("en",)).assertion(min(start, len(text)), len(text)) in ("negated", "aspired", "")
