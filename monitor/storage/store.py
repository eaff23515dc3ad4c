"""All of the storage in one hand: opened once by the composition root, which hands the parts to the loops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, select

from monitor.storage import clock, rule_texts, tables
from monitor.storage.archive import Archive
from monitor.storage.articles import STORY_CLOSES_AFTER, ArticleStore
from monitor.storage.bursts import BurstStore
from monitor.storage.by_hand import StoryStore
from monitor.storage.claim import reclaim_all
from monitor.storage.clock import Held, Moved
from monitor.storage.deliveries import DeliveryStore
from monitor.storage.engine import open_engine, transaction
from monitor.storage.episodes import EpisodeStore
from monitor.storage.feeds import FeedStore
from monitor.storage.lists import ListStore
from monitor.storage.pages import PageStore
from monitor.storage.rule_texts import RuleTexts
from monitor.storage.steering import Steering
from monitor.storage.subscriptions import SubscriptionStore
from monitor.storage.upsert import upsert


@dataclass(frozen=True, slots=True)
class Store:
    """The stores of the three loops, and the archive that commands look things up in. All are safe among threads."""

    engine: Engine
    feeds: FeedStore
    articles: ArticleStore
    pages: PageStore
    deliveries: DeliveryStore
    episodes: EpisodeStore
    bursts: BurstStore
    stories: StoryStore
    steering: Steering
    lists: ListStore
    archive: Archive
    subscriptions: SubscriptionStore

    @classmethod
    def open(cls, url: str, *, read_only: bool = False, story_closes_after: timedelta = STORY_CLOSES_AFTER) -> Store:
        """Open the database at `url`, which `migrate.upgrade` has made or brought up to date."""
        engine = open_engine(url, read_only=read_only)
        return cls(
            engine=engine,
            feeds=FeedStore(engine),
            articles=ArticleStore(engine, story_closes_after=story_closes_after),
            pages=PageStore(engine),
            deliveries=DeliveryStore(engine),
            episodes=EpisodeStore(engine),
            bursts=BurstStore(engine),
            stories=StoryStore(engine),
            steering=Steering(engine),
            lists=ListStore(engine),
            archive=Archive(engine),
            subscriptions=SubscriptionStore(engine),
        )

    def close(self) -> None:
        """Close all connections; SQLite moves its write-ahead log into the file when the last one goes."""
        self.engine.dispose()

    def reclaim_all(self) -> int:
        """Take back what a killed run still held. Only for a process that is alone with its database."""
        with transaction(self.engine) as connection:
            return reclaim_all(connection, tables.CLAIMABLE)

    def clock_set_back(self, *, by: timedelta, now: datetime) -> Moved:
        """Move plans back with a clock that was set back to `now`."""
        with transaction(self.engine) as connection:
            return clock.set_back(connection, by=by, now=now)

    def clock_followed(self, held: Sequence[Held], *, now: datetime) -> Moved:
        """Move the plans of rows that were held when the clock was set back, and have been given back since."""
        with transaction(self.engine) as connection:
            return clock.follow(connection, held, now=now)

    def mend_plans(self, *, now: datetime) -> int:
        """At start: make due what an earlier run planned by a clock that was far ahead; returns how much that was."""
        with transaction(self.engine) as connection:
            return clock.mend(connection, now=now)

    def remember_rules(self, kept: RuleTexts, *, now: datetime) -> None:
        """Keep the text of a rule set, once: what was told can be explained years later."""
        with transaction(self.engine) as connection:
            rule_texts.keep(connection, kept, now=now)

    def note(self, key: str) -> str | None:
        """A remembered fact about the installation."""
        wanted = select(tables.meta.c.value).where(tables.meta.c.key == key)
        with transaction(self.engine) as connection:
            value: str | None = connection.execute(wanted).scalar_one_or_none()
            return value

    def remember(self, key: str, value: str) -> None:
        """Remember a fact about the installation."""
        with transaction(self.engine) as connection:
            upsert(connection, tables.meta, [{"key": key, "value": value}])
