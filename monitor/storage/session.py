"""One article's turn at the story index, inside one transaction under the join lock.

In: a fingerprint to meet others by, then the conclusion. Out: candidates, the story's alert, what each recipient knows;
finally every row that follows from the conclusion. Decides nothing about stories or tellings: that is the core's part.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select, text, update

from monitor.failpoints import failpoint
from monitor.model import Alert, Article, Claim, Conclusion, Fingerprint, Frequencies, Member, NoPage, PageTrouble, Told
from monitor.storage import rows, tables
from monitor.storage.announce import store_alert
from monitor.storage.candidates import Within, candidates_of
from monitor.storage.claim import AT_REST, lease_lost
from monitor.storage.columns import UtcDateTime
from monitor.storage.findings import store_findings
from monitor.storage.frequencies import count_features, frequencies_of
from monitor.storage.intake import READ
from monitor.storage.remembered import Place, RememberedMembers
from monitor.storage.stories import store_member, written_at
from monitor.storage.tellings import told_of
from monitor.storage.upsert import count

LATE = NoPage(trouble=PageTrouble.LATE, reason="its turn did not come in time")

# Built once: every article that a rule fires on needs them.
_ARTICLE, _AT = tables.article, bindparam("at", type_=UtcDateTime)
_READ = (
    update(_ARTICLE)
    .where(_ARTICLE.c.id == bindparam("its_id"), _ARTICLE.c.lease_token == bindparam("token"))
    .values(**AT_REST, state=READ, outcome=bindparam("how"), reason="", read_at=_AT)
)
_READ_FIRST = _READ.where(_ARTICLE.c.counted_at.is_(None)).values(counted_at=_AT)
_LATE = {"page_host": None, "page_refused": LATE.sentence}
_READ_LATE, _READ_FIRST_LATE = _READ.values(_LATE), _READ_FIRST.values(_LATE)
_ALERT_OF = select(tables.alert).where(tables.alert.c.story_id == bindparam("story"))

JOIN_LOCK = 0x76656465747465  # 'vedette': the advisory lock's number on PostgreSQL


def take_join_lock(connection: Connection) -> None:
    """Be alone, until the transaction ends, in opening and growing alerts. On SQLite the transaction is the lock."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": JOIN_LOCK})


class JoinSession:
    """Satisfies `ports.StorySession`."""

    def __init__(
        self, connection: Connection, *, now: datetime, closes_after: timedelta, remembered: RememberedMembers
    ) -> None:
        self._connection = connection
        self._now = now
        self._closes_after = closes_after
        self._remembered = remembered

    def frequencies(self, fingerprint: Fingerprint) -> Frequencies:
        """How often each feature of the fingerprint was seen before, by language."""
        return frequencies_of(self._connection, fingerprint)

    def candidates(self, fingerprint: Fingerprint, *, keys: Sequence[str] = (), since: datetime) -> Sequence[Member]:
        """Members of open stories, joined since `since`, that share most with the fingerprint; 200 at most.

        They share an address, a text hash or a band, or two of the feature `keys`; and each story's opening member.
        """
        within = Within(since=since, oldest=self._now - self._closes_after)
        return candidates_of(self._connection, fingerprint, keys, within=within, remembered=self._remembered)

    def alert_of(self, story_id: int) -> Alert | None:
        """The alert of a story."""
        row = self._connection.execute(_ALERT_OF, {"story": story_id}).mappings().one_or_none()
        return None if row is None else rows.alert_of(row)

    def told(self, alert_id: int) -> Sequence[Told]:
        """What each (route, recipient) was last told of the alert; `view` is None if nothing was or is being sent."""
        return told_of(self._connection, alert_id, now=self._now)

    def record(self, claim: Claim[Article], conclusion: Conclusion) -> None:
        """Store the conclusion, supersede what it overtakes, mark the article read; end the claim.

        Raises `LeaseLost` when the article was claimed anew or edited meanwhile: nothing is stored, and its next
        reader starts over.
        """
        article, outcome = claim.item, conclusion.outcome.value
        first_time = self._mark(claim, outcome)
        failpoint("read.in_record")
        late = {("pages refused", LATE.trouble.value): 1} if article.page_wanted else {}
        count(self._connection, article.feed_id, {("read", outcome): 1, **late})
        if first_time:
            count_features(self._connection, [conclusion])
        story_id = store_member(self._connection, article, conclusion, now=self._now)
        alert_id = None
        if conclusion.alert is not None:
            alert_id = store_alert(
                self._connection, conclusion.alert, conclusion.deliveries, story_id=story_id, now=self._now
            )
        store_findings(self._connection, article, conclusion.reading.findings, alert_id=alert_id, now=self._now)
        if first_time and story_id is not None:
            self._remember(article, conclusion, story_id)
        failpoint("read.stored")

    def _remember(self, article: Article, conclusion: Conclusion, story_id: int) -> None:
        """Keep the new member at hand, as it would be read: the next article of its event meets it in a moment.

        Not one that was read before: it may have opened the story that it joins again.
        """
        joined, fingerprint = conclusion.joined, conclusion.fingerprint
        if joined is None or fingerprint is None:
            return
        opening, at = joined.story_id is None, written_at(article, self._now)
        kept = Member(
            article_id=article.id,
            story_id=story_id,
            fingerprint=fingerprint,
            at=at,
            title=article.title,
            opening=opening,
        )
        self._remembered.keep(Place(article.id, story_id, self._now, opening), kept)

    def _mark(self, claim: Claim[Article], outcome: str) -> bool:
        """Mark the article read; whether it is for the first time, at whatever revision. Then its features count."""
        article = claim.item
        ours = {"its_id": article.id, "token": claim.token, "how": outcome, "at": self._now}
        first, again = (_READ_FIRST_LATE, _READ_LATE) if article.page_wanted else (_READ_FIRST, _READ)
        if self._connection.execute(first, ours).rowcount == 1:
            return True
        if self._connection.execute(again, ours).rowcount != 1:
            raise lease_lost(tables.article, article.id)
        return False
