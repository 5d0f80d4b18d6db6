"""Values from one of our own processes to another: pickled, each with its length in front, over a socket.

What :mod:`multiprocessing` has for it takes longer to import than everything else that a worker process needs to begin.
"""

from __future__ import annotations

import contextlib
import pickle
import socket
import time
from typing import Any, Final

__all__ = ["Channel"]

_LENGTH: Final = 8
_MOST: Final = 2**31
"""Bytes of a value: who announces more has lost its senses."""


class Channel:
    """One end of a pair of connected sockets.

    >>> one, other = map(Channel, socket.socketpair())
    >>> one.send(("a", 1))
    >>> other.receive(1.0)
    ('a', 1)
    >>> one.close()
    >>> other.receive()
    Traceback (most recent call last):
        ...
    EOFError: the other end is closed
    """

    def __init__(self, end: socket.socket) -> None:
        self._socket = end

    def fileno(self) -> int:
        """The descriptor of this end."""
        return self._socket.fileno()

    def close(self) -> None:
        """Let this end go, whoever is waiting at it."""
        with contextlib.suppress(OSError):  # the other end is gone
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def send(self, value: object) -> None:
        """Send a value.

        Raises:
            OSError: the other end is closed.
        """
        self.send_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def send_bytes(self, data: bytes) -> None:
        """Send a value that is pickled already."""
        self._socket.settimeout(None)
        self._socket.sendall(len(data).to_bytes(_LENGTH, "little"))
        self._socket.sendall(data)

    def receive(self, seconds: float | None = None) -> Any:
        """The next value, waited for.

        Args:
            seconds: at most; None for however long it takes.

        Raises:
            TimeoutError: the time is over; nothing more can be received then.
            EOFError: the other end is closed.
            OSError: so is this one.
        """
        until = None if seconds is None else time.monotonic() + seconds
        length = int.from_bytes(self._read(_LENGTH, until), "little")
        if length > _MOST:
            raise EOFError("the other end sends what is no value")
        return pickle.loads(self._read(length, until))  # noqa: S301 - from a process of ours

    def _read(self, count: int, until: float | None) -> bytearray:
        data = bytearray(count)
        left = memoryview(data)
        while left:
            self._socket.settimeout(None if until is None else max(until - time.monotonic(), 0.001))
            got = self._socket.recv_into(left)
            if not got:
                raise EOFError("the other end is closed")
            left = left[got:]
        return data
