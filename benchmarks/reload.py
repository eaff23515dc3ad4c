"""How soon an edit takes effect in a running daemon, and how long its event loop stands still for it.

    python -m benchmarks.reload                      # the shipped rules
    python -m benchmarks.reload --rules 1000 --terms 50000 --examples 10

A real daemon (no feeds, a database of its own) runs over a copy of the rules while a heartbeat on its loop asks to be
woken every 2 ms: the longest time between two beats, less those 2 ms, is the stall. Edits are made one by one, several
of each kind; the first row is a span of time without an edit, as a measure of the machine's own noise. Targets: stalls
of at most 100 ms, in effect within 2 s.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import structlog

from monitor import shipped
from monitor.config import load_config
from monitor.model import ParsedFeed, Response
from monitor.service.app import App, build_app
from monitor.service.collector import spare_what_is_loaded
from monitor.service.daemon import Daemon
from monitor.storage import upgrade

BEAT = 0.002
TARGET_STALL, TARGET_EFFECT = 100.0, 2.0  # ms, s
SYLLABLES = [c + v for c in "bcdfghklmnprstvwz" for v in "aeiou"]
SAVED_WITHIN = 60.0


@dataclass
class Heart:
    """Beats on the loop and keeps the longest pause since it was last asked, in seconds."""

    longest: float = 0.0

    async def beat(self) -> None:
        """Until cancelled."""
        last = time.perf_counter()
        while True:
            await asyncio.sleep(BEAT)
            now = time.perf_counter()
            self.longest = max(self.longest, now - last - BEAT)
            last = now

    def asked(self) -> float:
        """The longest pause since the last time, in ms."""
        longest, self.longest = self.longest, 0.0
        return longest * 1000


def made_up(folder: Path, *, rules: int, terms: int, examples: int) -> None:
    """Rules that each want two concepts near each other; all concepts together have so many terms."""
    rng = random.Random(7)
    (folder / "concepts").mkdir(parents=True, exist_ok=True)
    each = max(1, terms // (2 * rules))
    for number in range(rules):
        words = [["".join(rng.choices(SYLLABLES, k=rng.choice((3, 4, 5)))) for _ in range(each)] for _ in "ab"]
        lines = [
            f"  c{number}{side}: {{terms: {{en: [{', '.join(dict.fromkeys(w))}]}}}}"
            for side, w in zip("ab", words, strict=True)
        ]
        (folder / "concepts" / f"c{number}.yaml").write_text("concepts:\n" + "\n".join(lines) + "\n")
        texts = [f"Some say that {rng.choice(words[0])} and {rng.choice(words[1])} met." for _ in range(examples)]
        match = "".join(f"      - {text}\n" for text in texts)
        (folder / f"made-up-{number}.yaml").write_text(
            f"id: made-up-{number}\ntitle: Made up {number}\nseverity: low\n"
            f"match: {{near: {{within: 12 words, of: [{{concept: c{number}a}}, {{concept: c{number}b}}]}}}}\n"
            f"examples:\n  en:\n    match:\n{match}    no_match: [Nothing at all]\n"
        )


@dataclass(frozen=True, slots=True)
class Edit:
    """A kind of save: the n-th of it, and what is measured of each."""

    name: str
    save: Callable[[int], object]


def edits(folder: Path) -> tuple[Edit, ...]:
    """A rule's title; and a person in a file of their own, first a new one, then other names for them."""
    rule = min(folder.glob("*.yaml"))
    text = rule.read_text(encoding="utf-8")
    names = folder / "actors" / "benchmark.yaml"
    names.parent.mkdir(exist_ok=True)
    actor = "actors: [{{id: benchmark, name: Bench Mark, kind: person, names: {{en: [Bench Mark the {0}th]}}}}]\n"
    return (
        Edit("a rule", lambda n: rule.write_text(text.replace("\ntitle: ", f"\ntitle: {n} ", 1), encoding="utf-8")),
        Edit("a name", lambda n: names.write_text(actor.format(n), encoding="utf-8")),
    )


async def measure(app: App, folder: Path, *, times: int) -> bool:
    """Run the daemon, edit, and print a row a kind of edit; whether the targets were met."""
    heart = Heart()
    daemon = Daemon(app, fetcher=Nothing(), parser=Nothing())
    running, beating = asyncio.create_task(daemon.run()), asyncio.create_task(heart.beat())
    await asyncio.sleep(3)  # the start is over: examples were run, nothing is due
    heart.asked()
    await asyncio.sleep(3)
    print(f"{'no edit':<10} longest stall {heart.asked():6.1f} ms")
    fine = True
    for kind in edits(folder):
        stalls, delays = [], []
        for number in range(times):
            seconds = await in_effect(app, kind, number)
            await asyncio.sleep(1)  # what follows the swap counts as well
            stalls.append(heart.asked())
            delays.append(seconds)
        print(f"{kind.name:<10} longest stall {max(stalls):6.1f} ms, in effect after {max(delays):.2f} s at most")
        fine &= max(stalls) <= TARGET_STALL and max(delays) <= TARGET_EFFECT
    daemon.stop()
    await running
    beating.cancel()
    return fine


async def in_effect(app: App, kind: Edit, number: int) -> float:
    """Seconds from a save to the swap."""
    before, begun = app.knowledge, time.perf_counter()
    kind.save(number)
    while app.knowledge is before:
        await asyncio.sleep(BEAT)
        if time.perf_counter() - begun > SAVED_WITHIN:
            raise SystemExit("an edit did not take effect: see the log lines above")
    return time.perf_counter() - begun


class Nothing:
    """Stands for fetcher and parser: there is no feed."""

    async def fetch(self, feed: object) -> Response:
        """Never asked."""
        raise AssertionError(feed)

    async def parse(self, fetched: object, **_: object) -> ParsedFeed:
        """Never asked."""
        raise AssertionError(fetched)


def main() -> int:
    """Build a desk in a temporary folder and measure there."""
    options = argparse.ArgumentParser(description="Measure the reload of edited rules.")
    options.add_argument("--folder", type=Path, default=shipped.rules_dir(), help="the rules to run over")
    options.add_argument("--rules", type=int, default=0, help="made-up rules besides")
    options.add_argument("--terms", type=int, default=50_000, help="terms of the made-up rules, together")
    options.add_argument("--examples", type=int, default=2, help="examples of each made-up rule")
    options.add_argument("--times", type=int, default=5, help="edits of each kind")
    given = options.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        shutil.copytree(given.folder, home / "rules")
        if given.rules:
            made_up(home / "rules", rules=given.rules, terms=given.terms, examples=given.examples)
        (home / "config.yaml").write_text("rules: [rules]\n", encoding="utf-8")
        config = load_config(home / "config.yaml")
        upgrade(config.database.reveal({}, used_by="database"))
        begun = time.perf_counter()
        app = build_app(config, {})
        spare_what_is_loaded()
        count = len(app.knowledge.rules.rules)
        print(f"{count} rules, loaded first in {time.perf_counter() - begun:.2f} s")
        fine = asyncio.run(measure(app, home / "rules", times=given.times))
        app.store.close()
    print("targets met" if fine else f"TARGETS MISSED: at most {TARGET_STALL:.0f} ms and {TARGET_EFFECT:.0f} s")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
