"""The tables. Classes state them (SQLModel); the names below are what statements are written with (Core).

No row class leaves this package: stores hand out `monitor.model` values.
"""

from __future__ import annotations

from monitor.storage.tables import alerts, feeds, lists, pages, steering, stories, ways_in
from monitor.storage.tables.base import METADATA

feed = METADATA.tables[feeds.FeedRow.__tablename__]
feed_habit = METADATA.tables[feeds.FeedHabit.__tablename__]
article = METADATA.tables[feeds.ArticleRow.__tablename__]
host_paragraph = METADATA.tables[pages.HostParagraph.__tablename__]
ledger_count = METADATA.tables[feeds.LedgerCount.__tablename__]
rule_set = METADATA.tables[feeds.RuleSetRow.__tablename__]
meta = METADATA.tables[feeds.Meta.__tablename__]
story = METADATA.tables[stories.StoryRow.__tablename__]
story_member = METADATA.tables[stories.StoryMember.__tablename__]
story_key = METADATA.tables[stories.StoryKey.__tablename__]
story_decision = METADATA.tables[stories.StoryDecision.__tablename__]
feature_count = METADATA.tables[stories.FeatureCount.__tablename__]
language_count = METADATA.tables[stories.LanguageCount.__tablename__]
alert = METADATA.tables[alerts.AlertRow.__tablename__]
alert_revision = METADATA.tables[alerts.AlertRevision.__tablename__]
finding = METADATA.tables[alerts.FindingRow.__tablename__]
delivery = METADATA.tables[alerts.DeliveryRow.__tablename__]
known = METADATA.tables[alerts.KnownRow.__tablename__]
message = METADATA.tables[alerts.MessageRow.__tablename__]
silence = METADATA.tables[steering.SilenceRow.__tablename__]
acknowledgement = METADATA.tables[steering.AcknowledgementRow.__tablename__]
digest = METADATA.tables[steering.DigestRow.__tablename__]
subscription = METADATA.tables[ways_in.SubscriptionRow.__tablename__]
list_state = METADATA.tables[lists.ListStateRow.__tablename__]
list_version = METADATA.tables[lists.ListVersionRow.__tablename__]
page_memory = METADATA.tables[ways_in.PageMemoryRow.__tablename__]

ENDED = alerts.ENDED
CLAIMABLE = (feed, article, delivery, subscription)

__all__ = [
    "CLAIMABLE",
    "ENDED",
    "METADATA",
    "acknowledgement",
    "alert",
    "alert_revision",
    "article",
    "delivery",
    "digest",
    "feature_count",
    "feed",
    "feed_habit",
    "finding",
    "host_paragraph",
    "known",
    "language_count",
    "ledger_count",
    "list_state",
    "list_version",
    "message",
    "meta",
    "page_memory",
    "rule_set",
    "silence",
    "story",
    "story_decision",
    "story_key",
    "story_member",
    "subscription",
]
