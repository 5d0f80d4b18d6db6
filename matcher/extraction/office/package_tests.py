"""Recognise a format by the parts of a ZIP package: tests that the table of formats names."""

from __future__ import annotations

from matcher.extraction.office.package import Package

__all__ = ["has_no_parts", "has_part", "is_odt", "is_word"]


def is_word(package: Package) -> bool:
    """Return whether a package is a Word document (DOCX)."""
    return bool(package.main_document())


def is_odt(package: Package) -> bool:
    """Return whether a package is an OpenDocument text."""
    if "mimetype" not in package:
        return False
    return "opendocument.text" in package.read("mimetype")[:100].decode("ascii", "replace")


def has_part(package: Package, start: str) -> bool:
    """Return whether a package has a part whose name, in lower case, begins like this."""
    return any(name.startswith(start) for name in package.names)


def has_no_parts(package: Package) -> bool:
    """Return whether a package has no parts."""
    return not package.names
