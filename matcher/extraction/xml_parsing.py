"""Parse XML safely, and name its elements and attributes without their namespaces.

Namespaces differ between versions of one format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.core.errors import UnreadableFileError

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["attribute", "local_name", "parse_xml"]


def parse_xml(data: bytes, what: str = "its XML") -> _Element:
    """Parse XML without entities, network or document types.

    Args:
        data: the XML.
        what: what to call it in an error's message.

    Raises:
        UnreadableFileError: it is not well-formed.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise UnreadableFileError("corrupt", f"{what} is damaged; open it and save it again") from error


def local_name(element: _Element) -> str:
    """Return an element's name without the namespace; empty for a comment or a processing instruction.

    >>> from lxml import etree
    >>> local_name(etree.fromstring('<p xmlns="urn:x"/>'))
    'p'
    """
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element, name: str) -> str:
    """Return the attribute of that name in any namespace; empty when there is none.

    >>> from lxml import etree
    >>> attribute(etree.fromstring('<p xmlns:w="urn:x" w:val="1"/>'), "val")
    '1'
    """
    length = len(name)
    for key, value in element.items():
        if key == name or (key[-length:] == name and key[-length - 1] == "}"):
            return str(value)
    return ""
