"""Room for polls: many at work, and beside them any that only wait, up to a bound."""

from __future__ import annotations

import asyncio

from monitor.service.poll_room import PollRoom


async def held(room: PollRoom, number: int) -> list[asyncio.Task[None]]:
    async def wait() -> None:
        await asyncio.Event().wait()

    tasks = [asyncio.create_task(wait()) for _ in range(number)]
    for task in tasks:
        room.begin(task)
    return tasks


async def test_polls_at_work_take_room_until_they_end_or_only_wait():
    room = PollRoom(at_work=5, slow_after=0.05, most=8)
    tasks = await held(room, 4)
    assert room.free == 1
    room.end(tasks[0])
    assert room.free == 2
    await asyncio.sleep(0.06)
    assert room.free == 5  # the other three only wait
    tasks += await held(room, 5)
    assert room.free == 0
    await asyncio.sleep(0.06)
    assert room.free == 0  # eight are in hand
    for task in tasks:
        room.end(task)
        task.cancel()
    assert room.free == 5
