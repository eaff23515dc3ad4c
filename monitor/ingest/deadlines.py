"""One deadline for each of many fetches, all of the same length, with a single timer of the event loop for them all.

In: fetches as they begin and end. Out: whoever is not done in time is cancelled, and learns by `is_over` that this is
why. The same as `asyncio.timeout`, which sets and withdraws a timer for every fetch: nearly all end long before.
"""

from __future__ import annotations

import asyncio
from typing import Any


class Deadline:
    """What the running task has left: `end` it in any case."""

    __slots__ = ("_all", "_cancelling", "_expired", "_owes", "_task", "_when")

    def __init__(self, among: Deadlines, task: asyncio.Task[Any], when: float) -> None:
        self._all = among
        self._task = task
        self._cancelling = task.cancelling()
        self._when: float | None = when
        self._expired = False
        self._owes = False  # a cancelling that the task was not relieved of yet

    def when(self) -> float | None:
        """The loop's time at which it ends; None while it is suspended."""
        return self._when

    def reschedule(self, when: float | None) -> None:
        """Suspend it, or have it go on until then, which is not later than if it began now."""
        self._when = when
        self._all.moved(self)

    def expire(self) -> None:
        """Break its task off."""
        self._expired = self._owes = True
        self._task.cancel()

    def end(self) -> None:
        """The task is done with what it had to do in time."""
        self._all.ended(self)
        if self._owes:
            self._relieve()

    def is_over(self) -> bool:
        """Whether the `asyncio.CancelledError` just caught is this deadline's doing, and nobody else's too."""
        return self._expired and self._relieve() <= self._cancelling

    def _relieve(self) -> int:
        self._owes = False
        return self._task.uncancel()


class Deadlines:
    """Deadlines `seconds` after they begin."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._running: dict[Deadline, None] = {}  # whose end is nearest comes first
        self._timer: asyncio.TimerHandle | None = None  # not before the first of them

    def begin(self) -> Deadline:
        """Begin one for the running task; `RuntimeError` outside of any."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a deadline needs a task that it can break off")
        loop = task.get_loop()
        deadline = Deadline(self, task, loop.time() + self.seconds)
        self._running[deadline] = None
        if self._timer is None:
            self._timer = loop.call_later(self.seconds, self._look)
        return deadline

    def ended(self, deadline: Deadline) -> None:
        """Forget one."""
        self._running.pop(deadline, None)

    def moved(self, deadline: Deadline) -> None:
        """Put one where it belongs; it is rare, and there are few hundreds."""
        self._running.pop(deadline, None)
        if deadline.when() is not None:
            self._running = dict.fromkeys(sorted((*self._running, deadline), key=_end))
            self._look()

    def _look(self) -> None:
        """Break off what is due, and look again when the next one is."""
        loop = asyncio.get_running_loop()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        now = loop.time()
        for deadline in list(self._running):
            if _end(deadline) > now:
                self._timer = loop.call_at(_end(deadline), self._look)
                return
            del self._running[deadline]
            deadline.expire()


def _end(deadline: Deadline) -> float:
    when = deadline.when()
    return float("inf") if when is None else when
