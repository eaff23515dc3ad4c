"""One article's turn at the story index, inside one transaction under the join lock.

In: a fingerprint to meet others by, then the conclusion. Out: candidates, the story's alert, what each recipient knows;
finally every row that follows from the conclusion. Decides nothing about stories or tellings: that is the core's part.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, false, or_, select, text

from monitor.model import Alert, Article, Claim, Conclusion, Fingerprint, Frequencies, Member, Told
from monitor.storage import codec, rows, tables
from monitor.storage.announce import store_alert
from monitor.storage.claim import AT_REST, fenced_update
from monitor.storage.columns import index_key
from monitor.storage.findings import store_findings
from monitor.storage.intake import READ
from monitor.storage.stories import keys_of, store_member
from monitor.storage.tellings import told_of
from monitor.storage.upsert import count

MOST_CANDIDATES = 200
JOIN_LOCK = 0x76656465747465  # 'vedette': the advisory lock's number on PostgreSQL


def take_join_lock(connection: Connection) -> None:
    """Be alone, until the transaction ends, in opening and growing alerts. On SQLite the transaction is the lock."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": JOIN_LOCK})


class JoinSession:
    """Satisfies `pipeline.StorySession`."""

    def __init__(self, connection: Connection, *, now: datetime, closes_after: timedelta) -> None:
        self._connection = connection
        self._now = now
        self._closes_after = closes_after

    def frequencies(self, fingerprint: Fingerprint) -> Frequencies:  # noqa: ARG002 - nothing is counted yet
        """How often each feature was seen before, by language."""
        return Frequencies()

    def candidates(self, fingerprint: Fingerprint, *, keys: Sequence[str] = (), since: datetime) -> Sequence[Member]:  # noqa: ARG002 - no feature is indexed yet
        """Members of open stories, joined since `since`, that share a key with the fingerprint; the latest 200.

        Members that are being read again come besides, whatever they share and however old they are: so an edited
        article meets its earlier self even when neither its address nor its words are the same.
        """
        member, story, article, key = tables.story_member, tables.story, tables.article, tables.story_key
        still_open = and_(member.c.joined_at >= since, story.c.opened_at >= self._now - self._closes_after)
        read_again = article.c.lease_token.is_not(None)  # a member that somebody holds: it was edited
        sharing = select(key.c.article_id).where(_shares_key(fingerprint))
        near = sharing.union(select(article.c.id).where(read_again))
        meeting = (
            select(member)
            .join(story, story.c.id == member.c.story_id)
            .join(article, article.c.id == member.c.article_id)
            .where(member.c.article_id.in_(near), or_(still_open, read_again))
            .order_by(read_again.desc(), member.c.joined_at.desc(), member.c.article_id.desc())
            .limit(MOST_CANDIDATES)
        )
        found, _ = rows.restored(self._connection.execute(meeting).mappings(), _member_of)
        ordered = sorted(found, key=lambda pair: (pair[0]["joined_at"], pair[0]["article_id"]))
        return tuple(member for _, member in ordered)

    def alert_of(self, story_id: int) -> Alert | None:
        """The alert of a story."""
        wanted = select(tables.alert).where(tables.alert.c.story_id == story_id)
        row = self._connection.execute(wanted).mappings().one_or_none()
        return None if row is None else rows.alert_of(row)

    def told(self, alert_id: int) -> Sequence[Told]:
        """What each (route, recipient) was last told of the alert; `view` is None if nothing was or is being sent."""
        return told_of(self._connection, alert_id, now=self._now)

    def record(self, claim: Claim[Article], conclusion: Conclusion) -> None:
        """Store the conclusion, supersede what it overtakes, mark the article read; end the claim.

        Raises `LeaseLost` when the article was claimed anew or edited meanwhile: nothing is stored, and its next
        reader starts over.
        """
        article = claim.item
        outcome = conclusion.outcome.value
        values = {**AT_REST, "state": READ, "outcome": outcome, "reason": "", "read_at": self._now}
        fenced_update(self._connection, tables.article, row_id=article.id, token=claim.token, values=values)
        count(self._connection, article.feed_id, {("read", outcome): 1})
        story_id = store_member(self._connection, article, conclusion, now=self._now)
        alert_id = None
        if conclusion.alert is not None:
            alert_id = store_alert(
                self._connection, conclusion.alert, conclusion.deliveries, story_id=story_id, now=self._now
            )
        store_findings(self._connection, article, conclusion.reading.findings, alert_id=alert_id, now=self._now)


def _member_of(row: RowMapping) -> Member:
    print_ = codec.load(Fingerprint, row["fingerprint"])
    return Member(article_id=row["article_id"], story_id=row["story_id"], fingerprint=print_, at=row["at"])


def _shares_key(fingerprint: Fingerprint) -> ColumnElement[bool]:
    """A condition for `story_key` rows that the fingerprint meets."""
    table = tables.story_key
    by_kind: dict[str, list[str]] = {}
    for kind, key in keys_of(fingerprint):
        by_kind.setdefault(kind, []).append(index_key(key))
    meets = [and_(table.c.kind == kind, table.c.key.in_(keys)) for kind, keys in by_kind.items()]
    return or_(false(), *meets)
