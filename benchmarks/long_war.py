"""What a desk is told of a war that lasts two months: is every event told, how often, and why.

    python -m benchmarks.long_war                 # 60 days, 3 theatres, 20 events each, 5 to 40 reports an event
    python -m benchmarks.long_war --days 10 --events 3 --why

The generator knows what happened and what each report adds. Its reports go through the steps of the daemon
(understand, fingerprint, join, grow, tell) by a virtual clock, on one route with `update_at_most_every: 6h`. A telling
has a planted reason if something that it brings is a fact of the event, an official source or a mark of sources.
Exits with 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks.long_war_desk import CLOSES_AFTER, Desk, Telling
from benchmarks.long_war_stream import Event, War
from monitor.config import Route, load_config
from monitor.knowledge import Knowledge
from monitor.model import Reason, View
from monitor.service.knowledge import require_loading
from monitor.stories.bcubed import BCubed, b_cubed

PACE = timedelta(hours=6)
TOLD, TELLINGS = 0.95, 3.0
BODIES = {"council": "un-security-council", "sanctions": "european-union"}  # who acts in events of this kind
ROUTE = Route(name="desk", to=("desk",), update_at_most_every=PACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of a war. `unplanned` are tellings that no planted fact explains."""

    events: int
    reports: int
    matched: int
    told: float
    tellings: float
    most: int
    unplanned: tuple[Telling, ...]
    reasons: Counter[Reason]
    longest_open: timedelta
    mixed_theatres: tuple[str, ...]
    grouping: BCubed

    def misses(self) -> tuple[str, ...]:
        """A sentence a target that is missed."""
        checks = (
            (self.told >= TOLD, f"events told: {self.told:.1%}, wanted at least {TOLD:.0%}"),
            (self.tellings <= TELLINGS, f"tellings an event: {self.tellings:.2f}, wanted at most {TELLINGS:g}"),
            (not self.unplanned, f"tellings without a planted reason: {len(self.unplanned)}, wanted none"),
            (self.longest_open <= CLOSES_AFTER, f"a story stayed open for {self.longest_open}"),
            (not self.mixed_theatres, f"stories with two theatres: {len(self.mixed_theatres)}, wanted none"),
        )
        return tuple(sentence for holds, sentence in checks if not holds)


def measure(war: War, knowledge: Knowledge, *, perfect: bool = False) -> Report:
    """Let a desk read the war, and look at what it was told; `perfect` joins by what is known of the events."""
    desk = Desk(knowledge, ROUTE, perfect=perfect)
    for report in war.reports:
        desk.read(report)
    desk.pass_time(war.reports[-1].at + 2 * PACE)
    main = _main_events(desk)
    by_event = Counter(main[telling.story] for telling in desk.tellings)
    grouped = [(str(read.story), read.report.event.id) for read in desk.read_so_far]
    grouping = b_cubed(grouped)
    assert grouping is not None
    return Report(
        events=len(war.events),
        reports=len(war.reports),
        matched=len(grouped),
        told=len(by_event) / len(war.events),
        tellings=sum(by_event.values()) / max(len(by_event), 1),
        most=max(by_event.values(), default=0),
        unplanned=tuple(telling for telling in desk.tellings if not planted(telling)),
        reasons=Counter(reason for telling in desk.tellings for reason in telling.delivery.reasons),
        longest_open=desk.longest_open(),
        mixed_theatres=_mixed(desk),
        grouping=grouping,
    )


def planted(telling: Telling) -> bool:
    """Whether the first telling, or one that brings a planted fact."""
    before, now = telling.before, telling.delivery
    if before is None or before.view is None or now.view is None:
        return True
    return any(_is_planted(reason, telling.report.event, before.view, now.view) for reason in now.reasons)


def _is_planted(reason: Reason, event: Event, before: View, after: View) -> bool:
    """Whether what is new by this reason is a fact of the event."""
    facts = {
        Reason.PLACE: (set(after.places) - set(before.places), {event.town, event.known("other"), event.theatre}),
        Reason.ACTOR: (
            set(after.actors) - set(before.actors),
            {event.actor, event.known("who"), BODIES.get(event.kind)},
        ),
        Reason.QUANTITY: (
            {figure for _, low, high in after.quantities for figure in (low, high)}
            - {figure for _, low, high in before.quantities for figure in (low, high)},
            {event.n, event.known("n")},
        ),
        Reason.RESOLUTION: (set(after.resolutions) - set(before.resolutions), _resolutions(event)),
    }
    if reason in facts:
        new, of_event = facts[reason]
        return bool(new & of_event)
    always = {Reason.SOURCES: True, Reason.OFFICIAL: event.has("official"), Reason.STANCE: event.has("denied")}
    return always.get(reason, False)


def _resolutions(event: Event) -> set[str]:
    second = event.known("second")
    recalled = {f"S/RES/{second[0]} ({second[1]})"} if second else set()
    return {f"S/RES/{event.number} ({event.at.year})", *recalled}


def _main_events(desk: Desk) -> dict[int, str]:
    """The event that most reports of a story tell of."""
    counts: dict[int, Counter[str]] = {}
    for read in desk.read_so_far:
        counts.setdefault(read.story, Counter())[read.report.event.id] += 1
    return {story: found.most_common(1)[0][0] for story, found in counts.items()}


def _mixed(desk: Desk) -> tuple[str, ...]:
    """A line a story that has reports of two theatres: its events, and what joined the first of the other theatre."""
    first: dict[int, Event] = {}
    mixed: dict[int, str] = {}
    for read in desk.read_so_far:
        event = read.report.event
        opened = first.setdefault(read.story, event)
        if opened.theatre != event.theatre:
            why = "; ".join(f"{one.kind.value} {one.score:.2f} {', '.join(one.shared)}" for one in read.evidence)
            mixed.setdefault(read.story, f"{opened.id} + {event.id}: {why}")
    return tuple(mixed.values())


def shipped() -> Knowledge:
    """The shipped rules and names."""
    return require_loading(load_config(Path("config.yaml")))[0]


def main() -> int:
    """Make, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--events", type=int, default=20, help="a theatre")
    parser.add_argument("--reports", type=int, nargs=2, default=(5, 40), metavar=("LEAST", "MOST"), help="an event")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--why", action="store_true", help="print each telling without a planted reason")
    parser.add_argument("--perfect", action="store_true", help="join by what is known of the events: measures telling")
    asked = parser.parse_args()
    war = War.make(days=asked.days, events=asked.events, reports=tuple(asked.reports), seed=asked.seed)
    found = measure(war, shipped(), perfect=asked.perfect)
    for line in _lines(found):
        print(line)
    for telling in found.unplanned if asked.why else ():
        print(f"  {telling.report.event.id}: {'; '.join(telling.delivery.detail)}")
    for line in found.mixed_theatres if asked.why else ():
        print(f"  {line}")
    for sentence in found.misses():
        print(f"MISSED {sentence}")
    return 1 if found.misses() else 0


def _lines(found: Report) -> tuple[str, ...]:
    group = found.grouping
    reasons = ", ".join(f"{reason.value} {count}" for reason, count in found.reasons.most_common())
    return (
        f"{found.events} events, {found.reports} reports, {found.matched} of them matched",
        f"events told            {found.told:.1%}",
        f"tellings an event      {found.tellings:.2f} (most {found.most})",
        f"without planted reason {len(found.unplanned)}",
        f"longest open           {found.longest_open.total_seconds() / 3600:.0f} h",
        f"two theatres in one    {len(found.mixed_theatres)}",
        f"grouping (B-cubed)     P {group.precision:.3f}  R {group.recall:.3f}  F1 {group.f1:.3f}",
        f"reasons                {reasons}",
    )


if __name__ == "__main__":
    sys.exit(main())
