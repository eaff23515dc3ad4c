"""Delivery through any life: stories come and grow, messages fail, people silence and acknowledge, processes die.

A state machine on a real store, with the real steps of telling and a sender that notes what arrived. Whatever happens:
the ledger balances, every telling says what became of it, nobody counts as knowing what never reached them, what did
not reach somebody waits, or has a stated reason, and no route passes its `at_most`, however many send at once.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from monitor import alerting, pipeline
from monitor.config import Route, When
from monitor.config.schema import Escalation
from monitor.config.timetable import hours_from_text, rate_from_text, timetable_from_text
from monitor.errors import LeaseLost, RowRefused
from monitor.model import (
    Acknowledgement,
    Claim,
    Delivery,
    DeliveryState,
    DigestEntry,
    Message,
    Outcome,
    OutcomeStatus,
    Severity,
    Silence,
    View,
)
from monitor.storage import Store, upgrade
from tests.contract.conftest import empty_tables
from tests.unit.alerting.make import FIRST, NOW, SECOND, facts, finding, reading

LEASE = timedelta(minutes=2)
RULES = ("mercenaries", "sanctions", "ceasefire")
ROUTES = (
    Route(name="law", when=When(rules=("sanctions",)), to=("desk",), update_at_most_every=timedelta(0)),
    Route(
        name="night",
        to=("desk", "phone"),
        quiet_hours=hours_from_text("22:00-06:00"),
        at_most=rate_from_text("1/hour"),
        remind_every=timedelta(hours=3),
        escalate=Escalation(after=timedelta(minutes=30), to=("boss",)),
        first_alert_after=timedelta(minutes=5),
    ),
    Route(name="letter", to=("post",), digest=timetable_from_text("07:30")),
)
LIMITED = ROUTES[1]
READERS = ("desk", "phone", "boss", "post")
TOLD = {DeliveryState.SENT, DeliveryState.IN_DIGEST}
OPEN = {DeliveryState.PENDING, DeliveryState.DEFERRED}
Claims = tuple[Claim[Delivery], ...]
Entries = tuple[DigestEntry, ...]
InHand = tuple[Claims, Entries]
EXPLAINED = OPEN | {DeliveryState.SILENCED, DeliveryState.DEAD}


class Killed(BaseException):
    """The process is gone."""


class Noting:
    """A sender that notes what arrived; `fate` says what becomes of the next message."""

    def __init__(self) -> None:
        self.fate = "sent"
        self.heard: dict[tuple[str, int], list[View]] = {}
        self.arrivals: Counter[int] = Counter()
        self.route = ""  # by which the message in hand goes
        self._says: list[tuple[int, str, int, View]] = []

    def render(self, alert, delivery, findings) -> Message:
        view = alerting.view_of(alert, findings)
        self.route = delivery.route
        self._says = [(delivery.id, delivery.recipient, alert.id, view)]
        return Message(title=alert.title, text="", html="")

    def render_digest(self, digest) -> Message:
        parts = []
        for entry in digest.entries:
            self.render(entry.alert, entry.delivery, entry.findings)
            parts += self._says
        self._says = parts
        return Message(title="digest", text="", html="")

    def send(self, recipient, message) -> Outcome:
        if self.fate == "killed before":
            raise Killed
        if self.fate in {"sent", "killed after"}:
            for delivery_id, who, alert_id, view in self._says:
                self.arrivals[delivery_id] += 1
                self.heard.setdefault((who, alert_id), []).append(view)
        if self.fate == "killed after":
            raise Killed
        return Outcome(status=OutcomeStatus(self.fate), detail=f"250 {self.fate}")


class Life(RuleBasedStateMachine):
    """`database` is set by the tests."""

    database: str
    claimed = Bundle("claimed")
    prepared = Bundle("prepared")  # claims with what is to be said: in flight by some process

    @initialize()
    def a_store(self) -> None:
        self.store = Store.open(self.database)
        self.now = NOW
        self.sender = Noting()
        self.articles = 0
        self.alerts: dict[int, int] = {}  # number of a story → id of its alert
        self.muted: set[str] = set()  # rules that were silenced, or wrong, at some time
        self.may_repeat: Counter[int] = Counter()
        self.sent_at: dict[tuple[str, str], list[datetime]] = {}  # by route and recipient; no late and no lost ones

    @rule(
        numbers=st.sets(st.integers(1, 3), min_size=1),
        fired=st.sampled_from(RULES),
        actors=st.sets(st.sampled_from(("black-sun", "red-fist"))),
        severity=st.sampled_from((Severity.HIGH, Severity.CRITICAL)),
    )
    def articles_match(self, numbers: set[int], fired: str, actors: set[str], severity: Severity) -> None:
        for number in sorted(numbers):
            self.an_article_matches(number, fired, actors, severity)

    def an_article_matches(self, number: int, fired: str, actors: set[str], severity: Severity) -> None:
        self.articles += 1
        found = finding(fired, severity=severity, context=facts(actors=tuple(sorted(actors))))
        read, alert_id = reading(found, number=self.articles), self.alerts.get(number)
        before = self.store.deliveries.alert(alert_id) if alert_id else None
        alert = alerting.grow(before, read, SECOND if before else FIRST, now=self.now)
        told = self.store.deliveries.told(alert_id, now=self.now) if alert_id else ()
        deliveries = alerting.tellings(alert, ROUTES, told, now=self.now)
        keyed = replace(alert, key=f"story:{number}")
        self.alerts[number] = self.store.deliveries.record_alert(keyed, deliveries, now=self.now)

    @rule(target=claimed, recipient=st.sampled_from(READERS))
    def tellings_are_claimed(self, recipient: str):
        claims = self.claim_next(recipient)
        return claims or multiple()

    @rule(claims=consumes(claimed))
    def they_are_given_back(self, claims: Claims) -> None:
        for claim in claims:
            self.store.deliveries.release(claim)

    @rule(target=prepared, claims=consumes(claimed))
    def they_are_made_ready(self, claims: Claims):
        entries = self.entries(claims)
        return (claims, entries) if entries else multiple()

    @rule(in_hand=consumes(prepared), fate=st.sampled_from(("sent", "sent", "sent", "retry", "failed")))
    def they_are_sent(self, in_hand: InHand, fate: str) -> None:
        self.send(*in_hand, fate)

    @rule(claims=consumes(claimed), fate=st.sampled_from(("sent", "retry", "killed before", "killed after")))
    def they_are_told(self, claims: Claims, fate: str) -> None:
        entries = self.entries(claims)
        try:
            self.send(claims, entries, fate)
        except Killed:
            self.may_repeat.update(claim.item.id for claim in claims)
            self.store.close()
            self.store = Store.open(self.database)
            self.store.reclaim_all()

    @rule(recipient=st.sampled_from(READERS), processes=st.integers(2, 3))
    def several_send_at_once(self, recipient: str, processes: int) -> None:
        taken = [self.claim_next(recipient) for _ in range(processes)]
        in_hand = [(claims, self.entries(claims)) for claims in reversed(taken)]
        for claims, entries in in_hand:
            self.send(claims, entries, "sent")

    def claim_next(self, recipient: str) -> Claims:
        store = self.store.deliveries
        return tuple(store.claim_next(now=self.now, lease=LEASE, together=9, recipient=recipient))

    def entries(self, claims: Claims) -> Entries:
        made = []
        for claim in claims:
            try:
                entry = pipeline.ready(claim, store=self.store.deliveries, routes=ROUTES, now=self.now)
            except LeaseLost:
                continue
            if not isinstance(entry, Delivery):
                made.append(entry)
        return tuple(made)

    def send(self, claims: Claims, entries: Entries, fate: str) -> None:
        ids = {entry.delivery.id for entry in entries}
        ours = [claim for claim in claims if claim.item.id in ids]
        if not entries:
            return
        self.sender.fate = fate
        late = any(claim.until <= self.now for claim in ours)  # so late that others may be at it
        if late:
            self.may_repeat.update(ids)
        try:
            pipeline.tell_together(ours, entries, sender=self.sender, store=self.store.deliveries, now=self.now)
        except LeaseLost:
            self.may_repeat.update(ids)
            return
        if fate == "sent" and not late:
            reader = (self.sender.route, entries[0].delivery.recipient)
            self.sent_at.setdefault(reader, []).append(self.now)

    @rule(recipient=st.sampled_from(READERS), minutes=st.sampled_from((1, 15)))
    def a_channel_rests(self, recipient: str, minutes: int) -> None:
        until = self.now + timedelta(minutes=minutes)
        self.store.deliveries.put_off(recipient, until=until, why="not tried: it rests", now=self.now)

    @rule(recipient=st.sampled_from(READERS))
    def it_works_again(self, recipient: str) -> None:
        self.store.deliveries.wake(recipient, now=self.now)

    @rule(minutes=st.sampled_from((1, 10, 61, 480)))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def who_acknowledged_nothing_is_reminded(self) -> None:
        self.store.deliveries.follow_up(ROUTES, now=self.now)

    @rule(muted=st.sampled_from(RULES), hours=st.integers(1, 9))
    def somebody_silences_a_rule(self, muted: str, hours: int) -> None:
        until = self.now + timedelta(hours=hours)
        silence = Silence(by="anna", reason="known", since=self.now, until=until, rules=(muted,))
        self.store.steering.add_silence(silence)
        self.muted.add(muted)

    @rule()
    def a_silence_is_ended(self) -> None:
        for silence in self.store.steering.silences(self.now)[:1]:
            self.store.steering.end_silence(silence.id, by="ben", now=self.now)

    @rule(number=st.integers(1, 3), wrong=st.booleans())
    def somebody_acknowledges(self, number: int, wrong: bool) -> None:
        if number not in self.alerts:
            return
        given = Acknowledgement(alert_id=self.alerts[number], by="ben", at=self.now, false_positive=wrong)
        kept = self.store.steering.acknowledge(given)
        self.muted |= set(kept.rules)

    @rule(number=st.integers(1, 3))
    def it_is_taken_back(self, number: int) -> None:
        try:
            self.store.steering.undo(self.alerts.get(number, 0), by="ben", now=self.now)
        except RowRefused:
            return

    @rule()
    def dead_tellings_are_retried(self) -> None:
        self.store.deliveries.retry_dead(now=self.now)

    @invariant()
    def nothing_is_lost_invented_or_unexplained(self) -> None:
        if not hasattr(self, "store"):
            return
        assert self.store.archive.ledger().problems == ()
        records = self.store.archive.deliveries(limit=10_000)
        self.every_telling_says_what_became_of_it(records)
        self.nobody_counts_as_knowing_what_did_not_reach_them(records)
        self.what_did_not_reach_a_reader_waits_or_has_a_reason(records)
        self.a_silence_has_one_telling_a_reader(records)
        for delivery_id, times in self.sender.arrivals.items():
            assert times <= 1 + self.may_repeat[delivery_id]
        self.no_reader_gets_more_than_the_route_allows()

    def no_reader_gets_more_than_the_route_allows(self) -> None:
        for recipient in ("desk", "phone"):  # whom nothing is escalated to
            times = self.sent_at.get((LIMITED.name, recipient), [])
            for before, after in zip(times, times[LIMITED.at_most.count :], strict=False):
                assert after - before >= LIMITED.at_most.per

    def a_silence_has_one_telling_a_reader(self, records) -> None:
        silenced = Counter(
            (one.delivery.alert_id, one.delivery.recipient, one.delivery.why)
            for one in records
            if one.delivery.state is DeliveryState.SILENCED
        )
        assert set(silenced.values()) <= {1}

    def every_telling_says_what_became_of_it(self, records) -> None:
        for record in records:
            delivery = record.delivery
            assert (record.sent_at is not None) == (delivery.state in TOLD)
            assert (delivery.digest is not None) == (delivery.state is DeliveryState.IN_DIGEST)
            if record.superseded_by is not None:
                assert delivery.state is DeliveryState.SUPERSEDED
            if delivery.state is DeliveryState.SUPERSEDED:
                assert record.superseded_by is not None or delivery.why
            if delivery.state in {DeliveryState.DEFERRED, DeliveryState.SILENCED}:
                assert delivery.why
            if delivery.state is DeliveryState.DEAD:
                assert delivery.last_outcome

    def nobody_counts_as_knowing_what_did_not_reach_them(self, records) -> None:
        for record in records:
            delivery = record.delivery
            if delivery.state in TOLD:
                heard = self.heard(delivery.recipient, delivery.alert_id)
                assert heard is not None
                assert set(delivery.view.rules) <= set(heard.rules)
                assert set(delivery.view.actors) <= set(heard.actors)
                assert delivery.view.severity <= heard.severity

    def what_did_not_reach_a_reader_waits_or_has_a_reason(self, records) -> None:
        for alert_id in self.alerts.values():
            alert = self.store.deliveries.alert(alert_id)
            for recipient in ("desk", "phone", "post"):
                theirs = [one.delivery for one in records if one.delivery.alert_id == alert_id]
                states = {one.state for one in theirs if one.recipient == recipient}
                heard = self.heard(recipient, alert_id)
                assert heard is not None or states & EXPLAINED
                untold = set(alert.rules) - set(heard.rules if heard else ())
                assert untold <= self.muted or states & EXPLAINED

    def heard(self, recipient: str, alert_id: int) -> View | None:
        views = self.sender.heard.get((recipient, alert_id), [])
        return reduce(alerting.union, views) if views else None

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()


SHORT = settings(
    stateful_step_count=25,
    deadline=None,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)


def examples(few: int) -> int:
    """How many lives: `few`, and many more where other examples are drawn at each run."""
    return few if settings.default is None or settings.default.derandomize else few * 5


def test_nothing_is_lost_through_any_life_on_sqlite(tmp_path: Path) -> None:
    made = tmp_path / "made.db"
    upgrade(f"sqlite:///{made}")

    class OnSqlite(Life):
        def __init__(self) -> None:
            super().__init__()
            folder = Path(tempfile.mkdtemp(dir=tmp_path))
            self.database = f"sqlite:///{shutil.copy(made, folder / 'vedette.db')}"

    run_state_machine_as_test(OnSqlite, settings=settings(SHORT, max_examples=examples(15)))


def test_nothing_is_lost_through_any_life_on_postgresql(postgresql_tables: str) -> None:
    class OnPostgresql(Life):
        def __init__(self) -> None:
            super().__init__()
            empty_tables(postgresql_tables)
            self.database = postgresql_tables

    run_state_machine_as_test(OnPostgresql, settings=settings(SHORT, max_examples=examples(2)))
