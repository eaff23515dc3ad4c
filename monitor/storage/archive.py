"""Looking things up: alerts, deliveries, articles, the ledger. For commands and the console; writes nothing.

In: an engine, best a read-only one, which works beside a running daemon. Out: model values and small summaries.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, Select, func, select

from monitor.model import Alert, AlertKind, Article, Delivery, DeliveryState, Message, Severity, Story
from monitor.storage import codec, rows, rule_texts, stories, tables
from monitor.storage.engine import snapshot
from monitor.storage.intake import QUARANTINED, READ
from monitor.storage.ledger import Ledger, ledger
from monitor.storage.readings import StoredReading, count_since, readings_since

PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSummary:
    """One line of `vedette alerts list`."""

    id: int
    key: str
    kind: AlertKind
    title: str
    severity: Severity
    opened_at: datetime
    updated_at: datetime
    revisions: int
    merged_into: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRecord:
    """A delivery with what was sent, if anything was handed to the channel: its own message, or the digest it is in."""

    delivery: Delivery
    alert_key: str
    alert_title: str
    created_at: datetime
    sent_at: datetime | None
    superseded_by: int | None
    message: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDetail:
    """An alert with every telling of it."""

    alert: Alert
    deliveries: tuple[DeliveryRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """An article that could not be read, and why. `article` is None when its stored form cannot be restored either."""

    article_id: int
    title: str
    reason: str
    since: datetime | None
    article: Article | None


class Archive:
    """Read access to everything kept. Each method sees one state of the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ledger(self) -> Ledger:
        """All counts."""
        with snapshot(self._engine) as connection:
            return ledger(connection)

    def alerts(
        self, *, since: datetime | None = None, kind: AlertKind | None = None, limit: int = PAGE
    ) -> tuple[AlertSummary, ...]:
        """Alerts that changed since a time, latest first."""
        table, revision = tables.alert, tables.alert_revision
        number = select(func.max(revision.c.number)).where(revision.c.alert_id == table.c.id).scalar_subquery()
        wanted = select(table, func.coalesce(number, 0).label("revisions"))
        if since is not None:
            wanted = wanted.where(table.c.updated_at >= since)
        if kind is not None:
            wanted = wanted.where(table.c.kind == kind.value)
        ordered = wanted.order_by(table.c.updated_at.desc(), table.c.id.desc()).limit(limit)
        with snapshot(self._engine) as connection:
            return tuple(_summary(row) for row in connection.execute(ordered).mappings())

    def alert(self, alert_id: int) -> AlertDetail | None:
        """An alert with its findings, tellings and messages; None when there is none."""
        with snapshot(self._engine) as connection:
            row = connection.execute(select(tables.alert).where(tables.alert.c.id == alert_id)).mappings().one_or_none()
            if row is None:
                return None
            told = _deliveries().where(tables.delivery.c.alert_id == alert_id).order_by(tables.delivery.c.id)
            return AlertDetail(alert=rows.alert_of(row), deliveries=_records(connection, told))

    def deliveries(
        self,
        *,
        state: DeliveryState | None = None,
        recipient: str | None = None,
        route: str | None = None,
        alert_id: int | None = None,
        since: datetime | None = None,
        limit: int = PAGE,
    ) -> tuple[DeliveryRecord, ...]:
        """Deliveries, latest first: of one state, recipient, route or alert; decided or sent since a time."""
        table = tables.delivery
        wanted = _deliveries().order_by(table.c.id.desc()).limit(limit)
        equal = {"state": state and state.value, "recipient": recipient, "route": route, "alert_id": alert_id}
        for column, value in equal.items():
            if value is not None:
                wanted = wanted.where(table.c[column] == value)
        if since is not None:
            wanted = wanted.where((table.c.created_at >= since) | (table.c.sent_at >= since))
        with snapshot(self._engine) as connection:
            return _records(connection, wanted)

    def delivery(self, delivery_id: int) -> DeliveryRecord | None:
        """One delivery; None when there is none."""
        with snapshot(self._engine) as connection:
            found = _records(connection, _deliveries().where(tables.delivery.c.id == delivery_id))
        return found[0] if found else None

    def article(self, article_id: int) -> Article | None:
        """A stored article, whole."""
        wanted = select(tables.article).where(tables.article.c.id == article_id)
        with snapshot(self._engine) as connection:
            row = connection.execute(wanted).mappings().one_or_none()
        return None if row is None else rows.article_of(row)

    def articles_since(self, since: datetime) -> Iterator[Article]:
        """Articles first seen since a time, oldest first; page by page, so that memory stays small."""
        table, after = tables.article, 0
        while True:
            wanted = select(table).where(table.c.first_seen_at >= since, table.c.id > after)
            with snapshot(self._engine) as connection:
                page = connection.execute(wanted.order_by(table.c.id).limit(PAGE)).mappings().all()
            if not page:
                return
            after = page[-1]["id"]
            yield from map(rows.article_of, page)

    def latest_articles(self) -> Iterator[Article]:
        """Articles that were read, latest first; page by page, so that memory stays small."""
        table, before = tables.article, None
        while True:
            wanted = select(table).where(table.c.state == READ, *([] if before is None else [table.c.id < before]))
            with snapshot(self._engine) as connection:
                page = connection.execute(wanted.order_by(table.c.id.desc()).limit(PAGE)).mappings().all()
            if not page:
                return
            before = page[-1]["id"]
            good, _ = rows.restored(page, rows.article_of)
            yield from (article for _, article in good)

    def readings_since(self, since: datetime) -> Iterator[StoredReading]:
        """Articles first seen since a time with the rules that fired on them, oldest first, page by page."""
        return readings_since(self._engine, since)

    def count_since(self, since: datetime) -> int:
        """How many articles `readings_since` brings."""
        return count_since(self._engine, since)

    def quarantined(self) -> tuple[Quarantined, ...]:
        """Articles that were set aside, latest first."""
        table = tables.article
        wanted = select(table).where(table.c.state == QUARANTINED).order_by(table.c.read_at.desc(), table.c.id)
        with snapshot(self._engine) as connection:
            found, broken = rows.restored(connection.execute(wanted).mappings(), rows.article_of)
        both = [(row, article) for row, article in found] + [(row, None) for row, _ in broken]
        return tuple(
            Quarantined(
                article_id=row["id"], title=row["title"], reason=row["reason"], since=row["read_at"], article=article
            )
            for row, article in both
        )

    def story(self, story_id: int) -> Story | None:
        """A story with its articles and why they belong together."""
        with snapshot(self._engine) as connection:
            return stories.story_of(connection, story_id)

    def rule_set(self, digest: str) -> str | None:
        """The text of a rule set that was once in use."""
        with snapshot(self._engine) as connection:
            return rule_texts.of_set(connection, digest)

    def rules_of(self, rule_hash: str) -> str | None:
        """The text of the rules by which a match was found: its `rule_hash` names them."""
        with snapshot(self._engine) as connection:
            return rule_texts.of_rule(connection, rule_hash)


def _summary(row: RowMapping) -> AlertSummary:
    return AlertSummary(
        id=row["id"],
        key=row["key"],
        kind=AlertKind(row["kind"]),
        title=row["title"],
        severity=Severity(row["severity"]),
        opened_at=row["opened_at"],
        updated_at=row["updated_at"],
        revisions=row["revisions"],
        merged_into=row["merged_into"],
    )


def _deliveries() -> Select[tuple[object, ...]]:
    alert, delivery, message, digest = tables.alert, tables.delivery, tables.message, tables.digest
    told = func.coalesce(digest.c.content, message.c.content).label("message")
    return (
        select(delivery, alert.c.key, alert.c.title, told)
        .join(alert, alert.c.id == delivery.c.alert_id)
        .join(message, message.c.delivery_id == delivery.c.id, isouter=True)
        .join(digest, digest.c.id == delivery.c.digest_id, isouter=True)
    )


def _records(connection: Connection, wanted: Select[tuple[object, ...]]) -> tuple[DeliveryRecord, ...]:
    return tuple(
        DeliveryRecord(
            delivery=rows.delivery_of(row),
            alert_key=row["key"],
            alert_title=row["title"],
            created_at=row["created_at"],
            sent_at=row["sent_at"],
            superseded_by=row["superseded_by"],
            message=codec.load(Message, row["message"]) if row["message"] else None,
        )
        for row in connection.execute(wanted).mappings()
    )
