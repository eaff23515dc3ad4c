"""Whatever happens in whatever order, the ledger balances and agrees with counts kept beside it."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, settings
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

from monitor.config import Route
from monitor.errors import LeaseLost
from monitor.model import AlertKind, Conclusion, DeliveryState, Outcome, Reading, ReadOutcome
from monitor.storage import Ledger, Store, upgrade
from tests.contract.conftest import empty_tables
from tests.contract.storage.making import (
    AGAIN,
    MINUTE,
    NEVER,
    NOW,
    SENT,
    article,
    claim_feed,
    feed,
    finding,
    fingerprint,
    health_alert,
    opened,
    polled,
    revised,
    send,
    story_alert,
    telling,
)

# Without the explaining phase, which costs minutes when a test fails.
SHORT = settings(stateful_step_count=25, deadline=None, database=None, phases=(Phase.generate, Phase.shrink))
LEASE = timedelta(minutes=2)
READERS = ("desk", "chat")
ROUTES = (Route(name="all", to=READERS),)


def test_a_ledger_that_lost_something_says_what_and_by_how_much():
    lost = Ledger(fetched=5, new=3, stored=3, known=1, waiting=2, read={ReadOutcome.NO_MATCH: 1})

    assert not lost.balanced
    assert lost.problems == ("items fetched and accounted for differ: 5 and 4",)
    assert Ledger().balanced


class Life(RuleBasedStateMachine):
    """Feeds are polled, articles read, deliveries sent, workers die; the counts are kept twice."""

    database: str
    claimed_articles = Bundle("claimed_articles")
    claimed_deliveries = Bundle("claimed_deliveries")

    @initialize()
    def begin(self) -> None:
        self.store = Store.open(self.database)
        self.now = NOW
        self.store.feeds.sync([feed()], now=NOW)
        self.hashes: dict[str, int] = {}
        self.fetched = self.reads = self.tellings = 0
        self.outcomes: Counter[ReadOutcome] = Counter()
        self.two_stories_are_told()

    def two_stories_are_told(self) -> None:
        """Something to begin with: two alerts of two articles each, of which the readers are about to be told."""
        self.a_feed_is_polled([(name, 1) for name in "abcd"], 0, [], [])
        for claim in self.store.articles.claim_articles(now=NOW, lease=LEASE, limit=4):
            it, band = claim.item, "12"[claim.item.id % 2]
            print_ = fingerprint(it.entry_id, bands=(band,))
            with self.store.articles.joining(now=NOW) as session:
                members = session.candidates(print_, since=NOW)
                before = session.alert_of(members[0].story_id) if members else None
                told = tuple(telling(recipient=reader) for reader in READERS) if before is None else ()
                conclusion = self.grown(it, before, told, print_)
                session.record(claim, conclusion)
            self.outcomes[conclusion.outcome] += 1
            self.tellings += len(told)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()

    @rule(minutes=st.integers(1, 5))
    def time_passes(self, minutes: int) -> None:
        self.now += minutes * MINUTE

    @rule(
        entries=st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(1, 2)), max_size=5),
        known=st.integers(0, 3),
        failed=st.lists(st.sampled_from(["no title", "no id"]), max_size=2),
        held=st.lists(st.just("over the cap"), max_size=2),
    )
    def a_feed_is_polled(self, entries, known, failed, held) -> None:
        self.store.feeds.make_due(now=self.now)
        claim = claim_feed(self.store, now=self.now)
        articles = tuple(article(entry_id) for entry_id, _ in entries)
        hashes = tuple(f"hash {version}" for _, version in entries)
        result = polled(*articles, hashes=hashes, known=known, failed=tuple(failed), held=tuple(held))
        self.store.feeds.record_poll(claim, result, now=self.now)
        self.fetched += result.fetched

    @rule(target=claimed_articles, limit=st.integers(1, 3))
    def articles_are_claimed(self, limit: int):
        return multiple(*self.store.articles.claim_articles(now=self.now, lease=LEASE, limit=limit))

    @rule(claim=consumes(claimed_articles), outcome=st.sampled_from(["no match", "backlog", "story"]), told=st.data())
    def an_article_is_read(self, claim, outcome: str, told) -> None:
        try:
            with self.store.articles.joining(now=self.now) as session:
                conclusion = self.conclude(claim.item, session, outcome, told)
                session.record(claim, conclusion)
        except LeaseLost:
            return
        self.outcomes[conclusion.outcome] += 1
        self.tellings += len(conclusion.deliveries)

    def conclude(self, it, session, outcome: str, told) -> Conclusion:
        if outcome == "no match":
            return Conclusion(outcome=ReadOutcome.NO_MATCH, reading=Reading(article=it))
        if outcome == "backlog":
            return Conclusion(
                outcome=ReadOutcome.BACKLOG,
                reading=Reading(article=it, findings=(finding(),)),
                fingerprint=fingerprint(),
            )
        print_ = fingerprint(it.entry_id, bands=(told.draw(st.sampled_from(["1", "2"])),))
        members = session.candidates(print_, since=NOW)
        before = session.alert_of(members[-1].story_id) if members else None
        numbers = {told_.recipient: told_.telling for told_ in session.told(before.id)} if before else {}
        state = st.sampled_from([DeliveryState.PENDING, DeliveryState.PENDING, DeliveryState.SILENCED])
        deliveries = tuple(
            telling(number=numbers.get(reader, 0) + 1, recipient=reader, due_at=self.now, state=told.draw(state))
            for reader in told.draw(st.sets(st.sampled_from(READERS)))
        )
        return self.grown(it, before, deliveries, print_)

    def grown(self, it, before, deliveries, print_) -> Conclusion:
        if before is None:
            return opened(it, *deliveries, print_=print_)
        found = {item.article_id: item for item in (*before.findings, *story_alert(it).findings)}
        return revised(it, replace(before, findings=tuple(found.values())), *deliveries, print_=print_)

    @rule(claim=consumes(claimed_articles))
    def an_article_fails(self, claim) -> None:
        try:
            aside = self.store.articles.fail_article(claim, "it broke", now=self.now)
        except LeaseLost:
            return
        self.outcomes[ReadOutcome.QUARANTINED] += aside

    @rule(claim=consumes(claimed_articles))
    def a_reader_stops_in_order(self, claim) -> None:
        self.store.articles.release(claim)

    @rule()
    def articles_set_aside_are_read_again(self) -> None:
        self.store.articles.retry_quarantined(now=self.now)

    @rule(target=claimed_deliveries, limit=st.integers(1, 3))
    def deliveries_are_claimed(self, limit: int):
        claims = self.store.deliveries.claim_deliveries(now=self.now, lease=LEASE, limit=limit)
        readers = [(claim.item.alert_id, claim.item.route, claim.item.recipient) for claim in claims]
        assert len(readers) == len(set(readers))
        return multiple(*claims)

    @rule(claim=consumes(claimed_deliveries), outcome=st.sampled_from([SENT, SENT, AGAIN, NEVER]))
    def a_delivery_is_tried(self, claim, outcome: Outcome) -> None:
        try:
            send(self.store, claim, outcome, now=self.now)
        except LeaseLost:
            return

    @rule()
    def dead_deliveries_are_retried(self) -> None:
        self.store.deliveries.retry_dead(now=self.now)

    @rule(key=st.sampled_from(["health:a", "health:b"]))
    def something_is_wrong(self, key: str) -> None:
        known = self.store.deliveries.alert_by_key(key)
        self.store.deliveries.record_alert(health_alert(key), [telling(due_at=self.now)], now=self.now)
        self.tellings += known is None

    @rule(drawn=st.data())
    def an_alert_is_split_by_hand(self, drawn) -> None:
        alert = self.some_alert(drawn)
        if alert is not None:
            ids = sorted({item.article_id for item in alert.findings})
            moved = drawn.draw(st.sets(st.sampled_from(ids), min_size=1))
            if len(moved) < len(ids):
                self.by_hand(self.store.stories.split, alert.id, moved)

    @rule(drawn=st.data())
    def two_alerts_are_merged_by_hand(self, drawn) -> None:
        one, other = self.some_alert(drawn), self.some_alert(drawn)
        if one is not None and other is not None and one.id != other.id:
            self.by_hand(self.store.stories.merge, one.id, other.id)

    def some_alert(self, drawn):
        """A story's alert that is its own, if there is one."""
        lines = self.store.archive.alerts(kind=AlertKind.STORY)
        ids = sorted(line.id for line in lines if line.merged_into is None)
        return self.store.archive.alert(drawn.draw(st.sampled_from(ids))).alert if ids else None

    def by_hand(self, sort, *what) -> None:
        before = len(self.store.archive.deliveries(limit=10_000))
        sort(*what, by="ana", now=self.now, routes=ROUTES)
        self.tellings += len(self.store.archive.deliveries(limit=10_000)) - before

    @rule()
    def the_process_is_killed_and_starts_again(self) -> None:
        self.store.close()
        self.store = Store.open(self.database)
        self.store.reclaim_all()

    @invariant()
    def the_ledger_balances(self) -> None:
        if not hasattr(self, "store"):
            return
        book = self.store.archive.ledger()
        assert book.problems == ()
        assert book.fetched == self.fetched
        assert Counter(book.read) == +self.outcomes
        assert book.tellings == self.tellings

    @invariant()
    def a_reader_has_at_most_one_telling_in_flight_and_one_that_waits(self) -> None:
        if not hasattr(self, "store"):
            return
        open_ = [
            (it.delivery.alert_id, it.delivery.recipient)
            for it in self.store.archive.deliveries(state=DeliveryState.PENDING)
        ]
        assert max(Counter(open_).values(), default=0) <= 2


@pytest.mark.parametrize("lives", [12, pytest.param(100, marks=pytest.mark.long)])
def test_the_ledger_balances_through_any_life_on_sqlite(tmp_path: Path, lives: int):
    made = tmp_path / "made.db"
    upgrade(f"sqlite:///{made}")

    class OnSqlite(Life):
        def __init__(self) -> None:
            super().__init__()
            self.folder = Path(tempfile.mkdtemp(dir=tmp_path))
            self.database = f"sqlite:///{shutil.copy(made, self.folder / 'vedette.db')}"

    run_state_machine_as_test(OnSqlite, settings=settings(SHORT, max_examples=lives))


def test_the_ledger_balances_through_any_life_on_postgresql(postgresql_tables: str):
    class OnPostgresql(Life):
        def __init__(self) -> None:
            super().__init__()
            empty_tables(postgresql_tables)
            self.database = postgresql_tables

    run_state_machine_as_test(OnPostgresql, settings=settings(SHORT, max_examples=6))
