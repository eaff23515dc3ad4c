"""Is this process fit to work: do its loops turn, can the database be written, are there rules? Pure.

In: ages of the loops' last beats, what the database says, how many rules serve. Out: reasons why not, as sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

TURNING = ("poll", "read", "tell", "health")  # each beats every few seconds, or at every article it reads
QUIET = 60.0  # seconds without a beat from which on a loop hangs: reading one article never takes as long


def hanging(ages: Mapping[str, float], *, uptime: float) -> tuple[str, ...]:
    """Loops that do not turn, as sentences. `uptime`: seconds since the start, for a loop that never turned."""
    ages_of = ((loop, ages.get(loop, uptime)) for loop in TURNING)
    return tuple(f"the {loop} loop was last seen {age:.0f} s ago" for loop, age in ages_of if age >= QUIET)


def not_ready(ages: Mapping[str, float], *, uptime: float, database: str, rules: int) -> Iterator[str]:
    """Reasons why this process is not fit to work. `database`: what is wrong with it; empty when it can be written."""
    yield from hanging(ages, uptime=uptime)
    if database:
        yield database
    if not rules:
        yield "no rules are loaded"
    if not ages:
        yield "the loops have not begun yet"
