"""Judge what may change a page after it is opened: scripts, redirections, frames and policies."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from matcher.extraction.web.css.nodes import Node
from matcher.extraction.web.styles.javascript import ASKED_FOR, STRING, bare, cleaned, end_of, without_handlers

__all__ = ["classes", "doubt", "forbids_styles", "is_dark", "judged", "touched"]

_ASKED_FOR: Final = re.compile(ASKED_FOR + r"\Z")
_CHANGES = re.compile(
    r"\b(?:remove\w*|replace\w*|innerHTML|outerHTML|innerText|outerText|textContent|nodeValue|hidden|style|cssText|"
    r"styleSheets|insertRule|deleteRule|adoptedStyleSheets|write|writeln|hide|fadeOut|slideUp|css|detach|"
    r"empty|html|text|animate|attachShadow|setHTML\w*|className|classList|setAttribute\w*|toggle\w*|addClass|disabled|"
    r"setProperty|append\w*|prepend|insertBefore|insertAdjacent\w*|surroundContents|deleteContents|extractContents|"
    r"location|insertNode|wrap\w*|normalize|splitText|deleteData|data|dataset|execCommand|designMode|contentEditable|"
    r"assign|defineProperty|setNamedItem\w*|createAttribute|registerProperty|startViewTransition|show\w*|before|after|"
    r"moveBefore|attributes|adoptNode|inert|zoom|navigate|history|submit|requestFullscreen|import|Image|Audio|Option|"
    r"defaultView|stop|prop|attr|width|height|val)\b(?=\s*[.(=\[+,}])|"
    r"\.\s*(?:src|srcset|srcdoc|href|media|rel|type|content|open|cssFloat|dir|lang|align|color|bgColor|background|value|"
    r"part|slot|id|name|title|currentTime|playbackRate|popover)\s*[-+*/|&?]{0,2}=(?!=)"
)
"""Names by which scripts change what a page shows, or reach all of its elements."""
_OBSCURE = re.compile(
    r"\b(?:eval|atob|btoa|fromCharCode|fromCodePoint|unescape|decodeURI\w*|execScript|Reflect|Proxy|WebAssembly|Blob|"
    r"createObjectURL|Worker|SharedWorker|importScripts|with|customElements|attachShadow|DOMParser|Range|CSSStyleSheet|"
    r"createContextualFragment|FontFace|fonts|CSS|XSLTProcessor|MutationObserver|trustedTypes)\b|\bFunction\s*\(|"
    r"\.constructor\b|\bimport\s*[('{*]|\bset(?:Timeout|Interval|Immediate)\s*\(\s*''|"
    r"\b(?:document|window|self|globalThis|top|parent|frames|body|documentElement|this)\s*\[|"
    r"[\w$)\]]\s*\[[^\[\]]{0,200}(?:''|\+)|\\[xu]|`"
)
"""Ways in which scripts say something else than they do: names that they put together among them."""
_ROOTS = re.compile(
    r"\b(?:document|window|self|globalThis|this|top|parent|frames|opener|event|target|currentTarget|srcElement|path|"
    r"composedPath|view|ownerDocument|body|documentElement|head|scrollingElement|children|childNodes|firstChild|lastChild|"
    r"firstElementChild|lastElementChild|nextSibling|previousSibling|nextElementSibling|previousElementSibling|"
    r"parentNode|parentElement|closest|elementFromPoint|elementsFromPoint|createTreeWalker|createNodeIterator|evaluate|"
    r"currentScript|getRootNode|createRange|getSelection|Selection|styleSheets|activeElement|location|navigation|"
    r"history|Image|Audio|Option|Element|Node|Document|createElement\w*|implementation|"
    r"querySelector(?:All)?|getElements?By\w+|jQuery|\$)(?![\w$])"
)
"""Ways to reach elements, besides those that are named."""
_NAMED = re.compile(
    r"\bdocument\s*\.\s*(?:getElementById|querySelector(?:All)?|getElementsBy(?:ClassName|TagName|Name))\(\s*''\s*\)|"
    r"(?:\$|\bjQuery)\(\s*(?:''|this)\s*\)|"
    r"\b(?:document|window)\s*\.\s*(?:add|remove)EventListener\(\s*''|"
    r"(?:\$|\bjQuery)\(\s*(?:document|window|function\s*\(\s*\$?\s*\))|"
    r"\bdocument\s*\.\s*(?:readyState|referrer|URL|cookie|visibilityState|title|characterSet)\b(?!\s*=(?!=))|"
    r"(?:\b(?:window|document)\s*\.\s*)?\blocation\s*\.\s*"
    r"(?:search|hash|pathname|href|hostname|protocol|host|origin)\b(?!\s*=(?!=))|"
    r"\bwindow\s*\.\s*(?:scroll[XY]|page[XY]Offset|inner(?:Width|Height)|matchMedia|localStorage|sessionStorage|dataLayer|"
    r"requestAnimationFrame|setTimeout|setInterval|console|print)\b"
)
"""Elements that scripts name in a string, and what else of a page does not lead to its elements."""
_SELECTOR = re.compile(
    r"(?:querySelector(?:All)?|\$|jQuery|getElementsByTagName|find|filter|not|is|closest|children|siblings|parents?|"
    r"nextAll|prevAll)\(\s*(\"[^\"]*\"|'[^']*')\s*\)"
)
_PLAIN_SELECTOR = re.compile(r"[\w\s.#,>-]*(?:[\w-]|\[(?:data|aria)-[\w-]+(?:=[\"']?[\w-]*[\"']?)?\])")
_WHOLE = re.compile(r"(?:^|[\s,>])(?:body|html|head)(?:[.#][\w-]+)*\s*(?:,|\Z)", re.IGNORECASE)
_MADE = re.compile(r"\b(\w+)\s*=\s*\w+\.createElement\(")
_ELEMENTS: Final = frozenset(
    "style link iframe object embed frame base meta div span p img svg dialog template body html".split()
)
_HARMLESS_STRING = re.compile(r"[\w\s.:/?&=#+@!|-]*")
_CODE_IN_STRING = re.compile(r"data:|javascript:|document|body|blob:", re.IGNORECASE)
_SETTINGS = r"(?:async|defer|src|type|id|charset|crossOrigin|referrerPolicy|onload|nonce|integrity|language)"
_CLASSES = re.compile(
    r"\.\s*classList\s*\.\s*\w+\([^()]{0,200}(?:\([^()]{0,100}\)[^()]{0,100})?\)|\.\s*className\s*\+?=(?!=)|"
    r"\.(?:add|remove|toggle|has)Class\([^()]{0,200}\)|"
    r"\.(?:set|toggle|remove)Attribute\(\s*[\"'](?:class|data-[\w-]+|aria-[\w-]+)[\"']|\.\s*dataset\b(?:\s*\.\s*\w+)?"
)
"""Changes of classes, which hide only what style sheets hide for them."""
_EXTENDED = re.compile(r"\bclass\s+\w+\s+extends\s+HTMLElement\b")
_COMPUTED = re.compile(r"[\w$)\]]\s*\[\s*([A-Za-z_]\w*)\s*\]")
_ON_PAGE = re.compile(r"\b(?:documentElement|body|html)\b")
_LITERAL = r"[\s\w{}\[\]:,'.+|&?!-]*+"
_WINDOW = r"(?:(?:window|self)\s*\.\s*)?"
_DATA = re.compile(
    rf"\s*(?:(?:(?:var|let|const)\s+)?{_WINDOW}(?!location\b|document\b|onload\b|top\b|self\b|name\b)\w+\s*=|"
    rf"tailwind\.config\s*=|\(?{_WINDOW}\w+\s*(?:=\s*{_WINDOW}\w+\s*\|\|\s*\[\]\s*\))?\s*\.\s*push\()"
    rf"{_LITERAL}\)?;?"
)
"""A script that only stores values."""
_WRITING = re.compile(r"\bdocument\s*\.\s*write(?:ln)?\(")
_MOST_WRITINGS: Final = 20
_READ = re.compile(
    r"\b(?:escape|encodeURIComponent|typeof|document\.(?:referrer|URL|title)|Math\.(?:random|round|floor)|new Date|"
    r"Date|getFullYear|getTime|screen(?:\.(?:width|height|colorDepth|pixelDepth))?|substring)\b"
)
_HARMLESS_MARKUP = re.compile(
    r"(?:[^<>]|</?(?:a|b|i|br|span|img|script|noscript|small)(?:\s+(?:href|src|alt|title|target|border|rel|async|defer|"
    r"type|width|height)(?:\s*=\s*(?:'[^'<>]*'|\"[^\"<>]*\"|[\w./:?&=-]+))?)*\s*/?>)*"
)
_WIDE = re.compile(r"(?:width|height)\s*=\s*[\"']?\s*(?:\d{4,}|[3-9]\d\d|\d*%)|data:|javascript:", re.IGNORECASE)
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


def doubt(nodes: Sequence[Node], codes: Sequence[str]) -> str:
    """Return why nothing on a page is known to be shown; empty when it is."""
    for node in nodes:
        if node.tag == "frameset":
            return "in a page of frames, which show other pages"
        if node.tag == "meta" and (node.get("http-equiv") or "").strip().lower() == "refresh":
            if re.search(r"url\s*=|[;,]\s*\S", (node.get("content") or "").lower()):
                return "on a page that leads to another at once"
    for code in codes:
        if _may_change_all(code):
            return "on a page that a script may change"
    return ""


def _may_change_all(code: str) -> bool:
    """Return whether a script may change more than the elements that it names."""
    if _DATA.fullmatch(bare(code).strip()):
        return False
    rest = _CLASSES.sub(" ", code)
    plain = bare(rest)
    if _EXTENDED.search(plain):  # an element of its own, which is "this"
        plain = re.sub(r"\bcustomElements\s*\.\s*define\(\s*''|\bthis\b(?!\s*\[)", " it", plain)
    if _OBSCURE.search(plain) or _is_computed(plain):
        return True
    plain = _NAMED.sub(" ", plain)
    if not _CHANGES.search(plain):
        return False
    if len(code) > _LONGEST or _ROOTS.search(plain):
        return True
    return any(
        not _PLAIN_SELECTOR.fullmatch(literal[1:-1]) or _WHOLE.search(literal[1:-1]) is not None
        for literal in _SELECTOR.findall(rest)
    )


def _is_computed(plain: str) -> bool:
    """Return whether a script names properties by variables other than counters."""
    names = set(_COMPUTED.findall(plain))
    if len(names) > 20:
        return True
    for name in names:
        if any(not re.match(r"\s*\d", plain[match.end() :]) for match in re.finditer(rf"\b{name}\s*=(?!=)", plain)):
            return True
        if not re.search(rf"\b{name}\s*=\s*\d", plain):
            return True
    return False


_PAGE_CLASSES = re.compile(
    r"\bdocument\s*\.\s*(?:documentElement|body)\s*(?=\.\s*(?:classList|className|dataset|(?:set|toggle|remove)Attribute)\b)"
)
"""The page itself, whose classes are changed."""


def classes(nodes: Sequence[Node], codes: Sequence[str]) -> dict[Node, frozenset[str]]:
    """Return the classes that scripts may give to elements, for which style sheets may hide other things."""
    found: dict[Node, frozenset[str]] = {}
    for code in codes:
        if not _CLASSES.search(code):
            continue
        words = frozenset(_words(code))
        anywhere = _ROOTS.search(_NAMED.sub(" ", bare(_PAGE_CLASSES.sub(" ", code)))) is not None
        for node in nodes:
            on_page = node.tag in _PAGE and _ON_PAGE.search(code) is not None
            if anywhere or on_page or _is_named(node, words):
                found[node] = found.get(node, frozenset()) | words
    return found


def touched(nodes: Sequence[Node], codes: Sequence[str]) -> Iterator[Node]:
    """Yield the elements that a script names and may change."""
    words: set[str] = set()
    names: set[str] = set()
    for code in codes:
        if _CHANGES.search(bare(_CLASSES.sub(" ", code))):
            words.update(_words(code))
            names.update(re.findall(r"[\w$]+", bare(code)))
    if words or names:
        # Browsers keep elements with an identifier in variables of that name.
        yield from (node for node in nodes if _is_named(node, words) or node.get("id") in names)


_PAGE: Final = frozenset({"html", "body", "head"})


def _is_named(node: Node, words: Collection[str]) -> bool:
    """Return whether a script names an element: by its identifier, a class or its tag."""
    if node.tag in _PAGE or node.tag == "script":
        return False
    if node.get("id") in words or node.tag in words or any(name in words for name in node.classes):
        return True
    return any(str(name).startswith(("data-", "aria-")) and name in words for name in node.element.attrib)


def _words(code: str) -> Iterator[str]:
    """Yield the words in a script's strings."""
    for literal in STRING.findall(code):
        if len(literal) < 500:
            yield from re.findall(r"[\w-]+", literal[1:-1])


def judged(nodes: Sequence[Node]) -> list[str]:
    """Return what runs when the page is opened, without what is known to change nothing."""
    codes = [cleaned(code) or "eval" for code in _scripts(nodes)]
    return [_without_writes(_without_loader(code)) for code in without_handlers(codes)]


def _without_loader(code: str) -> str:
    """Return a script without the usual insertion of another script."""
    strings = [literal[1:-1] for literal in STRING.findall(code)]
    if "script" not in strings or not _ELEMENTS.isdisjoint(strings):
        return code
    if not all(_HARMLESS_STRING.fullmatch(one) for one in strings) or any(map(_CODE_IN_STRING.search, strings)):
        return code
    if any(_CHANGES.search(f".{one}(") for one in strings) or re.search(r"''\s*\+\s*''", bare(code)):
        return code
    for name in sorted(set(_MADE.findall(code)))[:10]:
        if len(re.findall(rf"\b{name}\s*=(?!=)", code)) != 1 or re.search(
            rf"\b{name}\s*\.\s*(?!{_SETTINGS}\b|setAttribute\b|dataset\b|parentNode\b)\w+", bare(code)
        ):
            continue
        place = r"[\w.]+(?:\([^()]*\)\[0\]\s*)?\s*\.\s*(?:insertBefore|appendChild|append|prepend)"
        code = re.sub(rf"{place}\(\s*{name}\b[^()]{{0,200}}\)", " ", code)
        code = re.sub(r"\.getElementsByTagName\([\w\"']+\)\s*\[0\]", " ", code)
        code = re.sub(rf"\b{name}\s*\.\s*{_SETTINGS}\s*=(?!=)", " ", code)
        code = re.sub(rf"\b{name}\s*=\s*\w+\.createElement\(", "(", code)
        setting = r"setAttribute\(\s*[\"'](?:async|defer|src|id|type|data-[\w-]+)[\"']"
        code = re.sub(rf"\b{name}\s*\.\s*{setting}", "(''", code)
    code = re.sub(r"\b[a-z]\s*\[\s*[a-z]\s*\]", " stored", code)  # the queue of what is to be sent
    return re.sub(r"\b[a-z]\s*\[\s*[\"']GoogleAnalyticsObject[\"']\s*\]\s*=\s*\w+", " ", code)


def _without_writes(code: str) -> str:
    """Return a script without pictures, links and years that it writes where it stands."""
    place = 0
    kept: list[str] = []
    for _ in range(_MOST_WRITINGS):
        match = _WRITING.search(code, place)
        if match is None:
            break
        end = end_of(code, match.end())
        is_last = re.match(r"\)\s*(?:[;}]|\Z)", code[end:]) is not None
        if not is_last or not _is_harmless_writing(code[match.end() : end]):
            kept.append(code[place : match.end()])
            place = match.end()
        else:
            kept.append(code[place : match.start()] + "0")
            place = end + 1
    return "".join([*kept, code[place:]])


def _is_harmless_writing(written: str) -> bool:
    """Return whether an expression makes text, links and small pictures, whatever its values are."""
    if len(written) > 5000 or re.search(r"\\[xu\d]", written):
        return False
    rest = _READ.sub("", bare(written)).replace("''", "").replace("==", "")
    if re.search(r"[A-Za-z_$`\[\]={};]", rest):
        return False
    depth = 0
    markup = ""
    for token in re.finditer(rf"[()?&|]|{STRING.pattern}", written, re.S):
        if token[0] in {"(", ")"}:
            depth += 1 if token[0] == "(" else -1
        elif len(token[0]) == 1:
            if not depth:
                return False
        else:
            text = re.sub(r"\\(.)", r"\1", token[0][1:-1])
            # What depends on a condition must not open or close anything.
            if (depth and re.search(r"[<>'\"=]", text)) or re.search(r"<[/\w]*\Z", text):
                return False
            markup += text
    return _HARMLESS_MARKUP.fullmatch(markup) is not None and not _WIDE.search(markup)


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
