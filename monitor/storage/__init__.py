"""Everything kept: feeds, articles, stories, alerts and deliveries, on SQLite or PostgreSQL.

Begin with `Store.open`; `migrate.upgrade` makes the tables, `DatabaseLock` keeps a second writer off a SQLite file.
"""

from monitor.storage.archive import AlertDetail, AlertSummary, Archive, DeliveryRecord, Quarantined
from monitor.storage.articles import MAX_TRIES, ArticleStore, Notice
from monitor.storage.bursts import BurstSession, BurstStore
from monitor.storage.by_hand import Decision, StoryStore
from monitor.storage.clock import Held
from monitor.storage.deliveries import DeliveryStore
from monitor.storage.episodes import EpisodeSession, EpisodeStore
from monitor.storage.feeds import FeedOverview, FeedStore, Synced
from monitor.storage.ledger import Ledger
from monitor.storage.lock import DatabaseLock
from monitor.storage.migrate import Upgraded, upgrade
from monitor.storage.readings import StoredReading
from monitor.storage.rule_texts import RuleTexts
from monitor.storage.steering import SilenceRecord, Steering
from monitor.storage.store import Store

__all__ = [
    "MAX_TRIES",
    "AlertDetail",
    "AlertSummary",
    "Archive",
    "ArticleStore",
    "BurstSession",
    "BurstStore",
    "DatabaseLock",
    "Decision",
    "DeliveryRecord",
    "DeliveryStore",
    "EpisodeSession",
    "EpisodeStore",
    "FeedOverview",
    "FeedStore",
    "Held",
    "Ledger",
    "Notice",
    "Quarantined",
    "RuleTexts",
    "SilenceRecord",
    "Steering",
    "Store",
    "StoredReading",
    "StoryStore",
    "Synced",
    "Upgraded",
    "upgrade",
]
