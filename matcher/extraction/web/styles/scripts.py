"""Judge what may change a page after it is opened: scripts, redirections, frames and policies."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from matcher.extraction.web.css.nodes import Node

__all__ = ["classes", "doubt", "forbids_styles", "is_dark", "touched"]

_ASKED_FOR: Final = re.compile(
    r"on(?:click|dblclick|mouse\w*|pointer\w*|key\w*|touch\w*|submit|reset|change|input|select|drag\w*|drop|copy|cut|"
    r"paste|contextmenu|wheel|search|invalid)\Z"
)
"""Handlers that only run when a person does something."""
_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`", re.S)
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|(?<![:\"'\\])//[^\n]*", re.S)
_CHANGES = re.compile(
    r"\b(?:remove\w*|replace\w*|innerHTML|outerHTML|innerText|outerText|textContent|nodeValue|hidden|style|cssText|"
    r"styleSheets|insertRule|deleteRule|replaceSync|adoptedStyleSheets|write|writeln|hide|fadeOut|slideUp|css|detach|"
    r"empty|html|text|animate|attachShadow|setHTML\w*|className|classList|setAttribute|toggle\w*|addClass|disabled|"
    r"setProperty|append\w*|prepend|insertBefore|insertAdjacent\w*|surroundContents|deleteContents|extractContents|"
    r"location|insertNode|wrap\w*|normalize|splitText|deleteData|data)\b"
)
"""Names by which scripts change what a page shows."""
_OBSCURE = re.compile(
    r"\b(?:eval|atob|fromCharCode|fromCodePoint|unescape|execScript|Reflect|Proxy|WebAssembly)\b|\bFunction\s*\(|"
    r"\.constructor\b|\bimport\s*\(|\b(?:document|window|self|globalThis|top|parent|frames|body|documentElement|this)\s*\[|"
    r"\[\s*''|''\s*\]|\[[^\[\]]{0,200}\+|\\[xu]|`"
)
"""Ways in which scripts say something else than they do: names that they put together among them."""
_PLACES = re.compile(
    r"\b(?:children|childNodes|firstChild|lastChild|firstElementChild|lastElementChild|nextSibling|previousSibling|"
    r"nextElementSibling|previousElementSibling|parentNode|parentElement|closest|elementFromPoint|createTreeWalker|"
    r"createNodeIterator|evaluate|currentScript|getRootNode|createRange|getSelection|styleSheets|write|writeln|"
    r"activeElement)\b|\bdocument\.(?:all|anchors|embeds|forms|images|links|open|scripts)\b|"
    r"\blocation\s*=(?!=)|\blocation\.(?:href\s*=(?!=)|replace|assign|hash)|"
    r"\b(?:querySelector(?:All)?|getElements?By\w+|jQuery|\$)\(\s*(?!''\s*\)|document\b|window\b|this\b|function\b|\()"
)
"""Ways to reach elements without naming them."""
_WRITES = re.compile(r"innerHTML|textContent|cssText|innerText|\.text\b|createTextNode|\.sheet\b|insertRule")
_MADE = re.compile(r"\b(\w+)\s*=\s*\w+\.createElement\(")
_CLASSES = re.compile(
    r"\.\s*classList\s*\.\s*\w+\([^()]{0,200}\)|\.\s*className\s*\+?=(?!=)|"
    r"\.(?:add|remove|toggle|has)Class\([^()]{0,200}\)|"
    r"\.(?:set|toggle|remove)Attribute\(\s*[\"'](?:class|data-[\w-]+|aria-[\w-]+)[\"']|\.\s*dataset\b"
)
"""Changes of classes, which hide only what style sheets hide for them."""
_ON_PAGE = re.compile(r"\b(?:documentElement|body|html)\b")
_LONGEST: Final = 100_000
"""Characters of a script that is judged; longer ones that change anything may change everything."""


def forbids_styles(nodes: Sequence[Node]) -> bool:
    """Return whether a policy in the page may keep browsers from applying its styles."""
    for node in nodes:
        if node.tag == "meta" and (node.get("http-equiv") or "").strip().lower() == "content-security-policy":
            policy = (node.get("content") or "").lower()
            if re.search(r"(?:style-src|default-src)", policy) and "'unsafe-inline'" not in policy:
                return True
    return False


def is_dark(nodes: Sequence[Node]) -> bool:
    """Return whether a page asks for the browser's dark colours, which are not known."""
    return any(
        node.tag == "meta"
        and (node.get("name") or "").strip().lower() == "color-scheme"
        and "dark" in (node.get("content") or "").lower()
        and "light" not in (node.get("content") or "").lower()
        for node in nodes
    )


def doubt(nodes: Sequence[Node]) -> str:
    """Return why nothing on a page is known to be shown; empty when it is."""
    for node in nodes:
        if node.tag == "frameset":
            return "in a page of frames, which show other pages"
        if node.tag == "meta" and (node.get("http-equiv") or "").strip().lower() == "refresh":
            if re.search(r"url\s*=|[;,]\s*\S", (node.get("content") or "").lower()):
                return "on a page that leads to another at once"
    for code in map(_reduced, _scripts(nodes)):
        bare = _bare(_CLASSES.sub(" ", code))
        if _OBSCURE.search(bare):
            return "on a page that a script may change"
        if _CHANGES.search(bare) and (len(code) > _LONGEST or _PLACES.search(bare)):
            return "on a page that a script may change"
    return ""


def classes(nodes: Sequence[Node]) -> dict[Node, frozenset[str]]:
    """Return the classes that scripts may give to elements, for which style sheets may hide other things."""
    found: dict[Node, frozenset[str]] = {}
    for code in map(_reduced, _scripts(nodes)):
        if not _CLASSES.search(code):
            continue
        words = frozenset(_words(code))
        anywhere = _PLACES.search(_bare(code)) is not None
        for node in nodes:
            on_page = node.tag in _PAGE and _ON_PAGE.search(code) is not None
            if anywhere or on_page or _is_named(node, words):
                found[node] = found.get(node, frozenset()) | words
    return found


def touched(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield the elements that a script names and may change."""
    words: set[str] = set()
    for code in map(_reduced, _scripts(nodes)):
        if _CHANGES.search(_bare(_CLASSES.sub(" ", code))):
            words.update(_words(code))
    if words:
        yield from (node for node in nodes if _is_named(node, words))


_PAGE: Final = frozenset({"html", "body", "head"})


def _is_named(node: Node, words: Collection[str]) -> bool:
    """Return whether a script names an element: by its identifier, a class or its tag."""
    if node.tag in _PAGE or node.tag == "script":
        return False
    return node.get("id") in words or node.tag in words or any(name in words for name in node.classes)


def _words(code: str) -> Iterator[str]:
    """Yield the words in a script's strings."""
    for literal in _STRING.findall(code):
        if len(literal) < 500:
            yield from re.findall(r"[\w-]+", literal[1:-1])


def _reduced(code: str) -> str:
    """Return a script without comments, and without the usual insertion of another script."""
    code = _COMMENT.sub(" ", code)
    if _WRITES.search(code):
        return code
    for name in sorted(set(_MADE.findall(code)))[:10]:
        if len(re.findall(rf"\b{name}\s*=(?!=)", code)) == 1:
            code = re.sub(
                rf"[\w.]+\s*\.\s*(?:insertBefore|appendChild|append|prepend)\(\s*{name}\b[^()]{{0,200}}\)", " ", code
            )
            code = re.sub(r"\.getElementsByTagName\(\w+\)\[0\]", " ", code)
    return code


def _bare(code: str) -> str:
    """Return a script without its comments and strings."""
    return _STRING.sub("''", _COMMENT.sub(" ", code))


def _scripts(nodes: Sequence[Node]) -> Iterator[str]:
    """Yield the scripts that run when the page is opened, and that it holds."""
    for node in nodes:
        if node.tag == "script":
            kind = (node.get("type") or "").split(";")[0].strip().lower()
            if node.get("src") is None and (
                not kind or kind == "module" or kind.endswith(("javascript", "ecmascript"))
            ):
                yield node.element.text or ""
            elif (node.get("src") or "").strip().lower().startswith(("data:", "javascript:")):
                yield "eval"
        elif node.tag in {"iframe", "object", "embed"}:
            if "<script" in (node.get("srcdoc") or "").lower() or (node.get("src") or "").lower().startswith(
                "javascript:"
            ):
                yield "eval"
        for name, value in map(_texts, node.element.attrib.items()):
            if name.lower().startswith("on") and not _ASKED_FOR.match(name.lower()):
                # "this" is the element itself, of which the handler may change anything around it.
                yield f"{value};" + ("eval" if "this" in value and _CHANGES.search(value) else "")


def _texts(pair: tuple[str | bytes, str | bytes]) -> tuple[str, str]:
    name, value = (part if isinstance(part, str) else part.decode("utf-8", "replace") for part in pair)
    return name, value
