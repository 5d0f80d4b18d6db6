"""Verdicts on ambiguous forms: who decides, and on which evidence. A new bug is a new row."""

import pytest

from matcher.core.document import Block, Document
from matcher.core.resume import Resume, Section, SectionKind
from matcher.skills.ambiguity.rules import WEAK, Verdict
from matcher.skills.ambiguity.sense_model import SenseModel, features
from matcher.skills.recognizer import Recognizer
from matcher.skills.taxonomy import load_taxonomy


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer(load_taxonomy())


@pytest.fixture(scope="module")
def rules() -> Recognizer:
    return Recognizer(load_taxonomy(), rules_only=True)


def resume(text: str, kind: SectionKind = "experience") -> Resume:
    document = Document("cv.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
    return Resume(document, (Section(kind, 0, len(text)),), ())


@pytest.mark.parametrize(
    ("text", "form", "accepted", "reason"),
    [
        ("Java, Spring, Hibernate", "Spring", True, "next to another technology"),
        ("Spring 4.3 services", "Spring", True, "a version follows"),
        ("Spring semester in Java", "Spring", False, "a phrase that means something else"),
        ("Colorado Springs, CO", "Springs", False, "a phrase that means something else"),
        ("Fall 2017 and Spring 2018, Java", "Spring", False, "its position rules it out"),
        ("rewritten in Go last year", "Go", True, "the adjacent words leave no doubt"),
        ("converts C-code to Python", "C", True, "the adjacent words leave no doubt"),
        ("a Spark-eyed team, Java", "Spark", False, "its position rules it out"),
        ("asked whether they could all go home", "go", False, "no evidence for it"),
        ("Agreement Workflow Tool (AWT) in Java", "AWT", False, "the text says that it stands for something else"),
    ],
)  # fmt: skip
def test_rules_report_their_evidence(rules: Recognizer, text: str, form: str, accepted: bool, reason: str) -> None:
    context, verdicts = rules.judge_ambiguous(resume(text))
    decisions = {context.surface(v.candidate): (v.accepted, v.by, v.reason) for v in verdicts}
    assert decisions[form] == (accepted, "rule", reason)


@pytest.mark.parametrize(
    ("text", "form", "accepted"),
    [
        ("Developed user interfaces with React for the ticket desk of the museum.", "React", True),
        ("Wrote the import of the ledgers with Spark for a bank.", "Spark", True),
        ("Sorted the incoming Requests of tenants by urgency and street.", "Requests", False),
        ("Prepared the War Room for the yearly audit of the bank.", "Room", False),
        ("Fed the Foundation newsletter with stories of donors.", "Foundation", False),
    ],
)  # fmt: skip
def test_the_model_decides_what_rules_leave_open(
    recognizer: Recognizer, rules: Recognizer, text: str, form: str, accepted: bool
) -> None:
    def verdict_of(judge: Recognizer) -> Verdict:
        context, verdicts = judge.judge_ambiguous(resume(text))
        return next(v for v in verdicts if context.surface(v.candidate) == form)

    assert verdict_of(rules).reason == "no evidence for it"
    verdict = verdict_of(recognizer)
    assert (verdict.accepted, verdict.by) == (accepted, "model")
    assert verdict.probability is not None
    assert verdict.reason.count(",") == 2  # the three terms with the largest weights


TEXT = "Linux, Python. Managed the network of the Axis application for the agents of the airline."


def test_the_model_may_overrule_weak_evidence_only(rules: Recognizer) -> None:
    context, verdicts = rules.judge_ambiguous(resume(TEXT))
    (weak,) = (v for v in verdicts if context.surface(v.candidate) == "Axis")
    assert weak.accepted
    assert weak.reason in WEAK
    strict = Recognizer(load_taxonomy())
    strict._model = SenseModel({}, -5.0, threshold=0.9, veto=0.5, version="example")
    for text, form, accepted in ((TEXT, "Axis", False), ("Java, Spring, Hibernate", "Spring", True)):
        context, verdicts = strict.judge_ambiguous(resume(text))
        assert next(v.accepted for v in verdicts if context.surface(v.candidate) == form) is accepted


def test_what_the_model_accepts_is_evidence_for_its_neighbours() -> None:
    text = "Watched Ember / Meteor."
    everything = Recognizer(load_taxonomy())
    everything._model = SenseModel({"name=ember-js": 10.0}, -5.0, threshold=0.9, veto=0.0, version="example")
    _, verdicts = everything.judge_ambiguous(resume(text))
    assert [(v.candidate.skill, v.accepted, v.by) for v in verdicts] == [
        ("ember-js", True, "model"),
        ("meteor", True, "rule"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "expected", "absent"),
    [
        ("Used Go here", "experience", {"left=used", "right=here", "go|left=used", "case=usual", "left~capitalised"}, {"left2~edge=used"}),
        ("Databases: Access", "skills", {"label=databases", "left~:", "right~edge", "section=skills"}, {"left=<technology>"}),
        ("Python Go", "experience", {"left~technology:language", "left=<technology>", "density=1"}, {"near=python", "left=python"}),
        ("Spring 2018", "experience", {"right~year", "starts-sentence", "density=0"}, {"versioned"}),
        ("Java, SQL: Spring", "experience", {"kin-near", "label=sql"}, {"near=java"}),
    ],
)  # fmt: skip
def test_features(rules: Recognizer, text: str, kind: SectionKind, expected: set[str], absent: set[str]) -> None:
    context, verdicts = rules.judge_ambiguous(resume(text, kind))
    names = features(context, verdicts[-1].candidate)
    assert expected <= set(names), set(names)
    assert not absent & set(names)
    assert len(names) == len(set(names))


def test_hidden_words_are_not_judged(recognizer: Recognizer) -> None:
    text = "Java\nSpring, Hibernate"
    blocks = (Block(0, 4, 1), Block(5, len(text), 1, visible=False, reason="white on white"))
    document = Document("cv.txt", text, blocks, "text/plain", "0" * 64, pages=1)
    _, verdicts = recognizer.judge_ambiguous(Resume(document, (Section("skills", 0, len(text)),), ()))
    assert verdicts == ()
