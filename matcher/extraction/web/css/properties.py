"""List the style properties that are known: those that cannot hide text, and those whose values are judged."""

from __future__ import annotations

from typing import Final

__all__ = ["JUDGED", "canonical", "is_harmless"]

_HARMLESS: Final = frozenset(
    """
    accent-color align-content align-items align-self alignment-baseline anchor-name appearance aspect-ratio
    backface-visibility background-attachment background-origin baseline-shift block-ellipsis border-block-color
    border-block-style border-bottom-color border-bottom-left-radius border-bottom-right-radius border-bottom-style
    border-collapse border-color border-end-end-radius border-end-start-radius border-image-repeat
    border-image-slice border-image-source border-inline-color border-inline-style border-left-color
    border-left-style border-radius border-right-color border-right-style border-spacing border-start-end-radius
    border-start-start-radius border-style border-top-color border-top-left-radius border-top-right-radius
    border-top-style box-align box-decoration-break box-direction box-flex box-lines box-ordinal-group box-orient
    box-pack break-after break-before break-inside caption-side caret-color clear clip-rule color-adjust
    color-interpolation color-rendering column-count column-fill column-gap column-rule column-rule-color
    column-rule-style column-rule-width column-span column-width columns contain-intrinsic-size container
    container-name container-type counter-increment counter-reset counter-set cursor dominant-baseline empty-cells
    field-sizing fill-rule flex-wrap focus-ring-color font-display font-feature-settings font-kerning
    font-language-override font-optical-sizing font-palette font-smooth font-smoothing font-stretch font-style
    font-synthesis font-synthesis-small-caps font-synthesis-style font-synthesis-weight font-variant
    font-variant-alternates font-variant-caps font-variant-east-asian font-variant-emoji font-variant-ligatures
    font-variant-numeric font-variant-position font-variation-settings font-weight font-width forced-color-adjust
    gap grid-auto-flow grid-column-gap grid-gap grid-row-gap hanging-punctuation highlight hyphenate-character
    hyphenate-limit-chars hyphens image-orientation image-rendering initial-letter interpolate-size isolation
    justify-content justify-items justify-self line-break list-style list-style-image list-style-position
    list-style-type margin-trim marker marker-end marker-mid marker-start nbsp-mode object-fit object-position order
    orphans overflow-anchor overflow-scrolling overflow-wrap overscroll-behavior overscroll-behavior-block
    overscroll-behavior-inline overscroll-behavior-x overscroll-behavior-y page page-break-after page-break-before
    page-break-inside paint-order perspective perspective-origin place-content place-items place-self pointer-events
    position-area position-try position-try-fallbacks print-color-adjust quotes resize row-gap rtl-ordering
    ruby-align ruby-position scroll-behavior scroll-margin scroll-margin-bottom scroll-margin-left
    scroll-margin-right scroll-margin-top scroll-padding scroll-padding-bottom scroll-padding-left
    scroll-padding-right scroll-padding-top scroll-snap-align scroll-snap-stop scroll-snap-type scrollbar-color
    scrollbar-gutter scrollbar-width shape-image-threshold shape-margin shape-outside shape-rendering size speak
    stop-color stop-opacity stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
    tap-highlight-color text-align-all text-align-last text-anchor text-autospace text-combine-upright
    text-decoration-color text-decoration-line text-decoration-skip text-decoration-skip-ink text-decoration-style
    text-emphasis text-emphasis-color text-emphasis-position text-emphasis-style text-justify text-orientation
    text-overflow text-rendering text-size-adjust text-spacing-trim text-transform text-underline-offset
    text-underline-position text-wrap-style timeline-scope touch-action touch-callout transform-box transform-style
    transition transition-behavior transition-delay transition-duration transition-property
    transition-timing-function user-drag user-modify user-select vector-effect view-transition-name
    white-space-collapse white-space-trim widows word-break word-wrap font-emphasize layout-grid-align
    layout-grid-char layout-grid-line layout-grid-mode layout-grid-type mso panose-1 punctuation-trim
    punctuation-wrap tab-interval tab-stops text-effect text-fit text-kashida text-kashida-space text-line-through
    text-raise text-shadow-style text-underline text-underline-style vert-align
    """.split()
)  # fmt: skip
"""Properties of which no value hides text, those that browsers never had (from old word processors) among them."""

JUDGED: Final = frozenset(
    """
    animation animation-delay animation-direction animation-duration animation-fill-mode animation-iteration-count
    animation-name animation-play-state animation-timing-function background background-blend-mode background-clip
    background-color background-image background-position background-position-x background-position-y
    background-repeat background-size backdrop-filter border border-bottom border-bottom-width border-left
    border-left-width border-right border-right-width border-top border-top-width border-width border-block
    border-inline border-block-end border-block-start border-inline-end border-inline-start border-block-width
    border-inline-width border-image bottom box-sizing box-shadow clip clip-path color color-scheme contain content
    content-visibility direction display fill fill-opacity filter flex flex-basis flex-direction flex-flow flex-grow
    flex-shrink float font font-family font-size font-size-adjust grid grid-area grid-auto-columns grid-auto-rows
    grid-column grid-column-end grid-column-start grid-row grid-row-end grid-row-start grid-template
    grid-template-areas grid-template-columns grid-template-rows height left letter-spacing line-clamp line-height
    margin margin-bottom margin-left margin-right margin-top mask mask-image mask-border max-height max-width
    min-height min-width mix-blend-mode opacity outline outline-color outline-offset outline-style outline-width
    overflow overflow-clip-margin overflow-x overflow-y padding padding-bottom padding-left padding-right
    padding-top position right rotate scale stroke stroke-opacity stroke-width tab-size table-layout text-align
    text-decoration text-decoration-thickness text-fill-color text-indent text-security text-shadow text-stroke
    text-stroke-color text-stroke-width text-wrap text-wrap-mode top transform transform-origin translate
    unicode-bidi vertical-align visibility white-space width will-change word-spacing writing-mode z-index zoom
    """.split()
)
"""Properties whose values decide whether text is shown."""

_SAME: Final = {
    "block-size": "height", "inline-size": "width", "max-block-size": "max-height", "max-inline-size": "max-width",
    "min-block-size": "min-height", "min-inline-size": "min-width", "inset-block-start": "top",
    "inset-block-end": "bottom", "inset-inline-start": "left", "inset-inline-end": "right",
    "margin-block-start": "margin-top", "margin-block-end": "margin-bottom", "margin-inline-start": "margin-left",
    "margin-inline-end": "margin-right", "padding-block-start": "padding-top", "padding-block-end": "padding-bottom",
    "padding-inline-start": "padding-left", "padding-inline-end": "padding-right", "overflow-block": "overflow-y",
    "overflow-inline": "overflow-x", "margin-start": "margin-left", "margin-end": "margin-right",
    "padding-start": "padding-left", "padding-end": "padding-right", "logical-width": "width",
    "logical-height": "height", "margin-before": "margin-top", "margin-after": "margin-bottom",
    "grid-gap": "gap", "word-wrap": "overflow-wrap",
}  # fmt: skip
SHORTHANDS: Final = {
    "margin-block": ("margin-top", "margin-bottom"), "margin-inline": ("margin-left", "margin-right"),
    "padding-block": ("padding-top", "padding-bottom"), "padding-inline": ("padding-left", "padding-right"),
    "inset-block": ("top", "bottom"), "inset-inline": ("left", "right"),
    "margin": ("margin-top", "margin-right", "margin-bottom", "margin-left"),
    "padding": ("padding-top", "padding-right", "padding-bottom", "padding-left"),
    "inset": ("top", "right", "bottom", "left"), "overflow": ("overflow-x", "overflow-y"),
}  # fmt: skip
"""Shorthands whose values are the values of others, by side."""

_OTHER_BROWSERS: Final = ("-moz-", "-ms-", "-o-", "-khtml-", "-apple-", "-epub-", "-xv-", "mso-", "_", "*")
"""How properties begin that browsers of today ignore: of browsers that are gone, of Word, and old browsers' tricks."""


def canonical(name: str) -> str:
    """Return the name under which a property is judged; empty when browsers of today ignore it.

    >>> canonical("-webkit-transform"), canonical("inset-block-start"), canonical("-ms-filter"), canonical("brand-new")
    ('transform', 'top', '', 'brand-new')
    """
    if name.startswith(_OTHER_BROWSERS):
        return ""
    if name.startswith("-webkit-"):
        name = name[8:]
    elif name.startswith("-internal-"):
        return name
    return _SAME.get(name) or name


def is_harmless(name: str) -> bool:
    """Return whether no value of a property hides text.

    >>> is_harmless("cursor"), is_harmless("opacity"), is_harmless("brand-new")
    (True, False, False)
    """
    return name in _HARMLESS or name.startswith(("mso-", "scroll-timeline", "view-timeline", "page-"))
