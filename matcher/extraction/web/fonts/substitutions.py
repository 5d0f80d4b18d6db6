"""Tell which other glyphs a font may show in the place of letters, and whether it moves them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

__all__ = ["Substitutions", "moves_letters", "read_substitutions"]

_ON_REQUEST: Final = frozenset(
    "aalt afrc c2pc c2sc case cpsp cswh dlig dnom expt frac fwid halt hist hkna hlig hojo hwid ital jalt jp04 jp78 "
    "jp83 jp90 lnum mgrk nalt nlck numr onum ordn ornm palt pcap pkna pnum pwid qwid ruby salt sinf smcp smpl subs "
    "sups swsh titl tnam tnum trad twid unic valt vert vhal vkna vpal vrt2 zero".split()
)
"""Features that browsers apply only if a style sheet asks for them."""

_MOST_ENTRIES: Final = 200_000
"""Entries of the tables of one font that are looked at; fonts of résumés have up to 30,000."""

_FARTHEST: Final = 0.35
"""Distance in units of the font size by which honest fonts move letters at most: pairs such as “AV” and “T.”."""

_DEEPEST: Final = 6
"""Substitutions in a row that are followed."""


@dataclass(slots=True)
class Substitutions:
    """What may stand in the place of glyphs."""

    others: dict[str, set[str]] = field(default_factory=dict)
    """Glyphs that may replace a glyph alone, or begin what replaces it."""
    lost: set[str] = field(default_factory=set)
    """Glyphs that may be left out."""
    ligatures: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    """Glyphs that may be replaced together, and the glyph in their place."""

    def closure(self, glyphs: Iterable[str]) -> set[str]:
        """Return glyphs with those that may replace them.

        >>> sorted(Substitutions({"a": {"a.alt"}, "a.alt": {"a.end"}}).closure(["a"]))
        ['a', 'a.alt', 'a.end']
        """
        found = set(glyphs)
        new = found
        for _ in range(_DEEPEST):
            new = {other for glyph in new for other in self.others.get(glyph, ())} - found
            if not new:
                break
            found |= new
        return found


def read_substitutions(font: TTFont, *, on_request: bool) -> Substitutions | None:
    """Return what a font may replace; None if it is not understood.

    Args:
        font: with or without substitutions.
        on_request: whether style sheets may ask for any feature.
    """
    found = Substitutions()
    entries = 0
    for kind, part in _active(font, "GSUB", on_request=on_request):
        if kind in {1, 2, 3, 4, 8}:
            entries += _read(kind, part, found)
        elif kind not in {5, 6}:
            return None
        if entries > _MOST_ENTRIES:
            return None
    return found


def _active(font: TTFont, name: str, *, on_request: bool) -> Iterator[tuple[int, Any]]:
    """Yield the kinds and the parts of the lookups of a table that features, or other lookups, apply."""
    table: Any = font[name].table if name in font else None
    if table is None or table.LookupList is None or table.FeatureList is None:
        return
    wanted: list[int] = []
    records = [(record.FeatureTag, record.Feature) for record in table.FeatureList.FeatureRecord]
    for variation in _variations(table):
        records += [("", record.Feature) for record in variation]
    for tag, feature in records:
        if on_request or not (tag in _ON_REQUEST or tag[:2] in {"ss", "cv"}):
            wanted += feature.LookupListIndex
    extension, contextual = (7, {5, 6}) if name == "GSUB" else (9, {7, 8})
    seen: set[int] = set()
    while wanted:
        index = wanted.pop()
        if index in seen:
            continue
        seen.add(index)
        for kind, part in _parts(table.LookupList.Lookup[index], extension):
            if kind in contextual:
                wanted += _nested(part)
            yield kind, part


def _variations(table: Any) -> Iterator[Any]:
    varied = getattr(table, "FeatureVariations", None)
    for record in varied.FeatureVariationRecord if varied is not None else ():
        yield record.FeatureTableSubstitution.SubstitutionRecord


def _parts(lookup: Any, extension: int) -> Iterator[tuple[int, Any]]:
    """Yield the kinds and the parts of a lookup, those in extensions as they are."""
    for part in lookup.SubTable:
        if lookup.LookupType == extension:
            yield part.ExtensionLookupType, part.ExtSubTable
        else:
            yield lookup.LookupType, part


def _nested(part: Any) -> Iterator[int]:
    """Yield the lookups that a contextual one applies, wherever its format has them."""
    stack: list[Any] = [part]
    while stack:
        value = stack.pop()
        if hasattr(value, "ensureDecompiled"):
            value.ensureDecompiled()
        index = getattr(value, "LookupListIndex", None)
        if isinstance(index, int):
            yield index
        for name, inner in vars(value).items() if hasattr(value, "__dict__") else ():
            if isinstance(inner, list) and ("Record" in name or "Rule" in name or "Set" in name):
                stack += [one for one in inner if one is not None]


def _read(kind: int, part: Any, found: Substitutions) -> int:
    """Add the entries of one part; return their number."""
    if kind == 8:
        pairs = dict(zip(part.Coverage.glyphs, part.Substitute, strict=False))
        for glyph, other in pairs.items():
            found.others.setdefault(glyph, set()).add(other)
        return len(pairs)
    if kind == 4:
        count = 0
        for first, ligatures in part.ligatures.items():
            for one in ligatures:
                count += 1
                found.ligatures.append(((first, *one.Component), one.LigGlyph))
        return count
    entries: Mapping[str, Any] = part.alternates if kind == 3 else part.mapping
    for glyph, other in entries.items():
        others = [other] if isinstance(other, str) else list(other)
        if others:
            found.others.setdefault(glyph, set()).update(others if kind == 3 else others[:1])
        else:
            found.lost.add(glyph)
    return len(entries)


def moves_letters(font: TTFont, letters: set[str], others: set[str], *, on_request: bool) -> bool:
    """Return whether a font may move letters away from their places, or whether that is not known.

    Args:
        font: with or without kerning.
        letters: its glyphs of letters.
        others: its glyphs of other characters, but for signs that stand over letters.
        on_request: whether style sheets may ask for any feature.
    """
    most = _FARTHEST * font["head"].unitsPerEm
    if "kern" in font:
        tables: Any = font["kern"]
        for table in tables.kernTables:
            pairs = getattr(table, "kernTable", None)
            if pairs is None or any(abs(value) > most for value in pairs.values()):
                return True
    entries = 0
    for kind, part in _active(font, "GPOS", on_request=on_request):
        if kind in {3, 4, 5, 6}:  # joined letters, and signs that are put onto letters
            name = {3: "Coverage", 6: "Mark1Coverage"}.get(kind, "MarkCoverage")
            if not letters.isdisjoint(getattr(part, name).glyphs):
                return True
        elif kind in {1, 2}:
            for value in _values(part, letters | others, most):
                entries += 1
                if entries > _MOST_ENTRIES or _is_far(value, most):
                    return True
        elif kind not in {7, 8}:
            return True
    return False


def _values(part: Any, glyphs: set[str], most: float) -> Iterator[Any]:
    """Yield the movements of single glyphs and of pairs that begin with one, but for tables of near ones."""
    covered = part.Coverage.glyphs
    if glyphs.isdisjoint(covered):
        return
    single = getattr(part, "Value", None)
    if isinstance(single, list):
        yield from (value for glyph, value in zip(covered, single, strict=False) if glyph in glyphs)
    else:
        yield single
    for pairs in getattr(part, "PairSet", None) or ():
        for record in pairs.PairValueRecord:
            yield from (record.Value1, record.Value2)
    rows = getattr(part, "Class1Record", None)
    if rows and _is_near(part, rows, most):
        return
    for row in rows or ():
        for record in row.Class2Record:
            yield from (record.Value1, record.Value2)


def _is_near(part: Any, rows: Any, most: float) -> bool:
    """Return whether all numbers of a table of pairs are small, from its bytes: decoding each takes a second."""
    reader = getattr(rows, "reader", None)
    if reader is None or (part.ValueFormat1 | part.ValueFormat2) & ~15:
        return False
    numbers = np.frombuffer(reader.data[rows.pos : rows.pos + rows.recordSize * len(rows)], ">i2")
    return bool(np.abs(numbers.astype(np.int32)).max(initial=0) <= most)


def _is_far(value: Any, most: float) -> bool:
    if value is None:
        return False
    return any(abs(getattr(value, name, 0) or 0) > most for name in ("XPlacement", "YPlacement", "XAdvance"))
