"""What burst rules count, and what was told of it before.

In: rule ids and a time. Out: events (findings under alerts, at the time when their article was first seen; backlog has
no alert and is not counted), the articles behind some of them, and the burst alerts there are. A session under the join
lock looks and records, so that several processes tell an episode once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, Select, func, select

from monitor.alerting import with_facts
from monitor.model import (
    Alert,
    AlertFinding,
    AlertKind,
    Delivery,
    Episode,
    Event,
    Finding,
    Reason,
    Revision,
    Told,
)
from monitor.storage import codec, rows, tables
from monitor.storage.announce import announce
from monitor.storage.engine import snapshot, transaction
from monitor.storage.session import take_join_lock
from monitor.storage.tellings import told_of

PAGE = 200


class BurstSession:
    """One turn at the burst alerts, alone."""

    def __init__(self, connection: Connection, *, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def episodes(self, *, since: datetime) -> tuple[Episode, ...]:
        """The burst alerts that changed since a time."""
        return _episodes(self._connection, since)

    def alert(self, alert_id: int) -> Alert | None:
        """A burst alert, whole."""
        wanted = select(tables.alert).where(tables.alert.c.id == alert_id)
        row = self._connection.execute(wanted).mappings().one_or_none()
        return None if row is None else rows.alert_of(row)

    def told(self, alert_id: int) -> Sequence[Told]:
        """What each (route, recipient) was last told of it."""
        return told_of(self._connection, alert_id, now=self._now)

    def evidence(self, events: Sequence[Event]) -> tuple[AlertFinding, ...]:
        """The findings of these events, in their order, with the sources; those that cannot be read are left out."""
        finding, article = tables.finding, tables.article
        wanted = (
            select(article, finding.c.id.label("finding_id"), finding.c.content.label("finding"))
            .join(finding, finding.c.article_id == article.c.id)
            .where(finding.c.id.in_([event.id for event in events]))
        )
        found, _ = rows.restored(self._connection.execute(wanted).mappings(), _finding_of)
        by_id = {row["finding_id"]: item for row, item in found}
        return tuple(by_id[event.id] for event in events if event.id in by_id)

    def record(self, alert: Alert, deliveries: Sequence[Delivery]) -> int:
        """Store a new alert, once by its key, or one that has come to its end; returns its id."""
        return announce(self._connection, alert, deliveries, now=self._now)


class BurstStore:
    """Events and burst alerts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begins(self) -> datetime | None:
        """When the first article was seen; None while there is none."""
        with snapshot(self._engine) as connection:
            first: datetime | None = connection.execute(select(func.min(tables.article.c.first_seen_at))).scalar_one()
            return first

    def events(self, rules: Sequence[str], *, since: datetime, after: int = 0) -> Iterator[Event]:
        """Events of these rules whose articles were first seen since a time; with `after` those with a higher id.

        In order of id, page by page, so that memory stays small. What cannot be read is left out.
        """
        while True:
            wanted = _events(rules, since).where(tables.finding.c.id > after)
            with snapshot(self._engine) as connection:
                page = connection.execute(wanted.order_by(tables.finding.c.id).limit(PAGE)).mappings().all()
            if not page:
                return
            after = page[-1]["id"]
            found, _ = rows.restored(page, _event_of)
            yield from (event for _, event in found)

    def episodes(self, *, since: datetime) -> tuple[Episode, ...]:
        """The burst alerts that changed since a time."""
        with snapshot(self._engine) as connection:
            return _episodes(connection, since)

    @contextmanager
    def session(self, *, now: datetime) -> Iterator[BurstSession]:
        """Look and record; commits at the end. Inside, call no other method of a store."""
        with transaction(self._engine) as connection:
            take_join_lock(connection)
            yield BurstSession(connection, now=now)


def _events(rules: Sequence[str], since: datetime) -> Select[tuple[object, ...]]:
    finding, article = tables.finding, tables.article
    return (
        select(
            finding.c.id,
            finding.c.rule,
            finding.c.found_at,
            finding.c.content,
            finding.c.article_id,
            article.c.first_seen_at,
            article.c.title,
            tables.feed.c.name,
            func.coalesce(tables.alert.c.story_id, -tables.alert.c.id).label("story"),
        )
        .join(article, article.c.id == finding.c.article_id)
        .join(tables.feed, tables.feed.c.id == article.c.feed_id)
        .join(tables.alert, tables.alert.c.id == finding.c.alert_id)
        .where(finding.c.rule.in_(list(rules)), article.c.first_seen_at >= since)
    )


def _event_of(row: RowMapping) -> Event:
    event = Event(
        id=row["id"],
        rule=row["rule"],
        at=row["first_seen_at"],
        found_at=row["found_at"],
        story=row["story"],
        article=row["article_id"],
        source=row["name"],
        title=row["title"],
    )
    return with_facts(event, codec.load(Finding, row["content"]))


def _finding_of(row: RowMapping) -> AlertFinding:
    article = rows.article_of(row)
    return AlertFinding(article_id=article.id, source=article.source, finding=codec.load(Finding, row["finding"]))


def _episodes(connection: Connection, since: datetime) -> tuple[Episode, ...]:
    """By the last revisions: the alerts themselves hold articles, and are large."""
    alert, revision = tables.alert, tables.alert_revision
    every = revision.alias("every")
    last = select(func.max(every.c.number)).where(every.c.alert_id == alert.c.id).scalar_subquery()
    changed = (
        select(alert.c.id, alert.c.key, alert.c.opened_at, revision.c.content)
        .select_from(alert)
        .join(revision, (revision.c.alert_id == alert.c.id) & (revision.c.number == last))
        .where(alert.c.kind == AlertKind.BURST.value, alert.c.updated_at >= since)
        .order_by(alert.c.id)
    )
    found, _ = rows.restored(connection.execute(changed).mappings(), _episode_of)
    return tuple(episode for _, episode in found)


def _episode_of(row: RowMapping) -> Episode:
    ended = Reason.RECOVERED in codec.load(Revision, row["content"]).reasons
    return Episode(key=row["key"], at=row["opened_at"], ended=ended, id=row["id"])
