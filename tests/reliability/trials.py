"""What is done to a world: killed at each failpoint, killed at random instants, then left in peace and counted.

A trial of a world gives a `Verdict`: its account, and every sentence that speaks against the program.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.reliability.account import Account, account
from tests.reliability.planted import PATIENT, Event
from tests.reliability.servers import Outside
from tests.reliability.worlds import LEASE, LOOK, PATIENCE, Kill, Process, World, until

IN_THE_START = 0.3  # of random kills come while the process still starts
START = 1.0  # seconds: what a start takes at most on an idle machine
LIFE = 6.0  # seconds from readiness until a random kill, at most
IN_HAND = 10  # untold tellings: no event is planted while there are more
WHOLE = 20  # every so many starts runs the installed program, imports and all
DRAIN = 180  # seconds in which all that waits must go out; a second pause after a failure is 36 s
SELDOM = ("tell.put_off", "tell.digest")  # what begins so comes some times a minute: to the doomed process alone
BAD_WORDS = ("Traceback", "by a fault of ours", "cannot be used", "could not be laid out")


@dataclass(slots=True)
class Verdict:
    """How one world ended. `against`: what speaks against the program; empty when all is well."""

    name: str
    account: Account
    kills: int
    slowest: float  # seconds from a kill at a failpoint until the work in hand was done
    against: list[str] = field(default_factory=list)


class Countdown:
    """Random kills that are left to do, for all worlds together."""

    def __init__(self, kills: int) -> None:
        self.left = kills

    def take(self) -> bool:
        """One kill fewer; False when there is none left."""
        if self.left <= 0:
            return False
        self.left -= 1
        return True


class Trial:
    """One world and its processes, from the first start to the verdict."""

    def __init__(self, world: World, outside: Outside, *, processes: int) -> None:
        self.world = world
        self.against: list[str] = []
        self.putting_off = True
        self._outside = outside
        self._size = processes
        self._running: list[Process] = []
        self._starts = 0

    async def run(self, places: Iterable[str], random_kills: Countdown) -> Verdict:
        """Kill at `places`, then at random instants until the countdown is over; settle, and judge."""
        for place in places:
            await self._at(place)
        await self._fill()
        if self.putting_off:
            self._outside.putting_off.add(self.world.number)
        planting = asyncio.create_task(self._plant())
        lives = [self._live(n, random_kills) for n in range(self._size)]
        await asyncio.gather(*lives)
        planting.cancel()
        self._outside.putting_off.discard(self.world.number)
        return await self._settle()

    async def _start(self, place: str = "") -> Process:
        self._starts += 1
        return await self.world.start(place=place, whole=not place and self._starts % WHOLE == 0)

    async def _fill(self) -> None:
        """Have as many processes as the world should."""
        self._running = [process for process in self._running if not process.ended.done()]
        while len(self._running) < self._size:
            self._running.append(await self._start())

    async def _at(self, place: str) -> None:
        """Start one process that dies at `place`, with work at hand; see that the work is done all the same."""
        world = self.world
        await self._make_room(alone=place.startswith(SELDOM))
        events = [self._matching()]
        armed = await self._start(place)
        begun = time.monotonic()
        while not armed.ended.done() and time.monotonic() - begun < PATIENCE:
            await asyncio.sleep(LOOK)
            if await world.told(events[-1], seconds=0) and not armed.ended.done():
                events.append(self._matching())  # others were quicker
        if not armed.ended.done() or armed.ended.result() != -9:
            self.against.append(f"no process died at {place}")
            return
        died = time.monotonic()
        say(f"{_name(world)}: died at {place} after {died - begun:.1f} s, {len(events)} events")
        world.kills.append(Kill(at=died, place=place))
        await self._fill()
        if not all([await world.told(event) for event in events]):
            self.against.append(f"after a kill at {place} the work was not taken up")
        world.resumed.append(time.monotonic() - died)
        if world.resumed[-1] > 2 * LEASE:
            self.against.append(f"after a kill at {place} the work took {world.resumed[-1]:.1f} s")

    def _matching(self) -> Event:
        while not (event := self.world.planted.plant()).kind:
            pass
        return event

    async def _make_room(self, *, alone: bool) -> None:
        """End one process, if there are as many as there should be; all of them, if the next is to be alone."""
        while len(self._running) >= (1 if alone else self._size):
            await self._end(self._running.pop(0))

    async def _end_all(self) -> None:
        await asyncio.gather(*map(self._end, self._running))
        self._running = []

    async def _end(self, process: Process) -> None:
        code = await self.world.stop(process)
        early = code == -signal.SIGTERM and not process.has_begun  # no program takes signals in its first moment
        if code != 0 and not early:
            self.against.append(f"a stop went wrong (exit code {code}); see {process.log}")

    async def _live(self, number: int, kills: Countdown) -> None:
        """Kill and restart one process again and again."""
        world, chance = self.world, self.world.chance
        process = self._running[number]
        while kills.take():
            if chance.random() < IN_THE_START:
                await asyncio.sleep(chance.random() * START)
            else:
                await process.ready()
                await asyncio.sleep(chance.random() * LIFE)
            if not await world.kill(process):
                self.against.append(f"a process ended by itself; see {process.log}")
            process = self._running[number] = await self._start()

    async def _plant(self) -> None:
        """Always have something to do, never too much."""
        planted = self.world.planted
        while True:
            keen = [telling for telling in self.world.untold() if telling.channel != PATIENT]
            if len(keen) + planted.unserved() < IN_HAND:
                planted.plant()
                if planted.chance.random() < 0.3:
                    planted.edit_one()
            await asyncio.sleep(planted.chance.random())

    async def _settle(self) -> Verdict:
        """Leave the world in peace until all is told, then ask it for its ledger."""
        world = self.world
        await self._fill()
        await until(lambda: all(e.served and e.edit_served == e.edited for e in world.planted.events), seconds=PATIENCE)
        await until(lambda: not world.untold(), seconds=DRAIN)
        await asyncio.sleep(LEASE)  # what would be told twice is told now
        await self._end_all()
        found = account(world.planted, self._outside.received[world.number], [kill.at for kill in world.kills])
        self._judge(found, await world.ledger())
        slowest = max(world.resumed, default=0.0)
        return Verdict(_name(world), found, len(world.kills), slowest, self.against)

    def _judge(self, found: Account, ledger: dict) -> None:
        world = self.world
        if found.unexplained:
            self.against.append(f"{found.unexplained} repeats that no kill explains")
        if not ledger["balanced"]:
            self.against.append(f"the ledger does not balance: {'; '.join(ledger['problems'])}")
        if ledger["waiting"] or ledger["states"].get("pending"):
            self.against.append("something still waits")
        if (said := world.integrity()) != "ok":
            self.against.append(f"the database is damaged: {said}")
        self.against.extend(_complaints(world))


def say(line: str) -> None:
    """Progress, for whoever watches."""
    sys.stderr.write(f"{line}\n")


def _name(world: World) -> str:
    return f"world {world.number} ({'SQLite' if world.sqlite else 'PostgreSQL'})"


def _complaints(world: World) -> Sequence[str]:
    """Logs in which the program speaks of a fault."""
    return [
        f"{words!r} in {log}"
        for log in world.logs
        if log.exists()
        for words in BAD_WORDS
        if words in log.read_text(encoding="utf-8")
    ]
