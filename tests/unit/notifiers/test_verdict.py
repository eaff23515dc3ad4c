"""How Apprise's log lines are read; the contract tests show that real servers lead to these lines."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import OutcomeStatus
from notifiers.answers import pause
from notifiers.verdict import SLOW_DOWN, Answer, Line, verdict


def debug(words: str) -> Line:
    return Line(level=logging.DEBUG, words=words)


def warning(words: str) -> Line:
    return Line(level=logging.WARNING, words=words)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (debug("Socket Exception: {'a@b.example': (550, b'5.1.1 unknown')}"), OutcomeStatus.FAILED),
        (debug("Socket Exception: {'a@b.example': (451, b'later')}"), OutcomeStatus.RETRY),
        (debug("Socket Exception: (535, b'5.7.8 wrong password')"), OutcomeStatus.FAILED),
        (debug("Socket Exception: (421, 'too many connections')"), OutcomeStatus.RETRY),
        (warning("SMTP recipient a@b.example was refused: 550 b'5.1.1 unknown'"), OutcomeStatus.FAILED),
        (debug("Socket Exception: [Errno -2] Name or service not known"), OutcomeStatus.RETRY),
        (warning("Failed to send Telegram notification: Forbidden, error=403."), OutcomeStatus.FAILED),
        (warning("Failed to send to Discord: error=502."), OutcomeStatus.RETRY),
    ],
)
def test_a_code_decides(line: Line, status: OutcomeStatus) -> None:
    assert verdict([line]).status is status


def test_one_of_two_recipients_who_may_still_get_it_is_tried_again() -> None:
    lines = [debug("Socket Exception: {'a@b.example': (550, b'no'), 'c@d.example': (452, b'full')}")]
    assert verdict(lines).status is OutcomeStatus.RETRY


def test_a_payload_with_a_code_in_it_decides_nothing() -> None:
    lines = [
        debug("Slack Payload: {'text': \"(550, b'x') error=404\"}"),
        warning("Failed to send to Slack: error=503."),
    ]
    assert verdict(lines).status is OutcomeStatus.RETRY


def test_no_words_at_all_are_tried_again_and_said_to_be_none() -> None:
    outcome = verdict([])
    assert outcome.status is OutcomeStatus.RETRY
    assert outcome.detail == "the channel did not say why it failed"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        ("invalid_auth", OutcomeStatus.FAILED),
        ("token_revoked", OutcomeStatus.FAILED),
        ("channel_not_found", OutcomeStatus.FAILED),
        ("ratelimited", OutcomeStatus.RETRY),
        ("internal_error", OutcomeStatus.RETRY),
        ("a word of next year", OutcomeStatus.RETRY),
    ],
)
def test_a_200_that_says_no_is_read_by_its_word(error: str, status: OutcomeStatus) -> None:
    outcome = verdict([warning("Failed to send to Slack: error=200.")], [Answer(status=200, error=error)])
    assert (outcome.status, outcome.detail) == (status, f"the service answered: {error}")
    assert outcome.retry_after == (SLOW_DOWN if error == "ratelimited" else None)


def test_the_last_answer_counts_and_a_connection_lost_after_a_good_one_is_told_as_such() -> None:
    gone = [warning("A connection error occurred."), debug("Socket Exception: timed out")]
    assert "timed out" in verdict(gone, [Answer(status=200, body="{}")]).detail
    assert verdict([], [Answer(status=200), Answer(status=404)]).status is OutcomeStatus.FAILED
    assert verdict([], [Answer(status=404), Answer(status=503)]).status is OutcomeStatus.RETRY


def test_a_pause_is_seconds_or_a_moment_and_anything_else_is_none() -> None:
    date, later = "Wed, 04 Mar 2026 12:00:00 GMT", "Wed, 04 Mar 2026 12:01:30 GMT"
    assert pause("30") == timedelta(seconds=30)
    assert pause(later, date=date) == timedelta(seconds=90)
    assert pause(date, date=later) == timedelta(0)
    assert [pause(odd, date=date) for odd in ("", "soon", "-1", "٣", "1.5.2026", "0x10")] == [None] * 6


@given(st.text(max_size=60), st.text(max_size=40))
def test_no_header_stops_the_reading(wanted: str, date: str) -> None:
    found = pause(wanted, date=date)
    assert found is None or found >= timedelta(0)
