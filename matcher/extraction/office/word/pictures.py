"""Find the average colour of the pictures in a DOCX: pale text on a pale picture is as lost as on paper."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.colours import Colour
from matcher.extraction.office.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["OPAQUE", "Pictures", "average"]

_MOST_PIXELS: Final = 20_000_000
_RELATIONS: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}embed",
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
)


class Pictures:
    """Find colours of pictures when they are asked for.

    Args:
        package: the document's.
        parts: names of the parts whose pictures are asked for, by their root elements.
    """

    def __init__(self, package: Package, parts: dict[_Element, str]) -> None:
        self._package, self._parts = package, parts
        self._known: dict[str, tuple[Colour, float] | None] = {}

    def colour(self, root: _Element, blip: _Element) -> Colour | None:
        """Return the average colour of a picture (``a:blip``); None when there is none, or it is unknown.

        Pillow reads pictures, where it is installed.
        """
        found = self._average(root, blip)
        return None if found is None else found[0]

    def is_opaque(self, picture: _Element) -> bool:
        """Return whether a picture (``a:blip``, ``v:imagedata``) hides what is behind it, if that is not unknown."""
        found = self._average(picture.getroottree().getroot(), picture)
        return found is None or found[1] >= OPAQUE

    def _average(self, root: _Element, picture: _Element) -> tuple[Colour, float] | None:
        key = next((found for name in _RELATIONS if (found := picture.get(name))), "")
        part = self._parts.get(root, "")
        try:
            target = next((name for _, name, found in self._package.relations(part) if key and found == key), "")
            if target and target not in self._known:
                self._known[target] = average(self._package.read(target))
        except UnreadableFileError:
            return None
        return self._known.get(target)


OPAQUE: Final = 0.85
"""Average opacity from which nothing can be read through a picture."""


def average(data: bytes) -> tuple[Colour, float] | None:
    """Return the average colour of a picture on white paper, and its opacity."""
    try:
        from PIL import Image
    except ImportError:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data)) as image:
                if image.width * image.height > _MOST_PIXELS:
                    return None
                image.draft("RGB", (64, 64))
                small = image.convert("RGBA").resize((8, 8), Image.Resampling.BOX)
                opacity = sum(small.getchannel("A").tobytes()) / (255 * 64)
                paper = Image.new("RGBA", small.size, "white")
                pixels = (
                    Image.alpha_composite(paper, small).convert("RGB").resize((1, 1), Image.Resampling.BOX).tobytes()
                )
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    return (pixels[0], pixels[1], pixels[2]), opacity
