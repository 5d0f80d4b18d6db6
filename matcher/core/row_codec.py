"""Pack rows of numbers into bytes and unpack them as NumPy structured arrays.

A packed value begins with a tag of its layout and the number of rows of each section. Bytes whose tag or length is
wrong are refused: whatever a cache gives back is checked before it is used. Packing needs no NumPy, so that a process
that only packs does not load it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise, starmap
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Field", "RowCodec", "RowLayout"]

_TAG: Final = 4
"""Bytes of a layout's tag: enough to notice that a layout changed; stored values also have a checksum and a key."""

_LETTERS: Final = {"u1": "B", "<u2": "H", "<i4": "i", "<f8": "d"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a row: ``width`` numbers of a little-endian NumPy dtype, or ``V8``, ``V32`` … for bytes."""

    name: str
    dtype: str
    width: int = 1

    @property
    def format(self) -> str:
        """The field in the notation of :mod:`struct`."""
        return f"{self.dtype[1:]}s" if self.dtype.startswith("V") else _LETTERS[self.dtype] * self.width


class RowLayout:
    """The fields of a row, without padding.

    >>> layout = RowLayout(Field("skill", "<u2"), Field("strength", "<u2", 3))
    >>> layout.size, layout.pack([(7, 1, 2, 3)]).hex()
    (8, '0700010002000300')
    """

    def __init__(self, *fields: Field) -> None:
        self.fields = fields
        self._struct = struct.Struct("<" + "".join(field.format for field in fields))
        self.size = self._struct.size

    @cached_property
    def dtype(self) -> np.dtype[np.void]:
        """The structured dtype."""
        import numpy as np

        return np.dtype([(f.name, f.dtype, f.width) if f.width > 1 else (f.name, f.dtype) for f in self.fields])

    def pack(self, rows: Iterable[Sequence[Any]]) -> bytes:
        """Pack rows of flat values, one per number of each field."""
        return b"".join(starmap(self._struct.pack, rows))

    def array(self, count: int, columns: Mapping[str, Any]) -> NDArray[np.void]:
        """Return a structured array of some columns; fields without one are zero."""
        import numpy as np

        rows = np.zeros(count, self.dtype)
        for name, column in columns.items():
            rows[name] = column
        return rows


class RowCodec:
    """A packed value: sections of rows, each with a layout of its own.

    >>> jobs = RowLayout(Field("first", "<i4"), Field("last", "<i4"))
    >>> codec = RowCodec(jobs=jobs, denied=RowLayout(Field("id", "<u2")))
    >>> data = codec.pack(jobs=jobs.pack([(10, 20)]), denied=b"")
    >>> codec.unpack(data)["jobs"]["last"].tolist(), codec.unpack(data[:-1]), codec.unpack(b"")
    ([20], None, None)
    """

    def __init__(self, **layouts: RowLayout) -> None:
        self.layouts = layouts
        shape = repr([(name, layout.fields) for name, layout in layouts.items()])
        self._tag = blake2b(shape.encode(), digest_size=_TAG).digest()
        self._counts = struct.Struct(f"<{len(layouts)}I")
        self._start = _TAG + self._counts.size
        self._sizes = tuple(layout.size for layout in layouts.values())

    def pack(self, **sections: bytes | NDArray[Any]) -> bytes:
        """Pack a value.

        Args:
            sections: every section's packed rows, or a structured array of them.
        """
        data = [rows if isinstance(rows, bytes) else rows.tobytes() for rows in map(sections.__getitem__, self.layouts)]
        counts = [len(rows) // size for rows, size in zip(data, self._sizes, strict=True)]
        return b"".join([self._tag, self._counts.pack(*counts), *data])

    def sections(self, data: bytes) -> list[bytes] | None:
        """Return the packed rows of each section; None if the data do not have this layout."""
        if data[:_TAG] != self._tag or len(data) < self._start:
            return None
        ends = [self._start]
        for count, size in zip(self._counts.unpack_from(data, _TAG), self._sizes, strict=True):
            ends.append(ends[-1] + count * size)
        if ends[-1] != len(data):
            return None
        return [data[start:end] for start, end in pairwise(ends)]

    def unpack(self, data: bytes) -> dict[str, NDArray[Any]] | None:
        """Return each section as a structured array; None if the data do not have this layout."""
        import numpy as np

        sections = self.sections(data)
        if sections is None:
            return None
        return {
            name: np.frombuffer(rows, layout.dtype)
            for (name, layout), rows in zip(self.layouts.items(), sections, strict=True)
        }

    def unpack_all(
        self, values: Sequence[bytes]
    ) -> tuple[dict[str, NDArray[Any]], dict[str, NDArray[np.intp]], NDArray[np.bool_]]:
        """Unpack many values into one array per section.

        Args:
            values: packed.

        Returns:
            By section, all rows one after another; by section, how many rows each value has; and whether each value has
            this layout: one that does not counts as a value without rows.

        >>> codec = RowCodec(ids=RowLayout(Field("id", "<u2")))
        >>> rows, counts, is_valid = codec.unpack_all([codec.pack(ids=codec.layouts["ids"].pack([(3,), (4,)])), b"?"])
        >>> rows["ids"]["id"].tolist(), counts["ids"].tolist(), is_valid.tolist()
        ([3, 4], [2, 0], [True, False])
        """
        import numpy as np

        checked = [self.sections(value) for value in values]
        is_valid = np.fromiter((sections is not None for sections in checked), bool, len(checked))
        by_value = [[b""] * len(self.layouts) if sections is None else sections for sections in checked]
        rows, counts = {}, {}
        for name, layout in self.layouts.items():
            # A section's copies are freed before the next section is joined.
            pieces = [sections.pop(0) for sections in by_value]
            rows[name] = np.frombuffer(b"".join(pieces), layout.dtype)
            counts[name] = np.fromiter(map(len, pieces), np.intp, len(pieces)) // layout.size
        return rows, counts, is_valid
