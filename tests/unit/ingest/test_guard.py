from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from monitor.ingest.guard import AddressGuard, BlockedError, Visit, visiting
from monitor.ingest.metered import FloodError, MeteredSocket

PRIVATE = [
    "127.0.0.1",
    "127.8.9.1",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "224.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "240.0.0.1",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "fec0::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "not an address",
    "",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_refused(address: str):
    assert not AddressGuard().allows(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_a_public_address_is_allowed(address: str):
    assert AddressGuard().allows(address)


@pytest.mark.parametrize(
    ("allow", "address", "passes"),
    [
        ("127.0.0.1", "127.0.0.1", True),
        ("127.0.0.1", "127.0.0.2", False),
        ("10.0.0.0/8", "10.255.0.1", True),
        ("10.0.0.1/8", "10.255.0.1", True),
        ("10.0.0.0/8", "11.0.0.1", True),
        ("10.0.0.0/8", "192.168.0.1", False),
        ("10.0.0.0/8", "::ffff:10.0.0.1", True),
        ("fd00::/8", "fd12::1", True),
        ("[::1]", "::1", True),
        ("fd00::/8", "10.0.0.1", False),
    ],
)
def test_allowed_addresses_and_networks_pass_and_their_neighbours_do_not(allow: str, address: str, passes: bool):
    assert AddressGuard([allow]).allows(address) is passes


def test_a_name_allows_whatever_address_that_very_name_has():
    guard = AddressGuard(["Feeds.Intranet."])
    assert guard.allows("10.0.0.1", host="feeds.intranet")
    assert not guard.allows("10.0.0.1", host="evil.feeds.intranet")
    assert not guard.allows("10.0.0.1", host="intranet")
    assert not guard.allows("10.0.0.1")


def addr_info(address: str) -> tuple[object, ...]:
    return (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, 80))


def test_a_refused_connection_gets_no_socket_and_the_visit_learns_the_address():
    with visiting("rebound.example") as visit, pytest.raises(BlockedError):
        AddressGuard().socket(addr_info("127.0.0.1"))
    assert visit.refused == ["127.0.0.1"]


def test_an_allowed_name_holds_for_the_connections_of_its_own_visit_alone():
    guard = AddressGuard(["feeds.intranet"])
    with visiting("feeds.intranet"):
        guard.socket(addr_info("127.0.0.1")).close()
    with visiting("other.example"), pytest.raises(BlockedError):
        guard.socket(addr_info("127.0.0.1"))
    with pytest.raises(BlockedError):
        guard.socket(addr_info("127.0.0.1"))


@pytest.fixture
def line() -> Iterator[tuple[MeteredSocket, socket.socket, AddressGuard, Visit]]:
    """A connection that the guard opened, as it may bring 10 bytes; its other end; and the visit it was opened for."""
    guard = AddressGuard(["127.0.0.0/8"], most=10)
    with socket.create_server(("127.0.0.1", 0)) as server, visiting("a.example") as visit:
        ours = guard.socket(addr_info("127.0.0.1"))
        assert isinstance(ours, MeteredSocket)
        ours.connect(server.getsockname())
        theirs, _ = server.accept()
        with ours, theirs:
            yield ours, theirs, guard, visit


def test_a_connection_brings_so_much_and_as_much_again_for_the_next_request(line):
    ours, theirs, guard, visit = line
    for _ in range(3):
        allowance = guard.renewed(visit)
        theirs.sendall(b"x" * 10)
        assert len(ours.recv(100)) == 10
        assert not allowance.flooded


def test_what_brings_more_is_cut_off_and_its_host_is_said_to_flood_until_it_is_asked_again(line):
    ours, theirs, guard, visit = line
    allowance = guard.renewed(visit)
    theirs.sendall(b"x" * 11)
    with pytest.raises(FloodError):
        ours.recv(100)
    assert allowance.flooded
    with visiting("b.example") as other:
        assert not guard.renewed(other).flooded
    assert not guard.renewed(visit).flooded
