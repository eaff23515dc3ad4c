"""A socket that takes so many bytes and no more: a flood ends soon, whatever it is made of.

The size limit counts a body once it is unpacked. What comes to nothing there (interim answers without end, chunks of
one byte, empty blocks of gzip) costs time all the same, and the event loop's time is everybody's. asyncio reads by the
two methods that are overridden here: by `recv` plain connections, by `recv_into` those under TLS.
"""

from __future__ import annotations

import errno
import socket
import sys
from typing import Any


class FloodError(OSError):
    """More came than was allowed for."""


class Allowance:
    """How many bytes each connection of a host may bring: so many, and again after each `renew`.

    `flooded` says whether one of them brought more since then: the error that is raised for it does not reach
    everybody, as a body without a stated length just ends for aiohttp.
    """

    __slots__ = ("__weakref__", "flooded", "most", "renewals")

    def __init__(self, most: int = sys.maxsize) -> None:
        self.most = most
        self.renewals = 0
        self.flooded = False

    def renew(self) -> None:
        """The whole allowance again, for connections that serve one request after another."""
        self.renewals += 1
        self.flooded = False


class MeteredSocket(socket.socket):
    """Counts what comes in, against the allowance that it was given last."""

    _allowance = Allowance(0)
    _renewals = 0
    _left = 0

    def allow(self, allowance: Allowance) -> MeteredSocket:
        """Count against this allowance from now on, which may be shared."""
        self._allowance, self._renewals, self._left = allowance, allowance.renewals, allowance.most
        return self

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
        allowance = self._allowance
        if self._renewals != allowance.renewals:
            self.allow(allowance)
        self._left -= size
        if self._left < 0:
            allowance.flooded = True
            raise FloodError(errno.EMSGSIZE, "more came than was allowed for")
