"""Stories, their articles, and the index by which an article finds the story that it belongs to."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from monitor.storage.tables.base import Row, instant, text


class StoryRow(Row, table=True):
    """Articles about one event. `opening_id` is its first article (no reference: SQLite would rebuild the table)."""

    __tablename__ = "story"

    id: int | None = Field(default=None, primary_key=True)
    opened_at: datetime = instant()
    last_at: datetime = instant()
    opening_id: int | None = None


class StoryMember(Row, table=True):
    """An article of a story. `at` is the article's own time, `joined_at` ours; JSON: fingerprint and evidence."""

    __tablename__ = "story_member"

    article_id: int = Field(primary_key=True, foreign_key="article.id", sa_column_kwargs={"autoincrement": False})
    story_id: int = Field(foreign_key="story.id", index=True)
    at: datetime = instant()
    joined_at: datetime = instant()
    fingerprint: str = text()
    evidence: str = text()


class StoryKey(Row, table=True):
    """A key under which articles meet. `kind`: address, text, band or feature."""

    __tablename__ = "story_key"
    __table_args__: ClassVar[tuple[Index, ...]] = (Index(None, "article_id"),)

    kind: str = text(primary_key=True)
    key: str = text(primary_key=True)
    article_id: int = Field(primary_key=True, foreign_key="article.id", sa_column_kwargs={"autoincrement": False})
    story_id: int = Field(foreign_key="story.id")
    at: datetime = instant()


class StoryDecision(Row, table=True):
    """What somebody decided by hand: `verb` is split or merge, `articles` JSON, the ids that were moved.

    A split parted `other_story_id` from `story_id`; a merge put all of `other_story_id` into `story_id`.
    """

    __tablename__ = "story_decision"
    __table_args__: ClassVar[tuple[Index, ...]] = (Index(None, "alert_id"), Index(None, "other_alert_id"))

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = instant()
    by: str = text()
    verb: str = text()
    story_id: int = Field(foreign_key="story.id")
    other_story_id: int = Field(foreign_key="story.id")
    alert_id: int = Field(foreign_key="alert.id")
    other_alert_id: int = Field(foreign_key="alert.id")
    articles: str = text()


class FeatureCount(Row, table=True):
    """In how many articles of a language a feature was seen, as of the language's `era`: see `storage.frequencies`."""

    __tablename__ = "feature_count"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_with_rowid": False}

    key: str = text(primary_key=True)
    language: str = text(primary_key=True)
    n: int
    era: int


class LanguageCount(Row, table=True):
    """How many articles of a language were counted, halved at the beginning of each era."""

    __tablename__ = "language_count"

    language: str = text(primary_key=True)
    articles: int
    era: int
