"""Read ZIP packages by the Open Packaging Conventions (ECMA-376 part 2), within limits.

Only the parts asked for are inflated, and each only up to a limit: the sizes in the archive's directory may be wrong.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.xml_parsing import parse_xml

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["MAXIMUM_ELEMENTS", "MAXIMUM_UNPACKED", "TOO_MANY", "Package", "count_elements"]

MAXIMUM_UNPACKED: Final = 64 * 1024 * 1024
"""Most bytes that the parts read from one package may have, unpacked.

The text of a long résumé takes less than 2 MiB of XML (it packs 10:1 to 20:1); a bomb packs 1000:1. Parsed, XML takes
some ten times its size in memory. After changing it, run ``tests/extraction/office/test_package.py``.
"""

_HEAD: Final = 4096
"""Bytes in which a part of a Word document names its vocabulary."""

MAXIMUM_ELEMENTS: Final = 80_000
"""Most elements of XML that the parts read from one package may have.

The most in 90 honest documents is 27,000, most of them styles. A hundred thousand empty paragraphs pack into a few
kilobytes and take seconds to read.
"""

_KNOWN: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
"""Beginnings of the types of relationships that office programs follow."""
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


TOO_MANY: Final = f"it has more than {MAXIMUM_ELEMENTS:,} parts of text, the limit; send the résumé alone"


def count_elements(root: etree._Element) -> int:
    """Return how many elements an element holds, itself among them."""
    count: Any = root.xpath("count(descendant-or-self::*)")  # five times as fast as iterating
    return int(count)


class Package:
    """Read the parts of a package.

    Args:
        data: the bytes of the archive.

    Raises:
        UnreadableFileError: it is no archive, or a damaged one.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            message = "it is a damaged ZIP package (cut off?); open it in an office program and save it again"
            raise UnreadableFileError("corrupt", message) from error
        # Office programs ignore case in names, and some writers use backslashes.
        self._names: dict[str, str] = {}
        self._repeated: set[str] = set()
        for name in self._archive.namelist():
            key = name.replace("\\", "/").lower()
            if key in self._names:
                self._repeated.add(key)
            self._names.setdefault(key, name)
        self._left = MAXIMUM_UNPACKED
        self._elements_left = MAXIMUM_ELEMENTS
        self._relations: dict[str, list[tuple[str, str, str]]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parts, in lower case."""
        return tuple(self._names)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """Return the bytes of one part.

        Raises:
            UnreadableFileError: there is no such part, it is damaged, or the limit is reached.
        """
        if name.lower() in self._repeated:  # programs differ in which one they open
            raise UnreadableFileError("corrupt", f"it has two parts named {name}; ask for the file again")
        try:
            with self._archive.open(self._names[name.lower()]) as part:
                data = part.read(self._left + 1)
        except KeyError as error:
            raise UnreadableFileError("corrupt", f"its part {name} is missing; save it again") from error
        except RuntimeError as error:  # zipfile's error for a part that needs a password
            raise UnreadableFileError("encrypted", "it needs a password; ask for an open copy") from error
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
            raise UnreadableFileError("corrupt", f"its part {name} is damaged; ask for the file again") from error
        if len(data) > self._left:
            limit = MAXIMUM_UNPACKED // 1024**2
            raise UnreadableFileError("too-large", f"unpacked, it is larger than {limit} MiB, the limit")
        self._left -= len(data)
        return data

    def parse(self, name: str) -> etree._Element:
        """Parse the XML of one part without entities, network or document types.

        Raises:
            UnreadableFileError: as :meth:`read`, or it is not well-formed, or has too many elements.
        """
        root = parse_xml(self.read(name), f"its part {name}")
        self._elements_left -= count_elements(root)
        if self._elements_left < 0:
            raise UnreadableFileError("too-large", TOO_MANY)
        return root

    def related(self, part: str = "") -> list[tuple[str, str]]:
        """Return the parts that a part (or the package itself) refers to, in its order.

        Args:
            part: name of the part; empty for the package.

        Returns:
            Pairs of the last word of the relationship's type (``officeDocument``, ``header`` ...) and the part's name.
        """
        return [(kind, target) for kind, target, _ in self.relations(part)]

    def relations(self, part: str = "") -> list[tuple[str, str, str]]:
        """Return the same, with the identifier by which the part refers to each."""
        if part not in self._relations:
            self._relations[part] = self._read_relations(part)
        return self._relations[part]

    def _read_relations(self, part: str) -> list[tuple[str, str, str]]:
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self:
            return []
        relations = []
        for element in self.parse(name).iter(_RELATIONSHIPS):
            if element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))[1:]
                base, _, kind = element.get("Type", "").rpartition("/")
                relations.append((kind if base.startswith(_KNOWN) else "", target, element.get("Id", "")))
        return relations

    def main_document(self) -> str:
        """Return the name of the main part of a Word document; empty for another package."""
        candidates = [target for kind, target in self.related() if kind == "officeDocument" and target in self]
        for name in candidates[:1] or ["word/document.xml"]:
            if name in self and (name.lower().startswith("word/") or b"wordprocessingml" in self.read(name)[:_HEAD]):
                return name
        return ""
