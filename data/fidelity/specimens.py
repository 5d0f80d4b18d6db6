"""List the specimens: the person, producer and layout of each file."""

from __future__ import annotations

from typing import Any

from .plan import Specimen, Style

RIGHT, BELOW, TIMED = Style(), Style(dates="below"), Style(dates="timed")
TAGS, LABELLED = Style(groups="tags"), Style(labelled=True, groups="stacked")
STACKED = Style(groups="stacked")


def _web(
    name: str, source: str, arrangement: str, style: Style, classes: str, pages: int = 0, **options: Any
) -> Specimen:
    if arrangement.startswith("sidebar") or "bleed" in classes:
        options.setdefault("margin", "0")
    return Specimen(f"web-{name}", source, "web", arrangement, style, {"classes": classes, **options}, pages)


def _typst(name: str, source: str, arrangement: str, style: Style, pages: int = 0, **options: Any) -> Specimen:
    return Specimen(f"typst-{name}", source, "typst", arrangement, style, options, pages)


def _latex(name: str, source: str, arrangement: str, style: Style, pages: int = 0, **options: Any) -> Specimen:
    return Specimen(f"latex-{name}", source, "latex", arrangement, style, options, pages)


def _office(name: str, source: str, arrangement: str, style: Style, pages: int = 0, **options: Any) -> Specimen:
    return Specimen(f"office-{name}", source, "office", arrangement, style, options, pages)


SPECIMENS: tuple[Specimen, ...] = (
    # Chromium, one column
    _web("serif", "anjali-deshpande-roy", "plain", RIGHT, "serif rules"),
    _web("letter-bars", "astrid-nygaard", "plain", RIGHT, "bars", paper="Letter", shuffled=True),
    _web("justified-divided", "ruth-abena-lindqvist", "plain", RIGHT, "justify serif", soft=True, margin="16mm 45mm"),
    _web("centred-spaced", "leilani-kahananui", "plain", RIGHT, "spaced centred nimbus"),
    _web("wide-spaced", "cordelia-mbatha", "plain", BELOW, "spaced wide palatino"),
    _web("tracked", "aurelio-vandermeer", "plain", RIGHT, "tracked", shuffled=True),
    _web("timeline", "tevita-moala", "plain", TIMED, "century", shuffled=True),
    _web("labels-left", "wei-ling-tan", "plain", LABELLED, ""),
    _web("tags", "oluwaseun-bright", "plain", TAGS, "rules"),
    _web("mono", "esteban-quiroga", "plain", RIGHT, "mono"),
    _web("gothic-caps", "mireille-toussaint", "plain", RIGHT, "gothic caps", icons="svg", shuffled=True),
    _web("ligatures", "celeste-marchetti-ruiz", "plain", RIGHT, "deja ligatures"),
    _web("night", "darnell-whitcombe", "plain", RIGHT, "night dejasans"),
    _web("table", "kwabena-asante-frimpong", "table", Style(bullets=3), "nimbus"),
    _web("sheets", "ngozi-adeyemi-clarke", "furniture", RIGHT, "sheets", pages=2),
    _web("serial", "sanjana-wickramasinghe", "plain", RIGHT, "serial condensed rightname", icons="font"),
    _web("shrunk", "thiago-albuquerque", "plain", RIGHT, "shrunk levels"),
    # Chromium, columns
    _web("sidebar-dark", "dilnoza-yusupova", "sidebar-left", RIGHT, "left dark", pages=1),
    _web(
        "sidebar-narrow",
        "halina-wojciechowska",
        "sidebar-left",
        BELOW,
        "left narrow letter",
        pages=1,
        paper="Letter",
        shuffled=True,
    ),
    _web(
        "sidebar-icons",
        "samuel-oyelaran",
        "sidebar-left",
        RIGHT,
        "left dark gothic",
        pages=1,
        icons="font",
        shuffled=True,
    ),
    _web("sidebar-long", "ruth-abena-lindqvist", "sidebar-left", RIGHT, "left"),
    _web("sidebar-right", "zuri-kamande", "sidebar-right", RIGHT, "right dark", pages=1, shuffled=True),
    _web("sidebar-right-tags", "hana-kobayashi-lind", "sidebar-right", TAGS, "right bookman", pages=1, icons="svg"),
    _web("sidebar-drawn-last", "joonas-lehtimaki", "sidebar-right", TIMED, "right condensed", pages=1),
    _web("split", "levan-kapanadze", "split", BELOW, "rules", pages=1, shuffled=True),
    _web("split-band", "farid-benyahia", "split", BELOW, "bleed", pages=1, shuffled=True),
    _web("split-tight", "friederike-sonntag", "split", RIGHT, "tight serif", pages=1),
    _web("split-timed", "everett-sandoval", "split", TIMED, "bleed navy", pages=1, icons="svg", shuffled=True),
    _web("newspaper", "matteo-ferrante", "flow", BELOW, "serif", shuffled=True),
    _web("newspaper-justified", "thiago-albuquerque", "flow", BELOW, "justify tight", soft=True),
    _web("three-columns", "anjali-deshpande-roy", "flow", Style(dates="below", groups="stacked"), "three small"),
    _web("strip", "maeve-ogallagher", "strip", RIGHT, "", shuffled=True),
    _web("feet", "sian-prydderch", "feet", RIGHT, "serif", pages=1, shuffled=True),
    _web("cards", "ivana-brandstetter", "cards", BELOW, "", shuffled=True),
    _web("cards-band", "tevita-moala", "cards", BELOW, "bleed dejasans"),
    _web("spaced-split", "minh-anh-duong", "split", BELOW, "spaced tight", pages=1),
    # Typst
    _typst("justified", "celeste-marchetti-ruiz", "plain", RIGHT, justify=True, hyphenate=True, heading="caps"),
    _typst("german", "friederike-sonntag", "plain", RIGHT, justify=True, hyphenate=True, size="13pt"),
    _typst("spaced", "gwendoline-szabo", "plain", RIGHT, heading="spaced", paper="us-letter"),
    _typst("timed", "aurelio-vandermeer", "plain", TIMED, font="Liberation Sans"),
    _typst("labelled", "kirra-dunstan", "plain", LABELLED, font="DejaVu Serif", size="9pt"),
    _typst("table", "priya-raghunathan", "table", Style(bullets=2), font="Liberation Sans", size="9pt"),
    _typst("sheets", "rosalind-achterberg", "furniture", RIGHT, pages=2),
    _typst(
        "sidebar",
        "samuel-oyelaran",
        "sidebar-left",
        BELOW,
        pages=1,
        bleed=True,
        stacked=True,
        font="Liberation Sans",
        size="9.5pt",
    ),
    _typst(
        "sidebar-right",
        "joonas-lehtimaki",
        "sidebar-right",
        RIGHT,
        pages=1,
        bleed=True,
        stacked=True,
        side="right",
        size="10pt",
    ),
    _typst("split-band", "zuri-kamande", "split", BELOW, pages=1, bleed=True, accent="#7a1f1f"),
    _typst("split-divided", "levan-kapanadze", "split", BELOW, pages=1, justify=True, hyphenate=True, gutter="14pt"),
    _typst("newspaper", "kwabena-asante-frimpong", "flow", BELOW, justify=True, hyphenate=True),
    _typst(
        "three-columns",
        "walter-grzybowski",
        "flow",
        Style(dates="below", groups="stacked"),
        columns="3",
        gutter="14pt",
        size="9pt",
    ),
    _typst("cards", "ruth-abena-lindqvist", "cards", Style(dates="below", bullets=3), size="9.5pt"),
    _typst("strip", "wei-ling-tan", "strip", RIGHT, font="Liberation Sans", size="9.5pt"),
    # LaTeX
    _latex("article", "tevita-moala", "plain", RIGHT),
    _latex("justified", "noor-al-masri", "plain", RIGHT, justify=True, size="12pt"),
    _latex("accents", "ines-carvalhal", "plain", RIGHT, fonts="ot1", heading="caps"),
    _latex("spaced", "brock-ellingworth", "plain", BELOW, heading="spaced", fonts="sans", paper="letterpaper"),
    _latex("timed", "astrid-nygaard", "plain", TIMED, fonts="sans"),
    _latex("table", "gwendoline-szabo", "table", Style(bullets=2)),
    _latex("split", "hana-kobayashi-lind", "split", BELOW, pages=1, widths=[0.62, 0.32]),
    _latex("split-divided", "dilnoza-yusupova", "split", BELOW, pages=1, widths=[0.6, 0.34], justify=True, fonts="ot1"),
    _latex("newspaper", "matteo-ferrante", "flow", BELOW, justify=True),
    _latex("three-columns", "sian-prydderch", "flow", Style(dates="below", groups="stacked"), columns=3, fonts="sans"),
    # LibreOffice
    _office("tabs", "ferran-puigdomenech", "plain", RIGHT),
    _office(
        "justified", "maeve-ogallagher", "plain", RIGHT, justify=True, font="Liberation Serif", size=11, letter=True
    ),
    _office("grid", "wei-ling-tan", "plain", RIGHT, grid=True),
    _office("table", "leilani-kahananui", "table", Style(bullets=2), font="Liberation Serif"),
    _office("sheets", "cordelia-mbatha", "furniture", RIGHT, pages=2),
    _office("split", "farid-benyahia", "split", BELOW, pages=1, widths=[11.4, 5.6], size=9.5),
    _office(
        "sidebar", "halina-wojciechowska", "sidebar-left", BELOW, pages=1, widths=[5.4, 11.6], stacked=True, size=9.5
    ),
    _office("newspaper", "ngozi-adeyemi-clarke", "flow", Style(dates="below", groups="stacked"), size=9.5),
    _office("timed", "walter-grzybowski", "plain", TIMED),
)
