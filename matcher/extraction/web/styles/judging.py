"""Judge for each element of a page whether its own text is known to be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from matcher.extraction.web.css.cascade import Matched, Matcher, Winners, Winning
from matcher.extraction.web.css.conditions import SCREENS
from matcher.extraction.web.css.lengths import measure
from matcher.extraction.web.css.nodes import Budget, Node, build
from matcher.extraction.web.css.sheets import Sheets, asks_for_letters, data_text
from matcher.extraction.web.fonts.families import Families
from matcher.extraction.web.styles import boxes, covers, elements, motion, scripts
from matcher.extraction.web.styles.computing import compute
from matcher.extraction.web.styles.style import CLIPPED_AWAY, NO_SIZE, OTHER_LETTERS, Style, first_style, unknown

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["FOR_SCREEN_READERS", "judge"]

FOR_SCREEN_READERS: Final = frozenset({CLIPPED_AWAY, NO_SIZE, OTHER_LETTERS})
"""Reasons for which honest pages also have text: names of icons, for screen readers alone, and bullets."""

_BLOCKS: Final = frozenset({"block", "flex", "grid", "list-item", "flow-root", "table", "-webkit-box"})
_UNAPPLIED: Final = frozenset({"template", "noscript", "svg", "textarea", "title", "iframe", "noembed", "noframes"})
"""Elements in which style sheets may not apply."""


_USUAL: Final = (
    "times new roman", "times", "arial", "helvetica", "courier new", "courier", "consolas", "monospace", "segoe ui",
)  # fmt: skip
"""Families in which browsers show what has no family, and fields; a page may hold fonts of these names."""


def judge(root: _Element) -> tuple[dict[_Element, str], set[_Element]]:
    """Return why elements' own text is hidden, or not known to be shown, and which elements styles make blocks.

    Args:
        root: the page, without comments.

    Raises:
        UnreadableFileError: its style sheets need more work than allowed.

    >>> from lxml import html
    >>> page = html.fromstring("<div><p style='opacity:0'>a</p><p style='brand-new: x'>b</p><p>c</p></div>")
    >>> {element.text: reason for element, reason in judge(page)[0].items()}
    {'a': 'transparent', 'b': 'not known to be shown (style “brand-new”)'}
    """
    budget = Budget()
    budget.has_autofocus = root.find(".//*[@autofocus]") is not None
    budget.quirks = elements.is_quirky(str(getattr(root.getroottree().docinfo, "doctype", "")))
    nodes = build(root)
    page = _Page(root, nodes, budget)
    reasons: dict[_Element, str] = {}
    blocks: set[_Element] = set()
    for screen, with_styles in page.worlds():
        for element, reason in page.reasons(screen, with_styles=with_styles, blocks=blocks).items():
            reasons.setdefault(element, reason)
    codes = scripts.judged(nodes)
    if given := scripts.classes(nodes, codes):
        for node, names in given.items():
            node.classes |= names
        page.match()
        for element, reason in page.reasons(0).items():
            reasons.setdefault(element, reason)
    for node in scripts.touched(nodes, codes):
        if node.letters:
            for inner in node.element.iter():
                reasons.setdefault(inner, "in an element that a script may change")
    whole = scripts.doubt(nodes, codes)
    if whole:
        for node in nodes:
            reasons.setdefault(node.element, whole)
    return reasons, blocks


class _Page:
    """A page with its style sheets, whose elements are judged on each screen."""

    def __init__(self, root: _Element, nodes: list[Node], budget: Budget) -> None:
        self.nodes = nodes
        self.budget = budget
        self.sheets = Sheets(budget)
        self._read(root)
        fonts = self.sheets.fonts
        if fonts and not fonts.on_request:
            fonts.on_request = any(asks_for_letters(node.get("style") or "") for node in nodes)
        self.matcher = Matcher(self.sheets, budget)
        self.matched: dict[Node, list[Matched]] = {}
        self.added: dict[Node, list[tuple[Node, list[Matched]]]] = {}
        self.match()

    def match(self) -> None:
        """Find the rules that match each element."""
        for node in self.nodes if self.sheets.rules else ():
            self.matched[node] = self.matcher.match(node)
            if self.matcher.has_boxes:
                self.added[node] = [
                    (Node(node.element, f"::{kind}", node, [], frozenset(), -1, node.order, pseudo=kind), found)
                    for kind in ("before", "after")
                    if (found := self.matcher.match(node, kind))
                ]

    def _read(self, root: _Element) -> None:
        """Read the style sheets that the page holds, in order."""
        preferred = ""
        for element in root.iter("style", "link"):
            media = element.get("media") or ""
            kind = (element.get("type") or "text/css").strip().lower()
            if element.tag == "link":
                rel = (element.get("rel") or "").lower().split()
                text = data_text(element.get("href") or "")
                if "stylesheet" not in rel or text is None:
                    continue
                certain = "alternate" not in rel and element.get("disabled") is None
            else:
                text = element.text or ""
                certain = not any(str(e.tag).lower() in _UNAPPLIED for e in element.iterancestors())
            title = (element.get("title") or "").strip()
            preferred = preferred or title
            certain = certain and kind == "text/css" and title in {"", preferred} and element.get("disabled") is None
            self.sheets.add(text, media, certain=certain)

    def worlds(self) -> list[tuple[int, bool]]:
        """Return the screens on which the page must show its text, each with or without its styles."""
        screens = range(len(SCREENS)) if self.sheets.depends_on_screen else range(1)
        found = [(screen, True) for screen in screens]
        if scripts.forbids_styles(self.nodes):
            found.append((0, False))
        return found

    def reasons(
        self, screen: int, *, with_styles: bool = True, blocks: set[_Element] | None = None
    ) -> Mapping[_Element, str]:
        """Return the reasons on one screen; note the elements that styles make blocks."""
        winners = Winners(self.sheets, screen, with_styles=with_styles)
        fonts = self.sheets.fonts
        usual = fonts.held(_USUAL)
        self.collapsed: set[Node] = set()
        styles: dict[Node, Style] = {}
        everything: list[Node] = []
        around = first_style(SCREENS[screen])
        if scripts.is_dark(self.nodes):
            around.paint = around.backdrop = None
        for node in self.nodes:
            parent = styles[node.parent] if node.parent is not None else around
            style = self._style(node, parent, winners, fonts, self.matched.get(node, []))
            styles[node] = style
            everything.append(node)
            if blocks is not None and style.box.display in _BLOCKS and elements.default_display(node) == "inline":
                blocks.add(node.element)
            for box, matched in self.added.get(node, ()):
                inner = self._style(box, style, winners, fonts, matched, shown=False)
                if inner.hidden and not style.hidden:
                    continue
                inner.box.painted = inner.box.painted or inner.own != "" or box.is_drawing
                box.order = node.order + 0.25 if box.pseudo == "before" else node.last + 0.5
                styles[box] = inner
                everything.append(box)
        self._children(everything)
        try:
            boxes.cut_off(everything, styles)
            covers.cover(everything, styles, self.budget)
        finally:
            for node in self.nodes:
                node.children = [child for child in node.children if not child.pseudo]
        found: dict[_Element, str] = {}
        for node in self.nodes:
            style = styles[node]
            if node.parent is not None and styles[node.parent].hidden:
                style.hidden = styles[node.parent].hidden
            if node in self.collapsed:
                style.hidden = style.hidden or unknown("visibility")
            if reason := style.reason:
                found[node.element] = reason
            elif (style.fonts or usual) and not _is_written_truly(node, (*style.fonts, *usual), style, fonts):
                found[node.element] = OTHER_LETTERS
            elif node.tag == "details" and node.get("open") is None:
                found[node.element] = elements.CLOSED
        return found

    def _children(self, everything: list[Node]) -> None:
        """Put the added boxes among the children of their elements."""
        for node in everything:
            if node.pseudo and node.parent is not None:
                node.parent.children = [*node.parent.children, node]

    def _style(
        self, node: Node, parent: Style, winners: Winners, fonts: Families, matched: list[Matched], *,
        shown: bool = True,
    ) -> Style:  # fmt: skip
        self.budget.spend()
        hints = elements.hints(node)
        if self.budget.quirks and node.tag == "table":
            hints = {**elements.OLD_TABLE, **hints}
        inline = [] if node.pseudo else winners.inline(node.element.get("style") or "")
        if not matched and not inline and not hints:
            winning = Winning(variables=parent.variables)
        else:
            winning = winners.resolve(matched, inline, hints, parent.variables)
            if self.sheets.keyframes and any(name.startswith("animation") for name in winning.values):
                ends, doubtful = motion.animate(winning.values, self.sheets.keyframes)
                if ends:
                    winning = winners.resolve(matched, inline, hints, parent.variables, ends)
                if doubtful:
                    winning.doubts.add("animation")
        if (
            node.pseudo
            and winning.values.get("content", "none") in {"none", "normal"}
            and "content" not in winning.doubts
        ):
            return Style(hidden="no box")
        if node.pseudo:
            node.is_drawing = covers.is_drawing(winning.values.get("content", ""))
        style = compute(node, parent, winning, elements.default_display(node) if shown else "inline", fonts)
        reason = elements.doubt(node)
        if reason and not style.hidden:
            style.hidden = reason
        if node.tag in {"col", "colgroup"} and style.invisible and node.parent is not None:
            self.collapsed.add(node.parent if node.parent.tag == "table" else node.parent.parent or node.parent)
        if node.tag == "svg" and winning.values.get("overflow-x") == "visible" and elements.draws_outside(node):
            style.box.painted = style.box.reaches_out = style.box.moved = True
            style.box.up = style.box.down = float("inf")
        if node.get("hidden") is not None and style.hidden == "styled as not displayed":
            style.hidden = "marked as hidden"
        if node.tag == "dialog" and style.hidden == "styled as not displayed":
            style.hidden = "in a dialogue that is not open"
        if node.tag in {"textarea", "input", "select"} and not style.hidden and _is_small(winning):
            style.hidden = unknown("width")
        return style


def _is_written_truly(node: Node, families: Sequence[str], style: Style, fonts: Families) -> bool:
    """Return whether the letters of an element's own text look like what they stand for, in the fonts of the page."""
    element = node.element
    texts = [element.text or "", *(child.tail or "" for child in element), node.get("value") or ""]
    size = round((style.pixels or 16.0) * style.scale, 2)
    return all(fonts.shows(families, text, size) for text in texts if text.strip())


def _is_small(winning: Winning) -> bool:
    """Return whether a field is styled smaller than a word."""
    sizes = (measure(winning.values.get(name, ""), 16.0) for name in ("width", "height", "max-width", "max-height"))
    return any(size is not None and size < least for size, least in zip(sizes, (60, 12, 60, 12), strict=True))
