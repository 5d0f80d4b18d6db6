"""Text in fonts that a page holds counts if its letters look like what they stand for."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest

from matcher.extraction.web.html import add_markup

matplotlib = pytest.importorskip("matplotlib", reason="a typeface to change")
TEXT = "Python Django Kafka office"


@pytest.fixture(scope="module")
def typeface():
    """DejaVu Sans with the letters of ASCII, as bytes."""
    from fontTools import subset

    path = Path(matplotlib.get_data_path()) / "fonts/ttf/DejaVuSans.ttf"
    options = subset.Options(layout_features=["kern", "liga"], hinting=False)
    font = subset.load_font(str(path), options)
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=[*range(32, 127), 0xFB03, 0x430])
    chosen.subset(font)
    return saved(font)


def saved(font, flavor=None):
    font.flavor = flavor
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def opened(data):
    from fontTools.ttLib import TTFont

    return TTFont(io.BytesIO(data))


def is_shown(data, *, style="", text=TEXT, kind="font/ttf"):
    address = f"data:{kind};base64,{base64.b64encode(data).decode()}"
    page = (
        f"<style>@font-face{{font-family:'In  Page';src:url({address}) format('woff2')}}{style}"
        f".x{{font-family:'in page',Arial}}</style><h6>Seen</h6><p class=x>{text}</p>"
    )
    document = add_markup(page).build(name="", media_type="text/html", sha256="")
    seen = "".join(document.text[b.start : b.end] for b in document.blocks if b.visible)
    assert seen.startswith("Seen")
    return text in seen


def remapped(font):
    cmap = font["cmap"].getBestCmap()
    letters = "abcdefghijklmnopqrstuvwxyz"
    glyphs = [cmap[ord(letter)] for letter in letters]
    for table in font["cmap"].tables:
        for letter, glyph in zip(letters, glyphs[13:] + glyphs[:13], strict=True):
            table.cmap[ord(letter)] = glyph


def changed_glyphs(change):
    def apply(font):
        for letter in TEXT.replace(" ", ""):
            name = font["cmap"].getBestCmap()[ord(letter)]
            glyph = font["glyf"][name]
            if getattr(glyph, "numberOfContours", 0) > 0:
                change(font, name, glyph)

    return apply


def scaled(factor):
    def change(font, _, glyph):
        glyph.coordinates.scale((factor, factor))
        glyph.recalcBounds(font["glyf"])

    return changed_glyphs(change)


def moved(x, y):
    def change(font, name, glyph):
        glyph.coordinates.translate((x, y))
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (font["hmtx"][name][0], glyph.xMin)

    return changed_glyphs(change)


def spaced(advance):
    return changed_glyphs(lambda font, name, _: font["hmtx"].metrics.__setitem__(name, (advance, 0)))


def collapsed_by_program(font):
    """Give letters a program that moves their points onto the line."""
    from fontTools.ttLib.tables.ttProgram import Program

    def change(_font, _name, glyph):
        if not glyph.isComposite():
            glyph.program = Program()
            points = len(glyph.coordinates)
            code = ["SVTCA[0]"] + [line for n in range(points) for line in ("PUSHW[ ]", f"{n} 0", "SCFS[ ]")]
            glyph.program.fromAssembly(code)

    changed_glyphs(change)(font)
    font["maxp"].maxStackElements = 64
    font["maxp"].maxSizeOfInstructions = 5000


def with_feature(rules):
    def apply(font):
        from fontTools.feaLib.builder import addOpenTypeFeaturesFromString

        addOpenTypeFeaturesFromString(font, f"languagesystem DFLT dflt; languagesystem latn dflt; {rules}")

    return apply


def raised_lines(font):
    font["hhea"].ascent = font["OS/2"].usWinAscent = font["OS/2"].sTypoAscender = 30_000


def coloured(font):
    from fontTools.colorLib.builder import buildCOLR, buildCPAL

    font["COLR"] = buildCOLR({"P": [("space", 0)]})
    font["CPAL"] = buildCPAL([[(1.0, 1.0, 1.0, 1.0)]])


@pytest.mark.parametrize("kind", [None, "woff", "woff2"])
def test_letters_of_honest_fonts_count(typeface, kind):
    assert is_shown(saved(opened(typeface), kind))
    assert is_shown(saved(opened(typeface), kind), style=".x{text-transform:uppercase;font-feature-settings:'liga' 0}")


HONEST = [
    with_feature("feature liga { sub f f i by uniFB03; } liga;"),
    with_feature("feature ss01 { sub P by K; } ss01;"),
]
FALSE = [
    remapped, scaled(0), scaled(0.05), moved(0, 9000), moved(-9000, 0), moved(0, -3000), spaced(0), spaced(30_000),
    collapsed_by_program, raised_lines, coloured,
    with_feature("feature liga { sub P y t h o n by K; } liga;"), with_feature("feature calt { sub P by K; sub y by z; sub t by x; sub h by f; sub o by s; } calt;"),
    with_feature("feature ccmp { sub P y by K; sub t h by x; } ccmp;"), with_feature("feature calt { sub P' y by space; } calt;"),
    with_feature("feature kern { pos P y -4000; } kern;"), with_feature("feature kern { pos a <0 9000 0 0>; } kern;"),
    with_feature("feature rlig { sub a by NULL; } rlig;"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "answer"), [(HONEST, True), (FALSE, False)])
def test_letters_count_if_they_look_like_what_they_stand_for(typeface, changes, answer):
    found = []
    for change in changes:
        font = opened(typeface)
        change(font)
        found.append(is_shown(saved(font)))
    assert found == [answer] * len(changes)


def test_features_that_a_style_asks_for_are_followed(typeface):
    font = opened(typeface)
    with_feature("feature ss01 { sub P by K; sub y by z; sub t by x; sub h by f; sub o by s; } ss01;")(font)
    assert is_shown(saved(font))
    assert not is_shown(saved(font), style=".x{font-feature-settings:'ss01'}")
    assert not is_shown(saved(font), style=".x{font-fea\\74ure-settings:'ss01'}")


def test_families_are_known_however_they_are_named(typeface):
    font = opened(typeface)
    remapped(font)
    address = f"data:font/ttf;base64,{base64.b64encode(saved(font)).decode()}"
    face = (
        f"@font-face{{font-family:In/**/ 'Page';src:url({address})}}@font-face{{font-family:Page;src:url({address})}}"
    )
    bodies = [
        "<p style='font-family:Page'>", "<p style='font-family:P\\61ge'>", "<p style='font-family:\"P\\61 ge\"'>", "<p><font face=page>",
        "<p style='--f:page;font-family:var(--f)'>", "<p style='font:16px/1.2 page'>", "<p style='font-family:Arial,PAGE'>",
        "<svg width=900 height=40><text y=20 font-family=page>", "<p style='all:initial;font-family:page'>",
        "<style>p::first-line{font-family:page}</style><p>", "<style>@media screen{p{font-family:page}}</style><p>",
    ]  # fmt: skip
    usual = f"<style>@font-face{{font-family:'Times New Roman';src:url({address})}}</style>"
    bodies += [f"{usual}<p>", f"{usual}<p style='font-family:serif'>"]
    pages = [f"<style>{face}</style><h6>Seen</h6>{body}{TEXT}" for body in bodies]
    texts = [add_markup(page).build(name="", media_type="text/html", sha256="") for page in pages]
    seen = ["".join(d.text[b.start : b.end] for b in d.blocks if b.visible) for d in texts]
    assert [body for body, text in zip(bodies, seen, strict=True) if TEXT in text] == []


def test_sizes_of_fallback_fonts_may_be_adjusted():
    face = "@font-face{font-family:F;src:local('Arial');ascent-override:90.2%;descent-override:22%;size-adjust:%d%%}"
    page = "<style>" + face.replace("%;", "%%;") + "p{font-family:F}</style><p>Text</p>"
    seen = [add_markup(page % size).build(name="", media_type="", sha256="").text for size in (107, 1)]
    assert seen == ["Text", ""]
