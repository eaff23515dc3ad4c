from __future__ import annotations

from dataclasses import is_dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import EnumType
from functools import cache
from types import MappingProxyType, UnionType
from typing import Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.dialects import sqlite

from monitor import model
from monitor.errors import StorageError
from monitor.model import Alert, Article, Claim, Delivery, Evidence, Fetched, JoinKind, Polled, View
from monitor.storage import RuleTexts, Store, codec, tables
from monitor.storage.columns import UtcDateTime, index_key, index_keys, storable, storable_each
from monitor.storage.engine import transaction
from tests.contract.storage.making import MINUTE, NOW, article, bring, health_alert, story_alert, telling

# Generic, or with bytes in it: these two pass between steps and are never stored.
NOT_STORED = {Claim, Fetched, Polled}
STORED = [
    it
    for it in (getattr(model, name) for name in model.__all__)
    if hasattr(it, "__dataclass_fields__") and it not in NOT_STORED
]
# What every database and UTF-8 can hold; the rest has tests of its own.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
LEAVES = {
    str: TEXT,
    int: st.integers(-(2**60), 2**60),
    bool: st.booleans(),
    float: st.floats(min_value=0, max_value=1),
    bytes: st.just(b""),
    type(None): st.none(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    date: st.dates(),
    timedelta: st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)),
}


@cache
def values_of(form) -> st.SearchStrategy:
    """Values of a type, every field filled; collections stay short, for a conclusion holds a whole tree of them."""
    if form in LEAVES:
        return LEAVES[form]
    if is_dataclass(form) or hasattr(form, "_fields"):
        return st.builds(form, **{name: values_of(hint) for name, hint in get_type_hints(form).items()})
    if isinstance(form, EnumType):
        return st.sampled_from(form)
    parts = get_args(form)
    several = tuple(values_of(part) for part in parts if part is not Ellipsis)
    if get_origin(form) in {Union, UnionType}:
        return st.one_of(*several)
    if get_origin(form) is tuple:
        return st.lists(several[0], max_size=1).map(tuple) if Ellipsis in parts else st.tuples(*several)
    return st.dictionaries(*several, max_size=1).map(MappingProxyType)


@pytest.mark.parametrize("form", STORED, ids=lambda form: form.__name__)
def test_every_model_value_reads_back_equal(form):
    @given(values_of(form))
    @settings(max_examples=6, database=None, deadline=None, suppress_health_check=[HealthCheck.large_base_example])
    def reads_back(value):
        assert codec.load(form, codec.dump(form, value)) == value

    reads_back()


def test_what_has_no_place_in_json_is_refused_not_lost():
    with pytest.raises(TypeError, match="a value of type object cannot be stored"):
        codec.dump(Article, article("a", byline=object()))


def test_what_is_read_back_has_the_models_own_types():
    alert = replace(story_alert(article("a")), labels={"theme": "foreign-forces"})

    back = codec.load(Alert, codec.dump(Alert, alert))

    assert type(back.revisions[0].reasons[0]) is model.Reason
    assert type(back.findings[0].finding.match.severity) is model.Severity
    assert back.opened_at.utcoffset() == timedelta(0)
    assert back.labels == {"theme": "foreign-forces"}


def test_a_tuple_of_values_reads_back():
    evidence = (
        Evidence(kind=JoinKind.OPENED, detail="first"),
        Evidence(kind=JoinKind.SAME_TEXT, detail="α", score=0.5),
    )

    assert codec.load(tuple[Evidence, ...], codec.dump(tuple[Evidence, ...], evidence)) == evidence


def test_a_document_of_an_older_version_lacks_only_fields_with_defaults():
    older = '{"alert_id": 1, "revision": 1, "route": "r", "recipient": "d", "due_at": "2026-03-04T12:00:00Z"}'

    assert codec.load(Delivery, older) == Delivery(alert_id=1, revision=1, route="r", recipient="d", due_at=NOW)


def test_what_is_no_such_document_is_a_storage_error_that_says_where():
    with pytest.raises(StorageError, match=r"a stored View cannot be read \(severity: .*another version of Vedette"):
        codec.load(View, '{"severity": "apocalyptic"}')


def test_half_a_surrogate_pair_becomes_the_replacement_character_and_moves_no_offset():
    odd = article("a", "ab\ud83dcd", source=model.Source(name="\udc00"))

    back = codec.load(Article, codec.dump(Article, odd))

    assert back.title == "ab\ufffdcd"
    assert back.source.name == "\ufffd"
    assert len(back.text) == len(odd.text)


ODD = st.text(st.one_of(st.characters(), st.sampled_from("\x00\ud83d\udc00")))


@given(st.lists(st.one_of(st.none(), ODD, st.just("plain"))))
def test_texts_that_are_looked_at_together_become_what_each_becomes_alone(texts):
    assert list(storable_each(texts)) == [None if text is None else storable(text) for text in texts]
    there = [text for text in texts if text is not None]
    assert list(index_keys(there)) == [index_key(text) for text in there]


@given(ODD)
def test_any_text_becomes_storable_with_its_length_kept(text):
    clean = storable(text)

    assert len(clean) == len(text)
    assert "\x00" not in clean
    clean.encode()
    assert storable(clean) == clean


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 4, 12, 0, 0, 123456, tzinfo=UTC),
        datetime(2026, 3, 29, 2, 30, tzinfo=timezone(timedelta(hours=2))),
        datetime(1999, 12, 31, 23, 59, tzinfo=timezone(-timedelta(hours=11, minutes=30))),
    ],
)
def test_times_are_aware_and_utc_whatever_zone_they_came_in(store: Store, moment: datetime):
    with transaction(store.engine) as connection:
        connection.execute(insert(tables.rule_set).values(hash="h", text="t", first_used_at=moment))
        back = connection.execute(select(tables.rule_set.c.first_used_at)).scalar_one()
        assert connection.execute(select(tables.rule_set.c.hash).where(tables.rule_set.c.first_used_at <= moment)).all()

    assert back == moment
    assert back.tzinfo is UTC


ZONES = st.just(UTC) | st.builds(timezone, st.timedeltas(-timedelta(hours=23), timedelta(hours=23)))


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=ZONES))  # noqa: DTZ001 - bounds have no zone
def test_a_time_is_text_in_sqlite_to_the_microsecond(moment):
    written = UtcDateTime().bind_processor(sqlite.dialect())
    assert written is not None
    assert written(moment) == moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def test_a_time_without_a_zone_is_refused(store: Store):
    with pytest.raises(StorageError, match="2026-03-04T12:00:00 has no zone"):
        store.remember_rules(RuleTexts(files={}, rules={}), now=datetime(2026, 3, 4, 12, 0))  # noqa: DTZ001 - the fault under test


def test_a_stored_article_that_cannot_be_read_is_set_aside_and_spoils_no_other(store: Store):
    bring(store, article("broken"), article("fine"))
    with transaction(store.engine) as connection:
        broken = tables.article.update().where(tables.article.c.entry_id == "broken")
        connection.execute(broken.values(content='{"title": 7}'))

    claims = store.articles.claim_articles(now=NOW, lease=MINUTE, limit=9)

    assert [claim.item.entry_id for claim in claims] == ["fine"]
    (aside,) = store.archive.quarantined()
    assert aside.article is None
    assert "cannot be read (title: " in aside.reason
    assert store.archive.ledger().balanced


def test_a_stored_delivery_that_cannot_be_read_is_dead_and_spoils_no_other(store: Store):
    store.deliveries.record_alert(health_alert(), [telling(recipient="broken"), telling(recipient="fine")], now=NOW)
    with transaction(store.engine) as connection:
        broken = tables.delivery.update().where(tables.delivery.c.recipient == "broken")
        connection.execute(broken.values(content="{}"))

    claims = store.deliveries.claim_deliveries(now=NOW, lease=MINUTE, limit=9)

    assert [claim.item.recipient for claim in claims] == ["fine"]
    assert store.archive.ledger().by_recipient["broken"] == {model.DeliveryState.DEAD: 1}


def test_a_fact_about_the_installation_is_remembered_as_it_was_last(store: Store):
    store.remember("canary", "1")
    store.remember("canary", "2")

    assert store.note("canary") == "2"
    assert store.note("nothing") is None
