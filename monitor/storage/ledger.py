"""The ledger: what became of every item, article and telling. In: a connection. Out: counts that must balance.

    fetched      = new + known + updated + held + failed
    new + updated + retried = read (by outcome) + waiting + overtaken
    tellings     = told + superseded + in digest + silenced + pending + deferred + dead

The left sides are counted when something happens, `waiting` and the tellings' states are read off the rows: a row
that went missing would show. `overtaken` counts edits that came before the earlier revision was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, exists, func, select

from monitor.model import DeliveryState, ReadOutcome
from monitor.storage import tables
from monitor.storage.articles import unread


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All counts since the database was made. Mappings go from a name to a count; `by_…` break a count down."""

    fetched: int = 0
    new: int = 0
    known: int = 0
    updated: int = 0
    held: Mapping[str, int] = field(default_factory=dict)  # by reason
    failed: Mapping[str, int] = field(default_factory=dict)  # by reason
    stored: int = 0  # article rows
    retried: int = 0  # read, or set aside, once, then read again on request
    overtaken: int = 0
    waiting: int = 0
    read: Mapping[ReadOutcome, int] = field(default_factory=dict)
    pages: int = 0  # of teasers, whose text was read instead
    pages_refused: Mapping[str, int] = field(default_factory=dict)  # by reason: teasers that were read as they were
    tellings: int = 0
    states: Mapping[DeliveryState, int] = field(default_factory=dict)
    alerts: int = 0
    unrouted: int = 0  # alerts that no route selects
    by_feed: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # feed name, then what
    by_rule: Mapping[str, int] = field(default_factory=dict)  # articles, counted once a revision
    by_route: Mapping[str, Mapping[DeliveryState, int]] = field(default_factory=dict)
    by_recipient: Mapping[str, Mapping[DeliveryState, int]] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[str, ...]:
        """Every equation that does not hold, with its figures; empty when the ledger balances."""
        items = self.new + self.known + self.updated + sum(self.held.values()) + sum(self.failed.values())
        to_read = self.new + self.updated + self.retried
        accounted = sum(self.read.values()) + self.waiting + self.overtaken
        sides = (
            ("items fetched and accounted for", self.fetched, items),
            ("new articles and articles stored", self.new, self.stored),
            ("articles to read and accounted for", to_read, accounted),
            ("tellings made and accounted for", self.tellings, sum(self.states.values())),
        )
        return tuple(f"{name} differ: {left} and {right}" for name, left, right in sides if left != right)

    @property
    def balanced(self) -> bool:
        """Nothing is unaccounted for."""
        return not self.problems


def ledger(connection: Connection) -> Ledger:
    """Count everything. The connection's statements must see one state: use `engine.snapshot`."""
    counts = _counts(connection)
    total: Counter[tuple[str, str]] = Counter()
    for (_, what, reason), n in counts.items():
        total[what, reason] += n
    routes, recipients, states = _tellings(connection)
    return Ledger(
        fetched=_sum(total, "fetched"),
        new=_sum(total, "new"),
        known=_sum(total, "known"),
        updated=_sum(total, "updated"),
        held=_reasons(total, "held"),
        failed=_reasons(total, "failed"),
        stored=connection.execute(select(func.count()).select_from(tables.article)).scalar_one(),
        retried=_sum(total, "retried"),
        overtaken=_sum(total, "overtaken"),
        waiting=unread(connection),
        pages=_sum(total, "pages"),
        pages_refused=_reasons(total, "pages refused"),
        read={ReadOutcome(name): n for name, n in _reasons(total, "read").items()},
        tellings=_sum(total, "told"),
        states=states,
        alerts=connection.execute(select(func.count()).select_from(tables.alert)).scalar_one(),
        unrouted=_unrouted(connection),
        by_feed=_by_feed(connection, counts),
        by_rule=_by_rule(connection),
        by_route=routes,
        by_recipient=recipients,
    )


def _counts(connection: Connection) -> Mapping[tuple[int, str, str], int]:
    table = tables.ledger_count
    found = connection.execute(
        select(table.c.feed_id, table.c.what, table.c.reason, table.c.n).order_by(*table.primary_key)
    )
    return {(feed_id, what, reason): n for feed_id, what, reason, n in found}


def _sum(total: Mapping[tuple[str, str], int], what: str) -> int:
    return sum(n for (name, _), n in total.items() if name == what)


def _reasons(total: Mapping[tuple[str, str], int], what: str) -> Mapping[str, int]:
    return {reason: n for (name, reason), n in total.items() if name == what}


def _by_feed(connection: Connection, counts: Mapping[tuple[int, str, str], int]) -> Mapping[str, Mapping[str, int]]:
    names = dict(connection.execute(select(tables.feed.c.id, tables.feed.c.name)).all())
    feeds: dict[str, Counter[str]] = {}
    for (feed_id, what, reason), n in counts.items():
        if feed_id in names:
            feeds.setdefault(names[feed_id], Counter())[reason if what == "read" else what] += n
    return feeds


def _by_rule(connection: Connection) -> Mapping[str, int]:
    rule = tables.finding.c.rule
    return dict(connection.execute(select(rule, func.count()).group_by(rule).order_by(rule)).all())


States = Mapping[DeliveryState, int]


def _tellings(connection: Connection) -> tuple[Mapping[str, States], Mapping[str, States], States]:
    """Tellings by state: by route, by recipient, and together."""
    table = tables.delivery
    group = (table.c.route, table.c.recipient, table.c.state)
    routes: dict[str, Counter[DeliveryState]] = {}
    recipients: dict[str, Counter[DeliveryState]] = {}
    states: Counter[DeliveryState] = Counter()
    counted = connection.execute(select(*group, func.count()).group_by(*group).order_by(*group))
    for route, recipient, name, n in counted:
        state = DeliveryState(name)
        routes.setdefault(route, Counter())[state] += n
        recipients.setdefault(recipient, Counter())[state] += n
        states[state] += n
    return routes, recipients, states


def _unrouted(connection: Connection) -> int:
    """Alerts that nobody is told of; but for those whose facts readers know from before a split or a merge."""
    alert = tables.alert
    told = exists().where(tables.delivery.c.alert_id == alert.c.id)
    known = exists().where(tables.known.c.alert_id == alert.c.id)
    unknown = select(func.count()).select_from(alert).where(~told, ~known, alert.c.merged_into.is_(None))
    return connection.execute(unknown).scalar_one()
