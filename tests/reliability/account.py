"""What became of one world's tellings: lost, invented, told twice, and which repeats no kill explains. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.reliability.planted import Planted, Telling
from tests.reliability.servers import Receipt

ON_THE_WIRE = 1.0  # seconds: what a process had handed over when it was killed is taken in, and noted, a little later


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`duplicates` are messages that tell something again; `unexplained`, those beyond one a channel a kill."""

    expected: int
    lost: tuple[Telling, ...]
    invented: tuple[Receipt, ...]
    duplicates: int
    unexplained: int


def account(planted: Planted, received: Sequence[Receipt], kills: Iterable[float]) -> Account:
    """Compare what was served with what arrived. `kills`: when, in the same monotonic seconds as the receipts."""
    expected, allowed = set(planted.expected()), set(planted.allowed())
    arrived = {telling for receipt in received for telling in receipt.tellings}
    latest: dict[Telling, float] = {}
    repeats: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for receipt in sorted(received, key=lambda receipt: receipt.at):
        before = [latest[telling] for telling in receipt.tellings if telling in latest]
        if before:
            repeats[receipt.tellings[0].channel].append((max(before), receipt.at))
        latest.update(dict.fromkeys(receipt.tellings, receipt.at))
    at = sorted(kills)
    return Account(
        expected=len(expected),
        lost=tuple(sorted(expected - arrived)),
        invented=tuple(receipt for receipt in received if not allowed.issuperset(receipt.tellings)),
        duplicates=sum(map(len, repeats.values())),
        unexplained=sum(unexplained(spans, at) for spans in repeats.values()),
    )


def unexplained(spans: Iterable[tuple[float, float]], kills: Sequence[float]) -> int:
    """How many repeats of one channel have no kill of their own between the two receipts, or just before the first.

    A kill explains one repeat a channel: a process has one send in flight there. Earliest end first gives the most.
    """
    free = list(kills)
    left = 0
    for begin, end in sorted(spans, key=lambda span: span[1]):
        kill = next((at for at in free if begin - ON_THE_WIRE <= at <= end), None)
        if kill is None:
            left += 1
        else:
            free.remove(kill)
    return left
