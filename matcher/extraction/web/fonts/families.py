"""Keep the fonts that a page holds, by the families that its style sheets call them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from matcher.extraction.web.fonts.letterforms import Letterforms

__all__ = ["Families"]

_MOST_FONTS: Final = 40
"""Fonts of a page that are opened; pages saved by browsers hold up to 30, one for each part of the alphabet."""
_MOST_BYTES: Final = 8_000_000
_MOST_CHARACTERS: Final = 300_000
_SIZES: Final = 16
"""Sizes of text that are looked at for one font."""


@dataclass(slots=True)
class Families:
    """The fonts in a page.

    >>> fonts = Families()
    >>> fonts.add("Odd", b"no font")
    >>> fonts.shows(("odd", "arial"), "Text", 16.0), fonts.shows(("arial",), "Text", 16.0)
    (False, True)
    """

    on_request: bool = False
    """Whether style sheets may ask for alternative letters."""
    _data: dict[str, list[bytes | None]] = field(default_factory=dict)
    _opened: dict[bytes, Letterforms | None] = field(default_factory=dict)
    _texts: dict[tuple[str, str, float], bool] = field(default_factory=dict)
    _sizes: dict[str, set[float]] = field(default_factory=dict)
    _bytes: int = 0
    _characters: int = 0

    def __bool__(self) -> bool:
        return bool(self._data)

    def add(self, family: str, data: bytes | None) -> None:
        """Add a font of a family; None if its letters are not known."""
        self._data.setdefault(plain_name(family), []).append(data)

    def update(self, other: Families) -> None:
        """Add the fonts of a style sheet that another imports."""
        for family, found in other._data.items():
            self._data.setdefault(family, []).extend(found)

    def held(self, families: Iterable[str]) -> tuple[str, ...]:
        """Return those of some families that the page holds."""
        return tuple(name for name in map(plain_name, families) if name in self._data)

    def shows(self, families: Iterable[str], text: str, size: float) -> bool:
        """Return whether a text in the first of some families that has its letters is shown as it is written."""
        return all(self._shows(family, text, size) for family in self.held(families))

    def _shows(self, family: str, text: str, size: float) -> bool:
        key = (family, text, size)
        if key not in self._texts:
            self._characters += len(text)
            sizes = self._sizes.setdefault(family, set())
            sizes.add(size)
            self._texts[key] = (
                self._characters <= _MOST_CHARACTERS
                and len(sizes) <= _SIZES
                and all(
                    letters is not None and letters.shows(one, size)
                    for letters in map(self._letters, self._data[family])
                    for one in {text, text.upper(), text.lower()}  # styles may change the case
                )
            )
        return self._texts[key]

    def _letters(self, data: bytes | None) -> Letterforms | None:
        if data is None:
            return None
        if data not in self._opened:
            from matcher.extraction.web.fonts.letterforms import open_letterforms  # loads NumPy

            self._bytes += len(data)
            may_open = len(self._opened) < _MOST_FONTS and self._bytes <= _MOST_BYTES
            self._opened[data] = open_letterforms(data, on_request=self.on_request) if may_open else None
        return self._opened[data]


def plain_name(family: str) -> str:
    """Return the name of a family as names are compared.

    >>> plain_name(' "Source  Sans" ')
    'source sans'
    """
    return re.sub(r"\s+", " ", family.strip(" \"'\t\n")).lower()
