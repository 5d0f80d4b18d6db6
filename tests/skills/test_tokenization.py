"""Tokens keep technology names intact and lose no character."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.languages.writing_systems import fold_width
from matcher.skills.tokenization import Tokenizer

FORMS = [
    "PL/SQL",
    "TCP/IP",
    "Java",
    "Python",
    "Oracle",
    "HTML5",
    "Log4j",
    "C++",
    "C#",
    "Node.js",
    "PostgreSQL",
    "R",
    "D",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++ and C#", ["C++", "and", "C#"]),
        ("C/C++", ["C", "/", "C++"]),
        ("Java/PL/SQL", ["Java", "/", "PL/SQL"]),
        ("TCP/IP,UDP", ["TCP/IP", ",", "UDP"]),
        (".NET, ASP.NET.", [".NET", ",", "ASP.NET", "."]),
        ("Node.js/React.js", ["Node.js", "/", "React.js"]),
        ("Node.js.", ["Node.js", "."]),
        ("in development.Java is", ["in", "development", ".", "Java", "is"]),
        ("Python3 Java8 Oracle11g", ["Python", "3", "Java", "8", "Oracle", "11g"]),
        ("R65 D365", ["R65", "D365"]),
        ("HTML5 Log4j", ["HTML5", "Log4j"]),
        ("Java 8.0.1", ["Java", "8.0.1"]),
        ("C++11", ["C++", "11"]),
        ("R&D", ["R&D"]),
        ("go-getter", ["go", "-", "getter"]),
        ("(Java)", ["(", "Java", ")"]),
        ("Java's", ["Java", "'", "s"]),
        ("Café C", ["Café", "C"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [t.text for t in Tokenizer(FORMS)(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("使用Python和R开发", ["使用", "Python", "和", "R", "开发"]),
        ("PythonやC++による開発", ["Python", "や", "C++", "による開発"]),
        ("Ｐｙｔｈｏｎ、ＪＡＶＡ８（Ｃ＋＋）", ["Python", ",", "JAVA", "8", "(", "C++", ")"]),
        ("3年Node.js经验", ["3", "年", "Node.js", "经验"]),
        ("Java・Python", ["Java", "·", "Python"]),
        ("Webアプリ", ["Web", "アプリ"]),
        ("做单元测试用Java", ["做", "单元测试", "用", "Java"]),  # a name in Chinese characters
        ("С++ и С#", ["C++", "и", "C#"]),  # the Cyrillic letter
    ],
)
def test_names_that_touch_other_scripts(text: str, expected: list[str]) -> None:
    tokens = Tokenizer([*FORMS, "单元测试"])(text)
    assert [t.text for t in tokens] == expected
    assert [fold_width(text)[t.start : t.end] for t in tokens] == expected


@pytest.mark.parametrize(
    ("text", "endings", "expected"),
    [
        ("Pythonem Dockera SQLem Pythonic", ("em", "a"), ["Python", "em", "Docker", "a", "SQL", "em", "Pythonic"]),
        ("Dockera", (), ["Dockera"]),
        ("dockera DOCKERA", ("a",), ["dockera", "DOCKERA"]),  # a word of its own, or an abbreviation
        ("на питоне", ("е",), ["на", "питон", "е"]),
        ("Javac", ("c",), ["Java", "c"]),
        ("Rem", ("em",), ["Rem"]),
    ],
)
def test_endings_of_nouns(text: str, endings: tuple[str, ...], expected: list[str]) -> None:
    assert [t.text for t in Tokenizer([*FORMS, "Docker", "SQL", "питон"])(text, endings)] == expected


def test_line_and_paragraph_starts() -> None:
    tokens = Tokenizer()("one two\nthree\n\nfour")
    assert [(t.line_start, t.paragraph_start) for t in tokens] == [
        (False, False),
        (False, False),
        (True, False),
        (True, True),
    ]


@settings(deadline=None)  # the pattern for Chinese and Japanese is compiled when it is needed first
@given(st.text(alphabet=st.sampled_from("abC#+./& \n,é-_9'使でＣ、") | st.characters(), max_size=60))
def test_every_visible_character_is_in_exactly_one_token(text: str) -> None:
    tokens = Tokenizer(FORMS)(text)
    text = fold_width(text)
    assert "".join(t.text for t in tokens) == "".join(text.split())
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a name and a version, a name and a name
        ("Oracle11gR2 Oracle12C ASP.NET4.5", ["Oracle", "11gR2", "Oracle", "12C", "ASP.NET", "4.5"]),
        ("JavaJ2EE", ["Java", "J2EE"]),
        ("HTML5CSS3", ["HTML5", "CSS3"]),
        ("JavaPostgreSQL", ["Java", "PostgreSQL"]),
        # a name and everyday words, before or after
        ("andJavaScript", ["and", "JavaScript"]),
        ("usingHTML5", ["using", "HTML5"]),
        ("WrittenPython", ["Written", "Python"]),
        ("CSS3and", ["CSS3", "and"]),
        ("J2EEdesign", ["J2EE", "design"]),
        ("JavaScriptand", ["JavaScript", "and"]),
        # no capital inside
        ("Pythonand", ["Python", "and"]),
        ("Oraclefor", ["Oracle", "for"]),
        ("Lessons", ["Lessons"]),
        # other words that contain a name
        ("DataNode", ["DataNode"]),
        ("AccessData", ["AccessData"]),
        ("JavaBean", ["JavaBean"]),
        ("CSSLTs", ["CSSLTs"]),
        ("InProc", ["InProc"]),
        ("Pythonic", ["Pythonic"]),
    ],
)
def test_glued_words(text: str, expected: list[str]) -> None:
    forms = [*FORMS, "J2EE", "JavaScript", "ASP.NET", "CSS3", "CSS", "Less", "Node", "Access", "TS"]
    assert [t.text for t in Tokenizer(forms)(text)] == expected


def test_repeated_words_are_split_the_same() -> None:
    tokenizer = Tokenizer(FORMS)
    first = tokenizer("JavaPostgreSQL in Python3")
    assert tokenizer("JavaPostgreSQL in Python3") == first


PIECES = st.sampled_from([*FORMS, *"Java Python3 R&D AT&T Q&A .net ASP.NET4.5 Socket.IOException node.js C# F# C++11 C++ 3.5 1,000.x v8".split(),
    *"a Ab über ² x_y AB12 ſ İ ß".split(), *" ,;:()/&+.*-_'", "\n", "\n\n", "\t", "  ", "\xa0", ""])  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_the_fast_alternatives_change_nothing(text: str) -> None:
    tokenizer = Tokenizer(FORMS)
    plain = Tokenizer(FORMS)
    head, quick = r"(\s*+)(", "|(?<![^\\W_])(?="
    pattern = plain._pattern.pattern
    assert pattern.startswith(head)
    assert quick in pattern
    slow = re.sub(r"\(\?=\[\^\\W_\]\*\+\[.*?\]\)(?=\(\?:)", "", head + pattern[pattern.index(quick) + 1 :], count=1)
    assert len(slow) < len(pattern) - len(head)
    plain._pattern = re.compile(slow, re.IGNORECASE)
    assert tokenizer(text) == plain(text)


@pytest.mark.parametrize(("word", "is_split"), [("PythonDjango" * 8, True), ("PythonDjango" * 9, False)])
def test_a_word_longer_than_any_is_not_split(word: str, is_split: bool) -> None:
    assert (len(Tokenizer(["python", "django"])(word)) > 1) is is_split
