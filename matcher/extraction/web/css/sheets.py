"""Read style sheets into rules: conditions, layers, nesting, keyframes and fonts."""

from __future__ import annotations

import base64
import binascii
import re
import urllib.parse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.web.css.conditions import SCREENS, media, supports
from matcher.extraction.web.css.nodes import Budget
from matcher.extraction.web.css.properties import canonical, is_harmless
from matcher.extraction.web.css.selectors import Selector, anything, parse
from matcher.extraction.web.css.truth import MAYBE, YES, Truth
from matcher.extraction.web.fonts.families import Families

__all__ = ["Declaration", "Keyframe", "Rule", "Sheets", "declarations"]

Truths = tuple[Truth, ...]
"""Whether something holds on each of the screens."""

_ALWAYS: Final[Truths] = (YES,) * len(SCREENS)
_MAYBE: Final[Truths] = (MAYBE,) * len(SCREENS)
_DEEPEST: Final = 40
_MOST_CHARACTERS: Final = 3_000_000
"""Characters of style sheets that are read. Bootstrap has 230,000, Tailwind's largest build 3,000,000."""
_LONGEST_VALUE: Final = 1000
_PICTURE = re.compile(r"url\(\s*[\"']?data:[^()]*\)", re.IGNORECASE)
_LAST: Final = 1 << 30
_IGNORED: Final = frozenset(
    {
        "charset", "counter-style", "custom-media", "font-feature-values", "font-palette-values", "namespace", "page",
        "position-try", "view-transition", "viewport", "color-profile", "-ms-viewport", "-o-viewport", "-o-keyframes",
        "-moz-keyframes",
    }
)  # fmt: skip
_FONT_FACE: Final = frozenset(
    {"font-display", "font-family", "font-feature-settings", "font-stretch", "font-style", "font-variant",
     "font-variation-settings", "font-weight", "src", "unicode-range", "panose-1", "font-variant-ligatures",
     "font-named-instance", "font-width"}
)  # fmt: skip
"""What ``@font-face`` may say without changing the size or the shape of the letters."""
_METRICS: Final = {
    "size-adjust": (60, 160), "ascent-override": (50, 150), "descent-override": (5, 60), "line-gap-override": (0, 100),
}  # fmt: skip
"""Sizes in per cent that fonts get to match others, and between which text stays text."""
_DINGBATS: Final = ("webding", "wingding", "symbol", "dingbat", "marlett", "blank", "bookshelf", "barcode", "icons")
"""Words in the names of installed fonts without letters."""


@dataclass(slots=True, frozen=True)
class Declaration:
    """One declaration: the property under its judged name, and its value as written, in lower case but for names."""

    name: str
    value: str
    important: bool = False


@dataclass(slots=True)
class Rule:
    """One rule: what it declares, for which elements, and whether it applies on each of the screens."""

    selector: Selector
    declared: list[Declaration]
    applies: Truths
    layer: tuple[int, ...]
    order: int


@dataclass(slots=True, frozen=True)
class Keyframe:
    """One step of an animation, from 0 to 1; -1 where it is not known."""

    place: float
    declared: tuple[Declaration, ...]


@dataclass
class Sheets:
    """The rules of a page."""

    budget: Budget
    rules: list[Rule] = field(default_factory=list)
    keyframes: dict[str, list[Keyframe]] = field(default_factory=dict)
    fonts: Families = field(default_factory=Families)
    """Fonts whose letters may look different from what they say."""
    registered: dict[str, str | None] = field(default_factory=dict)
    """Initial values of custom properties; None when they are not known."""
    depends_on_screen: bool = False
    _layers: dict[tuple[str, ...], tuple[int, ...]] = field(default_factory=dict)
    _counts: dict[tuple[str, ...], int] = field(default_factory=dict)
    _characters: int = 0

    def add(self, text: str, condition: str = "", *, certain: bool = True, depth: int = 0) -> None:
        """Add a style sheet.

        Args:
            text: its source.
            condition: its media queries.
            certain: False if it may be that browsers do not apply it.
            depth: how many sheets import it.

        Raises:
            UnreadableFileError: there is more than allowed.
        """
        import tinycss2

        self._characters += len(text)
        self.fonts.on_request = self.fonts.on_request or asks_for_letters(text)
        if self._characters > _MOST_CHARACTERS:
            raise UnreadableFileError("too-large", "its style sheets are too long; save it as PDF or without styles")
        applies = self._narrowed(_ALWAYS, tinycss2.parse_component_value_list(condition, skip_comments=True))
        if not certain:
            applies = tuple(min(truth, MAYBE) for truth in applies)
        try:
            rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
            self._walk(rules, applies, None, (), depth)
        except RecursionError as error:
            raise UnreadableFileError("too-large", "its style sheets are nested too deep to be read") from error

    def _narrowed(self, applies: Truths, query: Sequence[Any]) -> Truths:
        answers = tuple(media(query, screen) for screen in SCREENS)
        self.depends_on_screen = self.depends_on_screen or len(set(answers)) > 1
        return tuple(map(min, applies, answers))

    def _walk(
        self, rules: Iterable[Any], applies: Truths, within: list[Selector] | None, layer: tuple[str, ...], depth: int
    ) -> None:
        """Add rules and the rules nested in them; declarations among them belong to the rule around."""
        if depth > _DEEPEST:
            raise UnreadableFileError("too-large", "its style sheets are nested too deep to be read")
        if not any(applies):
            return
        rules = list(rules)
        self.budget.spend(len(rules))
        if within is not None and (declared := declarations(rules)):
            for selector in within:
                self.rules.append(Rule(selector, declared, applies, self._key(layer), len(self.rules)))
        for rule in rules:
            if rule.type == "at-rule":
                self._at_rule(rule, applies, within, layer, depth)
            elif rule.type == "qualified-rule":
                selectors = parse(rule.prelude, within)
                self._walk(_contents(rule), applies, selectors, layer, depth + 1)

    def _at_rule(
        self, rule: Any, applies: Truths, within: list[Selector] | None, layer: tuple[str, ...], depth: int
    ) -> None:
        name = rule.lower_at_keyword
        if name == "import":
            self._import(rule, applies, depth)
        elif name == "layer":
            names = [part.strip() for part in _text(rule.prelude).split(",")]
            for one in names:
                path = (*layer, *(one.split(".") if one else (f"\0{len(self._layers)}",)))
                self._key(path)
                if rule.content is not None:
                    self._walk(_contents(rule), applies, within, path, depth + 1)
        elif name == "property":
            self._register(rule)
        elif name == "font-face":
            self._font(rule)
        elif name in {"keyframes", "-webkit-keyframes"}:
            self._animation(rule, certain=min(applies) == YES)
        elif rule.content is None or name in _IGNORED:
            return
        elif name == "media":
            self._walk(_contents(rule), self._narrowed(applies, rule.prelude), within, layer, depth + 1)
        elif name == "supports":
            answer = supports(rule.prelude)
            inner = tuple(min(truth, answer) for truth in applies)
            self._walk(_contents(rule), inner, within, layer, depth + 1)
        else:  # a condition that depends on the layout, or one that is not known
            inner = tuple(min(truth, MAYBE) for truth in applies)
            if name == "scope" and within is None:
                within = [anything()]
            self._walk(_contents(rule), inner, within, layer, depth + 1)

    def _key(self, path: tuple[str, ...]) -> tuple[int, ...]:
        """Return where a layer stands in the cascade: later ones win, and rules outside layers win over all."""
        if path not in self._layers:
            parent = path[:-1]
            above = self._key(parent)[:-1] if path else ()
            number = self._counts.get(parent, 0)
            self._counts[parent] = number + 1
            self._layers[path] = (*above, number, _LAST) if path else (_LAST,)
        return self._layers[path]

    def _import(self, rule: Any, applies: Truths, depth: int) -> None:
        """Add a sheet that is part of the page; nothing is known of others."""
        address = next((t for t in rule.prelude if t.type in {"url", "string"}), None)
        if address is None:
            address = next((t.arguments[0] for t in rule.prelude if t.type == "function" and t.arguments), None)
        value = str(getattr(address, "value", ""))
        if (text := data_text(value)) is not None:
            inner = Sheets(self.budget)
            inner.add(text, depth=depth + 1)
            self.keyframes |= inner.keyframes
            self.fonts.update(inner.fonts)
            self.registered |= inner.registered
            for one in inner.rules:
                maybe = tuple(min(a, b, MAYBE) for a, b in zip(one.applies, applies, strict=True))
                self.rules.append(Rule(one.selector, one.declared, maybe, (_LAST,), len(self.rules)))

    def _register(self, rule: Any) -> None:
        name = _text(rule.prelude).strip()
        initial: str | None = None
        for item in _contents(rule):
            if item.type == "declaration" and item.lower_name == "initial-value":
                initial = _text(item.value).strip().lower()
        self.registered[name] = initial if name not in self.registered else None

    def _font(self, rule: Any) -> None:
        """Note a family whose letters are drawn by a font in the page, or scaled: they may show other words.

        A font in another file counts as missing, like a picture.
        """
        family = ""
        doubtful = False
        found: list[bytes | None] = []
        for item in _contents(rule):
            if item.type != "declaration":
                continue
            name = item.lower_name
            if name == "font-family":
                family = " ".join(str(t.value) for t in item.value if t.type in {"ident", "string"})
            elif name == "src":
                found += _sources(item.value)
            elif name in _METRICS:
                share = re.fullmatch(r"\s*(\d{1,3}(?:\.\d*)?)%\s*", _text(item.value))
                least, most = _METRICS[name]
                normal = _text(item.value).strip().lower() == "normal"
                doubtful = doubtful or not (normal or (share and least <= float(share[1]) <= most))
            elif name not in _FONT_FACE:
                doubtful = True
        for data in [*found, *([None] if doubtful else [])]:
            self.fonts.add(family, data)

    def _animation(self, rule: Any, *, certain: bool) -> None:
        """Read ``@keyframes``; the last of a name counts, as in a browser."""
        frames = [] if certain else [Keyframe(-1.0, ())]
        for item in _contents(rule):
            if item.type == "qualified-rule":
                declared = tuple(declarations(_contents(item)))
                for part in _text(item.prelude).lower().split(","):
                    word = part.strip()
                    place = {"from": 0.0, "to": 1.0}.get(word)
                    if place is None and re.fullmatch(r"\d{1,3}(?:\.\d*)?%", word):
                        place = float(word[:-1]) / 100
                    frames.append(Keyframe(-1.0 if place is None else place, declared))
        self.keyframes[_text(rule.prelude).strip().strip("\"'")] = frames


def data_text(address: str) -> str | None:
    """Return the text of a ``data:`` address; None when it is another.

    >>> data_text("data:text/css,p%7B%7D"), data_text("https://example.org/a.css")
    ('p{}', None)
    """
    if not address.strip().lower().startswith("data:"):
        return None
    return data_bytes(address).decode("utf-8", "replace")


def data_bytes(address: str) -> bytes:
    """Return what a ``data:`` address holds.

    >>> data_bytes("data:font/woff;base64,QUI=")
    b'AB'
    """
    header, _, body = address.partition(",")
    raw = urllib.parse.unquote_to_bytes(body.partition("#")[0])
    if header.lower().rstrip().endswith("base64"):
        try:
            raw = base64.b64decode(re.sub(rb"\s+", b"", raw) + b"===")
        except (binascii.Error, ValueError):
            return b""
    return raw


def asks_for_letters(text: str) -> bool:
    """Return whether a style sheet may ask fonts for other forms of letters; escaped names may say anything.

    >>> asks_for_letters("p{font-feature-settings:'ss01'}"), asks_for_letters("p{color:red}")
    (True, False)
    """
    return "\\" in text or re.search(r"font-(?:feature|variant)", text, re.IGNORECASE) is not None


def _sources(tokens: Iterable[Any]) -> Iterator[bytes | None]:
    """Yield the fonts in a list of sources; None for one whose letters are not known."""
    for token in tokens:
        if token.type == "url":
            address = token.value
        elif token.type == "function" and token.lower_name == "url":
            address = "".join(str(getattr(argument, "value", "")) for argument in token.arguments)
        elif token.type == "function" and token.lower_name == "local":
            if any(word in _text(token.arguments).lower() for word in _DINGBATS):
                yield None
            continue
        elif token.type == "function" and token.lower_name not in {"format", "tech"}:
            yield None
            continue
        else:
            continue
        if address.strip().lower().startswith("data:"):
            yield data_bytes(address.strip())
        elif re.match(r"\s*(?:blob|filesystem|javascript|about):", address, re.IGNORECASE):
            yield None


def _text(tokens: Iterable[Any]) -> str:
    import tinycss2

    return str(tinycss2.serialize(tokens))


def _shortened(value: str) -> str:
    """Return a value with the pictures in it left out; one that is too long to judge is replaced by one that is not."""
    if len(value) > _LONGEST_VALUE:
        value = _PICTURE.sub("url(data:)", value)
    return value if len(value) <= _LONGEST_VALUE else "?"


def _contents(rule: Any) -> list[Any]:
    import tinycss2

    return list(tinycss2.parse_blocks_contents(rule.content or [], skip_comments=True, skip_whitespace=True))


def declarations(contents: Iterable[Any]) -> list[Declaration]:
    """Return the declarations that may decide whether text is shown, in order.

    >>> import tinycss2
    >>> declarations(tinycss2.parse_blocks_contents("COLOR: Red !important; cursor: auto"))
    [Declaration(name='color', value='red', important=True)]
    """
    found = []
    for item in contents:
        if item.type != "declaration":
            continue
        if item.name.startswith("--"):
            found.append(Declaration(item.name, _shortened(_text(item.value).strip()), item.important))
            continue
        name = canonical(item.lower_name)
        if name and not is_harmless(name):
            text = _shortened(_text(item.value).strip())
            found.append(Declaration(name, text if "--" in text else text.lower(), item.important))
    return found
