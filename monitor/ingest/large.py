"""Few large documents at a time: what is in hand must not fill the memory, whoever sends how much at once.

In: a fetch whose body grows past what is free. Out: its turn, which lasts until the document has been dealt with.
Small documents wait for nobody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from types import TracebackType
from typing import Protocol, Self

FREE = 256 * 1024  # bytes of a document that need no turn
AT_ONCE = 2

_held: ContextVar[list[Callable[[], None]] | None] = ContextVar("held", default=None)  # turns of this very task


class in_hand:  # noqa: N801 - used like a function
    """Keep the turns that are taken inside until the end of the block: what was read there is used there.

    Who deals with one document after another puts each down.
    """

    __slots__ = ("_mine", "_token")

    def __enter__(self) -> Self:
        self._mine: list[Callable[[], None]] = []
        self._token = _held.set(self._mine)
        return self

    def put_down(self) -> None:
        """Give the turns back that were taken so far: what was read has been dealt with."""
        while self._mine:
            self._mine.pop()()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _held.reset(self._token)
        self.put_down()


class Deadline(Protocol):
    """What is left of a fetch's time: `asyncio.Timeout`, or one of `deadlines`."""

    def when(self) -> float | None:
        """The loop's time at which it ends; None while it is suspended."""

    def reschedule(self, when: float | None) -> None:
        """Suspend it, or have it go on until then."""


class LargeDocuments:
    """Gives turns to documents that are larger than `FREE`."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._turns = asyncio.Semaphore(at_once)

    async def turn(self, deadline: Deadline) -> Callable[[], None]:
        """Wait for a turn, which is not counted against the deadline; the answer gives it back, unless `in_hand` does.

        A document has one turn: call this once for each.
        """
        loop = asyncio.get_running_loop()
        left = None if (when := deadline.when()) is None else when - loop.time()
        deadline.reschedule(None)
        await self._turns.acquire()
        deadline.reschedule(None if left is None else loop.time() + left)
        held = _held.get()
        if held is None:
            return self._turns.release
        held.append(self._turns.release)
        return _keep


def _keep() -> None:
    """`in_hand` gives it back."""
