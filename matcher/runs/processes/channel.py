"""Send pickled values between matcher's own processes over a socket, each with its length in front.

The counterpart in :mod:`multiprocessing` takes longer to import than everything else that a worker needs to start.
"""

from __future__ import annotations

import contextlib
import pickle
import socket
import time
from typing import Any, Final

__all__ = ["Channel"]

_LENGTH: Final = 8
_MAX_LENGTH: Final = 2**31
"""Bytes of a value: a process that announces more is broken."""


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
        """Close this end, even while a thread waits at it."""
        with contextlib.suppress(OSError):  # the other end is closed
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def send(self, value: object) -> None:
        """Send a value.

        Raises:
            OSError: the other end is closed.
        """
        self.send_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def send_bytes(self, data: bytes) -> None:
        """Send a pickled value."""
        self._socket.settimeout(None)
        self._socket.sendall(len(data).to_bytes(_LENGTH, "little"))
        self._socket.sendall(data)

    def receive(self, seconds: float | None = None) -> Any:
        """Wait for the next value and return it.

        Args:
            seconds: the longest time to wait; None for no limit.

        Raises:
            TimeoutError: the time is over; the channel cannot be used any more.
            EOFError: the other end is closed.
            OSError: this end is closed.
        """
        until = None if seconds is None else time.monotonic() + seconds
        length = int.from_bytes(self._read(_LENGTH, until), "little")
        if length > _MAX_LENGTH:
            raise EOFError("the other end does not send values")
        return pickle.loads(self._read(length, until))  # noqa: S301 - from one of our own processes

    def _read(self, count: int, until: float | None) -> bytearray:
        data = bytearray(count)
        left = memoryview(data)
        while left:
            self._socket.settimeout(None if until is None else max(until - time.monotonic(), 0.001))
            received = self._socket.recv_into(left)
            if not received:
                raise EOFError("the other end is closed")
            left = left[received:]
        return data
