"""What a reader of a route would get, when and why: its settings tried on a made-up evening. Pure.

In: a route and when the evening begins. Out: one line a message. Decides nothing by itself: it asks what the daemon
asks (`tellings`, `gate`, `followups`), every minute, and supposes that every message arrives and nobody acknowledges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce

from monitor.alerting.digest import digest_of
from monitor.alerting.followups import PastTelling, followups
from monitor.alerting.gate import as_shown, gate, held_back
from monitor.alerting.grow import grow
from monitor.alerting.made_up import Happening, evening
from monitor.alerting.routing import tellings
from monitor.alerting.view import union
from monitor.config import Route, When
from monitor.model import Alert, Delivery, DeliveryState, DigestEntry, Reason, Standing, Told

MINUTE = timedelta(minutes=1)
LASTS = timedelta(hours=24)  # what is put off for longer is told after it
_OPEN = (DeliveryState.PENDING, DeliveryState.DEFERRED)
_KNOWN = (DeliveryState.SENT, DeliveryState.IN_DIGEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message: `what` it tells of, `why` now."""

    at: datetime
    recipient: str
    what: tuple[str, ...]  # headlines, more than one in a digest
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All messages in order; of `stories` that happened `selected` are for the route."""

    lines: tuple[Line, ...]
    stories: int
    selected: int


def timeline(route: Route, *, begin: datetime) -> Timeline:
    """Let the evening begin (aware, UTC) and run for a day, and until nothing waits any more."""
    any_rule = route.model_copy(update={"when": When.model_construct(severity=route.when.severity)})
    desk, happens = _Desk(any_rule), evening(begin)
    now, waiting = begin, list(happens)
    while now < begin + LASTS or desk.next_due() is not None:
        while waiting and waiting[0].at <= now:
            desk.read(waiting.pop(0), now)
        desk.follow(now, until=begin + LASTS)
        desk.tell(now)
        now = now + MINUTE if now < begin + LASTS else max(desk.next_due() or now, now + MINUTE)
    selected = {item.delivery.alert_id for item in desk.past}
    return Timeline(lines=tuple(desk.lines), stories=len({one.number for one in happens}), selected=len(selected))


class _Desk:
    """Alerts and tellings, kept in memory."""

    def __init__(self, route: Route) -> None:
        self._routes = (route,)
        self._alerts: dict[int, Alert] = {}
        self.past: list[PastTelling] = []
        self.lines: list[Line] = []

    def next_due(self) -> datetime | None:
        return min((item.delivery.due_at for item in self.past if item.delivery.state in _OPEN), default=None)

    def read(self, happening: Happening, now: datetime) -> None:
        before = self._alerts.get(happening.number)
        alert = replace(grow(before, happening.reading, happening.joined, now=now), id=happening.number)
        self._alerts[alert.id] = alert
        self._add(tellings(alert, self._routes, self._told(alert.id), now=now), now)

    def follow(self, now: datetime, *, until: datetime) -> None:
        (route,) = self._routes
        if now >= until or (route.remind_every is None and route.escalate is None):
            return
        for alert_id in self._alerts:
            past = [item for item in self.past if item.delivery.alert_id == alert_id]
            self._add(followups(past, self._routes, now=now), now)

    def tell(self, now: datetime) -> None:
        """Send what is due: what was put off together, then the rest one by one."""
        due = [item.delivery for item in self.past if item.delivery.state in _OPEN and item.delivery.due_at <= now]
        together: dict[str, list[DigestEntry]] = {}
        for delivery in due:
            if delivery.gathered and (entry := self._ready(delivery, now)):
                together.setdefault(delivery.recipient, []).append(entry)
        for entries in together.values():
            self._send_together(entries, now)
        for delivery in due:
            if not delivery.gathered and (entry := self._ready(delivery, now)):
                self._send(entry, now)

    def _ready(self, delivery: Delivery, now: datetime) -> DigestEntry | None:
        alert, standing = self._alerts[delivery.alert_id], self._standing(delivery)
        held = gate(delivery, alert, self._routes, standing, now=now)
        if held is not None:
            self._put(held_back(delivery, held))
            return None
        return DigestEntry(alert=alert, delivery=as_shown(delivery, alert, self._routes, standing))

    def _send(self, entry: DigestEntry, now: datetime) -> None:
        delivery = entry.delivery
        self._put(replace(delivery, state=DeliveryState.SENT), sent_at=now)
        words = ", ".join(_reasons(delivery))
        why = f"{words}; put off: {delivery.why}" if delivery.why else words
        self._line(now, delivery, (entry.alert.title,), why)

    def _send_together(self, entries: Sequence[DigestEntry], now: datetime) -> None:
        if len(entries) == 1:
            self._send(entries[0], now)
            return
        digest = digest_of(entries, now=now)
        for entry in digest.entries:
            self._put(replace(entry.delivery, state=DeliveryState.IN_DIGEST), sent_at=now)
        titles = tuple(entry.alert.title for entry in digest.entries)
        self._line(now, entries[0].delivery, titles, f"put off: {', '.join(digest.why)}")

    def _line(self, now: datetime, delivery: Delivery, what: tuple[str, ...], why: str) -> None:
        self.lines.append(Line(at=now, recipient=delivery.recipient, what=what, why=why))

    def _add(self, deliveries: Sequence[Delivery], now: datetime) -> None:
        """New tellings; each overtakes what waits for its recipient."""
        for new in deliveries:
            for item in [item for item in self.past if item.delivery.state in _OPEN]:
                if (item.delivery.alert_id, item.delivery.recipient) == (new.alert_id, new.recipient):
                    self._put(replace(item.delivery, state=DeliveryState.SUPERSEDED))
            self.past.append(PastTelling(delivery=replace(new, id=len(self.past)), created_at=now))

    def _put(self, delivery: Delivery, *, sent_at: datetime | None = None) -> None:
        self.past[delivery.id] = replace(self.past[delivery.id], delivery=delivery, sent_at=sent_at)

    def _told(self, alert_id: int) -> tuple[Told, ...]:
        of_alert = [item for item in self.past if item.delivery.alert_id == alert_id]
        return tuple(
            Told(
                route=item.delivery.route,
                recipient=item.delivery.recipient,
                view=item.delivery.view if item.sent_at else None,
                at=item.sent_at,
                telling=item.delivery.telling,
            )
            for item in of_alert
        )

    def _standing(self, delivery: Delivery) -> Standing:
        views = (told.view for told in self._told(delivery.alert_id) if told.recipient == delivery.recipient)
        known = [view for view in views if view is not None]
        sent = tuple(line.at for line in self.lines if line.recipient == delivery.recipient)
        return Standing(sent=sent, known=reduce(union, known) if known else None)


def _reasons(delivery: Delivery) -> tuple[str, ...]:
    """Why, in words; a reminder says no more than that it is one."""
    again = {Reason.REMINDER, Reason.ESCALATED} & set(delivery.reasons)
    return tuple(dict.fromkeys((*map(str, delivery.reasons), *(() if again else delivery.detail))))
