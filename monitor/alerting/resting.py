"""When a channel rests: it fails again and again, or asked for a pause. Pure; `now` is handed in.

In: how the channel did so far, and what it made of a message. Out: how it does now. While a channel rests none of its
messages is tried; then one is, for all. So five hundred messages wait for a dead mail server with one connection a
quarter of an hour, and a service that counts requests is asked no more before it wants to be.
The pattern is the circuit breaker (M. Nygard, Release It!, 5.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.alerting.retry import LONGEST_WISH, backoff
from monitor.model import Outcome, OutcomeStatus

FAILURES = 3  # in a row: two may be two bad messages
LONGEST_REST = timedelta(minutes=15)  # one try costs little, and the desk waits for what is behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """A channel whose last messages did not go out. It rests from `since` `until`; the two are equal if it does not."""

    failures: int  # in a row
    since: datetime
    until: datetime
    error: str = ""

    def rests(self, now: datetime) -> bool:
        """Whether nothing may be sent. Before `since`: the clock was set back, and how far is not known: it may."""
        return self.since <= now < self.until

    @property
    def why(self) -> str:
        """For people."""
        times = "" if self.failures == 1 else f" after {self.failures} failures in a row"
        return f"the channel rests until {self.until:%H:%M:%S} UTC{times}; the last: {self.error or 'no answer'}"


def channel_after(failing: Failing | None, outcome: Outcome, *, now: datetime) -> Failing | None:
    """How the channel does after a message; None when it went out. A pause that the channel asks for holds for all."""
    if outcome.status is OutcomeStatus.SENT:
        return None
    failures = 1 + (failing.failures if failing else 0)
    rest = min(outcome.retry_after or timedelta(0), LONGEST_WISH)
    if failures >= FAILURES:
        rest = max(rest, min(backoff(0, failures - FAILURES + 1), LONGEST_REST))
    return Failing(failures=failures, since=now, until=now + rest, error=outcome.detail)
