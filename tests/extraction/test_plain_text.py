from __future__ import annotations

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.leftover_markup import strip_markup
from matcher.extraction.reading import read_bytes
from matcher.extraction.text_decoding import decode

WESTERN = "Résumé – développeur à Besançon • 3 years “of” Python’s best"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1252"],
)
def test_western_text_needs_no_guess(encoding):
    assert decode(WESTERN.encode(encoding)) == (WESTERN, "")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Programista z Łodzi, żółta łódź, doświadczenie w języku Python, świetna znajomość baz danych", "cp1250"),
        ("Программист, Москва, опыт работы с базами данных и очередями сообщений", "cp1251"),
        ("Программист, Москва, опыт работы с базами данных и очередями сообщений", "koi8-r"),
        ("職務経歴書 ソフトウェア開発者 東京 データベースの設計と運用", "shift_jis"),
        ("履歷 後端開發工程師 臺北 資料庫設計與維護", "big5"),
        ("경력 기술서 백엔드 개발자 서울 데이터베이스 설계와 운영", "cp949"),
    ],
)
def test_other_encodings_are_guessed_with_a_warning(text, encoding):
    line = f"{text}\nDana Field. Python developer, Django and PostgreSQL since 2019."
    decoded, warning = decode(line.encode(encoding))
    assert decoded == line
    assert warning


@pytest.mark.parametrize("damage", [b"\xff", b"\xc3"])
def test_a_few_bad_bytes_in_utf8_do_not_make_it_something_else(damage):
    text, warning = decode("żółw, größer, naïveté, Ελλάδα".encode() + damage)
    assert text.startswith("żółw, größer, naïveté, Ελλάδα")
    assert "UTF-8" in warning


def test_bullets_and_spaces_of_cp1252_are_no_reason_to_guess():
    data = b"\x95 Built APIs\xa0 \xb7\xa0\xa0\xa0 Ran them \x97 for ten years\x92 time"
    document = read_bytes(data, "cv.txt")
    assert document.text == "• Built APIs  •    Ran them — for ten years’ time"
    assert [w.code for w in document.warnings] == ["few-words"]


def test_bytes_that_are_not_text():
    with pytest.raises(UnreadableFileError):
        decode("Dana Field Python developer".encode("cp037"))


@pytest.mark.parametrize(
    ("raw", "stripped"),
    [
        ('<span class="hl">Web</span>Sphere', "WebSphere"),
        ("Java<span>Script</span>s", "JavaScripts"),
        ("R&amp;D, C&#43;&#x2b;, AT&T, &unknown;", "R&D, C++, AT&T, &unknown;"),
        ("List<String>, vector<b>, a<b and c>d, <T>", "List<String>, vector<b>, a<b and c>d, <T>"),
        ("one<br>two<p class='x'>three", "one\ntwo\nthree"),
        ("<li>Go</li><li>SQL</li>", "\nGo\n\nSQL\n"),
        ("<SPAN CLASS=hl>Go</SPAN>", "Go"),
    ],
)
def test_leftovers_of_html(raw, stripped):
    assert strip_markup(raw) == stripped


def test_paragraphs_and_form_feeds():
    document = read_bytes(b"Ana\r\nDeveloper\r\n \r\nSkills\fGo\n\n\n\nSQL", "cv.txt")
    assert document.text == "Ana\nDeveloper\n\nSkills\n\nGo\n\nSQL"
    assert [b.page for b in document.blocks] == [1, 1, 2, 2]
