"""Names in XML whatever their namespace, which differs between versions of one format."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["attribute", "local_name"]


def local_name(element: _Element) -> str:
    """Its name without the namespace; empty for a comment or a processing instruction.

    >>> from lxml import etree
    >>> local_name(etree.fromstring('<p xmlns="urn:x"/>'))
    'p'
    """
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element, name: str) -> str:
    """The attribute of that name; empty when there is none.

    >>> from lxml import etree
    >>> attribute(etree.fromstring('<p xmlns:w="urn:x" w:val="1"/>'), "val")
    '1'
    """
    length = len(name)
    for key, value in element.items():
        if key == name or (key[-length:] == name and key[-length - 1] == "}"):
            return str(value)
    return ""
