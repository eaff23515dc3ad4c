"""A socket that takes so many bytes and no more: a flood ends soon, whatever it is made of.

The size limit counts a body once it is unpacked. What comes to nothing there (interim answers without end, chunks of
one byte, empty blocks of gzip) costs time all the same, and the event loop's time is everybody's. asyncio reads by the
two methods that are overridden here: by `recv` plain connections, by `recv_into` those under TLS.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from typing import Any


class FloodError(OSError):
    """More came than was allowed for."""


def _nobody() -> None:
    """Nobody is told."""


class MeteredSocket(socket.socket):
    """Counts what comes in; `renew` starts anew, for a connection that serves one request after another."""

    _left: int = 0
    _most: int = 0
    _told: Callable[[], None] = staticmethod(_nobody)

    def allow(self, most: int, *, told: Callable[[], None]) -> MeteredSocket:
        """So many bytes from now on, and again after each `renew`. `told` is called when more came.

        The error that is raised then does not reach everybody: a body without a stated length just ends for aiohttp.
        """
        self._most = self._left = most
        self._told = told
        return self

    def renew(self) -> None:
        """The whole allowance again."""
        self._left = self._most

    def recv(self, *args: Any, **kwargs: Any) -> bytes:
        """As any socket's, counted."""
        data = super().recv(*args, **kwargs)
        self._count(len(data))
        return data

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        """As any socket's, counted."""
        size = super().recv_into(*args, **kwargs)
        self._count(size)
        return size

    def _count(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            self._told()
            raise FloodError(errno.EMSGSIZE, "more came than was allowed for")
