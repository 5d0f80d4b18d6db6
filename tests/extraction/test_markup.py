"""HTML, and Markdown, which is read through it."""

from __future__ import annotations

import pytest

from matcher.errors import UnreadableFileError
from matcher.extraction import read_bytes
from matcher.extraction.html import add_markup


def text_of(markup):
    return add_markup(markup).build(name="x", media_type="text/html", sha256="0" * 64).text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<h1>Ana</h1><p>De<b>vel</b>oper</p>", "Ana\n\nDeveloper"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ul><li>Go<li>SQL</ul>", "• Go\n• SQL"),
        ("<ul><li><h3>Web</h3><p>JS</p></li><li></li></ul>after", "• Web\n\nJS\n\nafter"),
        ("<table><tr><th>Since<td>2019<tr><th>Place<td>Oslo</table>", "Since\t2019\nPlace\tOslo"),
        ("<p>one\n  two&nbsp;three &amp; four</p>", "one two three & four"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<script>x</script><style>y</style><template>z</template><noscript>n</noscript>Go", "Go"),
        ("<p style='DISPLAY : none'>x</p><p hidden>y</p><p style='visibility:hidden'>z</p>Go", "Go"),
        ("<p style='display:block'>x</p><p style=''>y</p>", "x\n\ny"),
        ("<span>Go</span><span>SQL</span>", "Go SQL"),
        ("<span>J</span><span>ava</span>", "Java"),
        ("<span class='hl'>Web</span>Sphere", "WebSphere"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("<p>a<!-- no --><?php no ?>b", "ab"),
        ("<input value='x'><textarea>y</textarea>Go", "Go"),
        ("", ""),
        ("<div>" * 1500 + "deep", "deep"),
    ],
)  # fmt: skip
def test_html(markup, text):
    assert text_of(markup) == text


def test_text_that_the_parser_would_drop_is_not_dropped_in_silence():
    with pytest.raises(UnreadableFileError) as caught:
        text_of("<p>seen</p>" + "<div>" * 5000 + "dropped")
    assert caught.value.code == "too-large"


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ("<meta charset='koi8-r'>", "koi8-r"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>", "cp1251"),
        ("<meta charset='utf-8'>", "utf-16"),
        ("<meta charset='nonsense'>", "utf-8"),
    ],
)
def test_encodings_of_html(declaration, encoding):
    data = f"<!doctype html><html><head>{declaration}</head><body><p>Опыт работы</p></body></html>".encode(encoding)
    assert read_bytes(data, "cv.html").text == "Опыт работы"


def test_xhtml_with_an_xml_declaration():
    data = b"<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html><html><body><p>caf\xc3\xa9</p></body></html>"
    assert read_bytes(data, "cv.html").text == "café"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Ana\n\n## Skills\n- **Go**\n- [SQL](http://x.example)\n", "Ana\n\nSkills\n\n• Go\n• SQL"),
        ("---\ntitle: x\n---\n# Ana\n## Work\nAcme", "Ana\n\nWork\n\nAcme"),
        ("#Ana\n#Work\nAcme *Ltd*\nOslo", "Ana\n\nWork\n\nAcme Ltd\nOslo"),
        ("# A\n## B\n| Lang | Years |\n|---|---|\n| Go | 4 |", "A\n\nB\n\nLang\tYears\nGo\t4"),
        ("# A\n## B\n<div>C</div>\n\n`d` C\\# snake_case_word", "A\n\nB\n\nC\n\nd C# snake_case_word"),
    ],
)
def test_markdown(source, text):
    document = read_bytes(source.encode(), "cv.md")
    assert (document.media_type, document.text) == ("text/markdown", text)
