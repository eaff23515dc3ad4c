"""Kill `vedette run` at every failpoint and at random instants, on SQLite and on PostgreSQL: is anything lost?

    python -m tests.reliability.kill_test --kills 500        # `make kill-test`

Worlds (a database each, one process on SQLite, three on PostgreSQL) run side by side. Prints one line,
'N kills: lost 0, invented 0, duplicates D'; progress and whatever speaks against the program go to standard error.
Exits with 1 unless nothing was lost or invented, each repeat has a kill of its own, every database is whole, every
ledger balances, and work was taken up within two leases of each kill at a failpoint.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from monitor.failpoints import PLACES
from tests.contract.postgresql import new_database, running_server
from tests.reliability.planted import CHANNELS
from tests.reliability.servers import outside
from tests.reliability.trials import Countdown, Trial, Verdict
from tests.reliability.worlds import World, forking

ON_SQLITE, ON_POSTGRESQL = 1, 3  # processes
ONCE = ("start.upgrading",)  # only a database without tables comes through these
REPORT_EVERY = 15  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many worlds of each kind, how many random kills in all of a kind, and at which places besides."""

    sqlite_worlds: int
    postgresql_worlds: int
    sqlite_kills: int
    postgresql_kills: int
    places: tuple[str, ...] = tuple(PLACES)
    putting_off: bool = True  # a tenth of the sends, during the random kills
    at_most: str = World.at_most
    seed: int = 0


def main() -> None:
    """Run, report, say the one line."""
    parser = argparse.ArgumentParser(description="Is anything lost, invented or needlessly repeated when killed?")
    parser.add_argument("--kills", type=int, default=500, help="at random instants, half on each database")
    parser.add_argument("--worlds", type=int, nargs=2, default=(3, 1), metavar=("SQLITE", "POSTGRESQL"))
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    half = asked.kills // 2
    plan = Plan(
        sqlite_worlds=asked.worlds[0],
        postgresql_worlds=asked.worlds[1],
        sqlite_kills=half if asked.worlds[1] else asked.kills,
        postgresql_kills=asked.kills - half if asked.worlds[0] else asked.kills,
        seed=asked.seed,
    )
    begun = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="vedette-kill-"))
    verdicts = asyncio.run(kill_test(plan, folder, loud=True))
    good = all(no_fault(verdict) for verdict in verdicts)
    for verdict in verdicts:
        for line in in_words(verdict):
            sys.stderr.write(f"{line}\n")
    sys.stderr.write(f"{time.monotonic() - begun:.0f} s; {'' if good else f'logs and receipts are in {folder}'}\n")
    sys.stdout.write(f"{one_line(verdicts)}\n")
    if good:
        shutil.rmtree(folder)
    sys.exit(0 if good else 1)


async def kill_test(plan: Plan, folder: Path, *, loud: bool = False) -> list[Verdict]:
    """Run all worlds of a plan side by side."""
    chance = random.Random(plan.seed)
    with databases(plan, folder) as addresses:
        async with outside(folder / "received.jsonl", chance=chance) as servers, forking() as forks:
            kills = {True: Countdown(plan.sqlite_kills), False: Countdown(plan.postgresql_kills)}
            trials, running = [], []
            for number, address in enumerate(addresses):
                home = folder / f"world-{number}"
                world = World(number, home, address, outside=servers, forks=forks, seed=plan.seed)
                world.at_most = plan.at_most
                trial = Trial(world, servers, processes=ON_SQLITE if world.sqlite else ON_POSTGRESQL)
                trial.putting_off = plan.putting_off
                trials.append(trial)
                running.append(trial.run(places_for(plan, number), kills[world.sqlite]))
            reporting = asyncio.create_task(report(trials)) if loud else None
            try:
                return await asyncio.gather(*running)
            finally:
                if reporting is not None:
                    reporting.cancel()


def places_for(plan: Plan, number: int) -> Sequence[str]:
    """A world's share of the failpoints: every place is come through on each kind of database."""
    rank, of = (
        (number, plan.sqlite_worlds)
        if number < plan.sqlite_worlds
        else (number - plan.sqlite_worlds, plan.postgresql_worlds)
    )
    first = [place for place in plan.places if place in ONCE and rank == 0]
    return [*first, *[place for place in plan.places if place not in ONCE][rank::of]]


@contextmanager
def databases(plan: Plan, folder: Path) -> Iterator[list[str]]:
    """An address a world, SQLite ones first; PostgreSQL runs as long as the block."""
    with ExitStack() as stack:
        server = stack.enter_context(running_server()) if plan.postgresql_worlds else ""
        files = [f"sqlite:///{folder}/world-{n}/vedette.db" for n in range(plan.sqlite_worlds)]
        yield [*files, *(stack.enter_context(new_database(server)) for _ in range(plan.postgresql_worlds))]


async def report(trials: Sequence[Trial]) -> None:
    """Say from time to time how far each world is."""
    while True:
        await asyncio.sleep(REPORT_EVERY)
        said = (f"{len(t.world.kills)} kills, {len(t.world.arrived())} told" for t in trials)
        sys.stderr.write(f"{'; '.join(said)}\n")


def most_repeats(kills: int) -> int:
    """The bound: at every kill one process had one send in flight a channel."""
    return kills * len(CHANNELS)


def no_fault(verdict: Verdict) -> bool:
    """Nothing speaks against the program in this world."""
    return not (verdict.account.lost or verdict.account.invented or verdict.against)


def one_line(verdicts: Sequence[Verdict]) -> str:
    """The result."""
    accounts = [verdict.account for verdict in verdicts]
    lost, invented = sum(len(a.lost) for a in accounts), sum(len(a.invented) for a in accounts)
    duplicates = sum(a.duplicates for a in accounts)
    kills = sum(verdict.kills for verdict in verdicts)
    return f"{kills} kills: lost {lost}, invented {invented}, duplicates {duplicates}"


def in_words(verdict: Verdict) -> Iterator[str]:
    """A world's result, and what speaks against it."""
    found = verdict.account
    yield (
        f"{verdict.name}: {verdict.kills} kills, {found.expected} tellings, lost {len(found.lost)}, "
        f"invented {len(found.invented)}, duplicates {found.duplicates}, taken up within {verdict.slowest:.1f} s"
    )
    yield from (f"  {sentence}" for sentence in verdict.against)
    yield from (f"  lost: {telling}" for telling in found.lost[:10])
    yield from (f"  invented: {receipt.tellings}: {receipt.words[:300]}" for receipt in found.invented[:10])


if __name__ == "__main__":
    main()
