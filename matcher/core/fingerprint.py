"""Compute fingerprints of the program: short texts that change when code or libraries behind a result change.

A version number kept by hand is forgotten in the very commit in which it matters. The fingerprint of a stage covers the
source of its modules and of the modules of matcher that they import, directly or not, and the versions of the libraries
that these import. An edit of any other module does not change it.
"""

from __future__ import annotations

import os
import re
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, distribution, version
from typing import Final

from matcher.core.shipped_files import PACKAGE

__all__ = ["fingerprint", "modules_behind"]

_IMPORT: Final = re.compile(
    r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*)|import[ \t]+([\w.]+))", re.MULTILINE
)

_DISTRIBUTIONS: Final = {
    "PIL": "Pillow",
    "ahocorasick_rs": "ahocorasick_rs",
    "brotli": "brotli",
    "charset_normalizer": "charset-normalizer",
    "fontTools": "fonttools",
    "freetype": "freetype-py",
    "lxml": "lxml",
    "markdown_it": "markdown-it-py",
    "numpy": "numpy",
    "olefile": "olefile",
    "pdfminer": "pdfminer.six",
    "py3langid": "py3langid",
    "puremagic": "puremagic",
    "pypdfium2": "pypdfium2",
    "pytesseract": "pytesseract",
    "sklearn": "scikit-learn",
    "spacy": "spacy",
    "tinycss2": "tinycss2",
}
"""Import name to distribution, of the libraries whose version may change what is read, recognised or scored."""


@cache
def fingerprint(*modules: str, without: tuple[str, ...] = ()) -> str:
    """Return the fingerprint of modules and of everything that they import.

    Args:
        modules: names of modules below ``matcher``, such as ``"extraction.pdf.reader"``, and of files of the package,
            such as ``"resources/places.txt"``.
        without: modules that are left out with their imports, because they cannot change the result, or because the
            caller covers by value what can.

    Returns:
        32 hexadecimal digits.

    Raises:
        FileNotFoundError: there is no such module or file.

    >>> fingerprint("core.resume") == fingerprint("core.resume")
    True
    >>> fingerprint("core.resume") == fingerprint("core.resume", "resources/places.txt")
    False
    """
    sources, libraries = modules_behind(*modules, without=without)
    digest = blake2b(digest_size=16)
    for name in sources:
        data = _source(name)
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    for library in libraries:
        digest.update(f"{library}\0{_version(library)}\0".encode())
    return digest.hexdigest()


@cache
def modules_behind(*modules: str, without: tuple[str, ...] = ()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return modules with everything that they import: modules and files of matcher, and libraries.

    A package's own ``__init__`` is left out: it holds no code.

    Args:
        modules: as for :func:`fingerprint`.
        without: as for :func:`fingerprint`.

    Returns:
        Sorted names of modules below ``matcher`` and of files; sorted names of distributions.

    >>> modules_behind("core.resume")
    (('core.document', 'core.resume'), ())
    """
    names: set[str] = set()
    libraries: set[str] = set()
    pending = list(modules)
    while pending:
        name = pending.pop()
        if name in names or name in without or (name not in modules and _is_package(name)):
            continue
        names.add(name)
        if "/" in name:
            continue
        for match in _IMPORT.finditer(_source(name).decode("utf-8")):
            module = match[1] or match[3]
            top, _, below = module.partition(".")
            if top != "matcher":
                if top in _DISTRIBUTIONS:
                    libraries.add(_DISTRIBUTIONS[top])
                continue
            if below:
                pending.append(below)
            for word in re.findall(r"\w+", match[2] or ""):
                submodule = f"{below}.{word}" if below else word
                if _is_module(submodule):
                    pending.append(submodule)
    return tuple(sorted(names)), tuple(sorted(libraries))


def _path(name: str) -> str:
    return f"{PACKAGE}/{name}" if "/" in name else f"{PACKAGE}/{name.replace('.', '/')}.py"


@cache
def _is_package(name: str) -> bool:
    return os.path.isdir(f"{PACKAGE}/{name.replace('.', '/')}")


@cache
def _is_module(name: str) -> bool:
    return os.path.isfile(_path(name))


@cache
def _source(name: str) -> bytes:
    with open(_path(name), "rb") as file:
        return file.read()


@cache
def _version(library: str) -> str:
    try:
        # Parsing the whole file as the e-mail header that it is takes ten times as long.
        line = re.search(r"^Version: *(.+)$", distribution(library).read_text("METADATA") or "", re.MULTILINE)
        return line[1] if line else version(library)
    except PackageNotFoundError:
        return ""
