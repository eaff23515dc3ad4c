"""What it costs to bring feeds in, against feedparser, the library `reader` and a bare loop of aiohttp.

    python -m benchmarks.ingest                     # 1,000 feeds, 10,000 unchanged ones; a quarter of an hour
    python -m benchmarks.ingest --feeds 100 --unchanged 1000 --profile

A server on this machine, in a process of its own, serves made-up feeds in three shapes. Each way runs in a new process
on the same feeds, in turn, so that all meet the same state of the machine; feedparser once before and once after.

* First poll: the daemon, from an empty database until every feed is polled and every article read: stored, matched
  by the shipped rules, joined to stories. Its CPU time, children included, against feedparser's on the same bytes
  with the same options; its wall time against `update_feeds` of `reader` with as many workers.
* Unchanged round: every feed known, nine in ten answered by 304, the others with the same bytes. CPU time against a
  loop of aiohttp that makes the same GETs and nothing else.

Exits with 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.ingest_feeds import SHAPES
from benchmarks.ingest_ways import Task

PEERS_AT_MOST = {"cpu": 2.0, "wall": 1 / 3, "unchanged": 2.0, "stall": 50.0, "memory": 550.0}
LOOK = 0.2
MEGABYTE = 1024 * 1024
DOCUMENTS_UNCHANGED = 100


def main() -> None:
    """Measure and print; exit with 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--unchanged", type=int, default=10_000, help="feeds in the unchanged round; 0 leaves it out")
    parser.add_argument("--workers", type=int, default=32)
    parser.add_argument("--shape", type=int, choices=range(len(SHAPES)), help="one shape alone")
    parser.add_argument("--without-reader", action="store_true")
    parser.add_argument("--profile", action="store_true", help="where the daemon's CPU time goes (a run of its own)")
    asked = parser.parse_args()
    fine = True
    for shape in range(len(SHAPES)) if asked.shape is None else (asked.shape,):
        fine &= first_poll(asked, shape)
    if asked.unchanged:
        fine &= unchanged_round(asked)
    sys.exit(0 if fine else 1)


def first_poll(asked: argparse.Namespace, shape: int) -> bool:
    """Measure and print one shape."""
    with served(asked, feeds=asked.feeds, documents=asked.feeds, shape=shape) as task:
        print(f"\n{SHAPES[shape].name}, {task.feeds} feeds, first poll", flush=True)
        before = run("feedparser", task)
        mine = run("ours", task)
        after = run("feedparser", task)
        theirs = None if asked.without_reader else run("reader", task)
        bare = (before["cpu"] + after["cpu"]) / 2
        print_ours(mine, task)
        fine = line(
            "CPU against feedparser",
            mine["cpu"] / bare,
            PEERS_AT_MOST["cpu"],
            f"{1000 * bare / task.feeds:.1f} ms a feed",
        )
        if theirs is not None:
            said = f"{theirs['wall']:.1f} s for {theirs['articles']} articles"
            fine &= line("wall time against reader", mine["wall"] / theirs["wall"], PEERS_AT_MOST["wall"], said)
        fine &= limits(mine)
        if asked.profile:
            print_profile(run("ours", replace(task, profile=True)), bare)
        return fine


def unchanged_round(asked: argparse.Namespace) -> bool:
    """Measure and print the round in which nothing is new."""
    with served(asked, feeds=asked.unchanged, documents=DOCUMENTS_UNCHANGED, shape=0) as known:
        print(f"\n{known.feeds} unchanged feeds, nine in ten answer 304", flush=True)
        task = replace(known, unchanged=True)
        before, mine, after = run("aiohttp", task), run("ours", task), run("aiohttp", task)
        bare = (before["cpu"] + after["cpu"]) / 2
        print_ours(mine, task)
        fine = line(
            "CPU against aiohttp",
            mine["cpu"] / bare,
            PEERS_AT_MOST["unchanged"],
            f"{1000 * bare / task.feeds:.2f} ms a feed",
        )
        fine &= limits(mine)
        if asked.profile:
            print_profile(run("ours", replace(task, profile=True)), bare)
        return fine


# --- running ----------------------------------------------------------------------------------------------------


@contextmanager
def served(asked: argparse.Namespace, *, feeds: int, documents: int, shape: int) -> Iterator[Task]:
    """A server of these feeds, and the task of bringing them."""
    now = datetime.now(UTC).isoformat()
    command = [sys.executable, "-m", "benchmarks.ingest_server", str(shape), str(documents), now]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own module
        assert server.stdout is not None
        try:
            port = int(server.stdout.readline())
            yield Task(
                port=port, feeds=feeds, documents=documents, shape=shape, workers=asked.workers, folder="", now=now
            )
        finally:
            server.kill()


def run(way: str, task: Task) -> dict[str, Any]:
    """One way in a process and a folder of its own; its figures, and the most memory that it and its children held."""
    with tempfile.TemporaryDirectory() as folder:
        asked = json.dumps(asdict(replace(task, folder=folder)))
        command = [sys.executable, "-m", "benchmarks.ingest_ways", way, asked]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own module
            most = 0.0
            while process.poll() is None:
                most = max(most, held(process.pid))
                time.sleep(LOOK)
            assert process.stdout is not None
            said = process.stdout.read()
        if process.returncode:
            raise SystemExit(f"{way} ended with {process.returncode}")
    figures: dict[str, Any] = json.loads(said.splitlines()[-1])
    return figures | {"memory": most}


def held(pid: int) -> float:
    """Resident memory of a process and its children, in MB; 0 where there is no /proc."""
    task = Path(f"/proc/{pid}")
    try:
        pages = int((task / "statm").read_text().split()[1])
        children = (task / "task" / str(pid) / "children").read_text().split()
    except OSError:
        return 0.0
    return pages * 4096 / MEGABYTE + sum(held(int(child)) for child in children)


# --- printing ---------------------------------------------------------------------------------------------------


def print_ours(mine: dict[str, Any], task: Task) -> None:
    """What was done."""
    each = 1000 * mine["cpu"] / task.feeds
    print(
        f"  {mine['articles']} articles read, {mine['matched']} matched, {mine['alerts']} alerts; {each:.2f} ms of CPU"
        f" a feed, of it {1000 * mine['parent'] / task.feeds:.2f} in the daemon itself; {mine['wall']:.1f} s"
    )
    if mine["failed"]:
        print(f"  {mine['failed']} FEEDS FAILED")


def limits(mine: dict[str, Any]) -> bool:
    """The figures that stand for themselves."""
    fine = line("loop stall p99, ms", mine["stall"], PEERS_AT_MOST["stall"], f"longest {mine['longest']:.0f}")
    return line("memory, MB", mine["memory"], PEERS_AT_MOST["memory"], "with children") and fine and not mine["failed"]


def line(name: str, value: float, most: float, said: str) -> bool:
    """One figure with its target; whether it was met."""
    met = value <= most
    print(f"  {name:<28} {value:7.2f}   target ≤ {most:.3g}: {'met' if met else 'MISSED'}   ({said})", flush=True)
    return met


def print_profile(mine: dict[str, Any], bare: float) -> None:
    """CPU time by stage, in times of the peer's."""
    children = mine["cpu"] - mine["parent"]
    stages = mine["stages"]
    rest = mine["parent"] - mine["loop"] - sum(stages.values())
    others = [("children", children), ("event loop, fetching", mine["loop"]), ("other threads' rest", rest)]
    rows = sorted([*stages.items(), *others], key=lambda row: -row[1])
    for name, seconds in rows:
        print(f"    {name:<28} {seconds:7.2f} s  {seconds / bare:5.2f} ×")


if __name__ == "__main__":
    main()
