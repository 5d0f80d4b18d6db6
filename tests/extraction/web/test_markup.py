"""HTML, and Markdown, which is read through it."""

from __future__ import annotations

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.reading import read_bytes
from matcher.extraction.web.html import add_markup


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
        ("<p style='display:block'>x</p><p style=''>y</p>", "x\n\ny"),
        ("<span>Go</span><span>SQL</span>", "Go SQL"),
        ("<span>J</span><span>ava</span>", "Java"),
        ("<span class='hl'>Web</span>Sphere", "WebSphere"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("<p>a<!-- no --><?php no ?>b", "ab"),
        ("<input value='x'><textarea>y</textarea>Go", "x\ny\nGo"),
        ("<input type=hidden value='x'><input type=checkbox value='y'>Go", "Go"),
        ("<select><option>x<option selected>y</select><datalist><option>z</datalist>Go", "y Go"),
        ("<svg width=90 height=40><defs><text>x</text></defs><g><text y=16>Go</text><text y=32>SQL</text></g></svg>", "Go\nSQL"),
        ("<title>x</title><style>p{}</style><main><p>y</p></main>", "y"),
        ("", ""),
        ("<div>" * 1500 + "deep", "deep"),
    ],
)  # fmt: skip
def test_html(markup, text):
    assert text_of(markup) == text


_MARKDOWN = "# Ana\n\n## Skills\n\n- **Go**, [SQL](x)\n\n"


@pytest.mark.parametrize(
    ("text", "name", "accepted"),
    [
        ("<p>seen</p>" + "<div>" * 5000 + "dropped", "x.html", False),
        ("<p>x" * 10_001, "x.html", False),
        ("<p>x" * 5_000, "x.html", True),
        (_MARKDOWN + "a\n=\n" * 11_000, "x.md", False),
        (_MARKDOWN + "~~a" * 20_001, "x.md", False),
        (_MARKDOWN + "a | b\n" + "-" * 30_000 + "\n" + "*Go*, [SQL](x)\n" * 500, "x.md", True),
    ],
)
def test_text_beyond_the_limits_is_refused(text, name, accepted):
    if accepted:
        assert read_bytes(text.encode(), name).text
        return
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(text.encode(), name)
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


def sights(markup):
    """The text that is seen, and the reasons why the rest is not."""
    document = add_markup(markup).build(name="", media_type="text/html", sha256="")
    seen = " ".join(document.text[b.start : b.end] for b in document.blocks if b.visible)
    return seen, [b.reason for b in document.blocks if not b.visible]


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<p style='DISPLAY : none'>x</p>", "not displayed"),
        ("<p hidden>x</p>", "marked as hidden"),
        ("<p style='visibility:hidden'>x</p>", "not visible"),
        ("<p style='opacity:0'>x</p>", "transparent"),
        ("<p style='color:rgba(0,0,0,0)'>x</p>", "transparent"),
        ("<p style='font-size:1px'>x</p>", "two points"),
        ("<div style='font-size:10%'><p style='font-size:10%'>x</p></div>", "two points"),
        ("<p style='color:#fff'>x</p>", "colour of its background"),
        ("<div style='background:#222'><p style='color:#222'>x</p></div>", "colour of its background"),
        ("<div bgcolor=black><font color=black>x</font></div>", "colour of its background"),
        ("<p style='position:absolute;left:-9999px'>x</p>", "off the screen"),
        ("<p style='text-indent:-9999px'>x</p>", "off the screen"),
        ("<p style='transform:scale(0)'>x</p>", "scaled"),
        ("<style>.q{display:none}</style><p class=q>x</p>", "not displayed"),
        ("<style>p{display:none}#a{display:block}</style><p>x</p>", "not displayed"),
        ("<style>.q{display:none!important}</style><p class=q style='display:block'>x</p>", "not displayed"),
        ("<style>@media screen{.q{display:none}}</style><p class=q>x</p>", "not displayed"),
        ("<style>:root{--c:white}p{color:var(--c)}</style><p>x</p>", "colour of its background"),
        ("<style>div>p:first-child{visibility:hidden}</style><div><p>x</p></div>", "not visible"),
        ("<p style='font:0/0 a'>x</p>", "two points"),
        ("<p style='font-size:calc(1em * 0)'>x</p>", "two points"),
        ("<p style='font-size:clamp(0px,1px,2px)'>x</p>", "two points"),
        ("<p style='letter-spacing:-1em'>x</p>", "letter over letter"),
        ("<p style='color:lab(100% 0 0)'>x</p>", "colour of its background"),
        ("<p style='color:oklch(1 0 0)'>x</p>", "colour of its background"),
        ("<p style='color:color-mix(in srgb, white 60%, snow)'>x</p>", "colour of its background"),
        ("<p style='color:white;background:linear-gradient(white,#fefefe)'>x</p>", "colour of its background"),
        ("<div style='background:#222;height:9px'></div><p style='color:white'>x</p>", "colour of its background"),
        ("<p style='position:absolute;top:9px;color:white'>x</p>", "colour of its background"),
        ("<p style='position:absolute;left:-300%'>x</p>", "off the screen"),
        ("<p style='position:absolute;inset:-9999px auto auto 0'>x</p>", "off the screen"),
        ("<p style='margin:0 0 0 -9999px'>x</p>", "off the screen"),
        ("<p style='text-indent:100%;white-space:nowrap;overflow:hidden'>x</p>", "off the screen"),
        ("<p style='translate:-9999px 0'>x</p>", "moved away"),
        ("<p style='transform:translate(-200vw)'>x</p>", "moved away"),
        ("<p style='transform:rotateX(90deg)'>x</p>", "moved away"),
        ("<p style='scale:0'>x</p>", "moved away"),
        ("<p style='zoom:0.01'>x</p>", "moved away"),
        ("<p style='mask-image:linear-gradient(transparent,transparent)'>x</p>", "transparent"),
        ("<style>.f{opacity:0;animation:none-such 1s}</style><p class=f>x</p>", "transparent"),
        ("<style>div{color:red;p{display:none}}</style><div><p>x</p></div>", "not displayed"),
        ("<style>.q{&.r{display:none}}</style><p class='q r'>x</p>", "not displayed"),
        ("<style>@media (width>=100px){.q{display:none}}</style><p class=q>x</p>", "not displayed"),
        ("<dialog>x</dialog>", "not open"),
        ("<svg width=90 height=40><text fill='white' y=16>x</text></svg>", "colour of its background"),
    ],
)
def test_text_that_styles_hide(markup, reason):
    seen, reasons = sights("<h6>Seen</h6>" + markup)
    assert (seen, len(reasons)) == ("Seen", 1)
    assert reason in reasons[0]


@pytest.mark.parametrize(
    "markup",
    [
        "<p style='display:block'>x</p>",
        "<p aria-hidden=true>x</p>",
        "<p style='font-size:8px'>x</p>",
        "<p style='color:#bbb'>x</p>",
        "<div style='background:#123'><p style='color:white'>x</p></div>",
        "<div style='background:#222 url(a.png)'><p style='color:white'>x</p></div>",
        "<style>header{background:linear-gradient(red,blue);color:white}</style><header><p>x</p></header>",
        "<style>.p{display:none}@media (min-width:768px){.p{display:block}}</style><p class=p>x</p>",
        "<style>@media print{.p{display:none}}</style><p class=p>x</p>",
        "<style>@media (max-width:600px){.p{display:none}}</style><p class=p>x</p>",
        "<div style='visibility:hidden'><p style='visibility:visible'>x</p></div>",
        "<style>.f{opacity:0;animation:fade 1s forwards}@keyframes fade{to{opacity:1}}</style><p class=f>x</p>",
        "<style>.g{background:linear-gradient(red,blue);-webkit-background-clip:text;color:transparent}</style><p class=g>x</p>",
        "<style>.q{display:none}</style><p class=other>x</p>",
        "<style>.q:hover{display:none} .q::before{display:none}</style><p class=q>x</p>",
        "<p style='margin-left:-20px;position:relative;left:-5px'>x</p>",
        "<style>this is { not css ;;; } p{</style><p>x</p>",
        "<style>.q{&.r{display:none}}</style><p class=q>x</p>",
        "<style>@media (width<600px){.q{display:none}}</style><p class=q>x</p>",
        "<p style='color:yellow'>x</p>",
        "<p style='letter-spacing:-0.05em'>x</p>",
        "<p style='transform:rotate(5deg) translateX(-50%)'>x</p>",
        "<p style='font:italic 9pt/1.4 serif'>x</p>",
        "<svg width=90 height=40 style='background:#222'><text y=16 fill='white'>x</text></svg>",
        "<!-- <meta name=robots content='noodp django kafka redis kotlin scala'> --><!-- This page is free to use as long as you keep the link at its foot, which leads back to the shop --><!--[if lt IE 9]> Your browser is old: Firefox, Opera, Safari, Chrome, Edge <![endif]--><p>x</p>",
        "<img alt='Portrait photograph of Ana Example'><a style='position:absolute;clip:rect(0,0,0,0)'>Skip to content</a><p>x</p>",
    ],
)
def test_text_that_styles_leave_visible(markup):
    assert sights("<h6>Seen</h6>" + markup) == ("Seen x", [])


LONG = " ".join(f"word{n}" for n in range(20))


@pytest.mark.parametrize(
    "markup",
    [
        f"<meta name=keywords content='{LONG}'>",
        f"<img alt='{LONG}'>",
        f"<span title='{LONG}'></span>",
        f"<template>{LONG}</template>",
        f"<script type='application/ld+json'>{LONG}</script>",
        f"<svg width=0><text>{LONG}</text></svg>",
        f"<span style='position:absolute;clip:rect(0,0,0,0)'>{LONG}</span>",
        f"<!-- {LONG} -->",
        f"<input type=hidden value='{LONG}'>",
        f"<iframe width=0 srcdoc='<p>{LONG}</p>'></iframe>",
    ],
)
def test_stored_text_is_reported_if_it_says_much_more(markup):
    assert sights(f"<html><head></head><body><p>Seen</p>{markup}</body></html>")[1]
    assert sights(f"<html><body><p>Seen</p>{markup.replace(LONG, 'Menu')}</body></html>") == ("Seen", [])
    assert sights(f"<html><body><p>{LONG}</p>{markup}</body></html>")[1] == []


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Django, Kafka, Redis, Kotlin, Scala", True),
        ("django kafka redis kotlin scala", True),
        ("A developer with Django, Kafka, PostgreSQL and Redis", True),
        ("A screenshot of the web shop with its basket and its search", False),
        ("Résumé of Ana Example, developer in Oslo since 2019", False),
        ("https://example.org/a/b/c/d/e/f.png 4f9a03b2c771 ana@example.org", False),
        ("Seen", False),
    ],
)
def test_alternative_texts_that_say_more_than_the_page(text, is_told):
    assert bool(sights(f"<p>Seen</p><img alt='{text}'>")[1]) == is_told
