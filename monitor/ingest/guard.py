"""Refuse connections to addresses that are not public: the machine itself, the local network, cloud metadata.

In: the resolved address of every single connection, redirects and rebound names included, since aiohttp asks
`AddressGuard.socket` for each socket it opens. Out: a socket with an allowance, or `BlockedError`. Never resolves a
name itself.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterable
from contextvars import ContextVar, Token
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from types import TracebackType
from typing import Any, Self
from weakref import WeakValueDictionary

from monitor.ingest.metered import Allowance, MeteredSocket

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# `is_global` is true for these, and each can carry any IPv4 address inside: NAT64 (RFC 6052, 8215), 6to4, Teredo,
# IPv4-compatible.
TUNNELS = tuple(
    ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96", "fec0::/10")
)


class BlockedError(OSError):
    """The guard refused an address."""


class Visit:
    """One request's attempt to connect, as a context. `refused` fills with what the guard turned away."""

    __slots__ = ("_token", "host", "refused")

    def __init__(self, host: str) -> None:
        self.host = host
        self.refused: list[str] = []
        self._token: Token[Visit | None] | None = None

    def __enter__(self) -> Self:
        self._token = _visit.set(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._token is not None:
            _visit.reset(self._token)


_visit: ContextVar[Visit | None] = ContextVar("visit", default=None)  # per task; connecting happens in the asking task


def visiting(host: str) -> Visit:
    """Say which host the connections opened inside are meant for: a name in `allow_hosts` holds for it alone."""
    return Visit(_plain(host))


class AddressGuard:
    """Lets public addresses pass, and what `allow` names: host names (exact), addresses, networks.

    `most` is how many bytes a connection may bring, as they come over the line, until its host's allowance is renewed.
    """

    def __init__(self, allow: Iterable[str] = (), *, most: int = sys.maxsize) -> None:
        self._most = most
        self._allowances: WeakValueDictionary[str, Allowance] = (
            WeakValueDictionary()
        )  # by host; its sockets, and visits, keep it
        self._names: set[str] = set()
        self._networks: list[Network] = []
        for item in allow:
            network = _network(item)
            if network is None:
                self._names.add(_plain(item))
            else:
                self._networks.append(network)

    def socket(self, addr_info: tuple[Any, ...]) -> socket.socket:
        """Open a socket for an `addrinfo` tuple, or raise `BlockedError`: aiohttp's `socket_factory`."""
        family, kind, proto, _, address = addr_info
        visit = _visit.get()
        if not self.allows(str(address[0]), host=visit.host if visit else ""):
            if visit:
                visit.refused.append(str(address[0]))
            raise BlockedError(f"refused {address[0]}")
        return MeteredSocket(family, kind, proto).allow(self._allowance(visit.host if visit else ""))

    def renewed(self, visit: Visit) -> Allowance:
        """The allowance of the connections to this host, whole again: those that are kept open bring another answer."""
        allowance = self._allowance(visit.host)
        allowance.renew()
        return allowance

    def _allowance(self, host: str) -> Allowance:
        allowance = self._allowances.get(host)
        if allowance is None:
            allowance = self._allowances[host] = Allowance(self._most)
        return allowance

    def allows(self, address: str, *, host: str = "") -> bool:
        """Whether a connection to `address`, made for `host`, may be opened."""
        if host and _plain(host) in self._names:
            return True
        ip = _ip(address)
        if ip is None:
            return False
        return is_public(ip) or any(ip in net for net in self._networks if net.version == ip.version)


def is_public(ip: Address) -> bool:
    """Whether an address belongs to the public internet, and to one machine of it."""
    tunnelled = any(ip in net for net in TUNNELS if net.version == ip.version)
    return ip.is_global and not ip.is_multicast and not tunnelled


def _ip(text: str) -> Address | None:
    try:
        ip = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(ip, "ipv4_mapped", None) or ip


def _network(text: str) -> Network | None:
    try:
        return ip_network(text.strip().strip("[]"), strict=False)
    except ValueError:
        return None


@lru_cache(maxsize=10_000)
def _plain(host: str) -> str:
    return host.strip().strip("[]").rstrip(".").casefold()
