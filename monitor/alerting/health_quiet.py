"""Feeds that still answer and bring nothing any more: gone for good, or fallen quiet. Pure; `now` is handed in.

In: those feeds as they stand now, the open episodes, who is configured. Out: troubles and recoveries.
What falls quiet within a day is one episode, however many feeds and hosts it takes: a holiday, a change of address or a
fault of ours shows in many feeds, hour by hour. A feed counts under its open episode as long as that lasts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.alerting.health import subject_of
from monitor.alerting.health_feeds import concern, counted_feeds
from monitor.alerting.trouble import Recovery, Step, Trouble, lasted, moment
from monitor.model import Alert, Severity

GONE, QUIET = "gone", "quiet"
GATHERED = {GONE: timedelta(0), QUIET: timedelta(hours=1)}  # before it is told: others may follow
ONE_EPISODE = timedelta(days=1)  # so long new ones join the last episode
NEW_HABIT = timedelta(weeks=8)  # after which quiet is the habit: then nothing has recovered
SHOWN = 50  # feeds with a sentence each

_WHAT_TO_DO = {
    GONE: (
        "Vedette looks once a week whether it is back, and takes it up again by itself. Look for its new address, or "
        "take it out of the configuration, which ends this."
    ),
    QUIET: (
        "Answers come, so nothing fails; but what is published may have another address now, or stand behind another "
        "feed. Look at the source's own pages. `vedette feed ADDRESS` shows what it brings."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FallenFeed:
    """A feed that is gone or quiet. `says`: its server's words, or what was usual and what is now."""

    id: int
    name: str
    host: str
    kind: str  # gone or quiet
    says: str
    since: datetime


def quiet_steps(
    fallen: Sequence[FallenFeed], episodes: Sequence[Alert], *, active: Collection[int], now: datetime
) -> tuple[Step, ...]:
    """What to tell of them now.

    `fallen`: gone or quiet, all of them; `episodes`: the open alerts; `active`: of the feeds that these concern, those
    that are configured yet.
    """
    present = frozenset(concern(feed_id) for feed_id in active)
    return tuple(step for kind in (GONE, QUIET) for step in _of_kind(kind, fallen, episodes, active=present, now=now))


def concerned(episodes: Sequence[Alert]) -> frozenset[int]:
    """Ids of the feeds that open episodes of this kind concern."""
    mine = (alert for alert in episodes if subject_of(alert).startswith((f"{GONE}:", f"{QUIET}:")))
    return frozenset(int(one.removeprefix(concern(0)[:-1])) for alert in mine for one in alert.concerns)


def _of_kind(
    kind: str, fallen: Sequence[FallenFeed], episodes: Sequence[Alert], *, active: Collection[str], now: datetime
) -> Iterator[Step]:
    mine = {subject_of(alert): alert for alert in episodes if subject_of(alert).startswith(f"{kind}:")}
    feeds = {concern(feed.id): feed for feed in fallen if feed.kind == kind}
    taken = {one for alert in mine.values() for one in alert.concerns}
    new = [feed for one, feed in feeds.items() if one not in taken and now - feed.since >= GATHERED[kind]]
    joined = _last(mine, now=now) if new else None
    for subject, alert in mine.items():
        still = [feeds[one] for one in alert.concerns if one in feeds]
        joining = new if subject == joined else []
        if still or joining:
            yield _trouble(kind, subject, (*still, *joining), alert.concerns)
        else:
            gone = [concern(feed.id) for feed in fallen if feed.kind == GONE]
            yield _recovery(alert, active=active, gone=gone, now=now)
    if new and joined is None:
        yield _trouble(kind, f"{kind}:{min(feed.id for feed in new)}", new, ())


def _last(mine: Mapping[str, Alert], *, now: datetime) -> str | None:
    """The episode that takes new ones in, if one began within the last day."""
    young = {subject: alert for subject, alert in mine.items() if now - alert.opened_at < ONE_EPISODE}
    return max(young, key=lambda subject: young[subject].opened_at, default=None)


def _trouble(kind: str, subject: str, feeds: Sequence[FallenFeed], concerns: tuple[str, ...]) -> Trouble:
    """`concerns`: those whom the episode hit so far, some of whom may be well again."""
    ordered = sorted(feeds, key=lambda feed: (feed.host, feed.name, feed.id))
    everybody = tuple(dict.fromkeys((*concerns, *(concern(feed.id) for feed in ordered))))
    lines = [f"{feed.name}: {feed.says}." for feed in ordered[:SHOWN]]
    if len(ordered) > SHOWN:
        lines.append(f"And {len(ordered) - SHOWN} more: `vedette feeds --state {'gone' if kind == GONE else 'stale'}`.")
    text = "\n".join(lines) + f"\n\n{_WHAT_TO_DO[kind]}"
    title = _title(kind, ordered, len(everybody))
    return Trouble(subject=subject, title=title, text=text, severity=Severity.MEDIUM, concerns=everybody)


def _title(kind: str, feeds: Sequence[FallenFeed], count: int) -> str:
    hosts = defaultdict(list)
    for feed in feeds:
        hosts[feed.host].append(feed)
    if count == 1:
        return f"A feed is gone: {feeds[0].name}" if kind == GONE else f"A feed has fallen quiet: {feeds[0].name}"
    place = f"at {feeds[0].host or 'this machine'}" if len(hosts) == 1 else f"at {len(hosts)} hosts"
    return f"{count} feeds {place} are gone" if kind == GONE else f"{count} feeds {place} have fallen quiet"


def _recovery(alert: Alert, *, active: Collection[str], gone: Collection[str], now: datetime) -> Recovery:
    """Over, whatever became of each. That a quiet feed is now gone is told as such, and nobody hears of it twice."""
    length, subject = now - alert.opened_at, subject_of(alert)
    away = sum(one not in active for one in alert.concerns)
    lost = sum(one in active and one in gone for one in alert.concerns)
    back = len(alert.concerns) - away - lost
    became = "publishing again as before"
    if subject.startswith(f"{GONE}:"):
        became = "there again"
    elif length >= NEW_HABIT:
        became = "as quiet as it became by habit now"
    parts = ((back, became), (lost, "gone"), (away, "no longer configured"))
    what = ", ".join(f"{counted_feeds(count)} {words}" for count, words in parts if count)
    told = f"It was told at {moment(alert.opened_at)}; it was over at {moment(now)}."
    return Recovery(subject=subject, title=f"After {lasted(length)}: {what}", text=told, quietly=not back and not away)
