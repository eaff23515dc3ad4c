"""Time several peers side by side, in CPU time of this thread, some inputs of each in turn.

Comes in: named functions and the inputs to call them with. Goes out: for each the time an input, in microseconds, of
every repeat. What else the machine does at that moment is then the same for all peers, and ratios are taken repeat by
repeat. No peer is given an input that another has just worked on, so each meets the caches as it would in a service:
full of other work.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Peer = tuple[Callable[[Any], object], Sequence[Any]]  # what to call, and with each of what


@dataclass(frozen=True, slots=True)
class Figure:
    """A median over repeats, and half the distance between its quartiles as a share of it."""

    value: float
    noise: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Figure:
        """Of at least two values."""
        low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
        return cls(middle, (high - low) / 2 / middle if middle else 0.0)


@dataclass(frozen=True, slots=True)
class Timed:
    """Microseconds an input of each peer, by repeat."""

    times: Mapping[str, tuple[float, ...]]

    def us(self, peer: str) -> Figure:
        """Microseconds an input."""
        return Figure.of(self.times[peer])

    def ratio(self, peer: str, other: str) -> Figure:
        """How many times as long as another a peer takes."""
        return Figure.of([one / two for one, two in zip(self.times[peer], self.times[other], strict=True)])


def interleaved(peers: Mapping[str, Peer], *, repeats: int, in_a_row: int = 1) -> Timed:
    """Run every peer over as many inputs, `repeats` times, after one round that does not count.

    Each peer has `in_a_row` inputs, then it is the next one's turn; they begin each round in another order.
    """
    (size,) = {len(inputs) for _, inputs in peers.values()}  # every peer has as many as the others
    rounds = [_round(_rotated(peers, number), size, in_a_row) for number in range(repeats + 1)][1:]
    return Timed({name: tuple(each[name] for each in rounds) for name in peers})


def _rotated(peers: Mapping[str, Peer], number: int) -> dict[str, Peer]:
    items = list(peers.items())
    start = number % len(items)
    return dict(items[start:] + items[:start])


def _round(peers: Mapping[str, Peer], size: int, in_a_row: int) -> dict[str, float]:
    """Microseconds an input, by peer; the clock's own time is taken off."""
    clock = time.thread_time_ns
    own = _clock_ns()
    shift = max(1, size // len(peers))
    spent = dict.fromkeys(peers, 0.0)
    for start in range(0, size, in_a_row):
        for number, (name, (function, inputs)) in enumerate(peers.items()):
            some = [inputs[(at + number * shift) % size] for at in range(start, min(start + in_a_row, size))]
            began = clock()
            for each in some:
                function(each)
            spent[name] += clock() - began - own
    return {name: ns / 1000 / size for name, ns in spent.items()}


def _clock_ns() -> float:
    """What one reading of the clock takes."""
    clock, times = time.thread_time_ns, 1000
    began = clock()
    for _ in range(times):
        clock()
    return (clock() - began) / times
