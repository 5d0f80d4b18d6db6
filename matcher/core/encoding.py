"""Documents, findings and assessments as bytes and back: compact, typed, and never believed without looking.

MessagePack by msgspec, which decodes into the frozen types of :mod:`matcher.core.types` and checks them on the way;
compressed, and with a digest in front, so that a bit that fell over on a disk is a miss and not an answer. Nothing in
such bytes can be executed, whoever wrote them.
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

_DIGEST: Final = 8
"""Bytes: against accidents, of which one in 2^64 is missed; who can write into the cache can write a digest, too."""

_LEVEL: Final = 1
"""Of zlib. Level 6 takes four times as long for a tenth less."""


def encode(value: object) -> bytes:
    """A value of :mod:`matcher.core.types` as bytes, the same for the same value.

    Raises:
        UnicodeEncodeError: a text in it holds half a surrogate pair.

    >>> from matcher.core.document import DocumentWarning
    >>> decode(encode(DocumentWarning("few-words", "only 12 words were read")), DocumentWarning).code
    'few-words'
    """
    return add_checksum(zlib.compress(_encoder().encode(value), _LEVEL))


def decode(data: bytes, kind: type[Value]) -> Value | None:
    """The value that :func:`encode` made bytes of.

    Args:
        data: the bytes.
        kind: what they should hold.

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
    """A value as bytes, without a digest and not compressed."""
    return _encoder().encode(value)


def unpack(data: bytes, kind: type[Value]) -> Value | None:
    """The value that :func:`pack` made bytes of; None if they hold anything else.

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
    """16 bytes that tell whether two values are the same.

    >>> from matcher.core.document import DocumentWarning
    >>> content_digest(DocumentWarning("a", "b")) == content_digest(DocumentWarning("a", "b")) != content_digest(DocumentWarning("a", "c"))
    True
    """
    return blake2b(_encoder().encode(value), digest_size=16).digest()


def add_checksum(data: bytes, about: bytes = b"") -> bytes:
    """Bytes with a digest in front.

    Args:
        data: the bytes.
        about: what they are of, up to 64 bytes: add_checksum under one key, they are not taken for those of another.

    >>> strip_checksum(add_checksum(b"abc")), strip_checksum(add_checksum(b"abc")[:-1]), strip_checksum(b""), strip_checksum(add_checksum(b"abc", b"x"), b"y")
    (b'abc', None, None, None)
    """
    return blake2b(data, digest_size=_DIGEST, key=about).digest() + data


def strip_checksum(data: object, about: bytes = b"") -> bytes | None:
    """What :func:`add_checksum` was given; None if it is not what it was."""
    if not isinstance(data, bytes):
        return None
    rest = data[_DIGEST:]
    return rest if blake2b(rest, digest_size=_DIGEST, key=about).digest() == data[:_DIGEST] else None


@cache
def _encoder() -> msgspec.msgpack.Encoder:
    import msgspec

    return msgspec.msgpack.Encoder()


@cache
def _decoder(kind: Hashable) -> msgspec.msgpack.Decoder[Any]:
    import msgspec

    return msgspec.msgpack.Decoder(cast(Any, kind))
