"""Deadlines end what takes too long and nothing else, however many there are and whoever else breaks off."""

from __future__ import annotations

import asyncio

from monitor.ingest.deadlines import Deadline, Deadlines


async def limited(deadlines: Deadlines, seconds: float) -> str:
    deadline = deadlines.begin()
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        if deadline.is_over():
            return "over"
        raise
    finally:
        deadline.end()
    return "done"


async def test_each_has_as_long_from_its_own_beginning():
    deadlines, clock = Deadlines(0.1), asyncio.get_running_loop().time
    ended: list[float] = []

    async def late(after: float) -> None:
        await asyncio.sleep(after)
        begun = clock()
        assert await limited(deadlines, 5) == "over"
        ended.append(clock() - begun)

    await asyncio.gather(late(0), late(0.05), late(0.25), limited(deadlines, 0.01))
    assert len(ended) == 3
    assert all(0.09 < lasted < 0.2 for lasted in ended)


async def test_what_is_done_in_time_is_left_alone():
    deadlines = Deadlines(0.05)
    assert [await limited(deadlines, 0.01) for _ in range(3)] == ["done"] * 3
    await asyncio.sleep(0.1)


async def test_who_is_broken_off_by_others_is_not_told_that_time_is_up():
    task = asyncio.create_task(limited(Deadlines(1), 5))
    await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.wait({task})
    assert task.cancelled()


async def test_who_is_broken_off_by_others_when_time_is_up_ends_all_the_same():
    begun: list[Deadline] = []

    async def broken_off_twice() -> str:
        begun.append(Deadlines(5).begin())
        try:
            await asyncio.sleep(5)
        except asyncio.CancelledError:
            if begun[0].is_over():
                return "over"
            raise
        finally:
            begun[0].end()
        return "done"

    task = asyncio.create_task(broken_off_twice())
    await asyncio.sleep(0.01)
    begun[0].expire()
    task.cancel()
    await asyncio.wait({task})
    assert task.cancelled()


async def test_a_task_is_as_free_after_its_deadline_as_before():
    deadlines = Deadlines(0.02)

    async def again() -> tuple[list[str], int]:
        words = [await limited(deadlines, 5) for _ in range(3)]
        task = asyncio.current_task()
        return words, 0 if task is None else task.cancelling()

    assert await asyncio.create_task(again()) == (["over"] * 3, 0)


async def test_one_that_is_suspended_goes_on_with_what_it_had_left():
    deadlines, loop = Deadlines(0.1), asyncio.get_running_loop()
    order: list[str] = []

    async def suspended(deadline: Deadline) -> None:
        left = (deadline.when() or 0) - loop.time()
        deadline.reschedule(None)
        await asyncio.sleep(0.2)
        deadline.reschedule(loop.time() + left / 2)

    async def first() -> None:
        deadline = deadlines.begin()
        try:
            await suspended(deadline)
            order.append("goes on")
            await asyncio.sleep(5)
        except asyncio.CancelledError:
            assert deadline.is_over()
            order.append("over")
        finally:
            deadline.end()

    async def second() -> None:
        await asyncio.sleep(0.19)
        order.append(await limited(deadlines, 5))

    await asyncio.gather(first(), second())
    assert order == ["goes on", "over", "over"]
