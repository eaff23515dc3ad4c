"""Which channels fail, and when they work again. Pure; `now` is handed in.

In: what became of the messages of channels that have trouble, the open episodes. Out: troubles and recoveries. A
channel is never told of its own failing: the others are. Messages given up are told at once, a channel that cannot be
reached after a while; it works again when a message went through that was sent after the trouble was told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.alerting.health import subject_of
from monitor.alerting.trouble import Recovery, Step, Trouble, lasted, moment
from monitor.model import Alert, Severity

PREFIX = "channel:"
LATELY = timedelta(hours=24)  # what was given up before that is history, as after an upgrade


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """A message that was given up, and when it was tried last."""

    delivery_id: int
    at: datetime
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelNow:
    """A channel that has trouble. `failing_since`: the first try of a message that waits for another one."""

    name: str
    sent_at: datetime | None = None  # the last message that went through
    failing_since: datetime | None = None
    waiting: int = 0  # messages that were tried in vain
    error: str = ""
    given_up: tuple[GivenUp, ...] = ()


def channel_steps(
    channels: Iterable[ChannelNow],
    episodes: Sequence[Alert],
    *,
    last_told: Mapping[str, datetime],
    after: timedelta,
    now: datetime,
) -> tuple[Step, ...]:
    """What to tell of the channels. `last_told`: when the latest episode of a channel was last revised, open or not."""
    mine = {subject_of(alert): alert for alert in episodes if subject_of(alert).startswith(PREFIX)}
    return tuple(
        step
        for channel in channels
        for step in _steps(channel, mine.get(PREFIX + channel.name), last_told, after=after, now=now)
    )


def _steps(
    channel: ChannelNow, alert: Alert | None, last_told: Mapping[str, datetime], *, after: timedelta, now: datetime
) -> Iterator[Step]:
    since = alert.opened_at if alert else max(last_told.get(channel.name, now - LATELY), now - LATELY)
    fresh = [one for one in channel.given_up if one.at > since]
    if alert is not None and _works(channel, alert, fresh):
        yield _recovery(channel, alert, now=now)
    elif alert is not None or fresh or _fails_long(channel, after=after, now=now):
        yield _trouble(channel, fresh)


def _works(channel: ChannelNow, alert: Alert, fresh: Sequence[GivenUp]) -> bool:
    troubles = [alert.opened_at, *(one.at for one in fresh)]
    return channel.sent_at is not None and channel.sent_at > max(troubles)


def _fails_long(channel: ChannelNow, *, after: timedelta, now: datetime) -> bool:
    since = channel.failing_since
    if since is None or (channel.sent_at is not None and channel.sent_at > since):
        return False  # another message went through since: that one's own trouble
    return now - since >= after


def _trouble(channel: ChannelNow, fresh: Sequence[GivenUp]) -> Trouble:
    said = max(fresh, key=lambda one: one.at).error if fresh else channel.error
    lines = [f"The last answer: {said or 'none'}."]
    if channel.failing_since is not None:
        waiting = f"{_count(channel.waiting)} for another try" if channel.waiting else "Messages are tried again"
        lines.append(f"It fails since {moment(channel.failing_since)}. {waiting}; none is lost.")
    lines.append(f"Next: `vedette send-test {channel.name}` shows whether it works.")
    if fresh:
        lines.append("Then `vedette deliveries retry` sends what was given up; `vedette deliveries` lists it.")
    what = f"{len(fresh)} given up" if fresh else "cannot be reached"
    return Trouble(
        subject=PREFIX + channel.name,
        title=f"Channel {channel.name}: messages {what}" if fresh else f"Channel {channel.name} {what}",
        text="\n\n".join(lines),
        severity=Severity.HIGH,
        concerns=tuple(f"delivery:{one.delivery_id}" for one in fresh),
        but_for=(channel.name,),
    )


def _count(number: int) -> str:
    return "1 message waits" if number == 1 else f"{number} messages wait"


def _recovery(channel: ChannelNow, alert: Alert, *, now: datetime) -> Recovery:
    text = f"It was told at {moment(alert.opened_at)}; a message went through at {moment(channel.sent_at or now)}."
    if alert.concerns:
        text += f"\n\nGiven up meanwhile: {len(alert.concerns)}. `vedette deliveries retry` sends them."
    return Recovery(
        subject=subject_of(alert),
        title=f"Channel {channel.name} works again after {lasted(now - alert.opened_at)}",
        text=text,
        but_for=(channel.name,),
    )
