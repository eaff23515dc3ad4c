"""How Apprise's log lines are read; the contract tests show that real servers lead to these lines."""

from __future__ import annotations

import logging

import pytest

from monitor.model import OutcomeStatus
from notifiers.verdict import Line, verdict


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
