"""Stored articles with the rules that fired on them: what a rematch compares with.

In: a time. Out: articles first seen since, oldest first, page by page, so that memory stays small. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, func, select

from monitor.model import Article
from monitor.storage import rows, tables
from monitor.storage.engine import snapshot

PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReading:
    """An article and the ids of the rules that fired when its present revision was read.

    `state` is `new` (not read yet), `read` or `quarantined`. `article` is None when its stored form cannot be restored.
    """

    article_id: int
    title: str
    state: str
    rules: frozenset[str]
    article: Article | None


def count_since(engine: Engine, since: datetime) -> int:
    """How many articles were first seen since."""
    table = tables.article
    with snapshot(engine) as connection:
        wanted = select(func.count()).select_from(table).where(table.c.first_seen_at >= since)
        return connection.execute(wanted).scalar_one()


def readings_since(engine: Engine, since: datetime) -> Iterator[StoredReading]:
    """Every article first seen since."""
    table, after = tables.article, 0
    while True:
        wanted = select(table).where(table.c.first_seen_at >= since, table.c.id > after)
        with snapshot(engine) as connection:
            page = connection.execute(wanted.order_by(table.c.id).limit(PAGE)).mappings().all()
            fired = _rules(connection, page)
        if not page:
            return
        after = page[-1]["id"]
        good, _ = rows.restored(page, rows.article_of)
        articles = {row["id"]: article for row, article in good}
        yield from (_reading(row, articles.get(row["id"]), fired) for row in page)


def _reading(row: RowMapping, article: Article | None, fired: dict[tuple[int, int], set[str]]) -> StoredReading:
    rules = frozenset(fired.get((row["id"], row["revision"]), ()))
    return StoredReading(article_id=row["id"], title=row["title"], state=row["state"], rules=rules, article=article)


def _rules(connection: Connection, page: Sequence[RowMapping]) -> dict[tuple[int, int], set[str]]:
    """Rule ids by article and revision."""
    table = tables.finding
    wanted = select(table.c.article_id, table.c.article_revision, table.c.rule)
    fired: dict[tuple[int, int], set[str]] = {}
    for article_id, revision, rule in connection.execute(wanted.where(table.c.article_id.in_([r["id"] for r in page]))):
        fired.setdefault((article_id, revision), set()).add(rule)
    return fired
