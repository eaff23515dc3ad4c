"""Subscriptions step by step, and signatures."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Subscription, SubscriptionState
from monitor.polling import subscribing

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
ASKED = Subscription(
    id=1, feed_id=1, hub="https://hub.example/", topic="https://a.example/f", token="t", secret="s", asked_at=NOW
)


def test_what_the_hub_grants_is_renewed_when_four_fifths_of_it_are_over():
    after = subscribing.verified(ASKED, lease=timedelta(days=5), now=NOW)
    assert (after.until, after.due_at) == (NOW + timedelta(days=5), NOW + timedelta(days=4))
    assert (after.state, after.asked_at) == (SubscriptionState.VERIFIED, None)


@given(lease=st.timedeltas(min_value=timedelta(days=-1), max_value=timedelta(days=9_000)))
def test_no_lease_has_a_hub_asked_all_the_time_or_never(lease: timedelta):
    due = subscribing.verified(ASKED, lease=lease, now=NOW).due_at
    assert due is not None
    assert subscribing.SHORTEST <= due - NOW <= subscribing.LONGEST


def test_failures_have_a_hub_asked_ever_more_rarely_and_at_least_once_a_day():
    subscription, pauses = ASKED, []
    for _ in range(8):
        subscription = subscribing.failed(subscription, "no", now=NOW)
        pauses.append((subscription.due_at - NOW) / timedelta(hours=1))
    assert pauses == [1, 2, 4, 8, 16, 24, 24, 24]


def test_a_failed_renewal_leaves_the_old_lease_and_a_denial_ends_it():
    held = subscribing.verified(ASKED, lease=timedelta(days=5), now=NOW)
    later = NOW + timedelta(days=4)
    assert subscribing.failed(held, "busy", now=later).state is SubscriptionState.VERIFIED
    assert subscribing.failed(held, "busy", now=NOW + timedelta(days=6)).state is SubscriptionState.FAILED
    denied = subscribing.failed(held, "no", now=later, final=True)
    assert (denied.state, denied.until) == (SubscriptionState.FAILED, None)


def test_a_verification_counts_for_a_day_after_it_was_asked_for():
    def accepted(**later: float) -> bool:
        return subscribing.accepts(ASKED, mode="subscribe", topic=ASKED.topic, now=NOW + timedelta(**later))

    assert accepted(hours=23)
    assert not accepted(hours=25)


@pytest.mark.parametrize("method", sorted(subscribing.METHODS))
def test_a_right_signature_is_told_from_a_wrong_one(method: str):
    right = hmac.new(b"secret", b"body", getattr(hashlib, method)).hexdigest()
    assert subscribing.signed_right(f"{method}={right}", b"body", "secret")
    assert subscribing.signed_right(f" {method.upper()}={right.upper()} ", b"body", "secret")
    assert not subscribing.signed_right(f"{method}={right}", b"body!", "secret")
    assert not subscribing.signed_right(f"{method}={right[:-1]}", b"body", "secret")


@given(header=st.text(max_size=80), body=st.binary(max_size=40))
def test_no_header_is_taken_by_chance(header: str, body: bytes):
    assert not subscribing.signed_right(header, body, "a secret that nobody knows")
