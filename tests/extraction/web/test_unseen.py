"""Text of HTML pages that a person cannot see, or may not see, earns nothing; what is shown keeps counting."""

from __future__ import annotations

import pytest

from matcher.core.errors import UnreadableFileError
from matcher.extraction.web.html import add_markup

BLACK_PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def sights(markup):
    """The text that is seen, and the reasons why the rest is not."""
    document = add_markup(markup).build(name="", media_type="text/html", sha256="")
    seen = " ".join(document.text[b.start : b.end] for b in document.blocks if b.visible)
    return seen, [b.reason for b in document.blocks if not b.visible]


CONDITIONS = [
    ".x{display:none}@supports (foo:bar){.x{display:block}}",
    ".x{display:none}@supports not (display:grid){.x{display:block}}",
    ".x{display:none}@supports (cursor:bogus){.x{display:block}}",
    ".x{display:none}@media (unknown-feature){.x{display:block}}",
    ".x{display:none}@media (min-resolution:99dppx){.x{display:block}}",
    ".x{display:none}@media tv{.x{display:block}}",
    ".x{display:none}@media not all{.x{display:block}}",
    ".x{display:none}@media (display-mode:fullscreen){.x{display:block}}",
    ".x{display:none}@media (max-width:1500px){.x{display:block}}",
    ".x{display:none}@brand-new{.x{display:block}}",
    "@media (min-width:1500px){.x{display:none}}",
    "@media (min-height:2000px){.x{display:none}}",
    "@media screen{@media (min-width:1px){.x{display:none}}}",
    "@media (hover) or (width>9999px){.x{display:none}}",
    "@brand-new{.x{display:none}}",
    "@container(min-width:1px){.x{display:none}}",
    "@scope(body){.x{display:none}}",
    ".x{transition:opacity 9999s}@starting-style{.x{opacity:0}}",
    "@layer a{.x{display:none!important}}.x{display:block!important}",
    "@layer b,a;@layer a{.x{display:none}}@layer b{.x{display:block}}",
    "@layer a{@layer b{.x{display:none!important}}.x{display:block!important}}",
    "@layer a{.x{display:none}}@layer b{.x{display:block}.x{display:revert-layer}}",
    '@import url("data:text/css,.x{display:none}");',
    "@import 'data:text/css;base64,LnhkaXNwbGF5Om5vbmV9';@import url(data:text/css;base64,Lnh7ZGlzcGxheTpub25lfQ==);",
]
SELECTORS = [
    ":-webkit-any(.x){display:none}", ".x:not(:autofill){display:none}", ".x:not(:modal){display:none}",
    ".x:defined{display:none}", ".x:dir(ltr){display:none}", ".x:has(b){display:none}", ":root:has(.x) .x{display:none}",
    ".x:not(:has(i)){display:none}", ".x:not(:picture-in-picture){display:none}", "p:nth-child(n of .x){display:none}",
    ".x:not(:placeholder-shown){display:none}", ".x:read-only{display:none}", ".x:not(:state(a)){display:none}",
    '[class="X" i]{display:none}', ".x:not(:target){display:none}", ".x:not(:brand-new){display:none}",
    ".x::first-line{font-size:0}", ".x::first-letter{display:none}", ".x::brand-new{display:none}", ".\\78 {display:none}",
    ".x{display:none}.x,:foo-bar{display:block}", ".x{display:none}.x,::-moz-thing{display:block}",
    "p.x{display:none}:where(#a,.x){display:block}", ":is(.x,#zz){display:none}.x.x{display:block}",
    "h6+.x{display:none}", "p:nth-last-child(1){display:none}", "body{&>.x{display:none}}", ".x{@media screen{display:none}}",
    ".x{display:none", "<!-- .x{display:none} -->", "@namespace h url(http://www.w3.org/1999/xhtml);h|p.x{display:none}",
    ".x:lang(en){display:none}",
]  # fmt: skip
VALUES = [
    "display:none;display:blok", "font-size:0;font-size:16", "color:#fff;color:#12345", "font-size:0;font-size:calc(1px +2px)",
    "display:var(--no,none)", "--a:none;display:VAR(--a)", "all:unset", "brand-new:1", "opacity:attr(data-o type(<number>),1)",
    "font-size:round(0.4px,1px)", "opacity:env(no,0)", "display:n\\6fne", "d\\69splay:none", "display:table-column",
    "filter:blur(40px)", "filter:brightness(0) invert(1)", "mix-blend-mode:color-dodge;color:#888",
    f"mask-image:url({BLACK_PIXEL})", "mask:linear-gradient(#000,#000) no-repeat;mask-size:0 0",
    'clip-path:path("M0 0")', "clip-path:rect(0 0 0 0)", "clip-path:inset(2000px)", "clip-path:polygon(0 0,9% 0,0 9%)",
    "-webkit-text-security:disc", "-webkit-text-stroke:20px #fff", "text-decoration:line-through 3em #fff",
    "color:#fff;background:url(missing.png)", f"color:#000;background:url({BLACK_PIXEL})",
    "color:#fff;background:linear-gradient(90deg,#fff 99.9%,#000)",
    "color:#fff;background:linear-gradient(#000,#000) no-repeat -9999px 0",
    "color:#fff;background:linear-gradient(#000,#000);background-size:1px 1px;background-repeat:no-repeat",
    "background:currentColor", "color:light-dark(#fff,#000)", "color:Canvas", "color:rgb(from white r g b)",
    "color:contrast-color(#000)", "color:color(xyz .95 1 1.09)", "color:color(srgb 1 1 1)", "color:hwb(0 100% 0%)",
    "color:color-mix(in srgb,#000 3%,transparent)", "color:rgb(0 0 0/3%)", "-webkit-text-fill-color:transparent",
    "height:0;overflow:auto", "max-height:0;overflow:scroll", "height:0;contain:paint", "width:3px;height:3px;overflow:hidden",
    "height:20px;overflow:hidden;padding-top:100px;box-sizing:border-box;width:20px",
    "transform:rotateY(180deg);backface-visibility:hidden", "transform:matrix3d(0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1)",
    'offset-path:path("M-9999 -9999 L-9999 -9998")', "transform:translateX(-100%)translateX(-100px)", "transform:scale(.03)",
    "transform:perspective(10px) translateZ(-9999px)", "transform:skew(90deg)",
    "transform:rotate(90deg);transform-origin:-3000px 0", "margin-left:-850px;width:800px", "position:absolute;top:-800px",
    "position:absolute;left:2000px", "position:absolute;left:calc(-1 * 100vw)", "position:absolute;right:110%",
    "position:fixed;bottom:120vh", "margin-left:-110%;width:100%", "font-size-adjust:0", "line-height:0",
    "text-indent:-800px", "word-spacing:-30px", "letter-spacing:3000px", "tab-size:9999", "content-visibility:hidden",
    f"content:url({BLACK_PIXEL})", "unicode-bidi:bidi-override;direction:rtl", "direction:rtl;white-space:nowrap",
    "position:absolute;left:anchor(--q left,-9999px)", "font-family:Webdings", "visibility:collapse", "zoom:.1",
    "animation:k 1s forwards", "opacity:0;animation:l 1s 9999999s", "opacity:0;animation:l 1s paused",
    "opacity:0;animation:l 1s 2 alternate forwards", "opacity:0;animation:l 1s forwards;animation-timeline:scroll()",
    "opacity:0!important;animation:l 1s forwards", "animation:k 1s infinite", "font-family:Blank", "font-family:Tiny,Arial",
    "animation:l 1s reverse forwards", "-webkit-line-clamp:1;display:-webkit-box;overflow:hidden;width:20px",
]  # fmt: skip
SHEET = (
    "@keyframes k{to{opacity:0}}@keyframes l{from{opacity:0}to{opacity:1}}"
    "@font-face{font-family:Blank;src:url(data:font/woff2;base64,AAAA)}"
    "@font-face{font-family:Tiny;src:local(Arial);size-adjust:0%}"
)


@pytest.mark.parametrize(
    "page",
    [
        *(
            f"<style>{rules}</style><h6>Seen</h6><p class=x lang=en><b>unseen Django Kafka Redis Kotlin Scala Spark</b></p>"
            for rules in CONDITIONS + SELECTORS
        ),
        *(
            f"<style>{SHEET}</style><h6>Seen</h6><p style='{style}'>unseen Django Kafka Redis Kotlin Scala Spark</p>"
            for style in VALUES
        ),
    ],
)
def test_unseen_text_is_told(page):
    seen, reasons = sights(page)
    assert (seen, len(reasons)) == ("Seen", 1)


COVERS = [
    ".c{position:relative;background:#fff;margin-top:-60px;height:80px}", ".p::after{content:'';position:absolute;inset:0;background:#fff}",
    ".p::before{content:'\\a0';position:absolute;left:0;top:0;width:100%;height:100%;background:white}",
    ".c{position:absolute;inset:0;background:#fff}", ".c{position:fixed;inset:0;background:#fff}",
    ".c{position:relative;margin-top:-60px;height:60px;box-shadow:inset 0 0 0 9999px #fff}",
    ".c{outline:60px solid #fff;height:2px}", ".c{position:relative;box-shadow:0 -50px 0 10px #fff;height:20px}",
    ".c{-webkit-box-reflect:above 0;background:#fff;height:60px}", ".c{transform:translateY(-50px);background:#fff;height:60px}",
    ".p{display:grid}.p>*{grid-area:1/1}.c{background:#fff}", ".p{display:grid}.w{grid-area:1/1/-1/-1}.c{grid-area:1/1/2/2;background:#fff}",
    ".x{margin-bottom:-40px}.c{position:relative;background:#fff;height:60px}", ".w{height:0}.c{position:relative;background:#fff;height:80px}",
    ".w{height:0;overflow:clip}", ".w{height:30px;overflow:auto}.x{padding-top:300px}", ".w{background:#fff}.x{position:relative;z-index:-1}",
    ".x{white-space:nowrap;width:1px;float:left}.c{position:relative;background:#fff;height:80px}",
    ".c{position:absolute;border:40px solid #fff;width:900px;top:0;left:0}", ".c{position:fixed;inset:0;backdrop-filter:brightness(0) invert(1)}",
    ".p{display:flex}.c{background:#fff;width:900px;height:60px;margin-left:-900px}", ".c{position:absolute;background:#fff;padding:9px 300px}",
    ".w,.x,.p,.q{transform:scale(.45)}", ".w,.x,.p,.q{zoom:.45}", ".w,.x,.p,.q{font-size:.45em}", ".w,.x,.p,.q{opacity:.45}",
    ".p{display:flex}.w{overflow:hidden;min-width:0}.c{flex:0 0 100vw}", ".p{display:grid;grid-template-rows:0fr}.w{overflow:hidden}",
    ".p{display:flex}.w{flex:0 0 0;min-width:0;overflow:hidden}", ".p{mask-image:linear-gradient(transparent,transparent)}",
    ".p{background:#111}.x{color:#111}", ".w{color:#fff}.x{color:inherit}", ":root{color-scheme:dark}.x{color:#121212}",
]  # fmt: skip


@pytest.mark.parametrize("rules", COVERS)
def test_covered_text_is_told(rules):
    page = (
        f"<style>{rules}</style><div class=q><div class=p style='position:relative'><div class=w>"
        "<p class=x>unseen Django Kafka Redis Kotlin Scala Spark</p></div><div class=c></div></div></div>"
    )
    seen, reasons = sights(page)
    assert ("unseen" not in seen, len(reasons)) == (True, 1)


@pytest.mark.parametrize(
    "body",
    [
        "<style title=a>p{}</style><style>.x{display:none}</style><style title=b>.x{display:block!important}</style><p class=x>unseen Django Kafka Redis Kotlin Scala Spark</p>",
        "<style>.x{display:none}</style><style type='text/css;x'>.x{display:block!important}</style><p class=x>unseen Django Kafka Redis Kotlin Scala Spark</p>",
        "<style>.x{display:none}</style><noscript><style>.x{display:block!important}</style></noscript><p class=x>unseen Django Kafka Redis Kotlin Scala Spark</p>",
        "<style>.x{display:none}</style><template><style>.x{display:block!important}</style></template><p class=x>unseen Django Kafka Redis Kotlin Scala Spark</p>",
        "<link rel=stylesheet href='data:text/css,.x%7Bdisplay:none%7D'><p class=x>unseen Django Kafka Redis Kotlin Scala Spark</p>",
        "<meta http-equiv=Content-Security-Policy content=\"style-src 'sha256-xx'\"><p hidden style='display:block'>unseen Django Kafka Redis Kotlin Scala Spark</p>",
        "<details><summary>Seen</summary>unseen Django Kafka Redis Kotlin Scala Spark</details>",
        "<details><summary>Seen</summary><p>unseen Django Kafka Redis Kotlin Scala Spark</p></details>",
        "Seen<p>Seen</p><div style='height:60000px'></div>unseen Django Kafka Redis Kotlin Scala Spark",
        "<details><summary>Seen</summary><summary>unseen Django Kafka Redis Kotlin Scala Spark</summary></details>",
        "<div hidden=until-found style='display:block'>unseen Django Kafka Redis Kotlin Scala Spark</div>",
        "<p>unseen Django Kafka Redis Kotlin Scala Spark</p><dialog open style='margin-top:-60px;width:900px'>Seen</dialog>",
        "<style>.X{display:none}</style><p class=x>unseen Django Kafka Redis Kotlin Scala Spark</p>",
        "<style>#X{display:none}</style><p id=x>unseen Django Kafka Redis Kotlin Scala Spark</p>",
        "<div style='background:#000;color:#fff'><table><tr><td>unseen Django Kafka Redis Kotlin Scala Spark</table></div>",
        "<table><col style='visibility:collapse'><tr><td>unseen Django Kafka Redis Kotlin Scala Spark</table>",
        "<p>unseen Django Kafka Redis Kotlin Scala Spark</p><svg width=1 height=1 style='overflow:visible'><rect width=2000 height=500 y=-200 fill=white /></svg>",
        "<style>p{position:relative}p::after{content:url(data:image/gif;base64,AA);position:absolute;inset:0}</style><p>unseen Django Kafka Redis Kotlin Scala Spark</p>",
        "<p id=q>unseen Django Kafka Redis Kotlin Scala Spark</p><script>window.dataLayer=[];document.getElementById('q').remove()</script>",
        "<style>.off{display:none}</style><p id=q>unseen Django Kafka Redis Kotlin Scala Spark</p><script>document.getElementById('q').classList.add('off')</script>",
        "<div id=h hidden></div><p id=q>unseen Django Kafka Redis Kotlin Scala Spark</p><script>var a=document.getElementById('q');document.getElementById('h').append(a)</script>",
        "<div style='overflow:hidden'><p style='position:relative;top:60px'>unseen Django Kafka Redis Kotlin Scala Spark</p></div>",
        "<div style='overflow:hidden'><p style='transform:translateY(60px)'>unseen Django Kafka Redis Kotlin Scala Spark</p></div>",
        "<div style='overflow:hidden;position:relative;height:40px'>Seen<p style='position:absolute;top:90px'>unseen Django Kafka Redis Kotlin Scala Spark</p></div>",
        "<div style='overflow:hidden;position:relative;width:300px;height:60px'><p style='position:absolute;left:500px'>unseen Django Kafka Redis Kotlin Scala Spark</p></div>",
        "<div style='overflow:hidden;height:1.2em'><span style='vertical-align:-2.9em'>unseen Django Kafka Redis Kotlin Scala Spark</span></div>",
        "<div style='overflow:hidden;height:1.2em'><br><br><br>unseen Django Kafka Redis Kotlin Scala Spark</div>",
        "<div style='overflow:hidden;height:1em;line-height:4em'>unseen Django Kafka Redis Kotlin Scala Spark</div>",
        "<div style='overflow:hidden;width:99px;padding-left:400px;box-sizing:border-box'>unseen Django Kafka Redis Kotlin Scala Spark</div>",
        "<div style='display:flex;flex-direction:column;height:20px;overflow:hidden'><p style='flex:0 0 200px'>Seen</p><p>unseen Django Kafka Redis Kotlin Scala Spark</p></div>",
        "<mark style='color:#ff0'>unseen Django Kafka Redis Kotlin Scala Spark</mark>",
        "<button style='color:#efefef'>unseen Django Kafka Redis Kotlin Scala Spark</button>",
        "<div style='background:#0000ee'><a href=x>unseen Django Kafka Redis Kotlin Scala Spark</a></div>",
        "<div popover>unseen Django Kafka Redis Kotlin Scala Spark</div>",
        "<div><template shadowrootmode=open>Seen</template>unseen Django Kafka Redis Kotlin Scala Spark</div>",
        "<meter value=1>unseen Django Kafka Redis Kotlin Scala Spark</meter>",
        "<marquee scrollamount=0>unseen Django Kafka Redis Kotlin Scala Spark</marquee>",
        "<input type=number value='unseen Django Kafka Redis Kotlin Scala Spark'>",
        "<input style='width:3px' value='unseen Django Kafka Redis Kotlin Scala Spark'>",
        "<select hidden><option>unseen Django Kafka Redis Kotlin Scala Spark</select>",
        "<select style='display:none'><option>unseen Django Kafka Redis Kotlin Scala Spark</select>",
        "<textarea style='height:1px'>unseen Django Kafka Redis Kotlin Scala Spark</textarea>",
        "<ruby>Seen<rp>unseen Django Kafka Redis Kotlin Scala Spark</rp></ruby>",
        "<svg width=900 height=20><text y=15 clip-path='url(#k)'>unseen Django Kafka Redis Kotlin Scala Spark</text></svg>",
        "<svg width=900 height=20><text y=15 fill-opacity=0>unseen Django Kafka Redis Kotlin Scala Spark</text></svg>",
        "<svg width=900 height=20><text y=15 style='fill:#fff'>unseen Django Kafka Redis Kotlin Scala Spark</text></svg>",
        "<svg width=900 height=20><text y=900>unseen Django Kafka Redis Kotlin Scala Spark</text></svg>",
        "<svg width=900 height=20><text y=15>Seen<tspan y=900>unseen Django Kafka Redis Kotlin Scala Spark</tspan></text></svg>",
        "<svg width=600 height=20 viewBox='0 0 9000000 300000'><text y=15>unseen Django Kafka Redis Kotlin Scala Spark</text></svg>",
        "<svg width=600 height=20><foreignObject width=0 height=0>unseen Django Kafka Redis Kotlin Scala Spark</foreignObject></svg>",
        "<svg width=600 height=20><switch><text y=15>unseen Django Kafka Redis Kotlin Scala Spark</text></switch></svg>",
        "<p id=q>unseen Django Kafka Redis Kotlin Scala Spark</p><script>document.getElementById('q').style.display='none'</script>",
        "<p class=q>unseen Django Kafka Redis Kotlin Scala Spark</p><script>document.querySelector('.q').remove()</script>",
        "<p>unseen Django Kafka Redis Kotlin Scala Spark</p><script>document['bo'+'dy']['lastEl'+'ementChild'].remove()</script>",
        "<p>unseen Django Kafka Redis Kotlin Scala Spark</p><img src=x onerror='this.previousElementSibling.remove()'>",
        "<style>.js .x{display:none}</style><p class=x>unseen Django Kafka Redis Kotlin Scala Spark</p><script>document.documentElement.className='js'</script>",
        "<x-y>unseen Django Kafka Redis Kotlin Scala Spark</x-y><script>customElements.define('x-y',class extends HTMLElement{connectedCallback(){this.innerHTML=''}})</script>",
        "<iframe srcdoc='<script>parent.document.body.firstChild.remove()</script>'></iframe><p>unseen Django Kafka Redis Kotlin Scala Spark</p>",
        "<meta http-equiv=refresh content='0;url=data:text/html,hi'><p>unseen Django Kafka Redis Kotlin Scala Spark</p>",
        "<table style='table-layout:fixed'><col style='width:1px'><tr><td style='overflow:hidden;white-space:nowrap'>unseen Django Kafka Redis Kotlin Scala Spark</table>",
    ],
)  # fmt: skip
def test_elements_and_scripts_that_hide(body):
    seen, reasons = sights(f"<html><body>{body}</body></html>")
    assert "unseen" not in seen
    assert reasons


@pytest.mark.parametrize(
    "page",
    [
        "<style>@import url(https://fonts.example/css);p{color:#333}</style><p>shown</p>",
        "<style>@supports (display:grid){p{display:grid}}@media (prefers-color-scheme:dark){p{color:#fff}}</style><p>shown</p>",
        "<style>@layer base,utilities;@layer utilities{.x{display:block}}@layer base{.x{display:none}}</style><p class=x>shown</p>",
        "<style>*,::before,::after{--t:0;box-shadow:0 0 #0000}p{--o:1;color:rgb(9 9 9/var(--o))}</style><p>shown</p>",
        "<style>@property --t{syntax:'*';inherits:false;initial-value:0}p{transform:translate(var(--t))}</style><p>shown</p>",
        "<style>p::-moz-selection{color:#fff}p::selection{color:#fff}p:-moz-ui-invalid{box-shadow:none}</style><p>shown</p>",
        "<style>a:hover,a:focus{opacity:0}p:empty{display:none}input::placeholder{opacity:0}</style><p>shown</p>",
        "<style>sup{font-size:75%;line-height:0;position:relative;top:-.5em}</style><p>shown<sup>th</sup></p>",
        "<style>.row{margin:0 -15px}.box{padding:0 15px}</style><div class=box><div class=row><p>shown</p></div></div>",
        "<style>.s{position:absolute;left:0;top:0;width:200px;height:100%;background:#333;color:#fff}.m{margin-left:220px}</style>"
        "<div class=s>shown</div><div class=m>shown</div>",
        "<style>h1{position:relative}h1::after{content:'';position:absolute;left:0;bottom:0;width:60px;height:3px;background:red}</style><h1>shown</h1>",
        "<style>li{position:relative}li::before{content:'';position:absolute;left:-20px;top:6px;width:8px;height:8px;background:red}</style><ul><li>shown</li></ul>",
        "<style>.b{position:relative}.b::before{content:'';position:absolute;inset:0;background:#eee;z-index:-1}</style><div class=b>shown</div>",
        "<style>nav{position:fixed;top:0;height:50px;background:#eee}body{padding-top:60px}</style><nav>shown</nav><p>shown</p>",
        "<style>.page{width:210mm;min-height:297mm;height:297mm;overflow:hidden;background:#fff}</style><div class=page>shown</div>",
        "<style>.c{margin-bottom:-9999px;padding-bottom:9999px;background:#333;color:#fff}</style><div class=c>shown</div>",
        "<style>.h{background:linear-gradient(45deg,#123,#345) no-repeat;background-color:#123;color:#fff}</style><div class=h>shown</div>",
        "<style>p{padding-left:2em;text-indent:-2em;letter-spacing:.1em;text-shadow:1px 1px 2px #ccc}</style><p>shown</p>",
        "<style>p{animation:a 1s both}@keyframes a{from{opacity:0;transform:translateY(20px)}to{opacity:1;transform:none}}</style><p>shown</p>",
        "<style>p{box-shadow:0 10px 40px rgba(0,0,0,.2);filter:drop-shadow(0 1px 2px #999);outline:1px solid red}</style><p>shown</p>",
        "<style>.g{display:grid;grid-template-columns:minmax(0,1fr) 2fr;gap:1em}</style><div class=g><p>shown</p><p>shown</p></div>",
        "<style>.t{white-space:nowrap;overflow:hidden;text-overflow:ellipsis;height:30px}</style><div class=t>shown</div>",
        "<style>p{-ms-filter:x;_height:1px;*zoom:1;mso-hide:none;-moz-opacity:0;filter:none}</style><p>shown</p>",
        "<p style='mso-style-name:x;tab-stops:1cm;line-break:strict'>shown<o:p></o:p></p>",
        "<script>window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}gtag('js',new Date())</script><p>shown</p>",
        "<p>shown</p><button onclick='window.print()' hidden>x</button><script>console.log('hello')</script>",
        "<details open><summary>shown</summary><p>shown</p></details>",
        "<input type=date value=2020-01-31><input value='shown'><textarea>shown</textarea>",
        "<custom-card><p>shown</p></custom-card>",
        "<svg width=200 height=40><text x=4 y=20 font-size=14>shown</text></svg>",
        "<!DOCTYPE html><style>.X{display:none}</style><p class=x>shown</p>",
        "<!DOCTYPE html><div style='background:#000;color:#fff'><table><tr><td>shown</table></div>",
        "<svg viewBox='0 0 512 512' width=16 height=16 style='overflow:visible'><path d='M0 0 h512 v512 z'/></svg><p>shown</p>",
        "<style>.on a{color:red}</style><section id=q><p>shown</p></section><script>document.querySelectorAll('section')"
        ".forEach(s=>addEventListener('scroll',()=>s.classList.toggle('on')))</script>",
        "<script>(function(d,s,id){var js,f=d.getElementsByTagName(s)[0];if(d.getElementById('x'))return;js=d.createElement(s);"
        "js.src='https://a.example/b.js';f.parentNode.insertBefore(js,f)}(document,'script','x'))</script><p>shown</p>",
        "<style>:root{--b:#fff;--t:#111}[data-theme=dark]{--b:#111;--t:#fff}body{background:var(--b);color:var(--t)}</style><p>shown</p>"
        "<script>document.documentElement.setAttribute('data-theme',localStorage.getItem('theme')||'light')</script>",
        "<style>.page{height:297mm}.b{position:relative;background:#eee}</style><div class=page>" + "<p>shown</p><div class=b>shown</div>" * 40,
        "<body bgcolor=#003366 text=#ffffff><font size=2 color=yellow>shown</font></body>",
    ],
)  # fmt: skip
def test_honest_styles_keep_their_text(page):
    seen, reasons = sights(page)
    assert "shown" in seen
    assert [reason for reason in reasons if "marked as hidden" not in reason] == []


@pytest.mark.parametrize(
    ("rules", "element"),
    [
        ("div:has(p) p{color:#111}", "<div><p>x</p></div>"),
        (":is(p,div):not(.q) ~ p{color:#111}", "<p>x</p>"),
        ("p:nth-last-child(3n+1 of p){color:#111}", "<p>x</p>"),
        ("[class*=a] [class$=b]{color:#111}", "<p class=ab>x</p>"),
    ],
)
def test_rules_times_elements_are_bounded(rules, element):
    with pytest.raises(UnreadableFileError) as caught:
        add_markup(f"<style>{rules * 1500}</style>{element * 1500}")
    assert caught.value.code == "too-large"


def test_elements_that_styles_make_blocks_begin_lines():
    assert sights("<style>span{display:block}</style><span>Ana</span><span>Developer</span>")[0] == "Ana\nDeveloper"
