"""Silences and acknowledgements through the store, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.errors import RowRefused
from monitor.model import Acknowledgement, DeliveryState, Silence
from monitor.storage import SilenceRecord, Store
from tests.contract.storage.making import (
    HOUR,
    NOW,
    SENT,
    article,
    bring,
    claim_delivery,
    fingerprint,
    health_alert,
    opened,
    read_as,
    send,
    telling,
)

WEEK = timedelta(days=7)


def silence(**fields) -> Silence:
    return Silence(by="ann", reason="maintenance", since=NOW, until=fields.pop("until", NOW + WEEK), **fields)


def alert_of(store: Store, *tellings, name: str = "a") -> int:
    """An alert of one article, by the rule `mercenaries`."""
    bring(store, article(name, f"Headline {name}"))
    read_as(store, lambda source, _: opened(source, *tellings, print_=fingerprint(name)))
    return max(one.id for one in store.archive.alerts())


def seen(alert_id: int, **fields) -> Acknowledgement:
    return Acknowledgement(alert_id=alert_id, by="ann", at=NOW, **fields)


def hold_back(store: Store, by: Silence) -> None:
    """Have the next telling held back by a silence."""
    claim = claim_delivery(store)
    held = replace(claim.item, state=DeliveryState.SILENCED, why="silenced", silence=by.id)
    store.deliveries.record_delivery(claim, held, None, SENT, now=NOW)


def test_a_silence_holds_from_the_moment_it_is_added_until_its_end(store: Store) -> None:
    late = store.steering.add_silence(silence(rules=("mercenaries",), until=NOW + 2 * WEEK))
    soon = store.steering.add_silence(silence(labels={"topic": "war"}, actors=("wagner",), words=("Bangui",)))
    assert (late.id, soon.id) == (1, 2)
    assert store.steering.silences(NOW) == (soon, late)
    assert store.steering.silences(NOW + WEEK) == (late,)
    assert store.steering.silences(NOW + 2 * WEEK) == ()


def test_a_silence_is_ended_once_and_stays_as_history(store: Store) -> None:
    kept = store.steering.add_silence(silence(alerts=(7,)))
    ended = store.steering.end_silence(kept.id, by="ben", now=NOW + HOUR)
    assert ended == replace(kept, until=NOW + HOUR, ended_by="ben")
    assert store.steering.silences(NOW + HOUR) == ()
    assert store.steering.records() == (SilenceRecord(silence=ended),)
    assert store.steering.records(active_at=NOW + HOUR) == ()
    with pytest.raises(RowRefused, match="silence 1 ended at 2026-03-04 13:00 UTC already"):
        store.steering.end_silence(kept.id, by="ben", now=NOW + 2 * HOUR)
    with pytest.raises(RowRefused, match="there is no silence 9; `vedette silence list`"):
        store.steering.end_silence(9, by="ben", now=NOW)


def test_what_a_silence_held_back_is_counted_by_telling_and_by_alert(store: Store) -> None:
    by, other = (store.steering.add_silence(silence(rules=(rule,))) for rule in ("mercenaries", "coups"))
    alert_of(store, telling(recipient="desk"), telling(recipient="phone"))
    alert_of(store, telling(recipient="desk"), telling(recipient="phone"), name="b")
    for _ in range(3):
        hold_back(store, by)
    send(store, claim_delivery(store))
    assert store.steering.records() == (
        SilenceRecord(silence=by, tellings=3, alerts=2),
        SilenceRecord(silence=other),
    )


def test_the_end_of_a_silence_is_told_once_however_many_processes_ask(store: Store) -> None:
    ending = store.steering.add_silence(silence(rules=("mercenaries",)))
    lasting = store.steering.add_silence(silence(rules=("coups",), until=NOW + 2 * WEEK))

    def note(record: SilenceRecord):
        return health_alert(f"health:silence:{record.silence.id}"), (telling(recipient="desk"),)

    def ask(_: int):
        return store.steering.note_ended(note, now=NOW + WEEK)

    assert store.steering.note_ended(note, now=NOW) == ()
    with ThreadPoolExecutor(4) as threads:
        told = [record for found in threads.map(ask, range(4)) for record in found]
    assert told == [SilenceRecord(silence=ending, noted_at=NOW + WEEK)]
    assert [one.alert_key for one in store.archive.deliveries()] == ["health:silence:1"]
    assert [record.noted_at for record in store.steering.records()] == [NOW + WEEK, None]
    assert store.steering.silences(NOW + WEEK) == (lasting,)


def test_a_note_that_cannot_be_written_is_written_later(store: Store) -> None:
    store.steering.add_silence(silence(rules=("mercenaries",), until=NOW))

    def failing(record: SilenceRecord):
        raise RowRefused("no")

    with pytest.raises(RowRefused):
        store.steering.note_ended(failing, now=NOW)
    [told] = store.steering.note_ended(lambda _: (health_alert(), ()), now=NOW + HOUR)
    assert told.noted_at == NOW + HOUR


def test_acknowledgements_stand_until_they_are_undone(store: Store) -> None:
    alert = alert_of(store)
    first = store.steering.acknowledge(seen(alert, note="on it"))
    second = store.steering.acknowledge(replace(seen(alert), by="ben"))
    assert store.steering.acknowledgements(alert) == (first, second)
    assert store.steering.standing(alert, now=NOW).acknowledgements == (first, second)
    assert store.steering.undo(alert, by="ben", now=NOW) == (first, second)
    assert store.steering.acknowledgements(alert) == ()
    with pytest.raises(RowRefused, match=f"nobody has acknowledged alert {alert}"):
        store.steering.undo(alert, by="ben", now=NOW)


def test_a_false_positive_names_the_rules_that_fired_when_it_was_called_one(store: Store) -> None:
    alert = alert_of(store)
    kept = store.steering.acknowledge(seen(alert, false_positive=True))
    assert kept.rules == ("mercenaries",)
    assert store.steering.acknowledgements(alert) == (kept,)
    [(false, of)] = store.steering.false_positives(["mercenaries"])
    assert (false, of.id) == (kept, alert)
    assert store.steering.false_positives(["coups"]) == ()
    store.steering.undo(alert, by="ann", now=NOW)
    assert store.steering.false_positives() == ()


def test_what_cannot_be_acknowledged_is_refused_in_plain_words(store: Store) -> None:
    alert = alert_of(store)
    health = store.deliveries.record_alert(health_alert(), now=NOW)
    with pytest.raises(RowRefused, match="there is no alert 4711; `vedette alerts` lists"):
        store.steering.acknowledge(seen(4711))
    with pytest.raises(RowRefused, match=f"the rule coups did not fire on alert {alert}; these did: mercenaries"):
        store.steering.acknowledge(seen(alert, false_positive=True, rules=("coups",)))
    with pytest.raises(RowRefused, match="no rule fired on alert"):
        store.steering.acknowledge(seen(health, false_positive=True))
    assert store.steering.acknowledge(seen(health)).id == 1


def test_what_stands_is_read_as_of_one_moment(store: Store) -> None:
    alert = alert_of(store)
    by = store.steering.add_silence(silence(labels={"topic": "war"}))
    false = store.steering.acknowledge(seen(alert, false_positive=True, rules=("mercenaries",)))
    standing = store.steering.standing(alert, now=NOW)
    assert (standing.silences, standing.acknowledgements, standing.sent) == ((by,), (false,), ())
