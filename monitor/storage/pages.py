"""What the fill loop keeps: articles that wait for their page, their fuller texts, and each host's own paragraphs.

In: claims and what `pipeline.fill` made of them. Out: articles whose page is to be fetched, one a host. An article that
waits is stored and unread, and due to be read without its page a few minutes later: whoever dies, it is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, func, select, true, update

from monitor.failpoints import failpoint
from monitor.model import Article, Claim, Filled, NoPage, PageTrouble, SeenParagraph
from monitor.storage import codec, rows, tables
from monitor.storage.claim import AT_REST, Lease, claim, fenced_update, release, unheld
from monitor.storage.engine import transaction
from monitor.storage.intake import NEW
from monitor.storage.upsert import count, upsert

FORGOTTEN_AFTER = timedelta(days=30)  # a paragraph that was not seen for so long: sites change
MOST_PARAGRAPHS = 500  # remembered of one host: those of its last 25 pages or so
MOST_BESIDES = 10_000  # hosts left out of one claim; SQLite takes 32,766 values in one statement
LOOKED_AT = 1_000  # of those that wait: a burst may be long, and this is asked several times a second
_FAR = timedelta(days=1)


class PageStore:
    """Articles that wait for their page."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim_pages(
        self, *, now: datetime, lease: timedelta, limit: int, besides: Collection[str] = ()
    ) -> list[Claim[Article]]:
        """Claim articles whose page is to be fetched: the oldest of each host, of none of the hosts `besides`."""
        table = tables.article
        left_out = list(besides)[:MOST_BESIDES]
        others = table.c.page_host.not_in(left_out) if left_out else true()
        next_ones = select(table.c.id, table.c.page_host).where(_waiting(now), others)
        looked_at = next_ones.order_by(table.c.due_at).limit(LOOKED_AT).subquery()
        firsts = select(func.min(looked_at.c.id)).group_by(looked_at.c.page_host)
        failpoint("fill.before_claim")
        with transaction(self._engine) as connection:
            ids = connection.execute(firsts.order_by(func.min(looked_at.c.id)).limit(limit)).scalars().all()
            if not ids:
                return []
            which = and_(table.c.id.in_(ids), _waiting(now))
            taken = Lease.take(now, lease, ahead=_FAR)
            claimed = claim(connection, table, lease=taken, limit=limit, where=which)
            claims, broken = rows.claims(claimed, rows.article_of)
            for row, _ in broken:  # the reader sets it aside, with its reason
                values = {**AT_REST, "page_host": None, "due_at": now}
                fenced_update(connection, table, row_id=row["id"], token=row["lease_token"], values=values)
            failpoint("fill.in_claim")
        failpoint("fill.claimed")
        return claims

    def release(self, *claimed: Claim[Article]) -> None:
        """Give articles back: they go on waiting for their page."""
        with transaction(self._engine) as connection:
            for one in sorted(claimed, key=lambda claimed: claimed.item.id):
                release(connection, tables.article, row_id=one.item.id, token=one.token)

    def record_page(self, claimed: Claim[Article], filled: Filled, *, now: datetime) -> None:
        """Store the fuller text, or why there is none: the article is due to be read. End the claim.

        Raises `LeaseLost`, with nothing stored, when the article was edited or read meanwhile.
        """
        article, refused = claimed.item, filled.refused
        values = {**AT_REST, "page_host": None, "due_at": now}
        if refused is None:
            fuller = filled.article
            values |= {"content": codec.dump(Article, fuller), "title": fuller.title, "page_refused": None}
        else:
            values["page_refused"] = refused.sentence
        failpoint("fill.before_record")
        with transaction(self._engine) as connection:
            fenced_update(connection, tables.article, row_id=article.id, token=claimed.token, values=values)
            failpoint("fill.in_record")
            _count(connection, [article.feed_id], refused.trouble if refused else None)
            _remember(connection, filled.host, filled.learnt, now=now)
        failpoint("fill.recorded")

    def do_without(self, refused: NoPage, *, host: str | None = None, now: datetime) -> int:
        """Have all that wait for a page of `host` (None: of any) read without it; returns how many."""
        table = tables.article
        which = and_(_waiting(now), true() if host is None else table.c.page_host == host)
        values = {"page_host": None, "page_refused": refused.sentence, "due_at": now}
        with transaction(self._engine) as connection:
            locked = select(table.c.id).where(which).order_by(table.c.id).with_for_update(skip_locked=True).cte("these")
            without = update(table).where(table.c.id == locked.c.id).values(values).returning(table.c.feed_id)
            feed_ids = connection.execute(without).scalars().all()
            _count(connection, feed_ids, refused.trouble)
        return len(feed_ids)

    def waiting(self, *, now: datetime) -> int:
        """How many articles wait for their page, and are in nobody's hands."""
        with transaction(self._engine) as connection:
            return connection.execute(
                select(func.count()).select_from(tables.article).where(_waiting(now))
            ).scalar_one()

    def seen(self, host: str, keys: Iterable[str], *, now: datetime) -> Mapping[str, SeenParagraph]:
        """What is known of these paragraphs of a host, by key; nothing that was not seen for long."""
        table = tables.host_paragraph
        lately = table.c.seen_at > now - FORGOTTEN_AFTER
        wanted = select(table.c.paragraph, table.c.pages).where(
            table.c.host == host, table.c.paragraph.in_(sorted(set(keys))), lately
        )
        with transaction(self._engine) as connection:
            found = connection.execute(wanted).all()
        return {key: SeenParagraph(key=key, pages=tuple(pages.split(","))) for key, pages in found}


def _waiting(now: datetime) -> ColumnElement[bool]:
    """Articles whose page may still be fetched: those that have waited too long are the reader's."""
    table = tables.article
    return and_(table.c.page_host.is_not(None), table.c.state == NEW, table.c.due_at > now, unheld(table, now))


def _count(connection: Connection, feed_ids: Iterable[int], trouble: PageTrouble | None) -> None:
    key = ("pages", "") if trouble is None else ("pages refused", trouble.value)
    for feed_id, times in sorted(Counter(feed_ids).items()):
        count(connection, feed_id, {key: times})


def _remember(connection: Connection, host: str, learnt: Iterable[SeenParagraph], *, now: datetime) -> None:
    """Keep what was learnt; forget what is old, and what is more than enough of one host."""
    seen = sorted(learnt, key=lambda one: one.key)
    if not seen:
        return
    table = tables.host_paragraph
    made = [{"host": host, "paragraph": one.key, "pages": ",".join(one.pages), "seen_at": now} for one in seen]
    upsert(connection, table, made)
    connection.execute(delete(table).where(table.c.seen_at <= now - FORGOTTEN_AFTER))
    ours = select(table.c.seen_at).where(table.c.host == host).order_by(table.c.seen_at.desc())
    oldest = connection.execute(ours.offset(MOST_PARAGRAPHS).limit(1)).scalar_one_or_none()
    if oldest is not None:
        connection.execute(delete(table).where(table.c.host == host, table.c.seen_at <= oldest))
