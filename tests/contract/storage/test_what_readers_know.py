"""What each reader was told is remembered whole, and decides who is told again of what. On every database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from monitor.config import Route, When
from monitor.model import Article, Conclusion, Context, Delivery, Entity, Finding, Mentions, Reading, Reason, Span
from monitor.pipeline import Policy, conclude
from monitor.storage import Store
from tests.contract.storage.making import HOUR, MINUTE, NOW, article, bring, finding, fingerprint, read_as, send

DESK = Route(name="desk", to=("desk",), update_at_most_every=6 * HOUR)
CHAT = Route(name="chat", to=("chat",), when=When(rules=("sanctions",)), update_at_most_every=6 * HOUR)
POLICY = Policy(
    routes=(DESK, CHAT), alert_if_newer_than=timedelta(days=2), languages=("en",), default_every=10 * MINUTE
)


def at(place: str, rule: str = "mercenaries") -> Finding:
    span = Span(start=0, end=1, text="A")
    city = Entity(id=place.lower(), name=place, mentions=(span,), kind="city", country="LY")
    return replace(finding(rule), context=Context(mentions=Mentions(places=(city,))))


def report(store: Store, entry: str, *found: Finding, now: datetime = NOW) -> None:
    """One more article of the same words comes in, on which these findings are made."""

    def concluded(source: Article, session) -> Conclusion:
        reading = Reading(article=source, findings=found)
        return conclude(reading, fingerprint(), session=session, policy=POLICY, now=now)

    bring(store, article(entry), now=now)
    read_as(store, concluded, now=now)


def send_due(store: Store, *, now: datetime) -> dict[str, Delivery]:
    """Send what is due; who was told what."""
    claims = store.deliveries.claim_deliveries(now=now, lease=MINUTE, limit=9)
    return {claim.item.recipient: send(store, claim, now=now) for claim in claims}


def test_each_reader_is_told_again_only_of_what_they_were_shown_and_did_not_know(store: Store):
    report(store, "a", at("Derna"), at("Derna", "sanctions"))
    first = send_due(store, now=NOW)
    assert {reader: one.reasons for reader, one in first.items()} == {"desk": (Reason.NEW,), "chat": (Reason.NEW,)}
    report(store, "b", at("Sirte"), now=NOW + HOUR)
    assert send_due(store, now=NOW + 5 * HOUR) == {}
    again = send_due(store, now=NOW + 6 * HOUR)
    assert {reader: one.detail for reader, one in again.items()} == {"desk": ("place: Sirte",)}
    report(store, "c", at("Sirte", "sanctions"), now=NOW + 7 * HOUR)
    last = send_due(store, now=NOW + 30 * HOUR)
    assert {reader: one.detail for reader, one in last.items()} == {"chat": ("place: Sirte",)}


def test_what_waits_leaves_as_one_telling_with_all_that_is_new_since_the_last(store: Store):
    report(store, "a", at("Derna"))
    send_due(store, now=NOW)
    for hours, place in enumerate(("Sirte", "Tobruk", "Sabha"), start=1):
        report(store, f"b {place}", at(place), now=NOW + hours * HOUR)
    told = send_due(store, now=NOW + 6 * HOUR)
    assert told["desk"].detail == ("place: Sabha", "place: Sirte", "place: Tobruk")
    assert [one.delivery.state.value for one in store.archive.deliveries()] == [
        "sent",
        "superseded",
        "superseded",
        "sent",
    ]
    report(store, "c", at("Tobruk"), now=NOW + 7 * HOUR)
    assert send_due(store, now=NOW + 48 * HOUR) == {}


def test_the_view_that_was_told_comes_back_as_it_was(store: Store):
    report(store, "a", at("Derna"), at("Sirte", "sanctions"))
    sent = send_due(store, now=NOW)
    [alert] = store.archive.alerts()
    with store.articles.joining(now=NOW) as session:
        told = {one.recipient: one for one in session.told(alert.id)}
    assert {reader: one.view for reader, one in told.items()} == {reader: one.view for reader, one in sent.items()}
    assert told["desk"].view.places == ("LY", "derna", "sirte")
    assert told["chat"].view.places == ("LY", "sirte")
