"""Keyword stuffing is reported: long lists, repeated words, copied role descriptions and adverts."""

from __future__ import annotations

import pytest

from matcher.core.document import Block, Document
from matcher.core.skills import Mention
from matcher.parsing.keyword_stuffing import stuffing_warnings


def document(text: str) -> Document:
    return Document("cv", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, 1)


def listed(names: int, gap: str) -> tuple[Document, list[Mention]]:
    text, mentions = "", []
    for i in range(names):
        mentions.append(Mention(f"skill-{i}", f"Skill{i}", len(text), len(text) + len(f"Skill{i}")))
        text += f"Skill{i}{gap}"
    return document(text), mentions


@pytest.mark.parametrize(
    ("names", "gap", "expected"),
    [
        (200, ", ", True),
        (200, "\n", True),
        (40, ", ", False),
        (200, " was used to build the service for orders and payments of a bank. ", False),
    ],
)
def test_long_lists(names, gap, expected):
    assert bool(stuffing_warnings(*listed(names, gap), "")) == expected


@pytest.mark.parametrize(("times", "between", "expected"), [(50, 6, True), (50, 40, False), (10, 2, False)])
def test_one_technology_named_too_often(times, between, expected):
    text, mentions = "", []
    for i in range(times):
        mentions.append(Mention("kafka", "Kafka", len(text), len(text) + 5))
        text += "Kafka " + " ".join(f"word{i * between + j}" for j in range(between)) + " "
    assert bool(stuffing_warnings(document(text), mentions, "")) == expected


ROLE = (
    "We need a person who designs the server side of web sites and writes code in Python with Django and looks after it"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("python " * 60, True),
        ("Python Django Kafka Redis SQL " * 20, True),
        ("-- 0 1 " * 100, False),
        ("Yes no maybe. " * 4 + " ".join(f"word{i}" for i in range(80)), False),
        (f"I can do this. {ROLE} every day.", True),
        ("Designed the server side of web sites and wrote code in Python with Django.", False),
        (
            "Back-end developer. We are looking for a developer with strong Python. You design APIs with Django. "
            "Experience with Kafka is expected.",
            True,
        ),
        ("Wir suchen Entwickler. Ihre Aufgaben: Dienste. Ihr Profil: Java. Wir bieten Obst.", True),
        ("Мы ищем разработчика. Вам предстоит писать сервисы. Kafka будет плюсом.", True),
        ("Poszukujemy programisty. Twoje zadania: usługi. Oferujemy owoce.", True),
        ("岗位职责：开发服务。任职要求：Java。欢迎投递简历。", True),
        ("募集要項　応募資格：Java　求める人物像", True),
        ("参与招聘，编写岗位职责。负责发票系统。", False),
        ("仕事内容：請求書の開発。勤務時間は自由。", False),
        ("Zbierałem wymagania i przygotowywałem oferty.", False),
        ("精通Java、" * 70, True),
        ("I am looking for a position in which I design services. Team work is a plus.", False),
    ],
)
def test_repeated_and_copied_text(text, expected):
    assert [w.code for w in stuffing_warnings(document(text), (), ROLE)] == ["stuffing"] * expected


def test_the_longest_of_several_lists_is_reported():
    text, mentions = "", []
    for i in range(120):
        text += "and then, years later, in quite another place: " if i in {3, 110} else ""
        mentions.append(Mention(f"skill-{i}", f"Skill{i}", len(text), len(text) + len(f"Skill{i}")))
        text += f"Skill{i}, "
    (warning,) = stuffing_warnings(document(text), mentions, "")
    assert warning.message.startswith("107 technologies are named in one list, without a sentence: “Skill3, Skill4")


@pytest.mark.parametrize(("length", "expected"), [(40, False), (4, True)])
def test_words_without_blanks_are_counted_by_their_characters(length, expected):
    text, mentions = "", []
    for i in range(30):
        mentions.append(Mention("kafka", "Kafka", len(text), len(text) + 5))
        text += "Kafka" + "".join(chr(0x4E00 + i * length + j) for j in range(length)) + "。"
    assert bool(stuffing_warnings(document(text), mentions, "")) == expected
