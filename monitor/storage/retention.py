"""What ages out: the bodies of articles in which no rule found anything, and the index of stories long closed.

In: a time before which nothing of it is needed. Out: how much was taken away. An article keeps its row, id, hash,
title and address, so that it is not new again and every count stays; whatever was told, and what it was told of,
stays whole. Each call does a bounded piece of work from where the last one ended; one process at a time does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, delete, exists, func, select, text, update

from monitor.model import Article, ReadOutcome, TextSource
from monitor.storage import codec, rows, tables
from monitor.storage.engine import snapshot, transaction
from monitor.storage.intake import READ
from monitor.storage.session import take_join_lock
from monitor.storage.upsert import upsert

AGE_LOCK = 0x616765  # 'age': the advisory lock's number on PostgreSQL
BATCH = 200  # rows of one call
# Where the last call ended, and how much was done in all, in the table `meta`.
BODIES_UP_TO, BODIES_TAKEN = "bodies aged out up to", "bodies aged out"
KEYS_UP_TO = "keys of closed stories swept up to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How large the database is. `size` in bytes; `aged` articles have no body any more; `keys` are of the index."""

    size: int
    articles: int
    aged: int
    keys: int


def age_bodies(engine: Engine, *, before: datetime) -> int:
    """Take the bodies of up to 200 articles first seen before a time; 0 when there are none, or another is at it."""
    with transaction(engine) as connection:
        if not _alone(connection):
            return 0
        found = _unmatched(connection, after=_number(connection, BODIES_UP_TO), before=before)
        if not found:
            return 0
        good, _ = rows.restored(found, rows.article_of)
        for row, article in good:
            mine = (tables.article.c.id == row["id"]) & (tables.article.c.revision == row["revision"])
            kept = codec.dump(Article, without_body(article))
            connection.execute(update(tables.article).where(mine).values(content=kept))
        _remember(connection, BODIES_UP_TO, found[-1]["id"])
        _remember(connection, BODIES_TAKEN, _number(connection, BODIES_TAKEN) + len(good))
        return len(found)


def without_body(article: Article) -> Article:
    """The article with nothing but its title for a text."""
    title = (article.title,) if article.title else ()
    return replace(article, paragraphs=title, removed=(), text_source=TextSource.TITLE)


def _unmatched(connection: Connection, *, after: int, before: datetime) -> Sequence[RowMapping]:
    """The next articles of which every reading found nothing, and that nobody is at work on."""
    table, finding = tables.article, tables.finding
    found = exists().where(finding.c.article_id == table.c.id)
    wanted = select(table).where(
        table.c.id > after,
        table.c.first_seen_at < before,
        table.c.state == READ,
        table.c.outcome == ReadOutcome.NO_MATCH.value,
        table.c.lease_token.is_(None),
        ~found,
    )
    locked = wanted.order_by(table.c.id).limit(BATCH).with_for_update(skip_locked=True, of=table)
    return connection.execute(locked).mappings().all()


def sweep_keys(engine: Engine, *, opened_before: datetime) -> tuple[int, bool]:
    """Take stories opened before a time out of the index: of the next 200 articles; how many, and whether more follow.

    Goes round: behind the last article it begins again with the first, at the next call.
    """
    member, story, key = tables.story_member, tables.story, tables.story_key
    with transaction(engine) as connection:
        if not _alone(connection):
            return 0, False
        take_join_lock(connection)
        wanted = select(member.c.article_id, story.c.opened_at).join(story, story.c.id == member.c.story_id)
        wanted = wanted.where(member.c.article_id > _number(connection, KEYS_UP_TO)).order_by(member.c.article_id)
        found = connection.execute(wanted.limit(BATCH)).all()
        old = [article_id for article_id, opened_at in found if opened_at < opened_before]
        taken = connection.execute(delete(key).where(key.c.article_id.in_(old))).rowcount if old else 0
        more = len(found) == BATCH
        _remember(connection, KEYS_UP_TO, found[-1][0] if more else 0)
        return taken, more


def sizes(engine: Engine) -> Sizes:
    """How large everything is now."""
    on_postgresql = engine.dialect.name == "postgresql"
    pages = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    size = "SELECT pg_database_size(current_database())" if on_postgresql else pages
    with snapshot(engine) as connection:
        return Sizes(
            size=int(connection.execute(text(size)).scalar_one()),
            articles=connection.execute(select(func.count()).select_from(tables.article)).scalar_one(),
            aged=_number(connection, BODIES_TAKEN),
            keys=connection.execute(select(func.count()).select_from(tables.story_key)).scalar_one(),
        )


def _alone(connection: Connection) -> bool:
    """Whether this transaction is the only one that ages anything out. On SQLite every writer is alone."""
    if connection.dialect.name != "postgresql":
        return True
    taken = connection.execute(text("SELECT pg_try_advisory_xact_lock(:number)"), {"number": AGE_LOCK})
    return bool(taken.scalar_one())


def _number(connection: Connection, key: str) -> int:
    value = connection.execute(select(tables.meta.c.value).where(tables.meta.c.key == key)).scalar_one_or_none()
    return int(value or 0)


def _remember(connection: Connection, key: str, number: int) -> None:
    upsert(connection, tables.meta, [{"key": key, "value": str(number)}])
