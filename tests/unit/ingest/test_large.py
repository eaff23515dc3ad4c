"""Large documents have turns; a turn lasts until the document has been dealt with, and waiting costs no deadline."""

from __future__ import annotations

import asyncio

from monitor.ingest.large import LargeDocuments, in_hand


async def read(large: LargeDocuments, done: asyncio.Event, order: list[str], name: str) -> None:
    with in_hand():
        async with asyncio.timeout(0.2) as deadline:
            give_back = await large.turn(deadline)
            order.append(f"{name} reads")
        give_back()  # read to its end, and still to be parsed
        await done.wait()
    order.append(f"{name} is done")


async def test_the_second_waits_until_the_first_is_dealt_with_and_its_deadline_waits_too():
    large, order = LargeDocuments(at_once=1), []
    first, second = asyncio.Event(), asyncio.Event()
    tasks = [asyncio.create_task(read(large, done, order, name)) for done, name in ((first, "one"), (second, "two"))]
    await asyncio.sleep(0.4)  # twice the deadline
    assert order == ["one reads"]
    first.set()
    await asyncio.sleep(0.05)
    assert order == ["one reads", "one is done", "two reads"]
    second.set()
    await asyncio.gather(*tasks)
    assert order[-1] == "two is done"


async def test_without_a_hand_to_hold_it_the_turn_ends_with_the_reading():
    large = LargeDocuments(at_once=1)
    for _ in range(3):
        async with asyncio.timeout(1) as deadline:
            give_back = await large.turn(deadline)
        give_back()
