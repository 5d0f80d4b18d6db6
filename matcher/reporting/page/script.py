"""Put the page's script together from its parts, and read its style."""

from __future__ import annotations

from functools import cache
from typing import Final

__all__ = ["SCRIPTS", "page_script", "page_style"]

SCRIPTS: Final = (
    "unpack", "query", "points", "state", "facets", "table", "decisions", "panel", "compare", "whatif", "print", "main",
)  # fmt: skip
"""The parts of the page's script, in the order in which they stand in it; each may use those before it."""


@cache
def page_script() -> str:
    """Return the page's script: its parts in one function, so that none of their names is the page's."""
    parts = "\n".join(_resource(f"scripts/{name}.js") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


@cache
def page_style() -> str:
    """Return the page's style sheet."""
    return _resource("report.css")


def _resource(name: str) -> str:
    from importlib.resources import files

    return files("matcher.reporting").joinpath("page", *name.split("/")).read_text(encoding="utf-8")
