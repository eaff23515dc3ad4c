"""Some articles' turn at the story index, one after another, inside one transaction under the join lock.

In: a fingerprint to meet others by, then the conclusion. Out: candidates, the story's alert, what each recipient knows;
finally every row that follows from the conclusion. What the next article asks for is stored at once, the rest of all
together at the end. Decides nothing about stories or tellings: that is the core's part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select, text

from monitor.failpoints import failpoint
from monitor.model import Alert, Article, Claim, Conclusion, Fingerprint, Frequencies, Member, Told
from monitor.storage import rows, tables
from monitor.storage.announce import store_alert
from monitor.storage.candidates import Within, candidates_of, keys_to_meet_by
from monitor.storage.claim import lease_lost
from monitor.storage.findings import finding_rows, store_findings
from monitor.storage.frequencies import Seen
from monitor.storage.marks import Held, Read, held, mark_read
from monitor.storage.remembered import Place, RememberedMembers, to_be_met
from monitor.storage.standings import Standing, Standings, held_members
from monitor.storage.stories import store_member, written_at
from monitor.storage.tellings import told_of

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
        self._seen = Seen(connection)
        self._articles = Held(frozenset(), frozenset())
        self._standings = Standings(connection)
        self._members_held: tuple[Standing, ...] | None = None
        self._read: list[Read] = []  # to be marked as read
        self._found: list[Mapping[str, Any]] = []  # rows of findings to be stored

    def expect(self, claims: Sequence[Claim[Article]], prints: Sequence[Fingerprint]) -> None:
        """Look up in one go what the articles that will be recorded ask for one by one."""
        self._articles = held(self._connection, claims)
        self._seen.expect(prints)

    def frequencies(self, fingerprint: Fingerprint) -> Frequencies:
        """How often each feature of the fingerprint (and of others that are expected) was seen before, by language."""
        return self._seen.of(fingerprint)

    def candidates(self, fingerprint: Fingerprint, *, keys: Sequence[str] = (), since: datetime) -> Sequence[Member]:
        """Members of open stories, joined since `since`, that share most with the fingerprint; 200 at most.

        They share an address, a text hash or a band, or two of the feature `keys`; and each story's opening member.
        """
        within = Within(since=since, oldest=self._now - self._closes_after)
        if self._members_held is None:  # once: who is recorded is held no longer
            self._members_held = held_members(self._connection)
        recorded = {claim.item.id for claim, _ in self._read}
        again = [standing for standing in self._members_held if standing.place.article_id not in recorded]
        return candidates_of(
            self._connection,
            keys_to_meet_by(fingerprint, keys),
            within=within,
            again=again,
            standings=self._standings,
            remembered=self._remembered,
        )

    def alert_of(self, story_id: int) -> Alert | None:
        """The alert of a story."""
        row = self._connection.execute(_ALERT_OF, {"story": story_id}).mappings().one_or_none()
        return None if row is None else rows.alert_of(row)

    def told(self, alert_id: int) -> Sequence[Told]:
        """What each (route, recipient) was last told of the alert; `view` is None if nothing was or is being sent."""
        return told_of(self._connection, alert_id, now=self._now)

    def record(self, claim: Claim[Article], conclusion: Conclusion) -> None:
        """Store the conclusion and supersede what it overtakes; `finish` marks the article read and ends the claim.

        Raises `LeaseLost` when the article was claimed anew or edited meanwhile: nothing is stored, and its next
        reader starts over.
        """
        article = claim.item
        first_time = self._is_first_time(claim)
        failpoint("read.in_record")
        self._read.append((claim, conclusion))
        if first_time:
            self._seen.count(conclusion)
        story_id = store_member(self._connection, article, conclusion, now=self._now, again=not first_time)
        alert_id = None
        if conclusion.alert is not None:
            alert_id = store_alert(
                self._connection, conclusion.alert, conclusion.deliveries, story_id=story_id, now=self._now
            )
        self._found += finding_rows(article, conclusion.reading.findings, alert_id=alert_id, now=self._now)
        if conclusion.joined is not None and story_id is not None:
            opens = first_time and conclusion.joined.story_id is None
            self._standings.has_joined(article.id, story_id, at=self._now, opens=opens)
            if first_time:
                self._remember(article, conclusion, story_id)
        failpoint("read.stored")

    def finish(self) -> None:
        """Store what no other article of the transaction asks for, of all that were recorded: before the commit."""
        if self._read:
            again = [claim.item for claim, _ in self._read if claim.item.id not in self._articles.first_time]
            store_findings(self._connection, self._found, again=again)
            mark_read(self._connection, self._read, now=self._now)

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
            fingerprint=to_be_met(fingerprint),
            at=at,
            title=article.title,
            opening=opening,
        )
        self._remembered.keep(Place(article.id, story_id, self._now, opening), kept)

    def _is_first_time(self, claim: Claim[Article]) -> bool:
        """Whether the article, if it is still ours, is read for the first time, at whatever revision."""
        article_id = claim.item.id
        if article_id not in self._articles.ours:
            one = held(self._connection, [claim])
            self._articles = Held(self._articles.ours | one.ours, self._articles.first_time | one.first_time)
            if article_id not in one.ours:
                raise lease_lost(tables.article, article_id)
        return article_id in self._articles.first_time
