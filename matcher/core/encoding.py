"""Encode documents, analyses and assessments as bytes, and decode them with every type checked.

The format is MessagePack by msgspec, which decodes into the frozen types of :mod:`matcher.core` and checks them on the
way; compressed, with a checksum in front, so that a bit flipped on a disk makes a cache miss and not a wrong result.
Nothing in such bytes can be executed, whoever wrote them.
"""

from __future__ import annotations

import zlib
from collections.abc import Hashable
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

if TYPE_CHECKING:
    import msgspec

__all__ = ["add_checksum", "content_digest", "decode", "encode", "pack", "strip_checksum", "unpack"]

Value = TypeVar("Value")

_CHECKSUM: Final = 8
"""Bytes of a checksum. It guards against accidents, of which it misses one in 2^64; whoever can write into the cache
can also write a checksum."""

_LEVEL: Final = 1
"""Compression level of zlib. Level 6 takes four times as long to save a tenth."""


def encode(value: object) -> bytes:
    """Encode a value of the types in :mod:`matcher.core`; equal values give equal bytes.

    Raises:
        UnicodeEncodeError: a text in it holds a lone surrogate.

    >>> from matcher.core.document import DocumentWarning
    >>> decode(encode(DocumentWarning("few-words", "only 12 words were read")), DocumentWarning).code
    'few-words'
    """
    return add_checksum(zlib.compress(_encoder().encode(value), _LEVEL))


def decode(data: bytes, kind: type[Value]) -> Value | None:
    """Decode the bytes that :func:`encode` made.

    Args:
        data: the bytes.
        kind: the value's type.

    Returns:
        The value; None if the bytes are damaged or hold anything else.

    >>> from matcher.core.document import Box, DocumentWarning
    >>> good = encode(DocumentWarning("a", "b"))
    >>> decode(good[:-1], DocumentWarning), decode(good, Box), decode(b"", DocumentWarning)
    (None, None, None)
    """
    packed = strip_checksum(data)
    if packed is None:
        return None
    try:
        unpacked = zlib.decompress(packed)
    except zlib.error:
        return None
    return unpack(unpacked, kind)


def pack(value: object) -> bytes:
    """Encode a value without checksum and compression."""
    return _encoder().encode(value)


def unpack(data: bytes, kind: type[Value]) -> Value | None:
    """Decode the bytes that :func:`pack` made; None if they hold anything else.

    >>> unpack(pack({"a": (1, 2)}), dict[str, tuple[int, int]]), unpack(pack("a"), int)
    ({'a': (1, 2)}, None)
    """
    import msgspec

    try:
        value: Value = _decoder(cast(Hashable, kind)).decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return value


def content_digest(value: object) -> bytes:
    """Return a digest of a value, 16 bytes: equal values have equal digests.

    >>> from matcher.core.document import DocumentWarning
    >>> first, same, other = DocumentWarning("a", "b"), DocumentWarning("a", "b"), DocumentWarning("a", "c")
    >>> content_digest(first) == content_digest(same) != content_digest(other)
    True
    """
    return blake2b(_encoder().encode(value), digest_size=16).digest()


def add_checksum(data: bytes, key: bytes = b"") -> bytes:
    """Put a checksum in front of bytes.

    Args:
        data: the bytes.
        key: identifies them, up to 64 bytes; under another key they do not pass :func:`strip_checksum`.

    >>> strip_checksum(add_checksum(b"abc")), strip_checksum(add_checksum(b"abc")[:-1]), strip_checksum(b"")
    (b'abc', None, None)
    >>> strip_checksum(add_checksum(b"abc", b"x"), b"y")
    """
    return blake2b(data, digest_size=_CHECKSUM, key=key).digest() + data


def strip_checksum(data: object, key: bytes = b"") -> bytes | None:
    """Return the bytes that :func:`add_checksum` was given; None if they are damaged or belong to another key."""
    if not isinstance(data, bytes):
        return None
    payload = data[_CHECKSUM:]
    return payload if blake2b(payload, digest_size=_CHECKSUM, key=key).digest() == data[:_CHECKSUM] else None


@cache
def _encoder() -> msgspec.msgpack.Encoder:
    import msgspec

    return msgspec.msgpack.Encoder()


@cache
def _decoder(kind: Hashable) -> msgspec.msgpack.Decoder[Any]:
    import msgspec

    return msgspec.msgpack.Decoder(cast(Any, kind))
