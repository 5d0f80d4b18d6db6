"""Check that packed rows come back as they were, and that other bytes are refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.core.row_codec import Field, RowCodec, RowLayout

ROW = RowLayout(
    Field("key", "V8"), Field("small", "u1"), Field("strengths", "<u2", 3), Field("start", "<i4"), Field("total", "<f8")
)
CODEC = RowCodec(rows=ROW, names=RowLayout(Field("byte", "u1")))

rows = st.lists(
    st.tuples(
        st.binary(min_size=8, max_size=8),
        st.integers(0, 255),
        *[st.integers(0, 65_535)] * 3,
        st.integers(-(2**31), 2**31 - 1),
        st.floats(allow_nan=False),
    ),
    max_size=5,
)


@given(rows, st.binary(max_size=9))
def test_packed_rows_come_back(values: list[tuple], names: bytes) -> None:
    sections = CODEC.unpack(CODEC.pack(rows=ROW.pack(values), names=names))
    assert sections is not None
    assert sections["names"].tobytes() == names
    found = sections["rows"]
    assert found["key"].tolist() == [value[0] for value in values]
    assert found["strengths"].tolist() == [list(value[2:5]) for value in values]
    assert [(*row,) for row in found[["small", "start", "total"]].tolist()] == [(v[1], v[5], v[6]) for v in values]


@given(rows)
def test_arrays_and_rows_are_packed_alike(values: list[tuple]) -> None:
    array = np.array([(v[0], v[1], v[2:5], v[5], v[6]) for v in values], ROW.dtype)
    assert CODEC.pack(rows=array, names=b"") == CODEC.pack(rows=ROW.pack(values), names=b"")
    columns = {field.name: array[field.name] for field in ROW.fields}
    assert ROW.array(len(values), columns).tobytes() == array.tobytes()


@pytest.mark.parametrize("cut", range(1, 40))
def test_a_value_that_was_cut_is_refused(cut: int) -> None:
    data = CODEC.pack(rows=ROW.pack([(b"k" * 8, 1, 2, 3, 4, 5, 6.0)]), names=b"ab")
    assert CODEC.unpack(data[:-cut]) is CODEC.unpack(data + b"\0" * cut) is None


@pytest.mark.parametrize(
    "other",
    [
        RowCodec(rows=ROW),
        RowCodec(names=RowLayout(Field("byte", "u1")), rows=ROW),
        RowCodec(rows=RowLayout(*ROW.fields[:-1], Field("totals", "<f8")), names=RowLayout(Field("byte", "u1"))),
    ],
)
def test_a_value_of_another_layout_is_refused(other: RowCodec) -> None:
    empty = other.pack(**dict.fromkeys(other.layouts, b""))
    assert CODEC.unpack(empty) is None
    assert CODEC.unpack_all([empty, CODEC.pack(rows=b"", names=b"xy")])[2].tolist() == [False, True]
