"""What is remembered of when Vedette ran: pauses of more than an hour, through notes that may be lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.engine.bursts import Pause
from monitor.service.listening import Listening

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
GAPS = st.lists(st.floats(0.01, 200), max_size=8)


def listened(*hours: float) -> Listening:
    """After so many hours each, through a note every time."""
    now, known = NOW, Listening(NOW)
    for gap in hours:
        now += gap * HOUR
        known = Listening.read(known.note(), now=now).at(now)
    return known


def test_a_longer_time_without_a_note_was_a_pause_and_a_shorter_one_was_none():
    assert listened(1, 0.5).pauses == ()
    assert listened(0.5, 3, 0.1).pauses == (Pause(NOW + 0.5 * HOUR, NOW + 3.5 * HOUR),)


@pytest.mark.parametrize(
    "note", [None, "", "{", "[]", "{}", '{"last": 7, "pauses": []}', '{"last": "then", "pauses": 1}']
)
def test_a_note_that_means_nothing_says_that_nothing_is_known(note):
    assert Listening.read(note, now=NOW) == Listening(NOW)


def test_pauses_of_long_ago_are_forgotten():
    assert len(listened(3, 1, 3).pauses) == 2
    assert len(listened(3, *[0.9] * 3, 24 * 401).pauses) == 1


@given(GAPS)
def test_every_pause_lies_between_two_notes_in_order(gaps):
    known = listened(*gaps)
    assert len(known.pauses) == sum(gap > 1 for gap in gaps)
    edges = [edge for pause in known.pauses for edge in (pause.start, pause.end)]
    assert edges == sorted(edges)
    assert all(edge <= known.last for edge in edges)
