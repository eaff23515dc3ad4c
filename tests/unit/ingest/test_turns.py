from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from monitor.ingest.turns import Turns


async def test_so_many_at_once_and_no_more_at_one_host():
    turns = Turns(at_once=2, gap=timedelta(0))
    inside, most = 0, 0

    async def visit() -> None:
        nonlocal inside, most
        async with turns.at("a.example"):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.01)
            inside -= 1

    await asyncio.gather(*(visit() for _ in range(6)))
    assert most == 2


async def test_starts_at_one_host_are_a_gap_apart_and_other_hosts_do_not_wait():
    turns = Turns(at_once=5, gap=timedelta(seconds=0.05))
    clock = asyncio.get_running_loop().time
    begun: dict[str, list[float]] = {"a": [], "b": []}

    async def visit(host: str) -> None:
        async with turns.at(host):
            begun[host].append(clock())

    start = clock()
    await asyncio.gather(*(visit(host) for host in "aaab"))
    assert begun["b"][0] - start < 0.04
    gaps = [later - earlier for earlier, later in zip(begun["a"], begun["a"][1:], strict=False)]
    assert min(gaps) > 0.045


async def test_a_visit_that_fails_gives_its_turn_back():
    turns = Turns(at_once=1, gap=timedelta(0))
    for _ in range(3):
        with pytest.raises(OSError, match="cut"):
            async with turns.at("a.example"):
                raise OSError("cut")
    async with asyncio.timeout(1), turns.at("a.example"):
        pass


async def test_a_turn_that_nobody_waits_for_any_longer_goes_to_the_next():
    turns = Turns(at_once=1, gap=timedelta(0))
    had: list[int] = []

    async def visit(number: int) -> None:
        async with turns.at("outlet.example"):
            had.append(number)

    async with turns.at("outlet.example"):
        first, second, third = (asyncio.create_task(visit(number)) for number in range(3))
        await asyncio.sleep(0)
        first.cancel()  # while it waits
    second.cancel()  # when it has just been given the turn, or is passed over
    await asyncio.wait({first, second, third}, timeout=1)
    await visit(3)
    assert (first.cancelled(), second.cancelled(), had) == (True, True, [2, 3])
